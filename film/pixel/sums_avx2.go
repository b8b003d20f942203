//go:build goexperiment.simd && amd64

package pixel

import "simd/archsimd"

// curve8 finds places and weights of eight values at once; the points are loaded one by one, and lie so that one
// selection puts the eight in order.
func curve8(c *ramp, v []float32) {
	pairs := c.pairs()
	n := float32(len(pairs))
	zero := archsimd.BroadcastFloat32x8(0)
	last, below := archsimd.BroadcastFloat32x8(n), archsimd.BroadcastFloat32x8(n-1)
	var at [8]uint32
	var p, q [4]uint64
	for i := 0; i+8 <= len(v); i += 8 {
		x := archsimd.LoadFloat32x8(at8(v, i))
		x = x.Masked(x.Greater(zero)).Mul(last).Min(last)
		point := x.Trunc().Min(below)
		point.ConvertToInt32().AsUint32x8().Store(&at)
		p[0], p[1], q[0], q[1] = pairs[at[0]], pairs[at[1]], pairs[at[2]], pairs[at[3]]
		p[2], p[3], q[2], q[3] = pairs[at[4]], pairs[at[5]], pairs[at[6]], pairs[at[7]]
		first, rest := archsimd.LoadUint64x4(&p).AsFloat32x8(), archsimd.LoadUint64x4(&q).AsFloat32x8()
		from, add := first.SelectFromPairGrouped(0, 2, 4, 6, rest), first.SelectFromPairGrouped(1, 3, 5, 7, rest)
		x.Sub(point).Mul(add).Add(from).Store(at8(v, i))
	}
	archsimd.ClearAVXUpperBits()
}

// line4 and matrix4 multiply and add without fusing, as the reference does.
func line4(l line, v []float32) {
	scale, add := archsimd.BroadcastFloat64x4(l.scale), archsimd.BroadcastFloat64x4(l.add)
	low, high := archsimd.BroadcastFloat64x4(l.low), archsimd.BroadcastFloat64x4(l.high)
	for i := 0; i+4 <= len(v); i += 4 {
		x := archsimd.LoadFloat32x4(at4(v, i)).ConvertToFloat64().Mul(scale).Add(add)
		x.Merge(low, x.Greater(low)).Min(high).ConvertToFloat32().Store(at4(v, i))
	}
	archsimd.ClearAVXUpperBits()
}

func matrix4(m *matrix, red, green, blue []float32) {
	for i := 0; i+4 <= len(red); i += 4 {
		r := archsimd.LoadFloat32x4(at4(red, i)).ConvertToFloat64()
		g := archsimd.LoadFloat32x4(at4(green, i)).ConvertToFloat64()
		b := archsimd.LoadFloat32x4(at4(blue, i)).ConvertToFloat64()
		row4(m, 0, r, g, b).Store(at4(red, i))
		row4(m, 1, r, g, b).Store(at4(green, i))
		row4(m, 2, r, g, b).Store(at4(blue, i))
	}
	archsimd.ClearAVXUpperBits()
}

func row4(m *matrix, k int, r, g, b archsimd.Float64x4) archsimd.Float32x4 {
	sum := r.Mul(archsimd.BroadcastFloat64x4(m.m[k][0]))
	sum = sum.Add(g.Mul(archsimd.BroadcastFloat64x4(m.m[k][1])))
	sum = sum.Add(b.Mul(archsimd.BroadcastFloat64x4(m.m[k][2])))
	return sum.Add(archsimd.BroadcastFloat64x4(m.offset[k])).ConvertToFloat32()
}
