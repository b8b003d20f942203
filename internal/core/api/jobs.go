package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/core/web"
)

func (s *service) mountJobs(m *web.Mux) {
	const base = "/api/productions/{production}/jobs"
	web.Action(m, "GET "+base, web.Member, s.listJobs, web.Summary("My jobs here, and everybody's for who may see them"))
	web.Action(m, "GET "+base+"/{job}", web.Member, s.job, web.Summary("One job"))
	web.Action(m, "POST "+base+"/{job}/cancel", web.Member, s.cancelJob, web.Summary("Cancel a job"))
	web.Action(m, "POST "+base+"/{job}/retry", web.Member, s.retryJob, web.Summary("Run a failed or cancelled job again"))
	web.Raw(m, "GET "+base+"/stream", web.Member, s.streamJobs, web.Timeout(0), web.Summary("Jobs as they proceed, as server-sent events"))
}

// JobItem is a job as the reader may see it.
type JobItem struct {
	ID       graph.ID        `json:"id"`
	Kind     string          `json:"kind"`
	Title    string          `json:"title"`
	State    string          `json:"state" enum:"waiting,running,done,failed,cancelled"`
	Progress float64         `json:"progress" doc:"0 to 1"`
	Message  string          `json:"message,omitempty"`
	At       time.Time       `json:"at" doc:"When it was asked for"`
	Finished time.Time       `json:"finished,omitzero"`
	Author   Author          `json:"author"`
	Result   json.RawMessage `json:"result,omitempty"`
	Problem  string          `json:"problem,omitempty" doc:"Why it failed"`
}

var jobStates = map[jobs.State]string{jobs.Waiting: "waiting", jobs.Ready: "waiting", jobs.Running: "running", jobs.Done: "done",
	jobs.Failed: "failed", jobs.Cancelled: "cancelled"}

func (s *service) jobItem(ctx context.Context, v graph.View, j jobs.Job) JobItem {
	out := JobItem{ID: j.ID, Kind: j.Kind, Title: j.Kind, State: jobStates[j.State], Progress: j.Progress.Fraction, Message: j.Progress.Message,
		At: time.UnixMilli(j.CreatedMS).UTC(), Author: s.author(ctx, j.AskedBy), Result: j.Result, Problem: j.Error}
	if j.FinishedMS > 0 {
		out.Finished = time.UnixMilli(j.FinishedMS).UTC()
	}
	if s.JobTitle != nil {
		out.Title = s.JobTitle(v, j)
	}
	return out
}

type jobsIn struct {
	Before graph.ID `query:"before" doc:"Older than this job"`
	Limit  int      `query:"limit" minimum:"1" maximum:"500"`
}

func (s *service) listJobs(ctx context.Context, in jobsIn) ([]JobItem, error) {
	v := web.ViewOf(ctx)
	list, err := s.Jobs.List(ctx, v.Audience(), jobs.Filter{Production: v.Where().Production, Before: in.Before, Limit: in.Limit})
	out := make([]JobItem, 0, len(list))
	for _, j := range list {
		out = append(out, s.jobItem(ctx, v, j))
	}
	return out, err
}

type jobIn struct {
	Job graph.ID `path:"job"`
}

func (s *service) job(ctx context.Context, in jobIn) (JobItem, error) {
	v := web.ViewOf(ctx)
	j, err := s.Jobs.Get(ctx, v.Audience(), v.Where().Production, in.Job)
	if err != nil {
		return JobItem{}, err
	}
	return s.jobItem(ctx, v, j), nil
}

func (s *service) cancelJob(ctx context.Context, in jobIn) (none, error) {
	v := web.ViewOf(ctx)
	return none{}, s.Jobs.Cancel(ctx, v.Audience(), v.Where().Production, in.Job)
}

// retryJob asks for the same work again. It is a new job; the old one stays listed.
func (s *service) retryJob(ctx context.Context, in jobIn) (Made, error) {
	v := web.ViewOf(ctx)
	j, err := s.Jobs.Get(ctx, v.Audience(), v.Where().Production, in.Job)
	if err != nil {
		return Made{}, err
	}
	if !j.State.Final() || j.State == jobs.Done {
		return Made{}, fault.New(fault.Conflict, "the job is %s; only a failed or cancelled one can be run again", jobStates[j.State])
	}
	if j.AskedBy != web.PersonOf(ctx).Account && !may(v, jobs.CancelRight) {
		return Made{}, fault.New(fault.Denied, "only who asked for a job, or who has the right %q, can run it again", jobs.CancelRight)
	}
	id, err := s.Jobs.Enqueue(ctx, jobs.Request{Kind: j.Kind, Args: j.Args, Production: j.Production, AskedBy: web.PersonOf(ctx).Account,
		Class: j.Class, Priority: j.Priority, MaxTries: j.MaxTries})
	return Made{id}, err
}

// jobsBeat keeps proxies from closing a quiet stream of jobs.
const jobsBeat = 15 * time.Second

func (s *service) streamJobs(w http.ResponseWriter, r *http.Request) error {
	ctx, cancel := context.WithTimeout(r.Context(), 15*time.Minute) // then the browser comes back, and says again who it is
	defer cancel()
	v := web.ViewOf(ctx)
	updates := s.Jobs.Watch(ctx, v.Audience(), jobs.Filter{Production: v.Where().Production})
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusOK)
	rc := http.NewResponseController(w)
	if err := rc.Flush(); err != nil {
		return nil //nolint:nilerr // the reader went away
	}
	tick := time.NewTicker(jobsBeat)
	defer tick.Stop()
	for {
		text := ": beat\n\n"
		select {
		case <-s.mux.Stopping():
			return nil
		case j, open := <-updates:
			if !open {
				return nil
			}
			body, err := json.Marshal(s.jobItem(ctx, v, j))
			if err != nil {
				return err
			}
			text = fmt.Sprintf("event: job\ndata: %s\n\n", body)
		case <-tick.C:
		}
		_ = rc.SetWriteDeadline(time.Now().Add(jobsBeat)) // a test's recorder has none
		if _, err := fmt.Fprint(w, text); err != nil || rc.Flush() != nil {
			return nil //nolint:nilerr // the reader went away
		}
	}
}
