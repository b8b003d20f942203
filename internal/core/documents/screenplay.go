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
	// markX is where revision marks stand: 7.8 inches from the left edge
	// (asterisk of a revised line: cjpowersonline.com, "Managing a locked script", 2013).
	markX = 561.6
)

var courier = Type{Family: fonts.Courier, Size: 12}

// Screenplay is a laid out script as paper: its title page, then its pages as
// they are, without other furniture. The blocks are the scenes, for the formats
// that have no pages.
func Screenplay(meta Meta, script *screenplay.Script, set layout.Result) Document {
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
		drawTitlePage(paper, script, meta)
		scenes := map[int][]layout.Scene{}
		for _, sc := range set.Scenes {
			scenes[sc.Index] = append(scenes[sc.Index], sc)
		}
		for i, p := range set.Pages {
			g := paper.Page()
			for _, sc := range scenes[i] {
				b := script.Block(sc.ID)
				g.Bookmark(0, strings.TrimSpace(sc.Number+" "+b.Text), 0)
			}
			for _, l := range p.Lines {
				drawLine(g, l)
			}
		}
		return paper
	}
	return doc
}

func drawLine(g *Page, l layout.Line) {
	y := float64(l.Row)*cellH + courier.Ascent()
	runes := []rune(l.Text)
	at := 0
	piece := func(end int, style screenplay.Style) {
		end = min(end, len(runes))
		if end > at {
			g.Text(float64(l.Col+at)*cellW, y, string(runes[at:end]), courierIn(style))
			at = end
		}
	}
	for _, s := range l.Spans {
		piece(s.Start, 0)
		piece(s.End, s.Style)
	}
	piece(len(runes), 0)
	if l.Mark != "" {
		g.Text(markX, y, l.Mark, courier)
	}
}

func courierIn(s screenplay.Style) Type {
	t := courier
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

// drawTitlePage sets title, credit and authors in the middle, and contact and
// dates at the foot, as a title page has them. A script without one has none.
func drawTitlePage(paper *Paper, script *screenplay.Script, meta Meta) {
	var middle, foot []string
	for i := range script.Blocks {
		b := &script.Blocks[i]
		if b.Type != screenplay.TitlePage {
			break
		}
		lines := strings.Split(b.Text, "\n")
		switch strings.ToLower(b.Key) {
		case "title", "credit", "author", "authors", "source":
			middle = append(append(middle, lines...), "")
		default:
			foot = append(foot, lines...)
		}
	}
	if len(middle)+len(foot) == 0 {
		return
	}
	g := paper.Page()
	y := g.Size.H * 0.32
	for i, line := range middle {
		t := courier
		if i == 0 {
			t.Underline = true
		}
		g.TextIn(0, g.Size.W, y, line, Centre, t)
		y += cellH
	}
	y = g.Size.H - 72 - float64(len(foot)-1)*cellH
	for _, line := range foot {
		g.Text(108, y, line, courier)
		y += cellH
	}
	if meta.Revision.Name != "" {
		g.TextIn(0, g.Size.W-72, g.Size.H-72, strings.TrimSpace(meta.Revision.Name+" "+meta.Subtitle), Right, courier)
	}
}
