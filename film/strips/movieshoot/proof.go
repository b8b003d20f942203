package movieshoot

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"backlot/film/strips/talent"
)

// proof searches from both ends at once for an order that costs less than stop, or the proof that
// there is none. Of talent scheduling its bounds hold here too; its rules hold where they allow for
// what going to places costs. What they say of an order turned round does not.
type proof struct {
	m        *model
	rest     *talent.Rest
	cast     []uint64 // by scene
	before   []uint64 // by scene: who must come before it
	after    []uint64
	stop     int64 // with first visits, as all costs here
	best     []int
	stack    []*state
	known    map[key]int64 // the cheapest cost at which a state was met
	nodes    int64
	building []*state
	// of the state expanded
	ready    []int     // scenes that may be next at its end
	rates    [64]int64 // by scene: what is paid for waiting a day, at least
	yieldsTo [64]int   // by scene: the scene it yields to, -1 for none
	row      [65]int8
}

// state has some scenes fixed at either end.
type state struct {
	key
	fixed       uint64 // actors at both ends, who are paid throughout
	cost, bound int64
	l, r        []int8 // scenes from either end inwards
}

// key is what decides how the middle is best shot.
type key struct {
	rest, left, right uint64 // scenes to place; actors open at either end
	lastL, firstR     int8   // the places next to the middle, -1 for none
}

// mostKnown bounds the memory of the search; about 100 bytes a state.
const mostKnown = 6_000_000

// newProof is for films of at most 64 scenes and actors.
func newProof(in Instance, m *model, total int64) (*proof, bool) {
	rest, ok := talent.NewRest(in.talent())
	if !ok || m.words > 1 || len(in.Visit) > 64 {
		return nil, false
	}
	p := &proof{m: m, rest: rest, stop: total + m.always, known: map[key]int64{}}
	p.before, p.after = make([]uint64, m.n), make([]uint64, m.n)
	p.cast = make([]uint64, m.n)
	for s := range m.n {
		if m.words == 1 {
			p.cast[s] = m.cast[s]
		}
		for t := range m.n {
			if m.precedes(s, t) {
				p.after[s] |= 1 << t
				p.before[t] |= 1 << s
			}
		}
	}
	p.stack = []*state{{key: key{rest: 1<<m.n - 1, lastL: -1, firstR: -1}}}
	return p, true
}

func (p *proof) ended() bool { return len(p.stack) == 0 }

// lowest is a bound on every order, without first visits.
func (p *proof) lowest() int64 {
	low := p.stop
	for _, s := range p.stack {
		low = min(low, s.bound)
	}
	return max(0, low-p.m.always)
}

// run expands so many nodes more.
func (p *proof) run(nodes int) {
	for range nodes {
		if len(p.stack) == 0 {
			return
		}
		s := p.stack[len(p.stack)-1]
		p.stack = p.stack[:len(p.stack)-1]
		if s.bound >= p.stop {
			continue
		}
		if c, ok := p.known[s.key]; ok && c <= s.cost {
			continue
		} else if ok || len(p.known) < mostKnown {
			p.known[s.key] = s.cost
		}
		p.nodes++
		p.expand(s)
	}
}

// expand puts the children of a state on the stack, the most promising on top. The end where the
// actors open earn less is extended.
func (p *proof) expand(s *state) {
	atRight := p.m.weigh(0, s.left) > p.m.weigh(0, s.right)
	p.rest.AtLeast(s.rest, s.left, s.right, math.MaxInt64)
	p.ready = p.ready[:0]
	for set := s.rest; set != 0; set &= set - 1 {
		x := bits.TrailingZeros64(set)
		p.rates[x] = p.rest.Rate(x)
		p.yieldsTo[x] = -1
		if atRight && p.after[x]&s.rest == 0 || !atRight && p.before[x]&s.rest == 0 {
			p.ready = append(p.ready, x)
		}
	}
	p.building = p.building[:0]
	for _, x := range p.ready {
		if p.yields(s, x, atRight) || p.detour(s, x, atRight) {
			continue
		}
		if c := p.place(s, x, atRight); c != nil {
			p.building = append(p.building, c)
		}
	}
	slices.SortStableFunc(p.building, func(a, b *state) int { return cmp.Compare(b.bound, a.bound) })
	p.stack = append(p.stack, p.building...)
}

// yields tells whether scene x, placed next, had better come after another scene t. That is so if
// everybody in t is open or opens with x anyway, and t in front of x, with what going to its place
// then adds, costs no more than t must cost after x: taking t out of where it would have been makes
// nobody wait longer and adds no visit. Of scenes that yield to each other one stays.
func (p *proof) yields(s *state, x int, atRight bool) bool {
	near, far, at := s.left, s.right, int(s.lastL)
	if atRight {
		near, far, at = far, near, int(s.firstR)
	}
	cast := p.cast[x]
	for _, t := range p.ready {
		if t == x || p.cast[t]&^(near|cast|s.fixed) != 0 || p.leader(t) == x {
			continue
		}
		here := p.m.days[t]*p.m.weigh(0, near&^p.cast[t]) + p.stopover(at, p.m.place[t], p.m.place[x])
		there := p.m.days[t] * max(p.rates[t], p.m.weigh(0, far&cast&^p.cast[t]))
		if here <= there {
			p.yieldsTo[x] = t
			return true
		}
	}
	return false
}

func (p *proof) leader(t int) int {
	for p.yieldsTo[t] >= 0 {
		t = p.yieldsTo[t]
	}
	return t
}

// stopover is what going from one place to another adds if it leads through a third.
func (p *proof) stopover(from, through, to int) int64 {
	var sum int64
	if from != through {
		sum += p.m.visit[through]
	}
	if through != to {
		sum += p.m.visit[to]
	}
	if from != to {
		sum -= p.m.visit[to]
	}
	return sum
}

// detour tells whether scene x, placed next, had better have been placed at the same end earlier, so
// much that it makes good for the end then being at another place.
func (p *proof) detour(s *state, x int, atRight bool) bool {
	end, bars := s.l, p.before
	if atRight {
		end, bars = s.r, p.after
	}
	k := len(end)
	if k == 0 {
		return false
	}
	copy(p.row[:], end)
	p.row[k] = int8(x)
	placed := uint64(1) << x
	for _, y := range end {
		placed |= 1 << y
	}
	var outside uint64
	for set := (1<<p.m.n - 1) &^ placed; set != 0; set &= set - 1 {
		outside |= p.cast[bits.TrailingZeros64(set)]
	}
	limit := p.priceEnd(k+1, outside) - p.m.visit[p.m.place[x]]
	for i := k; i > 0; i-- {
		if bars[x]>>p.row[i-1]&1 == 1 {
			return false
		}
		p.row[i], p.row[i-1] = p.row[i-1], p.row[i]
		if p.priceEnd(k+1, outside) < limit {
			return true
		}
	}
	return false
}

// priceEnd is what the first k scenes of row cost at an end.
func (p *proof) priceEnd(k int, outside uint64) int64 {
	var later [65]uint64
	later[k] = outside
	for i := k - 1; i >= 0; i-- {
		later[i] = later[i+1] | p.cast[p.row[i]]
	}
	var sum int64
	var seen uint64
	at := -1
	for i, x := range p.row[:k] {
		sum += p.m.days[x] * p.m.weigh(0, seen&later[i+1]&^p.cast[x])
		if place := p.m.place[x]; place != at {
			sum += p.m.visit[place]
			at = place
		}
		seen |= p.cast[x]
	}
	return sum
}

// place puts scene x at an end and bounds what comes of it; nil if that is nothing better.
func (p *proof) place(s *state, x int, atRight bool) *state {
	c := state{key: s.key, fixed: s.fixed, cost: s.cost}
	near, far, next := &c.left, &c.right, &c.lastL
	if atRight {
		near, far, next = far, near, &c.firstR
	}
	cast := p.cast[x]
	c.rest &^= 1 << x
	c.cost += p.m.days[x] * p.m.weigh(0, *near&^cast)
	if place := int8(p.m.place[x]); place != *next {
		c.cost += p.m.visit[place]
		*next = place
	}
	both := cast & *far
	var used uint64
	for set := c.rest; set != 0; set &= set - 1 {
		t := bits.TrailingZeros64(set)
		used |= p.cast[t]
		c.cost += p.m.days[t] * p.m.weigh(0, both&^p.cast[t])
	}
	c.fixed |= both
	*near = (*near | cast) &^ c.fixed & used
	*far = *far &^ c.fixed & used
	paid := c.cost + p.visits(&c)
	if paid >= p.stop {
		return nil
	}
	c.l, c.r = s.l, s.r
	if atRight {
		c.r = append(slices.Clip(s.r), int8(x))
	} else {
		c.l = append(slices.Clip(s.l), int8(x))
	}
	if c.rest == 0 {
		p.stop, p.best = paid, c.order()
		return nil
	}
	c.bound = max(s.bound, paid+p.rest.AtLeast(c.rest, c.left, c.right, p.stop-paid))
	if c.bound >= p.stop {
		return nil
	}
	return &c
}

// visits is what going to places in the middle costs at least: once to each place with scenes there,
// but for those that an end is at. An end that meets the other at one place is counted once too
// often before.
func (p *proof) visits(c *state) int64 {
	var sum int64
	var been uint64
	alone := c.lastL >= 0 && c.lastL == c.firstR
	for set := c.rest; set != 0; set &= set - 1 {
		place := p.m.place[bits.TrailingZeros64(set)]
		if int8(place) == c.lastL || int8(place) == c.firstR {
			continue
		}
		alone = false
		if been>>place&1 == 0 {
			been |= 1 << place
			sum += p.m.visit[place]
		}
	}
	if alone {
		sum -= p.m.visit[c.lastL]
	}
	return sum
}

func (s *state) order() []int {
	var out []int
	for _, x := range s.l {
		out = append(out, int(x))
	}
	for i := len(s.r) - 1; i >= 0; i-- {
		out = append(out, int(s.r[i]))
	}
	return out
}
