package jobs

import (
	"context"
	"database/sql"
	"strings"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Filter chooses jobs to list. The zero Filter is all of the reader's own.
type Filter struct {
	Production graph.ID // zero: of all productions, own jobs only
	States     []State  // none: all
	Kinds      []string // none: all
	Before     graph.ID // for the next page: older than this job
	Limit      int      // 1 to 500; zero: 100
}

const jobColumns = `id, kind, args, production, asked_by, class, priority, state, cancel, progress_ppm, message, step, steps,
	run, failures, max_tries, result, error, error_kind, created_ms, started_ms, finished_ms, due_ms, revision,
	(SELECT count(*) FROM job_asker a WHERE a.job = job.id AND a.account = ?) AS own`

// List gives the jobs a reader may see, newest first: those they asked for, and
// with ReadRight all of the production that the filter names. The audience is the
// reader's in that production.
func (q *Queue) List(ctx context.Context, reader graph.Audience, f Filter) ([]Job, error) {
	if f.Limit < 0 || f.Limit > 500 {
		return nil, fault.At("limit", "limit %d: want 1 to 500", f.Limit)
	}
	if f.Limit == 0 {
		f.Limit = 100
	}
	where, args := visible(reader, f)
	return q.read(ctx, reader, where+" ORDER BY id DESC LIMIT ?", append(args, f.Limit)...)
}

// visible is the condition of all that a reader may see and a filter wants.
func visible(reader graph.Audience, f Filter) (string, []any) {
	var where []string
	var args []any
	and := func(cond string, values ...any) {
		where = append(where, cond)
		args = append(args, values...)
	}
	if !reader.All && (f.Production.IsZero() || !reader.Has(ReadRight)) {
		and("EXISTS (SELECT 1 FROM job_asker a WHERE a.job = job.id AND a.account = ?)", reader.Account.String())
	}
	if !f.Production.IsZero() {
		and("production = ?", f.Production.String())
	}
	if !f.Before.IsZero() {
		and("id < ?", f.Before.String())
	}
	if len(f.States) > 0 {
		and("state IN ("+marks(len(f.States))+")", anys(f.States)...)
	}
	if len(f.Kinds) > 0 {
		and("kind IN ("+marks(len(f.Kinds))+")", anys(f.Kinds)...)
	}
	if len(where) == 0 {
		return "1 = 1", nil
	}
	return strings.Join(where, " AND "), args
}

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?,", n), ",") }

func anys[T any](list []T) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}

// Get gives one job. One that the reader may not see does not exist. The audience
// is the reader's in the production; a zero production means own jobs only.
func (q *Queue) Get(ctx context.Context, reader graph.Audience, production, id graph.ID) (Job, error) {
	where, args := visible(reader, Filter{Production: production})
	jobs, err := q.read(ctx, reader, where+" AND id = ? LIMIT 1", append(args, id.String())...)
	if err != nil {
		return Job{}, err
	}
	if len(jobs) == 0 {
		return Job{}, fault.New(fault.NotFound, "job %s does not exist", id)
	}
	return jobs[0], nil
}

func (q *Queue) read(ctx context.Context, reader graph.Audience, where string, args ...any) ([]Job, error) {
	rows, err := q.db.Query(ctx, "SELECT "+jobColumns+" FROM job WHERE "+where, append([]any{reader.Account.String()}, args...)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	jobs := []Job{}
	for rows.Next() {
		j, own, err := scanJob(rows)
		if err != nil {
			return nil, err
		}
		if !own && !reader.All {
			j.Progress.Message, j.Result, j.Error = "", nil, ""
		}
		jobs = append(jobs, j)
	}
	return jobs, rows.Err()
}

func scanJob(rows *sql.Rows) (j Job, own bool, err error) {
	var id, args, production, asked, result string
	var cancel, ppm, mine int64
	err = rows.Scan(&id, &j.Kind, &args, &production, &asked, &j.Class, &j.Priority, &j.State, &cancel, &ppm,
		&j.Progress.Message, &j.Progress.Step, &j.Progress.Steps, &j.Runs, &j.Failures, &j.MaxTries, &result, &j.Error, &j.ErrorKind,
		&j.CreatedMS, &j.StartedMS, &j.FinishedMS, &j.DueMS, &j.Revision, &mine)
	if err != nil {
		return Job{}, false, err
	}
	j.Args, j.Progress.Fraction = []byte(args), float64(ppm)/1e6
	if result != "" {
		j.Result = []byte(result)
	}
	j.Cancelling = cancel == 1 && j.State == Running
	return j, mine > 0, parseIDs([]string{id, production, asked}, &j.ID, &j.Production, &j.AskedBy)
}
