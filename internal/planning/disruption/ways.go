package disruption

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/film/strips/replan"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/core/production"
)

// waysJob is the job that works out ways and makes a branch of each.
const waysJob = "disruption.ways"

// WaysIn asks for ways out.
type WaysIn struct {
	// Steps of the search for each way; more takes longer and finds cheaper ways.
	Steps int `json:"steps,omitempty" minimum:"500" maximum:"200000" doc:"Steps of the search for each way; 30,000 when left out"`
}

// asked is the job's arguments.
type asked struct {
	WaysIn
	Disruption graph.ID `json:"disruption"`
	AtMS       int64    `json:"at_ms"`
}

// ask asks for the job. A disruption that is decided has its way.
func (s *service) ask(ctx context.Context, v graph.View, id graph.ID, in WaysIn, now time.Time) (graph.ID, error) {
	d, err := open(v, id)
	if err != nil {
		return graph.ID{}, err
	}
	if !v.Where().Branch.IsZero() {
		return graph.ID{}, fault.New(fault.Invalid, "ways out begin at the main line: this is a branch")
	}
	if _, err := s.reading(v, d, civil.Date{}); err != nil {
		return graph.ID{}, err
	}
	return s.Desk.Ask(ctx, jobs.Request{Kind: waysJob, Args: asked{in, id, now.UnixMilli()}, Production: v.Where().Production,
		AskedBy: v.Audience().Account, Priority: jobs.Urgent, Key: fmt.Sprintf("%s at %d", id, v.Seq())})
}

// open reads a disruption that may still be planned around.
func open(v graph.View, id graph.ID) (production.Disruption, error) {
	d, ok := graph.Get[production.Disruption](v, id)
	switch {
	case !ok:
		return d, fault.New(fault.NotFound, "no disruption %s", id)
	case d.DecidedAtMS != 0:
		return d, fault.New(fault.Conflict, "%q is decided: undo the decision first, or report what happened since", d.Name)
	case d.Outcome != "":
		return d, fault.New(fault.Conflict, "%q is closed as %s: open it again first", d.Name, d.Outcome)
	}
	return d, nil
}

// runWays is the job.
func (s *service) runWays(ctx context.Context, run *jobs.Run) error {
	var in asked
	if err := run.Args(&in); err != nil {
		return err
	}
	at := graph.Main(run.Production)
	v, err := s.Desk.Priced(ctx, at, run.AskedBy)
	if err != nil {
		return err
	}
	d, err := open(v, in.Disruption)
	if err != nil {
		return err
	}
	run.Progress(0.05, "Reading the board")
	t, err := s.reading(v, d, civil.OfTime(time.UnixMilli(in.AtMS)))
	if err != nil {
		return err
	}
	ways, err := waysOut(ctx, t, in.Steps, func(n int) {
		run.Progress(0.1+0.25*float64(n-1), []string{"Searching for ways", "Searching for more ways", "Searching once more"}[n-1])
	})
	if err != nil {
		return err
	}
	if len(ways) == 0 {
		return fault.New(fault.Conflict, "no way was found that breaks no more rules than the board does now: give the board more days, or free a place or person")
	}
	w := writer{s: s, by: run.AskedBy, at: at, run: run.ID, id: in.Disruption, d: d, t: t}
	if err := w.propose(ctx, v, ways); err != nil {
		return err
	}
	for i, way := range ways {
		run.Progress(0.85+0.15*float64(i)/float64(len(ways)), fmt.Sprintf("Making a branch of way %d of %d", i+1, len(ways)))
		if err := w.branch(ctx, i, way); err != nil {
			return err
		}
	}
	return run.Result(map[string]any{"ways": len(ways), "href": "planning/disruption/event/" + in.Disruption.String()})
}

// writer makes branches of ways. What it makes has ids that follow from the job's, so that a job that is
// run again makes nothing twice.
type writer struct {
	s   *service
	by  graph.ID
	at  graph.Place
	run graph.ID
	id  graph.ID // of the disruption
	d   production.Disruption
	t   trouble
}

func (w *writer) made(what string, i int) graph.ID {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %s %d", w.run, what, i))
	var id graph.ID
	copy(id[:6], w.run[:6]) // sorts by the time of the job
	copy(id[6:], sum[:])
	id[6], id[8] = id[6]&0x0f|0x80, id[8]&0x3f|0x80 // version 8: of our own making
	return id
}

// propose writes the ways down on the main line, and says that earlier ones are out of date.
func (w *writer) propose(ctx context.Context, v graph.View, ways []replan.Way) error {
	e := v.Edit(w.s.IDs, fmt.Sprintf("Work out %d ways out", len(ways)))
	for id, old := range graph.Referring[production.Scenario](v, w.id, "about") {
		if old.Outcome == "open" || old.Outcome == "" {
			graph.Update(e, id, func(r *production.Scenario) { r.Outcome = "expired" })
		}
	}
	for i, way := range ways {
		id := w.made("scenario", i)
		if _, there := graph.Get[production.Scenario](v, id); there {
			return nil // the job ran before, up to here at least
		}
		graph.AddAs(e, id, production.Scenario{About: graph.To[graph.Any](w.id), Type: way.Name, Question: w.question(way), BranchID: w.made("branch", i), Outcome: "open"})
	}
	graph.Update(e, w.id, func(r *production.Disruption) { r.Chosen = graph.Ref[production.Scenario]{} })
	c, err := e.Change()
	if err != nil {
		return err
	}
	c.ID = w.made("propose", 0)
	return w.s.Desk.Land(ctx, c, w.by)
}

// titles of ways, by the engine's name.
var titles = map[string]string{
	"cover": "Cover set", "swap": "Swap of days", "fit": "Room made on other days", "push": "Pushed to the end", "split": "Splinter unit", "least": "Least change", "best": "Planned anew", "own": "Own plan",
}

// question is what a way does, in words that name days and nothing else: it stands in a record and
// in the name of a branch.
func (w *writer) question(way replan.Way) string {
	var to []string
	for _, day := range way.Board.Days {
		for _, id := range day.Scenes {
			if text := day.Date.Format("2 Jan"); !slices.Contains(to, text) && w.moved(day, id) {
				to = append(to, text)
			}
		}
	}
	if len(to) > 4 {
		to = append(to[:4], "others")
	}
	return fmt.Sprintf("%s: what is lost from %s goes to %s", titles[way.Name], w.d.From.Format("2 Jan"), strings.Join(to, ", "))
}

// moved says whether a strip that was hit stands on a day it did not stand on.
func (w *writer) moved(day board.DayPlan, id string) bool {
	hit, err := w.t.stopped()
	return err == nil && hit[id] && !slices.ContainsFunc(w.t.b.Days, func(x board.DayPlan) bool {
		return x.Unit == day.Unit && x.Date == day.Date && slices.Contains(x.Scenes, id)
	})
}

// branch makes the branch of a way and writes the way's board into it.
func (w *writer) branch(ctx context.Context, i int, way replan.Way) error {
	at := graph.Place{Production: w.at.Production, Branch: w.made("branch", i)}
	if err := w.s.Branches.Begin(ctx, at, w.question(way), w.by); err != nil {
		return err
	}
	for step, write := range []func(graph.View, replan.Way) (graph.Change, bool, error){w.splinter, w.days, w.adopt} {
		v, err := w.s.Desk.Priced(ctx, at, w.by)
		if err != nil {
			return err
		}
		c, any, err := write(v, way)
		if err != nil {
			return fmt.Errorf("write the way %q: %w", way.Name, err)
		}
		if !any {
			continue
		}
		c.ID = w.made(fmt.Sprint("write ", i), step)
		if err := w.s.Desk.Land(ctx, c, w.by); err != nil {
			return err
		}
	}
	return nil
}
