package documents_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backlot/film/screenplay"
	"backlot/film/screenplay/layout"
	"backlot/internal/core/documents"
)

// BenchmarkFeature encodes a feature of 97 pages as PDF, in Latin letters, and one of
// as many pages in Arabic and in Japanese. Goal: half a second of CPU for the first.
func BenchmarkFeature(b *testing.B) {
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		dir = "../../../../shared/data"
	}
	raw, err := os.ReadFile(filepath.Join(dir, "screenplay/fountain/feature/feature.fountain"))
	if err != nil {
		b.Skipf("no conformance data: %v", err)
	}
	world := func(name string, n int) []byte {
		raw, err := os.ReadFile(filepath.Join(worldScripts, name+".fountain"))
		if err != nil {
			b.Fatal(err)
		}
		return []byte(strings.Repeat(string(raw)+"\n\n", n))
	}
	for _, tt := range []struct {
		name string
		text []byte
	}{{"latin", raw}, {"arabic", world("arabic", 160)}, {"japanese", world("japanese", 170)}} {
		s, err := screenplay.Read(bytes.NewReader(tt.text), tt.name+".fountain", screenplay.Limits{})
		if err != nil {
			b.Fatal(err)
		}
		set := layout.Set(s, layout.Options{SceneNumbers: true})
		b.Run(tt.name, func(b *testing.B) {
			size := 0
			for b.Loop() {
				pdf, err := documents.RenderPDF(documents.Screenplay(documents.Meta{Title: tt.name}, s, set), documents.Recipient{})
				if err != nil {
					b.Fatal(err)
				}
				size = len(pdf.Bytes)
			}
			b.ReportMetric(float64(len(set.Pages)), "pages")
			b.ReportMetric(float64(size), "bytes")
		})
	}
}
