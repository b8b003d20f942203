package revision

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"backlot/film/screenplay"
)

// Number gives every scene of a script without a number the next whole one, as is
// done before a first lock. It changes the blocks in place.
func Number(s *screenplay.Script) {
	used := map[string]bool{}
	for i := range s.Blocks {
		used[s.Blocks[i].Number] = true
	}
	n := 0
	for i := range s.Blocks {
		b := &s.Blocks[i]
		if b.Type != screenplay.SceneHeading {
			continue
		}
		n++
		if b.Number != "" {
			continue
		}
		for used[strconv.Itoa(n)] {
			n++
		}
		b.Number = strconv.Itoa(n)
		used[b.Number] = true
	}
}

// carryNumbers gives the scenes of the later draft the numbers they have, and new
// ones numbers between them. A number a file states for a new scene is kept if no
// other scene has it.
func (is *issue) carryNumbers() {
	was, used := map[string]string{}, map[string]bool{}
	for i := range is.before.Blocks {
		if b := &is.before.Blocks[i]; b.Type == screenplay.SceneHeading && b.Number != "" {
			was[b.ID], used[b.Number] = b.Number, true
		}
	}
	blocks := is.after.Blocks
	var heads []int
	for i := range blocks {
		b := &blocks[i]
		if b.Type != screenplay.SceneHeading {
			continue
		}
		heads = append(heads, i)
		n, lives := was[b.ID]
		switch {
		case lives:
			if b.Number != "" && b.Number != n {
				is.find(screenplay.Warning, "scene "+n, fmt.Sprintf("the later draft calls it %s; the number is locked, so it stays %s", b.Number, n))
			}
			b.Number = n
		case b.Number != "" && used[b.Number]:
			b.Number = ""
		default:
			used[b.Number] = true
		}
	}
	for k, i := range heads {
		if blocks[i].Number != "" {
			continue
		}
		prev, next := "", ""
		if k > 0 {
			prev = blocks[heads[k-1]].Number
		}
		for _, j := range heads[k+1:] {
			if next = blocks[j].Number; next != "" {
				break
			}
		}
		blocks[i].Number = is.opts.Scheme.Between(prev, next, func(n string) bool { return used[n] })
		used[blocks[i].Number] = true
	}
	for _, i := range heads {
		if _, lived := was[blocks[i].ID]; !lived && !omitted(&blocks[i]) {
			is.Added = append(is.Added, blocks[i].Number)
		}
	}
}

// omitted reports whether a heading stands for a scene that was cut.
func omitted(b *screenplay.Block) bool {
	return b.Omitted || strings.EqualFold(strings.TrimSpace(b.Text), "omitted")
}

// omit puts the headings of scenes that are gone back where they were, as OMITTED, so
// that no number is used again. Those that the writer omitted stay as written.
func (is *issue) omit() {
	lives := map[string]bool{}
	numbers := map[string]*screenplay.Block{}
	for i := range is.after.Blocks {
		if b := &is.after.Blocks[i]; b.Type == screenplay.SceneHeading {
			lives[b.ID], numbers[b.Number] = true, b
		}
	}
	for i := range is.before.Blocks {
		b := &is.before.Blocks[i]
		if b.Type != screenplay.SceneHeading || b.Number == "" || omitted(b) {
			continue
		}
		if now := numbers[b.Number]; now == nil && !lives[b.ID] || now != nil && omitted(now) {
			is.Omitted = append(is.Omitted, b.Number)
			is.fresh[b.ID] = true
			if now != nil {
				is.fresh[now.ID] = true
			}
		}
	}
	last := "" // the scene before, of those that live
	for i := range is.before.Blocks {
		b := is.before.Blocks[i]
		if b.Type != screenplay.SceneHeading {
			continue
		}
		if lives[b.ID] || b.Number == "" || numbers[b.Number] != nil {
			if lives[b.ID] {
				last = b.ID
			}
			continue
		}
		gone := screenplay.Block{ID: b.ID, Type: screenplay.SceneHeading, Text: "OMITTED", Number: b.Number, Omitted: true}
		is.after.Blocks = slices.Insert(is.after.Blocks, is.endOf(last), gone)
		last = b.ID
	}
}

// endOf is the index after the last block of a scene; "" is what stands before the
// first scene.
func (is *issue) endOf(scene string) int {
	in := scene == ""
	for i := range is.after.Blocks {
		if b := &is.after.Blocks[i]; b.Type == screenplay.SceneHeading {
			if in {
				return i
			}
			in = b.ID == scene
		}
	}
	return len(is.after.Blocks)
}
