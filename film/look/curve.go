package look

import (
	"fmt"
	"math"

	"backlot/film/pixel"
)

// The longest 1D table: what a look-up by half floats has is 65536, and some systems write 20 bits.
const maxCurve = 1 << 20

// halves is how many values a table over all half floats has.
const halves = 1 << 16

// Curve is a 1D look-up table for each channel, linear between its points.
type Curve struct {
	Values [3][]float32 // 2 to 1048576 points each, all the same number; the same slice thrice for one curve
	// Half says that the inputs are all 65536 half floats in the order of their bits, so that scene light from -65504 to
	// 65504 has its place. Otherwise inputs are 0 to 1 in equal steps, and inputs outside are limited.
	Half bool
}

// Step looks pixels up.
func (c *Curve) Step() pixel.Step {
	if !c.Half {
		return pixel.Curve(c.Values)
	}
	return func(r, g, b []float32) {
		for k, plane := range [3][]float32{r, g, b} {
			for i, v := range plane {
				plane[i] = atHalf(c.Values[k], v)
			}
		}
	}
}

// atHalf looks up between the half float towards zero and the next.
func atHalf(t []float32, v float32) float32 {
	h, rest := toHalf(v)
	if rest == 0 {
		return t[h]
	}
	return t[h] + rest*(t[h+1]-t[h])
}

// toHalf is the half float towards zero, and how far v is on the way to the next away from zero. What is beyond the largest
// is the largest; what is not a number is 0.
func toHalf(v float32) (h uint16, way float32) {
	const largest = 0x7bff
	if v != v {
		return 0, 0
	}
	sign := uint16(0)
	if math.Signbit(float64(v)) {
		sign, v = 0x8000, -v
	}
	if v >= 65504 {
		return sign | largest, 0
	}
	bits := math.Float32bits(v)
	if exp := int(bits>>23) - 127; exp >= -14 {
		h = uint16((exp+15)<<10) | uint16(bits>>13&0x3ff)
	} else {
		h = uint16(v * (1 << 24)) // below 2^-14 the steps are 2^-24
	}
	low, high := FromHalf(h), FromHalf(h+1)
	return sign | h, (v - low) / (high - low)
}

// FromHalf is the value of a half float's bits. Source: IEEE 754-2008, binary16.
func FromHalf(h uint16) float32 {
	exp, frac := int(h>>10&0x1f), float64(h&0x3ff)
	var v float64
	switch exp {
	case 0:
		v = math.Ldexp(frac, -24)
	case 31:
		v = math.Inf(1)
		if frac != 0 {
			v = math.NaN()
		}
	default:
		v = math.Ldexp(frac+1024, exp-25)
	}
	if h&0x8000 != 0 {
		v = -v
	}
	return float32(v)
}

// Describe gives the length.
func (c *Curve) Describe() string {
	s := fmt.Sprintf("1D table of %d points", len(c.Values[0]))
	if c.Half {
		s += " over half floats"
	}
	if &c.Values[0][0] != &c.Values[1][0] || &c.Values[0][0] != &c.Values[2][0] {
		s += " a channel"
	}
	return s
}

// Inverse is the exact inverse of the straight lines between the points. Where a curve turns back, the part that does is
// taken as flat; a flat part at an end inverts to its inner end, so that clipped black comes back as the point where the
// clipping began.
func (c *Curve) Inverse() (Op, error) {
	inv := &inverseCurve{of: c}
	for k := range 3 {
		if k > 0 && &c.Values[k][0] == &c.Values[k-1][0] {
			inv.channel[k] = inv.channel[k-1]
			continue
		}
		inv.channel[k] = sides(c.Values[k], c.Half)
	}
	return inv, nil
}

type inverseCurve struct {
	of      *Curve
	channel [3][]side
}

// side is a stretch of a curve that goes one way: all of it, or the half below or above zero of a curve over half floats.
type side struct {
	in, out []float32 // what comes out of the curve, ascending or descending; what went in
	up      bool
}

func sides(t []float32, half bool) []side {
	if !half {
		in := make([]float32, len(t))
		for i := range in {
			in[i] = float32(float64(i) / float64(len(t)-1))
		}
		return []side{newSide(t, in, t[0] < t[len(t)-1])}
	}
	const largest = 0x7bff
	up := t[0] < t[0x3c00] // from 0 to 1
	domain := func(sign uint16) []float32 {
		in := make([]float32, largest+1)
		for i := range in {
			in[i] = FromHalf(sign | uint16(i))
		}
		return in
	}
	below := append([]float32(nil), t[0x8000:0x8000+largest+1]...)
	below[0] = t[0] // -0 and 0 are one light
	return []side{newSide(t[:largest+1], domain(0), up), newSide(below, domain(0x8000), !up)}
}

func newSide(values, domain []float32, up bool) side {
	s := side{up: up}
	v := make([]float32, len(values))
	held := values[0]
	for i, x := range values {
		if i > 0 && up == (x > held) {
			held = x
		}
		v[i] = held
	}
	first, end := 0, len(v)-1
	for end > 0 && v[end-1] == v[end] {
		end--
	}
	for first < end && v[first+1] == v[first] {
		first++
	}
	s.in, s.out = v[first:end+1], domain[first:end+1]
	return s
}

func (s side) at(v float32) float32 {
	n := len(s.in)
	before := func(a, b float32) bool { return s.up == (a < b) && a != b }
	if n == 1 || !before(s.in[0], v) {
		return s.out[0]
	}
	if !before(v, s.in[n-1]) {
		return s.out[n-1]
	}
	// the first point that is not before v: the flat part it may end is left of it
	low, high := 0, n-1
	for low+1 < high {
		if mid := (low + high) / 2; before(s.in[mid], v) {
			low = mid
		} else {
			high = mid
		}
	}
	a, b := float64(s.in[low]), float64(s.in[high])
	way := (float64(v) - a) / (b - a)
	return float32(float64(s.out[low]) + way*(float64(s.out[high])-float64(s.out[low])))
}

func (c *inverseCurve) Step() pixel.Step {
	return func(r, g, b []float32) {
		for k, plane := range [3][]float32{r, g, b} {
			for i, v := range plane {
				plane[i] = c.at(k, v)
			}
		}
	}
}

func (c *inverseCurve) at(k int, v float32) float32 {
	ch := c.channel[k]
	if v != v {
		v = 0
	}
	s := ch[0]
	if len(ch) > 1 && v != s.in[0] && s.up == (v < c.of.Values[k][0]) {
		s = ch[1]
	}
	return s.at(v)
}

func (c *inverseCurve) Inverse() (Op, error) { return c.of, nil }

func (c *inverseCurve) Describe() string { return "inverse " + c.of.Describe() }
