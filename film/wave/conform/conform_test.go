package conform_test

import (
	"os"
	"path/filepath"
	"testing"

	core "backlot/film/conform"
	"backlot/film/wave/conform"
)

func TestSharedData(t *testing.T) {
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		dir = "../../../../shared/data"
	}
	dir = filepath.Join(dir, "sound")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("shared data is missing; set BACKLOT_DATA to its folder")
	}
	cases, err := conform.Run(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	if len(cases) == 0 {
		t.Fatal("no case; want one for each sound file")
	}
	for _, c := range cases {
		if c.Verdict == core.Fail {
			t.Error(c)
		}
	}
	t.Log(core.Summary(cases))
}
