package drafts

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"backlot/film/screenplay"
	"backlot/film/screenplay/compare"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// A draft's revision is named by its version. Words that a draft changed carry it,
// so that pages show asterisks beside them and take the revision's colour; words
// that did not change keep the revision that changed them last.

// markRevised writes the revision onto what differs from the draft before. A file
// that marks its own revisions is left as it is.
func markRevised(script *screenplay.Script, before map[string]production.Block, changes compare.Result, revision string) {
	if len(script.Revisions) > 0 {
		return
	}
	changed := map[string]compare.BlockChange{}
	for _, sc := range changes.Scenes {
		for _, b := range sc.Blocks {
			changed[b.ID] = b
		}
	}
	for _, b := range changes.Front {
		changed[b.ID] = b
	}
	for i := range script.Blocks {
		b := &script.Blocks[i]
		c, ok := changed[b.ID]
		switch {
		case !ok:
			b.Runs = append(b.Runs, earlierRuns(before[b.ID])...)
		case c.Kind == compare.Edited && len(c.Words) > 0:
			b.Runs = append(b.Runs, editedRuns(b.Text, c.Words, revision)...)
		case c.Kind == compare.Added || c.Kind == compare.Retyped || c.Kind == compare.Edited:
			b.Runs = append(b.Runs, screenplay.Run{End: utf8.RuneCountInString(b.Text), Revision: revision})
		}
		slices.SortStableFunc(b.Runs, func(x, y screenplay.Run) int { return cmp.Compare(x.Start, y.Start) })
	}
}

// editedRuns are the words put in, and the letter after words taken out.
func editedRuns(text string, words []compare.WordEdit, revision string) []screenplay.Run {
	length := utf8.RuneCountInString(text)
	var out []screenplay.Run
	at := 0
	add := func(start, end int) {
		if last := len(out) - 1; last >= 0 && out[last].End >= start {
			out[last].End = max(out[last].End, end)
			return
		}
		out = append(out, screenplay.Run{Start: start, End: end, Revision: revision})
	}
	for _, w := range words {
		n := utf8.RuneCountInString(w.Text)
		switch w.Op {
		case "keep":
			at += n
		case "in":
			add(at, min(at+n, length))
			at += n
		case "out":
			if start := max(min(at, length-1), 0); length > 0 {
				add(start, start+1)
			}
		}
	}
	return out
}

func earlierRuns(b production.Block) []screenplay.Run {
	var out []screenplay.Run
	for _, r := range b.Runs {
		if r.Revision != "" && r.Style == "" {
			out = append(out, screenplay.Run{Start: r.Start, End: r.End, Revision: r.Revision})
		}
	}
	return out
}

// revisionsOf lists the revisions up to a draft, oldest first, each with the
// colour of its paper.
func revisionsOf(v graph.View, draft graph.ID) []screenplay.Revision {
	var out []screenplay.Revision
	for seen := 0; !draft.IsZero() && seen < 1000; seen++ {
		d, ok := graph.Get[production.Draft](v, draft)
		if !ok {
			break
		}
		out = append(out, screenplay.Revision{ID: d.Version, Name: d.Version, Page: d.RevisionColor, Mark: "*"})
		draft = d.Previous.ID
	}
	slices.Reverse(out)
	return out
}
