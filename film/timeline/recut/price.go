package recut

// Full is a whole in hundredths of a percent.
const Full = 10000

// Restart is the share of a step's price that opening it again costs where nothing else is agreed: a tenth.
const Restart = 1000

// Step is one step of the work on a shot, such as roto or comp.
type Step struct {
	Name    string
	Price   int64 // minor units of a currency
	Done    int   // hundredths of a percent
	Restart int   // hundredths of a percent of Price; 0 is Restart
}

// Work is what was bid for a shot.
type Work struct {
	Frames int64 // bid, handles included
	Steps  []Step
}

// Ask is what a new cut asks of the work on a shot.
type Ask struct {
	More  int64 // frames to make beyond those bid
	Fewer int64 // frames bid that nobody will see
	Redo  bool  // what was made must be opened again although no frame is new, as for another speed
}

// Cost is the price of an ask, in minor units. Added, Restarted and Saved are the parts of the difference; Wasted was
// spent already on frames that nobody will see, and is no part of it.
type Cost struct {
	Added, Restarted, Saved, Wasted int64
}

// Net is what the production pays more, or less when below zero.
func (c Cost) Net() int64 { return c.Added + c.Restarted - c.Saved }

// Price is the cost of an ask:
//
//	for each step, more frames × its price per frame bid,
//	plus, for each step that was begun, its price × its restart share when frames are new or all is to be done again,
//	less, for each step, the frames dropped × its price per frame × the share that is not done.
//
// Rounding is half away from zero, once a step and part. The formula is the project's own (product.md, "VFX cost of
// change"); bids and shares are the production's.
func Price(w Work, a Ask) Cost {
	var c Cost
	for _, s := range w.Steps {
		done := int64(min(max(s.Done, 0), Full))
		if w.Frames > 0 {
			c.Added += share(s.Price*a.More, w.Frames)
			fewer := min(a.Fewer, w.Frames)
			dropped := share(s.Price*fewer, w.Frames)
			saved := share(s.Price*fewer*(Full-done), w.Frames*Full)
			c.Saved += saved
			c.Wasted += dropped - saved
		}
		if done > 0 && (a.More > 0 || a.Redo) {
			again := int64(s.Restart)
			if again == 0 {
				again = Restart
			}
			c.Restarted += share(s.Price*again, Full)
		}
	}
	return c
}

// share divides and rounds half away from zero; the divisor is above zero.
func share(n, by int64) int64 {
	if n < 0 {
		return -share(-n, by)
	}
	return (n + by/2) / by
}

// Given are the frames of a source that a vendor has, from the first to before the last.
type Given struct{ In, Out int64 }

// Need is how many frames before and after those given a shot shows: what must be sent beside them.
func (g Given) Need(in, out int64) (head, tail int64) {
	return max(g.In-in, 0), max(out-g.Out, 0)
}

// Left is how many frames of those given lie before and after what a shot shows: its handles. Below zero is missing.
func (g Given) Left(in, out int64) (head, tail int64) { return in - g.In, g.Out - out }
