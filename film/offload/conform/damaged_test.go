package conform

import (
	"testing"

	"backlot/film/offload/mhl"
	"backlot/film/offload/mhl1"
	"backlot/testdata/damaged"
)

// TestDamaged: every file of the shared data, read as whatever it may be, reads or is an error: no panic, no hang.
func TestDamaged(t *testing.T) {
	damaged.Each(t, "../../../../shared/data", "media", func(name string, b []byte) {
		_, _ = mhl.ReadChain(b)
		if m, err := mhl.Read(name, b); err == nil {
			m.Bytes()
		}
		if l, err := mhl1.Read(name, b); err == nil {
			l.Bytes()
		}
	})
}
