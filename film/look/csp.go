package look

import (
	"fmt"
	"strings"

	"backlot/film/pixel"
)

// readCSP reads a cineSpace .csp: for each channel a curve of points before the table (straight lines between them), and a
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
	if low, high, ok := p.span(); ok {
		return fit(low, high), nil
	}
	return []Op{p}, nil
}

// points is a curve of free points with straight lines between; outside of them the first and the last hold.
type points struct{ in, out [3][]float64 }

// span says whether the curves are single lines onto 0 to 1, as the domain of a table that is limited to it anyway.
func (p *points) span() (low, high [3]float64, ok bool) {
	for k := range 3 {
		if len(p.in[k]) != 2 || p.out[k][0] != 0 || p.out[k][1] != 1 {
			return low, high, false
		}
		low[k], high[k] = p.in[k][0], p.in[k][1]
	}
	return low, high, true
}

func (p *points) Step() pixel.Step {
	var f [3]func(float64) float64
	for k := range f {
		f[k] = func(v float64) float64 { return onPoints(p.in[k], p.out[k], v) }
	}
	return pixel.Each(f)
}

func onPoints(in, out []float64, v float64) float64 {
	last := len(in) - 1
	if !(v > in[0]) {
		return out[0]
	}
	if v >= in[last] {
		return out[last]
	}
	low, high := 0, last
	for low+1 < high {
		if mid := (low + high) / 2; in[mid] <= v {
			low = mid
		} else {
			high = mid
		}
	}
	return out[low] + (v-in[low])/(in[high]-in[low])*(out[high]-out[low])
}

// Inverse exchanges inputs and outputs, if the outputs rise too.
func (p *points) Inverse() (Op, error) {
	for k := range 3 {
		for i := 1; i < len(p.out[k]); i++ {
			if p.out[k][i] <= p.out[k][i-1] {
				return nil, fmt.Errorf("the curve of channel %d does not rise at %g", k+1, p.in[k][i])
			}
		}
	}
	return &points{in: p.out, out: p.in}, nil
}

func (p *points) Describe() string {
	return fmt.Sprintf("curves of %d, %d and %d points", len(p.in[0]), len(p.in[1]), len(p.in[2]))
}
