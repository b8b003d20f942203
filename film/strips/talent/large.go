package talent

import (
	"cmp"
	"context"
	"math/bits"
	"math/rand/v2"
	"slices"
)

// A part with more scenes or actors than a word has bits.
const (
	largeRounds = 400   // of shaking and descending
	groupNodes  = 20000 // of the search of each group of actors
)

// solveLarge orders a part of any size by local search, and bounds it by groups of actors: the order
// that is best for a group alone costs no more, for them, than any order of all, so the groups' best
// costs add to a bound.
func solveLarge(ctx context.Context, c part, opt Options) Solution {
	w := newWide(c)
	var s Solution
	s.Cost.Holding = -1
	bound, nodes := groupBounds(ctx, c, opt)
	note := func() {
		if cost := w.waiting(w.order); s.Order == nil || cost < s.Cost.Holding {
			s.Order = slices.Clone(w.order)
			s.Cost = Cost{Total: cost, Holding: cost}
		}
	}
	note()
	for round := 0; round < largeRounds && (ctx.Err() == nil || round == 0); round++ {
		if round == 0 {
			w.construct(ctx)
		} else {
			copy(w.order, s.Order)
			w.shake()
		}
		w.descend(ctx)
		note()
		if opt.Progress != nil {
			opt.Progress(Progress{Cost: s.Cost, Bound: Cost{bound, bound}, Nodes: nodes})
		}
		if s.Cost.Holding <= bound {
			break
		}
	}
	s.Bound = Cost{bound, bound}
	s.Optimal = s.Cost.Holding <= bound
	s.Nodes = nodes
	var order []int
	for _, i := range s.Order {
		order = append(order, c.scenes[i].members...)
	}
	s.Order = order
	return s
}

// groupBounds deals the actors into groups small enough to solve and adds up what each must cost.
func groupBounds(ctx context.Context, c part, opt Options) (bound, nodes int64) {
	opt.Progress = nil
	opt.Nodes = groupNodes
	for rest := c.roles; len(rest) > 0; {
		n := len(rest)
		for ; n > 1; n = n / 2 {
			if fits(c, rest[:n]) {
				break
			}
		}
		for n < len(rest) && fits(c, rest[:n+1]) {
			n++
		}
		for _, part := range reduce(instanceOf(c, rest[:n])) {
			p, ok := newProblem(part)
			if !ok || ctx.Err() != nil {
				continue
			}
			s := newSolver(p, opt).solve(ctx)
			bound += s.Bound.Holding
			nodes += s.Nodes
		}
		rest = rest[n:]
	}
	return bound, nodes
}

// fits tells whether a group of actors makes a problem that can be searched.
func fits(c part, group []role) bool {
	for _, p := range reduce(instanceOf(c, group)) {
		if len(p.scenes) > limit || len(p.roles) > limit/4 {
			return false
		}
	}
	return true
}

// instanceOf is a part with some of its actors only.
func instanceOf(c part, group []role) Instance {
	var in Instance
	for _, s := range c.scenes {
		in.Duration = append(in.Duration, s.days)
	}
	for _, r := range group {
		row := make([]bool, len(c.scenes))
		for _, i := range r.scenes {
			row[i] = true
		}
		in.Plays = append(in.Plays, row)
		in.Wage = append(in.Wage, r.wage)
	}
	return in
}

// set is any number of bits.
type set []uint64

func (s set) has(i int) bool { return s[i/64]>>(i%64)&1 == 1 }

// wide is a local search for any number of scenes and actors.
type wide struct {
	c     part
	rng   *rand.Rand
	cast  []set   // by scene
	plays [][]int // by scene
	order []int
	// by actor, of the order without the scene that is moved: positions of first and last scene
	from, to []int
	open     []int64 // by gap: wages of those open there
	gain     []int64 // by gap: what putting the scene there adds
}

func newWide(c part) *wide {
	w := &wide{c: c, rng: rand.New(rand.NewPCG(1, 0x3a11)), from: make([]int, len(c.roles)), to: make([]int, len(c.roles))}
	n := len(c.scenes)
	w.open, w.gain = make([]int64, n+2), make([]int64, n+2)
	for i := range n {
		w.order = append(w.order, i)
		w.cast = append(w.cast, make(set, (len(c.roles)+63)/64))
		w.plays = append(w.plays, nil)
	}
	for a, r := range c.roles {
		for _, i := range r.scenes {
			w.cast[i][a/64] |= 1 << (a % 64)
			w.plays[i] = append(w.plays[i], a)
		}
	}
	return w
}

// waiting is what an order pays for waiting.
func (w *wide) waiting(order []int) int64 {
	start := make([]int64, len(order)+1)
	at := make([]int, len(order))
	for i, s := range order {
		start[i+1] = start[i] + w.c.scenes[s].days
		at[s] = i
	}
	var sum int64
	for _, r := range w.c.roles {
		from, to, worked := len(order), -1, int64(0)
		for _, s := range r.scenes {
			from, to = min(from, at[s]), max(to, at[s])
			worked += w.c.scenes[s].days
		}
		sum += r.wage * (start[to+1] - start[from] - worked)
	}
	return sum
}

// spans notes first and last positions of all actors in rest; from is beyond the end for those who
// are not in it.
func (w *wide) spans(rest []int) {
	for a := range w.from {
		w.from[a], w.to[a] = len(rest), -1
	}
	missing := len(w.from)
	seen := make(set, (len(w.from)+63)/64)
	for i, s := range rest {
		for k, word := range w.cast[s] {
			for fresh := word &^ seen[k]; fresh != 0; fresh &= fresh - 1 {
				w.from[k*64+bits.TrailingZeros64(fresh)] = i
				missing--
			}
			seen[k] |= word
		}
		if missing == 0 {
			break
		}
	}
	clear(seen)
	for i := len(rest) - 1; i >= 0; i-- {
		for k, word := range w.cast[rest[i]] {
			for fresh := word &^ seen[k]; fresh != 0; fresh &= fresh - 1 {
				w.to[k*64+bits.TrailingZeros64(fresh)] = i
			}
			seen[k] |= word
		}
	}
}

// put finds the cheapest gap of rest for scene s, and what it adds there and at gap now.
func (w *wide) put(rest []int, s, now int) (gap int, least, stays int64) {
	w.spans(rest)
	n := len(rest)
	clear(w.open[:n+2])
	for a, r := range w.c.roles {
		if w.from[a] < w.to[a] && !w.cast[s].has(a) {
			w.open[w.from[a]+1] += r.wage
			w.open[w.to[a]+1] -= r.wage
		}
	}
	// rates at which actors of s get dearer with each day to the left of their first scene, and to
	// the right of their last
	var early, late, open int64
	clear(w.gain[:n+2])
	for _, a := range w.plays[s] {
		if w.to[a] < 0 {
			continue
		}
		wage := w.c.roles[a].wage
		early += wage
		w.gain[w.from[a]] += wage // from here on early is less; see the sweep
	}
	var sum int64
	left := early
	for i, x := range rest {
		left -= w.gain[i]
		sum += left * w.c.scenes[x].days
	}
	ends := make([]int64, n+1)
	for _, a := range w.plays[s] {
		if w.to[a] >= 0 {
			ends[w.to[a]] += w.c.roles[a].wage
		}
	}
	least = -1
	for i := 0; ; i++ {
		open += w.open[i]
		cost := sum + open*w.c.scenes[s].days
		if least < 0 || cost < least {
			gap, least = i, cost
		}
		if i == now {
			stays = cost
		}
		if i == n {
			return gap, least, stays
		}
		days := w.c.scenes[rest[i]].days
		early -= w.gain[i]
		sum += days * (late - early)
		late += ends[i]
	}
}

// construct puts scenes, the longest with most wages first, where they cost least.
func (w *wide) construct(ctx context.Context) {
	todo := slices.Clone(w.order)
	weight := make([]int64, len(todo))
	for i := range todo {
		for _, a := range w.plays[i] {
			weight[i] += w.c.roles[a].wage
		}
	}
	slices.SortStableFunc(todo, func(x, y int) int { return cmp.Compare(weight[y], weight[x]) })
	w.order = w.order[:0]
	for _, s := range todo {
		gap := len(w.order)
		if ctx.Err() == nil {
			gap, _, _ = w.put(w.order, s, 0)
		}
		w.order = slices.Insert(w.order, gap, s)
	}
}

// descend moves scenes until no move is better.
func (w *wide) descend(ctx context.Context) {
	for better := true; better; {
		better = false
		for _, s := range w.rng.Perm(len(w.order)) {
			if ctx.Err() != nil {
				return
			}
			at := slices.Index(w.order, s)
			rest := slices.Delete(w.order, at, at+1)
			gap, least, stays := w.put(rest, s, at)
			if least >= stays {
				gap = at
			} else {
				better = true
			}
			w.order = slices.Insert(rest, gap, s)
		}
	}
}

// shake moves a random run somewhere else.
func (w *wide) shake() {
	n := len(w.order)
	length := 1 + w.rng.IntN(n/4+1)
	from := w.rng.IntN(n - length + 1)
	run := slices.Clone(w.order[from : from+length])
	if w.rng.IntN(2) == 0 {
		slices.Reverse(run)
	}
	w.order = slices.Delete(w.order, from, from+length)
	w.order = slices.Insert(w.order, w.rng.IntN(len(w.order)+1), run...)
}
