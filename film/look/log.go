package look

import (
	"errors"
	"fmt"
	"math"

	"backlot/film/pixel"
)

// LogCurve is a channel's logarithm: out = LogSlope × log_Base(LinSlope × in + LinOffset) + LogOffset. Source: CLF (SMPTE ST
// 2136-1) section 7.10.
type LogCurve struct {
	Base      float64
	LogSlope  float64
	LogOffset float64
	LinSlope  float64
	LinOffset float64
	// Broken says that below Break the curve is a straight line, as cameras have it.
	Broken bool
	Break  float64
	// Slope of the straight line; 0 is the slope of the curve at Break.
	Slope float64
}

// Log is a logarithmic encoding of light, or with Rev its decoding.
type Log struct {
	Name    string // of the encoding, such as "LogC4"; may be empty
	Channel [3]LogCurve
	Rev     bool // from log to light
}

// NewLog is one curve for the three channels.
func NewLog(name string, c LogCurve) *Log { return &Log{Name: name, Channel: [3]LogCurve{c, c, c}} }

// Check says what is impossible about the numbers.
func (l *Log) Check() error {
	for _, c := range l.Channel {
		switch {
		case !(c.Base > 0) || c.Base == 1:
			return fmt.Errorf("base %g; want more than 0 and not 1", c.Base)
		case c.LogSlope == 0:
			return errors.New("a slope of 0 on the log side")
		case c.LinSlope == 0:
			return errors.New("a slope of 0 on the linear side")
		case c.Broken && !(c.LinSlope*c.Break+c.LinOffset > 0):
			return fmt.Errorf("the break at %g is where there is no logarithm; want %g times it plus %g above 0", c.Break, c.LinSlope, c.LinOffset)
		}
	}
	return nil
}

// encode and decode are the curve's functions.
func (c LogCurve) functions() (encode, decode func(float64) float64) {
	const least = math.SmallestNonzeroFloat32 * (1 << 23) // the smallest normal float32: log of black is finite
	scale := c.LogSlope / math.Log(c.Base)
	curve := func(v float64) float64 {
		return scale*math.Log(max(c.LinSlope*v+c.LinOffset, least)) + c.LogOffset
	}
	undo := func(v float64) float64 {
		return (math.Exp((v-c.LogOffset)/scale) - c.LinOffset) / c.LinSlope
	}
	if !c.Broken {
		return curve, undo
	}
	slope := c.Slope
	if slope == 0 {
		slope = scale * c.LinSlope / (c.LinSlope*c.Break + c.LinOffset)
	}
	atBreak := curve(c.Break)
	encode = func(v float64) float64 {
		if v <= c.Break {
			return atBreak + slope*(v-c.Break)
		}
		return curve(v)
	}
	decode = func(v float64) float64 {
		if v <= atBreak {
			return c.Break + (v-atBreak)/slope
		}
		return undo(v)
	}
	return encode, decode
}

// Step encodes pixels, or with Rev decodes them.
func (l *Log) Step() pixel.Step {
	var f [3]func(float64) float64
	for k := range 3 {
		encode, decode := l.Channel[k].functions()
		if f[k] = encode; l.Rev {
			f[k] = decode
		}
	}
	return pixel.Each(f)
}

// Inverse goes the other way.
func (l *Log) Inverse() (Op, error) {
	inv := *l
	inv.Rev = !l.Rev
	return &inv, nil
}

// Describe gives name and direction.
func (l *Log) Describe() string {
	name := l.Name
	if name == "" {
		c := l.Channel[0]
		name = fmt.Sprintf("log base %g slope %g offset %g", c.Base, c.LogSlope, c.LogOffset)
	}
	if l.Rev {
		return name + " to light"
	}
	return "light to " + name
}
