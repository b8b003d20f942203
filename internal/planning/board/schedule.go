package board

import (
	"backlot/film/civil"
	"backlot/film/strips"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Schedule answers other slices' questions about days; the house passes it to them.
type Schedule struct{}

// Day gives a shoot day as its board has it, with the days after it and everybody's code. A shoot day
// that stands on no board has no strips. Of several boards the current one counts.
func (Schedule) Day(v graph.View, day graph.ID) (strips.Outlook, error) {
	p, i, err := planOf(v, day)
	if err != nil || p == nil {
		return strips.Outlook{}, err
	}
	out := strips.Outlook{Today: dated(p.Days[i]), Shooting: p.Shooting()}
	for _, d := range p.Days[i+1:] {
		out.Next = append(out.Next, dated(d))
	}
	if !p.Days[0].Date.IsZero() {
		out.Codes, err = p.codes(p.Days[i].Date)
	}
	return out, err
}

// Line cuts a board into days with their dates, and gives the calendar they fall on. A board without
// a first date has days without dates.
func (Schedule) Line(v graph.View, board graph.ID) ([]strips.Dated, strips.Calendar, error) {
	p, err := Read(v, board)
	if err != nil {
		return nil, strips.Calendar{}, err
	}
	out := make([]strips.Dated, len(p.Days))
	for i, d := range p.Days {
		out[i] = dated(d)
	}
	return out, p.Calendar, nil
}

// Shot is the board the production is shooting by; ok is false when there is none.
func (Schedule) Shot(v graph.View) (_ graph.ID, ok bool) { return Current(v) }

// codes gives the day-out-of-days code of the cast on a date, by id of the element.
func (p *Plan) codes(date civil.Date) (map[string]string, error) {
	charts, err := p.Charts("character")
	if err != nil || len(charts) == 0 {
		return nil, err
	}
	out := map[string]string{}
	for k, d := range charts[0].Days {
		if d.Date != date {
			continue
		}
		for _, r := range charts[0].Rows {
			if code := r.Cells[k].String(); code != "" {
				out[r.Person.ID] = code
			}
		}
	}
	return out, nil
}

func dated(d PlanDay) strips.Dated {
	out := strips.Dated{Date: d.Date, Shoot: d.Number, Totals: d.Totals, Break: d.Break.String(), Day: d.Day.String()}
	for _, s := range d.Strips {
		out.Strips = append(out.Strips, s.Engine)
	}
	return out
}

// planOf finds the board and day of a shoot day: by the day break bound to it, or by its date on the
// current board of its unit. A nil plan means that it stands on none.
func planOf(v graph.View, day graph.ID) (*Plan, int, error) {
	var board graph.ID
	for _, s := range graph.Referring[production.Strip](v, day, "day") {
		b, ok := graph.Get[production.Board](v, s.Board.ID)
		if ok && s.Type == string(strips.DayBreak) && !s.Boneyard && (board.IsZero() || b.Current) {
			board = s.Board.ID
		}
	}
	sd, ok := graph.Get[production.ShootDay](v, day)
	if current, has := Current(v); ok && board.IsZero() && has {
		if b, _ := graph.Get[production.Board](v, current); b.Unit.IsZero() || b.Unit == sd.Unit {
			board = current
		}
	}
	if board.IsZero() {
		return nil, 0, nil
	}
	p, err := Read(v, board)
	if err != nil {
		return nil, 0, err
	}
	for i, d := range p.Days {
		if d.Day == day || d.Day.IsZero() && d.Date == sd.Date && !sd.Date.IsZero() {
			return p, i, nil
		}
	}
	return nil, 0, nil
}
