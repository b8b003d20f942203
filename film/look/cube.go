package look

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// readCube reads the .cube of Adobe and of Resolve, and the .itx that is the same. Source: Adobe Cube LUT Specification
// 1.0; DaVinci Resolve's LUT_1D_INPUT_RANGE, LUT_3D_INPUT_RANGE and a 1D table before the 3D one.
func readCube(b []byte) (*Chain, error) {
	l := newLines(b)
	c := &cubeFile{lines: l, high: [3]float64{1, 1, 1}}
	for {
		before := *l
		words, ok := l.next()
		if !ok {
			return nil, fmt.Errorf("the file ends before its table; want LUT_1D_SIZE or LUT_3D_SIZE and the rows")
		}
		if first := words[0][0]; first == '-' || first == '+' || first == '.' || first >= '0' && first <= '9' {
			*l = before
			break
		}
		if err := c.keyword(words); err != nil {
			return nil, err
		}
	}
	return c.tables()
}

type cubeFile struct {
	*lines
	title       string
	curve, edge int
	low, high   [3]float64
	given       bool       // the domain is
	range1      [2]float64 // Resolve's input ranges
	range3      [2]float64
	warnings    []string
}

func (c *cubeFile) keyword(words []string) error {
	var err error
	switch word := strings.ToUpper(words[0]); word {
	case "TITLE":
		c.title = strings.Trim(strings.Join(words[1:], " "), `"`)
	case "LUT_1D_SIZE", "LUT_3D_SIZE":
		if len(words) != 2 {
			return c.errorf("%s with %d values; want one size", word, len(words)-1)
		}
		if word == "LUT_1D_SIZE" {
			c.curve, err = c.whole(words[1], word, 2, maxCurve)
		} else {
			c.edge, err = c.whole(words[1], word, minEdge, maxEdge)
		}
	case "DOMAIN_MIN", "DOMAIN_MAX":
		v, err := c.numbers(words[1:], 3)
		if err != nil {
			return err
		}
		c.given = true
		if word == "DOMAIN_MIN" {
			c.low = [3]float64(v)
		} else {
			c.high = [3]float64(v)
		}
	case "LUT_1D_INPUT_RANGE", "LUT_3D_INPUT_RANGE":
		v, err := c.numbers(words[1:], 2)
		if err != nil {
			return err
		}
		if v[1] <= v[0] {
			return c.errorf("%s from %g to %g; want the lower one first", word, v[0], v[1])
		}
		if word == "LUT_1D_INPUT_RANGE" {
			c.range1 = [2]float64(v)
		} else {
			c.range3 = [2]float64(v)
		}
	case "LUT_IN_VIDEO_RANGE", "LUT_OUT_VIDEO_RANGE":
		return c.errorf("%s: a table for video levels; want one for full range", word)
	default:
		if len(c.warnings) < 20 {
			c.warnings = append(c.warnings, fmt.Sprintf("line %d: %s is no keyword of a .cube and was passed over; known are TITLE, LUT_1D_SIZE, LUT_3D_SIZE, DOMAIN_MIN and DOMAIN_MAX", c.number, quote(words[0])))
		}
	}
	return err
}

func (c *cubeFile) tables() (*Chain, error) {
	out := &Chain{Name: c.title, Warnings: c.warnings}
	if c.curve == 0 && c.edge == 0 {
		return nil, c.errorf("a table without LUT_1D_SIZE or LUT_3D_SIZE before it")
	}
	for k := range 3 {
		if !(c.high[k] > c.low[k]) {
			return nil, fmt.Errorf("DOMAIN_MIN %g is not below DOMAIN_MAX %g", c.low[k], c.high[k])
		}
	}
	if c.curve > 0 {
		v, err := c.table(c.curve)
		if err != nil {
			return nil, err
		}
		out.Ops = append(append(out.Ops, c.domain(c.range1)...), curveOf(v))
	}
	if c.edge > 0 {
		v, err := c.table(c.edge * c.edge * c.edge)
		if err != nil {
			return nil, err
		}
		if c.curve > 0 {
			c.given = false // it was the domain of what came first
		}
		out.Ops = append(append(out.Ops, c.domain(c.range3)...), &Lattice{Edge: c.edge, Values: blueFastest(v, c.edge)})
	}
	return out, c.end()
}

// domain is the op, if any, that brings the inputs a table is for to 0 to 1.
func (c *cubeFile) domain(span [2]float64) []Op {
	low, high := c.low, c.high
	if span != [2]float64{} {
		for k := range 3 {
			low[k], high[k] = span[0], span[1]
		}
	} else if !c.given {
		return nil
	}
	return fit(low, high)
}

// fit maps a domain to 0 to 1; nothing when it is that already.
func fit(low, high [3]float64) []Op {
	if low == ([3]float64{}) && high == ([3]float64{1, 1, 1}) {
		return nil
	}
	var by, add [3]float64
	for k := range 3 {
		by[k] = 1 / (high[k] - low[k])
		add[k] = -low[k] * by[k]
	}
	return []Op{Scale(by, add)}
}

// curveOf is the 1D table of rows of three.
func curveOf(rows []float32) *Curve {
	c := &Curve{}
	n := len(rows) / 3
	for k := range 3 {
		c.Values[k] = make([]float32, n)
		for i := range n {
			c.Values[k][i] = rows[3*i+k]
		}
	}
	return c
}

// WriteCube writes a 3D table as .cube, which ffmpeg's lut3d, Resolve and cameras read.
func WriteCube(w io.Writer, l *Lattice, title string) error {
	b := bufio.NewWriter(w)
	writeTitle(b, title)
	fmt.Fprintf(b, "LUT_3D_SIZE %d\nDOMAIN_MIN 0 0 0\nDOMAIN_MAX 1 1 1\n\n", l.Edge)
	writeRows(b, blueFastest(l.Values, l.Edge))
	return b.Flush()
}

func writeTitle(b *bufio.Writer, title string) {
	title = strings.Map(func(r rune) rune {
		if r < ' ' || r == '"' || r == '#' {
			return -1
		}
		return r
	}, title)
	fmt.Fprintf(b, "TITLE \"%s\"\n", title)
}

// writeRows writes three numbers a line, the shortest that read back as the same float32.
func writeRows(b *bufio.Writer, rows []float32) {
	var buf []byte
	for i, v := range rows {
		buf = strconv.AppendFloat(buf[:0], float64(v), 'g', -1, 32)
		if i%3 == 2 {
			buf = append(buf, '\n')
		} else {
			buf = append(buf, ' ')
		}
		b.Write(buf) //nolint:errcheck // Flush answers for all
	}
}
