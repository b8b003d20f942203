package adaptation

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"backlot/film/source"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// quoteRunes is how much of a passage is kept as its quote. All of it stays in the
// text; the quote is for lists and paper.
const quoteRunes = 1200

// anchored makes a passage of a stretch of the text.
func anchored(t *source.Text, src graph.ID, a source.Anchor) (production.Passage, error) {
	if a.Chapter < 1 || a.Chapter > len(t.Chapters) {
		return production.Passage{}, fault.At("body.chapter", "chapter %d: the text has chapters 1 to %d", a.Chapter, len(t.Chapters))
	}
	words := t.Quote(a)
	if source.Words(words) == 0 {
		return production.Passage{}, fault.At("body.start", "runes %d to %d of chapter %d hold no words: want a stretch of its text", a.Start, a.End, a.Chapter)
	}
	before := t.Quote(source.Anchor{Chapter: a.Chapter, Start: 0, End: a.Start})
	return production.Passage{Source: graph.To[production.Source](src), Chapter: a.Chapter, StartRune: a.Start, EndRune: a.End,
		Quote: shorten(words), Words: source.Words(words), Locator: locator(a.Chapter, 1+strings.Count(before, "\n"))}, nil
}

// shorten leaves out the middle of a long passage.
func shorten(words string) string {
	r := []rune(words)
	if len(r) <= quoteRunes {
		return words
	}
	return string(r[:quoteRunes*2/3]) + " … " + string(r[len(r)-quoteRunes/3:])
}

// place gives a passage its order key among the others of its source.
func place(v graph.View, p production.Passage) string {
	before, after := "", ""
	var list []production.Passage
	for _, other := range graph.Referring[production.Passage](v, p.Source.ID, "source") {
		list = append(list, other)
	}
	slices.SortStableFunc(list, inSource)
	for _, other := range list {
		if q := p; inSource(other, q) <= 0 {
			before = max(before, other.Order)
		} else if after == "" || other.Order < after {
			after = other.Order
		}
	}
	return graph.Between(before, after)
}

type verdictIn struct {
	Passages []graph.ID `json:"passages,omitempty" doc:"Passages it is said of; none for an invented scene" maxItems:"200"`
	Change   string     `json:"change" enum:"kept,merged,moved,cut,changed,invented"`
	Scene    graph.ID   `json:"scene,omitzero" doc:"Scene they became"`
	Card     graph.ID   `json:"card,omitzero" doc:"Beat they became, when there is no scene yet"`
	Reason   string     `json:"reason,omitempty"`
}

// judge says what became of passages. A passage is told or cut, never both: a cut
// takes its links away, a scene takes the cut away. Said again of the same scene,
// the verdict changes.
func judge(e *graph.Edit, v graph.View, in verdictIn) error {
	if in.Change == "invented" {
		return invent(e, v, in)
	}
	if len(in.Passages) == 0 {
		return fault.At("body.passages", "no passage: choose what is %s", in.Change)
	}
	if in.Change == "cut" {
		in.Scene, in.Card = graph.ID{}, graph.ID{}
	} else if err := target(v, in); err != nil {
		return err
	}
	for _, id := range in.Passages {
		if _, ok := graph.Get[production.Passage](v, id); !ok {
			return fault.New(fault.NotFound, "no passage %s", id)
		}
		said := false
		for link, a := range graph.Referring[production.Adaptation](v, id, "passage") {
			switch {
			case a.Scene.ID == in.Scene && a.Card.ID == in.Card:
				said = true
				graph.Update(e, link, func(a *production.Adaptation) { a.Change, a.Reason = in.Change, cmp.Or(in.Reason, a.Reason) })
			case in.Change == "cut" || a.Change == "cut":
				e.Delete(link)
			}
		}
		if !said {
			graph.Add(e, production.Adaptation{Passage: graph.To[production.Passage](id), Scene: graph.To[production.Scene](in.Scene), Card: graph.To[production.Card](in.Card), Change: in.Change, Reason: in.Reason})
		}
	}
	return nil
}

// target checks that a scene or beat is named and known.
func target(v graph.View, in verdictIn) error {
	if in.Scene.IsZero() == in.Card.IsZero() {
		return fault.At("body.scene", "%s where: name the scene, or the beat when there is no scene yet", in.Change)
	}
	if _, ok := graph.Get[production.Scene](v, in.Scene); !ok && !in.Scene.IsZero() {
		return fault.At("body.scene", "no scene %s", in.Scene)
	}
	if _, ok := graph.Get[production.Card](v, in.Card); !ok && !in.Card.IsZero() {
		return fault.At("body.card", "no beat %s", in.Card)
	}
	return nil
}

func invent(e *graph.Edit, v graph.View, in verdictIn) error {
	if len(in.Passages) > 0 {
		return fault.At("body.passages", "an invented scene comes from no passage: leave them out, or say kept, changed, moved or merged")
	}
	if err := target(v, in); err != nil {
		return err
	}
	field, at := "scene", in.Scene
	if at.IsZero() {
		field, at = "card", in.Card
	}
	for link, a := range graph.Referring[production.Adaptation](v, at, field) {
		if a.Change == "invented" {
			graph.Update(e, link, func(a *production.Adaptation) { a.Reason = cmp.Or(in.Reason, a.Reason) })
			return nil
		}
		if sc, ok := graph.Get[production.Scene](v, in.Scene); ok && !sc.Omitted && !a.Passage.IsZero() {
			return fault.New(fault.Conflict, "scene %s tells passages of the source: take their links away before it is called invented", sc.Number)
		}
	}
	graph.Add(e, production.Adaptation{Scene: graph.To[production.Scene](in.Scene), Card: graph.To[production.Card](in.Card), Change: "invented", Reason: in.Reason})
	return nil
}

// verdictTitle is the sentence of the change.
func verdictTitle(v graph.View, in verdictIn) string {
	where := v.Label(cmp.Or(in.Scene, in.Card))
	switch {
	case in.Change == "invented":
		return "Say that " + where + " is invented"
	case in.Change == "cut":
		return fmt.Sprintf("Cut %s of the source", count(len(in.Passages), "passage"))
	}
	return fmt.Sprintf("Say that %s of the source: %s in %s", count(len(in.Passages), "passage"), in.Change, where)
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
