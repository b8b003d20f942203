package space

import (
	"fmt"
	"math"

	"backlot/film/look"
)

// Render is the chain from camera footage, or from light of ACES, to a screen: Backlot's dailies rendering. It is no output
// transform of ACES and matches no maker's table; it is one plain curve that makes every camera look alike on a screen until
// a colourist's look is there.
//
// Light in the primaries of AP1, wide enough that none is negative in common scenes, goes through toneCurve channel by
// channel, then to the primaries and the gamma of the screen, and is limited to it. A channel-wise curve lets bright
// saturated light turn paler, as film does.
func Render(from, to Space) (*look.Chain, error) {
	if !to.Display {
		return nil, fmt.Errorf("%s is not a screen; want one of rec709, srgb, p3-d65, rec2020", to.Name)
	}
	if from.Display {
		return nil, fmt.Errorf("%s is made for a screen already; want it converted, not rendered", from.Name)
	}
	c := look.Join(from.Title+" rendered for "+to.Title, from.ToLight())
	if from.gamut.name != ap1.name {
		c.Ops = append(c.Ops, &look.Matrix{M: between(from.gamut, ap1)})
	}
	c.Ops = append(c.Ops, tone(), &look.Matrix{M: between(ap1, to.gamut)},
		&look.Range{Low: true, High: true, MaxIn: 1, MaxOut: 1})
	return look.Join(c.Name, c, to.FromLight()), nil
}

// The tone curve: middle grey of the scene shows at a tenth of the screen's white, as the output transforms of ACES for
// dim rooms have it; light of 16, six and a half stops above grey, is white; toneContrast is the steepness in stops a
// stop far below white.
const (
	toneContrast = 1.2
	sceneGrey    = 0.18
	screenGrey   = 0.10
	sceneWhite   = 16.0
)

// tone is y = s × x^p / (x^p + k), after the response of the eye by Naka and Rushton (1966), with k and s such that
// grey and white come out where they should. Negative light is black.
func tone() look.Op {
	grey, white := math.Pow(sceneGrey, toneContrast), math.Pow(sceneWhite, toneContrast)
	k := (1 - screenGrey) * grey * white / (screenGrey*white - grey)
	s := (white + k) / white
	return &curve{name: "dailies tone",
		decode: func(v float64) float64 {
			x := math.Pow(max(v, 0), toneContrast)
			if math.IsInf(x, 1) {
				return s
			}
			return s * x / (x + k)
		},
		encode: func(y float64) float64 {
			y = min(max(y, 0), s*(1-1e-9))
			return math.Pow(k*y/(s-y), 1/toneContrast)
		}}
}
