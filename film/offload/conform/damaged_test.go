package conform

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"backlot/film/offload/mhl"
	"backlot/film/offload/mhl1"
)

// TestDamaged: every file of the shared data cut off and with bits flipped reads or is an error: no panic, no hang. At 20 places and 200 times
// with BACKLOT_LONG=1, as the goal has it.
func TestDamaged(t *testing.T) {
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		dir = "../../../../shared/data"
	}
	places, flips := 4, 1
	if os.Getenv("BACKLOT_LONG") != "" {
		places, flips = 20, 200
	}
	rng := rand.New(rand.NewPCG(35, 2026))
	n := 0
	err := filepath.WalkDir(filepath.Join(dir, "media"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(name)
		if err != nil || len(raw) == 0 {
			return err
		}
		n++
		for i := range places {
			readDamaged(name, raw[:len(raw)*i/places])
		}
		for range flips {
			bad := append([]byte(nil), raw...)
			for range 1 + rng.IntN(4) {
				bad[rng.IntN(len(bad))] ^= 1 << rng.IntN(8)
			}
			readDamaged(name, bad)
		}
		return nil
	})
	if err != nil || n == 0 {
		t.Skipf("no shared data (%v): set BACKLOT_DATA", err)
	}
}

// readDamaged reads a file as whatever it may be.
func readDamaged(name string, b []byte) {
	_, _ = mhl.ReadChain(b)
	if m, err := mhl.Read(name, b); err == nil {
		m.Bytes()
	}
	if l, err := mhl1.Read(name, b); err == nil {
		l.Bytes()
	}
}
