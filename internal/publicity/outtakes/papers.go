package outtakes

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"backlot/film/timeline/lists"
	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
	"backlot/internal/core/web"
)

// words say on paper why something is not clear.
var words = map[string]string{
	"nothing": "nothing signed", "needed": "still to be asked", "asked": "asked, not signed", "quoted": "quoted, not signed", "agreed": "agreed, not signed",
	"refused": "refused", "expired": "expired", "revoked": "revoked", "void": "void", "not_yet": "not in force yet",
	"other_use": "signed, but not for outtakes", "guardian": "the guardian has not signed for outtakes",
	"sync": "no licence for the song", "master": "no licence for the recording",
}

// sentence is a need that is not met, for errors and papers.
func sentence(n Need) string { return subject(n) + ", " + words[n.Why] }

// subject is who or what a need is about.
func subject(n Need) string {
	switch n.Type {
	case "performer", "child":
		return n.Name + " as " + n.Part
	case "unknown":
		return n.Name + " (nobody known)"
	}
	return n.Name
}

func status(n Need) string {
	switch n.State {
	case Clear:
		return "cleared"
	case Missing:
		return words[n.Why]
	}
	return "not shown to you"
}

// describe is the list that goes round: the reel in its order, or while it is empty every candidate, with who and what each
// shows.
func (s *service) describe(v graph.View) (documents.Document, error) {
	r, err := s.read(context.Background(), v)
	if err != nil {
		return documents.Document{}, err
	}
	t := documents.Table{Name: "Clearances", Columns: []documents.Column{{Title: "Who or what", Width: documents.Share(3)}, {Title: "Kind", Width: documents.Content(80)},
		{Title: "Stands", Width: documents.Share(2)}}}
	for _, row := range r.listed() {
		g := documents.Group{Title: strings.TrimSpace(row.Slate + "  " + row.Reason + "  " + row.Note), Bookmark: true}
		for _, n := range row.Needs {
			g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{documents.Text(subject(n)), documents.Text(n.Type), documents.Text(status(n))}})
		}
		if len(row.Needs) == 0 {
			g.Rows = append(g.Rows, documents.Row{Cells: []documents.Cell{documents.Text("Nobody and nothing that needs leave"), documents.Text(""), documents.Text("")}})
		}
		t.Groups = append(t.Groups, g)
	}
	doc := documents.Document{Meta: documents.Meta{Title: "Clearances of the gag reel"}}
	if len(t.Groups) == 0 {
		doc.Blocks = []documents.Block{documents.Paragraph{Text: "No take has gone wrong in a way that makes an outtake, as far as you may know."}}
		return doc, nil
	}
	doc.Blocks = []documents.Block{t}
	return doc, nil
}

// listed are the takes of the reel in its order, or all candidates while it is empty.
func (r *reading) listed() []Row {
	page := r.page()
	if len(page.Reel) == 0 {
		return page.Rows
	}
	var out []Row
	done := map[graph.ID]bool{}
	for _, p := range page.Reel {
		for _, row := range page.Rows {
			if row.Take == p.Take && !done[row.Take] {
				done[row.Take] = true
				out = append(out, row)
			}
		}
	}
	return out
}

// list is the same for a spreadsheet: a line for everyone and everything in each take.
func (s *service) list(ctx context.Context, v graph.View, _ struct{}) (web.Document, error) {
	r, err := s.read(ctx, v)
	if err != nil {
		return web.Document{}, err
	}
	t := lists.Table{Columns: []string{"slate", "scene", "reason", "note", "clips", "who or what", "part", "kind", "state", "why"}}
	for _, row := range r.listed() {
		var clips []string
		for _, c := range row.Clips {
			clips = append(clips, fmt.Sprintf("%s %d+%d", c.Name, c.Frame, c.Length))
		}
		needs := row.Needs
		if len(needs) == 0 {
			needs = []Need{{}} // the take has its line all the same
		}
		for _, n := range needs {
			t.Rows = append(t.Rows, []string{row.Slate, row.Number, row.Reason, row.Note, strings.Join(clips, " "), n.Name, n.Part, n.Type, string(n.State), words[n.Why]})
		}
	}
	var b bytes.Buffer
	err = t.CSV(&b)
	return web.Document{Name: "outtakes.csv", Type: "text/csv; charset=utf-8", Body: b.Bytes()}, err
}
