package solve_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"backlot/film/civil"
	"backlot/film/strips"
	"backlot/film/strips/board"
)

// tiny is a case small enough to try everything: ten scenes inside on four days, or twelve on
// three, at three places, with five people, some away, and orders.
func tiny(t *testing.T, seed uint64) *board.Case {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 1))
	c := &board.Case{Schema: 1, Title: fmt.Sprint("tiny ", seed), Currency: "EUR", Zone: "Europe/Oslo", Prices: board.Prices{
		Prepare: 30, Wrap: 30, Meal: 45, MealAfter: 360, Normal: 540, Longest: 720, Overtime: 700, Day: 2500,
		Move: 300, MoveMinutes: 30, Flip: 500, CrewRest: 600, CrewForced: 900, Row: 6, DayCall: 420, NightCall: 1020,
	}}
	scenes, days := 10, 4
	if seed%2 == 1 {
		scenes, days = 12, 3
	}
	for d := range days {
		c.Days = append(c.Days, board.Day{Unit: "main", Date: civil.Of(2027, 3, 1).AddDays(2 * d)})
	}
	for i := range 3 {
		c.Places = append(c.Places, board.Place{ID: fmt.Sprint("l", i), Name: fmt.Sprint("Stage ", i), Lat: 59.9, Lon: 10.7, Blackout: true, DayRate: int64(rng.IntN(900)), Stint: int64(rng.IntN(400))})
		for k := range i {
			c.Moves = append(c.Moves, board.Move{From: fmt.Sprint("l", k), To: fmt.Sprint("l", i), Minutes: 15 * (1 + rng.IntN(4)), Price: int64(100 + rng.IntN(500))})
		}
	}
	for i := range 5 {
		p := board.Person{ID: fmt.Sprint("p", i), Name: fmt.Sprint("Player ", i), DayRate: int64(100 + rng.IntN(900)), Ready: 30, Off: 15, Rest: 600}
		if rng.IntN(3) == 0 {
			p.Away = []civil.Date{c.Days[rng.IntN(days)].Date}
		}
		c.People = append(c.People, p)
	}
	for i := range scenes {
		s := board.Scene{ID: fmt.Sprint("s", i), Number: fmt.Sprint(i + 1), Set: "SET", Place: fmt.Sprint("l", rng.IntN(3)), IntExt: "INT", Light: strips.Day, Eighths: 4, Minutes: 15 * (2 + rng.IntN(8))}
		for k := range c.People {
			if rng.IntN(3) == 0 {
				s.Cast = append(s.Cast, c.People[k].ID)
			}
		}
		c.Scenes = append(c.Scenes, s)
	}
	for range 2 {
		a, b := rng.IntN(scenes), rng.IntN(scenes)
		if a < b {
			c.Orders = append(c.Orders, board.Order{Before: c.Scenes[a].ID, After: c.Scenes[b].ID, Days: 1})
		}
	}
	return c
}

// exhaustive is the cost of the best board of a tiny case, found by trying every assignment. It
// knows only what tiny cases have, and is the third reckoning of a cost beside search and referee.
func exhaustive(t *testing.T, c *board.Case) int64 {
	t.Helper()
	n, days := len(c.Scenes), len(c.Days)
	at := make([]int, n)
	best := int64(math.MaxInt64)
	for {
		if cost, ok := plainCost(c, at); ok && cost < best {
			best = cost
		}
		i := 0
		for ; i < n; i++ {
			if at[i]++; at[i] < days {
				break
			}
			at[i] = 0
		}
		if i == n {
			if best == math.MaxInt64 {
				t.Fatal("no board of this tiny case is valid: draw another seed")
			}
			return best
		}
	}
}

func plainCost(c *board.Case, at []int) (int64, bool) {
	first, last := [5]int{9, 9, 9, 9, 9}, [5]int{-1, -1, -1, -1, -1}
	var minutes [4]int
	var uses [4][3]bool
	for i, d := range at {
		s := &c.Scenes[i]
		minutes[d] += s.Minutes
		uses[d][s.Place[1]-'0'] = true
		for _, id := range s.Cast {
			k := id[1] - '0'
			first[k], last[k] = min(first[k], d), max(last[k], d)
			if !c.People[k].CanWork(c.Days[d].Date) {
				return 0, false
			}
		}
	}
	for _, o := range c.Orders {
		var a, b int
		fmt.Sscanf(o.Before, "s%d", &a)
		fmt.Sscanf(o.After, "s%d", &b)
		if at[b] <= at[a] {
			return 0, false
		}
	}
	cost := int64(0)
	var before [3]bool
	for d := range c.Days {
		if minutes[d] == 0 {
			continue
		}
		day, ok := plainDay(c, minutes[d], uses[d])
		if !ok {
			return 0, false
		}
		cost += day
		for p, used := range uses[d] {
			if used {
				cost += c.Places[p].DayRate
				if !before[p] {
					cost += c.Places[p].Stint
				}
			}
		}
		before = uses[d]
	}
	for k := range c.People {
		if last[k] >= 0 {
			cost += int64(last[k]-first[k]+1) * c.People[k].DayRate
		}
	}
	return cost, true
}

// plainDay is the cheapest way through the places of a day.
func plainDay(c *board.Case, minutes int, uses [3]bool) (int64, bool) {
	way := func(a, b int) board.Move { // listed from the lower to the higher
		for _, m := range c.Moves {
			if m.From == fmt.Sprint("l", min(a, b)) && m.To == fmt.Sprint("l", max(a, b)) {
				return m
			}
		}
		return board.Move{}
	}
	best, found := int64(0), false
	for _, path := range [][3]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		work, price, was := c.Prices.Prepare+minutes, c.Prices.Day, -1
		for _, p := range path {
			if !uses[p] {
				continue
			}
			if was >= 0 {
				m := way(was, p)
				work, price = work+m.Minutes, price+m.Price
			}
			was = p
		}
		meals := (work - 1) / c.Prices.MealAfter
		length := work + meals*c.Prices.Meal + c.Prices.Wrap
		if length > c.Prices.Longest {
			continue
		}
		if over := length - c.Prices.Normal; over > 0 {
			price += int64((over+59)/60) * c.Prices.Overtime
		}
		if !found || price < best {
			best, found = price, true
		}
	}
	return best, found
}
