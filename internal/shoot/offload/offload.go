// Package offload keeps the footage of a production safe: cards as they come from set, their copies
// with the proof of each, who had them, when one may be formatted, and how much disk the rest of the
// shoot will need.
//
// Copying, reading back and judging are the work of film/offload; this slice runs it as jobs on the
// volumes of the machine, writes down what came of it, and takes in the reports of machines that had
// no network. Nothing is called verified here that a report does not prove, and a card that lacks a
// copy is never released.
package offload

import (
	"context"
	"io"

	"backlot/internal/core/access"
	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/core/slice"
	"backlot/internal/core/volumes"
	"backlot/internal/core/web"
)

// Rights of the slice.
const (
	RightRead    = "offload.read"
	RightEdit    = "offload.edit"
	RightRelease = "offload.release"
)

// Files keeps the reports of copies under their content address.
type Files interface {
	Keep(ctx context.Context, r io.Reader) (id string, err error)
	Open(ctx context.Context, id string) (io.ReadCloser, error)
}

// Desk does for the slice what a view cannot.
type Desk interface {
	// Common is the production as all of several accounts may know it.
	Common(ctx context.Context, at graph.Place, saw func(sealed, compartment graph.ID), accounts ...graph.ID) (graph.View, error)
	// Ask asks for a job and gives its id.
	Ask(ctx context.Context, r jobs.Request) (graph.ID, error)
	// Land puts a change into the production, once for each change id.
	Land(ctx context.Context, c graph.Change, by graph.ID) error
}

// Wants is what the slice needs from the house.
type Wants struct {
	IDs     graph.IDs
	Files   Files
	Desk    Desk
	Volumes volumes.Set
}

// Slice describes the slice to the house.
func Slice(w Wants) slice.Slice {
	s := &service{ids: w.IDs, files: w.Files, desk: w.Desk, volumes: w.Volumes}
	hands := []string{"dit", "@office", "@crew:camera", "@crew:sound", "assistant_editor", "post_supervisor"}
	all := []documents.Format{documents.AsPDF, documents.AsHTML, documents.AsXLSX}
	return slice.Slice{
		Area: "shoot", Name: "offload", Title: "Cards",
		Rights: []access.Right{
			{Name: RightRead, Title: "See camera cards, their copies and the forecast of storage", Roles: []string{"@crew", "@office", "@ad", "@executive", "@creative", "@editorial"}},
			{Name: RightEdit, Title: "Take in, copy and check camera cards", Roles: hands},
			{Name: RightRelease, Title: "Release a camera card to be formatted", Roles: []string{"dit", "@office", "assistant_editor", "post_supervisor"}},
		},
		Routes:      s.routes,
		Derivations: []graph.Derivation{consequences()},
		Gates:       []graph.Gate{released()},
		Documents: []slice.Document{
			{Name: "roll-report", Title: "Roll report", Right: RightRead, Subject: "roll", Formats: all, Describe: describeRoll},
			{Name: "chain-of-custody", Title: "Chain of custody", Right: RightRead, Subject: "roll", Formats: all, Describe: describeCustody},
			{Name: "media-report", Title: "Day's media report", Right: RightRead, Subject: "shoot_day", Formats: all, Describe: describeDay},
		},
		Jobs: []slice.Job{{Kind: copyJob, Title: "Copy a camera card", Run: s.runCopy}, {Kind: checkJob, Title: "Read a copy back", Run: s.runCheck}},
	}
}

type service struct {
	ids     graph.IDs
	files   Files
	desk    Desk
	volumes volumes.Set
}

func (s *service) routes(m *web.Mux) {
	s.cardRoutes(m)
	s.copyRoutes(m)
	s.forecastRoutes(m)
}
