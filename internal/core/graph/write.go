package graph

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"backlot/internal/core/db"
)

// write stores what the batch landed.
func (w *batchWork) write(ctx context.Context) error {
	if len(w.landed) == 0 {
		return nil
	}
	if err := w.writeChanges(ctx); err != nil {
		return err
	}
	if w.lane.where.Branch.IsZero() {
		if err := w.writeRecords(ctx); err != nil {
			return err
		}
	}
	for _, id := range w.erased {
		if err := redactHistory(ctx, w.tx, w.lane.where.Production, id); err != nil {
			return err
		}
	}
	return w.writeSeq(ctx)
}

func (w *batchWork) writeChanges(ctx context.Context) error {
	place := []any{w.lane.where.Production.String(), w.lane.where.Branch.String()}
	var changes, ops rowWriter
	changes.into = "INSERT INTO change (production, branch, seq, id, clock_ms, clock_n, device, author, cause, reverts, merges, needs, hash) VALUES "
	ops.into = "INSERT INTO op (production, branch, seq, i, record, body) VALUES "
	for _, c := range w.landed {
		hash := sha256.New()
		for i, op := range c.Ops {
			body, err := json.Marshal(op)
			if err != nil {
				return fmt.Errorf("write operation %d of change %s: %w", i, c.ID, err)
			}
			hash.Write(body)
			ops.add(append(place[:2:2], int64(c.Seq), i, op.Record.String(), string(body))...)
		}
		needs := ""
		if r, ok := w.snap.restricted.Get(restriction{seq: c.Seq}); ok {
			needs = r.encode()
		}
		changes.add(append(place[:2:2], int64(c.Seq), c.ID.String(), c.Clock.Ms, int64(c.Clock.N), c.Device.String(), c.Author.String(), c.Cause,
			c.Reverts.String(), c.Merges.String(), needs, hex.EncodeToString(hash.Sum(nil)))...)
	}
	if err := changes.write(ctx, w.tx); err != nil {
		return err
	}
	return ops.write(ctx, w.tx)
}

func (w *batchWork) writeRecords(ctx context.Context) error {
	rows := rowWriter{
		into:  "INSERT INTO record (production, id, kind, fields, meta, shown) VALUES ",
		after: " ON CONFLICT (production, id) DO UPDATE SET kind = excluded.kind, fields = excluded.fields, meta = excluded.meta, shown = excluded.shown",
	}
	for id := range w.dirty {
		rec := w.snap.get(id)
		var fields any
		if len(rec.fields) > 0 {
			fields = string(rec.fields)
		}
		shown := 0
		if w.snap.shownToAll(rec) {
			shown = 1
		}
		rows.add(w.lane.where.Production.String(), id.String(), string(rec.kindName), fields, rec.writeMeta(), shown)
	}
	return rows.write(ctx, w.tx)
}

func (w *batchWork) writeSeq(ctx context.Context) error {
	const main = `
		UPDATE production
		SET seq = ?
		WHERE id = ?`
	const branch = `
		UPDATE branch
		SET seq = ?
		WHERE production = ? AND id = ?`
	var err error
	if at := w.lane.where; at.Branch.IsZero() {
		_, err = w.tx.Exec(ctx, main, int64(w.snap.seq), at.Production.String())
	} else {
		_, err = w.tx.Exec(ctx, branch, int64(w.snap.seq), at.Production.String(), at.Branch.String())
	}
	if err != nil || w.tx.Dialect() != db.PostgreSQL {
		return err
	}
	_, err = w.tx.Exec(ctx, "SELECT pg_notify('backlot_change', ?)", w.lane.where.Production.String()+" "+w.lane.where.Branch.orDash())
	return err
}

// rowWriter inserts many rows with few statements, each text used again and again
// so that the database plans it once.
type rowWriter struct {
	into, after string
	width       int
	args        []any
}

func (r *rowWriter) add(row ...any) {
	r.width = len(row)
	r.args = append(r.args, row...)
}

func (r *rowWriter) write(ctx context.Context, tx *db.Tx) error {
	for _, size := range []int{128, 16, 1} {
		for len(r.args) >= size*r.width && len(r.args) > 0 {
			row := "(" + marks(r.width) + ")"
			query := r.into
			for i := range size {
				if i > 0 {
					query += ", "
				}
				query += row
			}
			if _, err := tx.Exec(ctx, query+r.after, r.args[:size*r.width]...); err != nil {
				return err
			}
			r.args = r.args[size*r.width:]
		}
	}
	return nil
}
