package screenplay

import (
	"fmt"
	"math"
)

// Actual is the running time of a scene that was timed or cut.
type Actual struct {
	Measure Measure `json:"measure"`
	Seconds float64 `json:"seconds"`
}

// Fit is a pace learned from actual running times.
type Fit struct {
	Pace   Pace `json:"pace"`
	Scenes int  `json:"scenes"` // that it was learned from
	// Before and After are the mean errors of a scene, in seconds, of the pace it
	// started from and of the one it came to.
	Before float64 `json:"before"`
	After  float64 `json:"after"`
}

// Calibrate learns a pace from actual running times, starting from another: few
// scenes move it little, many decide it. Scenes that fit badly, such as one whose
// half was cut, weigh less (Huber's weights), and no rate falls below a tenth of
// what it was. Fewer than three scenes, or a time that is not above zero, is an error.
//
// It minimises the weighted squares of the errors plus, for each rate, the square
// of its change in parts of itself, as if two scenes had been timed at the old pace.
func Calibrate(from Pace, actuals []Actual) (Fit, error) {
	if len(actuals) < 3 {
		return Fit{}, fmt.Errorf("calibrate pace: %d timed scenes; want at least 3", len(actuals))
	}
	for i, a := range actuals {
		if !(a.Seconds > 0) || math.IsInf(a.Seconds, 0) {
			return Fit{}, fmt.Errorf("calibrate pace: scene %d of the list ran %v seconds; want more than 0", i+1, a.Seconds)
		}
	}
	for i, r := range from.rates() {
		if !(r > 0) || math.IsInf(r, 0) {
			return Fit{}, fmt.Errorf("calibrate pace: rate %d of the pace to start from is %v; want more than 0", i+1, r)
		}
	}
	start := from.rates()
	now := start
	weight := make([]float64, len(actuals))
	for range 20 {
		scale := weigh(now, actuals, weight)
		next := solve(start, actuals, weight, scale)
		moved := 0.0
		for i := range next {
			moved = max(moved, math.Abs(next[i]-now[i])/start[i])
		}
		if now = next; moved < 1e-6 {
			break
		}
	}
	return Fit{Pace: paceOf(now), Scenes: len(actuals), Before: meanError(start, actuals), After: meanError(now, actuals)}, nil
}

func timeOfRates(r [rates]float64, m Measure) float64 {
	sum := 0.0
	for i, x := range m.vector() {
		sum += r[i] * x
	}
	return sum
}

func meanError(r [rates]float64, actuals []Actual) float64 {
	sum := 0.0
	for _, a := range actuals {
		sum += math.Abs(timeOfRates(r, a.Measure) - a.Seconds)
	}
	return sum / float64(len(actuals))
}

// weigh gives scenes that are off by more than usual less weight, and returns
// what is usual: 1.48 times the median error.
func weigh(r [rates]float64, actuals []Actual, weight []float64) float64 {
	off := make([]float64, len(actuals))
	for i, a := range actuals {
		off[i] = math.Abs(timeOfRates(r, a.Measure) - a.Seconds)
	}
	scale := max(1.4826*median(off), 0.25)
	for i, e := range off {
		weight[i] = 1
		if limit := 1.345 * scale; e > limit {
			weight[i] = limit / e
		}
	}
	return scale
}

func median(list []float64) float64 {
	s := append([]float64(nil), list...)
	for i := 1; i < len(s); i++ { // a production has hundreds of scenes, not millions
		for k := i; k > 0 && s[k] < s[k-1]; k-- {
			s[k], s[k-1] = s[k-1], s[k]
		}
	}
	return s[len(s)/2]
}

// solve finds the rates of the least weighted squares near start. Rates that
// would fall under a tenth of their start are held there and the rest solved again.
func solve(start [rates]float64, actuals []Actual, weight []float64, scale float64) [rates]float64 {
	var held [rates]bool
	var out [rates]float64
	for range rates {
		var a [rates][rates]float64
		var b [rates]float64
		for k := range rates {
			prior := 2 * scale * scale / (start[k] * start[k]) // two scenes' worth of the old pace
			a[k][k], b[k] = prior, 0
		}
		for n, act := range actuals {
			x := act.Measure.vector()
			rest := act.Seconds - timeOfRates(start, act.Measure)
			for i := range rates {
				for j := range rates {
					a[i][j] += weight[n] * x[i] * x[j]
				}
				b[i] += weight[n] * x[i] * rest
			}
		}
		for k := range rates {
			if held[k] { // its change is fixed: take it out of the others
				fixed := -0.9 * start[k]
				for i := range rates {
					b[i] -= a[i][k] * fixed
					a[i][k], a[k][i] = 0, 0
				}
				a[k][k], b[k] = 1, fixed
			}
		}
		change := gauss(a, b)
		again := false
		for k := range rates {
			out[k] = start[k] + change[k]
			if out[k] < start[k]*0.1-1e-12 && !held[k] {
				held[k], again = true, true
			}
		}
		if !again {
			break
		}
	}
	for k := range rates {
		out[k] = max(out[k], start[k]*0.1)
	}
	return out
}

// gauss solves a small system of full rank by elimination.
func gauss(a [rates][rates]float64, b [rates]float64) [rates]float64 {
	for k := range rates {
		p := k
		for i := k + 1; i < rates; i++ {
			if math.Abs(a[i][k]) > math.Abs(a[p][k]) {
				p = i
			}
		}
		a[k], a[p], b[k], b[p] = a[p], a[k], b[p], b[k]
		if a[k][k] == 0 {
			continue
		}
		for i := k + 1; i < rates; i++ {
			f := a[i][k] / a[k][k]
			for j := k; j < rates; j++ {
				a[i][j] -= f * a[k][j]
			}
			b[i] -= f * b[k]
		}
	}
	var x [rates]float64
	for k := rates - 1; k >= 0; k-- {
		sum := b[k]
		for j := k + 1; j < rates; j++ {
			sum -= a[k][j] * x[j]
		}
		if a[k][k] != 0 {
			x[k] = sum / a[k][k]
		}
	}
	return x
}
