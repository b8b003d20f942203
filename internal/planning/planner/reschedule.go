package planner

import (
	"fmt"
	"slices"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// RescheduleIn puts a strip on a date, which need not have a day on the board yet.
type RescheduleIn struct {
	Strip graph.Ref[production.Strip] `json:"strip"`
	Date  civil.Date                  `json:"date"`
	After graph.ID                    `json:"after,omitzero" doc:"Strip of that day it stands behind; empty is the beginning of the day"`
}

// Reschedule moves a strip to a date of the unit's calendar. Days that the board has not got yet are
// made, with empty ones for the working days between.
func (p Planner) Reschedule(v graph.View, ids graph.IDs, boardID graph.ID, in RescheduleIn) (graph.Change, error) {
	rec, ok := graph.Get[production.Strip](v, in.Strip.ID)
	if !ok || rec.Board.ID != boardID {
		return graph.Change{}, fault.At("body.strip", "strip %s is not on this board", in.Strip.ID)
	}
	spare := graph.ID{}
	if rec.Boneyard {
		spare = in.Strip.ID
	}
	r, err := p.readWith(v, boardID, spare)
	if err != nil {
		return graph.Change{}, err
	}
	id := in.Strip.ID.String()
	if _, ok := r.strips[id]; !ok {
		return graph.Change{}, fault.At("body.strip", "strip %s has no scene of the script: move it by hand", id)
	}
	if !slices.ContainsFunc(r.Case.Days, func(d board.Day) bool { return d.Date == in.Date }) {
		return graph.Change{}, fault.At("body.date", "%s is no shooting day of the unit: want a working day of its calendar up to two weeks after the board", in.Date)
	}
	if f := r.Case.Frozen; !f.IsZero() && (!in.Date.After(f) || r.shotBy(id, f)) {
		return graph.Change{}, fault.New(fault.Conflict, "days up to %s are called or shot: they stay as they are", f)
	}
	next, err := put(r.Board, r.Unit, id, in)
	if err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(ids, fmt.Sprintf("Move scene %s to %s", r.sceneOf(id).Number, in.Date.Format("Mon 2 Jan")))
	if err := p.Place(v, boardID, next, e); err != nil {
		return graph.Change{}, err
	}
	return e.Change()
}

// shotBy says whether a scene stands on a day up to a date.
func (r *Reading) shotBy(id string, date civil.Date) bool {
	return slices.ContainsFunc(r.Board.Days, func(d board.DayPlan) bool { return !d.Date.After(date) && slices.Contains(d.Scenes, id) })
}

// put is the board with a scene on a date, behind a strip of that day.
func put(b *board.Board, unit, id string, in RescheduleIn) (*board.Board, error) {
	out := &board.Board{Schema: b.Schema, Case: b.Case}
	there := false
	for _, d := range b.Days {
		d.Scenes = slices.DeleteFunc(slices.Clone(d.Scenes), func(s string) bool { return s == id })
		if d.Date == in.Date {
			there = true
			at := 0
			if !in.After.IsZero() {
				at = slices.Index(d.Scenes, in.After.String()) + 1
				if at == 0 {
					return nil, fault.At("body.after", "strip %s does not stand on %s", in.After, in.Date)
				}
			}
			d.Scenes = slices.Insert(d.Scenes, at, id)
		}
		out.Days = append(out.Days, d)
	}
	if !there {
		out.Days = append(out.Days, board.DayPlan{Unit: unit, Date: in.Date, Scenes: []string{id}})
		slices.SortStableFunc(out.Days, func(a, b board.DayPlan) int { return a.Date.Compare(b.Date) })
	}
	return out, nil
}
