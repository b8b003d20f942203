package board

import (
	"fmt"

	"backlot/film/dood"
	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
)

// DayOutOfDays describes the day-out-of-days of a board, a chart for every category.
func DayOutOfDays(v graph.View, board graph.ID) (documents.Document, error) {
	return dayOutOfDays(v, board, "")
}

func dayOutOfDays(v graph.View, board graph.ID, category string) (documents.Document, error) {
	p, err := Read(v, board)
	if err != nil {
		return documents.Document{}, err
	}
	charts, err := p.Charts(category)
	if err != nil {
		return documents.Document{}, err
	}
	doc := documents.Document{Meta: p.metaOf("Day Out of Days"), Size: paperSize(v).Landscape()}
	if len(charts) == 0 {
		doc.Blocks = append(doc.Blocks, documents.Paragraph{Text: "Nobody and nothing works on this board yet."})
	}
	for i, c := range charts {
		if i == 1 { // cast has pages of its own; the rest follows on
			doc.Blocks = append(doc.Blocks, documents.PageBreak{})
		}
		doc.Blocks = append(doc.Blocks, documents.Heading{Level: 2, Text: c.Category.Plural}, p.chartTable(c))
	}
	doc.Blocks = append(doc.Blocks, documents.Paragraph{Style: documents.TextStyle{Small: true, Colour: documents.Grey},
		Text: "S start · W work · H hold · I idle · T travel · R rehearsal · FT fitting · HOL holiday · D drop · P pick-up · F finish. Grey columns are days without shooting; days on which nothing happens to anybody are left out."})
	return doc, nil
}

// chartTable lays a chart out as a table. Days off on which nobody has an entry are left out.
func (p *Plan) chartTable(c Chart) documents.Table {
	numbered := c.Category.Key == "character"
	t := documents.Table{Name: c.Category.Plural, Sticky: 1, Grid: true, Size: 7.5, Columns: []documents.Column{{Title: "Name", Width: documents.Fixed(134)}}}
	if numbered {
		t.Sticky = 2
		t.Columns = []documents.Column{{Title: "No.", Width: documents.Fixed(22), Align: documents.Right}, {Title: "Character", Width: documents.Fixed(112)}}
	}
	var shown []int
	for i, d := range c.Days {
		if d.Number == 0 && !anyOn(c.Chart, i) {
			continue
		}
		shown = append(shown, i)
		title := d.Date.Format("Mon 2 Jan")
		if d.Number > 0 {
			title = fmt.Sprintf("%d · %s", d.Number, title)
		}
		t.Columns = append(t.Columns, documents.Column{Title: title, Width: documents.Fixed(dayWidth(c.Chart, i)), Turned: true, Align: documents.Centre})
	}
	totals := totalColumns(c.Chart)
	for _, k := range totals {
		t.Columns = append(t.Columns, documents.Column{Title: k.title, Width: documents.Fixed(k.width), Turned: true, Align: documents.Right})
	}
	var g documents.Group
	for _, r := range c.Rows {
		row := documents.Row{Cells: []documents.Cell{documents.Text(r.Person.Name)}}
		if numbered {
			row.Cells = []documents.Cell{documents.Count(r.Person.Number), documents.Text(r.Person.Name)}
		}
		for _, i := range shown {
			cell := documents.Text(r.Cells[i].String())
			switch {
			case r.Cells[i].Has(dood.MarkWork):
				cell.Style.Bold = true
			case r.Cells[i].Has(dood.MarkHold):
				cell.Fill = documents.RGB(255, 243, 205)
			}
			if c.Days[i].Number == 0 && cell.Fill == 0 {
				cell.Fill = documents.RGB(232, 234, 238)
			}
			row.Cells = append(row.Cells, cell)
		}
		for _, k := range totals {
			row.Cells = append(row.Cells, k.cell(r.Totals))
		}
		g.Rows = append(g.Rows, row)
	}
	t.Groups = []documents.Group{g}
	return t
}

func anyOn(c dood.Chart, day int) bool {
	for _, r := range c.Rows {
		if r.Cells[day] != 0 {
			return true
		}
	}
	return false
}

// dayWidth is wide enough for the longest code of a day.
func dayWidth(c dood.Chart, day int) float64 {
	t := documents.Type{Size: 7.5}.Bold()
	w := 17.0
	for _, r := range c.Rows {
		w = max(w, t.Measure(r.Cells[day].String())/0.8+0.5) // the cell keeps a tenth free on each side
	}
	return w
}

type totalColumn struct {
	title string
	width float64
	cell  func(dood.Totals) documents.Cell
}

// totalColumns are the sums of a chart; columns in which everybody has zero are left out.
func totalColumns(c dood.Chart) []totalColumn {
	count := func(title string, n func(dood.Totals) int) totalColumn {
		return totalColumn{title, 20, func(t dood.Totals) documents.Cell { return documents.Count(n(t)) }}
	}
	all := []totalColumn{
		count("Work", func(t dood.Totals) int { return t.Work }),
		count("Hold", func(t dood.Totals) int { return t.Hold }),
		count("Idle", func(t dood.Totals) int { return t.Idle }),
		count("Travel", func(t dood.Totals) int { return t.Travel }),
		count("Rehearsal", func(t dood.Totals) int { return t.Rehearsal }),
		count("Fitting", func(t dood.Totals) int { return t.Fitting }),
		count("Holiday", func(t dood.Totals) int { return t.Holiday }),
		count("Dropped", func(t dood.Totals) int { return t.Dropped }),
	}
	var out []totalColumn
	for _, k := range all {
		for _, r := range c.Rows {
			if k.cell(r.Totals).Text != "" {
				out = append(out, k)
				break
			}
		}
	}
	out = append(out, count("Total", func(t dood.Totals) int { return t.Total }),
		totalColumn{"Start", 34, func(t dood.Totals) documents.Cell { return documents.Day(t.Start, "2 Jan") }},
		totalColumn{"Finish", 34, func(t dood.Totals) documents.Cell { return documents.Day(t.Finish, "2 Jan") }})
	return out
}
