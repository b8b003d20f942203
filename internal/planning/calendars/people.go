package calendars

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"backlot/film/civil"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// wall is the day and the minute after midnight that the unit's clock shows at an instant.
func (r *reader) wall(ms int64) (civil.Date, int) {
	loc, err := time.LoadLocation(r.zone)
	if err != nil {
		loc = time.UTC
	}
	t := time.UnixMilli(ms).In(loc)
	return civil.OfTime(t), t.Hour()*60 + t.Minute()
}

// people are the cast by number, then the crew by department. Whoever is engaged twice stands
// where they stand first.
func (r *reader) people() []Group {
	seen := map[graph.ID]int{}
	var cast []Row
	crew := map[graph.ID][]Row{}
	var order []graph.ID
	type entry struct {
		e production.Engagement
	}
	var all []entry
	for _, e := range graph.All[production.Engagement](r.v) {
		if e.Status != "cancelled" && !e.Party.IsZero() {
			all = append(all, entry{e})
		}
	}
	slices.SortStableFunc(all, func(a, b entry) int { // cast first, so that an actor who also directs stands there
		return cmp.Compare(boolInt(a.e.Character.IsZero()), boolInt(b.e.Character.IsZero()))
	})
	for _, x := range all {
		e := x.e
		party, ok := graph.Get[production.Party](r.v, e.Party.ID)
		if !ok {
			continue
		}
		if seen[e.Party.ID]++; seen[e.Party.ID] > 1 {
			continue
		}
		row := r.person(e, party)
		if !e.Character.IsZero() {
			row.order = castOrder(e.CastNumber)
			cast = append(cast, row)
			continue
		}
		if _, have := crew[e.Department.ID]; !have {
			order = append(order, e.Department.ID)
		}
		crew[e.Department.ID] = append(crew[e.Department.ID], row)
	}
	var out []Group
	if len(cast) > 0 {
		sortRows(cast)
		out = append(out, Group{Key: "cast", Rows: cast})
	}
	slices.SortStableFunc(order, func(a, b graph.ID) int {
		x, _ := graph.Get[production.Department](r.v, a)
		y, _ := graph.Get[production.Department](r.v, b)
		return cmp.Or(strings.Compare(x.Order, y.Order), strings.Compare(x.Name, y.Name))
	})
	for _, id := range order {
		d, _ := graph.Get[production.Department](r.v, id)
		sortRows(crew[id])
		out = append(out, Group{Key: "crew", Name: d.Name, Rows: crew[id]})
	}
	return out
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// castOrder sorts "2" before "10", and who has no number after all who have.
func castOrder(n string) string {
	if n == "" {
		return "~"
	}
	return fmt.Sprintf("%8s", n)
}

func (r *reader) person(e production.Engagement, party production.Party) Row {
	row := Row{ID: e.Party.ID, Kind: "party", Name: party.Name, Minor: party.Minor, Zone: r.zone, Spans: orEmpty(slices.Clone(r.spans[e.Party.ID]))}
	if c, ok := graph.Get[production.Element](r.v, e.Character.ID); ok {
		row.Sub = c.Name
	} else if role, ok := graph.Get[production.Role](r.v, e.Role.ID); ok {
		row.Sub = role.Name
	}
	if e.HeadOfDepartment {
		row.order = "0"
	} else {
		row.order = "1"
	}
	from, to := e.Start, e.End
	if !from.IsZero() && !to.IsZero() {
		row.Spans = append(row.Spans, Span{Type: "engaged", From: from, To: to})
	}
	return row
}

// units are rows of days off and of what each unit shoots.
func (r *reader) units() []Row {
	var out []Row
	for id, u := range graph.All[production.Unit](r.v) {
		row := Row{ID: id, Kind: "unit", Name: u.Name, Sub: u.Country, Zone: u.TimeZone, Spans: orEmpty(slices.Clone(r.spans[id])), order: cmp.Or(u.Code, u.Name)}
		for day, d := range graph.Referring[production.CalendarDay](r.v, u.Calendar.ID, "calendar") {
			row.Spans = append(row.Spans, Span{Record: day, Kind: d.Kind(), Type: calendarType(d.Type), From: d.Date, To: d.Date, Text: d.Name})
		}
		if !u.Start.IsZero() && !u.End.IsZero() {
			row.Spans = append(row.Spans, Span{Type: "engaged", From: u.Start, To: u.End})
		}
		out = append(out, row)
	}
	sortRows(out)
	return out
}

// calendarType is the span of a day of a unit's calendar; a worked Saturday is prep to the eye,
// not work, which is what the board says.
func calendarType(t string) string {
	if t == "work" {
		return "prep"
	}
	return t
}
