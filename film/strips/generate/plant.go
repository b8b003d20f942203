package generate

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/film/strips/check"
)

// firstDay is a Monday of spring.
var firstDay = civil.Of(2027, 3, 1)

func zoneOf(c *board.Case) (*time.Location, error) { return time.LoadLocation(c.Zone) }

// plant fills days of five-day weeks, place after place, every fourth or fifth week ending in
// nights, until all scenes are on the board. A few more days stay free.
func (g *grower) plant() {
	g.plan = &board.Board{Schema: board.Schema, Case: g.c.Title}
	per := (g.scenes + g.days - 1) / g.days
	stint, place, pool := 0, 0, []int(nil)
	date := firstDay
	nightWeek := false
	for len(g.c.Scenes) < g.scenes {
		if date.Weekday() == time.Monday {
			nightWeek = g.chance(35)
		}
		if stint == 0 {
			place, stint = g.rng.IntN(len(g.c.Places)), g.between(1, 4)
			pool = g.pool()
		}
		stint--
		night := nightWeek && date.Weekday() >= time.Wednesday && date.Weekday() <= time.Friday
		for ui, unit := range g.units {
			if ui == 0 || g.chance(30) && len(g.c.Scenes)+2 < g.scenes {
				g.plantDay(unit, date, night, place, per, pool, ui)
			}
		}
		date = nextWeekday(date)
	}
	for range 2 + g.days/6 {
		date = nextWeekday(date)
	}
	for d := firstDay; d.Before(date); d = nextWeekday(d) {
		for _, u := range g.units {
			g.c.Days = append(g.c.Days, board.Day{Unit: u, Date: d})
		}
	}
}

func nextWeekday(d civil.Date) civil.Date {
	for d = d.AddDays(1); d.Weekday() == time.Saturday || d.Weekday() == time.Sunday; d = d.AddDays(1) {
	}
	return d
}

// pool is who is about at a stint: the leads and some others.
func (g *grower) pool() []int {
	out := []int{0, 1, 2}
	for range g.between(3, 7) {
		if k := 3 + g.rng.IntN(max(1, len(g.c.People)-3)); k < len(g.c.People) && !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return slices.DeleteFunc(out, func(k int) bool { return k >= len(g.c.People) })
}

// plantDay puts as many scenes on a day as fit the normal hours, give or take.
func (g *grower) plantDay(unit string, date civil.Date, night bool, place, per int, pool []int, ui int) {
	call := g.c.Prices.DayCall
	if night {
		call = g.c.Prices.NightCall
	}
	if ui > 0 { // the second unit works elsewhere, without the leads
		place = (place + 1 + g.rng.IntN(len(g.c.Places)-1)) % len(g.c.Places)
		pool = []int{3 + g.rng.IntN(len(g.c.People)-3)}
	}
	day := board.DayPlan{Unit: unit, Date: date, Call: call}
	used, at := 0, &g.c.Places[place]
	for n := g.between(max(1, per-2), per+2); n > 0 && len(g.c.Scenes) < g.scenes; n-- {
		e, minutes := g.length()
		if used+minutes > g.c.Prices.Normal-g.c.Prices.Prepare-g.c.Prices.Wrap-g.c.Prices.Meal {
			break
		}
		from := int(call) + g.c.Prices.Prepare + used
		to := from + minutes
		if from+minutes > int(call)+g.c.Prices.MealAfter {
			to += g.c.Prices.Meal
			if from > int(call)+g.c.Prices.MealAfter {
				from += g.c.Prices.Meal
			}
		}
		intExt, l := g.light(night, at, date, from, to)
		if intExt == "" {
			continue
		}
		s := board.Scene{
			ID: fmt.Sprintf("s%03d", len(g.c.Scenes)+1), Set: fmt.Sprintf("SET %s%c", at.ID, 'A'+rune(g.rng.IntN(3))), Place: at.ID,
			IntExt: intExt, Light: l, Eighths: e, Minutes: minutes, Cover: intExt == "INT" && at.Blackout && g.chance(25),
		}
		if unit != "main" {
			s.Unit = unit
		}
		s.Cast = g.cast(pool)
		for _, x := range g.c.Gear {
			if intExt == "EXT" && unit == "main" && g.chance(6) {
				s.Gear = append(s.Gear, x.ID)
			}
		}
		g.c.Scenes = append(g.c.Scenes, s)
		day.Scenes = append(day.Scenes, s.ID)
		used += minutes
	}
	if len(day.Scenes) > 0 {
		g.plan.Days = append(g.plan.Days, day)
	}
}

// cast draws who is in a scene: leads often, others now and then.
func (g *grower) cast(pool []int) []string {
	var out []string
	for _, k := range pool {
		if k < 3 && g.chance(55) || k >= 3 && g.chance(35) {
			out = append(out, g.c.People[k].ID)
		}
	}
	if len(out) == 0 {
		out = append(out, g.c.People[pool[g.rng.IntN(len(pool))]].ID)
	}
	slices.Sort(out)
	return out
}

// settle takes people out of scenes where the planted board breaks a hard rule because of them
// (children's hours, a person in two units), until it breaks none, then numbers scenes as a
// script would: not in the order of shooting.
func (g *grower) settle() error {
	for range 200 {
		r, err := check.Board(g.c, g.plan)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(r.Violations, func(v check.Violation) bool { return v.Mode == board.Hard })
		if i < 0 {
			g.number()
			return nil
		}
		if err := g.relieve(r.Violations[i]); err != nil {
			return err
		}
	}
	return fmt.Errorf("%s: no board without a broken rule grew", g.c.Title)
}

// relieve drops the person of a violation from their last scene of that date; without a person, the
// day's last scene becomes shorter.
func (g *grower) relieve(v check.Violation) error {
	for _, d := range slices.Backward(g.plan.Days) {
		if d.Date != v.Date || v.Unit != "" && d.Unit != v.Unit {
			continue
		}
		for _, id := range slices.Backward(d.Scenes) {
			s := g.sceneOf(id)
			if v.Person == "" {
				s.Minutes = max(10, s.Minutes/2)
				return nil
			}
			if n := slices.IndexFunc(s.Cast, func(id string) bool { return g.personOf(id).Name == v.Person }); n >= 0 {
				s.Cast = slices.Delete(s.Cast, n, n+1)
				return nil
			}
		}
	}
	return fmt.Errorf("%s: %s", g.c.Title, v.Text)
}

func (g *grower) sceneOf(id string) *board.Scene {
	return &g.c.Scenes[slices.IndexFunc(g.c.Scenes, func(s board.Scene) bool { return s.ID == id })]
}

func (g *grower) personOf(id string) *board.Person {
	return &g.c.People[slices.IndexFunc(g.c.People, func(p board.Person) bool { return p.ID == id })]
}

// number gives scenes their numbers in a story order in which places alternate.
func (g *grower) number() {
	order := g.rng.Perm(len(g.c.Scenes))
	for i := range g.c.Scenes {
		g.c.Scenes[i].Number = fmt.Sprint(order[i] + 1)
	}
	slices.SortFunc(g.c.Scenes, func(a, b board.Scene) int {
		return cmp.Or(cmp.Compare(len(a.Number), len(b.Number)), cmp.Compare(a.Number, b.Number))
	})
}
