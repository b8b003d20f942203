package source

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"backlot/film/pdftext"
)

// printedLine is a line of a page.
type printedLine struct {
	text           string
	x, right, y    float64
	size           float64
	page           int // from 1
	gap            float64
	firstOnPage    bool
	edge           bool // first or last line of its page
	left, pageWide float64
}

// readPDF reads the text layer of a book: running heads and page numbers go,
// lines become paragraphs by indents and gaps, words broken at a line end are
// joined. Headings are told by their words or by larger type.
func readPDF(raw []byte, name string, limits Limits) (*Text, error) {
	pages, err := pdftext.Read(raw, pdftext.Limits{Unpacked: limits.Unpacked})
	if err != nil {
		return nil, fmt.Errorf("book %s: %w", name, err)
	}
	t := &Text{Format: PDF}
	var lines []printedLine
	empty := 0
	for i, p := range pages {
		if len(p.Words) == 0 {
			empty++
		}
		lines = append(lines, pageLines(p, i+1)...)
	}
	if empty > 0 {
		t.find(Info, "", "%d of %d pages have no text: pictures or blank", empty, len(pages))
	}
	lines = t.dropFurniture(lines, len(pages))
	t.assemble(pdfParas(lines))
	return t, nil
}

func pageLines(p pdftext.Page, number int) []printedLine {
	var out []printedLine
	for i := 0; i < len(p.Words); {
		w := p.Words[i]
		line := printedLine{x: w.X, y: w.Y, size: w.Size, page: number, pageWide: p.Width}
		var words []string
		for ; i < len(p.Words) && math.Abs(p.Words[i].Y-line.y) < 2.5; i++ {
			words = append(words, p.Words[i].Text)
			line.right = max(line.right, p.Words[i].Right)
			line.size = max(line.size, p.Words[i].Size)
		}
		line.text = strings.Join(words, " ")
		if n := len(out); n > 0 {
			line.gap = out[n-1].y - line.y
		}
		out = append(out, line)
	}
	if n := len(out); n > 0 {
		out[0].edge, out[0].firstOnPage, out[n-1].edge = true, true, true
		left := math.Inf(1)
		for _, l := range out {
			left = min(left, l.x)
		}
		for i := range out {
			out[i].left = left
		}
	}
	return out
}

// dropFurniture leaves out page numbers and what stands at the edge of many pages.
func (t *Text) dropFurniture(lines []printedLine, pages int) []printedLine {
	seen := map[string]int{}
	for _, l := range lines {
		if l.edge {
			seen[shape(l.text)]++
		}
	}
	dropped := 0
	kept := slices.DeleteFunc(lines, func(l printedLine) bool {
		if !l.edge {
			return false
		}
		s := shape(l.text)
		if s == "#" || seen[s] >= 3 && seen[s]*4 >= pages {
			dropped++
			return true
		}
		return false
	})
	if dropped > 0 {
		t.find(Info, "", "%d running heads and page numbers were left out", dropped)
	}
	return kept
}

// shape is a line with each number as "#", so that "12 | The Log" is like "13 | The Log".
func shape(s string) string {
	var b strings.Builder
	digits := false
	for _, r := range strings.Trim(s, " -–—.") {
		if unicode.IsDigit(r) {
			if !digits {
				b.WriteByte('#')
			}
			digits = true
			continue
		}
		digits = false
		b.WriteRune(r)
	}
	return b.String()
}

func pdfParas(lines []printedLine) []para {
	body, pitch := typical(lines)
	var out []para
	var cur *para
	var last printedLine
	for _, l := range lines {
		level := pdfLevel(l, body)
		if cur != nil && continues(*cur, last, l, level, body, pitch) {
			cur.text = joinLines(cur.text, l.text)
			last = l
			continue
		}
		out = append(out, para{text: l.text, level: level, place: fmt.Sprintf("page %d", l.page)})
		cur, last = &out[len(out)-1], l
	}
	for i := range out {
		out[i].text = squeeze(out[i].text)
	}
	return out
}

// typical is the size of the running text and the usual distance of its lines.
func typical(lines []printedLine) (size, pitch float64) {
	var sizes, gaps []float64
	for _, l := range lines {
		sizes = append(sizes, l.size)
		if l.gap > 0 {
			gaps = append(gaps, l.gap)
		}
	}
	return median(sizes), median(gaps)
}

func median(list []float64) float64 {
	if len(list) == 0 {
		return 0
	}
	slices.Sort(list)
	return list[len(list)/2]
}

func pdfLevel(l printedLine, body float64) int {
	if n := Words(l.text); n == 0 || n > 14 {
		return 0
	}
	switch byWords := headingLevel(l.text); {
	case l.size >= 1.8*body && byWords == 0:
		return 1
	case byWords == 1:
		return 2
	case byWords == 2, l.size >= 1.2*body:
		return 3
	}
	return 0
}

// continues says whether a line belongs to the paragraph before it.
func continues(p para, last, l printedLine, level int, body, pitch float64) bool {
	if level != p.level {
		return false
	}
	if level > 0 { // a heading over two lines
		return l.page == last.page && math.Abs(l.size-last.size) < 0.5 && l.gap < 2*max(l.size, pitch) && headingLevel(l.text) == 0
	}
	ended := endsSentence(last.text)
	if l.x > l.left+0.7*body && last.x < l.x-0.3*body { // an indent
		return l.firstOnPage && !ended
	}
	if l.page != last.page {
		return !ended || last.right > last.pageWide*0.7
	}
	if l.gap > 1.45*pitch {
		return false
	}
	return !ended || last.right > last.left+0.75*(last.pageWide-2*last.left)
}

func endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, " \"”’»)"))
	return strings.ContainsRune(".!?…:", r)
}

// joinLines joins a line to the one before; a word broken by a hyphen is whole again.
func joinLines(a, b string) string {
	stem, broken := strings.CutSuffix(a, "-")
	next, _ := utf8.DecodeRuneInString(b)
	before, _ := utf8.DecodeLastRuneInString(stem)
	if broken && unicode.IsLower(next) && unicode.IsLetter(before) {
		return stem + b
	}
	return a + " " + b
}
