// Package callsheet makes the sheet that tells a crew about its next day: where and when, which
// scenes, who is called, what each department brings, light and weather, hospital, and what comes
// after.
//
// A sheet is computed from the board, the calls and the breakdown every time it is read. Publishing
// freezes it: the issue is numbered and kept as the bytes that were handed out, so that it can be
// printed again in ten years.
package callsheet

import (
	"context"
	"io"

	"backlot/film/strips"
	"backlot/internal/core/access"
	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
	"backlot/internal/core/slice"
)

// Rights of the slice.
const (
	RightRead    = "callsheet.read"
	RightEdit    = "callsheet.edit"
	RightPublish = "callsheet.publish"
)

// Boards answers what stands on a shoot day.
type Boards interface {
	// Day gives a shoot day as its board has it; the zero Outlook when it stands on none.
	Day(v graph.View, day graph.ID) (strips.Outlook, error)
}

// Files keeps what was published, byte for byte, under its content address.
type Files interface {
	Keep(ctx context.Context, r io.Reader) (id string, err error)
	Open(ctx context.Context, id string) (io.ReadCloser, error)
}

// Slice describes the slice to the house.
func Slice(ids graph.IDs, boards Boards, files Files) slice.Slice {
	s := &service{ids: ids, boards: boards, files: files}
	return slice.Slice{
		Area: "shoot", Name: "callsheet", Title: "Call sheets",
		Rights: []access.Right{
			{Name: RightRead, Title: "Read call sheets", Roles: []string{"@crew", "@office", "@ad", "@executive", "@creative", "@cast", "@editorial"}},
			{Name: RightEdit, Title: "Make call sheets: calls, times, notes", Roles: []string{"@ad", "@office"}},
			{Name: RightPublish, Title: "Publish call sheets", Roles: []string{"first_ad", "second_ad", "@office"}},
		},
		Routes:      s.routes,
		Derivations: []graph.Derivation{s.consequences()},
		Documents: []slice.Document{{
			Name: "call-sheet", Title: "Call sheet", Right: RightRead, Subject: "shoot_day",
			Formats: []documents.Format{documents.AsPDF, documents.AsHTML}, Describe: s.describe,
		}},
	}
}

type service struct {
	ids    graph.IDs
	boards Boards
	files  Files
}

// describe is the sheet of a day as it would be published now.
func (s *service) describe(v graph.View, day graph.ID) (documents.Document, error) {
	sheet, err := Compose(v, s.boards, day)
	if err != nil {
		return documents.Document{}, err
	}
	return sheet.Document(), nil
}
