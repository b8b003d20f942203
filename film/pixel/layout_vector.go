//go:build goexperiment.simd && amd64

package pixel

import "simd/archsimd"

// Eight RGB pixels are three vectors. Of each channel the places in the three differ modulo eight, so that two blends
// collect them and one permutation sorts them.
var (
	order8 = [3][8]uint32{{0, 3, 6, 1, 4, 7, 2, 5}, {1, 4, 7, 2, 5, 0, 3, 6}, {2, 5, 0, 3, 6, 1, 4, 7}}
	place8 = [3][8]uint32{{0, 3, 6, 1, 4, 7, 2, 5}, {5, 0, 3, 6, 1, 4, 7, 2}, {2, 5, 0, 3, 6, 1, 4, 7}} // undoes order8
	third8 = [3][8]int32{{-1, 0, 0, -1, 0, 0, -1, 0}, {0, -1, 0, 0, -1, 0, 0, -1}, {0, 0, -1, 0, 0, -1, 0, 0}}
)

func split8(t *tile, px []float32) {
	n := len(px) / 24 * 24
	first, second := archsimd.LoadInt32x8(&third8[0]).ToMask(), archsimd.LoadInt32x8(&third8[1]).ToMask()
	red, green, blue := archsimd.LoadUint32x8(&order8[0]), archsimd.LoadUint32x8(&order8[1]), archsimd.LoadUint32x8(&order8[2])
	for i, o := 0, 0; i < n; i, o = i+24, o+8 {
		a, b, c := archsimd.LoadFloat32x8(at8(px, i)), archsimd.LoadFloat32x8(at8(px, i+8)), archsimd.LoadFloat32x8(at8(px, i+16))
		a.Merge(b.Merge(c, second), first).Permute(red).Store(at8(t.r[:], o))
		c.Merge(a.Merge(b, second), first).Permute(green).Store(at8(t.g[:], o))
		b.Merge(c.Merge(a, second), first).Permute(blue).Store(at8(t.b[:], o))
	}
	for i, o := n, n/3; i < len(px); i, o = i+3, o+1 {
		t.r[o], t.g[o], t.b[o] = px[i], px[i+1], px[i+2]
	}
	archsimd.ClearAVXUpperBits()
}

func join8(px []float32, t *tile) {
	n := len(px) / 24 * 24
	first, second := archsimd.LoadInt32x8(&third8[0]).ToMask(), archsimd.LoadInt32x8(&third8[1]).ToMask()
	red, green, blue := archsimd.LoadUint32x8(&place8[0]), archsimd.LoadUint32x8(&place8[1]), archsimd.LoadUint32x8(&place8[2])
	for i, o := 0, 0; i < n; i, o = i+24, o+8 {
		r := archsimd.LoadFloat32x8(at8(t.r[:], o)).Permute(red)
		g := archsimd.LoadFloat32x8(at8(t.g[:], o)).Permute(green)
		b := archsimd.LoadFloat32x8(at8(t.b[:], o)).Permute(blue)
		r.Merge(g.Merge(b, second), first).Store(at8(px, i))
		b.Merge(r.Merge(g, second), first).Store(at8(px, i+8))
		g.Merge(b.Merge(r, second), first).Store(at8(px, i+16))
	}
	for i, o := n, n/3; i < len(px); i, o = i+3, o+1 {
		px[i], px[i+1], px[i+2] = t.r[o], t.g[o], t.b[o]
	}
	archsimd.ClearAVXUpperBits()
}

func splitA4(t *tile, px []float32) {
	n := len(px) / 16 * 16
	for i, o := 0, 0; i < n; i, o = i+16, o+4 {
		a, b, c, d := archsimd.LoadFloat32x4(at4(px, i)), archsimd.LoadFloat32x4(at4(px, i+4)), archsimd.LoadFloat32x4(at4(px, i+8)), archsimd.LoadFloat32x4(at4(px, i+12))
		rg, also := a.SelectFromPair(0, 1, 4, 5, b), c.SelectFromPair(0, 1, 4, 5, d)
		rg.SelectFromPair(0, 2, 4, 6, also).Store(at4(t.r[:], o))
		rg.SelectFromPair(1, 3, 5, 7, also).Store(at4(t.g[:], o))
		a.SelectFromPair(2, 3, 6, 7, b).SelectFromPair(0, 2, 4, 6, c.SelectFromPair(2, 3, 6, 7, d)).Store(at4(t.b[:], o))
	}
	for i, o := n, n/4; i < len(px); i, o = i+4, o+1 {
		t.r[o], t.g[o], t.b[o] = px[i], px[i+1], px[i+2]
	}
	archsimd.ClearAVXUpperBits()
}

func joinA4(px []float32, t *tile) {
	n := len(px) / 16 * 16
	for i, o := 0, 0; i < n; i, o = i+16, o+4 {
		r, g, b := archsimd.LoadFloat32x4(at4(t.r[:], o)), archsimd.LoadFloat32x4(at4(t.g[:], o)), archsimd.LoadFloat32x4(at4(t.b[:], o))
		low, high := r.SelectFromPair(0, 1, 4, 5, g), r.SelectFromPair(2, 3, 6, 7, g) // r0 r1 g0 g1, r2 r3 g2 g3
		alpha := [4]float32{px[i+3], px[i+7], px[i+11], px[i+15]}
		a := archsimd.LoadFloat32x4(&alpha)
		lowA, highA := b.SelectFromPair(0, 1, 4, 5, a), b.SelectFromPair(2, 3, 6, 7, a)
		low.SelectFromPair(0, 2, 4, 6, lowA).Store(at4(px, i))
		low.SelectFromPair(1, 3, 5, 7, lowA).Store(at4(px, i+4))
		high.SelectFromPair(0, 2, 4, 6, highA).Store(at4(px, i+8))
		high.SelectFromPair(1, 3, 5, 7, highA).Store(at4(px, i+12))
	}
	for i, o := n, n/4; i < len(px); i, o = i+4, o+1 {
		px[i], px[i+1], px[i+2] = t.r[o], t.g[o], t.b[o]
	}
	archsimd.ClearAVXUpperBits()
}
