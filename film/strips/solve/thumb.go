package solve

import (
	"cmp"
	"math"
	"slices"

	"backlot/film/strips"
	"backlot/film/strips/board"
)

// RuleOfThumb is the board an assistant director makes with a pencil: the scenes are grouped by
// place, then day or night work, then cast; day after day of the calendar is filled to the normal
// hours with the group begun, or the group that presses most; no scene goes on a day on which its
// people, place, set or light are not to be had, nor before one that must come first. What is left
// over in the end goes where least is broken. It is the measure of the search, and its beginning.
func RuleOfThumb(c *board.Case) (Result, error) {
	p, err := compile(c)
	if err != nil {
		return Result{}, err
	}
	e, err := newEvaluator(p)
	if err != nil {
		return Result{}, err
	}
	s := &search{e: e, p: p, bound: p.lowerBound()}
	if err := s.begin(); err != nil {
		return Result{}, err
	}
	return s.result(), nil
}

// group is what is shot in one go: a place, by day or by night.
type group struct {
	place  int
	night  bool
	scenes []int // those with the same cast beside each other
	last   int   // slot by which the first of them must be shot
}

func (s *search) isNight(i int) bool {
	x := &s.p.scenes[i]
	return x.light == strips.Night && !x.blackout
}

// thumb stands the scenes that have no day on days by the rule of thumb.
func (s *search) thumb() {
	groups := s.groups()
	begun := make([]*group, len(s.p.units))
	for k := max(0, s.p.frozen); k < len(s.p.slots) && len(groups) > 0; k++ {
		unit := s.p.slots[k].unit
		if len(s.st.on[k]) > 0 {
			continue // a day of the board to start with
		}
		if pr := &s.p.c.Prices; pr.Row > 0 && s.rowBefore(k) >= pr.Row {
			continue
		}
		for room := true; room; {
			g := s.nextGroup(groups, begun[unit], k)
			if g == nil {
				break
			}
			took := s.fill(g, k)
			begun[unit] = g
			room = took && len(g.scenes) == 0 && s.dayRoom(k) > 120
			if len(g.scenes) == 0 {
				groups = slices.DeleteFunc(groups, func(x *group) bool { return x == g })
				begun[unit] = nil
			}
		}
	}
	for _, g := range groups {
		for _, i := range g.scenes {
			s.st.put(s.p, i, s.leastWrong(i))
		}
	}
}

// groups gathers the loose scenes.
func (s *search) groups() []*group {
	var out []*group
	for _, i := range s.free {
		if s.st.slotOf[i] >= 0 {
			continue
		}
		x := &s.p.scenes[i]
		at := slices.IndexFunc(out, func(g *group) bool { return g.place == x.place && g.night == s.isNight(i) })
		if at < 0 {
			at = len(out)
			out = append(out, &group{place: x.place, night: s.isNight(i), last: math.MaxInt})
		}
		out[at].scenes = append(out[at].scenes, i)
		out[at].last = min(out[at].last, x.options[len(x.options)-1])
	}
	for _, g := range out {
		g.scenes = s.byCast(g.scenes)
	}
	slices.SortStableFunc(out, func(a, b *group) int { return cmp.Compare(a.last, b.last) })
	return out
}

// byCast chains scenes so that each shares as much of its cast with the one before as can be.
func (s *search) byCast(scenes []int) []int {
	left := slices.Clone(scenes)
	out := left[:0:0]
	slices.SortStableFunc(left, func(a, b int) int { return len(s.p.scenes[b].cast) - len(s.p.scenes[a].cast) })
	for len(left) > 0 {
		best, most := 0, -1
		for n, i := range left {
			common := 0
			if len(out) > 0 {
				for _, c := range s.p.scenes[i].cast {
					if slices.Contains(s.p.scenes[out[len(out)-1]].cast, c) {
						common++
					}
				}
			}
			if common > most {
				best, most = n, common
			}
		}
		out = append(out, left[best])
		left = slices.Delete(left, best, best+1)
	}
	return out
}

// nextGroup is the one begun while anything of it can be shot on the day, else the one that
// presses most and fits with what the day has already.
func (s *search) nextGroup(groups []*group, begun *group, k int) *group {
	can := func(g *group) bool {
		return slices.ContainsFunc(g.scenes, func(i int) bool { return s.fitsOn(i, k) })
	}
	if begun != nil && can(begun) {
		return begun
	}
	for _, g := range groups {
		if can(g) {
			return g
		}
	}
	return nil
}

// fill puts the scenes of a group on a day while it stays within the normal hours.
func (s *search) fill(g *group, k int) bool {
	took := false
	g.scenes = slices.DeleteFunc(g.scenes, func(i int) bool {
		if !s.fitsOn(i, k) {
			return false
		}
		s.st.put(s.p, i, k)
		took = true
		return true
	})
	return took
}

// fitsOn says whether a scene can join a day: allowed, after what must come before it, with
// nobody of its cast in another unit, and the day, put on the clock, breaks no rule and lasts no
// longer than usual.
func (s *search) fitsOn(i, k int) bool {
	if !s.may(i, k) || s.dayRoom(k) < s.p.scenes[i].minutes {
		return false
	}
	date := s.p.slots[k].date
	for _, o := range s.p.orders {
		if o[1] != i {
			continue
		}
		before := s.st.slotOf[o[0]]
		if before < 0 || before >= k && o[0] != i || s.p.dates[date].Sub(s.p.dates[s.p.slots[before].date]) < o[2] {
			return false
		}
	}
	for _, other := range s.p.slotsOn[date] {
		if other == k {
			continue
		}
		for _, j := range s.st.on[other] {
			if shares(s.p.scenes[i].cast, s.p.scenes[j].cast) || shares(s.p.scenes[i].gear, s.p.scenes[j].gear) {
				return false
			}
		}
	}
	for _, d := range s.e.choices(date, append(slices.Clone(s.st.on[k]), i)) {
		if d.hard == 0 && d.dismissed-d.call <= s.p.c.Prices.Normal {
			return true
		}
	}
	return len(s.st.on[k]) == 0 && slices.ContainsFunc(s.e.choices(date, []int{i}), func(d *dayOrder) bool { return d.hard == 0 })
}

func shares(a, b []int) bool {
	return slices.ContainsFunc(a, func(x int) bool { return slices.Contains(b, x) })
}

// dayRoom is how many minutes of scenes the normal hours of a day have left.
func (s *search) dayRoom(k int) int {
	if len(s.st.on[k]) == 0 {
		return math.MaxInt
	}
	return s.p.c.Prices.Normal - s.p.dayLength(s.st.minutes[k])
}

// rowBefore is how many days running the unit of a slot works before it.
func (s *search) rowBefore(k int) int {
	unit, n := s.p.units[s.p.slots[k].unit], 0
	for at := s.p.inUnit[k] - 1; at >= 0 && len(s.st.on[unit[at]]) > 0; at-- {
		if s.p.dates[s.p.slots[unit[at+1]].date].Sub(s.p.dates[s.p.slots[unit[at]].date]) != 1 {
			break
		}
		n++
	}
	return n
}

// leastWrong is the day on which a scene that fits nowhere breaks least: allowed, with the same
// place if can be, and the most time left.
func (s *search) leastWrong(i int) int {
	x := &s.p.scenes[i]
	best, bestRank := x.options[0], math.MaxInt
	for _, k := range x.options {
		rank := s.st.minutes[k]
		if slices.ContainsFunc(s.st.on[k], func(j int) bool { return s.p.scenes[j].place == x.place }) {
			rank -= 120
		}
		if s.st.minutes[k]+x.minutes > s.p.c.Prices.Longest-s.p.c.Prices.Prepare-s.p.c.Prices.Wrap {
			rank += 10_000
		}
		if rank < bestRank {
			best, bestRank = k, rank
		}
	}
	return best
}
