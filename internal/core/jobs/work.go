package jobs

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
)

// Texts that end in Job.Error without an error of a Func behind them.
const (
	errNeeds = "a job that had to be done first was not done"
	errLost  = "the machine that worked on this died three times while it ran"
)

// maxLosses is how many workers a job may lose before it is taken for the killer.
const maxLosses = 3

// work is what an engine calls: it does all jobs of a class that are ready.
func (q *Queue) work(ctx context.Context, class Class) {
	for ctx.Err() == nil && q.busy() {
		run, err := q.claim(ctx, class)
		if err != nil && ctx.Err() == nil && !errors.Is(err, ErrLost) {
			q.opt.Log.Error("claim a job", "class", class, "error", err)
		}
		if err == nil && run != nil {
			q.do(ctx, run)
		}
		q.free()
		if err != nil || run == nil {
			return
		}
	}
}

// busy counts a slot as taken, unless the queue is stopping.
func (q *Queue) busy() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.stopping {
		return false
	}
	q.slots++
	return true
}

func (q *Queue) free() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.slots--
	q.idle.Broadcast()
}

// do runs one job to its end and writes the end down.
func (q *Queue) do(ctx context.Context, run *Run) {
	ctx, run.cancel = context.WithCancelCause(context.WithoutCancel(ctx))
	defer run.cancel(nil)
	q.mu.Lock()
	q.running[run.ID] = run
	do := q.funcs[run.Kind]
	if q.worker != run.worker { // declared dead since the claim
		run.cancel(ErrLost)
	}
	if q.halted {
		run.cancel(ErrStopping)
	}
	q.mu.Unlock()
	q.announce()
	err := protect(ctx, do, run)
	progress, result := run.close()
	err = q.finish(ctx, run, progress, result, err)
	q.mu.Lock()
	delete(q.running, run.ID)
	if err != nil {
		q.unsaved = append(q.unsaved, run)
	}
	q.mu.Unlock()
	if err != nil {
		q.opt.Log.Error("write down the end of a job; it will run again", "job", run.ID, "kind", run.Kind, "error", err)
	}
	q.announce()
}

// protect turns a panic into an error.
func protect(ctx context.Context, do Func, run *Run) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("job %s panicked: %v\n%s", run.Kind, p, debug.Stack())
		}
	}()
	return do(ctx, run)
}

// finish decides what becomes of a job after a run and writes it, unless the job
// was given to somebody else meanwhile.
func (q *Queue) finish(ctx context.Context, run *Run, p Progress, result []byte, err error) error {
	cause := context.Cause(ctx)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 15*time.Second)
	defer cancel()
	switch {
	case err == nil:
		p.Fraction = 1
		return q.settle(ctx, run, p, Done, string(result), "", "")
	case errors.Is(cause, ErrCancelled):
		return q.settle(ctx, run, p, Cancelled, "", "", "")
	case errors.Is(cause, ErrStopping):
		return q.again(ctx, run, 0, run.failures, nil)
	case errors.Is(cause, ErrLost):
		return nil // the row is somebody else's
	}
	kind, shown := fault.KindOf(err), err.Error()
	if kind == fault.Internal {
		q.opt.Log.Error("job failed", "job", run.ID, "kind", run.Kind, "attempt", run.Attempt, "error", err)
		shown = "internal error"
	}
	final := kind == fault.Invalid || kind == fault.NotFound || kind == fault.Denied || kind == fault.Conflict
	if final || run.failures+1 >= run.maxTries {
		run.failures++
		return q.settle(ctx, run, p, Failed, "", clip(shown, 4000), kind.String())
	}
	return q.again(ctx, run, q.opt.Backoff(run.failures+1), run.failures+1, fault.New(kind, "%s", clip(shown, 4000)))
}

// settle writes a final state and what it means for the jobs that waited.
func (q *Queue) settle(ctx context.Context, run *Run, p Progress, s State, result, text, kind string) error {
	var wake []Class
	err := q.db.Write(ctx, func(tx *db.Tx) error {
		now := q.nowMS()
		res, err := tx.Exec(ctx, `
			UPDATE job
			SET state = ?, failures = ?, worker = '', progress_ppm = ?, message = ?, step = ?, steps = ?, result = ?,
				error = ?, error_kind = ?, finished_ms = ?, changed_ms = ?, revision = revision + 1
			WHERE id = ? AND run = ? AND worker = ? AND state = 'running'`,
			s, run.failures, int64(p.Fraction*1e6+0.5), clip(p.Message, 500), p.Step, p.Steps, result,
			text, kind, now, now, run.ID.String(), run.Attempt, run.worker)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return err // another worker has it; what we did is repeated there
		}
		wake, err = q.release(ctx, tx, run.ID.String(), s)
		return err
	})
	if err == nil {
		q.offer(ctx, wake...)
	}
	return err
}

// again puts a job back, to run after a while.
func (q *Queue) again(ctx context.Context, run *Run, wait time.Duration, failures int, why error) error {
	text, kind := "", ""
	if why != nil {
		text, kind = why.Error(), fault.KindOf(why).String()
	}
	state := Ready
	err := q.db.Write(ctx, func(tx *db.Tx) error {
		now := q.nowMS()
		// A wish to cancel that came as the run ended is honoured here.
		_, err := tx.Exec(ctx, `
			UPDATE job
			SET state = CASE WHEN cancel = 1 THEN 'cancelled' ELSE 'ready' END,
				finished_ms = CASE WHEN cancel = 1 THEN ? ELSE finished_ms END,
				failures = ?, worker = '', error = ?, error_kind = ?, due_ms = ?, changed_ms = ?, revision = revision + 1
			WHERE id = ? AND run = ? AND worker = ? AND state = 'running'`,
			now, failures, text, kind, now+wait.Milliseconds(), now, run.ID.String(), run.Attempt, run.worker)
		if err != nil {
			return err
		}
		if err := tx.QueryRow(ctx, "SELECT state FROM job WHERE id = ?", run.ID.String()).Scan(&state); err != nil || state != Cancelled {
			return err
		}
		return q.drop(ctx, tx, run.ID.String())
	})
	if err == nil && state == Ready {
		q.later(wait, run.Class)
	}
	return err
}

// later offers a class when a job of it is due.
func (q *Queue) later(wait time.Duration, class Class) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.stopping {
		return
	}
	var t *time.Timer
	t = time.AfterFunc(wait, func() {
		q.mu.Lock()
		delete(q.timers, t)
		stopping := q.stopping
		q.mu.Unlock()
		if !stopping {
			ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
			defer cancel()
			q.offer(ctx, class)
		}
	})
	q.timers[t] = true
}

// release tells the jobs that waited for this one, and theirs, what became of it.
// It gives the classes that have new work.
func (q *Queue) release(ctx context.Context, tx *db.Tx, id string, s State) ([]Class, error) {
	if s != Done {
		return nil, q.drop(ctx, tx, id)
	}
	now := q.nowMS()
	_, err := tx.Exec(ctx, `
		UPDATE job
		SET waits = waits - 1, state = CASE WHEN waits <= 1 THEN 'ready' ELSE state END, changed_ms = ?, revision = revision + 1
		WHERE state = 'waiting' AND id IN (SELECT job FROM job_after WHERE needs = ?)`, now, id)
	if err != nil {
		return nil, err
	}
	rows, err := tx.Query(ctx, `
		SELECT DISTINCT j.class FROM job_after a JOIN job j ON j.id = a.job
		WHERE a.needs = ? AND j.state = 'ready'`, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var classes []Class
	for rows.Next() {
		var c Class
		if err := rows.Scan(&c); err != nil {
			return nil, err
		}
		classes = append(classes, c)
	}
	return classes, rows.Err()
}

// drop cancels everything that waits for a job that will not be done.
func (q *Queue) drop(ctx context.Context, tx *db.Tx, id string) error {
	now := q.nowMS()
	_, err := tx.Exec(ctx, `
		UPDATE job
		SET state = 'cancelled', error = ?, finished_ms = ?, changed_ms = ?, revision = revision + 1
		WHERE state = 'waiting' AND id IN (
			WITH RECURSIVE w(id) AS (
				SELECT job FROM job_after WHERE needs = ?
				UNION
				SELECT a.job FROM w JOIN job_after a ON a.needs = w.id
			)
			SELECT id FROM w)`, errNeeds, now, now, id)
	return err
}
