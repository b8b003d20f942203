// Package check is the referee of boards: given a case and a board, it says which rules the board
// breaks, with the numbers, and what the board costs.
//
// It is written apart from every solver and shares no scoring code with them, so that a solver
// cannot be right by its own mistake. It favours plainness over speed.
package check

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"backlot/film/civil"
	"backlot/film/strips"
	"backlot/film/strips/board"
	"backlot/film/worktime"
)

// Violation is one rule broken once.
type Violation struct {
	Rule   board.RuleID `json:"rule"`
	Mode   board.Mode   `json:"mode"`
	Unit   string       `json:"unit,omitempty"`
	Date   civil.Date   `json:"date,omitzero"`
	Scene  string       `json:"scene,omitempty"`  // number
	Person string       `json:"person,omitempty"` // name
	Text   string       `json:"text"`
	Cost   int64        `json:"cost,omitempty"` // of a bought or soft rule
}

// Cost is what a board costs, in the smallest unit of the case's currency.
type Cost struct {
	Total    int64 `json:"total"`
	Cast     int64 `json:"cast"`
	Holds    int64 `json:"holds"`  // the part of Cast paid for waiting
	Travel   int64 `json:"travel"` // people in and out
	Moves    int64 `json:"moves"`
	Overtime int64 `json:"overtime"`
	Forced   int64 `json:"forced"` // calls within the rest
	Days     int64 `json:"days"`
	Places   int64 `json:"places"`
	Gear     int64 `json:"gear"`
	Flips    int64 `json:"flips"`
	Soft     int64 `json:"soft"` // weights of soft rules; no money is paid
}

// Waiting is what the quality of a board is judged by: paid waiting, moves and overtime.
func (c Cost) Waiting() int64 { return c.Holds + c.Travel + c.Moves + c.Overtime + c.Forced + c.Flips }

// Report is the referee's answer.
type Report struct {
	Valid      bool        `json:"valid"` // nothing hard is broken
	Violations []Violation `json:"violations"`
	Cost       Cost        `json:"cost"`
	Days       int         `json:"days"`      // unit-days with work
	MoveCount  int         `json:"moves"`     // within days
	HoldDays   int         `json:"hold_days"` // paid and not worked
	Claimed    int64       `json:"claimed,omitempty"`
}

// Board checks a board against its case. An error means that the two cannot be compared at all.
func Board(c *board.Case, b *board.Board) (Report, error) {
	k, err := newReferee(c, b)
	if err != nil {
		return Report{}, err
	}
	k.completeness()
	k.calendar()
	for i := range k.days {
		k.day(i)
	}
	k.units()
	k.precedence()
	k.together()
	k.people()
	k.costs()
	k.report.Claimed = b.Cost
	k.report.Valid = !slices.ContainsFunc(k.report.Violations, func(v Violation) bool { return v.Mode == board.Hard })
	slices.SortStableFunc(k.report.Violations, func(a, b Violation) int {
		return cmp.Or(modeRank(a.Mode)-modeRank(b.Mode), a.Date.Compare(b.Date), cmp.Compare(a.Rule, b.Rule))
	})
	c1 := &k.report.Cost
	c1.Total = c1.Cast + c1.Travel + c1.Moves + c1.Overtime + c1.Forced + c1.Days + c1.Places + c1.Gear + c1.Flips + c1.Soft
	return k.report, nil
}

func modeRank(m board.Mode) int {
	return slices.Index([]board.Mode{board.Hard, board.Buy, board.Soft}, m)
}

// referee is one check under way.
type referee struct {
	c      *board.Case
	zone   *time.Location
	packs  []worktime.Pack
	scene  map[string]*board.Scene
	person map[string]*board.Person
	place  map[string]*board.Place
	gear   map[string]*board.Gear
	set    map[string]*board.Set
	way    map[[2]string]board.Move
	days   []dayRun
	at     map[string]placed // scene id -> where it stands
	work   map[string][]turn // person -> days worked, in order
	skies  map[sky][]board.Window
	report Report
}

// sky is where and when light is asked for.
type sky struct {
	date  civil.Date
	place string
	light strips.Light
}

// placed is where a scene stands on the board.
type placed struct{ day, index int }

// turn is one day of one person.
type turn struct {
	date      civil.Date
	unit      string
	call, off int // minutes after midnight of date
	scenes    []run
	meals     [][2]int // the unit's, while the person is there
	calledAt  time.Time
	dismissed time.Time
}

func newReferee(c *board.Case, b *board.Board) (*referee, error) {
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		return nil, fmt.Errorf("zone %q: want a time zone such as Europe/Oslo", c.Zone)
	}
	packs, err := c.WorkPacks()
	if err != nil {
		return nil, err
	}
	k := &referee{
		c: c, zone: zone, packs: packs,
		scene: byID(c.Scenes, func(s *board.Scene) string { return s.ID }), person: byID(c.People, func(p *board.Person) string { return p.ID }),
		place: byID(c.Places, func(p *board.Place) string { return p.ID }), gear: byID(c.Gear, func(g *board.Gear) string { return g.ID }),
		set: byID(c.Sets, func(s *board.Set) string { return s.Name }), way: map[[2]string]board.Move{},
		skies: map[sky][]board.Window{}, at: map[string]placed{}, work: map[string][]turn{}, report: Report{Violations: []Violation{}},
	}
	for _, m := range c.Moves {
		k.way[[2]string{m.From, m.To}] = m
		if _, ok := k.way[[2]string{m.To, m.From}]; !ok {
			k.way[[2]string{m.To, m.From}] = m
		}
	}
	plans := slices.Clone(b.Days)
	slices.SortStableFunc(plans, func(x, y board.DayPlan) int { return cmp.Or(x.Date.Compare(y.Date), cmp.Compare(x.Unit, y.Unit)) })
	for _, p := range plans {
		for _, id := range p.Scenes {
			if k.scene[id] == nil {
				return nil, fmt.Errorf("board, %s of unit %q: scene %q is not in the case", p.Date, p.Unit, id)
			}
		}
		if len(p.Scenes) > 0 {
			k.days = append(k.days, k.clock(p))
		}
	}
	k.report.Days = len(k.days)
	return k, nil
}

func byID[T any](list []T, id func(*T) string) map[string]*T {
	out := make(map[string]*T, len(list))
	for i := range list {
		out[id(&list[i])] = &list[i]
	}
	return out
}

// breaks notes a violation unless the rule is off. It says whether the rule counts.
func (k *referee) breaks(v Violation) bool {
	r := k.c.Rule(v.Rule)
	if r.Mode == board.Off {
		return false
	}
	v.Mode = r.Mode
	if r.Mode == board.Soft {
		v.Cost = r.Price
		k.report.Cost.Soft += r.Price
	}
	k.report.Violations = append(k.report.Violations, v)
	return true
}

// completeness: every scene once and only once.
func (k *referee) completeness() {
	for d, day := range k.days {
		for i, id := range day.plan.Scenes {
			if was, twice := k.at[id]; twice {
				k.breaks(Violation{Rule: board.Complete, Unit: day.plan.Unit, Date: day.plan.Date, Scene: k.scene[id].Number,
					Text: fmt.Sprintf("scene %s stands on %s already", k.scene[id].Number, k.days[was.day].plan.Date)})
				continue
			}
			k.at[id] = placed{d, i}
		}
	}
	for _, s := range k.c.Scenes {
		if _, ok := k.at[s.ID]; !ok {
			k.breaks(Violation{Rule: board.Complete, Scene: s.Number, Text: "scene " + s.Number + " is not on the board"})
		}
	}
}

// calendar: days the unit may shoot, once each, and the past as it was.
func (k *referee) calendar() {
	may := map[board.Day]bool{}
	for _, d := range k.c.Days {
		may[d] = true
	}
	seen := map[board.Day]bool{}
	for _, d := range k.days {
		day := board.Day{Unit: d.plan.Unit, Date: d.plan.Date}
		if !may[day] {
			k.breaks(Violation{Rule: board.Calendar, Unit: day.Unit, Date: day.Date, Text: fmt.Sprintf("%s is no shooting day of unit %q", day.Date, day.Unit)})
		}
		if seen[day] {
			k.breaks(Violation{Rule: board.Calendar, Unit: day.Unit, Date: day.Date, Text: fmt.Sprintf("%s stands twice for unit %q", day.Date, day.Unit)})
		}
		seen[day] = true
	}
	if k.c.Frozen.IsZero() {
		return
	}
	past := map[board.Day][]string{}
	for _, p := range k.c.Past {
		past[board.Day{Unit: p.Unit, Date: p.Date}] = p.Scenes
	}
	for _, d := range k.days {
		day := board.Day{Unit: d.plan.Unit, Date: d.plan.Date}
		if !day.Date.After(k.c.Frozen) && !slices.Equal(past[day], d.plan.Scenes) {
			k.breaks(Violation{Rule: board.Frozen, Unit: day.Unit, Date: day.Date, Text: fmt.Sprintf("%s lies in the past up to %s and was changed", day.Date, k.c.Frozen)})
		}
		delete(past, day)
	}
	for day, scenes := range past {
		if len(scenes) > 0 && !day.Date.After(k.c.Frozen) {
			k.breaks(Violation{Rule: board.Frozen, Unit: day.Unit, Date: day.Date, Text: fmt.Sprintf("%s lies in the past and is gone from the board", day.Date)})
		}
	}
}
