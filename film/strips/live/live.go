// Package live keeps a board under the hand of somebody who moves strips: what it breaks and costs
// is known again a moment after every move, and so is on which other days a scene could stand.
//
// The answer is the referee's (package check), violation for violation and cent for cent, which a
// test says for random boards; but the two share no scoring code. Here the board is a sum of parts
// that are found once and kept: a day of a unit, the days of a person, the days of a unit
// in a row, and what concerns the board as a whole. A move finds anew only the parts it touches.
//
// A Live never changes: Move gives another one and leaves the old as it was, so that many may read
// at once and taking a move back is keeping the value before it.
package live

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/film/strips/check"
	"backlot/film/worktime"
)

// Live is a board with everything known about it. The case it was opened with must not be changed
// as long as it is in use.
type Live struct {
	f       *film
	title   string
	schema  int
	claimed int64
	bound   int64
	plans   []plan // in order of date and unit
	days    []*day // of the plans with scenes, in the same order
	people  []*career
	units   []*unitRun // by name
	whole   tally
	sum     tally // of everything, without its breaks
	hard    int   // hard rules broken
	report  func() check.Report
}

// plan is a day as the board has it, with what was found about it; day is nil without scenes.
type plan struct {
	board.DayPlan
	day *day
}

// Open takes up a board. The error says what in the case makes no sense, or which scene of the board
// is not in the case; a board may break any rule.
func Open(c *board.Case, b *board.Board) (*Live, error) {
	f, err := newFilm(c)
	if err != nil {
		return nil, err
	}
	l := &Live{f: f, title: b.Case, schema: b.Schema, claimed: b.Cost, bound: b.Bound}
	for _, p := range b.Days {
		for _, id := range p.Scenes {
			if _, ok := f.sceneAt[id]; !ok {
				return nil, fmt.Errorf("board, %s of unit %q: scene %q is not in the case", p.Date, p.Unit, id)
			}
		}
		p.Scenes = slices.Clone(p.Scenes)
		l.plans = append(l.plans, plan{DayPlan: p})
	}
	slices.SortStableFunc(l.plans, func(x, y plan) int { return byDay(x.DayPlan, y.DayPlan) })
	l.find(nil)
	return l, nil
}

func byDay(x, y board.DayPlan) int {
	return cmp.Or(x.Date.Compare(y.Date), cmp.Compare(x.Unit, y.Unit))
}

// find computes every part that was has not got already.
func (l *Live) find(was *Live) {
	f := l.f
	for i := range l.plans {
		p := &l.plans[i]
		if len(p.Scenes) == 0 {
			continue
		}
		if p.day == nil {
			p.day = f.play(p.DayPlan)
		}
		l.days = append(l.days, p.day)
	}
	l.careers(was)
	l.runs(was)
	l.whole = f.overall(l.days)
	l.add()
	l.report = sync.OnceValue(l.tell)
}

// add sums up the parts.
func (l *Live) add() {
	for _, d := range l.days {
		l.sum.add(&d.tally)
		l.hard += d.hard
	}
	for _, p := range l.people {
		l.sum.add(&p.tally)
		l.hard += p.hard
	}
	for _, u := range l.units {
		l.sum.add(&u.tally)
		l.hard += u.hard
	}
	l.sum.add(&l.whole)
	l.hard += l.whole.hard
	c := &l.sum.cost
	c.Total = c.Cast + c.Travel + c.Moves + c.Overtime + c.Forced + c.Days + c.Places + c.Gear + c.Flips + c.Soft
}

// tallies are the parts that can break something.
func (l *Live) tallies() []*tally {
	out := make([]*tally, 0, len(l.days)+len(l.people)+len(l.units)+1)
	for _, d := range l.days {
		out = append(out, &d.tally)
	}
	for _, p := range l.people {
		out = append(out, &p.tally)
	}
	for _, u := range l.units {
		out = append(out, &u.tally)
	}
	return append(out, &l.whole)
}

// tell writes the parts as the referee does.
func (l *Live) tell() check.Report {
	r := check.Report{
		Valid: l.hard == 0, Cost: l.sum.cost, Days: len(l.days), MoveCount: l.sum.moves, HoldDays: l.sum.holdDays,
		Claimed: l.claimed, Violations: []check.Violation{},
	}
	var all []note
	for _, t := range l.tallies() {
		all = append(all, t.breaks...)
	}
	slices.SortFunc(all, func(a, b note) int { return cmp.Or(cmp.Compare(a.rank, b.rank), a.compare(b)) })
	for _, n := range all {
		r.Violations = append(r.Violations, n.Violation)
	}
	return r
}

// Report says what the board breaks and costs. Violations are in order of weight, date and rule, as the
// referee's.
func (l *Live) Report() check.Report {
	r := l.report()
	r.Violations = slices.Clone(r.Violations)
	return r
}

// Cost is the total of the report, without putting the report together.
func (l *Live) Cost() int64 { return l.sum.cost.Total }

// Hard is how many hard rules the board breaks; none makes it valid.
func (l *Live) Hard() int { return l.hard }

// Case is the case the board was opened with.
func (l *Live) Case() *board.Case { return l.f.c }

// Board is the board as it stands. A day whose last scene was moved away stays, without scenes.
func (l *Live) Board() *board.Board {
	b := &board.Board{Schema: l.schema, Case: l.title, Cost: l.claimed, Bound: l.bound}
	for _, p := range l.plans {
		d := p.DayPlan
		d.Scenes = slices.Clone(d.Scenes)
		b.Days = append(b.Days, d)
	}
	return b
}

// Move puts a scene on a day of a unit, before the scene that is at-th (counted from 0, after the
// scene was taken from where it stands); with at below 0 or beyond the last, at the end. A zero date takes it
// from the board. A day that has no call yet gets the one of the usual calls that suits the scene
// best. Frozen days are not spared: the report says that they were changed.
func (l *Live) Move(scene, unit string, date civil.Date, at int) (*Live, error) {
	if _, ok := l.f.sceneAt[scene]; !ok {
		return nil, fmt.Errorf("move scene %q: it is not in the case", scene)
	}
	off := l.lift(scene)
	if date.IsZero() {
		return off.found(l), nil
	}
	if !l.f.unitNamed(unit) {
		return nil, fmt.Errorf("move scene %s: unit %q has no days in the case", l.f.scenes[l.f.sceneAt[scene]].Number, unit)
	}
	if at < 0 || at > len(off.planOf(unit, date).Scenes) {
		at = len(off.planOf(unit, date).Scenes)
	}
	return off.insert(scene, unit, date, at, l), nil
}

// Replace gives days other scenes, another order or another call; a day the board has not got is
// added. It is for changes that belong together and are to be judged once.
func (l *Live) Replace(days ...board.DayPlan) (*Live, error) {
	n := l.copy()
	for _, d := range days {
		for _, id := range d.Scenes {
			if _, ok := l.f.sceneAt[id]; !ok {
				return nil, fmt.Errorf("replace %s of unit %q: scene %q is not in the case", d.Date, d.Unit, id)
			}
		}
		d.Scenes = slices.Clone(d.Scenes)
		n.put(d)
	}
	return n.found(l), nil
}

// copy is a Live that is still to be found.
func (l *Live) copy() *Live {
	return &Live{f: l.f, title: l.title, schema: l.schema, bound: l.bound, plans: slices.Clone(l.plans)}
}

func (l *Live) found(was *Live) *Live {
	l.find(was)
	l.claimed = l.sum.cost.Total
	return l
}

// lift takes a scene from wherever it stands.
func (l *Live) lift(scene string) *Live {
	n := l.copy()
	for i := range n.plans {
		if p := &n.plans[i]; slices.Contains(p.Scenes, scene) {
			p.Scenes = slices.DeleteFunc(slices.Clone(p.Scenes), func(id string) bool { return id == scene })
			p.day = nil
		}
	}
	return n
}

// index is where the plan of a day stands, or would.
func (l *Live) index(unit string, date civil.Date) (int, bool) {
	return slices.BinarySearchFunc(l.plans, board.DayPlan{Unit: unit, Date: date}, func(p plan, d board.DayPlan) int { return byDay(p.DayPlan, d) })
}

func (l *Live) planOf(unit string, date civil.Date) board.DayPlan {
	if i, ok := l.index(unit, date); ok {
		return l.plans[i].DayPlan
	}
	return board.DayPlan{Unit: unit, Date: date}
}

// put gives a day another plan.
func (l *Live) put(d board.DayPlan) {
	i, ok := l.index(d.Unit, d.Date)
	if !ok {
		l.plans = slices.Insert(l.plans, i, plan{})
	}
	l.plans[i] = plan{DayPlan: d}
}

// insert is the board, from which the scene was lifted, with the scene on a day.
func (l *Live) insert(scene, unit string, date civil.Date, at int, was *Live) *Live {
	d := l.planOf(unit, date)
	_, known := l.index(unit, date)
	d.Scenes = slices.Insert(slices.Clone(d.Scenes), at, scene)
	calls := []worktime.Clock{d.Call}
	if len(d.Scenes) == 1 && !(known && d.Call != 0) {
		calls = l.f.calls(scene, date)
	}
	var best *Live
	for _, call := range calls {
		d.Call = call
		n := l.copy()
		n.put(d)
		if n.found(was); best == nil || n.hard < best.hard || n.hard == best.hard && n.Cost() < best.Cost() {
			best = n
		}
	}
	return best
}
