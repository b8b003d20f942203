package cutfile_test

import (
	"bytes"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"backlot/film/timeline"
	"backlot/film/timeline/cutfile"
	"backlot/testdata/raced"
)

func files(t testing.TB) map[string][]byte {
	t.Helper()
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	dir = filepath.Join(dir, "editorial")
	out := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if d != nil && d.Name() == "expected" {
				return fs.SkipDir
			}
			return err
		}
		switch strings.ToLower(filepath.Ext(path)) {
		case ".edl", ".otio", ".xml", ".fcpxml", ".ale", ".aaf", ".txt":
			if rel, err := filepath.Rel(dir, path); err == nil && !strings.HasSuffix(path, "over-transitions.txt") {
				out[rel], err = os.ReadFile(path)
				return err
			}
		}
		return nil
	})
	if err != nil || len(out) == 0 {
		t.Skipf("no shared data (%v): set BACKLOT_DATA", err)
	}
	return out
}

// use does with a file what programs do with it: a panic or an endless loop here is one there.
func use(f *cutfile.File) {
	for _, n := range f.Root.Timelines() {
		timeline.Shots(n)
	}
	for _, to := range []cutfile.Format{cutfile.OTIO, cutfile.EDL, cutfile.FCP7, cutfile.FCPX, cutfile.ALE} {
		var b bytes.Buffer
		_, _ = cutfile.Write(&b, f.Root, to, cutfile.Options{}) // what cannot be written is an error, which is right
	}
}

// TestDamagedFiles: every file cut off at 20 places, and with bits flipped, opens or is an error.
func TestDamagedFiles(t *testing.T) {
	places, flips := raced.Cases(20, 2), raced.Cases(3, 1)
	long := os.Getenv("BACKLOT_LONG") != ""
	if long {
		flips = 200 // as the goal has it
	}
	rng := rand.New(rand.NewPCG(7, 2026))
	worst := 0.0
	parse := func(b []byte, name string, size int) (*cutfile.File, error) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		f, err := cutfile.Parse(b, name, cutfile.Options{})
		runtime.ReadMemStats(&after)
		// all that was ever taken, so what was held at one time is less
		took := after.TotalAlloc - before.TotalAlloc
		if took > uint64(20*size+64<<20) {
			t.Errorf("%s: %d MB of memory for %d bytes; want at most 20 times the file and 64 MB", name, took>>20, size)
		}
		worst = max(worst, float64(took)/float64(size+3<<20))
		return f, err
	}
	for name, raw := range files(t) {
		if raced.On && rng.IntN(3) > 0 {
			continue // a third of the files, for the detector is slow
		}
		few := 1
		if len(raw) > 300_000 && !long { // the AAF files, of which most is padding
			few = 10
		}
		for i := range max(2, places/few) {
			cut := raw[:len(raw)*i/max(2, places/few)]
			if f, err := parse(append([]byte(nil), cut...), name, len(raw)); err == nil {
				use(f)
			}
		}
		for range max(1, flips/few) {
			bad := append([]byte(nil), raw...)
			for range 1 + rng.IntN(4) {
				bad[rng.IntN(len(bad))] ^= 1 << rng.IntN(8)
			}
			if f, err := parse(bad, name, len(raw)); err == nil {
				use(f)
			}
		}
	}
	t.Logf("at most %.1f times the size of a file and 3 MB", worst)
}

// TestHostileXML: entities that unfold to gigabytes, and elements without end, are refused at once.
func TestHostileXML(t *testing.T) {
	bomb := `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>`
	ring := `<fcpxml version="1.11"><resources><format id="f" frameDuration="1/24s"/>` +
		`<media id="m"><sequence format="f" duration="1s"><spine>` + strings.Repeat(`<ref-clip ref="m" duration="1s"/>`, 10) + `</spine></sequence></media></resources>` +
		`<project><sequence format="f"><spine><ref-clip ref="m" duration="1s"/></spine></sequence></project></fcpxml>`
	for name, in := range map[string]string{
		"entities":  bomb + `<xmeml><sequence><name>&c;</name></sequence></xmeml>`,
		"depth":     `<xmeml>` + strings.Repeat("<sequence>", 2_000_000),
		"file":      `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><fcpxml><project name="&e;"/></fcpxml>`,
		"a ring":    ring,
		"unclosed":  `<xmeml><sequence>`,
		"two roots": `<xmeml/><xmeml/>`,
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		f, err := cutfile.Parse([]byte(in), "x.xml", cutfile.Options{})
		runtime.ReadMemStats(&after)
		if got := after.TotalAlloc - before.TotalAlloc; got > uint64(20*len(in)+512<<20) {
			t.Errorf("%s: %d MB for %d bytes", name, got>>20, len(in))
		}
		if name == "a ring" {
			if err != nil || len(f.Findings) == 0 {
				t.Errorf("%s: %v, no finding", name, err)
			}
			continue
		}
		if err == nil {
			t.Errorf("%s: opens", name)
		}
	}
}

func TestUnknownFilesAreRefused(t *testing.T) {
	for _, name := range []string{"a.doc", "b", "c.mov"} {
		if _, err := cutfile.Parse([]byte("nothing of the kind"), name, cutfile.Options{}); err == nil || !strings.Contains(err.Error(), "want one of") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := cutfile.Parse(nil, "x.edl", cutfile.Options{}); err == nil {
		t.Error("an empty list opens")
	}
}
