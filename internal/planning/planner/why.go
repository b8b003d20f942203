package planner

import (
	"context"
	"fmt"
	"slices"
	"time"

	"backlot/film/strips/board"
	"backlot/film/strips/explain"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// explainTime is how long is searched for facts in conflict.
const explainTime = 10 * time.Second

// reasons says of the moves between two boards which cost or rule they serve, in the terms of the
// later one. Scenes that only one of the two has are told by the moves alone.
func (s *service) reasons(v graph.View, was, now *Reading) ([]Serving, error) {
	known := map[string]*board.Scene{}
	for i := range now.Case.Scenes {
		known[now.Case.Scenes[i].ID] = &now.Case.Scenes[i]
	}
	before := &board.Board{Schema: board.Schema, Case: was.Board.Case}
	for _, d := range was.Board.Days {
		kept := d
		kept.Scenes = nil
		for _, id := range d.Scenes {
			if known[id] != nil {
				kept.Scenes = append(kept.Scenes, id)
			}
		}
		before.Days = append(before.Days, kept)
	}
	list, err := explain.Moves(now.Case, before, now.Board)
	if err != nil {
		return nil, fmt.Errorf("explain the moves of %s: %w", now.Case.Title, err)
	}
	a := v.Audience()
	priced := a.All || a.Has(production.RightDeals)
	out := make([]Serving, 0, len(list))
	for _, r := range list {
		one := Serving{Strips: []graph.ID{}, Numbers: []string{}, Text: r.Text}
		for _, id := range r.Scenes {
			one.Strips = append(one.Strips, graph.MustID(id))
			one.Numbers = append(one.Numbers, known[id].Number)
		}
		if priced {
			delta := now.Money(r.Delta)
			one.Delta = &delta
		}
		out = append(out, one)
	}
	return out, nil
}

// conflict finds facts that cannot hold together, in what the asker may know.
func (x *searching) conflict(ctx context.Context) error {
	r, err := x.s.Read(x.told, x.in.Board)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, explainTime)
	defer cancel()
	x.run.Progress(0.99, "Looking for what stands in the way")
	v, err := explain.Conflict(ctx, r.Case)
	if err != nil {
		return err
	}
	x.out.Conflict, x.out.Proved = r.facts(x.told, v.Facts), v.Proved && v.Minimal
	for _, more := range v.More {
		x.out.Further = append(x.out.Further, ConflictSet{Text: more.Text, Facts: r.facts(x.told, more.Facts)})
	}
	x.out.Reason = v.Text
	return nil
}

// facts names the record at which each fact can be changed.
func (r *Reading) facts(v graph.View, list []explain.Fact) []ConflictFact {
	out := make([]ConflictFact, 0, len(list))
	for _, f := range list {
		one := ConflictFact{Text: f.Text}
		if i := slices.IndexFunc(r.Case.Places, func(p board.Place) bool { return p.ID == f.ID }); f.Kind == explain.Permit && i >= 0 && slices.Equal(r.Case.Places[i].Permit, []board.Span{never}) {
			one.Text = fmt.Sprintf("No permit for %s is granted.", r.Case.Places[i].Name)
		}
		if id, err := graph.ParseID(f.ID); err == nil {
			if scene, ok := r.strips[f.ID]; ok && f.Kind != explain.Pinned {
				id = scene
			}
			if rec, ok := v.Record(id); ok {
				one.Record, one.Kind = id, rec.Kind
			}
		}
		out = append(out, one)
	}
	return out
}
