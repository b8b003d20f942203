// Package movieshoot orders scenes so that the company returns to places and pays actors to wait as
// little as possible, where some scenes must come before others.
//
// It is the simplified movie shoot scheduling problem (after Bomsdorf and Derigs, OR Spectrum 30
// (2008) 751-772) of the University of Udine's course project and the Hexaly example: every visit to
// a place after the first costs the place's price, every actor is paid for the days between first
// and last scene that are not worked. Because places and precedences have a direction, an order
// turned round is not as good as the order, as it is in talent scheduling.
//
// Everything here is pure. There is no clock: the caller cancels, and tells how much of the time is
// spent if the search is to fill it.
package movieshoot

import (
	"fmt"
	"math"
	"slices"

	"backlot/film/strips/talent"
)

// Instance is a movie shoot. Scenes, actors and places are known by their position.
type Instance struct {
	Name     string
	Duration []int64  // days, by scene
	Place    []int    // by scene
	Visit    []int64  // what each visit to a place but the first costs, by place
	Wage     []int64  // a day, by actor
	Plays    [][]bool // by actor and scene
	Before   [][2]int // the first scene of a pair must be shot before the second
}

// Cost is what an order costs.
type Cost struct {
	Total    int64
	Visits   int64 // to places, after the first of each
	Holding  int64 // paid to actors for waiting
	Returned int   // how many such visits
}

// talent is the instance without places and precedences, whose orders cost no more.
func (in Instance) talent() talent.Instance {
	return talent.Instance{Name: in.Name, Duration: in.Duration, Wage: in.Wage, Plays: in.Plays}
}

// Validate reports what makes an instance unusable, a circle of precedences included.
func (in Instance) Validate() error {
	if err := in.talent().Validate(); err != nil {
		return err
	}
	n := len(in.Duration)
	if len(in.Place) != n {
		return fmt.Errorf("instance %q: %d scenes have places, %d have durations: want the same number", in.Name, len(in.Place), n)
	}
	for s, p := range in.Place {
		if p < 0 || p >= len(in.Visit) {
			return fmt.Errorf("instance %q: scene %d is at place %d: want 0 to %d", in.Name, s, p, len(in.Visit)-1)
		}
	}
	var prices float64
	for p, v := range in.Visit {
		if v < 0 {
			return fmt.Errorf("instance %q: a visit to place %d costs %d: want zero or more", in.Name, p, v)
		}
		prices = max(prices, float64(v))
	}
	if prices*float64(n) > math.MaxInt64/4 {
		return fmt.Errorf("instance %q: a visit costs up to %g: use a larger unit of money", in.Name, prices)
	}
	for _, b := range in.Before {
		if b[0] < 0 || b[0] >= n || b[1] < 0 || b[1] >= n {
			return fmt.Errorf("instance %q: scene %d before scene %d: want scenes 0 to %d", in.Name, b[0], b[1], n-1)
		}
	}
	if order := in.feasible(); len(order) < n {
		return fmt.Errorf("instance %q: the precedences go round in a circle: only %d of %d scenes can be ordered", in.Name, len(order), n)
	}
	return nil
}

// feasible is an order that keeps the precedences, as near to the file's as they allow; it is short
// if they go in a circle.
func (in Instance) feasible() []int {
	n := len(in.Duration)
	waits := make([]int, n)
	then := make([][]int, n)
	for _, b := range in.Before {
		waits[b[1]]++
		then[b[0]] = append(then[b[0]], b[1])
	}
	var order, ready []int
	for s := range n {
		if waits[s] == 0 {
			ready = append(ready, s)
		}
	}
	for len(ready) > 0 {
		s := slices.Min(ready)
		ready = slices.DeleteFunc(ready, func(x int) bool { return x == s })
		order = append(order, s)
		for _, t := range then[s] {
			if waits[t]--; waits[t] == 0 {
				ready = append(ready, t)
			}
		}
	}
	return order
}

// Evaluate prices an order. It fails if a scene is missing or doubled, or a precedence is broken. It
// shares nothing with the solver.
func (in Instance) Evaluate(order []int) (Cost, error) {
	waiting, err := in.talent().Evaluate(order)
	if err != nil {
		return Cost{}, err
	}
	at := make([]int, len(order))
	for i, s := range order {
		at[s] = i
	}
	for _, b := range in.Before {
		if at[b[0]] >= at[b[1]] {
			return Cost{}, fmt.Errorf("scene %d is shot before scene %d: want it after", b[1], b[0])
		}
	}
	c := Cost{Holding: waiting.Holding}
	been := make([]bool, len(in.Visit))
	for i, s := range order {
		p := in.Place[s]
		if i > 0 && in.Place[order[i-1]] == p {
			continue
		}
		if been[p] {
			c.Visits += in.Visit[p]
			c.Returned++
		}
		been[p] = true
	}
	c.Total = c.Visits + c.Holding
	return c, nil
}

// Options say how hard to try.
type Options struct {
	// Threads that anneal at the same time; zero is one.
	Threads int
	// Steps of annealing on each thread when Spent is nil; zero means 500,000.
	Steps int64
	// Spent, if set, tells how much of the time for the whole search is gone, from 0 to 1. It is
	// called from several goroutines.
	Spent func() float64
	// Seed of the chances taken: the same seed and steps give the same order.
	Seed uint64
	// Nodes of the search for a proof; zero means 1,000,000.
	Nodes int64
	// Progress, if set, is called with the best cost so far and a bound.
	Progress func(cost Cost, bound int64)
}

// Solution is the best order found and what is known of the best possible one.
type Solution struct {
	Order   []int
	Cost    Cost
	Bound   int64 // no order costs less in total
	Optimal bool
	Nodes   int64 // of the search for a proof
	Steps   int64 // of annealing
}
