package graph

import (
	"context"
	"encoding/json"
	"fmt"

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
		rec := snap.get(id)
		if rec == nil {
			return Change{}, fault.New(fault.NotFound, "no record %s", id)
		}
		c.Ops = append(c.Ops, Op{Record: id, Kind: rec.kindName, Do: Erase})
	}
	landed, err := s.Land(ctx, c, author)
	if err != nil {
		return Change{}, err
	}
	s.forgetBranches(production)
	return landed, s.scrub(ctx)
}

// redactHistory takes the content out of every stored operation of a record, on
// the main line and on branches, and the sentence out of changes that were about
// nothing else.
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
		SET cause = 'erased'
		WHERE production = ? AND branch = ? AND seq = ? AND NOT EXISTS (
			SELECT 1 FROM op WHERE op.production = change.production AND op.branch = change.branch AND op.seq = change.seq AND op.record <> ?)`
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
		if _, err := tx.Exec(ctx, hush, production.String(), r.branch, int64(r.seq), record.String()); err != nil {
			return err
		}
	}
	return nil
}

// forgetBranches drops the branches of a production from memory: they are folded
// again, without what was erased, on next use.
func (s *Store) forgetBranches(production ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for w, l := range s.lanes {
		if w.Production == production && !w.Branch.IsZero() {
			l.mu.Lock()
			l.stale = true
			l.mu.Unlock()
			delete(s.lanes, w)
		}
	}
}

// scrub makes the database let go of the bytes: SQLite overwrites deleted content
// (secure_delete) and empties its write-ahead log; PostgreSQL drops old row
// versions.
func (s *Store) scrub(ctx context.Context) error {
	if s.db.Dialect == db.SQLite {
		_, err := s.db.Exec(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
		return err
	}
	_, err := s.db.Exec(ctx, "VACUUM change, op, record")
	return err
}
