package look

import (
	"fmt"
	"sort"
	"strings"
)

// readCSP reads a cineSpace .csp: for each channel a curve of points before the table, and a
// 1D or a 3D table with red fastest. Source: cineSpace LUT file format, version 100.
func readCSP(b []byte) (*Chain, error) {
	l := newLines(b)
	words, _ := l.next()
	if len(words) != 1 || words[0] != "CSPLUTV100" {
		return nil, l.errorf("want CSPLUTV100")
	}
	words, _ = l.next()
	if len(words) != 1 || words[0] != "1D" && words[0] != "3D" {
		return nil, l.errorf("%s; want 1D or 3D", quote(strings.Join(words, " ")))
	}
	threeD := words[0] == "3D"
	if err := l.metadata(); err != nil {
		return nil, err
	}
	pre, err := l.preCurves()
	if err != nil {
		return nil, err
	}
	words, ok := l.next()
	if !ok {
		return nil, fmt.Errorf("line %d: the file ends before its table", l.number)
	}
	if !threeD {
		n, err := l.whole(strings.Join(words, " "), "length of the table", 2, maxCurve)
		if err != nil {
			return nil, err
		}
		v, err := l.table(n)
		if err != nil {
			return nil, err
		}
		return &Chain{Ops: append(pre, curveOf(v))}, l.end()
	}
	if len(words) != 3 || words[0] != words[1] || words[1] != words[2] {
		return nil, l.errorf("sizes %s; want three that are equal", quote(strings.Join(words, " ")))
	}
	edge, err := l.whole(words[0], "size", minEdge, maxEdge)
	if err != nil {
		return nil, err
	}
	v, err := l.table(edge * edge * edge)
	if err != nil {
		return nil, err
	}
	return &Chain{Ops: append(pre, &Lattice{Edge: edge, Values: blueFastest(v, edge)})}, l.end()
}

// metadata passes over the part for remarks, if there is one.
func (l *lines) metadata() error {
	before := *l
	words, ok := l.next()
	if !ok || strings.ToUpper(strings.Join(words, " ")) != "BEGIN METADATA" {
		*l = before
		return nil
	}
	for {
		words, ok := l.next()
		if !ok {
			return fmt.Errorf("line %d: the file ends within its metadata; want END METADATA", l.number)
		}
		if strings.ToUpper(strings.Join(words, " ")) == "END METADATA" {
			return nil
		}
	}
}

// preCurves reads the three curves before the table: a count, the inputs, the outputs.
func (l *lines) preCurves() ([]Op, error) {
	p := &points{}
	for k := range 3 {
		words, ok := l.next()
		if !ok {
			return nil, fmt.Errorf("line %d: the file ends before the curve of channel %d", l.number, k+1)
		}
		n, err := l.whole(strings.Join(words, " "), "number of points", 2, 1<<16)
		if err != nil {
			return nil, err
		}
		for _, to := range []*[]float64{&p.in[k], &p.out[k]} {
			words, _ := l.next()
			if *to, err = l.numbers(words, n); err != nil {
				return nil, err
			}
		}
		for i := 1; i < n; i++ {
			if p.in[k][i] <= p.in[k][i-1] {
				return nil, l.errorf("inputs of the curve of channel %d do not rise at %g", k+1, p.in[k][i])
			}
		}
	}
	return p.ops(), nil
}

// points are the curves before a table: inputs that rise, and what becomes of them. Outside of them the first and the last hold.
type points struct{ in, out [3][]float64 }

// preSteps is how many steps a curve of more than two points is worked out at; less than a 16-bit code lies between two.
const preSteps = 1 << 16

// ops are the curves as a domain and a table over it. Lines onto 0 to 1 are a domain alone, which the table after them is limited to.
func (p *points) ops() []Op {
	var low, high [3]float64
	n, plain := 2, true
	for k := range 3 {
		low[k], high[k] = p.in[k][0], p.in[k][len(p.in[k])-1]
		if len(p.in[k]) > 2 {
			n, plain = preSteps, false
		} else if p.out[k][0] != 0 || p.out[k][1] != 1 {
			plain = false
		}
	}
	ops := fit(low, high)
	if plain {
		return ops
	}
	c := &Curve{}
	for k := range 3 {
		c.Values[k] = make([]float32, n)
		for i := range n {
			c.Values[k][i] = float32(smooth(p.in[k], p.out[k], low[k]+(high[k]-low[k])*float64(i)/float64(n-1)))
		}
	}
	return append(ops, c)
}

// smooth is the curve through points as Rising Sun Research, who made the format, draw it: a cubic between two points, with the slope at
// each that of the line from the point before to the point after it, and a parabola in the first and the last stretch.
func smooth(in, out []float64, v float64) float64 {
	last := len(in) - 1
	at := min(max(sort.SearchFloat64s(in, v)-1, 0), last-1)
	h, f0, f1 := in[at+1]-in[at], out[at], out[at+1]
	t := (v - in[at]) / h
	slope := func(i int) float64 { return h * (out[i+1] - out[i-1]) / (in[i+1] - in[i-1]) }
	switch {
	case last == 1:
		return f0 + t*(f1-f0)
	case at == 0:
		s1 := slope(1)
		return f0 + t*(2*(f1-f0)-s1) + t*t*(s1-(f1-f0))
	case at == last-1:
		s0 := slope(at)
		return f0 + t*s0 + t*t*(f1-f0-s0)
	}
	s0, s1 := slope(at), slope(at+1)
	return f0 + t*(s0+t*(3*(f1-f0)-2*s0-s1+t*(s0+s1-2*(f1-f0))))
}
