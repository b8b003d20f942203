package revision

import (
	"maps"
	"slices"

	"backlot/film/screenplay"
	"backlot/film/screenplay/compare"
	"backlot/film/screenplay/layout"
)

// Options choose how a revision is issued.
type Options struct {
	Layout   layout.Options
	Revision screenplay.Revision // of this draft: Name "Blue", Page "#d3e6fb"; ID and Mark may be left empty
	// Scheme numbers scenes put between locked ones.
	Scheme layout.Scheme
	// Pages locks the pages too. Without it only scene numbers are kept.
	Pages bool
}

// Change is what happened to a page.
type Change string

// The changes of a page.
const (
	Changed Change = "changed" // throw the old one away
	Added   Change = "added"   // put it in
	Removed Change = "removed" // take it out: another page now bears its number too
)

// Page is one page that those who have the draft before must change.
type Page struct {
	Number string `json:"number"` // as printed: "12", "12A", "12-13"
	Change Change `json:"change"`
	Marks  int    `json:"marks"` // lines with a mark in the margin
}

// Issue is a draft ready to be handed out.
type Issue struct {
	Script   *screenplay.Script      `json:"-"` // the later draft: ids, numbers, locked pages, marks
	Layout   layout.Result           `json:"layout"`
	Pages    []Page                  `json:"pages"`   // in order; empty if nothing changed
	Added    []string                `json:"added"`   // numbers of new scenes
	Omitted  []string                `json:"omitted"` // numbers of scenes cut by this revision
	Locked   []screenplay.LockedPage `json:"locked"`
	Colors   map[string]string       `json:"colors"` // revision each page was last printed in, by page number
	Findings []screenplay.Finding    `json:"findings,omitempty"`
}

// issue is one run of Later.
type issue struct {
	Issue
	before, after *screenplay.Script
	opts          Options
	fresh         map[string]bool // scenes omitted now
	marked        bool
}

func (is *issue) find(s screenplay.Severity, place, text string) {
	is.Findings = append(is.Findings, screenplay.Finding{Severity: s, Place: place, Text: text})
}

// First locks a first draft: every scene has a number, and every page is locked if
// o.Pages asks for it. The script given is not changed.
func First(s *screenplay.Script, o Options) Issue {
	c := *s
	c.Blocks = slices.Clone(s.Blocks)
	Number(&c)
	set := layout.Set(&c, o.Layout)
	is := Issue{Script: &c, Layout: set, Pages: []Page{}, Added: []string{}, Omitted: []string{}, Colors: map[string]string{}, Findings: set.Findings}
	if o.Pages {
		c.LockedPages = mergeLocks(&c, set)
		is.Locked = c.LockedPages
	}
	return is
}

// mergeLocks locks the pages of a result and keeps the numbers of those that are gone
// where they were.
func mergeLocks(s *screenplay.Script, set layout.Result) []screenplay.LockedPage {
	old, _ := layout.Anchors(s)
	now := set.Lock()
	have := map[string]bool{}
	for _, p := range now {
		have[p.Number] = true
	}
	for i, p := range old {
		if have[p.Number] {
			continue
		}
		at := 0
		for j := i - 1; j >= 0 && at == 0; j-- {
			at = 1 + slices.IndexFunc(now, func(q screenplay.LockedPage) bool { return q.Number == old[j].Number })
		}
		// A-pages of the page before come first: 12, 12A, then the lost 13
		for at < len(now) && !slices.ContainsFunc(old, func(q screenplay.LockedPage) bool { return q.Number == now[at].Number }) {
			at++
		}
		now = slices.Insert(now, at, screenplay.LockedPage{Number: p.Number})
		have[p.Number] = true
	}
	return now
}

// Later issues the draft after over an issued draft, of which Script must be set, and
// Colors too after a second revision. Neither is changed. The same draft again gives no
// mark, no changed page, and the same numbers.
func Later(issued Issue, after *screenplay.Script, o Options) Issue {
	before := issued.Script
	if o.Revision.ID == "" {
		o.Revision.ID = o.Revision.Name
	}
	if o.Revision.Mark == "" {
		o.Revision.Mark = "*"
	}
	is := &issue{before: before, opts: o, fresh: map[string]bool{}}
	is.Added, is.Omitted, is.Pages = []string{}, []string{}, []Page{}
	changes := compare.Drafts(asWritten(before, after), after)
	is.after = changes.Script
	is.carryNumbers()
	is.omit()
	is.markAgainst(changes)
	is.after.LockedPages = nil
	if o.Pages {
		is.after.LockedPages = CarryLocks(before, is.after)
	}
	lo := o.Layout
	lo.Revision = o.Revision.ID
	set := layout.Set(is.after, lo)
	if len(issued.Layout.Pages) == 0 {
		issued.Layout = layout.Set(before, o.Layout)
	}
	is.pages(issued, &set)
	is.Script, is.Layout = is.after, set
	is.Findings = append(is.Findings, set.Findings...)
	if o.Pages {
		is.after.LockedPages = mergeLocks(is.after, set)
		is.Locked = is.after.LockedPages
	}
	return is.Issue
}

// asWritten is the earlier draft as its writer has it: without the headings of
// omitted scenes that the later draft does not hold, and without the numbers of a
// production if the later draft has none. Otherwise both would look like changes.
func asWritten(before, after *screenplay.Script) *screenplay.Script {
	cut, numbered := map[string]bool{}, false
	for i := range after.Blocks {
		if b := &after.Blocks[i]; b.Type == screenplay.SceneHeading && b.Number != "" {
			numbered = true
			cut[b.Number] = omitted(b)
		}
	}
	c := *before
	c.Blocks = slices.DeleteFunc(slices.Clone(before.Blocks), func(b screenplay.Block) bool {
		return b.Type == screenplay.SceneHeading && omitted(&b) && !cut[b.Number]
	})
	for i := range c.Blocks {
		if !numbered {
			c.Blocks[i].Number = ""
		}
	}
	return &c
}

// pages compares the pages of both drafts and gives every page its colour.
func (is *issue) pages(issued Issue, set *layout.Result) {
	before := issued.Layout
	old := map[string]string{}
	for i := range before.Pages {
		old[before.Pages[i].Number] = before.Words(i)
	}
	is.Colors = map[string]string{}
	maps.Copy(is.Colors, issued.Colors)
	now := map[string]bool{}
	for i := range set.Pages {
		p := &set.Pages[i]
		now[p.Number] = true
		marks := 0
		for _, l := range p.Lines {
			if l.Mark != "" {
				marks++
			}
		}
		was, there := old[p.Number]
		switch {
		case !there:
			is.Pages = append(is.Pages, Page{p.Label(), Added, marks})
		case marks > 0 || was != set.Words(i):
			is.Pages = append(is.Pages, Page{p.Label(), Changed, marks})
		default:
			p.Revised, p.Revision = false, is.Colors[p.Number]
			continue
		}
		p.Revised, p.Revision = true, is.opts.Revision.ID
		is.Colors[p.Number] = is.opts.Revision.ID
	}
	for i := range before.Pages {
		if n := before.Pages[i].Number; !now[n] {
			is.Pages = append(is.Pages, Page{n, Removed, 0})
			delete(is.Colors, n)
		}
	}
}
