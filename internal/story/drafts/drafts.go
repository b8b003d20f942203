// Package drafts is where a screenplay enters the production: importing drafts,
// reading them as printed pages, the list of scenes, and what changed between two
// drafts.
package drafts

import (
	"context"
	"io"

	"backlot/internal/core/access"
	"backlot/internal/core/graph"
	"backlot/internal/core/slice"
)

// Rights of the slice.
const (
	readRight = "script.read"
	editRight = "script.edit"
	noteRight = "script.note"

	taskRight       = "script.tasks"
	distributeRight = "scripts.distribute"
)

// Files keeps what was imported, byte for byte, and gives its content address.
type Files interface {
	Keep(ctx context.Context, r io.Reader) (id string, err error)
	Open(ctx context.Context, id string) (io.ReadCloser, error)
}

// Slice describes the slice to the house. ids makes the ids of what is imported.
func Slice(ids graph.IDs, files Files, boards Boards, desk Desk) slice.Slice {
	s := &service{ids, files, boards, desk}
	return slice.Slice{
		Area:  "story",
		Name:  "drafts",
		Title: "Script",
		Rights: []access.Right{
			{Name: readRight, Title: "Read the script", Roles: []string{"@office", "@ad", "@head", "@crew", "@cast", "@editorial", "@security", "producer", "showrunner", "director", "writer", "script_supervisor", "dit"}},
			{Name: noteRight, Title: "Write notes on the script, and answer them", Roles: []string{"@office", "@ad", "@head", "@crew", "@cast", "@editorial", "@security", "producer", "showrunner", "director", "writer", "script_supervisor", "dit"}},
			{Name: editRight, Title: "Import drafts and change scene headers", Roles: []string{"@office", "@ad", "producer", "showrunner", "director", "writer", "script_supervisor"}},
			{Name: taskRight, Title: "Tick off what a new draft asks of a department", Roles: []string{"@head", "@ad", "@office", "script_supervisor", "dit"}},
			{Name: distributeRight, Title: "Hand out marked copies of scripts, and see who has one", Roles: []string{"@office", "@security"}},
		},
		Routes:    s.routes,
		Documents: s.papers(),
		Jobs:      []slice.Job{{Kind: copiesJob, Title: "Draw marked copies of the script", Run: s.drawCopies}},
	}
}

type service struct {
	ids    graph.IDs
	files  Files
	boards Boards
	desk   Desk
}
