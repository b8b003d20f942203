package jobs

import (
	"context"
	"errors"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/graph"
)

// keep says that this process lives, finds processes that do not, passes on
// cancellations, offers forgotten jobs and clears old history, until ctx is done.
func (q *Queue) keep(ctx context.Context) {
	defer close(q.kept)
	ticker := time.NewTicker(q.opt.Beat)
	defer ticker.Stop()
	watch := deathWatch{seen: map[string]sighting{}}
	alive, pruned := time.Now(), time.Time{}
	for {
		switch err := q.beat(ctx); {
		case err == nil:
			alive = time.Now()
		case errors.Is(err, ErrLost):
			q.rejoin(ctx)
			alive = time.Now()
		case ctx.Err() == nil:
			q.opt.Log.Error("job worker: say that it lives", "error", err)
			if time.Since(alive) > q.opt.Lease {
				q.interrupt(ErrLost, nil) // others may have taken over
			}
		}
		q.check(ctx, "find dead workers", watch.look(ctx, q))
		q.check(ctx, "put back jobs whose end was not saved", q.putBackUnsaved(ctx))
		q.check(ctx, "pass on cancellations", q.passCancels(ctx))
		q.check(ctx, "offer ready jobs", q.offerDue(ctx))
		if time.Since(pruned) > time.Hour {
			q.check(ctx, "clear the history of jobs", q.prune(ctx))
			pruned = time.Now()
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

func (q *Queue) check(ctx context.Context, what string, err error) {
	if err != nil && ctx.Err() == nil {
		q.opt.Log.Error("jobs: "+what, "error", err)
	}
}

func (q *Queue) beat(ctx context.Context) error {
	res, err := q.db.Exec(ctx, "UPDATE job_worker SET beat = beat + 1 WHERE id = ?", q.self())
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(ErrLost, err)
	}
	return nil
}

// rejoin follows a silence in which others took this process for dead, such as a
// laptop asleep: what it ran is theirs now, and it begins anew.
func (q *Queue) rejoin(ctx context.Context) {
	q.opt.Log.Warn("job worker was silent for too long; its jobs run again elsewhere", "worker", q.self())
	old := q.self()
	if err := q.enlist(ctx); err != nil {
		q.check(ctx, "enlist again", err)
		return
	}
	q.interrupt(ErrLost, func(r *Run) bool { return r.worker == old })
}

// putBackUnsaved frees the jobs of this process whose end could not be written,
// for want of disk or database, so that they run again.
func (q *Queue) putBackUnsaved(ctx context.Context) error {
	q.mu.Lock()
	unsaved := q.unsaved
	q.unsaved = nil
	q.mu.Unlock()
	for i, run := range unsaved {
		if err := q.again(ctx, run, q.opt.Backoff(1), run.failures, nil); err != nil {
			q.mu.Lock()
			q.unsaved = append(q.unsaved, unsaved[i:]...)
			q.mu.Unlock()
			return err
		}
	}
	return nil
}

// sighting is when a worker's beat was last seen to change, by the clock of the
// one who looks: no two machines need the same time.
type sighting struct {
	beat int64
	at   time.Time
}

type deathWatch struct{ seen map[string]sighting }

// look takes the jobs of workers that were silent for a whole lease.
func (w *deathWatch) look(ctx context.Context, q *Queue) error {
	rows, err := q.db.Query(ctx, "SELECT id, beat FROM job_worker")
	if err != nil {
		return err
	}
	defer rows.Close()
	now, next := time.Now(), map[string]sighting{}
	for rows.Next() {
		var id string
		s := sighting{at: now}
		if err := rows.Scan(&id, &s.beat); err != nil {
			return err
		}
		if old, ok := w.seen[id]; ok && old.beat == s.beat {
			s.at = old.at
		}
		next[id] = s
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	w.seen = next
	for id, s := range next {
		if id != q.self() && now.Sub(s.at) > q.opt.Lease {
			if err := q.bury(ctx, id, s.beat); err != nil {
				return err
			}
		}
	}
	return q.reclaim(ctx)
}

// bury strikes a worker off, unless it has just spoken.
func (q *Queue) bury(ctx context.Context, worker string, beat int64) error {
	res, err := q.db.Exec(ctx, "DELETE FROM job_worker WHERE id = ? AND beat = ?", worker, beat)
	if err != nil {
		return err
	}
	if n, _ := res.RowsAffected(); n > 0 {
		q.opt.Log.Warn("a job worker is silent; its jobs run again", "worker", worker)
	}
	return nil
}

// reclaim puts back the running jobs of workers that are no more.
func (q *Queue) reclaim(ctx context.Context) error {
	rows, err := q.db.Query(ctx, `
		SELECT id, run, losses, cancel FROM job
		WHERE state = 'running' AND NOT EXISTS (SELECT 1 FROM job_worker w WHERE w.id = job.worker)`)
	if err != nil {
		return err
	}
	defer rows.Close()
	type orphan struct {
		id                  string
		run, losses, cancel int64
	}
	var orphans []orphan
	for rows.Next() {
		var o orphan
		if err := rows.Scan(&o.id, &o.run, &o.losses, &o.cancel); err != nil {
			return err
		}
		orphans = append(orphans, o)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, o := range orphans {
		state, text, kind := Ready, "", ""
		switch {
		case o.cancel == 1:
			state = Cancelled
		case o.losses+1 >= maxLosses:
			state, text, kind = Failed, errLost, "internal"
		}
		if err := q.putBack(ctx, o.id, o.run, state, text, kind); err != nil {
			return err
		}
	}
	if len(orphans) > 0 {
		q.announce()
	}
	return nil
}

// putBack frees a lost job. The run's number is in the condition, so of several
// processes that found it, one frees it.
func (q *Queue) putBack(ctx context.Context, id string, run int64, s State, text, kind string) error {
	return q.db.Write(ctx, func(tx *db.Tx) error {
		now, finished := q.nowMS(), int64(0)
		if s.Final() {
			finished = now
		}
		res, err := tx.Exec(ctx, `
			UPDATE job
			SET state = ?, worker = '', losses = losses + 1, error = ?, error_kind = ?, due_ms = ?, finished_ms = ?,
				changed_ms = ?, revision = revision + 1
			WHERE id = ? AND run = ? AND state = 'running'
				AND NOT EXISTS (SELECT 1 FROM job_worker w WHERE w.id = job.worker)`, s, text, kind, now, finished, now, id, run)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 || !s.Final() {
			return err
		}
		return q.drop(ctx, tx, id)
	})
}

// passCancels interrupts jobs of this process that somebody cancelled elsewhere.
func (q *Queue) passCancels(ctx context.Context) error {
	rows, err := q.db.Query(ctx, "SELECT id FROM job WHERE worker = ? AND state = 'running' AND cancel = 1", q.self())
	if err != nil {
		return err
	}
	defer rows.Close()
	wanted := map[graph.ID]bool{}
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return err
		}
		id, err := graph.ParseID(text)
		if err != nil {
			return err
		}
		wanted[id] = true
	}
	if len(wanted) > 0 {
		q.interrupt(ErrCancelled, func(r *Run) bool { return wanted[r.ID] })
	}
	return rows.Err()
}

// offerDue offers what is ready and due: jobs of dead workers, offers lost in a
// crash between commit and offer, and jobs whose time has come.
func (q *Queue) offerDue(ctx context.Context) error {
	kinds, _ := q.kinds()
	if len(kinds) == 0 {
		return nil
	}
	for _, class := range Classes() {
		due, err := q.due(ctx, class, kinds, q.opt.Slots[class])
		if err != nil {
			return err
		}
		if due > 0 {
			if err := q.engine.Offer(ctx, class, due); err != nil {
				return err
			}
		}
	}
	return nil
}

// due counts the jobs of a class that could run now, up to a limit.
func (q *Queue) due(ctx context.Context, class Class, kinds []any, limit int) (n int, err error) {
	args := append(append([]any{class, q.nowMS()}, kinds...), limit)
	err = q.db.QueryRow(ctx, `
		SELECT count(*) FROM (
			SELECT id FROM job
			WHERE class = ? AND state = 'ready' AND due_ms <= ? AND kind IN (`+marks(len(kinds))+`)
			LIMIT ?) AS due`, args...).Scan(&n)
	return n, err
}

// prune forgets jobs that finished long ago and that nobody waits for.
func (q *Queue) prune(ctx context.Context) error {
	before := q.opt.Now().Add(-q.opt.Keep).UnixMilli()
	return q.db.Write(ctx, func(tx *db.Tx) error {
		for _, stmt := range []string{
			"DELETE FROM job_asker WHERE job IN (SELECT id FROM job WHERE finished_ms > 0 AND finished_ms < ?)",
			"DELETE FROM job_after WHERE job IN (SELECT id FROM job WHERE finished_ms > 0 AND finished_ms < ?)",
			"DELETE FROM job WHERE finished_ms > 0 AND finished_ms < ?",
		} {
			if _, err := tx.Exec(ctx, stmt, before); err != nil {
				return err
			}
		}
		return nil
	})
}
