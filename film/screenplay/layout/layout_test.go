package layout_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backlot/film/screenplay"
	"backlot/film/screenplay/layout"
)

func dataDir(t testing.TB) string {
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
	dir = filepath.Join(dir, "screenplay")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no conformance data: %v", err)
	}
	return dir
}

func read(t testing.TB, name string, text []byte) *screenplay.Script {
	t.Helper()
	s, err := screenplay.Read(bytes.NewReader(text), name, screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func file(t testing.TB, path string) *screenplay.Script {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dataDir(t), path))
	if err != nil {
		t.Fatal(err)
	}
	return read(t, path, raw)
}

// check holds for every laid out script: text stays on the paper, lines do not
// meet, and every printed block stands on the pages whole and in order.
func check(t *testing.T, s *screenplay.Script, r layout.Result) {
	t.Helper()
	seen := map[string]string{}
	last := -1
	for pi, p := range r.Pages {
		used := map[[2]int]bool{}
		for _, l := range p.Lines {
			if l.Row < 0 || l.Row >= r.Rows || l.Col < 0 {
				t.Fatalf("page %s: line %q at row %d col %d is off the paper", p.Number, l.Text, l.Row, l.Col)
			}
			for c := range len([]rune(l.Text)) {
				at := [2]int{l.Row, l.Col + c}
				if used[at] {
					t.Fatalf("page %s row %d: %q overprints", p.Number, l.Row, l.Text)
				}
				used[at] = true
			}
			if l.Role != layout.Text {
				continue
			}
			if l.Index < last && s.Blocks[l.Index].Dual == "" {
				t.Fatalf("page %d: block %d after %d", pi, l.Index, last)
			}
			last = max(last, l.Index)
			seen[l.Block] += l.Text + " "
		}
	}
	squash := func(s string) string { return strings.ToUpper(strings.Join(strings.Fields(s), "")) }
	for i := range s.Blocks {
		b := &s.Blocks[i]
		if !b.Type.Printed() || b.Type == screenplay.PageBreak {
			continue
		}
		if got, want := squash(seen[b.ID]), squash(b.Text); got != want {
			t.Fatalf("block %d %s: pages show %.200q; want %.200q", i, b.Type, got, want)
		}
	}
}

func TestEverySampleStandsOnItsPages(t *testing.T) {
	for _, glob := range []string{"fountain/*/*.fountain", "fdx/*/*.fdx"} {
		paths, _ := filepath.Glob(filepath.Join(dataDir(t), glob))
		for _, path := range paths {
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			s := read(t, filepath.Base(path), raw)
			for _, o := range []layout.Options{{}, {Paper: layout.A4, AnyLine: true}, {TightHeadings: true, SceneNumbers: true, Continued: true}} {
				t.Run(filepath.Base(path), func(t *testing.T) { check(t, s, layout.Set(s, o)) })
			}
		}
	}
}

// TestFeatureAgreesWithItsFile lays the feature out as its file says and compares
// every scene with the length that Fade In wrote there.
func TestFeatureAgreesWithItsFile(t *testing.T) {
	s := file(t, "fdx/feature/feature-fadein.fdx")
	f := layout.Standard(layout.Letter)
	own := layout.Set(s, layout.Options{SceneNumbers: true}).Agreement(s)
	std := layout.Set(s, layout.Options{SceneNumbers: true, Format: &f}).Agreement(s)
	t.Logf("own margins: %d equal, %d near, %d on the same page of %d; %s stated, %s measured", own.Same, own.Near, own.SamePage, own.Scenes, own.Stated, own.Measured)
	t.Logf("standard margins: %d equal, %d near, %d on the same page", std.Same, std.Near, std.SamePage)
	for _, d := range own.Differ {
		t.Logf("%+v", d)
	}
	if own.Scenes != 207 || own.Same != 207 || own.SamePage != 207 || own.Near != 207 {
		t.Errorf("%d of %d scenes equal, %d within an eighth; want all, and all on their pages", own.Same, own.Scenes, own.Near)
	}
	if std.Near < 205 {
		t.Errorf("standard margins: %d within an eighth; want 205", std.Near)
	}
}

// TestContinuedOnlyWhereASceneGoesOn: (CONTINUED) stands under a page exactly if the
// next one begins inside the same scene.
func TestContinuedOnlyWhereASceneGoesOn(t *testing.T) {
	s := file(t, "fdx/feature/feature-fadein.fdx")
	for _, s := range []*screenplay.Script{s, lock(t, s)} {
		r := layout.Set(s, layout.Options{Continued: true, SceneNumbers: true})
		for i := 1; i < len(r.Pages); i++ {
			begins := false
			for _, l := range r.Pages[i].Lines {
				if l.Role == layout.Text {
					begins = s.Blocks[l.Index].Type == screenplay.SceneHeading
					break
				}
			}
			foot := strings.Contains(r.Plain(i-1), "(CONTINUED)")
			head := strings.Contains(r.Plain(i), "CONTINUED:")
			if foot == begins || head == begins {
				t.Errorf("page %s begins with a scene: %v; CONTINUED under the page before: %v, over it: %v", r.Pages[i].Number, begins, foot, head)
			}
		}
	}
}
