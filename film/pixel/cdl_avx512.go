//go:build goexperiment.simd && amd64

package pixel

import (
	"math"
	"simd/archsimd"
)

// grade16 takes the channels one by one through slope, offset and power, then saturates the three.
func grade16(c *grade, red, green, blue []float32) {
	for k, plane := range [3][]float32{red, green, blue} {
		lift16(c, k, plane)
		if c.Power[k] != 1 {
			power16(plane, float32(c.Power[k]))
		}
	}
	if c.Saturation != 1 {
		saturate16(c, red, green, blue)
	}
	archsimd.ClearAVXUpperBits()
}

// lift16 is slope and offset. The rests of both are added after the first sum, whose product is exact. An infinity must
// not meet a rest of 0, so that sum takes the largest number instead.
func lift16(c *grade, k int, v []float32) {
	slope, slopeRest := archsimd.BroadcastFloat32x16(c.slope[k]), archsimd.BroadcastFloat32x16(c.slopeRest[k])
	offset, offsetRest := archsimd.BroadcastFloat32x16(c.offset[k]), archsimd.BroadcastFloat32x16(c.offsetRest[k])
	low, high := archsimd.BroadcastFloat32x16(-math.MaxFloat32), archsimd.BroadcastFloat32x16(math.MaxFloat32)
	zero, one := archsimd.BroadcastFloat32x16(0), archsimd.BroadcastFloat32x16(1)
	for i := 0; i+16 <= len(v); i += 16 {
		in := archsimd.LoadFloat32x16(at16(v, i))
		x := in.MulAdd(slope, offset).Add(in.Max(low).Min(high).MulAdd(slopeRest, offsetRest))
		if c.Clamp {
			x = x.Masked(x.Greater(zero)).Min(one)
		}
		x.Store(at16(v, i))
	}
}

// power16 raises what is above 0 and finite; the rest stays. x^p is 2^(p·log2 x).
//
// The logarithm takes x apart into 2^e × m with m from √½ to √2, and sums the series of artanh: with s = (m-1)/(m+1),
// ln m = 2(s + s³/3 + s⁵/5 + …), whose sixth term is below 1e-8 of it. The exponential takes out the nearest whole number and sums
// the power series over -½ to ½, whose ninth term is below 1e-8.
func power16(v []float32, power float32) {
	p := archsimd.BroadcastFloat32x16(power)
	zero, one, infinity := archsimd.BroadcastFloat32x16(0), archsimd.BroadcastFloat32x16(1), archsimd.BroadcastFloat32x16(float32(math.Inf(1)))
	least, up, down := archsimd.BroadcastFloat32x16(leastNormal), archsimd.BroadcastFloat32x16(1<<24), archsimd.BroadcastFloat32x16(-24)
	root, bias := archsimd.BroadcastInt32x16(rootHalf), archsimd.BroadcastInt32x16(127)
	l0, l1, l2, l3, l4 := archsimd.BroadcastFloat32x16(log0), archsimd.BroadcastFloat32x16(log1), archsimd.BroadcastFloat32x16(log2), archsimd.BroadcastFloat32x16(log3), archsimd.BroadcastFloat32x16(log4)
	e1, e2, e3, e4, e5, e6, e7 := archsimd.BroadcastFloat32x16(exp1), archsimd.BroadcastFloat32x16(exp2), archsimd.BroadcastFloat32x16(exp3), archsimd.BroadcastFloat32x16(exp4), archsimd.BroadcastFloat32x16(exp5), archsimd.BroadcastFloat32x16(exp6), archsimd.BroadcastFloat32x16(exp7)
	lowest, highest := archsimd.BroadcastFloat32x16(-160), archsimd.BroadcastFloat32x16(129)
	for i := 0; i+16 <= len(v); i += 16 {
		x := archsimd.LoadFloat32x16(at16(v, i))
		raised := x.Greater(zero).And(x.Less(infinity))

		tiny := x.Less(least)
		bits := x.Mul(up).Merge(x, tiny).AsInt32x16()
		e := bits.Sub(root).ShiftAllRight(23)
		m := bits.Sub(e.ShiftAllLeft(23)).AsFloat32x16()
		s := m.Sub(one).Div(m.Add(one))
		z := s.Mul(s)
		series := z.MulAdd(l4, l3).MulAdd(z, l2).MulAdd(z, l1).MulAdd(z, l0)
		log := series.MulAdd(s, e.ConvertToFloat32().Add(down.Masked(tiny)))

		t := log.Mul(p).Max(lowest).Min(highest)
		n := t.RoundToEvenScaled(0)
		f := t.Sub(n)
		y := f.MulAdd(e7, e6).MulAdd(f, e5).MulAdd(f, e4).MulAdd(f, e3).MulAdd(f, e2).MulAdd(f, e1).MulAdd(f, one)
		whole := n.ConvertToInt32() // in two halves, for each must be a normal number
		half := whole.ShiftAllRight(1)
		y = y.Mul(half.Add(bias).ShiftAllLeft(23).AsFloat32x16()).Mul(whole.Sub(half).Add(bias).ShiftAllLeft(23).AsFloat32x16())
		y.Merge(x, raised).Store(at16(v, i))
	}
}

func saturate16(c *grade, red, green, blue []float32) {
	wr, wg, wb := archsimd.BroadcastFloat32x16(lumaR), archsimd.BroadcastFloat32x16(lumaG), archsimd.BroadcastFloat32x16(lumaB)
	sat := archsimd.BroadcastFloat32x16(float32(c.Saturation))
	zero, one := archsimd.BroadcastFloat32x16(0), archsimd.BroadcastFloat32x16(1)
	for i := 0; i+16 <= len(red); i += 16 {
		r, g, b := archsimd.LoadFloat32x16(at16(red, i)), archsimd.LoadFloat32x16(at16(green, i)), archsimd.LoadFloat32x16(at16(blue, i))
		luma := r.MulAdd(wr, g.MulAdd(wg, b.Mul(wb)))
		r, g, b = r.Sub(luma).MulAdd(sat, luma), g.Sub(luma).MulAdd(sat, luma), b.Sub(luma).MulAdd(sat, luma)
		if c.Clamp {
			r, g, b = r.Masked(r.Greater(zero)).Min(one), g.Masked(g.Greater(zero)).Min(one), b.Masked(b.Greater(zero)).Min(one)
		}
		r.Store(at16(red, i))
		g.Store(at16(green, i))
		b.Store(at16(blue, i))
	}
}
