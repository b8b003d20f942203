package breakdown

import (
	"fmt"
	"strings"

	"backlot/internal/core/documents"
)

// The sheet of a scene is one page, as breakdown forms have been for decades: a
// header with what strips carry, then a box for each category with its colour.

const (
	boxGap     = 8.0
	boxPad     = 6.0
	boxTitle   = 15.0
	boxColumns = 3
)

var (
	labelType = documents.Type{Size: 6.5, Colour: documents.Grey}
	valueType = documents.Type{Size: 10}
	itemType  = documents.Type{Size: 8.5}
	noteType  = documents.Type{Size: 7, Colour: documents.Grey}
)

func drawSheet(paper *documents.Paper, s Sheet) {
	g := paper.Page()
	g.Bookmark(0, "Scene "+s.Number+" "+s.SetName, documents.BodyTop)
	y := drawHeader(g, s)
	d := &boxes{paper: paper, page: g, top: y, sheet: s}
	for i := range d.bottom {
		d.bottom[i] = y
	}
	for _, group := range s.Groups {
		d.draw(group)
	}
	if s.Notes != "" {
		d.draw(Group{Title: "Notes", Color: "#AAAAAA", Items: []Item{{Name: s.Notes, Quantity: 1}}})
	}
}

// drawHeader draws the fields of the strip and gives the y under them.
func drawHeader(g *documents.Page, s Sheet) float64 {
	x, y, width := documents.MarginX, documents.BodyTop+2, g.Size.W-2*documents.MarginX
	fields := []struct {
		label, value string
		share        float64
	}{{"SCENE", s.Number, .1}, {"INT/EXT", s.IntExt, .1}, {"SET", s.SetName, .4}, {"TIME", s.TimeOfDay, .15}, {"PAGES", s.LengthEighths.String(), .1}, {"STORY DAY", s.StoryDayLabel, .15}}
	g.Frame(x, y, width, 30, .75, documents.Black)
	at := x
	for i, f := range fields {
		if i > 0 {
			g.Line(at, y, at, y+30, .5, documents.Rule)
		}
		w := width * f.share
		g.Text(at+5, y+9, f.label, labelType)
		t := documents.Shrink(f.value, w-10, valueType.Bold(), 6)
		g.Text(at+5, y+23, documents.Fit(f.value, w-10, t), t)
		at += w
	}
	y += 30
	line := fmt.Sprintf("Script page %s     Screen time %s     Shooting time %s", orDash(s.Page), clock(s.EstimatedSeconds), minutes(s.EstimatedShootMin))
	g.Frame(x, y, width, 18, .75, documents.Black)
	g.Text(x+5, y+12, line, documents.Type{Size: 8})
	if len(s.Flags) > 0 {
		flag := documents.Type{Size: 8, Colour: documents.RGB(178, 24, 43)}.Bold()
		g.TextIn(x, width-5, y+12, strings.ToUpper(strings.Join(s.Flags, " · ")), documents.Right, flag)
	}
	y += 18
	if s.Synopsis != "" {
		y = g.Wrapped(x+5, y+5, width-10, s.Synopsis, documents.Left, documents.Type{Size: 9}.Italic())
	}
	return y + 10
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func minutes(n int) string {
	if n == 0 {
		return "not estimated"
	}
	return fmt.Sprintf("%d h %02d", n/60, n%60)
}

// boxes fills the columns of a sheet; a column that is full goes on overleaf.
type boxes struct {
	paper  *documents.Paper
	page   *documents.Page
	top    float64
	bottom [boxColumns]float64
	sheet  Sheet
}

func (d *boxes) draw(group Group) {
	width := (d.page.Size.W - 2*documents.MarginX - boxGap*(boxColumns-1)) / boxColumns
	limit := d.page.Size.H - documents.FootSpace
	for len(group.Items) > 0 {
		col := d.emptiest()
		fit, height := fitting(group.Items, width, limit-d.bottom[col])
		if fit == 0 {
			d.overleaf()
			continue
		}
		part := group
		part.Items = group.Items[:fit]
		x := documents.MarginX + float64(col)*(width+boxGap)
		drawBox(d.page, part, x, d.bottom[col], width, height)
		d.bottom[col] += height + boxGap
		group.Items = group.Items[fit:]
	}
}

func (d *boxes) emptiest() int {
	best := 0
	for i, y := range d.bottom {
		if y < d.bottom[best]-1 {
			best = i
		}
	}
	return best
}

func (d *boxes) overleaf() {
	d.page = d.paper.Page()
	d.page.Text(documents.MarginX, documents.BodyTop+12, "Scene "+d.sheet.Number+" (continued)", valueType.Bold())
	for i := range d.bottom {
		d.bottom[i] = documents.BodyTop + 22
	}
}

// fitting is how many items go into a box of at most room points, and its height.
func fitting(items []Item, width, room float64) (n int, height float64) {
	height = boxTitle + boxPad
	for _, it := range items {
		h := itemHeight(it, width)
		if height+h > room {
			return n, height
		}
		height += h
		n++
	}
	return n, height
}

func itemHeight(it Item, width float64) float64 {
	h := float64(len(documents.Wrap(it.line(), width-2*boxPad, itemType))) * itemType.Leading()
	if it.Note != "" {
		h += float64(len(documents.Wrap(it.Note, width-2*boxPad, noteType))) * noteType.Leading()
	}
	return h + 1.5
}

func (it Item) line() string {
	text := it.title()
	if it.Quantity > 1 {
		text += fmt.Sprintf(" (%d)", it.Quantity)
	}
	if it.Presence == "voice_only" {
		text += " (V.O.)"
	}
	return text
}

func drawBox(g *documents.Page, group Group, x, y, width, height float64) {
	colour, err := documents.Hex(group.Color)
	if err != nil {
		colour = documents.Grey
	}
	g.Fill(x, y, width, 3, colour)
	g.Frame(x, y, width, height, .5, documents.Rule)
	g.Text(x+boxPad, y+12.5, strings.ToUpper(group.Title), documents.Type{Size: 7.5}.Bold())
	at := y + boxTitle
	for _, it := range group.Items {
		at = g.Wrapped(x+boxPad, at, width-2*boxPad, it.line(), documents.Left, itemType)
		if it.Note != "" {
			at = g.Wrapped(x+boxPad, at, width-2*boxPad, it.Note, documents.Left, noteType)
		}
		at += 1.5
	}
}
