package documents

// table draws a table, band by band.
func (l *layouter) table(t Table) {
	body := t.body()
	for i, b := range bands(t, l.width(), body) {
		d := tableDrawer{l: l, t: t, band: b, body: body}
		if i > 0 {
			l.newPage()
		}
		d.draw()
	}
	l.y += 8
}

func (t Table) body() Type {
	if t.Size == 0 {
		return Type{Size: 8.5}
	}
	return Type{Size: t.Size}
}

type tableDrawer struct {
	l    *layouter
	t    Table
	band band
	body Type
}

// block is a row ready to draw: the lines of its cells, wrapped.
type rowBlock struct {
	cells  []cellBlock
	fill   Colour
	strong bool // a rule above and below
}

type cellBlock struct {
	x, w  float64
	lines []cellLine
	fill  Colour
}

type cellLine struct {
	text    string
	letters Type
	align   Align
}

func (d *tableDrawer) draw() {
	d.l.need(d.least())
	d.header()
	for _, g := range d.t.Groups {
		d.group(g)
	}
}

// least is what the table wants on the page it begins on: its headings and its first group when
// that stays together, or the first rows of it.
func (d *tableDrawer) least() float64 {
	head := d.headHeight()
	if len(d.t.Groups) == 0 {
		return head
	}
	g := d.t.Groups[0]
	blocks, height := d.blocks(g)
	if g.Title != "" && head+height <= d.l.bottom()-BodyTop {
		return head + height
	}
	return head + d.opening(g, blocks)
}

// blocks wraps the rows of a group and tells how high it is with its bar.
func (d *tableDrawer) blocks(g Group) ([]rowBlock, float64) {
	var blocks []rowBlock
	height := 0.0
	if g.Title != "" {
		height = d.barHeight()
	}
	for _, r := range g.Rows {
		b := d.block(r)
		blocks = append(blocks, b)
		height += b.height(0, b.count())
	}
	if g.Total != nil {
		b := d.block(*g.Total)
		b.strong = true
		blocks = append(blocks, b)
		height += b.height(0, b.count())
	}
	return blocks, height
}

// group draws a group. One with a title stays on a page when it fits on any; rows without a title are
// a list and flow.
func (d *tableDrawer) group(g Group) {
	blocks, height := d.blocks(g)
	room := d.l.bottom() - BodyTop - d.headHeight()
	together := g.Title != "" && height <= room
	if d.l.y+height > d.l.bottom() && (together || d.l.y+d.opening(g, blocks) > d.l.bottom()) && !d.fresh() {
		d.turnPage()
	}
	d.bar(g, false)
	for i, b := range blocks {
		// The closing row never stands alone on a page: it takes the row before with it.
		next := 0.0
		if i == len(blocks)-2 && blocks[i+1].strong {
			next = blocks[i+1].height(0, blocks[i+1].count())
		}
		d.place(b, g, next)
	}
}

// fresh says that nothing but the headings stands on the page.
func (d *tableDrawer) fresh() bool { return d.l.y <= BodyTop+d.headHeight()+0.01 }

// opening is the least a group shows before a page break: its bar and first two rows.
func (d *tableDrawer) opening(g Group, blocks []rowBlock) float64 {
	h := 0.0
	if g.Title != "" {
		h = d.barHeight()
	}
	for _, b := range blocks[:min(len(blocks), 2)] {
		h += min(b.height(0, b.count()), 80)
	}
	return h
}

// place draws a row, on the next page when it does not fit here, in pieces when it fits no page.
func (d *tableDrawer) place(b rowBlock, g Group, next float64) {
	from, n := 0, b.count()
	full := b.height(0, n)
	room := d.l.bottom() - BodyTop - d.headHeight() - d.barHeight()
	if d.l.y+full+next > d.l.bottom() && full+next <= room {
		d.turnPage()
		d.bar(g, true)
	}
	for from < n {
		to := n
		for to > from+1 && d.l.y+b.height(from, to) > d.l.bottom() {
			to--
		}
		if d.l.y+b.height(from, to) > d.l.bottom() && d.l.y > BodyTop+d.headHeight()+d.barHeight() {
			d.turnPage()
			d.bar(g, true)
			continue
		}
		d.row(b, from, to)
		if from = to; from < n {
			d.turnPage()
			d.bar(g, true)
		}
	}
}

func (d *tableDrawer) turnPage() {
	d.l.newPage()
	d.header()
}

func (d *tableDrawer) titleType() Type { return d.body.Bold().Sized(d.body.size() * 0.88) }

func (d *tableDrawer) headHeight() float64 {
	t, h := d.titleType(), 0.0
	for i, c := range d.band.columns {
		col := d.t.Columns[c]
		if col.Turned {
			h = max(h, widest(col.Title, t)+6)
			continue
		}
		lines := len(Wrap(col.Title, d.inner(i), t))
		h = max(h, float64(lines)*t.Leading()+2*padY)
	}
	return h
}

func (d *tableDrawer) inner(i int) float64 {
	w := d.band.widths[i]
	return w - 2*min(padX, w*0.1)
}

func (d *tableDrawer) header() {
	h := d.headHeight()
	if h == 0 {
		return
	}
	g, t := d.l.page, d.titleType()
	g.Fill(MarginX, d.l.y, d.band.width(), h, Shade)
	x := MarginX
	for i, c := range d.band.columns {
		w, col := d.band.widths[i], d.t.Columns[c]
		if col.Turned {
			lines := Wrap(col.Title, h, t)
			at := x + (w-float64(len(lines))*t.Leading())/2 + t.Ascent() + (t.Leading()-t.size())/2
			for k, line := range lines {
				g.Turned(at+float64(k)*t.Leading(), d.l.y+h-3, 90, line, t)
			}
		} else {
			top := d.l.y + h - padY - float64(len(Wrap(col.Title, d.inner(i), t)))*t.Leading()
			g.Wrapped(x+(w-d.inner(i))/2, top, d.inner(i), col.Title, col.Align, t)
		}
		x += w
	}
	d.rules(h)
	g.Line(MarginX, d.l.y+h, MarginX+d.band.width(), d.l.y+h, 0.75, Black)
	d.l.y += h
}

// rules draws the lines between columns of a gridded table, over the height h from here.
func (d *tableDrawer) rules(h float64) {
	if !d.t.Grid {
		return
	}
	x := MarginX
	for _, w := range d.band.widths {
		d.l.page.Line(x, d.l.y, x, d.l.y+h, 0.3, Rule)
		x += w
	}
	d.l.page.Line(x, d.l.y, x, d.l.y+h, 0.3, Rule)
}

func (d *tableDrawer) barHeight() float64 { return d.body.Leading() + 2*padY + 1 }

func (d *tableDrawer) bar(g Group, again bool) {
	if g.Title == "" {
		return
	}
	fill := g.Fill
	if fill == 0 {
		fill = Shade
	}
	h, t := d.barHeight(), d.body.Bold().In(fill.Ink())
	title := g.Title
	if again {
		title += " (continued)"
	}
	page := d.l.page
	page.Fill(MarginX, d.l.y, d.band.width(), h, fill)
	page.Text(MarginX+padX, d.l.y+padY+t.Ascent()+1, Fit(title, d.band.width()-2*padX, t), t)
	page.Line(MarginX, d.l.y+h, MarginX+d.band.width(), d.l.y+h, 0.3, Rule)
	if g.Bookmark && !again {
		page.Bookmark(0, g.Title, d.l.y)
	}
	d.l.y += h
}
