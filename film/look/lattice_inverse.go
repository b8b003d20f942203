package look

import (
	"math"
	"math/bits"

	"backlot/film/pixel"
)

// Inverse finds the colour that the table, read tetrahedrally, turns into a given one. Inputs are limited to 0 to 1. Where
// the table folds, so that several colours lead to one, the first cell in Morton order with blue as the highest bit
// answers; colours that the table cannot make go to its surface, along a shell that continues it outwards; what not even
// the shell reaches becomes black. This is how OpenColorIO inverts, so that looks made with either agree.
func (l *Lattice) Inverse() (Op, error) { return newInverseLattice(l), nil }

// shell is how far the surface of the table is pushed away from middle grey to make cells for colours outside of it.
const shell = 4

type inverseLattice struct {
	of     *Lattice
	edge   int       // of the table with its shell
	values []float32 // edge³ × 3, blue fastest
	depth  int       // of the tree; its lowest level has the cells
	levels [][]box   // boxes above the cells in Morton order; level 0 is one around everything
}

// box is the colours a cell, or a block of cells, can give.
type box struct{ low, high [3]float32 }

func newInverseLattice(l *Lattice) *inverseLattice {
	v := &inverseLattice{of: l, edge: l.Edge + 2}
	v.surround()
	v.depth = bits.Len(uint(v.edge - 2)) // cells are edge-1 a side
	v.bound()
	return v
}

// surround copies the table into the middle of a larger one and fills the rim.
func (v *inverseLattice) surround() {
	n, old := v.edge, v.of.Edge
	v.values = make([]float32, 3*n*n*n)
	inner := func(i int) int { return min(max(i-1, 0), old-1) }
	at := 0
	for r := range n {
		for g := range n {
			for b := range n {
				from := 3 * ((inner(r)*old+inner(g))*old + inner(b))
				rim := r == 0 || g == 0 || b == 0 || r == n-1 || g == n-1 || b == n-1
				for k := range 3 {
					x := v.of.Values[from+k]
					if rim {
						x = (x-0.5)*shell + 0.5
					}
					v.values[at+k] = x
				}
				at += 3
			}
		}
	}
}

// bound computes the boxes from blocks of eight cells upwards. Boxes of the cells themselves would take eight times the memory;
// they are made when they are asked for.
func (v *inverseLattice) bound() {
	v.levels = make([][]box, v.depth)
	blocks := make([]box, 1<<(3*(v.depth-1)))
	for i := range blocks {
		blocks[i] = empty
		for cell := 8 * i; cell < 8*i+8; cell++ {
			blocks[i].add(v.cell(cell))
		}
	}
	v.levels[v.depth-1] = blocks
	for d := v.depth - 2; d >= 0; d-- {
		below := v.levels[d+1]
		v.levels[d] = make([]box, len(below)/8)
		for i := range v.levels[d] {
			v.levels[d][i] = empty
			for _, c := range below[8*i : 8*i+8] {
				v.levels[d][i].add(c)
			}
		}
	}
}

// cell is the box of a cell, which is empty for places beyond the table.
func (v *inverseLattice) cell(i int) box {
	const slack = 1e-6 // for the rounding of what the table gave
	out := empty
	r, g, b := fromMorton(i)
	if max(r, g, b) >= v.edge-1 {
		return out
	}
	for corner := range 8 {
		p := v.point(r+corner&1, g+corner>>1&1, b+corner>>2)
		out.add(box{[3]float32{p[0] - slack, p[1] - slack, p[2] - slack}, [3]float32{p[0] + slack, p[1] + slack, p[2] + slack}})
	}
	return out
}

var inf = float32(math.Inf(1))
var empty = box{[3]float32{inf, inf, inf}, [3]float32{-inf, -inf, -inf}}

func (b *box) add(c box) {
	for k := range 3 {
		b.low[k], b.high[k] = min(b.low[k], c.low[k]), max(b.high[k], c.high[k])
	}
}

func (b *box) holds(c [3]float32) bool {
	return c[0] >= b.low[0] && c[0] <= b.high[0] && c[1] >= b.low[1] && c[1] <= b.high[1] && c[2] >= b.low[2] && c[2] <= b.high[2]
}

// fromMorton takes a place apart: bits of red, green, blue in turn from the lowest.
func fromMorton(i int) (r, g, b int) {
	for bit := 0; i>>(3*bit) > 0; bit++ {
		r |= i >> (3 * bit) & 1 << bit
		g |= i >> (3*bit + 1) & 1 << bit
		b |= i >> (3*bit + 2) & 1 << bit
	}
	return r, g, b
}

func (v *inverseLattice) point(r, g, b int) []float32 {
	at := 3 * ((r*v.edge+g)*v.edge + b)
	return v.values[at : at+3]
}

// Step finds colours.
func (v *inverseLattice) Step() pixel.Step {
	last := float64(v.of.Edge - 1)
	return func(r, g, b []float32) {
		for i := range r {
			found, _ := v.find(0, 0, [3]float32{limited(r[i]), limited(g[i]), limited(b[i])})
			for k, plane := range [3][]float32{r, g, b} {
				plane[i] = float32(min(max(found[k]-1, 0), last) / last) // the shell counts one
			}
		}
	}
}

// limited is a value between 0 and 1; what is not a number becomes 0.
func limited(v float32) float32 {
	if !(v > 0) {
		return 0
	}
	return min(v, 1)
}

// find is the place of a colour in steps of the larger table, searched in box i of a level.
func (v *inverseLattice) find(level, i int, want [3]float32) (at [3]float64, ok bool) {
	if level == v.depth {
		if c := v.cell(i); c.holds(want) {
			return v.inCell(i, want)
		}
		return at, false
	}
	if !v.levels[level][i].holds(want) {
		return at, false
	}
	for child := 8 * i; child < 8*i+8; child++ {
		if at, ok = v.find(level+1, child, want); ok {
			return at, true
		}
	}
	return at, false
}

// tetrahedra are the six of a cell, in the order they are tried. Each has the near corner, the far one, and two between;
// path is the axes in the order they are walked along.
var tetrahedra = [6]struct {
	first, second [3]int // the corners after one step and after two
	path          [3]int
}{
	{[3]int{1, 0, 0}, [3]int{1, 1, 0}, [3]int{0, 1, 2}},
	{[3]int{0, 1, 0}, [3]int{1, 1, 0}, [3]int{1, 0, 2}},
	{[3]int{0, 1, 0}, [3]int{0, 1, 1}, [3]int{1, 2, 0}},
	{[3]int{0, 0, 1}, [3]int{0, 1, 1}, [3]int{2, 1, 0}},
	{[3]int{0, 0, 1}, [3]int{1, 0, 1}, [3]int{2, 0, 1}},
	{[3]int{1, 0, 0}, [3]int{1, 0, 1}, [3]int{0, 2, 1}},
}

func (v *inverseLattice) inCell(i int, want [3]float32) (at [3]float64, ok bool) {
	r, g, b := fromMorton(i)
	base := v.point(r, g, b)
	edge := func(c [3]int) (out [3]float64) {
		for k, x := range v.point(r+c[0], g+c[1], b+c[2]) {
			out[k] = float64(x) - float64(base[k])
		}
		return out
	}
	var y [3]float64
	for k := range 3 {
		y[k] = float64(want[k]) - float64(base[k])
	}
	far := edge([3]int{1, 1, 1})
	for _, t := range tetrahedra {
		second, first := edge(t.second), edge(t.first)
		w, ok := weights([3][3]float64{second, far, first}, y)
		if !ok {
			continue
		}
		at = [3]float64{float64(r), float64(g), float64(b)}
		at[t.path[0]] += w[0] + w[1] + w[2]
		at[t.path[1]] += w[0] + w[1]
		at[t.path[2]] += w[1]
		return at, true
	}
	return at, false
}

// weights solves y = Σ w·column with weights that are not negative and not above 1 together; where the columns do not
// span the room, weights that are free are 0. ok is false when there is no such solution.
func weights(column [3][3]float64, y [3]float64) (w [3]float64, ok bool) {
	const zero = 1e-9
	var m [3][4]float64
	for i := range 3 {
		m[i] = [4]float64{column[0][i], column[1][i], column[2][i], y[i]}
	}
	order := [3]int{0, 1, 2}
	rank := 0
	for rank < 3 {
		row, col, best := -1, -1, zero
		for c := rank; c < 3 && row < 0; c++ { // the next column that has something left
			for r := rank; r < 3; r++ {
				if a := math.Abs(m[r][order[c]]); a > best {
					row, col, best = r, c, a
				}
			}
		}
		if row < 0 {
			break
		}
		m[rank], m[row] = m[row], m[rank]
		order[rank], order[col] = order[col], order[rank]
		pivot := m[rank][order[rank]]
		for r := rank + 1; r < 3; r++ {
			f := m[r][order[rank]] / pivot
			for c := range 4 {
				m[r][c] -= f * m[rank][c]
			}
		}
		rank++
	}
	for r := rank; r < 3; r++ {
		if math.Abs(m[r][3]) > zero {
			return w, false
		}
	}
	sum := 0.0
	for r := rank - 1; r >= 0; r-- {
		x := m[r][3]
		for c := r + 1; c < 3; c++ {
			x -= m[r][order[c]] * w[order[c]]
		}
		x /= m[r][order[r]]
		if sum += x; x < -zero || sum > 1+zero {
			return w, false
		}
		w[order[r]] = x
	}
	return w, true
}

func (v *inverseLattice) Inverse() (Op, error) { return v.of, nil }

func (v *inverseLattice) Describe() string { return "inverse " + v.of.Describe() }
