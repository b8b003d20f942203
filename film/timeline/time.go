package timeline

import (
	"math"

	"backlot/film/rate"
)

// Time is a number of frames at a rate. Both are kept as the file had them; Ratio is the rate to compute
// with, for files write 23.976 where 24000/1001 is meant.
type Time struct {
	Value float64
	Rate  float64 // frames a second; 0 is not set
}

// Frames is a time of whole frames at a rate.
func Frames(n int64, r rate.Rate) Time { return Time{float64(n), Float(r)} }

// Float is a rate as files store it.
func Float(r rate.Rate) float64 {
	if r.Den == 0 {
		return 0
	}
	return float64(r.Num) / float64(r.Den)
}

// Ratio is the rate as a ratio: the broadcast rates over 1001 for whatever is within a thousandth of them
// and nearer than a whole number, otherwise the nearest of whole numbers and their 1001ths, otherwise the
// ratio of the decimal number. A rate below or at zero, or no number, is the zero rate.
func (t Time) Ratio() rate.Rate { return Ratio(t.Rate) }

// Ratio is a rate given as a decimal number; see Time.Ratio.
func Ratio(f float64) rate.Rate {
	if !(f > 0) || f > 1e9 {
		return rate.Rate{}
	}
	whole := math.Round(f)
	if math.Abs(f-whole) < 1e-9*whole {
		return rate.Of(int(whole), 1)
	}
	up := math.Ceil(f)
	if math.Abs(f-up*1000/1001) < 5e-3 && up <= 240 {
		return rate.Of(int(up)*1000, 1001)
	}
	return rate.Of(int(math.Round(f*1000)), 1000)
}

// Rescale is the same instant at another rate. Times of the same rate are unchanged.
func (t Time) Rescale(to float64) Time {
	if t.Rate == to || t.Rate == 0 {
		return Time{t.Value, to}
	}
	a, b := t.Ratio(), Ratio(to)
	if a == b || a.IsZero() || b.IsZero() {
		return Time{t.Value, to}
	}
	return Time{t.Value * (float64(b.Num) * float64(a.Den)) / (float64(b.Den) * float64(a.Num)), to}
}

// Add is the sum at the rate of the first, or of the second where the first has none.
func (t Time) Add(o Time) Time {
	if t.Rate == 0 {
		return Time{t.Value + o.Value, o.Rate}
	}
	return Time{t.Value + o.Rescale(t.Rate).Value, t.Rate}
}

// Sub is the difference at the rate of the first.
func (t Time) Sub(o Time) Time { return t.Add(Time{-o.Value, o.Rate}) }

// Seconds is the time in seconds.
func (t Time) Seconds() float64 {
	r := t.Ratio()
	if r.IsZero() {
		return 0
	}
	return t.Value * float64(r.Den) / float64(r.Num)
}

// Round is the nearest whole frame, half away from zero.
func (t Time) Round() int64 {
	switch v := math.Round(t.Value); {
	case v != v:
		return 0
	case v >= math.MaxInt64:
		return math.MaxInt64
	case v <= math.MinInt64:
		return math.MinInt64
	default:
		return int64(v)
	}
}

// FramesAt is the nearest whole frame of another rate.
func (t Time) FramesAt(r rate.Rate) int64 { return t.Rescale(Float(r)).Round() }

// Range is a stretch of time.
type Range struct {
	Start, Duration Time
}

// End is the first instant after the range.
func (r Range) End() Time { return r.Start.Add(r.Duration) }

// Between is the range from one frame to another at a rate.
func Between(from, to int64, r rate.Rate) *Range {
	return &Range{Frames(from, r), Frames(to-from, r)}
}

// Duration is how long a node plays: its source range, else all of its media or children. Transitions take
// no time of their own.
func (n *Node) Duration() Time {
	r := n.Trimmed()
	if r == nil {
		return Time{}
	}
	return r.Duration
}

// Trimmed is the range a node uses: its source range, else all there is; nil when that is not known.
func (n *Node) Trimmed() *Range {
	if n.Source != nil {
		return n.Source
	}
	return n.Available()
}

// Available is all there is of a node in its own time: of a clip its media's range, of a track the sum of its
// children and of the transitions that hang over its ends, of a stack its longest child. It is nil where that is
// not known.
func (n *Node) Available() *Range {
	switch n.Kind {
	case Clip:
		if m := n.Shown(); m != nil {
			return m.Available
		}
		return nil
	case Timeline:
		if n.Tracks == nil {
			return nil
		}
		return n.Tracks.Trimmed()
	case Track:
		return n.trackRange()
	case Stack, Collection:
		var longest *Range
		for _, c := range n.Children {
			if r := c.Trimmed(); r != nil && (longest == nil || r.Duration.Seconds() > longest.Duration.Seconds()) {
				longest = &Range{Time{0, r.Duration.Rate}, r.Duration}
			}
		}
		return longest
	}
	return nil
}

func (n *Node) trackRange() *Range {
	var sum Time
	for i, c := range n.Children {
		switch {
		case c.Kind == Transition && i == 0:
			sum = sum.Add(c.InOffset)
		case c.Kind == Transition && i == len(n.Children)-1:
			sum = sum.Add(c.OutOffset)
		case c.Kind != Transition:
			sum = sum.Add(c.Duration())
		}
	}
	if sum.Rate == 0 {
		return nil
	}
	return &Range{Time{0, sum.Rate}, sum}
}

// Drop says whether a timeline counts in drop-frame codes, as the file it was read from says. Only rates that have such codes
// do.
func (n *Node) Drop() bool {
	r := n.Rate()
	if r.Den != 1001 || r.Nominal()%30 != 0 {
		return false
	}
	return n.Metadata.Text("backlot", "count") == dropFrame || n.Metadata.Text("fcpx", "tcFormat") == "DF"
}

// CountDrop notes on a timeline that its codes are drop-frame.
func (n *Node) CountDrop() {
	n.Metadata = n.Metadata.With("backlot", map[string]string{"count": dropFrame})
}

const dropFrame = "drop frame"

// Rate is the rate a node is cut at: of its first child whose rate is known, media left out. It is zero for an
// empty node.
func (n *Node) Rate() rate.Rate {
	var got rate.Rate
	n.Walk(func(c *Node) bool {
		if !got.IsZero() {
			return false
		}
		if c.Source != nil && c.Kind != Track && c.Kind != Stack {
			got = c.Source.Duration.Ratio()
		}
		return got.IsZero()
	})
	if got.IsZero() && n.Kind == Timeline && n.Start != nil {
		return n.Start.Ratio()
	}
	if got.IsZero() {
		return n.Duration().Ratio()
	}
	return got
}
