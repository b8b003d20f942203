package conform_test

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"backlot/film/conform"
	screenplay "backlot/film/screenplay/conform"
)

func data(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		here, err := os.Getwd()
		if err != nil {
			t.Fatal(err)
		}
		for here != filepath.Dir(here) {
			if _, err := os.Stat(filepath.Join(here, "go.mod")); err == nil {
				break
			}
			here = filepath.Dir(here)
		}
		dir = filepath.Join(here, "..", "shared", "data")
	}
	if _, err := os.Stat(filepath.Join(dir, "screenplay")); err != nil {
		t.Skipf("no conformance data: %v", err)
	}
	return filepath.Join(dir, "screenplay")
}

func TestNoCaseFails(t *testing.T) {
	cases, err := screenplay.Run(os.DirFS(data(t)))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if c.Verdict == conform.Fail {
			t.Error(c)
		}
	}
	t.Logf("%d cases", len(cases))
}

func TestAWrongReadingFails(t *testing.T) {
	dir := fstest.MapFS{
		"fountain/a.fountain":          {Data: []byte("BOB\nHello.\n")},
		"expected/fountain-peers.json": {Data: []byte(`{"files":[{"file":"fountain/a.fountain","agreed":{"character":["ALICE"]},"disputed":{}}]}`)},
	}
	cases, err := screenplay.Run(dir)
	if err != nil || len(cases) != 2 || cases[0].Verdict != conform.Fail {
		t.Errorf("cases %v, %v; want the cue to fail", cases, err)
	}
}

func TestAnEmptyFolderIsAnError(t *testing.T) {
	if _, err := screenplay.Run(fstest.MapFS{}); err == nil {
		t.Error("no error for a folder without cases")
	}
}
