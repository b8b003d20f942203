package room

import (
	"cmp"
	"fmt"
	"strings"

	"backlot/film/pages"
	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/slice"
)

var allFormats = []documents.Format{documents.AsPDF, documents.AsHTML, documents.AsXLSX}

// papers are the whole room on paper; the route of the slice also prints one board or one episode.
func (s *service) papers() []slice.Document {
	paper := func(name string) func(graph.View, graph.ID) (documents.Document, error) {
		return func(v graph.View, _ graph.ID) (documents.Document, error) { return s.describe(v, name, scope{}) }
	}
	return []slice.Document{
		{Name: "room-board", Title: "Writers' board", Right: RightRead, Formats: allFormats, Describe: paper("board")},
		{Name: "room-outline", Title: "Outline", Right: RightRead, Formats: allFormats, Describe: paper("outline")},
		{Name: "arc-matrix", Title: "Arcs by episode", Right: RightRead, Formats: allFormats, Describe: paper("matrix")},
	}
}

func (s *service) describe(v graph.View, paper string, sc scope) (documents.Document, error) {
	b, l := s.read(v)
	sc, err := b.narrow(sc)
	if err != nil {
		return documents.Document{}, err
	}
	switch paper {
	case "outline":
		return b.outlinePaper(sc), nil
	case "matrix":
		return b.matrixPaper(sc, l)
	}
	return b.boardPaper(sc, l), nil
}

func (b *book) meta(title string, s scope) documents.Meta {
	m := documents.Meta{Title: title, Production: production.NameOf(b.v)}
	if !s.episode.IsZero() {
		m.Subtitle = b.v.Label(s.episode)
	} else if !s.season.IsZero() {
		m.Subtitle = b.v.Label(s.season)
	}
	return m
}

func (b *book) paperSize() documents.Size {
	for _, d := range graph.All[production.Draft](b.v) {
		switch d.Paper {
		case "us_letter":
			return documents.Letter
		case "a4":
			return documents.A4
		}
	}
	return documents.Letter
}

var boardTitles = map[string]string{bySeason: "Board by episode", byEpisode: "Board", byArc: "Board by storyline", byCharacter: "Board by character"}

// boardPaper prints the board column by column, a row a card in the colour of its storyline.
func (b *book) boardPaper(s scope, l *ledger) documents.Document {
	t := documents.Table{Name: "Board", Columns: []documents.Column{
		{Title: "", Width: documents.Content(26), Align: documents.Right},
		{Title: "Beat", Width: documents.Share(3)},
		{Title: "Storylines", Width: documents.Share(1)},
		{Title: "Who", Width: documents.Share(1.2)},
		{Title: "Day", Width: documents.Content(40)},
		{Title: "Scenes", Width: documents.Content(60)},
		{Title: "Pages", Width: documents.Content(44), Align: documents.Right},
		{Title: "Cost", Width: documents.Share(1.4)},
	}}
	for _, col := range b.columns(s) {
		g := documents.Group{Title: cmp.Or(col.title, "Not in any"), Bookmark: true}
		for i, c := range col.cards {
			g.Rows = append(g.Rows, b.cardRow(i+1, c, l))
		}
		if lane, ok := b.lane(col.id); ok && lane.Break != "" {
			g.Rows = append(g.Rows, documents.Row{Banner: true, Style: documents.TextStyle{Italic: true}, Cells: []documents.Cell{documents.Text("Act break: " + lane.Break)}})
		}
		if len(col.cards) == 0 {
			g.Rows = append(g.Rows, documents.Row{Banner: true, Cells: []documents.Cell{documents.Text("No beat yet")}})
		}
		total := totalRow(l.of(col.cards...), len(col.cards))
		g.Total = &total
		t.Groups = append(t.Groups, g)
	}
	return documents.Document{Meta: b.meta(boardTitles[s.by], s), Size: b.paperSize().Landscape(), Blocks: []documents.Block{t}}
}

func (b *book) cardRow(n int, c *card, l *ledger) documents.Row {
	cost := l.of(c)
	row := documents.Row{Cells: []documents.Cell{
		documents.Number(fmt.Sprint(n), float64(n)),
		{Text: c.Name(), Note: c.Text, Style: documents.TextStyle{Bold: true}},
		documents.Text(strings.Join(b.arcNames(c), ", ")),
		documents.Text(strings.Join(castNames(cost), ", ")),
		documents.Text(b.storyDay(c)),
		documents.Text(strings.Join(b.sceneNumbers(c), ", ")),
		documents.Number(cost.Length, pages.Eighths(cost.Eighths).Pages()),
		documents.Text(costWords(cost)),
	}}
	if fill, err := documents.Hex(b.color(c)); err == nil && b.color(c) != "" {
		row.Cells[0].Fill = fill
	}
	return row
}

func (b *book) arcNames(c *card) []string {
	var out []string
	for _, a := range c.arcs {
		if i, ok := b.arcAt[a]; ok {
			out = append(out, b.arcs[i].Name)
		}
	}
	return out
}

func (b *book) sceneNumbers(c *card) []string {
	var out []string
	for _, id := range c.scenes {
		s, _ := graph.Get[production.Scene](b.v, id)
		out = append(out, s.Number)
	}
	return out
}

func castNames(c Cost) []string {
	var out []string
	for _, p := range c.Cast {
		out = append(out, p.Name)
	}
	return out
}

// costWords is what makes a card dear, in few words: "night, 2 new sets, stunts".
func costWords(c Cost) string {
	var out []string
	say := func(n int, one, many string) {
		switch {
		case n == 1:
			out = append(out, one)
		case n > 1:
			out = append(out, fmt.Sprintf("%d %s", n, many))
		}
	}
	fresh := 0
	for _, s := range c.Sets {
		if s.New {
			fresh++
		}
	}
	say(fresh, "1 set of its own", "sets of its own")
	say(c.Night, "night", "nights")
	say(c.Stunts, "stunt", "stunts")
	say(c.Effects, "1 effect", "effects")
	say(c.VisualEffects, "1 visual effect", "visual effects")
	say(c.Animals, "1 animal", "animals")
	say(c.Children, "1 child", "children")
	say(c.Crowd, "1 extra", "extras")
	if c.Rough {
		for _, n := range c.Needs {
			out = append(out, strings.ReplaceAll(n, "_", " "))
		}
		out = append(out, "rough")
	}
	return strings.Join(out, ", ")
}

func totalRow(c Cost, cards int) documents.Row {
	words := fmt.Sprintf("%d beats, %d scenes", cards, c.Scenes)
	return documents.Row{Style: documents.TextStyle{Bold: true}, Cells: []documents.Cell{
		{Text: words, Span: 3}, documents.Text(fmt.Sprintf("%d cast", len(c.Cast))), {}, {},
		documents.Number(c.Length, pages.Eighths(c.Eighths).Pages()), documents.Text(costWords(c)),
	}}
}

// outlinePaper tells the story as running text, act by act.
func (b *book) outlinePaper(s scope) documents.Document {
	doc := documents.Document{Meta: b.meta("Outline", s), Size: b.paperSize()}
	last := graph.ID{}
	for _, l := range b.lanes {
		if !b.within(scope{season: s.season, episode: s.episode}, l) && s.by != "" {
			continue
		}
		if l.Episode.ID != last {
			last = l.Episode.ID
			doc.Blocks = append(doc.Blocks, documents.Heading{Level: 1, Text: b.v.Label(last)})
		}
		doc.Blocks = append(doc.Blocks, documents.Heading{Level: 2, Text: l.Name})
		for _, c := range b.inLane(l.id) {
			doc.Blocks = append(doc.Blocks, documents.Paragraph{Text: c.Name(), Style: documents.TextStyle{Bold: true}})
			if c.Text != "" && c.Title != "" {
				doc.Blocks = append(doc.Blocks, documents.Paragraph{Text: c.Text})
			}
		}
		if l.Break != "" {
			doc.Blocks = append(doc.Blocks, documents.Paragraph{Text: "Act break: " + l.Break, Style: documents.TextStyle{Italic: true}})
		}
	}
	return doc
}

// onePage is how many columns of the matrix share a page; more go on over further ones.
const onePage = 8

// matrixPaper prints arcs by episodes.
func (b *book) matrixPaper(s scope, l *ledger) (documents.Document, error) {
	m, err := b.matrix(s.season, l)
	if err != nil {
		return documents.Document{}, err
	}
	t := documents.Table{Name: "Arcs", Sticky: 1, Grid: true, Columns: []documents.Column{{Title: "Storyline", Width: documents.Fixed(110)}}}
	width := documents.Fixed(92)
	if len(m.Columns) <= onePage {
		width = documents.Share(1)
	}
	for _, c := range m.Columns {
		t.Columns = append(t.Columns, documents.Column{Title: cmp.Or(c.Title, "No episode"), Width: width})
	}
	t.Columns = append(t.Columns, documents.Column{Title: "Beats", Width: documents.Content(40), Align: documents.Right})
	var g documents.Group
	for _, r := range m.Rows {
		name := documents.Cell{Text: cmp.Or(r.Title, "No storyline"), Style: documents.TextStyle{Bold: true}, Note: gapWords(r.Gaps)}
		if fill, err := documents.Hex(r.Color); err == nil && r.Color != "" {
			name.Fill = fill
		}
		row := documents.Row{Cells: []documents.Cell{name}}
		for _, cell := range r.Cells {
			row.Cells = append(row.Cells, b.matrixCell(cell))
		}
		row.Cells = append(row.Cells, documents.Count(r.Beats))
		g.Rows = append(g.Rows, row)
	}
	t.Groups = []documents.Group{g}
	title := "Arcs by act"
	if b.series() {
		title = "Arcs by episode"
	}
	return documents.Document{Meta: b.meta(title, s), Size: b.paperSize().Landscape(), Blocks: []documents.Block{t}}, nil
}

func (b *book) matrixCell(cell MatrixCell) documents.Cell {
	var names []string
	for _, id := range cell.Cards {
		names = append(names, b.cards[id].Name())
	}
	if cell.Gap {
		return documents.Cell{Text: "no beat", Style: documents.TextStyle{Italic: true, Small: true}, Fill: documents.RGB(245, 232, 214)}
	}
	return documents.Cell{Text: strings.Join(names, "\n"), Style: documents.TextStyle{Small: true}}
}

func gapWords(gaps []Gap) string {
	var out []string
	for _, g := range gaps {
		out = append(out, fmt.Sprintf("no beat %s to %s", g.From, g.To))
	}
	return strings.Join(out, "\n")
}
