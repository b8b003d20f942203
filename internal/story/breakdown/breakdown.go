// Package breakdown turns a script into what each department must bring: a sheet
// for every scene, tags on the words that need something, the list of elements
// with their scenes, and the days of the story.
package breakdown

import (
	"backlot/internal/core/access"
	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
	"backlot/internal/core/slice"
)

// Rights of the slice.
const (
	readRight = "breakdown.read"
	editRight = "breakdown.edit"
)

// Slice describes the slice to the house. ids makes the ids of new records;
// script gives a draft back as a document, for suggestions.
func Slice(ids graph.IDs, script Scripts) slice.Slice {
	s := &service{ids, script}
	return slice.Slice{
		Area:  "story",
		Name:  "breakdown",
		Title: "Breakdown",
		Rights: []access.Right{
			{Name: readRight, Title: "Read the breakdown", Roles: []string{"@office", "@ad", "@head", "@crew", "@editorial", "@security", "producer", "showrunner", "director", "script_supervisor"}},
			{Name: editRight, Title: "Tag the script and change the breakdown", Roles: []string{"@office", "@ad", "@head", "producer", "showrunner", "director", "script_supervisor"}},
		},
		Routes:      s.routes,
		Derivations: []graph.Derivation{lengthDerivation, useDerivation},
		Documents: []slice.Document{
			{Name: "breakdown-sheets", Title: "Breakdown sheets", Right: readRight, Formats: allFormats, Describe: describeAll},
			{Name: "breakdown-sheet", Title: "Breakdown sheet", Right: readRight, Subject: "scene", Formats: allFormats, Describe: describeOne},
			{Name: "elements", Title: "Element list", Right: readRight, Formats: allFormats, Describe: describeElements},
		},
	}
}

var allFormats = []documents.Format{documents.AsPDF, documents.AsHTML, documents.AsXLSX}

type service struct {
	ids    graph.IDs
	script Scripts
}
