// Package space knows the encodings that cameras record and displays show, and makes the chains from one to another.
//
// A space is a curve between light and code values from 0 to 1, and the primaries and the white of its red, green and blue.
// Light is relative to a perfect white reflector, so middle grey is 0.18. Curves are written as the makers publish them; each
// says where. Chains go through the light of ACES (AP0): that is where every maker publishes a way to, and what white is
// stays white.
package space

import (
	"fmt"
	"strings"

	"backlot/film/look"
)

// Space is an encoding of colour.
type Space struct {
	Name   string // as commands take it: "logc3-awg3"
	Title  string // as people say it: "ARRI LogC3 EI 800, ARRI Wide Gamut 3"
	Source string // where curve and primaries are published
	// Display says that code values are for a screen; light is then relative to the screen's white.
	Display bool

	gamut  gamut
	decode func() look.Op // from code values to light; nil for light itself
}

// All lists the spaces: those of ACES, those of cameras, those of displays.
func All() []Space { return append([]Space(nil), spaces...) }

// Find is the space of a name, in any spelling of case.
func Find(name string) (Space, error) {
	for _, s := range spaces {
		if strings.EqualFold(s.Name, name) {
			return s, nil
		}
	}
	names := make([]string, len(spaces))
	for i, s := range spaces {
		names[i] = s.Name
	}
	return Space{}, fmt.Errorf("no colour space %q; want one of %s", name, strings.Join(names, ", "))
}

// ToLight is the chain from code values to light in the space's own primaries.
func (s Space) ToLight() *look.Chain {
	c := look.Of(s.Title + " to light")
	if s.decode != nil {
		c.Ops = append(c.Ops, s.decode())
	}
	return c
}

// FromLight is the chain from light in the space's own primaries to code values.
func (s Space) FromLight() *look.Chain {
	c := look.Of("light to " + s.Title)
	if s.decode != nil {
		c.Ops = append(c.Ops, inverse(s.decode()))
	}
	return c
}

// inverse is for curves, which all have one.
func inverse(op look.Op) look.Op {
	inv, err := op.Inverse()
	if err != nil {
		panic(err) // a curve of this package without an inverse is a mistake in it
	}
	return inv
}

// Convert is the chain from one space to another. It converts light as it is: nothing is made to fit a screen. Between camera
// footage and a screen stands a rendering; see Render.
func Convert(from, to Space) *look.Chain {
	c := look.Join(from.Title+" to "+to.Title, from.ToLight())
	if from.gamut.name != to.gamut.name {
		c.Ops = append(c.Ops, &look.Matrix{M: between(from.gamut, to.gamut)})
	}
	return look.Join(c.Name, c, to.FromLight())
}
