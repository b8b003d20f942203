package layout_test

import (
	"testing"

	"backlot/film/screenplay/layout"
)

func BenchmarkFeature(b *testing.B) {
	s := file(b, "fdx/feature/feature-fadein.fdx")
	b.ReportAllocs()
	for b.Loop() {
		layout.Set(s, layout.Options{SceneNumbers: true})
	}
}
