package conform_test

import (
	"os"
	"path/filepath"
	"testing"

	"backlot/film/conform"
	media "backlot/film/offload/conform"
)

func TestSharedData(t *testing.T) {
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		dir = filepath.FromSlash("../../../../shared/data")
	}
	dir = filepath.Join(dir, "media")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no shared data: set BACKLOT_DATA")
	}
	cases, err := media.Run(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	if len(cases) < 60 {
		t.Errorf("%d cases, want at least 60", len(cases))
	}
	for _, c := range cases {
		if c.Verdict == conform.Fail {
			t.Error(c)
		}
		if testing.Verbose() {
			t.Log(c)
		}
	}
}
