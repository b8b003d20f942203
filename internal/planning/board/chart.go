package board

import (
	"cmp"
	"slices"
	"strconv"

	"backlot/film/civil"
	"backlot/film/dood"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Chart is the day-out-of-days of one category of elements.
type Chart struct {
	Category production.Category
	dood.Chart
}

// Charts computes the day-out-of-days of a board, one chart a category that works on it, in the
// order of a breakdown sheet. category limits it to one; "" is all. A board without dates is a
// Conflict: the chart counts calendar days.
func (p *Plan) Charts(category string) ([]Chart, error) {
	if len(p.Days) > 0 && p.Days[0].Date.IsZero() {
		return nil, fault.New(fault.Conflict, "board %q has no dates: set its first date to see the day-out-of-days", p.Board.Name)
	}
	cal := dood.Calendar{Holidays: p.holidays(p.scenes.v)}
	for _, d := range p.Days {
		if d.Number > 0 {
			cal.Shooting = append(cal.Shooting, d.Date)
		}
	}
	rows := p.workers(category)
	terms := newTermBook(p.scenes.v)
	var out []Chart
	for _, c := range production.Categories() {
		people := rows[c.Key]
		if len(people) == 0 || category != "" && category != c.Key {
			continue
		}
		for i := range people {
			if c.Key == "character" {
				p.engage(&people[i], terms)
			}
		}
		gap := dood.GapHold
		if !held(c.Key) {
			gap = dood.GapBlank
		}
		chart, err := dood.Compute(people, cal, dood.Terms{Gap: gap, Source: "no rule pack: nobody is dropped"})
		if err != nil {
			return nil, err
		}
		out = append(out, Chart{c, chart})
	}
	return out, nil
}

// held says that a category is kept between its days of work: performers and what is rented. All
// else is fetched for the day.
func held(category string) bool {
	switch category {
	case "character", "animal", "livestock", "vehicle", "creature", "equipment", "camera", "weapon", "stunt":
		return true
	}
	return false
}

// workers lists, by category, the elements that work on the board with their days.
func (p *Plan) workers(category string) map[string][]dood.Person {
	days := map[graph.ID][]civil.Date{}
	for _, d := range p.Days {
		for _, s := range d.Strips {
			sc := s.Record.Scene.ID
			if sc.IsZero() || d.Date.IsZero() {
				continue
			}
			days[sc] = append(days[sc], d.Date)
		}
	}
	v := p.scenes.v
	works := p.worked(days, category)
	out := map[string][]dood.Person{}
	for id, dates := range works {
		e, ok := graph.Get[production.Element](v, id)
		if !ok || e.Category == "set" || category != "" && e.Category != category {
			continue
		}
		slices.SortFunc(dates, civil.Date.Compare)
		person := dood.Person{ID: id.String(), Name: e.Name, Category: e.Category, Number: numberOf(e)}
		for _, d := range slices.Compact(dates) {
			person.Events = append(person.Events, dood.Event{Date: d, Kind: dood.Work})
		}
		out[e.Category] = append(out[e.Category], person)
	}
	for _, list := range out {
		slices.SortFunc(list, func(a, b dood.Person) int {
			return cmp.Or(cmp.Compare(rankOf(a), rankOf(b)), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
		})
	}
	return out
}

// worked gives the dates of every element that is needed on them. Of characters the breakdown knows
// already, so a chart of the cast alone does not go through all uses of a season.
func (p *Plan) worked(days map[graph.ID][]civil.Date, category string) map[graph.ID][]civil.Date {
	works := map[graph.ID][]civil.Date{}
	if category == "character" {
		for scene, dates := range days {
			if f := p.scenes.facts[scene]; f != nil {
				for _, c := range f.cast {
					works[c] = append(works[c], dates...)
				}
			}
		}
		return works
	}
	for _, u := range graph.All[production.Use](p.scenes.v) {
		if dates := days[u.Scene.ID]; len(dates) > 0 && seen(u) {
			works[u.Element.ID] = append(works[u.Element.ID], dates...)
		}
	}
	return works
}

func numberOf(e production.Element) int {
	if n := castNumber(e.Number); n < unnumbered {
		return n
	}
	return 0
}

func rankOf(p dood.Person) int {
	if p.Number == 0 {
		return unnumbered
	}
	return p.Number
}

// engage adds what the engagements of a character say: contract dates, travel, rehearsals, fittings,
// and the terms of the rule pack.
func (p *Plan) engage(person *dood.Person, terms *termBook) {
	id := graph.MustID(person.ID)
	v := p.scenes.v
	for _, e := range graph.Referring[production.Engagement](v, id, "character") {
		if e.Capacity != "" && e.Capacity != "performer" || e.Status == "cancelled" || e.Status == "wanted" {
			continue
		}
		if t, ok := terms.of(e); ok {
			person.Terms = &t
		}
		signed := e.Status == "signed" || e.Status == "working" || e.Status == "wrapped"
		if signed && !e.Start.IsZero() {
			person.Events = append(person.Events, dood.Event{Date: e.Start, Kind: dood.ContractStart})
		}
		if signed && !e.End.IsZero() {
			person.Events = append(person.Events, dood.Event{Date: e.End, Kind: dood.ContractFinish})
		}
		person.Events = append(person.Events, appointments(v, e.Party.ID)...)
	}
}

var appointmentKinds = map[string]dood.Kind{"fitting": dood.Fitting, "rehearsal": dood.Rehearsal, "travel": dood.Travel}

// appointments lists the dated fittings, rehearsals and journeys of a party.
func appointments(v graph.View, party graph.ID) []dood.Event {
	var out []dood.Event
	for _, at := range graph.Referring[production.Attendance](v, party, "party") {
		a, ok := graph.Get[production.Activity](v, at.Activity.ID)
		kind := appointmentKinds[a.Type]
		if !ok || kind == "" || a.Status == "cancelled" || at.Status == "declined" {
			continue
		}
		date := a.Date
		if d, ok := graph.Get[production.ShootDay](v, a.Day.ID); ok && date.IsZero() {
			date = d.Date
		}
		if !date.IsZero() {
			out = append(out, dood.Event{Date: date, Kind: kind})
		}
	}
	return out
}

// termBook reads the rules about gaps from the rule packs of the production.
type termBook struct {
	v     graph.View
	packs map[graph.ID]dood.Terms
}

func newTermBook(v graph.View) *termBook {
	return &termBook{v: v, packs: map[graph.ID]dood.Terms{}}
}

// Keys of the rules that decide about gaps. A pack without them holds every gap.
const (
	ruleDropAfter = "dood.drop_after_days"
	ruleMaxDrops  = "dood.max_drops"
	ruleDaysOff   = "dood.hold_on_days_off"
	ruleHolidays  = "dood.pay_holidays"
)

func (b *termBook) of(e production.Engagement) (dood.Terms, bool) {
	id := e.RulePack.ID
	pack, ok := graph.Get[production.RulePack](b.v, id)
	if !ok {
		return dood.Terms{}, false
	}
	if t, done := b.packs[id]; done {
		return t, true
	}
	t := dood.Terms{Source: pack.Name}
	for _, r := range graph.Referring[production.Rule](b.v, id, "pack") {
		switch r.Key {
		case ruleDropAfter:
			t.DropAfter = atLeastZero(r.Value)
		case ruleMaxDrops:
			t.MaxDrops = atLeastZero(r.Value)
		case ruleDaysOff:
			t.HoldOnDaysOff = r.Value == "yes" || r.Value == "true"
		case ruleHolidays:
			t.PayHolidays = r.Value == "yes" || r.Value == "true"
		default:
			continue
		}
		if r.Source != "" {
			t.Source = pack.Name + ", " + r.Source
		}
	}
	b.packs[id] = t
	return t, true
}

// atLeastZero reads a count of a rule; what is not one counts as "no rule".
func atLeastZero(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return max(0, n)
}
