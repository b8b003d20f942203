// Package solve makes boards: it puts scenes on days so that no hard rule is broken and waiting,
// moves, overtime, places and days cost least.
//
// The search anneals: it moves scenes, exchanges them, carries what is shot at a place to another
// day, exchanges whole days and closes gaps, keeping for every day the best order and call it
// finds. How often a hard rule is broken comes before money. The result carries a lower bound, so
// that everybody sees how far from the best it can be at most. With the same case, seed and number
// of steps it gives the same board; a context that ends stops it with the best board so far.
//
// It shares no scoring code with package check, the referee.
package solve

import (
	"context"
	"math"
	"math/rand/v2"

	"backlot/film/strips/board"
)

// Options steer a search.
type Options struct {
	Seed uint64
	// Steps is how many changes are tried; zero means 2,000,000.
	Steps int
	// Start is a board to begin with, in part or whole; nil begins with the rule of thumb.
	Start *board.Board
	// Keep weighs, in money, every scene of Start that leaves its day: a replan moves little.
	Keep int64
	// PaidDays is how many unit-days are paid in any case, because the crew is engaged for them:
	// the search then sees nothing in saving one of them, and spends them to wait, move and work
	// overtime less. The cost in the result is the true one.
	PaidDays int
	// Spent, when set, tells how much of the time for the search is gone, 0 to 1: the search then
	// fills the time, and ends at 1. Without it the same input gives the same board.
	Spent func() float64
	// Progress, when set, is told now and then.
	Progress func(Progress)
}

// Progress is the state of a search.
type Progress struct {
	Step  int     `json:"step"`
	Steps int     `json:"steps"` // zero when the search goes by Options.Spent
	Hard  int     `json:"hard"`  // hard rules the best board so far breaks
	Cost  int64   `json:"cost"`
	Bound int64   `json:"bound"`
	Gap   float64 `json:"gap"` // (cost - bound) / cost, 0 to 1
}

// Result is the best board found.
type Result struct {
	Board *board.Board `json:"board"`
	Valid bool         `json:"valid"`
	Hard  int          `json:"hard"`
	Cost  int64        `json:"cost"`
	Bound int64        `json:"bound"`
	Gap   float64      `json:"gap"`
	Steps int          `json:"steps"`
	Moved int          `json:"moved"` // scenes of Options.Start that stand on another day
}

const defaultSteps = 2_000_000

// Board searches for a board. The error says what in the case makes no sense; a case without a
// valid board gives the least broken one.
func Board(ctx context.Context, c *board.Case, o Options) (Result, error) {
	p, err := compile(c)
	if err != nil {
		return Result{}, err
	}
	p.learnCalls(o.Start)
	e, err := newEvaluator(p)
	if err != nil {
		return Result{}, err
	}
	s := &search{e: e, p: p, o: o, rng: rand.New(rand.NewPCG(o.Seed, 0x5717b5)), bound: p.lowerBound()}
	if s.o.Steps == 0 {
		s.o.Steps = defaultSteps
		if s.o.Spent != nil {
			s.o.Steps = math.MaxInt
		}
	}
	if err := s.begin(); err != nil {
		return Result{}, err
	}
	s.anneal(ctx)
	return s.result(), nil
}

func (s *search) result() Result {
	r := Result{
		Board: s.p.board(s.best.days), Hard: s.best.score.hard, Valid: s.best.score.hard == 0, Bound: s.bound,
		Cost: s.best.score.cost - s.best.wish, Steps: s.step,
	}
	r.Gap = gapOf(r.Cost, r.Bound)
	r.Board.Cost, r.Board.Bound = r.Cost, r.Bound
	for i, k := range s.home {
		if k >= 0 && s.best.slotOf[i] != k {
			r.Moved++
		}
	}
	return r
}

func gapOf(cost, bound int64) float64 {
	if cost <= 0 {
		return 0
	}
	return math.Max(0, float64(cost-bound)/float64(cost))
}
