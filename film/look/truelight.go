package look

import (
	"bytes"
	"fmt"
	"strings"
)

// readTruelight reads the .cub of FilmLight's Truelight: a header in remarks, a curve into the steps of the cube, and the cube
// with red fastest; either may be missing. Source: FilmLight, Truelight Cube v2.0.
func readTruelight(b []byte) (*Chain, error) {
	if !bytes.HasPrefix(bytes.TrimSpace(b), []byte("# Truelight Cube")) {
		return nil, fmt.Errorf("line 1: %s; want # Truelight Cube v2.0", quote(string(firstLine(b))))
	}
	l := newLines(b)
	l.comment = "\x00" // remarks are the header here
	entries, edge := 0, 0
	part := ""
	var curve, cube []float32
	for {
		words, ok := l.next()
		if !ok {
			break
		}
		if strings.HasPrefix(words[0], "#") {
			words[0] = words[0][1:]
			if words[0] == "" {
				words = words[1:]
			}
			if len(words) == 0 {
				continue
			}
			var err error
			switch word := strings.ToLower(words[0]); word {
			case "lutlength":
				entries, err = l.whole(strings.Join(words[1:], " "), "lutLength", 2, maxCurve)
			case "idims", "odims":
				_, err = l.whole(strings.Join(words[1:], " "), words[0], 3, 3)
			case "width":
				if len(words) != 4 || words[1] != words[2] || words[2] != words[3] {
					return nil, l.errorf("width %s; want three that are equal", quote(strings.Join(words[1:], " ")))
				}
				edge, err = l.whole(words[1], "width", minEdge, maxEdge)
			case "inputlut", "cube":
				part = word
			case "end":
				return truelightChain(l, curve, cube, entries, edge)
			}
			if err != nil {
				return nil, err
			}
			continue
		}
		to, most := &curve, 3*entries
		switch part {
		case "inputlut":
		case "cube":
			to, most = &cube, 3*edge*edge*edge
		default:
			return nil, l.errorf("%s; want # InputLUT or # Cube before the numbers", quote(words[0]))
		}
		v, err := l.numbers(words, 3)
		if err != nil {
			return nil, err
		}
		if len(*to) == most {
			return nil, l.errorf("more rows than the %d that the header says", most/3)
		}
		*to = append(*to, float32(v[0]), float32(v[1]), float32(v[2]))
	}
	return truelightChain(l, curve, cube, entries, edge)
}

func truelightChain(l *lines, curve, cube []float32, entries, edge int) (*Chain, error) {
	if len(curve) != 0 && len(curve) != 3*entries || len(cube) != 0 && len(cube) != 3*edge*edge*edge || len(curve)+len(cube) == 0 {
		return nil, fmt.Errorf("line %d: the file ends with %d rows of its curve and %d of its cube; want %d and %d", l.number, len(curve)/3, len(cube)/3, entries, edge*edge*edge)
	}
	c := &Chain{}
	if len(curve) > 0 {
		steps := float32(max(1, edge-1)) // the curve gives places in the cube
		for i := range curve {
			curve[i] /= steps
		}
		c.Ops = append(c.Ops, curveOf(curve))
	}
	if len(cube) > 0 {
		c.Ops = append(c.Ops, &Lattice{Edge: edge, Values: blueFastest(cube, edge)})
	}
	return c, nil
}
