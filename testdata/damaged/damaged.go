// Package damaged is for tests of readers: files of the shared data, cut off and with bits flipped.
package damaged

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// Each hands every file of a folder of the shared data to read, damaged: cut off at 4 places and with bits flipped once, or at 20
// places and 200 times with BACKLOT_LONG. near is the shared data beside the project, seen from the test.
func Each(t *testing.T, near, folder string, read func(name string, b []byte)) {
	t.Helper()
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		dir = near
	}
	places, flips := 4, 1
	if os.Getenv("BACKLOT_LONG") != "" {
		places, flips = 20, 200
	}
	rng := rand.New(rand.NewPCG(35, 2026))
	n := 0
	err := filepath.WalkDir(filepath.Join(dir, folder), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(name)
		if err != nil || len(raw) == 0 {
			return err
		}
		n++
		for i := range places {
			read(name, raw[:len(raw)*i/places])
		}
		for range flips {
			bad := append([]byte(nil), raw...)
			for range 1 + rng.IntN(4) {
				bad[rng.IntN(len(bad))] ^= 1 << rng.IntN(8)
			}
			read(name, bad)
		}
		return nil
	})
	if err != nil || n == 0 {
		t.Skipf("no shared data (%v): set BACKLOT_DATA", err)
	}
}
