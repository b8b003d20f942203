package look

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// icc is a profile's table of tags. Source: ICC.1:2010 (profile version 4.3), sections 7, 9 and 10.
type icc struct {
	data []byte
	tags map[string][2]int // from, to
}

// fromD50 takes the profile's light, which is balanced for D50, to D65 by Bradford, as screens are.
var fromD50 = &Matrix{M: [3][3]float64{
	{0.955509474537, -0.023074829492, 0.063312392987},
	{-0.028327238868, 1.00994465504, 0.021055592145},
	{0.012329273379, -0.020536209966, 1.33072998567},
}}

// readICC reads a profile of an RGB screen that is made of three curves and a matrix. As a look it leads from CIE XYZ, balanced for D65, to
// the screen's values, as OpenColorIO has it. Profiles that are tables are refused.
func readICC(b []byte) (*Chain, error) {
	p, err := iccTags(b)
	if err != nil {
		return nil, err
	}
	for tag := range p.tags {
		if tag == "A2B0" || tag == "B2A0" {
			return nil, fmt.Errorf("<%s>: the profile is made of tables; want one of curves and a matrix", tag)
		}
	}
	m := &Matrix{}
	curves := [3]Op{}
	for k, name := range []string{"r", "g", "b"} {
		xyz, err := p.xyz(name + "XYZ")
		if err != nil {
			return nil, err
		}
		for i := range 3 {
			m.M[i][k] = xyz[i]
		}
		if curves[k], err = p.curve(name + "TRC"); err != nil {
			return nil, err
		}
	}
	trc, err := together(curves)
	if err != nil {
		return nil, err
	}
	c := &Chain{Ops: append(trc, m, fromD50)}
	inv, err := c.Inverse()
	if err != nil {
		return nil, fmt.Errorf("<rXYZ>: %w", err)
	}
	return inv, nil
}

// iccTags reads header and table of tags.
func iccTags(b []byte) (*icc, error) {
	if len(b) < 132 || string(b[36:40]) != "acsp" {
		return nil, errors.New("<header>: byte 36: no acsp; want an ICC profile")
	}
	for _, f := range []struct {
		at         int
		what, want string
	}{{12, "class", "mntr"}, {16, "colour space", "RGB "}, {20, "connection space", "XYZ "}} {
		if got := string(b[f.at : f.at+4]); got != f.want {
			return nil, fmt.Errorf("<header>: byte %d: %s %q; want %q, the profile of a screen", f.at, f.what, got, f.want)
		}
	}
	p := &icc{data: b, tags: map[string][2]int{}}
	n := int(binary.BigEndian.Uint32(b[128:]))
	if n > 100 || 132+12*n > len(b) {
		return nil, fmt.Errorf("<header>: byte 128: %d tags, which the file does not hold", n)
	}
	for i := range n {
		e := b[132+12*i:]
		from, size := uint64(binary.BigEndian.Uint32(e[4:])), uint64(binary.BigEndian.Uint32(e[8:]))
		if from+size > uint64(len(b)) || size < 8 {
			return nil, fmt.Errorf("<%s>: %d bytes from byte %d; the file has %d", printableTag(e[:4]), size, from, len(b))
		}
		p.tags[string(e[:4])] = [2]int{int(from), int(from + size)}
	}
	return p, nil
}

// printableTag is a tag for an error.
func printableTag(b []byte) string {
	for _, c := range b {
		if c < '0' || c > 'z' {
			return "tag"
		}
	}
	return string(b)
}

// tag is the data of a tag, whose type is one of kinds.
func (p *icc) tag(name string, kinds ...string) ([]byte, error) {
	at, ok := p.tags[name]
	if !ok {
		return nil, fmt.Errorf("<%s>: the profile has none; want rXYZ, gXYZ, bXYZ, rTRC, gTRC and bTRC", name)
	}
	b := p.data[at[0]:at[1]]
	for _, k := range kinds {
		if string(b[:4]) == k && len(b) >= 12 {
			return b, nil
		}
	}
	return nil, fmt.Errorf("<%s>: type %q at byte %d; want %v", name, b[:4], at[0], kinds)
}

// fixed is a number with 16 bits after the point.
func fixed(b []byte) float64 { return float64(int32(binary.BigEndian.Uint32(b))) / 65536 }

func (p *icc) xyz(name string) (v [3]float64, err error) {
	b, err := p.tag(name, "XYZ ")
	if err != nil {
		return v, err
	}
	if len(b) < 20 {
		return v, fmt.Errorf("<%s>: %d bytes; want 20", name, len(b))
	}
	for i := range 3 {
		v[i] = fixed(b[8+4*i:])
	}
	return v, nil
}

// curve is a channel's curve: an exponent, or a table in its red channel.
func (p *icc) curve(name string) (Op, error) {
	b, err := p.tag(name, "curv", "para")
	if err != nil {
		return nil, err
	}
	if string(b[:4]) == "para" {
		kind := binary.BigEndian.Uint16(b[8:])
		if kind != 0 || len(b) < 16 {
			return nil, fmt.Errorf("<%s>: curve of %d parameters in %d bytes; want one exponent, or a table", name, kind, len(b))
		}
		return gamma(fixed(b[12:]), name)
	}
	n := int(binary.BigEndian.Uint32(b[8:]))
	switch {
	case n == 0:
		return gamma(1, name)
	case n > maxCurve || 12+2*n > len(b):
		return nil, fmt.Errorf("<%s>: %d points in %d bytes", name, n, len(b))
	case n == 1:
		return gamma(float64(binary.BigEndian.Uint16(b[12:]))/256, name)
	}
	v := make([]float32, n)
	for i := range v {
		v[i] = float32(binary.BigEndian.Uint16(b[12+2*i:])) / 65535
	}
	return &Curve{Values: [3][]float32{v, v, v}}, nil
}

func gamma(power float64, name string) (Op, error) {
	e := &Exponent{Style: Basic, Power: [3]float64{power, power, power}}
	if err := e.Check(); err != nil {
		return nil, fmt.Errorf("<%s>: %w", name, err)
	}
	return e, nil
}

// together joins the curves of three channels, which must be of one kind.
func together(c [3]Op) ([]Op, error) {
	switch first := c[0].(type) {
	case *Exponent:
		for k := 1; k < 3; k++ {
			o, ok := c[k].(*Exponent)
			if !ok {
				return nil, errors.New("<gTRC>: a table beside an exponent; want the three curves of one kind")
			}
			first.Power[k] = o.Power[0]
		}
	case *Curve:
		for k := 1; k < 3; k++ {
			o, ok := c[k].(*Curve)
			if !ok || len(o.Values[0]) != len(first.Values[0]) {
				return nil, errors.New("<gTRC>: curves of different kind or length; want the three alike")
			}
			first.Values[k] = o.Values[0]
		}
	default:
		return nil, errors.ErrUnsupported
	}
	return c[:1], nil
}
