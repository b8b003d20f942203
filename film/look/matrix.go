package look

import (
	"errors"
	"fmt"
	"math"

	"backlot/film/pixel"
)

// Matrix is out = M × in + offset.
type Matrix struct {
	M      [3][3]float64 // rows give red, green and blue
	Offset [3]float64
}

// Scale is the matrix that multiplies and adds by channel.
func Scale(by, add [3]float64) *Matrix {
	m := &Matrix{Offset: add}
	for i := range 3 {
		m.M[i][i] = by[i]
	}
	return m
}

// Step multiplies pixels.
func (m *Matrix) Step() pixel.Step { return pixel.Matrix(m.M, m.Offset) }

// Inverse is the inverse matrix; a matrix that takes a dimension away has none.
func (m *Matrix) Inverse() (Op, error) {
	inv, ok := invert(m.M)
	if !ok {
		return nil, errors.New("the matrix is singular: several colours lead to one")
	}
	out := &Matrix{M: inv}
	for i := range 3 {
		for k := range 3 {
			out.Offset[i] -= inv[i][k] * m.Offset[k]
		}
	}
	return out, nil
}

// Describe gives the nine numbers, and the offset if there is one.
func (m *Matrix) Describe() string {
	s := "matrix " + three(m.M[0]) + " / " + three(m.M[1]) + " / " + three(m.M[2])
	if m.Offset != [3]float64{} {
		s += " + " + three(m.Offset)
	}
	return s
}

// invert is the inverse by cofactors; ok is false for a singular matrix.
func invert(m [3][3]float64) (inv [3][3]float64, ok bool) {
	for i := range 3 {
		for k := range 3 {
			a, b := (k+1)%3, (k+2)%3
			c, d := (i+1)%3, (i+2)%3
			inv[i][k] = m[a][c]*m[b][d] - m[a][d]*m[b][c]
		}
	}
	det := m[0][0]*inv[0][0] + m[0][1]*inv[1][0] + m[0][2]*inv[2][0]
	if det == 0 || math.IsNaN(det) || math.IsInf(1/det, 0) {
		return inv, false
	}
	for i := range 3 {
		for k := range 3 {
			inv[i][k] /= det
		}
	}
	return inv, true
}

// Range maps one span of values onto another, the same for the three channels, and limits to it. Source: CLF (SMPTE ST
// 2136-1) section 7.6. A Range that does not limit is a Matrix.
type Range struct {
	// Low and High say which ends are limited; with one of them the other values pass.
	Low, High      bool
	MinIn, MaxIn   float64
	MinOut, MaxOut float64
}

// Step maps and limits.
func (r *Range) Step() pixel.Step {
	scale, add := r.line()
	low, high := math.Inf(-1), math.Inf(1)
	if r.Low {
		low = r.MinOut
	}
	if r.High {
		high = r.MaxOut
	}
	return pixel.Line(scale, add, low, high)
}

// line is the straight line of the span: out = in × scale + add.
func (r *Range) line() (scale, add float64) {
	if r.Low && r.High {
		scale = (r.MaxOut - r.MinOut) / (r.MaxIn - r.MinIn)
		return scale, r.MinOut - scale*r.MinIn
	}
	return 1, 0
}

// Inverse maps back, and limits to what could have come in.
func (r *Range) Inverse() (Op, error) {
	if r.Low && r.High && r.MaxOut == r.MinOut {
		return nil, errors.New("the range gives one value only")
	}
	return &Range{Low: r.Low, High: r.High, MinIn: r.MinOut, MaxIn: r.MaxOut, MinOut: r.MinIn, MaxOut: r.MaxIn}, nil
}

// Describe gives the spans.
func (r *Range) Describe() string {
	switch {
	case r.Low && r.High:
		return fmt.Sprintf("range %g to %g onto %g to %g", r.MinIn, r.MaxIn, r.MinOut, r.MaxOut)
	case r.Low:
		return fmt.Sprintf("not below %g", r.MinOut)
	default:
		return fmt.Sprintf("not above %g", r.MaxOut)
	}
}
