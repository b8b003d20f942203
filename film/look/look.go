// Package look reads, applies, bakes and writes the looks that travel with footage: ASC CDL, 1D and 3D look-up tables
// and the chains of them that a Common LUT Format file holds.
//
// A look is a chain of ops on linear or encoded RGB, where 0 is black and 1 is the white of the encoding; camera light and
// extended tables go beyond both. Pixels are float32, three values a pixel, red green blue. Everything here is pure:
// readers in, values out.
package look

import (
	"fmt"
	"slices"

	"backlot/film/pixel"
)

// Op is one step of a look. Ops do not change once they are made, so any number of goroutines may apply one.
type Op interface {
	// Step is the op made ready for pixels. Any number of goroutines may use it, as long as the op is not changed.
	Step() pixel.Step
	// Inverse is the op that undoes this one; an error says why there is none. What an op has clipped stays clipped.
	Inverse() (Op, error)
	// Describe is the op in a few words, for people: "ASC CDL slope 1.1 1 0.9".
	Describe() string
}

// Chain is a look: ops applied in order. The zero chain changes nothing.
type Chain struct {
	Name     string   // the file's or the look's own name
	Format   Format   // the format it was read from; empty if it was made
	Ops      []Op     // first to last
	Warnings []string // what a reader passed over, with the place
}

// Of is a chain of ops.
func Of(name string, ops ...Op) *Chain { return &Chain{Name: name, Ops: ops} }

// Join is one chain that applies chains in turn.
func Join(name string, chains ...*Chain) *Chain {
	out := &Chain{Name: name}
	for _, c := range chains {
		out.Ops = append(out.Ops, c.Ops...)
		out.Warnings = append(out.Warnings, c.Warnings...)
	}
	return out
}

// Apply changes pixels in place, three values a pixel. A rest of one or two values at the end is left alone.
func (c *Chain) Apply(rgb []float32) { pixel.RGB(rgb, c.steps()...) }

// ApplyFrame is Apply over all processors, for a whole picture.
func (c *Chain) ApplyFrame(rgb []float32) {
	steps := c.steps()
	pixel.Bands(len(rgb)/3, func(from, to int) { pixel.RGB(rgb[3*from:3*to], steps...) })
}

func (c *Chain) steps() []pixel.Step {
	steps := make([]pixel.Step, len(c.Ops))
	for i, op := range c.Ops {
		steps[i] = op.Step()
	}
	return steps
}

// At is the colour that a colour becomes.
func (c *Chain) At(rgb [3]float32) [3]float32 {
	c.Apply(rgb[:])
	return rgb
}

// Inverse is the chain that undoes c, as far as c lets it: what is clipped stays clipped, and a table that folds gives
// one of the colours that lead to the result. The error names the op that has no inverse.
func (c *Chain) Inverse() (*Chain, error) {
	out := &Chain{Name: c.Name, Format: c.Format, Warnings: c.Warnings}
	for i, op := range slices.Backward(c.Ops) {
		inv, err := op.Inverse()
		if err != nil {
			return nil, fmt.Errorf("inverse of %s, step %d (%s): %w", c.Name, i+1, op.Describe(), err)
		}
		out.Ops = append(out.Ops, inv)
	}
	return out, nil
}

// With is the chain with every 3D table read by the interpolation.
func (c *Chain) With(by Interpolation) *Chain {
	out := *c
	out.Ops = slices.Clone(c.Ops)
	for i, op := range out.Ops {
		if l, ok := op.(*Lattice); ok {
			m := *l
			m.By = by
			out.Ops[i] = &m
		}
	}
	return &out
}
