package solve_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"backlot/film/civil"
	"backlot/film/strips"
	"backlot/film/strips/board"
	"backlot/film/strips/check"
	"backlot/film/strips/generate"
	"backlot/film/strips/solve"
	"backlot/testdata/raced"
)

// twoUnits is a case of ten scenes for two units on two dates at two places. The make-up takes ten
// hours (creatures), so nobody can work in both units on one date.
func twoUnits(seed uint64) *board.Case {
	rng := rand.New(rand.NewPCG(seed, 2))
	c := &board.Case{Schema: 1, Title: fmt.Sprint("two units ", seed), Currency: "EUR", Zone: "Europe/Oslo", Prices: board.Prices{
		Prepare: 30, Wrap: 30, Meal: 45, MealAfter: 360, Normal: 540, Longest: 720, Overtime: 700, Day: 2500,
		Move: 300, MoveMinutes: 30, CrewRest: 600, CrewForced: 900, Row: 1 + int(seed%2), DayCall: 420, NightCall: 1020,
	}}
	for d := range 2 {
		for _, u := range []string{"main", "second"} {
			c.Days = append(c.Days, board.Day{Unit: u, Date: civil.Of(2027, 3, 1).AddDays(d)})
		}
	}
	for i := range 2 {
		c.Places = append(c.Places, board.Place{ID: fmt.Sprint("l", i), Name: fmt.Sprint("Stage ", i), Lat: 59.9, Lon: 10.7, Blackout: true, DayRate: int64(rng.IntN(900)), Stint: int64(rng.IntN(400))})
	}
	c.Gear = []board.Gear{{ID: "g0", Name: "Crane", DayRate: 200, Stint: 100}}
	for i := range 5 {
		c.People = append(c.People, board.Person{ID: fmt.Sprint("p", i), Name: fmt.Sprint("Creature ", i), DayRate: int64(100 + rng.IntN(900)), Ready: 600, Off: 15})
	}
	for i := range 10 {
		s := board.Scene{ID: fmt.Sprint("s", i), Number: fmt.Sprint(i + 1), Set: "SET", Place: fmt.Sprint("l", rng.IntN(2)), IntExt: "INT", Light: strips.Day, Eighths: 4, Minutes: 15 * (2 + rng.IntN(5))}
		for k := range c.People {
			if rng.IntN(4) == 0 {
				s.Cast = append(s.Cast, c.People[k].ID)
			}
		}
		if i == 0 {
			s.Unit = "second"
		}
		if i < 3 {
			s.Gear = []string{"g0"}
		}
		c.Scenes = append(c.Scenes, s)
	}
	c.Orders = []board.Order{{Before: "s4", After: "s7", Days: 1}}
	return c
}

// bestOfTwo tries every assignment of a case of twoUnits.
func bestOfTwo(t *testing.T, c *board.Case) int64 {
	t.Helper()
	at := make([]int, len(c.Scenes))
	best := int64(math.MaxInt64)
	for {
		if cost, ok := costOfTwo(c, at); ok && cost < best {
			best = cost
		}
		i := 0
		for ; i < len(at); i++ {
			if at[i]++; at[i] < len(c.Days) {
				break
			}
			at[i] = 0
		}
		if i == len(at) {
			return best
		}
	}
}

// costOfTwo reckons what an assignment costs, from the rules as written in package board. Slots 0 and 1
// are main and second of the first date, 2 and 3 of the second.
func costOfTwo(c *board.Case, at []int) (int64, bool) {
	var minutes, place, cast [4]int // bits
	var gear [4]bool
	for i, k := range at {
		s := &c.Scenes[i]
		if s.Unit != "" && s.Unit != c.Days[k].Unit {
			return 0, false
		}
		minutes[k] += s.Minutes
		place[k] |= 1 << (s.Place[1] - '0')
		gear[k] = gear[k] || len(s.Gear) > 0
		for _, p := range s.Cast {
			cast[k] |= 1 << (p[1] - '0')
		}
	}
	if at[4]/2 >= at[7]/2 || cast[0]&cast[1]|cast[2]&cast[3] != 0 || gear[0] && gear[1] || gear[2] && gear[3] {
		return 0, false
	}
	cost := int64(0)
	for k := range 4 {
		if minutes[k] == 0 {
			continue
		}
		before := 0
		if k >= 2 && minutes[k-2] > 0 {
			before = place[k-2]
			if c.Prices.Row == 1 {
				return 0, false
			}
		}
		work := c.Prices.Prepare + minutes[k]
		cost += c.Prices.Day
		if place[k] == 3 {
			work, cost = work+c.Prices.MoveMinutes, cost+c.Prices.Move
		}
		length := work + (work-1)/c.Prices.MealAfter*c.Prices.Meal + c.Prices.Wrap
		if length > c.Prices.Longest {
			return 0, false
		}
		cost += int64(max(0, length-c.Prices.Normal+59)/60) * c.Prices.Overtime
		for p := range 2 {
			if place[k]>>p&1 == 1 {
				cost += c.Places[p].DayRate
				if before>>p&1 == 0 {
					cost += c.Places[p].Stint
				}
			}
		}
		if gear[k] {
			cost += c.Gear[0].DayRate
			if k < 2 || !gear[k-2] {
				cost += c.Gear[0].Stint
			}
		}
	}
	for p := range c.People {
		first, second := (cast[0]|cast[1])>>p&1, (cast[2]|cast[3])>>p&1
		cost += int64(first+second) * c.People[p].DayRate
	}
	return cost, true
}

// TestTwoUnitsEqualExhaustiveSearch: with two units, one crane, rows of days and people who cannot be
// in both, the search finds what trying everything finds, and its bound is no higher.
func TestTwoUnitsEqualExhaustiveSearch(t *testing.T) {
	for seed := range uint64(raced.Cases(4, 1)) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			c := twoUnits(seed)
			want := bestOfTwo(t, c)
			if want == math.MaxInt64 {
				t.Fatal("no board of this case is valid: draw another seed")
			}
			got := solved(t, c, solve.Options{Seed: 1, Steps: 60_000})
			r, err := check.Board(c, got.Board)
			if err != nil || !r.Valid || r.Cost.Total != want || got.Cost != want {
				t.Errorf("search %d (referee %d, valid %v, %v), exhaustive %d", got.Cost, r.Cost.Total, r.Valid, err, want)
			}
			if got.Bound > want || got.Bound < want/2 {
				t.Errorf("bound %d, best %d: want it below, and not by half", got.Bound, want)
			}
		})
	}
}

// TestChildRests: a child with a scene for each of seven days may not work them in a row, though
// the unit may; the board leaves a hole.
func TestChildRests(t *testing.T) {
	c := &board.Case{Schema: 1, Title: "row", Currency: "GBP", Zone: "Europe/London", Prices: board.Prices{
		Prepare: 30, Wrap: 30, Meal: 45, MealAfter: 360, Normal: 600, Longest: 720, Overtime: 700, Day: 2500, DayCall: 480, NightCall: 1020,
	}}
	c.Places = []board.Place{{ID: "l", Name: "Stage", Lat: 51.5, Blackout: true, Stint: 10}}
	c.People = []board.Person{{ID: "kid", Name: "Kid", DayRate: 100, Ready: 15, Off: 15, Rest: 720, Born: civil.Of(2013, 1, 2), Packs: []string{"gb-wls-minors"}}}
	for d := range 10 {
		c.Days = append(c.Days, board.Day{Unit: "main", Date: civil.Of(2027, 7, 19).AddDays(d)})
	}
	for i := range 7 {
		c.Scenes = append(c.Scenes, board.Scene{ID: fmt.Sprint("s", i), Number: fmt.Sprint(i + 1), Set: "SET", Place: "l", IntExt: "INT", Light: strips.Day, Eighths: 16, Minutes: 200, Cast: []string{"kid"}})
	}
	got := solved(t, c, solve.Options{Seed: 1, Steps: 60_000})
	r, err := check.Board(c, got.Board)
	if err != nil || !r.Valid || got.Valid != r.Valid {
		t.Fatalf("valid %v by the search, %v by the referee, %v: %+v", got.Valid, r.Valid, err, r.Violations)
	}
	if hold := r.HoldDays; hold != 1 {
		t.Errorf("%d days held; want one day off between six and one", hold)
	}
}

// TestContractTruth: one long gap. Pay from the first to the last day cannot tell apart boards that
// keep people waiting in it from boards that drop them and pick them up, nor see what weeks cost;
// the board that knows the contracts costs less than the best by plain spans.
func TestContractTruth(t *testing.T) {
	raced.Skip(t)
	for seed := range uint64(raced.Cases(3, 1)) {
		c := generate.LongGap(seed)
		plain := generate.PlainSpans(c)
		span := solved(t, plain, solve.Options{Seed: 1, Steps: 20_000})
		real := solved(t, c, solve.Options{Seed: 1, Steps: 20_000})
		r, err := check.Board(c, span.Board)
		if err != nil || !r.Valid || !real.Valid {
			t.Fatalf("seed %d: %v, valid %v and %v", seed, err, r.Valid, real.Valid)
		}
		t.Logf("seed %d: %d by contract, %d by plain spans (%.1f %% more)", seed, real.Cost, r.Cost.Total, 100*float64(r.Cost.Total-real.Cost)/float64(real.Cost))
		if real.Cost >= r.Cost.Total {
			t.Errorf("seed %d: the board made by contracts costs %d, the one by plain spans %d", seed, real.Cost, r.Cost.Total)
		}
	}
}

// TestBoundIsBelow: on cases small enough to know the best board, the bound is below it.
func TestBoundIsBelow(t *testing.T) {
	raced.Skip(t)
	for seed := range uint64(raced.Cases(3, 1)) {
		c := tiny(t, seed)
		r, err := solve.Board(context.Background(), c, solve.Options{Steps: 1})
		if err != nil {
			t.Fatal(err)
		}
		if best := exhaustive(t, c); r.Bound > best || r.Bound < best*6/10 {
			t.Errorf("seed %d: bound %d, best %d", seed, r.Bound, best)
		}
	}
}

// TestNightTheClocksChange: from Saturday to Sunday the night has an hour less in spring and one
// more in autumn. Search and referee count the same rest, so a call that is legal in autumn is
// bought in spring.
func TestNightTheClocksChange(t *testing.T) {
	for saturday, forced := range map[civil.Date]int64{
		civil.Of(2027, 3, 27): 900, civil.Of(2027, 4, 3): 0, civil.Of(2027, 10, 30): 0,
	} {
		c := &board.Case{Schema: 1, Title: "clocks", Currency: "EUR", Zone: "Europe/Oslo", Prices: board.Prices{
			Prepare: 30, Wrap: 30, Meal: 30, MealAfter: 360, Normal: 780, Longest: 780, Day: 2500, CrewRest: 660, CrewForced: 900, DayCall: 420, NightCall: 420,
		}}
		c.Places = []board.Place{{ID: "l", Name: "Stage", Lat: 59.9, Lon: 10.7, Blackout: true}}
		c.Days = []board.Day{{Unit: "main", Date: saturday}, {Unit: "main", Date: saturday.AddDays(1)}}
		for i := range 2 { // days of 13 hours: the same call again leaves 11 hours of rest
			c.Scenes = append(c.Scenes, board.Scene{ID: fmt.Sprint("s", i), Number: fmt.Sprint(i + 1), Set: "SET", Place: "l", IntExt: "INT", Light: strips.Day, Eighths: 8, Minutes: 660})
		}
		c.Frozen = saturday.AddDays(1)
		for i, d := range c.Days {
			c.Past = append(c.Past, board.DayPlan{Unit: "main", Date: d.Date, Call: 420, Scenes: []string{c.Scenes[i].ID}})
		}
		got := solved(t, c, solve.Options{Steps: 10})
		r, err := check.Board(c, got.Board)
		if err != nil || r.Cost.Forced != forced || r.Cost.Total != got.Cost {
			t.Errorf("%s: forced calls cost %d (%v), the search counts %d and the referee %d; want %d forced", saturday, r.Cost.Forced, err, got.Cost, r.Cost.Total, forced)
		}
	}
}
