package documents

import (
	"strings"
	"unicode"
)

// Layout draws a document on pages with the standard furniture, or as Drawn says.
func Layout(doc Document) *Paper {
	if doc.Drawn != nil {
		return doc.Drawn()
	}
	l := &layouter{paper: NewPaper(doc.Meta, doc.Size)}
	l.newPage()
	for i, b := range doc.Blocks {
		if _, ok := b.(Heading); ok && i+1 < len(doc.Blocks) {
			l.ahead = l.least(doc.Blocks[i+1])
		}
		l.add(b)
		l.ahead = 0
	}
	return l.paper
}

// least is what a block wants on the page it begins on, so that no heading stands alone above it.
func (l *layouter) least(b Block) float64 {
	t, ok := b.(Table)
	if !ok {
		return 40
	}
	body := t.body()
	all := bands(t, l.width(), body)
	d := tableDrawer{l: l, t: t, band: all[0], body: body}
	return min(d.least(), (l.bottom()-BodyTop)*0.8)
}

func (l *layouter) add(b Block) {
	switch b := b.(type) {
	case Heading:
		l.heading(b)
	case Paragraph:
		l.paragraph(b)
	case Grid:
		l.grid(b)
	case Table:
		l.table(b)
	case PageBreak:
		if l.y > BodyTop {
			l.newPage()
		}
	}
}

// RenderPDF lays out a document and encodes it.
func RenderPDF(doc Document, to Recipient) (PDF, error) {
	return Layout(doc).PDF(to)
}

type layouter struct {
	paper *Paper
	page  *Page
	y     float64 // next free line
	ahead float64 // height wanted by what follows a heading
}

func (l *layouter) newPage() {
	l.page = l.paper.Page()
	l.y = BodyTop
}

func (l *layouter) bottom() float64 { return l.page.Size.H - FootSpace }
func (l *layouter) width() float64  { return l.page.Size.W - 2*MarginX }

// need starts a new page unless h points are left; a page is never left empty.
func (l *layouter) need(h float64) {
	if l.y+h > l.bottom() && l.y > BodyTop {
		l.newPage()
	}
}

var headingSizes = [...]float64{14, 11, 9.5}

func (l *layouter) heading(h Heading) {
	level := min(max(h.Level, 1), 3)
	t := Type{Size: headingSizes[level-1]}.Bold()
	l.need(t.Leading()*2 + max(l.ahead, 40))
	if l.y > BodyTop {
		l.y += t.size() * 0.6
	}
	l.page.Bookmark(level-1, h.Text, l.y)
	l.y = l.page.Wrapped(MarginX, l.y, l.width(), h.Text, Left, t) + 4
}

func (l *layouter) paragraph(p Paragraph) {
	t := styled(Type{Size: 9}, p.Style)
	for _, line := range Wrap(p.Text, l.width(), t) {
		l.need(t.Leading())
		l.y = l.page.Wrapped(MarginX, l.y, l.width(), line, p.Style.Align, t)
		if line == "" {
			l.y += t.Leading()
		}
	}
	l.y += 5
}

func (l *layouter) grid(g Grid) {
	columns := min(max(g.Columns, 0), 4)
	if columns == 0 {
		columns = 2
	}
	gap := 12.0
	w := (l.width() - gap*float64(columns-1)) / float64(columns)
	label, value := Type{Size: 7, Colour: Grey}, Type{Size: 9}
	labelW := 0.0
	for _, p := range g.Pairs {
		labelW = max(labelW, label.Measure(p.Label))
	}
	labelW = min(labelW+6, w*0.45)
	for i := 0; i < len(g.Pairs); i += columns {
		row := g.Pairs[i:min(i+columns, len(g.Pairs))]
		h := 0.0
		for _, p := range row {
			lines := max(len(Wrap(p.Value, w-labelW, value)), 1)
			labels := len(Wrap(p.Label, labelW-4, label))
			h = max(h, float64(lines)*value.Leading(), float64(labels)*label.Leading())
		}
		l.need(h + 3)
		for j, p := range row {
			x := MarginX + float64(j)*(w+gap)
			l.page.Wrapped(x, l.y+1.6, labelW-4, p.Label, Left, label)
			l.page.Wrapped(x+labelW, l.y, w-labelW, p.Value, Left, value)
		}
		l.y += h + 3
		l.page.Line(MarginX, l.y-1, MarginX+l.width(), l.y-1, 0.3, Rule)
	}
	l.y += 6
}

// styled applies a TextStyle to a type.
func styled(t Type, s TextStyle) Type {
	if s.Bold {
		t = t.Bold()
	}
	if s.Italic {
		t = t.Italic()
	}
	if s.Small {
		t.Size = t.size() * 0.85
	}
	if s.Colour != 0 {
		t.Colour = s.Colour
	}
	return t
}

// sheetName makes a legal worksheet name: at most 31 letters, none of []:*?/\, not empty.
func sheetName(name string) string {
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) || unicode.IsControl(r) {
			return ' '
		}
		return r
	}, name)
	runes := []rune(strings.TrimSpace(clean))
	if len(runes) > 31 {
		runes = runes[:31]
	}
	if len(runes) == 0 {
		return "Sheet"
	}
	return string(runes)
}
