package look

import (
	"bufio"
	"fmt"
	"math"
	"strings"

	"backlot/film/timeline/xmltree"
)

// writeCLF writes a chain as Common LUT Format 3, all depths 32f.
func writeCLF(b *bufio.Writer, c *Chain) error {
	if len(c.Ops) == 0 {
		return fmt.Errorf("the look has no step; want one at least")
	}
	var x xmltree.Writer
	x.WriteString(`<?xml version="1.0" encoding="UTF-8"?>`)
	id := c.Name
	if id == "" {
		id = "look"
	}
	x.Open("ProcessList", "xmlns", "urn:AMPAS:CLF:v3.0", "compCLFversion", "3", "id", id, "name", c.Name)
	for i, op := range c.Ops {
		if err := writeNode(&x, op); err != nil {
			return fmt.Errorf("step %d: %w", i+1, err)
		}
	}
	x.Close("ProcessList")
	x.WriteByte('\n')
	_, err := b.Write(x.Bytes())
	return err
}

// depths are the attributes of every node that is written.
var depths = []string{"inBitDepth", "32f", "outBitDepth", "32f"}

func attrs(more ...string) []string { return append(append([]string(nil), depths...), more...) }

func writeNode(x *xmltree.Writer, op Op) error {
	switch op := op.(type) {
	case *Matrix:
		x.Open("Matrix", depths...)
		dim, rows := "3 3", make([]string, 3)
		for i := range 3 {
			rows[i] = exact(op.M[i][:]...)
		}
		if op.Offset != [3]float64{} {
			dim = "3 4"
			for i := range 3 {
				rows[i] += " " + exact(op.Offset[i])
			}
		}
		x.Leaf("Array", strings.Join(rows, "\n"), "dim", dim)
		x.Close("Matrix")
	case *Range:
		writeRange(x, op)
	case *CDL:
		style := "Fwd"
		if op.reverse {
			style = "Rev"
		}
		if !op.Clamp {
			style += "NoClamp"
		}
		x.Open("ASC_CDL", attrs("id", op.ID, "style", style)...)
		writeNodes(x, op, nil)
		x.Close("ASC_CDL")
	case *Exponent:
		writeExponent(x, op)
	case *Log:
		return writeLog(x, op)
	case *Curve:
		more := attrs()
		if op.Half {
			more = append(more, "halfDomain", "true")
		}
		x.Open("LUT1D", more...)
		x.Leaf("Array", rowsText(op.rows()), "dim", fmt.Sprintf("%d 3", len(op.Values[0])))
		x.Close("LUT1D")
	case *Lattice:
		by := op.By
		if by == "" {
			by = Tetrahedral
		}
		x.Open("LUT3D", attrs("interpolation", string(by))...)
		x.Leaf("Array", rowsText(op.Values), "dim", fmt.Sprintf("%d %d %d 3", op.Edge, op.Edge, op.Edge))
		x.Close("LUT3D")
	default:
		return fmt.Errorf("%s has no process node in CLF; bake the look to a table", op.Describe())
	}
	return nil
}

func rowsText(v []float32) string {
	var s strings.Builder
	b := bufio.NewWriter(&s)
	writeRows(b, v)
	b.Flush() //nolint:errcheck // a strings.Builder takes everything
	return strings.TrimSpace(s.String())
}

func writeRange(x *xmltree.Writer, r *Range) {
	x.Open("Range", attrs("style", "Clamp")...)
	if r.Low {
		x.Leaf("minInValue", exact(r.MinIn))
	}
	if r.High {
		x.Leaf("maxInValue", exact(r.MaxIn))
	}
	if r.Low {
		x.Leaf("minOutValue", exact(r.MinOut))
	}
	if r.High {
		x.Leaf("maxOutValue", exact(r.MaxOut))
	}
	x.Close("Range")
}

var channels = [3]string{"R", "G", "B"}

func writeExponent(x *xmltree.Writer, e *Exponent) {
	style := string(e.Style) + "Fwd"
	if e.Rev {
		style = string(e.Style) + "Rev"
	}
	x.Open("Exponent", attrs("style", style)...)
	for k, ch := range channels {
		p := []string{"channel", ch, "exponent", exact(e.Power[k])}
		if e.mon() {
			p = append(p, "offset", exact(e.Offset[k]))
		}
		x.Empty("ExponentParams", p...)
	}
	x.Close("Exponent")
}

func writeLog(x *xmltree.Writer, l *Log) error {
	broken := l.Channel[0].Broken
	style := "linToLog"
	if l.Rev {
		style = "logToLin"
	}
	if broken {
		style = "camera" + strings.ToUpper(style[:1]) + style[1:]
	}
	x.Open("Log", attrs("style", style)...)
	for k, c := range l.Channel {
		if c.Broken != broken {
			return fmt.Errorf("%s has a straight piece in some channels only", l.Describe())
		}
		p := []string{"channel", channels[k], "base", exact(c.Base), "logSideSlope", exact(c.LogSlope), "logSideOffset", exact(c.LogOffset),
			"linSideSlope", exact(c.LinSlope), "linSideOffset", exact(c.LinOffset)}
		if broken {
			p = append(p, "linSideBreak", exact(c.Break))
			if c.Slope != 0 && !math.IsNaN(c.Slope) {
				p = append(p, "linearSlope", exact(c.Slope))
			}
		}
		x.Empty("LogParams", p...)
	}
	x.Close("Log")
	return nil
}
