// Package report reads lists off a script that is set on pages: its scenes, its
// characters, its sets, the lines of a part with their cues, and what a revision
// changed page by page.
//
// Lengths are those of the layout, in eighths, so that every report of one script
// agrees with its printed pages. Everything is pure: a script in, values out.
package report

import (
	"slices"

	"backlot/film/pages"
	"backlot/film/screenplay"
	"backlot/film/screenplay/layout"
)

// Book is a script together with its pages, ready to be reported on. Make one
// with Of. It is not changed by any report and may be shared.
type Book struct {
	Script *screenplay.Script
	Set    layout.Result

	list     []screenplay.Scene
	speeches []screenplay.Speech
	first    []int // page index on which each block begins, -1 when not printed
	last     []int // page index on which it ends
}

// Of prepares the reports of a script that was laid out as set.
func Of(s *screenplay.Script, set layout.Result) *Book {
	b := &Book{Script: s, Set: set, list: s.Scenes(), speeches: s.Speeches(), first: make([]int, len(s.Blocks)), last: make([]int, len(s.Blocks))}
	for i := range b.first {
		b.first[i], b.last[i] = -1, -1
	}
	for p := range set.Pages {
		for _, l := range set.Pages[p].Lines {
			if l.Role != layout.Text || l.Index < 0 || l.Index >= len(b.first) {
				continue
			}
			if b.first[l.Index] < 0 {
				b.first[l.Index] = p
			}
			b.last[l.Index] = p
		}
	}
	return b
}

// Scene is a scene as a scene list has it.
type Scene struct {
	ID         string        `json:"id"` // of its heading block
	Number     string        `json:"number"`
	Heading    string        `json:"heading"`
	IntExt     string        `json:"int_ext"`
	Set        string        `json:"set"`
	Time       string        `json:"time"`    // as written, in capitals
	Light      string        `json:"light"`   // "day", "night", "dawn", "dusk" or ""
	Page       string        `json:"page"`    // it begins on
	Through    string        `json:"through"` // it ends on
	Eighths    pages.Eighths `json:"eighths"`
	Seconds    int           `json:"seconds"` // estimated screen time
	Speeches   int           `json:"speeches"`
	Words      int           `json:"words"`      // of dialogue and action
	Characters []string      `json:"characters"` // speakers first
	Synopsis   string        `json:"synopsis,omitempty"`
	Omitted    bool          `json:"omitted,omitempty"`
}

// Totals are the sums over scenes that are in the script.
type Totals struct {
	Scenes  int           `json:"scenes"` // without omitted ones
	Pages   int           `json:"pages"`  // of paper, without the title page
	Eighths pages.Eighths `json:"eighths"`
	Words   int           `json:"words"`
	Seconds int           `json:"seconds"`
}

// Scenes lists the scenes in script order, omitted ones with their numbers.
func (b *Book) Scenes() []Scene {
	out := make([]Scene, len(b.list))
	for i := range b.list {
		out[i] = b.scene(i)
	}
	for _, sp := range b.speeches {
		if sp.Scene >= 0 {
			out[sp.Scene].Speeches++
		}
	}
	return out
}

func (b *Book) scene(i int) Scene {
	sc, at := &b.list[i], b.Set.Scenes[i]
	out := Scene{ID: sc.ID, Number: at.Number, Heading: sc.Text, IntExt: sc.IntExt, Set: sc.Set, Time: sc.Time, Light: sc.Light, Page: at.Page,
		Through: at.Page, Eighths: at.Eighths, Seconds: sc.Seconds, Words: sc.Words, Characters: []string{}, Synopsis: sc.Synopsis, Omitted: sc.Omitted}
	if p := b.lastPage(sc.Start, sc.End); p >= 0 {
		out.Through = b.Set.Pages[p].Number
	}
	for _, c := range sc.Characters {
		out.Characters = append(out.Characters, c.Name)
	}
	return out
}

// lastPage is the index of the page on which the last printed block of a range
// ends, or -1.
func (b *Book) lastPage(start, end int) int {
	for i := end - 1; i >= start; i-- {
		if b.last[i] >= 0 {
			return b.last[i]
		}
	}
	return -1
}

// Page is the number of the page that a block, by its index, begins on, or "".
// It is as the page is counted; see layout.Page.Label for pages that stand for several.
func (b *Book) Page(block int) string {
	if p := b.first[block]; p >= 0 {
		return b.Set.Pages[p].Number
	}
	return ""
}

// Totals sums the script up.
func (b *Book) Totals() Totals {
	out := Totals{Pages: len(b.Set.Pages), Eighths: b.Set.Eighths}
	for i := range b.list {
		if !b.list[i].Omitted {
			out.Scenes++
			out.Seconds += b.list[i].Seconds
		}
		out.Words += b.list[i].Words
	}
	return out
}

// number is the printed number of a scene by index; -1 is before the first.
func (b *Book) number(scene int) string {
	if scene < 0 {
		return ""
	}
	return b.Set.Scenes[scene].Number
}

func addOnce(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
