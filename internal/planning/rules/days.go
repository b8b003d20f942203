package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/film/worktime"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Breach is a day of the board on which a rule is broken, for one person or the crew of a unit.
type Breach struct {
	Date     civil.Date        `json:"date,omitzero"`
	Person   string            `json:"person"`
	Record   graph.ID          `json:"record,omitzero" doc:"The engagement, or the unit"`
	Severity worktime.Severity `json:"severity" enum:"block,price,warn,info"`
	Text     string            `json:"text"`
	Pack     string            `json:"pack"`
	Rule     string            `json:"rule"`
	Citation string            `json:"citation,omitempty"`
	Status   worktime.Status   `json:"status" enum:"V,P,U"`
	Cost     string            `json:"cost,omitempty" doc:"Only for readers with the right to deals"`
}

func (b Breach) key() string { return b.rule() + " " + string(b.Severity) }

func (b Breach) rule() string {
	return strings.Join([]string{b.Date.String(), b.Record.String(), b.Pack, b.Rule}, " ")
}

// worker is somebody with the days the board gives them.
type worker struct {
	record graph.ID
	person worktime.Person
	days   []worktime.Day
}

// breaches judges everybody on the board that is shot. Without a board, or one without dates,
// there is nothing to judge; why says so.
func (b Book) breaches(plans Plans) (out []Breach, why string) {
	id, ok := plans.Shot(b.v)
	if !ok {
		return []Breach{}, "There is no board that is shot yet."
	}
	c, plan, err := plans.Case(b.v, id)
	if err != nil {
		return []Breach{}, err.Error()
	}
	return b.judge(c, plan)
}

func (b Book) judge(c *board.Case, plan *board.Board) ([]Breach, string) {
	out := []Breach{}
	var odd []string
	for _, w := range b.workers(c, plan) {
		set := b.Set(w.record)
		v, err := set.Judge(w.person, w.days)
		if err != nil {
			odd = append(odd, err.Error())
			continue
		}
		for _, f := range v.Findings {
			if f.Quantity == "duty" {
				continue // what comes with employing somebody at all; the pack's page lists it
			}
			x := Breach{Date: f.Date, Person: w.person.Name, Record: w.record, Severity: f.Severity, Text: f.Text, Pack: f.Pack, Rule: f.Rule, Citation: f.Citation, Status: f.Status}
			aud := b.v.Audience()
			if f.Cost != nil && aud.Has(production.RightDeals) {
				x.Cost = f.Cost.String()
			}
			out = append(out, x)
		}
	}
	slices.SortStableFunc(out, func(x, y Breach) int {
		return cmp.Or(x.Date.Compare(y.Date), rank[x.Severity]-rank[y.Severity], strings.Compare(x.Person, y.Person))
	})
	return out, strings.Join(odd, "; ")
}

var rank = map[worktime.Severity]int{worktime.Block: 0, worktime.Price: 1, worktime.Warn: 2, worktime.Info: 3}

// workers are the cast with their hours of each day, and the crew of each unit from its call to
// its wrap.
func (b Book) workers(c *board.Case, plan *board.Board) []worker {
	people := map[string]*worker{}
	units := map[string]*worker{}
	var order []*worker
	places := map[string]board.Place{}
	scenes := map[string]*board.Scene{}
	byID := map[string]*board.Person{}
	for i := range c.Scenes {
		scenes[c.Scenes[i].ID] = &c.Scenes[i]
	}
	for i := range c.People {
		byID[c.People[i].ID] = &c.People[i]
	}
	for _, p := range c.Places {
		places[p.ID] = p
	}
	for _, d := range plan.Days {
		if len(d.Scenes) == 0 || d.Date.IsZero() {
			continue
		}
		run := clockOf(c, d, scenes)
		unit := units[d.Unit]
		if unit == nil {
			unit = &worker{person: worktime.Person{ID: d.Unit, Name: "Crew", Role: "crew"}}
			unit.record, _ = graph.ParseID(d.Unit) // of a board without a unit: none
			if u, ok := graph.Get[production.Unit](b.v, unit.record); ok {
				unit.person.Name = "Crew of " + u.Name
			}
			units[d.Unit] = unit
			order = append(order, unit)
		}
		unit.days = append(unit.days, worktime.Day{Date: d.Date, Zone: c.Zone, Call: d.Call, Dismissed: run.wrap + worktime.Clock(c.Prices.Wrap), Meals: run.meals(d.Call, run.wrap+worktime.Clock(c.Prices.Wrap)), Exterior: run.outside})
		for _, id := range run.order {
			p := byID[id]
			if p == nil {
				continue
			}
			w := people[id]
			if w == nil {
				w = b.worker(c, p)
				people[id] = w
				order = append(order, w)
			}
			span := run.of[id]
			call, out := max(0, span.Start-worktime.Clock(p.Ready)), span.End+worktime.Clock(p.Off)
			w.days = append(w.days, worktime.Day{Date: d.Date, Zone: c.Zone, Call: call, Dismissed: out, Meals: run.meals(call, out), Exterior: run.outside})
		}
	}
	out := make([]worker, len(order))
	for i, w := range order {
		out[i] = *w
	}
	return out
}

func (b Book) worker(c *board.Case, p *board.Person) *worker {
	w := &worker{person: worktime.Person{ID: p.ID, Name: p.Name, Role: "performer", School: p.School}}
	w.record, _ = graph.ParseID(p.ID) // ids of the case are ids of records
	if !p.Born.IsZero() {
		w.person.Role, w.person.Born = "child", p.Born
	}
	if p.DayRate > 0 && c.Currency != "" {
		w.person.DayRate = worktime.Money{Minor: p.DayRate, Currency: c.Currency}
		w.person.Engagement = "day"
	}
	if p.WeekRate > 0 {
		w.person.Engagement = "weekly"
	}
	return w
}

// run is a day of a unit as its clock goes.
type run struct {
	of      map[string]worktime.Span // people: from the beginning of their first scene to the end of their last
	order   []string
	eaten   []worktime.Span
	wrap    worktime.Clock
	outside bool
}

// clockOf runs a day as package film/strips/board says that a day runs.
func clockOf(c *board.Case, d board.DayPlan, scenes map[string]*board.Scene) run {
	r := run{of: map[string]worktime.Span{}}
	now, hungry := d.Call+worktime.Clock(c.Prices.Prepare), d.Call+worktime.Clock(c.Prices.MealAfter)
	pass := func(minutes int) {
		for c.Prices.Meal > 0 && c.Prices.MealAfter > 0 && now+worktime.Clock(minutes) > hungry {
			worked := max(0, hungry-now)
			minutes -= int(worked)
			begin := now + worked
			now = begin + worktime.Clock(c.Prices.Meal)
			r.eaten = append(r.eaten, worktime.Span{Start: begin, End: now})
			hungry = now + worktime.Clock(c.Prices.MealAfter)
		}
		now += worktime.Clock(minutes)
	}
	place := ""
	for _, id := range d.Scenes {
		s := scenes[id]
		if s == nil {
			continue
		}
		if place != "" && s.Place != place {
			pass(moveMinutes(c, place, s.Place))
		}
		place = s.Place
		begin := now
		pass(s.Minutes)
		r.outside = r.outside || s.Outside()
		for _, p := range s.Cast {
			span, have := r.of[p]
			if !have {
				span.Start = begin
				r.order = append(r.order, p)
			}
			span.End = now
			r.of[p] = span
		}
	}
	r.wrap = now
	return r
}

func moveMinutes(c *board.Case, from, to string) int {
	for _, m := range c.Moves {
		if m.From == from && m.To == to || m.From == to && m.To == from {
			return m.Minutes
		}
	}
	return c.Prices.MoveMinutes
}

// meals are the meals that lie within somebody's hours.
func (r run) meals(call, out worktime.Clock) []worktime.Meal {
	var all []worktime.Meal
	for _, s := range r.eaten {
		if s.Start >= call && s.End <= out {
			all = append(all, worktime.Meal{Span: s})
		}
	}
	return all
}

// consequences tells which days an edit of the rules makes illegal, dear or legal again.
func (s *service) consequences() graph.Derivation {
	return graph.Derivation{
		Name:  "rules",
		Reads: []graph.Kind{production.RulePack{}.Kind(), production.Rule{}.Kind(), production.Waiver{}.Kind()},
		Consequences: func(before, after graph.View, _ graph.Change) ([]graph.Consequence, error) {
			was, err := Read(before)
			if err != nil {
				return nil, err
			}
			is, err := Read(after)
			if err != nil {
				return nil, err
			}
			return compare(was, is, s.plans), nil
		},
	}
}

func compare(was, is Book, plans Plans) []graph.Consequence {
	old, _ := was.breaches(plans)
	now, _ := is.breaches(plans)
	known, left := map[string]bool{}, map[string]bool{} // what only got milder or worse is not mended
	for _, b := range old {
		known[b.key()] = true
	}
	for _, b := range now {
		left[b.rule()] = true
	}
	var out []graph.Consequence
	for _, b := range now {
		if known[b.key()] {
			continue
		}
		severity := graph.Warn
		if b.Severity == worktime.Block {
			severity = graph.Must
		}
		out = append(out, graph.Consequence{
			What: fmt.Sprintf("%s %s: %s", b.Person, say(b.Date), b.Text), Severity: severity, Who: []string{"Assistant directors"},
			Why: []graph.Step{{Record: b.Record, Label: b.Person}},
		})
	}
	mended := 0
	for _, b := range old {
		if !left[b.rule()] {
			mended++
		}
	}
	if mended > 0 {
		out = append(out, graph.Consequence{What: fmt.Sprintf("%d breaches of the board are none any more", mended), Severity: graph.Info, Automatic: true})
	}
	return out
}

func say(d civil.Date) string {
	if d.IsZero() {
		return "as a whole"
	}
	return "on " + d.Format("Mon 2 Jan")
}
