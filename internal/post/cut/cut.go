// Package cut is the editing room's slice: versions of the cut and what each of them asks of others, which takes cover
// which line, runtime, what is still temporary, rounds of notes, assemblies, turnovers, and the way from a frame to the
// words it began as.
package cut

import (
	"context"
	"io"
	"sync/atomic"
	"time"

	"backlot/film/media"
	"backlot/internal/core/access"
	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/core/production"
	"backlot/internal/core/slice"
)

// Rights of the slice; cuts are read with production.RightCut, prices with production.RightPrices.
const (
	readRight  = production.RightCut
	editRight  = "cut.edit"
	orderRight = "cut.orders"
	priceRight = production.RightPrices
	shotRight  = "cut.shots"
	noteRight  = "cut.notes"
)

// Files keeps lists and packs, by the address of their content.
type Files interface {
	Keep(ctx context.Context, r io.Reader) (id string, err error)
	Open(ctx context.Context, id string) (io.ReadCloser, error)
}

// Desk does for the slice what a view cannot.
type Desk interface {
	// Common is the production as all of several accounts may know it.
	Common(ctx context.Context, at graph.Place, saw func(sealed, compartment graph.ID), accounts ...graph.ID) (graph.View, error)
	// Whole is the production as the program knows it. What is read there must not reach a person unless their own view
	// and Footage.MayWatch let it.
	Whole(ctx context.Context, at graph.Place) (graph.View, error)
	// Ask asks for a job and gives its id.
	Ask(ctx context.Context, r jobs.Request) (graph.ID, error)
	// Land puts a change into the production, once for each change id.
	Land(ctx context.Context, c graph.Change, by graph.ID) error
}

// Footage is where the files of cameras are, and who may watch them.
type Footage interface {
	// Original is the path on this machine of the file that a camera made; NotFound says what is missing. v is the
	// whole production.
	Original(v graph.View, clip production.Clip) (string, error)
	// MayWatch is nil when the reader of v may watch all of the clips in one file that bears no name. whole is the
	// production as the program knows it.
	MayWatch(v, whole graph.View, clips []graph.ID) error
}

// Wants is what the slice wants from others. Now is the wall clock; nil is time.Now.
type Wants struct {
	IDs    graph.IDs
	Script Scripts
	Files  Files
	Desk   Desk
	// Footage renders reels.
	Footage Footage
	Now     func() time.Time
}

type service struct {
	ids     graph.IDs
	script  Scripts
	files   Files
	desk    Desk
	footage Footage
	now     func() time.Time
	tools   atomic.Pointer[media.Tools]
}

// Slice describes the slice to the house.
func Slice(w Wants) slice.Slice {
	s := &service{ids: w.IDs, script: w.Script, files: w.Files, desk: w.Desk, footage: w.Footage, now: w.Now}
	if s.now == nil {
		s.now = time.Now
	}
	formats := []documents.Format{documents.AsPDF, documents.AsHTML, documents.AsXLSX}
	paper := func(name, title string, describe func(graph.View, *cut) (documents.Document, error)) slice.Document {
		return slice.Document{Name: name, Title: title, Right: readRight, Subject: "timeline", Formats: formats, Describe: func(v graph.View, id graph.ID) (documents.Document, error) {
			c, err := read(v, id)
			if err != nil {
				return documents.Document{}, err
			}
			return describe(v, c)
		}}
	}
	return slice.Slice{
		Area:  "post",
		Name:  "cut",
		Title: "Cut",
		Rights: []access.Right{
			{Name: editRight, Title: "Import and assemble cuts, hand them over", Roles: []string{"@office", "@editorial"}},
			{Name: orderRight, Title: "Order effects shots, draft and send change orders", Roles: []string{"@office", "@editorial", "vfx_supervisor"}},
			{Name: shotRight, Title: "Read effects shots: the production all, a vendor its own", Roles: []string{"@office", "@executive", "@editorial", "@creative", "@money", "vendor"}},
			{Name: noteRight, Title: "Ask for notes on a cut, write and answer them", Roles: []string{"@office", "@executive", "@editorial", "@creative", "music_supervisor"}},
		},
		Routes:      s.routes,
		Derivations: []graph.Derivation{cutDerivation},
		Documents: []slice.Document{
			paper("cut-change-list", "Change list", changePaper), paper("cut-pull-list", "Pull list", pullPaper), paper("vfx-count-sheet", "VFX count sheet", countPaper),
			paper("vfx-setup-data", "Setup data", setupPaper),
			paper("music-occupancy", "Music occupancy", musicPaper), paper("cut-markers", "Marker list", markerPaper), paper("runtime-sheet", "Runtime sheet", s.runtimePaper),
			{Name: "change-orders", Title: "Change orders", Right: shotRight, Subject: "party", Formats: formats, Describe: func(v graph.View, vendor graph.ID) (documents.Document, error) {
				return ordersPaper(v, vendor, graph.ID{})
			}},
		},
		Jobs: []slice.Job{{Kind: packJob, Title: "Pack a turnover", Run: s.pack}, {Kind: renderJob, Title: "Render a reel of a cut", Run: s.render},
			{Kind: readJob, Title: "Read a list", Run: s.runRead}, {Kind: importJob, Title: "Import a cut", Run: s.runAdd}},
	}
}
