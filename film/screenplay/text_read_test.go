package screenplay_test

import (
	"path/filepath"
	"strings"
	"testing"

	"backlot/film/screenplay"
	"backlot/film/screenplay/layout"
)

// TestPlainTextOfAPrintReadsBack lays scripts out as plain text and reads that.
func TestPlainTextOfAPrintReadsBack(t *testing.T) {
	for _, path := range []string{
		filepath.Join(dataDir(t, "screenplay"), "fountain/feature/feature.fountain"),
		filepath.Join("..", "..", "testdata", "demo", "keeping-light.fountain"),
	} {
		want := open(t, path)
		set := layout.Set(want, layout.Options{SceneNumbers: true, Continued: true})
		var text strings.Builder
		for i := range set.Pages {
			text.WriteString(set.Plain(i) + "\f")
		}
		got, err := screenplay.Read(strings.NewReader(text.String()), "printed.txt", screenplay.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if got.Format != screenplay.PlainText {
			t.Errorf("%s read as %s", path, got.Format)
		}
		for _, typ := range []screenplay.Type{screenplay.SceneHeading, screenplay.Character} {
			a, b := typed(got, typ), typed(want, typ)
			if same := common(a, b); same*100 < 99*len(b) || same*100 < 99*len(a) {
				t.Errorf("%s: %d of %d %s, %d read: %s", filepath.Base(path), same, len(b), typ, len(a), diff(b, a))
			}
		}
	}
}

// typed lists the blocks of a type with their numbers.
func typed(s *screenplay.Script, typ screenplay.Type) []string {
	var out []string
	for i := range s.Blocks {
		if b := &s.Blocks[i]; b.Type == typ {
			out = append(out, b.Number+" "+letters(b.Text))
		}
	}
	return out
}
