package talent

import (
	"context"
	"sync"
	"sync/atomic"
)

// search looks for an order that pays less than stop for waiting. When it ends of itself, it has
// found one, or there is none. It can be run in portions.
type search struct {
	p       *problem
	table   *table
	stop    atomic.Int64 // only orders that cost less are looked for
	mu      sync.Mutex   // over best
	best    []int        // an order that costs stop, if one was found
	workers []*worker

	nodes   atomic.Int64
	hungry  atomic.Int32 // workers without work
	handed  chan *node
	working sync.WaitGroup
}

// newSearch begins at the root with threads workers.
func newSearch(p *problem, stop, memory int64, threads int) *search {
	s := &search{p: p, table: newTable(memory)}
	s.stop.Store(stop)
	for range threads {
		w := &worker{search: s}
		w.b.p = p
		w.ends.p = p
		s.workers = append(s.workers, w)
	}
	w := s.workers[0]
	root := p.root()
	if w.tighten(root) {
		w.stack = append(w.stack, root)
	}
	return s
}

// run expands about so many nodes more and tells whether the search has ended.
func (s *search) run(ctx context.Context, budget int64) bool {
	until := s.nodes.Load() + budget
	s.handed = make(chan *node, len(s.workers))
	s.hungry.Store(0)
	halt, cancel := context.WithCancel(ctx)
	defer cancel()
	for _, w := range s.workers {
		s.working.Add(1)
		go func() {
			defer s.working.Done()
			w.run(halt, cancel, until)
		}()
	}
	s.working.Wait()
	close(s.handed)
	for n := range s.handed {
		s.workers[0].stack = append(s.workers[0].stack, n)
	}
	for _, w := range s.workers {
		if len(w.stack) > 0 {
			return false
		}
	}
	return true
}

// found keeps an order if it is the cheapest yet.
func (s *search) found(order []int) {
	cost := s.p.waiting(order)
	s.mu.Lock()
	defer s.mu.Unlock()
	if cost < s.stop.Load() {
		s.stop.Store(cost)
		s.best = order
	}
}

// worker searches depth first: the node on top of its stack is next.
type worker struct {
	*search
	b     bounder
	ends  inserter
	stack []*node
	pool  []*node
	kids  []*node
	after [limit]uint8 // by block of the node expanded: the block it yields to, and 1; 0 for none
}

// run works until the nodes are used up, the context ends, or nobody has anything left to do.
func (w *worker) run(ctx context.Context, cancel func(), until int64) {
	for ctx.Err() == nil {
		for range 32 {
			if len(w.stack) == 0 {
				break
			}
			if w.expand() && w.nodes.Add(1) >= until {
				cancel()
				return
			}
			if w.hungry.Load() > 0 && len(w.stack) > 1 {
				w.share()
			}
		}
		if len(w.stack) == 0 && !w.wait(ctx, cancel) {
			return
		}
	}
}

// share hands the node nearest the root, which is likely the most work, to whoever has none.
func (w *worker) share() {
	select {
	case w.handed <- w.stack[0]:
		copy(w.stack, w.stack[1:])
		w.stack = w.stack[:len(w.stack)-1]
	default:
	}
}

// wait takes a node from another worker. When all wait, the search has ended.
func (w *worker) wait(ctx context.Context, cancel func()) bool {
	if int(w.hungry.Add(1)) == len(w.workers) && len(w.handed) == 0 {
		cancel()
		return false
	}
	select {
	case n := <-w.handed:
		w.hungry.Add(-1)
		w.stack = append(w.stack, n)
		return true
	case <-ctx.Done():
		return false
	}
}

// lowest is the least bound of what is left to search: no order costs less.
func (s *search) lowest() int64 {
	low := s.stop.Load()
	for _, w := range s.workers {
		for _, n := range w.stack {
			low = min(low, n.bound)
		}
	}
	return low
}

// expand takes the top node and puts its children in its place, the most promising on top. It tells
// whether the node was worth it.
func (w *worker) expand() bool {
	top := len(w.stack) - 1
	s := w.stack[top]
	w.stack = w.stack[:top]
	defer w.drop(s)
	if s.bound >= w.stop.Load() || !w.table.visit(s.rest, s.left, s.right, s.cost) {
		return false
	}
	w.branch(s)
	for i := 1; i < len(w.kids); i++ {
		for j := i; j > 0 && w.kids[j-1].bound < w.kids[j].bound; j-- {
			w.kids[j-1], w.kids[j] = w.kids[j], w.kids[j-1]
		}
	}
	w.stack = append(w.stack, w.kids...)
	return true
}

// branch makes the children of a node: every block in turn at one end, the one where the actors
// open earn less, so that both ends rise together and the flow between them is great.
func (w *worker) branch(s *node) {
	w.kids = w.kids[:0]
	near, far := s.left, s.right
	atRight := w.p.weigh(near) > w.p.weigh(far)
	if atRight {
		near, far = far, near
	}
	clear(w.after[:s.count])
	for i := range s.count {
		if w.hopeless(s, i, near, far) {
			continue
		}
		if w.yields(s, nil, i, near, far) {
			continue
		}
		if w.detour(s, i, atRight) {
			continue
		}
		c := w.fresh()
		s.copyTo(c)
		w.p.place(c, i, atRight)
		if w.keep(s, c, i, near, far) {
			w.kids = append(w.kids, c)
		} else {
			w.drop(c)
		}
	}
}

// hopeless tells from the node's own bound that placing block i leads to nothing better. What the
// flow said of the block goes, what it costs at this end comes, and others are at least paid for
// those who are then seen at both ends.
func (w *worker) hopeless(s *node, i int, near, far uint64) bool {
	b := &s.blocks[i]
	sum := s.cost + s.flow + b.dur*(w.p.weigh(near&^b.cast)-b.rate)
	stop := w.stop.Load()
	both := b.cast & far
	if sum >= stop || both == 0 {
		return sum >= stop
	}
	for j := range s.count {
		t := &s.blocks[j]
		if fixed := w.p.weigh(both &^ t.cast); j != i && fixed > t.rate {
			sum += t.dur * (fixed - t.rate)
		}
	}
	return sum >= stop
}

// keep tells whether a child can lead to anything better than is known.
func (w *worker) keep(s, c *node, i int, near, far uint64) bool {
	if !w.bounded(c) {
		return false
	}
	if w.yields(s, c, i, near, far) {
		return false
	}
	return !w.force(c) || w.tighten(c)
}

// bounded bounds a node and tells whether it is worth searching; a complete order is noted.
func (w *worker) bounded(c *node) bool {
	if c.cost >= w.stop.Load() {
		return false
	}
	if c.left|c.right|c.free == 0 {
		w.found(c.order())
		return false
	}
	stop := w.stop.Load()
	w.b.bound(c, stop)
	return c.bound < stop
}

// tighten bounds a node and makes every placing that is surely right, until there is none.
func (w *worker) tighten(c *node) bool {
	for w.bounded(c) {
		if !w.force(c) {
			return true
		}
	}
	return false
}

// force places a block at an end if nobody opens there with it and it can cost no less anywhere
// else: then moving it there in any order makes nothing dearer.
func (w *worker) force(c *node) bool {
	for i := range c.count {
		b := &c.blocks[i]
		if b.cast&^c.left == 0 && w.p.weigh(c.left&^b.cast) == b.rate {
			w.p.place(c, i, false)
			return true
		}
		if b.cast&^c.right == 0 && w.p.weigh(c.right&^b.cast) == b.rate {
			w.p.place(c, i, true)
			return true
		}
	}
	return false
}

// detour tells whether block i, placed next, had better have been placed at the same end earlier:
// the same state is then reached at less cost.
func (w *worker) detour(s *node, i int, atRight bool) bool {
	end := s.path.l[:s.path.nl]
	if atRight {
		end = s.path.r[:s.path.nr]
	}
	if len(end) == 0 {
		return false
	}
	var buf, row [limit]int
	placed := buf[:len(end)]
	done := s.blocks[i].scenes
	for j, x := range end {
		placed[j] = int(x)
		done |= 1 << x
	}
	n := 0
	for x := s.blocks[i].first; ; x = s.next[x] {
		row[n] = int(x)
		n++
		if x == s.blocks[i].last {
			break
		}
	}
	var outside uint64
	for a, scenes := range w.p.scenes[:w.p.m] {
		if scenes&^done != 0 {
			outside |= 1 << a
		}
	}
	gap, _ := w.ends.put(placed, row[:n], outside)
	return gap != len(placed)
}

// yields tells whether block i of s, placed next, had better come after another block t. That is so
// if everybody in t is open or opens with i anyway, so that t in front of i makes nobody else dearer,
// and t itself, wherever it would come after i, costs no less than in front. What t costs after i is
// known from s, and better from c, which is s with i placed, or nil if it is not made yet.
//
// Of blocks that yield to each other one must stay: i does not yield to what yields to i.
func (w *worker) yields(s, c *node, i int, near, far uint64) bool {
	cast := s.blocks[i].cast
	for j := range s.count {
		t := &s.blocks[j]
		if t.cast&^(near|cast) != 0 || j == i || w.leader(j) == i {
			continue
		}
		here := w.p.weigh(near &^ t.cast)
		ends := w.p.weigh(far & cast &^ t.cast) // who is at both ends after i
		there := max(ends, t.rate)
		for k := 0; c != nil && here > there && k < c.count; k++ {
			if c.blocks[k].scenes&t.scenes != 0 {
				there = max(there, ends+c.blocks[k].rate)
				break
			}
		}
		if here <= there {
			w.after[i] = uint8(j + 1)
			return true
		}
	}
	return false
}

// leader is the block that block j, in the end, yields to.
func (w *worker) leader(j int) int {
	for w.after[j] != 0 {
		j = int(w.after[j]) - 1
	}
	return j
}

func (w *worker) fresh() *node {
	if n := len(w.pool); n > 0 {
		c := w.pool[n-1]
		w.pool = w.pool[:n-1]
		return c
	}
	return new(node)
}

func (w *worker) drop(c *node) { w.pool = append(w.pool, c) }
