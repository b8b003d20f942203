package layout_test

import (
	"strings"
	"testing"

	"backlot/film/screenplay/layout"
)

func TestSidesOfOneActor(t *testing.T) {
	s := file(t, "fdx/feature/feature-fadein.fdx")
	all := layout.Set(s, layout.Options{SceneNumbers: true})
	wanted := layout.ScenesOf(s.Scenes(), "EKADE")
	r := all.Sides(s, wanted)
	if len(wanted) == 0 || len(r.Pages) == 0 || len(r.Pages) >= len(all.Pages) {
		t.Fatalf("%d scenes on %d pages of %d", len(wanted), len(r.Pages), len(all.Pages))
	}
	speaks, crossed := 0, 0
	for _, p := range r.Pages {
		for _, l := range p.Lines {
			if l.Crossed {
				crossed++
			} else if strings.HasPrefix(l.Text, "EKADE") {
				speaks++
			}
		}
	}
	if speaks == 0 || crossed == 0 {
		t.Errorf("%d cues, %d lines crossed out", speaks, crossed)
	}
}
