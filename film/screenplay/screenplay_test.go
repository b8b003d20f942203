package screenplay_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"backlot/film/screenplay"
)

// dataDir is the shared conformance data, or skips the test.
func dataDir(t testing.TB, sub string) string {
	t.Helper()
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		here, err := os.Getwd()
		if err != nil {
			t.Fatal(err)
		}
		for {
			if _, err := os.Stat(filepath.Join(here, "go.mod")); err == nil {
				break
			}
			if here == filepath.Dir(here) {
				t.Skip("no go.mod above the test, so the shared data beside the repository cannot be found: set BACKLOT_DATA")
			}
			here = filepath.Dir(here)
		}
		dir = filepath.Join(here, "..", "shared", "data")
	}
	dir = filepath.Join(dir, sub)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no conformance data: %v", err)
	}
	return dir
}

func open(t testing.TB, path string) *screenplay.Script {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s, err := screenplay.Read(bytes.NewReader(raw), filepath.Base(path), screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func count(s *screenplay.Script) map[screenplay.Type]int {
	n := map[screenplay.Type]int{}
	for i := range s.Blocks {
		n[s.Blocks[i].Type]++
	}
	return n
}

func TestFeatureFountainAndFDXHaveTheSameScript(t *testing.T) {
	dir := dataDir(t, "screenplay")
	for _, file := range []string{"fountain/feature/feature.fountain", "fdx/feature/feature-fadein.fdx"} {
		t.Run(file, func(t *testing.T) {
			s := open(t, filepath.Join(dir, file))
			n := count(s)
			for typ, want := range map[screenplay.Type]int{
				screenplay.SceneHeading: 207, screenplay.Character: 690, screenplay.Transition: 7,
				screenplay.Parenthetical: 18, screenplay.Dialogue: 711,
			} {
				if n[typ] != want {
					t.Errorf("%d %s; want %d", n[typ], typ, want)
				}
			}
			if got := len(s.Scenes()); got != 207 {
				t.Errorf("%d scenes; want 207", got)
			}
			t.Log(n, s.Findings)
		})
	}
}
