package solve

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"backlot/film/civil"
)

// search is one run.
type search struct {
	e     *evaluator
	p     *problem
	o     Options
	rng   *rand.Rand
	st    *state
	now   score
	best  found
	bound int64
	home  []int // slot of a scene in Options.Start, -1 without
	step  int
	free  []int // scenes that may move

	undo     []change
	touched  []int // slots whose scenes change
	concerns []int // people whose days change
	joined   []int // slots whose day before, or own, changes
	affected []int // people with work on the slots touched
	old      saved
	slotMark []int // the step that touched a slot
	joinMark []int
	manMark  []int
	affMark  []int
	stamp    int
}

// found is the best assignment so far.
type found struct {
	score  score
	wish   int64 // part of the score that is no money
	slotOf []int
	days   []*dayOrder
}

// change is where a scene was.
type change struct{ scene, slot int }

// begin sets up a first assignment: the past, the board to start with, and the rule of thumb for
// the rest.
func (s *search) begin() error {
	n := len(s.p.slots)
	s.st = newState(s.p)
	s.slotMark, s.joinMark = make([]int, n), make([]int, n)
	s.manMark, s.affMark = make([]int, len(s.p.people)), make([]int, len(s.p.people))
	s.home = make([]int, len(s.p.scenes))
	for i := range s.home {
		s.home[i] = -1
	}
	for i := range s.p.scenes {
		if k, past := s.p.fixed[i]; past {
			s.st.put(s.p, i, k)
		} else if len(s.p.scenes[i].options) > 0 {
			s.free = append(s.free, i)
		}
	}
	if err := s.adopt(); err != nil {
		return err
	}
	s.thumb()
	s.settle()
	s.keepBest()
	return nil
}

// settle computes everything anew.
func (s *search) settle() {
	for i := range s.p.people {
		s.st.pay[i] = s.e.payOf(i, s.st.worked[i])
	}
	all := make([]int, len(s.p.slots))
	for k := range all {
		s.st.look(s.p, k)
		all[k] = k
	}
	s.e.refreshDays(s.st, all)
	for k := range s.p.slots {
		s.e.rejoin(s.st, k)
	}
	for i := range s.p.people {
		s.e.rerest(s.st, i)
	}
	s.stamp++
	s.now = s.e.base(s.st)
	s.now.cost += s.wishes()
	s.now.add(s.untouched())
}

// adopt takes over the days of the board to start with.
func (s *search) adopt() error {
	if s.o.Start == nil {
		return nil
	}
	index := make(map[string]int, len(s.p.c.Scenes))
	for i, x := range s.p.c.Scenes {
		index[x.ID] = i
	}
	type day struct {
		unit string
		date civil.Date
	}
	slots := map[day]int{}
	for k, d := range s.p.c.Days {
		slots[day{d.Unit, d.Date}] = k
	}
	for _, d := range s.o.Start.Days {
		k, known := slots[day{d.Unit, d.Date}]
		for _, id := range d.Scenes {
			i, ok := index[id]
			if !ok {
				return fmt.Errorf("start, %s: scene %q is not in the case", d.Date, id)
			}
			if !known || s.st.slotOf[i] >= 0 || k < s.p.frozen {
				continue
			}
			s.home[i] = k
			if _, may := slices.BinarySearch(s.p.scenes[i].options, k); may {
				s.st.put(s.p, i, k)
			}
		}
	}
	return nil
}

// wishes are what counts for the search and is not paid: scenes that left their day, and days that
// are paid for nothing.
func (s *search) wishes() int64 {
	var n int64
	if s.o.Keep > 0 {
		for i, k := range s.home {
			if k >= 0 && s.st.slotOf[i] != k {
				n += s.o.Keep
			}
		}
	}
	if s.o.PaidDays > 0 {
		days := 0
		for _, on := range s.st.on {
			if len(on) > 0 {
				days++
			}
		}
		n += s.p.c.Prices.Day * int64(max(0, s.o.PaidDays-days))
	}
	return n
}

func (s *search) keepBest() {
	s.best.score, s.best.wish = s.now, s.wishes()
	s.best.slotOf = append(s.best.slotOf[:0], s.st.slotOf...)
	s.best.days = s.best.days[:0]
	for k := range s.st.on {
		s.best.days = append(s.best.days, s.st.day(k))
	}
}

// done is how much of the search is over, 0 to 1.
func (s *search) done() float64 {
	d := float64(s.step) / float64(s.o.Steps)
	if s.o.Spent != nil {
		d = max(d, s.o.Spent())
	}
	return d
}

// anneal tries changes, keeping those that help and, the hotter the more, some that do not. Up to a
// first valid board it stays cold; then it heats up and cools, small cases several times, because
// they freeze in whatever they are in when it gets cold.
func (s *search) anneal(ctx context.Context) {
	if len(s.free) == 0 {
		return
	}
	hot, cold := s.temperatures()
	heat, hardWeight, began := cold, 40*hot, 0.0
	rounds := 1.0
	if len(s.free) <= smallCase {
		rounds = 12
	}
	quench := s.o.Start == nil && s.best.score.hard > 0
	for s.step = 0; s.step < s.o.Steps; s.step++ {
		if s.step%256 == 0 {
			done := s.done()
			if ctx.Err() != nil || done >= 1 {
				break
			}
			if quench && (s.best.score.hard == 0 || done > 0.1) {
				quench, began = false, done
			}
			if !quench {
				_, cooled := math.Modf((done - began) / (1 - began) * rounds)
				heat = hot * math.Pow(cold/hot, cooled)
				hardWeight = hot * (4 + 36*cooled) // while it is hot, ways lead through broken rules
			}
			if s.step%8192 == 0 {
				s.report()
			}
		}
		s.try(heat, hardWeight)
		if s.now.less(s.best.score) {
			s.keepBest()
		}
	}
	s.report()
}

// smallCase is up to how many scenes a case is cooled several times.
const smallCase = 30

func (s *search) report() {
	if s.o.Progress != nil {
		cost, steps := s.best.score.cost-s.best.wish, s.o.Steps
		if steps == math.MaxInt {
			steps = 0
		}
		s.o.Progress(Progress{Step: s.step, Steps: steps, Hard: s.best.score.hard, Cost: cost, Bound: s.bound, Gap: gapOf(cost, s.bound)})
	}
}

// temperatures follow the prices of the case: at the beginning a day more is taken now and then,
// at the end not even a hundredth of a person's day.
func (s *search) temperatures() (hot, cold float64) {
	hot = float64(s.p.c.Prices.Day) / 2
	for _, x := range s.p.people {
		hot = math.Max(hot, float64(x.DayRate)/2)
	}
	hot = math.Max(hot, 10)
	if s.o.Start != nil {
		hot /= 10
	}
	return hot, hot / 400
}

// try makes one change and keeps it if chance allows at this heat. How much dearer it may be is
// drawn beforehand, so that most bad changes are seen without putting a day on the clock.
func (s *search) try(heat, hardWeight float64) {
	s.stamp++
	s.undo, s.touched, s.concerns = s.undo[:0], s.touched[:0], s.concerns[:0]
	s.old.reset()
	if !s.propose() {
		s.takeBack()
		return
	}
	most := heat * s.rng.ExpFloat64()
	tooDear := func(next score) bool {
		return float64(next.cost-s.now.cost)+hardWeight*float64(next.hard-s.now.hard) > most
	}
	for _, i := range s.concerns {
		s.old.pay = append(s.old.pay, s.st.pay[i])
		s.st.pay[i] = s.e.payOf(i, s.st.worked[i])
	}
	for _, k := range s.touched {
		s.st.look(s.p, k)
	}
	s.reach()
	base := s.e.base(s.st)
	base.cost += s.wishes()
	base.add(s.untouched())
	low := base
	for _, k := range s.touched {
		low.add(s.e.glance(s.st, k))
	}
	if tooDear(low) {
		s.takeBack()
		return
	}
	for _, k := range s.touched {
		s.old.choice, s.old.pick = append(s.old.choice, s.st.choice[k]), append(s.old.pick, s.st.pick[k])
		s.st.choice[k] = nil
	}
	s.e.refreshDays(s.st, s.touched)
	for _, k := range s.joined {
		s.old.joins = append(s.old.joins, s.st.joins[k])
		s.e.rejoin(s.st, k)
	}
	for _, i := range s.affected {
		s.old.rest = append(s.old.rest, s.st.rest[i])
		s.e.rerest(s.st, i)
	}
	next := base
	for _, k := range s.touched {
		if d := s.st.day(k); d != nil {
			next.add(score{d.hard, d.cost})
		}
	}
	for _, k := range s.joined {
		next.add(s.st.joins[k])
	}
	for _, i := range s.affected {
		next.add(s.st.rest[i])
	}
	if tooDear(next) {
		s.takeBack()
		return
	}
	s.now = next
}

// reach finds whose clocks a change reaches: the days touched and the next of their unit, and
// everybody who works on them.
func (s *search) reach() {
	s.joined, s.affected = s.joined[:0], s.affected[:0]
	join := func(k int) {
		if k >= 0 && s.joinMark[k] != s.stamp {
			s.joinMark[k] = s.stamp
			s.joined = append(s.joined, k)
		}
	}
	for _, k := range s.touched {
		join(k)
		unit := s.p.units[s.p.slots[k].unit]
		for at := s.p.inUnit[k] + 1; at < len(unit); at++ {
			if len(s.st.on[unit[at]]) > 0 {
				join(unit[at])
				break
			}
		}
		for _, i := range s.st.on[k] {
			for _, c := range s.p.scenes[i].cast {
				s.affect(c)
			}
		}
	}
	for _, c := range s.concerns {
		s.affect(c)
	}
}

func (s *search) affect(c int) {
	if s.affMark[c] != s.stamp {
		s.affMark[c] = s.stamp
		s.affected = append(s.affected, c)
	}
}

// untouched is what the days, joins and people cost that the change of this step does not reach.
func (s *search) untouched() score {
	var t score
	for k := range s.st.on {
		if len(s.st.on[k]) == 0 {
			continue
		}
		if s.slotMark[k] != s.stamp {
			d := s.st.choice[k][s.st.pick[k]]
			t.add(score{d.hard, d.cost})
		}
		if s.joinMark[k] != s.stamp {
			t.add(s.st.joins[k])
		}
	}
	for i := range s.st.rest {
		if s.affMark[i] != s.stamp {
			t.add(s.st.rest[i])
		}
	}
	return t
}

// saved is what a change overwrites beside the places of scenes.
type saved struct {
	pay    []int64
	choice []dayChoice
	pick   []int
	joins  []score
	rest   []score
}

func (v *saved) reset() {
	v.pay, v.choice, v.pick, v.joins, v.rest = v.pay[:0], v.choice[:0], v.pick[:0], v.joins[:0], v.rest[:0]
}

// takeBack undoes the change of this step as far as it went.
func (s *search) takeBack() {
	for _, c := range slices.Backward(s.undo) {
		s.st.take(s.p, c.scene)
		s.st.put(s.p, c.scene, c.slot)
	}
	for _, k := range s.touched {
		s.st.look(s.p, k)
	}
	for n, was := range s.old.pay {
		s.st.pay[s.concerns[n]] = was
	}
	for n, was := range s.old.choice {
		s.st.choice[s.touched[n]], s.st.pick[s.touched[n]] = was, s.old.pick[n]
	}
	for n, was := range s.old.joins {
		s.st.joins[s.joined[n]] = was
	}
	for n, was := range s.old.rest {
		s.st.rest[s.affected[n]] = was
	}
	s.old.reset()
}

// move moves a scene and notes what has to be computed anew.
func (s *search) move(i, k int) {
	was := s.st.slotOf[i]
	s.undo = append(s.undo, change{i, was})
	s.st.take(s.p, i)
	s.st.put(s.p, i, k)
	for _, t := range [2]int{was, k} {
		if s.slotMark[t] != s.stamp {
			s.slotMark[t] = s.stamp
			s.touched = append(s.touched, t)
		}
	}
	for _, c := range s.p.scenes[i].cast {
		if s.manMark[c] != s.stamp {
			s.manMark[c] = s.stamp
			s.concerns = append(s.concerns, c)
		}
	}
}
