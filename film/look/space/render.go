package space

import (
	"fmt"
	"math"

	"backlot/film/look"
	"backlot/film/pixel"
)

// Render is the chain from camera footage, or from light of ACES, to a screen: Backlot's dailies rendering. It is no output
// transform of ACES and matches no maker's table; it is one plain curve that makes every camera look alike on a screen until
// a colourist's look is there.
//
// Light goes to the primaries of the screen; what is more saturated than they can show is drawn in towards grey, smoothly, so
// that neon and brake lights keep their shapes; then a tone curve for each channel lets bright light turn paler, as film
// does, and the gamma of the screen follows. All of it is smooth, so that a table of 33 points holds it well.
func Render(from, to Space) (*look.Chain, error) {
	if !to.Display {
		return nil, fmt.Errorf("%s is not a screen; want one of rec709, srgb, p3-d65, rec2020", to.Name)
	}
	if from.Display {
		return nil, fmt.Errorf("%s is made for a screen already; want it converted, not rendered", from.Name)
	}
	c := look.Join(from.Title+" rendered for "+to.Title, from.ToLight())
	c.Ops = append(c.Ops, &look.Matrix{M: between(from.gamut, to.gamut)}, drawIn{}, tone(),
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

// drawIn brings light that is more saturated than the primaries allow inside them. The distance of a channel from the
// brightest one, as a part of it, is grey at 0 and on the edge at 1; up to inner nothing changes, and all that is beyond comes
// between there and 1. After the idea of the Academy's Reference Gamut Compression (2021), with numbers of our own.
type drawIn struct{ undo bool }

const (
	inner     = 0.75
	drawPower = 1.5 // how soon it begins to bend: 1 is at once
)

func (d drawIn) Step() pixel.Step {
	return func(r, g, b []float32) {
		for i := range r {
			most := max(r[i], g[i], b[i])
			for _, v := range [3]*float32{&r[i], &g[i], &b[i]} {
				*v = d.draw(*v, most)
			}
		}
	}
}

// draw is a channel of a colour whose brightest is most.
func (d drawIn) draw(v, most float32) float32 {
	if !(most > 0) {
		return 0
	}
	far := float64(most-v) / float64(most)
	if far <= inner {
		return v
	}
	return float32(float64(most) * (1 - d.bend(far)))
}

func (d drawIn) bend(far float64) float64 {
	const room = 1 - inner
	x := (far - inner) / room
	if d.undo {
		x = min(x, 1-1e-6)
		return inner + room*x/math.Pow(1-math.Pow(x, drawPower), 1/drawPower)
	}
	return inner + room*x/math.Pow(1+math.Pow(x, drawPower), 1/drawPower)
}

func (d drawIn) Inverse() (look.Op, error) { return drawIn{!d.undo}, nil }

func (d drawIn) Describe() string {
	if d.undo {
		return "colours let out of the screen's primaries"
	}
	return "colours drawn into the screen's primaries"
}
