package graph

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
)

// Erase removes the content of records for good: from the log, from the record
// table and from every replica that receives the change. That a record was there,
// in what order it changed, and a hash of each operation stay. It cannot be
// undone. Backups made before keep what they hold until they are destroyed.
func (s *Store) Erase(ctx context.Context, production ID, records []ID, cause string, author ID) (Change, error) {
	snap, err := s.Snapshot(ctx, Main(production))
	if err != nil {
		return Change{}, err
	}
	c := Change{ID: s.opts.IDs.NewID(), Production: production, Cause: cause}
	for _, id := range records {
		kind, err := s.kindOf(ctx, snap, id)
		if err != nil {
			return Change{}, err
		}
		c.Ops = append(c.Ops, Op{Record: id, Kind: kind, Do: Erase})
	}
	landed, err := s.Land(ctx, c, author)
	if err != nil {
		return Change{}, err
	}
	return landed, s.afterErase(ctx, production)
}

// kindOf finds the kind of a record that may be known to a branch only.
func (s *Store) kindOf(ctx context.Context, main *Snapshot, id ID) (Kind, error) {
	if rec := main.get(id); rec != nil {
		return rec.kindName, nil
	}
	const find = `
		SELECT body
		FROM op
		WHERE production = ? AND record = ?
		ORDER BY branch, seq
		LIMIT 1`
	var body string
	err := s.db.QueryRow(ctx, find, main.where.Production.String(), id.String()).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return "", fault.New(fault.NotFound, "no record %s", id)
	}
	if err != nil {
		return "", err
	}
	var op Op
	err = json.Unmarshal([]byte(body), &op)
	return op.Kind, err
}

// erasedCause stands for a sentence that may have named what was erased.
const erasedCause = "erased"

// redactHistory takes the content out of every stored operation of a record, on
// the main line and on branches, and the sentence out of the changes they were in.
func redactHistory(ctx context.Context, tx *db.Tx, production, record ID) error {
	type row struct {
		branch string
		seq    Seq
		i      int
		body   string
	}
	const list = `
		SELECT branch, seq, i, body
		FROM op
		WHERE production = ? AND record = ?`
	rows, err := tx.Query(ctx, list, production.String(), record.String())
	if err != nil {
		return err
	}
	defer rows.Close()
	var found []row
	for rows.Next() {
		var r row
		if err := rows.Scan(&r.branch, &r.seq, &r.i, &r.body); err != nil {
			return err
		}
		found = append(found, r)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	const redact = `
		UPDATE op
		SET body = ?
		WHERE production = ? AND branch = ? AND seq = ? AND i = ?`
	const hush = `
		UPDATE change
		SET cause = ?
		WHERE production = ? AND branch = ? AND seq = ?`
	for _, r := range found {
		var op Op
		if err := json.Unmarshal([]byte(r.body), &op); err != nil {
			return fmt.Errorf("erase %s: %w", record, err)
		}
		if op.Do == Erase {
			continue
		}
		body, err := json.Marshal(op.redacted())
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, redact, string(body), production.String(), r.branch, int64(r.seq), r.i); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, hush, erasedCause, production.String(), r.branch, int64(r.seq)); err != nil {
			return err
		}
	}
	return nil
}

// afterErase makes memory and disk let go of what was erased: open branches are
// folded again, and the database gives up the bytes.
func (s *Store) afterErase(ctx context.Context, production ID) error {
	s.mu.Lock()
	var branches []*lane
	for w, l := range s.lanes {
		if w.Production == production && !w.Branch.IsZero() {
			branches = append(branches, l)
		}
	}
	s.mu.Unlock()
	for _, l := range branches {
		if err := l.reload(ctx); err != nil {
			s.opts.Log.Warn("a branch could not be read again after an erasure; it is closed until it can", "branch", l.where.Branch, "err", err)
		}
	}
	return s.scrub(ctx)
}

// scrub makes the database let go of the bytes: SQLite overwrites deleted content
// (secure_delete) and empties its write-ahead log, once readers have left it;
// PostgreSQL drops old row versions.
func (s *Store) scrub(ctx context.Context) error {
	if s.db.Dialect != db.SQLite {
		_, err := s.db.Exec(ctx, "VACUUM change, op, record")
		return err
	}
	for range 50 {
		var busy, log, moved int
		err := s.db.QueryRow(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &log, &moved)
		if err == nil && busy == 0 {
			return nil
		}
		sleep(ctx, 100*time.Millisecond)
	}
	return fault.New(fault.Unavailable, "erased, but the database's log is still read by others and keeps the old bytes until it is next emptied")
}
