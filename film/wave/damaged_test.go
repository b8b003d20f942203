package wave

import (
	"bytes"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// TestDamaged: every file of the shared data cut off and with bits flipped reads or is an error: no panic, no hang. At 20 places and 200 times
// with BACKLOT_LONG=1, as the goal has it.
func TestDamaged(t *testing.T) {
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		dir = "../../../shared/data"
	}
	places, flips := 4, 1
	if os.Getenv("BACKLOT_LONG") != "" {
		places, flips = 20, 200
	}
	rng := rand.New(rand.NewPCG(35, 2026))
	n := 0
	err := filepath.WalkDir(filepath.Join(dir, "sound"), func(name string, d fs.DirEntry, err error) error {
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

// readDamaged does with a file what programs do with it.
func readDamaged(name string, b []byte) {
	switch filepath.Ext(name) {
	case ".xml":
		_, _ = ReadModel(b)
	case ".csv":
		_, _ = ReadReport(bytes.NewReader(b))
	}
	if f, err := Read(bytes.NewReader(b), int64(len(b))); err == nil {
		_, _ = f.Floats(bytes.NewReader(b), 0, 10)
		if f.Bext != nil {
			f.Bext.Described()
		}
	}
}
