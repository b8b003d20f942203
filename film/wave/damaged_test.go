package wave

import (
	"bytes"
	"path/filepath"
	"testing"

	"backlot/testdata/damaged"
)

// TestDamaged: every file of the shared data cut off and with bits flipped reads or is an error: no panic, no hang. At 20 places and 200 times
// with BACKLOT_LONG=1, as the goal has it.
func TestDamaged(t *testing.T) {
	damaged.Each(t, "../../../shared/data", "sound", readDamaged)
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
