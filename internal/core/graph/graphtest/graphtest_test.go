package graphtest_test

import (
	"testing"

	"backlot/internal/core/graph"
	"backlot/internal/core/graph/graphtest"
	"backlot/internal/core/production"
)

func TestViewReadsAFileAsItsAudience(t *testing.T) {
	for name, tt := range map[string]struct {
		audience graph.Audience
		star     string
	}{
		"everyone": {graphtest.Everyone, "Guest"},
		"cleared":  {graph.Audience{Clear: map[graph.ID]bool{graphtest.ID("vault"): true}}, "The president"},
	} {
		t.Run(name, func(t *testing.T) {
			v := graphtest.View(t, "testdata/lighthouse.json", tt.audience)
			star, ok := graph.Get[production.Element](v, graphtest.ID("star"))
			if !ok || star.Name != tt.star {
				t.Errorf("the star is %q, %v; want %q", star.Name, ok, tt.star)
			}
			n := 0
			for range graph.Referring[production.Use](v, graphtest.ID("s12"), "scene") {
				n++
			}
			if n != 2 {
				t.Errorf("%d uses in scene 12; want 2", n)
			}
		})
	}
}
