package look

import (
	"fmt"
	"math"
	"strings"
)

// readVF reads Nuke's .vf: a matrix into the steps of the grid, and a table with blue fastest.
func readVF(b []byte) (*Chain, error) {
	l := newLines(b)
	edge := 0
	var matrix []Op
	var passed []string
	for {
		words, ok := l.next()
		if !ok {
			return nil, fmt.Errorf("line %d: the file ends before its table; want grid_size and data", l.number)
		}
		switch words[0] {
		case "grid_size":
			if len(words) != 4 || words[1] != words[2] || words[2] != words[3] {
				return nil, l.errorf("grid_size %s; want three sizes that are equal", quote(strings.Join(words[1:], " ")))
			}
			var err error
			if edge, err = l.whole(words[1], "grid_size", minEdge, maxEdge); err != nil {
				return nil, err
			}
		case "global_transform":
			v, err := l.numbers(words[1:], 16)
			if err != nil {
				return nil, err
			}
			m := &Matrix{}
			for i := range 3 {
				m.M[i] = [3]float64(v[4*i : 4*i+3])
				if v[4*i+3] != 0 && len(passed) < 20 {
					passed = append(passed, fmt.Sprintf("line %d: global_transform moves the grid by %g; that was passed over, as OpenColorIO does", l.number, v[4*i+3]))
				}
			}
			matrix = []Op{m}
		case "element_size", "world_origin":
		case "data":
			c, err := vfTable(l, edge, matrix)
			if err == nil {
				c.Warnings = passed
			}
			return c, err
		default:
			if len(passed) < 20 {
				passed = append(passed, fmt.Sprintf("line %d: %s was passed over; known are grid_size, global_transform and data", l.number, quote(words[0])))
			}
		}
	}
}

func vfTable(l *lines, edge int, matrix []Op) (*Chain, error) {
	if edge == 0 {
		return nil, l.errorf("data before grid_size")
	}
	v, err := l.table(edge * edge * edge)
	if err != nil {
		return nil, err
	}
	for _, op := range matrix { // its factors are given in parts of the grid's points
		m := op.(*Matrix)
		for i := range 3 {
			for k := range 3 {
				m.M[i][k] *= float64(edge)
			}
		}
	}
	return &Chain{Ops: append(matrix, &Lattice{Edge: edge, Values: v})}, l.end()
}

// readM3D reads Pandora's .m3d: numbered rows of integer codes with blue fastest.
func readM3D(b []byte) (*Chain, error) {
	l := newLines(b)
	rows, codes := 0, 0
	for {
		words, ok := l.next()
		if !ok {
			return nil, fmt.Errorf("line %d: the file ends before its table; want channel, in, out, format and values", l.number)
		}
		rest := strings.Join(words[1:], " ")
		var err error
		switch words[0] {
		case "channel":
			if rest != "3d" {
				err = l.errorf("channel %s; want 3d", quote(rest))
			}
		case "in":
			rows, err = l.whole(rest, "in", minEdge*minEdge*minEdge, maxEdge*maxEdge*maxEdge)
		case "out":
			codes, err = l.whole(rest, "out", 2, 1<<24)
		case "format":
			if rest != "lut" {
				err = l.errorf("format %s; want lut", quote(rest))
			}
		case "values":
			if !strings.EqualFold(rest, "red green blue") {
				return nil, l.errorf("values %s; want red green blue", quote(rest))
			}
			return m3dTable(l, rows, codes)
		default:
			err = l.errorf("%s; want channel, in, out, format or values", quote(words[0]))
		}
		if err != nil {
			return nil, err
		}
	}
}

func m3dTable(l *lines, rows, codes int) (*Chain, error) {
	edge := cubeRoot(rows)
	if edge == 0 || codes == 0 {
		return nil, l.errorf("%d rows of %d codes; want a cube of a whole number for in, and out", rows, codes)
	}
	values := make([]float32, 0, 3*min(rows, len(l.rest)))
	for row := range rows {
		words, ok := l.next()
		if !ok {
			return nil, fmt.Errorf("line %d: the file ends after %d of %d rows of the table", l.number, row, rows)
		}
		v, err := l.numbers(words, 4)
		if err != nil {
			return nil, err
		}
		if v[0] != float64(row) {
			return nil, l.errorf("row %g; want %d", v[0], row)
		}
		for _, x := range v[1:] {
			values = append(values, float32(x/float64(codes-1)))
		}
	}
	return &Chain{Ops: []Op{&Lattice{Edge: edge, Values: values}}}, l.end()
}

// cubeRoot is the edge of a table of rows, or 0 if there is none.
func cubeRoot(rows int) int {
	for e := minEdge; e <= maxEdge; e++ {
		if e*e*e == rows {
			return e
		}
	}
	return 0
}

// readDiscreet reads a Discreet 1D .lut: "LUT: tables entries [out]", then the tables one after the other, one code a line. An out of 65536f
// says that the codes are the bits of half floats.
func readDiscreet(b []byte) (*Chain, error) {
	l := newLines(b)
	words, ok := l.next()
	if !ok || words[0] != "LUT:" || len(words) < 3 || len(words) > 4 {
		return nil, l.errorf("want LUT:, the number of tables, of their entries, and the depth that comes out")
	}
	tables, err := l.whole(words[1], "number of tables", 1, 4)
	if err != nil {
		return nil, err
	}
	if tables == 2 {
		return nil, l.errorf("2 tables; want 1, or 3 for red, green and blue, or 4 with alpha")
	}
	entries, err := l.whole(words[2], "number of entries", 2, 1<<16)
	if err != nil {
		return nil, err
	}
	top, halfs := float64(entries-1), false
	if len(words) == 4 {
		halfs = words[3] == "65536f"
		out, err := l.whole(strings.TrimRight(words[3], "if"), "number of codes that come out", 2, 1<<16)
		if err != nil {
			return nil, err
		}
		top = float64(out - 1)
	}
	c := &Curve{Half: entries == halves} // as many entries as there are half floats are one for each
	for k := range tables {
		v := make([]float32, 0, min(entries, len(l.rest)))
		for row := range entries {
			words, ok := l.next()
			if !ok {
				return nil, fmt.Errorf("line %d: the file ends after %d of %d entries of table %d of %d", l.number, row, entries, k+1, tables)
			}
			x, err := l.numbers(words, 1)
			if err != nil {
				return nil, err
			}
			switch {
			case !halfs:
				v = append(v, float32(x[0]/top))
			case x[0] < 0 || x[0] > 65535 || x[0] != math.Trunc(x[0]):
				return nil, l.errorf("%g; want the bits of a half float, 0 to 65535", x[0])
			default:
				v = append(v, FromHalf(uint16(x[0])))
			}
		}
		if k < 3 {
			c.Values[k] = v
		}
	}
	if tables == 1 {
		c.Values[1], c.Values[2] = c.Values[0], c.Values[0]
	}
	return &Chain{Ops: []Op{c}}, l.end()
}
