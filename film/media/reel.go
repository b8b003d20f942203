package media

import (
	"fmt"
	"sort"
	"strings"

	"backlot/film/rate"
	"backlot/film/timeline"
)

// A cut is rendered piece by piece. A piece shows one shot, or two that dissolve into each other, or says in
// words that there is nothing to show.
type piece struct {
	start, end int64 // record frames from the beginning of the cut
	a, b       *timeline.Shot
	// A dissolve lasts mixLength frames and has begun at record frame mixStart.
	mixStart, mixLength int64
	words               []string // of a slug
}

func (p *piece) frames() int64 { return p.end - p.start }

// pieces are what is seen of a cut, from its first frame to its last without a hole.
func pieces(cut *timeline.Node) (out []piece, shots []timeline.Shot, r rate.Rate) {
	shots, r = timeline.Shots(cut)
	origin := int64(0)
	if cut.Start != nil {
		origin = cut.Start.FramesAt(r)
	}
	of := map[*timeline.Node]*timeline.Shot{}
	for n := range shots {
		s := &shots[n]
		s.Start -= origin
		s.End -= origin
		of[s.Node] = s
	}
	total := cut.Duration().FramesAt(r)
	for n := range shots {
		total = max(total, shots[n].End)
	}
	if total > 0 {
		out = []piece{{end: total}}
	}
	if cut.Tracks == nil {
		return out, shots, r
	}
	for _, track := range cut.Tracks.Children {
		if track.Kind != timeline.Track || track.Disabled || track.TrackKind == timeline.Audio {
			continue
		}
		for _, p := range trackPieces(track, of, r) {
			out = over(out, p)
		}
	}
	return out, shots, r
}

// trackPieces are the shots of a track, its dissolves, and what its gaps say.
func trackPieces(track *timeline.Node, of map[*timeline.Node]*timeline.Shot, r rate.Rate) []piece {
	var out, mixes []piece
	var at timeline.Time
	for n, c := range track.Children {
		from := at.FramesAt(r)
		if c.Kind == timeline.Transition {
			p := piece{start: max(0, from-c.InOffset.FramesAt(r)), end: from + c.OutOffset.FramesAt(r)}
			if n > 0 {
				p.a = of[track.Children[n-1]]
			}
			if n+1 < len(track.Children) {
				p.b = of[track.Children[n+1]]
			}
			p.mixStart, p.mixLength = p.start, p.frames()
			if p.frames() > 0 && (p.a != nil || p.b != nil) {
				mixes = append(mixes, p)
			}
			continue
		}
		at = at.Add(c.Duration())
		p := piece{start: from, end: at.FramesAt(r), a: of[c]}
		if p.a == nil {
			for _, m := range c.Markers {
				if s := strings.TrimSpace(m.Name + " " + m.Comment); s != "" {
					p.words = append(p.words, s)
				}
			}
		}
		if p.frames() > 0 && (p.a != nil || len(p.words) > 0) {
			out = append(out, p)
		}
	}
	return append(out, mixes...)
}

// over lays a piece above others, which end where it begins and go on where it ends.
func over(below []piece, top piece) []piece {
	out := make([]piece, 0, len(below)+2)
	for _, p := range below {
		if p.end <= top.start || p.start >= top.end {
			out = append(out, p)
			continue
		}
		if p.start < top.start {
			left := p
			left.end = top.start
			out = append(out, left)
		}
		if p.end > top.end {
			right := p
			right.start = top.end
			out = append(out, right)
		}
	}
	out = append(out, top)
	sort.SliceStable(out, func(i, j int) bool { return out[i].start < out[j].start })
	return out
}

// sourceOf is how a shot's frames lie in its file: which one a record frame shows, and how many it goes on by.
type sourceOf struct {
	info  *Info
	first float64 // frame of the file at the shot's first record frame
	step  float64 // frames of the file for each record frame; negative runs backwards, 0 holds one
}

// at is the frame of the file that a record frame of the cut shows.
func (s *sourceOf) at(shot *timeline.Shot, record int64) float64 {
	return s.first + float64(record-shot.Start)*s.step
}

// place finds where a shot lies in a file. The file's own timecode says so where it covers the shot; else what the cut says about
// the medium; else the file begins at 0.
func place(i *Info, shot *timeline.Shot, cut rate.Rate) sourceOf {
	v := i.Video
	src := shot.Source
	if src.IsZero() {
		src = v.Rate
	}
	in := src.Convert(shot.In, v.Rate)
	start := int64(0)
	if m := shot.Node.Shown(); m != nil && m.Available != nil {
		start = m.Available.Start.FramesAt(v.Rate)
	}
	if t := i.Timecode; t != nil {
		if own := t.Rate.Convert(t.Frame, v.Rate); in >= own && in < own+v.Frames {
			start = own
		}
	}
	s := sourceOf{info: i, first: float64(in - start)}
	s.step = shot.Speed * timeline.Float(v.Rate) / timeline.Float(cut)
	if v.Rate == cut { // no rounding where there is nothing to convert
		s.step = shot.Speed
	}
	if s.step < 0 { // a shot that runs backwards begins with its last frame
		s.first += float64(src.Convert(shot.Out, v.Rate)-src.Convert(shot.In, v.Rate)) - 1
	}
	return s
}

// maxBackwards is how many frames are held in memory to run backwards.
const maxBackwards = 96

// cutUp parts pieces of which the file has only a part, and those that run backwards for long.
func cutUp(all []piece, where func(*timeline.Shot) *sourceOf) []piece {
	var out []piece
	for _, p := range all {
		if p.a == nil || p.b != nil || len(p.words) > 0 {
			out = append(out, p)
			continue
		}
		s := where(p.a)
		if s == nil {
			out = append(out, p)
			continue
		}
		from, to := p.start, p.end
		has := func(record int64) bool {
			f := int64(s.at(p.a, record) + 1e-6)
			return f >= 0 && f < s.info.Video.Frames && s.at(p.a, record) > -1e-6
		}
		for from < to && !has(from) {
			from++
		}
		for to > from && !has(to-1) {
			to--
		}
		if from > p.start {
			out = append(out, piece{start: p.start, end: from, a: p.a, words: short(p.a, s, from-p.start)})
		}
		step := to - from
		if s.step < 0 {
			step = max(1, min(step, int64(maxBackwards/max(1, -s.step))))
		}
		for at := from; at < to; at += step {
			out = append(out, piece{start: at, end: min(to, at+step), a: p.a})
		}
		if to < p.end {
			out = append(out, piece{start: to, end: p.end, a: p.a, words: short(p.a, s, p.end-to)})
		}
	}
	return out
}

func short(shot *timeline.Shot, s *sourceOf, frames int64) []string {
	return []string{"NOT IN THE FILE", shot.Name, fmt.Sprintf("%d frames of this shot; the file has %d", frames, s.info.Video.Frames)}
}
