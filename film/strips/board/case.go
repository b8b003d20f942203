// Package board is the problem a first assistant director solves: which scenes are shot on which
// day, in which order, so that no rule is broken and waiting, moving and overtime cost least.
//
// A Case holds everything the answer depends on: scenes, people with their contracts and free
// days, places with their dates and light, the calendar of each unit, orders that must be kept,
// prices, and which rules are hard, bought or soft. A Board is an answer. Package check says what
// a board breaks and costs; it is written apart from every solver. Everything here is pure.
//
// # How a day runs
//
// The unit is called at Call. The first set-up is ready Prices.Prepare minutes later; scenes
// follow each other in the order of the board, each for its Minutes; between two scenes at
// different places lies the move of the case. A meal of Prices.Meal minutes interrupts whatever is
// being shot when Prices.MealAfter minutes have passed since the call, and again that long after
// the end of the meal before, as long as work goes on. The unit wraps when the last scene ends, and is
// dismissed Prices.Wrap minutes later. A person is called Person.Ready minutes before their first
// scene of the day and dismissed Person.Off minutes after their last.
package board

import (
	"slices"

	"backlot/film/civil"
	"backlot/film/pages"
	"backlot/film/strips"
	"backlot/film/worktime"
)

// Schema is the version of the stored form of cases and boards.
const Schema = 1

// Case is a scheduling problem. Amounts of money are in the smallest unit of Currency.
type Case struct {
	Schema   int      `json:"schema"`
	Title    string   `json:"title"`
	Currency string   `json:"currency"` // ISO 4217
	Zone     string   `json:"zone"`     // of the call times, "Europe/Oslo"
	Scenes   []Scene  `json:"scenes"`
	People   []Person `json:"people"`
	Places   []Place  `json:"places"`
	Moves    []Move   `json:"moves"` // both ways; what is not listed costs Prices.Move
	Sets     []Set    `json:"sets,omitempty"`
	Gear     []Gear   `json:"gear,omitempty"`
	Days     []Day    `json:"days"` // the days that may be shot, in order of date and unit
	Orders   []Order  `json:"orders,omitempty"`
	Shut     []Shut   `json:"shut,omitempty"`
	Prices   Prices   `json:"prices"`
	// Rules says how rules count here where that differs from DefaultRules.
	Rules map[RuleID]Rule `json:"rules,omitempty"`
	// Packs are rule packs of working hours as this production applies them. They stand for packs of
	// film/worktime of the same id; the others come with the program.
	Packs []worktime.Pack `json:"packs,omitempty"`
	// Frozen is the last day that may no longer change; Past is the board up to it.
	Frozen civil.Date `json:"frozen,omitzero"`
	Past   []DayPlan  `json:"past,omitempty"`
}

// WorkPacks are the rule packs of working hours that people of the case can name.
func (c *Case) WorkPacks() ([]worktime.Pack, error) {
	all, err := worktime.Packs()
	if err != nil {
		return nil, err
	}
	out := slices.Clone(c.Packs)
	for _, p := range all {
		if !slices.ContainsFunc(c.Packs, func(own worktime.Pack) bool { return own.ID == p.ID }) {
			out = append(out, p)
		}
	}
	return out, nil
}

// Scene is a scene, or a part of one that is shot by itself.
type Scene struct {
	ID      string        `json:"id"`
	Number  string        `json:"number"`
	Set     string        `json:"set"`
	Place   string        `json:"place"` // id
	IntExt  string        `json:"int_ext"`
	Light   strips.Light  `json:"light"`
	Eighths pages.Eighths `json:"eighths"`
	Minutes int           `json:"minutes"` // to shoot it, set-ups included; at least 1
	Cast    []string      `json:"cast"`    // ids of people
	Gear    []string      `json:"gear,omitempty"`
	Unit    string        `json:"unit,omitempty"` // empty: any unit
	Pinned  civil.Date    `json:"pinned,omitzero"`
	// Cover marks an interior that stands by for bad weather.
	Cover bool `json:"cover,omitempty"`
}

// Outside says whether weather and daylight matter to a scene.
func (s Scene) Outside() bool { return s.IntExt != "INT" }

// Person is somebody who is paid by the day or week and cannot be in two places.
type Person struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Free are the spans in which the person can work; none means always.
	Free []Span `json:"free,omitempty"`
	// Away are single days on which they cannot.
	Away []civil.Date `json:"away,omitempty"`
	// DayRate is paid for each day worked or held; WeekRate, when set, for each week begun instead.
	DayRate  int64 `json:"day_rate"`
	WeekRate int64 `json:"week_rate,omitempty"`
	// Guarantee is the least number of days (or weeks) paid.
	Guarantee int `json:"guarantee,omitempty"`
	// DropAfter is the pause in calendar days beyond which the person may be dropped and picked up
	// again, MaxDrops how often. Zero DropAfter is never; zero MaxDrops as often as a pause is long
	// enough.
	DropAfter int `json:"drop_after,omitempty"`
	MaxDrops  int `json:"max_drops,omitempty"`
	// Travel is what bringing the person in and out costs, at the start and for each pick-up.
	Travel int64 `json:"travel,omitempty"`
	Ready  int   `json:"ready"` // minutes of make-up and wardrobe before the first scene
	Off    int   `json:"off"`   // minutes to get out of it
	// Rest is the least time between dismissal and call in minutes; less costs Forced each time.
	Rest   int   `json:"rest"`
	Forced int64 `json:"forced,omitempty"`
	// Born and School decide a child's hours under Packs; a person without Born is grown up.
	Born   civil.Date       `json:"born,omitzero"`
	School *worktime.School `json:"school,omitempty"`
	Packs  []string         `json:"packs,omitempty"` // ids of packs of film/worktime
}

// Span is a stretch of days, both included; a zero end is open.
type Span struct {
	From civil.Date `json:"from,omitzero"`
	To   civil.Date `json:"to,omitzero"`
}

// Has says whether a day lies in the span.
func (s Span) Has(d civil.Date) bool {
	return (s.From.IsZero() || !d.Before(s.From)) && (s.To.IsZero() || !d.After(s.To))
}

// CanWork says whether the person is free on a day.
func (p Person) CanWork(d civil.Date) bool {
	for _, a := range p.Away {
		if a == d {
			return false
		}
	}
	return inAny(p.Free, d)
}

func inAny(spans []Span, d civil.Date) bool {
	for _, s := range spans {
		if s.Has(d) {
			return true
		}
	}
	return len(spans) == 0
}

// Place is where scenes are shot.
type Place struct {
	ID   string  `json:"id"`
	Name string  `json:"name"`
	Lat  float64 `json:"lat"` // degrees north
	Lon  float64 `json:"lon"` // degrees east
	// Zone is of the clocks there, where it is not that of the case: a day's times are on the wall of
	// where it is shot.
	Zone string `json:"zone,omitempty"`
	Free []Span `json:"free,omitempty"`
	// Open and Close bound the hours of access; both zero is round the clock.
	Open  worktime.Clock `json:"open,omitempty"`
	Close worktime.Clock `json:"close,omitempty"`
	// Permit spans are the days a permit covers; none means no permit is needed.
	Permit []Span `json:"permit,omitempty"`
	// Blackout says that day plays for night inside and the other way round: a stage, or windows
	// that can be covered.
	Blackout bool  `json:"blackout,omitempty"`
	DayRate  int64 `json:"day_rate,omitempty"` // for each day used
	Stint    int64 `json:"stint,omitempty"`    // for each run of days: rig and strike
}

// CanUse says whether the place may be used on a day, and why not.
func (p Place) CanUse(d civil.Date) bool { return inAny(p.Free, d) }

// Allowed says whether a permit covers a day.
func (p Place) Allowed(d civil.Date) bool { return inAny(p.Permit, d) }

// Move is the way between two places.
type Move struct {
	From    string `json:"from"`
	To      string `json:"to"`
	Minutes int    `json:"minutes"`
	Price   int64  `json:"price"`
	Kind    string `json:"kind,omitempty"` // stage, push, stakebed, full
}

// Set is a built or dressed set.
type Set struct {
	Name   string     `json:"name"`
	Ready  civil.Date `json:"ready,omitzero"`  // first day it can be shot
	Strike civil.Date `json:"strike,omitzero"` // first day it is gone
}

// Gear is equipment, a stunt team or animals that are hired by the day.
type Gear struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	DayRate int64  `json:"day_rate"`
	Stint   int64  `json:"stint,omitempty"` // delivery and collection for each run of days
	// Many is how many units can use it at once; zero is one.
	Many int `json:"many,omitempty"`
}

// Day is one day of one unit on which it may shoot.
type Day struct {
	Unit string     `json:"unit"`
	Date civil.Date `json:"date"`
}

// Shut is weather, a strike or a closed road that stops work on a day.
type Shut struct {
	Date civil.Date `json:"date"`
	// Place is where; empty is everywhere.
	Place string `json:"place,omitempty"`
	// Outside says that interiors can go on.
	Outside bool   `json:"outside,omitempty"`
	Reason  string `json:"reason"`
}

// Stops says whether a scene cannot be shot on a day.
func (x Shut) Stops(s *Scene, d civil.Date) bool {
	return x.Date == d && (x.Place == "" || x.Place == s.Place) && (!x.Outside || s.Outside())
}

// Order demands that one scene is shot before another: long hair before short, the house before
// its fire.
type Order struct {
	Before string `json:"before"`
	After  string `json:"after"`
	// Days is the least number of days between the two; zero lets both be on one day, in order.
	Days   int    `json:"days,omitempty"`
	Reason string `json:"reason,omitempty"`
}

// Prices are the terms of the day and what things cost beyond people.
type Prices struct {
	Prepare   int `json:"prepare"`    // minutes from the call to the first set-up
	Wrap      int `json:"wrap"`       // minutes from the last scene to the dismissal
	Meal      int `json:"meal"`       // minutes
	MealAfter int `json:"meal_after"` // minutes
	// Normal is how many minutes from call to dismissal are paid by the day, Longest the ceiling.
	Normal  int `json:"normal"`
	Longest int `json:"longest"`
	// Overtime is the price of a started hour beyond Normal.
	Overtime int64 `json:"overtime"`
	Day      int64 `json:"day"` // of a unit for each day it shoots
	// Move and MoveMinutes are those of a way not listed in Case.Moves.
	Move        int64 `json:"move"`
	MoveMinutes int   `json:"move_minutes"`
	// Flip is the price of going from day to night work or back between two days of a unit.
	Flip int64 `json:"flip"`
	// CrewRest is the least rest of a unit in minutes, CrewForced the price of less, each time.
	CrewRest   int   `json:"crew_rest"`
	CrewForced int64 `json:"crew_forced"`
	// Row is how many days running a unit may work.
	Row int `json:"row"`
	// DayCall is the usual call; NightCall that of a night.
	DayCall   worktime.Clock `json:"day_call"`
	NightCall worktime.Clock `json:"night_call"`
}
