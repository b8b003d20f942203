//go:build goexperiment.simd && amd64

package hashes

import (
	"math"
	"simd/archsimd"
	"unsafe"
)

// md5Table are the constants of the 64 steps (RFC 1321, 3.4), once for each lane.
var md5Table = func() (t [64][width]uint32) {
	for i := range t {
		n := uint32(math.Floor(math.Abs(math.Sin(float64(i+1))) * (1 << 32)))
		t[i] = [width]uint32{n, n, n, n}
	}
	return t
}()

// The functions of RFC 1321, 3.4, each with its whole step. They are worded with as few operations
// as they have; unsigned vectors keep the compiler of Go 1.26 from joining three of them into one
// wrongly, as it does with AndNot of signed ones.
func md5F(a, b, c, d, w, k archsimd.Uint32x4, shift uint8) archsimd.Uint32x4 {
	return d.Xor(b.And(c.Xor(d))).Add(a.Add(k).Add(w)).RotateAllLeft(shift).Add(b)
}

func md5G(a, b, c, d, w, k archsimd.Uint32x4, shift uint8) archsimd.Uint32x4 {
	return c.Xor(d.And(b.Xor(c))).Add(a.Add(k).Add(w)).RotateAllLeft(shift).Add(b)
}

func md5H(a, b, c, d, w, k archsimd.Uint32x4, shift uint8) archsimd.Uint32x4 {
	return c.Xor(d).Xor(b).Add(a.Add(k).Add(w)).RotateAllLeft(shift).Add(b)
}

func md5I(a, b, c, d, w, k archsimd.Uint32x4, shift uint8, ones archsimd.Uint32x4) archsimd.Uint32x4 {
	return d.Xor(ones).Or(b).Xor(c).Add(a.Add(k).Add(w)).RotateAllLeft(shift).Add(b)
}

func md5Load(p *byte, off int) archsimd.Uint32x4 {
	return archsimd.LoadUint32x4((*[4]uint32)(unsafe.Add(unsafe.Pointer(p), off)))
}

// md5Words gathers four words of every stream: the first of all, the second of all, and so on.
func md5Words(p *[width]*byte, off int) (w0, w1, w2, w3 archsimd.Uint32x4) {
	x0, x1, x2, x3 := md5Load(p[0], off), md5Load(p[1], off), md5Load(p[2], off), md5Load(p[3], off)
	a, b := x0.InterleaveLo(x1).AsUint64x2(), x0.InterleaveHi(x1).AsUint64x2()
	c, d := x2.InterleaveLo(x3).AsUint64x2(), x2.InterleaveHi(x3).AsUint64x2()
	return a.InterleaveLo(c).AsUint32x4(), a.InterleaveHi(c).AsUint32x4(), b.InterleaveLo(d).AsUint32x4(), b.InterleaveHi(d).AsUint32x4()
}

// md5Blocks takes n bytes of each stream, whole blocks, into the states: s[i][lane] is word i.
func md5Blocks(s *[4][width]uint32, p *[width]*byte, n int) {
	archsimd.ClearAVXUpperBits() // what an earlier vector left there would slow all that follows
	ones := archsimd.BroadcastUint32x4(^uint32(0))
	a, b, c, d := archsimd.LoadUint32x4(&s[0]), archsimd.LoadUint32x4(&s[1]), archsimd.LoadUint32x4(&s[2]), archsimd.LoadUint32x4(&s[3])
	for off := 0; off < n; off += 64 {
		w0, w1, w2, w3 := md5Words(p, off)
		w4, w5, w6, w7 := md5Words(p, off+16)
		w8, w9, w10, w11 := md5Words(p, off+32)
		w12, w13, w14, w15 := md5Words(p, off+48)
		a0, b0, c0, d0 := a, b, c, d

		a = md5F(a, b, c, d, w0, archsimd.LoadUint32x4(&md5Table[0]), 7)
		d = md5F(d, a, b, c, w1, archsimd.LoadUint32x4(&md5Table[1]), 12)
		c = md5F(c, d, a, b, w2, archsimd.LoadUint32x4(&md5Table[2]), 17)
		b = md5F(b, c, d, a, w3, archsimd.LoadUint32x4(&md5Table[3]), 22)
		a = md5F(a, b, c, d, w4, archsimd.LoadUint32x4(&md5Table[4]), 7)
		d = md5F(d, a, b, c, w5, archsimd.LoadUint32x4(&md5Table[5]), 12)
		c = md5F(c, d, a, b, w6, archsimd.LoadUint32x4(&md5Table[6]), 17)
		b = md5F(b, c, d, a, w7, archsimd.LoadUint32x4(&md5Table[7]), 22)
		a = md5F(a, b, c, d, w8, archsimd.LoadUint32x4(&md5Table[8]), 7)
		d = md5F(d, a, b, c, w9, archsimd.LoadUint32x4(&md5Table[9]), 12)
		c = md5F(c, d, a, b, w10, archsimd.LoadUint32x4(&md5Table[10]), 17)
		b = md5F(b, c, d, a, w11, archsimd.LoadUint32x4(&md5Table[11]), 22)
		a = md5F(a, b, c, d, w12, archsimd.LoadUint32x4(&md5Table[12]), 7)
		d = md5F(d, a, b, c, w13, archsimd.LoadUint32x4(&md5Table[13]), 12)
		c = md5F(c, d, a, b, w14, archsimd.LoadUint32x4(&md5Table[14]), 17)
		b = md5F(b, c, d, a, w15, archsimd.LoadUint32x4(&md5Table[15]), 22)

		a = md5G(a, b, c, d, w1, archsimd.LoadUint32x4(&md5Table[16]), 5)
		d = md5G(d, a, b, c, w6, archsimd.LoadUint32x4(&md5Table[17]), 9)
		c = md5G(c, d, a, b, w11, archsimd.LoadUint32x4(&md5Table[18]), 14)
		b = md5G(b, c, d, a, w0, archsimd.LoadUint32x4(&md5Table[19]), 20)
		a = md5G(a, b, c, d, w5, archsimd.LoadUint32x4(&md5Table[20]), 5)
		d = md5G(d, a, b, c, w10, archsimd.LoadUint32x4(&md5Table[21]), 9)
		c = md5G(c, d, a, b, w15, archsimd.LoadUint32x4(&md5Table[22]), 14)
		b = md5G(b, c, d, a, w4, archsimd.LoadUint32x4(&md5Table[23]), 20)
		a = md5G(a, b, c, d, w9, archsimd.LoadUint32x4(&md5Table[24]), 5)
		d = md5G(d, a, b, c, w14, archsimd.LoadUint32x4(&md5Table[25]), 9)
		c = md5G(c, d, a, b, w3, archsimd.LoadUint32x4(&md5Table[26]), 14)
		b = md5G(b, c, d, a, w8, archsimd.LoadUint32x4(&md5Table[27]), 20)
		a = md5G(a, b, c, d, w13, archsimd.LoadUint32x4(&md5Table[28]), 5)
		d = md5G(d, a, b, c, w2, archsimd.LoadUint32x4(&md5Table[29]), 9)
		c = md5G(c, d, a, b, w7, archsimd.LoadUint32x4(&md5Table[30]), 14)
		b = md5G(b, c, d, a, w12, archsimd.LoadUint32x4(&md5Table[31]), 20)

		a = md5H(a, b, c, d, w5, archsimd.LoadUint32x4(&md5Table[32]), 4)
		d = md5H(d, a, b, c, w8, archsimd.LoadUint32x4(&md5Table[33]), 11)
		c = md5H(c, d, a, b, w11, archsimd.LoadUint32x4(&md5Table[34]), 16)
		b = md5H(b, c, d, a, w14, archsimd.LoadUint32x4(&md5Table[35]), 23)
		a = md5H(a, b, c, d, w1, archsimd.LoadUint32x4(&md5Table[36]), 4)
		d = md5H(d, a, b, c, w4, archsimd.LoadUint32x4(&md5Table[37]), 11)
		c = md5H(c, d, a, b, w7, archsimd.LoadUint32x4(&md5Table[38]), 16)
		b = md5H(b, c, d, a, w10, archsimd.LoadUint32x4(&md5Table[39]), 23)
		a = md5H(a, b, c, d, w13, archsimd.LoadUint32x4(&md5Table[40]), 4)
		d = md5H(d, a, b, c, w0, archsimd.LoadUint32x4(&md5Table[41]), 11)
		c = md5H(c, d, a, b, w3, archsimd.LoadUint32x4(&md5Table[42]), 16)
		b = md5H(b, c, d, a, w6, archsimd.LoadUint32x4(&md5Table[43]), 23)
		a = md5H(a, b, c, d, w9, archsimd.LoadUint32x4(&md5Table[44]), 4)
		d = md5H(d, a, b, c, w12, archsimd.LoadUint32x4(&md5Table[45]), 11)
		c = md5H(c, d, a, b, w15, archsimd.LoadUint32x4(&md5Table[46]), 16)
		b = md5H(b, c, d, a, w2, archsimd.LoadUint32x4(&md5Table[47]), 23)

		a = md5I(a, b, c, d, w0, archsimd.LoadUint32x4(&md5Table[48]), 6, ones)
		d = md5I(d, a, b, c, w7, archsimd.LoadUint32x4(&md5Table[49]), 10, ones)
		c = md5I(c, d, a, b, w14, archsimd.LoadUint32x4(&md5Table[50]), 15, ones)
		b = md5I(b, c, d, a, w5, archsimd.LoadUint32x4(&md5Table[51]), 21, ones)
		a = md5I(a, b, c, d, w12, archsimd.LoadUint32x4(&md5Table[52]), 6, ones)
		d = md5I(d, a, b, c, w3, archsimd.LoadUint32x4(&md5Table[53]), 10, ones)
		c = md5I(c, d, a, b, w10, archsimd.LoadUint32x4(&md5Table[54]), 15, ones)
		b = md5I(b, c, d, a, w1, archsimd.LoadUint32x4(&md5Table[55]), 21, ones)
		a = md5I(a, b, c, d, w8, archsimd.LoadUint32x4(&md5Table[56]), 6, ones)
		d = md5I(d, a, b, c, w15, archsimd.LoadUint32x4(&md5Table[57]), 10, ones)
		c = md5I(c, d, a, b, w6, archsimd.LoadUint32x4(&md5Table[58]), 15, ones)
		b = md5I(b, c, d, a, w13, archsimd.LoadUint32x4(&md5Table[59]), 21, ones)
		a = md5I(a, b, c, d, w4, archsimd.LoadUint32x4(&md5Table[60]), 6, ones)
		d = md5I(d, a, b, c, w11, archsimd.LoadUint32x4(&md5Table[61]), 10, ones)
		c = md5I(c, d, a, b, w2, archsimd.LoadUint32x4(&md5Table[62]), 15, ones)
		b = md5I(b, c, d, a, w9, archsimd.LoadUint32x4(&md5Table[63]), 21, ones)

		a, b, c, d = a.Add(a0), b.Add(b0), c.Add(c0), d.Add(d0)
	}
	a.Store(&s[0])
	b.Store(&s[1])
	c.Store(&s[2])
	d.Store(&s[3])
}
