package revision

import (
	"unicode/utf8"

	"backlot/film/screenplay"
	"backlot/film/screenplay/compare"
	"backlot/film/screenplay/layout"
)

// CarryLocks are the locked pages of an earlier draft placed in a later one that has
// its ids. A page whose first paragraph is gone begins with the next one that was on
// it and is still there; a page of which nothing is left keeps its number without a
// place. Paragraphs that moved elsewhere take no page along.
func CarryLocks(before, after *screenplay.Script) []screenplay.LockedPage {
	locks, _ := layout.Anchors(before)
	at := index(after)
	pages := make([][]place, len(locks))
	from := index(before)
	for k, p := range locks {
		i, ok := from[p.Block]
		if !ok {
			continue
		}
		end := len(before.Blocks)
		for _, q := range locks[k+1:] {
			if j, ok := from[q.Block]; ok && j >= i {
				end = j
				break
			}
		}
		pages[k] = candidates(before, after, at, i, max(end, i+1), p.At)
	}
	chosen := choose(pages)
	out := make([]screenplay.LockedPage, len(locks))
	for k, p := range locks {
		p.Block, p.At = "", 0
		if c := chosen[k]; c != nil {
			p.Block, p.At = after.Blocks[c.block].ID, c.rune
		}
		p.Attrs = "" // the place in the earlier file
		out[k] = p
	}
	return out
}

func index(s *screenplay.Script) map[string]int {
	at := make(map[string]int, len(s.Blocks))
	for i := range s.Blocks {
		if b := &s.Blocks[i]; b.Type.Printed() && b.Type != screenplay.PageBreak {
			at[b.ID] = i
		}
	}
	return at
}

// place is where a page can begin: a block of the later draft and a rune in it.
type place struct{ block, rune int }

func (p place) less(q place) bool { return p.block < q.block || p.block == q.block && p.rune < q.rune }

// candidates lists where the page that began at rune start of block i can begin in
// the later draft.
func candidates(before, after *screenplay.Script, at map[string]int, i, end, start int) []place {
	var out []place
	for k := i; k < end; k++ {
		b := &before.Blocks[k]
		j, ok := at[b.ID]
		if !ok {
			continue
		}
		if k > i || start == 0 {
			out = append(out, place{j, 0})
			continue
		}
		text := after.Blocks[j].Text
		if text == b.Text {
			out = append(out, place{j, start})
		} else if from, _, ok := compare.MoveRange(b.Text, text, start, utf8.RuneCountInString(b.Text)); ok && from > 0 {
			out = append(out, place{j, from})
		}
	}
	return out
}

// choose picks one place a page so that the pages stay in order and as many as
// possible keep one: the longest rising run of first places, then for every other
// page the first place that fits between its neighbours.
func choose(pages [][]place) []*place {
	out := make([]*place, len(pages))
	best, from := make([]int, len(pages)), make([]int, len(pages))
	top := -1
	for k := range pages {
		from[k] = -1
		if len(pages[k]) == 0 {
			continue
		}
		best[k] = 1
		for j := range k {
			if best[j] > 0 && pages[j][0].less(pages[k][0]) && best[j]+1 > best[k] {
				best[k], from[k] = best[j]+1, j
			}
		}
		if top < 0 || best[k] > best[top] {
			top = k
		}
	}
	for k := top; k >= 0; k = from[k] {
		out[k] = &pages[k][0]
	}
	for k := range pages {
		if out[k] != nil {
			continue
		}
		for c := range pages[k] {
			if between(out, k, pages[k][c]) {
				out[k] = &pages[k][c]
				break
			}
		}
	}
	return out
}

func between(out []*place, k int, p place) bool {
	for j := k - 1; j >= 0; j-- {
		if out[j] != nil {
			if !out[j].less(p) {
				return false
			}
			break
		}
	}
	for j := k + 1; j < len(out); j++ {
		if out[j] != nil {
			return p.less(*out[j])
		}
	}
	return true
}
