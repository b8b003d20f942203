package graph

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
)

// querier is a database or an open transaction.
type querier interface {
	Query(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRow(ctx context.Context, query string, args ...any) *sql.Row
}

var (
	_ querier = (*db.DB)(nil)
	_ querier = (*db.Tx)(nil)
)

// history reads all operations of a record in a place: of a branch, those of the
// main line up to its base as well.
func history(ctx context.Context, q querier, at Place, base Seq, record ID) ([]stamped, error) {
	const list = `
		SELECT c.id, c.clock_ms, c.clock_n, c.device, c.author, o.i, o.body
		FROM op o
		JOIN change c ON c.production = o.production AND c.branch = o.branch AND c.seq = o.seq
		WHERE o.production = ? AND o.record = ? AND (o.branch = ? OR o.branch = '' AND o.seq <= ?)`
	if at.Branch.IsZero() {
		base = 0
	}
	rows, err := q.Query(ctx, list, at.Production.String(), record.String(), at.Branch.String(), int64(base))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []stamped
	for rows.Next() {
		s, err := scanStamped(rows)
		if err != nil {
			return nil, fmt.Errorf("history of %s: %w", record, err)
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

func scanStamped(rows *sql.Rows) (stamped, error) {
	var s stamped
	var change, device, author, body string
	if err := rows.Scan(&change, &s.clock.Ms, &s.clock.N, &device, &author, &s.index, &body); err != nil {
		return s, err
	}
	s.op = new(Op)
	if err := json.Unmarshal([]byte(body), s.op); err != nil {
		return s, err
	}
	for _, id := range []struct {
		to   *ID
		text string
	}{{&s.change, change}, {&s.device, device}, {&s.author, author}} {
		got, err := ParseID(id.text)
		if err != nil {
			return s, err
		}
		*id.to = got
	}
	return s, nil
}

// Changes reads what landed in a place after a number, in order, at most limit.
// The changes are whole: show people View.Told.
func (s *Store) Changes(ctx context.Context, at Place, after Seq, limit int) ([]Change, error) {
	return changes(ctx, s.db, at, after, after+Seq(limit))
}

// ChangeByID reads one change of a production, from the main line or a branch.
func (s *Store) ChangeByID(ctx context.Context, production, id ID) (Change, error) {
	const find = `
		SELECT branch, seq
		FROM change
		WHERE production = ? AND id = ?`
	var branch string
	var seq Seq
	if err := s.db.QueryRow(ctx, find, production.String(), id.String()).Scan(&branch, &seq); err != nil {
		return Change{}, fault.New(fault.NotFound, "no change %s", id)
	}
	at := Main(production)
	var err error
	if at.Branch, err = ParseID(branch); err != nil {
		return Change{}, err
	}
	list, err := changes(ctx, s.db, at, seq-1, seq)
	if err != nil || len(list) == 0 {
		return Change{}, fmt.Errorf("read change %s: %w", id, err)
	}
	return list[0], nil
}

func changes(ctx context.Context, q querier, at Place, after, last Seq) ([]Change, error) {
	const heads = `
		SELECT seq, id, clock_ms, clock_n, device, author, cause, reverts, merges
		FROM change
		WHERE production = ? AND branch = ? AND seq > ? AND seq <= ?
		ORDER BY seq`
	rows, err := q.Query(ctx, heads, at.Production.String(), at.Branch.String(), int64(after), int64(last))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Change
	for rows.Next() {
		c := Change{Production: at.Production, Branch: at.Branch}
		var texts [5]string
		if err := rows.Scan(&c.Seq, &texts[0], &c.Clock.Ms, &c.Clock.N, &texts[1], &texts[2], &c.Cause, &texts[3], &texts[4]); err != nil {
			return nil, err
		}
		for i, to := range []*ID{&c.ID, &c.Device, &c.Author, &c.Reverts, &c.Merges} {
			if *to, err = ParseID(texts[i]); err != nil {
				return nil, err
			}
		}
		out = append(out, c)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return out, readOps(ctx, q, at, after, last, out)
}

func readOps(ctx context.Context, q querier, at Place, after, last Seq, into []Change) error {
	const list = `
		SELECT seq, body
		FROM op
		WHERE production = ? AND branch = ? AND seq > ? AND seq <= ?
		ORDER BY seq, i`
	rows, err := q.Query(ctx, list, at.Production.String(), at.Branch.String(), int64(after), int64(last))
	if err != nil {
		return err
	}
	defer rows.Close()
	i := 0
	for rows.Next() {
		var seq Seq
		var body string
		if err := rows.Scan(&seq, &body); err != nil {
			return err
		}
		for i < len(into) && into[i].Seq < seq {
			i++
		}
		if i == len(into) || into[i].Seq != seq {
			continue // landed between the two reads
		}
		var op Op
		if err := json.Unmarshal([]byte(body), &op); err != nil {
			return fmt.Errorf("operation of change %d: %w", seq, err)
		}
		into[i].Ops = append(into[i].Ops, op)
	}
	return rows.Err()
}

// catchUp folds into snap what landed in the place after it.
func catchUp(ctx context.Context, q querier, l *lane, snap *Snapshot) error {
	for {
		list, err := changes(ctx, q, l.where, snap.seq, snap.seq+batchSize)
		if err != nil || len(list) == 0 {
			return err
		}
		for i := range list {
			l.store.observe(list[i].Clock)
			// the database already holds the whole history, this change included
			_, err := snap.apply(&list[i], func(id ID) ([]stamped, error) { return history(ctx, q, l.where, l.base, id) })
			if err != nil {
				return fmt.Errorf("follow change %d: %w", list[i].Seq, err)
			}
		}
	}
}
