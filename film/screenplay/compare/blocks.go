package compare

import (
	"strconv"

	"github.com/zeebo/xxh3"

	"backlot/film/screenplay"
)

// blocks pairs blocks: inside paired scenes first, then between a scene and
// those it was split from or merged with, then moved paragraphs anywhere.
func (m *matcher) blocks() {
	m.inside(-1, -1)
	for j, i := range m.sceneOf {
		if i >= 0 {
			m.pairBlocks(m.a.scenes[i].Start, m.b.scenes[j].Start)
			m.inside(i, j)
		}
	}
	for key, common := range m.shared {
		if m.sceneOf[key[1]] != key[0] && m.related(key, common) {
			m.inside(key[0], key[1])
		}
	}
	m.anywhere()
}

// related reports whether scenes that are no pair share enough text to say that
// one was split from the other or merged into it.
func (m *matcher) related(key [2]int, common int) bool {
	small := min(m.a.total[key[0]], m.b.total[key[1]])
	return common >= 5 && common*10 >= small*4
}

func (m *matcher) pairBlocks(i, j int) {
	if m.usedA[i] < 0 && m.blockOf[j] < 0 {
		m.usedA[i], m.blockOf[j] = j, i
	}
}

// inside pairs the free blocks of a scene of each draft: equal ones in order,
// then edited ones between them.
func (m *matcher) inside(sceneA, sceneB int) {
	fa, ta := m.a.span(sceneA)
	fb, tb := m.b.span(sceneB)
	free := func(d *draft, used []int, from, to int) (at []int, h []uint64) {
		for i := from; i < to; i++ {
			if used[i] < 0 && (d.s.Blocks[i].Type != screenplay.SceneHeading) {
				at, h = append(at, i), append(h, d.hash[i])
			}
		}
		return at, h
	}
	ia, ha := free(m.a, m.usedA, fa, ta)
	ib, hb := free(m.b, m.blockOf, fb, tb)
	pairs := align(ha, hb)
	x, y := 0, 0
	for _, p := range append(pairs, [2]int{len(ia), len(ib)}) {
		m.edited(ia[x:p[0]], ib[y:p[1]])
		if p[0] < len(ia) {
			m.pairBlocks(ia[p[0]], ib[p[1]])
		}
		x, y = p[0]+1, p[1]+1
	}
}

// edited pairs blocks of a gap that read alike, in order.
func (m *matcher) edited(ia, ib []int) {
	const window = 24
	next := 0
	for x, i := range ia {
		best, at := 0.0, -1
		for y := next; y < len(ib) && y < max(next, x-window)+2*window; y++ {
			j := ib[y]
			if m.blockOf[j] >= 0 {
				continue
			}
			if s := m.alike(i, j); s > best {
				best, at = s, y
			}
		}
		if at >= 0 && best >= 0.4 {
			m.pairBlocks(i, ib[at])
			next = at + 1
		}
	}
}

// alike is how much two blocks read the same; another type asks for more.
func (m *matcher) alike(i, j int) float64 {
	a, b := &m.a.s.Blocks[i], &m.b.s.Blocks[j]
	s := likeness(m.a.wordsOf(i), m.b.wordsOf(j))
	switch {
	case a.Type == b.Type && a.Type == screenplay.TitlePage:
		if a.Key == b.Key {
			return max(s, 0.5)
		}
		return 0
	case a.Type == b.Type && a.Text == b.Text:
		return 1
	case a.Type == b.Type:
		return s
	case s < 0.8:
		return 0
	}
	return s * 0.9
}

// anywhere pairs equal paragraphs that moved to another scene, if they are long
// enough to be the same and not merely alike.
func (m *matcher) anywhere() {
	where := map[uint64][]int{}
	for i := range m.a.s.Blocks {
		if m.usedA[i] < 0 && m.a.weight[i] >= 4 {
			where[m.a.hash[i]] = append(where[m.a.hash[i]], i)
		}
	}
	for j := range m.b.s.Blocks {
		if m.blockOf[j] >= 0 || m.b.weight[j] < 4 {
			continue
		}
		if list := where[m.b.hash[j]]; len(list) > 0 {
			m.pairBlocks(list[0], j)
			where[m.b.hash[j]] = list[1:]
		}
	}
}

// carry gives the later draft the ids of the earlier one. A block without a pair
// keeps its own id unless the earlier draft has used that for another.
func (m *matcher) carry() {
	s := *m.b.s
	s.Blocks = append([]screenplay.Block(nil), m.b.s.Blocks...)
	taken := make(map[string]bool, len(m.a.s.Blocks)+len(s.Blocks))
	for i := range m.a.s.Blocks {
		taken[m.a.s.Blocks[i].ID] = true
	}
	renamed := map[string]string{}
	for j := range s.Blocks {
		b := &s.Blocks[j]
		was := b.ID
		if i := m.blockOf[j]; i >= 0 {
			b.ID = m.a.s.Blocks[i].ID
		} else {
			for n := 1; taken[b.ID]; n++ {
				b.ID = fresh(was, n)
			}
			taken[b.ID] = true
		}
		renamed[was] = b.ID
	}
	s.LockedPages = append([]screenplay.LockedPage(nil), s.LockedPages...)
	for i := range s.LockedPages {
		if id, ok := renamed[s.LockedPages[i].Block]; ok {
			s.LockedPages[i].Block = id
		}
	}
	m.script = &s
}

const idAlphabet = "0123456789abcdefghjkmnpqrstvwxyz"

// fresh is another id derived from one that is taken.
func fresh(id string, n int) string {
	h := xxh3.HashString(id + "/" + strconv.Itoa(n))
	var out [12]byte
	for i := range out {
		out[i] = idAlphabet[h&31]
		h >>= 5
	}
	return string(out[:])
}
