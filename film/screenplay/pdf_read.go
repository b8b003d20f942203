package screenplay

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"backlot/film/pdftext"
)

// readPDF reads a printed screenplay back from the text layer of a PDF: the
// columns say what a line is, the gaps where a paragraph ends.
func readPDF(raw []byte, name string, limits Limits) (*Script, error) {
	pages, err := pdftext.Read(raw, pdftext.Limits{Unpacked: limits.Bytes * 2, Words: limits.Blocks})
	if errors.Is(err, pdftext.ErrNoText) || errors.Is(err, pdftext.ErrEncrypted) {
		return nil, fmt.Errorf("script %s: %w", name, err)
	}
	if err != nil {
		return nil, fmt.Errorf("script %s: %w; want a PDF saved by a screenwriting program", name, err)
	}
	s := readPages(pages, PDF)
	if !readable(pages) {
		s.Findings = append(s.Findings, Finding{Error, name + ":page 1",
			"the fonts of the PDF do not say which letters they draw, so the words are wrong: print it again from the program that wrote it, or run text recognition (OCR)"})
	}
	return s, nil
}

// readPages reads the words of printed pages as a script.
func readPages(pages []pdftext.Page, format string) *Script {
	r := &pdfReader{s: &Script{Format: format}}
	r.lines, r.labels = printedLines(pages)
	r.center = make([]float64, len(pages))
	r.title(pages)
	for i := range r.lines {
		r.margins(&r.lines[i], pages[r.lines[i].page].Width)
	}
	r.c = measureColumns(r.lines)
	for i := range r.lines {
		r.number(&r.lines[i])
	}
	r.body()
	if r.revised {
		r.s.Revisions = []Revision{{ID: "1", Name: "Marked", Mark: "*"}}
	}
	return r.s
}

// readable reports whether most characters of the pages are letters.
func readable(pages []pdftext.Page) bool {
	letters, all := 0, 0
	for _, p := range pages {
		for _, w := range p.Words {
			for _, c := range w.Text {
				all++
				if unicode.IsLetter(c) || unicode.IsMark(c) {
					letters++
				}
			}
		}
	}
	return letters*2 > all
}

type pdfReader struct {
	s       *Script
	lines   []printed
	labels  []string // printed page numbers
	center  []float64
	c       columns
	revised bool
	more    bool // the page before ended with (MORE)
}

// title takes the first page as title page if nothing on it is script.
func (r *pdfReader) title(pages []pdftext.Page) {
	n := 0
	for n < len(r.lines) && r.lines[n].page == 0 {
		if likeHeading(withoutNumbers(r.lines[n].text())) {
			return
		}
		n++
	}
	if n == 0 || len(pages) < 2 || pages[0].Height-r.lines[0].y < pages[0].Height*0.15 {
		return
	}
	var blocks []Block
	for i := range r.lines[:n] {
		l := &r.lines[i]
		align := "Left"
		if math.Abs((l.x+l.right)/2-pages[0].Width/2) < 40 {
			align = "Center"
		}
		key := ""
		if i > 0 && align == "Center" && l.gap < 16 && r.lines[i-1].x < pages[0].Width*0.7 {
			key = "join"
		}
		b := Block{Type: TitlePage, Kind: align, Text: l.text(), Key: key}
		if key == "join" && len(blocks) > 0 && blocks[len(blocks)-1].Kind == "Center" && len(blocks) == 1 {
			blocks[0].Text += "\n" + b.Text // a title over several lines
			continue
		}
		b.Key = ""
		blocks = append(blocks, b)
	}
	r.s.Blocks = nameTitleLines(blocks)
	r.lines = r.lines[n:]
}

// margins takes revision marks from the right margin.
func (r *pdfReader) margins(l *printed, width float64) {
	for n := len(l.words); n > 1 && l.words[n-1].X > width-100; n = len(l.words) {
		if strings.Trim(l.words[n-1].Text, "*") != "" {
			break
		}
		l.words, l.mark = l.words[:n-1], true
	}
	if n := len(l.words); n > 1 && l.words[n-1].X > width-100 && strings.HasSuffix(l.words[n-1].Text, "*") {
		l.words[n-1].Text, l.mark = strings.TrimRight(l.words[n-1].Text, "*"), true
	}
	l.settle()
}

// number takes scene numbers from both margins.
func (r *pdfReader) number(l *printed) {
	if n := len(l.words); n > 1 && l.words[0].X < r.c.action+4 {
		m := sceneLabel.FindStringSubmatch(l.words[0].Text)
		rest := printed{words: l.words[1:]}
		if m != nil && (l.words[0].X < r.c.action-10 || likeHeading(rest.text()) || r.c.boldHeads && r.boldCaps(l)) {
			l.inline = l.words[0].X > r.c.action-10
			l.number, l.words = m[1], l.words[1:]
		}
	}
	if n := len(l.words); n > 1 {
		last := l.words[n-1]
		m := sceneLabel.FindStringSubmatch(last.Text)
		if m != nil && last.X-l.words[n-2].Right > 2*r.c.char && (m[1] == l.number || l.number == "" && last.X > r.c.right) {
			l.number, l.words = m[1], l.words[:n-1]
		}
	}
	l.settle()
}

// kind says what a line is from where it stands and how it reads.
func (r *pdfReader) kind(i int) Type {
	l := &r.lines[i]
	text := l.text()
	c := &r.c
	switch {
	case l.number != "" && (l.inline || math.Abs(l.x-c.action) < 30):
		return SceneHeading
	case math.Abs(l.x-c.action) < 14 && r.alone(i) && (likeHeading(text) || c.boldHeads && r.boldCaps(l)):
		return SceneHeading
	case l.x > c.speech+14 && isCueLine(text) && r.speaks(i):
		return Character
	case math.Abs(l.x-c.cue) < 4 && r.alone(i) && !strings.HasPrefix(text, "(") && r.speaks(i):
		return Character // forced: "McCABE"
	case strings.HasPrefix(text, "(") && l.x > c.speech+4 && l.x < c.cue+12:
		return Parenthetical
	case math.Abs(l.x-c.speech) < 12:
		return Dialogue
	case i > 0 && l.x > c.speech+4 && l.x < c.cue-6 && r.openParenthesis(i):
		return Parenthetical
	case l.x > c.speech+14 && (strings.HasSuffix(text, ":") || strings.HasSuffix(text, ".")) && !hasLower(text) && l.x > c.cue-12 && l.right > c.right-110:
		return Transition
	case l.x > c.cue+60 && l.right > c.right-30 && l.right < c.right+40:
		return Transition
	case l.x > c.action+20 && math.Abs((l.x+l.right)/2-(c.action+c.right)/2) < 16:
		return Centered
	case l.x > c.speech+14 && l.x < c.cue+90:
		return Centered
	}
	return Action
}

// alone reports whether more than the usual leading stands before a line.
func (r *pdfReader) alone(i int) bool {
	l := &r.lines[i]
	return l.first || i == 0 || l.gap > r.c.leading*1.3
}

// boldCaps reports whether a line is bold and in capitals from end to end.
func (r *pdfReader) boldCaps(l *printed) bool {
	for _, w := range l.words {
		if fontStyle(w.Font)&Bold == 0 {
			return false
		}
	}
	return !hasLower(l.text()) && l.text() != strings.ToLower(l.text())
}

// speaks reports whether the line after a possible cue is speech. The cue may go
// on over further lines under its beginning.
func (r *pdfReader) speaks(i int) bool {
	for n := i + 1; n < len(r.lines) && n < i+12; n++ {
		next := &r.lines[n]
		if next.page != r.lines[i].page { // a break no screenwriting program makes
			return n == i+1 && math.Abs(r.lines[i].x-r.c.cue) < 4 && math.Abs(next.x-r.c.speech) < 4
		}
		if next.gap > r.c.leading*1.45 {
			return false
		}
		if math.Abs(next.x-r.c.speech) < 14 || strings.HasPrefix(next.text(), "(") {
			return true
		}
		if math.Abs(next.x-r.lines[i].x) > 2 || hasLower(next.text()) {
			return false
		}
	}
	return false
}

// openParenthesis reports whether the lines before hold a parenthetical that
// has not ended.
func (r *pdfReader) openParenthesis(i int) bool {
	for k := i - 1; k >= 0 && k > i-8; k-- {
		text := r.lines[k].text()
		if strings.HasSuffix(text, ")") || r.lines[k].page != r.lines[i].page {
			return false
		}
		if strings.HasPrefix(text, "(") {
			return true
		}
	}
	return false
}

func (r *pdfReader) body() {
	last := Type("")
	for i := 0; i < len(r.lines); i++ {
		l := &r.lines[i]
		text := l.text()
		if strings.EqualFold(text, "(MORE)") {
			r.more = true
			continue
		}
		if n := r.dual(i); n > 0 {
			i += n - 1
			last = ""
			continue
		}
		t := r.kind(i)
		if t == Character && l.first && r.more {
			r.more = false
			last = Dialogue // the speech goes on from the page before
			continue
		}
		if last == SceneHeading && t == Action && !l.first && l.gap < r.c.leading*1.3 && !hasLower(text) && r.soft(i) {
			t = SceneHeading // it did not fit on one line
		}
		joined := t == last && r.joins(i, t)
		if t == Dialogue || t == Parenthetical || !l.first {
			r.more = r.more && !l.first
		}
		if joined {
			r.extend(i)
		} else {
			r.s.Blocks = append(r.s.Blocks, r.block(l, t))
		}
		last = t
	}
}

// joins reports whether a line goes on with the paragraph of the line before.
func (r *pdfReader) joins(i int, t Type) bool {
	l := &r.lines[i]
	b := &r.s.Blocks[len(r.s.Blocks)-1]
	switch t {
	case Character:
		return !l.first && l.gap < r.c.leading*1.3
	case Transition, Centered:
		return false
	case SceneHeading:
		return l.number == "" && !l.first && l.gap < r.c.leading*1.45 && !likeHeading(l.text())
	}
	if l.first {
		return unfinished(b.Text, l.text())
	}
	if l.gap > r.c.leading*1.45 {
		return false
	}
	if t == Parenthetical {
		return !strings.HasSuffix(b.Text, ")")
	}
	return t != Dialogue || r.soft(i)
}

// unfinished reports whether a paragraph broken by the end of a page goes on.
func unfinished(before, after string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(before, ` "'”’)`))
	if !strings.ContainsRune(".!?:…", r) {
		return true
	}
	first, _ := utf8.DecodeRuneInString(after)
	return unicode.IsLower(first)
}

// soft reports whether the line before ended only because it was full: the first
// word of this one would not have fitted.
func (r *pdfReader) soft(i int) bool {
	l, prev := &r.lines[i], &r.lines[i-1]
	edge := r.c.right
	if math.Abs(l.x-r.c.speech) < 12 {
		edge = r.c.speechRight
	}
	if len(l.words) == 0 {
		return true
	}
	return prev.right+r.c.char+(l.words[0].Right-l.words[0].X) > edge+1
}

// extend adds a line to the last block.
func (r *pdfReader) extend(i int) {
	l := &r.lines[i]
	b := &r.s.Blocks[len(r.s.Blocks)-1]
	more := r.block(l, b.Type)
	glue := " "
	switch {
	case !l.first && i > 0 && r.lines[i-1].page == l.page && b.Type == Action && !r.soft(i):
		glue = "\n"
	case strings.HasSuffix(b.Text, "-") && !strings.HasSuffix(b.Text, "--") && !strings.HasSuffix(b.Text, " -"):
		glue = ""
	}
	shift := utf8.RuneCountInString(b.Text) + len(glue)
	b.Text += glue + more.Text
	for _, run := range more.Runs {
		run.Start, run.End = run.Start+shift, run.End+shift
		b.Runs = append(b.Runs, run)
	}
}

// block makes a block of one line, with bold and italic from its fonts.
func (r *pdfReader) block(l *printed, t Type) Block {
	b := Block{Type: t, Text: l.text()}
	at := 0
	for i, w := range l.words {
		end := at + utf8.RuneCountInString(w.Text)
		run := Run{Start: at, End: end, Style: fontStyle(w.Font)}
		if l.mark {
			run.Revision, r.revised = "1", true
		}
		if run.Style != 0 || run.Revision != "" {
			if n := len(b.Runs); n > 0 && i > 0 && b.Runs[n-1].End == at-1 && b.Runs[n-1].Style == run.Style {
				b.Runs[n-1].End = end
			} else {
				b.Runs = append(b.Runs, run)
			}
		}
		at = end + 1
	}
	if t == SceneHeading {
		b.Number = l.number
		page := r.labels[l.page]
		if page == "" {
			page = fmt.Sprint(l.page + 1 - r.titlePages())
		}
		b.Scene = &SceneFacts{Page: page}
		for i := range b.Runs {
			b.Runs[i].Style &^= Bold // a bold heading is a matter of print
		}
	}
	return b
}

// titlePages is how many pages came before the script.
func (r *pdfReader) titlePages() int {
	if len(r.lines) > 0 {
		return r.lines[0].page
	}
	return 0
}

func fontStyle(name string) Style {
	var s Style
	if strings.Contains(name, "Bold") {
		s |= Bold
	}
	if strings.Contains(name, "Italic") || strings.Contains(name, "Oblique") {
		s |= Italic
	}
	return s
}
