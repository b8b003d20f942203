package disruption

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"backlot/film/civil"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Choices is what a report can name.
type Choices struct {
	Boards []Choice   `json:"boards" doc:"The one that is shot first"`
	Places []Choice   `json:"places" doc:"Of the board, and places they lie in"`
	People []Choice   `json:"people" doc:"Engagements of the board, by name"`
	Strips []Choice   `json:"strips" doc:"In shooting order"`
	New    []Choice   `json:"new" doc:"Scenes of the script without a strip on the board, or in its boneyard"`
	First  civil.Date `json:"first,omitzero" doc:"First day of the board"`
	Last   civil.Date `json:"last,omitzero"`
}

// Choice is one thing that can be named.
type Choice struct {
	ID   graph.ID   `json:"id"`
	Name string     `json:"name"`
	Note string     `json:"note,omitempty"`
	Date civil.Date `json:"date,omitzero"`
}

type choicesIn struct {
	Board graph.Ref[production.Board] `query:"board" doc:"Left out: the board that is shot"`
}

func (s *service) choices(_ context.Context, v graph.View, in choicesIn) (Choices, error) {
	out := Choices{Boards: []Choice{}, Places: []Choice{}, People: []Choice{}, Strips: []Choice{}, New: []Choice{}}
	board := in.Board.ID
	for id, b := range graph.All[production.Board](v) {
		one := Choice{ID: id, Name: b.Name}
		if b.Current {
			out.Boards = append([]Choice{one}, out.Boards...)
			board = cmp.Or(board, id)
		} else {
			out.Boards = append(out.Boards, one)
		}
	}
	if board.IsZero() {
		return out, nil
	}
	c, b, err := s.Planner.Case(v, board)
	if fault.Is(err, fault.Conflict) || fault.Is(err, fault.NotFound) {
		return out, nil // a board without dates: nothing of it can be hit yet
	}
	if err != nil {
		return out, err
	}
	scenes := sceneIndex(c)
	for _, day := range b.Days {
		if out.First.IsZero() {
			out.First = day.Date
		}
		out.Last = day.Date
		for _, id := range day.Scenes {
			sid, _ := graph.ParseID(id)
			out.Strips = append(out.Strips, Choice{sid, scenes[id].Number + " " + scenes[id].Set, "", day.Date})
		}
	}
	for _, p := range c.People {
		if id, err := graph.ParseID(p.ID); err == nil {
			if _, ok := graph.Get[production.Engagement](v, id); ok {
				out.People = append(out.People, Choice{ID: id, Name: p.Name})
			}
		}
	}
	seen := map[graph.ID]bool{}
	for _, p := range c.Places {
		id, err := graph.ParseID(p.ID)
		for range 8 {
			rec, ok := graph.Get[production.Place](v, id)
			if err != nil || !ok || seen[id] {
				break
			}
			seen[id] = true
			out.Places = append(out.Places, Choice{ID: id, Name: rec.Name, Note: rec.City})
			id = rec.Within.ID
		}
	}
	out.New = unplanned(v, board)
	byName := func(a, b Choice) int { return strings.Compare(a.Name, b.Name) }
	slices.SortFunc(out.People, byName)
	slices.SortFunc(out.Places, byName)
	return out, nil
}

// unplanned lists scenes of the script that stand on no day of a board.
func unplanned(v graph.View, board graph.ID) []Choice {
	stands := map[graph.ID]bool{}
	for _, st := range graph.Referring[production.Strip](v, board, "board") {
		stands[st.Scene.ID] = stands[st.Scene.ID] || !st.Boneyard
	}
	out := []Choice{}
	for id, sc := range graph.All[production.Scene](v) {
		if !stands[id] && !sc.Omitted {
			out = append(out, Choice{ID: id, Name: strings.TrimSpace(sc.Number + " " + cmp.Or(sc.SetName, sc.Heading))})
		}
	}
	slices.SortFunc(out, func(a, b Choice) int { return cmp.Or(len(a.Name)-len(b.Name), strings.Compare(a.Name, b.Name)) })
	return out
}
