// Package dood computes a day-out-of-days: for every person, animal, vehicle or thing that is hired
// by the day, what each calendar day of the shoot is to them.
//
// The chart answers what the production pays for beyond work: a start (S), work (W), hold (H, on
// contract but not shooting), travel (T), rehearsal (R), fitting (FT), a drop (D) and pick-up (P)
// around a gap that is not paid, a finish (F). Codes join on one day: SW, WF, SWF, WD, PW, and SW/H
// or H/WF where a contract starts or ends on a day without shooting.
//
// Sources of the codes: practice as described at junglesoftware.com, probsee.com, storiara.com,
// gcasper.com. The length of a gap that may be dropped and how often is a term of the engagement
// and comes in as Terms, with its own source. Everything here is pure.
package dood

import (
	"fmt"
	"slices"

	"backlot/film/civil"
)

// Kind is what happens to a person on a day.
type Kind string

// The kinds of event.
const (
	Work           Kind = "work"
	Hold           Kind = "hold" // held by contract, whatever the gap
	Idle           Kind = "idle" // waiting without pay
	Travel         Kind = "travel"
	Rehearsal      Kind = "rehearsal"
	Fitting        Kind = "fitting"
	Holiday        Kind = "holiday"
	Drop           Kind = "drop"            // last day before a gap, ordered by hand
	PickUp         Kind = "pickup"          // first day after it, ordered by hand
	ContractStart  Kind = "contract-start"  // employment starts, even without shooting
	ContractFinish Kind = "contract-finish" // employment ends, even without shooting
)

// Kinds lists every kind.
var Kinds = []Kind{Work, Hold, Idle, Travel, Rehearsal, Fitting, Holiday, Drop, PickUp, ContractStart, ContractFinish}

// Event is one fact about one person and day.
type Event struct {
	Date civil.Date `json:"date"`
	Kind Kind       `json:"kind"`
}

// Person is a row of the chart: a performer, animal, vehicle, stunt, place or piece of equipment.
type Person struct {
	ID       string  `json:"id"`
	Name     string  `json:"name"`
	Category string  `json:"category,omitempty"` // such as "Cast" or "Animals"
	Number   int     `json:"number,omitempty"`   // cast number; zero when there is none
	Events   []Event `json:"events"`
	// Terms replaces the terms of the whole chart for this person. Nil: those of the chart.
	Terms *Terms `json:"terms,omitempty"`
}

// Gap says what a day between two working days is when it is not dropped.
type Gap string

// What a gap can be.
const (
	GapHold  Gap = "hold"  // paid
	GapIdle  Gap = "idle"  // listed, not paid
	GapBlank Gap = "blank" // nothing: hired by the day
)

// Terms are the conditions of an engagement that decide about gaps. They are data: agreements
// differ and are renegotiated. The zero value never drops, holds every gap on shooting days only,
// and lets employment start with work.
type Terms struct {
	// Source names the agreement or deal the numbers come from.
	Source string `json:"source,omitempty"`
	// DropAfter is the least pause that ends pay: a person may be dropped when the pick-up is more
	// than this many calendar days after the last day worked. Zero: never dropped.
	DropAfter int `json:"dropAfter,omitempty"`
	// MaxDrops is how often in one production; zero means as often as gaps are long enough. When
	// only some may be dropped, the longest are, since they save most.
	MaxDrops int `json:"maxDrops,omitempty"`
	// Gap is what days between are called otherwise; empty means GapHold.
	Gap Gap `json:"gap,omitempty"`
	// HoldOnDaysOff counts days on which the unit does not shoot (weekends, days off) as held too.
	HoldOnDaysOff bool `json:"holdOnDaysOff,omitempty"`
	// PayHolidays counts public holidays inside the employment as paid days.
	PayHolidays bool `json:"payHolidays,omitempty"`
	// Engages lists the kinds besides work, hold and idle that start and end employment, such as
	// rehearsal. Others appear in the chart without moving start or finish.
	Engages []Kind `json:"engages,omitempty"`
}

// Calendar is the span of the chart.
type Calendar struct {
	// Shooting lists the dates on which a unit shoots, numbered in order from 1.
	Shooting []civil.Date `json:"shooting"`
	// Holidays lists public holidays and company days off with pay.
	Holidays []civil.Date `json:"holidays,omitempty"`
}

// Day is a column of the chart.
type Day struct {
	Date    civil.Date `json:"date"`
	Number  int        `json:"number,omitempty"` // of the shooting day; zero on other days
	Holiday bool       `json:"holiday,omitempty"`
}

// Row is one person's line of the chart.
type Row struct {
	Person Person `json:"person"`
	Cells  []Cell `json:"cells"` // one for each Day of the chart
	Totals Totals `json:"totals"`
}

// Totals counts the days of a row. No currency: what a day costs is the business of a deal.
type Totals struct {
	Start     civil.Date `json:"start"` // of employment; zero when never engaged
	Finish    civil.Date `json:"finish"`
	Work      int        `json:"work"`
	Hold      int        `json:"hold"`
	Idle      int        `json:"idle"`
	Travel    int        `json:"travel"`
	Rehearsal int        `json:"rehearsal"`
	Fitting   int        `json:"fitting"`
	Holiday   int        `json:"holiday"`
	Dropped   int        `json:"dropped"` // shooting days inside drops
	Drops     int        `json:"drops"`   // how many drops
	// Total is work, hold, travel, rehearsal and fitting days, and holidays where they are paid.
	// A day with two of them counts once.
	Total int `json:"total"`
}

// Finding is something a person should look at.
type Finding struct {
	Person  string     `json:"person"` // id
	Date    civil.Date `json:"date"`
	Message string     `json:"message"`
}

// Chart is a day-out-of-days.
type Chart struct {
	Days     []Day     `json:"days"`
	Rows     []Row     `json:"rows"`
	Findings []Finding `json:"findings,omitempty"`
}

// Compute makes the chart. Rows stand in the order of persons; days run from the first to the last
// date that the calendar or any event names. An unknown kind or an event without a date is an error.
func Compute(persons []Person, cal Calendar, terms Terms) (Chart, error) {
	if err := check(persons, terms); err != nil {
		return Chart{}, err
	}
	chart := Chart{Days: span(persons, cal), Rows: make([]Row, 0, len(persons))}
	for _, p := range persons {
		t := terms
		if p.Terms != nil {
			t = *p.Terms
		}
		row, findings := compute(p, chart.Days, t)
		chart.Rows = append(chart.Rows, row)
		chart.Findings = append(chart.Findings, findings...)
	}
	return chart, nil
}

func check(persons []Person, terms Terms) error {
	if err := terms.check(); err != nil {
		return fmt.Errorf("terms of the chart: %w", err)
	}
	for _, p := range persons {
		if p.Terms != nil {
			if err := p.Terms.check(); err != nil {
				return fmt.Errorf("terms of %s: %w", p.label(), err)
			}
		}
		for _, e := range p.Events {
			if e.Date.IsZero() {
				return fmt.Errorf("event %q of %s has no date: want one such as 2027-03-01", e.Kind, p.label())
			}
			if !slices.Contains(Kinds, e.Kind) {
				return fmt.Errorf("event %q of %s on %s: want one of %v", e.Kind, p.label(), e.Date, Kinds)
			}
		}
	}
	return nil
}

func (t Terms) check() error {
	if t.DropAfter < 0 || t.MaxDrops < 0 {
		return fmt.Errorf("dropAfter %d and maxDrops %d: want counts of zero or more", t.DropAfter, t.MaxDrops)
	}
	if !slices.Contains([]Gap{"", GapHold, GapIdle, GapBlank}, t.Gap) {
		return fmt.Errorf("gap %q: want hold, idle or blank", t.Gap)
	}
	return nil
}

func (p Person) label() string {
	if p.Name != "" {
		return p.Name
	}
	return p.ID
}

// maxDays bounds the columns of a chart, so that one mistyped year cannot fill the memory.
const maxDays = 366 * 6

// span returns all days of the chart, in order, without holes.
func span(persons []Person, cal Calendar) []Day {
	var first, last civil.Date
	see := func(d civil.Date) {
		if d.IsZero() {
			return
		}
		if first.IsZero() || d.Before(first) {
			first = d
		}
		if last.IsZero() || d.After(last) {
			last = d
		}
	}
	shooting := map[civil.Date]bool{}
	for _, d := range cal.Shooting {
		shooting[d] = true
		see(d)
	}
	for _, p := range persons {
		for _, e := range p.Events {
			see(e.Date)
		}
	}
	if first.IsZero() {
		return nil
	}
	holidays := map[civil.Date]bool{}
	for _, d := range cal.Holidays {
		holidays[d] = true
	}
	var out []Day
	number := 0
	for d := first; !d.After(last) && len(out) < maxDays; d = d.AddDays(1) {
		day := Day{Date: d, Holiday: holidays[d]}
		if shooting[d] {
			number++
			day.Number = number
		}
		out = append(out, day)
	}
	return out
}
