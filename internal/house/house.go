// Package house puts the program together: it is the only importer of slices.
//
// It holds their list, hands each what it wants from others, mounts their routes
// and documents, and carries the tests that keep the rules of the house.
package house

import (
	"context"
	"io"

	"backlot/internal/core/access"
	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/slice"
	"backlot/internal/core/volumes"
	"backlot/internal/core/web"
	"backlot/internal/planning/board"
	"backlot/internal/planning/calendars"
	"backlot/internal/planning/disruption"
	"backlot/internal/planning/planner"
	"backlot/internal/planning/rules"
	"backlot/internal/post/cut"
	"backlot/internal/post/dailies"
	"backlot/internal/publicity/outtakes"
	"backlot/internal/shoot/callsheet"
	"backlot/internal/shoot/offload"
	"backlot/internal/shoot/takes"
	"backlot/internal/story/adaptation"
	"backlot/internal/story/breakdown"
	"backlot/internal/story/drafts"
	"backlot/internal/story/room"
)

// Files is what slices keep files in.
type Files interface {
	Keep(ctx context.Context, r io.Reader) (id string, err error)
	Open(ctx context.Context, id string) (io.ReadCloser, error)
}

// Slices lists the departments' work in the order of the navigation.
func Slices(ids graph.IDs, files Files) []slice.Slice {
	return slicesOf(ids, files, desk{}, volumes.Set{})
}

func slicesOf(ids graph.IDs, files Files, d desk, footage volumes.Set) []slice.Slice {
	return []slice.Slice{
		drafts.Slice(ids, files, board.Schedule{}, d),
		breakdown.Slice(ids, drafts.CurrentScript),
		room.Slice(ids, board.Schedule{}),
		adaptation.Slice(ids, files),
		board.Slice(ids),
		planner.Slice(ids, plannerOf(), d),
		disruption.Slice(disruption.Wants{IDs: ids, Planner: plannerOf(), Boards: board.Schedule{}, Desk: d, Branches: d, Worlds: d,
			Papers: sheets{callsheet.NewIssued(board.Schedule{}, files)}, Files: files}),
		calendars.Slice(ids, board.Schedule{}),
		rules.Slice(ids, plans{board.Schedule{}, plannerOf()}),
		callsheet.Slice(ids, board.Schedule{}, files),
		offload.Slice(offload.Wants{IDs: ids, Desk: d, Files: files, Volumes: footage}),
		cut.Slice(cut.Wants{IDs: ids, Script: drafts.CurrentScript, Files: files, Desk: d, Footage: reels{footage}}),
		takes.Slice(ids, board.Schedule{}, currentDraft),
		dailies.Slice(dailies.Wants{IDs: ids, Files: files, Originals: footage, Desk: d}),
		outtakes.Slice(ids, d, nil),
	}
}

// reels is the footage that the cut makes reels of: found and guarded as dailies does.
type reels struct{ footage volumes.Set }

func (r reels) Original(v graph.View, clip production.Clip) (string, error) {
	return dailies.Original(v, r.footage, clip)
}

func (reels) MayWatch(v, whole graph.View, clips []graph.ID) error {
	return dailies.MayWatch(v, whole, clips)
}

// currentDraft is the draft the production works from.
func currentDraft(v graph.View) (graph.ID, bool) {
	id, _, ok := drafts.Current(v)
	return id, ok
}

// plans is the board that is shot and its reading as a scheduling problem, for the rules.
type plans struct {
	board.Schedule
	planner.Planner
}

// Rights lists the rights that the slices declare.
func Rights(list []slice.Slice) [][]access.Right {
	var out [][]access.Right
	for _, s := range list {
		out = append(out, s.Rights)
	}
	return out
}

// Derivations lists what the slices derive from a production.
func Derivations(list []slice.Slice) []graph.Derivation {
	var out []graph.Derivation
	for _, s := range list {
		out = append(out, s.Derivations...)
	}
	return out
}

// Gates lists what the slices let no change do.
func Gates(list []slice.Slice) []graph.Gate {
	var out []graph.Gate
	for _, s := range list {
		out = append(out, s.Gates...)
	}
	return out
}

// Mount adds the routes and the documents of all slices.
func Mount(m *web.Mux, list []slice.Slice) {
	for _, s := range list {
		tagged := m.Tagged(s.Title)
		s.Routes(tagged)
		for _, d := range s.Documents {
			mountDocument(tagged, d)
		}
	}
}

type documentIn struct {
	Subject   graph.ID         `query:"subject" kind:"*" doc:"Record the document is about; left out where it is about the whole production"`
	Format    documents.Format `query:"format" enum:"pdf,html,xlsx" doc:"pdf when left out"`
	Recipient string           `query:"recipient" doc:"Name printed across each page of a PDF"`
}

func mountDocument(m *web.Mux, d slice.Document) {
	pattern := "GET /api/productions/{production}/documents/" + d.Name
	web.File(m, pattern, d.Right, func(_ context.Context, v graph.View, in documentIn) (web.Document, error) {
		if in.Format == "" {
			in.Format = d.Formats[0]
		}
		file, err := d.Draw(v, in.Subject, in.Format, documents.Recipient{Name: in.Recipient})
		if err != nil {
			return web.Document{}, err
		}
		return web.Document{Name: file.Name, Type: file.MediaType, Body: file.Body, Inline: true}, nil
	}, web.Summary(d.Title))
}
