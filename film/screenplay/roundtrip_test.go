package screenplay_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backlot/film/screenplay"
)

// samples lists the files under the screenplay data with one of the endings.
func samples(t testing.TB, ends ...string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dataDir(t, "screenplay"), func(path string, d fs.DirEntry, err error) error {
		for _, e := range ends {
			if strings.HasSuffix(path, e) {
				out = append(out, path)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// skeleton is what a round trip must keep of a script.
func skeleton(s *screenplay.Script) []string {
	var out []string
	for i := range s.Blocks {
		b := &s.Blocks[i]
		var runs, notes []string
		for _, r := range b.Runs {
			if st := r.Style & (screenplay.Bold | screenplay.Italic | screenplay.Underline); st != 0 {
				runs = append(runs, fmt.Sprintf("%d-%d:%s", r.Start, r.End, st))
			}
		}
		for _, n := range b.Notes {
			notes = append(notes, fmt.Sprintf("%d:%s:%s", n.At, n.Type, n.Text))
		}
		out = append(out, fmt.Sprintf("%s %q n=%s d=%s l=%d s=%d key=%s %v %v", b.Type, b.Text, b.Number, b.Dual, b.Level, b.Space, b.Key, runs, notes))
	}
	return out
}

func diff(a, b []string) string {
	for i := 0; i < max(len(a), len(b)); i++ {
		x, y := "(nothing)", "(nothing)"
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y {
			return fmt.Sprintf("block %d:\n  before %.300s\n  after  %.300s", i, x, y)
		}
	}
	return ""
}

// touch makes a script count as changed, so that writers must write it anew.
func touch(s *screenplay.Script) *screenplay.Script {
	c := *s
	data := c
	data.Blocks = append([]screenplay.Block(nil), s.Blocks...)
	data.Blocks = append(data.Blocks, screenplay.Block{Type: screenplay.Transition, Text: "CUT TO:"})
	return &data
}

func TestUntouchedScriptsComeBackByteForByte(t *testing.T) {
	for _, path := range samples(t, ".fountain", ".fdx") {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		s := open(t, path)
		var out bytes.Buffer
		if s.Format == screenplay.Fountain {
			err = screenplay.WriteFountain(&out, s)
		} else {
			err = screenplay.WriteFDX(&out, s)
		}
		if err != nil || !bytes.Equal(out.Bytes(), raw) {
			t.Errorf("%s: the bytes changed (%v)", path, err)
		}
	}
}

func TestFountainRoundTrip(t *testing.T) {
	for _, path := range samples(t, ".fountain") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			s := touch(open(t, path))
			var out bytes.Buffer
			if err := screenplay.WriteFountain(&out, s); err != nil {
				t.Fatal(err)
			}
			again, err := screenplay.Read(bytes.NewReader(out.Bytes()), "again.fountain", screenplay.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			if d := diff(skeleton(s), skeleton(again)); d != "" {
				t.Errorf("%s\n%s", d, clip(out.String()))
			}
		})
	}
}

func TestFDXRoundTrip(t *testing.T) {
	for _, path := range samples(t, ".fdx") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			s := touch(open(t, path))
			var out bytes.Buffer
			if err := screenplay.WriteFDX(&out, s); err != nil {
				t.Fatal(err)
			}
			again, err := screenplay.Read(bytes.NewReader(out.Bytes()), "again.fdx", screenplay.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			if d := diff(skeleton(s), skeleton(again)); d != "" {
				t.Errorf("%s\n%s", d, clip(out.String()))
			}
			for i := range s.Blocks {
				if a, b := fmt.Sprint(s.Blocks[i].Runs), fmt.Sprint(again.Blocks[i].Runs); a != b {
					t.Fatalf("block %d: runs %s; want %s", i, b, a)
				}
			}
			if fmt.Sprint(s.Revisions, s.Categories) != fmt.Sprint(again.Revisions, again.Categories) {
				t.Error("revisions or tag categories changed")
			}
		})
	}
}

func clip(s string) string { return s[:min(len(s), 600)] }

func TestFDXToFountainToFDXKeepsTheFeature(t *testing.T) {
	s := open(t, filepath.Join(dataDir(t, "screenplay"), "fdx/feature/feature-fadein.fdx"))
	var fountain, fdx bytes.Buffer
	if err := screenplay.WriteFountain(&fountain, s); err != nil {
		t.Fatal(err)
	}
	mid, err := screenplay.Read(bytes.NewReader(fountain.Bytes()), "mid.fountain", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if err := screenplay.WriteFDX(&fdx, mid); err != nil {
		t.Fatal(err)
	}
	back, err := screenplay.Read(bytes.NewReader(fdx.Bytes()), "back.fdx", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	want, got := count(s), count(back)
	for _, typ := range []screenplay.Type{screenplay.SceneHeading, screenplay.Character, screenplay.Dialogue, screenplay.Parenthetical, screenplay.Transition, screenplay.Action} {
		if got[typ] != want[typ] {
			t.Errorf("%s: %d; want %d", typ, got[typ], want[typ])
		}
	}
	a, b := s.Scenes(), back.Scenes()
	for i := range min(len(a), len(b)) {
		if a[i].Number != b[i].Number || strings.TrimSpace(a[i].Text) != b[i].Text {
			t.Errorf("scene %d: %q %q; want %q %q", i, b[i].Number, b[i].Text, a[i].Number, a[i].Text)
		}
	}
}
