package adaptation

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// fills are the colours of verdicts on paper, the same as on the page.
var fills = map[string]string{"kept": "#CFE8D2", "changed": "#DCE6C4", "moved": "#CFDFF5", "merged": "#E4D6F2", "cut": "#F3CFCB", open: "#FBE9B7"}

func fill(verdict string) documents.Colour {
	hex, ok := fills[verdict]
	if !ok {
		return 0 // none
	}
	var r, g, b uint8
	_, _ = fmt.Sscanf(hex, "#%02X%02X%02X", &r, &g, &b) // a table of ours
	return documents.RGB(r, g, b)
}

// describeFidelity says what the script makes of a source. The text of the source
// is read by the address of its content, which never names anything else, so the
// same view gives the same paper.
func (s *service) describeFidelity(v graph.View, id graph.ID) (documents.Document, error) {
	src, t, err := s.sourceOf(context.Background(), v, id)
	if err != nil {
		return documents.Document{}, err
	}
	c := coverageOf(v, id, src, t)
	m := mapOf(v, id)
	return documents.Document{
		Meta: documents.Meta{Production: production.NameOf(v), Title: "Fidelity Report", Subtitle: src.Name},
		Size: paperSize(v),
		Blocks: []documents.Block{
			summary(src, c), documents.Heading{Level: 1, Text: "Chapters"}, chapterTable(c),
			documents.Heading{Level: 1, Text: "Characters"}, peopleTable(c),
			documents.Heading{Level: 1, Text: "Passages and what became of them"}, passageTable(m, t.Chapters == nil, c),
			documents.Heading{Level: 1, Text: "Scenes that are not in the source"}, inventedTable(c),
		},
	}, nil
}

// paperSize is the paper that the script is printed on.
func paperSize(v graph.View) documents.Size {
	for _, d := range graph.All[production.Draft](v) {
		if d.Paper == "us_letter" {
			return documents.Letter
		}
	}
	return documents.A4
}

func summary(src production.Source, c Coverage) documents.Grid {
	moved := 0
	for _, e := range c.Events {
		if e.Moved {
			moved++
		}
	}
	return documents.Grid{Columns: 3, Pairs: []documents.Pair{
		{Label: "Author", Value: src.Author}, {Label: "Edition", Value: src.Edition},
		{Label: "Length", Value: fmt.Sprintf("%d %s", c.Total.total(), c.Counted)},
		{Label: "Told in the script", Value: percent(c.Total.told(), c.Total.total())},
		{Label: "Cut", Value: percent(c.Total.Cut, c.Total.total())}, {Label: "Not judged", Value: percent(c.Total.Open+c.Total.Empty, c.Total.total())},
		{Label: "Out of the book's order", Value: fmt.Sprintf("%d of %d passages", moved, len(c.Events))},
		{Label: "Screen time from the source", Value: fmt.Sprintf("%s of %s", minutes(c.Runtime.FromSource), minutes(c.Runtime.FromSource+c.Runtime.OtherSources+c.Runtime.Invented+c.Runtime.Candidates))},
	}}
}

func minutes(seconds int) string { return fmt.Sprintf("%d min", (seconds+30)/60) }

func percent(part, whole int) string {
	if whole == 0 {
		return "–"
	}
	return fmt.Sprintf("%d %%", (part*100+whole/2)/whole)
}

func share(part, whole int, verdict string) documents.Cell {
	cell := documents.Cell{Value: 0.0}
	if whole > 0 && part > 0 {
		cell = documents.Number(percent(part, whole), float64(part)/float64(whole))
		cell.Fill = fill(verdict)
	}
	return cell
}

var shareColumns = []documents.Column{
	{Title: "Kept", Width: documents.Fixed(44), Align: documents.Right}, {Title: "Changed", Width: documents.Fixed(48), Align: documents.Right},
	{Title: "Moved", Width: documents.Fixed(44), Align: documents.Right}, {Title: "Merged", Width: documents.Fixed(44), Align: documents.Right},
	{Title: "Cut", Width: documents.Fixed(44), Align: documents.Right}, {Title: "Open", Width: documents.Fixed(44), Align: documents.Right},
}

func shareCells(s Shares) []documents.Cell {
	n := s.total()
	return []documents.Cell{share(s.Kept, n, "kept"), share(s.Changed, n, "changed"), share(s.Moved, n, "moved"), share(s.Merged, n, "merged"),
		share(s.Cut, n, "cut"), share(s.Open+s.Empty, n, open)}
}

func chapterTable(c Coverage) documents.Table {
	unit := "Words"
	if c.Counted != "words" {
		unit = "Passages"
	}
	t := documents.Table{Name: "Chapters", Columns: append([]documents.Column{{Title: "Chapter"}, {Title: unit, Width: documents.Fixed(48), Align: documents.Right}}, shareColumns...)}
	var g documents.Group
	for _, row := range c.Chapters {
		g.Rows = append(g.Rows, documents.Row{Cells: append([]documents.Cell{documents.Text(row.Title), documents.Count(row.Words)}, shareCells(row.Shares)...)})
	}
	g.Total = &documents.Row{Style: documents.TextStyle{Bold: true}, Cells: append([]documents.Cell{documents.Text("All"), documents.Count(c.Total.total())}, shareCells(c.Total)...)}
	t.Groups = []documents.Group{g}
	return t
}

func peopleTable(c Coverage) documents.Table {
	t := documents.Table{Name: "Characters", Columns: []documents.Column{
		{Title: "In the source", Width: documents.Share(2)}, {Title: "Named", Width: documents.Fixed(44), Align: documents.Right}, {Title: "Became", Width: documents.Fixed(56)},
		{Title: "In the script", Width: documents.Share(2)}, {Title: "Scenes", Width: documents.Fixed(44), Align: documents.Right}, {Title: "Why", Width: documents.Share(4)}}}
	var g documents.Group
	for _, p := range c.People {
		script := documents.Text(p.Character)
		if len(p.With) > 0 {
			script.Note = "with " + strings.Join(p.With, ", ")
		}
		g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{documents.Text(p.Name), documents.Count(p.Mentions), {Text: p.Fate, Fill: fill(p.Fate)}, script, documents.Count(p.Scenes), documents.Text(p.Reason)}})
	}
	if len(c.NewFaces) > 0 {
		g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{documents.Text("–"), {}, documents.Text("invented"), {Text: strings.Join(c.NewFaces, ", "), Span: 3}}})
	}
	t.Groups = []documents.Group{g}
	return t
}

func passageTable(m mapping, byHand bool, c Coverage) documents.Table {
	titles := map[int]string{}
	for _, ch := range c.Chapters {
		titles[ch.Number] = ch.Title
	}
	t := documents.Table{Name: "Passages", Columns: []documents.Column{
		{Title: "Where", Width: documents.Content(80)}, {Title: "Passage", Width: documents.Share(4)}, {Title: "Verdict", Width: documents.Fixed(52)},
		{Title: "Scene", Width: documents.Content(60)}, {Title: "Why", Width: documents.Share(4)}}}
	last := ""
	for _, p := range m.passages {
		title := titles[p.Chapter]
		if byHand {
			title = p.Issue
		}
		if len(t.Groups) == 0 || title != last {
			t.Groups = append(t.Groups, documents.Group{Title: title, Bookmark: true})
			last = title
		}
		g := &t.Groups[len(t.Groups)-1]
		g.Rows = append(g.Rows, passageCells(p))
	}
	return t
}

func passageCells(p PassageRow) documents.Row {
	var scenes, why []string
	for _, l := range p.Links {
		name := l.Number
		if l.Omitted {
			name += " (omitted)"
		}
		if name == "" {
			name = l.Beat
		}
		if name != "" {
			scenes = append(scenes, name)
		}
		if l.Reason != "" && !slices.Contains(why, l.Reason) {
			why = append(why, l.Reason)
		}
	}
	where := documents.Text(p.Locator)
	if p.Lost {
		where.Note = "words gone"
	}
	text := documents.Text(label(p.Passage))
	return documents.Row{Cells: []documents.Cell{where, text, {Text: p.Verdict, Fill: fill(p.Verdict)}, documents.Text(strings.Join(scenes, ", ")), documents.Text(strings.Join(why, " "))}}
}

func inventedTable(c Coverage) documents.Table {
	t := documents.Table{Name: "Invented", Columns: []documents.Column{
		{Title: "Scene", Width: documents.Fixed(40)}, {Title: "Heading", Width: documents.Share(3)}, {Title: "Pages", Width: documents.Fixed(44), Align: documents.Right},
		{Title: "State", Width: documents.Fixed(64)}, {Title: "Why", Width: documents.Share(4)}}}
	var g documents.Group
	add := func(list []SceneRow, state string) {
		for _, sc := range list {
			g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{documents.Text(sc.Number), documents.Text(sc.Heading), documents.Text(sc.Length), documents.Text(state), documents.Text(sc.Reason)}})
		}
	}
	add(c.Invented, "invented")
	add(c.Unjudged, "not judged")
	if len(g.Rows) == 0 {
		g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{{Text: "Every scene comes from the source.", Span: 5}}})
	}
	t.Groups = []documents.Group{g}
	return t
}
