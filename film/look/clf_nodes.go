package look

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"backlot/film/timeline/xmltree"
)

func readMatrix(n node) (Op, error) {
	dim, v, err := n.array(func(d []int) (int, error) {
		switch fmt.Sprint(d) {
		case "[3 3]", "[3 3 3]": // the third dimension is how version 2 wrote it
			return 9, nil
		case "[3 4]", "[3 4 3]":
			return 12, nil
		}
		return 0, errors.New("want 3 3, or 3 4 with an offset")
	})
	if err != nil {
		return nil, err
	}
	m := &Matrix{}
	cols := dim[1]
	for i := range 3 {
		for k := range 3 {
			m.M[i][k] = v[i*cols+k] * n.in / n.out
		}
		if cols == 4 {
			m.Offset[i] = v[i*cols+3] / n.out
		}
	}
	return m, finite(v)
}

// finite refuses what float32 cannot hold as a finite number.
func finite(v []float64) error {
	for i, x := range v {
		if math.IsNaN(x) || math.Abs(x) > math.MaxFloat32 {
			return fmt.Errorf("value %d of <Array> is %g; want a number", i+1, x)
		}
	}
	return nil
}

func readRange(n node) (Op, error) {
	var v [4]*float64
	for i, name := range []string{"minInValue", "maxInValue", "minOutValue", "maxOutValue"} {
		e := n.Get(name)
		if e == nil {
			continue
		}
		x, err := elemNumbers(e, 1)
		if err != nil {
			return nil, err
		}
		by := n.in
		if i >= 2 {
			by = n.out
		}
		x[0] /= by
		v[i] = &x[0]
	}
	if (v[0] == nil) != (v[2] == nil) || (v[1] == nil) != (v[3] == nil) {
		return nil, errors.New("minInValue goes with minOutValue, and maxInValue with maxOutValue")
	}
	r := &Range{Low: v[0] != nil, High: v[1] != nil}
	if r.Low {
		r.MinIn, r.MinOut = *v[0], *v[2]
	}
	if r.High {
		r.MaxIn, r.MaxOut = *v[1], *v[3]
	}
	switch {
	case !r.Low && !r.High:
		return nil, errors.New("neither a minimum nor a maximum; want one of them at least")
	case r.Low && r.High && !(r.MaxIn > r.MinIn):
		return nil, fmt.Errorf("minInValue %g is not below maxInValue %g", r.MinIn, r.MaxIn)
	case r.Low && r.High && r.MaxOut < r.MinOut:
		return nil, fmt.Errorf("minOutValue %g is above maxOutValue %g", r.MinOut, r.MaxOut)
	case r.Low != r.High && math.Abs(r.MinIn-r.MinOut)+math.Abs(r.MaxIn-r.MaxOut) > 1e-6:
		return nil, errors.New("one end only, and in and out are not the same light; want both ends to map one span onto another")
	}
	switch style := n.Attr("style"); strings.ToLower(style) {
	case "", "clamp":
		return r, nil
	case "noclamp":
		if !r.Low || !r.High {
			return nil, errors.New("noClamp wants a minimum and a maximum")
		}
		by, add := r.line()
		return Scale([3]float64{by, by, by}, [3]float64{add, add, add}), nil
	default:
		return nil, fmt.Errorf("style %s; want Clamp or noClamp", quote(style))
	}
}

// flag is an attribute that is absent or "true".
func (n node) flag(name string) (bool, error) {
	switch v := n.Attr(name); {
	case v == "true":
		return true, nil
	case v != "":
		return false, fmt.Errorf("%s %s; want true, or the attribute left out", name, quote(v))
	}
	for _, a := range n.Attrs {
		if a.Name.Local == name {
			return false, fmt.Errorf("%s is empty; want true, or the attribute left out", name)
		}
	}
	return false, nil
}

func readLUT1D(n node) (Op, error) {
	half, err := n.flag("halfDomain")
	if err != nil {
		return nil, err
	}
	raw, err := n.flag("rawHalfs")
	if err != nil {
		return nil, err
	}
	if hue := n.Attr("hueAdjust"); hue != "" && hue != "none" {
		return nil, fmt.Errorf("hueAdjust %s is not known here; want none", quote(hue))
	}
	dim, v, err := n.array(func(d []int) (int, error) {
		if len(d) != 2 || d[0] < 2 || d[1] != 1 && d[1] != 3 {
			return 0, errors.New("want the number of points, and 1 or 3 channels")
		}
		if half && d[0] != halves {
			return 0, fmt.Errorf("want %d points over half floats", halves)
		}
		return d[0] * d[1], nil
	})
	if err != nil {
		return nil, err
	}
	if !half && !raw {
		if err := finite(v); err != nil {
			return nil, err
		}
	}
	n.indexMap()
	c := &Curve{Half: half}
	for k := range dim[1] {
		c.Values[k] = make([]float32, dim[0])
		for i := range dim[0] {
			x := v[i*dim[1]+k]
			if raw {
				if x < 0 || x > 65535 || x != math.Trunc(x) {
					return nil, fmt.Errorf("value %g of <Array>; with rawHalfs want a whole number from 0 to 65535", x)
				}
				x = float64(FromHalf(uint16(x)))
			}
			c.Values[k][i] = float32(x / n.out)
		}
	}
	if dim[1] == 1 {
		c.Values[1], c.Values[2] = c.Values[0], c.Values[0]
	}
	return c, nil
}

// indexMap warns of what CLF had until version 2.
func (n node) indexMap() {
	if m := n.Get("IndexMap"); m != nil {
		n.list.warn(m, "is of version 2 and was passed over: inputs are spread evenly")
	}
}

func readLUT3D(n node) (Op, error) {
	dim, v, err := n.array(func(d []int) (int, error) {
		if len(d) != 4 || d[0] != d[1] || d[1] != d[2] || d[3] != 3 || d[0] < minEdge || d[0] > maxEdge {
			return 0, fmt.Errorf("want three equal sizes from %d to %d, and 3 channels", minEdge, maxEdge)
		}
		return d[0] * d[0] * d[0] * 3, nil
	})
	if err != nil {
		return nil, err
	}
	if err := finite(v); err != nil {
		return nil, err
	}
	n.indexMap()
	l := &Lattice{Edge: dim[0], Values: make([]float32, len(v))}
	for i, x := range v {
		l.Values[i] = float32(x / n.out)
	}
	switch by := n.Attr("interpolation"); by {
	case "", "default", "linear":
	case string(Trilinear), string(Tetrahedral):
		l.By = Interpolation(by)
	default:
		return nil, fmt.Errorf("interpolation %s; want trilinear or tetrahedral", quote(by))
	}
	return l, nil
}

func readASC(n node) (Op, error) {
	c := NewCDL()
	c.ID = n.Attr("id")
	if err := c.nodes(n.Elem); err != nil {
		return nil, err
	}
	switch style := n.Attr("style"); style {
	case "", "Fwd", "v1.2_Fwd":
		c.Clamp = true
	case "Rev", "v1.2_Rev":
		c.Clamp, c.reverse = true, true
	case "FwdNoClamp", "noClampFwd":
	case "RevNoClamp", "noClampRev":
		c.reverse = true
	default:
		return nil, fmt.Errorf("style %s; want Fwd, Rev, FwdNoClamp or RevNoClamp", quote(style))
	}
	if c.reverse {
		if _, err := c.Inverse(); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func readExponent(n node) (Op, error) {
	e := &Exponent{Power: [3]float64{1, 1, 1}}
	style := n.Attr("style")
	low := strings.ToLower(style)
	name, rev := strings.CutSuffix(low, "rev")
	if !rev {
		name = strings.TrimSuffix(low, "fwd")
	}
	e.Rev = rev
	for _, s := range []ExponentStyle{Basic, BasicMirror, BasicPassThru, MonCurve, MonMirror} {
		if strings.ToLower(string(s)) == name {
			e.Style = s
		}
	}
	if e.Style == "" || name == low {
		return nil, fmt.Errorf("style %s; want basicFwd, basicRev, basicMirrorFwd, basicPassThruFwd, monCurveFwd, monCurveMirrorFwd or their Rev", quote(style))
	}
	word := "exponent"
	params := n.All("ExponentParams")
	if n.Name == "Gamma" {
		word, params = "gamma", n.All("GammaParams")
	}
	err := eachChannel(params, func(channels []int, p *xmltree.Elem) error {
		power, err := n.param(p, word, math.NaN())
		if err != nil {
			return err
		}
		offset, err := n.param(p, "offset", 0)
		if err != nil {
			return err
		}
		if p.Attr("offset") != "" && !e.mon() {
			return fmt.Errorf("line %d: <%s> with an offset; style %s has none", p.Line, p.Name, style)
		}
		for _, k := range channels {
			e.Power[k], e.Offset[k] = power, offset
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return e, e.Check()
}

// eachChannel gives the parameters of red, green and blue: one set without a channel is for all.
func eachChannel(params []*xmltree.Elem, f func([]int, *xmltree.Elem) error) error {
	if len(params) == 0 {
		return errors.New("no parameters; want one set, or one a channel")
	}
	seen := map[string]bool{}
	for _, p := range params {
		ch := p.Attr("channel")
		channels, ok := map[string][]int{"": {0, 1, 2}, "R": {0}, "G": {1}, "B": {2}}[ch]
		if !ok {
			return fmt.Errorf("line %d: <%s> with channel %s; want R, G or B", p.Line, p.Name, quote(ch))
		}
		if seen[ch] || ch == "" && len(params) > 1 {
			return fmt.Errorf("line %d: <%s> twice for one channel", p.Line, p.Name)
		}
		seen[ch] = true
		if err := f(channels, p); err != nil {
			return err
		}
	}
	return nil
}

// param is a number in an attribute; a fallback that is not a number makes it required.
func (n node) param(p *xmltree.Elem, name string, fallback float64) (float64, error) {
	s := p.Attr(name)
	if s == "" {
		if math.IsNaN(fallback) {
			return 0, fmt.Errorf("line %d: <%s> without %s", p.Line, p.Name, name)
		}
		return fallback, nil
	}
	v, err := number(s)
	if err != nil {
		return 0, fmt.Errorf("line %d: <%s> %s: %w", p.Line, p.Name, name, err)
	}
	return v, nil
}

func readLog(n node) (Op, error) {
	style := n.Attr("style")
	fixed := map[string]float64{"log10": 10, "antiLog10": 10, "log2": 2, "antiLog2": 2}
	l := &Log{}
	switch style {
	case "log10", "log2", "linToLog", "cameraLinToLog":
	case "antiLog10", "antiLog2", "logToLin", "cameraLogToLin":
		l.Rev = true
	default:
		return nil, fmt.Errorf("style %s; want log10, antiLog10, log2, antiLog2, linToLog, logToLin, cameraLinToLog or cameraLogToLin", quote(style))
	}
	plain := LogCurve{Base: 2, LogSlope: 1, LinSlope: 1}
	params := n.All("LogParams")
	if base := fixed[style]; base != 0 {
		if len(params) > 0 {
			return nil, fmt.Errorf("line %d: <LogParams> with style %s, which has none", params[0].Line, style)
		}
		plain.Base = base
		return NewLog("", plain).turned(l.Rev), nil
	}
	camera := strings.HasPrefix(style, "camera")
	given := [3]bool{}
	err := eachChannel(params, func(channels []int, p *xmltree.Elem) error {
		c, err := n.logCurve(p, camera)
		for _, k := range channels {
			l.Channel[k], given[k] = c, true
		}
		plain.Base = c.Base
		return err
	})
	if err != nil {
		return nil, err
	}
	for k := range 3 {
		switch {
		case !given[k] && camera:
			return nil, fmt.Errorf("no parameters for one of the channels; style %s wants all three", style)
		case !given[k]:
			l.Channel[k] = plain
		}
	}
	for _, c := range l.Channel {
		if c.Base != plain.Base {
			return nil, fmt.Errorf("bases %g and %g; want one for the three channels", c.Base, plain.Base)
		}
		if camera && (c.Slope == 0) != (l.Channel[0].Slope == 0) {
			return nil, errors.New("linearSlope for some channels only; want it for all or for none")
		}
	}
	return l, l.Check()
}

func (l *Log) turned(rev bool) *Log {
	l.Rev = rev
	return l
}

func (n node) logCurve(p *xmltree.Elem, camera bool) (LogCurve, error) {
	c := LogCurve{Broken: camera}
	for _, f := range []struct {
		name     string
		to       *float64
		fallback float64
		camera   bool
	}{
		{"base", &c.Base, 2, false}, {"logSideSlope", &c.LogSlope, 1, false}, {"logSideOffset", &c.LogOffset, 0, false},
		{"linSideSlope", &c.LinSlope, 1, false}, {"linSideOffset", &c.LinOffset, 0, false},
		{"linSideBreak", &c.Break, math.NaN(), true}, {"linearSlope", &c.Slope, 0, true},
	} {
		if f.camera && !camera {
			if p.Attr(f.name) != "" {
				return c, fmt.Errorf("line %d: <LogParams> with %s; want it with the camera styles only", p.Line, f.name)
			}
			continue
		}
		v, err := n.param(p, f.name, f.fallback)
		if err != nil {
			return c, err
		}
		*f.to = v
	}
	return c, nil
}
