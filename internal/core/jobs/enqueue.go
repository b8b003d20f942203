package jobs

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

const maxPayload = 1 << 20 // bytes of arguments or of a result

var errFinishedNow = errors.New("the job with this key finished at this moment: ask again")

// Enqueue asks for a job and gives its id; when it returns, the request is on
// disk. With a Key in use, the id is that of the unfinished job.
func (q *Queue) Enqueue(ctx context.Context, r Request) (graph.ID, error) {
	args, err := r.check()
	if err != nil {
		return graph.ID{}, err
	}
	var id graph.ID
	var state State
	for range 3 { // the job with the same key may finish between two statements
		err = q.db.Write(ctx, func(tx *db.Tx) error {
			id, state, err = q.insert(ctx, tx, r, args)
			return err
		})
		if !errors.Is(err, errFinishedNow) {
			break
		}
	}
	if err != nil {
		return graph.ID{}, fmt.Errorf("enqueue %s: %w", r.Kind, err)
	}
	if state == Ready && !r.NotBefore.After(q.opt.Now()) {
		q.offer(ctx, r.class())
	}
	q.announce()
	return id, nil
}

func (r Request) class() Class {
	if r.Class == "" {
		return CPU
	}
	return r.Class
}

func (r Request) check() (args string, err error) {
	switch {
	case r.Kind == "":
		return "", fault.At("kind", "a job needs a kind")
	case !r.class().Known():
		return "", fault.At("class", "class %q: want one of %v", r.Class, Classes())
	case r.Priority < Bulk || r.Priority > Urgent:
		return "", fault.At("priority", "priority %d: want -1, 0 or 1", r.Priority)
	case r.MaxTries < 0 || r.MaxTries > 100:
		return "", fault.At("max_tries", "max tries %d: want 1 to 100, or 0 for 3", r.MaxTries)
	}
	body, err := json.Marshal(r.Args)
	if err != nil {
		return "", fault.At("args", "arguments of %s: %w", r.Kind, err)
	}
	if len(body) > maxPayload {
		return "", fault.At("args", "arguments of %s have %d bytes: want at most %d; put the data into a file", r.Kind, len(body), maxPayload)
	}
	return string(body), nil
}

func (r Request) dedupe() string {
	if r.Key == "" {
		return ""
	}
	return r.Kind + "\n" + r.Production.String() + "\n" + r.Key
}

func (q *Queue) insert(ctx context.Context, tx *db.Tx, r Request, args string) (graph.ID, State, error) {
	id := q.opt.IDs.NewID()
	state, waits, err := prerequisites(ctx, tx, r.After)
	if err != nil {
		return graph.ID{}, "", err
	}
	now, finished, errText := q.nowMS(), int64(0), ""
	if state == Cancelled {
		finished, errText = now, errNeeds
	}
	tries := r.MaxTries
	if tries == 0 {
		tries = 3
	}
	res, err := tx.Exec(ctx, `
		INSERT INTO job (id, kind, class, production, asked_by, args, dedupe, priority, state, waits, run, failures, losses,
			max_tries, worker, cancel, progress_ppm, message, step, steps, result, error, error_kind,
			created_ms, due_ms, started_ms, finished_ms, changed_ms, revision)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?, '', 0, 0, '', 0, 0, '', ?, '', ?, ?, 0, ?, ?, 1)
		ON CONFLICT DO NOTHING`,
		id.String(), r.Kind, r.class(), r.Production.String(), r.AskedBy.String(), args, r.dedupe(), r.Priority, state, waits,
		tries, errText, now, max(now, r.NotBefore.UnixMilli()), finished, now)
	if err != nil {
		return graph.ID{}, "", err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return q.join(ctx, tx, r, err)
	}
	for _, needs := range r.After {
		_, err := tx.Exec(ctx, "INSERT INTO job_after (job, needs) VALUES (?, ?) ON CONFLICT DO NOTHING", id.String(), needs.String())
		if err != nil {
			return graph.ID{}, "", err
		}
	}
	return id, state, addAsker(ctx, tx, r.AskedBy, id)
}

// prerequisites says how a job that needs others begins. It locks their rows, so
// that none of them finishes unseen.
func prerequisites(ctx context.Context, tx *db.Tx, after []graph.ID) (State, int, error) {
	state, waits := Ready, 0
	after = slices.SortedFunc(slices.Values(after), func(a, b graph.ID) int { return bytes.Compare(a[:], b[:]) })
	for _, id := range slices.Compact(after) { // in one order everywhere: no deadlock
		if _, err := tx.Exec(ctx, "UPDATE job SET revision = revision WHERE id = ?", id.String()); err != nil {
			return "", 0, err
		}
		var s State
		err := tx.QueryRow(ctx, "SELECT state FROM job WHERE id = ?", id.String()).Scan(&s)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return "", 0, fault.At("after", "job %s, which must be done first, does not exist", id)
		case err != nil:
			return "", 0, err
		case s == Failed || s == Cancelled:
			return Cancelled, 0, nil
		case s != Done:
			state, waits = Waiting, waits+1
		}
	}
	return state, waits, nil
}

// join adds the asker to the unfinished job with the same key.
func (q *Queue) join(ctx context.Context, tx *db.Tx, r Request, err error) (graph.ID, State, error) {
	if err != nil {
		return graph.ID{}, "", err
	}
	var text string
	err = tx.QueryRow(ctx, "SELECT id FROM job WHERE dedupe = ? AND state IN ('waiting', 'ready', 'running')", r.dedupe()).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return graph.ID{}, "", fault.Mark(fault.Conflict, errFinishedNow)
	}
	if err != nil {
		return graph.ID{}, "", err
	}
	id, err := graph.ParseID(text)
	if err != nil {
		return graph.ID{}, "", err
	}
	_, err = tx.Exec(ctx, "UPDATE job SET priority = ? WHERE id = ? AND priority < ?", r.Priority, text, r.Priority)
	if err != nil {
		return graph.ID{}, "", err
	}
	return id, Running, addAsker(ctx, tx, r.AskedBy, id)
}

func addAsker(ctx context.Context, tx *db.Tx, account, job graph.ID) error {
	if account.IsZero() {
		return nil
	}
	_, err := tx.Exec(ctx, "INSERT INTO job_asker (account, job) VALUES (?, ?) ON CONFLICT DO NOTHING", account.String(), job.String())
	return err
}
