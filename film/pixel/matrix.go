package pixel

// matrix is out = m × in + offset, in float64 as the coefficients are.
type matrix struct {
	m      [3][3]float64
	offset [3]float64
}

// Matrix is out = m × in + offset, where the rows of m give red, green and blue. The sums are made in float64. All
// engines give the same bits.
func Matrix(m [3][3]float64, offset [3]float64) Step { return fast.newMatrix(m, offset) }

func (e *engine) newMatrix(m [3][3]float64, offset [3]float64) Step {
	mx := &matrix{m, offset}
	return func(r, g, b []float32) { e.matrix(mx, r, g, b) }
}

func multiply(m *matrix, red, green, blue []float32) {
	green, blue = green[:len(red)], blue[:len(red)]
	for i := range red {
		r, g, b := float64(red[i]), float64(green[i]), float64(blue[i])
		red[i] = row(m.m[0], r, g, b, m.offset[0])
		green[i] = row(m.m[1], r, g, b, m.offset[1])
		blue[i] = row(m.m[2], r, g, b, m.offset[2])
	}
}

func row(m [3]float64, r, g, b, add float64) float32 {
	return float32(float64(m[0]*r) + float64(m[1]*g) + float64(m[2]*b) + add)
}

// line is out = in × scale + add, not below low and not above high.
type line struct{ scale, add, low, high float64 }

// Line is the straight line in × scale + add for the three channels, limited to low and high, which may be infinite;
// what is not a number becomes low. It is computed in float64. All engines give the same values.
func Line(scale, add, low, high float64) Step { return fast.newLine(scale, add, low, high) }

func (e *engine) newLine(scale, add, low, high float64) Step {
	l := line{scale, add, low, high}
	return func(r, g, b []float32) {
		e.line(l, r)
		e.line(l, g)
		e.line(l, b)
	}
}

func straight(l line, v []float32) {
	for i := range v {
		x := float64(float64(v[i])*l.scale) + l.add
		if !(x > l.low) {
			x = l.low
		}
		v[i] = float32(min(x, l.high))
	}
}
