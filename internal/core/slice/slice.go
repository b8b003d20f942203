// Package slice says what one department's work is to the rest of the program.
//
// A slice is a folder under an area (story, planning, shoot ...). It gives the
// house one Slice value; the house mounts its routes, runs its derivations and
// jobs, and hands in what the slice wants from others.
package slice

import (
	"slices"

	"backlot/internal/core/access"
	"backlot/internal/core/documents"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/core/web"
)

// Slice is one department's work, whole.
type Slice struct {
	Area  string // folder of the area: "story"
	Name  string // folder of the slice: "drafts"
	Title string // as people call it: "Drafts"

	Rights      []access.Right
	Routes      func(m *web.Mux)
	Derivations []graph.Derivation
	Gates       []graph.Gate
	Documents   []Document
	Jobs        []Job
}

// Document is a paper the slice computes from a view: the same view and subject
// give the same bytes. Tests of the house draw every document of a production, so
// a new one joins them by being listed.
type Document struct {
	Name  string // "one-liner": in addresses
	Title string // "One-liner"
	Right string // who may have it
	// Subject is the kind of record the document is about, such as "board"; "" when
	// it is about the whole production.
	Subject graph.Kind
	Formats []documents.Format
	// Describe says what the paper says; subject is zero without a Subject kind.
	Describe func(v graph.View, subject graph.ID) (documents.Document, error)
}

// Job is work that takes longer than a second.
type Job struct {
	Kind  string // "drafts.copies"
	Title string // what people see it is doing: "Draw marked copies"; no names from the production
	Run   jobs.Func
}

// Draw renders the document about subject. A format it does not come in is an
// Invalid error that lists those it does.
func (d Document) Draw(v graph.View, subject graph.ID, format documents.Format, to documents.Recipient) (documents.File, error) {
	if !slices.Contains(d.Formats, format) {
		return documents.File{}, fault.At("query.format", "%s comes as %v, not %q", d.Title, d.Formats, format)
	}
	doc, err := d.Describe(v, subject)
	if err != nil {
		return documents.File{}, err
	}
	return documents.Render(doc, format, to)
}
