package look

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"backlot/film/timeline/xmltree"
)

// xmlChain reads a ProcessList: Common LUT Format 2 and 3 (Academy S-2014-006, SMPTE ST 2136-1) and Autodesk's CTF.
func xmlChain(b []byte, id string) (*Chain, error) {
	if id != "" {
		return nil, fmt.Errorf("#%s: a ProcessList is one look; want its name alone", id)
	}
	root, err := xmltree.ParseAtMost(b, maxElements)
	if err != nil {
		return nil, err
	}
	if root.Name != "ProcessList" {
		return nil, fmt.Errorf("line %d: <%s>; want <ProcessList>", root.Line, root.Name)
	}
	if root.Text != "" {
		return nil, fmt.Errorf("line %d: <ProcessList> with text %s; want elements only", root.Line, quote(root.Text))
	}
	p := &processList{chain: &Chain{Name: root.Attr("name")}}
	if err := p.header(root); err != nil {
		return nil, err
	}
	for _, e := range root.Children {
		if err := p.element(e); err != nil {
			return nil, err
		}
	}
	if p.nodes == 0 {
		return nil, fmt.Errorf("line %d: <ProcessList> holds no process node; want at least one", root.Line)
	}
	return p.chain, nil
}

type processList struct {
	chain   *Chain
	ctf     bool
	version float64 // of CLF
	nodes   int     // read so far
	depth   string  // that came out of the last one
}

// uuid is how ST 2136-1 writes an <Id>.
var uuid = regexp.MustCompile(`^urn:uuid:[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

// header checks that the list is of a version that is read here.
func (p *processList) header(root *xmltree.Elem) error {
	space := root.Attr("xmlns")
	smpte := strings.HasPrefix(space, "http://www.smpte-ra.org/ns/2136-1/")
	switch {
	case smpte && space != "http://www.smpte-ra.org/ns/2136-1/2024":
		return fmt.Errorf("line %d: <ProcessList> of %s; want http://www.smpte-ra.org/ns/2136-1/2024", root.Line, quote(space))
	case root.Attr("compCLFversion") != "" && root.Attr("version") != "":
		return fmt.Errorf("line %d: <ProcessList> with compCLFversion and version; want the one of CLF or that of CTF", root.Line)
	case root.Attr("compCLFversion") != "":
		v, err := strconv.ParseFloat(root.Attr("compCLFversion"), 64)
		if err != nil || !(v >= 1 && v <= 3) {
			return fmt.Errorf("line %d: <ProcessList> of compCLFversion %s; want a number up to 3", root.Line, quote(root.Attr("compCLFversion")))
		}
		p.version = v
	case smpte:
		p.version = 3
	case root.Attr("version") != "":
		if !regexp.MustCompile(`^[12]\.\d(\.\d)?$`).MatchString(root.Attr("version")) {
			return fmt.Errorf("line %d: <ProcessList> of CTF version %s; want 1.x or 2.x", root.Line, quote(root.Attr("version")))
		}
		p.ctf = true
	default:
		return fmt.Errorf("line %d: <ProcessList> without compCLFversion; want 3", root.Line)
	}
	id := root.Get("Id")
	if id != nil && smpte && !uuid.MatchString(id.Text) {
		return fmt.Errorf("line %d: <Id> %s; want urn:uuid: and a UUID", id.Line, quote(id.Text))
	}
	if root.Attr("id") == "" && p.version >= 3 && !(smpte && id != nil) {
		return fmt.Errorf("line %d: <ProcessList> without an id; version 3 wants one", root.Line)
	}
	return nil
}

func (p *processList) warn(e *xmltree.Elem, format string, args ...any) {
	if len(p.chain.Warnings) < 100 {
		p.chain.Warnings = append(p.chain.Warnings, fmt.Sprintf("line %d: <%s> ", e.Line, e.Name)+fmt.Sprintf(format, args...))
	}
}

// element reads a child of the list.
func (p *processList) element(e *xmltree.Elem) error {
	switch e.Name {
	case "Id", "Description", "InputDescriptor", "OutputDescriptor", "Info":
		return nil
	}
	read, known := nodeReaders[e.Name]
	if !known || !p.ctf && ctfOnly[e.Name] {
		p.warn(e, "is no process node of the format; it was passed over")
		return nil
	}
	if p.version > 0 && p.version < 3 && (e.Name == "Log" || e.Name == "Exponent") {
		return fmt.Errorf("line %d: <%s> in a list of version %g; want compCLFversion 3 for it", e.Line, e.Name, p.version)
	}
	n := node{Elem: e, list: p}
	for _, d := range []struct {
		name string
		to   *float64
	}{{"inBitDepth", &n.in}, {"outBitDepth", &n.out}} {
		top, ok := bitDepths[e.Attr(d.name)]
		if !ok {
			return fmt.Errorf("line %d: <%s> with %s %s; want 8i, 10i, 12i, 16i, 16f or 32f", e.Line, e.Name, d.name, quote(e.Attr(d.name)))
		}
		*d.to = top
	}
	if p.nodes > 0 && e.Attr("inBitDepth") != p.depth {
		return fmt.Errorf("line %d: <%s> with inBitDepth %s after a node that gives %s; want them the same", e.Line, e.Name, e.Attr("inBitDepth"), p.depth)
	}
	if e.Text != "" {
		return fmt.Errorf("line %d: <%s> with text %s in it; want elements only", e.Line, e.Name, quote(e.Text))
	}
	p.nodes++
	p.depth = e.Attr("outBitDepth")
	if e.Attr("bypass") == "true" {
		p.warn(e, "says bypass, which is no part of the format; it counts")
	}
	op, err := read(n)
	if err != nil {
		return fmt.Errorf("line %d: <%s>: %w", e.Line, e.Name, err)
	}
	p.chain.Ops = append(p.chain.Ops, op)
	return nil
}

// bitDepths are the codes that stand for 1.0.
var bitDepths = map[string]float64{"8i": 255, "10i": 1023, "12i": 4095, "16i": 65535, "16f": 1, "32f": 1}

// node is a process node; in and out are the codes of its white.
type node struct {
	*xmltree.Elem
	list    *processList
	in, out float64
}

var nodeReaders = map[string]func(node) (Op, error){
	"Matrix": readMatrix, "Range": readRange, "LUT1D": readLUT1D, "LUT3D": readLUT3D,
	"ASC_CDL": readASC, "Exponent": readExponent, "Log": readLog,
	"Gamma": readExponent, "InverseLUT1D": inverseOf(readLUT1D), "InverseLUT3D": inverseOf(readLUT3D),
}

// ctfOnly are what CTF has beyond CLF.
var ctfOnly = map[string]bool{"Gamma": true, "InverseLUT1D": true, "InverseLUT3D": true}

// inverseOf reads a table that is stored forward and meant backward, whose depths are those of its use.
func inverseOf(read func(node) (Op, error)) func(node) (Op, error) {
	return func(n node) (Op, error) {
		n.in, n.out = n.out, n.in
		op, err := read(n)
		if err != nil {
			return nil, err
		}
		return op.Inverse()
	}
}

// array reads an <Array>: its dimensions and as many numbers as they say.
func (n node) array(dims func([]int) (int, error)) (dim []int, values []float64, err error) {
	a := n.Get("Array")
	if a == nil {
		return nil, nil, fmt.Errorf("no <Array> in it")
	}
	if len(n.All("Array")) > 1 {
		return nil, nil, fmt.Errorf("more than one <Array> in it")
	}
	for _, w := range strings.Fields(a.Attr("dim")) {
		d, err := strconv.Atoi(w)
		if err != nil || d < 1 || d > maxCurve || len(dim) == 4 {
			return nil, nil, fmt.Errorf("line %d: <Array> with dim %s", a.Line, quote(a.Attr("dim")))
		}
		dim = append(dim, d)
	}
	want, err := dims(dim)
	if err != nil {
		return nil, nil, fmt.Errorf("line %d: <Array> with dim %s: %w", a.Line, quote(a.Attr("dim")), err)
	}
	words := strings.FieldsFunc(a.Text, func(r rune) bool { return unicode.IsSpace(r) || r == ',' })
	if len(words) != want {
		return nil, nil, fmt.Errorf("line %d: <Array> has %d values; dim %s wants %d", a.Line, len(words), quote(a.Attr("dim")), want)
	}
	values = make([]float64, want)
	for i, w := range words {
		// tables over half floats may hold infinities
		if values[i], err = strconv.ParseFloat(w, 64); err != nil {
			return nil, nil, fmt.Errorf("line %d: <Array> value %d: %s is not a number", a.Line, i+1, quote(w))
		}
	}
	return dim, values, nil
}
