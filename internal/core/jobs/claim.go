package jobs

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"backlot/internal/core/db"
	"backlot/internal/core/graph"
)

// claim takes the next job of a class for this process, or gives nil.
//
// Next is: of the production with the fewest running jobs of the class; then the
// more urgent; then of the production that was served longest ago; then the oldest.
// So a production that asks for two thousand proxies delays another's by one job.
func (q *Queue) claim(ctx context.Context, class Class) (*Run, error) {
	kinds, worker := q.kinds()
	if len(kinds) == 0 {
		return nil, nil //nolint:nilnil // an idle slot is not an error
	}
	var run *Run
	err := q.db.Write(ctx, func(tx *db.Tx) error {
		if err := serialise(ctx, tx, class); err != nil {
			return err
		}
		// A process declared dead has no row and must not claim.
		res, err := tx.Exec(ctx, "UPDATE job_worker SET beat = beat + 1 WHERE id = ?", worker)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errors.Join(ErrLost, err)
		}
		run, err = q.take(ctx, tx, class, kinds, worker)
		return err
	})
	if err != nil {
		return nil, err
	}
	return run, nil
}

// kinds are the kinds this process knows, or none when it must not claim.
func (q *Queue) kinds() (kinds []any, worker string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.stopping {
		return nil, ""
	}
	for kind := range q.funcs {
		kinds = append(kinds, kind)
	}
	return kinds, q.worker
}

// serialise lets one process at a time choose in a class: fairness is exact.
func serialise(ctx context.Context, tx *db.Tx, class Class) error {
	if tx.Dialect() != db.PostgreSQL {
		return nil // one writer
	}
	_, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock(62618, hashtext(?))", string(class))
	return err
}

// nextSQL walks from production to production by index, takes the best job of
// each, and orders these. %KINDS% becomes one mark per kind.
const nextSQL = `
	WITH RECURSIVE p(production) AS (
		SELECT min(production) FROM job WHERE class = ? AND state = 'ready'
		UNION ALL
		SELECT (SELECT min(j.production) FROM job j WHERE j.class = ? AND j.state = 'ready' AND j.production > p.production)
		FROM p
		WHERE p.production IS NOT NULL
	)
	SELECT j.id, j.kind, j.production, j.asked_by, j.args, j.run, j.failures, j.max_tries
	FROM p JOIN job j ON j.id = (
		SELECT c.id FROM job c
		WHERE c.class = ? AND c.state = 'ready' AND c.production = p.production AND c.due_ms <= ? AND c.kind IN (%KINDS%)
		ORDER BY c.priority DESC, c.id
		LIMIT 1)
	ORDER BY
		(SELECT count(*) FROM job r WHERE r.class = ? AND r.state = 'running' AND r.production = j.production),
		j.priority DESC,
		COALESCE((SELECT t.turn FROM job_turn t WHERE t.class = ? AND t.production = j.production), 0),
		j.id
	LIMIT 1`

func (q *Queue) take(ctx context.Context, tx *db.Tx, class Class, kinds []any, worker string) (*Run, error) {
	args := append([]any{class, class, class, q.nowMS()}, kinds...)
	args = append(args, class, class)
	var id, production, asked, body string
	run := &Run{q: q, Class: class}
	err := tx.QueryRow(ctx, strings.Replace(nextSQL, "%KINDS%", marks(len(kinds)), 1), args...).
		Scan(&id, &run.Kind, &production, &asked, &body, &run.Attempt, &run.failures, &run.maxTries)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // nothing is ready
	}
	if err != nil {
		return nil, err
	}
	run.args, run.worker = []byte(body), worker
	run.Attempt++
	if err := parseIDs([]string{id, production, asked}, &run.ID, &run.Production, &run.AskedBy); err != nil {
		return nil, err
	}
	now := q.nowMS()
	res, err := tx.Exec(ctx, `
		UPDATE job
		SET state = 'running', run = ?, worker = ?, started_ms = ?, changed_ms = ?, revision = revision + 1,
			progress_ppm = 0, message = '', step = 0, steps = 0
		WHERE id = ? AND state = 'ready'`, run.Attempt, worker, now, now, id)
	if err != nil {
		return nil, err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return nil, err // cancelled at this moment; the next call sees the others
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO job_turn (class, production, turn)
		VALUES (?, ?, (SELECT COALESCE(max(turn), 0) + 1 FROM job_turn WHERE class = ?))
		ON CONFLICT (class, production) DO UPDATE SET turn = excluded.turn`, class, production, class)
	return run, err
}

func parseIDs(texts []string, ids ...*graph.ID) error {
	for i, text := range texts {
		id, err := graph.ParseID(text)
		if err != nil {
			return err
		}
		*ids[i] = id
	}
	return nil
}
