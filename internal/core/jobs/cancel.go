package jobs

import (
	"context"
	"errors"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Cancel ends a job. A reader with CancelRight in the production ends it for all;
// one who asked for it withdraws, and the job ends when nobody who asked is left.
// A running job is told through its context; a finished one is a Conflict.
func (q *Queue) Cancel(ctx context.Context, reader graph.Audience, production, id graph.ID) error {
	j, err := q.Get(ctx, reader, production, id)
	if err != nil {
		return err
	}
	if j.State.Final() {
		return fault.New(fault.Conflict, "job %s is %s already", id, j.State)
	}
	might := reader.All || (!production.IsZero() && reader.Has(CancelRight))
	err = q.db.Write(ctx, func(tx *db.Tx) error {
		if !might {
			if left, err := withdraw(ctx, tx, reader.Account, id); err != nil || left > 0 {
				return err
			}
		}
		return q.cancel(ctx, tx, id)
	})
	if err != nil {
		return err
	}
	if err := q.passCancels(ctx); err != nil {
		return err
	}
	q.announce()
	return nil
}

var errNotAsked = errors.New("you did not ask for this job, and cancelling those of others needs a right")

// withdraw takes back one person's wish and counts the others'.
func withdraw(ctx context.Context, tx *db.Tx, account, job graph.ID) (left int, err error) {
	if err := tx.QueryRow(ctx, "SELECT count(*) FROM job_asker WHERE job = ? AND account = ?", job.String(), account.String()).Scan(&left); err != nil {
		return 0, err
	}
	if left == 0 {
		return 0, fault.Mark(fault.Denied, errNotAsked)
	}
	if err := tx.QueryRow(ctx, "SELECT count(*) FROM job_asker WHERE job = ?", job.String()).Scan(&left); err != nil {
		return 0, err
	}
	if left > 1 { // the last asker keeps seeing the cancelled job
		_, err = tx.Exec(ctx, "DELETE FROM job_asker WHERE job = ? AND account = ?", job.String(), account.String())
	}
	return left - 1, err
}

func (q *Queue) cancel(ctx context.Context, tx *db.Tx, id graph.ID) error {
	now := q.nowMS()
	_, err := tx.Exec(ctx, `
		UPDATE job
		SET cancel = 1,
			state = CASE WHEN state = 'running' THEN state ELSE 'cancelled' END,
			finished_ms = CASE WHEN state = 'running' THEN finished_ms ELSE ? END,
			changed_ms = ?, revision = revision + 1
		WHERE id = ? AND state IN ('waiting', 'ready', 'running')`, now, now, id.String())
	if err != nil {
		return err
	}
	var s State
	if err := tx.QueryRow(ctx, "SELECT state FROM job WHERE id = ?", id.String()).Scan(&s); err != nil || s != Cancelled {
		return err
	}
	return q.drop(ctx, tx, id.String())
}
