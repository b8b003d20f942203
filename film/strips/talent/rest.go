package talent

// Rest bounds what scenes still to be shot must cost in waiting, for solvers of problems that are
// talent scheduling and more, such as shooting at places. It keeps scratch memory: use one for each
// goroutine.
type Rest struct {
	p *problem
	b bounder
	s node
}

// NewRest is for instances of at most 64 scenes and 64 actors; ok is false for others.
func NewRest(in Instance) (r *Rest, ok bool) {
	if len(in.Duration) > limit || len(in.Wage) > limit || in.Validate() != nil {
		return nil, false
	}
	p := &problem{n: len(in.Duration), m: len(in.Wage)}
	copy(p.dur[:], in.Duration)
	copy(p.wage[:], in.Wage)
	for a, row := range in.Plays {
		for s, plays := range row {
			if plays {
				p.cast[s] |= 1 << a
				p.scenes[a] |= 1 << s
			}
		}
	}
	p.tabulate()
	return &Rest{p: p, b: bounder{p: p}}, true
}

// AtLeast is a lower bound on what is paid for waiting while the scenes of a set are shot, in any
// order, between others: left are the actors of the set who have worked before it, right those who
// work after it. Who does both is paid throughout and must be in neither; what they are paid is not
// counted. The bound is only as good as to tell whether it reaches stop.
func (r *Rest) AtLeast(scenes, left, right uint64, stop int64) int64 {
	s := &r.s
	s.left, s.right, s.free, s.cost, s.bound, s.flow, s.count = left, right, 0, 0, 0, 0, 0
	for set := scenes; set != 0; set &= set - 1 {
		x := first(set)
		s.blocks[s.count] = block{cast: r.p.cast[x], scenes: 1 << x, first: int8(x), last: int8(x), dur: r.p.dur[x]}
		s.count++
	}
	for a, of := range r.p.scenes[:r.p.m] {
		if of != 0 && of&^scenes == 0 {
			s.free |= 1 << a
		}
	}
	r.p.settle(s)
	if s.left|s.right|s.free == 0 {
		s.count = 0
		return 0
	}
	r.b.bound(s, stop)
	return s.bound
}

// Rate is what the last AtLeast found to be paid a day for waiting, at least, while a scene of its
// set is shot.
func (r *Rest) Rate(scene int) int64 {
	for i := range r.s.count {
		if r.s.blocks[i].scenes>>scene&1 == 1 {
			return r.s.blocks[i].rate
		}
	}
	return 0
}
