package screenplay_test

import (
	"bytes"
	"math/rand"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"backlot/film/screenplay"
	"backlot/testdata/raced"
)

// survive reads damaged bytes: any answer will do, without a panic, in less than
// two seconds and with less than twenty times the file and 64 MiB allocated.
func survive(t *testing.T, name string, raw []byte) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	s, err := screenplay.Read(bytes.NewReader(raw), name, screenplay.Limits{})
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	if took > 2*time.Second {
		t.Fatalf("%s: reading took %v", name, took)
	}
	if used, most := after.TotalAlloc-before.TotalAlloc, uint64(20*len(raw)+64<<20); used > most {
		t.Fatalf("%s: reading allocated %d KiB for %d KiB", name, used>>10, len(raw)>>10)
	}
	if err == nil {
		s.People(s.Scenes())
	}
}

// TestDamagedSamples cuts every sample off at twenty places and flips a bit of it
// at two hundred others. Large samples take fewer flips unless BACKLOT_LONG is set.
func TestDamagedSamples(t *testing.T) {
	most := raced.Cases(3_000_000, 100_000)
	for _, path := range samples(t, ".fountain", ".fdx", ".pdf", ".xml") {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		damage(t, filepath.Base(path), raw, most)
		if filepath.Ext(path) == ".xml" {
			damage(t, "in.fadein", zipped(t, "document.xml", raw), most)
		}
	}
	damage(t, "in.celtx", zipped(t, "script-1.html", []byte(`<html><body><p class="sceneheading" scenenumber="1">INT. X<br>Y</p>
<p class="character">A <b>B</b></p><p class="dialog">c &amp; d</p></body></html>`)), most)
}

// damage cuts a file off in twenty places and flips bits of it: two hundred of them, or as many as make some most bytes read.
func damage(t *testing.T, name string, raw []byte, most int) {
	rng := rand.New(rand.NewSource(int64(len(raw))))
	for i := range 20 {
		survive(t, name, raw[:len(raw)*i/20])
	}
	flips := 200
	if os.Getenv("BACKLOT_LONG") == "" {
		flips = min(flips, max(10, most/(len(raw)+1)))
	}
	for range flips {
		bad := append([]byte(nil), raw...)
		bad[rng.Intn(len(bad))] ^= byte(1 << rng.Intn(8))
		survive(t, name, bad)
	}
}
