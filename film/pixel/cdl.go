package pixel

import "math"

// The weights of Rec.709 luma, by which ASC CDL saturates.
const lumaR, lumaG, lumaB = 0.2126, 0.7152, 0.0722

// CDL is the numbers of a correction: (in × Slope + Offset) ^ Power a channel, then Saturation around Rec.709 luma.
// With Clamp, values are limited to 0 to 1 before the power and at the end, and what is not a number becomes 0; without,
// the power leaves what is 0 or less alone. Source: ASC Color Decision List Transfer Functions and Interchange Syntax 1.2,
// section 3.
type CDL struct {
	Slope, Offset, Power [3]float64 // slope at least 0, power above 0
	Saturation           float64    // at least 0
	Clamp                bool
}

// Correction is the step of a CDL. Plain Go computes in float64. Vectors compute in float32, with the slope and the
// offset in two halves so that nothing is lost where they nearly cancel: for results up to 1 they differ from float64 by
// 4e-7 at most for powers up to 4, for brighter ones by 2e-6 of the result as far as half floats go (65504). Light of
// more than 1e38 may become infinite.
func Correction(c CDL) Step { return fast.newCorrection(c) }

func (e *engine) newCorrection(c CDL) Step {
	g := &grade{CDL: c}
	for k := range 3 {
		g.slope[k], g.slopeRest[k] = halves(c.Slope[k])
		g.offset[k], g.offsetRest[k] = halves(c.Offset[k])
	}
	return func(r, g2, b []float32) { e.grade(g, r, g2, b) }
}

// grade is a CDL made ready: with its slopes and offsets as the sums of two float32.
type grade struct {
	CDL
	slope, slopeRest, offset, offsetRest [3]float32
}

func halves(v float64) (most, rest float32) {
	most = float32(v)
	if math.IsInf(float64(most), 0) {
		return most, 0
	}
	return most, float32(v - float64(most))
}

func correct(c *grade, red, green, blue []float32) {
	green, blue = green[:len(red)], blue[:len(red)]
	for i := range red {
		r := c.raise(float64(red[i])*c.Slope[0]+c.Offset[0], c.Power[0])
		g := c.raise(float64(green[i])*c.Slope[1]+c.Offset[1], c.Power[1])
		b := c.raise(float64(blue[i])*c.Slope[2]+c.Offset[2], c.Power[2])
		if c.Saturation != 1 {
			luma := lumaR*r + lumaG*g + lumaB*b
			r, g, b = luma+c.Saturation*(r-luma), luma+c.Saturation*(g-luma), luma+c.Saturation*(b-luma)
		}
		red[i], green[i], blue[i] = float32(c.limit(r)), float32(c.limit(g)), float32(c.limit(b))
	}
}

// Undo is the step that takes a correction back; no slope and no saturation of it may be 0. What was clamped stays
// clamped. It is computed in float64 on every engine, for it is seldom asked for.
func Undo(c CDL) Step {
	return func(red, green, blue []float32) {
		green, blue = green[:len(red)], blue[:len(red)]
		for i := range red {
			var v [3]float64
			for k, x := range [3]float32{red[i], green[i], blue[i]} {
				v[k] = c.limit(float64(x))
			}
			luma := lumaR*v[0] + lumaG*v[1] + lumaB*v[2]
			for k := range 3 {
				x := c.raise(luma+1/c.Saturation*(v[k]-luma), 1/c.Power[k])
				v[k] = c.limit((x - c.Offset[k]) / c.Slope[k])
			}
			red[i], green[i], blue[i] = float32(v[0]), float32(v[1]), float32(v[2])
		}
	}
}

func (c *CDL) raise(v, power float64) float64 {
	v = c.limit(v)
	if power == 1 || v <= 0 {
		return v
	}
	return math.Pow(v, power)
}

func (c *CDL) limit(v float64) float64 {
	if !c.Clamp {
		return v
	}
	if !(v > 0) {
		return 0
	}
	return min(v, 1)
}
