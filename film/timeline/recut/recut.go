// Package recut says what a change of the cut does to everything that was laid on it: where a place went, and what it
// costs to open finished work again.
//
// A frame of a cut is known by the medium and the frame of it that is seen. What was spotted on the old cut (a cue, a
// note) goes where its frames went. Everything here is pure.
package recut

import (
	"slices"
	"sort"

	"backlot/film/timeline"
	"backlot/film/timeline/diff"
)

// Span is a run of the old cut's picture that plays on in the new one. To and NewTo are the frames after the last. A run
// that was retimed is longer or shorter than it was.
type Span struct {
	From, To       int64
	NewFrom, NewTo int64
}

// Map is where the frames of an old cut went: its spans by From, none over another. Frames between them are gone.
type Map []Span

// State is what became of a stretch of the cut.
type State string

// The states of a stretch.
const (
	Kept    State = "kept"    // where it was, as it was
	Shifted State = "shifted" // earlier or later, as it was
	Changed State = "changed" // frames are gone from it, or came into it
	Torn    State = "torn"    // its frames play in another order now
	Lost    State = "lost"    // none of its frames is left
)

// Stretch is what became of a stretch of the old cut.
type Stretch struct {
	State    State
	From, To int64 // in the new cut: of the first frame that is left to the last; zero when Lost
	Gone     int64 // frames that are no longer in the cut
	Come     int64 // frames that came in between
}

// Of maps the old cut to the new one by the difference of the two. Where pictures lie above each other the upper one
// counts, for it is seen.
func Of(r *diff.Result) Map {
	now := map[*timeline.Shot]*timeline.Shot{}
	split := map[string][]*timeline.Shot{}
	var old []*timeline.Shot
	for i := range r.Changes {
		c := &r.Changes[i]
		if c.Old != nil && !c.Old.Audio {
			old = append(old, c.Old)
			if c.New != nil {
				now[c.Old] = c.New
			}
		} else if c.Old == nil && c.Split && !c.New.Audio {
			split[c.New.Media] = append(split[c.New.Media], c.New)
		}
	}
	var m Map
	for _, p := range Seen(old) {
		var list []*timeline.Shot
		if n := now[p.Shot]; n != nil {
			list = append(list, n)
		}
		m = append(m, place(p, append(list, split[p.Shot.Media]...))...)
	}
	slices.SortFunc(m, func(a, b Span) int { return int(min(max(a.From-b.From, -1), 1)) })
	return join(m)
}

// Part is a stretch of the cut in which one shot is seen. To is the frame after its last.
type Part struct {
	Shot     *timeline.Shot
	From, To int64
}

// Seen are the parts of shots that no other lies above, in order of the cut.
func Seen(all []*timeline.Shot) []Part {
	all = slices.Clone(all)
	sort.SliceStable(all, func(i, j int) bool { return above(all[i].Track, all[j].Track) })
	var out []Part
	for _, s := range all {
		free := []Part{{s, s.Start, s.End}}
		for _, o := range out {
			var left []Part
			for _, f := range free {
				if o.To <= f.From || f.To <= o.From {
					left = append(left, f)
					continue
				}
				if f.From < o.From {
					left = append(left, Part{s, f.From, o.From})
				}
				if o.To < f.To {
					left = append(left, Part{s, o.To, f.To})
				}
			}
			free = left
		}
		out = append(out, free...)
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].From < out[j].From })
	return out
}

// above orders tracks from the top: V10 before V9.
func above(a, b string) bool {
	if len(a) != len(b) {
		return len(a) > len(b)
	}
	return a > b
}

// place finds the frames of a part in the shots that show its medium, the likeliest first.
func place(p Part, shots []*timeline.Shot) []Span {
	todo := []Part{p}
	var out []Span
	for _, n := range shots {
		var left []Part
		for _, t := range todo {
			span, ok := shared(t, n)
			if !ok {
				left = append(left, t)
				continue
			}
			out = append(out, span)
			if t.From < span.From {
				left = append(left, Part{t.Shot, t.From, span.From})
			}
			if span.To < t.To {
				left = append(left, Part{t.Shot, span.To, t.To})
			}
		}
		todo = left
	}
	return out
}

// shared is what a part of an old shot and a new shot both show. Frames held still, and those that run backwards in one
// of the two only, are matched from the beginning.
func shared(p Part, n *timeline.Shot) (Span, bool) {
	o := p.Shot
	if o.Speed == 0 || n.Speed == 0 || (o.Speed < 0) != (n.Speed < 0) {
		from := n.Start + p.From - o.Start
		to := min(from+p.To-p.From, n.End)
		return Span{p.From, p.From + to - from, from, to}, to > from
	}
	f, t := source(o, p.From), source(o, p.To)
	if o.Speed < 0 {
		f, t = t, f
	}
	f, t = max(f, float64(n.In)), min(t, float64(n.Out))
	if t <= f {
		return Span{}, false
	}
	s := Span{record(o, f), record(o, t), record(n, f), record(n, t)}
	if o.Speed < 0 {
		s = Span{record(o, t), record(o, f), record(n, t), record(n, f)}
	}
	return s, s.To > s.From && s.NewTo > s.NewFrom
}

// source is the frame of the source seen at a frame of the cut.
func source(s *timeline.Shot, at int64) float64 {
	d := float64(at-s.Start) * float64(s.Out-s.In) / float64(max(s.Length(), 1))
	if s.Speed < 0 {
		return float64(s.Out) - d
	}
	return float64(s.In) + d
}

// record is the frame of the cut at which a frame of the source is seen.
func record(s *timeline.Shot, at float64) int64 {
	d := at - float64(s.In)
	if s.Speed < 0 {
		d = float64(s.Out) - at
	}
	return s.Start + int64(d*float64(s.Length())/float64(max(s.Out-s.In, 1))+0.5)
}

// join makes one of spans that go on where the one before ended, in both cuts and at the same speed.
func join(m Map) Map {
	var out Map
	for _, s := range m {
		if n := len(out) - 1; n >= 0 && out[n].To == s.From && out[n].NewTo == s.NewFrom && out[n].plain() && s.plain() {
			out[n].To, out[n].NewTo = s.To, s.NewTo
			continue
		}
		out = append(out, s)
	}
	return out
}

// plain reports whether a span is as long as it was.
func (s Span) plain() bool { return s.To-s.From == s.NewTo-s.NewFrom }

// at is where a frame of the span went; the frame after its last goes to the one after the last.
func (s Span) at(frame int64) int64 {
	if s.plain() {
		return s.NewFrom + frame - s.From
	}
	return s.NewFrom + (frame-s.From)*(s.NewTo-s.NewFrom)/(s.To-s.From)
}

// Frame is where a frame of the old cut went; ok is false when it is gone.
func (m Map) Frame(frame int64) (now int64, ok bool) {
	i := sort.Search(len(m), func(i int) bool { return m[i].To > frame })
	if i == len(m) || m[i].From > frame {
		return 0, false
	}
	return m[i].at(frame), true
}

// Stretch is what became of the frames from one to before another.
func (m Map) Stretch(from, to int64) Stretch {
	var out Stretch
	last, kept, torn := int64(0), int64(0), false
	first := true
	for i := sort.Search(len(m), func(i int) bool { return m[i].To > from }); i < len(m) && m[i].From < to; i++ {
		a, b := max(from, m[i].From), min(to, m[i].To)
		na, nb := m[i].at(a), m[i].at(b)
		out.Gone -= b - a
		kept += nb - na
		if first {
			out.From, out.To = na, nb
		}
		torn = torn || !first && na < last
		out.From, out.To = min(out.From, na), max(out.To, nb)
		last, first = nb, false
	}
	out.Gone += to - from
	if first {
		return Stretch{State: Lost, Gone: to - from}
	}
	out.Come = out.To - out.From - kept
	switch {
	case torn:
		out.State = Torn
	case out.Gone != 0 || out.Come != 0 || kept != to-from:
		out.State = Changed
	case out.From != from:
		out.State = Shifted
	default:
		out.State = Kept
	}
	return out
}
