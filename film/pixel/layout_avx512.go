//go:build goexperiment.simd && amd64

package pixel

import "simd/archsimd"

// Sixteen RGB pixels are three vectors. apart16 says of each channel which places of the first two vectors it takes, 0
// to 31, and which of that and the third, 16 to 31; together16 says of each vector what it takes of red and green, and
// of that and blue.
var apart16, together16 = orders16()

func orders16() (apart, together [3][2][16]uint32) {
	for k := range 3 {
		for i := range 16 {
			apart[k][1][i] = uint32(i) // what the first two gave
			if from := 3*i + k; from < 32 {
				apart[k][0][i] = uint32(from)
			} else {
				apart[k][1][i] = uint32(from - 16)
			}
			pixel, channel := (16*k+i)/3, (16*k+i)%3
			together[k][1][i] = uint32(i)
			switch channel {
			case 0:
				together[k][0][i] = uint32(pixel)
			case 1:
				together[k][0][i] = uint32(16 + pixel)
			default:
				together[k][1][i] = uint32(16 + pixel)
			}
		}
	}
	return apart, together
}

func split16(t *tile, px []float32) {
	r0, r1 := archsimd.LoadUint32x16(&apart16[0][0]), archsimd.LoadUint32x16(&apart16[0][1])
	g0, g1 := archsimd.LoadUint32x16(&apart16[1][0]), archsimd.LoadUint32x16(&apart16[1][1])
	b0, b1 := archsimd.LoadUint32x16(&apart16[2][0]), archsimd.LoadUint32x16(&apart16[2][1])
	o := 0
	for ; len(px) >= 48 && o <= Tile-16; o += 16 {
		three := (*[48]float32)(px)
		a, b, c := archsimd.LoadFloat32x16((*[16]float32)(three[:])), archsimd.LoadFloat32x16((*[16]float32)(three[16:])), archsimd.LoadFloat32x16((*[16]float32)(three[32:]))
		a.ConcatPermute(b, r0).ConcatPermute(c, r1).Store((*[16]float32)(t.r[o:]))
		a.ConcatPermute(b, g0).ConcatPermute(c, g1).Store((*[16]float32)(t.g[o:]))
		a.ConcatPermute(b, b0).ConcatPermute(c, b1).Store((*[16]float32)(t.b[o:]))
		px = px[48:]
	}
	for ; len(px) > 0; px, o = px[3:], o+1 {
		t.r[o], t.g[o], t.b[o] = px[0], px[1], px[2]
	}
	archsimd.ClearAVXUpperBits()
}

func join16(px []float32, t *tile) {
	a0, a1 := archsimd.LoadUint32x16(&together16[0][0]), archsimd.LoadUint32x16(&together16[0][1])
	b0, b1 := archsimd.LoadUint32x16(&together16[1][0]), archsimd.LoadUint32x16(&together16[1][1])
	c0, c1 := archsimd.LoadUint32x16(&together16[2][0]), archsimd.LoadUint32x16(&together16[2][1])
	o := 0
	for ; len(px) >= 48 && o <= Tile-16; o += 16 {
		three := (*[48]float32)(px)
		r, g, b := archsimd.LoadFloat32x16((*[16]float32)(t.r[o:])), archsimd.LoadFloat32x16((*[16]float32)(t.g[o:])), archsimd.LoadFloat32x16((*[16]float32)(t.b[o:]))
		r.ConcatPermute(g, a0).ConcatPermute(b, a1).Store((*[16]float32)(three[:]))
		r.ConcatPermute(g, b0).ConcatPermute(b, b1).Store((*[16]float32)(three[16:]))
		r.ConcatPermute(g, c0).ConcatPermute(b, c1).Store((*[16]float32)(three[32:]))
		px = px[48:]
	}
	for ; len(px) > 0; px, o = px[3:], o+1 {
		px[0], px[1], px[2] = t.r[o], t.g[o], t.b[o]
	}
	archsimd.ClearAVXUpperBits()
}
