package match_test

import (
	"fmt"
	"math/rand/v2"

	"backlot/film/match"
	"backlot/film/rate"
	"backlot/film/timecode"
)

// day is a generated shooting day with its truth.
type day struct {
	takes []match.Take
	clips []match.Clip
	truth map[string]string // clip to take; clips of no logged take are missing
	// shift is by how much the timecode of each device was set ahead, in milliseconds.
	shift map[string]int64
	calm  bool // nothing is wrong
}

// trouble is what goes wrong on a day.
type trouble struct {
	shift      map[string]int64
	recRun     string // device whose timecode runs only while it records
	lostClip   int    // chance in 100 that a clip is missing
	unlogged   int    // that a take was not logged
	test       int    // that a camera is started without a take
	restart    int    // that a camera is stopped and started again within a take
	staleSaid  int    // that a recorder was not turned to the next take
	said       map[string]bool
	rolls      bool // rolls are logged
	names      bool // clip names are predicted in the log
	noLength   bool // only the start of takes was logged
	regular    bool // takes are equally long and equally far apart
	evening    bool // the day goes over midnight
	base       timecode.Base
	lateMS     int64 // people press the button so much late or early
	takes      int
	tabletOff  int64 // the clock of the tablet
	noRollsLog int   // chance that no devices were logged
	reset      bool  // cameras are set to the clock again and again
}

// generate shoots a day.
func generate(r *rand.Rand, w trouble) day {
	d := day{truth: map[string]string{}, shift: w.shift}
	at := int64(8 * 3600_000)
	if w.evening {
		at = 21*3600_000 + r.Int64N(2*3600_000)
	}
	devices := []string{"A", "B", "S"}
	count, roll := map[string]int{}, map[string]int{"A": 1, "B": 1, "S": 1}
	recRun := int64(3600_000)
	predicted := map[string]int{}
	slateNo, number := 1, 0
	for i := range w.takes {
		if number++; number > 2+r.IntN(6) {
			slateNo, number = slateNo+1, 1
			at += r.Int64N(20 * 60_000)
		}
		length := 8_000 + r.Int64N(150_000)
		if w.regular {
			length = 30_000
		}
		take := match.Take{ID: fmt.Sprintf("t%03d", i), Slate: fmt.Sprintf("42%c", 'A'+slateNo%8), Number: number + slateNo/8*20, Rolled: map[string]match.Rolled{}}
		take.Timed, take.StartMS = true, at+jitter(r, w.lateMS)+w.tabletOff
		take.LengthMS = max(1, at+length+jitter(r, w.lateMS)+w.tabletOff-take.StartMS)
		if w.noLength {
			take.LengthMS = 0
		}
		logged := r.IntN(100) >= w.unlogged
		for _, dev := range devices {
			if dev == "B" && r.IntN(3) == 0 {
				continue // one camera is enough
			}
			if count[dev] == 12 {
				roll[dev], count[dev], predicted[dev] = roll[dev]+1, 0, 0
			}
			if r.IntN(100) < w.test {
				count[dev]++
				d.clips = append(d.clips, clip(w, dev, roll[dev], count[dev], at-11_000, 5_000, "", 0))
			}
			count[dev]++
			predicted[dev]++
			rolled := match.Rolled{}
			if w.rolls {
				rolled.Roll = rollName(dev, roll[dev])
			}
			if w.names && dev != "S" {
				rolled.Clip = fmt.Sprintf("%sC%03d", rollName(dev, roll[dev]), predicted[dev])
			}
			take.Rolled[dev] = rolled
			if r.IntN(100) < w.lostClip {
				continue
			}
			begin, stays := at-r.Int64N(1500), length+r.Int64N(2500)
			if dev == w.recRun {
				begin, recRun = recRun-w.shift[dev], recRun+stays
			}
			sayNumber := take.Number
			if r.IntN(100) < w.staleSaid && sayNumber > 1 {
				sayNumber--
			}
			c := clip(w, dev, roll[dev], count[dev], begin, stays, take.Slate, sayNumber)
			if r.IntN(100) < w.restart && stays > 30_000 {
				first := c
				cut := c.Frames / 3
				first.Frames = cut
				c.ID, c.Name = c.ID+"r", c.Name+"r"
				c.StartFrame, c.Frames = c.StartFrame+cut+48, c.Frames-cut-48
				d.clips = append(d.clips, first)
				if logged {
					d.truth[first.ID] = take.ID
				}
			}
			d.clips = append(d.clips, c)
			if logged {
				d.truth[c.ID] = take.ID
			}
		}
		if r.IntN(100) < w.noRollsLog {
			take.Rolled = nil
		}
		if logged {
			d.takes = append(d.takes, take)
		}
		at += length
		if w.regular {
			at += 60_000
		} else {
			at += 15_000 + r.Int64N(200_000)
		}
	}
	r.Shuffle(len(d.clips), func(i, j int) { d.clips[i], d.clips[j] = d.clips[j], d.clips[i] })
	return d
}

func jitter(r *rand.Rand, most int64) int64 {
	if most == 0 {
		return 0
	}
	return r.Int64N(2*most+1) - most
}

func rollName(dev string, n int) string { return fmt.Sprintf("%s%03d", dev, n) }

// clip is a file that begins at a time of day and lasts; its timecode is set ahead by the shift of the device.
func clip(w trouble, dev string, roll, n int, at, length int64, slate string, number int) match.Clip {
	c := match.Clip{ID: fmt.Sprintf("%s%02d-%03d", dev, roll, n), Device: dev, Roll: rollName(dev, roll), Base: w.base}
	c.Name = fmt.Sprintf("%sC%03d_270301.mov", c.Roll, n)
	if dev == "S" {
		c.Name = fmt.Sprintf("ZOOM%04d.WAV", roll*100+n)
	}
	day := w.base.Day()
	c.StartFrame = w.base.Rate.MSToFrames(at + w.shift[dev])
	if w.reset {
		c.StartFrame = (at + w.shift[dev]) * int64(w.base.Rate.Nominal()) / 1000
		if w.base.Drop {
			c.StartFrame = w.base.Rate.MSToFrames(at + w.shift[dev])
		}
	}
	c.StartFrame = (c.StartFrame%day + day) % day
	c.Frames = max(1, w.base.Rate.MSToFrames(length))
	if w.said[dev] && slate != "" {
		c.SaidSlate, c.SaidTake = slate, fmt.Sprint(number)
	}
	return c
}

var bases = []timecode.Base{
	{Rate: rate.R24}, {Rate: rate.R25}, {Rate: rate.R23976}, {Rate: rate.R2997, Drop: true}, {Rate: rate.R2997}, {Rate: rate.R5994, Drop: true},
}

// anyTrouble draws what goes wrong.
func anyTrouble(r *rand.Rand) trouble {
	chance := func(n, most int) int {
		if r.IntN(n) > 0 {
			return 0
		}
		return r.IntN(most) + 1
	}
	w := trouble{
		shift: map[string]int64{}, said: map[string]bool{}, base: bases[r.IntN(len(bases))], takes: 1 + r.IntN(45), lateMS: r.Int64N(4_000),
		lostClip: chance(2, 25), unlogged: chance(2, 20), test: chance(3, 20), restart: chance(3, 15), staleSaid: chance(3, 40), noRollsLog: chance(4, 100),
		rolls: r.IntN(2) == 0, names: r.IntN(2) == 0, noLength: r.IntN(5) == 0, regular: r.IntN(8) == 0, evening: r.IntN(4) == 0, reset: r.IntN(3) == 0,
	}
	for _, d := range []string{"A", "B", "S"} {
		w.said[d] = r.IntN(2) == 0
		switch r.IntN(6) {
		case 0:
			w.shift[d] = int64(r.IntN(7)-3) * 3600_000
		case 1:
			w.shift[d] = r.Int64N(24 * 3600_000)
		case 2:
			w.shift[d] = 90_000 // takes of a regular day are 90 s apart
		}
	}
	if r.IntN(6) == 0 {
		w.recRun = []string{"A", "B", "S"}[r.IntN(3)]
	}
	if r.IntN(10) == 0 {
		w.tabletOff = jitter(r, 120_000)
	}
	return w
}
