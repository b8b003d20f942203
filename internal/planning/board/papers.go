package board

import (
	"fmt"
	"strings"

	"backlot/film/strips"
	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/slice"
)

// papers are the documents computed from a board.
var papers = []slice.Document{
	{Name: "one-liner", Title: "One-liner", Right: RightRead, Subject: "board", Formats: allFormats, Describe: OneLiner},
	{Name: "shooting-schedule", Title: "Shooting schedule", Right: RightRead, Subject: "board", Formats: allFormats, Describe: ShootingSchedule},
	{Name: "stripboard", Title: "Stripboard", Right: RightRead, Subject: "board", Formats: allFormats, Describe: Stripboard},
	{Name: "day-out-of-days", Title: "Day out of days", Right: RightRead, Subject: "board", Formats: allFormats, Describe: DayOutOfDays},
}

var allFormats = []documents.Format{documents.AsPDF, documents.AsHTML, documents.AsXLSX}

// metaOf names a paper of a board.
func (p *Plan) metaOf(title string) documents.Meta {
	m := documents.Meta{Title: title, Subtitle: p.Board.Name}
	v := p.scenes.v
	m.Production = production.NameOf(v)
	for _, t := range graph.All[production.Title](v) {
		if c, ok := graph.Get[production.Company](v, t.Company.ID); ok {
			m.Company = c.Name
		}
		break
	}
	if u, ok := graph.Get[production.Unit](v, p.Board.Unit.ID); ok {
		m.Subtitle = u.Name + ", " + p.Board.Name
	}
	return m
}

// paperSize is the paper a production prints on: that of its script, else that of its country.
func paperSize(v graph.View) documents.Size {
	for _, d := range graph.All[production.Draft](v) {
		switch d.Paper {
		case "us_letter":
			return documents.Letter
		case "a4":
			return documents.A4
		}
	}
	for _, u := range graph.All[production.Unit](v) {
		if u.Country != "" && u.Country != "US" && u.Country != "CA" && u.Country != "MX" {
			return documents.A4
		}
	}
	return documents.Letter
}

// dayTitle is the bar above a day: "Day 3 · Wednesday 3 March 2027".
func dayTitle(d PlanDay) string {
	var parts []string
	if d.Number > 0 {
		parts = append(parts, fmt.Sprintf("Day %d", d.Number))
	} else {
		parts = append(parts, "No shooting")
	}
	if !d.Date.IsZero() {
		parts = append(parts, d.Date.Format("Monday 2 January 2006"))
	}
	return strings.Join(parts, " · ")
}

// summary is the grid at the head of a schedule.
func (p *Plan) summary() documents.Grid {
	var total strips.Totals
	var all []strips.Strip
	for _, d := range p.Days {
		for _, s := range d.Strips {
			all = append(all, s.Engine)
		}
	}
	total = strips.Sum(all)
	dates := "not set"
	if n := len(p.Days); n > 0 && !p.Days[0].Date.IsZero() {
		dates = p.Days[0].Date.Format("2 Jan 2006") + " to " + p.Days[n-1].Date.Format("2 Jan 2006")
	}
	return documents.Grid{Columns: 3, Pairs: []documents.Pair{
		{Label: "Dates", Value: dates},
		{Label: "Shooting days", Value: fmt.Sprint(p.Shooting())},
		{Label: "Pages", Value: total.Eighths.String()},
		{Label: "Scenes", Value: fmt.Sprint(total.Scenes)},
		{Label: "Cast", Value: fmt.Sprint(len(total.Cast))},
		{Label: "Not on the board", Value: notPlanned(len(p.Boneyard), len(p.Unplanned))},
	}}
}

func notPlanned(boneyard, missing int) string {
	if boneyard+missing == 0 {
		return "nothing"
	}
	return fmt.Sprintf("%d in the boneyard, %d without a strip", boneyard, missing)
}

// lineColumns are the columns of a one-line schedule.
var lineColumns = []documents.Column{
	{Title: "Scene", Width: documents.Content(54), Align: documents.Right},
	{Title: "I/E", Width: documents.Content(44)},
	{Title: "Set", Width: documents.Share(3)},
	{Title: "D/N", Width: documents.Content(64)},
	{Title: "Day", Width: documents.Content(40)},
	{Title: "Pages", Width: documents.Content(44), Align: documents.Right},
	{Title: "Cast", Width: documents.Share(1)},
	{Title: "Place", Width: documents.Share(1)},
}

// OneLiner describes the one-line schedule of a board: a line a scene, for black and white print.
func OneLiner(v graph.View, board graph.ID) (documents.Document, error) {
	return lineDocument(v, board, "One-Liner Schedule", "One-liner", false)
}

// Stripboard describes the board with the colours of its strips.
func Stripboard(v graph.View, board graph.ID) (documents.Document, error) {
	return lineDocument(v, board, "Stripboard", "Stripboard", true)
}

func lineDocument(v graph.View, board graph.ID, title, sheet string, coloured bool) (documents.Document, error) {
	p, err := Read(v, board)
	if err != nil {
		return documents.Document{}, err
	}
	t := documents.Table{Name: sheet, Columns: lineColumns}
	for _, d := range p.Days {
		g := documents.Group{Title: dayTitle(d), Bookmark: true}
		if coloured {
			g.Fill = documents.RGB(38, 44, 54)
		}
		for _, s := range d.Strips {
			g.Rows = append(g.Rows, p.lineRow(s, coloured))
		}
		if d.Number > 0 {
			total := totalRow(d)
			g.Total = &total
		}
		t.Groups = append(t.Groups, g)
	}
	doc := documents.Document{Meta: p.metaOf(title), Size: paperSize(v).Portrait(), Blocks: []documents.Block{p.summary(), t.Compact()}}
	if coloured {
		doc.Size = doc.Size.Landscape()
		doc.Blocks = append(doc.Blocks, p.legend())
		if g, ok := p.boneyardGroup(); ok {
			t.Groups = []documents.Group{g}
			t.Name = "Boneyard"
			doc.Blocks = append(doc.Blocks, documents.Heading{Level: 2, Text: "Boneyard"}, t.Compact())
		}
	}
	return doc, nil
}

func (p *Plan) lineRow(s Strip, coloured bool) documents.Row {
	if s.Engine.Type == strips.BannerType {
		text := s.Engine.Text
		if s.Engine.Minutes > 0 {
			text += fmt.Sprintf(" (%d min)", s.Engine.Minutes)
		}
		return documents.Row{Banner: true, Fill: documents.RGB(222, 226, 232), Style: documents.TextStyle{Bold: true}, Cells: []documents.Cell{documents.Text(text)}}
	}
	r := p.scenes.facts[s.Record.Scene.ID].record
	number := r.Number
	if s.Engine.Part != "" {
		number += " " + s.Engine.Part
	}
	story, _ := graph.Get[production.StoryDay](p.scenes.v, r.StoryDay.ID)
	row := documents.Row{Cells: []documents.Cell{
		{Text: number, Style: documents.TextStyle{Bold: true}},
		documents.Text(r.IntExt),
		{Text: s.Engine.Scene.Set, Note: joinLines(r.Synopsis, s.Record.Note)},
		documents.Text(r.TimeOfDay), documents.Text(story.Label),
		documents.Number(s.Engine.Length().String(), s.Engine.Length().Pages()),
		documents.Text(strings.Join(p.scenes.marks(s.Record.Scene.ID), ", ")),
		documents.Text(s.Engine.Scene.Place),
	}}
	if coloured {
		row.Fill = fillOf(s.Engine.Scene)
	}
	return row
}

func joinLines(parts ...string) string {
	var out []string
	for _, s := range parts {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, "\n")
}

func fillOf(s strips.Scene) documents.Colour {
	c, err := documents.Hex(strips.Classic.Of(s).Colour)
	if err != nil {
		panic(fmt.Sprintf("palette: %v", err)) // a table of ours, checked by its test
	}
	return c
}

func totalRow(d PlanDay) documents.Row {
	name := fmt.Sprintf("End of day %d", d.Number)
	rest := fmt.Sprintf("%d cast", len(d.Totals.Cast))
	if d.Totals.Minutes > 0 {
		rest += fmt.Sprintf(", %d h %02d min", d.Totals.Minutes/60, d.Totals.Minutes%60)
	}
	return documents.Row{Style: documents.TextStyle{Bold: true}, Cells: []documents.Cell{
		{Text: fmt.Sprintf("%s · %s", name, plural(d.Totals.Scenes, "scene")), Span: 5, Style: documents.TextStyle{Align: documents.Right}},
		documents.Number(d.Totals.Eighths.String(), d.Totals.Eighths.Pages()),
		{Text: rest, Span: 2},
	}}
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// legend names the colours of the strips.
func (p *Plan) legend() documents.Table {
	t := documents.Table{Columns: []documents.Column{{Title: "Colours", Width: documents.Fixed(150)}}}
	var g documents.Group
	for _, sh := range strips.Classic {
		name := strings.TrimSpace(sh.IntExt + " " + strings.ToUpper(string(sh.Light)))
		if name == "" {
			name = "Not known"
		}
		c, _ := documents.Hex(sh.Colour)
		g.Rows = append(g.Rows, documents.Row{Fill: c, Cells: []documents.Cell{documents.Text(name)}})
	}
	t.Groups = []documents.Group{g}
	return t
}

func (p *Plan) boneyardGroup() (documents.Group, bool) {
	var g documents.Group
	for _, s := range p.Boneyard {
		if s.Engine.Type == strips.SceneStrip {
			g.Rows = append(g.Rows, p.lineRow(s, true))
		}
	}
	return g, len(g.Rows) > 0
}

// ShootingSchedule describes the board with everything each scene needs, by category.
func ShootingSchedule(v graph.View, board graph.ID) (documents.Document, error) {
	p, err := Read(v, board)
	if err != nil {
		return documents.Document{}, err
	}
	needs := p.needs()
	t := documents.Table{Name: "Shooting schedule", Columns: []documents.Column{
		{Title: "Scene", Width: documents.Content(54), Align: documents.Right},
		{Title: "", Width: documents.Content(74)},
		{Title: "Set, what happens, and what is needed"},
		{Title: "Day", Width: documents.Content(40)},
		{Title: "Pages", Width: documents.Content(44), Align: documents.Right},
	}}
	for _, d := range p.Days {
		g := documents.Group{Title: dayTitle(d), Bookmark: true}
		for _, s := range d.Strips {
			row := p.lineRow(s, true)
			if !row.Banner {
				c := row.Cells
				place := ""
				if s.Engine.Scene.Place != "" {
					place = "Shot at " + s.Engine.Scene.Place
				}
				row = documents.Row{Fill: row.Fill, Cells: []documents.Cell{
					c[0], documents.Text(strings.TrimSpace(c[1].Text + " " + c[3].Text)),
					{Text: c[2].Text, Style: documents.TextStyle{Bold: true}}, c[4], c[5],
				}}
				g.Rows = append(g.Rows, row, documents.Row{Cells: []documents.Cell{
					{}, {}, {Text: c[2].Note, Note: joinLines(append([]string{place}, needs[s.Record.Scene.ID]...)...), Span: 3},
				}})
				continue
			}
			g.Rows = append(g.Rows, row)
		}
		total := documents.Row{Style: documents.TextStyle{Bold: true}, Cells: []documents.Cell{
			{Text: fmt.Sprintf("%s, %d cast", plural(d.Totals.Scenes, "scene"), len(d.Totals.Cast)), Span: 4, Style: documents.TextStyle{Align: documents.Right}},
			documents.Number(d.Totals.Eighths.String(), d.Totals.Eighths.Pages()),
		}}
		if d.Number > 0 {
			g.Total = &total
		}
		t.Groups = append(t.Groups, g)
	}
	return documents.Document{Meta: p.metaOf("Shooting Schedule"), Size: paperSize(v), Blocks: []documents.Block{p.summary(), t.Compact()}}, nil
}
