package graph

import (
	"context"

	"backlot/internal/core/fault"
)

// At is a place as it was after change seq: what was known here then. It costs
// one fold for every record that changed since. What was erased since is gone
// from the past as well.
func (s *Store) At(ctx context.Context, at Place, seq Seq) (*Snapshot, error) {
	l, err := s.lane(ctx, at)
	if err != nil {
		return nil, err
	}
	now, base := l.snap.Load(), l.base
	switch {
	case seq < 0 || seq > now.seq:
		return nil, fault.New(fault.Invalid, "there is no change %d: the production has changes 1 to %d", seq, now.seq)
	case seq == now.seq:
		return now, nil
	}
	touched, err := s.touched(ctx, at, seq, now.seq)
	if err != nil {
		return nil, err
	}
	ops, err := histories(ctx, s.db, at, base, seq, now.seq)
	if err != nil {
		return nil, err
	}
	past := now.thaw()
	past.seq = seq
	for _, id := range touched {
		if len(ops[id]) == 0 {
			past.remove(id)
		} else {
			past.put(fold(s.reg, ops[id]))
		}
	}
	past.restricted.DeleteRange(restriction{seq: seq + 1}, restriction{seq: now.seq + 1}, nil)
	return past, nil
}

// touched lists the records that changed after one number up to another, in the
// order they were first touched.
func (s *Store) touched(ctx context.Context, at Place, after, last Seq) ([]ID, error) {
	const list = `
		SELECT record
		FROM op
		WHERE production = ? AND branch = ? AND seq > ? AND seq <= ?
		GROUP BY record
		ORDER BY min(seq), min(i), record`
	rows, err := s.db.Query(ctx, list, at.Production.String(), at.Branch.String(), int64(after), int64(last))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []ID
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		id, err := ParseID(text)
		if err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, rows.Err()
}
