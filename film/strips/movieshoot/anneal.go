package movieshoot

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
)

// model is an instance in words of bits, of any size.
type model struct {
	n, words int
	days     []int64
	place    []int
	visit    []int64
	cast     []uint64     // words for each scene
	weights  [][256]int64 // wages of every set of eight actors
	then     [][]uint64   // by scene: who must come after it, at once or through others
	plain    []int        // an order that keeps the precedences
	always   int64        // what first visits would cost: visits are counted with them
	bound    bool         // whether there are precedences at all
}

func newModel(in Instance) *model {
	m := &model{n: len(in.Duration), days: in.Duration, place: in.Place, visit: in.Visit, plain: in.feasible(), bound: len(in.Before) > 0}
	m.words = (len(in.Wage) + 63) / 64
	m.cast = make([]uint64, m.n*m.words)
	m.weights = make([][256]int64, m.words*8)
	for a, row := range in.Plays {
		for s, plays := range row {
			if plays {
				m.cast[s*m.words+a/64] |= 1 << (a % 64)
			}
		}
		bit := 1 << (a % 8)
		for set := bit; set < 256; set++ {
			if set&bit != 0 {
				m.weights[a/8][set] += in.Wage[a]
			}
		}
	}
	used := make([]bool, len(in.Visit))
	for _, p := range in.Place {
		if !used[p] {
			used[p] = true
			m.always += in.Visit[p]
		}
	}
	m.closeOrder(in.Before)
	return m
}

// closeOrder makes precedences hold through others.
func (m *model) closeOrder(before [][2]int) {
	wide := (m.n + 63) / 64
	m.then = make([][]uint64, m.n)
	for s := range m.then {
		m.then[s] = make([]uint64, wide)
	}
	for _, b := range before {
		m.then[b[0]][b[1]/64] |= 1 << (b[1] % 64)
	}
	for i := len(m.plain) - 1; i >= 0; i-- {
		s := m.plain[i]
		for _, t := range m.plain[i+1:] {
			if m.precedes(s, t) {
				for w := range m.then[s] {
					m.then[s][w] |= m.then[t][w]
				}
			}
		}
	}
}

func (m *model) precedes(s, t int) bool { return m.then[s][t/64]>>(t%64)&1 == 1 }

func (m *model) weigh(word int, set uint64) int64 {
	var sum int64
	for i := word * 8; set != 0; i, set = i+1, set>>8 {
		sum += m.weights[i][set&255]
	}
	return sum
}

// waiting is what is paid a day for waiting at scene s between what was seen and what comes after.
func (m *model) waiting(s int, seen, after []uint64) int64 {
	var sum int64
	for w, c := range m.cast[s*m.words : (s+1)*m.words] {
		if open := seen[w] & after[w] &^ c; open != 0 {
			sum += m.weigh(w, open)
		}
	}
	return sum * m.days[s]
}

// annealer moves runs of scenes by chance, dearer moves ever more rarely.
//
// Moving a run changes who waits only between where it was and where it goes, because the scenes
// before and after are the same sets; so a move costs as much to judge as it is far.
type annealer struct {
	*model
	rng               *rand.Rand
	order             []int
	seen              []uint64 // by position: words of who played before it
	after             []uint64 // by position: who plays after it
	waits             []int64  // by position: what is paid there for waiting
	cost              int64    // with first visits
	best              []int
	least             int64
	try               []int // the window as it would be
	trySum            []int64
	trySeen, tryAfter []uint64
	steps             int64
	// for relocate
	run, rest                []int
	gaps                     []int64
	odds                     []float64
	union, runSeen, runAfter []uint64
}

func newAnnealer(m *model, seed uint64, from []int) *annealer {
	a := &annealer{
		model: m, rng: rand.New(rand.NewPCG(seed, 0x3017)), order: slices.Clone(from),
		seen: make([]uint64, (m.n+1)*m.words), after: make([]uint64, (m.n+1)*m.words), waits: make([]int64, m.n),
		try: make([]int, m.n), trySum: make([]int64, m.n),
		trySeen: make([]uint64, (m.n+1)*m.words), tryAfter: make([]uint64, (m.n+1)*m.words),
	}
	a.run, a.rest = make([]int, m.n), make([]int, m.n)
	a.gaps, a.odds = make([]int64, m.n+1), make([]float64, m.n+1)
	a.union, a.runSeen, a.runAfter = make([]uint64, m.words), make([]uint64, m.words), make([]uint64, m.words)
	a.settle()
	a.best, a.least = slices.Clone(a.order), a.cost
	return a
}

// settle computes everything of the order anew.
func (a *annealer) settle() {
	copy(a.try, a.order)
	if a.n == 0 {
		return
	}
	clear(a.seen[:a.words])
	clear(a.after[(a.n-1)*a.words : a.n*a.words])
	a.window(0, a.n-1, math.MaxInt64)
	a.take(0, a.n-1)
	a.cost = 0
	for i, s := range a.order {
		a.cost += a.waits[i]
		if i == 0 || a.place[a.order[i-1]] != a.place[s] {
			a.cost += a.visit[a.place[s]]
		}
	}
}

// window prices the positions lo to hi with the scenes of try; it gives up above most.
func (a *annealer) window(lo, hi int, most int64) (sum int64, ok bool) {
	k := a.words
	copy(a.trySeen[lo*k:(lo+1)*k], a.seen[lo*k:])
	copy(a.tryAfter[hi*k:(hi+1)*k], a.after[hi*k:(hi+1)*k])
	for i := hi; i > lo; i-- {
		c := a.cast[a.try[i]*k:]
		for w := range k {
			a.tryAfter[(i-1)*k+w] = a.tryAfter[i*k+w] | c[w]
		}
	}
	for i := lo; ; i++ {
		s := a.try[i]
		a.trySum[i] = a.waiting(s, a.trySeen[i*k:], a.tryAfter[i*k:])
		sum += a.trySum[i]
		if sum > most || i == hi {
			return sum, sum <= most
		}
		c := a.cast[s*k:]
		for w := range k {
			a.trySeen[(i+1)*k+w] = a.trySeen[i*k+w] | c[w]
		}
	}
}

// take makes the window of try part of the order.
func (a *annealer) take(lo, hi int) {
	k := a.words
	copy(a.order[lo:hi+1], a.try[lo:hi+1])
	copy(a.waits[lo:hi+1], a.trySum[lo:hi+1])
	copy(a.seen[lo*k:(hi+1)*k], a.trySeen[lo*k:])
	copy(a.after[lo*k:(hi+1)*k], a.tryAfter[lo*k:])
}

// visits counts the prices of places entered from position lo to one beyond hi.
func (a *annealer) visits(order []int, lo, hi int) int64 {
	var sum int64
	for i := lo; i <= min(hi+1, a.n-1); i++ {
		s := a.order[i]
		if i <= hi {
			s = order[i]
		}
		if i > 0 {
			before := a.order[i-1]
			if i > lo {
				before = order[i-1]
			}
			if a.place[before] == a.place[s] {
				continue
			}
		}
		sum += a.visit[a.place[s]]
	}
	return sum
}

// move exchanges the neighbouring runs [lo,mid) and [mid,hi], perhaps turning the first or second
// round, if the precedences allow it and chance does at this heat.
func (a *annealer) move(lo, mid, hi int, turn int, heat float64) {
	if a.bound {
		for i := lo; i < mid; i++ {
			for j := mid; j <= hi; j++ {
				if a.precedes(a.order[i], a.order[j]) {
					return
				}
			}
		}
	}
	n := copy(a.try[lo:], a.order[mid:hi+1])
	copy(a.try[lo+n:], a.order[lo:mid])
	switch run := a.try[lo : lo+n]; turn {
	case 1:
		if a.tied(run) {
			return
		}
		slices.Reverse(run)
	case 2:
		run = a.try[lo+n : hi+1]
		if a.tied(run) {
			return
		}
		slices.Reverse(run)
	}
	change := a.visits(a.try, lo, hi) - a.visits(a.order, lo, hi)
	for _, w := range a.waits[lo : hi+1] {
		change -= w
	}
	// Chance decides beforehand how much dearer the move may be, so that a bad one is soon seen.
	most := int64(0)
	if heat > 0 {
		most = int64(min(heat*a.rng.ExpFloat64(), 1<<60))
	}
	sum, ok := a.window(lo, hi, most-change)
	if !ok {
		return
	}
	a.take(lo, hi)
	a.cost += change + sum
	if a.cost < a.least {
		a.least = a.cost
		copy(a.best, a.order)
	}
}

// tied tells whether a run cannot be turned round.
func (a *annealer) tied(run []int) bool {
	if !a.bound {
		return false
	}
	for i, s := range run {
		for _, t := range run[i+1:] {
			if a.precedes(s, t) {
				return true
			}
		}
	}
	return false
}

// step makes one move. Mostly a scene, a few scenes, or all that is shot in a row at one place go
// elsewhere; sometimes two neighbouring runs of any length change places.
func (a *annealer) step(heat float64) {
	a.steps++
	from := a.rng.IntN(a.n)
	to := from // last of the run
	switch k := a.rng.IntN(16); {
	case k < 10:
	case k < 12:
		to = min(a.n-1, from+1+a.rng.IntN(3))
	case k < 14:
		for from > 0 && a.place[a.order[from-1]] == a.place[a.order[from]] {
			from--
		}
		for to < a.n-1 && to < from+longest && a.place[a.order[to+1]] == a.place[a.order[to]] {
			to++
		}
	default:
		to = min(a.n-1, from+a.rng.IntN(1+a.n/4))
		a.swap(from, to, heat)
		return
	}
	if to-from+1 < a.n {
		a.relocate(from, to, heat)
	}
}

// longest run that is relocated as one
const longest = 8

// swap exchanges a run with a neighbouring one.
func (a *annealer) swap(from, to int, heat float64) {
	far := 1 + a.rng.IntN(a.n)
	if a.rng.IntN(2) == 0 {
		far = 1 + a.rng.IntN(min(a.n, 12))
	}
	turn := 0
	if to > from {
		turn = a.rng.IntN(3)
	}
	if a.rng.IntN(2) == 0 {
		if to+far < a.n {
			a.move(from, to+1, to+far, turn, heat)
		}
	} else if from >= far {
		a.move(from-far, from, to, turn, heat)
	}
}

// anneal cools once from hot to cold; spent tells how much of the cooling is done, 0 to 1.
func (a *annealer) anneal(ctx context.Context, hot, cold float64, spent func() float64) {
	for {
		done := spent()
		if done >= 1 || ctx.Err() != nil {
			break
		}
		heat := hot * math.Pow(cold/hot, done)
		for range 100 {
			a.step(heat)
		}
	}
	for range 40 * a.n {
		if ctx.Err() != nil {
			break
		}
		a.step(0)
	}
}

// heats are where cooling begins and ends: from the usual change of a random move down to where
// hardly any dearer move is made.
func (a *annealer) heats() (hot, cold float64) {
	saved := slices.Clone(a.order)
	var sum float64
	count := 0
	for range 400 {
		before := a.cost
		lo := a.rng.IntN(a.n - 1)
		mid := lo + 1 + a.rng.IntN(a.n-1-lo)
		a.move(lo, mid, mid+a.rng.IntN(a.n-mid), 0, math.Inf(1))
		if d := math.Abs(float64(a.cost - before)); d > 0 {
			sum += d
			count++
		}
	}
	copy(a.order, saved)
	a.settle()
	if count == 0 {
		return 1, 1
	}
	mean := sum / float64(count)
	return max(1, mean/2), max(0.05, mean/250)
}
