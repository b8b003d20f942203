package revision

import (
	"slices"
	"sort"
	"unicode/utf8"

	"backlot/film/screenplay"
	"backlot/film/screenplay/compare"
)

// Mark writes a revision onto the later draft of a comparison, r.Script: marks of earlier
// revisions stay on their words, and what this one changed gets its own. A draft that
// changes nothing gets no mark. The earlier draft is not changed.
func Mark(before *screenplay.Script, r compare.Result, revision screenplay.Revision) {
	is := &issue{before: before, after: r.Script, opts: Options{Revision: revision}}
	is.markAgainst(r)
}

func (is *issue) markAgainst(r compare.Result) {
	for i := range is.after.Blocks { // the runs are written on
		is.after.Blocks[i].Runs = slices.Clone(is.after.Blocks[i].Runs)
	}
	is.carryMarks()
	is.mark(r)
	if is.marked {
		is.after.Revisions = append(is.after.Revisions, is.opts.Revision)
	}
}

// carryMarks takes the marks of earlier revisions over to the words that are still
// there, so that a page keeps the colour it was last printed on.
func (is *issue) carryMarks() {
	was := map[string]*screenplay.Block{}
	for i := range is.before.Blocks {
		was[is.before.Blocks[i].ID] = &is.before.Blocks[i]
	}
	for i := range is.after.Blocks {
		b := &is.after.Blocks[i]
		old := was[b.ID]
		if old == nil || old.Type != b.Type {
			continue
		}
		for _, r := range old.Runs {
			if r.Revision == "" {
				continue
			}
			from, to, ok := r.Start, r.End, true
			if old.Text != b.Text {
				from, to, ok = compare.MoveRange(old.Text, b.Text, r.Start, r.End)
			}
			if ok {
				b.Runs = overlay(b.Runs, from, to, r.Revision)
			}
		}
	}
	is.after.Revisions = join(is.before.Revisions, is.after.Revisions)
}

func join(a, b []screenplay.Revision) []screenplay.Revision {
	out := append([]screenplay.Revision(nil), a...)
	for _, r := range b {
		known := false
		for _, q := range out {
			known = known || q.ID == r.ID
		}
		if !known {
			out = append(out, r)
		}
	}
	return out
}

// mark marks what this revision changed: new and edited words, whole paragraphs that
// are new, moved or retyped, and the word after what was cut.
func (is *issue) mark(r compare.Result) {
	at := map[string]int{}
	for i := range is.after.Blocks {
		at[is.after.Blocks[i].ID] = i
	}
	is.markChanges(r.Front, at)
	for _, sc := range r.Scenes {
		is.markChanges(sc.Blocks, at)
		if i, ok := at[sc.ID]; ok && sc.Has(compare.Added) {
			is.markAll(i)
		}
	}
	is.markMoved(at)
	for id := range is.fresh {
		if i, ok := at[id]; ok {
			is.markAll(i)
		}
	}
	is.markCuts(at)
}

func (is *issue) markChanges(list []compare.BlockChange, at map[string]int) {
	for _, c := range list {
		i, ok := at[c.ID]
		if !ok || c.Kind == compare.Removed || c.Kind == compare.Omitted || c.Kind == compare.Moved {
			continue
		}
		if c.Kind == compare.Edited && len(c.Words) > 0 {
			is.markWords(i, c.Words)
			continue
		}
		is.markAll(i)
	}
}

// markMoved marks the paragraphs that stand elsewhere than before: those outside the
// longest run in the old order. A paragraph that only got another heading over it has
// not moved.
func (is *issue) markMoved(at map[string]int) {
	var order []int // of the later draft, for every block of the earlier that lives
	for i := range is.before.Blocks {
		if j, ok := at[is.before.Blocks[i].ID]; ok && is.before.Blocks[i].Type.Printed() {
			order = append(order, j)
		}
	}
	stays := rising(order)
	for _, j := range order {
		if !stays[j] {
			is.markAll(j)
		}
	}
}

// rising is the longest rising run of numbers that are all different (patience
// sorting).
func rising(list []int) map[int]bool {
	var tops []int // index in list of the least end of a run of each length
	before := make([]int, len(list))
	for i, v := range list {
		k := sort.Search(len(tops), func(k int) bool { return list[tops[k]] >= v })
		before[i] = -1
		if k > 0 {
			before[i] = tops[k-1]
		}
		if k == len(tops) {
			tops = append(tops, i)
		} else {
			tops[k] = i
		}
	}
	out := make(map[int]bool, len(tops))
	if len(tops) > 0 {
		for i := tops[len(tops)-1]; i >= 0; i = before[i] {
			out[list[i]] = true
		}
	}
	return out
}

func (is *issue) markAll(i int) {
	b := &is.after.Blocks[i]
	is.markRange(i, 0, utf8.RuneCountInString(b.Text))
}

func (is *issue) markRange(i, from, to int) {
	b := &is.after.Blocks[i]
	if from < to && b.Type.Printed() {
		b.Runs = overlay(b.Runs, from, to, is.opts.Revision.ID)
		is.marked = true
	}
}

// markWords marks the words put in, and where only words were taken out the
// character that follows them, or the last one.
func (is *issue) markWords(i int, words []compare.WordEdit) {
	n, out := 0, false
	total := utf8.RuneCountInString(is.after.Blocks[i].Text)
	for _, w := range words {
		long := utf8.RuneCountInString(w.Text)
		switch w.Op {
		case "out":
			out = true
			continue
		case "in":
			is.markRange(i, n, min(n+long, total))
		default:
			if out {
				is.markRange(i, n, min(n+1, total))
			}
		}
		out = false
		n += long
	}
	if out {
		is.markRange(i, max(total-1, 0), total)
	}
}

// markCuts marks the first character after every paragraph that was cut. For a scene
// that is omitted its OMITTED is mark enough.
func (is *issue) markCuts(at map[string]int) {
	blocks := is.before.Blocks
	omitted := false
	for i := range blocks {
		if blocks[i].Type == screenplay.SceneHeading {
			omitted = is.fresh[blocks[i].ID]
		}
		if omitted {
			continue
		}
		if _, lives := at[blocks[i].ID]; lives || !blocks[i].Type.Printed() {
			continue
		}
		for j := i + 1; j < len(blocks); j++ {
			if k, ok := at[blocks[j].ID]; ok && is.after.Blocks[k].Type.Printed() {
				is.markRange(k, 0, 1)
				break
			}
		}
	}
}

// overlay sets the revision of a stretch; runs stay in order and apart.
func overlay(runs []screenplay.Run, from, to int, id string) []screenplay.Run {
	if from >= to {
		return runs
	}
	var out []screenplay.Run
	at := from
	fill := func(upto int) {
		if upto > at {
			out = append(out, screenplay.Run{Start: at, End: upto, Revision: id})
		}
		at = max(at, upto)
	}
	for _, r := range runs {
		if r.End <= from {
			out = append(out, r)
			continue
		}
		if r.Start < from {
			head := r
			head.End = from
			out = append(out, head)
			r.Start = from
		}
		fill(min(r.Start, to))
		if in := r; in.Start < to {
			in.End = min(r.End, to)
			in.Revision = id
			out = append(out, in)
			at = in.End
			r.Start = in.End
		}
		if r.Start < r.End {
			out = append(out, r)
		}
	}
	fill(to)
	return out
}
