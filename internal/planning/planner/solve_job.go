package planner

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/film/strips/check"
	"backlot/film/strips/solve"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/core/production"
)

// pilotSteps are tried to learn how many fit into a second on this machine.
const pilotSteps = 2000

// solve is the job. Stopping it ends the search with the best board so far.
func (s *service) solve(ctx context.Context, run *jobs.Run) error {
	var in solveArgs
	if err := run.Args(&in); err != nil {
		return err
	}
	at := graph.Main(run.Production)
	v, err := s.desk.Priced(ctx, at, run.AskedBy)
	if err != nil {
		return err
	}
	told, err := s.desk.Common(ctx, at, nil, run.AskedBy)
	if err != nil {
		return err
	}
	x := &searching{s: s, run: run, v: v, told: told, in: in, out: Solution{Board: in.Board, Seed: in.Seed, Steps: in.Steps, Trace: []TracePoint{}, Outcome: "searching"}}
	if x.r, err = s.Read(v, in.Board); err != nil {
		return err
	}
	best, err := x.search(ctx)
	if err != nil {
		return err
	}
	if cause := context.Cause(ctx); cause != nil && !errors.Is(cause, jobs.ErrCancelled) {
		return cause
	}
	// What was found is kept, whoever stopped the search.
	return x.conclude(context.WithoutCancel(ctx), best)
}

// searching is one search under way.
type searching struct {
	s    *service
	run  *jobs.Run
	v    graph.View // with rates
	told graph.View // as the asker may know it
	in   solveArgs
	r    *Reading
	out  Solution
}

// search looks for a board, telling how it goes.
func (x *searching) search(ctx context.Context) (solve.Result, error) {
	began := time.Now()
	x.run.Progress(0, "Reading the board")
	if x.out.Steps == 0 {
		if _, err := solve.Board(ctx, x.r.Case, solve.Options{Seed: x.in.Seed, Steps: pilotSteps, Start: x.r.Board}); err != nil {
			return solve.Result{}, err
		}
		rate := pilotSteps / max(time.Since(began).Seconds(), 1e-3)
		x.out.Steps = max(pilotSteps, int(rate*float64(x.in.Seconds)))
	}
	limit := time.Duration(max(3*x.in.Seconds, 30)) * time.Second // a machine that became slow
	timed, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	veil := x.out.veil(x.told.Audience(), x.r.Case)
	var shown time.Time
	best, err := solve.Board(timed, x.r.Case, solve.Options{Seed: x.in.Seed, Steps: x.out.Steps, Start: x.r.Board, Progress: func(p solve.Progress) {
		ms := time.Since(began).Milliseconds()
		if p.Hard == 0 && x.out.FirstMS == 0 {
			x.out.FirstMS = max(ms, 1)
		}
		x.out.add(veil(TracePoint{Step: p.Step, MS: ms, Hard: p.Hard, Cost: p.Cost, Bound: p.Bound, Gap: p.Gap}))
		if time.Since(shown) < 200*time.Millisecond {
			return
		}
		shown = time.Now()
		if err := x.run.Result(x.out); err == nil { // too large is not possible; the end says so if it were
			x.run.Progress(0.98*float64(p.Step)/float64(max(p.Steps, 1)), fmt.Sprintf("%d of %d changes tried", p.Step, p.Steps))
		}
	}})
	if err != nil {
		return best, err
	}
	x.out.Cut = best.Steps < x.out.Steps
	x.out.add(veil(TracePoint{Step: best.Steps, MS: time.Since(began).Milliseconds(), Hard: best.Hard, Cost: best.Cost, Bound: best.Bound, Gap: best.Gap}))
	return best, nil
}

// conclude judges what was found and puts it on a branch. The referee has the last word: a board that
// breaks a hard rule is never offered.
func (x *searching) conclude(ctx context.Context, best solve.Result) error {
	before, err := check.Board(x.r.Case, x.r.Board)
	if err != nil {
		return err
	}
	after, err := check.Board(x.r.Case, best.Board)
	if err != nil {
		return err
	}
	switch {
	case best.Valid && !after.Valid:
		return fmt.Errorf("solve %s: the referee finds broken what the search calls valid: %v", x.in.Board, after.Violations)
	case !after.Valid:
		x.out.Outcome = "impossible"
		if err := x.conflict(ctx); err != nil {
			return err
		}
		if err := x.leastBroken(ctx, before, best.Board); err != nil {
			return err
		}
	case before.Valid && after.Cost.Total >= before.Cost.Total:
		x.out.Outcome = "none"
	default:
		x.out.Outcome = "better"
		if err := x.land(ctx, best.Board); err != nil {
			return err
		}
	}
	return x.run.Result(x.out)
}

// leastBroken names the hard rules that the least broken board breaks. Where it breaks fewer than
// the board as it stands, or as many and costs less, it is put on a branch all the same, with
// every one of them told. Scenes that no day takes stay on the day they have.
func (x *searching) leastBroken(ctx context.Context, before check.Report, b *board.Board) error {
	b = withAll(b, x.r.Board)
	after, err := check.Board(x.r.Case, b)
	if err != nil {
		return err
	}
	for _, v := range after.Violations {
		if v.Mode == board.Hard {
			x.out.Broken = append(x.out.Broken, x.r.flags([]check.Violation{v})...)
		}
	}
	was, is := hardOf(before), len(x.out.Broken)
	if is < was || is == was && after.Cost.Total < before.Cost.Total {
		return x.land(ctx, b)
	}
	return nil
}

func hardOf(r check.Report) (n int) {
	for _, v := range r.Violations {
		if v.Mode == board.Hard {
			n++
		}
	}
	return n
}

// withAll is a board with the scenes it leaves out on the days that another has them on.
func withAll(b, other *board.Board) *board.Board {
	stands := datesOf(b)
	out := &board.Board{Schema: b.Schema, Case: b.Case, Days: slices.Clone(b.Days)}
	for _, d := range other.Days {
		var left []string
		for _, id := range d.Scenes {
			if _, ok := stands[id]; !ok {
				left = append(left, id)
			}
		}
		if len(left) == 0 {
			continue
		}
		i, found := slices.BinarySearchFunc(out.Days, d.Date, func(p board.DayPlan, at civil.Date) int { return p.Date.Compare(at) })
		if !found {
			out.Days = slices.Insert(out.Days, i, board.DayPlan{Unit: d.Unit, Date: d.Date, Call: d.Call})
		}
		out.Days[i].Scenes = slices.Concat(out.Days[i].Scenes, left)
	}
	return out
}

// land puts a board on a branch of its own, which has the id of the job, so that a job that runs
// again gives no second one.
func (x *searching) land(ctx context.Context, b *board.Board) error {
	days := map[string]string{}
	for _, d := range x.r.Board.Days {
		for _, id := range d.Scenes {
			days[id] = d.Date.String()
		}
	}
	for _, d := range b.Days {
		for _, id := range d.Scenes {
			if days[id] != d.Date.String() {
				x.out.Moved++
			}
		}
	}
	x.out.Name = fmt.Sprintf("Solved %s, seed %d, %d steps", x.r.Case.Title, x.in.Seed, x.out.Steps)
	x.out.Branch = x.run.ID
	there := graph.Place{Production: x.run.Production, Branch: x.run.ID}
	if err := x.s.desk.Begin(ctx, there, x.out.Name, x.run.AskedBy); err != nil {
		return err
	}
	v, err := x.s.desk.Common(ctx, there, nil, x.run.AskedBy)
	if err != nil {
		return err
	}
	if v.Seq() > 0 {
		return nil // put there by a run that died before it could say so
	}
	e := v.Edit(x.s.ids, fmt.Sprintf("Solve %s", x.r.Case.Title))
	if err := x.s.Place(v, x.in.Board, b, e); err != nil {
		return err
	}
	x.calls(v, e, b)
	c, err := e.Change()
	if err != nil {
		return err
	}
	c.ID = x.run.ID
	return x.s.desk.Land(ctx, c, x.run.AskedBy)
}

// calls moves the calls that planned shoot days have of their own to those of the board found: light
// and rest were judged by them. Days that were called are frozen and keep theirs.
func (x *searching) calls(v graph.View, e *graph.Edit, b *board.Board) {
	was := map[civil.Date]board.DayPlan{}
	for _, d := range x.r.Board.Days {
		was[d.Date] = d
	}
	plans := map[civil.Date]board.DayPlan{}
	for _, d := range b.Days {
		plans[d.Date] = d
	}
	for _, d := range x.r.days {
		plan, ok := plans[d.Date]
		if d.Day == "" || !ok || plan.Call == was[d.Date].Call {
			continue
		}
		id := graph.MustID(d.Day)
		sd, ok := graph.Get[production.ShootDay](v, id)
		if !ok || sd.CrewCallAtMS == 0 || sd.Status == "called" || sd.Status == "shooting" || sd.Status == "wrapped" {
			continue
		}
		zone := time.UTC
		if u, ok := graph.Get[production.Unit](v, sd.Unit.ID); ok {
			if z, err := time.LoadLocation(u.TimeZone); err == nil {
				zone = z
			}
		}
		at := time.Date(d.Date.Year, d.Date.Month, d.Date.Day, 0, int(plan.Call), 0, 0, zone)
		graph.Update(e, id, func(r *production.ShootDay) {
			if r.WrapAtMS != 0 {
				r.WrapAtMS += at.UnixMilli() - r.CrewCallAtMS
			}
			r.CrewCallAtMS = at.UnixMilli()
		})
	}
}
