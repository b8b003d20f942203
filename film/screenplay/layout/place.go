package layout

import (
	"strconv"

	"backlot/film/pages"
	"backlot/film/screenplay"
)

// markCol is the column of revision marks: 7.9 inches from the left edge, so that a
// scene number of three characters stands before it.
const markCol = 79

// least is the fewest lines of a paragraph that may stand alone at the foot or
// the head of a page.
const least = 2

// run places the units one after another.
func (st *setter) run() {
	st.scene = -1
	for i := range st.list {
		u := &st.list[i]
		st.lockBefore(u)
		switch u.kind {
		case breakPage:
			st.broken, st.asked = len(st.pages) > 0, true
		case heading:
			st.placeHeading(i)
		case paragraph:
			st.placeParagraph(u)
		case speech:
			st.placeSpeech(u)
		case dual:
			st.placeDual(u)
		}
	}
}

// open makes sure there is a page to write on.
func (st *setter) open() {
	if len(st.pages) == 0 || st.broken {
		st.turn()
	}
}

// turn begins a new page.
func (st *setter) turn() {
	n := st.number()
	continues := st.m.Continued && st.scene >= 0 && len(st.pages) > 0 && !st.asked
	if continues {
		st.add(Line{Row: st.m.Top + st.m.Body + 1, Col: max(st.m.Action.Right-Width(st.m.SceneFoot), 0), Text: st.m.SceneFoot, Role: SceneOn, Index: -1})
	}
	first := len(st.pages) == 0
	st.pages = append(st.pages, Page{Number: n})
	if !first {
		label := n + "."
		st.add(Line{Row: 3, Col: st.m.pageNo - len(label), Text: label, Role: PageNumber, Index: -1})
	}
	st.row, st.broken, st.asked = 0, false, false
	if continues {
		st.goesOn()
	}
}

// goesOn says over a page that the scene of the page before goes on, with its
// number on both sides if headings have theirs.
func (st *setter) goesOn() {
	st.overleaf++
	text := st.m.SceneHead
	if st.o.ContinuedCount && st.overleaf > 1 {
		text += " (" + strconv.Itoa(st.overleaf) + ")"
	}
	at := max(st.m.Top-2, 4)
	st.add(Line{Row: at, Col: st.m.Action.Left, Text: text, Role: SceneOn, Index: -1})
	st.sceneNumber(at, st.scenes[st.scene].Number, Line{Index: -1})
}

// sceneNumber prints a scene number in both margins of a row.
func (st *setter) sceneNumber(at int, n string, of Line) {
	if !st.o.SceneNumbers || n == "" {
		return
	}
	of.Row, of.Text, of.Role = at, n, Number
	of.Col = max(min(st.m.NumberLeft, st.m.Heading.Left-1-len(n)), 0)
	st.add(of)
	of.Col = max(min(st.m.NumberRight, markCol-1-len(n)), st.m.Heading.Right-1)
	st.add(of)
}

func (st *setter) add(l Line) {
	if st.mirrored && l.Role != Text {
		st.mirror(&l)
	}
	p := &st.pages[len(st.pages)-1]
	p.Lines = append(p.Lines, l)
}

// left is how many lines are free on the page.
func (st *setter) left() int { return st.m.Body - st.row }

// gap is the space before a unit at the current place: none at the top of a page.
func (st *setter) gap(u *unit) int {
	if st.row == 0 {
		return 0
	}
	return u.space
}

func rowsOf(parts []part) int {
	n := 0
	for i := range parts {
		n += len(parts[i].rows) + parts[i].blank
	}
	return n
}

// need is the fewest lines a unit wants at the foot of a page after its space.
func (st *setter) need(i int) int {
	if i >= len(st.list) {
		return 0
	}
	u := &st.list[i]
	switch u.kind {
	case breakPage:
		return 0
	case heading:
		return u.space + rowsOf(u.parts) + 1
	case dual:
		return u.space + max(rowsOf(u.parts), rowsOf(u.right))
	case speech:
		n := rowsOf(u.parts)
		if n <= 4 {
			return u.space + n
		}
		return u.space + speechHead(u.parts) + least
	}
	n := rowsOf(u.parts)
	if n < 2*least {
		return u.space + n
	}
	return u.space + least
}

// speechHead is the lines of cue and parenthetical before the first words.
func speechHead(parts []part) int {
	n := 0
	for i := range parts {
		if !parts[i].cue && !parts[i].paren {
			break
		}
		n += len(parts[i].rows) + parts[i].blank
	}
	return n
}

// placeHeading keeps a heading with the beginning of what follows.
func (st *setter) placeHeading(i int) {
	u := &st.list[i]
	st.asked = true // the scene before ends here, whatever page this one begins on
	st.open()
	rows := rowsOf(u.parts)
	want := st.gap(u) + rows + st.need(i+1)
	if st.row > 0 && want > st.left() {
		st.turn()
	}
	st.asked = false
	st.beginScene(u)
	if rows > st.m.Body {
		st.placeParagraph(u)
		return
	}
	st.skip(u)
	at := st.row
	st.rows(&u.parts[0], u.parts[0].rows, 0)
	st.sceneNumber(st.m.Top+at, st.numbers[u.scene], Line{Block: u.parts[0].b.ID, Index: u.index})
}

func (st *setter) beginScene(u *unit) {
	st.scene, st.overleaf = len(st.scenes), 0
	page := len(st.pages) - 1
	st.scenes = append(st.scenes, Scene{ID: u.parts[0].b.ID, Number: st.numbers[u.scene], Page: st.pages[page].Number, Index: page})
}

// count gives lines of page to the open scene.
func (st *setter) count(n int) {
	if st.scene >= 0 {
		st.scenes[st.scene].Lines += n
	}
}

// rows writes rows of a part from the current line on.
func (st *setter) rows(p *part, rows []row, from int) {
	for i, r := range rows {
		st.add(st.line(p, r, st.m.Top+st.row+i, from+i > 0))
	}
	st.row += len(rows)
	st.count(len(rows))
}

// line makes the line of one row.
func (st *setter) line(p *part, r row, at int, later bool) Line {
	text := p.text[r.from:r.to]
	l := Line{Row: at, Col: p.col, Text: text, Block: p.b.ID, Index: p.index, Start: r.start, End: r.end}
	if p.lockCol {
		l.Start, l.End = 0, runeLen(p.b.Text)
	}
	switch p.align {
	case alignRight:
		l.Col = max(st.m.Transition.Right-Width(text), st.m.Action.Left)
	case alignCenter:
		l.Col = st.m.Action.Left + max(st.m.Action.wide()-Width(text), 0)/2
	default:
		if later {
			l.Col += p.hang
		}
	}
	l.RTL = RightToLeft(p.b.Text)
	st.turnAround(&l, p, later)
	if !p.lockCol {
		st.style(&l, p.b)
	} else if revised := st.anyRevision(p.b); revised != "" {
		st.revise(&l, revised)
	}
	return l
}

func runeLen(s string) int {
	n := 0
	for range s {
		n++
	}
	return n
}

// style clips the runs of the block to the line.
func (st *setter) style(l *Line, b *screenplay.Block) {
	for _, r := range b.Runs {
		from, to := max(r.Start, l.Start), min(r.End, l.End)
		if from >= to {
			continue
		}
		if r.Style != 0 || r.Revision != "" {
			l.Spans = append(l.Spans, Span{from - l.Start, to - l.Start, r.Style, r.Revision})
		}
		if r.Revision != "" {
			st.revise(l, r.Revision)
		}
	}
}

func (st *setter) anyRevision(b *screenplay.Block) string {
	last := ""
	for _, r := range b.Runs {
		if r.Revision != "" && st.later(r.Revision, last) {
			last = r.Revision
		}
	}
	return last
}

// later reports whether revision a comes after b in the script's order.
func (st *setter) later(a, b string) bool {
	if b == "" {
		return true
	}
	ia, ib := -1, -1
	for i := range st.s.Revisions {
		switch st.s.Revisions[i].ID {
		case a:
			ia = i
		case b:
			ib = i
		}
	}
	return ia > ib
}

// revise marks the line and its page as changed by a revision.
func (st *setter) revise(l *Line, id string) {
	p := &st.pages[len(st.pages)-1]
	if st.later(id, p.Revision) {
		p.Revision = id
	}
	if st.o.Revision == "-" || st.o.Revision != "" && st.o.Revision != id {
		return
	}
	p.Revised = true
	l.Mark = "*"
	for i := range st.s.Revisions {
		if st.s.Revisions[i].ID == id && st.s.Revisions[i].Mark != "" {
			l.Mark = st.s.Revisions[i].Mark
		}
	}
}

// skip leaves the space before a unit.
func (st *setter) skip(u *unit) {
	gap := min(st.gap(u), st.left())
	st.row += gap
	st.count(gap)
}

// placeParagraph sets a paragraph, broken over pages at the end of a sentence
// so that at least two lines stand on each side.
func (st *setter) placeParagraph(u *unit) {
	if top, rest, number, ok := st.lockInside(u.parts); ok {
		st.placeParagraph(&unit{kind: u.kind, space: u.space, parts: top, index: u.index})
		st.lockedTurn(number)
		st.placeParagraph(&unit{kind: u.kind, parts: rest, index: u.index})
		return
	}
	st.open()
	p := &u.parts[0]
	if st.row > 0 && st.gap(u)+min(len(p.rows), least) > st.left() {
		st.turn()
	}
	rows, done := p.rows, 0
	for {
		gap := 0
		if done == 0 {
			gap = st.gap(u)
		}
		if gap+len(rows) <= st.left() {
			break
		}
		top, rest := st.split(p, rows, st.left()-gap, st.row == 0)
		if top == nil {
			st.turn()
			continue
		}
		if done == 0 {
			st.skip(u)
		}
		st.rows(p, top, done)
		done += len(top)
		rows = rest
		st.turn()
	}
	if done == 0 {
		st.skip(u)
	}
	st.rows(p, rows, done)
}

// split breaks rows of a part so that the top fills at most room lines. It
// returns nil if the part should move to the next page as a whole; at the top of
// a page it never does.
func (st *setter) split(p *part, rows []row, room int, must bool) (top, rest []row) {
	room = min(room, len(rows)-1)
	keep := least
	if must {
		keep = 1
	}
	if !st.m.AnyLine && room >= keep {
		if top, rest = st.splitSentence(p, rows, room); top != nil {
			return top, rest
		}
	}
	if !must && (!st.m.AnyLine || len(rows) < 2*least) {
		return nil, nil
	}
	if len(rows)-room < least {
		room = len(rows) - least
	}
	if room < keep {
		if !must {
			return nil, nil
		}
		room = max(min(st.left(), len(rows)-1), 1)
	}
	return rows[:room], rows[room:]
}

// splitSentence breaks after the last sentence that ends within room rows; the
// rest is set anew.
func (st *setter) splitSentence(p *part, rows []row, room int) (top, rest []row) {
	first, limit := rows[0], rows[room-1]
	ends, runes := sentenceEnds(p.text[:rows[len(rows)-1].to], first.from, first.start)
	for i := len(ends) - 1; i >= 0; i-- {
		if ends[i] > limit.to+1 || ends[i] >= rows[len(rows)-1].to {
			continue
		}
		rest = wrap(p.text, ends[i], runes[i], p.wide-p.hang)
		n := 0
		for n < room && rows[n].from < ends[i] {
			n++
		}
		if n < least {
			return nil, nil
		}
		if len(rest) < least {
			continue
		}
		top = append([]row(nil), rows[:n]...)
		last := &top[n-1]
		if last.to > ends[i] {
			cut := row{last.from, ends[i], last.start, runes[i]}
			*last = wrapper{text: p.text}.trim(cut)
		}
		return top, rest
	}
	return nil, nil
}

// result closes the count of every scene.
func (st *setter) result() Result {
	r := Result{Title: st.titlePage(), Findings: st.findings, Mirrored: st.mirrored, Paper: st.o.Paper, Rows: st.m.rows, Cols: st.m.cols, Body: st.m.Body, Pages: st.pages, Scenes: st.scenes}
	for i := range r.Scenes {
		sc := &r.Scenes[i]
		sc.Eighths = eighthsOf(sc.Lines, st.m.Points)
		r.Eighths += sc.Eighths
	}
	return r
}

// eighthsOf rounds lines of page to eighths of its height in points; a scene is at
// least one. Every scene is rounded by itself, as Final Draft and Fade In do, so the
// sum over a script differs a little from its pages (docs/manual/pages.md).
func eighthsOf(lines, points int) pages.Eighths {
	const leading = 12
	return pages.Eighths(max(1, (lines*leading*8+points/2)/points))
}
