package conform_test

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"backlot/film/conform"
	look "backlot/film/look/conform"
)

// TestSharedData: every file reads to OpenColorIO's values in both directions, or is refused where it must be.
func TestSharedData(t *testing.T) {
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	dir = filepath.Join(dir, "colour")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no shared data (%v): set BACKLOT_DATA", err)
	}
	cases, err := look.Run(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if c.Verdict == conform.Fail {
			t.Error(c)
		}
	}
	t.Log(conform.Summary(cases))
}

func TestAWrongValueFails(t *testing.T) {
	file := func(values string) fstest.MapFS {
		return fstest.MapFS{
			"expected/ocio-values.json": {Data: []byte(`{"input_rgb":[[0.5,0.5,0.5]],"files":[{"file":"a.cc","cases":[{"direction":"forward","rgb":[[` + values + `]]}]}]}`)},
			"a.cc":                      {Data: []byte(`<ColorCorrection id="a"><SOPNode><Slope>2 1 1</Slope><Offset>0 0 0</Offset><Power>1 1 1</Power></SOPNode></ColorCorrection>`)},
		}
	}
	for values, want := range map[string]conform.Verdict{"1, 0.5, 0.5": conform.Pass, "1, 0.5, 0.5001": conform.Fail} {
		cases, err := look.Run(file(values))
		if err != nil || len(cases) != 1 || cases[0].Verdict != want {
			t.Errorf("%s: %v, %v; want one case that is %s", values, cases, err, want)
		}
	}
	if _, err := look.Run(fstest.MapFS{}); err == nil {
		t.Error("no error for a folder without answers")
	}
}
