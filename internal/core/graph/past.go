package graph

import (
	"context"
	"fmt"

	"backlot/internal/core/fault"
)

// At is a place as it was after change seq: what was known here then. It costs
// one fold for every record that changed since.
func (s *Store) At(ctx context.Context, at Place, seq Seq) (*Snapshot, error) {
	l, err := s.lane(ctx, at)
	if err != nil {
		return nil, err
	}
	now := l.snap.Load()
	switch {
	case seq < 0 || seq > now.seq:
		return nil, fault.New(fault.Invalid, "there is no change %d: the production has changes 1 to %d", seq, now.seq)
	case seq == now.seq:
		return now, nil
	}
	past := now.thaw()
	past.seq = seq
	touched, err := s.touchedAfter(ctx, at, seq)
	if err != nil {
		return nil, err
	}
	for _, t := range touched {
		ops, err := history(ctx, s.db, at, l.base, t.record)
		if err != nil {
			return nil, err
		}
		seqs, err := s.landedBy(ctx, at, t.record, seq)
		if err != nil {
			return nil, err
		}
		kept := ops[:0]
		for _, op := range ops {
			if seqs[op.change] {
				kept = append(kept, op)
			}
		}
		past.put(fold(s.reg, t.record, t.kind, kept))
	}
	past.restricted.DeleteRange(restriction{seq: seq + 1}, restriction{seq: now.seq + 1}, nil)
	return past, nil
}

type touch struct {
	record ID
	kind   Kind
}

func (s *Store) touchedAfter(ctx context.Context, at Place, seq Seq) ([]touch, error) {
	const list = `
		SELECT DISTINCT record
		FROM op
		WHERE production = ? AND branch = ? AND seq > ?`
	rows, err := s.db.Query(ctx, list, at.Production.String(), at.Branch.String(), int64(seq))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	snap, err := s.Snapshot(ctx, at)
	if err != nil {
		return nil, err
	}
	var out []touch
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		id, err := ParseID(text)
		if err != nil {
			return nil, err
		}
		rec := snap.get(id)
		if rec == nil {
			return nil, fmt.Errorf("record %s is in the log but not in the graph", id)
		}
		out = append(out, touch{id, rec.kindName})
	}
	return out, rows.Err()
}

// landedBy gives the changes of a record that count at seq: of a branch, those of
// the main line before it too.
func (s *Store) landedBy(ctx context.Context, at Place, record ID, seq Seq) (map[ID]bool, error) {
	const list = `
		SELECT DISTINCT c.id
		FROM op o
		JOIN change c ON c.production = o.production AND c.branch = o.branch AND c.seq = o.seq
		WHERE o.production = ? AND o.record = ? AND (o.branch <> ? OR o.seq <= ?)`
	rows, err := s.db.Query(ctx, list, at.Production.String(), record.String(), at.Branch.String(), int64(seq))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[ID]bool{}
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		id, err := ParseID(text)
		if err != nil {
			return nil, err
		}
		out[id] = true
	}
	return out, rows.Err()
}
