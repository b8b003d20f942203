package screenplay_test

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"backlot/film/screenplay"
)

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, s)
}

// TestPDFReadsAsTheScriptItWasPrintedFrom compares with the Fountain file of the
// same stem.
func TestPDFReadsAsTheScriptItWasPrintedFrom(t *testing.T) {
	dir := dataDir(t, "screenplay")
	for pdf, fountain := range map[string]string{
		"pdf/afterwriting/cyrillic.pdf":     "fountain/afterwriting/cyrillic.fountain",
		"pdf/feature/Cyber_Bob_ep00001.pdf": "fountain/public-domain/Cyber_Bob_ep00001.fountain",
		"pdf/screenplain/title-page.pdf":    "fountain/screenplain/title-page.fountain",
	} {
		t.Run(filepath.Base(pdf), func(t *testing.T) {
			got, want := open(t, filepath.Join(dir, pdf)), open(t, filepath.Join(dir, fountain))
			for _, typ := range []screenplay.Type{screenplay.SceneHeading, screenplay.Character, screenplay.Parenthetical, screenplay.Transition, screenplay.Centered, screenplay.Dialogue, screenplay.Action} {
				var a, b strings.Builder
				for i := range got.Blocks {
					if got.Blocks[i].Type == typ {
						a.WriteString(letters(got.Blocks[i].Text) + "\n")
					}
				}
				for i := range want.Blocks {
					if want.Blocks[i].Type == typ {
						b.WriteString(letters(want.Blocks[i].Text) + "\n")
					}
				}
				x, y := a.String(), b.String()
				if typ == screenplay.Dialogue || typ == screenplay.Action {
					x, y = strings.ReplaceAll(x, "\n", ""), strings.ReplaceAll(y, "\n", "")
				}
				if x != y {
					t.Errorf("%s:\n%s\nwant\n%s", typ, x, y)
				}
			}
		})
	}
}
