// Package layout sets a screenplay on pages the way a screenwriting program
// prints it: 12 point Courier, ten characters to the inch, six lines to the inch.
//
// Everything is counted in whole character cells and lines, so the same script
// gives the same pages on every machine. Every line points back to the block and
// the runes it shows. Drawing (PDF, HTML) belongs to the caller.
package layout

import (
	"backlot/film/pages"
	"backlot/film/screenplay"
)

// Paper is a size of paper.
type Paper string

// The papers screenplays are printed on.
const (
	Letter Paper = "letter" // 8.5 x 11 inches: 85 columns, 66 lines
	A4     Paper = "a4"     // 210 x 297 mm: 82 columns, 70 lines
)

// Options choose how pages are set. The zero value is US Letter, as Final
// Draft prints a first draft.
type Options struct {
	Paper        Paper
	SceneNumbers bool // print scene numbers in both margins
	// AutoNumber numbers scenes 1, 2, 3 ... where the script has no number.
	AutoNumber bool
	// Continued prints (CONTINUED) and CONTINUED: around a scene broken by a page.
	Continued bool
	// AutoContd adds (CONT'D) to a cue whose speaker also had the speech before it.
	AutoContd bool
	// ContinuedCount counts the pages a scene goes on over: CONTINUED: (2).
	ContinuedCount bool
	// TightHeadings puts one empty line before a scene heading; the default is two.
	TightHeadings bool
	// AnyLine breaks paragraphs at any line; the default is at sentence ends.
	AnyLine bool
	// Unlocked ignores the script's locked pages.
	Unlocked bool
	// Revision is the id of the revision whose changes are marked in the margin;
	// "" marks every revised line, "-" none.
	Revision string
	// Format is the form of the pages; nil is the one that the script's file states,
	// as FormatOf finds it, or else the standard one.
	Format *Format
	// Inserts is how pages between locked ones are numbered: Prefix, Doubled or Digits.
	Inserts Scheme
}

// Role says what a line on a page is; "" is the text of its block.
type Role string

// The lines that the layout adds, and those it moves to a margin.
const (
	Text       Role = ""
	More       Role = "more"        // (MORE) under a speech that goes on overleaf
	Contd      Role = "contd"       // NAME (CONT'D) over the rest of a speech
	Number     Role = "number"      // a scene number in a margin
	PageNumber Role = "page_number" // in the header
	SceneOn    Role = "scene_on"    // (CONTINUED) and CONTINUED:
	Header     Role = "header"      // the revision over a page
)

// Line is one line of type. Row counts lines from the top edge of the paper and
// Col character cells from its left edge, both from 0.
type Line struct {
	Row   int    `json:"row"`
	Col   int    `json:"col"`
	Text  string `json:"text"`
	Role  Role   `json:"role,omitempty"`
	Block string `json:"block,omitempty"` // id of the block
	Index int    `json:"index"`           // of the block in Script.Blocks
	Start int    `json:"start"`           // runes of the block's text, End not included
	End   int    `json:"end"`
	Spans []Span `json:"spans,omitempty"` // styled stretches of Text
	Mark  string `json:"mark,omitempty"`  // revision mark for the right margin, such as "*"
	// RTL says that the line reads from right to left: its last cell is where it begins.
	RTL bool `json:"rtl,omitempty"`
	// Crossed marks a line that does not count in sides: it is struck through.
	Crossed bool `json:"crossed,omitempty"`
}

// Span is a styled stretch of a line, in runes of Line.Text.
type Span struct {
	Start    int              `json:"start"`
	End      int              `json:"end"`
	Style    screenplay.Style `json:"style,omitempty"`
	Revision string           `json:"revision,omitempty"`
}

// Page is one page of script.
type Page struct {
	Number string `json:"number"` // "1", "2", "12A"
	// From and Through are the first and last number of a page that stands for
	// several, once what was on the others is gone: page "12" through "13" is
	// printed "12-13". From is set only where the first pages of a script are gone.
	From    string `json:"from,omitempty"`
	Through string `json:"through,omitempty"`
	Lines   []Line `json:"lines"`
	// Revised reports whether a line of the page carries a revision mark.
	Revised bool `json:"revised,omitempty"`
	// Revision is the latest revision on the page, which gives it its colour.
	Revision string `json:"revision,omitempty"`
}

// Scene is where a scene stands and how long it is.
type Scene struct {
	ID      string        `json:"id"`     // of its heading block
	Number  string        `json:"number"` // as printed
	Page    string        `json:"page"`   // number of the page it begins on
	Index   int           `json:"index"`  // of that page in Result.Pages
	Lines   int           `json:"lines"`  // lines of page it fills
	Eighths pages.Eighths `json:"eighths"`
}

// Result is a script set on pages.
type Result struct {
	Paper Paper `json:"paper"`
	Rows  int   `json:"rows"` // lines on the paper
	Cols  int   `json:"cols"` // character cells on the paper
	// Mirrored says that the script reads from right to left: margins, page numbers and
	// marks have changed sides. The lines are where they print.
	Mirrored bool          `json:"mirrored,omitempty"`
	Body     int           `json:"body"`            // lines of script on a full page
	Title    *Page         `json:"title,omitempty"` // the title page, if the script has one
	Pages    []Page        `json:"pages"`           // without the title page
	Scenes   []Scene       `json:"scenes"`          // in script order
	Eighths  pages.Eighths `json:"eighths"`         // the sum of the scenes
	// Findings say where locked pages could not be kept as the file wants them.
	Findings []screenplay.Finding `json:"findings,omitempty"`
}

// Label is the page number as printed: "12", "12A", "12-13".
func (p Page) Label() string {
	n := p.Number
	if p.From != "" {
		n = p.From + "-" + n
	}
	if p.Through != "" {
		n += "-" + p.Through
	}
	return n
}

// measure is a form on its paper.
type measure struct {
	Format
	rows, cols          int
	pageNo              int // column after the page number
	dualLeft, dualRight int // columns of a dual dialogue
	dualWidth           int
}

// paperSize is the lines and character cells of a sheet.
func paperSize(p Paper) (rows, cols int) {
	if p == A4 {
		return 70, 82
	}
	return 66, 85
}

func measureOf(s *screenplay.Script, o Options) measure {
	var m measure
	switch {
	case o.Format == nil:
		m.Format = FormatOf(s, o.Paper)
	case o.Format.possible(o.Paper):
		m.Format = *o.Format
	default:
		m.Format = Standard(o.Paper)
	}
	if o.TightHeadings {
		m.Heading.Space = 1
	}
	m.rows, m.cols = paperSize(o.Paper)
	m.Continued = m.Continued || o.Continued
	m.AnyLine = m.AnyLine || o.AnyLine
	m.pageNo = m.Action.Right
	m.dualLeft, m.dualWidth = m.Action.Left, (m.Action.wide()-4)/2
	m.dualRight = m.Action.Left + m.dualWidth + 3
	return m
}

// Set lays the script out. It never fails; a script without printed text has no pages.
func Set(s *screenplay.Script, o Options) Result {
	if o.Paper != A4 {
		o.Paper = Letter
	}
	st := &setter{s: s, o: o, m: measureOf(s, o)}
	st.mirrored = mirrored(s)
	st.lockPages()
	st.units()
	st.run()
	st.span()
	return st.result()
}
