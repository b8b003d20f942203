package takes

import (
	"fmt"
	"strings"
	"time"

	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// describeRoll is the camera or sound report of a card as paper.
func describeRoll(v graph.View, roll graph.ID) (documents.Document, error) {
	r, err := ReportOf(v, roll)
	if err != nil {
		return documents.Document{}, err
	}
	return r.Document(), nil
}

// Document describes the report as paper.
func (r RollReport) Document() documents.Document {
	title, table := "Camera Report", r.cameraTable()
	if r.Type == "sound" {
		title, table = "Sound Report", r.soundTable()
	}
	doc := documents.Document{Size: paperSize(r.letter).Landscape(), Meta: documents.Meta{
		Production: r.Production, Title: title, Subtitle: "Roll " + r.Roll, Notice: "Confidential.", Language: r.language,
	}}
	device := "Camera " + r.Camera
	if r.Type == "sound" {
		device = "Sound"
	}
	date := ""
	if !r.Date.IsZero() {
		date = r.Date.Format("Monday 2 January 2006")
	}
	day := ""
	if r.Day > 0 {
		day = fmt.Sprint(r.Day)
	}
	doc.Blocks = append(doc.Blocks,
		documents.Grid{Columns: 4, Pairs: pairs("Roll", r.Roll, "Device", device, "Date", date, "Day", day, "Unit", r.Unit, "Status", words(r.Status), "Run", clockLength(r.LengthMS))},
		table)
	if len(r.Findings) > 0 {
		doc.Blocks = append(doc.Blocks, documents.Heading{Level: 2, Text: "What does not agree"})
		for _, f := range r.Findings {
			doc.Blocks = append(doc.Blocks, documents.Paragraph{Text: f})
		}
	}
	return doc
}

func paperSize(letter bool) documents.Size {
	if letter {
		return documents.Letter
	}
	return documents.A4
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

func words(s string) string { return strings.ReplaceAll(s, "_", " ") }

// clockLength is a length as people say it: 1:05, 1:02:05.
func clockLength(ms int64) string {
	if ms <= 0 {
		return ""
	}
	d := time.Duration(ms) * time.Millisecond
	h, m, s := int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60
	if h > 0 {
		return fmt.Sprintf("%d:%02d:%02d", h, m, s)
	}
	return fmt.Sprintf("%d:%02d", m, s)
}

// verdict is what became of a take, in words: "circled", "NG, laugh", "hold".
func verdict(status, reason string, circled, complete bool) string {
	out := words(status)
	switch {
	case circled:
		out = "CIRCLED"
	case status == "no_good":
		out = "NG"
	}
	if reason != "" {
		out += ", " + words(reason)
	}
	if complete {
		out = strings.TrimPrefix(out+", complete", ", ")
	}
	return out
}

var circledFill = documents.RGB(255, 243, 196)

func (r RollReport) cameraTable() documents.Table {
	t := documents.Table{Name: "Takes", Size: 8, Columns: []documents.Column{
		{Title: "Clip", Width: documents.Content(150)}, {Title: "Slate", Width: documents.Content(52), Align: documents.Right}, {Title: "Take", Width: documents.Content(40), Align: documents.Right},
		{Title: "", Width: documents.Content(84)}, {Title: "Time", Width: documents.Content(56)}, {Title: "Timecode", Width: documents.Content(76)}, {Title: "Length", Width: documents.Content(44), Align: documents.Right},
		{Title: "Lens", Width: documents.Content(90)}, {Title: "T", Width: documents.Content(32), Align: documents.Right}, {Title: "EI", Width: documents.Content(36), Align: documents.Right},
		{Title: "WB", Width: documents.Content(44), Align: documents.Right}, {Title: "Shutter", Width: documents.Content(44), Align: documents.Right}, {Title: "fps", Width: documents.Content(40), Align: documents.Right},
		{Title: "Filters", Width: documents.Content(64)}, {Title: "Height, tilt, focus", Width: documents.Content(96)}, {Title: "Note", Width: documents.Share(1)},
	}}
	var g documents.Group
	for _, l := range r.Lines {
		c := l.Camera
		row := documents.Row{Cells: cells(
			clipText(l), l.Slate, l.Take, verdict(l.Status, l.Reason, l.Circled, false), l.Time, l.Timecode, clockLength(l.LengthMS),
			lensText(c), stopText(c), number(int64(c.ISO)), unit(c.WhiteBalanceK, 1, " K"), unit(c.ShutterTenthDeg, 10, "°"), c.SensorRate, c.Filters, placeText(c), noteText(l),
		)}
		row.Cells[1].Style.Bold, row.Cells[2].Style.Bold = true, true
		if l.Circled {
			row.Fill = circledFill
		}
		g.Rows = append(g.Rows, row)
	}
	t.Groups = []documents.Group{g}
	return t.Compact()
}

func (r RollReport) soundTable() documents.Table {
	t := documents.Table{Name: "Takes", Size: 8, Columns: []documents.Column{
		{Title: "File", Width: documents.Content(170)}, {Title: "Slate", Width: documents.Content(52), Align: documents.Right}, {Title: "Take", Width: documents.Content(40), Align: documents.Right},
		{Title: "", Width: documents.Content(90)}, {Title: "Time", Width: documents.Content(56)}, {Title: "Timecode", Width: documents.Content(76)}, {Title: "Length", Width: documents.Content(44), Align: documents.Right},
		{Title: "Recorder says", Width: documents.Content(90)}, {Title: "Tracks", Width: documents.Share(1)}, {Title: "Note", Width: documents.Share(1)},
	}}
	var g documents.Group
	for _, l := range r.Lines {
		row := documents.Row{Cells: cells(clipText(l), l.Slate, l.Take, verdict(l.Status, l.Reason, l.Circled, false), l.Time, l.Timecode, clockLength(l.LengthMS), l.Said, strings.Join(l.Camera.Tracks, ", "), l.Note)}
		row.Cells[1].Style.Bold, row.Cells[2].Style.Bold = true, true
		if l.Circled {
			row.Fill = circledFill
		}
		g.Rows = append(g.Rows, row)
	}
	t.Groups = []documents.Group{g}
	return t.Compact()
}

func cells(list ...string) []documents.Cell {
	out := make([]documents.Cell, len(list))
	for i, s := range list {
		out[i] = documents.Text(s)
	}
	return out
}

// clipText marks a name that was predicted and has no file yet.
func clipText(l ReportLine) string {
	if l.Clip != "" && !l.File {
		return l.Clip + " …"
	}
	return l.Clip
}

func noteText(l ReportLine) string {
	if l.Said != "" {
		return strings.Join(filled("file says "+l.Said, l.Note), "; ")
	}
	return l.Note
}

func unit(n, of int, word string) string {
	if n == 0 {
		return ""
	}
	return parts(n, of) + word
}

// lensText is a lens as it is said: "32 mm", "Cooke S4 32 mm".
func lensText(c RecordingRow) string {
	return strings.Join(filled(c.Lens, unit(c.FocalTenthMM, 10, " mm")), " ")
}

func stopText(c RecordingRow) string {
	if c.TStopHundredths == 0 {
		return ""
	}
	return parts(c.TStopHundredths, 100)
}

func placeText(c RecordingRow) string {
	return strings.Join(filled(unit(c.HeightMM, 1000, " m"), unit(c.TiltTenthDeg, 10, "°"), unit(c.FocusMM, 1000, " m")), ", ")
}

// describeDay is the editor's log of a day.
func (s *service) describeDay(v graph.View, on graph.ID) (documents.Document, error) {
	l, err := Read(v, s.boards, on)
	if err != nil {
		return documents.Document{}, err
	}
	d, err := openDay(v, on)
	if err != nil {
		return documents.Document{}, err
	}
	p := l.Progress
	letter := d.unit.Country == "US" || d.unit.Country == "CA" || d.unit.Country == "MX"
	title := l.Date.Format("Monday 2 January 2006")
	if l.Number > 0 {
		title = fmt.Sprintf("Day %d, %s", l.Number, title)
	}
	doc := documents.Document{Size: paperSize(letter).Landscape(), Meta: documents.Meta{
		Production: production.NameOf(v), Title: "Editor's Log", Subtitle: strings.Join(filled(l.Unit, title), ", "), Notice: "Confidential.", Language: d.unit.Language,
	}}
	doc.Blocks = append(doc.Blocks, documents.Grid{Columns: 4, Pairs: pairs(
		"Scenes", fmt.Sprint(p.Scenes), "Setups", fmt.Sprint(p.Setups), "Takes", fmt.Sprint(p.Takes), "Circled", fmt.Sprint(p.Circled),
		"Run", clockLength(p.RunMS), "Circled run", clockLength(p.PrintMS), "First take", d.time(p.FirstMS), "Last cut", d.time(p.LastMS), "Not slated", strings.Join(p.NotSlated, ", "),
	)}, l.table(d))
	return doc, nil
}

func (d day) time(ms int64) string {
	if ms == 0 {
		return ""
	}
	return time.UnixMilli(ms).In(d.zone).Format("15:04:05")
}

func (l Log) table(d day) documents.Table {
	t := documents.Table{Name: "Takes", Size: 8, Columns: []documents.Column{
		{Title: "Take", Width: documents.Content(44), Align: documents.Right}, {Title: "", Width: documents.Content(110)}, {Title: "Time", Width: documents.Content(56)},
		{Title: "Length", Width: documents.Content(44), Align: documents.Right}, {Title: "Pictures", Width: documents.Share(1.1)}, {Title: "Sound", Width: documents.Share(0.8)}, {Title: "Note", Width: documents.Share(1.6)},
	}}
	for _, s := range l.Setups {
		g := documents.Group{Title: strings.Join(filled("Slate "+s.Slate, "scene "+s.SceneNumber, words(s.Type), s.Description), " · ")}
		for _, k := range s.Takes {
			pictures, sound := k.files()
			row := documents.Row{Cells: cells(fmt.Sprintf("%d%s", k.Number, k.Suffix), verdict(k.Status, k.NGReason, k.Circled, k.Complete), d.time(k.AtMS), clockLength(k.LengthMS),
				strings.Join(pictures, ", "), strings.Join(sound, ", "), k.Note)}
			row.Cells[0].Style.Bold = true
			if k.Circled {
				row.Fill = circledFill
			}
			g.Rows = append(g.Rows, row)
		}
		t.Groups = append(t.Groups, g)
	}
	return t.Compact()
}

// files are the pictures and the sound of a take: files that are there, else what the log expects.
func (t TakeRow) files() (pictures, sound []string) {
	for _, c := range t.Cameras {
		var names []string
		for _, f := range t.Clips {
			if f.Camera == c.Camera {
				names = append(names, f.Name)
			}
		}
		if len(names) == 0 {
			names = filled(or(c.ClipName, c.RollName))
		}
		if c.Camera == Sound {
			sound = append(sound, names...)
		} else {
			pictures = append(pictures, names...)
		}
	}
	return pictures, sound
}
