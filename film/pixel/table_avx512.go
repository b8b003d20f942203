//go:build goexperiment.simd && amd64

package pixel

import "simd/archsimd"

// table16 is table8 with cells and weights of sixteen pixels found at once.
func table16(t *table, red, green, blue []float32) {
	points := t.padded()
	edge := float32(t.edge)
	zero, unit := archsimd.BroadcastFloat32x16(0), archsimd.BroadcastFloat32x16(1)
	last, below := archsimd.BroadcastFloat32x16(edge-1), archsimd.BroadcastFloat32x16(edge-2)
	stepR, stepG, all := archsimd.BroadcastFloat32x16(edge*edge), archsimd.BroadcastFloat32x16(edge), archsimd.BroadcastFloat32x16(edge*edge+edge+1)
	var c, d cells
	for i := 0; i+16 <= len(red); i += 16 {
		r := archsimd.LoadFloat32x16(at16(red, i))
		g := archsimd.LoadFloat32x16(at16(green, i))
		b := archsimd.LoadFloat32x16(at16(blue, i))
		r, g, b = r.Masked(r.Greater(zero)), g.Masked(g.Greater(zero)), b.Masked(b.Greater(zero)) // what is not a number too
		r, g, b = r.Mul(last).Min(last), g.Mul(last).Min(last), b.Mul(last).Min(last)
		ri, gi, bi := whole16(r).Min(below), whole16(g).Min(below), whole16(b).Min(below)
		r, g, b = r.Sub(ri), g.Sub(gi), b.Sub(bi)

		near := ri.MulAdd(stepG, gi).MulAdd(stepG, bi)
		redFirst := r.Greater(g)
		most := stepR.Merge(unit.Merge(stepG, b.Greater(g)), redFirst.And(r.Greater(b)))
		least := unit.Merge(stepG, g.Greater(b)).Merge(stepR.Merge(unit, b.Greater(r)), redFirst)
		far := near.Add(all)
		places16(near, &c.near, &d.near)
		places16(near.Add(most), &c.one, &d.one)
		places16(far.Sub(least), &c.two, &d.two)
		places16(far, &c.far, &d.far)

		high, low := r.Max(g), r.Min(g)
		w1, w2, w3 := high.Max(b), low.Max(high.Min(b)), low.Min(b)
		halves16(unit.Sub(w1), &c.w0, &d.w0)
		halves16(w1.Sub(w2), &c.w1, &d.w1)
		halves16(w2.Sub(w3), &c.w2, &d.w2)
		halves16(w3, &c.w3, &d.w3)
		mix8(points, &c, at8(red, i), at8(green, i), at8(blue, i))
		mix8(points, &d, at8(red, i+8), at8(green, i+8), at8(blue, i+8))
	}
	archsimd.ClearAVXUpperBits()
}

// places16 makes places in bytes of places in points.
func places16(v archsimd.Float32x16, low, high *[8]uint32) {
	p := v.ConvertToInt32().ShiftAllLeft(4).AsUint32x16()
	p.GetLo().Store(low)
	p.GetHi().Store(high)
}

func halves16(v archsimd.Float32x16, low, high *[8]float32) {
	v.GetLo().Store(low)
	v.GetHi().Store(high)
}

// whole16 is the whole part of what is not negative.
func whole16(v archsimd.Float32x16) archsimd.Float32x16 { return v.ConvertToInt32().ConvertToFloat32() }
