package media

import (
	"fmt"
	"strings"
	"testing"
)

// TestSequencesAreSaid: a shot of one picture for each frame is one shot, and what is missing of it is counted; photographs are none.
func TestSequencesAreSaid(t *testing.T) {
	var files []string
	for n := 998; n <= 1021; n++ {
		if n != 1003 && n != 1004 {
			files = append(files, fmt.Sprintf("/vfx/A003C005.%07d.dpx", n), fmt.Sprintf("/vfx/sh%d.exr", n))
		}
	}
	files = append(files, "/vfx/IMG_0001.jpg", "/vfx/IMG_0002.jpg", "/vfx/take.dpx", "/vfx/._A003C005.0001000.dpx", "/vfx/x99999999999999999999.dpx")
	got := Sequences(files)
	if len(got) != 2 || got[0].Path() != "/vfx/A003C005.[0000998-0001021].dpx" || got[1].Path() != "/vfx/sh[998-1021].exr" {
		t.Fatalf("%+v; want the two shots", got)
	}
	if why := got[0].Why(); !strings.HasPrefix(why, "22 pictures, one for each frame (2 numbers between are missing)") ||
		!strings.Contains(why, "-start_number 998 -i 'A003C005.%07d.dpx'") {
		t.Errorf("%s", why)
	}
}
