package conform

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"backlot/film/conform"
)

func TestSharedData(t *testing.T) {
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		dir = "../../../../shared/data"
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skip("shared data is missing; set BACKLOT_DATA to its folder")
	}
	cases, err := Run(os.DirFS(dir + "/media"))
	if err != nil || len(cases) < 2 {
		t.Fatalf("%d cases, %v; want the dumps of two makers", len(cases), err)
	}
	for _, c := range cases {
		if c.Verdict != conform.Pass {
			t.Error(c)
		}
	}
}

// A dump that nobody understands fails, and so does one that loses a frame.
func TestFails(t *testing.T) {
	cases, err := Run(fstest.MapFS{
		"camera-metadata/x/letter.txt": {Data: []byte("Dear Sir,\n")},
		"camera-metadata/x/thin.csv":   {Data: []byte("Clip Name,Kelvin,Scene\nA,,\n")},
		"camera-metadata/y/good.csv":   {Data: []byte("Timecode,Focal Length,Focus Distance,Cooke Metadata\n10:00:00:00,40,410,81/2\n10:00:00:01,40,420,81/2\n")},
	})
	if err != nil || len(cases) != 3 {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	for i, want := range []conform.Verdict{conform.Fail, conform.Fail, conform.Pass} {
		if cases[i].Verdict != want {
			t.Errorf("%v; want %s", cases[i], want)
		}
	}
	if !strings.Contains(cases[2].Name, "2 frames") {
		t.Errorf("%v; want its 2 frames", cases[2])
	}
}
