package documents

import "fmt"

// Margins of every page with the standard furniture, in points.
const (
	MarginX   = 36.0
	BodyTop   = 62.0 // first line below the header
	FootSpace = 40.0 // kept free above the lower edge
)

var (
	headBold = Type{Size: 9}.Bold()
	headName = Type{Size: 9}
	footType = Type{Size: 7, Colour: Grey}
)

// StandardFurniture returns the header and footer of all papers: production title, name of the
// paper and what it covers, issue and revision colour above; notice, date and page number below.
func StandardFurniture(meta Meta) func(g *Page, number, total int) {
	return func(g *Page, number, total int) {
		drawHeader(g, meta)
		drawFooter(g, meta, number, total)
	}
}

func drawHeader(g *Page, meta Meta) {
	width := g.Size.W - 2*MarginX
	third := width * 0.3
	g.Text(MarginX, 36, Fit(meta.Production, third, headBold), headBold)
	if meta.Company != "" {
		g.Text(MarginX, 46, Fit(meta.Company, third, footType), footType)
	}
	name := Type{Size: 11}.Bold()
	g.TextIn(MarginX+third, width-2*third, 36, Fit(meta.Title, width-2*third, name), Centre, name)
	sub := Type{Size: 8, Colour: Grey}
	g.TextIn(MarginX+third, width-2*third, 47, Fit(meta.Subtitle, width-2*third, sub), Centre, sub)
	g.TextIn(MarginX+width-third, third, 36, Fit(meta.Issue, third, headName), Right, headName)
	drawRevision(g, meta.Revision)
	g.Line(MarginX, 53, MarginX+width, 53, 0.75, Black)
}

// drawRevision shows the name of the colour beside a swatch of it, so that it can be read on a
// black and white copy.
func drawRevision(g *Page, rev Revision) {
	if rev.Name == "" {
		return
	}
	right := g.Size.W - MarginX
	t := Type{Size: 8}
	g.TextIn(right-120, 120-12, 47, rev.Name, Right, t)
	if rev.Colour != 0 {
		g.Fill(right-8, 40, 8, 8, rev.Colour)
	}
	g.Frame(right-8, 40, 8, 8, 0.5, Grey)
}

func drawFooter(g *Page, meta Meta, number, total int) {
	y := g.Size.H - 24
	width := g.Size.W - 2*MarginX
	g.Line(MarginX, y-10, MarginX+width, y-10, 0.4, Rule)
	g.Text(MarginX, y, Fit(meta.Notice, width*0.5, footType), footType)
	if !meta.Created.IsZero() {
		g.TextIn(MarginX+width*0.5, width*0.3, y, meta.Created.Format("2 Jan 2006 15:04 MST"), Right, footType)
	}
	g.TextIn(MarginX, width, y, fmt.Sprintf("Page %d of %d", number, total), Right, footType)
}
