package documents

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"

	"backlot/internal/core/documents/fonts"
)

// shaped sets a run of which every glyph has its place: Arabic, Hebrew, the scripts of
// India, Thai. The PDF writer knows glyphs only by characters, so each comes from a copy
// of the font in which a character stands for it: its own letter where it has one.
func (e *encoder) shaped(x, y float64, run fonts.Run, size float64) {
	size *= run.Scale
	e.heavy(run.Heavy, size, func() {
		for _, group := range groups(run.Clusters) {
			set := func() { e.glyphs(x, y, run.Face, group, size) }
			if group[0].Spelled {
				set()
			} else {
				e.reading(group[0].Text, set)
			}
		}
	})
}

// reading draws what stands for a text that its characters do not spell (ActualText,
// PDF 32000-1, 14.9.4), so that what is copied and searched is what was written.
func (e *encoder) reading(text string, draw func()) {
	var hex strings.Builder
	for _, u := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&hex, "%04X", u)
	}
	e.pdf.RawWriteStr("/Span <</ActualText <FEFF" + hex.String() + ">>> BDC")
	draw()
	e.pdf.RawWriteStr("EMC")
}

// groups joins neighbouring clusters that are spelled; each other stands alone.
func groups(list []fonts.Cluster) [][]fonts.Cluster {
	var out [][]fonts.Cluster
	for i := 0; i < len(list); {
		j := i + 1
		for list[i].Spelled && j < len(list) && list[j].Spelled {
			j++
		}
		out = append(out, list[i:j])
		i = j
	}
	return out
}

// glyphs writes the pictures of clusters; those that follow one another by their own
// widths go into one text operator.
func (e *encoder) glyphs(x, y float64, face *fonts.Face, list []fonts.Cluster, size float64) {
	var text strings.Builder
	form, start, up, pen := -1, 0.0, 0.0, 0.0
	flush := func() {
		if text.Len() > 0 {
			e.coded(face, form, size)
			e.pdf.Text(x+start*size/1000, y-up*size/1000, text.String())
			text.Reset()
		}
	}
	const near = 2 // thousandths: a fortieth of a point at 12
	for _, c := range list {
		for _, g := range c.Glyphs {
			if g.Form != form || g.Y != up || g.X < pen-near || g.X > pen+near {
				flush()
				form, start, up = g.Form, g.X, g.Y
			}
			text.WriteRune(g.Code)
			pen = g.X + g.Advance
		}
	}
	flush()
}

// coded chooses the copy of a font that holds the glyphs of a form.
func (e *encoder) coded(face *fonts.Face, form int, size float64) {
	name := face.Name + "-form" + strconv.Itoa(form)
	if !e.added[name] {
		e.added[name] = true
		e.pdf.AddUTF8FontFromBytes(name, "", bytes.Clone(face.Coded(form))) // fpdf writes into what it is given
	}
	e.pdf.SetFont(name, "", size)
}

// heavy draws with a thicker line for bold text in a face without a bold cut.
func (e *encoder) heavy(on bool, size float64, draw func()) {
	if !on {
		draw()
		return
	}
	e.pdf.SetLineWidth(size * 0.035)
	e.pdf.SetTextRenderingMode(2)
	draw()
	e.pdf.SetTextRenderingMode(0)
}
