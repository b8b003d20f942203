package look

import (
	"fmt"
)

// Interpolation is how a value between the points of a 3D table is found.
type Interpolation string

// The interpolations. Tetrahedral keeps greys on the diagonal; it is what ffmpeg and grading systems use.
const (
	Tetrahedral Interpolation = "tetrahedral"
	Trilinear   Interpolation = "trilinear"
)

// The edges of a 3D table: 129 is the largest that formats in use can name.
const minEdge, maxEdge = 2, 129

// Lattice is a 3D look-up table over inputs from 0 to 1; inputs outside are limited to it.
type Lattice struct {
	Edge   int           // points along a side, 2 to 129
	Values []float32     // Edge³ × 3, blue fastest, then green, then red
	By     Interpolation // empty is tetrahedral
}

// NewLattice is a table of an edge that changes nothing within 0 to 1.
func NewLattice(edge int) (*Lattice, error) {
	if edge < minEdge || edge > maxEdge {
		return nil, fmt.Errorf("a 3D table of %d points a side; want %d to %d", edge, minEdge, maxEdge)
	}
	l := &Lattice{Edge: edge, Values: make([]float32, 3*edge*edge*edge), By: Tetrahedral}
	i, step := 0, float32(edge-1)
	for r := range edge {
		for g := range edge {
			for b := range edge {
				l.Values[i], l.Values[i+1], l.Values[i+2] = float32(r)/step, float32(g)/step, float32(b)/step
				i += 3
			}
		}
	}
	return l, nil
}

// Apply looks pixels up.
func (l *Lattice) Apply(rgb []float32) {
	if l.By == Trilinear {
		l.trilinear(rgb)
		return
	}
	l.tetrahedral(rgb)
}

// index splits an input into the point below and the way to the next.
func index(v, last float32) (at int, way float32) {
	if !(v > 0) {
		return 0, 0
	}
	v *= last
	if v >= last {
		return int(last) - 1, 1
	}
	at = int(v)
	return at, v - float32(at)
}

// tetrahedral walks from the near corner of the cell to the far one along the axes in the order of their ways.
func (l *Lattice) tetrahedral(rgb []float32) {
	last := float32(l.Edge - 1)
	stepG, stepR := 3*l.Edge, 3*l.Edge*l.Edge
	t := l.Values
	for i := 0; i+2 < len(rgb); i += 3 {
		px := rgb[i : i+3 : i+3]
		ri, r := index(px[0], last)
		gi, g := index(px[1], last)
		bi, b := index(px[2], last)
		base := ri*stepR + gi*stepG + bi*3
		var one, two int // offsets of the corners passed
		var w1, w2, w3 float32
		switch {
		case r > g:
			switch {
			case g > b:
				one, two, w1, w2, w3 = stepR, stepR+stepG, r, g, b
			case r > b:
				one, two, w1, w2, w3 = stepR, stepR+3, r, b, g
			default:
				one, two, w1, w2, w3 = 3, stepR+3, b, r, g
			}
		case b > g:
			one, two, w1, w2, w3 = 3, stepG+3, b, g, r
		case b > r:
			one, two, w1, w2, w3 = stepG, stepG+3, g, b, r
		default:
			one, two, w1, w2, w3 = stepG, stepR+stepG, g, r, b
		}
		v0 := t[base : base+3 : base+3]
		v1 := t[base+one : base+one+3 : base+one+3]
		v2 := t[base+two : base+two+3 : base+two+3]
		far := base + stepR + stepG + 3
		v3 := t[far : far+3 : far+3]
		w0 := 1 - w1
		w1, w2 = w1-w2, w2-w3
		px[0] = w0*v0[0] + w1*v1[0] + w2*v2[0] + w3*v3[0]
		px[1] = w0*v0[1] + w1*v1[1] + w2*v2[1] + w3*v3[1]
		px[2] = w0*v0[2] + w1*v1[2] + w2*v2[2] + w3*v3[2]
	}
}

func (l *Lattice) trilinear(rgb []float32) {
	last := float32(l.Edge - 1)
	stepG, stepR := 3*l.Edge, 3*l.Edge*l.Edge
	t := l.Values
	mix := func(a, b, w float32) float32 { return a + w*(b-a) }
	for i := 0; i+2 < len(rgb); i += 3 {
		ri, r := index(rgb[i], last)
		gi, g := index(rgb[i+1], last)
		bi, b := index(rgb[i+2], last)
		for k := range 3 {
			at := ri*stepR + gi*stepG + bi*3 + k
			low := mix(mix(t[at], t[at+3], b), mix(t[at+stepG], t[at+stepG+3], b), g)
			at += stepR
			high := mix(mix(t[at], t[at+3], b), mix(t[at+stepG], t[at+stepG+3], b), g)
			rgb[i+k] = mix(low, high, r)
		}
	}
}

// Describe gives the size.
func (l *Lattice) Describe() string {
	by := l.By
	if by == "" {
		by = Tetrahedral
	}
	return fmt.Sprintf("3D table %d x %d x %d, %s", l.Edge, l.Edge, l.Edge, by)
}
