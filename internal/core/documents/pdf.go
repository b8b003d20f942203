package documents

import (
	"bytes"
	"fmt"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"backlot/film/screenplay/layout"
	"backlot/internal/core/documents/fonts"
)

// PDF is an encoded paper.
type PDF struct {
	Bytes    []byte
	Pages    int
	Findings []Finding
}

// Recipient marks a copy with the name of the person it is for. The zero value is an unmarked copy.
type Recipient struct {
	Name   string // drawn large, turned and transparent over every page, and small at its foot
	Detail string // smaller, under the name and beside it: a copy number or an address
}

// undated is the date of a file whose paper has none: files must not carry the clock of the
// machine, or two prints of one paper would differ.
var undated = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// PDF encodes the paper. Equal papers give equal bytes. Letters without a font are drawn as boxes
// and reported, once a page and letter.
func (p *Paper) PDF(to Recipient) (PDF, error) {
	size := p.Size
	e := &encoder{
		pdf: fpdf.NewCustom(&fpdf.InitType{
			UnitStr: "pt", Size: fpdf.SizeType{Wd: size.W, Ht: size.H},
		}),
		added: map[string]bool{},
		level: -1,
	}
	e.start(p.Meta)
	for i, g := range p.Pages {
		e.page(p, g, i+1, to)
	}
	var out bytes.Buffer
	if err := e.pdf.Output(&out); err != nil {
		return PDF{}, fmt.Errorf("encode %q as PDF: %w", p.Meta.Title, err)
	}
	return PDF{Bytes: out.Bytes(), Pages: len(p.Pages), Findings: e.findings}, nil
}

type encoder struct {
	pdf      *fpdf.Fpdf
	added    map[string]bool // fonts by file
	findings []Finding
	number   int
	boxed    map[rune]bool // on this page
	level    int           // of the last bookmark; -1 before the first
}

func (e *encoder) start(meta Meta) {
	created := meta.Created.UTC()
	if meta.Created.IsZero() {
		created = undated
	}
	e.pdf.SetCreationDate(created)
	e.pdf.SetModificationDate(created)
	e.pdf.SetCatalogSort(true)
	e.pdf.SetAutoPageBreak(false, 0)
	e.pdf.SetMargins(0, 0, 0)
	e.pdf.SetCellMargin(0)
	e.pdf.SetTitle(joinNonEmpty(": ", meta.Production, joinNonEmpty(" ", meta.Title, meta.Issue)), true)
	e.pdf.SetSubject(meta.Subtitle, true)
	e.pdf.SetAuthor(joinNonEmpty(", ", meta.Author, meta.Company), true)
	e.pdf.SetCreator("Backlot", true)
	lang := meta.Language
	if lang == "" {
		lang = "en"
	}
	e.pdf.SetLang(lang)
}

func (e *encoder) page(p *Paper, g *Page, number int, to Recipient) {
	e.number, e.boxed = number, map[rune]bool{}
	e.pdf.AddPageFormat("P", fpdf.SizeType{Wd: g.Size.W, Ht: g.Size.H})
	for _, m := range g.marks {
		e.font(fonts.Runs("x", fonts.Inter, fonts.Regular)[0].Face, 9)
		e.level = min(m.level, e.level+1) // a reader wants no level left out
		e.pdf.Bookmark(m.title, e.level, m.y)
	}
	for _, s := range g.steps {
		e.step(s)
	}
	if p.Furniture != nil {
		f := &Page{Size: g.Size}
		p.Furniture(f, number, len(p.Pages))
		for _, s := range f.steps {
			e.step(s)
		}
	}
	date := ""
	if !p.Meta.Created.IsZero() {
		date = p.Meta.Created.Format(time.DateOnly)
	}
	e.watermark(g.Size, to, date)
}

func (e *encoder) step(s step) {
	r, g, b := s.colour.rgb()
	switch s.kind {
	case stepFill:
		e.pdf.SetFillColor(r, g, b)
		e.pdf.Rect(s.x, s.y, s.w, s.h, "F")
	case stepFrame:
		e.pdf.SetDrawColor(r, g, b)
		e.pdf.SetLineWidth(s.width)
		e.pdf.Rect(s.x, s.y, s.w, s.h, "D")
	case stepLine:
		e.pdf.SetDrawColor(r, g, b)
		e.pdf.SetLineWidth(s.width)
		e.pdf.Line(s.x, s.y, s.w, s.h)
	case stepText:
		if s.turn == 0 {
			e.text(s.x, s.y, s.text, s.letters)
			return
		}
		e.pdf.TransformBegin()
		e.pdf.TransformRotate(s.turn, s.x, s.y)
		e.text(s.x, s.y, s.text, s.letters)
		e.pdf.TransformEnd()
	}
}

// text sets one line, run by run, and boxes what has no letter.
func (e *encoder) text(x, y float64, s string, t Type) {
	r, g, b := t.Colour.rgb()
	e.pdf.SetTextColor(r, g, b)
	e.pdf.SetDrawColor(r, g, b)
	start, size := x, t.size()
	for _, run := range fonts.Runs(s, t.Family, t.Style) {
		width := run.Width * size / 1000
		e.run(x, y, run, size, t.Family)
		x += width
	}
	e.pdf.SetLineWidth(size * 0.06)
	if t.Underline {
		e.pdf.Line(start, y+size*0.14, x, y+size*0.14)
	}
	if t.Struck {
		e.pdf.Line(start, y-size*0.26, x, y-size*0.26)
	}
}

// run sets one run of a line.
func (e *encoder) run(x, y float64, run fonts.Run, size float64, family fonts.Family) {
	switch {
	case run.Face == nil:
		e.boxes(x, y, run, size)
	case run.Clusters != nil:
		e.shaped(x, y, run, size)
	case run.Reads != "":
		e.reading(run.Reads, func() {
			e.font(run.Face, size)
			e.pdf.Text(x, y, run.Text)
		})
	case family == fonts.Courier && run.Wide():
		// wide letters stand apart in their cells: a reader would see spaces
		e.reading(run.Text, func() { e.pitched(x, y, run, size) })
	case family == fonts.Courier && run.Foreign:
		e.pitched(x, y, run, size)
	default:
		e.font(run.Face, size)
		e.heavy(run.Heavy, size, func() { e.pdf.Text(x, y, run.Text) })
	}
}

// pitched sets letters lent by another family one to a Courier cell, narrowed when too wide.
func (e *encoder) pitched(x, y float64, run fonts.Run, size float64) {
	cell := fonts.Pitch * size / 1000
	for _, r := range run.Text {
		adv, _ := run.Face.Advance(r)
		room := fonts.Pitch * float64(max(layout.Cells(r), 1))
		fit := size * min(1, room/max(adv, 1))
		e.font(run.Face, fit)
		e.heavy(run.Heavy, size, func() {
			e.pdf.Text(x+(room*size-adv*fit)/2000, y, string(r))
		})
		x += cell * float64(max(layout.Cells(r), 1))
	}
}

func (e *encoder) boxes(x, y float64, run fonts.Run, size float64) {
	n := 0
	for range run.Text {
		n++
	}
	cell := run.Width * size / 1000 / float64(n)
	e.pdf.SetLineWidth(size * 0.05)
	for _, r := range run.Text {
		e.pdf.Rect(x+cell*0.12, y-size*0.68, cell*0.76, size*0.7, "D")
		x += cell
		if !e.boxed[r] {
			e.boxed[r] = true
			e.findings = append(e.findings, Finding{e.number, missing(r)})
		}
	}
}

func missing(r rune) string {
	return fmt.Sprintf("no font has the letter %q (U+%04X): it is printed as a box", r, r)
}

func (e *encoder) font(f *fonts.Face, size float64) {
	if !e.added[f.Name] {
		e.added[f.Name] = true
		e.pdf.AddUTF8FontFromBytes(f.Name, "", bytes.Clone(f.TTF)) // fpdf writes into what it is given
	}
	e.pdf.SetFont(f.Name, "", size)
}

// watermark draws the recipient over the page, last, so that no fill can hide it, and
// once more at the foot in ink that every copier keeps.
func (e *encoder) watermark(size Size, to Recipient, date string) {
	if to.Name == "" {
		return
	}
	t := Shrink(to.Name, size.W*0.85, Type{Size: 64, Colour: RGB(90, 90, 90)}.Bold(), 18)
	e.pdf.SetAlpha(0.09, "Normal")
	for _, at := range []float64{0.2, 0.5, 0.8} {
		cx, y := size.W/2, size.H*at
		e.pdf.TransformBegin()
		e.pdf.TransformRotate(32, cx, y)
		e.text(cx-t.Measure(to.Name)/2, y, to.Name, t)
		if to.Detail != "" {
			d := t.Sized(t.Size * 0.35)
			e.text(cx-d.Measure(to.Detail)/2, y+d.Leading(), to.Detail, d)
		}
		e.pdf.TransformEnd()
	}
	e.pdf.SetAlpha(1, "Normal")
	foot := joinNonEmpty(" · ", to.Name, to.Detail, date)
	small := Shrink(foot, size.W-2*MarginX, Type{Size: 7, Colour: RGB(70, 74, 82)}, 4)
	e.text((size.W-small.Measure(foot))/2, size.H-9, foot, small)
}

func joinNonEmpty(sep string, parts ...string) string {
	out := ""
	for _, p := range parts {
		if p == "" {
			continue
		}
		if out != "" {
			out += sep
		}
		out += p
	}
	return out
}
