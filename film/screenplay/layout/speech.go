package layout

import "backlot/film/screenplay"

// placeSpeech sets a cue and what is said. A speech that does not fit is broken
// with (MORE) and NAME (CONT'D), with at least two lines on each side; a cue
// never stands without words, nor a parenthetical without what follows it.
func (st *setter) placeSpeech(u *unit) {
	if top, rest, number, ok := st.lockInside(u.parts); ok {
		st.placeSpeech(&unit{kind: u.kind, space: u.space, parts: top, index: u.index})
		if st.left() > 0 {
			st.more(u)
		}
		st.lockedTurn(number)
		st.open()
		st.contd(u)
		st.placeSpeech(&unit{kind: u.kind, parts: append([]part{u.parts[0].bare()}, rest...), index: u.index})
		return
	}
	st.open()
	parts := u.parts
	total := rowsOf(parts)
	fresh := false // the top of this speech already moved to a new page
	for {
		gap := st.gap(u)
		if gap+total <= st.left() {
			break
		}
		top, rest := st.splitSpeech(parts, st.left()-gap-1, fresh || st.row == 0)
		if top == nil && fresh {
			st.flow(parts)
			return
		}
		if top == nil {
			st.turn()
			fresh = true
			continue
		}
		st.skip(u)
		st.parts(top)
		st.more(u)
		st.turn()
		st.contd(u)
		parts, total = rest, rowsOf(rest)
		u.space, fresh = 0, true
		if total <= st.left() {
			st.parts(parts)
			return
		}
		parts = append([]part{u.parts[0].bare()}, rest...)
	}
	st.skip(u)
	st.parts(parts)
}

// more ends a page inside a speech.
func (st *setter) more(u *unit) {
	st.add(Line{Row: st.m.Top + st.row, Col: st.m.Cue.Left, Text: st.m.More, Role: More, Block: u.parts[0].b.ID, Index: u.index})
	st.row++
	st.count(1)
}

// contd begins a page inside a speech.
func (st *setter) contd(u *unit) {
	cue := st.contdCue(u.parts[0])
	st.add(Line{Row: st.m.Top + st.row, Col: st.m.Cue.Left, Text: cue, Role: Contd, Block: u.parts[0].b.ID, Index: u.index})
	st.row++
	st.count(1)
}

// bare is a cue that takes no line, because NAME (CONT'D) stands for it.
func (p part) bare() part {
	p.rows, p.cue, p.blank = nil, true, 0
	return p
}

// contdCue is the cue that goes on overleaf.
func (st *setter) contdCue(p part) string {
	c := screenplay.ParseCue(p.b.Text)
	name := upperCue(p.b.Text)
	if c.Continued {
		return name
	}
	return name + " " + st.m.Contd
}

// parts writes whole parts one under another.
func (st *setter) parts(parts []part) {
	for i := range parts {
		p := &parts[i]
		if p.blank > 0 && st.row > 0 {
			st.row += p.blank
			st.count(p.blank)
		}
		if len(p.rows) > 0 {
			st.rows(p, p.rows, 0)
		}
	}
}

// flow writes parts line by line over as many pages as they need; it is for what
// no rule can break, such as a parenthetical longer than a page.
func (st *setter) flow(parts []part) {
	for _, f := range flatten(parts) {
		if st.left() < 1 {
			st.turn()
		}
		if f.p != nil {
			st.add(st.line(f.p, f.r, st.m.Top+st.row, f.n > 0))
		}
		st.row++
		st.count(1)
	}
}

// splitSpeech breaks a speech so that its top fills at most room lines. The
// parts of the rest begin without a cue. nil means: move the speech whole.
func (st *setter) splitSpeech(parts []part, room int, must bool) (top, rest []part) {
	used := 0
	words := 0 // lines of words in the top
	for i := range parts {
		p := parts[i]
		n := len(p.rows) + p.blank
		if used+n <= room {
			used += n
			if !p.cue && !p.paren {
				words += len(p.rows)
			}
			continue
		}
		free := room - used - p.blank
		if !p.cue && !p.paren && free >= 1 && len(p.rows) > 1 {
			if a, b := st.split(&p, p.rows, free, must && words == 0); a != nil && (words+len(a) >= least || must) {
				head, tail := p, p
				head.rows, tail.rows, tail.blank = a, b, 0
				return append(append([]part(nil), parts[:i]...), head), append([]part{tail}, parts[i+1:]...)
			}
		}
		// between blocks: the top may not end in a cue or a parenthetical
		for i > 0 && parts[i-1].paren {
			i--
		}
		if i == 0 || parts[i-1].cue || wordsIn(parts[:i]) < 1 {
			return nil, nil
		}
		if !must && wordsIn(parts[:i]) < least && wordsIn(parts[i:]) < least {
			return nil, nil
		}
		return parts[:i], parts[i:]
	}
	return nil, nil
}

func wordsIn(parts []part) int {
	n := 0
	for i := range parts {
		if !parts[i].cue && !parts[i].paren {
			n += len(parts[i].rows)
		}
	}
	return n
}

// placeDual sets two speeches side by side; they are broken only if they are
// longer than a page, and then line by line.
func (st *setter) placeDual(u *unit) {
	st.open()
	high := max(rowsOf(u.parts), rowsOf(u.right))
	if st.row > 0 && st.gap(u)+high > st.left() {
		st.turn()
	}
	st.skip(u)
	left, right := flatten(u.parts), flatten(u.right)
	for len(left) > 0 || len(right) > 0 {
		if st.left() < 1 {
			st.turn()
		}
		for _, side := range []*[]placed{&left, &right} {
			if len(*side) == 0 {
				continue
			}
			f := (*side)[0]
			*side = (*side)[1:]
			if f.p != nil {
				st.add(st.line(f.p, f.r, st.m.Top+st.row, f.n > 0))
			}
		}
		st.row++
		st.count(1)
	}
}

// placed is one row of a column; p is nil for an empty line.
type placed struct {
	p *part
	r row
	n int
}

func flatten(parts []part) []placed {
	var out []placed
	for i := range parts {
		p := &parts[i]
		for range p.blank {
			out = append(out, placed{})
		}
		for n, r := range p.rows {
			out = append(out, placed{p, r, n})
		}
	}
	return out
}
