package look

import (
	"errors"
	"fmt"
	"strings"
)

// houdini is a .lut of Houdini as it is read: a header of words, then blocks of numbers between braces.
type houdini struct {
	kind      string     // "c", "rgb", "3d" or "3d+1d"
	from      [2]float64 // what goes into the curve; what comes out stands in the tables as it is, whatever To, Black and White say
	length    []int      // entries of the 1D table, or points a side and entries of the curve before it
	blocks    map[string][]float32
	blockLine map[string]int
	warnings  []string
}

func (h *houdini) warn(l *lines, word string) {
	if len(h.warnings) < 20 {
		h.warnings = append(h.warnings, fmt.Sprintf("line %d: %s is no word of the header; it was passed over", l.number, quote(word)))
	}
}

// readHoudini reads the .lut of Houdini's mplay: version 1 is one curve for all channels, 2 a 3D table with red fastest, 3 a 3D
// table with a curve before it. Source: SideFX, "LUT file format" of the mplay documentation.
func readHoudini(b []byte) (*Chain, error) {
	l := newLines(b)
	h := &houdini{from: [2]float64{0, 1}, blocks: map[string][]float32{}, blockLine: map[string]int{}}
	for {
		words, ok := l.next()
		if !ok {
			return nil, fmt.Errorf("line %d: the file ends before its tables; want Version, Type, From, To, Length and LUT:", l.number)
		}
		if strings.EqualFold(words[0], "LUT:") {
			break
		}
		if err := h.word(l, words); err != nil {
			return nil, err
		}
	}
	if h.kind == "" || len(h.length) == 0 {
		return nil, l.errorf("LUT: without Type and Length before it")
	}
	for {
		more, err := h.block(l)
		if err != nil {
			return nil, err
		}
		if !more {
			c, err := h.chain()
			if err == nil {
				c.Warnings = h.warnings
			}
			return c, err
		}
	}
}

// word reads a line of the header.
func (h *houdini) word(l *lines, words []string) error {
	var err error
	switch word, rest := strings.ToLower(words[0]), words[1:]; word {
	case "version":
		if len(rest) != 1 || rest[0] != "1" && rest[0] != "2" && rest[0] != "3" {
			err = l.errorf("version %s; want 1, 2 or 3", quote(strings.Join(rest, " ")))
		}
	case "type":
		h.kind = strings.ToLower(strings.Join(rest, ""))
		switch h.kind {
		case "c", "rgb", "3d", "3d+1d":
		default:
			err = l.errorf("type %s; want C, RGB, 3D or 3D+1D", quote(strings.Join(rest, " ")))
		}
	case "from":
		v, e := l.numbers(rest, 2)
		if e != nil {
			return e
		}
		if !(v[1] > v[0]) {
			return l.errorf("%s %g to %g; want the lower one first", word, v[0], v[1])
		}
		h.from = [2]float64(v)
	case "length":
		if len(rest) < 1 || len(rest) > 2 {
			return l.errorf("length with %d values; want one, or two with a curve before the table", len(rest))
		}
		h.length = nil
		for _, w := range rest {
			n, e := l.whole(w, "Length", 2, maxCurve)
			if e != nil {
				return e
			}
			h.length = append(h.length, n)
		}
	case "format", "to", "black", "white":
	default:
		h.warn(l, words[0])
	}
	return err
}

// block reads "name { numbers }"; more is false at the end of the file.
func (h *houdini) block(l *lines) (more bool, err error) {
	words, ok := l.next()
	if !ok {
		return false, nil
	}
	name := strings.ToLower(words[0])
	switch {
	case len(words) > 1 && words[1] == "{":
		words = words[2:]
	case len(words) == 1 && strings.HasSuffix(name, "{"):
		name, words = strings.TrimSuffix(name, "{"), nil
	case len(words) == 1:
		if words, ok = l.next(); !ok || words[0] != "{" {
			return false, l.errorf("block %s without {", quote(name))
		}
		words = words[1:]
	default:
		return false, l.errorf("%s; want the name of a block and {", quote(strings.Join(words, " ")))
	}
	if h.blocks[name] != nil {
		return false, l.errorf("a second block %s", quote(name))
	}
	h.blockLine[name] = l.number
	v := []float32{}
	for {
		for i, w := range words {
			if w == "}" {
				if i+1 < len(words) {
					return false, l.errorf("%s after }", quote(words[i+1]))
				}
				h.blocks[name] = v
				return true, nil
			}
			x, err := number(w)
			if err != nil {
				return false, l.errorf("%w", err)
			}
			v = append(v, float32(x))
		}
		if words, ok = l.next(); !ok {
			return false, fmt.Errorf("line %d: the file ends within block %s; want }", l.number, quote(name))
		}
	}
}

// numbersOf is a block of exactly n numbers.
func (h *houdini) numbersOf(name string, n int) ([]float32, error) {
	v := h.blocks[name]
	if len(v) != n {
		return nil, fmt.Errorf("line %d: block %s has %d numbers; want %d", max(h.blockLine[name], 1), name, len(v), n)
	}
	return v, nil
}

func (h *houdini) chain() (*Chain, error) {
	low, high := h.from[0], h.from[1]
	if h.kind == "3d" {
		low, high = 0, 1 // a 3D table alone begins at 0 whatever From says, as OpenColorIO reads it
	}
	ops := fit([3]float64{low, low, low}, [3]float64{high, high, high})
	curve := func(name string, n int) error {
		v, err := h.numbersOf(name, n)
		ops = append(ops, &Curve{Values: [3][]float32{v, v, v}})
		return err
	}
	switch h.kind {
	case "c":
		if h.blocks["rgb"] == nil && h.blocks["c"] != nil {
			h.blocks["rgb"] = h.blocks["c"]
		}
		if err := curve("rgb", h.length[0]); err != nil {
			return nil, err
		}
		return &Chain{Ops: ops}, nil
	case "rgb":
		c := &Curve{}
		var err error
		for k, name := range []string{"r", "g", "b"} {
			if c.Values[k], err = h.numbersOf(name, h.length[0]); err != nil {
				return nil, err
			}
		}
		return &Chain{Ops: append(ops, c)}, nil
	case "3d+1d":
		if len(h.length) != 2 {
			return nil, errors.New("line 1: Type 3D+1D with one Length; want the points a side and those of the curve before them")
		}
		if err := curve("pre", h.length[1]); err != nil {
			return nil, err
		}
	}
	edge := h.length[0]
	if edge > maxEdge {
		return nil, fmt.Errorf("line 1: Length %d for a 3D table; want %d at most", edge, maxEdge)
	}
	v, err := h.numbersOf("3d", 3*edge*edge*edge)
	if err != nil {
		return nil, err
	}
	return &Chain{Ops: append(ops, &Lattice{Edge: edge, Values: blueFastest(v, edge)})}, nil
}
