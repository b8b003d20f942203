package layout_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backlot/film/pdftext"
	"backlot/film/screenplay/layout"
)

// printedPages reads the lines of every page of a printed script, without its title
// page, page numbers and scene numbers.
func printedPages(t *testing.T, path string, left float64) [][]string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dataDir(t), path))
	if err != nil {
		t.Fatal(err)
	}
	pages, err := pdftext.Read(raw, pdftext.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for _, p := range pages {
		var lines []string
		last := -1.0
		for _, w := range p.Words {
			if p.Height-w.Y < 60 || w.X < left {
				continue
			}
			if w.Y != last {
				lines, last = append(lines, ""), w.Y
			}
			lines[len(lines)-1] += " " + w.Text
		}
		for i := range lines {
			lines[i] = strings.TrimSpace(lines[i])
		}
		if len(lines) > 0 {
			out = append(out, lines)
		}
	}
	return out
}

// TestPrintedPagesOfOthers compares our pages with those afterwriting and screenplain
// printed from the same Fountain: with their height of page and empty lines set, how
// many pages begin with the same line.
func TestPrintedPagesOfOthers(t *testing.T) {
	for _, tt := range []struct {
		pdf, script string
		title       int // title pages of the print
		paper       layout.Paper
		body        int
		pages, same int // of ours; pages that begin alike
	}{
		{"pdf/feature/Cyber_Bob_ep00001.pdf", "fountain/public-domain/Cyber_Bob_ep00001.fountain", 1, layout.A4, 57, 6, 6},
		{"pdf/afterwriting/cyrillic.pdf", "fountain/afterwriting/cyrillic.fountain", 1, layout.A4, 57, 1, 1},
		{"pdf/screenplain/title-page.pdf", "fountain/screenplain/title-page.fountain", 1, layout.Letter, 55, 1, 1},
	} {
		t.Run(filepath.Base(tt.pdf), func(t *testing.T) {
			theirs := printedPages(t, tt.pdf, 100)[tt.title:]
			s := file(t, tt.script)
			f := layout.Standard(tt.paper)
			f.Heading.Space, f.Body, f.Points = 1, tt.body, tt.body*12
			r := layout.Set(s, layout.Options{Paper: tt.paper, Format: &f})
			same := 0
			for i := range min(len(theirs), len(r.Pages)) {
				first := ""
				for _, l := range r.Pages[i].Lines {
					if l.Role == layout.Text || l.Role == layout.Contd {
						first = l.Text
						break
					}
				}
				if squash(first) == squash(theirs[i][0]) {
					same++
				} else {
					t.Logf("page %d begins %q; in print %q", i+1, first, theirs[i][0])
				}
			}
			t.Logf("%d pages, %d in print, %d begin with the same line", len(r.Pages), len(theirs), same)
			if len(r.Pages) != tt.pages || same < tt.same {
				t.Errorf("%d pages, %d as printed; want %d and %d", len(r.Pages), same, tt.pages, tt.same)
			}
		})
	}
}

func squash(s string) string {
	return strings.ToUpper(strings.Join(strings.Fields(s), ""))
}
