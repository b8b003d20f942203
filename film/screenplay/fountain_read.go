package screenplay

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// fountain reads Fountain 1.1 line by line; the rules are those of
// fountain.io/syntax, the choices where the page leaves room are in RULINGS.md.
type fountain struct {
	s       string // text with cuts replaced by marks
	name    string
	cuts    []cut
	hasCuts bool
	limit   int

	cur, peek string // this line and the next
	end       bool   // cur is past the last line
	next      int    // offset of peek
	pos       int    // offset of cur
	line      int    // line number of cur in the source

	blanks              int  // empty lines before cur
	apart               bool // the block before ends by itself, so cur counts as after an empty line
	state               openState
	span                span // source of the open paragraph
	openLine, openSpace int
	dual                Side
	pause               int // empty lines of two spaces inside the speech
	goesOn              int // offset before which lines of two spaces keep the speech open
	cue                 int // index of the cue of the open speech
	lastCue             int // index of the cue of the speech before, -1 if other things stand between
	blocks              []Block
	findings            []Finding
	full                bool
}

// openState says what goes on with the next line.
type openState uint8

const (
	nothingOpen openState = iota
	actionOpen            // a paragraph of action
	speechOpen
)

// span is the source of an open block: a piece of the text while its lines are
// contiguous, a copy once they are not.
type span struct {
	from, to int
	copied   []byte
	any      bool
}

func readFountain(text, name string, limits Limits) (*Script, error) {
	clean, cuts, findings := takeCuts(text, name)
	p := &fountain{s: clean, name: name, cuts: cuts, hasCuts: len(cuts) > 0, limit: limits.Blocks,
		findings: findings, lastCue: -1, apart: true}
	p.blocks = make([]Block, 0, min(strings.Count(clean, "\n")*5/8+16, len(clean)/24+16, limits.Blocks))
	p.begin()
	p.parse()
	if p.full {
		return nil, fmt.Errorf("script %s has more than %d paragraphs: want a screenplay", name, limits.Blocks)
	}
	s := &Script{Format: Fountain, Blocks: p.blocks, Findings: p.findings}
	if p.hasCuts {
		s.takeRevisions()
	}
	return s, nil
}

func (p *fountain) begin() {
	p.line = 1
	p.peek = p.lineAt(0)
	p.shift()
}

// lineAt is the line that begins at an offset.
func (p *fountain) lineAt(at int) string {
	if at > len(p.s) {
		return ""
	}
	rest := p.s[at:]
	if i := strings.IndexByte(rest, '\n'); i >= 0 {
		return rest[:i]
	}
	return rest
}

// shift makes the next line the current one.
func (p *fountain) shift() {
	if p.next > len(p.s) {
		p.cur, p.end = "", true
		return
	}
	p.cur, p.pos = p.peek, p.next
	p.next += len(p.cur) + 1
	p.peek = p.lineAt(p.next)
}

func (p *fountain) more() bool { return !p.end && !p.full }

func (p *fountain) advance() {
	p.line++
	p.shift()
	if len(p.blocks) > p.limit {
		p.full = true
	}
}

func (p *fountain) parse() {
	title := true
	for p.more() {
		bare := p.cur
		if p.hasCuts && strings.Contains(p.cur, cutText) {
			bare = strings.ReplaceAll(p.cur, cutText, "")
			if blankLine(bare) {
				p.cutLine()
				p.advance()
				continue
			}
		}
		if blankLine(p.cur) {
			p.emptyLine()
			p.advance()
			continue
		}
		if title {
			title = false
			if p.beginsTitle(p.cur) {
				p.titlePage()
				p.blanks, p.apart = 0, true
				continue
			}
		}
		p.textLine(bare)
		p.advance()
	}
	p.close()
}

// emptyLine ends the open block, except that a line of two spaces goes on with a speech.
func (p *fountain) emptyLine() {
	if p.state == speechOpen && len(p.cur) >= 2 && len(p.blocks) > p.cue+1 && p.speechGoesOn() {
		p.pause++
		return
	}
	p.close()
	p.blanks++
}

// speechGoesOn reports whether text follows the lines of two spaces that begin
// with cur.
func (p *fountain) speechGoesOn() bool {
	if p.pos < p.goesOn {
		return true
	}
	for at, line := p.next, p.peek; at <= len(p.s); line = p.lineAt(at) {
		if !blankLine(line) {
			p.goesOn = at
			return true
		}
		if len(line) < 2 {
			return false
		}
		at += len(line) + 1
	}
	return false
}

// cutLine is a line that holds nothing but notes or boneyard. A boneyard leaves
// an empty line behind; a note leaves nothing.
func (p *fountain) cutLine() {
	yard := p.cuts[0].Type == Boneyard
	if !yard && p.state != nothingOpen && !blankLine(p.peek) {
		p.append(p.cur) // inside a paragraph: anchored there
		return
	}
	p.close()
	after := p.blanks > 0 || p.apart
	p.standAlone(p.cur)
	p.blanks, p.apart = 0, after || yard
}

// append joins a line with cuts alone to the open block without a line of its own.
func (p *fountain) append(line string) {
	if p.state == speechOpen {
		p.standAlone(line)
		return
	}
	if p.span.copied == nil {
		p.span.copied = []byte(p.s[p.span.from:p.span.to])
	}
	p.span.copied = append(p.span.copied, strings.TrimSpace(line)...)
}

// standAlone makes blocks of the cuts of a line.
func (p *fountain) standAlone(line string) {
	for range strings.Count(line, cutText) {
		c := p.takeCut()
		p.blocks = append(p.blocks, Block{Type: c.Type, Text: strings.Trim(c.text, "\n"), Line: p.line - c.lines})
	}
}

func (p *fountain) takeCut() cut {
	c := p.cuts[0]
	p.cuts = p.cuts[1:]
	p.line += c.lines
	return c
}

// textLine sorts one line of text into the element it is.
func (p *fountain) textLine(bare string) {
	t := strings.TrimSpace(p.cur)
	after := p.blanks > 0 || p.apart
	if p.state == speechOpen {
		p.speechLine(t)
		return
	}
	switch bare[0] {
	case '=', '#', '~', '>', '!', '.', '@', ' ', '\t':
		if p.forced(strings.TrimSpace(bare), t, after) {
			return
		}
	}
	if after {
		p.close()
		b := strings.TrimSpace(bare)
		if headingPrefix(b) {
			p.heading(t)
			return
		}
		last := p.blankNext()
		if last && isTransitionLine(b) {
			p.single(Transition, t)
			return
		}
		if !last && p.isCue(b) {
			p.cueLine(t)
			return
		}
	}
	p.actionLine(p.cur)
}

func (p *fountain) isCue(b string) bool {
	if isCueLine(b) {
		return true
	}
	if c := b[0]; c == '*' || c == '_' {
		text, _, _ := inline(b)
		return isCueLine(text)
	}
	return false
}

// blankNext reports whether the line after cur is empty or missing. A line that
// holds only a note does not count as empty; one that holds only boneyard does.
func (p *fountain) blankNext() bool {
	if blankLine(p.peek) {
		return true
	}
	if !p.hasCuts || !strings.Contains(p.peek, cutText) || !blankLine(strings.ReplaceAll(p.peek, cutText, "")) {
		return false
	}
	if n := strings.Count(p.cur, cutText); n < len(p.cuts) && p.cuts[n].Type == Boneyard {
		return true
	}
	return blankLine(p.lineAt(p.next + len(p.peek) + 1))
}

// forced handles lines that begin with a forcing mark.
func (p *fountain) forced(b, t string, after bool) bool {
	if b == "" {
		return false
	}
	switch b[0] {
	case '=':
		if isPageBreak(b) {
			p.single(PageBreak, strings.TrimLeft(t, "="))
		} else {
			p.single(Synopsis, strings.TrimSpace(strings.TrimPrefix(t, "=")))
		}
		p.apart = true
	case '#':
		level := len(b) - len(strings.TrimLeft(b, "#"))
		p.single(Section, strings.TrimSpace(strings.TrimLeft(t, "#")))
		p.blocks[len(p.blocks)-1].Level = level
		p.apart = true
	case '~':
		p.close()
		p.single(Lyrics, strings.TrimSpace(strings.TrimPrefix(t, "~")))
	case '>':
		t = strings.TrimPrefix(t, ">")
		if strings.HasSuffix(b, "<") && len(b) > 1 {
			p.single(Centered, strings.TrimSpace(strings.TrimSuffix(t, "<")))
		} else {
			p.single(Transition, strings.TrimSpace(t))
		}
	case '!':
		if p.cur[0] == '!' {
			p.actionLine(p.cur[1:])
		} else {
			p.actionLine(strings.Replace(p.cur, "!", "", 1))
		}
	case '.':
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(b[1:], "*_"))
		if !after || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return false
		}
		p.close()
		p.heading(t[1:])
	case '@':
		if !after || strings.TrimSpace(b[1:]) == "" {
			return false
		}
		p.close()
		p.cueLine(strings.TrimSpace(strings.TrimPrefix(t, "@")))
	default:
		return false
	}
	return true
}

func (p *fountain) heading(t string) {
	h, n := sceneNumber(t)
	p.single(SceneHeading, h)
	p.blocks[len(p.blocks)-1].Number = n
}

// single closes what is open and adds a block of one line.
func (p *fountain) single(t Type, text string) {
	p.close()
	space := p.extra()
	b := p.block(t)
	b.Line, b.Space = p.line, space
	p.finish(b, text)
}

// block adds an empty block to fill in place.
func (p *fountain) block(t Type) *Block {
	if n := len(p.blocks); n < cap(p.blocks) {
		p.blocks = p.blocks[:n+1]
	} else {
		p.blocks = append(p.blocks, Block{})
	}
	b := &p.blocks[len(p.blocks)-1]
	b.Type = t
	return b
}

// extra is how many empty lines stand before the line beyond the usual one.
func (p *fountain) extra() int {
	n := p.blanks
	p.blanks, p.apart = 0, false
	if len(p.blocks) == 0 || n < 2 {
		return 0
	}
	return min(n-1, 200)
}

func (p *fountain) cueLine(t string) {
	last, prev := p.lastCue, len(p.blocks)
	p.dual = ""
	bare := t
	if p.hasCuts {
		bare = strings.TrimRight(strings.ReplaceAll(t, cutText, ""), " \t")
	}
	if strings.HasSuffix(bare, "^") {
		i := strings.LastIndexByte(t, '^')
		t = strings.TrimRight(t[:i], " \t") + t[i+1:]
		if last >= 0 && p.blocks[last].Dual != Right {
			p.dual = Right
			for i := last; i < prev; i++ {
				if p.blocks[i].Type.Printed() {
					p.blocks[i].Dual = Left
				}
			}
		}
	}
	dual := p.dual
	p.single(Character, t)
	p.dual, p.cue = dual, len(p.blocks)-1
	p.blocks[p.cue].Dual = dual
	p.state = speechOpen
}

// speechLine adds a line to the open speech: every line is a paragraph of its
// own, for the page takes line ends as meant.
func (p *fountain) speechLine(t string) {
	bare := t
	if p.hasCuts && strings.Contains(t, cutText) {
		bare = strings.TrimSpace(strings.ReplaceAll(t, cutText, ""))
	}
	switch {
	case isPageBreak(bare):
		p.close()
		p.textLine(bare)
	case bare[0] == '~':
		p.part(Lyrics, strings.TrimSpace(strings.Replace(t, "~", "", 1)))
	case isWrapped(bare):
		p.part(Parenthetical, t)
	default:
		if c := t[0]; c == 'I' || c == 'E' {
			p.doubt(t)
		}
		p.part(Dialogue, t)
	}
}

// part adds a block inside a speech.
func (p *fountain) part(t Type, text string) {
	b := p.block(t)
	b.Line, b.Dual, b.Space = p.line, p.dual, p.pause
	p.pause = 0
	p.finish(b, text)
}

// actionLine starts or goes on with a paragraph of action; tabs become four spaces.
func (p *fountain) actionLine(line string) {
	if c := line[:min(len(line), 1)]; c == "I" || c == "E" {
		p.doubt(line)
	}
	if p.state != actionOpen {
		p.close()
		p.state = actionOpen
		p.openLine, p.openSpace = p.line, p.extra()
	}
	at := p.pos
	if strings.IndexByte(line, '\t') >= 0 {
		line, at = strings.ReplaceAll(line, "\t", "    "), -1
	} else if len(line) != len(p.cur) {
		at = p.pos + len(p.cur) - len(line)
		if !strings.HasPrefix(p.cur, "!") {
			at = -1
		}
	}
	p.add(line, at)
	p.apart = false
}

// doubt reports a line of action or speech that was probably meant as a scene heading.
func (p *fountain) doubt(line string) {
	if len(p.findings) >= 100 || hasLower(line) || !likeHeading(line) {
		return
	}
	why := "but no empty line stands before it; read as what stands above it"
	if !headingPrefix(line) {
		why = "but begins with none of INT, EXT, EST, INT./EXT, INT/EXT, I/E; read as action: write a full stop before it to force a heading"
	}
	p.findings = append(p.findings, Finding{Warning, fmt.Sprintf("%s:%d", p.name, p.line),
		fmt.Sprintf("%q looks like a scene heading, %s", strings.ReplaceAll(line, cutText, ""), why)})
}

// add joins a line of text to the open block; at is its offset in the source, -1
// if it was changed.
func (p *fountain) add(line string, at int) {
	sp := &p.span
	switch {
	case !sp.any:
		sp.any = true
		if at >= 0 {
			sp.from, sp.to, sp.copied = at, at+len(line), nil
		} else {
			sp.from, sp.copied = -1, append([]byte{}, line...)
		}
	case sp.copied == nil && at == sp.to+1:
		sp.to = at + len(line)
	default:
		if sp.copied == nil {
			sp.copied = append(make([]byte, 0, sp.to-sp.from+len(line)+64), p.s[sp.from:sp.to]...)
		}
		if len(sp.copied) > 0 || sp.from >= 0 {
			sp.copied = append(sp.copied, '\n')
		}
		sp.copied = append(sp.copied, line...)
		sp.from = 0
	}
}

// flush finishes the open paragraph of action.
func (p *fountain) flush() {
	text := ""
	if p.span.copied != nil {
		text = string(p.span.copied)
	} else if p.span.any {
		text = p.s[p.span.from:p.span.to]
	}
	b := p.block(Action)
	b.Line, b.Space = p.openLine, p.openSpace
	p.span = span{}
	p.finish(b, text)
}

// close ends the open speech or paragraph.
func (p *fountain) close() {
	switch p.state {
	case speechOpen:
		p.lastCue = p.cue
	case actionOpen:
		p.flush()
		p.lastCue = -1
	}
	p.state = nothingOpen
	p.dual = ""
}

// finish takes emphasis and cuts out of the text of a block.
func (p *fountain) finish(b *Block, text string) {
	switch b.Type {
	case Action, SceneHeading, Transition, Centered, PageBreak, Section, Synopsis, Lyrics:
		if p.state != speechOpen {
			p.lastCue = -1
		}
	}
	if plain(text, p.hasCuts) {
		b.Text = text
		return
	}
	text = p.softBreaks(text)
	t, runs, at := inlineLines(text)
	b.Text, b.Runs = t, runs
	for _, pos := range at {
		c := p.takeCut()
		if c.Type == Note && c.text == nothing {
			continue
		}
		b.Notes = append(b.Notes, Anchored{At: pos, Type: c.Type, Text: c.text})
	}
	if len(b.Notes) > 0 && b.Type != Action && b.Type != Dialogue {
		b.Text = strings.TrimRight(b.Text, " \t")
	}
}

// softBreaks puts back the line ends that our writer hid in notes.
func (p *fountain) softBreaks(text string) string {
	if !p.hasCuts || !strings.Contains(text, cutText) {
		return text
	}
	var out strings.Builder
	var kept []cut
	n := 0
	for {
		i := strings.Index(text, cutText)
		if i < 0 || n >= len(p.cuts) {
			break
		}
		c := p.cuts[n]
		n++
		out.WriteString(text[:i])
		text = text[i+len(cutText):]
		if c.Type == Note && c.text == softBreak {
			p.line += c.lines
			out.WriteByte('\n')
			continue
		}
		kept = append(kept, c)
		out.WriteString(cutText)
	}
	if len(kept) == n {
		return out.String() + text
	}
	copy(p.cuts[n-len(kept):], kept)
	p.cuts = p.cuts[n-len(kept):]
	return out.String() + text
}
