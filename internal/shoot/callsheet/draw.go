package callsheet

import (
	"strings"

	"backlot/internal/core/documents"
)

// Inks of the drawn sheet.
var (
	soft    = documents.RGB(243, 244, 246)
	alarm   = documents.RGB(190, 24, 24)
	paleRed = documents.RGB(253, 236, 234)
	paleYel = documents.RGB(255, 247, 214)
)

// draw sets the printed sheet: a head that answers "when and where" at arm's length, then the tables,
// then the crew on a page of its own.
func (s Sheet) draw(meta documents.Meta, size documents.Size) *documents.Paper {
	paper := documents.NewPaper(meta, size)
	f := documents.NewFlow(paper)
	d := drawing{s, f, size.W - 2*documents.MarginX}
	d.head()
	d.spots()
	d.note("MESSAGE OF THE DAY", s.Message, soft, documents.Black)
	if len(s.Changes) > 0 {
		d.note("CHANGED", s.changesText(), paleYel, documents.Black)
	}
	d.note("SAFETY", s.Safety, paleRed, alarm)
	for _, b := range s.tables() {
		if t, ok := b.(documents.Table); ok && t.Name == "Crew" {
			f.NewPage()
			f.Page().Bookmark(0, "Crew", documents.BodyTop)
		}
		f.Add(b)
	}
	return paper
}

type drawing struct {
	s     Sheet
	f     *documents.Flow
	width float64
}

// head draws day and date on the left, the crew call in the middle, light and weather on the right.
func (d drawing) head() {
	const h = 84.0
	g, x, y := d.f.Page(), documents.MarginX, d.f.Y()
	side := d.width * 0.3
	mid := d.width - 2*side
	g.Fill(x+side, y, mid, h, soft)
	g.Frame(x, y, d.width, h, 0.75, documents.Black)
	g.Line(x+side, y, x+side, y+h, 0.4, documents.Rule)
	g.Line(x+side+mid, y, x+side+mid, y+h, 0.4, documents.Rule)

	big, plain := documents.Type{Size: 16}.Bold(), documents.Type{Size: 9}
	g.Text(x+8, y+24, d.s.dayText(), documents.Shrink(d.s.dayText(), side-16, big, 9))
	g.Text(x+8, y+40, d.s.Date.Format("Monday"), plain.Bold())
	g.Text(x+8, y+53, d.s.Date.Format("2 January 2006"), plain)
	g.Text(x+8, y+70, documents.Fit(d.s.Unit, side-16, plain), plain.In(documents.Grey))

	caption := documents.Type{Size: 8, Colour: documents.Grey}.Bold()
	g.TextIn(x+side, mid, y+14, "CREW CALL", documents.Centre, caption)
	g.TextIn(x+side, mid, y+48, orDash(d.s.CrewCall), documents.Centre, documents.Type{Size: 36}.Bold())
	times := []string{}
	for _, p := range [][2]string{{"Shooting", d.s.ShootingCall}, {"Lunch", d.s.Lunch}, {"Wrap", d.s.Wrap}} {
		if p[1] != "" {
			times = append(times, p[0]+" "+p[1])
		}
	}
	line := strings.Join(times, "  ·  ")
	g.TextIn(x+side, mid, y+70, line, documents.Centre, documents.Shrink(line, mid-12, plain, 6))
	d.sky(x+side+mid+8, y, side-16)
	d.f.Down(y + h + 6)
}

func (d drawing) sky(x, y, w float64) {
	g, label, value := d.f.Page(), documents.Type{Size: 7, Colour: documents.Grey}, documents.Type{Size: 8.5}
	rows := pairs("Dawn, sunrise", joined(d.s.Light.Dawn, d.s.Light.Sunrise), "Sunset, dusk", joined(d.s.Light.Sunset, d.s.Light.Dusk), "Moon", d.s.Light.Moon)
	at := y + 14
	for _, p := range rows {
		g.Text(x, at, p.Label, label)
		g.TextIn(x, w, at, p.Value, documents.Right, documents.Shrink(p.Value, w-label.Measure(p.Label)-6, value, 6))
		at += 13
	}
	if d.s.Weather != "" {
		lines := documents.Wrap(d.s.Weather, w, value)
		for _, line := range lines[:min(len(lines), 3)] {
			g.Text(x, at, line, value)
			at += 11
		}
	}
}

func joined(a, b string) string { return strings.Join(filled(a, b), "  –  ") }

// spots draws unit base, parking and hospital side by side; the hospital in red, always.
func (d drawing) spots() {
	list := []struct {
		title string
		spot  Spot
		ink   documents.Colour
	}{
		{"UNIT BASE", d.s.Base, documents.Grey}, {"PARKING", d.s.Parking, documents.Grey}, {"NEAREST HOSPITAL", d.s.Hospital, alarm},
	}
	w := d.width / float64(len(list))
	name, small := documents.Type{Size: 9}.Bold(), documents.Type{Size: 8}
	height := 0.0
	for _, p := range list {
		n := len(documents.Wrap(orDash(p.spot.Name), w-12, name))*11 + (len(documents.Wrap(p.spot.Address, w-12, small))+len(documents.Wrap(p.spot.Phone, w-12, small)))*10
		height = max(height, float64(n)+22)
	}
	g, y := d.f.Page(), d.f.Y()
	for i, p := range list {
		x := documents.MarginX + float64(i)*w
		g.Frame(x, y, w, height, 0.5, documents.Rule)
		g.Text(x+6, y+11, p.title, documents.Type{Size: 7, Colour: p.ink}.Bold())
		at := g.Wrapped(x+6, y+15, w-12, orDash(p.spot.Name), documents.Left, name)
		at = g.Wrapped(x+6, at, w-12, p.spot.Address, documents.Left, small)
		g.Wrapped(x+6, at, w-12, p.spot.Phone, documents.Left, small.Bold())
	}
	d.f.Down(y + height + 6)
}

// note draws a box with a caption; nothing for an empty text. A long one goes on overleaf.
func (d drawing) note(caption, body string, fill, ink documents.Colour) {
	if body == "" {
		return
	}
	t, small := documents.Type{Size: 9}, documents.Type{Size: 7, Colour: ink}.Bold()
	left := small.Measure(caption) + 18
	lines := documents.Wrap(body, d.width-left-8, t)
	for len(lines) > 0 {
		d.f.Need(t.Leading() + 8)
		g, y := d.f.Page(), d.f.Y()
		room := int((g.Size.H - documents.FootSpace - y - 8) / t.Leading())
		n := max(1, min(len(lines), room))
		h := float64(n)*t.Leading() + 8
		g.Fill(documents.MarginX, y, d.width, h, fill)
		g.Fill(documents.MarginX, y, 2.5, h, ink)
		g.Text(documents.MarginX+9, y+13, caption, small)
		g.Wrapped(documents.MarginX+left, y+4, d.width-left-8, strings.Join(lines[:n], "\n"), documents.Left, t)
		lines = lines[n:]
		d.f.Down(y + h + 5)
	}
}
