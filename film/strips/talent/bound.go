package talent

import "math/bits"

// bounder computes lower bounds. It only holds scratch memory; each worker has one.
type bounder struct {
	p     *problem
	meets [limit]uint64       // actors who share a remaining block, by actor
	owed  [limit][limit]int64 // [x][y]: paid to x if y leaves first, in shares
	spare [limit][limit]int64 // by block and actor: wage not yet used by a bound, a day
}

const shares = 840 // divisible by 1 to 8, so that a wage splits evenly among as many pairs

// bound sets s.bound, s.flow and the blocks' rates. It stops early once the bound reaches stop.
//
// While a block is shot, the actors not in it who wait form a cut: if everybody open at the left
// were free to leave before it and everybody open at the right came after it, then no chain of
// actors, each sharing a remaining block with the next, may lead from left to right. So what is paid
// is at least the least wage of actors that cuts all such chains, which is the greatest flow from
// left to right through actors whose capacity is their wage. Any flow found is a bound.
//
// Wages that the flow does not use bound what the order within one side costs: of two actors open
// at the same end one leaves first, and the other is paid for every block that only the first is in.
func (b *bounder) bound(s *node, stop int64) {
	p := b.p
	total := s.cost
	if s.left != 0 && s.right != 0 {
		b.meet(s)
	}
	var unused int64 // what pairs may make of it at most, twice
	for i := range s.count {
		blk := &s.blocks[i]
		spare := &b.spare[i]
		copy(spare[:p.m], p.wage[:p.m])
		blk.rate = b.push(spare, s.left&^blk.cast, s.free&^blk.cast, s.right&^blk.cast)
		total += blk.dur * blk.rate
		if total >= stop {
			s.bound = total
			return
		}
		var idle int64
		if s.left&blk.cast != 0 {
			idle = p.weigh(s.left &^ blk.cast)
		}
		if s.right&blk.cast != 0 {
			idle += p.weigh(s.right &^ blk.cast)
		}
		unused += blk.dur * idle
	}
	s.flow = total - s.cost
	if true {
		total += b.pairs(s, s.left) + b.pairs(s, s.right)
	}
	s.bound = max(s.bound, total)
}

// meet notes for everybody but those open at the right whom they share a remaining block with.
func (b *bounder) meet(s *node) {
	from := s.left | s.free
	for set := from; set != 0; set &= set - 1 {
		b.meets[first(set)] = 0
	}
	for i := range s.count {
		c := s.blocks[i].cast
		for set := c & from; set != 0; set &= set - 1 {
			b.meets[first(set)] |= c
		}
	}
}

// push sends flow from left to right along shortest chains first, and returns how much went.
func (b *bounder) push(spare *[limit]int64, left, free, right uint64) int64 {
	var flow int64
	if left == 0 || right == 0 {
		return 0
	}
	var rest uint64
	for set := left; set != 0; set &= set - 1 {
		x := first(set)
		w := spare[x]
		for to := b.meets[x] & right; to != 0; to &= to - 1 {
			y := first(to)
			if spare[y] > w {
				flow += w
				spare[y] -= w
				w = 0
				break
			}
			flow += spare[y]
			w -= spare[y]
			spare[y] = 0
			right &^= 1 << y
			if w == 0 {
				break
			}
		}
		spare[x] = w
		if w > 0 {
			rest |= 1 << x
		}
	}
	if rest == 0 || right == 0 || free == 0 {
		return flow
	}
	return flow + b.chains(spare, rest, free, right)
}

// chains sends flow through actors who have not begun, breadth first, until no chain is left.
func (b *bounder) chains(spare *[limit]int64, left, free, right uint64) int64 {
	var flow int64
	var from [limit]int8
	for set := left; set != 0; {
		x := first(set)
		// Search from x through free actors with wage to spare.
		reached := uint64(0)
		queue := [limit]int8{int8(x)}
		goal := -1
		for head, tail := 0, 1; head < tail && goal < 0; head++ {
			at := int(queue[head])
			if hit := b.meets[at] & right; hit != 0 {
				goal = first(hit)
				from[goal] = int8(at)
				break
			}
			for next := b.meets[at] & free &^ reached; next != 0; next &= next - 1 {
				y := first(next)
				reached |= 1 << y
				from[y] = int8(at)
				queue[tail] = int8(y)
				tail++
			}
		}
		if goal < 0 {
			set &= set - 1
			continue
		}
		w := spare[x]
		for at := goal; at != x; at = int(from[at]) {
			w = min(w, spare[at])
		}
		flow += w
		for at := goal; ; at = int(from[at]) {
			spare[at] -= w
			if spare[at] == 0 {
				free &^= 1 << at
				right &^= 1 << at
			}
			if at == x {
				break
			}
		}
		if spare[x] == 0 {
			set &= set - 1
		}
		if right == 0 || free == 0 {
			break
		}
	}
	return flow
}

// pairs bounds what the actors of one side cost each other, out of wages to spare.
func (b *bounder) pairs(s *node, side uint64) int64 {
	if side&(side-1) == 0 {
		return 0
	}
	var list [limit]int8
	k := 0
	for set := side; set != 0; set &= set - 1 {
		x := first(set)
		list[k] = int8(x)
		k++
		for t := side; t != 0; t &= t - 1 {
			b.owed[x][first(t)] = 0
		}
	}
	for i := range s.count {
		blk := &s.blocks[i]
		in := blk.cast & side
		if in == 0 || in == side {
			continue
		}
		days := blk.dur * (shares / int64(bits.OnesCount64(in)))
		for out := side &^ blk.cast; out != 0; out &= out - 1 {
			x := first(out)
			if b.spare[i][x] == 0 {
				continue
			}
			w := days * b.spare[i][x]
			for t := in; t != 0; t &= t - 1 {
				b.owed[x][first(t)] += w
			}
		}
	}
	var sum int64
	for i := range k {
		for j := range i {
			x, y := list[i], list[j]
			sum += min(b.owed[x][y], b.owed[y][x])
		}
	}
	return (sum + shares - 1) / shares
}
