package offload

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"backlot/film/offload"
	"backlot/film/offload/hashes"
	"backlot/film/offload/mhl"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/core/production"
)

// checkJob is the job that reads a copy back.
const checkJob = "offload.check"

type checkArgs struct {
	Copy graph.ID `json:"copy"`
}

// Checking is how the reading of a copy goes, and what it found: the result of the job.
type Checking struct {
	Copy    graph.ID `json:"copy"`
	Roll    graph.ID `json:"roll"`
	Files   int      `json:"files"`
	Done    int      `json:"files_done"`
	Bytes   int64    `json:"bytes"`
	Read    int64    `json:"read"`
	Outcome string   `json:"outcome" enum:"checking,verified,damaged,erased,stopped"`
	// Faults are what is wrong, each with its file.
	Faults []string `json:"faults"`
	// Alarm is what it means for the card, when it may not be formatted any more.
	Alarm string `json:"alarm,omitempty"`
}

// expected is a file as the copy's report, or the clips of the roll, say it is.
type expected struct {
	path   string
	size   int64
	format hashes.Format
	sum    string
}

// askCheck asks for a copy to be read back.
func (s *service) askCheck(ctx context.Context, v graph.View, id graph.ID) (graph.ID, error) {
	rec, ok := graph.Get[production.StoredCopy](v, id)
	if !ok || rec.Roll.IsZero() {
		return graph.ID{}, fault.New(fault.NotFound, "no copy %s of a card", id)
	}
	if _, err := onMain(v, rec.Roll.ID); err != nil {
		return graph.ID{}, err
	}
	if err := s.reachable(rec); err != nil {
		return graph.ID{}, err
	}
	return s.desk.Ask(ctx, jobs.Request{Kind: checkJob, Args: checkArgs{id}, Production: v.Where().Production, AskedBy: v.Audience().Account, Class: jobs.IO,
		Priority: jobs.Urgent, Key: id.String()})
}

// reachable says whether the disk of a copy is here.
func (s *service) reachable(rec production.StoredCopy) error {
	vol, err := s.volumes.Get(rec.Label)
	if err != nil {
		return fault.New(fault.Conflict, "the copy is on %s, which is no volume of this machine: verify it where that disk is, and import the report", rec.Label)
	}
	if !vol.State().Mounted {
		return fault.New(fault.Conflict, "volume %s is not mounted: want its disk", vol.Name)
	}
	return nil
}

// expectedOf gives what a copy should hold.
func (s *service) expectedOf(ctx context.Context, v graph.View, rec production.StoredCopy) ([]expected, error) {
	var out []expected
	if rec.ReportHash != "" {
		r, err := s.loadReport(ctx, rec.ReportHash)
		if err != nil {
			return nil, err
		}
		fast := hashes.Fast(r.Formats)
		for _, f := range r.Files {
			if path.Base(path.Dir(f.Path)) != mhl.Folder && f.Sums != nil {
				out = append(out, expected{f.Path, f.Size, fast, f.Sums[fast]})
			}
		}
	} else {
		for _, c := range clipsOf(v, rec.Roll.ID) {
			name, sum, ok := strings.Cut(c.Record.Hash, ":")
			f, err := hashes.Parse(name)
			if ok && err == nil {
				out = append(out, expected{path.Join(c.Record.Path, c.Record.Name), c.Record.SizeBytes, f, sum})
			}
		}
	}
	if len(out) == 0 {
		return nil, fault.New(fault.Conflict, "nothing is on record of what the copy on %s should hold: import the report of its copy", rec.Label)
	}
	return out, nil
}

// runCheck is the job.
func (s *service) runCheck(ctx context.Context, run *jobs.Run) error {
	var in checkArgs
	if err := run.Args(&in); err != nil {
		return err
	}
	v, err := s.desk.Common(ctx, graph.Main(run.Production), nil, run.AskedBy)
	if err != nil {
		return err
	}
	rec, ok := graph.Get[production.StoredCopy](v, in.Copy)
	if !ok {
		return fault.New(fault.NotFound, "the copy is no longer on record")
	}
	if err := s.reachable(rec); err != nil {
		return err
	}
	want, err := s.expectedOf(ctx, v, rec)
	if err != nil {
		return err
	}
	x := &checking{s: s, run: run, rec: rec, out: Checking{Copy: in.Copy, Roll: rec.Roll.ID, Files: len(want), Outcome: "checking", Faults: []string{}}}
	for _, w := range want {
		x.out.Bytes += w.size
	}
	if err := x.read(ctx, want); err != nil {
		return err
	}
	if cause := context.Cause(ctx); cause != nil {
		if !errors.Is(cause, jobs.ErrCancelled) {
			return cause
		}
		x.out.Outcome = "stopped" // what was not read proves nothing, so nothing is written down
		return run.Result(x.out)
	}
	return x.conclude(context.WithoutCancel(ctx))
}

// checking is one reading under way.
type checking struct {
	s    *service
	run  *jobs.Run
	rec  production.StoredCopy
	out  Checking
	last time.Time
}

// read reads every file of the copy from the disk and holds it against what it should be.
func (x *checking) read(ctx context.Context, want []expected) error {
	dir, err := x.s.volumes.Folder(x.rec.Label, x.rec.Path)
	if err != nil {
		return err
	}
	if _, err := dir.Stat("."); errors.Is(err, fs.ErrNotExist) {
		x.out.Outcome, x.out.Faults = "erased", []string{"its folder is not on the disk any more"}
		return nil
	}
	by := map[string]expected{}
	var wants []mhl.Want
	for _, w := range want {
		by[w.path] = w
		wants = append(wants, mhl.Want{Path: w.path, Size: w.size, Formats: []hashes.Format{w.format}})
	}
	err = offload.SumFiles(ctx, dir, wants, func(f offload.Summed) {
		if ctx.Err() != nil {
			return
		}
		if text := by[f.Path].compare(f); text != "" {
			x.out.Faults = append(x.out.Faults, text)
		}
		x.out.Done++
		x.out.Read += f.Bytes
		if now := time.Now(); now.Sub(x.last) > 200*time.Millisecond {
			x.last = now
			_ = x.run.Result(x.out) // too large is not possible but of the end, which says so
			x.run.Progress(0.98*float64(x.out.Read)/float64(max(x.out.Bytes, 1)), fmt.Sprintf("%d of %d files", x.out.Done, x.out.Files))
		}
	})
	slices.Sort(x.out.Faults)
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// compare says what is wrong with a file that was read, or "".
func (w expected) compare(f offload.Summed) string {
	switch {
	case errors.Is(f.Err, fs.ErrNotExist):
		return w.path + ": is missing"
	case f.Err != nil:
		return w.path + ": cannot be read"
	case f.Bytes != w.size:
		return fmt.Sprintf("%s: has %d bytes instead of %d", w.path, f.Bytes, w.size)
	case f.Sums[w.format] != w.sum:
		return fmt.Sprintf("%s: has %s %s instead of %s", w.path, w.format, f.Sums[w.format], w.sum)
	}
	return ""
}

// conclude writes down what was found; a copy that is damaged turns the card's verdict back.
func (x *checking) conclude(ctx context.Context) error {
	if x.out.Outcome == "checking" {
		x.out.Outcome = "verified"
		if len(x.out.Faults) > 0 {
			x.out.Outcome = "damaged"
		}
	}
	v, err := x.s.desk.Common(ctx, graph.Main(x.run.Production), nil, x.run.AskedBy)
	if err != nil {
		return err
	}
	c, err := CardOf(v, x.out.Roll)
	if err != nil {
		return err
	}
	by := signer{x.run.AskedBy, nameOf(v, x.run.AskedBy), time.Now()}
	e := v.Edit(x.s.ids, fmt.Sprintf("Read the copy of %s on %s back: %s", c.Name, x.rec.Label, x.out.Outcome))
	found := clipText(x.out.Faults)
	set := func(r *production.StoredCopy) {
		r.Status, r.Fault = x.out.Outcome, found
		if r.VerifiedAtMS = 0; x.out.Outcome == "verified" {
			r.VerifiedAtMS = by.now.UnixMilli()
		}
	}
	graph.Update(e, x.out.Copy, set)
	for i := range c.Copies {
		if c.Copies[i].ID == x.out.Copy {
			set(&c.Copies[i].record)
			c.Copies[i] = copyOf(x.out.Copy, c.Copies[i].record, c.Copies[i].Site)
		}
	}
	c.settle(e, v, 0)
	step, note := "checked", fmt.Sprintf("The copy on %s was read back: %s good", x.rec.Label, count(x.out.Files, "file", "files"))
	if x.out.Outcome != "verified" {
		step, note = "damaged", fmt.Sprintf("The copy on %s is %s: %s", x.rec.Label, x.out.Outcome, found)
	}
	graph.Add(e, StepIn{Note: note}.step(c.ID, step, by))
	change, err := e.Change()
	if err != nil {
		return err
	}
	change.ID = x.run.ID
	if err := x.s.desk.Land(ctx, change, x.run.AskedBy); err != nil {
		return err
	}
	x.out.Alarm, x.out.Faults = c.Alarm, x.out.Faults[:min(len(x.out.Faults), maxFindings)]
	return x.run.Result(x.out)
}
