package room

import (
	"testing"

	"backlot/internal/core/access"
	"backlot/internal/core/api"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

// TestRoutesMount mounts every route, which checks their inputs against their paths, and that each needs a
// right of the room.
func TestRoutesMount(t *testing.T) {
	s := Slice(&graph.SequentialIDs{}, planned{})
	p, err := access.NewPolicy(api.KindRights, s.Rights)
	if err != nil {
		t.Fatal(err)
	}
	m := web.New(web.Config{Registry: production.NewRegistry(), IDs: &graph.SequentialIDs{}})
	s.Routes(m)
	own := 0
	for _, r := range m.Routes() {
		if len(r.Right) < 5 || r.Right[:5] != "room." {
			continue
		}
		own++
		if r.Summary == "" || !p.Has(r.Right) {
			t.Errorf("%s %s: summary %q, right %q", r.Method, r.Path, r.Summary, r.Right)
		}
	}
	if own < 28 {
		t.Errorf("%d routes with a right of the room; want all", own)
	}
}
