package screenplay_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"backlot/film/screenplay"
)

// times repeats the body of a script without its title page.
func times(t testing.TB, path string, n int) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dataDir(t, "screenplay"), path))
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Repeat(append(raw, '\n', '\n'), n)
}

func BenchmarkReadFountain(b *testing.B) {
	for _, bm := range []struct {
		name string
		n    int
	}{{"feature", 1}, {"2MB", 20}, {"20MB", 200}} {
		b.Run(bm.name, func(b *testing.B) {
			text := times(b, "fountain/feature/feature.fountain", bm.n)
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := screenplay.Read(bytes.NewReader(text), "x.fountain", screenplay.Limits{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkReadFDX(b *testing.B) {
	text := times(b, "fdx/feature/feature-fadein.fdx", 1)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := screenplay.Read(bytes.NewReader(text), "x.fdx", screenplay.Limits{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkScenes(b *testing.B) {
	s := open(b, filepath.Join(dataDir(b, "screenplay"), "fountain/feature/feature.fountain"))
	for b.Loop() {
		s.People(s.Scenes())
	}
}
