// Package drafts is where a screenplay enters the production: importing drafts,
// reading them as printed pages, the list of scenes, and what changed between two
// drafts.
package drafts

import (
	"context"
	"io"

	"backlot/internal/core/access"
	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
	"backlot/internal/core/slice"
)

// Rights of the slice.
const (
	readRight = "script.read"
	editRight = "script.edit"
	noteRight = "script.note"
)

// Files keeps what was imported, byte for byte, and gives its content address.
type Files interface {
	Keep(ctx context.Context, r io.Reader) (id string, err error)
}

// Slice describes the slice to the house. ids makes the ids of what is imported.
func Slice(ids graph.IDs, files Files) slice.Slice {
	s := &service{ids, files}
	return slice.Slice{
		Area:  "story",
		Name:  "drafts",
		Title: "Script",
		Rights: []access.Right{
			{Name: readRight, Title: "Read the script", Roles: []string{"@office", "@ad", "@head", "@crew", "@cast", "@editorial", "@security", "producer", "showrunner", "director", "writer", "script_supervisor", "dit"}},
			{Name: noteRight, Title: "Write notes on the script, and answer them", Roles: []string{"@office", "@ad", "@head", "@crew", "@cast", "@editorial", "@security", "producer", "showrunner", "director", "writer", "script_supervisor", "dit"}},
			{Name: editRight, Title: "Import drafts and change scene headers", Roles: []string{"@office", "@ad", "producer", "showrunner", "director", "writer", "script_supervisor"}},
		},
		Routes: s.routes,
		Documents: []slice.Document{{
			Name: "script", Title: "Script", Right: readRight, Subject: "draft",
			Formats: []documents.Format{documents.AsPDF}, Describe: describeScript,
		}},
	}
}

type service struct {
	ids   graph.IDs
	files Files
}
