package dailies

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"strings"

	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/film/timeline"
	"backlot/film/timeline/cutfile"
	"backlot/film/timeline/lists"
	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
	"backlot/internal/core/notes"
	"backlot/internal/core/production"
	"backlot/internal/core/slice"
	"backlot/internal/core/web"
)

func (s *service) papers() []slice.Document {
	all := []documents.Format{documents.AsPDF, documents.AsHTML, documents.AsXLSX}
	return []slice.Document{
		{Name: "dailies-notes", Title: "Notes on dailies", Right: readRight, Subject: "shoot_day", Formats: all, Describe: s.describeNotes},
	}
}

// noteLine is a note with the place it stands at, for lists.
type noteLine struct {
	slate, clip, code, by, text, kind, status string
	row                                       NoteRow
}

// noteLines lists the notes of a day, or of everything for the zero day, in the order of
// the story. ctx must be that of a route, or Background for papers that are only drawn.
func (c *screening) noteLines(ctx context.Context, day graph.ID) []noteLine {
	var out []noteLine
	for _, it := range c.items() {
		if !day.IsZero() && it.day != day {
			continue
		}
		for _, n := range notesOn(ctx, c.v, it.id) {
			out = append(out, noteLine{slate: slateName(it), clip: it.clip.Name, code: codeAt(it.clip, n.Frame), by: n.By, text: n.Text, kind: n.Type, status: n.Status, row: n})
		}
	}
	return out
}

func slateName(it item) string {
	if !it.known {
		return ""
	}
	return strings.TrimSpace(fmt.Sprintf("%s T%d%s", it.slate.Setup.Slate, it.slate.Take.Number, it.slate.Take.Suffix))
}

// codeAt is the timecode of a frame of a clip; frames where the clip has no rate.
func codeAt(c production.Clip, frame int64) string {
	b, err := timecode.Of(c.Rate, c.DropFrame)
	if err != nil {
		return fmt.Sprint(frame)
	}
	return b.Format((c.TimecodeStartFrames + frame) % b.Day())
}

func (s *service) describeNotes(v graph.View, day graph.ID) (documents.Document, error) {
	c, err := s.screen(context.Background(), v)
	if err != nil {
		return documents.Document{}, err
	}
	t := documents.Table{Name: "Notes", Columns: []documents.Column{
		{Title: "Slate", Width: documents.Content(70)}, {Title: "Timecode", Width: documents.Content(80)}, {Title: "Frame", Width: documents.Content(40), Align: documents.Right},
		{Title: "By", Width: documents.Content(90)}, {Title: "Kind", Width: documents.Content(60)}, {Title: "Note", Width: documents.Share(3)}, {Title: "Status", Width: documents.Content(50)}}}
	var group *documents.Group
	last := ""
	for _, l := range c.noteLines(context.Background(), day) {
		if group == nil || l.clip != last {
			t.Groups = append(t.Groups, documents.Group{Title: strings.TrimSpace(l.slate + "  " + l.clip), Bookmark: true})
			group, last = &t.Groups[len(t.Groups)-1], l.clip
		}
		text := l.text
		if l.row.Drawing != "" {
			text = strings.TrimSpace(text + " [drawing]")
		}
		group.Rows = append(group.Rows, documents.Row{Cells: []documents.Cell{documents.Text(l.slate), documents.Text(l.code),
			documents.Number(fmt.Sprint(l.row.Frame), float64(l.row.Frame)), documents.Text(l.by), documents.Text(l.kind),
			{Text: text, Note: answers(l.row.Replies)}, documents.Text(l.status)}})
	}
	doc := documents.Document{Meta: documents.Meta{Title: "Notes on dailies", Subtitle: v.Label(day)}}
	if len(t.Groups) == 0 {
		doc.Blocks = []documents.Block{documents.Paragraph{Text: "Nobody has written a note on this footage that you may read."}}
		return doc, nil
	}
	doc.Blocks = []documents.Block{t}
	return doc, nil
}

func answers(list []notes.Reply) string {
	var out []string
	for _, r := range list {
		out = append(out, strings.TrimSpace(r.By+": "+r.Text))
	}
	return strings.Join(out, "\n")
}

func (s *service) listRoutes(m *web.Mux) {
	web.File(m, "GET "+base+"/notes", readRight, s.noteFile, web.Fresh(), web.Summary("Notes of a day as a table, or as markers for a cutting program"))
}

type noteFileIn struct {
	Day    graph.ID `query:"day" kind:"shoot_day" doc:"Left out: all footage"`
	Format string   `query:"format" enum:"csv,otio,fcp7" doc:"csv when left out"`
}

// noteFile gives notes to spreadsheets (csv) and, as markers on the clips, to cutting
// programs (otio, fcp7).
func (s *service) noteFile(ctx context.Context, v graph.View, in noteFileIn) (web.Document, error) {
	c, err := s.screen(ctx, v)
	if err != nil {
		return web.Document{}, err
	}
	var b bytes.Buffer
	switch in.Format {
	case "otio", "fcp7":
		_, err := cutfile.Write(&b, c.marked(ctx, in.Day), cutfile.Format(in.Format), cutfile.Options{})
		name, kind := "dailies-notes.otio", "application/json"
		if in.Format == "fcp7" {
			name, kind = "dailies-notes.xml", "application/xml"
		}
		return web.Document{Name: name, Type: kind, Body: b.Bytes()}, err
	}
	t := lists.Table{Columns: []string{"slate", "clip", "timecode", "frame", "frames", "by", "kind", "note", "status", "answers"}}
	for _, l := range c.noteLines(ctx, in.Day) {
		t.Rows = append(t.Rows, []string{l.slate, l.clip, l.code, fmt.Sprint(l.row.Frame), fmt.Sprint(max(l.row.Length, 1)), l.by, l.kind, l.text, l.status, answers(l.row.Replies)})
	}
	err = t.CSV(&b)
	return web.Document{Name: "dailies-notes.csv", Type: "text/csv; charset=utf-8", Body: b.Bytes()}, err
}

// marked is a timeline of the clips that have notes, one after another in the order of
// the story, with the notes as markers on them.
func (c *screening) marked(ctx context.Context, day graph.ID) *timeline.Node {
	root := timeline.New("Notes on dailies")
	track := root.AddTrack("V1", "Video")
	for _, it := range c.items() {
		if !day.IsZero() && it.day != day || it.clip.LengthFrames == 0 {
			continue
		}
		list := notesOn(ctx, c.v, it.id)
		if len(list) == 0 {
			continue
		}
		r, start := it.clip.Rate, it.clip.TimecodeStartFrames
		n := &timeline.Node{Kind: timeline.Clip, Name: it.clip.Name, Source: timeline.Between(start, start+it.clip.LengthFrames, r)}
		n.Show(timeline.Media{Schema: timeline.ExternalReference, Name: it.clip.Name, URL: it.clip.Name, Available: timeline.Between(start, start+it.clip.LengthFrames, r)})
		for _, note := range list {
			at := start + note.Frame
			n.Markers = append(n.Markers, &timeline.Marker{Name: note.By, Comment: cmp.Or(note.Text, "drawing"), Color: markColour(note), Range: frames(at, max(note.Length, 1), r)})
		}
		track.Children = append(track.Children, n)
	}
	return root
}

func frames(at, length int64, r rate.Rate) timeline.Range { return *timeline.Between(at, at+length, r) }

func markColour(n NoteRow) string {
	if n.Status == "done" {
		return "GREEN"
	}
	return "YELLOW"
}
