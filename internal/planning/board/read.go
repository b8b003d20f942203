package board

import (
	"cmp"
	"slices"
	"time"

	"backlot/film/civil"
	"backlot/film/strips"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Plan is a board read from a view and cut into days.
type Plan struct {
	ID       graph.ID
	Board    production.Board
	Days     []PlanDay
	Boneyard []Strip
	// Unplanned are the scenes of the script that the board has no strip of, in script order.
	Unplanned []graph.ID
	// Calendar says which dates the unit shoots.
	Calendar strips.Calendar

	scenes *sceneBook
}

// PlanDay is one day of a board.
type PlanDay struct {
	Index  int        // from 0
	Number int        // of the shooting day, from 1; 0 for a day without scenes
	Date   civil.Date // zero when the board has no first date
	Break  graph.ID   // the day break that ends it; zero for an open end
	Day    graph.ID   // the shoot day record it is bound to, if any
	Strips []Strip
	Totals strips.Totals
}

// Strip is a strip record with its scene in engine terms.
type Strip struct {
	ID     graph.ID
	Record production.Strip
	Engine strips.Strip
}

// Read reads a board. A board that does not exist, or that the reader may not know, is NotFound.
func Read(v graph.View, id graph.ID) (*Plan, error) {
	return readWith(v, id, nil)
}

// readWith is Read with a breakdown read before from a state in which it was the same; nil reads it.
func readWith(v graph.View, id graph.ID, book *sceneBook) (*Plan, error) {
	b, ok := graph.Get[production.Board](v, id)
	if !ok {
		return nil, fault.New(fault.NotFound, "board %s does not exist", id)
	}
	if book == nil {
		book = newSceneBook(v)
	}
	p := &Plan{ID: id, Board: b, scenes: book.seenFrom(v)}
	p.Calendar = calendarOf(v, b)
	seen := map[graph.ID]bool{}
	var line []Strip
	for _, s := range stripsOf(v, id) {
		if s.Record.Type == string(strips.SceneStrip) {
			if s.Record.Scene.IsZero() {
				continue // of a scene that the reader may not know
			}
			seen[s.Record.Scene.ID] = true
			if _, ok := p.scenes.scene(s.Record.Scene.ID); !ok {
				continue // deleted, or omitted from the script
			}
		}
		s.Engine = p.engine(v, s)
		if s.Record.Boneyard {
			p.Boneyard = append(p.Boneyard, s)
			continue
		}
		line = append(line, s)
	}
	p.cut(v, line)
	for _, sc := range p.scenes.order {
		if !seen[sc] {
			p.Unplanned = append(p.Unplanned, sc)
		}
	}
	return p, nil
}

// Current finds the board the production is shooting by; ok is false when none is.
func Current(v graph.View) (graph.ID, bool) {
	for id, b := range graph.All[production.Board](v) {
		if b.Current {
			return id, true
		}
	}
	return graph.ID{}, false
}

// stripsOf lists the strips of a board in their order; equal keys, made by two people at once, by id.
func stripsOf(v graph.View, board graph.ID) []Strip {
	var out []Strip
	for id, s := range graph.Referring[production.Strip](v, board, "board") {
		out = append(out, Strip{ID: id, Record: s})
	}
	slices.SortFunc(out, byOrder)
	return out
}

func byOrder(a, b Strip) int {
	if c := cmp.Compare(a.Record.Order, b.Record.Order); c != 0 {
		return c
	}
	if a.ID.Less(b.ID) {
		return -1
	}
	return 1
}

func (p *Plan) engine(v graph.View, s Strip) strips.Strip {
	out := strips.Strip{
		ID: s.ID.String(), Type: strips.Type(s.Record.Type), Part: s.Record.Part,
		Eighths: s.Record.PartEighths, Text: s.Record.Text, Minutes: s.Record.BannerMin,
	}
	if out.Type == strips.SceneStrip {
		out.Scene, _ = p.scenes.scene(s.Record.Scene.ID)
		if pl, ok := graph.Get[production.Place](v, s.Record.Place.ID); ok {
			out.Scene.Place = pl.Name
		}
	}
	return out
}

// cut makes days of the strips and gives them numbers and dates. A day break bound to a shoot day
// has its date, unless the days before have run past it; the others follow on the calendar.
func (p *Plan) cut(v graph.View, line []Strip) {
	byID := map[string]Strip{}
	engine := make([]strips.Strip, len(line))
	for i, s := range line {
		engine[i] = s.Engine
		byID[s.Engine.ID] = s
	}
	next, number := p.Board.Start, 0
	for i, d := range strips.Days(engine) {
		day := PlanDay{Index: i, Totals: d.Totals}
		for _, s := range d.Strips {
			day.Strips = append(day.Strips, byID[s.ID])
		}
		if br, ok := byID[d.Break]; ok && d.Break != "" {
			day.Break = br.ID
			if sd, ok := graph.Get[production.ShootDay](v, br.Record.Day.ID); ok && !sd.Date.Before(next) {
				day.Day, day.Date = br.Record.Day.ID, sd.Date
			}
		}
		if day.Date.IsZero() && !next.IsZero() {
			if dates := p.Calendar.Dates(next, 1); len(dates) == 1 {
				day.Date = dates[0]
			}
		}
		if !day.Date.IsZero() {
			next = day.Date.AddDays(1)
		}
		if d.Totals.Scenes > 0 {
			number++
			day.Number = number
		}
		p.Days = append(p.Days, day)
	}
}

// calendarOf reads the working days of a board: its own calendar, or that of its unit.
func calendarOf(v graph.View, b production.Board) strips.Calendar {
	id := b.Calendar.ID
	if u, ok := graph.Get[production.Unit](v, b.Unit.ID); ok && id.IsZero() {
		id = u.Calendar.ID
	}
	var out strips.Calendar
	c, ok := graph.Get[production.Calendar](v, id)
	if !ok {
		return out
	}
	names := map[string]time.Weekday{"sun": 0, "mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6}
	for name, works := range c.Workdays {
		out.Workdays[names[name]] = works
	}
	out.Off = map[civil.Date]bool{}
	for _, d := range graph.Referring[production.CalendarDay](v, id, "calendar") {
		out.Off[d.Date] = d.Type != "work" && d.Type != "school_off" && d.Type != "prep"
	}
	return out
}

// holidays lists the public holidays of a board's calendar.
func (p *Plan) holidays(v graph.View) []civil.Date {
	id := p.Board.Calendar.ID
	if u, ok := graph.Get[production.Unit](v, p.Board.Unit.ID); ok && id.IsZero() {
		id = u.Calendar.ID
	}
	var out []civil.Date
	for _, d := range graph.Referring[production.CalendarDay](v, id, "calendar") {
		if d.Type == "holiday" {
			out = append(out, d.Date)
		}
	}
	return out
}

// day finds the day a strip stands on; ok is false for the boneyard.
func (p *Plan) day(strip graph.ID) (PlanDay, bool) {
	for _, d := range p.Days {
		for _, s := range d.Strips {
			if s.ID == strip {
				return d, true
			}
		}
	}
	return PlanDay{}, false
}

// OnDate finds the day of a date.
func (p *Plan) OnDate(d civil.Date) (PlanDay, bool) {
	for _, day := range p.Days {
		if day.Date == d && !d.IsZero() {
			return day, true
		}
	}
	return PlanDay{}, false
}

// Shooting counts the days with scenes.
func (p *Plan) Shooting() int {
	n := 0
	for _, d := range p.Days {
		if d.Number > 0 {
			n++
		}
	}
	return n
}
