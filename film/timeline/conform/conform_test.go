package conform_test

import (
	"os"
	"path/filepath"
	"testing"

	"backlot/film/conform"
	editorial "backlot/film/timeline/conform"
)

func data(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	dir = filepath.Join(dir, "editorial")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no shared data (%v): set BACKLOT_DATA", err)
	}
	return dir
}

func TestNoCaseFails(t *testing.T) {
	cases, err := editorial.Run(os.DirFS(data(t)))
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
