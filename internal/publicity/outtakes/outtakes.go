// Package outtakes is the gag reel: the takes that went wrong in a way people laugh at, who and what they show, what has
// been granted for showing them, and the reel in its order. Nothing leaves before everyone and everything in it is cleared.
package outtakes

import (
	"context"
	"time"

	"backlot/internal/core/access"
	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
	"backlot/internal/core/slice"
)

// Rights of the slice. What has been granted is read with consent.read besides.
const (
	RightRead    = "outtakes.read"
	RightPick    = "outtakes.pick"
	RightRelease = "outtakes.release"
)

// Desk does for the slice what a view cannot.
type Desk interface {
	// Whole is the production as the program knows it. What is read there must not reach a person unless their own view
	// lets it.
	Whole(ctx context.Context, at graph.Place) (graph.View, error)
}

// Slice describes the slice to the house. A nil now is time.Now.
func Slice(ids graph.IDs, desk Desk, now func() time.Time) slice.Slice {
	if now == nil {
		now = time.Now
	}
	s := &service{ids: ids, desk: desk, now: now}
	return slice.Slice{
		Area: "publicity", Name: "outtakes", Title: "Outtakes",
		Rights: []access.Right{
			{Name: RightRead, Title: "See takes for the gag reel and who is in them", Roles: []string{"@office", "@editorial", "publicist", "legal", "director", "showrunner"}},
			{Name: RightPick, Title: "Choose and order the gag reel", Roles: []string{"@office", "@editorial", "publicist", "director", "showrunner"}},
			{Name: RightRelease, Title: "Export the gag reel once it is cleared", Roles: []string{"@office", "post_supervisor", "editor", "publicist", "legal"}},
		},
		Routes: s.routes,
		Documents: []slice.Document{{
			Name: "outtakes", Title: "Clearances of the gag reel", Right: RightRead,
			Formats:  []documents.Format{documents.AsPDF, documents.AsHTML, documents.AsXLSX},
			Describe: func(v graph.View, _ graph.ID) (documents.Document, error) { return s.describe(v) },
		}},
	}
}

type service struct {
	ids  graph.IDs
	desk Desk
	now  func() time.Time
}
