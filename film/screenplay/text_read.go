package screenplay

import (
	"strings"
	"unicode/utf8"

	"backlot/film/pdftext"
)

// looksPrinted reports whether plain text is laid out as on paper: nearly every
// line stands away from the left edge, and one of them is a scene heading.
func looksPrinted(text string) bool {
	head := text[:min(len(text), 1<<16)]
	lines, indented := 0, 0
	for line := range strings.SplitSeq(head, "\n") {
		if blankLine(line) {
			continue
		}
		lines++
		if strings.HasPrefix(line, "    ") || line[0] == '\t' || line[0] == '\f' {
			indented++
		}
	}
	if lines <= 3 || indented*10 <= lines*8 {
		return false // most text: nobody needs to look for headings in it
	}
	for line := range strings.SplitSeq(head, "\n") {
		if !blankLine(line) && likeHeading(withoutNumbers(line)) {
			return true
		}
	}
	return false
}

// Cells of plain text are taken as those of a typewriter: ten characters and six
// lines to the inch.
const (
	cellWidth  = 7.2
	cellHeight = 12.0
)

// readPrinted reads plain text laid out as on paper, as "pdftotext -layout" and
// typewriter-like programs write it. Pages end with form feeds.
func readPrinted(text string) *Script {
	var pages []pdftext.Page
	for sheet := range strings.SplitSeq(text, "\f") {
		rows := strings.Split(strings.TrimRight(sheet, "\n "), "\n")
		page := pdftext.Page{Width: 612, Height: max(792, float64(len(rows)+6)*cellHeight)}
		for i, row := range rows {
			page.Words = append(page.Words, cells(row, page.Height-float64(i+1)*cellHeight)...)
		}
		if len(page.Words) > 0 {
			pages = append(pages, page)
		}
	}
	return readPages(pages, PlainText)
}

// cells are the words of a row at their columns; a tab goes on to the next
// column that eight divides.
func cells(row string, y float64) []pdftext.Word {
	var out []pdftext.Word
	col, start := 0, -1
	word := func(end int) {
		if start >= 0 {
			w := row[start:end]
			n := utf8.RuneCountInString(w)
			out = append(out, pdftext.Word{X: float64(col-n) * cellWidth, Y: y, Right: float64(col) * cellWidth, Size: 12, Font: "Courier", Text: w})
			start = -1
		}
	}
	for i, r := range row {
		switch {
		case r == '\t':
			word(i)
			col = col&^7 + 8
			continue
		case r == ' ' || r == '\u00a0':
			word(i)
		case start < 0:
			start = i
		}
		col++
	}
	word(len(row))
	return out
}
