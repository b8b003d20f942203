package graph

import (
	"context"
	"fmt"
)

// ChangesOf lists the changes of a place that touched a record, the latest first,
// at most limit: of a branch, its own only. It gives numbers as the store counts
// them; show people View.Told of the changes.
func (s *Store) ChangesOf(ctx context.Context, at Place, record ID, limit int) ([]Change, error) {
	const list = `
		SELECT DISTINCT seq
		FROM op
		WHERE production = ? AND branch = ? AND record = ?
		ORDER BY seq DESC
		LIMIT ?`
	rows, err := s.db.Query(ctx, list, at.Production.String(), at.Branch.String(), record.String(), limit)
	if err != nil {
		return nil, fmt.Errorf("history of %s: %w", record, err)
	}
	defer rows.Close()
	var seqs []Seq
	for rows.Next() {
		var seq Seq
		if err := rows.Scan(&seq); err != nil {
			return nil, err
		}
		seqs = append(seqs, seq)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	var out []Change
	for _, seq := range seqs {
		one, err := s.Changes(ctx, at, seq-1, 1)
		if err != nil {
			return nil, err
		}
		out = append(out, one...)
	}
	return out, nil
}
