package media

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"backlot/film/rate"
	"backlot/film/timeline"
)

// knownRates are what cameras and cutting rooms run at.
var knownRates = []rate.Rate{rate.R23976, rate.R24, rate.R25, rate.R2997, rate.R30, rate.R47952, rate.R48, rate.R50, rate.R5994,
	rate.R60, rate.R11988, rate.R120, rate.Of(12, 1), rate.Of(15, 1), rate.Of(100, 1), rate.Of(15000, 1001)}

// nearestRate is the rate that is meant by one that was measured: a known one within a fiftieth of a per cent, else itself.
// 23.976 and 24 are a tenth of a per cent apart.
func nearestRate(r rate.Rate) rate.Rate {
	if r.IsZero() {
		return r
	}
	f := timeline.Float(r)
	for _, k := range knownRates {
		if math.Abs(f/timeline.Float(k)-1) < 2e-4 {
			return k
		}
	}
	return r
}

// packets are what a count of the frames gathers.
type packets struct {
	times   []int64 // when each frame that is shown is shown, in ticks
	keys    []int64 // frames, in order of the file, at which a key stands
	bad     int64   // frames marked as damaged
	without int64   // frames without a time
	seen    int64
}

// count reads through a file and counts the frames of its picture.
func (t *Tools) count(ctx context.Context, i *Info, s *rawStream) error {
	in, err := input(i.Path)
	if err != nil {
		return err
	}
	var p packets
	said, err := t.scan(ctx, command{program: t.FFprobe, args: append([]string{"-v", "error", "-select_streams", strconv.Itoa(s.Index),
		"-show_entries", "packet=pts,flags", "-of", "csv=p=0"}, in...)}, p.line)
	if err != nil {
		return err
	}
	for _, c := range said {
		if strings.Contains(c, "partial file") {
			p.bad = max(p.bad, 1)
		}
	}
	i.settle(s, &p)
	return nil
}

// line reads "1001,K_", the time and the flags of a packet.
func (p *packets) line(s string) {
	f := strings.Split(strings.TrimSpace(s), ",")
	if len(f) < 2 {
		return
	}
	flags := f[1]
	if strings.Contains(flags, "D") { // before the edit the file begins with: decoded, never shown
		return
	}
	if strings.Contains(flags, "C") {
		p.bad++
	}
	if strings.HasPrefix(flags, "K") {
		p.keys = append(p.keys, p.seen)
	}
	p.seen++
	n, err := strconv.ParseInt(f[0], 10, 64)
	if err != nil {
		p.without++
		return
	}
	p.times = append(p.times, n)
}

// settle draws rate and length from the frames.
func (i *Info) settle(s *rawStream, p *packets) {
	v := i.Video
	header := v.Frames
	v.Frames, v.Counted = p.seen, true
	v.Keys = p.between()
	if v.Frames == 0 {
		i.find(timeline.Wrong, "frames", "there is not one frame in it; copy it again from the card")
		return
	}
	i.settleRate(s, p)
	if !v.Rate.IsZero() && !v.Variable {
		i.Seconds = float64(v.Frames) * float64(v.Rate.Den) / float64(v.Rate.Num)
	}
	said, _ := strconv.ParseInt(s.Frames, 10, 64)
	if said == 0 && !v.Variable {
		said = header // from the length in the header
	}
	switch {
	case said > v.Frames+1 || said == v.Frames+1 && s.Frames != "":
		i.find(timeline.Wrong, "frames", fmt.Sprintf("the header says %d frames, %d are there: the file was cut off; copy it again from the card", said, v.Frames))
	case p.bad > 0:
		i.find(timeline.Wrong, "frames", fmt.Sprintf("%d frames are damaged, the last is %d; copy it again from the card", p.bad, v.Frames-1))
	}
}

func (p *packets) between() int64 {
	if len(p.keys) == 0 {
		return 0
	}
	longest := p.seen - p.keys[len(p.keys)-1]
	for n := 1; n < len(p.keys); n++ {
		longest = max(longest, p.keys[n]-p.keys[n-1])
	}
	return longest
}

// settleRate finds the rate on whose grid all frames stand, or says that there is none. A tick of the file is the
// finest it can say, so a frame may be one off.
func (i *Info) settleRate(s *rawStream, p *packets) {
	v := i.Video
	base := ratio(s.TimeBase)
	if p.without > 0 || len(p.times) < 2 || base.IsZero() {
		if p.without > 0 {
			i.find(timeline.Note, "rate", fmt.Sprintf("%d frames have no time of their own; the header's rate of %s is believed", p.without, v.Rate.Name()))
		}
		return
	}
	slices.Sort(p.times)
	tick := float64(base.Num) / float64(base.Den)
	first := p.times[0]
	mean := float64(len(p.times)-1) / (float64(p.times[len(p.times)-1]-first) * tick)
	tried := []rate.Rate{ratio(s.RFrameRate), nearestRate(timeline.Ratio(mean)), v.Rate}
	tried = append(tried, knownRates...)
	for _, r := range tried {
		if r.IsZero() || math.Abs(timeline.Float(r)/mean-1) > 0.02 {
			continue
		}
		if at := offGrid(p.times, tick, r); at < 0 {
			v.Rate = r
			if i.timed() {
				v.grid, v.first = r, float64(first)*tick-v.first
			}
			return
		}
	}
	i.uneven(p.times, tick, mean)
}

// offGrid is the first frame that does not stand where an even rate has it, -1 when all do.
func offGrid(times []int64, tick float64, r rate.Rate) int {
	length := float64(r.Den) / float64(r.Num) / tick
	within := max(1.01, 0.02*length)
	for n, at := range times {
		if math.Abs(float64(at-times[0])-float64(n)*length) > within {
			return n
		}
	}
	return -1
}

// uneven says in what way frames come unevenly, and takes the rate most of them keep.
func (i *Info) uneven(times []int64, tick, mean float64) {
	v := i.Video
	v.Variable = true
	steps := map[int64]int{}
	for n := 1; n < len(times); n++ {
		steps[times[n]-times[n-1]]++
	}
	var usual int64
	for step, n := range steps {
		if step > 0 && (n > steps[usual] || n == steps[usual] && step < usual) {
			usual = step
		}
	}
	if usual > 0 {
		v.Rate = nearestRate(timeline.Ratio(1 / (float64(usual) * tick)))
	}
	place := 0
	for n := 1; n < len(times); n++ {
		if d := times[n] - times[n-1]; d < usual-1 || d > usual+1 {
			place = n
			break
		}
	}
	i.find(timeline.Wrong, fmt.Sprintf("frame %d", place), fmt.Sprintf(
		"the frame rate varies: most frames come at %s, all of them at %.3f a second; a cutting room needs one rate, so convert it (backlot media proxy does) before it is cut",
		v.Rate.Name(), mean))
}
