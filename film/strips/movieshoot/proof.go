package movieshoot

import (
	"math/bits"
	"slices"

	"backlot/film/strips/talent"
)

// proof searches from both ends at once for an order that costs less than stop, or the proof that
// there is none. The rules by which talent scheduling places scenes without trying do not hold where
// places and precedences have a say, but its bounds do.
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
	p.building = p.building[:0]
	for set := s.rest; set != 0; set &= set - 1 {
		x := bits.TrailingZeros64(set)
		if atRight && p.after[x]&s.rest != 0 || !atRight && p.before[x]&s.rest != 0 {
			continue
		}
		if c := p.place(s, x, atRight); c != nil {
			p.building = append(p.building, c)
		}
	}
	slices.SortStableFunc(p.building, func(a, b *state) int { return int(min(max(b.bound-a.bound, -1), 1)) })
	p.stack = append(p.stack, p.building...)
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
