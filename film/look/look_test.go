package look_test

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"backlot/film/look"
	"backlot/testdata/raced"
)

func close3(a, b [3]float32, by float64) bool {
	for k := range 3 {
		if !(math.Abs(float64(a[k])-float64(b[k])) <= by*max(1, math.Abs(float64(b[k])))) {
			return false
		}
	}
	return true
}

// TestCDLByHand: the arithmetic of ASC CDL 1.2, worked by hand.
func TestCDLByHand(t *testing.T) {
	c := look.NewCDL()
	c.Slope, c.Offset, c.Power, c.Saturation = [3]float64{2, 1, 0.5}, [3]float64{-0.5, 0.1, 0}, [3]float64{1, 2, 0.5}, 0.5
	// 0.5: 0.5·2-0.5 = 0.5; (0.5+0.1)² = 0.36; √0.25 = 0.5; luma 0.3998; half way to it
	luma := 0.2126*0.5 + 0.7152*0.36 + 0.0722*0.5
	want := [3]float32{float32((0.5 + luma) / 2), float32((0.36 + luma) / 2), float32((0.5 + luma) / 2)}
	if got := look.Of("", c).At([3]float32{0.5, 0.5, 0.5}); !close3(got, want, 1e-6) {
		t.Errorf("%v; want %v", got, want)
	}
	c.Clamp = true
	if got := look.Of("", c).At([3]float32{9, 9, 9}); !close3(got, [3]float32{1, 1, 1}, 1e-6) {
		t.Errorf("with limits, bright light becomes %v; want white", got)
	}
	c.Slope[1] = -1
	if c.Check() == nil {
		t.Error("a slope below 0 is accepted")
	}
}

// samples is a look of every op that formats hold.
func samples() map[string]*look.Chain {
	rng := rand.New(rand.NewPCG(5, 2026))
	lattice := func(edge int) *look.Lattice {
		l, err := look.NewLattice(edge)
		if err != nil {
			panic(err)
		}
		for i := range l.Values {
			l.Values[i] = min(1, max(0, l.Values[i]+(rng.Float32()-0.5)*0.1))
		}
		return l
	}
	curve := &look.Curve{}
	for k := range 3 {
		for i := range 17 {
			curve.Values[k] = append(curve.Values[k], float32(math.Pow(float64(i)/16, 1.5+float64(k)))-0.25)
		}
	}
	one := &look.Curve{Values: [3][]float32{curve.Values[0], curve.Values[0], curve.Values[0]}}
	half := &look.Curve{Half: true}
	for k := range 3 {
		half.Values[k] = make([]float32, 1<<16)
		for i := range half.Values[k] {
			half.Values[k][i] = float32(i%1000) / 999
		}
	}
	cdl := look.NewCDL()
	cdl.ID, cdl.Description, cdl.Slope, cdl.Offset, cdl.Power, cdl.Saturation = "3A-2 \"night\" <b>", []string{"cooler & darker"}, [3]float64{1.1, 1, 0.9}, [3]float64{-0.03, 1e-7, 0.1}, [3]float64{1.25, 1, 1.0 / 3}, 1.7
	limited := *cdl
	limited.Clamp = true
	undo, _ := limited.Inverse()
	log := look.NewLog("", look.LogCurve{Base: 10, LogSlope: 0.24719, LogOffset: 0.385537, LinSlope: 5.555556, LinOffset: 0.052272, Broken: true, Break: 0.010591, Slope: 5.367655})
	back, _ := log.Inverse()
	return map[string]*look.Chain{
		"lattice": look.Of("lattice", lattice(17)),
		"small":   look.Of("small", lattice(2)),
		"domain":  look.Of("domain", look.Scale([3]float64{0.25, 0.5, 1}, [3]float64{0.5, 0, 0}), lattice(5)),
		"curve":   look.Of("curve", curve),
		"one":     look.Of("one", one),
		"span":    look.Of("span", look.Scale([3]float64{0.25, 0.25, 0.25}, [3]float64{0.5, 0.5, 0.5}), one),
		"half":    look.Of("half", half),
		"cdl":     look.Of("cdl", cdl),
		"matrix":  look.Of("matrix", &look.Matrix{M: [3][3]float64{{0.9, 0.1, 0}, {-0.2, 1.2, 1e-9}, {0, 0, 1.0 / 3}}, Offset: [3]float64{0.5, 0, -1}}),
		"steps": look.Of("steps", log, &limited, undo, back, &look.Range{Low: true, High: true, MinIn: 0.1, MaxIn: 0.9, MinOut: 0, MaxOut: 1},
			&look.Range{Low: true, MinIn: 0.2, MinOut: 0.2},
			&look.Exponent{Style: look.MonCurve, Power: [3]float64{2.4, 2.2, 3}, Offset: [3]float64{0.055, 0.099, 0.16}, Rev: true},
			&look.Exponent{Style: look.BasicMirror, Power: [3]float64{2.4, 2.4, 2.4}},
			look.NewLog("", look.LogCurve{Base: 2, LogSlope: 1, LinSlope: 1}), lattice(3)),
	}
}

// TestRoundTrip: what is written reads back as the same look, value for value; what a format cannot hold is refused by name.
func TestRoundTrip(t *testing.T) {
	holds := map[look.Format]string{
		look.Cube: "lattice small domain curve one span", look.CSP: "lattice small domain curve one span", look.SPI1D: "curve one span",
		look.SPI3D: "lattice small", look.ThreeD: "lattice small", look.SPIMtx: "matrix", look.CC: "cdl", look.CCC: "cdl", look.CDLF: "cdl",
		look.CLF: "lattice small domain curve one span half cdl matrix steps",
	}
	for name, c := range samples() {
		if raced.On && name == "half" {
			continue // 65,536 rows, which the detector makes long
		}
		for f, names := range holds {
			var b bytes.Buffer
			err := look.Write(&b, f, c)
			if strings.Contains(" "+names+" ", " "+name+" ") != (err == nil) {
				t.Errorf("%s as %s: %v; the format holds %s", name, f, err, names)
			}
			if err != nil {
				continue
			}
			got, err := look.Read("x."+string(f), bytes.NewReader(b.Bytes()))
			if err != nil {
				t.Errorf("%s as %s does not read back: %v", name, f, err)
				continue
			}
			by := 1e-6
			if f == look.ThreeD {
				by = 0.5/4095 + 1e-6
			}
			sameLook(t, fmt.Sprintf("%s as %s", name, f), c, got, by)
			if got.Format != f {
				t.Errorf("%s as %s is detected as %s", name, f, got.Format)
			}
			var again bytes.Buffer
			if err := look.Write(&again, f, got); err != nil || f != look.CC && name != "domain" && name != "span" && !bytes.Equal(again.Bytes(), b.Bytes()) {
				t.Errorf("%s as %s is written differently the second time (%v)", name, f, err)
			}
		}
	}
}

func sameLook(t *testing.T, what string, want, got *look.Chain, by float64) {
	t.Helper()
	rng := rand.New(rand.NewPCG(8, 2026))
	for range 200 {
		in := [3]float32{rng.Float32()*2 - 0.5, rng.Float32()*2 - 0.5, rng.Float32()*2 - 0.5}
		if a, b := want.At(in), got.At(in); !close3(a, b, by) {
			t.Errorf("%s: %v gives %v; want %v", what, in, b, a)
			return
		}
	}
}

// TestInverse: a look and its inverse give back every colour that the look did not clip.
func TestInverse(t *testing.T) {
	for name, c := range samples() {
		if name == "steps" || name == "half" || name == "small" {
			continue // these clip or fold
		}
		inv, err := c.Inverse()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if strings.HasPrefix(name, "lattice") || name == "domain" {
			continue // rough tables fold; TestInverseLattice has a smooth one
		}
		in := [3]float32{0.3, 0.5, 0.6}
		if got := inv.At(c.At(in)); !close3(got, in, 1e-5) {
			t.Errorf("%s: %v comes back as %v", name, in, got)
		}
	}
	flat := look.Of("flat", &look.Matrix{M: [3][3]float64{{1, 1, 1}, {1, 1, 1}, {1, 1, 1}}})
	if _, err := flat.Inverse(); err == nil || !strings.Contains(err.Error(), "singular") {
		t.Errorf("a matrix that makes all colours one is inverted: %v", err)
	}
}

// TestInverseLattice: a smooth table, read tetrahedrally, inverts to within float32 everywhere inside; so does its half-domain
// and its descending cousin in one dimension.
func TestInverseLattice(t *testing.T) {
	l, _ := look.NewLattice(9)
	for i := range l.Values {
		v := float64(l.Values[i])
		l.Values[i] = float32(0.1 + 0.8*v*v*(3-2*v)*0.5 + 0.4*v)
	}
	c := look.Of("smooth", l)
	inv, err := c.Inverse()
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(3, 2026))
	for range 2000 {
		in := [3]float32{rng.Float32(), rng.Float32(), rng.Float32()}
		if got := inv.At(c.At(in)); !close3(got, in, 2e-5) {
			t.Fatalf("%v comes back as %v", in, got)
		}
	}
	half := &look.Curve{Half: true}
	for k := range 3 {
		half.Values[k] = make([]float32, 1<<16)
	}
	ident := look.Of("half", half)
	for i := range 1 << 16 {
		for k := range 3 {
			half.Values[k][i] = -2 * look.FromHalf(uint16(i))
		}
	}
	back, _ := ident.Inverse()
	for _, v := range []float32{-70000, -3.25, -1e-7, 0, 6e-8, 0.18, 1, 1.0001, 65504} {
		want := min(max(v, -65504), 65504)
		got := ident.At([3]float32{v, v, v})
		if !close3(got, [3]float32{-2 * want, -2 * want, -2 * want}, 1e-6) {
			t.Errorf("half floats: %g gives %v", v, got)
		}
		if got := back.At(got); !close3(got, [3]float32{want, want, want}, 1e-6) {
			t.Errorf("half floats: %g comes back as %v", v, got)
		}
	}
}

// TestBake: a chain of steps and its table agree to what Bake says, and identity is exact.
func TestBake(t *testing.T) {
	grade := samples()["cdl"]
	for _, edge := range []int{17, 33}[:raced.Cases(2, 1)] {
		l, acc, err := look.Bake(grade, edge)
		if err != nil || acc.Max > 0.1 || acc.Mean > 0.01 || acc.Mean == 0 {
			t.Errorf("%d points: %+v, %v", edge, acc, err)
		}
		in := [3]float32{0.41, 0.39, 0.4}
		if a, b := grade.At(in), look.Of("", l).At(in); !close3(a, b, acc.Max+1e-6) {
			t.Errorf("%d points: %v gives %v; want %v within %g", edge, in, b, a, acc.Max)
		}
	}
	l, acc, err := look.Bake(look.Of("nothing"), 33)
	if err != nil || acc.Max > 2e-7 {
		t.Errorf("baking nothing: %+v, %v", acc, err)
	}
	var b bytes.Buffer
	if err := look.WriteCube(&b, l, "a \"quoted\"\n#title"); err != nil {
		t.Fatal(err)
	}
	if got, err := look.Read("a.cube", &b); err != nil || got.Name != "a quotedtitle" {
		t.Errorf("%v, %v", got, err)
	}
	if _, _, err := look.Bake(look.Of("x"), 1); err == nil {
		t.Error("a table of one point")
	}
}

// TestFrame: a frame over all cores is the same as pixel by pixel.
func TestFrame(t *testing.T) {
	c := samples()["steps"]
	rng := rand.New(rand.NewPCG(4, 2026))
	frame := make([]float32, 3*20011)
	for i := range frame {
		frame[i] = rng.Float32()
	}
	want := append([]float32(nil), frame...)
	c.Apply(want)
	c.ApplyFrame(frame)
	for i := range want {
		if want[i] != frame[i] {
			t.Fatalf("value %d is %g; want %g", i, frame[i], want[i])
		}
	}
	if got := look.Of("", samples()["lattice"].Ops...).At([3]float32{float32(math.NaN()), 2, -1}); got[0] != got[0] {
		t.Errorf("a pixel that is no number gives %v", got)
	}
}
