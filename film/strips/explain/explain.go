// Package explain says in sentences why a board cannot be, and why it is as it is.
//
// Conflict finds, in a case that no board solves, a smallest set of records that cannot all hold:
// whoever changes one of them gets on. Moves says of everything that changed its day which
// cost or rule that serves.
package explain

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/film/strips/solve"
)

// Set is facts that cannot all hold.
type Set struct {
	Facts  []Fact   `json:"facts"`
	Scenes []string `json:"scenes,omitempty"` // ids of the scenes that suffer
	Text   string   `json:"text"`             // how the facts exclude each other
	// Proved says that it is shown that no board keeps all of the facts; otherwise none was found.
	Proved bool `json:"proved"`
	// Minimal says that for each of the facts a board was found that keeps all the others of the set, so that none can
	// be spared.
	Minimal bool `json:"minimal"`
	// Smallest says that it is shown that no set of fewer facts of the case excludes itself.
	Smallest bool `json:"smallest"`
}

// Verdict is what is known about whether a case can be solved.
type Verdict struct {
	// Possible says that a board was found that breaks no hard rule: Board. There is no conflict then.
	Possible bool         `json:"possible"`
	Board    *board.Board `json:"board,omitempty"`
	Set
	// More are further sets of facts that are proved to exclude each other. The set told first is one of the
	// smallest, and of these the one that leaves most scenes without a day.
	More []Set `json:"more,omitempty"`
	// Settle is a smallest choice of facts that has one of every set that is told: changing less does not make the
	// case possible, changing these far enough ends all of these conflicts.
	Settle []Fact `json:"settle,omitempty"`
}

// The effort of searches, in steps of package solve.
const (
	firstSteps  = 4000 // for a valid board
	checkSteps  = 1500 // for a board that shows that a fact can be spared
	mostMore    = 25   // sets told beside the first
	mostGrown   = 8    // times that suspects are added
	mostSettled = 5    // facts to be changed at once that are looked for
	mostCover   = 4    // facts that together close all days to one scene
)

// Conflict finds a smallest set of facts of an impossible case that exclude each other.
//
// It first looks for what can be proved: a scene without a day, orders that leave none, more work
// between two dates than there is room for. From what it finds the facts that are not needed are taken away; that
// none of the rest can be spared, and that there is no smaller set, is shown by boards that a search finds and the referee
// checks. When nothing can be proved, the search itself decides what cannot be, and Proved is false. The context
// bounds the searches: when it ends, less is shown.
func Conflict(ctx context.Context, c *board.Case) (Verdict, error) {
	if err := c.Check(); err != nil {
		return Verdict{}, err
	}
	l := factsOf(c)
	if len(c.Days) == 0 && len(c.Scenes) > 0 {
		return Verdict{Set: Set{Facts: l.pick(l.find(Calendar, 0, civil.Date{})), Text: "Scenes have to be shot and there is no day for it.", Proved: true, Minimal: true, Smallest: true}}, nil
	}
	p, err := newProver(l)
	if err != nil {
		return Verdict{}, err
	}
	f := &finder{ctx: ctx, l: l, p: p}
	sets := f.proved()
	if len(sets) == 0 {
		return f.searched(), nil
	}
	v := Verdict{Set: f.tell(sets[0])}
	v.Proved = true
	f.certify(sets[0], sets, &v.Set)
	sets = sets[:min(len(sets), mostMore+1)]
	for _, s := range sets[1:] {
		more := f.tell(s)
		more.Proved = true
		v.More = append(v.More, more)
	}
	if h, ok := hitting(sets, mostSettled); ok {
		slices.Sort(h)
		v.Settle = l.pick(h...)
	}
	return v, nil
}

// finder is one look at a case.
type finder struct {
	ctx    context.Context //nolint:containedctx // a finder lives as long as one call
	l      *factList
	p      *prover
	misses [][]int // facts that boards did not keep: every conflict has one of each
}

func (l *factList) pick(list ...int) []Fact {
	out := make([]Fact, 0, len(list))
	for _, i := range list {
		out = append(out, l.all[i])
	}
	return out
}

// flags marks some facts; all marks them all.
func (l *factList) flags(list []int) []bool {
	out := make([]bool, len(l.all))
	for _, i := range list {
		out[i] = true
	}
	return out
}

func (l *factList) numbers() []int {
	out := make([]int, len(l.all))
	for i := range out {
		out[i] = i
	}
	return out
}

// proved are sets that exclude each other for certain, the smallest first.
func (f *finder) proved() [][]int {
	var sets [][]int
	add := func(s []int) {
		if len(s) > 0 && !slices.ContainsFunc(sets, func(t []int) bool { return slices.Equal(s, t) }) {
			sets = append(sets, s)
		}
	}
	for _, s := range f.p.scenes {
		for _, set := range covers(s.ways, mostCover) {
			add(set)
		}
	}
	clash := func(list []int) bool { return f.p.clash(f.l.flags(list)) }
	all := f.l.numbers()
	if len(sets) == 0 && !clash(all) {
		return nil
	}
	for _, order := range f.orders(all) {
		add(shrink(order, clash))
	}
	stuck := map[int]int{} // scenes without a day, by number of the set before sorting
	order := make([]int, len(sets))
	for n, s := range sets {
		order[n], stuck[n] = n, len(f.stuck(s))
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := sets[a], sets[b]
		return cmp.Or(len(x)-len(y), stuck[b]-stuck[a], f.weight(x)-f.weight(y), slices.Compare(x, y))
	})
	sorted := make([][]int, len(sets))
	for n, k := range order {
		sorted[n] = sets[k]
	}
	return sorted
}

// orders are sequences in which facts are spared: as they stand, backwards, and with those that are easy to change
// last, which keeps them in the set.
func (f *finder) orders(all []int) [][]int {
	back := slices.Clone(all)
	slices.Reverse(back)
	heavy := slices.Clone(all)
	slices.SortStableFunc(heavy, func(a, b int) int { return f.weight([]int{b}) - f.weight([]int{a}) })
	light := slices.Clone(heavy)
	slices.Reverse(light)
	return [][]int{all, back, heavy, light}
}

// weight says how hard facts are to change: a pin is moved sooner than the calendar or the past.
func (f *finder) weight(list []int) int {
	n := 0
	for _, i := range list {
		switch f.l.all[i].Kind {
		case FrozenDay:
			n += 5
		case Calendar, Ceiling, OtherRule, Hours:
			n += 3
		case Closing:
			n += 2
		default:
			n++
		}
	}
	return n
}

// certify looks for boards which show that no fact of a set can be spared, and that no set is smaller.
func (f *finder) certify(set []int, sets [][]int, out *Set) {
	out.Minimal = true
	for _, x := range set {
		rest := slices.DeleteFunc(slices.Clone(set), func(i int) bool { return i == x })
		out.Minimal = f.kept(rest, sets) && out.Minimal
	}
	out.Smallest = len(set) == 1 && out.Minimal || len(set) > 1 && f.noneSmaller(len(set), sets)
}

// kept looks for a board that keeps some facts: first with all others but those that are known to exclude each other,
// which gives boards that break little, then with few others.
func (f *finder) kept(facts []int, sets [][]int) bool {
	near := f.l.flags(f.l.numbers())
	for _, i := range slices.Concat(sets...) {
		near[i] = slices.Contains(facts, i)
	}
	few := f.l.flags(facts)
	return f.look(near, facts) || f.look(few, facts)
}

// noneSmaller says whether every set of fewer facts is kept by some board. Every conflict has a fact of each board
// that was found, one that the board does not keep; so a smallest choice of such facts is no larger than any
// conflict. While it is smaller, a board is looked for that keeps just these.
func (f *finder) noneSmaller(size int, sets [][]int) bool {
	for range mostGrown {
		h, ok := hitting(f.misses, size-1)
		if !ok {
			return true
		}
		if !f.kept(h, sets) {
			return false
		}
	}
	_, ok := hitting(f.misses, size-1)
	return !ok
}

// look searches for a board that keeps the wanted facts, among more of them.
func (f *finder) look(facts []bool, wanted []int) bool {
	if f.ctx.Err() != nil {
		return false
	}
	broken, b, _ := f.l.search(f.ctx, facts, f.p.dates, solve.Options{Seed: 1, Steps: checkSteps})
	if b == nil {
		return false
	}
	f.misses = append(f.misses, broken)
	return !slices.ContainsFunc(broken, func(i int) bool { return slices.Contains(wanted, i) })
}

// searched is the verdict when nothing can be proved: a valid board, or the facts that none was found to keep together.
func (f *finder) searched() Verdict {
	all := f.l.flags(f.l.numbers())
	suspects := map[int]bool{}
	tries := 0
	for seed := range uint64(2) {
		broken, b, ok := f.l.search(f.ctx, all, f.p.dates, solve.Options{Seed: seed + 1, Steps: firstSteps})
		if ok {
			return Verdict{Possible: true, Board: b, Set: Set{Facts: []Fact{}, Text: "A board that breaks no hard rule was found."}}
		}
		tries++
		for _, i := range broken {
			suspects[i] = true
		}
	}
	found := func(list []int) bool { // a board that keeps them; what it does not keep becomes suspect
		tries++
		broken, b, ok := f.l.search(f.ctx, f.l.flags(list), f.p.dates, solve.Options{Seed: 1, Steps: checkSteps / 2})
		if b != nil {
			f.misses = append(f.misses, broken)
		}
		return ok
	}
	var set []int
	list := sortedKeys(suspects)
	for n := 0; n < mostGrown && f.ctx.Err() == nil; n++ {
		if !found(list) {
			set = shrink(list, func(x []int) bool { return f.ctx.Err() == nil && len(x) > 0 && !found(x) })
			break
		}
		for _, i := range f.misses[len(f.misses)-1] {
			suspects[i] = true
		}
		list = sortedKeys(suspects)
	}
	v := Verdict{Set: f.tell(set)}
	v.Text = fmt.Sprintf("No board was found that keeps all of these, in %d searches. That is no proof that there is none.", tries)
	if len(set) == 0 {
		v.Text = fmt.Sprintf("No board that breaks no hard rule was found, in %d searches, and no set of facts is known to be why.", tries)
	}
	v.Minimal = len(set) > 0 && f.ctx.Err() == nil
	for i := range set {
		v.Minimal = v.Minimal && found(slices.Delete(slices.Clone(set), i, i+1))
	}
	return v
}

func sortedKeys(m map[int]bool) []int {
	out := make([]int, 0, len(m))
	for i := range m {
		out = append(out, i)
	}
	slices.Sort(out)
	return out
}
