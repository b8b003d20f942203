package board

import (
	"fmt"

	"backlot/film/civil"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// BoardIn changes a board itself. Fields left out stay.
type BoardIn struct {
	Name     *string     `json:"name,omitempty" minLength:"1" maxLength:"120"`
	Start    *civil.Date `json:"start,omitempty" doc:"First date; days bound to a shoot day keep theirs"`
	Unit     *graph.ID   `json:"unit,omitempty"`
	Calendar *graph.ID   `json:"calendar,omitempty"`
	Note     *string     `json:"note,omitempty" maxLength:"2000"`
	ColorBy  *string     `json:"color_by,omitempty" enum:"int_ext_day_night,set,unit,episode,story_day"`
}

func edit(v graph.View, ids graph.IDs, board graph.ID, in BoardIn) (graph.Change, error) {
	b, ok := graph.Get[production.Board](v, board)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "board %s does not exist", board)
	}
	e := v.Edit(ids, fmt.Sprintf("Change board %q", b.Name))
	graph.Update(e, board, func(r *production.Board) {
		set(&r.Name, in.Name)
		set(&r.Start, in.Start)
		set(&r.Note, in.Note)
		set(&r.ColorBy, in.ColorBy)
		if in.Unit != nil {
			r.Unit = graph.To[production.Unit](*in.Unit)
		}
		if in.Calendar != nil {
			r.Calendar = graph.To[production.Calendar](*in.Calendar)
		}
	})
	return e.Change()
}

func discard(v graph.View, ids graph.IDs, board graph.ID) (graph.Change, error) {
	b, ok := graph.Get[production.Board](v, board)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "board %s does not exist", board)
	}
	if b.Current {
		return graph.Change{}, fault.New(fault.Conflict, "board %q is the one that is shot: adopt another before deleting it", b.Name)
	}
	e := v.Edit(ids, fmt.Sprintf("Delete board %q", b.Name))
	e.Delete(board)
	return e.Change()
}

// Adopt makes a board the one that is shot: every day with a date becomes a shoot day of the unit,
// numbered in order, and the day breaks are bound to them, so that call sheets can be made. Shoot
// days of the unit that the board no longer uses become days off; nothing is deleted, because
// calls and reports hang on them. Wrapped days keep their numbers. A production without a unit gets
// a main unit, in UTC until somebody says where it works.
func Adopt(v graph.View, ids graph.IDs, board graph.ID) (graph.Change, error) {
	p, err := Read(v, board)
	if err != nil {
		return graph.Change{}, err
	}
	if len(p.Days) == 0 || p.Days[0].Date.IsZero() {
		return graph.Change{}, fault.New(fault.Conflict, "board %q has no dates: set its first date before adopting it", p.Board.Name)
	}
	e := v.Edit(ids, fmt.Sprintf("Shoot by board %q", p.Board.Name))
	unit := p.unit(v, e)
	for id, b := range graph.All[production.Board](v) {
		if b.Current != (id == board) {
			graph.Update(e, id, func(r *production.Board) { r.Current = id == board })
		}
	}
	have := map[civil.Date]graph.ID{}
	for id, d := range graph.Referring[production.ShootDay](v, unit, "unit") {
		if _, taken := have[d.Date]; !taken {
			have[d.Date] = id
		}
	}
	used := map[graph.ID]bool{}
	for _, d := range p.Days {
		used[p.adoptDay(e, unit, d, have)] = true
	}
	for id, d := range graph.Referring[production.ShootDay](v, unit, "unit") {
		if !used[id] && d.Type == "shoot" && d.Status != "wrapped" && d.Status != "shooting" {
			graph.Update(e, id, func(r *production.ShootDay) { r.Type, r.Number = "off", 0 })
		}
	}
	return e.Change()
}

// Adopt is the function Adopt for slices that make boards.
func (Schedule) Adopt(v graph.View, ids graph.IDs, board graph.ID) (graph.Change, error) {
	return Adopt(v, ids, board)
}

// adoptDay makes or updates the shoot day of one day of the board and binds its break.
func (p *Plan) adoptDay(e *graph.Edit, unit graph.ID, d PlanDay, have map[civil.Date]graph.ID) graph.ID {
	kind := "shoot"
	if d.Number == 0 {
		kind = "off"
	}
	id, ok := d.Day, !d.Day.IsZero() // bound already, perhaps to a day of another unit
	if !ok {
		id, ok = have[d.Date]
	}
	if !ok {
		id = graph.Add(e, production.ShootDay{Unit: graph.To[production.Unit](unit), Date: d.Date, Number: d.Number, Type: kind, Status: "planned"})
		have[d.Date] = id
	} else {
		graph.Update(e, id, func(r *production.ShootDay) {
			if r.Status != "wrapped" {
				r.Number, r.Type = d.Number, kind
			}
		})
	}
	if !d.Break.IsZero() {
		graph.Update(e, d.Break, func(r *production.Strip) { r.Day = graph.To[production.ShootDay](id) })
	}
	return id
}

// unit is the unit of a board, or the main unit of the production; without any, one is made.
func (p *Plan) unit(v graph.View, e *graph.Edit) graph.ID {
	if !p.Board.Unit.IsZero() {
		return p.Board.Unit.ID
	}
	for id, u := range graph.All[production.Unit](v) {
		if u.Type == "main" || u.Type == "" {
			return id
		}
	}
	return graph.Add(e, production.Unit{Name: "Main unit", Type: "main", TimeZone: "UTC"})
}
