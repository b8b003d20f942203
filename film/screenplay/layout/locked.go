package layout

import (
	"slices"
	"strconv"
	"strings"

	"backlot/film/screenplay"
)

// Lock freezes the pages of a script as they are now: every page keeps its
// number, and what later grows beyond a page goes to A-pages (12A, 12B). The
// script is not changed; set its LockedPages to the result. Pages that were
// locked before keep their numbers, also those whose text is gone.
func Lock(s *screenplay.Script, o Options) []screenplay.LockedPage {
	return Set(s, o).Lock()
}

// Lock is the pages of the result as locked pages.
func (r Result) Lock() []screenplay.LockedPage {
	var out []screenplay.LockedPage
	for _, p := range r.Pages {
		for _, l := range p.Lines {
			if l.Role == Text {
				out = append(out, screenplay.LockedPage{Number: p.Number, Block: l.Block, At: l.Start})
				break
			}
		}
	}
	return out
}

// lockPages sorts the locked pages by the block they begin in. Of two that begin
// at one place, the second has nothing on it and is gone.
func (st *setter) lockPages() {
	if st.o.Unlocked || len(st.s.LockedPages) == 0 {
		return
	}
	st.lockList, st.findings = Anchors(st.s)
	st.locks, st.begun, st.taken = map[string][]screenplay.LockedPage{}, map[string]bool{}, map[string]bool{}
	for _, p := range st.lockList {
		if p.Block == "" || p.Number == "" || st.taken[p.Number] {
			continue
		}
		st.taken[p.Number] = true
		if !slices.ContainsFunc(st.locks[p.Block], func(q screenplay.LockedPage) bool { return q.At == p.At }) {
			st.locks[p.Block] = append(st.locks[p.Block], p)
			st.locked = true
		}
	}
	for _, p := range st.lockList {
		st.taken[p.Number] = true
	}
}

// lockBefore turns to the locked page that begins with the unit.
func (st *setter) lockBefore(u *unit) {
	if !st.locked || len(u.parts) == 0 {
		return
	}
	for _, p := range st.locks[u.parts[0].b.ID] {
		if p.At == 0 {
			st.lockedTurn(p.Number)
			return
		}
	}
}

// lockInside splits the parts of a unit where a locked page begins inside them.
func (st *setter) lockInside(parts []part) (top, rest []part, number string, ok bool) {
	if !st.locked {
		return nil, nil, "", false
	}
	for i := range parts {
		p := &parts[i]
		for _, lock := range st.locks[p.b.ID] {
			switch {
			case st.begun[lock.Number]:
				continue
			case lock.At == 0 && i > 0 && len(p.rows) > 0 && p.rows[0].start == 0:
				return parts[:i], parts[i:], lock.Number, true
			case len(p.rows) == 0 || lock.At <= p.rows[0].start || lock.At >= p.rows[len(p.rows)-1].end:
				continue
			}
			head, tail := *p, *p
			at := byteAt(p.text, lock.At)
			head.text = p.text[:at] // what is set anew must end here too
			head.rows = cutRows(p.rows, at, lock.At, p.text)
			tail.rows, tail.blank = wrap(p.text, at, lock.At, p.wide-p.hang), 0
			top = append(append([]part(nil), parts[:i]...), head)
			return top, append([]part{tail}, parts[i+1:]...), lock.Number, true
		}
	}
	return nil, nil, "", false
}

// cutRows keeps the rows before a place in the text.
func cutRows(rows []row, at, rune0 int, text string) []row {
	var out []row
	for _, r := range rows {
		if r.from >= at {
			break
		}
		if r.to > at {
			r = wrapper{text: text}.trim(row{r.from, at, r.start, rune0})
		}
		out = append(out, r)
	}
	return out
}

func byteAt(text string, n int) int {
	for i := range text {
		if n == 0 {
			return i
		}
		n--
	}
	return len(text)
}

func (st *setter) lockedTurn(number string) {
	st.begun[number] = true
	if len(st.pages) > 0 && st.pages[len(st.pages)-1].Number == number {
		return
	}
	st.nextNumber = number
	if len(st.pages) > 0 {
		st.broken = true
	}
}

// number is the number of the page about to begin. On locked pages whatever is
// not the beginning of a locked page is put between the page before and the next
// locked one: after 12 comes 12A, then 12B.
func (st *setter) number() string {
	if st.nextNumber != "" {
		n := st.nextNumber
		st.nextNumber = ""
		return n
	}
	if !st.locked {
		return strconv.Itoa(len(st.pages) + 1)
	}
	prev, scheme := "", st.o.Inserts
	if len(st.pages) > 0 {
		prev = st.pages[len(st.pages)-1].Number
	}
	if scheme == Before { // that is for scenes: 12A is the second half of page 12
		scheme = Prefix
	}
	n := scheme.Between(prev, st.nextLocked(), func(n string) bool { return st.taken[n] })
	st.taken[n] = true
	return n
}

// nextLocked is the number of the locked page that begins next, "" after the last.
func (st *setter) nextLocked() string {
	for k := len(st.lockList) - 1; k >= -1; k-- {
		if k >= 0 && !st.begun[st.lockList[k].Number] {
			continue
		}
		for _, p := range st.lockList[k+1:] {
			if st.exists(p) {
				return p.Number
			}
		}
		break
	}
	return ""
}

// exists reports whether the beginning of a locked page is printed in this script.
func (st *setter) exists(p screenplay.LockedPage) bool {
	if st.printed == nil {
		st.printed = map[string]int{}
		for i := range st.s.Blocks {
			b := &st.s.Blocks[i]
			if b.Type.Printed() && b.Type != screenplay.PageBreak {
				st.printed[b.ID] = runeLen(b.Text)
			}
		}
	}
	long, ok := st.printed[p.Block]
	return ok && (p.At == 0 || p.At < long)
}

// span joins the numbers of locked pages that are gone from the script to the page
// that stands in their place: what is left of 12 and 13 is printed "12-13". What
// was before the first page that is left is joined to that one.
func (st *setter) span() {
	if !st.locked || len(st.pages) == 0 {
		return
	}
	at := map[string]int{}
	for i := range st.pages {
		at[st.pages[i].Number] = i
	}
	var gone []string // since the last page that is there
	next := len(st.pages)
	for k := len(st.lockList) - 1; k >= -1; k-- {
		i, there := -1, false
		if k >= 0 {
			i, there = at[st.lockList[k].Number]
		}
		switch {
		case k >= 0 && !there:
			gone = append(gone, st.lockList[k].Number)
			continue
		case len(gone) == 0:
		case k < 0 && next == 0:
			st.pages[next].From = gone[len(gone)-1]
		case next > 0: // the last page before the next that is there
			st.pages[next-1].Through = gone[0]
		}
		gone, next = nil, i
	}
	for i := range st.pages {
		st.label(&st.pages[i])
	}
}

// label prints the number of a page that stands for several.
func (st *setter) label(p *Page) {
	if p.From == "" && p.Through == "" {
		return
	}
	text := p.Label() + "."
	for k := range p.Lines {
		if l := &p.Lines[k]; l.Role == PageNumber {
			l.Col, l.Text = st.m.pageNo-len(text), text
			if st.mirrored {
				st.mirror(l)
			}
			return
		}
	}
	l := Line{Row: 3, Col: st.m.pageNo - len(text), Text: text, Role: PageNumber, Index: -1}
	if st.mirrored {
		st.mirror(&l)
	}
	p.Lines = append([]Line{l}, p.Lines...)
}

// Revised keeps only the pages that carry a revision mark, as they are handed
// out to those who have the pages before.
func (r Result) Revised() Result {
	var kept []Page
	for _, p := range r.Pages {
		if p.Revised {
			kept = append(kept, p)
		}
	}
	r.Pages = kept
	return r
}

// Header is the line over revised pages: "Blue Rev. 10/5/26" in the left of the
// header of every page that carries a mark. text is what to print for a
// revision; it is asked with the revision's name.
func (r Result) Header(s *screenplay.Script, text func(name string) string) Result {
	names := map[string]string{}
	for _, v := range s.Revisions {
		names[v.ID] = v.Name
	}
	pages := append([]Page(nil), r.Pages...)
	for i := range pages {
		if !pages[i].Revised {
			continue
		}
		label := strings.TrimSpace(text(names[pages[i].Revision]))
		if label == "" {
			continue
		}
		lines := append([]Line(nil), pages[i].Lines...)
		pages[i].Lines = append(lines, Line{Row: 3, Col: r.headerCol(label), Text: label, Role: Header, Index: -1})
	}
	r.Pages = pages
	return r
}

// headerCol is where the line over a page begins: above the action.
func (r Result) headerCol(text string) int {
	const left = 15
	if r.Mirrored {
		return max(r.Cols-left-Width(text), 0)
	}
	return left
}
