package planner

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/film/strips/check"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Verdict is what the rules say about a board as it stands.
type Verdict struct {
	Board graph.ID `json:"board"`
	// Undated says why nothing can be judged yet: a missing date, or records that contradict each other;
	// empty when it can.
	Undated string `json:"undated,omitempty"`
	// Valid: no hard rule is broken, as far as the reader may know.
	Valid bool   `json:"valid"`
	Flags []Flag `json:"flags"`
	// Days are those of the board, in its order, with their light and who is not free.
	Days []DayFacts `json:"days"`
	// Price is left out when the reader may not know what things cost.
	Price    *Price   `json:"price,omitempty"`
	Assumed  []Remark `json:"assumed"`
	Findings []Remark `json:"findings"`
	Withheld []string `json:"withheld"`
}

// Flag is one rule broken once, with the strips and the record it is about.
type Flag struct {
	Rule board.RuleID `json:"rule"`
	Mode board.Mode   `json:"mode"`
	Text string       `json:"text"` // a sentence with the numbers
	Day  int          `json:"day"`  // index of the day on the board, -1 for none
	Date civil.Date   `json:"date,omitzero"`
	// Strips it is about; a rule of a whole day has none.
	Strips []graph.ID `json:"strips,omitempty"`
	// Record at which it can be mended: the engagement, the place, the activity.
	Record graph.ID         `json:"record,omitzero"`
	Kind   graph.Kind       `json:"kind,omitempty"`
	Cost   production.Money `json:"cost,omitzero"` // of a bought rule, and the weight of a soft one
}

// Price is what the board costs, in its parts. Soft is the weight of soft rules, which nobody pays;
// it is not in Total.
type Price struct {
	Total production.Money `json:"total"`
	Parts []Part           `json:"parts"`
	Soft  production.Money `json:"soft,omitzero"`
	Days  int              `json:"days"`      // with work
	Holds int              `json:"hold_days"` // paid and not worked
	Moves int              `json:"moves"`     // of the company within a day
}

// Part is one kind of cost.
type Part struct {
	Key    string           `json:"key" enum:"cast,holds,travel,crew,overtime,forced,moves,flips,places,gear"`
	Amount production.Money `json:"amount"`
}

// Judge says what the rules say about a board. A board without dates gives a Verdict that says so.
func (p Planner) Judge(v graph.View, boardID graph.ID) (Verdict, error) {
	out := Verdict{Board: boardID, Flags: []Flag{}, Days: []DayFacts{}, Assumed: []Remark{}, Findings: []Remark{}, Withheld: []string{}}
	r, report, err := p.judged(v, boardID)
	if why := undated(err); why != "" {
		out.Undated = why
		return out, nil
	}
	if err != nil {
		return Verdict{}, err
	}
	out.Valid, out.Price = report.Valid && len(r.Findings) == 0, r.price(v, report)
	out.Flags = append(out.Flags, r.flags(report.Violations)...)
	out.Days = append(out.Days, r.dayFacts()...)
	out.Assumed, out.Findings, out.Withheld = append(out.Assumed, r.Assumed...), append(out.Findings, r.Findings...), append(out.Withheld, r.Withheld...)
	return out, nil
}

// judged reads a board and lets the referee judge it.
func (p Planner) judged(v graph.View, boardID graph.ID) (*Reading, check.Report, error) {
	r, err := p.Read(v, boardID)
	if err != nil {
		return nil, check.Report{}, err
	}
	report, err := check.Board(r.Case, r.Board)
	if err != nil {
		return nil, check.Report{}, fmt.Errorf("judge %s: %w", r.Case.Title, err)
	}
	return r, report, nil
}

// price is the cost of the report in money, for readers with the right to deals.
func (r *Reading) price(v graph.View, report check.Report) *Price {
	a := v.Audience()
	if !a.All && !a.Has(production.RightDeals) {
		return nil
	}
	c, money := report.Cost, r.Money
	out := &Price{Total: money(c.Total - c.Soft), Soft: money(c.Soft), Days: report.Days, Holds: report.HoldDays, Moves: report.MoveCount}
	if c.Soft == 0 {
		out.Soft = production.Money{}
	}
	for _, p := range []struct {
		key    string
		amount int64
	}{
		{"crew", c.Days}, {"cast", c.Cast - c.Holds}, {"holds", c.Holds}, {"places", c.Places}, {"overtime", c.Overtime}, {"forced", c.Forced},
		{"moves", c.Moves}, {"travel", c.Travel}, {"flips", c.Flips}, {"gear", c.Gear},
	} {
		if p.amount != 0 {
			out.Parts = append(out.Parts, Part{p.key, money(p.amount)})
		}
	}
	return out
}

// Money is an amount of the case.
func (r *Reading) Money(minor int64) production.Money {
	return production.Money{Minor: minor, Currency: r.Case.Currency}
}

// flags puts violations into the words of the production: strips for scenes, records for people.
func (r *Reading) flags(list []check.Violation) []Flag {
	out := make([]Flag, 0, len(list))
	for _, x := range list {
		f := Flag{Rule: x.Rule, Mode: x.Mode, Text: r.words(x), Date: x.Date, Day: r.dayOn(x.Date), Strips: r.stripsIn(x)}
		if x.Cost != 0 {
			f.Cost = r.Money(x.Cost)
		}
		f.Record, f.Kind = r.mend(x)
		out = append(out, f)
	}
	return out
}

// words is the sentence of a violation: that of the referee but where a rehearsal or a build stands
// for a person.
func (r *Reading) words(x check.Violation) string {
	text := x.Text
	if wait, ok := r.waits[x.Person]; ok {
		text = fmt.Sprintf("scene %s waits: %s", x.Scene, wait)
	}
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

func (r *Reading) dayOn(date civil.Date) int {
	if date.IsZero() {
		return -1
	}
	for i, d := range r.days {
		if d.Date == date {
			return i
		}
	}
	return -1
}

// stripsIn are the strips a violation is about: the scene it names, or the scenes of the person it
// names on its day.
func (r *Reading) stripsIn(x check.Violation) []graph.ID {
	var out []graph.ID
	for _, d := range r.Board.Days {
		if !x.Date.IsZero() && d.Date != x.Date {
			continue
		}
		for _, id := range d.Scenes {
			s := r.sceneOf(id)
			byScene := x.Scene != "" && s.Number == x.Scene
			byPerson := x.Scene == "" && x.Person != "" && slices.Contains(s.Cast, r.personOf(x.Person))
			if byScene || byPerson {
				out = append(out, graph.MustID(id))
			}
		}
	}
	return out
}

func (r *Reading) sceneOf(id string) *board.Scene {
	i := slices.IndexFunc(r.Case.Scenes, func(s board.Scene) bool { return s.ID == id })
	if i < 0 {
		return &board.Scene{}
	}
	return &r.Case.Scenes[i]
}

func (r *Reading) personOf(name string) string {
	for _, p := range r.Case.People {
		if p.Name == name {
			return p.ID
		}
	}
	return ""
}

// mend is the record at which a broken rule can be mended: who or what it is about.
func (r *Reading) mend(x check.Violation) (graph.ID, graph.Kind) {
	if id, ok := r.people[x.Person]; ok && x.Person != "" {
		return id, r.kinds[id]
	}
	switch x.Rule {
	case board.PlaceDates, board.PlaceHours, board.Permit, board.Light, board.Closed:
		for _, id := range r.stripsIn(x) {
			if p := placeID(r.sceneOf(id.String()).Place); !p.IsZero() {
				return p, "place"
			}
		}
	case board.SetReady, board.UnitOf, board.Precedence:
		for _, id := range r.stripsIn(x) {
			return r.strips[id.String()], "scene"
		}
	}
	return graph.ID{}, ""
}

// byWeight orders flags for people: hard rules first, then by day.
func byWeight(a, b Flag) int {
	rank := []board.Mode{board.Hard, board.Buy, board.Soft}
	return cmp.Or(slices.Index(rank, a.Mode)-slices.Index(rank, b.Mode), a.Day-b.Day, cmp.Compare(a.Rule, b.Rule))
}
