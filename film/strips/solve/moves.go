package solve

import "slices"

// may says whether a scene may stand on a day.
func (s *search) may(i, k int) bool {
	_, ok := slices.BinarySearch(s.p.scenes[i].options, k)
	return ok
}

func (s *search) someScene() int { return s.free[s.rng.IntN(len(s.free))] }

func (s *search) someOption(i int) int {
	options := s.p.scenes[i].options
	return options[s.rng.IntN(len(options))]
}

// propose makes one change; false means that it drew one that cannot be.
func (s *search) propose() bool {
	switch n := s.rng.IntN(100); {
	case n < 36:
		return s.moveOne()
	case n < 56:
		return s.swapTwo()
	case n < 64:
		return s.eject()
	case n < 76:
		return s.carryPlace()
	case n < 86:
		if len(s.p.units) > 1 && n%3 == 0 {
			return s.swapDates()
		}
		return s.swapDays()
	case n < 95:
		return s.moveBlock()
	default:
		return s.dissolve()
	}
}

// likely is a day for a scene: rather one where its place or some of its cast is.
func (s *search) likely(i int) int {
	if s.rng.IntN(2) == 0 {
		return s.someOption(i)
	}
	for range 4 {
		if j := s.someScene(); s.p.scenes[j].place == s.p.scenes[i].place || s.rng.IntN(6) == 0 {
			return s.st.slotOf[j]
		}
	}
	return s.someOption(i)
}

func (s *search) moveOne() bool {
	i := s.someScene()
	k := s.likely(i)
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

// eject moves a scene to a day, and one that stands there on to a third.
func (s *search) eject() bool {
	i := s.someScene()
	from, to := s.st.slotOf[i], s.likely(i)
	if from == to || !s.may(i, to) || len(s.st.on[to]) == 0 {
		return false
	}
	j := s.st.on[to][s.rng.IntN(len(s.st.on[to]))]
	if len(s.p.scenes[j].options) == 0 {
		return false
	}
	third := s.likely(j)
	if third == to || !s.may(j, third) {
		return false
	}
	s.move(i, to)
	s.move(j, third)
	return true
}

// carryPlace takes all scenes of a place from one day to another.
func (s *search) carryPlace() bool {
	i := s.someScene()
	from, to := s.st.slotOf[i], s.likely(i)
	if from == to {
		return false
	}
	place, moved := s.p.scenes[i].place, false
	for _, j := range slices.Clone(s.st.on[from]) {
		if s.p.scenes[j].place == place && s.may(j, to) {
			s.move(j, to)
			moved = true
		}
	}
	return moved
}

// swapDays exchanges all that is shot on two days, or part of it where not all can be.
func (s *search) swapDays() bool {
	i, j := s.someScene(), s.someScene()
	a, b := s.st.slotOf[i], s.st.slotOf[j]
	if s.rng.IntN(2) == 0 { // an empty day perhaps
		b = s.someOption(i)
	}
	if a == b {
		return false
	}
	if s.rng.IntN(3) == 0 {
		return s.exchangeWhatMay(a, b)
	}
	return s.exchangeDays(a, b)
}

// exchangeWhatMay exchanges those scenes of two days that may be shot on the other.
func (s *search) exchangeWhatMay(a, b int) bool {
	x, y := slices.Clone(s.st.on[a]), slices.Clone(s.st.on[b])
	moved := false
	for _, i := range x {
		if s.may(i, b) {
			s.move(i, b)
			moved = true
		}
	}
	for _, i := range y {
		if s.may(i, a) {
			s.move(i, a)
			moved = true
		}
	}
	return moved
}

// swapDates exchanges all that all units shoot on two dates.
func (s *search) swapDates() bool {
	a, b := s.p.slots[s.st.slotOf[s.someScene()]].date, s.rng.IntN(len(s.p.dates))
	if a == b {
		return false
	}
	moved := false
	for _, pair := range [2][2]int{{a, b}, {b, a}} {
		for _, k := range s.p.slotsOn[pair[0]] {
			at := slices.IndexFunc(s.p.slotsOn[pair[1]], func(o int) bool { return s.p.slots[o].unit == s.p.slots[k].unit })
			if at < 0 {
				if len(s.st.on[k]) > 0 {
					return false
				}
				continue
			}
			if other := s.p.slotsOn[pair[1]][at]; pair[0] == a {
				if !s.exchangeDays(k, other) {
					return false
				}
				moved = true
			}
		}
	}
	return moved
}

func (s *search) exchangeDays(a, b int) bool {
	x, y := s.st.on[a], s.st.on[b]
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
	x, y = slices.Clone(x), slices.Clone(y)
	for _, i := range x {
		s.move(i, b)
	}
	for _, i := range y {
		s.move(i, a)
	}
	return true
}

// moveBlock takes a run of days of a unit out and puts it in elsewhere, the days between moving up.
func (s *search) moveBlock() bool {
	unit := s.p.units[s.rng.IntN(len(s.p.units))]
	lo, _ := slices.BinarySearch(unit, s.p.frozen)
	n := len(unit) - lo
	if n < 3 {
		return false
	}
	length, way := 1+s.rng.IntN(min(4, n-1)), 1+s.rng.IntN(min(8, n-1))
	if length+way > n {
		return false
	}
	from := lo + s.rng.IntN(n-length-way+1)
	if s.rng.IntN(2) == 0 {
		length, way = way, length
	}
	all := unit[from : from+length+way]
	if !slices.ContainsFunc(all, func(k int) bool { return len(s.st.on[k]) > 0 }) {
		return false
	}
	// The first length days go behind the rest: a rotation.
	to := func(at int) int { return all[(at+way)%len(all)] }
	for at, k := range all {
		for _, i := range s.st.on[k] {
			if !s.may(i, to(at)) {
				return false
			}
		}
	}
	was := make([][]int, len(all))
	for at, k := range all {
		was[at] = slices.Clone(s.st.on[k])
	}
	for at := range all {
		for _, i := range was[at] {
			s.move(i, to(at))
		}
	}
	return true
}

// dissolve spreads all that is shot on a day over others.
func (s *search) dissolve() bool {
	from := s.st.slotOf[s.someScene()]
	if from < s.p.frozen || len(s.st.on[from]) > 6 {
		return false
	}
	moved := false
	for _, i := range slices.Clone(s.st.on[from]) {
		for range 6 {
			if k := s.likely(i); k != from && len(s.st.on[k]) > 0 && s.may(i, k) {
				s.move(i, k)
				moved = true
				break
			}
		}
	}
	return moved
}
