package documents

import "strings"

const (
	padX = 3.0 // inside a cell, left and right
	padY = 2.0 // inside a cell, above and below
)

// band is a set of columns that stand on one page side by side, with their widths.
type band struct {
	columns []int
	widths  []float64
}

func (b band) width() float64 {
	sum := 0.0
	for _, w := range b.widths {
		sum += w
	}
	return sum
}

// bands resolves the width rules for a page width. A table whose fixed and content columns do not
// fit is cut into bands that each begin with the sticky columns; one that fits fills the width when
// it has a shared column.
func bands(t Table, page float64, body Type) []band {
	widths, shares, taken := make([]float64, len(t.Columns)), 0.0, 0.0
	least := 30.0
	for i, c := range t.Columns {
		switch {
		case c.Width.content:
			widths[i] = min(contentWidth(t, i, body), max(c.Width.points, 2*padX+1))
		case c.Width.points > 0:
			widths[i] = c.Width.points
		default:
			shares += weight(c)
			taken += least
			continue
		}
		taken += widths[i]
	}
	left := page - taken
	for i, c := range t.Columns {
		if widths[i] == 0 {
			widths[i] = least + max(0, left)*weight(c)/shares
		}
	}
	if left >= -0.01 {
		return []band{{columns: sequence(len(widths)), widths: widths}}
	}
	if t.Sticky <= 0 || t.Sticky >= len(widths) {
		return []band{squeeze(widths, page)}
	}
	return cut(widths, t.Sticky, page)
}

func weight(c Column) float64 {
	if c.Width.share > 0 {
		return c.Width.share
	}
	return 1
}

func sequence(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// squeeze narrows all columns alike: better a broken word than a column off the page.
func squeeze(widths []float64, page float64) band {
	sum := 0.0
	for _, w := range widths {
		sum += w
	}
	for i := range widths {
		widths[i] *= page / sum
	}
	return band{columns: sequence(len(widths)), widths: widths}
}

func cut(widths []float64, sticky int, page float64) []band {
	lead := 0.0
	for _, w := range widths[:sticky] {
		lead += w
	}
	if lead > page*0.6 {
		scale := page * 0.6 / lead
		for i := range sticky {
			widths[i] *= scale
		}
		lead = page * 0.6
	}
	var out []band
	fresh := func() band {
		return band{columns: sequence(sticky), widths: append([]float64(nil), widths[:sticky]...)}
	}
	b, used := fresh(), lead
	for i := sticky; i < len(widths); i++ {
		w := min(widths[i], page-lead)
		if used+w > page+0.01 && len(b.columns) > sticky {
			out = append(out, b)
			b, used = fresh(), lead
		}
		b.columns = append(b.columns, i)
		b.widths = append(b.widths, w)
		used += w
	}
	return append(out, b)
}

// contentWidth is the width of the widest line in a column, its title included.
func contentWidth(t Table, column int, body Type) float64 {
	title := body.Bold().Sized(body.size() * 0.88)
	w := 0.0
	if !t.Columns[column].Turned {
		w = widest(t.Columns[column].Title, title)
	}
	each(t, func(r Row) {
		if r.Banner {
			return
		}
		at := 0
		for _, c := range r.Cells {
			if at == column && c.Span <= 1 {
				w = max(w, widest(c.Text, styled(styled(body, r.Style), c.Style)), widest(c.Note, noteType(body)))
			}
			at += max(c.Span, 1)
		}
	})
	return w + 2*padX + 0.5
}

func widest(s string, t Type) float64 {
	w := 0.0
	for _, line := range strings.Split(s, "\n") {
		w = max(w, t.Measure(line))
	}
	return w
}

func noteType(body Type) Type {
	return Type{Size: body.size() * 0.85, Colour: RGB(70, 76, 86)}
}

func each(t Table, f func(Row)) {
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			f(r)
		}
		if g.Total != nil {
			f(*g.Total)
		}
	}
}

// Compact returns the table without the columns in which no row has anything to say, so that a
// paper does not show headings over nothing. Cells that run over several columns shrink with them.
func (t Table) Compact() Table {
	used := make([]bool, len(t.Columns))
	each(t, func(r Row) {
		at := 0
		for _, c := range r.Cells {
			if !r.Banner && c.Span <= 1 && at < len(used) && (c.Text != "" || c.Note != "") {
				used[at] = true
			}
			at += max(c.Span, 1)
		}
	})
	out := t
	out.Columns, out.Groups, out.Sticky = nil, nil, 0
	for i, c := range t.Columns {
		if used[i] {
			out.Columns = append(out.Columns, c)
			if i < t.Sticky {
				out.Sticky++
			}
		}
	}
	for _, g := range t.Groups {
		rows := g.Rows
		g.Rows = nil
		for _, r := range rows {
			g.Rows = append(g.Rows, compactRow(r, used))
		}
		if g.Total != nil {
			total := compactRow(*g.Total, used)
			g.Total = &total
		}
		out.Groups = append(out.Groups, g)
	}
	return out
}

func compactRow(r Row, used []bool) Row {
	if r.Banner {
		return r
	}
	cells, at := r.Cells, 0
	r.Cells = nil
	for _, c := range cells {
		span, left := max(c.Span, 1), 0
		for i := at; i < at+span && i < len(used); i++ {
			if used[i] {
				left++
			}
		}
		at += span
		if left > 0 {
			c.Span = left
			r.Cells = append(r.Cells, c)
		}
	}
	return r
}
