package pixel

import (
	"math"
	"sync"
)

// ramp is a curve made ready.
type ramp struct {
	points []float32
	// pairs is each point with what is added on the way to the next, so that one load takes both: the bits of the
	// first below those of the second.
	pairs func() []uint64
}

// Curve is a 1D look-up table for each channel, linear between its points: 2 to 2²⁴ of them over inputs from 0 to 1 in
// equal steps. Inputs outside are limited, and what is not a number counts as 0. The points must not change while the
// step is in use. All engines give the same bits.
func Curve(points [3][]float32) Step { return fast.newCurve(points) }

func (e *engine) newCurve(points [3][]float32) Step {
	var c [3]*ramp
	for k, p := range points {
		if k > 0 && &p[0] == &points[k-1][0] {
			c[k] = c[k-1]
			continue
		}
		c[k] = &ramp{p, sync.OnceValue(func() []uint64 { return pairs(p) })}
	}
	return func(r, g, b []float32) {
		do := e.curve
		if len(r) <= few {
			do = curve
		}
		do(c[0], r)
		do(c[1], g)
		do(c[2], b)
	}
}

func pairs(points []float32) []uint64 {
	out := make([]uint64, len(points)-1)
	for i, v := range points[1:] {
		out[i] = uint64(math.Float32bits(v-points[i]))<<32 | uint64(math.Float32bits(points[i]))
	}
	return out
}

func curve(c *ramp, v []float32) {
	t := c.points
	last := float32(len(t) - 1)
	for i := range v {
		at, way := index(v[i], last)
		v[i] = t[at] + float32(way*(t[at+1]-t[at]))
	}
}
