package sync

import (
	"math"
	"math/bits"
	"math/cmplx"
)

// transform is a Fourier transform of one length, a power of two.
type transform struct {
	n     int
	roots []complex128 // exp(-2 pi i k/n) for k below n/2
}

func newTransform(n int) *transform {
	t := &transform{n: n, roots: make([]complex128, n/2)}
	for k := range t.roots {
		s, c := math.Sincos(-2 * math.Pi * float64(k) / float64(n))
		t.roots[k] = complex(c, s)
	}
	return t
}

// run transforms v in place. Its inverse is that of the mirrored values, undivided.
func (t *transform) run(v []complex128) {
	n := t.n
	shift := 64 - bits.Len(uint(n-1))
	for i := range v {
		if j := int(bits.Reverse64(uint64(i)) >> shift); n > 1 && j > i {
			v[i], v[j] = v[j], v[i]
		}
	}
	for size := 2; size <= n; size *= 2 {
		half, step := size/2, n/size
		for at := 0; at < n; at += size {
			lo, hi := v[at:at+half], v[at+half:at+size]
			for k := range lo {
				a, b := lo[k], hi[k]*t.roots[k*step]
				lo[k], hi[k] = a+b, a-b
			}
		}
	}
}

// power is the least power of two that is not below n.
func power(n int) int {
	p := 1
	for p < n {
		p *= 2
	}
	return p
}

// correlate gives, for each lag from -len(a)+1 to len(b)-1, the sum of a[i]*b[i+lag]; the first is for the lowest lag. With
// whiten every frequency counts as much as every other, so that the peak is sharp whatever microphones and rooms do.
func (t *transform) correlate(a, b []float64, whiten bool, keep func(bin int) bool) []float64 {
	n := t.n
	// both at once: a in the real part, b in the imaginary one
	z := make([]complex128, n)
	for i, v := range a {
		z[i] = complex(v, 0)
	}
	for i, v := range b {
		z[i] += complex(0, v)
	}
	t.run(z)
	cross := make([]complex128, n)
	for i := range z {
		if keep != nil && !keep(min(i, n-i)) {
			continue
		}
		mirror := cmplx.Conj(z[(n-i)%n])
		x, y := (z[i]+mirror)/2, (z[i]-mirror)/2i
		c := cmplx.Conj(x) * y
		if whiten {
			c /= complex(math.Hypot(real(c), imag(c))+1e-12, 0)
		}
		cross[(n-i)%n] = c // mirrored, so that the transform is the inverse
	}
	t.run(cross)
	out := make([]float64, len(a)+len(b)-1)
	for i := range out {
		out[i] = real(cross[(i-len(a)+1+n)%n]) / float64(n)
	}
	return out
}
