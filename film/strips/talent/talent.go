// Package talent solves the talent scheduling problem to proof: in which order to shoot scenes so
// that actors, each paid for every day from the first to the last scene they are in, wait least.
//
// Solve searches from both ends of the schedule at once, with lower bounds on what must still be
// paid for waiting; a local search gives it good orders to beat. The published ground is Qin, Zhang,
// Lim and Liang, "An enhanced branch-and-bound algorithm for the talent scheduling problem",
// European Journal of Operational Research 250 (2016) 412-426, and Garcia de la Banda, Stuckey and
// Chu, INFORMS Journal on Computing 23 (2011) 120-137; what is ours is told in README.md.
//
// Everything here is pure. There is no clock: a caller who wants to stop cancels the context, and
// with one thread and a limit on nodes the same instance gives the same answer.
package talent

import (
	"fmt"
	"math"
)

// Instance is a talent scheduling problem. Scenes and actors are known by their position.
type Instance struct {
	Name string
	// Duration is how many days each scene takes; zero is allowed.
	Duration []int64
	// Wage is what each actor is paid a day, working or waiting; zero is allowed.
	Wage []int64
	// Plays tells, by actor and scene, who is in what. An actor may have no scene and a scene no
	// actor.
	Plays [][]bool
}

// Cost is what an order of scenes costs.
type Cost struct {
	Total   int64 // all paid days at their wages
	Holding int64 // the part of Total that is paid for waiting
}

// Validate reports what makes an instance unusable: tables of different sizes, negative numbers, or
// numbers whose total does not fit.
func (in Instance) Validate() error {
	if len(in.Plays) != len(in.Wage) {
		return fmt.Errorf("instance %q: %d actors have wages, %d have scenes: want the same number", in.Name, len(in.Wage), len(in.Plays))
	}
	var days, wages float64
	for s, d := range in.Duration {
		if d < 0 {
			return fmt.Errorf("instance %q: scene %d lasts %d days: want zero or more", in.Name, s, d)
		}
		days += float64(d)
	}
	for a, row := range in.Plays {
		if len(row) != len(in.Duration) {
			return fmt.Errorf("instance %q: actor %d has %d marks for %d scenes: want one for each", in.Name, a, len(row), len(in.Duration))
		}
		if in.Wage[a] < 0 {
			return fmt.Errorf("instance %q: actor %d is paid %d a day: want zero or more", in.Name, a, in.Wage[a])
		}
		wages += float64(in.Wage[a])
	}
	if days*wages > math.MaxInt64/(2*shares) {
		return fmt.Errorf("instance %q: %g days at %g a day: totals up to %d can be counted; use a larger unit of money", in.Name, days, wages, int64(math.MaxInt64/(2*shares)))
	}
	return nil
}

// Evaluate prices an order, which must name every scene once. It is computed from first and last
// days alone, and shares nothing with the solver.
func (in Instance) Evaluate(order []int) (Cost, error) {
	if len(order) != len(in.Duration) {
		return Cost{}, fmt.Errorf("order of %d scenes: want all %d", len(order), len(in.Duration))
	}
	seen := make([]bool, len(order))
	for _, s := range order {
		if s < 0 || s >= len(seen) || seen[s] {
			return Cost{}, fmt.Errorf("order names scene %d twice, or there is no such scene: want each of 0 to %d once", s, len(seen)-1)
		}
		seen[s] = true
	}
	var c Cost
	for a, wage := range in.Wage {
		var day, from, to, worked int64
		begun := false
		for _, s := range order {
			if in.Plays[a][s] {
				if !begun {
					begun, from = true, day
				}
				to = day + in.Duration[s]
				worked += in.Duration[s]
			}
			day += in.Duration[s]
		}
		c.Total += wage * (to - from)
		c.Holding += wage * (to - from - worked)
	}
	return c, nil
}

// work is what actors are paid for the days they work, whatever the order.
func (in Instance) work() int64 {
	var sum int64
	for a, row := range in.Plays {
		for s, plays := range row {
			if plays {
				sum += in.Wage[a] * in.Duration[s]
			}
		}
	}
	return sum
}

// Options say how hard to try.
type Options struct {
	// Threads that search at the same time; zero is one. With more than one, the answer is as good
	// but which of equal orders is found may differ from run to run.
	Threads int
	// Nodes after which to stop, zero for no limit.
	Nodes int64
	// Memory in bytes for remembered states, zero for 512 MiB.
	Memory int64
	// Progress, if set, is called from time to time, from the goroutine that called Solve.
	Progress func(Progress)
}

// Progress is how far a search has come.
type Progress struct {
	Cost, Bound Cost // best order so far; what no order can be below
	Nodes       int64
}

// Solution is the best order found and what is known of the best possible one.
type Solution struct {
	Order   []int
	Cost    Cost
	Bound   Cost // no order costs less
	Optimal bool // Cost is proved to be least
	Nodes   int64
}
