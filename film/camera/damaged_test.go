package camera_test

import (
	"testing"

	"backlot/film/camera"
	"backlot/testdata/damaged"
)

// TestDamaged: every list of the shared data reads or is an error, whatever happened to it: no panic, no hang.
func TestDamaged(t *testing.T) {
	damaged.Each(t, "../../../shared/data", "media/camera-metadata", func(_ string, b []byte) {
		if clips, err := camera.Parse(b); err == nil {
			camera.Merge(clips...)
		}
	})
}
