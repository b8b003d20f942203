package look

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"math/bits"
)

// Written lists the formats that Write can write.
var written = []Format{Cube, CC, CCC, CDLF, CLF, ThreeD, CSP, SPI1D, SPI3D, SPIMtx}

// Writable says whether Write can write a format.
func Writable(f Format) bool {
	for _, w := range written {
		if f == w {
			return true
		}
	}
	return false
}

// Write writes a look in a format. A format that cannot hold one of its ops is an error that says which, and what would
// do; nothing is approximated, but a .3dl, whose codes have 12 bits.
func Write(w io.Writer, f Format, c *Chain) error {
	b := bufio.NewWriter(w)
	var err error
	switch f {
	case CC, CCC, CDLF:
		if cdl, ok := sole[*CDL](c); ok {
			err = WriteCorrections(b, f, cdl)
		} else {
			err = cannot(f, c, "one ASC CDL")
		}
	case CLF:
		err = writeCLF(b, c)
	case SPIMtx:
		if m, ok := sole[*Matrix](c); ok {
			for i := range 3 {
				fmt.Fprintf(b, "%s\n", exact(m.M[i][0], m.M[i][1], m.M[i][2], m.Offset[i]*65535))
			}
		} else {
			err = cannot(f, c, "one matrix")
		}
	case Cube, ThreeD, CSP, SPI1D, SPI3D:
		err = writeTable(b, f, c)
	default:
		return fmt.Errorf("%s is not written here; want one of %v", f, written)
	}
	if err != nil {
		return fmt.Errorf("write %s as %s: %w", c.Name, f, err)
	}
	return b.Flush()
}

// sole is the chain's only op, if it is of a type.
func sole[T Op](c *Chain) (op T, ok bool) {
	if len(c.Ops) != 1 {
		return op, false
	}
	op, ok = c.Ops[0].(T)
	return op, ok
}

func cannot(f Format, c *Chain, holds string) error {
	what := "nothing"
	if len(c.Ops) > 0 {
		what = c.Ops[0].Describe()
		if len(c.Ops) > 1 {
			what = fmt.Sprintf("%d steps, the first %s", len(c.Ops), what)
		}
	}
	return fmt.Errorf("the format holds %s, and the look has %s; bake it to a table, or write .clf", holds, what)
}

// table is a look that is one table, with the domain its inputs are brought from.
type table struct {
	low, high [3]float64
	given     bool // the domain is not 0 to 1
	curve     *Curve
	lattice   *Lattice
}

func tableOf(c *Chain) (t table, ok bool) {
	t.high = [3]float64{1, 1, 1}
	ops := c.Ops
	if len(ops) == 2 {
		m, is := ops[0].(*Matrix)
		if !is {
			return t, false
		}
		for i := range 3 {
			for k := range 3 {
				if i != k && m.M[i][k] != 0 || i == k && !(m.M[i][k] > 0) {
					return t, false
				}
			}
			t.low[i] = -m.Offset[i] / m.M[i][i]
			t.high[i] = (1 - m.Offset[i]) / m.M[i][i]
		}
		t.given, ops = true, ops[1:]
	}
	if len(ops) != 1 {
		return t, false
	}
	switch op := ops[0].(type) {
	case *Curve:
		t.curve = op
		return t, !op.Half
	case *Lattice:
		t.lattice = op
		return t, true
	}
	return t, false
}

// rows are the curve's values, three a point.
func (c *Curve) rows() []float32 {
	out := make([]float32, 0, 3*len(c.Values[0]))
	for i := range c.Values[0] {
		out = append(out, c.Values[0][i], c.Values[1][i], c.Values[2][i])
	}
	return out
}

func writeTable(b *bufio.Writer, f Format, c *Chain) error {
	t, ok := tableOf(c)
	switch {
	case !ok:
		return cannot(f, c, "one table")
	case f == SPI1D && t.curve == nil:
		return cannot(f, c, "a 1D table")
	case (f == SPI3D || f == ThreeD) && t.lattice == nil:
		return cannot(f, c, "a 3D table")
	case (f == SPI3D || f == ThreeD) && t.given:
		return fmt.Errorf("the table begins at %g and ends at %g; the format knows 0 to 1 only", t.low[0], t.high[0])
	case f == SPI1D && t.given && (t.low[0] != t.low[1] || t.low[0] != t.low[2] || t.high[0] != t.high[1] || t.high[0] != t.high[2]):
		return fmt.Errorf("the channels begin and end at different values; the format knows one span for all")
	}
	switch f {
	case Cube:
		t.cube(b, c.Name)
	case CSP:
		t.csp(b)
	case SPI1D:
		t.spi1d(b)
	case SPI3D:
		t.spi3d(b)
	case ThreeD:
		return t.threeDL(b)
	}
	return nil
}

func (t table) cube(b *bufio.Writer, title string) {
	writeTitle(b, title)
	if t.lattice != nil {
		fmt.Fprintf(b, "LUT_3D_SIZE %d\n", t.lattice.Edge)
	} else {
		fmt.Fprintf(b, "LUT_1D_SIZE %d\n", len(t.curve.Values[0]))
	}
	fmt.Fprintf(b, "DOMAIN_MIN %s\nDOMAIN_MAX %s\n\n", exact(t.low[:]...), exact(t.high[:]...))
	t.redFastest(b)
}

func (t table) redFastest(b *bufio.Writer) {
	if t.lattice != nil {
		writeRows(b, blueFastest(t.lattice.Values, t.lattice.Edge))
	} else {
		writeRows(b, t.curve.rows())
	}
}

func (t table) csp(b *bufio.Writer) {
	kind := "1D"
	if t.lattice != nil {
		kind = "3D"
	}
	fmt.Fprintf(b, "CSPLUTV100\n%s\n\n", kind)
	for k := range 3 {
		fmt.Fprintf(b, "2\n%s\n0 1\n", exact(t.low[k], t.high[k]))
	}
	if t.lattice != nil {
		fmt.Fprintf(b, "\n%d %d %d\n", t.lattice.Edge, t.lattice.Edge, t.lattice.Edge)
	} else {
		fmt.Fprintf(b, "\n%d\n", len(t.curve.Values[0]))
	}
	t.redFastest(b)
}

func (t table) spi1d(b *bufio.Writer) {
	components := 3
	v := t.curve.Values
	if &v[0][0] == &v[1][0] && &v[0][0] == &v[2][0] {
		components = 1
	}
	fmt.Fprintf(b, "Version 1\nFrom %s\nLength %d\nComponents %d\n{\n", exact(t.low[0], t.high[0]), len(v[0]), components)
	if components == 3 {
		writeRows(b, t.curve.rows())
	} else {
		for _, x := range v[0] {
			fmt.Fprintf(b, "%s\n", short(x))
		}
	}
	b.WriteString("}\n") //nolint:errcheck // Flush answers for all
}

// short is the shortest text that reads back as the same float32.
func short(x float32) string { return fmt.Sprintf("%g", x) }

func (t table) spi3d(b *bufio.Writer) {
	n := t.lattice.Edge
	fmt.Fprintf(b, "SPILUT 1.0\n3 3\n%d %d %d\n", n, n, n)
	for i := range n * n * n {
		v := t.lattice.Values[3*i : 3*i+3]
		fmt.Fprintf(b, "%d %d %d %s %s %s\n", i/n/n, i/n%n, i%n, short(v[0]), short(v[1]), short(v[2]))
	}
}

// threeDL writes codes of 12 bits over a grid of 10, as Flame and Lustre exchange them.
func (t table) threeDL(b *bufio.Writer) error {
	n := t.lattice.Edge
	if (n-1)&(n-2) != 0 {
		return fmt.Errorf("%d points a side; the format wants a power of two and one, such as 17, 33 or 65", n)
	}
	const top = 4095
	for i, v := range t.lattice.Values {
		if !(v >= -0.5/top && v <= 1+0.5/top) {
			return fmt.Errorf("point %d of the table is %g; the format holds 0 to 1", i/3, v)
		}
	}
	fmt.Fprintf(b, "3DMESH\nMesh %d 12\n", bits.Len(uint(n-1))-1)
	for i := range n {
		fmt.Fprintf(b, "%d ", min(1023, i*1024/(n-1)))
	}
	b.WriteByte('\n') //nolint:errcheck // Flush answers for all
	code := func(v float32) int { return int(math.Round(float64(v) * top)) }
	for i := 0; i < len(t.lattice.Values); i += 3 {
		v := t.lattice.Values[i : i+3]
		fmt.Fprintf(b, "%d %d %d\n", code(v[0]), code(v[1]), code(v[2]))
	}
	return nil
}
