package callsheet

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"backlot/internal/core/documents"
)

// Document describes the sheet as paper, without a date of issue.
func (s Sheet) Document() documents.Document { return s.documentAt(time.Time{}) }

func (s Sheet) documentAt(at time.Time) documents.Document {
	meta := documents.Meta{
		Production: s.Production, Company: s.Company, Title: "Call Sheet", Subtitle: strings.Join(filled(s.Unit, s.Date.Format("Monday 2 January 2006")), ", "),
		Issue: s.issueText(), Notice: "Confidential. For the people called on this sheet.", Language: s.Language, Created: at,
	}
	size := documents.A4
	if s.Letter {
		size = documents.Letter
	}
	doc := documents.Document{Meta: meta, Size: size, Blocks: s.blocks()}
	doc.Drawn = func() *documents.Paper { return s.draw(meta, size) }
	return doc
}

func (s Sheet) issueText() string {
	switch {
	case s.Issue > 0:
		return fmt.Sprintf("Issue %d", s.Issue)
	case s.Last > 0:
		return fmt.Sprintf("Working copy after issue %d", s.Last)
	}
	return "Working copy"
}

func (s Sheet) dayText() string {
	switch {
	case s.Day == 0:
		return strings.ToUpper(cmp.Or(s.Kind, "day"))
	case s.Days > 0:
		return fmt.Sprintf("Day %d of %d", s.Day, s.Days)
	}
	return fmt.Sprintf("Day %d", s.Day)
}

// blocks are the sheet for the formats that flow: head, then what the drawn sheet has too.
func (s Sheet) blocks() []documents.Block {
	out := []documents.Block{
		documents.Heading{Level: 1, Text: fmt.Sprintf("%s · %s · crew call %s", s.dayText(), s.Date.Format("Mon 2 Jan 2006"), orDash(s.CrewCall))},
		documents.Grid{Columns: 3, Pairs: pairs(
			"Crew call", s.CrewCall, "Shooting call", s.ShootingCall, "Lunch", s.Lunch, "Wrap", s.Wrap, "Weather", s.Weather, "Dawn", s.Light.Dawn,
			"Sunrise", s.Light.Sunrise, "Sunset", s.Light.Sunset, "Dusk", s.Light.Dusk, "Moon", s.Light.Moon,
			"Unit base", s.Base.line(), "Parking", s.Parking.line(), "Nearest hospital", s.Hospital.line(),
		)},
	}
	if len(s.Changes) > 0 {
		out = append(out, documents.Paragraph{Text: s.changesText(), Style: documents.TextStyle{Bold: true}})
	}
	if s.Message != "" {
		out = append(out, documents.Paragraph{Text: s.Message, Style: documents.TextStyle{Bold: true}})
	}
	if s.Safety != "" {
		out = append(out, documents.Paragraph{Text: "Safety: " + s.Safety})
	}
	return append(out, s.tables()...)
}

func pairs(list ...string) []documents.Pair {
	var out []documents.Pair
	for i := 0; i+1 < len(list); i += 2 {
		if list[i+1] != "" {
			out = append(out, documents.Pair{Label: list[i], Value: list[i+1]})
		}
	}
	return out
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func (s Sheet) changesText() string {
	return fmt.Sprintf("New since issue %d: %s", s.Issue-1, strings.Join(s.Changes, "; "))
}

// tables are the parts of the sheet that flow over pages.
func (s Sheet) tables() []documents.Block {
	out := []documents.Block{s.sceneTable()}
	if len(s.Places) > 0 {
		out = append(out, s.placeTable())
	}
	if len(s.Cast) > 0 {
		out = append(out, s.castTable())
	}
	if len(s.Background) > 0 {
		out = append(out, s.backgroundTable())
	}
	if len(s.Departments) > 0 {
		out = append(out, s.departmentTable())
	}
	if len(s.Advance) > 0 {
		out = append(out, s.advanceTable())
	}
	if len(s.Crew) > 0 {
		out = append(out, s.crewTable())
	}
	return out
}

func text(list ...string) []documents.Cell {
	out := make([]documents.Cell, len(list))
	for i, s := range list {
		out[i] = documents.Text(s)
	}
	return out
}

func strong(s string) documents.Cell {
	return documents.Cell{Text: s, Style: documents.TextStyle{Bold: true}}
}

func colour(hex string) documents.Colour {
	c, err := documents.Hex(hex)
	if err != nil {
		return 0 // an issue frozen with another palette prints without it
	}
	return c
}

var banner = documents.RGB(222, 226, 232)

func (s Sheet) sceneTable() documents.Table {
	t := documents.Table{Name: "Scenes", Size: 8, Columns: []documents.Column{
		{Title: "Scene", Width: documents.Content(52), Align: documents.Right}, {Title: "Set and synopsis", Width: documents.Share(3)},
		{Title: "D/N", Width: documents.Content(58)}, {Title: "Day", Width: documents.Content(36)}, {Title: "Pages", Width: documents.Content(40), Align: documents.Right},
		{Title: "Cast", Width: documents.Share(1)}, {Title: "Place", Width: documents.Share(1)},
	}}
	g := documents.Group{}
	for _, st := range s.Strips {
		g.Rows = append(g.Rows, sceneRow(st))
	}
	total := pagesWord(s.Pages)
	if s.Minutes > 0 {
		total += fmt.Sprintf(", %d h %02d min planned", s.Minutes/60, s.Minutes%60)
	}
	g.Total = &documents.Row{Style: documents.TextStyle{Bold: true}, Cells: []documents.Cell{{Text: total, Span: 7, Style: documents.TextStyle{Align: documents.Right}}}}
	t.Groups = []documents.Group{g}
	return t.Compact()
}

func sceneRow(st Strip) documents.Row {
	if st.Banner != "" {
		name := st.Banner
		if st.Minutes > 0 {
			name += fmt.Sprintf(" (%d min)", st.Minutes)
		}
		return documents.Row{Banner: true, Fill: banner, Style: documents.TextStyle{Bold: true}, Cells: text(name)}
	}
	set := strings.Join(filled(st.IntExt, st.Set), " ")
	if len(st.Flags) > 0 {
		set += " · " + strings.ToUpper(strings.Join(st.Flags, ", "))
	}
	return documents.Row{Fill: colour(st.Colour), Cells: []documents.Cell{
		strong(st.Scene), {Text: set, Note: st.Synopsis, Style: documents.TextStyle{Bold: true}}, documents.Text(st.Time), documents.Text(st.StoryDay),
		documents.Number(st.Length.String(), st.Length.Pages()), documents.Text(strings.Join(st.Cast, ", ")), documents.Text(st.Place),
	}}
}

func (s Sheet) placeTable() documents.Table {
	t := documents.Table{Name: "Places", Size: 8, Columns: []documents.Column{{Title: "Location", Width: documents.Fixed(160)}, {Title: "Address"}}}
	var g documents.Group
	for _, p := range s.Places {
		g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{strong(p.Name), documents.Text(orDash(p.Address))}})
	}
	t.Groups = []documents.Group{g}
	return t
}

func (s Sheet) castTable() documents.Table {
	clock := func(title string) documents.Column {
		return documents.Column{Title: title, Width: documents.Content(56), Align: documents.Centre}
	}
	t := documents.Table{Name: "Cast", Size: 8, Columns: []documents.Column{
		{Title: "No.", Width: documents.Content(40), Align: documents.Right}, {Title: "Cast"}, {Title: "Character"},
		{Title: "", Width: documents.Content(44), Align: documents.Centre}, clock("Pick-up"), clock("Call"), clock("Make-up"), clock("Costume"), clock("Rehearse"), clock("On set"),
		{Title: "Note", Width: documents.Share(1.2)},
	}}
	var g documents.Group
	for _, r := range s.Cast {
		row := documents.Row{Cells: text(r.Number, orDash(r.Actor), r.Character, r.Code, r.Pickup, r.Call, r.Makeup, r.Costume, r.Rehearsal, r.Set, r.Note)}
		row.Cells[1].Style.Bold = true
		row.Cells[9].Style.Bold = true
		g.Rows = append(g.Rows, row)
	}
	t.Groups = []documents.Group{g}
	return t.Compact()
}

func (s Sheet) backgroundTable() documents.Table {
	t := documents.Table{Name: "Background", Size: 8, Columns: []documents.Column{
		{Title: "Background and stand-ins"}, {Title: "Number", Width: documents.Fixed(48), Align: documents.Right}, {Title: "Call", Width: documents.Fixed(48), Align: documents.Centre},
		{Title: "On set", Width: documents.Fixed(48), Align: documents.Centre}, {Title: "Report to"}, {Title: "Note"},
	}}
	var g documents.Group
	for _, r := range s.Background {
		g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{strong(r.What), documents.Count(r.Count), documents.Text(r.Call), documents.Text(r.Set), documents.Text(r.Place), documents.Text(r.Note)}})
	}
	t.Groups = []documents.Group{g}
	return t.Compact()
}

func (s Sheet) departmentTable() documents.Table {
	t := documents.Table{Name: "Requirements", Size: 8, Columns: []documents.Column{
		{Title: "Department", Width: documents.Fixed(104)}, {Title: "Call", Width: documents.Fixed(44), Align: documents.Centre}, {Title: "Requirements of the day"},
	}}
	var g documents.Group
	for _, d := range s.Departments {
		g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{strong(d.Name), documents.Text(d.Call), documents.Text(d.Needs)}})
	}
	t.Groups = []documents.Group{g}
	return t.Compact()
}

func (s Sheet) advanceTable() documents.Table {
	t := documents.Table{Name: "Advance", Size: 7.5, Columns: []documents.Column{
		{Title: "Advance", Width: documents.Content(52), Align: documents.Right}, {Title: "", Width: documents.Share(3)}, {Title: "D/N", Width: documents.Content(58)},
		{Title: "Pages", Width: documents.Content(40), Align: documents.Right}, {Title: "Cast", Width: documents.Share(1)}, {Title: "Place", Width: documents.Share(1)},
	}}
	for _, a := range s.Advance {
		g := documents.Group{Title: a.Title + " · " + pagesWord(a.Pages)}
		for _, st := range a.Strips {
			if st.Banner != "" {
				g.Rows = append(g.Rows, sceneRow(st))
				continue
			}
			g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{
				strong(st.Scene), documents.Text(strings.Join(filled(st.IntExt, st.Set), " ")), documents.Text(st.Time),
				documents.Number(st.Length.String(), st.Length.Pages()), documents.Text(strings.Join(st.Cast, ", ")), documents.Text(st.Place),
			}})
		}
		t.Groups = append(t.Groups, g)
	}
	return t
}

func (s Sheet) crewTable() documents.Table {
	t := documents.Table{Name: "Crew", Size: 8, Columns: []documents.Column{
		{Title: "Crew", Width: documents.Share(1)}, {Title: "Name", Width: documents.Share(1)}, {Title: "Phone", Width: documents.Content(110)}, {Title: "Call", Width: documents.Content(52), Align: documents.Centre},
	}}
	for _, c := range s.Crew {
		g := documents.Group{Title: c.Name}
		for _, r := range c.Rows {
			g.Rows = append(g.Rows, documents.Row{Cells: text(r.Role, r.Name, r.Phone, r.Call)})
		}
		t.Groups = append(t.Groups, g)
	}
	return t.Compact()
}

// pagesWord is a length in words: "1 page", "1 3/8 pages".
func pagesWord(length string) string {
	if length == "1" {
		return "1 page"
	}
	return length + " pages"
}
