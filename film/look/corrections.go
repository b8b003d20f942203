package look

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"backlot/film/timeline/xmltree"
)

// maxElements is the most elements an XML look may have: 20,000 corrections with their remarks.
const maxElements = 300_000

// Corrections reads every ASC CDL correction of a .cc, .ccc or .cdl, in the order of the file. Limits are as the
// OpenColorIO project reads them: off, so that light beyond 1 lives; set Clamp for the letter of version 1.2.
// Source: ASC CDL 1.2 section 5 and its XML schema urn:ASC:CDL:v1.01 and v1.2.
func Corrections(r io.Reader) ([]*CDL, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxFile))
	if err != nil {
		return nil, err
	}
	return corrections(b)
}

func corrections(b []byte) ([]*CDL, error) {
	root, err := xmltree.ParseAtMost(b, maxElements)
	if err != nil {
		return nil, err
	}
	var out []*CDL
	var walk func(e *xmltree.Elem) error
	walk = func(e *xmltree.Elem) error {
		switch e.Name {
		case "ColorCorrection":
			c, err := correction(e)
			if err != nil {
				return err
			}
			out = append(out, c)
		case "ColorCorrectionCollection", "ColorDecisionList", "ColorDecision":
			for _, k := range e.Children {
				if err := walk(k); err != nil {
					return err
				}
			}
		}
		return nil
	}
	if err := walk(root); err != nil {
		return nil, err
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("line %d: <%s> holds no ColorCorrection", root.Line, root.Name)
	}
	return out, nil
}

func correction(e *xmltree.Elem) (*CDL, error) {
	c := NewCDL()
	c.ID = e.Attr("id")
	sop, sat := 0, 0
	for _, k := range e.Children {
		switch k.Name {
		case "SOPNode", "ASC_SOP":
			sop++
		case "SatNode", "SATNode", "ASC_SAT":
			sat++
		}
		switch k.Name {
		case "Description":
			c.Description = append(c.Description, k.Text)
		case "SOPNode", "ASC_SOP":
			for _, d := range k.All("Description") {
				c.Description = append(c.Description, d.Text)
			}
		}
	}
	if sop > 1 || sat > 1 {
		return nil, fmt.Errorf("line %d: ColorCorrection %q has %d SOPNode and %d SatNode; want one of each at most", e.Line, c.ID, sop, sat)
	}
	return c, c.nodes(e)
}

// CorrectionIn reads the slope, offset, power and saturation that stand directly in an element, as an ACES Metadata File has
// them.
func CorrectionIn(e *xmltree.Elem) (*CDL, error) { return correction(e) }

// nodes reads slope, offset, power and saturation from under an element.
func (c *CDL) nodes(e *xmltree.Elem) error {
	for _, k := range e.Children {
		switch k.Name {
		case "SOPNode", "ASC_SOP":
			for _, p := range []struct {
				name string
				to   *[3]float64
			}{{"Slope", &c.Slope}, {"Offset", &c.Offset}, {"Power", &c.Power}} {
				got := k.Get(p.name)
				if got == nil {
					return fmt.Errorf("line %d: %s without %s; want Slope, Offset and Power", k.Line, k.Name, p.name)
				}
				v, err := elemNumbers(got, 3)
				if err != nil {
					return err
				}
				*p.to = [3]float64(v)
			}
		case "SatNode", "SATNode", "ASC_SAT":
			got := k.Get("Saturation")
			if got == nil {
				return fmt.Errorf("line %d: %s without Saturation", k.Line, k.Name)
			}
			v, err := elemNumbers(got, 1)
			if err != nil {
				return err
			}
			c.Saturation = v[0]
		}
	}
	if err := c.Check(); err != nil {
		return fmt.Errorf("line %d: %s: %w", e.Line, e.Name, err)
	}
	return nil
}

// elemNumbers reads exactly n numbers from an element.
func elemNumbers(e *xmltree.Elem, n int) ([]float64, error) {
	words := strings.Fields(e.Text)
	if len(words) != n {
		return nil, fmt.Errorf("line %d: %s has %d values; want %d", e.Line, e.Name, len(words), n)
	}
	out := make([]float64, n)
	for i, w := range words {
		v, err := number(w)
		if err != nil {
			return nil, fmt.Errorf("line %d: %s: %w", e.Line, e.Name, err)
		}
		out[i] = v
	}
	return out, nil
}

// chooseCDL is the chain of one correction of a list: the one with an id, or the only one.
func chooseCDL(b []byte, id string) (*Chain, error) {
	all, err := corrections(b)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, c := range all {
		if c.ID == id && id != "" || id == "" && len(all) == 1 {
			return &Chain{Name: c.ID, Ops: []Op{c}}, nil
		}
		if len(ids) < 8 {
			ids = append(ids, c.ID)
		}
	}
	if id == "" {
		return nil, fmt.Errorf("%d corrections (%s ...); want one of them named after a #, as in looks.cdl#%s", len(all), strings.Join(ids, ", "), ids[0])
	}
	return nil, fmt.Errorf("no correction %q; there are %s", id, strings.Join(ids, ", "))
}

// WriteCorrections writes corrections as .cc (exactly one), .ccc or .cdl. What Clamp says is not part of these formats.
func WriteCorrections(w io.Writer, f Format, all ...*CDL) error {
	for i, c := range all {
		if c.reverse {
			return fmt.Errorf("correction %q is an inverse, which %s cannot hold; want a .clf", c.ID, f)
		}
		if err := c.Check(); err != nil {
			return fmt.Errorf("correction %d (%q): %w", i+1, c.ID, err)
		}
	}
	var x xmltree.Writer
	x.WriteString(`<?xml version="1.0" encoding="UTF-8"?>`)
	const space = "urn:ASC:CDL:v1.2"
	switch {
	case len(all) == 0:
		return fmt.Errorf("no correction to write")
	case f == CC && len(all) == 1:
		writeCorrection(&x, all[0], "xmlns", space)
	case f == CC:
		return fmt.Errorf("a .cc holds one correction, not %d; want .ccc or .cdl", len(all))
	case f == CCC:
		x.Open("ColorCorrectionCollection", "xmlns", space)
		for _, c := range all {
			writeCorrection(&x, c)
		}
		x.Close("ColorCorrectionCollection")
	case f == CDLF:
		x.Open("ColorDecisionList", "xmlns", space)
		for _, c := range all {
			x.Open("ColorDecision")
			writeCorrection(&x, c)
			x.Close("ColorDecision")
		}
		x.Close("ColorDecisionList")
	default:
		return fmt.Errorf("%s holds no corrections; want cc, ccc or cdl", f)
	}
	x.WriteByte('\n')
	_, err := io.Copy(w, bytes.NewReader(x.Bytes()))
	return err
}

func writeCorrection(x *xmltree.Writer, c *CDL, attrs ...string) {
	x.Open("ColorCorrection", append(attrs, "id", c.ID)...)
	writeNodes(x, c, c.Description)
	x.Close("ColorCorrection")
}

func writeNodes(x *xmltree.Writer, c *CDL, remarks []string) {
	x.Open("SOPNode")
	for _, d := range remarks {
		x.Leaf("Description", d)
	}
	x.Leaf("Slope", exact(c.Slope[:]...))
	x.Leaf("Offset", exact(c.Offset[:]...))
	x.Leaf("Power", exact(c.Power[:]...))
	x.Close("SOPNode")
	x.Open("SatNode")
	x.Leaf("Saturation", exact(c.Saturation))
	x.Close("SatNode")
}

// exact writes numbers so that they read back the same.
func exact(v ...float64) string {
	words := make([]string, len(v))
	for i, x := range v {
		words[i] = strconv.FormatFloat(x, 'g', -1, 64)
	}
	return strings.Join(words, " ")
}
