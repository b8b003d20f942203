package adaptation

import (
	"cmp"
	"maps"
	"slices"

	"backlot/film/source"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Shares counts words by what became of them. A source that was anchored by hand
// has no words; there the passages are counted.
type Shares struct {
	Kept    int `json:"kept"`
	Changed int `json:"changed"`
	Moved   int `json:"moved"`
	Merged  int `json:"merged"`
	Cut     int `json:"cut"`
	Open    int `json:"open"`  // in passages without a verdict
	Empty   int `json:"empty"` // in no passage
}

func (s *Shares) add(verdict string, n int) {
	switch verdict {
	case "kept":
		s.Kept += n
	case "changed":
		s.Changed += n
	case "moved":
		s.Moved += n
	case "merged":
		s.Merged += n
	case "cut":
		s.Cut += n
	case open:
		s.Open += n
	default:
		s.Empty += n
	}
}

func (s Shares) total() int {
	return s.Kept + s.Changed + s.Moved + s.Merged + s.Cut + s.Open + s.Empty
}

// told is what the script tells in some form.
func (s Shares) told() int { return s.Kept + s.Changed + s.Moved + s.Merged }

// Run is a stretch of a chapter with one verdict, in words.
type Run struct {
	Verdict string `json:"verdict"`
	Words   int    `json:"words"`
}

// ChapterRow is what became of a chapter.
type ChapterRow struct {
	Number   int    `json:"number"`
	Title    string `json:"title"`
	Words    int    `json:"words"` // of a source anchored by hand: passages
	Passages int    `json:"passages"`
	Shares   Shares `json:"shares"`
	Runs     []Run  `json:"runs"` // in reading order: the heat strip
}

// PersonRow is somebody of the source and what became of them.
type PersonRow struct {
	ID graph.ID `json:"id"`
	production.SourcePerson
	// Fate is kept, merged, cut or open.
	Fate      string   `json:"fate"`
	Character string   `json:"character"` // of the script
	With      []string `json:"with"`      // others of the source in the same character
	Mentions  int      `json:"mentions"`
	Chapters  []int    `json:"chapters"` // numbers that name them
	Shares    Shares   `json:"shares"`   // of the mentions
	Scenes    int      `json:"scenes"`   // of the character in the script
}

// Runtime is the screen time by origin, in seconds; omitted scenes do not count.
type Runtime struct {
	FromSource   int `json:"from_source"`
	OtherSources int `json:"other_sources"`
	Invented     int `json:"invented"`
	Candidates   int `json:"candidates"` // without source, not judged
}

// Coverage is what the script makes of a source.
type Coverage struct {
	Name     string       `json:"name"`
	Counted  string       `json:"counted"` // "words", or "passages"
	Total    Shares       `json:"total"`
	Chapters []ChapterRow `json:"chapters"`
	People   []PersonRow  `json:"people"`
	NewFaces []string     `json:"new_faces"` // characters of the script that nobody in the source became
	Events   []Event      `json:"events"`
	Runtime  Runtime      `json:"runtime"`
	Invented []SceneRow   `json:"invented"`   // scenes said to be invented
	Unjudged []SceneRow   `json:"candidates"` // scenes without source that nobody judged
}

// coverageOf computes the coverage of a source with its text.
func coverageOf(v graph.View, id graph.ID, src production.Source, t *source.Text) Coverage {
	m := mapOf(v, id)
	c := Coverage{Name: src.Name, Counted: "words", Chapters: []ChapterRow{}, Events: m.events(), Invented: []SceneRow{}, Unjudged: []SceneRow{}}
	painted := paint(t, m.passages)
	for i, ch := range t.Chapters {
		if !ch.Matter {
			c.Chapters = append(c.Chapters, chapterRow(i+1, ch, painted[i]))
		}
	}
	if len(t.Chapters) == 0 {
		c.Counted = "passages"
		c.Chapters = byHand(m.passages)
	}
	byNumber := map[int]int{}
	for i, row := range c.Chapters {
		byNumber[row.Number] = i
		for _, r := range row.Runs {
			c.Total.add(r.Verdict, r.Words)
		}
	}
	for _, p := range m.passages {
		if at, ok := byNumber[p.Chapter]; ok && len(t.Chapters) > 0 {
			c.Chapters[at].Passages++
		}
	}
	c.People = people(v, id, t, painted)
	c.NewFaces = newFaces(v, c.People)
	for _, sc := range m.scenes {
		if sc.Omitted {
			continue
		}
		switch sc.Origin {
		case "source":
			c.Runtime.FromSource += sc.seconds
		case "invented":
			c.Runtime.Invented += sc.seconds
			c.Invented = append(c.Invented, sc)
		case "other":
			c.Runtime.OtherSources += sc.seconds
		default:
			c.Runtime.Candidates += sc.seconds
			c.Unjudged = append(c.Unjudged, sc)
		}
	}
	return c
}

// paint says of each rune of each chapter what became of it; where passages lie
// over each other, the one that keeps more wins.
func paint(t *source.Text, passages []PassageRow) [][]string {
	out := make([][]string, len(t.Chapters))
	for i, ch := range t.Chapters {
		out[i] = make([]string, len([]rune(ch.Text)))
	}
	strength := append(slices.Clone(rank), open, "")
	for _, p := range passages {
		if p.Chapter < 1 || p.Chapter > len(out) || p.Lost {
			continue
		}
		runes := out[p.Chapter-1]
		for i := p.StartRune; i < min(p.EndRune, len(runes)); i++ {
			if slices.Index(strength, p.Verdict) < slices.Index(strength, runes[i]) {
				runes[i] = p.Verdict
			}
		}
	}
	return out
}

func chapterRow(number int, ch source.Chapter, painted []string) ChapterRow {
	row := ChapterRow{Number: number, Title: ch.Title, Words: ch.Words, Runs: []Run{}}
	for _, start := range source.Starts(ch.Text) {
		what := cmp.Or(painted[start], empty)
		row.Shares.add(what, 1)
		if n := len(row.Runs); n > 0 && row.Runs[n-1].Verdict == what {
			row.Runs[n-1].Words++
			continue
		}
		row.Runs = append(row.Runs, Run{what, 1})
	}
	return row
}

// byHand groups passages of a comic by issue; each counts one.
func byHand(passages []PassageRow) []ChapterRow {
	out := []ChapterRow{}
	for _, p := range passages {
		if n := len(out); n == 0 || out[n-1].Title != p.Issue {
			out = append(out, ChapterRow{Number: n + 1, Title: p.Issue, Runs: []Run{}})
		}
		row := &out[len(out)-1]
		row.Words++
		row.Passages++
		row.Shares.add(p.Verdict, 1)
		row.Runs = append(row.Runs, Run{p.Verdict, 1})
	}
	return out
}

// people says what became of those whom the source names, most mentioned first.
func people(v graph.View, src graph.ID, t *source.Text, painted [][]string) []PersonRow {
	out := []PersonRow{}
	became := map[graph.ID][]string{}
	for id, p := range graph.Referring[production.SourcePerson](v, src, "source") {
		out = append(out, PersonRow{ID: id, SourcePerson: p, Fate: fate(p), With: []string{}, Chapters: []int{}})
		if !p.Element.IsZero() {
			became[p.Element.ID] = append(became[p.Element.ID], p.Name)
		}
	}
	for i := range out {
		p := &out[i]
		names := append([]string{p.Name}, slices.Sorted(maps.Keys(p.Aliases))...)
		chapters := map[int]bool{}
		for _, a := range t.Named(names) {
			p.Mentions++
			chapters[a.Chapter] = true
			p.Shares.add(cmp.Or(painted[a.Chapter-1][a.Start], empty), 1)
		}
		p.Chapters = append(p.Chapters, slices.Sorted(maps.Keys(chapters))...)
		if el, ok := graph.Get[production.Element](v, p.Element.ID); ok {
			p.Character = el.Name
			p.With = slices.DeleteFunc(slices.Clone(became[p.Element.ID]), func(n string) bool { return n == p.Name })
			p.Scenes = scenesWith(v, p.Element.ID)
		}
	}
	slices.SortStableFunc(out, func(a, b PersonRow) int { return cmp.Or(b.Mentions-a.Mentions, cmp.Compare(a.Name, b.Name)) })
	return out
}

// fate is what was said of a person; one who is a character and of whom nothing
// was said is kept.
func fate(p production.SourcePerson) string {
	switch {
	case p.Change != "":
		return p.Change
	case !p.Element.IsZero():
		return "kept"
	}
	return open
}

func scenesWith(v graph.View, element graph.ID) int {
	seen := map[graph.ID]bool{}
	for _, u := range graph.Referring[production.Use](v, element, "element") {
		if sc, ok := graph.Get[production.Scene](v, u.Scene.ID); ok && !sc.Omitted {
			seen[u.Scene.ID] = true
		}
	}
	return len(seen)
}

// newFaces are the speaking parts of the script that come from nobody in the
// source. A source without people says nothing about anybody.
func newFaces(v graph.View, people []PersonRow) []string {
	out := []string{}
	if len(people) == 0 {
		return out
	}
	for id, el := range graph.All[production.Element](v) {
		if el.Category != "character" || !el.MergedInto.IsZero() || scenesWith(v, id) == 0 {
			continue
		}
		if !slices.ContainsFunc(people, func(p PersonRow) bool { return p.Element.ID == id }) {
			out = append(out, el.Name)
		}
	}
	slices.Sort(out)
	return out
}
