package offload

import (
	"cmp"
	"fmt"
	"path"
	"strconv"
	"strings"

	"backlot/film/offload"
	"backlot/film/timecode"
	"backlot/internal/core/documents"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// meta is the head of a paper of the slice.
func meta(v graph.View, title, subtitle string) documents.Meta {
	m := documents.Meta{Title: title, Subtitle: subtitle}
	for _, t := range graph.All[production.Title](v) {
		m.Production = t.Name
	}
	return m
}

// describeRoll is the report of a roll: whether it may be formatted, its copies, what was found, its clips.
func describeRoll(v graph.View, roll graph.ID) (documents.Document, error) {
	c, err := CardOf(v, roll)
	if err != nil {
		return documents.Document{}, err
	}
	blocks := []documents.Block{cardGrid(c), mayFormat(c), documents.Heading{Level: 1, Text: "Copies"}, cardCopies(c)}
	if c.Alarm != "" {
		blocks = append(blocks, documents.Paragraph{Text: c.Alarm, Style: documents.TextStyle{Bold: true}})
	}
	if found := judgeClips(v, c); len(found) > 0 {
		t := documents.Table{Name: "Findings", Columns: []documents.Column{{Title: "", Width: documents.Content(50)}, {Title: "Clip", Width: documents.Share(2)}, {Title: "What", Width: documents.Share(3)}}}
		var g documents.Group
		for _, f := range found {
			g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{documents.Text(string(f.Severity)), documents.Text(f.Path), documents.Text(f.Message)}})
		}
		t.Groups = []documents.Group{g}
		blocks = append(blocks, documents.Heading{Level: 1, Text: "What was found"}, t)
	}
	blocks = append(blocks, documents.Heading{Level: 1, Text: "Clips"}, cardClips(v, c))
	return documents.Document{Meta: meta(v, "Roll report", c.Name), Size: documents.A4, Blocks: blocks}, nil
}

func cardGrid(c Card) documents.Grid {
	date := ""
	if !c.Date.IsZero() {
		date = c.Date.String()
	}
	return documents.Grid{Columns: 3, Pairs: []documents.Pair{
		{Label: "Card", Value: c.Name}, {Label: "Camera", Value: c.Camera}, {Label: "Day", Value: strings.Trim(date+", "+c.Unit, ", ")},
		{Label: "Clips", Value: fmt.Sprintf("%d, %s", c.Clips, offload.Size(c.SizeBytes))}, {Label: "Clips with a take", Value: strconv.Itoa(c.Matched)}, {Label: "Status", Value: strings.ReplaceAll(c.Status, "_", " ")},
	}}
}

func mayFormat(c Card) documents.Paragraph {
	text := fmt.Sprintf("May be formatted: yes. %d verified copies on %d kinds of media in %d places.", c.Verdict.Have.Copies, c.Verdict.Have.Media, c.Verdict.Have.Sites)
	if !c.Verdict.Safe {
		text = "May be formatted: NO. Wanting: " + strings.Join(c.Verdict.Wanting, "; ") + "."
	}
	return documents.Paragraph{Text: text, Style: documents.TextStyle{Bold: true}}
}

func cardCopies(c Card) documents.Table {
	t := documents.Table{Name: "Copies", Columns: []documents.Column{{Title: "On", Width: documents.Share(2)}, {Title: "Medium, place", Width: documents.Share(1)}, {Title: "State", Width: documents.Share(2)},
		{Title: "Files", Width: documents.Content(50), Align: documents.Right}, {Title: "Verified", Width: documents.Share(2)}}}
	var g documents.Group
	for _, x := range c.Copies {
		g.Rows = append(g.Rows, documents.Row{Style: documents.TextStyle{Bold: x.Status != "verified"}, Cells: []documents.Cell{{Text: x.name(), Note: x.Path}, {Text: x.Medium, Note: x.Site},
			{Text: x.Status, Note: firstLine(x.Fault)}, documents.Number(strconv.Itoa(x.Files), float64(x.Files)), {Text: instant(x.VerifiedMS), Note: ReadBackWords(offload.Verification(x.ReadBack))}}})
	}
	t.Groups = []documents.Group{g}
	return t
}

func cardClips(v graph.View, c Card) documents.Table {
	t := documents.Table{Name: "Clips", Size: 7.5, Columns: []documents.Column{{Title: "Clip", Width: documents.Share(3)}, {Title: "Take", Width: documents.Content(50)}, {Title: "Timecode", Width: documents.Content(70)},
		{Title: "Length", Width: documents.Content(70), Align: documents.Right}, {Title: "Bytes", Width: documents.Content(70), Align: documents.Right}, {Title: "Hash", Width: documents.Share(3)}}}
	takes, folder := takesOf(v, c), map[string]int{}
	for _, x := range c.clips {
		r := x.Record
		at, ok := folder[r.Path]
		if !ok {
			at = len(t.Groups)
			folder[r.Path] = at
			t.Groups = append(t.Groups, documents.Group{Title: cmp.Or(r.Path, c.Name)})
		}
		code, length := "", ""
		if b := (timecode.Base{Rate: r.Rate, Drop: r.DropFrame}); !r.Rate.IsZero() {
			code, length = b.Format(r.TimecodeStartFrames), b.Format(r.LengthFrames)
		}
		t.Groups[at].Rows = append(t.Groups[at].Rows, documents.Row{Cells: []documents.Cell{{Text: r.Name, Note: strings.Trim(r.Format+", "+r.Lens, ", ")},
			documents.Text(takes[path.Join(r.Path, r.Name)]), documents.Text(code), documents.Text(length), documents.Number(strconv.FormatInt(r.SizeBytes, 10), float64(r.SizeBytes)), documents.Text(r.Hash)}})
	}
	return t
}

func slateTake(slate string, t production.Take) string {
	return strings.TrimSpace(fmt.Sprintf("%s/%d %s", slate, t.Number, t.Suffix))
}

// describeCustody is the chain of custody of a roll.
func describeCustody(v graph.View, roll graph.ID) (documents.Document, error) {
	c, err := CardOf(v, roll)
	if err != nil {
		return documents.Document{}, err
	}
	t := documents.Table{Name: "Steps", Columns: []documents.Column{{Title: "When", Width: documents.Content(90)}, {Title: "What", Width: documents.Content(70)}, {Title: "From", Width: documents.Share(1)},
		{Title: "To", Width: documents.Share(1)}, {Title: "Where, seal", Width: documents.Share(1)}, {Title: "Remark", Width: documents.Share(2)}, {Title: "Signed", Width: documents.Share(1)}}}
	var g documents.Group
	for _, s := range stepsOf(v, roll) {
		r := s.Record
		g.Rows = append(g.Rows, documents.Row{Style: documents.TextStyle{Bold: r.Step == "released" || r.Step == "damaged"}, Cells: []documents.Cell{documents.Text(instant(r.AtMS)), documents.Text(strings.ReplaceAll(r.Step, "_", " ")),
			documents.Text(r.From), documents.Text(r.To), {Text: r.Where, Note: r.Seal}, documents.Text(r.Note), documents.Text(nameOf(v, r.Account))}})
	}
	t.Groups = []documents.Group{g}
	return documents.Document{Meta: meta(v, "Chain of custody", c.Name), Size: documents.A4, Blocks: []documents.Block{cardGrid(c), mayFormat(c), documents.Heading{Level: 1, Text: "Steps"}, t,
		documents.Heading{Level: 1, Text: "Copies"}, cardCopies(c)}}, nil
}

// describeDay is what came of a day: its cards, how each stands, and what is still to be done.
func describeDay(v graph.View, id graph.ID) (documents.Document, error) {
	d, ok := graph.Get[production.ShootDay](v, id)
	if !ok {
		return documents.Document{}, fault.New(fault.NotFound, "no shoot day %s", id)
	}
	u, _ := graph.Get[production.Unit](v, d.Unit.ID)
	t := documents.Table{Name: "Cards", Columns: []documents.Column{{Title: "Card", Width: documents.Share(1)}, {Title: "Clips", Width: documents.Content(40), Align: documents.Right}, {Title: "Size", Width: documents.Content(60), Align: documents.Right},
		{Title: "Copies", Width: documents.Share(2)}, {Title: "May be formatted", Width: documents.Share(3)}}}
	var g documents.Group
	clips, bytes, safe, cards := 0, int64(0), 0, 0
	for _, c := range Cards(v) {
		if c.Day != id {
			continue
		}
		cards, clips, bytes = cards+1, clips+c.Clips, bytes+c.SizeBytes
		may := "yes"
		if safe++; !c.Verdict.Safe {
			safe--
			may = "NO: " + strings.Join(c.Verdict.Wanting, "; ")
		}
		var on []string
		for _, x := range c.Copies {
			on = append(on, x.name()+" "+x.Status)
		}
		g.Rows = append(g.Rows, documents.Row{Style: documents.TextStyle{Bold: !c.Verdict.Safe}, Cells: []documents.Cell{{Text: c.Name, Note: c.Type}, documents.Number(strconv.Itoa(c.Clips), float64(c.Clips)),
			documents.Number(offload.Size(c.SizeBytes), float64(c.SizeBytes)), documents.Text(strings.Join(on, "\n")), documents.Text(may)}})
	}
	t.Groups = []documents.Group{g}
	grid := documents.Grid{Columns: 4, Pairs: []documents.Pair{{Label: "Cards", Value: strconv.Itoa(cards)}, {Label: "Clips", Value: strconv.Itoa(clips)}, {Label: "One copy", Value: offload.Size(bytes)},
		{Label: "May be formatted", Value: fmt.Sprintf("%d of %d", safe, cards)}}}
	return documents.Document{Meta: meta(v, "Media report", day{rec: d, unit: u.Name}.name()), Size: documents.A4, Blocks: []documents.Block{grid, t}}, nil
}

func hashText(r *offload.Report, f offload.FileReport) string {
	for _, format := range r.Formats {
		if sum := f.Sums[format]; sum != "" {
			return string(format) + ":" + sum
		}
	}
	return ""
}
