package sync

import (
	"fmt"
	"math"
	"sort"

	"backlot/film/rate"
)

// Hertz is the sample rate waveforms are compared at; sound has to be brought to it.
const Hertz = 16000

const (
	hop      = Hertz / 100 // of the loudness curve
	window   = Hertz * 9 / 10
	slack    = Hertz / 10  // how far a window may lie from where it is expected
	close    = Hertz / 250 // windows that agree lie within 4 ms
	piece    = 30 * 100    // hops of the camera's sound that are looked for at first
	most     = 60          // windows along a take
	peaks    = 6           // places that are looked at closely
	maxDrift = 2500e-6     // more is no drift
	clear    = 7.0         // a peak stands out when it is so many times the mean of the rest
)

// ByWaveform finds the sound that a camera heard in what a recorder wrote, both at Hertz samples a second. The answer counts samples at
// sampleRate and frames at r. ErrNoMatch says that the two do not belong together, or that there is too little to say.
func ByWaveform(camera, recorder []float32, r rate.Rate, sampleRate int) (Match, error) {
	if len(camera) < Hertz || len(recorder) < Hertz {
		return Match{}, fmt.Errorf("sync by waveform: %.1f s of the camera, %.1f s of the recorder; want at least a second of each: %w", float64(len(camera))/Hertz, float64(len(recorder))/Hertz, ErrNoMatch)
	}
	m := Match{Method: Waveform, SampleRate: sampleRate}
	// a recorder that is pulled up or down runs a thousandth off, too much for windows to fit: it is tried as if set right
	for _, pull := range []float64{1, 1.001, 1 / 1.001} {
		t := search(camera, stretch(recorder, pull))
		if m.Windows == 0 || t.agree > m.Agree {
			m.Windows, m.Agree = t.windows, t.agree
		}
		share := float64(t.agree) / float64(max(t.windows, 1))
		if t.agree < 2 || share < 0.6 {
			continue
		}
		m.Windows, m.Agree = t.windows, t.agree
		at, drift := t.line()
		m.Sample = int64(math.Round(at * pull / Hertz * float64(sampleRate)))
		m.DriftPPM = math.Round(((1+drift)*pull - 1) * 1e6)
		m.Confidence = math.Round(100*share*min(1, t.strength/(2*clear))*min(1, float64(t.agree)/3)) / 100
		perFrame := float64(r.Den) / float64(r.Num)
		m.settle(r, int64(math.Ceil(float64(len(camera))/Hertz/perFrame)), int64(float64(len(recorder))/Hertz*float64(sampleRate)))
		return m, nil
	}
	return m, fmt.Errorf("sync by waveform: at best %d of %d windows agree; want three fifths of them, and two at least: %w", m.Agree, m.Windows, ErrNoMatch)
}

// search tries the places where the shapes of the loudness agree, and answers with the one most windows agree on.
func search(camera, recorder []float32) tally {
	lags, centre := coarse(loudness(camera), loudness(recorder))
	w := &walk{camera: camera, recorder: recorder, active: activeWindows(camera), transform: newTransform(power(2*window + 2*slack))}
	best := tally{}
	for _, lag := range lags {
		if !w.worthwhile(lag*hop, centre*hop) {
			continue
		}
		if t := w.follow(lag*hop, centre*hop); t.agree > best.agree || t.agree == best.agree && t.strength > best.strength {
			best = t
		}
	}
	return best
}

// stretch takes one sample for every by samples.
func stretch(v []float32, by float64) []float32 {
	if by == 1 {
		return v
	}
	out := make([]float32, int(float64(len(v)-1)/by))
	for i := range out {
		x := float64(i) * by
		k := int(x)
		out[i] = v[k] + float32(x-float64(k))*(v[k+1]-v[k])
	}
	return out
}

// loudness is a curve of how the loudness rises, a hundred times a second: what stays the same whatever the microphone.
func loudness(v []float32) []float64 {
	out := make([]float64, len(v)/hop)
	var last, was float64
	for i := range out {
		var sum float64
		for _, s := range v[i*hop : (i+1)*hop] {
			d := float64(s) - last // less of what rumbles
			last = float64(s)
			sum += d * d
		}
		level := math.Log(sum/hop + 1e-9)
		if i > 0 {
			out[i] = max(0, level-was)
		}
		was = level
	}
	var mean float64
	for _, x := range out {
		mean += x / float64(len(out))
	}
	for i := range out {
		out[i] -= mean
	}
	return out
}

// coarse lists the lags, in hops, at which a piece of a lies best in b, and the middle of this piece. A lag is what to add to a
// place in a to get one in b.
func coarse(a, b []float64) (lags []int, centre int) {
	from := 0
	if len(a) > piece { // the liveliest piece; a short one does not smear when clocks drift
		var sum, most float64
		for i, x := range a {
			sum += x * x
			if i >= piece {
				sum -= a[i-piece] * a[i-piece]
			}
			if i >= piece-1 && sum > most {
				most, from = sum, i-piece+1
			}
		}
		a = a[from : from+piece]
	}
	c := newTransform(power(len(a)+len(b))).correlate(a, b, false, nil)
	// what can be reached depends on how much of the two lies over each other
	energyA, energyB := sums(a), sums(b)
	least := min(len(a), len(b)) / 4
	for i := range c {
		lag := i - len(a) + 1
		lo, hi := max(0, -lag), min(len(a), len(b)-lag)
		if hi-lo < least {
			c[i] = -1
			continue
		}
		c[i] /= math.Sqrt((energyA[hi]-energyA[lo])*(energyB[hi+lag]-energyB[lo+lag])) + 1e-9
		c[i] *= math.Sqrt(float64(hi-lo) / float64(len(a)))
	}
	for range peaks {
		at := 0
		for i, x := range c {
			if x > c[at] {
				at = i
			}
		}
		if c[at] <= 0 {
			break
		}
		lags = append(lags, at-len(a)+1-from)
		for i := max(0, at-4); i <= min(len(c)-1, at+4); i++ {
			c[i] = -1
		}
	}
	return lags, from + len(a)/2
}

// sums are the running sums of squares.
func sums(v []float64) []float64 {
	out := make([]float64, len(v)+1)
	for i, x := range v {
		out[i+1] = out[i] + x*x
	}
	return out
}

// activeWindows lists where windows of the camera's sound begin that have something to hear: those at least twice as loud as the
// quietest, or all when nothing is quiet.
func activeWindows(v []float32) []int {
	step := window / 2
	if n := len(v) / step; n > most {
		step = len(v) / most
	}
	var at []int
	var level []float64
	for i := 0; i+window <= len(v); i += step {
		var sum float64
		for _, s := range v[i : i+window] {
			sum += float64(s) * float64(s)
		}
		at, level = append(at, i), append(level, math.Sqrt(sum/window))
	}
	if len(at) == 0 {
		return []int{0}
	}
	sorted := append([]float64(nil), level...)
	sort.Float64s(sorted)
	quiet := sorted[len(sorted)/10]
	var out []int
	for i, x := range level {
		if x >= 2*quiet {
			out = append(out, at[i])
		}
	}
	if len(out) < 3 {
		return at
	}
	return out
}

// tally is what the windows said about one place.
type tally struct {
	windows, agree int
	strength       float64 // mean of how clearly those that agree stand out
	at, lag        []float64
}

// walk compares windows of a camera's sound with a recorder's.
type walk struct {
	camera, recorder []float32
	active           []int
	transform        *transform
}

// nearest is the place in active that lies nearest to a sample.
func (w *walk) nearest(to int) int {
	best := 0
	for i, at := range w.active {
		if math.Abs(float64(at-to)) < math.Abs(float64(w.active[best]-to)) {
			best = i
		}
	}
	return best
}

// worthwhile says whether any of a few windows around the centre finds itself at a lag.
func (w *walk) worthwhile(lag, centre int) bool {
	mid := w.nearest(centre)
	for i := max(0, mid-3); i <= min(len(w.active)-1, mid+3); i++ {
		if _, sharp, ok := w.local(w.active[i], lag); ok && sharp >= clear {
			return true
		}
	}
	return false
}

// follow compares windows along the take, from the centre to its end and to its start; each is expected where the last one lay.
func (w *walk) follow(lag, centre int) tally {
	var found []point
	t := tally{}
	mid := w.nearest(centre)
	along := func(from, by int) {
		seen := []float64{float64(lag)}
		for i := from; i >= 0 && i < len(w.active); i += by {
			expect := int(middle(seen[max(0, len(seen)-5):]))
			off, sharp, ok := w.local(w.active[i], expect)
			if !ok {
				continue
			}
			if t.windows++; sharp >= clear {
				found = append(found, point{float64(w.active[i]) + window/2, float64(expect + off), sharp})
				seen = append(seen, float64(expect+off))
			}
		}
	}
	along(mid, 1)
	along(mid-1, -1)
	best := vote(found)
	sort.Slice(best, func(i, j int) bool { return best[i].at < best[j].at })
	for _, p := range best {
		t.at, t.lag = append(t.at, p.at), append(t.lag, p.lag)
		t.strength += p.sharp / float64(len(best))
	}
	t.agree = len(best)
	return t
}

// point is what one window says: at this place the lag is this.
type point struct{ at, lag, sharp float64 }

// vote gives the largest set of points that lie on one line whose slope a clock could have.
func vote(p []point) []point {
	var best []point
	for i := range p {
		for j := i; j < len(p); j++ {
			slope := 0.0
			if d := p[j].at - p[i].at; d > 20*Hertz {
				slope = (p[j].lag - p[i].lag) / d
			} else if i != j {
				continue
			}
			if math.Abs(slope) > maxDrift {
				continue
			}
			var on []point
			for _, q := range p {
				if math.Abs(q.lag-p[i].lag-slope*(q.at-p[i].at)) <= close {
					on = append(on, q)
				}
			}
			if len(on) > len(best) {
				best = on
			}
		}
	}
	return best
}

// local is by how many samples the window at a place lies off the lag expected, and how many times its peak is the mean of the rest. It
// is not ok when the recorder has too little of it.
func (w *walk) local(at, lag int) (off int, sharp float64, ok bool) {
	if at+lag < -window/2 || at+lag+window/2 > len(w.recorder) {
		return 0, 0, false
	}
	a := w.camera[at:min(at+window, len(w.camera))]
	x, y := make([]float64, len(a)), make([]float64, len(a)+2*slack)
	for i := range a {
		x[i] = float64(a[i]) * (0.5 - 0.5*math.Cos(2*math.Pi*float64(i)/float64(len(a))))
	}
	for i := range y {
		if j := at + lag - slack + i; j >= 0 && j < len(w.recorder) {
			y[i] = float64(w.recorder[j])
		}
	}
	c := w.transform.correlate(x, y, true, func(bin int) bool {
		hz := float64(bin) * Hertz / float64(w.transform.n)
		return hz > 120 && hz < 6000
	})
	c = c[len(a)-1 : len(a)+2*slack] // lags 0 to 2*slack in y
	peak, sum := 0, 0.0
	for i, v := range c {
		sum += math.Abs(v)
		if v > c[peak] {
			peak = i
		}
	}
	return peak - slack, c[peak] * float64(len(c)) / (sum + 1e-12), true
}

// line fits the lag at the start of the camera's sound, in samples, and the drift.
func (t tally) line() (start, drift float64) {
	n := float64(len(t.at))
	var sx, sy, sxx, sxy float64
	for i := range t.at {
		sx, sy, sxx, sxy = sx+t.at[i], sy+t.lag[i], sxx+t.at[i]*t.at[i], sxy+t.at[i]*t.lag[i]
	}
	if d := n*sxx - sx*sx; t.at[len(t.at)-1]-t.at[0] > 20*Hertz && d > 0 {
		drift = (n*sxy - sx*sy) / d
		return (sy - drift*sx) / n, drift
	}
	return middle(t.lag), 0
}

// middle is the median.
func middle(v []float64) float64 {
	sorted := append([]float64(nil), v...)
	sort.Float64s(sorted)
	return sorted[len(sorted)/2]
}
