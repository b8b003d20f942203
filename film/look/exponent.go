package look

import (
	"fmt"
	"math"

	"backlot/film/pixel"
)

// ExponentStyle is how an Exponent treats what is below its curve. Source: CLF (SMPTE ST 2136-1) section 7.9.
type ExponentStyle string

// The styles: of the plain power, negative light becomes 0, is mirrored, or passes; the monitor curve has a straight
// piece at the bottom, and may be mirrored too.
const (
	Basic         ExponentStyle = "basic"
	BasicMirror   ExponentStyle = "basicMirror"
	BasicPassThru ExponentStyle = "basicPassThru"
	MonCurve      ExponentStyle = "monCurve"
	MonMirror     ExponentStyle = "monCurveMirror"
)

// Exponent is a power function a channel: gamma 2.4, the sRGB curve, Rec.709's.
type Exponent struct {
	Style  ExponentStyle
	Power  [3]float64 // 0.01 to 100; of a monitor curve 1 to 10
	Offset [3]float64 // of a monitor curve, 0 to 0.9; sRGB has 0.055
	Rev    bool       // the inverse: power 1/Power
}

// Check says what is impossible about the numbers.
func (e *Exponent) Check() error {
	for k := range 3 {
		switch {
		case e.mon() && !(e.Power[k] >= 1 && e.Power[k] <= 10):
			return fmt.Errorf("exponent %g; want 1 to 10 with %s", e.Power[k], e.Style)
		case e.mon() && !(e.Offset[k] >= 0 && e.Offset[k] <= 0.9):
			return fmt.Errorf("offset %g; want 0 to 0.9", e.Offset[k])
		case !e.mon() && !(e.Power[k] >= 0.01 && e.Power[k] <= 100):
			return fmt.Errorf("exponent %g; want 0.01 to 100", e.Power[k])
		case !e.mon() && e.Offset[k] != 0:
			return fmt.Errorf("an offset with style %s; want it with monCurve only", e.Style)
		}
	}
	return nil
}

func (e *Exponent) mon() bool { return e.Style == MonCurve || e.Style == MonMirror }

// Step raises pixels.
func (e *Exponent) Step() pixel.Step {
	return pixel.Each([3]func(float64) float64{e.channel(0), e.channel(1), e.channel(2)})
}

func (e *Exponent) channel(k int) func(float64) float64 {
	p := e.Power[k]
	if e.mon() {
		return e.monitor(p, e.Offset[k])
	}
	if e.Rev {
		p = 1 / p
	}
	return func(v float64) float64 {
		switch {
		case v >= 0:
			return math.Pow(v, p)
		case e.Style == BasicMirror:
			return -math.Pow(-v, p)
		case e.Style == BasicPassThru:
			return v
		}
		return 0
	}
}

// monitor is the curve ((v + o) / (1 + o)) ^ p above a break, and the tangent through zero below.
func (e *Exponent) monitor(p, o float64) func(float64) float64 {
	if p == 1 && o == 0 {
		return func(v float64) float64 { return v }
	}
	p, o = max(p, 1+1e-6), max(o, 1e-6) // the tangent exists only above these
	atBreak := math.Pow(o*p/((p-1)*(1+o)), p)
	slope := (p - 1) / o * atBreak
	f := func(v float64) float64 {
		if v <= o/(p-1) {
			return v * slope
		}
		return math.Pow((v+o)/(1+o), p)
	}
	if e.Rev {
		f = func(v float64) float64 {
			if v <= atBreak {
				return v / slope
			}
			return (1+o)*math.Pow(v, 1/p) - o
		}
	}
	if e.Style != MonMirror {
		return f
	}
	return func(v float64) float64 { return math.Copysign(f(math.Abs(v)), v) }
}

// Inverse is the inverse curve.
func (e *Exponent) Inverse() (Op, error) {
	inv := *e
	inv.Rev = !e.Rev
	return &inv, nil
}

// Describe gives style and powers.
func (e *Exponent) Describe() string {
	s := "exponent"
	if e.Rev {
		s = "inverse exponent"
	}
	if e.Power[0] == e.Power[1] && e.Power[1] == e.Power[2] {
		s += fmt.Sprintf(" %g", e.Power[0])
	} else {
		s += " " + three(e.Power)
	}
	if e.mon() {
		s += fmt.Sprintf(" offset %g", e.Offset[0])
	}
	return s + " (" + string(e.Style) + ")"
}
