package calendars

import (
	"cmp"
	"slices"
	"strings"

	"backlot/film/civil"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Page is the one calendar: rows of people, places, gear and units, over days.
type Page struct {
	From civil.Date `json:"from" doc:"First day with something on it"`
	To   civil.Date `json:"to"`
	// Shoot is the first day of the board that is shot; the page begins to look there.
	Shoot civil.Date `json:"shoot,omitzero"`
	// Groups are in the order of the crew list: cast, departments, places, gear, units.
	Groups []Group `json:"groups"`
	// Rest are the weekdays the unit of the board does not work, such as "sat".
	Rest    []string `json:"rest"`
	Clashes int      `json:"clashes" doc:"How many sentences there are where plan and people disagree"`
	Private bool     `json:"private" doc:"Whether the reader may know private reasons"`
}

// Group is some rows under a heading.
type Group struct {
	Key  string `json:"key" enum:"cast,crew,place,item,unit"`
	Name string `json:"name,omitempty" doc:"Of the department; the page names the other groups"`
	Rows []Row  `json:"rows"`
}

// Row is one person, place, item or unit.
type Row struct {
	ID      graph.ID `json:"id"`
	Kind    string   `json:"kind" enum:"party,place,item,unit"`
	Name    string   `json:"name"`
	Sub     string   `json:"sub,omitempty" doc:"Role, character, or kind of place"`
	Minor   bool     `json:"minor,omitempty"`
	Zone    string   `json:"zone,omitempty" doc:"Time zone of the row's days"`
	Spans   []Span   `json:"spans"`
	Clashes []Clash  `json:"clashes"`

	order string
}

// Span is a stretch of days on a row.
type Span struct {
	// Record is where it can be changed; zero for what the stripboard says.
	Record graph.ID   `json:"record,omitzero"`
	Kind   graph.Kind `json:"kind,omitempty"`
	Type   string     `json:"type" enum:"work,unavailable,tentative,available,hold,travel,school,booking,asked,permit,activity,holiday,off,hiatus,prep,school_off,engaged"`
	From   civil.Date `json:"from"`
	To     civil.Date `json:"to"`
	// FromMin and ToMin are minutes after midnight for a part of each day; both 0 for whole days.
	FromMin int    `json:"from_min,omitempty"`
	ToMin   int    `json:"to_min,omitempty"`
	Text    string `json:"text,omitempty"`
	Reason  string `json:"reason,omitempty" doc:"Private; only for those who may know it"`
	Source  string `json:"source,omitempty" doc:"Where it comes from"`
}

// Clash is a sentence about days on which plan and people disagree.
type Clash struct {
	From     civil.Date `json:"from"`
	To       civil.Date `json:"to"`
	Severity string     `json:"severity" enum:"red,amber"`
	Text     string     `json:"text"`
}

// reader puts a page together.
type reader struct {
	v     graph.View
	work  work
	zone  string
	unit  production.Unit
	spans map[graph.ID][]Span
	dated map[graph.ID]production.Unit
	cals  map[graph.ID]graph.ID // unit -> calendar
}

// ReadPage reads the calendar of the production as the reader may know it.
func ReadPage(v graph.View, boards Boards) (Page, error) {
	r, err := newReader(v, boards)
	if err != nil {
		return Page{}, err
	}
	p := Page{From: r.work.first, To: r.work.last, Shoot: r.work.first, Groups: []Group{}, Rest: []string{}}
	aud := v.Audience()
	p.Private = aud.Has(production.RightPeople)
	p.Groups = append(p.Groups, r.people()...)
	p.add("place", r.places())
	p.add("item", r.items())
	p.add("unit", r.units())
	for _, g := range p.Groups {
		for i := range g.Rows {
			row := &g.Rows[i]
			row.Clashes = r.clashes(row)
			p.Clashes += len(row.Clashes)
			p.reach(row)
		}
	}
	for i, day := range []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"} {
		if w := r.work.calendar.Workdays; w != ([7]bool{}) && !w[i] || w == ([7]bool{}) && (i == 0 || i == 6) {
			p.Rest = append(p.Rest, day)
		}
	}
	return p, nil
}

func (p *Page) add(key string, rows []Row) {
	if len(rows) > 0 {
		p.Groups = append(p.Groups, Group{Key: key, Rows: rows})
	}
}

// reach widens the page to what people entered by hand near the shoot; a visa that runs for years does not.
func (p *Page) reach(row *Row) {
	for _, s := range row.Spans {
		if s.Type == "engaged" || s.Type == "permit" || s.Type == "school" || s.To.Sub(s.From) > 200 {
			continue
		}
		if p.From.IsZero() || s.From.Before(p.From) && p.From.Sub(s.From) < 400 {
			p.From = s.From
		}
		if p.To.IsZero() || s.To.After(p.To) && s.To.Sub(p.To) < 400 {
			p.To = s.To
		}
	}
}

func newReader(v graph.View, boards Boards) (*reader, error) {
	w, err := readWork(v, boards)
	if err != nil {
		return nil, err
	}
	r := &reader{v: v, work: w, zone: "UTC", spans: map[graph.ID][]Span{}}
	r.unit, _ = graph.Get[production.Unit](v, w.unit)
	if r.unit.TimeZone == "" { // a board of all units: the main one's clock
		for _, u := range graph.All[production.Unit](v) {
			if r.unit.TimeZone == "" || u.Type == "main" {
				r.unit = u
			}
		}
	}
	r.zone = cmp.Or(r.unit.TimeZone, r.zone)
	r.readWork()
	r.readAvailability()
	r.readBookings()
	r.readActivities()
	r.readPermits()
	for id, list := range r.spans {
		slices.SortStableFunc(list, func(a, b Span) int {
			return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To), cmp.Compare(a.Type, b.Type))
		})
		r.spans[id] = list
	}
	return r, nil
}

func (r *reader) add(id graph.ID, s Span) {
	if !id.IsZero() {
		r.spans[id] = append(r.spans[id], s)
	}
}

func (r *reader) readWork() {
	for id, days := range r.work.days {
		for _, d := range days {
			s := Span{Type: "work", From: d.date, To: d.date, Text: d.words()}
			if !d.day.IsZero() {
				s.Record, s.Kind = d.day, production.ShootDay{}.Kind()
			}
			r.add(id, s)
		}
	}
}

func (r *reader) readAvailability() {
	for id, a := range graph.All[production.Availability](r.v) {
		s := Span{Record: id, Kind: a.Kind(), Type: a.Type, From: a.From, To: a.To, FromMin: a.FromMin, ToMin: a.ToMin, Text: a.Reason, Source: a.Source}
		for _, why := range graph.Referring[production.AvailabilityReason](r.v, id, "availability") {
			s.Reason = why.Text
		}
		for _, of := range []graph.ID{a.Party.ID, a.Place.ID, a.Item.ID} {
			r.add(of, s)
		}
	}
}

func (r *reader) readBookings() {
	for id, b := range graph.All[production.Booking](r.v) {
		if b.Status == "released" {
			continue
		}
		s := Span{Record: id, Kind: b.Kind(), Type: "booking", From: b.From, To: b.To, Text: b.Purpose}
		if b.Status == "asked" || b.Status == "hold" {
			s.Type = "asked"
		}
		r.add(b.Item.ID, s)
		r.add(b.Place.ID, s)
	}
}

func (r *reader) readActivities() {
	for id, a := range graph.All[production.Activity](r.v) {
		s, ok := r.activity(id, a)
		if !ok {
			continue
		}
		for _, at := range graph.Referring[production.Attendance](r.v, id, "activity") {
			if at.Status != "declined" {
				r.add(at.Party.ID, s)
			}
		}
		r.add(a.Place.ID, s)
	}
}

func (r *reader) activity(id graph.ID, a production.Activity) (Span, bool) {
	s := Span{Record: id, Kind: a.Kind(), Type: "activity", From: a.Date, To: a.Date, Text: a.Name}
	if d, ok := graph.Get[production.ShootDay](r.v, a.Day.ID); ok && s.From.IsZero() {
		s.From, s.To = d.Date, d.Date
	}
	if a.StartAtMS != 0 {
		s.From, s.FromMin = r.wall(a.StartAtMS)
		s.To, s.ToMin = r.wall(max(a.EndAtMS, a.StartAtMS))
		if s.To != s.From || s.ToMin <= s.FromMin {
			s.FromMin, s.ToMin = 0, 0
		}
	}
	if a.Type == "travel" {
		s.Type = "travel"
	}
	return s, !s.From.IsZero() && a.Status != "cancelled"
}

func (r *reader) readPermits() {
	for id, g := range graph.All[production.Grant](r.v) {
		if g.Type != "permit" && g.Type != "location_agreement" || g.From.IsZero() || g.To.IsZero() || g.Status == "refused" || g.Status == "revoked" || g.Status == "void" {
			continue
		}
		r.add(g.About.ID, Span{Record: id, Kind: g.Kind(), Type: "permit", From: g.From, To: g.To, Text: g.Name})
	}
}

func (r *reader) places() []Row {
	var out []Row
	for id, p := range graph.All[production.Place](r.v) {
		if spans := r.spans[id]; len(spans) > 0 || p.Type == "location" || p.Type == "stage" || p.Type == "backlot" {
			out = append(out, Row{ID: id, Kind: "place", Name: p.Name, Sub: p.Type, Zone: p.TimeZone, Spans: orEmpty(spans)})
		}
	}
	sortRows(out)
	return out
}

func (r *reader) items() []Row {
	var out []Row
	for id, i := range graph.All[production.Item](r.v) {
		if spans := r.spans[id]; len(spans) > 0 {
			if !i.ReturnBy.IsZero() {
				spans = append(spans, Span{Record: id, Kind: i.Kind(), Type: "engaged", From: r.work.first, To: i.ReturnBy})
			}
			out = append(out, Row{ID: id, Kind: "item", Name: i.Name, Sub: i.Serial, Spans: spans})
		}
	}
	sortRows(out)
	return out
}

func orEmpty(s []Span) []Span {
	if s == nil {
		return []Span{}
	}
	return s
}

func sortRows(rows []Row) {
	slices.SortStableFunc(rows, func(a, b Row) int {
		return cmp.Or(strings.Compare(a.order, b.order), strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)))
	})
}
