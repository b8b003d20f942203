package planner

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"backlot/film/civil"
	"backlot/film/strips"
	"backlot/film/strips/board"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Reading is a board of the production as a scheduling problem, with what had to be assumed to
// make one of it.
type Reading struct {
	Case  *board.Case
	Board *board.Board
	// Assumed is what the production does not say, Findings what it says in contradiction,
	// Withheld what the reader may not know and so is not counted.
	Assumed  []Remark
	Findings []Remark
	Withheld []string

	BoardID graph.ID
	Unit    string // of every day: a board is one line of days
	days    []strips.Dated
	people  map[string]graph.ID // what a person of the case is in the production, by name
	strips  map[string]graph.ID // scene of each strip of the case
	kinds   map[graph.ID]graph.Kind
	zone    *time.Location
	skies   map[skyKey][]board.Window
	waits   map[string]string // sentence of what a scene has to wait for, by name
}

// Remark is a sentence about the facts of a board, and the record at which it can be mended.
type Remark struct {
	Text   string     `json:"text"`
	Record graph.ID   `json:"record,omitzero"`
	Kind   graph.Kind `json:"kind,omitempty"`
}

// Case reads a board of the production as a scheduling problem, and the board as it stands. The
// ids of its scenes are ids of strips (a strip is a scene or a part of one), those of its people ids of
// engagements (of the character while nobody is engaged; of bookable things, their items), those of
// its places and units ids of places and units. What the reader may not know is not in the view
// and so not in the case: without the right to deals all rates are 0. A board without a first
// date is a Conflict error.
func (p Planner) Case(v graph.View, boardID graph.ID) (*board.Case, *board.Board, error) {
	r, err := p.Read(v, boardID)
	if err != nil {
		return nil, nil, err
	}
	return r.Case, r.Board, nil
}

// CaseWith is Case with one strip of the boneyard among the scenes, off the board: what is still to be
// placed.
func (p Planner) CaseWith(v graph.View, boardID, spare graph.ID) (*board.Case, *board.Board, error) {
	r, err := p.readWith(v, boardID, spare)
	if err != nil {
		return nil, nil, err
	}
	return r.Case, r.Board, nil
}

// Read is Case with all that was assumed, found and withheld.
func (p Planner) Read(v graph.View, boardID graph.ID) (*Reading, error) {
	return p.readWith(v, boardID, graph.ID{})
}

// readWith is Read with one strip of the boneyard among the scenes, off the board; zero is none.
func (p Planner) readWith(v graph.View, boardID, spare graph.ID) (*Reading, error) {
	rec, ok := graph.Get[production.Board](v, boardID)
	if !ok {
		return nil, fault.New(fault.NotFound, "board %s does not exist", boardID)
	}
	days, calendar, err := p.boards.Line(v, boardID)
	if err != nil {
		return nil, err
	}
	if len(days) > 0 && days[0].Date.IsZero() {
		return nil, fault.New(fault.Conflict, "%s has no first date: %w", rec.Name, errUndated)
	}
	r := &reader{
		v: v, record: rec, calendar: calendar, hours: p.hours,
		out:     &Reading{BoardID: boardID, days: days, people: map[string]graph.ID{}, strips: map[string]graph.ID{}, waits: map[string]string{}, kinds: map[graph.ID]graph.Kind{}, skies: map[skyKey][]board.Window{}, Case: &board.Case{Schema: board.Schema, Title: rec.Name}},
		placeOf: map[graph.ID]bool{}, castOf: map[string]string{}, gearOf: map[graph.ID]bool{}, said: map[string]bool{},
	}
	r.c = r.out.Case
	r.unit()
	r.terms()
	r.scenes(spare)
	r.moves()
	r.sets()
	r.orders()
	r.calendarDays()
	r.board()
	if err := r.c.Check(); err != nil {
		return nil, fault.Mark(fault.Conflict, fmt.Errorf("%s cannot be read as a scheduling problem: %w", rec.Name, err))
	}
	return r.out, nil
}

// errUndated is what keeps a board from being judged.
var errUndated = errors.New("set it among the dates of the board, so that its days have light and its people calendars")

// undated says why a board cannot be judged yet: it has no dates, or its records contradict each other so
// that no case can be made of them. Empty when the error is another, or none.
func undated(err error) string {
	if fault.Is(err, fault.Conflict) {
		return err.Error()
	}
	return ""
}

// reader is one reading under way.
type reader struct {
	v        graph.View
	record   production.Board
	unitRec  production.Unit
	calendar strips.Calendar
	out      *Reading
	c        *board.Case
	zone     *time.Location
	hours    Hours
	money    exchange
	rules    ruleBook

	placeOf map[graph.ID]bool   // places that are in the case
	castOf  map[string]string   // person of the case by character; "" for nobody
	gearOf  map[graph.ID]bool   // items that are in the case
	said    map[string]bool     // assumptions made already
	setIDs  map[string]graph.ID // set element by the name of the set
	base    production.Place    // stands for places whose position nobody noted
}

// assume notes once what the production does not say.
func (r *reader) assume(kind graph.Kind, record graph.ID, format string, args ...any) {
	r.note(&r.out.Assumed, kind, record, format, args...)
}

// find notes once what the production says in contradiction.
func (r *reader) find(kind graph.Kind, record graph.ID, format string, args ...any) {
	r.note(&r.out.Findings, kind, record, format, args...)
}

func (r *reader) note(to *[]Remark, kind graph.Kind, record graph.ID, format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if !r.said[text] {
		r.said[text] = true
		*to = append(*to, Remark{Text: text, Record: record, Kind: kind})
	}
}

// withhold notes once what the reader may not know.
func (r *reader) withhold(text string) {
	if !slices.Contains(r.out.Withheld, text) {
		r.out.Withheld = append(r.out.Withheld, text)
	}
}

// unit finds the crew whose line of days the board is, its zone and the position that stands for
// places without one.
func (r *reader) unit() {
	id := r.record.Unit.ID
	if id.IsZero() {
		for u, rec := range graph.All[production.Unit](r.v) {
			if id.IsZero() || rec.Type == "main" && r.unitRec.Type != "main" {
				id, r.unitRec = u, rec
			}
		}
	}
	r.unitRec, _ = graph.Get[production.Unit](r.v, id)
	r.out.Unit = cmp.Or(id.String(), "main")
	r.c.Zone = r.unitRec.TimeZone
	if r.c.Zone == "" {
		r.c.Zone = "UTC"
		r.assume("board", r.out.BoardID, "The board is of no unit, so its calls are in UTC.")
	}
	zone, err := time.LoadLocation(r.c.Zone)
	if err != nil {
		r.find("unit", id, "%s: time zone %q is not known; its calls are read in UTC", r.unitRec.Name, r.c.Zone)
		r.c.Zone, zone = "UTC", time.UTC
	}
	r.zone, r.out.zone = zone, zone
	for _, p := range graph.All[production.Place](r.v) {
		if (p.Latitude != 0 || p.Longitude != 0) && (r.base.Name == "" || p.Country == r.unitRec.Country && r.base.Country != r.unitRec.Country) {
			r.base = p
		}
	}
}

// calendarDays lists the days that may be shot: those of the calendar from the first day of the
// board to two weeks after its last, within the dates of the unit, and those that a shoot day is
// bound to whatever the calendar says.
func (r *reader) calendarDays() {
	if len(r.out.days) == 0 {
		return
	}
	bound := map[civil.Date]bool{}
	first, last := r.out.days[0].Date, r.out.days[len(r.out.days)-1].Date
	for _, d := range r.out.days {
		if sd, ok := r.shootDay(d); ok {
			bound[d.Date] = sd.Status != "cancelled" && sd.Type != "off" && sd.Type != "holiday"
			if !bound[d.Date] && len(d.Strips) > 0 {
				r.find("shoot_day", graph.MustID(d.Day), "%s is %s and has strips on it", d.Date, cmp.Or(map[bool]string{true: "cancelled"}[sd.Status == "cancelled"], sd.Type))
			}
		}
	}
	u := r.unitRec
	for d := first; !d.After(last.AddDays(14)); d = d.AddDays(1) {
		may, known := bound[d]
		if !known {
			may = r.calendar.Shoots(d) && (u.Start.IsZero() || !d.Before(u.Start)) && (u.End.IsZero() || !d.After(u.End))
		}
		if may {
			r.c.Days = append(r.c.Days, board.Day{Unit: r.out.Unit, Date: d})
		}
	}
}

// shootDay is the record a day of the board is bound to.
func (r *reader) shootDay(d strips.Dated) (production.ShootDay, bool) {
	if d.Day == "" {
		return production.ShootDay{}, false
	}
	return graph.Get[production.ShootDay](r.v, graph.MustID(d.Day))
}

// board writes the board as it stands, with the past that may no longer change.
func (r *reader) board() {
	b := &board.Board{Schema: board.Schema, Case: r.c.Title}
	for _, d := range r.out.days {
		plan := board.DayPlan{Unit: r.out.Unit, Date: d.Date}
		for _, s := range d.Strips {
			if _, ok := r.out.strips[s.ID]; ok {
				plan.Scenes = append(plan.Scenes, s.ID)
			}
			if s.Type == strips.BannerType && s.Minutes > 0 {
				r.assume("strip", graph.MustID(s.ID), "%q on %s takes %d minutes that are not on the clock of the day.", s.Text, d.Date, s.Minutes)
			}
		}
		if len(plan.Scenes) == 0 {
			continue
		}
		plan.Call = r.call(d, plan)
		b.Days = append(b.Days, plan)
		if sd, ok := r.shootDay(d); ok && (sd.Status == "called" || sd.Status == "shooting" || sd.Status == "wrapped") {
			r.c.Frozen = d.Date
		}
	}
	for _, d := range b.Days {
		if !r.c.Frozen.IsZero() && !d.Date.After(r.c.Frozen) {
			r.c.Past = append(r.c.Past, d)
		}
	}
	r.out.Board = b
}
