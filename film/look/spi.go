package look

import (
	"fmt"
	"strings"
)

// readSPI1D reads a .spi1d: a header of words, then rows of one or three values between braces.
func readSPI1D(b []byte) (*Chain, error) {
	l := newLines(b)
	low, high, length, components := 0.0, 1.0, 0, 0
	var passed []string
	for {
		words, ok := l.next()
		if !ok {
			return nil, fmt.Errorf("the file ends before its table; want Version, From, Length, Components and {")
		}
		if words[0] == "{" {
			break
		}
		var err error
		switch {
		case words[0] == "Version" && len(words) == 2:
			if words[1] != "1" {
				err = l.errorf("version %s; want 1", quote(words[1]))
			}
		case words[0] == "From":
			var v []float64
			if v, err = l.numbers(words[1:], 2); err == nil {
				if low, high = v[0], v[1]; !(high > low) {
					err = l.errorf("from %g to %g; want the lower one first", low, high)
				}
			}
		case words[0] == "Length" && len(words) == 2:
			length, err = l.whole(words[1], "Length", 2, maxCurve)
		case words[0] == "Components" && len(words) == 2:
			if components, err = l.whole(words[1], "Components", 1, 3); components == 2 {
				err = l.errorf("2 components; want 1 or 3")
			}
		default:
			if len(passed) < 20 {
				passed = append(passed, fmt.Sprintf("line %d: %s was passed over; known are Version, From, Length and Components", l.number, quote(strings.Join(words, " "))))
			}
		}
		if err != nil {
			return nil, err
		}
	}
	if length == 0 || components == 0 {
		return nil, l.errorf("a table of %d rows of %d; want Length and Components before it", length, components)
	}
	rows, err := spiRows(l, length, components)
	if err != nil {
		return nil, err
	}
	return &Chain{Warnings: passed, Ops: append(fit([3]float64{low, low, low}, [3]float64{high, high, high}), rows)}, nil
}

func spiRows(l *lines, length, components int) (*Curve, error) {
	c := &Curve{}
	for row := range length {
		words, ok := l.next()
		if !ok {
			return nil, fmt.Errorf("the file ends after %d of %d rows of the table", row, length)
		}
		v, err := l.numbers(words, components)
		if err != nil {
			return nil, fmt.Errorf("row %d of %d of the table: %w", row+1, length, err)
		}
		for k := range components {
			c.Values[k] = append(c.Values[k], float32(v[k]))
		}
	}
	if components == 1 {
		c.Values[1], c.Values[2] = c.Values[0], c.Values[0]
	}
	if words, ok := l.next(); !ok || words[0] != "}" {
		return nil, fmt.Errorf("line %d: no } after row %d; want the table to have as many rows as Length says", l.number, length)
	}
	return c, l.end()
}

// readSPI3D reads a .spi3d, whose rows carry their own places, so that they may come in any order.
func readSPI3D(b []byte) (*Chain, error) {
	l := newLines(b)
	words, ok := l.next()
	if !ok || words[0] != "SPILUT" {
		return nil, l.errorf("want SPILUT 1.0")
	}
	if words, ok = l.next(); !ok || strings.Join(words, " ") != "3 3" {
		return nil, l.errorf("want 3 3: three values in, three out")
	}
	words, _ = l.next()
	if len(words) != 3 || words[0] != words[1] || words[1] != words[2] {
		return nil, l.errorf("sizes %s; want three that are equal", quote(strings.Join(words, " ")))
	}
	edge, err := l.whole(words[0], "size", minEdge, maxEdge)
	if err != nil {
		return nil, err
	}
	n := edge * edge * edge
	if len(l.rest) < 12*n-1 { // "0 0 0 0 0 0" and its line end is the shortest row
		return nil, l.errorf("%d rows promised, but the file is too short for them", n)
	}
	values, set := make([]float32, 3*n), make([]bool, n)
	for row := range n {
		words, ok := l.next()
		if !ok {
			return nil, fmt.Errorf("line %d: the file ends after %d of %d rows of the table", l.number, row, n)
		}
		v, err := l.numbers(words, 6)
		if err != nil {
			return nil, err
		}
		at := 0
		for k := range 3 {
			if v[k] < 0 || v[k] >= float64(edge) || v[k] != float64(int(v[k])) {
				return nil, l.errorf("place %g; want a whole number from 0 to %d", v[k], edge-1)
			}
			at = at*edge + int(v[k])
		}
		if set[at] {
			return nil, l.errorf("a second row for %g %g %g", v[0], v[1], v[2])
		}
		set[at] = true
		values[3*at], values[3*at+1], values[3*at+2] = float32(v[3]), float32(v[4]), float32(v[5])
	}
	return &Chain{Ops: []Op{&Lattice{Edge: edge, Values: values}}}, l.end()
}

// readSPIMtx reads a .spimtx: three rows of three factors and an offset in 16-bit codes, however the twelve numbers are set.
func readSPIMtx(b []byte) (*Chain, error) {
	l := newLines(b)
	var all []float64
	for {
		words, ok := l.next()
		if !ok {
			break
		}
		if len(all)+len(words) > 12 {
			return nil, l.errorf("%d numbers; want 12: three rows of three factors and an offset", len(all)+len(words))
		}
		v, err := l.numbers(words, len(words))
		if err != nil {
			return nil, err
		}
		all = append(all, v...)
	}
	if len(all) != 12 {
		return nil, fmt.Errorf("line %d: the file ends after %d of 12 numbers of the matrix", l.number, len(all))
	}
	m := &Matrix{}
	for i := range 3 {
		m.M[i] = [3]float64(all[4*i : 4*i+3])
		m.Offset[i] = all[4*i+3] / 65535
	}
	return &Chain{Ops: []Op{m}}, nil
}
