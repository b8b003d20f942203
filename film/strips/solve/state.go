package solve

import "math/bits"

// dateSet is a set of calendar days.
type dateSet []uint64

func (s dateSet) has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }
func (s dateSet) add(i int)      { s[i/64] |= 1 << (i % 64) }
func (s dateSet) remove(i int)   { s[i/64] &^= 1 << (i % 64) }

// next is the first day of the set from i on, or -1.
func (s dateSet) next(i int) int {
	for w := i / 64; w < len(s); w++ {
		word := s[w]
		if w == i/64 {
			word &= ^uint64(0) << (i % 64)
		}
		if word != 0 {
			return w*64 + bits.TrailingZeros64(word)
		}
	}
	return -1
}

// state is one assignment under search, with what was reckoned of it.
type state struct {
	slotOf  []int      // by scene; -1 stands nowhere
	on      [][]int    // scenes by slot
	minutes []int      // of those scenes
	count   [][]uint16 // by person and date: scenes
	worked  []dateSet  // by person
	uses    []dateSet  // by slot: places in use, and gear after them
	weight  int64      // soft rules that scenes break by standing where they stand

	pay    []int64     // by person
	choice []dayChoice // by slot
	pick   []int       // which call of the choice
	joins  []score     // by slot: with the day of the unit before it
	rest   []score     // by person: from one turn to the next, and a child's weeks
}

func newState(p *problem) *state {
	n := len(p.slots)
	st := &state{
		slotOf: make([]int, len(p.scenes)), on: make([][]int, n), minutes: make([]int, n),
		pay: make([]int64, len(p.people)), choice: make([]dayChoice, n), pick: make([]int, n),
		joins: make([]score, n), rest: make([]score, len(p.people)),
	}
	for i := range st.slotOf {
		st.slotOf[i] = -1
	}
	days, things := (len(p.dates)+63)/64, (len(p.places)+len(p.gear)+63)/64
	for range p.people {
		st.worked = append(st.worked, make(dateSet, days))
		st.count = append(st.count, make([]uint16, len(p.dates)))
	}
	for range p.slots {
		st.uses = append(st.uses, make(dateSet, things))
	}
	return st
}

// put stands a scene on a day.
func (st *state) put(p *problem, i, k int) {
	x, date := &p.scenes[i], p.slots[k].date
	st.slotOf[i] = k
	st.on[k] = append(st.on[k], i)
	st.minutes[k] += x.minutes
	st.weight += x.weight[k]
	for _, c := range x.cast {
		if st.count[c][date]++; st.count[c][date] == 1 {
			st.worked[c].add(date)
		}
	}
}

// take lifts a scene off its day.
func (st *state) take(p *problem, i int) {
	k := st.slotOf[i]
	x, date := &p.scenes[i], p.slots[k].date
	on := st.on[k]
	for at := range on {
		if on[at] == i {
			on[at] = on[len(on)-1]
			st.on[k] = on[:len(on)-1]
			break
		}
	}
	st.slotOf[i] = -1
	st.minutes[k] -= x.minutes
	st.weight -= x.weight[k]
	for _, c := range x.cast {
		if st.count[c][date]--; st.count[c][date] == 0 {
			st.worked[c].remove(date)
		}
	}
}

// look notes anew which places and gear a day uses.
func (st *state) look(p *problem, k int) {
	clear(st.uses[k])
	for _, i := range st.on[k] {
		st.uses[k].add(p.scenes[i].place)
		for _, g := range p.scenes[i].gear {
			st.uses[k].add(len(p.places) + g)
		}
	}
}

// day is how a day is shot, nil without work.
func (st *state) day(k int) *dayOrder {
	if len(st.on[k]) == 0 || st.choice[k] == nil {
		return nil
	}
	return st.choice[k][st.pick[k]]
}
