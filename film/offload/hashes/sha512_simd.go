//go:build goexperiment.simd && amd64

package hashes

import (
	"math/big"
	"simd/archsimd"
	"unsafe"
)

// sha512Table are the constants of the 80 rounds, once for each lane: the first 64 bits of the
// fractional parts of the cube roots of the first 80 primes (FIPS 180-4, 4.2.3).
var sha512Table = func() (t [80][width]uint64) {
	for i, p := 0, int64(2); i < len(t); p++ {
		if !big.NewInt(p).ProbablyPrime(0) {
			continue
		}
		n := cubeRoot(new(big.Int).Lsh(big.NewInt(p), 3*64))
		k := n.And(n, new(big.Int).SetUint64(^uint64(0))).Uint64()
		t[i] = [width]uint64{k, k, k, k}
		i++
	}
	return t
}()

// cubeRoot is the whole part of a cube root below 2^67, bit by bit.
func cubeRoot(n *big.Int) *big.Int {
	root, cube := new(big.Int), new(big.Int)
	for bit := 67; bit >= 0; bit-- {
		root.SetBit(root, bit, 1)
		if cube.Mul(root, root).Mul(cube, root).Cmp(n) > 0 {
			root.SetBit(root, bit, 0)
		}
	}
	return root
}

// sha512Round is a round of FIPS 180-4, 6.4.2: the new e and a, and a^b, which the next round needs
// as b^c: so the majority costs two operations.
func sha512Round(a, b, bc, d, e, f, g, h, w, k archsimd.Uint64x4) (_, _, ab archsimd.Uint64x4) {
	ab = a.Xor(b)
	t := e.RotateAllRight(14).Xor(e.RotateAllRight(18)).Xor(e.RotateAllRight(41)).Add(h.Add(k).Add(w)).Add(g.Xor(e.And(f.Xor(g))))
	return d.Add(t), a.RotateAllRight(28).Xor(a.RotateAllRight(34)).Xor(a.RotateAllRight(39)).Add(b.Xor(ab.And(bc))).Add(t), ab
}

// sha512Next is the word sixteen further on of the message schedule.
func sha512Next(w, w1, w9, w14 archsimd.Uint64x4) archsimd.Uint64x4 {
	return w.Add(w1.RotateAllRight(1).Xor(w1.RotateAllRight(8)).Xor(w1.ShiftAllRight(7))).Add(w9).
		Add(w14.RotateAllRight(19).Xor(w14.RotateAllRight(61)).Xor(w14.ShiftAllRight(6)))
}

// swapWords turns the bytes of each word round: SHA-512 reads them with the greatest first.
var swapWords = [32]int8{7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8}

func sha512Load(p *byte, off int, swap archsimd.Int8x32) archsimd.Uint64x4 {
	return archsimd.LoadUint8x32((*[32]uint8)(unsafe.Add(unsafe.Pointer(p), off))).PermuteOrZeroGrouped(swap).AsUint64x4()
}

// sha512Words gathers four words of every stream: the first of all, the second of all, and so on.
func sha512Words(p *[width]*byte, off int, swap archsimd.Int8x32) (w0, w1, w2, w3 archsimd.Uint64x4) {
	x0, x1, x2, x3 := sha512Load(p[0], off, swap), sha512Load(p[1], off, swap), sha512Load(p[2], off, swap), sha512Load(p[3], off, swap)
	l, h := x0.InterleaveLoGrouped(x1), x0.InterleaveHiGrouped(x1)
	l2, h2 := x2.InterleaveLoGrouped(x3), x2.InterleaveHiGrouped(x3)
	return l.Select128FromPair(0, 2, l2), h.Select128FromPair(0, 2, h2), l.Select128FromPair(1, 3, l2), h.Select128FromPair(1, 3, h2)
}

// sha512Blocks takes n bytes of each stream, whole blocks, into the states: s[i][lane] is word i.
func sha512Blocks(s *[8][width]uint64, p *[width]*byte, n int) {
	swap := archsimd.LoadInt8x32(&swapWords)
	a, b, c, d := archsimd.LoadUint64x4(&s[0]), archsimd.LoadUint64x4(&s[1]), archsimd.LoadUint64x4(&s[2]), archsimd.LoadUint64x4(&s[3])
	e, f, g, h := archsimd.LoadUint64x4(&s[4]), archsimd.LoadUint64x4(&s[5]), archsimd.LoadUint64x4(&s[6]), archsimd.LoadUint64x4(&s[7])
	for off := 0; off < n; off += 128 {
		w0, w1, w2, w3 := sha512Words(p, off+0, swap)
		w4, w5, w6, w7 := sha512Words(p, off+32, swap)
		w8, w9, w10, w11 := sha512Words(p, off+64, swap)
		w12, w13, w14, w15 := sha512Words(p, off+96, swap)
		a0, b0, c0, d0, e0, f0, g0, h0 := a, b, c, d, e, f, g, h
		bc := b.Xor(c)
		for k := 0; k < 64; k += 16 {
			d, h, bc = sha512Round(a, b, bc, d, e, f, g, h, w0, archsimd.LoadUint64x4(&sha512Table[k+0]))
			w0 = sha512Next(w0, w1, w9, w14)
			c, g, bc = sha512Round(h, a, bc, c, d, e, f, g, w1, archsimd.LoadUint64x4(&sha512Table[k+1]))
			w1 = sha512Next(w1, w2, w10, w15)
			b, f, bc = sha512Round(g, h, bc, b, c, d, e, f, w2, archsimd.LoadUint64x4(&sha512Table[k+2]))
			w2 = sha512Next(w2, w3, w11, w0)
			a, e, bc = sha512Round(f, g, bc, a, b, c, d, e, w3, archsimd.LoadUint64x4(&sha512Table[k+3]))
			w3 = sha512Next(w3, w4, w12, w1)
			h, d, bc = sha512Round(e, f, bc, h, a, b, c, d, w4, archsimd.LoadUint64x4(&sha512Table[k+4]))
			w4 = sha512Next(w4, w5, w13, w2)
			g, c, bc = sha512Round(d, e, bc, g, h, a, b, c, w5, archsimd.LoadUint64x4(&sha512Table[k+5]))
			w5 = sha512Next(w5, w6, w14, w3)
			f, b, bc = sha512Round(c, d, bc, f, g, h, a, b, w6, archsimd.LoadUint64x4(&sha512Table[k+6]))
			w6 = sha512Next(w6, w7, w15, w4)
			e, a, bc = sha512Round(b, c, bc, e, f, g, h, a, w7, archsimd.LoadUint64x4(&sha512Table[k+7]))
			w7 = sha512Next(w7, w8, w0, w5)
			d, h, bc = sha512Round(a, b, bc, d, e, f, g, h, w8, archsimd.LoadUint64x4(&sha512Table[k+8]))
			w8 = sha512Next(w8, w9, w1, w6)
			c, g, bc = sha512Round(h, a, bc, c, d, e, f, g, w9, archsimd.LoadUint64x4(&sha512Table[k+9]))
			w9 = sha512Next(w9, w10, w2, w7)
			b, f, bc = sha512Round(g, h, bc, b, c, d, e, f, w10, archsimd.LoadUint64x4(&sha512Table[k+10]))
			w10 = sha512Next(w10, w11, w3, w8)
			a, e, bc = sha512Round(f, g, bc, a, b, c, d, e, w11, archsimd.LoadUint64x4(&sha512Table[k+11]))
			w11 = sha512Next(w11, w12, w4, w9)
			h, d, bc = sha512Round(e, f, bc, h, a, b, c, d, w12, archsimd.LoadUint64x4(&sha512Table[k+12]))
			w12 = sha512Next(w12, w13, w5, w10)
			g, c, bc = sha512Round(d, e, bc, g, h, a, b, c, w13, archsimd.LoadUint64x4(&sha512Table[k+13]))
			w13 = sha512Next(w13, w14, w6, w11)
			f, b, bc = sha512Round(c, d, bc, f, g, h, a, b, w14, archsimd.LoadUint64x4(&sha512Table[k+14]))
			w14 = sha512Next(w14, w15, w7, w12)
			e, a, bc = sha512Round(b, c, bc, e, f, g, h, a, w15, archsimd.LoadUint64x4(&sha512Table[k+15]))
			w15 = sha512Next(w15, w0, w8, w13)
		}
		const k = 64
		d, h, bc = sha512Round(a, b, bc, d, e, f, g, h, w0, archsimd.LoadUint64x4(&sha512Table[k+0]))
		c, g, bc = sha512Round(h, a, bc, c, d, e, f, g, w1, archsimd.LoadUint64x4(&sha512Table[k+1]))
		b, f, bc = sha512Round(g, h, bc, b, c, d, e, f, w2, archsimd.LoadUint64x4(&sha512Table[k+2]))
		a, e, bc = sha512Round(f, g, bc, a, b, c, d, e, w3, archsimd.LoadUint64x4(&sha512Table[k+3]))
		h, d, bc = sha512Round(e, f, bc, h, a, b, c, d, w4, archsimd.LoadUint64x4(&sha512Table[k+4]))
		g, c, bc = sha512Round(d, e, bc, g, h, a, b, c, w5, archsimd.LoadUint64x4(&sha512Table[k+5]))
		f, b, bc = sha512Round(c, d, bc, f, g, h, a, b, w6, archsimd.LoadUint64x4(&sha512Table[k+6]))
		e, a, bc = sha512Round(b, c, bc, e, f, g, h, a, w7, archsimd.LoadUint64x4(&sha512Table[k+7]))
		d, h, bc = sha512Round(a, b, bc, d, e, f, g, h, w8, archsimd.LoadUint64x4(&sha512Table[k+8]))
		c, g, bc = sha512Round(h, a, bc, c, d, e, f, g, w9, archsimd.LoadUint64x4(&sha512Table[k+9]))
		b, f, bc = sha512Round(g, h, bc, b, c, d, e, f, w10, archsimd.LoadUint64x4(&sha512Table[k+10]))
		a, e, bc = sha512Round(f, g, bc, a, b, c, d, e, w11, archsimd.LoadUint64x4(&sha512Table[k+11]))
		h, d, bc = sha512Round(e, f, bc, h, a, b, c, d, w12, archsimd.LoadUint64x4(&sha512Table[k+12]))
		g, c, bc = sha512Round(d, e, bc, g, h, a, b, c, w13, archsimd.LoadUint64x4(&sha512Table[k+13]))
		f, b, bc = sha512Round(c, d, bc, f, g, h, a, b, w14, archsimd.LoadUint64x4(&sha512Table[k+14]))
		e, a, bc = sha512Round(b, c, bc, e, f, g, h, a, w15, archsimd.LoadUint64x4(&sha512Table[k+15]))
		a, b, c, d = a.Add(a0), b.Add(b0), c.Add(c0), d.Add(d0)
		e, f, g, h = e.Add(e0), f.Add(f0), g.Add(g0), h.Add(h0)
	}
	a.Store(&s[0])
	b.Store(&s[1])
	c.Store(&s[2])
	d.Store(&s[3])
	e.Store(&s[4])
	f.Store(&s[5])
	g.Store(&s[6])
	h.Store(&s[7])
	archsimd.ClearAVXUpperBits()
}
