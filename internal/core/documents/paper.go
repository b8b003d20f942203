package documents

import (
	"strconv"

	"backlot/film/screenplay/layout"
	"backlot/internal/core/documents/fonts"
)

// Size is the size of a page in points.
type Size struct{ W, H float64 }

// The page sizes of a production office.
var (
	Letter = Size{612, 792}
	A4     = Size{595.28, 841.89}
)

// Landscape returns the size with the long side across.
func (s Size) Landscape() Size { return Size{max(s.W, s.H), min(s.W, s.H)} }

// Portrait returns the size with the long side upright.
func (s Size) Portrait() Size { return Size{min(s.W, s.H), max(s.W, s.H)} }

// Type says how letters look. The zero value is Inter, 9 points, black.
type Type struct {
	Family    fonts.Family
	Style     fonts.Style
	Size      float64
	Colour    Colour
	Underline bool
	Struck    bool
}

// Bold returns the type in bold.
func (t Type) Bold() Type { t.Style |= fonts.Bold; return t }

// Italic returns the type in italic.
func (t Type) Italic() Type { t.Style |= fonts.Italic; return t }

// In returns the type in a colour.
func (t Type) In(c Colour) Type { t.Colour = c; return t }

// Sized returns the type in a size in points.
func (t Type) Sized(points float64) Type { t.Size = points; return t }

func (t Type) size() float64 {
	if t.Size == 0 {
		return 9
	}
	return t.Size
}

// Leading is the distance of two lines in points.
func (t Type) Leading() float64 { return t.size() * 1.22 }

// Ascent is the height of the letters above the line, for placing a first line under an edge.
func (t Type) Ascent() float64 { return t.size() * 0.76 }

// Measure returns the width of s in points.
func (t Type) Measure(s string) float64 {
	return fonts.Width(s, t.Family, t.Style) * t.size() / 1000
}

// Paper is a stack of drawn pages. It is a list of drawing steps, so it can be encoded again with
// another watermark for every recipient without being laid out again.
type Paper struct {
	Meta  Meta
	Size  Size // of pages added next
	Pages []*Page
	// Furniture draws header and footer of a page when the paper is encoded and the number of
	// pages is known. Nil means none; StandardFurniture is the one all papers share.
	Furniture func(g *Page, number, total int)
}

// Page is one drawn page.
type Page struct {
	Size  Size
	steps []step
	marks []mark
}

type stepKind int

const (
	stepText stepKind = iota
	stepFill
	stepFrame
	stepLine
)

// step is one drawing operation. For a line, w and h are its other end.
type step struct {
	kind       stepKind
	x, y, w, h float64
	text       string
	letters    Type
	turn       float64 // degrees anticlockwise
	width      float64 // of a stroke
	colour     Colour
}

type mark struct {
	level int
	title string
	y     float64
}

// NewPaper starts a paper with the standard header and footer.
func NewPaper(meta Meta, size Size) *Paper {
	if size == (Size{}) {
		size = Letter
	}
	p := &Paper{Meta: meta, Size: size}
	p.Furniture = StandardFurniture(meta)
	return p
}

// Page adds an empty page.
func (p *Paper) Page() *Page {
	g := &Page{Size: p.Size}
	p.Pages = append(p.Pages, g)
	return g
}

// Text sets one line with its baseline at y.
func (g *Page) Text(x, y float64, s string, t Type) {
	if s != "" {
		g.steps = append(g.steps, step{kind: stepText, x: x, y: y, text: s, letters: t})
	}
}

// TextIn sets one line within the width w that begins at x.
func (g *Page) TextIn(x, w, y float64, s string, align Align, t Type) {
	switch align {
	case Centre:
		x += (w - t.Measure(s)) / 2
	case Right:
		x += w - t.Measure(s)
	}
	g.Text(x, y, s, t)
}

// Turned sets one line rotated anticlockwise around its start.
func (g *Page) Turned(x, y, degrees float64, s string, t Type) {
	if s != "" {
		g.steps = append(g.steps, step{kind: stepText, x: x, y: y, text: s, letters: t, turn: degrees})
	}
}

// Wrapped sets text broken into lines of at most w points, the first line under y, and returns
// the y below the last line. Text that reads from the right stands at the right where no
// alignment is asked for.
func (g *Page) Wrapped(x, y, w float64, s string, align Align, t Type) float64 {
	fromRight := layout.RightToLeft(s)
	if fromRight && align == Inherit {
		align = Right
	}
	for _, line := range Wrap(s, w, t) {
		if fromRight {
			line = fonts.FromRight + line
		}
		g.TextIn(x, w, y+t.Ascent()+(t.Leading()-t.size())/2, line, align, t)
		y += t.Leading()
	}
	return y
}

// Fill paints a rectangle; no colour paints nothing.
func (g *Page) Fill(x, y, w, h float64, c Colour) {
	if c != 0 {
		g.steps = append(g.steps, step{kind: stepFill, x: x, y: y, w: w, h: h, colour: c})
	}
}

// Frame draws the outline of a rectangle.
func (g *Page) Frame(x, y, w, h, stroke float64, c Colour) {
	g.steps = append(g.steps, step{kind: stepFrame, x: x, y: y, w: w, h: h, width: stroke, colour: c})
}

// Line draws a line.
func (g *Page) Line(x1, y1, x2, y2, stroke float64, c Colour) {
	g.steps = append(g.steps, step{kind: stepLine, x: x1, y: y1, w: x2, h: y2, width: stroke, colour: c})
}

// Bookmark lists a place of the page in the reader's side bar. Level counts from 0.
func (g *Page) Bookmark(level int, title string, y float64) {
	g.marks = append(g.marks, mark{level, title, y})
}

func itoa(n int) string { return strconv.Itoa(n) }
