package board

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"backlot/film/civil"
	"backlot/film/strips"
	"backlot/film/worktime"
)

// Board is an answer to a case.
type Board struct {
	Schema int       `json:"schema"`
	Case   string    `json:"case"` // its title
	Days   []DayPlan `json:"days"` // in order of date and unit
	// Cost is what whoever made the board says it costs, in the smallest unit of the currency; a
	// checker computes its own.
	Cost int64 `json:"cost,omitempty"`
	// Bound is a cost no valid board of the case can be under; zero when nobody computed one.
	Bound int64 `json:"bound,omitempty"`
}

// DayPlan is one day of one unit.
type DayPlan struct {
	Unit   string         `json:"unit"`
	Date   civil.Date     `json:"date"`
	Call   worktime.Clock `json:"call"`
	Scenes []string       `json:"scenes"` // ids, in shooting order
}

// ReadCase reads a case and checks it. Every complaint names the record and field.
func ReadCase(r io.Reader) (*Case, error) {
	var c Case
	in := json.NewDecoder(r)
	in.DisallowUnknownFields()
	if err := in.Decode(&c); err != nil {
		return nil, fmt.Errorf("board case: %w", err)
	}
	return &c, c.Check()
}

// ReadBoard reads a board. Its scenes are compared with a case by package check.
func ReadBoard(r io.Reader) (*Board, error) {
	var b Board
	in := json.NewDecoder(r)
	if err := in.Decode(&b); err != nil {
		return nil, fmt.Errorf("board: %w", err)
	}
	switch {
	case b.Schema < 1:
		return nil, fmt.Errorf("board: the schema is missing; want %d", Schema)
	case b.Schema > Schema:
		return nil, fmt.Errorf("board: schema %d is of a newer Backlot; this one reads 1 to %d", b.Schema, Schema)
	}
	return &b, nil
}

// Check reports what the case says that cannot be: records that are not there, lengths of nothing,
// calendars that contradict themselves.
func (c *Case) Check() error {
	var all []error
	complain := func(format string, args ...any) { all = append(all, fmt.Errorf(format, args...)) }
	if c.Schema < 1 || c.Schema > Schema {
		complain("schema %d: want 1 to %d", c.Schema, Schema)
	}
	if _, err := time.LoadLocation(c.Zone); err != nil {
		complain("zone %q: want a time zone such as Europe/Oslo", c.Zone)
	}
	people, places := index(c.People, func(p Person) string { return p.ID }, "people", &all), index(c.Places, func(p Place) string { return p.ID }, "places", &all)
	gear, scenes := index(c.Gear, func(g Gear) string { return g.ID }, "gear", &all), index(c.Scenes, func(s Scene) string { return s.ID }, "scenes", &all)
	units := map[string]bool{}
	for i, d := range c.Days {
		units[d.Unit] = true
		if d.Date.IsZero() {
			complain("days[%d]: the date is missing", i)
		}
		if i > 0 && (d.Date.Before(c.Days[i-1].Date) || d == c.Days[i-1]) {
			complain("days[%d]: %s of unit %q stands twice or out of order; want days in order of date", i, d.Date, d.Unit)
		}
	}
	for _, s := range c.Scenes {
		name := "scene " + s.Number + " (" + s.ID + ")"
		if s.Minutes < 1 {
			complain("%s: minutes %d: want at least 1; a scene without length cannot be planned", name, s.Minutes)
		}
		if !places[s.Place] {
			complain("%s: place %q is not in the case", name, s.Place)
		}
		if s.Unit != "" && !units[s.Unit] {
			complain("%s: unit %q has no days", name, s.Unit)
		}
		switch s.Light {
		case strips.Day, strips.Night, strips.Dawn, strips.Dusk:
		default:
			complain("%s: light %q: want day, night, dawn or dusk", name, s.Light)
		}
		for _, p := range s.Cast {
			if !people[p] {
				complain("%s: person %q is not in the case", name, p)
			}
		}
		for _, g := range s.Gear {
			if !gear[g] {
				complain("%s: gear %q is not in the case", name, g)
			}
		}
	}
	all = append(all, c.checkParts(scenes, places)...)
	all = append(all, c.contradictions()...)
	return errors.Join(append(all, c.checkRules()...)...)
}

func (c *Case) checkParts(scenes, places map[string]bool) []error {
	var all []error
	complain := func(format string, args ...any) { all = append(all, fmt.Errorf(format, args...)) }
	spans := func(name string, list []Span) {
		for _, s := range list {
			if !s.From.IsZero() && !s.To.IsZero() && s.To.Before(s.From) {
				complain("%s: %s to %s ends before it begins", name, s.From, s.To)
			}
		}
	}
	packs, err := c.WorkPacks()
	if err != nil {
		all = append(all, err)
	}
	for _, p := range c.People {
		spans("person "+p.Name, p.Free)
		for _, id := range p.Packs {
			if !slices.ContainsFunc(packs, func(x worktime.Pack) bool { return x.ID == id }) {
				complain("person %s: rule pack %q is not known; want one of film/worktime or of the case", p.Name, id)
			}
		}
		if !p.Born.IsZero() && len(p.Packs) == 0 {
			complain("person %s: a child needs a rule pack, such as us-ca-minors", p.Name)
		}
	}
	for _, p := range c.Places {
		spans("place "+p.Name, p.Free)
		spans("permit of "+p.Name, p.Permit)
		if p.Close < p.Open {
			complain("place %s: closes at %s before it opens at %s; after midnight write 24:00 and more", p.Name, p.Close, p.Open)
		}
	}
	for _, m := range c.Moves {
		if !places[m.From] || !places[m.To] {
			complain("moves: %q to %q: one of the places is not in the case", m.From, m.To)
		}
	}
	for _, x := range c.Shut {
		if x.Place != "" && !places[x.Place] || x.Date.IsZero() {
			complain("shut %q: want a date, and a place of the case or none", x.Reason)
		}
	}
	for _, o := range c.Orders {
		if !scenes[o.Before] || !scenes[o.After] || o.Before == o.After {
			complain("orders: %q before %q: want two scenes of the case", o.Before, o.After)
		}
	}
	p := c.Prices
	if p.Longest < p.Normal || p.Normal < 1 || p.MealAfter < 1 {
		complain("prices: normal %d, longest %d, meal_after %d: want minutes with longest at least normal", p.Normal, p.Longest, p.MealAfter)
	}
	return all
}

func index[T any](list []T, id func(T) string, field string, all *[]error) map[string]bool {
	out := make(map[string]bool, len(list))
	for i, x := range list {
		switch {
		case id(x) == "":
			*all = append(*all, fmt.Errorf("%s[%d]: the id is missing", field, i))
		case out[id(x)]:
			*all = append(*all, fmt.Errorf("%s[%d]: id %q stands there twice", field, i, id(x)))
		}
		out[id(x)] = true
	}
	return out
}
