package look

import (
	"fmt"

	"backlot/film/pixel"
)

// Interpolation is how a value between the points of a 3D table is found.
type Interpolation string

// The interpolations. Tetrahedral keeps greys on the diagonal; it is what ffmpeg and grading systems use.
const (
	Tetrahedral Interpolation = "tetrahedral"
	Trilinear   Interpolation = "trilinear"
)

// The edges of a 3D table: 129 is the largest that formats in use can name.
const minEdge, maxEdge = 2, 129

// Lattice is a 3D look-up table over inputs from 0 to 1; inputs outside are limited to it.
type Lattice struct {
	Edge   int           // points along a side, 2 to 129
	Values []float32     // Edge³ × 3, blue fastest, then green, then red
	By     Interpolation // empty is tetrahedral
}

// NewLattice is a table of an edge that changes nothing within 0 to 1.
func NewLattice(edge int) (*Lattice, error) {
	if edge < minEdge || edge > maxEdge {
		return nil, fmt.Errorf("a 3D table of %d points a side; want %d to %d", edge, minEdge, maxEdge)
	}
	l := &Lattice{Edge: edge, Values: make([]float32, 3*edge*edge*edge), By: Tetrahedral}
	i, step := 0, float32(edge-1)
	for r := range edge {
		for g := range edge {
			for b := range edge {
				l.Values[i], l.Values[i+1], l.Values[i+2] = float32(r)/step, float32(g)/step, float32(b)/step
				i += 3
			}
		}
	}
	return l, nil
}

// Step looks pixels up.
func (l *Lattice) Step() pixel.Step {
	if l.By == Trilinear {
		return pixel.Trilinear(l.Edge, l.Values)
	}
	return pixel.Table(l.Edge, l.Values)
}

// Describe gives the size.
func (l *Lattice) Describe() string {
	by := l.By
	if by == "" {
		by = Tetrahedral
	}
	return fmt.Sprintf("3D table %d x %d x %d, %s", l.Edge, l.Edge, l.Edge, by)
}
