package talent

import "math/bits"

// limit is the number of scenes and of actors a problem may have: each is one bit of a word.
const limit = 64

// problem is a part of an instance, as reduce leaves it, in words of bits.
type problem struct {
	n, m   int
	cast   [limit]uint64 // who plays in a scene, one bit an actor
	dur    [limit]int64
	wage   [limit]int64
	scenes [limit]uint64 // of an actor, one bit a scene
	orig   [limit][]int  // the scenes of the instance that a scene stands for
	// weights are the wages of every set of eight actors, so that weigh is a few look-ups.
	weights [limit / 8][256]int64
}

// newProblem takes a reduced part of an instance. ok is false if it has more than limit scenes or
// actors.
func newProblem(c part) (p *problem, ok bool) {
	if len(c.scenes) > limit || len(c.roles) > limit {
		return nil, false
	}
	p = &problem{n: len(c.scenes), m: len(c.roles)}
	for i, s := range c.scenes {
		p.dur[i], p.orig[i] = s.days, s.members
	}
	for a, who := range c.roles {
		p.wage[a] = who.wage
		for _, i := range who.scenes {
			p.cast[i] |= 1 << a
			p.scenes[a] |= 1 << i
		}
	}
	p.tabulate()
	return p, true
}

func (p *problem) tabulate() {
	for a := range p.m {
		table := &p.weights[a/8]
		bit := 1 << (a % 8)
		for set := bit; set < 256; set++ {
			if set&bit != 0 {
				table[set] += p.wage[a]
			}
		}
	}
}

// weigh is the daily wage of a set of actors.
func (p *problem) weigh(set uint64) int64 {
	w := p.weights[0][set&255] + p.weights[1][set>>8&255] + p.weights[2][set>>16&255]
	for i, rest := 3, set>>24; rest != 0; i, rest = i+1, rest>>8 {
		w += p.weights[i][rest&255]
	}
	return w
}

// waiting is what an order of the scenes pays people to wait. It is a plain sum over scenes of who
// is between first and last day and not wanted.
func (p *problem) waiting(order []int) int64 {
	var after [limit + 1]uint64
	for i := len(order) - 1; i >= 0; i-- {
		after[i] = after[i+1] | p.cast[order[i]]
	}
	var before uint64
	var sum int64
	for i, s := range order {
		sum += p.dur[s] * p.weigh(before&after[i]&^p.cast[s])
		before |= p.cast[s]
	}
	return sum
}

// work is what these actors are paid for working.
func (p *problem) work() int64 {
	var sum int64
	for i, d := range p.dur[:p.n] {
		sum += d * p.weigh(p.cast[i])
	}
	return sum
}

// expand turns an order of merged scenes into an order of the instance's scenes.
func (p *problem) expand(order []int) []int {
	var out []int
	for _, s := range order {
		out = append(out, p.orig[s]...)
	}
	return out
}

func (p *problem) everybody() uint64 { return 1<<p.m - 1 }

func first(set uint64) int { return bits.TrailingZeros64(set) }
