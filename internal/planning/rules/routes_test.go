package rules

import (
	"strings"
	"testing"

	"backlot/internal/core/access"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

func TestRoutesMount(t *testing.T) {
	s := Slice(&graph.SequentialIDs{}, nil)
	if _, err := access.NewPolicy(s.Rights); err != nil {
		t.Fatal(err)
	}
	m := web.New(web.Config{Registry: production.NewRegistry(), IDs: &graph.SequentialIDs{}})
	s.Routes(m)
	own := 0
	for _, r := range m.Routes() {
		if strings.HasPrefix(r.Right, "rules.") {
			own++
		}
	}
	if own != 11 {
		t.Errorf("%d routes with a right of the slice; want 11", own)
	}
}
