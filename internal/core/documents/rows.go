package documents

import "strings"

// block wraps the cells of a row to the columns of the band.
func (d *tableDrawer) block(r Row) rowBlock {
	out := rowBlock{fill: r.Fill}
	if r.Banner {
		c := Cell{}
		if len(r.Cells) > 0 {
			c = r.Cells[0]
		}
		if c.Style.Align == Inherit {
			c.Style.Align = Centre
		}
		out.cells = []cellBlock{d.cell(c, r, MarginX, d.band.width(), Centre)}
		return out
	}
	at := 0
	for _, c := range r.Cells {
		span := max(c.Span, 1)
		x, w := d.extent(at, at+span)
		if w > 0 && at < len(d.t.Columns) {
			out.cells = append(out.cells, d.cell(c, r, x, w, d.t.Columns[at].Align))
		}
		at += span
	}
	return out
}

// extent returns where the columns from to before to lie in this band; zero width when absent.
func (d *tableDrawer) extent(from, to int) (x, w float64) {
	at := MarginX
	for i, c := range d.band.columns {
		if c >= from && c < to {
			if w == 0 {
				x = at
			}
			w += d.band.widths[i]
		}
		at += d.band.widths[i]
	}
	return x, w
}

func (d *tableDrawer) cell(c Cell, r Row, x, w float64, align Align) cellBlock {
	fill := c.Fill
	under := fill
	if under == 0 {
		under = r.Fill
	}
	body := styled(styled(d.body.In(under.Ink()), r.Style), c.Style)
	note := noteType(d.body)
	if under.Ink() == White {
		note.Colour = White
	}
	for _, a := range []Align{r.Style.Align, c.Style.Align} {
		if a != Inherit {
			align = a
		}
	}
	out := cellBlock{x: x, w: w, fill: fill}
	inner := w - 2*min(padX, w*0.1)
	for _, line := range Wrap(c.Text, inner, body) {
		out.lines = append(out.lines, cellLine{line, body, align})
	}
	for _, line := range Wrap(c.Note, inner, note) {
		out.lines = append(out.lines, cellLine{line, note, align})
	}
	return out
}

// count is the number of lines of the tallest cell, at least one.
func (b rowBlock) count() int {
	n := 1
	for _, c := range b.cells {
		n = max(n, len(c.lines))
	}
	return n
}

// height is what the lines from to before to need. A row without text is half a line high.
func (b rowBlock) height(from, to int) float64 {
	h := 0.0
	for _, c := range b.cells {
		own := 0.0
		for _, line := range c.lines[min(from, len(c.lines)):min(to, len(c.lines))] {
			own += line.letters.Leading()
		}
		h = max(h, own)
	}
	return max(h, 5) + 2*padY
}

func (d *tableDrawer) row(b rowBlock, from, to int) {
	g, y, h := d.l.page, d.l.y, b.height(from, to)
	width := d.band.width()
	g.Fill(MarginX, y, width, h, b.fill)
	for _, c := range b.cells {
		g.Fill(c.x, y, c.w, h, c.fill)
		pad := min(padX, c.w*0.1)
		top := y + padY
		for _, line := range c.lines[min(from, len(c.lines)):min(to, len(c.lines))] {
			t := line.letters
			g.TextIn(c.x+pad, c.w-2*pad, top+t.Ascent()+(t.Leading()-t.size())/2, strings.TrimRight(line.text, " "), line.align, t)
			top += t.Leading()
		}
	}
	d.rules(h)
	stroke, colour := 0.3, Rule
	if b.strong {
		stroke, colour = 0.75, Black
		g.Line(MarginX, y, MarginX+width, y, 0.5, Black)
	}
	g.Line(MarginX, y+h, MarginX+width, y+h, stroke, colour)
	d.l.y += h
}
