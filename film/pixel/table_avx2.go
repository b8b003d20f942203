//go:build goexperiment.simd && amd64

package pixel

import (
	"simd/archsimd"
	"unsafe"
)

// cells is where eight pixels lie in a table: the places of four corners of the cell of each, in bytes, and the weights
// of the corners.
type cells struct {
	near, one, two, far [8]uint32
	w0, w1, w2, w3      [8]float32
}

// spread8 makes of eight weights those of two pixels, j and j+4, four times each.
var spread8 = [4][8]uint32{{0, 0, 0, 0, 4, 4, 4, 4}, {1, 1, 1, 1, 5, 5, 5, 5}, {2, 2, 2, 2, 6, 6, 6, 6}, {3, 3, 3, 3, 7, 7, 7, 7}}

// table8 finds cells and weights of eight pixels at once. Then it mixes the corners, two pixels in a vector: a point of
// the table, red green blue, is one load, which is several times quicker than gathering the channels one by one.
func table8(t *table, red, green, blue []float32) {
	points := t.padded()
	edge := float32(t.edge)
	zero, unit := archsimd.BroadcastFloat32x8(0), archsimd.BroadcastFloat32x8(1)
	last, below := archsimd.BroadcastFloat32x8(edge-1), archsimd.BroadcastFloat32x8(edge-2)
	stepR, stepG, all := archsimd.BroadcastFloat32x8(edge*edge), archsimd.BroadcastFloat32x8(edge), archsimd.BroadcastFloat32x8(edge*edge+edge+1)
	var c cells
	for i := 0; i+8 <= len(red); i += 8 {
		r := archsimd.LoadFloat32x8(at8(red, i))
		g := archsimd.LoadFloat32x8(at8(green, i))
		b := archsimd.LoadFloat32x8(at8(blue, i))
		r, g, b = r.Masked(r.Greater(zero)), g.Masked(g.Greater(zero)), b.Masked(b.Greater(zero)) // what is not a number too
		r, g, b = r.Mul(last).Min(last), g.Mul(last).Min(last), b.Mul(last).Min(last)
		ri, gi, bi := r.Trunc().Min(below), g.Trunc().Min(below), b.Trunc().Min(below)
		r, g, b = r.Sub(ri), g.Sub(gi), b.Sub(bi)

		// Places are whole numbers below 2²⁴, so float32 has them exactly.
		near := ri.MulAdd(stepG, gi).MulAdd(stepG, bi)
		redFirst := r.Greater(g)
		most := stepR.Merge(unit.Merge(stepG, b.Greater(g)), redFirst.And(r.Greater(b)))
		least := unit.Merge(stepG, g.Greater(b)).Merge(stepR.Merge(unit, b.Greater(r)), redFirst)
		far := near.Add(all)
		near.ConvertToInt32().ShiftAllLeft(4).AsUint32x8().Store(&c.near)
		near.Add(most).ConvertToInt32().ShiftAllLeft(4).AsUint32x8().Store(&c.one)
		far.Sub(least).ConvertToInt32().ShiftAllLeft(4).AsUint32x8().Store(&c.two)
		far.ConvertToInt32().ShiftAllLeft(4).AsUint32x8().Store(&c.far)

		high, low := r.Max(g), r.Min(g)
		w1, w2, w3 := high.Max(b), low.Max(high.Min(b)), low.Min(b)
		unit.Sub(w1).Store(&c.w0)
		w1.Sub(w2).Store(&c.w1)
		w2.Sub(w3).Store(&c.w2)
		w3.Store(&c.w3)
		mix8(points, &c, at8(red, i), at8(green, i), at8(blue, i))
	}
	archsimd.ClearAVXUpperBits()
}

// mix8 adds up the weighted corners of eight pixels, in the order of the reference.
//
// It reads points without looking whether they are in the table: the places come from inputs limited to it, and behind
// the last point is another that is not used (see newTable).
func mix8(points [][4]float32, c *cells, red, green, blue *[8]float32) {
	base := unsafe.Pointer(&points[0])
	w0, w1, w2, w3 := archsimd.LoadFloat32x8(&c.w0), archsimd.LoadFloat32x8(&c.w1), archsimd.LoadFloat32x8(&c.w2), archsimd.LoadFloat32x8(&c.w3)
	var mixed [4][8]float32
	for j := range 4 {
		pair := archsimd.LoadUint32x8(&spread8[j])
		v := pair2(base, c.near[j], c.near[j+4]).Mul(w0.Permute(pair))
		v = v.Add(pair2(base, c.one[j], c.one[j+4]).Mul(w1.Permute(pair)))
		v = v.Add(pair2(base, c.two[j], c.two[j+4]).Mul(w2.Permute(pair)))
		v = v.Add(pair2(base, c.far[j], c.far[j+4]).Mul(w3.Permute(pair)))
		v.Store(&mixed[j])
	}
	p0, p1, p2, p3 := archsimd.LoadFloat32x8(&mixed[0]), archsimd.LoadFloat32x8(&mixed[1]), archsimd.LoadFloat32x8(&mixed[2]), archsimd.LoadFloat32x8(&mixed[3])
	rg, also := p0.SelectFromPairGrouped(0, 1, 4, 5, p1), p2.SelectFromPairGrouped(0, 1, 4, 5, p3)
	rg.SelectFromPairGrouped(0, 2, 4, 6, also).Store(red)
	rg.SelectFromPairGrouped(1, 3, 5, 7, also).Store(green)
	p0.SelectFromPairGrouped(2, 3, 6, 7, p1).SelectFromPairGrouped(0, 2, 4, 6, p2.SelectFromPairGrouped(2, 3, 6, 7, p3)).Store(blue)
}

// pair2 is two points of a table in one vector. The load of the first takes its neighbour along, which costs nothing,
// and the second takes the neighbour's place.
func pair2(base unsafe.Pointer, a, b uint32) archsimd.Float32x8 {
	v := archsimd.LoadFloat32x8((*[8]float32)(unsafe.Add(base, a)))
	return v.SetHi(archsimd.LoadFloat32x4((*[4]float32)(unsafe.Add(base, b))))
}
