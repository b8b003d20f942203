package documents

import (
	"strings"

	"backlot/film/screenplay"
	"backlot/film/screenplay/layout"
	"backlot/internal/core/documents/fonts"
)

// Script pages are set in character cells: ten to the inch across, six to the
// inch down.
const (
	cellW = 7.2
	cellH = 12.0
)

var courier = Type{Family: fonts.Courier, Size: 12}

// ScriptLook says how script pages are drawn beyond their text. The zero value is plain.
type ScriptLook struct {
	// Tinted paints every page in the colour of the revision it was last changed in
	// (Revision.Page of the script), for reading on a screen or colour printers.
	Tinted bool
}

// Screenplay is a laid out script as paper: its title page, then its pages as
// they are, without other furniture. The blocks are the scenes, for the formats
// that have no pages.
func Screenplay(meta Meta, script *screenplay.Script, set layout.Result) Document {
	return ScreenplayIn(meta, script, set, ScriptLook{})
}

// ScreenplayIn is Screenplay with a look of its own.
func ScreenplayIn(meta Meta, script *screenplay.Script, set layout.Result, look ScriptLook) Document {
	size := Letter
	if set.Paper == layout.A4 {
		size = A4
	}
	doc := Document{Meta: meta, Size: size}
	for i := range script.Blocks {
		b := &script.Blocks[i]
		switch {
		case b.Type == screenplay.SceneHeading:
			doc.Blocks = append(doc.Blocks, Heading{Level: 2, Text: strings.TrimSpace(b.Number + " " + b.Text)})
		case b.Type.Printed() && b.Text != "":
			doc.Blocks = append(doc.Blocks, Paragraph{Text: b.Text})
		}
	}
	doc.Drawn = func() *Paper {
		paper := NewPaper(meta, size)
		paper.Furniture = nil
		d := scriptDrawer{set: &set, script: script, colours: map[string]Colour{}}
		for _, r := range script.Revisions {
			if c := paperColour(r.Page); look.Tinted {
				d.colours[r.ID] = c
			}
		}
		d.draw(paper, meta)
		return paper
	}
	return doc
}

// paperColour reads "#rrggbb", or "#rrrrggggbbbb" as Final Draft writes it; others are none.
func paperColour(s string) Colour {
	if len(s) == 13 {
		s = "#" + s[1:3] + s[5:7] + s[9:11]
	}
	c, err := Hex(s)
	if err != nil {
		return 0
	}
	return c
}

type scriptDrawer struct {
	set     *layout.Result
	script  *screenplay.Script
	colours map[string]Colour // paper of each revision
}

func (d *scriptDrawer) draw(paper *Paper, meta Meta) {
	if d.set.Title != nil {
		d.title(paper.Page(), meta)
	}
	scenes := map[int][]layout.Scene{}
	for _, sc := range d.set.Scenes {
		scenes[sc.Index] = append(scenes[sc.Index], sc)
	}
	headings := map[string]string{}
	for i := range d.script.Blocks {
		if b := &d.script.Blocks[i]; b.Type == screenplay.SceneHeading {
			headings[b.ID] = b.Text
		}
	}
	for i, p := range d.set.Pages {
		g := paper.Page()
		if c := d.colours[p.Revision]; c != 0 {
			g.Fill(0, 0, g.Size.W, g.Size.H, c)
		}
		for _, sc := range scenes[i] {
			g.Bookmark(0, strings.TrimSpace(sc.Number+" "+headings[sc.ID]), 0)
		}
		for _, l := range p.Lines {
			d.line(g, l)
		}
	}
}

// title draws the title page, with the colour of the issue at its foot.
func (d *scriptDrawer) title(g *Page, meta Meta) {
	for _, l := range d.set.Title.Lines {
		d.line(g, l)
	}
	if meta.Revision.Name != "" {
		g.TextIn(0, g.Size.W-72, g.Size.H-48, strings.TrimSpace(meta.Revision.Name+" "+meta.Subtitle), Right, courier)
	}
}

func (d *scriptDrawer) line(g *Page, l layout.Line) {
	drawLetters(g, l, courier)
	if l.Mark != "" {
		g.Text(float64(d.set.MarkCol())*cellW, baseline(l), l.Mark, courier)
	}
}

// drawLine sets a line of a page whose script is not at hand.
func drawLine(g *Page, l layout.Line) {
	drawLetters(g, l, courier)
	if l.Mark != "" {
		set := layout.Result{Mirrored: l.RTL, Cols: int(g.Size.W / cellW)}
		g.Text(float64(set.MarkCol())*cellW, baseline(l), l.Mark, courier)
	}
}

func baseline(l layout.Line) float64 { return float64(l.Row)*cellH + courier.Ascent() }

// drawLetters sets the words of a line.
func drawLetters(g *Page, l layout.Line, base Type) {
	pieces := styledPieces(l, base)
	if l.RTL || fonts.Proportional(l.Text) {
		proportional(g, l, baseline(l), pieces)
		return
	}
	at := l.Col
	for _, p := range pieces {
		g.Text(float64(at)*cellW, baseline(l), p.text, p.letters)
		at += layout.Width(p.text)
	}
}

// piece is a stretch of a line in one style.
type piece struct {
	text    string
	letters Type
}

func styledPieces(l layout.Line, base Type) []piece {
	runes := []rune(l.Text)
	var out []piece
	at := 0
	put := func(end int, style screenplay.Style) {
		if end = min(end, len(runes)); end > at {
			out = append(out, piece{string(runes[at:end]), inStyle(base, style)})
			at = end
		}
	}
	for _, s := range l.Spans {
		put(s.Start, 0)
		put(s.End, s.Style)
	}
	put(len(runes), 0)
	return out
}

// proportional sets a line whose letters are not one to a cell: its pieces one after
// another by their own widths, from the right if the line reads from there. It never
// takes more room than its cells.
func proportional(g *Page, l layout.Line, y float64, pieces []piece) {
	room, wide := float64(layout.Width(l.Text))*cellW, 0.0
	if l.RTL {
		for i := range pieces {
			pieces[i].text = fonts.FromRight + pieces[i].text
		}
	}
	for _, p := range pieces {
		wide += p.letters.Measure(p.text)
	}
	fit := min(1, room/max(wide, 1))
	x := float64(l.Col) * cellW
	if l.RTL {
		x += room
	}
	for _, p := range pieces {
		p.letters.Size *= fit
		w := p.letters.Measure(p.text)
		if l.RTL {
			x -= w
		}
		g.Text(x, y, p.text, p.letters)
		if !l.RTL {
			x += w
		}
	}
}

func inStyle(t Type, s screenplay.Style) Type {
	if s&screenplay.Bold != 0 {
		t = t.Bold()
	}
	if s&screenplay.Italic != 0 {
		t = t.Italic()
	}
	t.Underline = s&screenplay.Underline != 0
	t.Struck = s&screenplay.Strikeout != 0
	return t
}
