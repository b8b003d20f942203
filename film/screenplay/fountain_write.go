package screenplay

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// WriteFountain writes the script as Fountain 1.1. A script read from Fountain
// and not changed since comes back byte for byte; otherwise a mark is written
// only where the line would be read as something else without it.
func WriteFountain(w io.Writer, s *Script) error {
	if raw, ok := s.untouched(Fountain); ok {
		_, err := io.WriteString(w, raw)
		return err
	}
	if s.origin != nil && s.Format == Fountain && strings.Contains(s.origin.raw, "\r\n") {
		w = windowsLines{w}
	}
	out := &fountainWriter{w: bufio.NewWriter(w), s: s}
	out.script()
	return out.w.Flush()
}

// windowsLines ends lines as Windows does, for scripts that came so.
type windowsLines struct{ w io.Writer }

func (l windowsLines) Write(p []byte) (int, error) {
	if _, err := l.w.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, err
	}
	return len(p), nil
}

type fountainWriter struct {
	w     *bufio.Writer
	s     *Script
	any   bool // something was written
	began bool // a block of the script was written
	past  bool // no title page may follow what was written
	cued  bool // the last printed block belongs to a speech
}

func (f *fountainWriter) script() {
	title := false
	sets := f.revisionSets()
	for i := range f.s.Blocks {
		b := &f.s.Blocks[i]
		if b.Type == TitlePage {
			f.title(b)
			title = true
			continue
		}
		if title {
			f.w.WriteString("\n" + strings.Repeat("\n", b.Space))
			title, f.any, f.began, f.past = false, false, true, true
		}
		if sets != "" {
			f.block(-1, &Block{Type: Note, Text: sets})
			sets = ""
		}
		f.block(i, b)
	}
}

func (f *fountainWriter) title(b *Block) {
	key := b.Key
	if key == "" {
		key = "Notes"
	}
	if f.began {
		f.w.WriteString("\n\n")
		f.began = false
	}
	f.w.WriteString(key + ":")
	text := fillCuts(f.marked(b), b.Notes)
	if strings.Contains(text, "\n") || text == "" {
		for line := range strings.SplitSeq(text, "\n") {
			if line != "" {
				f.w.WriteString("\n    " + line)
			}
		}
	} else {
		f.w.WriteString(" " + text)
	}
	f.w.WriteString("\n")
	f.any = true
}

// block writes one block with the empty lines before it.
func (f *fountainWriter) block(i int, b *Block) {
	if b.Type == Note && b.Kept != nil && b.Kept.Origin == "element" {
		return // an element of another format; it has no words
	}
	b = tidy(b)
	notes := b.Notes
	speech := b.Type == Dialogue || b.Type == Parenthetical || b.Type == Lyrics
	joined := f.any && f.cued && (speech || b.Type == Note && f.nextSpeech(i))
	if unplaced(b, joined) {
		joined = false
		if strings.Contains(b.Text, "\t") {
			b = widened(b)
			notes = b.Notes
		}
	}
	for _, n := range carried(b, joined) {
		notes = append(notes[:len(notes):len(notes)], Anchored{Type: Note, Text: n})
	}
	if f.any {
		f.w.WriteString("\n")
		if joined {
			for range b.Space {
				f.w.WriteString("  \n")
			}
		} else {
			f.w.WriteString("\n")
			f.w.WriteString(strings.Repeat("\n", b.Space))
		}
	}
	if b.NewPage && f.any && b.Type != PageBreak {
		f.w.WriteString("===\n\n")
	}
	f.any = true
	switch b.Type {
	case Character:
		f.cued = true
	case Dialogue, Parenthetical, Lyrics, Note:
		f.cued = joined
	default:
		f.cued = false
	}
	if unplaced(b, joined) {
		f.cued = false
	}
	f.w.WriteString(fillCuts(f.line(i, b, joined), notes))
	f.began = true
	f.past = f.past || b.Type != Note && b.Type != Boneyard
}

// tidy is the block without the white space that Fountain does not keep: none
// at either end, except the indent of action.
func tidy(b *Block) *Block {
	if b.Type == Note || b.Type == Boneyard {
		return b
	}
	switch {
	case b.Type == Action && strings.Contains(b.Text, "\t"):
		b = widened(b)
	case b.Type == Parenthetical && !isWrapped(oneLine(b.Text)):
		b = wrapped(b)
	}
	text := strings.TrimRight(b.Text, "\n")
	if b.Type != Action {
		text = strings.TrimRight(text, " \t\n")
	}
	lead := 0
	if b.Type != Action {
		lead = len(text) - len(strings.TrimLeft(text, " \t\n"))
	}
	if len(text) == len(b.Text) && lead == 0 {
		return b
	}
	c := *b
	c.Text = text[lead:]
	n := utf8.RuneCountInString(c.Text)
	c.Runs = nil
	for _, r := range b.Runs {
		r.Start, r.End = max(r.Start-lead, 0), min(r.End-lead, n)
		if r.Start < r.End {
			c.Runs = append(c.Runs, r)
		}
	}
	c.Notes = nil
	for _, a := range b.Notes {
		a.At = min(max(a.At-lead, 0), n)
		c.Notes = append(c.Notes, a)
	}
	return &c
}

// widened is the block with four spaces for every tab, as Fountain reads them.
func widened(b *Block) *Block {
	c := *b
	c.Text = strings.ReplaceAll(b.Text, "\t", "    ")
	place := func(at int) int { return at + 3*strings.Count(b.Text[:runeOffset(b.Text, at)], "\t") }
	c.Runs = append([]Run(nil), b.Runs...)
	for i := range c.Runs {
		c.Runs[i].Start, c.Runs[i].End = place(c.Runs[i].Start), place(c.Runs[i].End)
	}
	c.Notes = append([]Anchored(nil), b.Notes...)
	for i := range c.Notes {
		c.Notes[i].At = place(c.Notes[i].At)
	}
	return &c
}

// wrapped is the block with the parentheses it lacks.
func wrapped(b *Block) *Block {
	c := *b
	c.Text = strings.TrimRight(b.Text, " \t\n")
	n, shift := utf8.RuneCountInString(c.Text), 0
	if !strings.HasSuffix(c.Text, ")") {
		c.Text += ")"
	}
	if !strings.HasPrefix(c.Text, "(") {
		c.Text, shift = "("+c.Text, 1
	}
	c.Runs = nil
	for _, r := range b.Runs {
		r.Start, r.End = r.Start+shift, min(r.End, n)+shift
		if r.Start < r.End {
			c.Runs = append(c.Runs, r)
		}
	}
	c.Notes = append([]Anchored(nil), b.Notes...)
	for i := range c.Notes {
		c.Notes[i].At = min(c.Notes[i].At, n) + shift
	}
	return &c
}

// nextSpeech reports whether speech goes on after block i.
func (f *fountainWriter) nextSpeech(i int) bool {
	if i < 0 {
		return false
	}
	for k := range f.s.Blocks[i+1:] {
		switch b := &f.s.Blocks[i+1+k]; b.Type {
		case Note:
			continue
		case Dialogue, Parenthetical, Lyrics:
			return !unplaced(b, true)
		}
		return false
	}
	return false
}

// line is the block in Fountain, with the marks it needs.
func (f *fountainWriter) line(i int, b *Block, joined bool) string {
	text := f.marked(b)
	text += strings.Repeat(cutText, len(carried(b, joined)))
	if unplaced(b, joined) {
		return "!" + strings.TrimPrefix(forceAction(text), "!")
	}
	bare := strings.ReplaceAll(text, cutText, "")
	switch b.Type {
	case SceneHeading:
		text = oneLine(text)
		if b.Omitted && bare == "" {
			text = "OMITTED" + text
		}
		if !headingPrefix(bare) {
			text = "." + text
		}
		if validNumber(b.Number) {
			text += " #" + b.Number + "#"
		}
	case Action:
		text = forceAction(text)
		if _, _, ok := titleKey(text); ok && !f.past && text[0] != '!' {
			text = "!" + text // it would be read as a title page
		}
	case Character:
		text = oneLine(text)
		if bare = oneLine(bare); !isCueLine(bare) || headingPrefix(bare) || !f.nextSpeech(i) || strings.IndexByte("=#~>!.@", bare[0]) >= 0 {
			text = "@" + text
		}
		if b.Dual == Right {
			text += " ^"
		}
	case Dialogue:
		text = speechText(text)
	case Parenthetical:
		text = oneLine(text)
	case Lyrics:
		text = "~" + speechText(text)
	case Transition:
		text = oneLine(text)
		if bare = oneLine(bare); !isTransitionLine(bare) || headingPrefix(bare) {
			text = "> " + text
		}
	case Centered:
		text = "> " + oneLine(text) + " <"
	case Section:
		text = strings.Repeat("#", max(b.Level, 1)) + " " + oneLine(text)
	case Synopsis:
		text = "= " + speechText(text)
	case PageBreak:
		text = "==="
	case Note:
		text = noteText(b.Text)
	case Boneyard:
		text = "/*" + around(b.Text) + "*/"
	}
	return text
}

func around(text string) string {
	if strings.Contains(text, "\n") {
		return "\n" + text + "\n"
	}
	return text
}

// noteText writes a note; its empty lines get the two spaces that keep it whole.
func noteText(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if blankLine(l) && i > 0 && i < len(lines)-1 && len(l) < 2 {
			lines[i] = "  "
		}
	}
	return "[[" + strings.Join(lines, "\n") + "]]"
}

func oneLine(s string) string {
	if strings.IndexByte(s, '\n') < 0 {
		return strings.TrimSpace(s)
	}
	return strings.TrimSpace(strings.ReplaceAll(s, "\n", " ")) // as many characters, for the runs
}

// forceAction puts "!" before lines of action that would be read as something else.
func forceAction(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		t := strings.TrimSpace(strings.ReplaceAll(l, cutText, ""))
		if t == "" {
			if l == strings.TrimRight(l, cutText) {
				lines[i] = "!" + l
			}
			continue
		}
		force := strings.IndexByte("=#~>!", t[0]) >= 0
		if i == 0 {
			force = force || t[0] == '.' || t[0] == '@' || headingPrefix(t) || isTransitionLine(t) ||
				len(lines) > 1 && isCueLine(t)
		}
		if force {
			lines[i] = "!" + l
		}
	}
	return strings.Join(lines, "\n")
}

// carried are the notes at the end of a block that say what Fountain cannot.
func carried(b *Block, joined bool) []string {
	var out []string
	if unplaced(b, joined) || b.Type == Dialogue && isWrapped(strings.TrimSpace(b.Text)) {
		out = append(out, elementNote+string(b.Type))
	}
	if b.Type == SceneHeading && b.Number != "" && (!validNumber(b.Number) || unplaced(b, joined)) {
		out = append(out, numberNote+b.Number)
	}
	if n := revisionNote(b); n != "" {
		out = append(out, n)
	}
	return out
}

// unplaced reports whether Fountain has no place for a block: speech without a cue
// over it, or a heading that begins with a sign, which a full stop does not force.
// It is written as action with a note that says what it was.
func unplaced(b *Block, joined bool) bool {
	switch b.Type {
	case Dialogue, Parenthetical:
		t := strings.TrimSpace(b.Text)
		return !joined || t == "" || t[0] == '~' || isPageBreak(t)
	case SceneHeading:
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(b.Text, " \t\n"))
		return !b.Omitted && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	case Character:
		return strings.TrimSpace(b.Text) == ""
	case Transition:
		return strings.HasSuffix(strings.TrimSpace(b.Text), "<") // it would be centred
	}
	return false
}

// speechText writes dialogue, lyrics and synopses; a line end inside one paragraph
// becomes a note that holds only a line end, for Fountain takes every line as one.
func speechText(text string) string {
	return strings.ReplaceAll(text, "\n", "[["+softBreak+"]]")
}

// marked is the text with emphasis marks, escapes and inline notes put in.
func (f *fountainWriter) marked(b *Block) string {
	if len(b.Runs) == 0 && len(b.Notes) == 0 && !strings.ContainsAny(b.Text, `*_\`) && !strings.Contains(b.Text, "[[") {
		return b.Text
	}
	out := make([]byte, 0, len(b.Text)+16*len(b.Runs))
	var style Style
	run, note, n := 0, 0, 0
	text := b.Text
	for i := 0; ; n++ {
		end := i >= len(text)
		for note < len(b.Notes) && (end || b.Notes[note].At <= n) {
			out = append(out, cutText...) // filled in when the forcing marks are in place
			note++
		}
		for run < len(b.Runs) && b.Runs[run].End <= n {
			run++
		}
		want := Style(0)
		if run < len(b.Runs) && b.Runs[run].Start <= n {
			want = b.Runs[run].Style & (Bold | Italic | Underline)
		}
		switch {
		case end || text[i] == '\n':
			want = 0
		case text[i] == ' ' || text[i] == '\t':
			want &= style // marks stand against a word, not a space
		}
		if want != style {
			out = moveMarks(out, style, want)
			style = want
		}
		if end {
			return string(out)
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == '*' || r == '_' || r == '\\' && i+1 < len(text) && strings.IndexByte(escapable, text[i+1]) >= 0 || r == '[' && i > 0 && text[i-1] == '[' {
			out = append(out, '\\')
		}
		out = append(out, text[i:i+size]...)
		i += size
	}
}

// moveMarks closes the marks of the old style and opens those of the new one.
// Closing marks go before spaces already written, so that they touch the word.
func moveMarks(out []byte, from, to Style) []byte {
	end := len(out)
	for from != 0 && end > 0 && (out[end-1] == ' ' || out[end-1] == '\t') {
		end--
	}
	tail := string(out[end:])
	const stars = Bold | Italic
	if tail == "" && from&stars != 0 && to&stars != 0 {
		// "**a***b*" would not part after two: close all, and begin anew behind a note
		out = append(out, marksOf(from, true)+"[["+nothing+"]]"+marksOf(to, false)...)
		return out
	}
	shut, open := marksOf(from&^to, true), marksOf(to&^from, false)
	out = append(out[:end], shut...)
	out = append(out, tail...)
	return append(out, open...)
}

// marksOf are the emphasis characters of a style; closing ones mirror the opening.
func marksOf(s Style, closing bool) string {
	stars := ""
	if s&Italic != 0 {
		stars += "*"
	}
	if s&Bold != 0 {
		stars += "**"
	}
	if s&Underline == 0 {
		return stars
	}
	if closing {
		return stars + "_"
	}
	return "_" + stars
}

// fillCuts puts notes and boneyard where their marks stand.
func fillCuts(text string, notes []Anchored) string {
	for _, n := range notes {
		text = strings.Replace(text, cutText, anchoredText(n), 1)
	}
	return text
}

func anchoredText(a Anchored) string {
	if a.Type == Boneyard {
		return "/*" + a.Text + "*/"
	}
	return noteText(a.Text)
}
