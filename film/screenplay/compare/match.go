package compare

import (
	"sort"
	"strings"

	"github.com/zeebo/xxh3"

	"backlot/film/screenplay"
)

// draft is one script prepared for matching.
type draft struct {
	s      *screenplay.Script
	scenes []screenplay.Scene
	hash   []uint64   // of each block: type and text
	weight []int      // of each block: its words
	words  [][]uint64 // of each block, made when first wanted
	scene  []int      // scene of each block, -1 in front
	total  []int      // weight of each scene
}

func prepare(s *screenplay.Script) *draft {
	d := &draft{s: s, scenes: s.Scenes(), hash: make([]uint64, len(s.Blocks)), weight: make([]int, len(s.Blocks)),
		words: make([][]uint64, len(s.Blocks)), scene: make([]int, len(s.Blocks))}
	d.total = make([]int, len(d.scenes))
	at := -1
	for i := range s.Blocks {
		b := &s.Blocks[i]
		if b.Type == screenplay.SceneHeading {
			at++
		}
		d.scene[i] = at
		d.hash[i] = xxh3.HashString(string(b.Type) + "\x00" + b.Key + "\x00" + strings.Join(strings.Fields(b.Text), " "))
		d.weight[i] = 1 + strings.Count(b.Text, " ")
		if b.Type == screenplay.Character || b.Type == screenplay.SceneHeading {
			d.weight[i] = 0 // a cue says little about which scene this is
		}
		if at >= 0 {
			d.total[at] += d.weight[i]
		}
	}
	return d
}

func (d *draft) wordsOf(i int) []uint64 {
	if d.words[i] == nil {
		d.words[i] = wordHashes(d.s.Blocks[i].Text)
	}
	return d.words[i]
}

// span is the range of blocks of a scene; -1 is the front matter.
func (d *draft) span(scene int) (from, to int) {
	if scene >= 0 {
		return d.scenes[scene].Start, d.scenes[scene].End
	}
	if len(d.scenes) > 0 {
		return 0, d.scenes[0].Start
	}
	return 0, len(d.s.Blocks)
}

type matcher struct {
	a, b    *draft
	sceneOf []int // scene of a for each scene of b, -1 if none
	takenA  []int // scene of b for each scene of a, -1 if none
	blockOf []int // block of a for each block of b, -1 if none
	usedA   []int // block of b for each block of a, -1 if none
	shared  map[[2]int]int
	script  *screenplay.Script
}

func newMatcher(before, after *screenplay.Script) *matcher {
	m := &matcher{a: prepare(before), b: prepare(after)}
	m.sceneOf, m.takenA = none(len(m.b.scenes)), none(len(m.a.scenes))
	m.blockOf, m.usedA = none(len(after.Blocks)), none(len(before.Blocks))
	return m
}

func none(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = -1
	}
	return out
}

// pairScene is a possible pair of scenes with how well it fits.
type pairScene struct {
	a, b  int
	score float64
}

// scenes pairs the scenes of the two drafts: equal ones in order first, then the
// likest by shared text, number, heading and neighbourhood.
func (m *matcher) scenes() {
	whole := func(d *draft) []uint64 {
		out := make([]uint64, len(d.scenes))
		for i, sc := range d.scenes {
			h := uint64(14695981039346656037)
			for _, b := range d.hash[sc.Start:sc.End] {
				h = (h ^ b) * 1099511628211
			}
			out[i] = h ^ xxh3.HashString(sc.Number)
		}
		return out
	}
	for _, p := range align(whole(m.a), whole(m.b)) {
		m.pair(p[0], p[1])
	}
	m.shared = m.sharedText()
	var list []pairScene
	for key, common := range m.shared {
		if m.takenA[key[0]] < 0 && m.sceneOf[key[1]] < 0 {
			list = append(list, pairScene{key[0], key[1], m.score(key[0], key[1], common)})
		}
	}
	list = append(list, m.byName()...)
	sort.Slice(list, func(i, j int) bool {
		if list[i].score != list[j].score {
			return list[i].score > list[j].score
		}
		if list[i].b != list[j].b {
			return list[i].b < list[j].b
		}
		return list[i].a < list[j].a
	})
	for _, p := range list {
		if p.score >= 0.3 && m.takenA[p.a] < 0 && m.sceneOf[p.b] < 0 {
			m.pair(p.a, p.b)
		}
	}
}

func (m *matcher) pair(a, b int) { m.sceneOf[b], m.takenA[a] = a, b }

// sharedText weighs the equal blocks that each pair of scenes has in common.
func (m *matcher) sharedText() map[[2]int]int {
	where := map[uint64][]int{}
	for i := range m.a.s.Blocks {
		if m.a.weight[i] > 0 && m.a.scene[i] >= 0 {
			where[m.a.hash[i]] = append(where[m.a.hash[i]], m.a.scene[i])
		}
	}
	out := map[[2]int]int{}
	for j := range m.b.s.Blocks {
		if m.b.weight[j] == 0 || m.b.scene[j] < 0 {
			continue
		}
		at := where[m.b.hash[j]]
		if len(at) > 8 {
			continue // a line such as "Yes." is in too many scenes to tell anything
		}
		last := -1
		for _, a := range at {
			if a != last {
				out[[2]int{a, m.b.scene[j]}] += m.b.weight[j]
			}
			last = a
		}
	}
	return out
}

func (m *matcher) score(a, b, common int) float64 {
	score := 0.0
	if big := max(m.a.total[a], m.b.total[b]); big > 0 {
		small := max(min(m.a.total[a], m.b.total[b]), 1)
		share := min(float64(common)/float64(big), 1)
		score = 0.5*share + 0.2*min(float64(common)/float64(small), 1)
	}
	x, y := m.a.scenes[a], m.b.scenes[b]
	if x.Number != "" && x.Number == y.Number {
		score += 0.3
	}
	switch {
	case x.Text == y.Text:
		score += 0.25
	case x.Set != "" && x.Set == y.Set:
		score += 0.15
	}
	return score
}

// byName proposes pairs that share a number or a heading and no text, and whose
// text is alike word by word.
func (m *matcher) byName() []pairScene {
	byNumber, byText := map[string][]int{}, map[string][]int{}
	for i, sc := range m.a.scenes {
		if m.takenA[i] >= 0 {
			continue
		}
		if sc.Number != "" {
			byNumber[sc.Number] = append(byNumber[sc.Number], i)
		}
		byText[sc.Text] = append(byText[sc.Text], i)
	}
	var out []pairScene
	for j, sc := range m.b.scenes {
		if m.sceneOf[j] >= 0 {
			continue
		}
		near := append(append([]int(nil), byNumber[sc.Number]...), nearest(byText[sc.Text], j)...)
		for _, i := range near {
			if _, known := m.shared[[2]int{i, j}]; known {
				continue
			}
			alike := likeness(m.text(m.a, i), m.text(m.b, j))
			score := m.score(i, j, 0) + 0.4*alike
			if m.between(i, j) {
				score += 0.1
			}
			if alike >= 0.3 || m.a.total[i] < 3 || m.b.total[j] < 3 || sc.Omitted {
				out = append(out, pairScene{i, j, score})
			}
		}
	}
	return out
}

// nearest keeps the eight candidates closest to a place.
func nearest(list []int, at int) []int {
	if len(list) <= 8 {
		return list
	}
	out := append([]int(nil), list...)
	sort.Slice(out, func(i, j int) bool { return abs(out[i]-at) < abs(out[j]-at) })
	return out[:8]
}

func abs(n int) int { return max(n, -n) }

func (m *matcher) text(d *draft, scene int) []uint64 {
	from, to := d.span(scene)
	var out []uint64
	for i := from + 1; i < to; i++ {
		out = append(out, d.wordsOf(i)...)
	}
	return out
}

// between reports whether the scenes before i and j, or after them, are a pair.
func (m *matcher) between(i, j int) bool {
	return i > 0 && j > 0 && m.sceneOf[j-1] == i-1 ||
		i+1 < len(m.a.scenes) && j+1 < len(m.b.scenes) && m.sceneOf[j+1] == i+1
}
