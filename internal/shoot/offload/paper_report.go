package offload

import (
	"encoding/csv"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"time"

	"backlot/film/offload"
	"backlot/internal/core/documents"
)

// ReportPaper is the report a DIT hands in with the disks.
func ReportPaper(r *offload.Report) documents.Document {
	state := "COMPLETE"
	if !r.Good() {
		state = "NOT COMPLETE"
	}
	may := "May be formatted: yes. Three verified copies on two kinds of media, one of them elsewhere."
	if !r.Verdict.Safe {
		may = "May be formatted: NO. Wanting: " + strings.Join(r.Verdict.Wanting, "; ") + "."
	}
	blocks := []documents.Block{
		documents.Grid{Columns: 3, Pairs: []documents.Pair{
			{Label: "Card", Value: r.Card}, {Label: "Files", Value: fmt.Sprintf("%d, %s", len(r.Files), offload.Size(r.Bytes))}, {Label: "State", Value: state},
			{Label: "Begun", Value: r.Started.Format("2006-01-02 15:04:05 -07:00")}, {Label: "Took", Value: took(r)}, {Label: "Machine", Value: r.Host},
		}},
		documents.Paragraph{Text: may, Style: documents.TextStyle{Bold: true}},
		documents.Heading{Level: 1, Text: "Copies"}, copiesTable(r),
	}
	if r.Stopped != "" {
		blocks = append(blocks, documents.Paragraph{Text: "Stopped: " + r.Stopped, Style: documents.TextStyle{Bold: true}})
	}
	if len(r.Findings) > 0 {
		blocks = append(blocks, documents.Heading{Level: 1, Text: "What was found"}, findingsTable(r))
	}
	blocks = append(blocks, documents.Heading{Level: 1, Text: "Files"}, filesTable(r))
	return documents.Document{Meta: documents.Meta{Production: r.Card, Title: "Offload report", Subtitle: r.Source, Created: r.Finished}, Size: documents.A4, Blocks: blocks}
}

func took(r *offload.Report) string {
	d := r.Finished.Sub(r.Started)
	if d < time.Second {
		return "less than a second"
	}
	return fmt.Sprintf("%s, %s/s", d.Round(time.Second), offload.Size(int64(float64(r.Bytes)/d.Seconds())))
}

func copiesTable(r *offload.Report) documents.Table {
	t := documents.Table{Name: "Copies", Columns: []documents.Column{{Title: "", Width: documents.Fixed(16)}, {Title: "Folder", Width: documents.Share(3)},
		{Title: "Media, place", Width: documents.Share(1)}, {Title: "Files verified", Width: documents.Content(80)}, {Title: "How", Width: documents.Share(2)}}}
	var g documents.Group
	for i, c := range r.Copies {
		how := "not verified"
		if v := ReadBackWords(c.Verification); v != "" {
			how = v
		}
		cells := []documents.Cell{documents.Text(strconv.Itoa(i + 1)), {Text: c.Path, Note: generationNote(c)}, {Text: c.Media, Note: c.Site},
			documents.Text(fmt.Sprintf("%d of %d", c.Verified, len(r.Files))), {Text: how, Note: c.FileSystem}}
		g.Rows = append(g.Rows, documents.Row{Cells: cells, Style: documents.TextStyle{Bold: !c.Complete}})
	}
	t.Groups = []documents.Group{g}
	return t
}

func generationNote(c offload.CopyReport) string {
	if c.Generation == "" {
		return ""
	}
	return "ascmhl/" + c.Generation
}

func findingsTable(r *offload.Report) documents.Table {
	t := documents.Table{Name: "Findings", Columns: []documents.Column{{Title: "", Width: documents.Content(50)}, {Title: "File", Width: documents.Share(2)}, {Title: "What", Width: documents.Share(3)}}}
	var g documents.Group
	for _, f := range r.Findings {
		g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{documents.Text(string(f.Severity)), {Text: f.Path, Note: f.Destination}, documents.Text(f.Message)},
			Style: documents.TextStyle{Bold: f.Severity == offload.Fault}})
	}
	t.Groups = []documents.Group{g}
	return t
}

// filesTable lists the files by folder.
func filesTable(r *offload.Report) documents.Table {
	columns := []documents.Column{{Title: "File", Width: documents.Share(3)}, {Title: "Bytes", Width: documents.Content(80), Align: documents.Right}}
	for _, f := range r.Formats {
		columns = append(columns, documents.Column{Title: string(f), Width: documents.Share(3)})
	}
	for i := range r.Copies {
		columns = append(columns, documents.Column{Title: "Copy " + strconv.Itoa(i+1), Width: documents.Content(48)})
	}
	t := documents.Table{Name: "Files", Columns: columns, Size: 7.5}
	folder := map[string]int{}
	for _, f := range r.Files {
		dir := path.Dir(f.Path)
		if dir == "." {
			dir = r.Card
		}
		at, ok := folder[dir]
		if !ok {
			at = len(t.Groups)
			folder[dir] = at
			t.Groups = append(t.Groups, documents.Group{Title: dir, Bookmark: true})
		}
		t.Groups[at].Rows = append(t.Groups[at].Rows, fileRow(r, f))
	}
	return t
}

func fileRow(r *offload.Report, f offload.FileReport) documents.Row {
	row := documents.Row{Cells: []documents.Cell{{Text: path.Base(f.Path), Note: clipNote(f.Clip)}, documents.Number(strconv.FormatInt(f.Size, 10), float64(f.Size))}}
	for _, format := range r.Formats {
		row.Cells = append(row.Cells, documents.Text(f.Sums[format]))
	}
	for _, s := range f.Copies {
		row.Cells = append(row.Cells, documents.Text(string(s)))
		if s == offload.Missing {
			row.Style.Bold = true
		}
	}
	return row
}

func clipNote(c *offload.Clip) string {
	if c == nil {
		return ""
	}
	var parts []string
	for _, s := range []string{c.Format, c.Rate, c.Timecode, c.Camera, c.Lens, c.Note} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

// WriteCSV writes a line per file of a report: where it is, what it is, and how it stands on each copy.
func WriteCSV(to io.Writer, r *offload.Report) error {
	w := csv.NewWriter(to)
	head := []string{"card", "path", "bytes", "modified"}
	for _, format := range r.Formats {
		head = append(head, string(format))
	}
	for _, c := range r.Copies {
		head = append(head, c.Path)
	}
	lines := [][]string{head}
	for _, x := range r.Files {
		line := []string{r.Card, x.Path, strconv.FormatInt(x.Size, 10), x.Modified.UTC().Format(time.RFC3339)}
		for _, format := range r.Formats {
			line = append(line, x.Sums[format])
		}
		for _, s := range x.Copies {
			line = append(line, string(s))
		}
		lines = append(lines, line)
	}
	return w.WriteAll(lines)
}

// ReadBackWords says in what way a copy was verified; "" when it was not.
func ReadBackWords(v offload.Verification) string {
	switch v {
	case offload.Direct:
		return "read back from the disk"
	case offload.Evicted:
		return "read back after the system was asked to drop its cache"
	case offload.Memory:
		return "in memory: there is no disk to read back from"
	}
	return ""
}
