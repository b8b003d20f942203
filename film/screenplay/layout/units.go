package layout

import (
	"strconv"
	"strings"

	"backlot/film/screenplay"
)

// setter sets one script.
type setter struct {
	s *screenplay.Script
	o Options
	m measure

	list    []unit
	pages   []Page
	row     int // next free line of the body; 0 is the top of a page
	scene   int // index in scenes of the open one, -1 before the first
	scenes  []Scene
	numbers []string // scene numbers in order
	broken  bool     // a page must begin before the next line
	asked   bool     // and no scene goes on over it
	// overleaf counts the pages that the open scene has gone on to.
	overleaf int
	mirrored bool // the script reads from right to left
	findings []screenplay.Finding

	lockList   []screenplay.LockedPage            // in order, with their places
	locks      map[string][]screenplay.LockedPage // by block
	begun      map[string]bool                    // locked pages already begun
	taken      map[string]bool                    // page numbers in use
	printed    map[string]int                     // length of every printed block
	locked     bool                               // the script has locked pages
	nextNumber string                             // number of the locked page about to begin
}

// unit is what stays together when pages are broken: a heading, a paragraph, a
// speech with its cue, or two speeches side by side.
type unit struct {
	kind  unitKind
	space int // empty lines before it
	parts []part
	right []part // second column of a dual dialogue
	name  string // speaker, for (CONT'D)
	index int    // of the first block
	scene int    // index of the scene a heading begins
}

type unitKind uint8

const (
	paragraph unitKind = iota
	heading
	speech
	dual
	breakPage
)

// part is one block of a unit with its place across the page.
type part struct {
	index   int
	b       *screenplay.Block
	text    string // as printed: headings and cues in capitals
	col     int
	wide    int
	hang    int // extra columns of the second and later rows
	align   alignment
	cue     bool
	paren   bool
	rows    []row
	blank   int // empty lines before it inside a speech
	lockCol bool
}

type alignment uint8

const (
	alignLeft alignment = iota
	alignRight
	alignCenter
)

// units groups the printed blocks.
func (st *setter) units() {
	blocks := st.s.Blocks
	last := ""
	for i := 0; i < len(blocks); {
		b := &blocks[i]
		switch {
		case !b.Type.Printed() || b.Kept != nil && b.Kept.Origin == "element":
			i++
		case b.Type == screenplay.PageBreak:
			st.list = append(st.list, unit{kind: breakPage, index: i})
			i++
		case b.Type == screenplay.SceneHeading:
			last = ""
			st.heading(i)
			i++
		case b.Type == screenplay.Character:
			i, last = st.speech(i, last)
		default:
			if b.Type != screenplay.Action {
				last = ""
			}
			st.newPage(b)
			st.list = append(st.list, unit{kind: paragraph, space: st.space(b), parts: []part{st.part(i, screenplay.Block{}, 0)}, index: i})
			i++
		}
	}
}

func (st *setter) newPage(b *screenplay.Block) {
	if b.NewPage {
		st.list = append(st.list, unit{kind: breakPage})
	}
}

// space is how many empty lines stand before a paragraph.
func (st *setter) space(b *screenplay.Block) int {
	n := st.m.Action.Space
	switch b.Type {
	case screenplay.Action, screenplay.Centered:
		n += b.Space
	case screenplay.Transition:
		n = st.m.Transition.Space
	}
	return min(n, st.m.Body/2)
}

func (st *setter) heading(i int) {
	b := &st.s.Blocks[i]
	st.newPage(b)
	n := b.Number
	if n == "" && st.o.AutoNumber {
		n = strconv.Itoa(len(st.numbers) + 1)
	}
	st.list = append(st.list, unit{kind: heading, space: st.m.Heading.Space, parts: []part{st.part(i, screenplay.Block{}, 0)}, index: i, scene: len(st.numbers)})
	st.numbers = append(st.numbers, n)
}

// speech takes the cue at i with all that is said under it, and a second speech
// beside it if they are dual. It returns the index after them.
func (st *setter) speech(i int, last string) (int, string) {
	b := &st.s.Blocks[i]
	st.newPage(b)
	u := unit{kind: speech, space: st.m.Cue.Space, index: i}
	cue := screenplay.ParseCue(b.Text)
	u.name = cue.Name
	side := b.Dual
	end := st.speechParts(i, &u.parts, side)
	if side == screenplay.Left && end < len(st.s.Blocks) && st.s.Blocks[end].Type == screenplay.Character && st.s.Blocks[end].Dual == screenplay.Right {
		u.kind = dual
		end = st.speechParts(end, &u.right, screenplay.Right)
	}
	if st.o.AutoContd && u.kind == speech && cue.Name == last && !cue.Continued && len(u.parts) > 0 {
		u.parts[0].text += " " + st.m.Contd
		u.parts[0].rows = wrap(u.parts[0].text, 0, 0, u.parts[0].wide)
	}
	st.list = append(st.list, u)
	return end, cue.Name
}

func (st *setter) speechParts(i int, into *[]part, side screenplay.Side) int {
	blocks := st.s.Blocks
	first := true
	for i < len(blocks) {
		b := &blocks[i]
		if !b.Type.Printed() {
			i++
			continue
		}
		switch b.Type {
		case screenplay.Character:
			if !first {
				return i
			}
		case screenplay.Dialogue, screenplay.Parenthetical, screenplay.Lyrics:
			if b.Dual != side && b.Dual != "" {
				return i
			}
		default:
			return i
		}
		if first && b.Type != screenplay.Character {
			return i
		}
		dualSide := side
		if dualSide != "" && !st.hasPartner(i, side) {
			dualSide = ""
		}
		*into = append(*into, st.part(i, screenplay.Block{Dual: dualSide}, b.Space))
		first = false
		i++
	}
	return i
}

// hasPartner reports whether a dual block really has a speech on the other side.
func (st *setter) hasPartner(i int, side screenplay.Side) bool {
	step, want := 1, screenplay.Right
	if side == screenplay.Right {
		step, want = -1, screenplay.Left
	}
	for j := i; j >= 0 && j < len(st.s.Blocks); j += step {
		b := &st.s.Blocks[j]
		if b.Dual == want {
			return true
		}
		if b.Dual != side && b.Type.Printed() {
			return false
		}
	}
	return false
}

// part places a block across the page; how.Dual is the column it stands in.
func (st *setter) part(i int, how screenplay.Block, blank int) part {
	b := &st.s.Blocks[i]
	m := &st.m
	p := part{index: i, b: b, text: b.Text, col: m.Action.Left, wide: m.Action.wide()}
	switch b.Type {
	case screenplay.SceneHeading:
		p.text, p.col, p.wide = strings.ToUpper(strings.TrimSpace(b.Text)), m.Heading.Left, m.Heading.wide()
		if b.Omitted {
			p.text = "OMITTED"
		}
	case screenplay.Character:
		p.text, p.col, p.wide, p.cue = upperCue(b.Text), m.Cue.Left, m.Cue.wide(), true
	case screenplay.Dialogue, screenplay.Lyrics:
		p.col, p.wide, p.blank = m.Speech.Left, m.Speech.wide(), blank
	case screenplay.Parenthetical:
		p.col, p.wide, p.hang, p.paren, p.blank = m.Parenthetical.Left, m.Parenthetical.wide(), 1, true, blank
	case screenplay.Transition:
		p.text, p.align = strings.ToUpper(strings.TrimSpace(b.Text)), alignRight
	case screenplay.Centered:
		p.text, p.align = strings.TrimSpace(b.Text), alignCenter
	}
	if how.Dual != "" {
		st.dualPlace(&p, how.Dual)
	}
	if p.text != b.Text && len([]rune(p.text)) != len([]rune(b.Text)) {
		p.lockCol = true // rune offsets no longer match; the line points to the whole block
	}
	p.rows = wrap(p.text, 0, 0, p.wide-p.hang)
	return p
}

func (st *setter) dualPlace(p *part, side screenplay.Side) {
	base := st.m.dualLeft
	if side == screenplay.Right {
		base = st.m.dualRight
	}
	p.col, p.wide = base, st.m.dualWidth
	switch {
	case p.cue:
		p.col, p.wide = base+8, st.m.dualWidth-8
	case p.paren:
		p.col, p.wide = base+3, st.m.dualWidth-5
	}
}

// upperCue puts the name of a cue in capitals and leaves its extensions.
func upperCue(text string) string {
	text = strings.TrimSpace(text)
	i := strings.IndexByte(text, '(')
	if i < 0 {
		return strings.ToUpper(text)
	}
	return strings.ToUpper(text[:i]) + text[i:]
}
