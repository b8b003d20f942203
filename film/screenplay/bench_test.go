//go:build unix

package screenplay_test

import (
	"bytes"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"backlot/film/screenplay"
	"backlot/film/screenplay/breakdown"
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

// cpu is the processor time this process has used, over all cores and with what
// the garbage collector took: wall time says little on a machine with other work.
func cpu() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// perSecond runs do and reports megabytes for each second of processor time.
func perSecond(b *testing.B, size int, do func() error) {
	b.SetBytes(int64(size))
	b.ReportAllocs()
	before := cpu()
	for b.Loop() {
		if err := do(); err != nil {
			b.Fatal(err)
		}
	}
	used := (cpu() - before).Seconds()
	b.ReportMetric(float64(size)*float64(b.N)/1e6/used, "MB/cpu-s")
	b.ReportMetric(used/float64(b.N)*1e3, "cpu-ms/op")
}

var fountainSizes = []struct {
	name string
	n    int
}{{"0.1MB", 1}, {"2MB", 20}, {"10MB", 97}, {"20MB", 194}}

func BenchmarkReadFountain(b *testing.B) {
	for _, bm := range fountainSizes {
		b.Run(bm.name, func(b *testing.B) {
			text := times(b, "fountain/feature/feature.fountain", bm.n)
			perSecond(b, len(text), func() error {
				_, err := screenplay.Read(bytes.NewReader(text), "x.fountain", screenplay.Limits{})
				return err
			})
		})
	}
}

func BenchmarkReadFDX(b *testing.B) {
	text := times(b, "fdx/feature/feature-fadein.fdx", 1)
	perSecond(b, len(text), func() error {
		_, err := screenplay.Read(bytes.NewReader(text), "x.fdx", screenplay.Limits{})
		return err
	})
}

// BenchmarkImportToBreakdown goes from the bytes of a 2 MB script (twenty
// features) to scenes, people and breakdown proposals.
func BenchmarkImportToBreakdown(b *testing.B) {
	text := times(b, "fountain/feature/feature.fountain", 20)
	perSecond(b, len(text), func() error {
		s, err := screenplay.Read(bytes.NewReader(text), "x.fountain", screenplay.Limits{})
		if err != nil {
			return err
		}
		s.People(s.Scenes())
		breakdown.Suggest(s)
		return nil
	})
}

func BenchmarkScenes(b *testing.B) {
	s := open(b, filepath.Join(dataDir(b, "screenplay"), "fountain/feature/feature.fountain"))
	for b.Loop() {
		s.People(s.Scenes())
	}
}
