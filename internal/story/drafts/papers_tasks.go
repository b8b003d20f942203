package drafts

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"

	"backlot/film/screenplay/compare"
	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
)

// departmentNames are the departments of a comparison as a crew list has them.
var departmentNames = map[compare.Department]string{
	compare.Production: "Production", compare.AssistantDirectors: "Assistant directors", compare.Casting: "Casting", compare.Actors: "Cast", compare.Background: "Background",
	compare.Locations: "Locations", compare.Art: "Art and set dressing", compare.Greens: "Greens", compare.Props: "Property", compare.Wardrobe: "Costume",
	compare.MakeupHair: "Make-up and hair", compare.Vehicles: "Vehicles", compare.Animals: "Animals", compare.Stunts: "Stunts", compare.SpecialEffects: "Special effects",
	compare.VisualEffects: "Visual effects", compare.Camera: "Camera", compare.Lighting: "Electric", compare.Sound: "Sound", compare.Music: "Music",
	compare.Security: "Security", compare.ScriptSupervisor: "Script supervision",
}

var severityNames = map[compare.Severity]string{compare.Must: "Must", compare.Warn: "Check", compare.Note: "Know"}

// describeTasks is what a draft asks of every department, each from a new page.
func describeTasks(v graph.View, draft graph.ID) (documents.Document, error) {
	p, err := pairOf(v, graph.ID{}, draft)
	if err != nil {
		return documents.Document{}, err
	}
	return p.taskPaper(""), nil
}

// taskPaper is the list of one department, or of all when only is "".
func (p pair) taskPaper(only compare.Department) documents.Document {
	tasks := p.tasks()
	meta := p.after.meta(p.v, "Revision: what to do")
	meta.Subtitle = p.names()
	if only != "" {
		meta.Title = "Revision: " + departmentNames[only]
	}
	doc := documents.Document{Meta: meta, Size: p.after.size(), Blocks: []documents.Block{taskSummary(tasks, only)}}
	for i, c := range tasks.Departments {
		if only != "" && c.Department != only {
			continue
		}
		if only == "" && i > 0 {
			doc.Blocks = append(doc.Blocks, documents.PageBreak{})
		}
		doc.Blocks = append(doc.Blocks, documents.Heading{Level: 1, Text: departmentNames[c.Department]}, taskTable(tasks, c.Department))
	}
	if len(doc.Blocks) == 1 {
		doc.Blocks = append(doc.Blocks, documents.Paragraph{Text: "This draft asks for nothing."})
	}
	return doc
}

func taskSummary(t Tasks, only compare.Department) documents.Block {
	if only != "" {
		for _, c := range t.Departments {
			if c.Department == only {
				return documents.Grid{Columns: 3, Pairs: []documents.Pair{{Label: "Open", Value: fmt.Sprint(c.Open)}, {Label: "Of them must", Value: fmt.Sprint(c.Must)}, {Label: "Answered", Value: fmt.Sprint(c.Done)}}}
			}
		}
	}
	table := documents.Table{Name: "Departments", Columns: []documents.Column{{Title: "Department", Width: documents.Share(2)},
		{Title: "Open", Width: documents.Fixed(60), Align: documents.Right}, {Title: "Of them must", Width: documents.Fixed(80), Align: documents.Right}, {Title: "Answered", Width: documents.Fixed(70), Align: documents.Right}}}
	var g documents.Group
	for _, c := range t.Departments {
		g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{bold(departmentNames[c.Department]), documents.Count(c.Open), documents.Count(c.Must), documents.Count(c.Done)}})
	}
	table.Groups = []documents.Group{g}
	return table
}

func taskTable(t Tasks, only compare.Department) documents.Table {
	table := documents.Table{Name: departmentNames[only], Columns: []documents.Column{
		{Title: "", Width: documents.Fixed(20)}, {Title: "Scene", Width: documents.Content(40), Align: documents.Right}, {Title: "", Width: documents.Content(40)},
		{Title: "What to do", Width: documents.Share(3)}, {Title: "Because the script says", Width: documents.Share(3)},
	}}
	var g documents.Group
	for _, row := range t.Tasks {
		if row.Department != only {
			continue
		}
		box := documents.Cell{Text: "[  ]"}
		if row.Status != "open" {
			box.Text = "[x]"
		}
		what := documents.Cell{Text: row.What, Note: strings.TrimSpace(row.Heading)}
		if row.Note != "" {
			what.Note = strings.TrimSpace(what.Note + "\n" + row.Note)
		}
		g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{box, bold(row.Number), documents.Text(severityNames[row.Severity]), what, {Text: reasons(row.Why), Style: documents.TextStyle{Small: true}}}})
	}
	table.Groups = []documents.Group{g}
	return table
}

// reasons are the words that caused a task, as they were and as they are.
func reasons(list []compare.Reason) string {
	var out []string
	for _, w := range list[:min(4, len(list))] {
		mark := "now: "
		if w.Draft == "before" {
			mark = "was: "
		}
		out = append(out, mark+"“"+w.Words+"”")
	}
	if more := len(list) - 4; more > 0 {
		out = append(out, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(out, "\n")
}

// taskCSV is the list as comma-separated values (RFC 4180), with a byte order mark
// so that spreadsheets read it as UTF-8.
func (p pair) taskCSV(only compare.Department) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("\ufeff")
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	rows := [][]string{{"Department", "Scene", "Heading", "How pressing", "What to do", "Was", "Now", "Words", "Status", "Note"}}
	for _, t := range p.tasks().Tasks {
		if only == "" || t.Department == only {
			rows = append(rows, []string{departmentNames[t.Department], t.Number, t.Heading, severityNames[t.Severity], t.What, t.Was, t.Now, reasons(t.Why), t.Status, t.Note})
		}
	}
	for _, r := range rows {
		for i := range r {
			r[i] = plainCell(r[i])
		}
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("write the list of tasks: %w", err)
	}
	return out.Bytes(), nil
}

// plainCell keeps a spreadsheet from reading words of the script as a formula.
func plainCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
