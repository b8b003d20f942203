package pixel

import (
	"fmt"
	"sync"
)

// table is a 3D table made ready.
type table struct {
	edge   int
	values []float32
	// padded is the points four values each, so that a vector load takes one, and one more behind the last.
	padded func() [][4]float32
}

// few is up to how many pixels plain Go is quicker than making the points ready for vectors.
const few = 64

// Table is a 3D look-up table of edge points a side, read tetrahedrally: from the near corner of a cell to the far one
// along the axes in the order of how far the colour is along each. Values are edge³ × 3, blue fastest, then green, then
// red; inputs are limited to 0 to 1, and what is not a number counts as 0. The values must not change while the step is
// in use. All engines give the same bits. It panics for an edge below 2 or above 255, which float32 could not count the
// points of, and for values of another number: vectors read points without asking.
func Table(edge int, values []float32) Step { return fast.newTable(edge, values) }

func (e *engine) newTable(edge int, values []float32) Step {
	checkTable(edge, values)
	t := &table{edge: edge, values: values}
	t.padded = sync.OnceValue(func() [][4]float32 {
		out := make([][4]float32, edge*edge*edge+1)
		for i := range out[1:] {
			copy(out[i][:3], values[3*i:])
		}
		return out
	})
	return func(r, g, b []float32) {
		if len(r) <= few {
			tetrahedral(t, r, g, b)
			return
		}
		e.table(t, r, g, b)
	}
}

func checkTable(edge int, values []float32) {
	if edge < 2 || edge > 255 || len(values) != 3*edge*edge*edge {
		panic(fmt.Sprintf("a 3D table of edge %d with %d values; want an edge of 2 to 255 and three values a point", edge, len(values)))
	}
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

// tetrahedral converts every product to float32, here and below: the language lets a compiler skip that rounding, as
// compilers for arm64 do, and then machines would not agree on the last bit.
func tetrahedral(tab *table, red, green, blue []float32) {
	last := float32(tab.edge - 1)
	stepG, stepR := 3*tab.edge, 3*tab.edge*tab.edge
	t := tab.values
	green, blue = green[:len(red)], blue[:len(red)]
	for i := range red {
		ri, r := index(red[i], last)
		gi, g := index(green[i], last)
		bi, b := index(blue[i], last)
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
		red[i] = float32(w0*v0[0]) + float32(w1*v1[0]) + float32(w2*v2[0]) + float32(w3*v3[0])
		green[i] = float32(w0*v0[1]) + float32(w1*v1[1]) + float32(w2*v2[1]) + float32(w3*v3[1])
		blue[i] = float32(w0*v0[2]) + float32(w1*v1[2]) + float32(w2*v2[2]) + float32(w3*v3[2])
	}
}

// Trilinear is a table as [Table] has it, read along the three axes in turn. It is plain Go on every engine: systems
// read tables tetrahedrally, and this is for comparing with those that do not.
func Trilinear(edge int, values []float32) Step {
	checkTable(edge, values)
	last := float32(edge - 1)
	stepG, stepR := 3*edge, 3*edge*edge
	t := values
	mix := func(a, b, w float32) float32 { return a + float32(w*(b-a)) }
	return func(red, green, blue []float32) {
		green, blue = green[:len(red)], blue[:len(red)]
		for i := range red {
			ri, r := index(red[i], last)
			gi, g := index(green[i], last)
			bi, b := index(blue[i], last)
			for k, plane := range [3][]float32{red, green, blue} {
				at := ri*stepR + gi*stepG + bi*3 + k
				low := mix(mix(t[at], t[at+3], b), mix(t[at+stepG], t[at+stepG+3], b), g)
				at += stepR
				high := mix(mix(t[at], t[at+3], b), mix(t[at+stepG], t[at+stepG+3], b), g)
				plane[i] = mix(low, high, r)
			}
		}
	}
}
