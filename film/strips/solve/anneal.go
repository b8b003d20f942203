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

	undo     []change
	touched  []int // slots
	concerns []int // people
	mark     []bool
}

// found is the best assignment so far.
type found struct {
	score  score
	slotOf []int
	days   []*dayOrder
}

// change is where a scene was.
type change struct{ scene, slot int }

// begin sets up a first assignment: the past, the board to start with, and the rule of thumb for
// the rest.
func (s *search) begin() error {
	n := len(s.p.slots)
	s.st = &state{slotOf: make([]int, len(s.p.scenes)), on: make([][]int, n), choice: make([]dayChoice, n), pick: make([]int, n), pay: make([]int64, len(s.p.people))}
	words := (len(s.p.dates) + 63) / 64
	for range s.p.people {
		s.st.worked = append(s.st.worked, make(dateSet, words))
	}
	s.mark = make([]bool, max(n, len(s.p.people)))
	s.home = make([]int, len(s.p.scenes))
	for i := range s.st.slotOf {
		s.st.slotOf[i], s.home[i] = -1, -1
	}
	for i, k := range s.p.fixed {
		s.put(i, k)
	}
	if err := s.adopt(); err != nil {
		return err
	}
	s.thumb()
	all := make([]int, n)
	for k := range all {
		all[k] = k
	}
	people := make([]int, len(s.p.people))
	for i := range people {
		people[i] = i
	}
	s.e.refresh(s.st, all, people)
	s.now = s.total()
	s.keepBest()
	return nil
}

func (s *search) put(i, k int) {
	s.st.slotOf[i] = k
	s.st.on[k] = append(s.st.on[k], i)
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
				s.put(i, k)
			}
		}
	}
	return nil
}

// thumb puts the scenes that stand nowhere on days by the rule of thumb: place after place, day
// work before nights, as many as fit the normal hours, on the first day that may be.
func (s *search) thumb() {
	var loose []int
	for i, k := range s.st.slotOf {
		if k < 0 && len(s.p.scenes[i].options) > 0 {
			loose = append(loose, i)
		}
	}
	first := map[int]int{} // place -> first slot it may be used
	for _, i := range loose {
		x := &s.p.scenes[i]
		if f, ok := first[x.place]; !ok || x.options[len(x.options)-1] < f {
			first[x.place] = x.options[len(x.options)-1]
		}
	}
	slices.SortStableFunc(loose, func(a, b int) int {
		x, y := &s.p.scenes[a], &s.p.scenes[b]
		if d := first[x.place] - first[y.place]; d != 0 {
			return d
		}
		if d := x.place - y.place; d != 0 {
			return d
		}
		return len(x.light) - len(y.light) // "day" before "night"
	})
	for _, i := range loose {
		s.put(i, s.roomFor(i))
	}
}

// roomFor is the first day that may be, with the same place already there and time left; failing
// that an empty one, and failing that the day with most time left.
func (s *search) roomFor(i int) int {
	x := &s.p.scenes[i]
	pr := &s.p.c.Prices
	room := pr.Normal - pr.Prepare - pr.Wrap - pr.Meal
	best, bestRank := x.options[0], math.MaxInt
	for _, k := range x.options {
		used, same, light := 0, false, true
		for _, o := range s.st.on[k] {
			y := &s.p.scenes[o]
			used += y.minutes
			same = same || y.place == x.place
			light = light && (y.light == x.light || y.blackout || x.blackout)
		}
		rank := used
		switch {
		case same && light && used+x.minutes <= room:
			rank = -2
		case used == 0:
			rank = -1
		case used+x.minutes > room:
			rank += 10_000
		}
		if rank < bestRank {
			best, bestRank = k, rank
		}
	}
	return best
}

// total is the score with what leaving home weighs.
func (s *search) total() score {
	t := s.e.total(s.st)
	t.cost += s.keepCost(s.st.slotOf)
	return t
}

func (s *search) keepCost(slotOf []int) int64 {
	if s.o.Keep == 0 {
		return 0
	}
	var n int64
	for i, k := range s.home {
		if k >= 0 && slotOf[i] != k {
			n += s.o.Keep
		}
	}
	return n
}

func (s *search) keepBest() {
	s.best.score = s.now
	s.best.slotOf = append(s.best.slotOf[:0], s.st.slotOf...)
	s.best.days = s.best.days[:0]
	for k := range s.st.on {
		s.best.days = append(s.best.days, s.st.day(k))
	}
}

// anneal tries changes, keeping those that help and, the hotter the more, some that do not.
func (s *search) anneal(ctx context.Context) {
	movable := 0
	for i := range s.p.scenes {
		if len(s.p.scenes[i].options) > 0 {
			movable++
		}
	}
	if movable == 0 {
		return
	}
	hot, cold := s.temperatures()
	hardWeight := 40 * hot
	for s.step = 0; s.step < s.o.Steps; s.step++ {
		if s.step%256 == 0 {
			if ctx.Err() != nil {
				return
			}
			if s.o.Progress != nil && s.step%8192 == 0 {
				cost := s.best.score.cost - s.keepCost(s.best.slotOf)
				s.o.Progress(Progress{Step: s.step, Steps: s.o.Steps, Hard: s.best.score.hard, Cost: cost, Bound: s.bound, Gap: gapOf(cost, s.bound)})
			}
		}
		s.undo, s.touched, s.concerns = s.undo[:0], s.touched[:0], s.concerns[:0]
		if !s.propose() {
			continue
		}
		saved := s.save()
		s.e.refresh(s.st, s.touched, s.concerns)
		next := s.total()
		heat := hot * math.Pow(cold/hot, float64(s.step)/float64(s.o.Steps))
		worse := float64(next.cost-s.now.cost) + hardWeight*float64(next.hard-s.now.hard)
		if worse > 0 && s.rng.Float64() >= math.Exp(-worse/heat) {
			s.restore(saved)
			continue
		}
		s.now = next
		if s.now.less(s.best.score) {
			s.keepBest()
		}
	}
}

// temperatures follow the prices of the case: at the beginning a day more is taken now and then,
// at the end not even a hundredth of a person's day.
func (s *search) temperatures() (hot, cold float64) {
	hot = float64(s.p.c.Prices.Day) / 8
	for _, x := range s.p.people {
		hot = math.Max(hot, float64(x.DayRate)/2)
	}
	hot = math.Max(hot, 10)
	if s.o.Start != nil {
		hot /= 10
	}
	return hot, hot / 400
}

// saved is what a change overwrites beside the places of scenes.
type saved struct {
	choice []dayChoice
	pick   []int
	pay    []int64
}

func (s *search) save() saved {
	var v saved
	for _, k := range s.touched {
		v.choice, v.pick = append(v.choice, s.st.choice[k]), append(v.pick, s.st.pick[k])
	}
	for _, i := range s.concerns {
		v.pay = append(v.pay, s.st.pay[i])
	}
	return v
}

func (s *search) restore(v saved) {
	for _, c := range slices.Backward(s.undo) {
		s.shift(c.scene, c.slot)
	}
	for n, k := range s.touched {
		s.st.choice[k], s.st.pick[k] = v.choice[n], v.pick[n]
	}
	for n, i := range s.concerns {
		s.st.pay[i] = v.pay[n]
	}
}

// shift moves a scene without looking at what that means.
func (s *search) shift(i, k int) {
	was := s.st.slotOf[i]
	on := s.st.on[was]
	at := slices.Index(on, i)
	on[at] = on[len(on)-1]
	s.st.on[was] = on[:len(on)-1]
	s.put(i, k)
}

// move moves a scene and notes what has to be computed anew.
func (s *search) move(i, k int) {
	was := s.st.slotOf[i]
	s.undo = append(s.undo, change{i, was})
	s.shift(i, k)
	for _, t := range [2]int{was, k} {
		if !slices.Contains(s.touched, t) {
			s.touched = append(s.touched, t)
		}
	}
	for _, p := range s.p.scenes[i].cast {
		if !slices.Contains(s.concerns, p) {
			s.concerns = append(s.concerns, p)
		}
	}
}

// may says whether a scene may stand on a day.
func (s *search) may(i, k int) bool {
	_, ok := slices.BinarySearch(s.p.scenes[i].options, k)
	return ok
}

func (s *search) someScene() int {
	for {
		if i := s.rng.IntN(len(s.p.scenes)); len(s.p.scenes[i].options) > 0 && s.st.slotOf[i] >= 0 {
			return i
		}
	}
}

// propose makes one change; false means that it drew one that cannot be.
func (s *search) propose() bool {
	switch n := s.rng.IntN(100); {
	case n < 40:
		return s.moveOne()
	case n < 65:
		return s.swapTwo()
	case n < 80:
		return s.carryPlace()
	case n < 92:
		return s.swapDays()
	default:
		return s.closeGap()
	}
}

func (s *search) moveOne() bool {
	i := s.someScene()
	options := s.p.scenes[i].options
	k := options[s.rng.IntN(len(options))]
	if s.rng.IntN(2) == 0 { // rather to where the place or some of the cast is
		if j := s.someScene(); s.p.scenes[j].place == s.p.scenes[i].place || s.rng.IntN(3) == 0 {
			k = s.st.slotOf[j]
		}
	}
	if k == s.st.slotOf[i] || !s.may(i, k) {
		return false
	}
	s.move(i, k)
	return true
}

func (s *search) swapTwo() bool {
	i, j := s.someScene(), s.someScene()
	a, b := s.st.slotOf[i], s.st.slotOf[j]
	if a == b || !s.may(i, b) || !s.may(j, a) {
		return false
	}
	s.move(i, b)
	s.move(j, a)
	return true
}

// carryPlace takes all scenes of a place from one day to another.
func (s *search) carryPlace() bool {
	i := s.someScene()
	options := s.p.scenes[i].options
	from, to := s.st.slotOf[i], options[s.rng.IntN(len(options))]
	if from == to {
		return false
	}
	place, all := s.p.scenes[i].place, slices.Clone(s.st.on[from])
	moved := false
	for _, j := range all {
		if s.p.scenes[j].place == place && s.may(j, to) {
			s.move(j, to)
			moved = true
		}
	}
	return moved
}

// swapDays exchanges all that is shot on two days.
func (s *search) swapDays() bool {
	free := len(s.p.slots) - s.p.frozen
	if free < 2 {
		return false
	}
	a, b := s.p.frozen+s.rng.IntN(free), s.p.frozen+s.rng.IntN(free)
	if a == b || len(s.st.on[a])+len(s.st.on[b]) == 0 {
		return false
	}
	return s.exchangeDays(a, b)
}

func (s *search) exchangeDays(a, b int) bool {
	x, y := slices.Clone(s.st.on[a]), slices.Clone(s.st.on[b])
	for _, i := range x {
		if !s.may(i, b) {
			return false
		}
	}
	for _, i := range y {
		if !s.may(i, a) {
			return false
		}
	}
	for _, i := range x {
		s.move(i, b)
	}
	for _, i := range y {
		s.move(i, a)
	}
	return true
}

// closeGap moves the work of a day and of all up to another day of the unit on by one.
func (s *search) closeGap() bool {
	unit := s.p.units[s.rng.IntN(len(s.p.units))]
	lo, _ := slices.BinarySearch(unit, s.p.frozen)
	if len(unit)-lo < 3 {
		return false
	}
	a, n := lo+s.rng.IntN(len(unit)-lo-1), 1+s.rng.IntN(6)
	back := s.rng.IntN(2) == 0
	for i := range n {
		x, y := a+i, a+i+1
		if back {
			x, y = a-i, a-i-1
		}
		if x < lo || y < lo || y >= len(unit) || !s.exchangeDays(unit[x], unit[y]) {
			return i > 0
		}
	}
	return true
}
