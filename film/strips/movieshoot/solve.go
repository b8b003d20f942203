package movieshoot

import (
	"context"
	"sync"

	"backlot/film/strips/talent"
)

// How effort is divided.
const (
	usualSteps = 500_000
	usualNodes = 1_000_000
	boundNodes = 20_000 // of the search that knows nothing of places and precedences
	smallScene = 60     // up to so many scenes time is left for a proof
)

// Solve finds a cheap order that keeps all precedences, and a bound on what any such order costs. For
// small films it searches on until the order is proved to be the best. It fails only if the instance
// is not valid.
func Solve(ctx context.Context, in Instance, opt Options) (Solution, error) {
	if err := in.Validate(); err != nil {
		return Solution{}, err
	}
	m := newModel(in)
	v := &solver{in: in, m: m, opt: opt}
	v.out.Order = m.plain
	v.out.Cost, _ = in.Evaluate(m.plain)
	if m.n > 1 {
		v.anneal(ctx)
		v.prove(ctx)
	} else {
		v.out.Bound = v.out.Cost.Total
	}
	v.out.Optimal = v.out.Bound >= v.out.Cost.Total
	return v.out, nil
}

type solver struct {
	in  Instance
	m   *model
	opt Options
	out Solution
}

// anneal cools several times, each thread by itself, and keeps the best order.
func (v *solver) anneal(ctx context.Context) {
	// Large films have basins that a cooling does not leave: several are tried, then the best deepened.
	rounds := 6
	share := 0.9
	switch {
	case v.m.n <= 32:
		rounds, share = 2, 0.1
	case v.m.n <= smallScene:
		share = 0.7
	}
	steps := v.opt.Steps
	if steps <= 0 {
		steps = usualSteps
	}
	for r := range rounds {
		var all sync.WaitGroup
		runs := make([]*annealer, max(1, v.opt.Threads))
		for t := range runs {
			a := newAnnealer(v.m, v.opt.Seed*1000+uint64(r*len(runs)+t), v.out.Order)
			runs[t] = a
			spent := func() float64 { return float64(a.steps) / float64(steps/int64(rounds)+1) }
			if v.opt.Spent != nil {
				spent = func() float64 { return v.opt.Spent()/share*float64(rounds) - float64(r) }
			}
			all.Go(func() {
				hot, cold := a.heats()
				if r >= 4 {
					hot = max(cold, hot/8)
				}
				a.anneal(ctx, hot, cold, spent)
			})
		}
		all.Wait()
		for _, a := range runs {
			v.out.Steps += a.steps
			v.adopt(a.best)
		}
		v.report()
	}
}

// adopt takes an order if it is cheaper.
func (v *solver) adopt(order []int) {
	cost, err := v.in.Evaluate(order)
	if err == nil && cost.Total < v.out.Cost.Total {
		v.out.Order, v.out.Cost = order, cost
	}
}

func (v *solver) report() {
	if v.opt.Progress != nil {
		v.opt.Progress(v.out.Cost, v.out.Bound)
	}
}

// prove bounds the cost from below, and for small films searches until the order is proved.
func (v *solver) prove(ctx context.Context) {
	v.out.Bound = v.waitingBound(ctx)
	v.report()
	p, ok := newProof(v.in, v.m, v.out.Cost.Total)
	if !ok || v.out.Bound >= v.out.Cost.Total {
		return
	}
	nodes := v.opt.Nodes
	if nodes <= 0 {
		nodes = usualNodes
	}
	for !p.ended() && p.nodes < nodes && ctx.Err() == nil && (v.opt.Spent == nil || v.opt.Spent() < 1) {
		p.run(256)
		if p.best != nil {
			v.adopt(p.best)
		}
	}
	v.out.Nodes += p.nodes
	v.out.Bound = max(v.out.Bound, p.lowest())
}

// waitingBound is what the film costs at least if it could be shot anywhere in any order.
func (v *solver) waitingBound(ctx context.Context) int64 {
	s, err := talent.Solve(ctx, v.in.talent(), talent.Options{Nodes: boundNodes})
	if err != nil {
		return 0
	}
	v.out.Nodes += s.Nodes
	return min(s.Bound.Holding, v.out.Cost.Total)
}
