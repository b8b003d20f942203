package talent

import (
	"context"
	"sync"
)

// How effort is divided. Counts, not times, so that a run can be repeated.
const (
	firstRounds = 24    // of the local search before anything else
	firstNodes  = 256   // of the tree search, then as many again as so far, and so on
	roundNodes  = 80    // nodes searched for each round of the local search that follows
	mostRounds  = 4000  // of the local search without a better order
	ladderFrom  = 40000 // nodes after which a lower bound is worth proving by itself
	ladderShare = 3     // nodes of the tree search for each spent on that
	// A lower bound is proved rung by rung: so many parts in a thousand below the best total.
	ladderMemory = 4 // the part of the memory it gets: one in so many
)

var ladder = []int64{80, 50, 40, 30, 20, 15, 10, 7, 5, 3, 2, 1}

// Solve finds the order that costs least, or, if the context or a limit ends it sooner, the best it
// met and a bound. It returns an error only for an instance that is not valid.
//
// Instances of which more than 64 scenes or 64 actors are left after merging equal ones are not
// searched to the end: the order comes from local search, the bound from parts of the instance.
func Solve(ctx context.Context, in Instance, opt Options) (Solution, error) {
	if err := in.Validate(); err != nil {
		return Solution{}, err
	}
	if opt.Memory <= 0 {
		opt.Memory = 512 << 20
	}
	opt.Threads = max(1, min(opt.Threads, 256))
	out := Solution{Cost: Cost{Total: in.work()}, Bound: Cost{Total: in.work()}, Optimal: true}
	for _, c := range reduce(in) {
		rest := opt
		if opt.Nodes > 0 {
			rest.Nodes = max(1, opt.Nodes-out.Nodes)
		}
		if opt.Progress != nil {
			rest.Progress = func(p Progress) { opt.Progress(p.after(out)) }
		}
		out.join(solvePart(ctx, c, rest))
	}
	return out, nil
}

// solvePart solves what nobody connects with the rest; its costs are for waiting only.
func solvePart(ctx context.Context, c part, opt Options) Solution {
	if p, ok := newProblem(c); ok {
		return newSolver(p, opt).solve(ctx)
	}
	return solveLarge(ctx, c, opt)
}

// join puts a part behind the parts before it.
func (s *Solution) join(p Solution) {
	s.Order = append(s.Order, p.Order...)
	s.Cost = s.Cost.plus(p.Cost)
	s.Bound = s.Bound.plus(p.Bound)
	s.Optimal = s.Optimal && p.Optimal
	s.Nodes += p.Nodes
}

// after adds the parts that are done.
func (p Progress) after(s Solution) Progress {
	return Progress{Cost: s.Cost.plus(p.Cost), Bound: s.Bound.plus(p.Bound), Nodes: s.Nodes + p.Nodes}
}

func (c Cost) plus(d Cost) Cost { return Cost{c.Total + d.Total, c.Holding + d.Holding} }

// solver joins local search, tree search and the proof of lower bounds.
type solver struct {
	p         *problem
	opt       Options
	improvers []*improver
	order     []int // best so far, of merged scenes
	cost      int64 // what it pays for waiting
	bound     int64 // no order pays less for waiting
	idle      int   // rounds of local search since it last helped
	main      *search
	rung      *search
	spent     int64 // nodes of finished rungs
	next      int   // rung of the ladder
}

func newSolver(p *problem, opt Options) *solver {
	v := &solver{p: p, opt: opt}
	for i := range opt.Threads {
		v.improvers = append(v.improvers, newImprover(p, uint64(i+1)))
	}
	for i := range p.n {
		v.order = append(v.order, i)
	}
	v.cost = p.waiting(v.order)
	return v
}

func (v *solver) solve(ctx context.Context) Solution {
	v.improve(ctx, firstRounds)
	rest := v.opt.Memory / ladderMemory
	v.main = newSearch(v.p, v.cost, v.opt.Memory-rest, v.opt.Threads)
	for budget := int64(firstNodes); ; budget = v.main.nodes.Load() {
		if v.opt.Nodes > 0 {
			budget = min(budget, v.opt.Nodes-v.nodes())
		}
		ended := v.main.run(ctx, budget)
		v.adopt(v.main)
		if ended {
			v.bound = v.cost
			break
		}
		if ctx.Err() != nil || v.opt.Nodes > 0 && v.nodes() >= v.opt.Nodes {
			break
		}
		v.improve(ctx, int(budget/roundNodes))
		v.climb(ctx)
		v.report()
	}
	v.bound = max(v.bound, min(v.cost, v.main.lowest()))
	return v.solution()
}

// improve runs the local search, on as many threads as there are.
func (v *solver) improve(ctx context.Context, rounds int) {
	if v.p.n < 2 || v.idle > mostRounds {
		return
	}
	rounds = min(rounds, mostRounds)
	var all sync.WaitGroup
	for _, i := range v.improvers {
		all.Go(func() { i.improve(ctx, max(1, rounds/len(v.improvers))) })
	}
	all.Wait()
	v.idle += rounds
	for _, i := range v.improvers {
		if i.best != nil && i.least < v.cost {
			v.order, v.cost, v.idle = i.best, i.least, 0
		}
	}
	if v.main != nil {
		v.main.stop.Store(min(v.main.stop.Load(), v.cost))
	}
}

// climb proves lower bounds while the main search is far from its end: it searches for an order that
// costs less than a rung below the best known total, and that there is none is a bound.
func (v *solver) climb(ctx context.Context) {
	for v.next < len(ladder) {
		budget := v.main.nodes.Load()/ladderShare - v.spent
		if v.main.nodes.Load() < ladderFrom || ctx.Err() != nil {
			return
		}
		if v.rung == nil {
			goal := v.cost - (v.p.work()+v.cost)*ladder[v.next]/1000
			if goal <= v.bound {
				v.next++
				continue
			}
			v.rung = newSearch(v.p, goal, v.opt.Memory/ladderMemory, v.opt.Threads)
		}
		goal := v.rung.stop.Load()
		budget -= v.rung.nodes.Load()
		if budget <= 0 {
			return
		}
		if !v.rung.run(ctx, budget) {
			return
		}
		v.adopt(v.rung)
		v.bound = max(v.bound, min(goal, v.rung.stop.Load()))
		v.spent += v.rung.nodes.Load()
		v.rung = nil
		v.next++
	}
}

// adopt takes the order of a search if it is better.
func (v *solver) adopt(s *search) {
	if s.best != nil && s.stop.Load() < v.cost {
		v.order, v.cost = s.best, s.stop.Load()
	}
}

func (v *solver) nodes() int64 {
	n := v.spent
	if v.main != nil {
		n += v.main.nodes.Load()
	}
	if v.rung != nil {
		n += v.rung.nodes.Load()
	}
	return n
}

func (v *solver) report() {
	if v.opt.Progress != nil {
		v.opt.Progress(Progress{Cost: v.total(v.cost), Bound: v.total(v.bound), Nodes: v.nodes()})
	}
}

func (v *solver) total(holding int64) Cost { return Cost{Total: holding, Holding: holding} }

func (v *solver) solution() Solution {
	return Solution{
		Order: v.p.expand(v.order), Cost: v.total(v.cost), Bound: v.total(v.bound),
		Optimal: v.bound >= v.cost, Nodes: v.nodes(),
	}
}
