package layout

import (
	"strconv"
	"strings"

	"backlot/film/screenplay"
)

// Lock freezes the pages of a script as they are now: every page keeps its
// number, and what later grows beyond a page goes to A-pages (12A, 12B). The
// script is not changed; set its LockedPages to the result. Pages that were
// locked before keep their numbers.
func Lock(s *screenplay.Script, o Options) []screenplay.LockedPage {
	r := Set(s, o)
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

// lockPages sorts the locked pages by the block they begin in.
func (st *setter) lockPages() {
	if st.o.Unlocked || len(st.s.LockedPages) == 0 {
		return
	}
	st.locks, st.begun = map[string][]screenplay.LockedPage{}, map[string]bool{}
	for _, p := range st.s.LockedPages {
		if p.Block != "" {
			st.locks[p.Block] = append(st.locks[p.Block], p)
			st.locked = true
		}
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
	st.before, st.letter = "", ""
	if len(st.pages) > 0 && st.pages[len(st.pages)-1].Number == number {
		return
	}
	st.nextNumber = number
	if len(st.pages) > 0 {
		st.broken = true
	}
}

// number is the number of the page about to begin. On locked pages whatever is
// not the beginning of a locked page is an A-page of the one before: after 12
// comes 12A, then 12B. Between 12 and 12A, both locked, come A12A and B12A.
func (st *setter) number() string {
	if st.nextNumber != "" {
		n := st.nextNumber
		st.nextNumber = ""
		return n
	}
	if !st.locked || len(st.pages) == 0 {
		return strconv.Itoa(len(st.pages) + 1)
	}
	last := st.pages[len(st.pages)-1].Number
	if st.before != "" {
		st.letter = nextLetter(st.letter)
		return st.letter + st.before
	}
	head := strings.TrimRight(last, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	n := head + nextLetter(last[len(head):])
	if head == "" || st.taken(n) {
		st.before, st.letter = n, "A"
		return "A" + n
	}
	return n
}

// taken reports whether a page number belongs to a locked page.
func (st *setter) taken(n string) bool {
	for _, p := range st.s.LockedPages {
		if p.Number == n {
			return true
		}
	}
	return false
}

// nextLetter is the letter after s: A, B ... Z, AA, AB. I and O are left out.
func nextLetter(s string) string {
	if s == "" {
		return "A"
	}
	last := s[len(s)-1]
	if last == 'Z' {
		return nextLetter(s[:len(s)-1]) + "A"
	}
	last++
	if last == 'I' || last == 'O' {
		last++
	}
	return s[:len(s)-1] + string(last)
}

// span joins the numbers of locked pages whose beginning is gone from the script
// to the page before: "12-13".
func (st *setter) span() {
	if !st.locked {
		return
	}
	have := map[string]bool{}
	for i := range st.pages {
		have[st.pages[i].Number] = true
	}
	at := map[string]int{}
	for i := range st.pages {
		at[st.pages[i].Number] = i
	}
	last := -1
	for _, p := range st.s.LockedPages {
		if i, ok := at[p.Number]; ok {
			last = i
			continue
		}
		if last >= 0 && !have[p.Number] {
			st.pages[last].Through = p.Number
		}
	}
	for i := range st.pages {
		p := &st.pages[i]
		if p.Through == "" {
			continue
		}
		for k := range p.Lines {
			if p.Lines[k].Role == PageNumber {
				label := p.Number + "-" + p.Through + "."
				p.Lines[k].Col, p.Lines[k].Text = st.m.pageNo-len(label), label
			}
		}
	}
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
		pages[i].Lines = append(lines, Line{Row: 3, Col: 15, Text: label, Role: Header, Index: -1})
	}
	r.Pages = pages
	return r
}
