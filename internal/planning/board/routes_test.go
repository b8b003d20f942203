package board

import (
	"strings"
	"testing"

	"backlot/internal/core/access"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

// TestRoutesMount mounts every route, which checks their inputs against their paths, and that each
// needs a right of the slice.
func TestRoutesMount(t *testing.T) {
	s := Slice(&graph.SequentialIDs{})
	if _, err := access.NewPolicy(s.Rights); err != nil {
		t.Fatal(err)
	}
	m := web.New(web.Config{Registry: production.NewRegistry(), IDs: &graph.SequentialIDs{}})
	s.Routes(m)
	own := 0
	for _, r := range m.Routes() {
		if !strings.HasPrefix(r.Right, "board.") {
			continue
		}
		own++
		if r.Summary == "" {
			t.Errorf("%s %s has no summary", r.Method, r.Path)
		}
	}
	if own < 7 {
		t.Errorf("%d routes with a right of the slice; want all", own)
	}
}
