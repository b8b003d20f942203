package compare

import (
	"fmt"
	"sort"
	"strings"

	"backlot/film/screenplay"
)

func (m *matcher) result() Result {
	r := Result{Script: m.script, Scenes: []SceneChange{}}
	from, to := m.b.span(-1)
	r.Front = m.changes(from, to, -1)
	still := m.inOrder()
	sources := m.sources()
	removed := m.removedBefore()
	for j := range m.b.scenes {
		r.Scenes = append(r.Scenes, removed[j]...)
		if c := m.scene(j, still, sources[j]); len(c.Kinds) > 0 {
			r.Scenes = append(r.Scenes, c)
		} else {
			r.Kept++
		}
	}
	r.Scenes = append(r.Scenes, removed[len(m.b.scenes)]...)
	return r
}

// inOrder says of every scene of the later draft whether it stands in the same
// order as before among the scenes that live on.
func (m *matcher) inOrder() map[int]bool {
	var pairs [][2]int
	for j, i := range m.sceneOf {
		if i >= 0 {
			pairs = append(pairs, [2]int{j, i})
		}
	}
	out := map[int]bool{}
	for _, p := range rising(pairs) {
		out[p[0]] = true
	}
	return out
}

// sources lists for each later scene the earlier scenes, other than its own, that
// gave it a good part of their text.
func (m *matcher) sources() map[int][]int {
	gave := map[[2]int]int{}
	for j, i := range m.blockOf {
		if i >= 0 && m.a.scene[i] >= 0 && m.b.scene[j] >= 0 {
			gave[[2]int{m.a.scene[i], m.b.scene[j]}] += m.b.weight[j]
		}
	}
	out := map[int][]int{}
	for key, n := range gave {
		if m.sceneOf[key[1]] != key[0] && m.related(key, n) {
			out[key[1]] = append(out[key[1]], key[0])
		}
	}
	for j := range out {
		sort.Ints(out[j])
	}
	return out
}

// removedBefore groups the scenes that are gone by the later scene they stood
// before.
func (m *matcher) removedBefore() map[int][]SceneChange {
	out := map[int][]SceneChange{}
	for i := range m.a.scenes {
		if m.takenA[i] >= 0 {
			continue
		}
		at := 0
		for k := i - 1; k >= 0; k-- {
			if m.takenA[k] >= 0 {
				at = m.takenA[k] + 1
				break
			}
		}
		sc := &m.a.scenes[i]
		c := SceneChange{Kinds: []Kind{Removed}, ID: sc.ID, Number: sc.Number, Heading: sc.Text,
			CastGone: names(sc), WordsWas: sc.Words}
		for k := sc.Start; k < sc.End; k++ {
			if m.usedA[k] < 0 {
				b := &m.a.s.Blocks[k]
				c.Blocks = append(c.Blocks, BlockChange{Kind: Removed, ID: b.ID, Type: b.Type, Before: b.Text})
			}
		}
		c.Text = "removed"
		out[at] = append(out[at], c)
	}
	return out
}

func names(sc *screenplay.Scene) []string {
	var out []string
	for _, c := range sc.Characters {
		out = append(out, c.Name)
	}
	return out
}

// scene says what happened to scene j of the later draft.
func (m *matcher) scene(j int, still map[int]bool, from []int) SceneChange {
	sc := &m.b.scenes[j]
	c := SceneChange{ID: m.script.Blocks[sc.Start].ID, Number: sc.Number, Heading: sc.Text, Words: sc.Words}
	for _, i := range from {
		c.From = append(c.From, m.a.scenes[i].ID)
	}
	i := m.sceneOf[j]
	if i < 0 {
		kind := Added
		if len(from) > 0 {
			kind = Split
		}
		c.Kinds, c.CastNew = []Kind{kind}, names(sc)
		c.Blocks = m.changes(sc.Start, sc.End, -1)
		c.Text = m.sentence(c, nil)
		return c
	}
	was := &m.a.scenes[i]
	c.WordsWas = was.Words
	add := func(k Kind) { c.Kinds = append(c.Kinds, k) }
	if sc.Omitted && !was.Omitted {
		add(Omitted)
	}
	if !still[j] {
		add(Moved)
	}
	if sc.Number != was.Number {
		c.Was = was.Number
		add(Renumbered)
	}
	if strings.Join(strings.Fields(sc.Text), " ") != strings.Join(strings.Fields(was.Text), " ") {
		c.Before = was.Text
		add(Retitled)
	}
	if len(from) > 0 {
		add(Merged)
	}
	if c.Blocks = m.changes(sc.Start+1, sc.End, i); len(c.Blocks) > 0 {
		add(Edited)
	}
	c.CastNew, c.CastGone = minus(names(sc), names(was)), minus(names(was), names(sc))
	if sc.Set != was.Set {
		c.SetWas = was.Set
	}
	if sc.Time != was.Time {
		c.TimeWas = was.Time
	}
	c.Text = m.sentence(c, was)
	return c
}

func minus(a, b []string) []string {
	have := map[string]bool{}
	for _, s := range b {
		have[s] = true
	}
	var out []string
	for _, s := range a {
		if !have[s] {
			out = append(out, s)
		}
	}
	return out
}

// changes lists what is not as it was among blocks from to to of the later
// draft, and the blocks of scene was of the earlier draft that are gone.
func (m *matcher) changes(from, to, was int) []BlockChange {
	var out []BlockChange
	var pairs [][2]int
	for j := from; j < to; j++ {
		if i := m.blockOf[j]; i >= 0 {
			pairs = append(pairs, [2]int{j, i})
		}
	}
	steady := map[int]bool{}
	for _, p := range rising(pairs) {
		steady[p[0]] = true
	}
	next, _ := m.a.span(was)
	_, last := m.a.span(was)
	gone := func(upTo int) {
		for ; next < upTo; next++ {
			if b := &m.a.s.Blocks[next]; m.usedA[next] < 0 && b.Type != screenplay.SceneHeading {
				out = append(out, BlockChange{Kind: Removed, ID: b.ID, Type: b.Type, Before: b.Text})
			}
		}
	}
	whole := was >= 0 || from == 0
	for j := from; j < to; j++ {
		b := &m.script.Blocks[j]
		i := m.blockOf[j]
		if i < 0 {
			out = append(out, BlockChange{Kind: Added, ID: b.ID, Type: b.Type, After: b.Text})
			continue
		}
		if whole && m.a.scene[i] == was && steady[j] {
			gone(i)
			next = max(next, i+1)
		}
		if c, changed := m.block(i, j, steady[j] && m.a.scene[i] == was); changed {
			out = append(out, c)
		}
	}
	if whole {
		gone(last)
	}
	return out
}

// block compares one pair of blocks.
func (m *matcher) block(i, j int, steady bool) (BlockChange, bool) {
	a, b := &m.a.s.Blocks[i], &m.script.Blocks[j]
	c := BlockChange{ID: b.ID, Type: b.Type, Before: a.Text, After: b.Text}
	switch {
	case a.Type != b.Type:
		c.Kind = Retyped
	case m.a.hash[i] != m.b.hash[j]:
		c.Kind = Edited
		c.Words = Words(a.Text, b.Text)
	case !steady && b.Type != screenplay.SceneHeading:
		c.Kind = Moved
	default:
		return c, false
	}
	return c, true
}

// sentence says in words what happened to a scene.
func (m *matcher) sentence(c SceneChange, was *screenplay.Scene) string {
	var parts []string
	for _, k := range c.Kinds {
		switch k {
		case Renumbered:
			parts = append(parts, fmt.Sprintf("renumbered from %s", orDash(c.Was)))
		case Retitled:
			parts = append(parts, fmt.Sprintf("heading was %q", c.Before))
		case Split:
			parts = append(parts, "split from another scene")
		case Merged:
			parts = append(parts, "took in another scene")
		case Edited:
			parts = append(parts, count(len(c.Blocks), "paragraph", "paragraphs")+" changed")
		default:
			parts = append(parts, string(k))
		}
	}
	if was != nil {
		if len(c.CastNew) > 0 {
			parts = append(parts, "now with "+strings.Join(c.CastNew, ", "))
		}
		if len(c.CastGone) > 0 {
			parts = append(parts, "without "+strings.Join(c.CastGone, ", "))
		}
	}
	return strings.Join(parts, "; ")
}

func orDash(s string) string {
	if s == "" {
		return "no number"
	}
	return s
}
