package graph

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

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

// endOfTime is a number after all that land.
const endOfTime = Seq(math.MaxInt64)

const stampedColumns = "o.record, c.id, c.clock_ms, c.clock_n, c.device, c.author, o.i, o.body"

// history reads the operations of a record in a place up to a number: of a branch,
// those of the main line up to its base as well. Their order is not defined.
func history(ctx context.Context, q querier, at Place, base, last Seq, record ID) ([]stamped, error) {
	const list = `
		SELECT ` + stampedColumns + `
		FROM op o
		JOIN change c ON c.production = o.production AND c.branch = o.branch AND c.seq = o.seq
		WHERE o.production = ? AND o.record = ? AND (o.branch = ? AND o.seq <= ? OR o.branch = '' AND o.seq <= ?)`
	rows, err := q.Query(ctx, list, at.Production.String(), record.String(), at.Branch.String(), int64(last), int64(base))
	if err != nil {
		return nil, err
	}
	all, err := scanHistories(rows)
	if err != nil {
		return nil, fmt.Errorf("history of %s: %w", record, err)
	}
	return all[record], nil
}

// histories is history for all records that changed after the number last, up to
// the number now.
func histories(ctx context.Context, q querier, at Place, base, last, now Seq) (map[ID][]stamped, error) {
	const list = `
		SELECT ` + stampedColumns + `
		FROM op o
		JOIN change c ON c.production = o.production AND c.branch = o.branch AND c.seq = o.seq
		WHERE o.production = ? AND (o.branch = ? AND o.seq <= ? OR o.branch = '' AND o.seq <= ?) AND o.record IN (
			SELECT record FROM op WHERE production = ? AND branch = ? AND seq > ? AND seq <= ?)`
	rows, err := q.Query(ctx, list, at.Production.String(), at.Branch.String(), int64(last), int64(base),
		at.Production.String(), at.Branch.String(), int64(last), int64(now))
	if err != nil {
		return nil, err
	}
	return scanHistories(rows)
}

func scanHistories(rows *sql.Rows) (map[ID][]stamped, error) {
	defer rows.Close()
	out := map[ID][]stamped{}
	for rows.Next() {
		s, err := scanStamped(rows)
		if err != nil {
			return nil, err
		}
		out[s.op.Record] = append(out[s.op.Record], s)
	}
	return out, rows.Err()
}

func scanStamped(rows *sql.Rows) (stamped, error) {
	var s stamped
	var record, change, device, author, body string
	if err := rows.Scan(&record, &change, &s.clock.Ms, &s.clock.N, &device, &author, &s.index, &body); err != nil {
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
	list, _, err := changes(ctx, s.db, at, after, after+Seq(limit))
	return list, err
}

// ChangeByID reads one change of a production, from the main line or a branch.
func (s *Store) ChangeByID(ctx context.Context, production, id ID) (Change, error) {
	const find = `
		SELECT branch, seq
		FROM change
		WHERE production = ? AND id = ?`
	var branch string
	var seq Seq
	err := s.db.QueryRow(ctx, find, production.String(), id.String()).Scan(&branch, &seq)
	if errors.Is(err, sql.ErrNoRows) {
		return Change{}, fault.New(fault.NotFound, "no change %s", id)
	}
	if err != nil {
		return Change{}, fmt.Errorf("read change %s: %w", id, err)
	}
	at := Main(production)
	if at.Branch, err = ParseID(branch); err != nil {
		return Change{}, err
	}
	list, _, err := changes(ctx, s.db, at, seq-1, seq)
	if err != nil || len(list) == 0 {
		return Change{}, fmt.Errorf("read change %s: %w", id, err)
	}
	return list[0], nil
}

// changes reads what landed after one number up to another, in order, and who may
// know of each.
func changes(ctx context.Context, q querier, at Place, after, last Seq) ([]Change, []string, error) {
	const heads = `
		SELECT seq, id, clock_ms, clock_n, device, author, cause, reverts, merges, needs
		FROM change
		WHERE production = ? AND branch = ? AND seq > ? AND seq <= ?
		ORDER BY seq`
	rows, err := q.Query(ctx, heads, at.Production.String(), at.Branch.String(), int64(after), int64(last))
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	var out []Change
	var needs []string
	for rows.Next() {
		c := Change{Production: at.Production, Branch: at.Branch}
		var texts [5]string
		var need string
		if err := rows.Scan(&c.Seq, &texts[0], &c.Clock.Ms, &c.Clock.N, &texts[1], &texts[2], &c.Cause, &texts[3], &texts[4], &need); err != nil {
			return nil, nil, err
		}
		for i, to := range []*ID{&c.ID, &c.Device, &c.Author, &c.Reverts, &c.Merges} {
			if *to, err = ParseID(texts[i]); err != nil {
				return nil, nil, err
			}
		}
		out, needs = append(out, c), append(needs, need)
	}
	if err := rows.Err(); err != nil {
		return nil, nil, err
	}
	if len(out) == 0 {
		return nil, nil, nil
	}
	return out, needs, readOps(ctx, q, at, after, out[len(out)-1].Seq, out)
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

// catchUp folds into snap what landed in the place after it. It reports whether
// something was erased.
func catchUp(ctx context.Context, q querier, l *lane, snap *Snapshot) (erased bool, err error) {
	for {
		list, needs, err := changes(ctx, q, l.where, snap.seq, snap.seq+batchSize)
		if err != nil || len(list) == 0 {
			return erased, err
		}
		for i := range list {
			c := &list[i]
			l.store.observe(c.Clock)
			erased = erased || slices.ContainsFunc(c.Ops, func(op Op) bool { return op.Do == Erase })
			_, err := snap.apply(c, func(id ID) ([]stamped, error) { return history(ctx, q, l.where, l.base, c.Seq, id) })
			if err == nil && needs[i] != "" {
				var r restriction
				r, err = decodeRestriction(c.Seq, needs[i])
				snap.restricted.Set(r)
			}
			if err != nil {
				return erased, fmt.Errorf("follow change %d: %w", c.Seq, err)
			}
		}
	}
}
