package diff

import (
	"math"
	"sort"

	"backlot/film/timeline"
)

// maxPairs bounds how many pairs of shots of one medium are weighed against each other. A cut of 5,000 shots from 5,000
// overlapping parts of one file has more; its shots are then matched in order.
const maxPairs = 1 << 20

// match finds for every new shot the old one it was, or -1. Shots of the same medium are matched: first those that show
// exactly the same at the same speed, each to the one nearest in the cut; then those that share most of what they show.
func match(old, now []timeline.Shot) []int {
	of := make([]int, len(now))
	for i := range of {
		of[i] = -1
	}
	a, b := byMedia(old), byMedia(now)
	for k, news := range b {
		if olds := a[k]; len(olds) > 0 {
			m := matcher{old, now, of, make([]bool, len(olds)), olds, news}
			m.exact()
			m.overlapping()
		}
	}
	return of
}

func byMedia(all []timeline.Shot) map[string][]int {
	m := make(map[string][]int, len(all))
	for i := range all {
		k := key(&all[i])
		m[k] = append(m[k], i)
	}
	return m
}

type matcher struct {
	old, now   []timeline.Shot
	of         []int
	taken      []bool // by the place in olds
	olds, news []int
}

// same is what shots that show exactly the same have in common.
type same struct {
	in, out, length int64
	speed           int64 // in thousandths
}

func exactly(s *timeline.Shot) same {
	return same{s.In, s.Out, s.Length(), int64(math.Round(max(-1e12, min(1e12, s.Speed*1000))))}
}

func (m *matcher) exact() {
	olds, news := map[same][]int{}, map[same][]int{}
	for j, o := range m.olds {
		k := exactly(&m.old[o])
		olds[k] = append(olds[k], j)
	}
	for _, n := range m.news {
		k := exactly(&m.now[n])
		news[k] = append(news[k], n)
	}
	for k, ns := range news {
		m.nearest(olds[k], ns)
	}
}

// nearest matches shots that are alike in order, so that the sum of their shifts is least: all where there are as many,
// otherwise all of the fewer.
func (m *matcher) nearest(js, ns []int) {
	if len(js) == 0 {
		return
	}
	cost := func(j, n int) float64 {
		o, w := &m.old[m.olds[j]], &m.now[n]
		c := math.Abs(float64(o.Start - w.Start))
		if o.Track != w.Track {
			c += 0.5
		}
		return c
	}
	if len(js) == len(ns) || len(js)*len(ns) > maxPairs {
		for i := range min(len(js), len(ns)) {
			m.take(js[i], ns[i])
		}
		return
	}
	for _, p := range inOrder(len(js), len(ns), func(i, k int) float64 { return cost(js[i], ns[k]) }) {
		m.take(js[p[0]], ns[p[1]])
	}
}

func (m *matcher) take(j, n int) {
	m.taken[j] = true
	m.of[n] = m.olds[j]
}

// inOrder pairs the fewer of two rows with members of the longer, in order, at the least cost.
func inOrder(a, b int, cost func(i, k int) float64) [][2]int {
	if a > b {
		pairs := inOrder(b, a, func(i, k int) float64 { return cost(k, i) })
		for i := range pairs {
			pairs[i][0], pairs[i][1] = pairs[i][1], pairs[i][0]
		}
		return pairs
	}
	best := make([][]float64, a+1) // best[i][k]: the first i of the fewer among the first k of the others
	for i := range best {
		best[i] = make([]float64, b+1)
		for k := range best[i] {
			switch {
			case i == 0:
			case k < i:
				best[i][k] = math.Inf(1)
			default:
				best[i][k] = min(best[i][k-1], best[i-1][k-1]+cost(i-1, k-1))
			}
		}
	}
	var pairs [][2]int
	for i, k := a, b; i > 0; k-- {
		if best[i][k] != best[i][k-1] || k-1 < i {
			pairs = append(pairs, [2]int{i - 1, k - 1})
			i--
		}
	}
	return pairs
}

// pair is an old and a new shot and how much both show.
type pair struct {
	shared int64
	far    int64
	j, n   int
}

// overlapping matches what is left by how much is shared, most first.
func (m *matcher) overlapping() {
	var js, ns []int
	for j := range m.olds {
		if !m.taken[j] {
			js = append(js, j)
		}
	}
	for _, n := range m.news {
		if m.of[n] < 0 {
			ns = append(ns, n)
		}
	}
	if len(js) == 0 || len(ns) == 0 {
		return
	}
	sort.Slice(ns, func(i, k int) bool { return m.now[ns[i]].In < m.now[ns[k]].In })
	longest := int64(0)
	for _, n := range ns {
		longest = max(longest, m.now[n].Out-m.now[n].In)
	}
	var pairs []pair
	for _, j := range js {
		o := &m.old[m.olds[j]]
		from := sort.Search(len(ns), func(i int) bool { return m.now[ns[i]].In > o.In-longest })
		for _, n := range ns[from:] {
			w := &m.now[n]
			if w.In >= o.Out || len(pairs) >= maxPairs {
				break
			}
			if shared := min(o.Out, w.Out) - max(o.In, w.In); shared > 0 {
				far := o.Start - w.Start
				pairs = append(pairs, pair{shared, max(far, -far), j, n})
			}
		}
	}
	sort.Slice(pairs, func(i, k int) bool {
		p, q := pairs[i], pairs[k]
		switch {
		case p.shared != q.shared:
			return p.shared > q.shared
		case p.far != q.far:
			return p.far < q.far
		case p.j != q.j:
			return p.j < q.j
		}
		return p.n < q.n
	})
	for _, p := range pairs {
		if !m.taken[p.j] && m.of[p.n] < 0 {
			m.take(p.j, p.n)
		}
	}
}

// notInOrder marks the new shots that are not on the longest run of shots which stand in the same order in both cuts.
// Picture and sound have a run each.
func notInOrder(now []timeline.Shot, of []int) []bool {
	moved := make([]bool, len(now))
	for _, audio := range []bool{false, true} {
		var at []int
		for i := range now {
			if of[i] >= 0 && now[i].Audio == audio {
				at = append(at, i)
				moved[i] = true
			}
		}
		for _, i := range longestRun(at, of) {
			moved[i] = false
		}
	}
	return moved
}

// longestRun is the longest of the new shots whose old ones stand in order too (patience sorting).
func longestRun(at, of []int) []int {
	var ends []int // the last of the best run of each length
	before := make(map[int]int, len(at))
	for _, i := range at {
		k := sort.Search(len(ends), func(k int) bool { return of[ends[k]] >= of[i] })
		if k > 0 {
			before[i] = ends[k-1]
		} else {
			before[i] = -1
		}
		if k == len(ends) {
			ends = append(ends, i)
		} else {
			ends[k] = i
		}
	}
	if len(ends) == 0 {
		return nil
	}
	var run []int
	for i := ends[len(ends)-1]; i >= 0; i = before[i] {
		run = append(run, i)
	}
	return run
}
