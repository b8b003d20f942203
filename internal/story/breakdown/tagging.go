package breakdown

import (
	"strings"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Span is words of the script: a stretch of a paragraph, in runes.
type Span struct {
	Block graph.Ref[production.Block] `json:"block"`
	Start int                         `json:"start" minimum:"0"`
	End   int                         `json:"end" minimum:"1"`
}

// words reads the text under a span.
func (s Span) words(v graph.View) (production.Block, string, error) {
	b, ok := graph.Get[production.Block](v, s.Block.ID)
	if !ok {
		return b, "", fault.At("body.block", "no paragraph %s", s.Block)
	}
	runes := []rune(b.Text)
	if s.Start >= s.End || s.End > len(runes) {
		return b, "", fault.At("body.end", "span %d to %d: the paragraph has characters 0 to %d", s.Start, s.End, len(runes))
	}
	return b, string(runes[s.Start:s.End]), nil
}

// Meaning is what a tag says the words are: an element that exists, or a new one.
type Meaning struct {
	Element  graph.Ref[production.Element] `json:"element,omitzero"`
	Name     string                        `json:"name,omitempty" doc:"Name of a new element; the words themselves when left out"`
	Category string                        `json:"category,omitempty"`
}

// resolve finds the element meant: by id, else by name in its category, else it
// is made.
func (m Meaning) resolve(e *graph.Edit, v graph.View, words string) (graph.ID, error) {
	if !m.Element.IsZero() {
		if _, ok := graph.Get[production.Element](v, m.Element.ID); !ok {
			return graph.ID{}, fault.At("body.element", "no element %s", m.Element)
		}
		return m.Element.ID, nil
	}
	name := strings.Join(strings.Fields(m.Name), " ")
	if name == "" {
		name = strings.Join(strings.Fields(words), " ")
	}
	if m.Category == "" || name == "" {
		return graph.ID{}, fault.At("body.category", "say which element is meant, or give a category and a name for a new one")
	}
	for id, el := range graph.All[production.Element](v) {
		if el.Category == m.Category && (strings.EqualFold(el.Name, name) || el.Aliases[strings.ToUpper(name)]) && el.MergedInto.IsZero() {
			return id, nil
		}
	}
	return graph.Add(e, production.Element{Name: name, Category: m.Category}), nil
}

// tag marks words as meaning an element, puts the element into the scene, and
// gives its id.
func tag(e *graph.Edit, v graph.View, span Span, m Meaning) (graph.ID, error) {
	b, words, err := span.words(v)
	if err != nil {
		return graph.ID{}, err
	}
	element := m.Element.ID
	if !e.Made(element) {
		if element, err = m.resolve(e, v, words); err != nil {
			return graph.ID{}, err
		}
	}
	for id, t := range graph.Referring[production.Tag](v, span.Block.ID, "block") {
		if t.StartRune == span.Start && t.EndRune == span.End && t.Status != "lost" {
			if t.Status == "accepted" && t.Element.ID == element {
				return graph.ID{}, fault.New(fault.Conflict, "%q is tagged so already", words)
			}
			e.Delete(id)
		}
	}
	graph.Add(e, production.Tag{Block: span.Block, StartRune: span.Start, EndRune: span.End, Text: words,
		Element: graph.To[production.Element](element), Status: "accepted"})
	if !b.Scene.IsZero() {
		use(e, v, b.Scene.ID, element, production.Use{Block: span.Block, Source: "tag"})
	}
	return element, nil
}

// use puts an element into a scene unless it is there.
func use(e *graph.Edit, v graph.View, scene, element graph.ID, u production.Use) {
	for _, old := range graph.Referring[production.Use](v, scene, "scene") {
		if old.Element.ID == element {
			return
		}
	}
	u.Scene, u.Element = graph.To[production.Scene](scene), graph.To[production.Element](element)
	graph.Add(e, u)
}

// untag removes a tag; the element leaves the scene with the last tag that
// brought it there.
func untag(e *graph.Edit, v graph.View, id graph.ID) error {
	t, ok := graph.Get[production.Tag](v, id)
	if !ok {
		return fault.New(fault.NotFound, "no tag %s", id)
	}
	e.Delete(id)
	b, _ := graph.Get[production.Block](v, t.Block.ID)
	for other, o := range graph.Referring[production.Tag](v, t.Element.ID, "element") {
		ob, _ := graph.Get[production.Block](v, o.Block.ID)
		if other != id && o.Status == "accepted" && ob.Scene == b.Scene {
			return nil
		}
	}
	for useID, u := range graph.Referring[production.Use](v, t.Element.ID, "element") {
		if u.Scene == b.Scene && u.Source == "tag" {
			e.Delete(useID)
		}
	}
	return nil
}

// merge makes one element stand for another: its uses and tags move over, its
// name becomes an alias.
func merge(e *graph.Edit, v graph.View, from, into graph.ID) error {
	a, okA := graph.Get[production.Element](v, from)
	b, okB := graph.Get[production.Element](v, into)
	if !okA || !okB || from == into {
		return fault.At("body.into", "want two different elements to merge")
	}
	has := map[graph.ID]bool{}
	for _, u := range graph.Referring[production.Use](v, into, "element") {
		has[u.Scene.ID] = true
	}
	for id, u := range graph.Referring[production.Use](v, from, "element") {
		if has[u.Scene.ID] {
			e.Delete(id)
			continue
		}
		graph.Update(e, id, func(u *production.Use) { u.Element = graph.To[production.Element](into) })
	}
	for id := range graph.Referring[production.Tag](v, from, "element") {
		graph.Update(e, id, func(t *production.Tag) { t.Element = graph.To[production.Element](into) })
	}
	graph.Update(e, into, func(el *production.Element) {
		aliases := map[string]bool{strings.ToUpper(a.Name): true}
		for alias := range b.Aliases {
			aliases[alias] = true
		}
		for alias := range a.Aliases {
			aliases[alias] = true
		}
		el.Aliases = aliases
	})
	graph.Update(e, from, func(el *production.Element) { el.MergedInto = graph.To[production.Element](into) })
	return nil
}
