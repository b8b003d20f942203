package talent

import "math/bits"

// block is a run of remaining scenes that nobody who still matters tells apart. Those who no longer
// matter because all their scenes are in one run must find them in a row, so runs are only joined.
type block struct {
	cast   uint64 // of the actors that still matter
	scenes uint64
	first  int8 // of its scenes, in the order to shoot them; node.next has the others
	last   int8
	dur    int64
	rate   int64 // a lower bound on what is paid a day for waiting while it is shot
}

// node is a state of the search: some scenes are fixed at the left end, some at the right, the
// others, as blocks, lie between. Actors with scenes at one end only and in the middle are open at
// that end; those seen at both ends wait through everything they are not in, whatever the order,
// and are paid for and forgotten.
type node struct {
	left, right, free uint64 // actors that still matter
	rest              uint64 // scenes in the middle
	cost              int64  // paid for waiting, for sure
	bound             int64  // no completion is cheaper; at least cost
	flow              int64  // the part of bound-cost that the blocks' rates make
	count             int
	blocks            [limit]block
	next              [limit]int8 // by scene that is not the last of its block: the scene after it
	path              path
}

// path is how a node came about: scenes in order from either end, for writing down the solution.
type path struct {
	nl, nr int8
	l, r   [limit]int8
}

func (s *node) copyTo(t *node) {
	t.left, t.right, t.free, t.rest = s.left, s.right, s.free, s.rest
	t.cost, t.bound, t.flow, t.count = s.cost, s.bound, s.flow, s.count
	copy(t.blocks[:s.count], s.blocks[:s.count])
	t.next = s.next
	t.path.nl, t.path.nr = s.path.nl, s.path.nr
	copy(t.path.l[:s.path.nl], s.path.l[:s.path.nl])
	copy(t.path.r[:s.path.nr], s.path.r[:s.path.nr])
}

func (p *problem) root() *node {
	s := &node{free: p.everybody(), count: p.n}
	for i := range p.n {
		s.blocks[i] = block{cast: p.cast[i], scenes: 1 << i, first: int8(i), last: int8(i), dur: p.dur[i]}
		s.rest |= 1 << i
	}
	p.settle(s)
	return s
}

// place puts block i at the left end of the middle and settles the state. Actors open on the right
// that are in the block are then seen at both ends: they wait through everything else.
func (p *problem) place(s *node, i int, atRight bool) {
	if atRight {
		s.left, s.right = s.right, s.left
	}
	b := s.blocks[i]
	s.cost += b.dur * p.weigh(s.left&^b.cast)
	for x := b.first; ; x = s.next[x] {
		if atRight {
			s.path.r[s.path.nr] = x
			s.path.nr++
		} else {
			s.path.l[s.path.nl] = x
			s.path.nl++
		}
		if x == b.last {
			break
		}
	}
	s.rest &^= b.scenes
	s.count--
	s.blocks[i] = s.blocks[s.count]
	both := b.cast & s.right
	if both != 0 {
		for _, t := range s.blocks[:s.count] {
			s.cost += t.dur * p.weigh(both&^t.cast)
		}
	}
	s.right &^= both
	s.left = (s.left | b.cast) &^ both
	s.free &^= b.cast
	if atRight {
		s.left, s.right = s.right, s.left
	}
	p.settle(s)
}

// settle forgets actors who no longer matter: those who have nothing left to shoot, those who are
// in everything that is left, and those who have not begun and have one block only, whose days are
// in a row wherever it goes. Blocks that are then alike become one, which may settle more.
func (p *problem) settle(s *node) {
	active := s.left | s.right | s.free
	for {
		var some, more uint64
		all := ^uint64(0)
		for i := range s.count {
			c := s.blocks[i].cast
			more |= some & c
			some |= c
			all &= c
		}
		keep := active & some &^ all &^ (s.free &^ more)
		if s.count <= 1 {
			keep = 0
		}
		if keep == active {
			// Actors fixed by the last placing are gone from active but still in the casts.
			if some&^active == 0 {
				return
			}
		}
		active = keep
		s.left &= keep
		s.right &= keep
		s.free &= keep
		if !p.project(s, keep) {
			return
		}
	}
}

// project reduces the casts to the actors that matter and merges blocks that are then alike. It
// tells whether any were merged.
func (p *problem) project(s *node, keep uint64) bool {
	var seen [128]uint8 // block number + 1, found by cast
	n := 0
	for i := range s.count {
		b := s.blocks[i]
		b.cast &= keep
		h := b.cast * 0x9e3779b97f4a7c15 >> 57
		for seen[h] != 0 && s.blocks[seen[h]-1].cast != b.cast {
			h = (h + 1) & 127
		}
		if seen[h] != 0 {
			same := &s.blocks[seen[h]-1]
			same.scenes |= b.scenes
			same.dur += b.dur
			s.next[same.last] = b.first
			same.last = b.last
			continue
		}
		s.blocks[n] = b
		n++
		seen[h] = uint8(n)
	}
	merged := n < s.count
	s.count = n
	return merged
}

// open is how many actors are open at an end.
func open(set uint64) int { return bits.OnesCount64(set) }

// order is the order of a node whose middle may be shot as it lies.
func (s *node) order() []int {
	var out []int
	for _, x := range s.path.l[:s.path.nl] {
		out = append(out, int(x))
	}
	for _, b := range s.blocks[:s.count] {
		for x := b.first; ; x = s.next[x] {
			out = append(out, int(x))
			if x == b.last {
				break
			}
		}
	}
	for i := int(s.path.nr) - 1; i >= 0; i-- {
		out = append(out, int(s.path.r[i]))
	}
	return out
}
