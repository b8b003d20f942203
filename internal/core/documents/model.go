// Package documents is the kit all paper of a production is made with.
//
// A paper is described once, as a Document: what it says, in headings, key and value grids and
// tables of strips, without saying where on the page. It is then rendered as PDF, as a HTML page
// that works without script, and as a spreadsheet. Papers with a layout of their own (a call sheet,
// a breakdown sheet, a stripboard, script pages) draw on a Paper directly and share its letters,
// page furniture, watermark and encoder.
//
// Everything is deterministic: the same Document gives the same bytes, on every machine. Dates and
// names come in as values. A letter that no font has is drawn as a box and reported as a Finding.
//
// Lengths are in points (1/72 inch); the origin of a page is its upper left corner.
package documents

import (
	"time"

	"backlot/film/civil"
)

// Document is one paper as the crew knows it, before it is laid out.
type Document struct {
	Meta   Meta
	Size   Size // zero: Letter
	Blocks []Block
	// Drawn gives the pages of a paper that has a layout of its own; PDF is made of them, the other
	// formats of the blocks. Nil: the blocks are laid out. It must draw the same on every call.
	Drawn func() *Paper
}

// Meta names a paper and its issue. Every page shows it.
type Meta struct {
	Production string // title of the film or series
	Title      string // name of the paper, such as "Day Out of Days"
	Subtitle   string // what it covers, such as "Main unit, board 3"
	Issue      string // such as "Issue 2"; empty for a working copy
	Revision   Revision
	Company    string
	Author     string
	Notice     string // line at the foot, such as a confidentiality note
	Language   string // BCP 47, "en" when empty
	// Created is printed at the foot and stored as the date of the file. It should be the instant
	// the paper was issued, so that printing it again gives the same bytes. Zero: no date printed.
	Created time.Time
}

// Revision is the colour a draft or issue is printed on ("Blue", "2nd Pink"). The order of colours
// is a setting of the production.
type Revision struct {
	Name   string
	Colour Colour // of the swatch beside the name
}

// Block is a part of a Document: Heading, Paragraph, Grid, Table or PageBreak.
type Block interface{ block() }

// Heading opens a part of the paper and becomes a bookmark.
type Heading struct {
	Level int // 1 to 3
	Text  string
}

// Paragraph is running text; "\n" ends a line.
type Paragraph struct {
	Text  string
	Style TextStyle
}

// Grid is a block of labelled values, filled row by row.
type Grid struct {
	Columns int // 1 to 4; zero means 2
	Pairs   []Pair
}

// Pair is one labelled value of a Grid.
type Pair struct{ Label, Value string }

// PageBreak starts a new page, in print and PDF.
type PageBreak struct{}

// Table is rows under column titles, in groups that are kept together on a page when they fit.
type Table struct {
	Name    string // names the worksheet of a spreadsheet; not printed
	Columns []Column
	Groups  []Group
	// Sticky is the number of leading columns repeated when the table is wider than the page
	// and goes on over further pages, as a day-out-of-days does.
	Sticky int
	Size   float64 // type size in points; zero means 8.5
	Grid   bool    // lines between columns as well as rows
}

// Column is one column of a Table.
type Column struct {
	Title string
	Width Width
	Align Align
	// Turned sets the title upwards, for narrow columns.
	Turned bool
}

// Group is a run of rows that belong together, such as the strips of a shooting day.
type Group struct {
	Title    string // a bar above the rows, repeated with "(continued)" after a page break
	Fill     Colour // of the bar; none means Shade
	Rows     []Row
	Total    *Row // closes the group
	Bookmark bool // list the title among the bookmarks
}

// Row is one row of a Table.
type Row struct {
	Cells []Cell
	Fill  Colour // of the whole row: the colour of a strip
	// Banner makes the first cell run over the whole width, centred: a company move, a day off.
	Banner bool
	Style  TextStyle
}

// Cell is one cell of a Row.
type Cell struct {
	Text string
	// Note is set smaller under the text, such as the synopsis under the name of a set.
	Note  string
	Style TextStyle
	Fill  Colour
	Span  int // columns it covers; zero means 1
	// Value is what a spreadsheet stores instead of Text: an int, float64, civil.Date or nil.
	Value any
}

// TextStyle changes how a text is set. The zero value is plain, in the colour and alignment around it.
type TextStyle struct {
	Bold, Italic, Small bool
	Colour              Colour
	Align               Align
}

// Align places text in its column.
type Align int

// The alignments; Inherit takes the alignment of the column, or Left.
const (
	Inherit Align = iota
	Left
	Centre
	Right
)

// Width is the rule for the width of a column: make one with Fixed, Share or Content.
// The zero value is Share(1).
type Width struct {
	points, share float64
	content       bool
}

// Fixed is a width in points.
func Fixed(points float64) Width { return Width{points: points} }

// Share is a part of what fixed and content columns leave over.
func Share(weight float64) Width { return Width{share: weight} }

// Content is as wide as the widest cell or title, but no wider than limit points.
func Content(limit float64) Width { return Width{points: limit, content: true} }

// Text is a plain cell.
func Text(s string) Cell { return Cell{Text: s} }

// Number is a cell that a spreadsheet stores as a number and paper shows as text.
func Number(shown string, v float64) Cell { return Cell{Text: shown, Value: v} }

// Count is a cell with a whole number; zero is left blank on paper.
func Count(n int) Cell {
	c := Cell{Value: n}
	if n != 0 {
		c.Text = itoa(n)
	}
	return c
}

// Day is a cell with a date, shown in the given layout of package time.
func Day(d civil.Date, layout string) Cell { return Cell{Text: d.Format(layout), Value: d} }

func (Heading) block()   {}
func (Paragraph) block() {}
func (Grid) block()      {}
func (PageBreak) block() {}
func (Table) block()     {}

// Finding is something a person should know about a rendered paper.
type Finding struct {
	Page    int // from 1; zero when the format has no pages
	Message string
}
