package space

import (
	"fmt"
	"math"

	"backlot/film/look"
	"backlot/film/pixel"
)

// logged is the decoding of a logarithm with a straight piece below.
func logged(name string, c look.LogCurve) func() look.Op {
	c.Broken = true
	return func() look.Op {
		l := look.NewLog(name, c)
		l.Rev = true
		return l
	}
}

// gamma is the decoding of a display by a plain power. Source for 2.4: ITU-R BT.1886 annex 1 with a black of 0.
func gamma(power float64) func() look.Op {
	return func() look.Op {
		return &look.Exponent{Style: look.BasicMirror, Power: [3]float64{power, power, power}}
	}
}

// srgb is the piecewise curve. Source: IEC 61966-2-1.
func srgb() look.Op {
	return &look.Exponent{Style: look.MonMirror, Power: [3]float64{2.4, 2.4, 2.4}, Offset: [3]float64{0.055, 0.055, 0.055}}
}

// acesCCT is a logarithm with a toe. Source: Academy S-2016-001.
var acesCCT = logged("ACEScct", look.LogCurve{Base: 2, LogSlope: 1 / 17.52, LogOffset: 9.72 / 17.52, LinSlope: 1,
	Break: 0.0078125, Slope: 10.5402377416545})

// logC3 is the curve of ALEXA cameras up to the Mini LF at an exposure index. Source: ARRI, ALEXA Log C Curve: Usage in VFX
// (2017), table of the parameters for linear scene exposure.
func logC3(ei int) func() look.Op {
	for _, p := range logC3Table {
		if p.ei == ei {
			return logged(fmt.Sprintf("LogC3 EI %d", ei), look.LogCurve{Base: 10, LogSlope: p.c, LogOffset: p.d,
				LinSlope: 5.555556, LinOffset: p.b, Break: p.cut, Slope: p.e})
		}
	}
	panic("no such exposure index in the table")
}

var logC3Table = []struct {
	ei                 int
	cut, b, c, d, e, f float64
}{
	{160, 0.005561, 0.080216, 0.269036, 0.381991, 5.842037, 0.092778},
	{200, 0.006208, 0.076621, 0.266007, 0.382478, 5.776265, 0.092782},
	{250, 0.006871, 0.072941, 0.262978, 0.382966, 5.710494, 0.092786},
	{320, 0.007622, 0.068768, 0.259627, 0.383508, 5.637732, 0.092791},
	{400, 0.008318, 0.064901, 0.256598, 0.383999, 5.571960, 0.092795},
	{500, 0.009031, 0.060939, 0.253569, 0.384493, 5.506188, 0.092800},
	{640, 0.009840, 0.056443, 0.250219, 0.385040, 5.433426, 0.092805},
	{800, 0.010591, 0.052272, 0.247190, 0.385537, 5.367655, 0.092809},
	{1000, 0.011361, 0.047996, 0.244161, 0.386036, 5.301883, 0.092814},
	{1280, 0.012235, 0.043137, 0.240810, 0.386590, 5.229121, 0.092819},
	{1600, 0.013047, 0.038625, 0.237781, 0.387093, 5.163350, 0.092824},
}

// logC4 is the curve of the ALEXA 35 at every exposure index. Source: ARRI LogC4 Logarithmic Color Space Specification
// (2022), section 4.
var logC4 = func() func() look.Op {
	const b, c = (1023.0 - 95) / 1023, 95.0 / 1023
	a := (math.Exp2(18) - 16) / 117.45
	s := 7 * math.Ln2 * math.Exp2(7-14*c/b) / (a * b)
	t := (math.Exp2(14*(-c/b)+6) - 64) / a
	return logged("LogC4", look.LogCurve{Base: 2, LogSlope: b / 14, LogOffset: c - 6*b/14, LinSlope: a, LinOffset: 64,
		Break: t, Slope: 1 / s})
}()

// sLog3 is Sony's. Source: Sony, Technical Summary for S-Gamut3.Cine/S-Log3 and S-Gamut3/S-Log3 (2014).
var sLog3 = logged("S-Log3", look.LogCurve{Base: 10, LogSlope: 261.5 / 1023, LogOffset: 420.0 / 1023, LinSlope: 1 / 0.19,
	LinOffset: 0.01 / 0.19, Break: 0.01125, Slope: (171.2102946929 - 95) / 0.01125 / 1023})

// vLog is Panasonic's. Source: Panasonic, V-Log/V-Gamut Reference Manual (2014).
var vLog = logged("V-Log", look.LogCurve{Base: 10, LogSlope: 0.241514, LogOffset: 0.598206, LinSlope: 1, LinOffset: 0.00873,
	Break: 0.01, Slope: 5.6})

// log3G10 is RED's in its second version. Source: RED, White Paper on REDWideGamutRGB and Log3G10 (2017).
var log3G10 = logged("Log3G10", look.LogCurve{Base: 10, LogSlope: 0.224282, LinSlope: 155.975327, LinOffset: 0.01*155.975327 + 1,
	Break: -0.01, Slope: 15.1927})

// filmGen5 is Blackmagic's. Source: Blackmagic Generation 5 Color Science (2021).
var filmGen5 = logged("Blackmagic Film Gen 5", look.LogCurve{Base: math.E, LogSlope: 0.08692876065491224, LogOffset: 0.5300133392291939,
	LinSlope: 1, LinOffset: 0.005494072432257808, Break: 0.005, Slope: 8.283605932402494})

// canonWhite is the light that Canon's curves count as 1: they are of reflection where a 90 % white is 1.
const canonWhite = 0.9

// canonLog2 mirrors its logarithm around black. Source: Canon, Canon Log Gamma Curves white paper (2018), version 1.2 of the
// curves.
func canonLog2() look.Op {
	const a, b, c = 0.24136077, 87.09937546, 0.092864125
	return &curve{name: "Canon Log 2",
		decode: func(v float64) float64 {
			v = (v - c) / a
			return canonWhite * math.Copysign((math.Pow(10, math.Abs(v))-1)/b, v)
		},
		encode: func(v float64) float64 {
			v /= canonWhite
			return math.Copysign(a*math.Log10(math.Abs(v)*b+1), v) + c
		}}
}

// canonLog3 is a straight line near black and a logarithm to both sides. Source: as canonLog2.
func canonLog3() look.Op {
	const a, b, low, high = 0.36726845, 14.98325, 0.12783901, 0.12240537
	const slope, black, edge = 1.9754798, 0.12512219, 0.014
	return &curve{name: "Canon Log 3",
		decode: func(v float64) float64 {
			switch {
			case v < black-slope*edge:
				return canonWhite * -(math.Pow(10, (low-v)/a) - 1) / b
			case v <= black+slope*edge:
				return canonWhite * (v - black) / slope
			}
			return canonWhite * (math.Pow(10, (v-high)/a) - 1) / b
		},
		encode: func(v float64) float64 {
			v /= canonWhite
			switch {
			case v < -edge:
				return low - a*math.Log10(1-v*b)
			case v <= edge:
				return slope*v + black
			}
			return a*math.Log10(v*b+1) + high
		}}
}

// curve is a function of each channel that no op of CLF can hold.
type curve struct {
	name           string
	decode, encode func(float64) float64
	rev            bool
}

func (c *curve) Step() pixel.Step {
	f := c.decode
	if c.rev {
		f = c.encode
	}
	return pixel.Each([3]func(float64) float64{f, f, f})
}

func (c *curve) Inverse() (look.Op, error) {
	inv := *c
	inv.rev = !c.rev
	return &inv, nil
}

func (c *curve) Describe() string {
	if c.rev {
		return "light to " + c.name
	}
	return c.name + " to light"
}
