package replan

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/film/strips/check"
	"backlot/film/strips/solve"
)

// Way is one way on.
type Way struct {
	Name string `json:"name"` // cover, swap, fit, push, split, least, best
	Text string `json:"text"` // what it does, in a sentence
	Why  string `json:"why"`  // why it is proposed, with its numbers
	// Case is the case as the way leaves it: a way may add days or a unit.
	Case      *board.Case  `json:"case"`
	Board     *board.Board `json:"board"`
	Cost      int64        `json:"cost"`
	DeltaCost int64        `json:"delta_cost"` // against the board before the event
	DeltaDays int          `json:"delta_days"` // unit-days of work
	Moved     int          `json:"moved"`      // scenes the event did not hit that change their day
	Kept      float64      `json:"kept"`       // share of those that keep it, 0 to 1
	// Bought and Soft are the rules broken that were not broken before, with their prices.
	Bought []check.Violation `json:"bought"`
	// Held are people who are paid for more days of waiting than before, by name.
	Held map[string]int64 `json:"held,omitempty"`
	// Days are those whose call sheet has to be issued again.
	Days []civil.Date `json:"days"`
	// Asks are what is not granted yet: missing permits, a place or person for one more day.
	Asks []Ask `json:"asks"`
	// Broken are bookings of people and places that the way leaves.
	Broken []Hold `json:"broken"`
	// Documents are the papers to issue again.
	Documents []Document `json:"documents"`
	// Told are the people whose days or calls change, by name.
	Told []string `json:"told"`

	others int // scenes that the event did not hit and that are not shot
}

// Options steer a replan.
type Options struct {
	Seed  uint64
	Steps int // for each way; zero means 30,000
}

// Ways gives the legal ways on, cheapest first. The board must be one of the case; before is what
// it cost. An empty list means that no way without a broken hard rule was found.
func Ways(ctx context.Context, c *board.Case, b *board.Board, e Event, o Options) ([]Way, error) {
	if o.Steps == 0 {
		o.Steps = 30_000
	}
	before, err := check.Board(c, b)
	if err != nil {
		return nil, err
	}
	now, err := Apply(c, b, e)
	if err != nil {
		return nil, err
	}
	r := &replanner{o: o, e: e, old: c, was: b, before: before, now: now}
	r.hit = r.stopped()
	stuck := r.stuck()
	r.askFor(stuck)
	out, err := r.pursueAll(ctx, nil)
	if hit := r.hitScenes(); err == nil && len(out) < fewest && len(hit) > 0 {
		// Days are left for each scene and yet not for all: ask for more.
		r.now = clone(r.now)
		r.askFor(hit)
		if len(out) == 0 {
			r.askFor(r.besides())
		}
		out, err = r.pursueAll(ctx, out)
	}
	if calm := slices.DeleteFunc(slices.Clone(out), func(w Way) bool { return w.Kept < leastKept }); len(calm) >= fewest {
		out = calm
	}
	slices.SortStableFunc(out, func(a, b Way) int { return cmp.Compare(a.Cost, b.Cost) })
	return out, err
}

// leastKept is the share of the other scenes that keep their day in a way worth showing, as long as
// there are enough of these.
const leastKept = 0.85

// fewest is how many ways are wanted before more is asked for.
const fewest = 3

// besides are the scenes of the days around those hit, which may have to make room.
func (r *replanner) besides() []*board.Scene {
	var out []*board.Scene
	for _, d := range r.was.Days {
		if d.Date.After(r.now.Frozen) && d.Date.Sub(r.e.Date) <= 7 {
			for _, id := range d.Scenes {
				if !r.hit[id] {
					out = append(out, r.scene(id))
				}
			}
		}
	}
	return out
}

// pursueAll follows every plan, and adds what comes of it to the ways there are.
func (r *replanner) pursueAll(ctx context.Context, out []Way) ([]Way, error) {
	plans := r.plans()
	ways := make([]*Way, len(plans))
	errs := make([]error, len(plans))
	var wait sync.WaitGroup
	for i, p := range plans {
		wait.Go(func() { ways[i], errs[i] = r.pursue(ctx, p) })
	}
	wait.Wait()
	for i, w := range ways {
		if errs[i] != nil {
			return nil, errs[i]
		}
		if w != nil && !slices.ContainsFunc(out, func(x Way) bool { return sameDays(x.Board, w.Board) }) {
			out = append(out, *w)
		}
	}
	return out, nil
}

func sameDays(a, b *board.Board) bool {
	return slices.EqualFunc(a.Days, b.Days, func(x, y board.DayPlan) bool {
		return x.Unit == y.Unit && x.Date == y.Date && x.Call == y.Call && slices.Equal(x.Scenes, y.Scenes)
	})
}

type replanner struct {
	o      Options
	e      Event
	old    *board.Case
	was    *board.Board
	before check.Report
	now    *board.Case
	hit    map[string]bool // scenes that cannot stay where they are
	asks   []Ask           // what was opened in now
}

// plan is a beginning for one way.
type plan struct {
	name, text string
	c          *board.Case
	start      *board.Board
	keep       int64
	effort     int // times Options.Steps; zero is once
}

// stopped are the scenes that the event takes from their day, and new ones.
func (r *replanner) stopped() map[string]bool {
	out := map[string]bool{}
	byID := map[string]*board.Scene{}
	for i := range r.now.Scenes {
		byID[r.now.Scenes[i].ID] = &r.now.Scenes[i]
	}
	free := map[string]*board.Person{}
	for i := range r.now.People {
		free[r.now.People[i].ID] = &r.now.People[i]
	}
	on := map[string]bool{}
	for _, d := range r.was.Days {
		for _, id := range d.Scenes {
			on[id] = true
			s := byID[id]
			if s == nil || !d.Date.After(r.now.Frozen) {
				continue
			}
			stop := slices.ContainsFunc(r.now.Shut, func(x board.Shut) bool { return x.Stops(s, d.Date) })
			ill := slices.ContainsFunc(s.Cast, func(p string) bool { return !free[p].CanWork(d.Date) })
			if stop || ill {
				out[id] = true
			}
		}
	}
	for id := range byID {
		if !on[id] {
			out[id] = true
		}
	}
	return out
}

// pursue searches from a plan and says what it comes to; nil when no valid board came of it.
func (r *replanner) pursue(ctx context.Context, p plan) (*Way, error) {
	paid := r.before.Days // the crew is engaged for them: a day saved is not why anybody is told anew
	if p.name == "best" {
		paid = 0
	}
	res, err := solve.Board(ctx, p.c, solve.Options{Seed: r.o.Seed, Steps: r.o.Steps * max(1, p.effort), Start: p.start, Keep: p.keep, PaidDays: paid})
	if err != nil || !res.Valid {
		return nil, err
	}
	after, err := check.Board(p.c, res.Board)
	if err != nil || !after.Valid {
		return nil, err
	}
	w := &Way{
		Name: p.name, Text: p.text, Case: p.c, Board: res.Board, Cost: after.Cost.Total,
		DeltaCost: after.Cost.Total - r.before.Cost.Total, DeltaDays: after.Days - r.before.Days, Bought: []check.Violation{},
	}
	for _, v := range after.Violations {
		if !slices.ContainsFunc(r.before.Violations, func(x check.Violation) bool { return x.Text == v.Text && x.Date == v.Date }) {
			w.Bought = append(w.Bought, v)
		}
	}
	r.compare(w)
	w.Asks = r.asked(w.Board)
	r.touched(w)
	w.Why = r.because(w)
	return w, nil
}

// compare says what moved, whose waiting grew and which days are new.
func (r *replanner) compare(w *Way) {
	type where struct {
		unit string
		date civil.Date
	}
	home := map[string]where{}
	for _, d := range r.was.Days {
		for _, id := range d.Scenes {
			home[id] = where{d.Unit, d.Date}
		}
	}
	rest := 0
	for _, d := range w.Board.Days {
		same := slices.ContainsFunc(r.was.Days, func(x board.DayPlan) bool {
			return x.Unit == d.Unit && x.Date == d.Date && x.Call == d.Call && slices.Equal(x.Scenes, d.Scenes)
		})
		if !same && !slices.Contains(w.Days, d.Date) {
			w.Days = append(w.Days, d.Date)
		}
		for _, id := range d.Scenes {
			if r.hit[id] || !d.Date.After(r.now.Frozen) {
				continue
			}
			rest++
			if home[id] != (where{d.Unit, d.Date}) {
				w.Moved++
			}
		}
	}
	for _, d := range r.was.Days { // days that are empty now
		if d.Date.After(r.now.Frozen) && !slices.ContainsFunc(w.Board.Days, func(x board.DayPlan) bool { return x.Unit == d.Unit && x.Date == d.Date }) && !slices.Contains(w.Days, d.Date) {
			w.Days = append(w.Days, d.Date)
		}
	}
	slices.SortFunc(w.Days, civil.Date.Compare)
	w.others = rest
	w.Kept = 1
	if rest > 0 {
		w.Kept = float64(rest-w.Moved) / float64(rest)
	}
	w.Held = r.held(w)
}

// held compares what people are paid before and after.
func (r *replanner) held(w *Way) map[string]int64 {
	out := map[string]int64{}
	was, is := check.Pay(r.old, r.was), check.Pay(w.Case, w.Board)
	for _, p := range w.Case.People {
		if d := is[p.ID] - was[p.ID]; d > 0 {
			out[p.Name] = d
		}
	}
	return out
}

// scenesOn are the scenes of the old board on a day of a unit.
func (r *replanner) scenesOn(unit string, d civil.Date) []string {
	for _, x := range r.was.Days {
		if x.Unit == unit && x.Date == d {
			return x.Scenes
		}
	}
	return nil
}

// describe counts scenes for a sentence.
func describe(n int) string {
	if n == 1 {
		return "one scene"
	}
	return fmt.Sprintf("%d scenes", n)
}
