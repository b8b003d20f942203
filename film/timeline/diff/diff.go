// Package diff says what became of every shot between two versions of a cut.
//
// Shots are known again by what they show and which part of it, never by their names or places: what a cutting room
// calls a clip, and where it stands, are what changes. Everything here is pure.
package diff

import (
	"backlot/film/rate"
	"backlot/film/timeline"
)

// Kind is what became of a shot.
type Kind string

// The kinds. A shot that both moved and changed has the kind of its change and Moved.
const (
	Same       Kind = "same"       // nothing
	Shifted    Kind = "shifted"    // earlier or later only, because of others
	Moved      Kind = "moved"      // to another place among the others
	Shortened  Kind = "shortened"  // shows less
	Lengthened Kind = "lengthened" // shows more
	Slipped    Kind = "slipped"    // as long, but another part of its source
	Retimed    Kind = "retimed"    // at another speed
	Added      Kind = "added"
	Removed    Kind = "removed"
)

// Change is what became of one shot.
type Change struct {
	Kind  Kind
	Old   *timeline.Shot // nil when added
	New   *timeline.Shot // nil when removed
	Moved bool           // not on the longest run of shots that keep their order
	Track bool           // on another track than before
	Head  int64          // source frames more (or fewer, negative) at its beginning
	Tail  int64          // source frames more (or fewer, negative) at its end
	Shift int64          // frames of the cut later (or earlier, negative)
	Split bool           // added, and shows a part of what an old shot showed that goes on elsewhere
}

// Result is the difference of two cuts.
type Result struct {
	Rate      rate.Rate // of the new cut, in whose frames it is
	Drop      bool      // the new cut counts in drop-frame codes
	OldLength int64
	NewLength int64
	Changes   []Change // in the order of the new cut; a removed shot stands where it was missed
}

// Counts is how many changes are of each kind.
func (r *Result) Counts() map[Kind]int {
	n := map[Kind]int{}
	for i := range r.Changes {
		n[r.Changes[i].Kind]++
	}
	return n
}

// Timelines compares two timelines. Places of the old one are counted at the new one's rate.
func Timelines(old, now *timeline.Node) *Result {
	a, ar := timeline.Shots(old)
	b, br := timeline.Shots(now)
	if ar != br {
		for i := range a {
			a[i].Start, a[i].End = ar.Convert(a[i].Start, br), ar.Convert(a[i].End, br)
		}
	}
	sameNames(a, b)
	r := Shots(a, b)
	r.Rate, r.Drop = br, now.Drop()
	return r
}

// sameNames calls media alike that one cut knows by its address, because two files share a name there, and the other by
// its name only.
func sameNames(a, b []timeline.Shot) {
	full := map[string]bool{}
	for _, list := range [][]timeline.Shot{a, b} {
		for i := range list {
			if list[i].Media == list[i].URL && list[i].URL != "" {
				full[list[i].URL] = true
			}
		}
	}
	if len(full) == 0 {
		return
	}
	for _, list := range [][]timeline.Shot{a, b} {
		for i := range list {
			if full[list[i].URL] {
				list[i].Media = list[i].URL
			}
		}
	}
}

// Shots compares two lists of shots, each in the order of its cut. Picture and sound are compared apart.
func Shots(old, now []timeline.Shot) *Result {
	r := &Result{OldLength: length(old), NewLength: length(now)}
	of := match(old, now) // of[i] is the old shot that new shot i was, or -1
	moved := notInOrder(now, of)
	was := make([]int, len(old)) // the new shot of an old one, or -1
	for i := range was {
		was[i] = -1
	}
	for i, o := range of {
		if o >= 0 {
			was[o] = i
		}
	}
	parts := shown(old, was)
	at := 0
	for i := range now {
		if of[i] < 0 {
			r.Changes = append(r.Changes, Change{Kind: Added, New: &now[i], Split: parts.has(&now[i])})
			continue
		}
		if !moved[i] {
			at = r.removedUpTo(old, was, at, of[i])
		}
		r.Changes = append(r.Changes, compare(&old[of[i]], &now[i], moved[i]))
	}
	r.removedUpTo(old, was, at, len(old))
	return r
}

// removedUpTo writes down the removed shots before an old one, from the one that was come to.
func (r *Result) removedUpTo(old []timeline.Shot, was []int, from, to int) int {
	for ; from < to; from++ {
		if was[from] < 0 {
			r.Changes = append(r.Changes, Change{Kind: Removed, Old: &old[from]})
		}
	}
	return from
}

// length is how long a cut's picture is, or its sound where it has no picture.
func length(all []timeline.Shot) int64 {
	var from, to int64
	for pass := 0; pass < 2 && to == from; pass++ {
		first := true
		for i := range all {
			if all[i].Audio != (pass == 1) {
				continue
			}
			if first || all[i].Start < from {
				from = all[i].Start
			}
			if first || all[i].End > to {
				to = all[i].End
			}
			first = false
		}
	}
	return to - from
}

// compare says what became of a shot.
func compare(a, b *timeline.Shot, moved bool) Change {
	c := Change{Old: a, New: b, Moved: moved, Track: a.Track != b.Track, Head: a.In - b.In, Tail: b.Out - a.Out, Shift: b.Start - a.Start}
	switch more := (b.Out - b.In) - (a.Out - a.In); {
	case !sameSpeed(a.Speed, b.Speed):
		c.Kind = Retimed
	case more > 0 || more == 0 && b.Length() > a.Length()+1:
		c.Kind = Lengthened
	case more < 0 || more == 0 && b.Length() < a.Length()-1:
		c.Kind = Shortened
	case c.Head != 0:
		c.Kind = Slipped
	case moved || c.Track:
		c.Kind = Moved
	case c.Shift != 0:
		c.Kind = Shifted
	default:
		c.Kind = Same
	}
	return c
}

// sameSpeed allows for speeds that are written with one decimal, as in lists.
func sameSpeed(a, b float64) bool {
	d := a - b
	return d < 0.003 && d > -0.003
}

// covered are the parts of media that old shots showed which go on in the new cut.
type covered map[string][][2]int64

func shown(old []timeline.Shot, was []int) covered {
	c := covered{}
	for i := range old {
		if was[i] >= 0 {
			k := key(&old[i])
			c[k] = append(c[k], [2]int64{old[i].In, old[i].Out})
		}
	}
	return c
}

func (c covered) has(s *timeline.Shot) bool {
	for _, p := range c[key(s)] {
		if s.In < p[1] && p[0] < s.Out {
			return true
		}
	}
	return false
}

func key(s *timeline.Shot) string {
	if s.Audio {
		return "A" + s.Media
	}
	return "V" + s.Media
}
