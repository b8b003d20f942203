package planner

import (
	"context"
	"fmt"

	"backlot/film/strips/board"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

// Desk does for the slice what a view cannot.
type Desk interface {
	// Common is the production as all of several accounts may know it.
	Common(ctx context.Context, at graph.Place, saw func(sealed, compartment graph.ID), accounts ...graph.ID) (graph.View, error)
	// Priced is the production as an account may know it, and with deals whatever its rights: a plan
	// that does not know what waiting costs is a bad one. What a person is told must not come of it.
	Priced(ctx context.Context, at graph.Place, account graph.ID) (graph.View, error)
	// Beside is a branch of the production of a view, or with no branch its main line, for the
	// reader of the view.
	Beside(ctx context.Context, v graph.View, branch graph.ID) (graph.View, error)
	// Begin begins a branch of the main line as it is now, once for each id.
	Begin(ctx context.Context, at graph.Place, name string, by graph.ID) error
	// Ask asks for a job and gives its id.
	Ask(ctx context.Context, r jobs.Request) (graph.ID, error)
	// Land puts a change into the production or a branch, once for each change id.
	Land(ctx context.Context, c graph.Change, by graph.ID) error
}

// solveJob is the job that searches for a cheaper board.
const solveJob = "planner.solve"

// rightBranches lets its holder begin branches, as a search does.
const rightBranches = "branches.edit"

// SolveIn says how long to search.
type SolveIn struct {
	Seconds int    `json:"seconds,omitempty" minimum:"1" maximum:"600" doc:"About how long to search; 30 when left out"`
	Seed    uint64 `json:"seed,omitempty" maximum:"1000000" doc:"The same board, seed and steps give the same result; 1 when left out"`
	Steps   int    `json:"steps,omitempty" minimum:"0" maximum:"50000000" doc:"Changes to try, instead of a time: to have a result again"`
}

// solveArgs are the job's arguments.
type solveArgs struct {
	SolveIn
	Board graph.ID `json:"board"`
}

// Solution is how a search for a better board goes, and what came of it. It is the result of the
// job, complete when the job is done.
type Solution struct {
	Board graph.ID `json:"board"`
	Seed  uint64   `json:"seed"`
	Steps int      `json:"steps" doc:"Changes to try"`
	// Relative says that costs are thousandths of the first, for who may not know what things cost.
	Relative bool         `json:"relative,omitempty"`
	Currency string       `json:"currency,omitempty"`
	Trace    []TracePoint `json:"trace" doc:"The best board so far, as the search went on"`
	// FirstMS is when the first board stood that breaks no hard rule; 0 when none did.
	FirstMS int64  `json:"first_ms,omitempty"`
	Outcome string `json:"outcome" enum:"searching,better,none,impossible" doc:"better: it is on a branch; none: no cheaper board was found; impossible: every board found breaks a hard rule, which is told"`
	Cut     bool   `json:"cut,omitempty" doc:"It was stopped before all changes were tried"`
	// Branch is where the board stands: for outcome better, and for outcome impossible when the least
	// broken board is better than the one that stands.
	Branch graph.ID `json:"branch,omitzero"`
	Name   string   `json:"name,omitempty"`
	Moved  int      `json:"moved,omitempty" doc:"Scenes that stand on another day than before"`
	// Broken are the hard rules that the least broken board breaks, for outcome impossible.
	Broken []Flag `json:"broken,omitempty"`
	// Conflict are facts that cannot hold together, for outcome impossible; none when no such set
	// was found in the time. Proved says that it is shown, and that none of them can be spared.
	Conflict []ConflictFact `json:"conflict,omitempty"`
	Reason   string         `json:"reason,omitempty" doc:"How these facts exclude each other"`
	Proved   bool           `json:"proved,omitempty"`
	Further  []ConflictSet  `json:"further,omitempty" doc:"Other sets of facts that exclude each other"`
}

// ConflictSet is facts that exclude each other.
type ConflictSet struct {
	Text  string         `json:"text"`
	Facts []ConflictFact `json:"facts"`
}

// TracePoint is the best board at one moment of a search.
type TracePoint struct {
	Step int   `json:"step"`
	MS   int64 `json:"ms"`   // since the beginning
	Hard int   `json:"hard"` // hard rules it breaks
	// Cost is in the smallest unit of the currency, weights of soft rules included, or in
	// thousandths of the first.
	Cost  int64   `json:"cost"`
	Bound int64   `json:"bound"` // no board costs less
	Gap   float64 `json:"gap"`   // (cost - bound) / cost, 0 to 1
}

// ConflictFact is one of several facts that cannot hold together.
type ConflictFact struct {
	Text   string     `json:"text"`
	Record graph.ID   `json:"record,omitzero" doc:"Where it can be changed"`
	Kind   graph.Kind `json:"kind,omitempty"`
}

func (s *service) solveRoutes(m *web.Mux) {
	web.Action(m, "POST "+base+"/solve", rightEdit, s.askSolve, web.Summary("Search for a cheaper board that breaks no rule; it comes on a branch"))
	web.Query(m, "GET "+base+"/moves", RightRead, s.moves, web.Fresh(), web.Summary("What stands on another day than on the main line, and what that serves"))
	web.Query(m, "GET "+base+"/standing", RightRead, s.standing, web.Summary("Who works on which days of a board: to compare it with others"))
}

type asked struct {
	Job graph.ID `json:"job"`
}

func (s *service) askSolve(ctx context.Context, in struct {
	boardIn
	SolveIn
}) (asked, error) {
	v := web.ViewOf(ctx)
	id, err := s.ask(ctx, v, in.Board.ID, in.SolveIn)
	return asked{id}, err
}

// ask asks for the job, once at a time for each board.
func (s *service) ask(ctx context.Context, v graph.View, boardID graph.ID, in SolveIn) (graph.ID, error) {
	switch a := v.Audience(); {
	case !a.Has(rightBranches):
		return graph.ID{}, fault.New(fault.Denied, "a search puts its board on a branch, which needs the right %q", rightBranches)
	case !v.Where().Branch.IsZero():
		return graph.ID{}, fault.New(fault.Conflict, "a search begins at the main line: leave the branch first")
	}
	if _, err := s.Read(v, boardID); err != nil {
		return graph.ID{}, err
	}
	if in.Seconds == 0 {
		in.Seconds = 30
	}
	if in.Seed == 0 {
		in.Seed = 1
	}
	return s.desk.Ask(ctx, jobs.Request{Kind: solveJob, Args: solveArgs{in, boardID}, Production: v.Where().Production, AskedBy: v.Audience().Account,
		Priority: jobs.Urgent, Key: fmt.Sprintf("%s at %d", boardID, v.Seq())})
}

// add notes the state of a search. Of many points, those that stand close together go.
func (s *Solution) add(p TracePoint) {
	if n := len(s.Trace); n > 0 && s.Trace[n-1].Hard == p.Hard && s.Trace[n-1].Cost == p.Cost && n > 1 && s.Trace[n-2].Cost == p.Cost {
		s.Trace[n-1] = p // a level stretch needs its two ends
		return
	}
	s.Trace = append(s.Trace, p)
	const most = 240
	if len(s.Trace) < most {
		return
	}
	thin := s.Trace[:1:1]
	for i := 2; i < len(s.Trace)-1; i += 2 {
		thin = append(thin, s.Trace[i])
	}
	s.Trace = append(thin, p)
}

// veil makes costs relative to the first for who may not know them.
func (s *Solution) veil(a graph.Audience, c *board.Case) func(TracePoint) TracePoint {
	if a.All || a.Has(production.RightDeals) {
		s.Currency = c.Currency
		return func(p TracePoint) TracePoint { return p }
	}
	s.Relative = true
	var first int64
	return func(p TracePoint) TracePoint {
		if first == 0 {
			first = max(p.Cost, 1)
		}
		p.Cost, p.Bound = p.Cost*1000/first, p.Bound*1000/first
		return p
	}
}
