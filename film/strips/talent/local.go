package talent

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
)

// improver betters orders by taking runs of scenes out and putting them back where they cost least,
// and by shaking an order that this cannot better. It works a set number of rounds: no clock.
type improver struct {
	inserter
	rng   *rand.Rand
	now   []int // the order being worked on
	kept  []int // the order shaken next
	worth int64 // what kept costs
	best  []int // the best order met
	least int64 // what best costs
	rest  []int
	turn  []int
}

// inserter finds the cheapest place for scenes in an order.
type inserter struct {
	p     *problem
	after [limit + 1]uint64 // who plays after a gap
}

func newImprover(p *problem, seed uint64) *improver {
	v := &improver{inserter: inserter{p: p}, rng: rand.New(rand.NewPCG(seed, 0x5ca1ab1e)), worth: math.MaxInt64, least: math.MaxInt64}
	for range p.n {
		v.rest = append(v.rest, 0)
	}
	return v
}

// longest run that is moved as one
const longestRun = 4

// put finds the cheapest gap of rest for a run of scenes and what the run then costs: the waiting of
// others while it is shot, and the longer waiting of those who are in it.
//
// Those in outside have scenes after all of these.
func (v *inserter) put(rest, run []int, outside uint64) (gap int, least int64) {
	p := v.p
	k := len(rest)
	v.after[k] = outside
	for i := k - 1; i >= 0; i-- {
		v.after[i] = v.after[i+1] | p.cast[rest[i]]
	}
	var cast uint64
	for _, s := range run {
		cast |= p.cast[s]
	}
	// early: the days until their first scene of those in the run who have not begun.
	var early, late int64
	pending := cast & v.after[0]
	for i := 0; i < k && pending != 0; i++ {
		pending &^= p.cast[rest[i]]
		early += p.dur[rest[i]] * p.weigh(pending)
	}
	var seen uint64
	least = math.MaxInt64
	for i := 0; ; i++ {
		if c := early + late + v.inside(run, seen, v.after[i]); c < least || c == least && i == k {
			gap, least = i, c
		}
		if i == k {
			return gap, least
		}
		s := rest[i]
		if gone := cast & seen &^ v.after[i]; gone != 0 {
			late += p.dur[s] * p.weigh(gone)
		}
		seen |= p.cast[s]
		if pending := cast & v.after[0] &^ seen; pending != 0 {
			early -= p.dur[s] * p.weigh(pending)
		}
	}
}

// inside is what is paid for waiting while a run is shot between what was seen and what comes after.
func (v *inserter) inside(run []int, seen, after uint64) int64 {
	p := v.p
	if len(run) == 1 {
		return p.dur[run[0]] * p.weigh(seen&after&^p.cast[run[0]])
	}
	var sum int64
	for i, s := range run {
		later := after
		for _, t := range run[i+1:] {
			later |= p.cast[t]
		}
		sum += p.dur[s] * p.weigh(seen&later&^p.cast[s])
		seen |= p.cast[s]
	}
	return sum
}

// moved puts a run where it costs least and tells whether that made the order cheaper.
func (v *improver) moved(from, length int) bool {
	n := len(v.now)
	var buf, rev [longestRun]int
	run := buf[:copy(buf[:], v.now[from:from+length])]
	rest := v.rest[:n-length]
	copy(rest, v.now[:from])
	copy(rest[from:], v.now[from+length:])
	gap, least := v.put(rest, run, 0)
	if length > 1 {
		back := rev[:length]
		for i := range back {
			back[i] = run[length-1-i]
		}
		if g, c := v.put(rest, back, 0); c < least {
			gap, least, run = g, c, back
		}
	}
	if gap == from && run[0] == v.now[from] {
		return false
	}
	before := v.p.waiting(v.now)
	var old [limit]int
	copy(old[:], v.now)
	copy(v.now, rest[:gap])
	copy(v.now[gap:], run)
	copy(v.now[gap+length:], rest[gap:])
	if v.p.waiting(v.now) >= before {
		copy(v.now, old[:n])
		return false
	}
	return true
}

// descend moves runs until no move is better.
func (v *improver) descend() {
	n := len(v.now)
	for length := 1; length <= min(longestRun, n-1); {
		better := false
		for _, s := range v.turns() {
			for from := range n - length + 1 {
				if v.now[from] == s {
					better = v.moved(from, length) || better
					break
				}
			}
		}
		switch {
		case !better:
			length++
		case length > 1:
			length = 1
		}
	}
}

func (v *improver) turns() []int {
	if len(v.turn) == 0 {
		v.turn = append(v.turn, v.now...)
	}
	v.rng.Shuffle(len(v.turn), func(i, j int) { v.turn[i], v.turn[j] = v.turn[j], v.turn[i] })
	return v.turn
}

// construct builds an order by putting scenes, in random order, where they cost least.
func (v *improver) construct() {
	v.now = v.now[:0]
	for _, s := range v.rng.Perm(v.p.n) {
		gap, _ := v.put(v.now, []int{s}, 0)
		v.now = append(v.now, 0)
		copy(v.now[gap+1:], v.now[gap:])
		v.now[gap] = s
	}
}

// shake moves two random runs to random places, one of them perhaps turned round.
func (v *improver) shake() {
	n := len(v.now)
	for range 2 {
		length := 1 + v.rng.IntN(max(1, n/3))
		from := v.rng.IntN(n - length + 1)
		run := make([]int, length)
		copy(run, v.now[from:])
		if v.rng.IntN(2) == 0 {
			for i := range length / 2 {
				run[i], run[length-1-i] = run[length-1-i], run[i]
			}
		}
		copy(v.now[from:], v.now[from+length:])
		gap := v.rng.IntN(n - length + 1)
		copy(v.now[gap+length:], v.now[gap:n-length])
		copy(v.now[gap:], run)
	}
}

// improve does rounds of shaking and descending, and keeps the best order met.
func (v *improver) improve(ctx context.Context, rounds int) {
	for range rounds {
		if ctx.Err() != nil && v.best != nil {
			return
		}
		if v.kept == nil || v.rng.IntN(40) == 0 {
			v.construct()
			v.worth = math.MaxInt64
		} else {
			v.now = append(v.now[:0], v.kept...)
			v.shake()
		}
		v.descend()
		c := v.p.waiting(v.now)
		if c <= v.worth || v.rng.IntN(20) == 0 {
			v.kept, v.worth = append(v.kept[:0], v.now...), c
		}
		if c < v.least {
			v.best, v.least = slices.Clone(v.now), c
		}
	}
}
