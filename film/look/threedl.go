package look

import (
	"fmt"
	"math"
	"strings"
)

// read3DL reads a .3dl of Flame or Lustre: an optional 3DMESH and Mesh line, the inputs of the grid as codes, and the table as
// codes with blue fastest. The format does not say how many bits the codes have where there is no Mesh line; the largest
// code does, as every reader of it decides: up to 2047 is 10 bits, 4095 gives room to 12 bits and so on.
func read3DL(b []byte) (*Chain, error) {
	l := newLines(b)
	outBits := 0
	var grid []float64
	for grid == nil {
		words, ok := l.next()
		if !ok {
			return nil, fmt.Errorf("line %d: the file ends before its table; want the codes of the grid", l.number)
		}
		switch strings.ToUpper(words[0]) {
		case "3DMESH":
			continue
		case "MESH":
			if len(words) != 3 {
				return nil, l.errorf("Mesh with %d values; want the bits of the grid and of the table", len(words)-1)
			}
			if _, err := l.whole(words[1], "bits of the grid", 0, 7); err != nil {
				return nil, err
			}
			var err error
			if outBits, err = l.whole(words[2], "bits of the table", 8, 16); err != nil {
				return nil, err
			}
			continue
		}
		var err error
		if grid, err = l.numbers(words, len(words)); err != nil {
			return nil, err
		}
	}
	shaper, edge, err := l.grid(grid)
	if err != nil {
		return nil, err
	}
	v, err := l.table(edge * edge * edge)
	if err != nil {
		return nil, err
	}
	largest := float32(0)
	for _, x := range v {
		largest = max(largest, x)
	}
	if outBits == 0 {
		outBits = codeBits(float64(largest))
	}
	top := float32(int(1)<<outBits - 1)
	for i := range v {
		v[i] /= top
	}
	if words, ok := l.next(); ok && !strings.HasPrefix(strings.ToUpper(words[0]), "LUT") && strings.ToLower(words[0]) != "gamma" {
		return nil, l.errorf("%s after the last row of the table; want the end of the file", quote(words[0]))
	}
	return &Chain{Ops: append(shaper, &Lattice{Edge: edge, Values: v})}, nil
}

// codeBits is the depth that a largest code speaks for. Tables overshoot, and some end short of white: twice what a depth holds still
// counts as that depth, as OpenColorIO judges it. No program writes 14 bits.
func codeBits(largest float64) int {
	for _, b := range []int{8, 10, 12} {
		if largest < 2*float64(int(1)<<b) {
			return b
		}
	}
	return 16
}

// grid is the table's edge, and a curve before it when the codes are not in equal steps: Autodesk's shaper, which has the codes at equal steps of
// the input.
func (l *lines) grid(codes []float64) (shaper []Op, edge int, err error) {
	n := len(codes)
	if n < minEdge || n > maxEdge {
		return nil, 0, l.errorf("a grid of %d points a side; want %d to %d", n, minEdge, maxEdge)
	}
	for i := 1; i < n; i++ {
		if codes[i] <= codes[i-1] {
			return nil, 0, l.errorf("the codes of the grid do not rise at %g", codes[i])
		}
	}
	if codes[0] < 0 || codes[n-1] > 65535 {
		return nil, 0, l.errorf("a grid from %g to %g; want codes from 0", codes[0], codes[n-1])
	}
	top := float64(int(1)<<codeBits(codes[n-1]) - 1)
	equal := true
	v := make([]float32, n)
	for i, c := range codes {
		v[i] = float32(c / top)
		equal = equal && math.Abs(c-float64(i)/float64(n-1)*top) < 2 // codes are rounded, or rounded up at the end
	}
	if equal {
		return nil, n, nil
	}
	return []Op{&Curve{Values: [3][]float32{v, v, v}}}, n, nil
}
