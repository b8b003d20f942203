package documents

import (
	"math"
	"slices"
	"strings"

	"backlot/film/screenplay/layout"
)

// Sides are the script pages of some scenes, as they are handed to those who work
// on a day or to one actor: what does not count is crossed out.
type Sides struct {
	// Pages in the order of printing; crossed lines are marked in them, as by
	// layout.Result.Sides.
	Pages []layout.Page
	Paper layout.Paper
	Head  string  // left over every page: production, day, unit
	Mark  string  // right over every page: "CONFIDENTIAL"
	Front []Block // on a page of its own before the script; none: no such page
	Clean bool    // leave crossed lines out
	TwoUp bool    // two pages beside each other on a sheet turned sideways
	Tint  bool    // fill revised pages with the colour of their paper
	// Papers gives the paper of each revision by its id.
	Papers map[string]Revision
}

// crossStroke is the width in points of the line through what does not count: to
// be seen on a copy of a copy.
const crossStroke = 1.4

var (
	crossInk  = RGB(40, 44, 52)
	crossedBy = RGB(120, 126, 136) // letters under the line stay readable, for the sense
	sideHead  = Type{Size: 8}.Bold()
)

// Document is the sides as paper. It comes as PDF; HTML and spreadsheets have the
// front page alone.
func (s Sides) Document(meta Meta) Document {
	size := Letter
	if s.Paper == layout.A4 {
		size = A4
	}
	doc := Document{Meta: meta, Size: size, Blocks: s.Front}
	doc.Drawn = func() *Paper {
		paper := NewPaper(meta, size)
		if len(s.Front) > 0 {
			front := NewFlow(paper)
			for _, b := range s.Front {
				front.Add(b)
			}
			for i, g := range paper.Pages {
				StandardFurniture(meta)(g, i+1, len(paper.Pages))
			}
		}
		paper.Furniture = nil
		for i := range s.Pages {
			s.draw(paper.Page(), &s.Pages[i])
		}
		if s.TwoUp {
			return paper.TwoUp()
		}
		return paper
	}
	return doc
}

func (s Sides) draw(g *Page, p *layout.Page) {
	rev, revised := s.Papers[p.Revision]
	if revised && s.Tint && p.Revised {
		g.Fill(0, 0, g.Size.W, g.Size.H, rev.Colour)
	}
	right := g.Size.W - MarginX
	g.Text(MarginX, 24, Fit(s.Head, g.Size.W*0.62, sideHead), sideHead)
	g.TextIn(right-160, 160, 24, s.Mark, Right, sideHead)
	if revised && p.Revised && rev.Name != "" {
		t := Type{Size: 8}
		g.Fill(MarginX, 28, 8, 8, rev.Colour)
		g.Frame(MarginX, 28, 8, 8, 0.5, Grey)
		g.Text(MarginX+12, 35, strings.TrimSpace(rev.Name), t)
	}
	for _, l := range p.Lines {
		switch {
		case !l.Crossed:
			drawLine(g, l)
		case !s.Clean:
			drawCrossed(g, l)
		}
	}
	if s.Clean {
		return
	}
	for _, r := range crossings(p.Lines) {
		s.cross(g, r)
	}
}

// drawCrossed sets a line that does not count in grey, without its styles.
func drawCrossed(g *Page, l layout.Line) {
	l.Spans = nil
	drawLetters(g, l, courier.In(crossedBy))
}

// crossings are the stretches of a page to strike, as first and last row: crossed
// lines with no line that counts between them.
func crossings(lines []layout.Line) [][2]int {
	rows := map[int]bool{} // true: crossed
	for _, l := range lines {
		if l.Role == layout.PageNumber || l.Role == layout.Header {
			continue
		}
		was, known := rows[l.Row]
		rows[l.Row] = l.Crossed && (was || !known)
	}
	order := make([]int, 0, len(rows))
	for r := range rows {
		order = append(order, r)
	}
	slices.Sort(order)
	var out [][2]int
	open := false
	for _, r := range order {
		switch {
		case !rows[r]:
			open = false
		case open:
			out[len(out)-1][1] = r
		default:
			out, open = append(out, [2]int{r, r}), true
		}
	}
	return out
}

// cross draws a bar over and under a stretch and a diagonal through it; a single
// line is struck.
func (s Sides) cross(g *Page, rows [2]int) {
	left, right := 12*cellW, g.Size.W-10*cellW
	top, foot := float64(rows[0])*cellH-1, float64(rows[1]+1)*cellH+1
	if rows[0] == rows[1] {
		mid := (top + foot) / 2
		g.Line(left, mid, right, mid, crossStroke, crossInk)
		return
	}
	g.Line(left, top, right, top, crossStroke/2, crossInk)
	g.Line(left, foot, right, foot, crossStroke/2, crossInk)
	g.Line(left, top, right, foot, crossStroke, crossInk)
}

// TwoUp places two pages beside each other on sheets of the same size turned
// sideways, to be cut in the middle.
func (p *Paper) TwoUp() *Paper {
	out := &Paper{Meta: p.Meta, Size: p.Size.Landscape()}
	half := out.Size.W / 2
	var sheet *Page
	for i, g := range p.Pages {
		if i%2 == 0 {
			sheet = out.Page()
		}
		scale := math.Min(half/g.Size.W, out.Size.H/g.Size.H)
		x := float64(i%2)*half + (half-g.Size.W*scale)/2
		y := (out.Size.H - g.Size.H*scale) / 2
		sheet.place(g, x, y, scale)
	}
	for i := range out.Pages {
		g := out.Pages[i]
		g.Line(half, 0, half, 14, 0.4, Rule) // where to cut
		g.Line(half, g.Size.H-14, half, g.Size.H, 0.4, Rule)
	}
	return out
}

// place draws another page smaller, its corner at x and y.
func (g *Page) place(other *Page, x, y, scale float64) {
	for _, s := range other.steps {
		s.x, s.y = x+s.x*scale, y+s.y*scale
		if s.kind == stepLine {
			s.w, s.h = x+s.w*scale, y+s.h*scale
		} else {
			s.w, s.h = s.w*scale, s.h*scale
		}
		s.width *= scale
		s.letters.Size = s.letters.size() * scale
		g.steps = append(g.steps, s)
	}
	for _, m := range other.marks {
		m.y = y + m.y*scale
		g.marks = append(g.marks, m)
	}
}
