// Package cuts finds where a reel goes from one shot to the next: hard cuts, dissolves and fades.
//
// Pictures are compared at 96 x 54 after the movement of the camera is taken out: a cut is a place across which nothing is found again, in
// no pair of frames before and after it, so that a flash, a bulb or a passer-by is none. A dissolve is a stretch whose middle is the sum of
// its ends, block by block: least squares with both ends explains it much better than with either. The measures are ours; flash tests by
// frames that come back and blends by least squares are known from the literature (Lienhart 1999; Truong, Dorai and Venkatesh 2000).
package cuts

import (
	"errors"
	"io"
)

// Kind is how one shot follows another.
type Kind string

// The kinds.
const (
	Hard     Kind = "cut"
	Dissolve Kind = "dissolve"
)

// Cut is a change of shot.
type Cut struct {
	Kind Kind `json:"kind"`
	// Frame is the first of the new shot; of a dissolve the one in its middle.
	Frame int64 `json:"frame"`
	// From and To are the first and the last frame of a dissolve that show both shots.
	From int64 `json:"from,omitempty"`
	To   int64 `json:"to,omitempty"`
	// Score from 0 to 1: how clear it is; of a dissolve, how likely.
	Score float64 `json:"score"`
}

// What was tuned, on the reels of seeds 1 to 10; the figures of docs/manual/sound-and-metadata.md are from other seeds.
const (
	leastCut    = 0.45 // a pair that differs less is no cut
	aboveUsual  = 0.15 // by how much a cut must differ more than what moves around it
	sameLight   = 0.85 // a correlation of the whole picture that is no cut, however bright it is
	leastBlend  = 0.08 // how much of the middle of a dissolve needs both of its ends
	leastApart  = 0.40 // how much the ends must differ
	leastSure   = 0.26 // how likely it must be that it is no movement
	mostLeft    = 0.45 // how much of it may remain unexplained
	faintest    = 0.85 // of the edges of the ends, what there may be in the middle
	mostBack    = 0.35 // by how much the share of the later shot may fall on the way
	reach       = 24   // frames that are seen ahead
	kept        = 128  // frames that are kept
	shortestGap = 3    // frames between two cuts
)

// spans are half the lengths at which blends are looked for.
var spans = [...]int{4, 7, 11, 16, 22}

// Detector finds cuts in frames that are given to it one after the other.
type Detector struct {
	frames []*frame // the last ones, frames[0] is number first
	first  int64
	count  int64
	step   map[int64]float64 // how much frame n differs from the one before it
	cuts   []Cut
	star   map[int64]float64 // how much everything before frame n differs from everything after
	run    []blend           // places that look like the middle of a dissolve, not yet ended
	blends []Cut
	next   int64 // frame that is looked at next
}

// New is a detector at the first frame of a reel.
func New() *Detector { return &Detector{step: map[int64]float64{}, star: map[int64]float64{}} }

// Add gives the detector the next frame: FrameBytes of yuv444p, Width x Height.
func (d *Detector) Add(b []byte) {
	f := newFrame(b)
	d.frames = append(d.frames, f)
	d.count++
	if n := len(d.frames); n > 1 {
		d.step[d.count-1] = differ(d.frames[n-2], f)
	}
	if d.count > reach {
		d.look(d.count - reach - 1)
	}
	if len(d.frames) > kept {
		delete(d.step, d.first)
		delete(d.star, d.first)
		d.frames[0] = nil
		d.frames = d.frames[1:]
		d.first++
	}
}

// at is frame n, or nil when it is not kept.
func (d *Detector) at(n int64) *frame {
	if i := n - d.first; i >= 0 && i < int64(len(d.frames)) {
		return d.frames[i]
	}
	return nil
}

// look decides about frame n, with all frames around it at hand.
func (d *Detector) look(n int64) {
	d.next = n + 1
	if score := d.hard(n); score > 0 {
		d.add(Cut{Kind: Hard, Frame: n, Score: score})
	}
	d.blend(n)
}

// add keeps the clearer of two cuts that lie closer than a shot can be short.
func (d *Detector) add(c Cut) {
	if k := len(d.cuts) - 1; k >= 0 && c.Frame-d.cuts[k].Frame < shortestGap {
		if c.Score > d.cuts[k].Score {
			d.cuts[k] = c
		}
		return
	}
	d.cuts = append(d.cuts, c)
}

// across are the pairs of frames before and after a place that must all differ: what a flash of three frames hides comes back within them.
var across = [...]struct{ before, after int64 }{{2, 0}, {1, 1}, {2, 1}, {3, 0}, {1, 2}, {3, 1}, {2, 2}, {4, 0}, {1, 3}}

// hard is how clear a cut before frame n is, 0 when there is none.
func (d *Detector) hard(n int64) float64 {
	score := d.apart(n)
	if score < leastCut || score-d.usual(n) < aboveUsual {
		return 0
	}
	// a lamp that is switched changes everything but the picture
	if a, b := d.at(n-1), d.at(n); correlation(a, b, a.settle(b)) > sameLight {
		return 0
	}
	return score
}

// apart is how much the frames before n differ from those from n on: the least over pairs of them.
func (d *Detector) apart(n int64) float64 {
	if v, ok := d.star[n]; ok {
		return v
	}
	score := d.step[n]
	for _, p := range across {
		if score < 0.2 {
			break // too little to matter
		}
		if a, b := d.at(n-p.before), d.at(n+p.after); a != nil && b != nil {
			score = min(score, differ(a, b))
		}
	}
	d.star[n] = score
	return score
}

// usual is how much frames differ around n for other reasons, such as a camera that is thrown round: the most of those next to it,
// the second largest of those near it, for another cut may be among them.
func (d *Detector) usual(n int64) float64 {
	var most, second, next float64
	for k := max(n-4, 1); k <= min(n+4, d.count-1); k++ {
		if k == n {
			continue
		}
		v := d.apart(k)
		if k >= n-2 && k <= n+2 {
			next = max(next, v)
		}
		if v > most {
			most, second = v, most
		} else if v > second {
			second = v
		}
	}
	return max(0.9*second, next)
}

// Finish decides about the last frames and gives all cuts in order.
func (d *Detector) Finish() []Cut {
	for n := d.next; n < d.count; n++ {
		d.look(n)
	}
	d.settleRun()
	return d.merge()
}

// Find reads frames to the end of r.
func Find(r io.Reader) ([]Cut, error) {
	d := New()
	b := make([]byte, FrameBytes)
	for {
		if _, err := io.ReadFull(r, b); errors.Is(err, io.EOF) {
			return d.Finish(), nil
		} else if err != nil {
			return nil, err
		}
		d.Add(b)
	}
}
