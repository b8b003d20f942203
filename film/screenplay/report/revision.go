package report

import (
	"unicode/utf8"

	"backlot/film/pages"
	"backlot/film/screenplay"
	"backlot/film/screenplay/compare"
	"backlot/film/screenplay/layout"
)

// Revision is what a later draft changed, in scenes and in pages of paper.
type Revision struct {
	Before Totals         `json:"before"`
	After  Totals         `json:"after"`
	Scenes []RevisedScene `json:"scenes"` // changed ones in the order of the later draft
	Pages  []RevisedPage  `json:"pages"`  // of the later draft, those that changed
	New    []string       `json:"new"`    // page numbers that the earlier draft had not
	Gone   []string       `json:"gone"`   // page numbers that the later draft has no more
	Kept   int            `json:"kept"`   // scenes that are as they were
	Counts map[string]int `json:"counts"` // changed scenes by kind of change
	Result compare.Result `json:"-"`
}

// RevisedScene is one changed scene with its length before and after.
type RevisedScene struct {
	ID         string         `json:"id"`
	Number     string         `json:"number"`
	Was        string         `json:"was,omitempty"` // earlier number, if it changed
	Heading    string         `json:"heading"`
	Kinds      []compare.Kind `json:"kinds"`
	Text       string         `json:"text"` // what happened, in a sentence
	Page       string         `json:"page,omitempty"`
	PageWas    string         `json:"page_was,omitempty"`
	Eighths    pages.Eighths  `json:"eighths"`
	EighthsWas pages.Eighths  `json:"eighths_was"`
	Words      int            `json:"words"`
	WordsWas   int            `json:"words_was"`
}

// RevisedPage is a page on which something changed.
type RevisedPage struct {
	Number string   `json:"number"`
	Lines  int      `json:"lines"`  // lines with a change on them, or next to one
	Scenes []string `json:"scenes"` // numbers of the scenes that changed on it
}

// Compare reports what became of an earlier draft in a later one. Both are laid
// out with the same options.
func Compare(before, after *screenplay.Script, o layout.Options) Revision {
	r := compare.Drafts(before, after)
	return Revised(Of(before, layout.Set(before, o)), Of(r.Script, layout.Set(r.Script, o)), r)
}

// Revised is Compare for drafts that are laid out and compared already; later is
// the book of r.Script.
func Revised(earlier, later *Book, r compare.Result) Revision {
	out := Revision{Before: earlier.Totals(), After: later.Totals(), Scenes: []RevisedScene{}, Pages: []RevisedPage{}, New: []string{}, Gone: []string{},
		Kept: r.Kept, Counts: map[string]int{}, Result: r}
	was, is := earlier.byID(), later.byID()
	for _, c := range r.Scenes {
		row := RevisedScene{ID: c.ID, Number: c.Number, Was: c.Was, Heading: c.Heading, Kinds: c.Kinds, Text: c.Text, Words: c.Words, WordsWas: c.WordsWas}
		if s, ok := was[c.ID]; ok {
			row.PageWas, row.EighthsWas = s.Page, s.Eighths
		}
		if s, ok := is[c.ID]; ok {
			row.Number, row.Page, row.Eighths = s.Number, s.Page, s.Eighths
		}
		for _, k := range c.Kinds {
			out.Counts[string(k)]++
		}
		out.Scenes = append(out.Scenes, row)
	}
	out.Pages = later.changedPages(r, earlier)
	out.New = minus(later.pageNumbers(), earlier.pageNumbers())
	out.Gone = minus(earlier.pageNumbers(), later.pageNumbers())
	return out
}

func (b *Book) byID() map[string]layout.Scene {
	out := map[string]layout.Scene{}
	for _, s := range b.Set.Scenes {
		out[s.ID] = s
	}
	return out
}

func (b *Book) pageNumbers() []string {
	var out []string
	for i := range b.Set.Pages {
		out = append(out, b.Set.Pages[i].Number)
	}
	return out
}

func minus(a, b []string) []string {
	have := map[string]bool{}
	for _, s := range b {
		have[s] = true
	}
	out := []string{}
	for _, s := range a {
		if !have[s] {
			out = append(out, s)
		}
	}
	return out
}

// changedPages finds the lines of the later draft on which words came in, or at
// which words went out.
func (b *Book) changedPages(r compare.Result, earlier *Book) []RevisedPage {
	marks := b.marks(r, earlier)
	scene := b.sceneOfBlock()
	out := []RevisedPage{}
	for _, p := range b.Set.Pages {
		row := RevisedPage{Number: p.Number, Scenes: []string{}}
		for _, l := range p.Lines {
			if l.Role != layout.Text || l.Index < 0 || !marks[l.Index].touch(l.Start, l.End) {
				continue
			}
			row.Lines++
			row.Scenes = addOnce(row.Scenes, b.number(scene[l.Index]))
		}
		if row.Lines > 0 {
			out = append(out, row)
		}
	}
	return out
}

// ranges are the changed stretches of a block, in runes, End not included. A
// stretch of no length stands where words went out.
type ranges [][2]int

func (r ranges) touch(start, end int) bool {
	for _, s := range r {
		if s[0] < end && s[1] > start || s[0] == s[1] && s[0] >= start && s[0] < max(end, start+1) {
			return true
		}
	}
	return false
}

// marks gives the changed stretches by block index. What was taken out whole is
// marked on the first line of the block that follows it.
func (b *Book) marks(r compare.Result, earlier *Book) map[int]ranges {
	index := map[string]int{}
	for i := range b.Script.Blocks {
		index[b.Script.Blocks[i].ID] = i
	}
	out := map[int]ranges{}
	list := func(changes []compare.BlockChange, next int) {
		for i := len(changes) - 1; i >= 0; i-- {
			c := changes[i]
			at, ok := index[c.ID]
			switch {
			case c.Kind == compare.Removed:
				if next >= 0 && next < len(b.Script.Blocks) {
					out[next] = append(out[next], [2]int{0, 0})
				}
				continue
			case !ok:
				continue
			case c.Kind == compare.Edited && len(c.Words) > 0:
				out[at] = append(out[at], edited(b.Script.Blocks[at].Text, c.Words)...)
			default:
				out[at] = append(out[at], [2]int{0, utf8.RuneCountInString(b.Script.Blocks[at].Text) + 1})
			}
			next = at
		}
	}
	list(r.Front, -1)
	for _, sc := range r.Scenes {
		end := earlier.next(sc.ID, index)
		if at, ok := index[sc.ID]; ok {
			end = b.endOf(at)
			if sc.Has(compare.Retitled) || sc.Has(compare.Omitted) || sc.Has(compare.Renumbered) {
				out[at] = append(out[at], [2]int{0, utf8.RuneCountInString(b.Script.Blocks[at].Text) + 1})
			}
		}
		list(sc.Blocks, end)
	}
	return out
}

// next is the heading, in a later draft with these block indexes, of the first
// scene after the given one that lives on; -1 when none does.
func (b *Book) next(scene string, index map[string]int) int {
	passed := false
	for i := range b.list {
		if passed {
			if at, ok := index[b.list[i].ID]; ok {
				return at
			}
		}
		passed = passed || b.list[i].ID == scene
	}
	return -1
}

// endOf is the last printed block of the scene that begins at a block: words
// taken out at its end are marked there.
func (b *Book) endOf(start int) int {
	for i := range b.list {
		if b.list[i].Start == start {
			for k := b.list[i].End - 1; k > start; k-- {
				if b.first[k] >= 0 {
					return k
				}
			}
		}
	}
	return start
}

func (b *Book) sceneOfBlock() []int {
	out := make([]int, len(b.Script.Blocks))
	scene := -1
	for i := range out {
		if b.Script.Blocks[i].Type == screenplay.SceneHeading {
			scene++
		}
		out[i] = scene
	}
	return out
}

// edited gives the stretches of the later text that came in, and the places where
// words went out.
func edited(text string, words []compare.WordEdit) ranges {
	length, at := utf8.RuneCountInString(text), 0
	var out ranges
	for _, w := range words {
		n := utf8.RuneCountInString(w.Text)
		switch w.Op {
		case "in":
			out = append(out, [2]int{at, at + n})
			at += n
		case "out":
			place := max(min(at, length-1), 0)
			out = append(out, [2]int{place, place})
		default:
			at += n
		}
	}
	return out
}
