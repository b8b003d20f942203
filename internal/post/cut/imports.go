package cut

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"backlot/film/timeline"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/core/production"
)

// Jobs that read and import lists too large to wait for in a request.
const (
	readJob   = "cut.read"
	importJob = "cut.import"
)

// mostListed bounds what a job's result lists of findings and of media that are no clips; both are counted in full.
const mostListed = 200

// What an import is doing.
const (
	fetchingList = "Fetching the list"
	readingList  = "Reading the list"
	findingClips = "Finding its clips"
	writingDown  = "Writing it down"
	comparing    = "Comparing it with the version before"
)

// tell is told how far an import is, 0 to 1, and what it does; an error stops it. A nil tell never does.
type tell func(fraction float64, what string) error

func (t tell) say(fraction float64, what string) error {
	if t == nil {
		return nil
	}
	return t(fraction, what)
}

// each is say for one of many, between two fractions; not for every one of them.
func (t tell) each(i, of int, from, to float64, what string) error {
	if i%500 != 0 {
		return nil
	}
	return t.say(from+(to-from)*float64(i)/float64(of), what)
}

// teller tells a run's progress, and stops when the run is to stop.
func teller(ctx context.Context, run *jobs.Run) tell {
	return func(fraction float64, what string) error {
		run.Progress(fraction, what)
		return context.Cause(ctx)
	}
}

// fetch reads what was uploaded before.
func (s *service) fetch(ctx context.Context, in *listFile, t tell) error {
	if err := s.fetchOne(ctx, &in.sent, "body", t); err != nil {
		return err
	}
	for i := range in.Logs {
		if err := s.fetchOne(ctx, &in.Logs[i], fmt.Sprintf("body.logs[%d]", i), t); err != nil {
			return err
		}
	}
	return nil
}

func (s *service) fetchOne(ctx context.Context, f *sent, field string, t tell) error {
	if f.File == "" {
		if len(f.Content) == 0 {
			return fault.At(field+".content", "%s is empty: want its content, or the id of an uploaded file", f.Name)
		}
		return nil
	}
	if err := t.say(0, fetchingList); err != nil {
		return err
	}
	r, err := s.files.Open(ctx, f.File)
	if err != nil {
		return fault.At(field+".file", "no uploaded file %s: %w", f.File, err)
	}
	body, err := io.ReadAll(io.LimitReader(r, maxList+1))
	if err := errors.Join(err, r.Close()); err != nil {
		return fmt.Errorf("read the uploaded list: %w", err)
	}
	if len(body) > maxList {
		return fault.At(field+".file", "%s is larger than %d MB: want the timeline alone, without its media", f.Name, maxList>>20)
	}
	f.Content = body
	return nil
}

// keepSent puts what came in the request into the library, so that a job's arguments stay small.
func (s *service) keepSent(ctx context.Context, in *listFile) error {
	all := []*sent{&in.sent}
	for i := range in.Logs {
		all = append(all, &in.Logs[i])
	}
	for i, f := range all {
		if f.File != "" {
			continue
		}
		if len(f.Content) == 0 {
			field := "body.content"
			if i > 0 {
				field = fmt.Sprintf("body.logs[%d].content", i-1)
			}
			return fault.At(field, "%s is empty: want its content, or the id of an uploaded file", f.Name)
		}
		id, err := s.files.Keep(ctx, bytes.NewReader(f.Content))
		if err != nil {
			return err
		}
		f.File, f.Content = id, nil
	}
	return nil
}

// askRead asks for a report on a list.
func (s *service) askRead(ctx context.Context, v graph.View, in readIn) (askedOut, error) {
	if err := s.keepSent(ctx, &in.listFile); err != nil {
		return askedOut{}, err
	}
	return s.askImport(ctx, v, readJob, in)
}

// askAdd asks for an import.
func (s *service) askAdd(ctx context.Context, v graph.View, in importIn) (askedOut, error) {
	if err := s.keepSent(ctx, &in.listFile); err != nil {
		return askedOut{}, err
	}
	return s.askImport(ctx, v, importJob, in)
}

func (s *service) askImport(ctx context.Context, v graph.View, kind string, args any) (askedOut, error) {
	if !v.Where().Branch.IsZero() {
		return askedOut{}, fault.New(fault.Invalid, "large lists are imported on the main line: this is a branch")
	}
	job, err := s.desk.Ask(ctx, jobs.Request{Kind: kind, Args: args, Production: v.Where().Production, AskedBy: v.Audience().Account, Priority: jobs.Urgent})
	return askedOut{job}, err
}

// runRead is the job that reports on a list: with what its asker may know.
func (s *service) runRead(ctx context.Context, run *jobs.Run) error {
	var in readIn
	if err := run.Args(&in); err != nil {
		return err
	}
	v, err := s.desk.Common(ctx, graph.Main(run.Production), nil, run.AskedBy)
	if err != nil {
		return err
	}
	t := teller(ctx, run)
	if err := s.fetch(ctx, &in.listFile, t); err != nil {
		return err
	}
	out, err := report(v, in.listFile, t)
	if err != nil {
		return err
	}
	out.shorten()
	return run.Result(out)
}

// shorten leaves out what no page shows of a long report.
func (r *ListReport) shorten() {
	if n := len(r.Unresolved) - mostListed; n > 0 {
		r.Unresolved = r.Unresolved[:mostListed]
		r.Findings = append(r.Findings, timeline.Finding{Level: timeline.Note, Text: fmt.Sprintf("%d more media are no clips here", n)})
	}
	if n := len(r.Findings) - mostListed; n > 0 {
		r.Findings = append(r.Findings[:mostListed:mostListed], timeline.Finding{Level: timeline.Note, Text: fmt.Sprintf("and %d findings more", n)})
	}
}

// Imported is a version as its job leaves it behind.
type Imported struct {
	Timeline graph.ID `json:"timeline"`
	Name     string   `json:"name"`
}

// runAdd is the job that imports a version.
func (s *service) runAdd(ctx context.Context, run *jobs.Run) error {
	var in importIn
	if err := run.Args(&in); err != nil {
		return err
	}
	out, err := s.importAs(ctx, graph.Main(run.Production), run.ID, run.AskedBy, in, teller(ctx, run))
	if err != nil {
		return err
	}
	return run.Result(out)
}

// importAs imports a version with what its asker may know. Its change and its timeline have the id given, so that done twice
// it counts once.
func (s *service) importAs(ctx context.Context, at graph.Place, id, by graph.ID, in importIn, t tell) (Imported, error) {
	v, err := s.desk.Common(ctx, at, nil, by)
	if err != nil {
		return Imported{}, err
	}
	if line, done := graph.Get[production.Timeline](v, id); done {
		return Imported{id, line.Name}, nil
	}
	if err := s.fetch(ctx, &in.listFile, t); err != nil {
		return Imported{}, err
	}
	change, err := s.addAs(ctx, v, id, in, s.now(), t)
	if err != nil {
		return Imported{}, err
	}
	if err := t.say(0.95, writingDown); err != nil {
		return Imported{}, err
	}
	change.ID = id
	if err := s.desk.Land(ctx, change, by); err != nil {
		return Imported{}, err
	}
	if v, err = s.desk.Common(ctx, at, nil, by); err != nil {
		return Imported{}, err
	}
	return Imported{id, v.Label(id)}, nil
}
