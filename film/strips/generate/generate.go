// Package generate makes believable scheduling cases of which it is known whether they can be
// solved.
//
// A case grows from a board that works: days are planted first, at places, with scenes that fit
// the light and the hours of the children in them; the free days of people, the dates of places
// and permits, sets and orders are then drawn around it with room to spare. So the planted board
// is a proof that the case can be solved. An impossible case is a possible one with two facts
// that exclude each other. The same seed gives the same case.
package generate

import (
	"fmt"
	"math/rand/v2"

	"backlot/film/civil"
	"backlot/film/pages"
	"backlot/film/strips"
	"backlot/film/strips/board"
	"backlot/film/strips/check"
	"backlot/film/worktime"
)

// Kind is what is to be shot.
type Kind string

// The kinds: a feature of 100 to 150 scenes in 25 to 40 days, or a block of three episodes with a
// second unit.
const (
	Feature Kind = "feature"
	Block   Kind = "block"
)

// Options say which case is wanted.
type Options struct {
	Kind Kind
	Seed uint64
	// Scenes and Days override what the kind draws; zero leaves it to the seed.
	Scenes, Days int
	// Impossible plants a conflict.
	Impossible bool
}

// Answer is what is known about a generated case.
type Answer struct {
	Possible bool         `json:"possible"`
	Board    *board.Board `json:"board,omitempty"`  // planted; nil for an impossible case
	Reason   string       `json:"reason,omitempty"` // why nothing can solve it
}

// Case makes a case and its answer.
func Case(o Options) (*board.Case, Answer, error) {
	g := &grower{rng: rand.New(rand.NewPCG(o.Seed, 0xb0a7d)), c: &board.Case{Schema: board.Schema, Currency: "EUR", Zone: "Europe/Oslo"}}
	switch o.Kind {
	case Feature:
		g.scenes, g.days, g.units = g.between(100, 150), g.between(25, 40), []string{"main"}
		g.people, g.places = g.between(20, 40), g.between(10, 25)
	case Block:
		g.scenes, g.days, g.units = g.between(120, 160), g.between(28, 40), []string{"main", "second"}
		g.people, g.places = g.between(26, 40), g.between(12, 25)
	default:
		return nil, Answer{}, fmt.Errorf("kind %q: want feature or block", o.Kind)
	}
	if o.Scenes > 0 {
		g.scenes, g.people, g.places = o.Scenes, max(4, min(g.people, o.Scenes/3)), max(2, min(g.places, o.Scenes/5))
		g.days = max(2, o.Scenes*g.days/125)
	}
	if o.Days > 0 {
		g.days = o.Days
	}
	g.c.Title = fmt.Sprintf("%s %d", o.Kind, o.Seed)
	g.prices()
	g.castList()
	g.placeList()
	g.plant()
	if err := g.settle(); err != nil {
		return nil, Answer{}, err
	}
	g.around()
	r, err := check.Board(g.c, g.plan)
	if err != nil {
		return nil, Answer{}, err
	}
	if !r.Valid {
		return nil, Answer{}, fmt.Errorf("seed %d: the planted board breaks a rule: %s", o.Seed, r.Violations[0].Text)
	}
	g.plan.Cost = r.Cost.Total
	if o.Impossible {
		return g.c, Answer{Reason: g.spoil()}, nil
	}
	return g.c, Answer{Possible: true, Board: g.plan}, nil
}

// grower is one case under way.
type grower struct {
	rng                          *rand.Rand
	c                            *board.Case
	scenes, days, people, places int
	units                        []string
	plan                         *board.Board
}

// between draws from lo to hi, both included.
func (g *grower) between(lo, hi int) int { return lo + g.rng.IntN(hi-lo+1) }

func (g *grower) chance(percent int) bool { return g.rng.IntN(100) < percent }

func (g *grower) prices() {
	g.c.Prices = board.Prices{
		Prepare: 45, Wrap: 30, Meal: 45, MealAfter: 6 * 60, Normal: 11 * 60, Longest: 14 * 60,
		// Beyond the normal day everything that runs, people and hire, costs double: two elevenths of
		// the day an hour. Overtime can be bought, but no schedule saves by making a habit of it.
		Overtime: 1_200_000, Day: 6_500_000, Move: 280_000, MoveMinutes: 60, Flip: 900_000,
		CrewRest: 11 * 60, CrewForced: 2_000_000, Row: 6, DayCall: 7 * 60, NightCall: 17 * 60,
	}
	g.c.Rules = map[board.RuleID]board.Rule{
		board.CoverSet: {Mode: board.Soft, Price: 50_000}, board.MixedDay: {Mode: board.Soft, Price: 200_000},
		board.Returning: {Mode: board.Soft, Price: 0},
	}
}

// castList draws leads, a supporting cast, day players and two children.
func (g *grower) castList() {
	for i := range g.people {
		p := board.Person{ID: fmt.Sprintf("p%02d", i+1), Name: fmt.Sprintf("Player %d", i+1), Ready: 60, Off: 30, Rest: 11 * 60}
		switch {
		case i < 3:
			p.DayRate, p.WeekRate, p.Travel = 0, int64(g.between(15, 40))*100_000, 300_000
			p.Forced = p.WeekRate / 5
		case i < 2+g.people/3:
			p.DayRate, p.Travel, p.DropAfter, p.MaxDrops = int64(g.between(8, 25))*10_000, 120_000, 14, 1
			p.Forced = p.DayRate
		default:
			p.DayRate, p.DropAfter = int64(g.between(4, 9))*10_000, 2
			p.Forced = p.DayRate
		}
		g.c.People = append(g.c.People, p)
	}
	for i, born := range []int{2018, 2014} {
		if k := g.people/3 + 2 + i; k < len(g.c.People) && g.people >= 10 {
			p := &g.c.People[k]
			p.Name, p.Born, p.Packs, p.Ready, p.Off = fmt.Sprintf("Child %d", i+1), civil.Of(born, 5, g.between(1, 28)), []string{"us-ca-minors"}, 30, 15
			p.Rest, p.Forced = 12*60, 0
			p.School = &worktime.School{Terms: []worktime.Term{{From: civil.Of(2027, 1, 4), To: civil.Of(2027, 6, 18)}}}
		}
	}
}

// placeList draws stages, and locations up to half an hour around a town.
func (g *grower) placeList() {
	for i := range g.places {
		p := board.Place{
			ID: fmt.Sprintf("l%02d", i+1), Name: fmt.Sprintf("Location %d", i+1), Lat: 59.9 + float64(g.between(-20, 20))/100,
			Lon: 10.7 + float64(g.between(-30, 30))/100, DayRate: int64(g.between(2, 20)) * 10_000, Stint: int64(g.between(10, 60)) * 10_000,
		}
		if i < max(1, g.places/5) {
			p.Name, p.Blackout, p.Stint = fmt.Sprintf("Stage %d", i+1), true, 800_000
		} else {
			p.Blackout = g.chance(60)
		}
		g.c.Places = append(g.c.Places, p)
	}
	for i, a := range g.c.Places {
		for _, b := range g.c.Places[:i] {
			if g.chance(40) {
				n := g.between(20, 120)
				g.c.Moves = append(g.c.Moves, board.Move{From: b.ID, To: a.ID, Minutes: n, Price: int64(n) * 4_000, Kind: moveKind(n)})
			}
		}
	}
	for _, x := range []board.Gear{{ID: "crane", Name: "Crane", DayRate: 180_000, Stint: 120_000}, {ID: "stunts", Name: "Stunt team", DayRate: 260_000, Stint: 60_000}, {ID: "rain", Name: "Rain", DayRate: 90_000, Stint: 40_000}} {
		g.c.Gear = append(g.c.Gear, x)
	}
}

func moveKind(minutes int) string {
	switch {
	case minutes < 30:
		return "stage"
	case minutes < 45:
		return "push"
	case minutes < 70:
		return "stakebed"
	}
	return "full"
}

// length draws how long a scene is and takes to shoot.
func (g *grower) length() (pages.Eighths, int) {
	e := pages.Eighths(1 + g.rng.IntN(6) + g.rng.IntN(8)*g.rng.IntN(2))
	return e, max(15, int(e)*g.between(12, 22)/5*5)
}

// light of a scene on a day or night of work, outside only where the sky allows it at that hour.
func (g *grower) light(night bool, place *board.Place, d civil.Date, from, to int) (intExt string, l strips.Light) {
	l = strips.Day
	if night {
		l = strips.Night
	}
	if g.chance(45) || !place.Blackout {
		zone, _ := zoneOf(g.c)
		if sky, err := board.Sky(d, *place, zone, l); err == nil && board.Fits(sky, worktime.Clock(from), worktime.Clock(to)) {
			return "EXT", l
		}
		if !place.Blackout {
			return "", l // neither outside nor behind dark windows
		}
	}
	if !night && g.chance(15) {
		l = strips.Night
	}
	return "INT", l
}
