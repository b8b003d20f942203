package breakdown_test

import (
	"bytes"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"backlot/film/screenplay"
	"backlot/film/screenplay/breakdown"
	"backlot/film/screenplay/info"
	"backlot/film/screenplay/layout"
)

// big is the demo script again and again, two megabytes of it.
func big(b *testing.B) []byte {
	raw, err := os.ReadFile(filepath.Join(root(b), "testdata/demo/keeping-light.fountain"))
	if err != nil {
		b.Fatal(err)
	}
	return bytes.Repeat(raw, 2<<20/len(raw))
}

// cpu is the processor time of this process so far, in milliseconds.
func cpu() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return float64(u.Utime.Sec+u.Stime.Sec)*1000 + float64(u.Utime.Usec+u.Stime.Usec)/1000
}

// BenchmarkImportToBreakdown reads two megabytes of script, summarises it and
// proposes its breakdown; cpu-ms/op is what counts on a shared machine.
func BenchmarkImportToBreakdown(b *testing.B) {
	raw := big(b)
	read := func() *screenplay.Script {
		s, err := screenplay.Read(bytes.NewReader(raw), "big.fountain", screenplay.Limits{})
		if err != nil {
			b.Fatal(err)
		}
		return s
	}
	s := read()
	for _, part := range []struct {
		name string
		run  func()
	}{
		{"read", func() { read() }},
		{"scenes", func() { s.Scenes() }},
		{"people", func() { s.People(s.Scenes()) }},
		{"layout", func() { layout.Set(s, layout.Options{}) }},
		{"info", func() { info.Of(s, layout.Options{}) }},
		{"suggest", func() { breakdown.Suggest(s) }},
		{"all", func() {
			s := read()
			info.Of(s, layout.Options{})
			breakdown.Suggest(s)
		}},
	} {
		b.Run(part.name, func(b *testing.B) {
			b.SetBytes(int64(len(raw)))
			start := cpu()
			for b.Loop() {
				part.run()
			}
			b.ReportMetric((cpu()-start)/float64(b.N), "cpu-ms/op")
		})
	}
}
