package breakdown

import (
	"fmt"
	"strings"

	"backlot/film/pages"
	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

func describeAll(v graph.View, _ graph.ID) (documents.Document, error) {
	sheets, err := Sheets(v)
	if err != nil {
		return documents.Document{}, err
	}
	return sheetsDocument(v, sheets, fmt.Sprintf("%d scenes", len(sheets))), nil
}

func describeOne(v graph.View, scene graph.ID) (documents.Document, error) {
	sheet, err := SheetOf(v, scene)
	if err != nil {
		return documents.Document{}, err
	}
	return sheetsDocument(v, []Sheet{sheet}, "Scene "+sheet.Number), nil
}

func sheetsDocument(v graph.View, sheets []Sheet, subtitle string) documents.Document {
	meta := documents.Meta{Production: production.NameOf(v), Title: "Breakdown Sheets", Subtitle: subtitle}
	doc := documents.Document{Meta: meta}
	for i, s := range sheets {
		if i > 0 {
			doc.Blocks = append(doc.Blocks, documents.PageBreak{})
		}
		doc.Blocks = append(doc.Blocks, sheetBlocks(s)...)
	}
	doc.Drawn = func() *documents.Paper {
		paper := documents.NewPaper(meta, documents.Letter)
		for _, s := range sheets {
			drawSheet(paper, s)
		}
		if len(sheets) == 0 {
			paper.Page().Text(documents.MarginX, documents.BodyTop+20, "No scenes: import a script first.", documents.Type{Size: 11})
		}
		return paper
	}
	return doc
}

// sheetBlocks is a sheet for a screen or a spreadsheet.
func sheetBlocks(s Sheet) []documents.Block {
	table := documents.Table{Name: "Scene " + s.Number, Columns: []documents.Column{
		{Title: "Category", Width: documents.Fixed(110)}, {Title: "Element"}, {Title: "Qty", Width: documents.Fixed(36), Align: documents.Right}, {Title: "Note"}}}
	for _, g := range s.Groups {
		for _, it := range g.Items {
			table.Groups = append(table.Groups, documents.Group{Rows: []documents.Row{{Cells: []documents.Cell{
				documents.Text(g.Title), documents.Text(it.title()), documents.Count(it.Quantity), documents.Text(it.Note)}}}})
		}
	}
	return []documents.Block{
		documents.Heading{Level: 1, Text: "Scene " + s.Number + "   " + s.Heading},
		documents.Grid{Columns: 4, Pairs: []documents.Pair{
			{Label: "Int/Ext", Value: s.IntExt}, {Label: "Set", Value: s.SetName}, {Label: "Time", Value: s.TimeOfDay}, {Label: "Pages", Value: s.LengthEighths.String()},
			{Label: "Story day", Value: s.StoryDayLabel}, {Label: "Script page", Value: s.Page}, {Label: "Screen time", Value: clock(s.EstimatedSeconds)}, {Label: "Flags", Value: strings.Join(s.Flags, ", ")}}},
		documents.Paragraph{Text: s.Synopsis},
		table,
	}
}

func (it Item) title() string {
	if it.Number != "" {
		return it.Number + ". " + it.Name
	}
	return it.Name
}

func clock(seconds int) string { return fmt.Sprintf("%d:%02d", seconds/60, seconds%60) }

func describeElements(v graph.View, _ graph.ID) (documents.Document, error) {
	table := documents.Table{Name: "Elements", Columns: []documents.Column{
		{Title: "Element", Width: documents.Share(3)}, {Title: "Scenes", Width: documents.Share(5)},
		{Title: "No. of scenes", Width: documents.Fixed(56), Align: documents.Right}, {Title: "Story days", Width: documents.Fixed(52), Align: documents.Right},
		{Title: "Pages", Width: documents.Fixed(44), Align: documents.Right}}}
	count := 0
	var group *documents.Group
	last := ""
	for _, row := range Elements(v, "") {
		if row.Category != last || group == nil {
			last = row.Category
			c := category(row.Category)
			table.Groups = append(table.Groups, documents.Group{Title: c.Plural, Bookmark: true})
			group = &table.Groups[len(table.Groups)-1]
		}
		group.Rows = append(group.Rows, elementCells(row))
		count++
	}
	return documents.Document{
		Meta:   documents.Meta{Production: production.NameOf(v), Title: "Element List", Subtitle: fmt.Sprintf("%d elements", count)},
		Blocks: []documents.Block{table},
	}, nil
}

func elementCells(row ElementRow) documents.Row {
	name := row.Name
	if row.Number != "" {
		name = row.Number + ". " + name
	}
	numbers := make([]string, len(row.Scenes))
	for i, s := range row.Scenes {
		numbers[i] = s.Number
	}
	return documents.Row{Cells: []documents.Cell{
		{Text: name, Note: row.Description}, documents.Text(strings.Join(numbers, ", ")), documents.Count(len(row.Scenes)),
		documents.Count(row.Days), {Text: pages.Eighths(row.Eighths).String(), Value: pages.Eighths(row.Eighths).Pages()}}}
}

func category(key string) production.Category {
	for _, c := range production.Categories() {
		if c.Key == key {
			return c
		}
	}
	return production.Category{Key: key, Title: key, Plural: key, Color: "#AAAAAA"}
}
