package room

import (
	"fmt"
	"testing"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// season fills the sample's room up to a season: ten cards an act, two scenes a card, eight uses a scene.
func (s *sample) season() {
	e := s.edit("A season")
	var things []graph.ID
	for i := range 200 {
		things = append(things, graph.Add(e, production.Element{Name: fmt.Sprintf("Thing %d", i), Category: "prop"}))
	}
	n := 0
	for _, lane := range s.lanes {
		for i, k := range graph.Orders(30) {
			card := graph.Add(e, production.Card{Title: fmt.Sprintf("Beat %d", n), Lane: graph.To[production.Lane](lane), Order: k, Status: statusIn, Arc: graph.To[production.Arc](s.arcs["The wreck"])})
			for j := range 2 {
				scene := graph.Add(e, production.Scene{Number: fmt.Sprintf("%d%c", n, 'A'+j), Order: k, LengthEighths: 8, SetName: fmt.Sprintf("SET %d", i)})
				graph.Add(e, production.CardLink{Card: graph.To[production.Card](card), To: graph.To[graph.Any](scene)})
				for u := range 8 {
					graph.Add(e, production.Use{Scene: graph.To[production.Scene](scene), Element: graph.To[production.Element](things[(n*7+j*3+u*11)%len(things)])})
				}
			}
			n++
		}
	}
	s.commit(e)
}

// BenchmarkSeason reads the board of a season of 360 cards, 720 scenes and 5,760 uses, as the page asks for it.
func BenchmarkSeason(b *testing.B) {
	t := &testing.T{}
	s := newSample(t)
	s.season()
	v := s.as(leadAccount)
	srv := &service{ids: s.ids, plan: s.plan}
	for b.Loop() {
		book, l := srv.read(v)
		if _, err := book.answer(scope{by: bySeason}, l); err != nil {
			b.Fatal(err)
		}
	}
}
