package adaptation

import (
	"cmp"
	"fmt"
	"slices"

	"backlot/film/pages"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Verdicts on a passage, beside those of production.Adaptation. A passage in two
// scenes has the first of these that any of its links says.
const (
	open  = "open"  // nobody has said what becomes of it, or its scene is omitted
	empty = "empty" // text that no passage covers
)

var rank = []string{"kept", "changed", "moved", "merged", "cut"}

// LinkRow is what became of a passage, in one scene or beat.
type LinkRow struct {
	ID      graph.ID `json:"id"`
	Passage graph.ID `json:"passage"`
	Change  string   `json:"change"`
	Scene   graph.ID `json:"scene"`
	Number  string   `json:"number"` // of the scene
	Card    graph.ID `json:"card"`
	Beat    string   `json:"beat"` // words of the card
	Reason  string   `json:"reason"`
	Omitted bool     `json:"omitted"` // the scene was taken out of the script: the passage is told nowhere here
}

// PassageRow is a passage with its verdict.
type PassageRow struct {
	ID graph.ID `json:"id"`
	production.Passage
	Verdict string    `json:"verdict"` // kept, changed, moved, merged, cut, or open
	Links   []LinkRow `json:"links"`
}

// SceneRow is a scene of the script with where it comes from.
type SceneRow struct {
	ID       graph.ID `json:"id"`
	Number   string   `json:"number"`
	Heading  string   `json:"heading"`
	Synopsis string   `json:"synopsis"`
	Length   string   `json:"length"` // in pages, "1 3/8"
	Omitted  bool     `json:"omitted"`
	// Origin is "source" when a passage is told in it, "invented" when somebody
	// said so, "other" when it comes from another source, else "candidate": a scene
	// without source that nobody judged.
	Origin   string   `json:"origin"`
	Link     graph.ID `json:"link"`   // the record that says it is invented
	Reason   string   `json:"reason"` // why it is invented
	Passages int      `json:"passages"`

	seconds int
}

// CardRow is a beat of the board that has no scene yet.
type CardRow struct {
	ID   graph.ID `json:"id"`
	Text string   `json:"text"`
	Lane string   `json:"lane"`
}

// mapping is the source map as records say it.
type mapping struct {
	passages []PassageRow // in the order of the source
	scenes   []SceneRow   // in the order of the script
	cards    []CardRow
}

// mapOf reads the passages of a source with their links, and all scenes.
func mapOf(v graph.View, src graph.ID) mapping {
	var m mapping
	scenes := map[graph.ID]int{}
	m.scenes = scenesOf(v)
	for i, sc := range m.scenes {
		scenes[sc.ID] = i
	}
	for id, p := range graph.Referring[production.Passage](v, src, "source") {
		m.passages = append(m.passages, PassageRow{ID: id, Passage: p, Links: []LinkRow{}})
	}
	slices.SortStableFunc(m.passages, func(a, b PassageRow) int { return inSource(a.Passage, b.Passage) })
	for i := range m.passages {
		p := &m.passages[i]
		for id, a := range graph.Referring[production.Adaptation](v, p.ID, "passage") {
			link := linkOf(v, id, a)
			p.Links = append(p.Links, link)
			if at, ok := scenes[link.Scene]; ok && !link.Omitted {
				m.scenes[at].Passages++
				m.scenes[at].Origin = "source"
			}
		}
		p.Verdict = verdict(p.Links)
	}
	for id, a := range graph.All[production.Adaptation](v) {
		at, ok := scenes[a.Scene.ID]
		if !ok {
			continue
		}
		sc := &m.scenes[at]
		switch p, ok := graph.Get[production.Passage](v, a.Passage.ID); {
		case a.Change == "invented":
			sc.Link, sc.Reason = id, a.Reason
			if sc.Origin != "source" {
				sc.Origin = "invented"
			}
		case ok && p.Source.ID != src && sc.Origin == "candidate":
			sc.Origin = "other"
		}
	}
	m.cards = cardsOf(v)
	return m
}

// inSource orders passages as a reader meets them; those anchored by hand go by
// issue, page and panel.
func inSource(a, b production.Passage) int {
	return cmp.Or(cmp.Compare(a.Chapter, b.Chapter), cmp.Compare(a.StartRune, b.StartRune), cmp.Compare(a.Issue, b.Issue),
		cmp.Compare(a.Page, b.Page), cmp.Compare(a.Panel, b.Panel), cmp.Compare(a.Order, b.Order))
}

func linkOf(v graph.View, id graph.ID, a production.Adaptation) LinkRow {
	link := LinkRow{ID: id, Passage: a.Passage.ID, Change: a.Change, Scene: a.Scene.ID, Card: a.Card.ID, Reason: a.Reason}
	if c, ok := graph.Get[production.Card](v, a.Card.ID); ok {
		link.Beat = cmp.Or(c.Title, c.Text)
		if link.Scene.IsZero() {
			link.Scene = sceneOfCard(v, a.Card.ID)
		}
	}
	if sc, ok := graph.Get[production.Scene](v, link.Scene); ok {
		link.Number, link.Omitted = sc.Number, sc.Omitted
	}
	return link
}

// sceneOfCard is the first scene that grew out of a beat, or zero.
func sceneOfCard(v graph.View, card graph.ID) graph.ID {
	for _, l := range graph.Referring[production.CardLink](v, card, "card") {
		if _, ok := graph.Get[production.Scene](v, l.To.ID); ok {
			return l.To.ID
		}
	}
	return graph.ID{}
}

// verdict is the strongest of the links that hold.
func verdict(links []LinkRow) string {
	for _, change := range rank {
		for _, l := range links {
			if l.Change == change && !l.Omitted {
				return change
			}
		}
	}
	return open
}

func scenesOf(v graph.View) []SceneRow {
	type keyed struct {
		order string
		row   SceneRow
	}
	var list []keyed
	for id, sc := range graph.All[production.Scene](v) {
		seconds := sc.EstimatedSeconds
		if seconds == 0 {
			seconds = int(sc.LengthEighths) * 60 / 8 // a page is a minute
		}
		list = append(list, keyed{sc.Order, SceneRow{ID: id, Number: sc.Number, Heading: sc.Heading, Synopsis: sc.Synopsis,
			Length: pages.Eighths(sc.LengthEighths).String(), Omitted: sc.Omitted, Origin: "candidate", seconds: seconds}})
	}
	slices.SortStableFunc(list, func(a, b keyed) int { return cmp.Compare(a.order, b.order) })
	out := make([]SceneRow, len(list))
	for i, k := range list {
		out[i] = k.row
	}
	return out
}

func cardsOf(v graph.View) []CardRow {
	type keyed struct {
		key string
		row CardRow
	}
	var list []keyed
	for id, c := range graph.All[production.Card](v) {
		if lane, ok := graph.Get[production.Lane](v, c.Lane.ID); ok && c.Status != "out" && sceneOfCard(v, id).IsZero() {
			list = append(list, keyed{lane.Order + " " + c.Order, CardRow{ID: id, Text: cmp.Or(c.Title, c.Text), Lane: lane.Name}})
		}
	}
	slices.SortStableFunc(list, func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
	out := make([]CardRow, len(list))
	for i, k := range list {
		out[i] = k.row
	}
	return out
}

// Event is a passage that a scene tells, with its place on both sides.
type Event struct {
	Passage graph.ID `json:"passage"`
	Label   string   `json:"label"`
	Scene   string   `json:"scene"` // number
	InBook  int      `json:"in_book"`
	InFilm  int      `json:"in_film"`
	Moved   bool     `json:"moved"` // it stands out of the book's order
}

// events lists what the script tells, in the order of the book, each passage at
// its first scene. Moved are the fewest that would have to go back for the rest to
// stand in the book's order.
func (m mapping) events() []Event {
	place := map[graph.ID]int{}
	for i, sc := range m.scenes {
		place[sc.ID] = i
	}
	out := []Event{}
	for _, p := range m.passages {
		at, number := -1, ""
		for _, l := range p.Links {
			i, ok := place[l.Scene]
			if ok && !l.Omitted && l.Change != "cut" && (at < 0 || i < at) {
				at, number = i, l.Number
			}
		}
		if at >= 0 {
			out = append(out, Event{Passage: p.ID, Label: label(p.Passage), Scene: number, InBook: len(out), InFilm: at})
		}
	}
	for i := range out {
		out[i].Moved = true
	}
	for _, i := range longestRise(out) {
		out[i].Moved = false
	}
	return out
}

// longestRise gives the indices of a longest run of events that keep the book's order.
func longestRise(list []Event) []int {
	var tops []int
	prev := make([]int, len(list))
	for i, e := range list {
		at, _ := slices.BinarySearchFunc(tops, e.InFilm+1, func(top, want int) int { return cmp.Compare(list[top].InFilm, want) })
		prev[i] = -1
		if at > 0 {
			prev[i] = tops[at-1]
		}
		if at == len(tops) {
			tops = append(tops, i)
		} else {
			tops[at] = i
		}
	}
	if len(tops) == 0 {
		return nil
	}
	var out []int
	for i := tops[len(tops)-1]; i >= 0; i = prev[i] {
		out = append(out, i)
	}
	return out
}

// label is how people call a passage: its summary, else its first words.
func label(p production.Passage) string {
	text := cmp.Or(p.Summary, p.Quote, p.Locator)
	if r := []rune(text); len(r) > 70 {
		return string(r[:69]) + "…"
	}
	return text
}

// locator is the place of a passage that has a text: chapter and paragraph.
func locator(chapter, paragraph int) string { return fmt.Sprintf("ch. %d, ¶ %d", chapter, paragraph) }

// panelLocator is the place of a passage that is anchored by hand.
func panelLocator(p production.Passage) string {
	out := fmt.Sprintf("p. %d", p.Page)
	if p.Issue != "" {
		out = p.Issue + ", " + out
	}
	switch {
	case p.PanelTo > p.Panel:
		out += fmt.Sprintf(", panels %d–%d", p.Panel, p.PanelTo)
	case p.Panel > 0:
		out += fmt.Sprintf(", panel %d", p.Panel)
	}
	return out
}
