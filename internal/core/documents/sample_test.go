package documents_test

import (
	"fmt"
	"time"

	"backlot/film/civil"
	"backlot/internal/core/documents"
)

// oneLiner is a schedule such as an assistant director hands out, long enough for four pages.
func oneLiner() documents.Document {
	yellow, blue, white, green := documents.RGB(255, 236, 150), documents.RGB(176, 205, 240), documents.White, documents.RGB(190, 224, 180)
	t := documents.Table{
		Name: "One-liner",
		Columns: []documents.Column{
			{Title: "Sc.", Width: documents.Content(40), Align: documents.Right},
			{Title: "I/E", Width: documents.Content(40)},
			{Title: "Set and synopsis"},
			{Title: "D/N", Width: documents.Content(40)},
			{Title: "Pages", Width: documents.Content(40), Align: documents.Right},
			{Title: "Cast", Width: documents.Fixed(90)},
		},
	}
	for day := 1; day <= 9; day++ {
		date := civil.Of(2027, time.March, day)
		g := documents.Group{Title: fmt.Sprintf("Day %d · %s", day, date.Format("Monday 2 January 2006")), Bookmark: true}
		for i := range 7 {
			fill := []documents.Colour{yellow, blue, white, green}[(i+day)%4]
			g.Rows = append(g.Rows, documents.Row{Fill: fill, Cells: []documents.Cell{
				documents.Text(fmt.Sprint(day*10 + i)), documents.Text("INT"),
				{Text: "LIGHTHOUSE – LAMP ROOM", Note: "Marta finds the logbook of her grandfather, Zoë Łukasiewicz, in a hollow step and reads the last entry aloud."},
				documents.Text("NIGHT"), documents.Number("1 3/8", 1.375), documents.Text("1, 2, 4, 7, 12, 15, 16, 18, 22, 23, 31"),
			}})
		}
		if day == 3 {
			g.Rows = append(g.Rows, documents.Row{Banner: true, Fill: documents.RGB(60, 60, 70), Cells: []documents.Cell{documents.Text("COMPANY MOVE TO ΑΘΉΝΑ STUDIOS · Ксения")}})
		}
		g.Total = &documents.Row{Style: documents.TextStyle{Bold: true}, Cells: []documents.Cell{{Text: fmt.Sprintf("End of day %d", day), Span: 4}, documents.Number("9 5/8", 9.625), documents.Text("11 cast")}}
		t.Groups = append(t.Groups, g)
	}
	return documents.Document{
		Meta: documents.Meta{
			Production: "The Salt Line", Title: "One-Liner Schedule", Subtitle: "Main unit, board “Blue 2”", Issue: "Issue 3",
			Revision: documents.Revision{Name: "Blue", Colour: documents.RGB(150, 190, 240)}, Company: "Tidewater Pictures Ltd",
			Notice: "Confidential. Do not copy or forward.", Created: time.Date(2027, 2, 20, 18, 5, 0, 0, time.UTC),
		},
		Size: documents.Letter,
		Blocks: []documents.Block{
			documents.Grid{Columns: 3, Pairs: []documents.Pair{
				{Label: "Director", Value: "Aurélie Nguyễn"}, {Label: "First assistant director", Value: "Tomáš Dvořák"}, {Label: "Pages", Value: "86 5/8"},
				{Label: "Dates", Value: "1 March to 9 March 2027"}, {Label: "Days", Value: "9"}, {Label: "Unit", Value: "Main"},
			}},
			documents.Paragraph{Text: "Scenes are listed in shooting order. Rest between days is not checked here.", Style: documents.TextStyle{Italic: true}},
			t,
		},
	}
}

// dood is a table wider than a page.
func dood() documents.Document {
	t := documents.Table{Name: "Cast", Sticky: 2, Grid: true, Size: 7.5, Columns: []documents.Column{
		{Title: "No.", Width: documents.Fixed(24), Align: documents.Right}, {Title: "Character", Width: documents.Fixed(110)},
	}}
	for i := range 52 {
		t.Columns = append(t.Columns, documents.Column{Title: civil.Of(2027, 3, 1).AddDays(i).Format("Mon 2 Jan"), Width: documents.Fixed(18), Turned: true, Align: documents.Centre})
	}
	t.Columns = append(t.Columns, documents.Column{Title: "Work", Width: documents.Fixed(30), Align: documents.Right})
	var g documents.Group
	for p := range 50 {
		r := documents.Row{Cells: []documents.Cell{documents.Count(p + 1), documents.Text("MARTA LUNDQVIST")}}
		for i := range 52 {
			r.Cells = append(r.Cells, documents.Text([]string{"SW", "W", "H", "W", "", "", "WD"}[(i+p)%7]))
		}
		r.Cells = append(r.Cells, documents.Count(31))
		g.Rows = append(g.Rows, r)
	}
	t.Groups = []documents.Group{g}
	return documents.Document{Meta: documents.Meta{Production: "The Salt Line", Title: "Day Out of Days", Subtitle: "Cast"}, Size: documents.A4.Landscape(), Blocks: []documents.Block{t}}
}
