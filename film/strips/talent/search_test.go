package talent

import (
	"context"
	"math/rand/v2"
	"testing"
)

// TestSearchAlone starts the tree search from the worst there is, so that no local search hides a
// mistake: it must find the order by itself, and it must cost what the state says.
func TestSearchAlone(t *testing.T) {
	for seed := range uint64(300) {
		in := dense(6+int(seed%7), 3+int(seed%9), seed)
		for _, c := range reduce(in) {
			p, ok := newProblem(c)
			if !ok {
				t.Fatal("too large")
			}
			v := newImprover(p, seed)
			if p.n > 1 {
				v.improve(context.Background(), 60)
			}
			s := newSearch(p, 1<<50, 1<<20, 1)
			if !s.run(context.Background(), 1<<40) {
				t.Fatal("the search did not end")
			}
			got := p.waiting(s.best)
			if got != s.stop.Load() || p.n > 1 && v.least < got {
				t.Fatalf("seed %d: search says %d, its order costs %d, local search found %d", seed, s.stop.Load(), got, v.least)
			}
			// Nothing cheaper exists, and a search that asks for cheaper says so.
			if less := newSearch(p, got, 1<<20, 1); !less.run(context.Background(), 1<<40) || less.best != nil {
				t.Fatalf("seed %d: %d, then found %d", seed, got, less.stop.Load())
			}
		}
	}
}

// TestCostOfState follows random placings to the end: what the state has paid is what the order
// costs, and no bound on the way is above it.
func TestCostOfState(t *testing.T) {
	for seed := range uint64(300) {
		for _, c := range reduce(dense(5+int(seed%12), 3+int(seed%10), seed)) {
			p, _ := newProblem(c)
			r := rand.New(rand.NewPCG(seed, 2))
			b := &bounder{p: p}
			s := p.root()
			var bounds []int64
			for s.left|s.right|s.free != 0 {
				b.bound(s, 1<<50)
				bounds = append(bounds, s.bound)
				p.place(s, r.IntN(s.count), r.IntN(2) == 0)
			}
			cost := p.waiting(s.order())
			if cost != s.cost {
				t.Fatalf("seed %d: the state says %d, the order costs %d", seed, s.cost, cost)
			}
			for _, low := range bounds {
				if low > cost {
					t.Fatalf("seed %d: bounds %v on the way to an order of %d", seed, bounds, cost)
				}
			}
		}
	}
}

// TestPut compares both ways to find the cheapest gap with trying all.
func TestPut(t *testing.T) {
	for seed := range uint64(200) {
		for _, c := range reduce(dense(4+int(seed%9), 3+int(seed%9), seed)) {
			p, _ := newProblem(c)
			if p.n < 3 {
				continue
			}
			r := rand.New(rand.NewPCG(seed, 3))
			order := r.Perm(p.n)
			s, rest := order[0], order[1:]
			v := inserter{p: p}
			w := newWide(c)
			gap, least := v.put(rest, []int{s}, 0)
			_, wideLeast, stays := w.put(rest, s, gap)
			base := p.waiting(rest)
			best := int64(1) << 60
			for i := range p.n {
				try := append(append(append([]int{}, rest[:i]...), s), rest[i:]...)
				best = min(best, p.waiting(try)-base)
				if i == gap && p.waiting(try)-base != least {
					t.Fatalf("seed %d: gap %d adds %d; put says %d", seed, gap, p.waiting(try)-base, least)
				}
				if w.waiting(try) != p.waiting(try) {
					t.Fatalf("seed %d: %d and %d for one order", seed, w.waiting(try), p.waiting(try))
				}
			}
			if least != best || wideLeast != best || stays != best {
				t.Fatalf("seed %d: put says %d, wide %d and %d; least is %d", seed, least, wideLeast, stays, best)
			}
		}
	}
}

// dense draws an instance whose scenes have few or many actors.
func dense(n, m int, seed uint64) Instance {
	r := rand.New(rand.NewPCG(seed, 1))
	var in Instance
	for range n {
		in.Duration = append(in.Duration, int64(r.IntN(5)))
	}
	for range m {
		in.Wage = append(in.Wage, int64(1+r.IntN(20)))
		row := make([]bool, n)
		for _, s := range r.Perm(n)[:1+r.IntN(n)] {
			row[s] = true
		}
		in.Plays = append(in.Plays, row)
	}
	return in
}
