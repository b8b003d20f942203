// Package disruption is for the night the storm takes tomorrow: what is hit and what waiting costs,
// several legal ways out, the approval of one, and the ledger of what was lost.
//
// A way out is a branch of the production: it can be opened as a stripboard, changed, and brought
// home as one change that can be undone. Nothing that is told about it is stored: cards, verdicts
// and prices are computed from the branch and the main line as the reader may know them.
package disruption

import (
	"context"
	"io"

	"backlot/film/strips/board"
	"backlot/internal/core/access"
	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/core/production"
	"backlot/internal/core/slice"
)

// Rights of the slice.
const (
	RightRead    = production.RightDisruptions
	RightReport  = "disruption.report"
	RightPlan    = "disruption.plan"
	RightApprove = "disruption.approve"
	RightLedger  = "disruption.ledger"
)

// Planner reads boards as scheduling problems and writes them back.
type Planner interface {
	// Case is a board as a scheduling problem, and the board as it stands: scenes are strips,
	// people engagements. Without the right to deals all rates are 0.
	Case(v graph.View, boardID graph.ID) (*board.Case, *board.Board, error)
	// CaseWith is Case with one strip of the boneyard among the scenes, off the board.
	CaseWith(v graph.View, boardID, spare graph.ID) (*board.Case, *board.Board, error)
	// Place writes a board of the engine into an edit of the strips.
	Place(v graph.View, boardID graph.ID, b *board.Board, ed *graph.Edit) error
}

// Boards makes a board the one that is shot.
type Boards interface {
	Adopt(v graph.View, ids graph.IDs, board graph.ID) (graph.Change, error)
}

// Desk does for the slice what a view cannot.
type Desk interface {
	// Priced is the production as an account may know it, and with rates whatever its rights: a plan
	// that does not know what waiting costs is a bad one. What is told to a person must not come of it.
	Priced(ctx context.Context, at graph.Place, account graph.ID) (graph.View, error)
	// Ask asks for a job and gives its id.
	Ask(ctx context.Context, r jobs.Request) (graph.ID, error)
	// Land puts a change into the production or a branch, once for each change id.
	Land(ctx context.Context, c graph.Change, by graph.ID) error
}

// Branches begins and ends what-if worlds.
type Branches interface {
	// Begin begins a branch of the main line as it is now, once for each id.
	Begin(ctx context.Context, at graph.Place, name string, by graph.ID) error
	// Drop closes a branch without bringing it home.
	Drop(ctx context.Context, at graph.Place) error
	// Merge brings a branch home as one change. What the main line has changed otherwise since is a
	// Conflict error that names it.
	Merge(ctx context.Context, v graph.View, branch graph.ID) (graph.Change, error)
}

// Worlds shows other states of a production to the reader of a view, with that reader's rights.
type Worlds interface {
	// Beside is a branch, and Begun the main line as it was when the branch began.
	Beside(ctx context.Context, v graph.View, branch graph.ID) (graph.View, error)
	Begun(ctx context.Context, v graph.View, branch graph.ID) (graph.View, error)
	// Weigh is the main line as it would be with a branch brought home now, and what that brings
	// about. What the main line has changed otherwise since is a Conflict error.
	Weigh(ctx context.Context, v graph.View, branch graph.ID) (graph.View, []graph.Consequence, error)
}

// Papers knows the call sheets that are out.
type Papers interface {
	// Outdated lists the call sheets that were out at a moment and say something else since, whether they
	// have been issued again or not.
	Outdated(ctx context.Context, v graph.View, at graph.Clock) ([]Paper, error)
}

// Paper is a call sheet that was out and no longer holds.
type Paper struct {
	Day      graph.ID `json:"day"`
	Name     string   `json:"name"`
	Was      int      `json:"was" doc:"Issue that was out"`
	Now      int      `json:"now,omitempty" doc:"Issue that says what holds; 0 while none does"`
	NowID    graph.ID `json:"-"`
	Hash     string   `json:"-"`
	Changes  []string `json:"changes"`
	People   []Person `json:"people" doc:"Whose line on it changed: they get a copy"`
	Same     int      `json:"same" doc:"How many are on it whose line did not change"`
	Everyone bool     `json:"everyone" doc:"Scenes or times of the whole unit changed: everybody on it gets a copy"`
}

// Person is a recipient of a paper.
type Person struct {
	ID   graph.ID `json:"id,omitzero" doc:"Party"`
	Name string   `json:"name"`
}

// Files is where evidence is kept.
type Files interface {
	Open(ctx context.Context, id string) (io.ReadCloser, error)
}

// Wants is what the slice needs of the rest of the house.
type Wants struct {
	IDs      graph.IDs
	Planner  Planner
	Boards   Boards
	Desk     Desk
	Branches Branches
	Worlds   Worlds
	Papers   Papers
	Files    Files
}

// Slice describes the slice to the house.
func Slice(w Wants) slice.Slice {
	s := &service{w}
	formats := []documents.Format{documents.AsPDF, documents.AsHTML, documents.AsXLSX}
	return slice.Slice{
		Area: "planning", Name: "disruption", Title: "Disruptions",
		Rights: []access.Right{
			{Name: RightReport, Title: "Report a disruption and hand in evidence", Roles: []string{"@office", "@ad", "director", "location_manager"}},
			{Name: RightPlan, Title: "Work out ways out of a disruption, and put the approved one into force", Roles: []string{"@office", "first_ad", "second_ad"}},
			{Name: RightApprove, Title: "Approve a way out when asked", Roles: []string{"@office", "@executive", "director"}},
			{Name: RightLedger, Title: "Keep the delay ledger", Roles: []string{"@office", "@ad", "@money"}},
		},
		Routes: s.routes,
		Documents: []slice.Document{
			{Name: "delay-ledger", Title: "Delay ledger", Right: RightRead, Formats: formats, Describe: s.describeLedger},
			{Name: "delay-claim", Title: "Claim file", Right: RightRead, Subject: "disruption", Formats: formats, Describe: s.describeClaim},
		},
		Jobs: []slice.Job{{Kind: waysJob, Title: "Work out ways out", Run: s.runWays}},
	}
}

type service struct{ Wants }

// partyOf is the person behind the account that reads the view.
func partyOf(v graph.View) graph.Ref[production.Party] {
	if account := v.Audience().Account; !account.IsZero() {
		for id, p := range graph.All[production.Party](v) {
			if p.Account == account {
				return graph.To[production.Party](id)
			}
		}
	}
	return graph.Ref[production.Party]{}
}

// may says whether the reader of a view holds a right.
func may(v graph.View, right string) bool {
	a := v.Audience()
	return a.Has(right)
}
