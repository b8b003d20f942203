package drafts

import (
	"fmt"
	"strings"

	"backlot/film/pages"
	"backlot/film/screenplay"
	"backlot/film/screenplay/report"
	"backlot/internal/core/documents"
)

func equalFold(a, b string) bool { return strings.EqualFold(a, b) }

func titled(meta documents.Meta, title string) documents.Meta {
	meta.Title = title
	return meta
}

func length(e pages.Eighths) documents.Cell {
	c := documents.Number(e.String(), e.Pages())
	if e == 0 {
		c.Text = ""
	}
	return c
}

func bold(s string) documents.Cell {
	return documents.Cell{Text: s, Style: documents.TextStyle{Bold: true}}
}

func screenTime(seconds int) documents.Cell {
	return documents.Number(fmt.Sprintf("%d:%02d", seconds/60, seconds%60), float64(seconds)/60)
}

func totals(t report.Totals) documents.Grid {
	return documents.Grid{Columns: 4, Pairs: []documents.Pair{
		{Label: "Scenes", Value: fmt.Sprint(t.Scenes)}, {Label: "Pages of paper", Value: fmt.Sprint(t.Pages)},
		{Label: "Length in eighths", Value: t.Eighths.String()}, {Label: "Screen time, estimated", Value: screenTime(t.Seconds).Text},
	}}
}

// SceneList describes every scene with its length and who is in it.
func SceneList(meta documents.Meta, size documents.Size, b *report.Book) documents.Document {
	t := documents.Table{Name: "Scenes", Columns: []documents.Column{
		{Title: "Scene", Width: documents.Content(44), Align: documents.Right}, {Title: "I/E", Width: documents.Content(44)},
		{Title: "Set", Width: documents.Share(3)}, {Title: "D/N", Width: documents.Content(80)}, {Title: "Page", Width: documents.Content(40), Align: documents.Right},
		{Title: "Length", Width: documents.Content(44), Align: documents.Right}, {Title: "Time", Width: documents.Content(40), Align: documents.Right},
		{Title: "Characters", Width: documents.Share(2)},
	}}
	var g documents.Group
	for _, s := range b.Scenes() {
		row := documents.Row{Cells: []documents.Cell{bold(s.Number), documents.Text(s.IntExt), {Text: s.Set, Note: s.Synopsis}, documents.Text(s.Time),
			documents.Text(s.Page), length(s.Eighths), screenTime(s.Seconds), documents.Text(strings.Join(s.Characters, ", "))}}
		if s.Omitted {
			row = documents.Row{Style: documents.TextStyle{Colour: documents.Grey}, Cells: []documents.Cell{bold(s.Number), {}, documents.Text("OMITTED"), {}, documents.Text(s.Page), length(s.Eighths), {}, {}}}
		}
		g.Rows = append(g.Rows, row)
	}
	sum := b.Totals()
	g.Total = &documents.Row{Cells: []documents.Cell{{}, {}, documents.Text(fmt.Sprintf("%d scenes", sum.Scenes)), {}, {}, length(sum.Eighths), screenTime(sum.Seconds), {}}}
	t.Groups = []documents.Group{g}
	return documents.Document{Meta: titled(meta, "Scene list"), Size: size, Blocks: []documents.Block{totals(sum), t.Compact()}}
}

// CharacterReport describes every part: a line each, then scene by scene.
func CharacterReport(meta documents.Meta, size documents.Size, b *report.Book) documents.Document {
	list := b.Characters()
	all := documents.Table{Name: "Characters", Columns: []documents.Column{
		{Title: "Character", Width: documents.Share(2)}, {Title: "Scenes", Width: documents.Content(44), Align: documents.Right},
		{Title: "No line", Width: documents.Content(40), Align: documents.Right}, {Title: "Voice only", Width: documents.Content(50), Align: documents.Right},
		{Title: "Pages", Width: documents.Content(44), Align: documents.Right}, {Title: "Speeches", Width: documents.Content(50), Align: documents.Right},
		{Title: "Words", Width: documents.Content(44), Align: documents.Right}, {Title: "First", Width: documents.Content(40), Align: documents.Right},
		{Title: "Last", Width: documents.Content(40), Align: documents.Right}, {Title: "Most with", Width: documents.Share(2)},
	}}
	each := documents.Table{Name: "Scene by scene", Columns: []documents.Column{
		{Title: "Scene", Width: documents.Content(44), Align: documents.Right}, {Title: "Heading", Width: documents.Share(3)},
		{Title: "Page", Width: documents.Content(40), Align: documents.Right}, {Title: "Length", Width: documents.Content(44), Align: documents.Right},
		{Title: "Speeches", Width: documents.Content(50), Align: documents.Right}, {Title: "Words", Width: documents.Content(44), Align: documents.Right},
		{Title: "", Width: documents.Content(60)},
	}}
	var rows documents.Group
	for _, c := range list {
		rows.Rows = append(rows.Rows, documents.Row{Cells: []documents.Cell{bold(c.Name), documents.Count(len(c.Scenes)), documents.Count(c.Silent), documents.Count(c.Heard),
			length(c.Eighths), documents.Count(c.Speeches), documents.Count(c.Words), documents.Text(c.First), documents.Text(c.Last), documents.Text(company(c.With, 3))}})
		each.Groups = append(each.Groups, characterGroup(c))
	}
	all.Groups = []documents.Group{rows}
	return documents.Document{Meta: titled(meta, "Character report"), Size: size, Blocks: []documents.Block{all.Compact(), documents.PageBreak{}, each.Compact()}}
}

func company(list []report.Company, n int) string {
	var out []string
	for _, c := range list[:min(n, len(list))] {
		out = append(out, fmt.Sprintf("%s (%d)", c.Name, c.Scenes))
	}
	return strings.Join(out, ", ")
}

func characterGroup(c report.Character) documents.Group {
	g := documents.Group{Title: c.Name, Bookmark: true}
	if len(c.Aliases) > 0 {
		g.Title += " (also " + strings.Join(c.Aliases, ", ") + ")"
	}
	for _, p := range c.Scenes {
		note := ""
		switch {
		case p.Heard:
			note = "voice only"
		case p.Speeches == 0:
			note = "no line"
		}
		g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{bold(p.Number), documents.Text(p.Heading), documents.Text(p.Page), length(p.Eighths),
			documents.Count(p.Speeches), documents.Count(p.Words), documents.Text(note)}})
	}
	g.Total = &documents.Row{Cells: []documents.Cell{{}, documents.Text(fmt.Sprintf("%d scenes", len(c.Scenes))), {}, length(c.Eighths), documents.Count(c.Speeches), documents.Count(c.Words), {}}}
	return g
}

// SetReport describes every set with the scenes that play in it.
func SetReport(meta documents.Meta, size documents.Size, b *report.Book) documents.Document {
	t := documents.Table{Name: "Sets", Columns: []documents.Column{
		{Title: "Scene", Width: documents.Content(44), Align: documents.Right}, {Title: "I/E", Width: documents.Content(44)}, {Title: "D/N", Width: documents.Content(90)},
		{Title: "Page", Width: documents.Content(40), Align: documents.Right}, {Title: "Length", Width: documents.Content(44), Align: documents.Right},
		{Title: "Time", Width: documents.Content(40), Align: documents.Right}, {Title: "Characters", Width: documents.Share(3)},
	}}
	for _, set := range b.Sets() {
		name := set.Name
		if name == "" {
			name = "No set named"
		}
		g := documents.Group{Title: name, Bookmark: true}
		for _, s := range set.Scenes {
			g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{bold(s.Number), documents.Text(s.IntExt), documents.Text(s.Time), documents.Text(s.Page),
				length(s.Eighths), screenTime(s.Seconds), documents.Text(strings.Join(s.Characters, ", "))}})
		}
		note := fmt.Sprintf("Day %s, night %s", set.Day, set.Night)
		g.Total = &documents.Row{Cells: []documents.Cell{{}, {}, documents.Text(note), {}, length(set.Eighths), screenTime(set.Seconds), documents.Text(plural(len(set.Characters), "character"))}}
		t.Groups = append(t.Groups, g)
	}
	return documents.Document{Meta: titled(meta, "Set report"), Size: size, Blocks: []documents.Block{totals(b.Totals()), t.Compact()}}
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// CueScript describes the lines of one or several parts with the words before them.
func CueScript(meta documents.Meta, size documents.Size, d report.Dialogue) documents.Document {
	several := len(d.Names) > 1
	t := documents.Table{Name: "Lines", Size: 10, Columns: []documents.Column{
		{Title: "Page", Width: documents.Content(36), Align: documents.Right}, {Title: "Cue", Width: documents.Share(2)}, {Title: "Line", Width: documents.Share(3)},
	}}
	for i, l := range d.Lines {
		if i == 0 || d.Lines[i-1].Scene != l.Scene {
			t.Groups = append(t.Groups, documents.Group{Title: strings.TrimSpace(l.Number + "  " + l.Heading), Bookmark: true})
		}
		g := &t.Groups[len(t.Groups)-1]
		cue := documents.Cell{Text: l.Before.Text, Style: documents.TextStyle{Colour: documents.Grey, Italic: l.Before.Name == ""}}
		if l.Before.Name != "" {
			cue.Text = l.Before.Name + ": " + cue.Text
		}
		line := documents.Cell{Text: spoken(l.Parts)}
		if several {
			line.Note = l.Name
		}
		if l.Extension != "" {
			line.Note = strings.TrimSpace(line.Note + " (" + l.Extension + ")")
		}
		g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{documents.Text(l.Page), cue, line}})
	}
	sum := documents.Grid{Columns: 4, Pairs: []documents.Pair{{Label: "Part", Value: strings.Join(d.Names, ", ")}, {Label: "Scenes with a line", Value: fmt.Sprint(d.Scenes)},
		{Label: "Speeches", Value: fmt.Sprint(d.Speeches)}, {Label: "Words", Value: fmt.Sprint(d.Words)}}}
	meta = titled(meta, "Cue script")
	meta.Subtitle = strings.Join(append([]string{strings.Join(d.Names, ", ")}, meta.Subtitle), " · ")
	return documents.Document{Meta: meta, Size: size, Blocks: []documents.Block{sum, t}}
}

func spoken(parts []report.Spoken) string {
	var out []string
	for _, p := range parts {
		text := strings.ReplaceAll(p.Text, "\n", " / ")
		if p.Type == screenplay.Dialogue {
			text = strings.ReplaceAll(p.Text, "\n", " ")
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

// RevisionReport describes what a draft changed: scene by scene with lengths before
// and after, and the pages to replace.
func RevisionReport(meta documents.Meta, size documents.Size, r report.Revision) documents.Document {
	head := documents.Grid{Columns: 4, Pairs: []documents.Pair{
		{Label: "Scenes", Value: change(r.Before.Scenes, r.After.Scenes)}, {Label: "Pages of paper", Value: change(r.Before.Pages, r.After.Pages)},
		{Label: "Length in eighths", Value: lengthChange(r.Before.Eighths, r.After.Eighths)}, {Label: "Words", Value: change(r.Before.Words, r.After.Words)},
		{Label: "Scenes changed", Value: fmt.Sprint(len(r.Scenes))}, {Label: "Scenes as they were", Value: fmt.Sprint(r.Kept)},
		{Label: "New page numbers", Value: listOr(r.New, "none")}, {Label: "Page numbers gone", Value: listOr(r.Gone, "none")},
	}}
	scenes := documents.Table{Name: "Scenes", Columns: []documents.Column{
		{Title: "Scene", Width: documents.Content(44), Align: documents.Right}, {Title: "Heading", Width: documents.Share(3)}, {Title: "What happened", Width: documents.Share(3)},
		{Title: "Page", Width: documents.Content(40), Align: documents.Right}, {Title: "Was", Width: documents.Content(44), Align: documents.Right},
		{Title: "Now", Width: documents.Content(44), Align: documents.Right}, {Title: "Words", Width: documents.Content(64), Align: documents.Right},
	}}
	var g documents.Group
	for _, s := range r.Scenes {
		g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{bold(s.Number), documents.Text(s.Heading), documents.Text(s.Text), documents.Text(listOr([]string{s.Page}, s.PageWas)),
			length(s.EighthsWas), length(s.Eighths), documents.Text(change(s.WordsWas, s.Words))}})
	}
	g.Total = &documents.Row{Cells: []documents.Cell{{}, documents.Text("Whole script"), {}, {}, length(r.Before.Eighths), length(r.After.Eighths), documents.Text(change(r.Before.Words, r.After.Words))}}
	scenes.Groups = []documents.Group{g}
	paper := documents.Table{Name: "Pages", Columns: []documents.Column{
		{Title: "Page", Width: documents.Fixed(60), Align: documents.Right}, {Title: "Lines changed", Width: documents.Fixed(90), Align: documents.Centre}, {Title: "Scenes", Width: documents.Share(1)},
	}}
	var rows documents.Group
	for _, p := range r.Pages {
		rows.Rows = append(rows.Rows, documents.Row{Cells: []documents.Cell{bold(p.Number), documents.Count(p.Lines), documents.Text(strings.Join(p.Scenes, ", "))}})
	}
	paper.Groups = []documents.Group{rows}
	return documents.Document{Meta: titled(meta, "Revision report"), Size: size, Blocks: []documents.Block{head, scenes.Compact(),
		documents.Heading{Level: 2, Text: "Pages to replace"}, paper.Compact()}}
}

func change(was, now int) string {
	if was == now {
		return fmt.Sprint(now)
	}
	return fmt.Sprintf("%d, was %d", now, was)
}

func lengthChange(was, now pages.Eighths) string {
	if was == now {
		return now.String()
	}
	return now.String() + ", was " + was.String()
}

func listOr(list []string, other string) string {
	if s := strings.Join(list, ", "); s != "" {
		return s
	}
	return other
}
