package look

import (
	"encoding/hex"
	"fmt"
	"math"
	"strconv"
	"strings"

	"backlot/film/timeline/xmltree"
)

// readIridasLook reads the .look of Iridas' SpeedGrade: its baked table, which is hexadecimal digits of float32, lowest byte first, with red
// fastest. The layers of the grade are not read; a look that is limited to a part of the picture by a mask is refused, since
// no table can hold it.
func readIridasLook(b []byte) (*Chain, error) {
	root, err := xmltree.ParseAtMost(b, maxElements)
	if err != nil {
		return nil, err
	}
	if root.Name != "look" {
		return nil, fmt.Errorf("line %d: <%s>; want <look>", root.Line, root.Name)
	}
	if m := find(root.Get("shaders"), "mask"); m != nil {
		return nil, fmt.Errorf("line %d: <mask>: the look is for a part of the picture; want one without a mask", m.Line)
	}
	table := root.Get("LUT")
	size, data := table.Get("size"), table.Get("data")
	if size == nil || data == nil {
		return nil, fmt.Errorf("line %d: <look> without <LUT> with <size> and <data>", root.Line)
	}
	edge, err := strconv.Atoi(strings.Trim(size.Text, "\" \t\r\n"))
	if err != nil || edge < minEdge || edge > maxEdge {
		return nil, fmt.Errorf("line %d: <size> %s; want a whole number from %d to %d", size.Line, quote(size.Text), minEdge, maxEdge)
	}
	raw, err := hex.DecodeString(strings.Map(func(r rune) rune {
		if strings.ContainsRune("\" \t\r\n", r) {
			return -1
		}
		return r
	}, data.Text))
	if err != nil {
		return nil, fmt.Errorf("line %d: <data>: %w", data.Line, err)
	}
	n := 3 * edge * edge * edge
	if len(raw) != 4*n {
		return nil, fmt.Errorf("line %d: <data> has %d bytes; size %d wants %d", data.Line, len(raw), edge, 4*n)
	}
	v := make([]float32, n)
	for i := range v {
		v[i] = math.Float32frombits(uint32(raw[4*i]) | uint32(raw[4*i+1])<<8 | uint32(raw[4*i+2])<<16 | uint32(raw[4*i+3])<<24)
		if x := float64(v[i]); math.IsNaN(x) || math.IsInf(x, 0) {
			return nil, fmt.Errorf("line %d: <data>: value %d is no number", data.Line, i+1)
		}
	}
	return &Chain{Ops: []Op{&Lattice{Edge: edge, Values: blueFastest(v, edge)}}}, nil
}

// find is the first element of a name anywhere below, or nil.
func find(e *xmltree.Elem, name string) *xmltree.Elem {
	for _, c := range e.Kids() {
		if c.Name == name {
			return c
		}
		if got := find(c, name); got != nil {
			return got
		}
	}
	return nil
}
