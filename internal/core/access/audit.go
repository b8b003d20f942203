package access

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// AuditQuery picks entries of the audit log. Zero fields pick everything.
type AuditQuery struct {
	Production  graph.ID // House: what concerns the whole house, sign-ins among it
	Action      Action
	Account     graph.ID // who did it, or to whom it was done
	Compartment graph.ID
	Record      graph.ID
	From, To    time.Time // To is not included
	Before      graph.ID  // the last entry of the page before, or zero
	Limit       int       // 1 to 1000; zero: 100
}

const entryColumns = "production, compartment, seq, id, at_ms, action, account, token, address, subject, record, route, detail, hash"

// Audit lists entries, the latest first. It needs audit.read in the production,
// and for entries about a compartment to be cleared for it.
func (s *Service) Audit(ctx context.Context, c Caller, q AuditQuery) ([]Entry, error) {
	mine, err := s.need(ctx, c, q.Production, "audit.read")
	if err != nil {
		return nil, err
	}
	if q.Limit == 0 {
		q.Limit = 100
	}
	if q.Limit < 1 || q.Limit > 1000 {
		return nil, fault.At("limit", "limit %d: want 1 to 1000", q.Limit)
	}
	where, args := q.where(mine)
	rows, err := s.db.Query(ctx, "SELECT "+entryColumns+" FROM access_audit WHERE "+where+" ORDER BY at_ms DESC, id DESC LIMIT ?", append(args, q.Limit)...)
	if err != nil {
		return nil, fmt.Errorf("read the audit log: %w", err)
	}
	defer rows.Close()
	var out []Entry
	for rows.Next() {
		e, _, _, err := scanEntry(rows)
		if err != nil {
			return nil, fmt.Errorf("read the audit log: %w", err)
		}
		out = append(out, e)
	}
	return out, rows.Err()
}

// where is the condition of a query, for someone cleared as mine is.
func (q AuditQuery) where(mine graph.Audience) (string, []any) {
	compartments := []any{""}
	for _, id := range cleared(mine) {
		compartments = append(compartments, id.String())
	}
	where := "production = ? AND compartment IN (?" + strings.Repeat(", ?", len(compartments)-1) + ")"
	args := append([]any{q.Production.String()}, compartments...)
	add := func(use bool, clause string, values ...any) {
		if use {
			where += " AND " + clause
			args = append(args, values...)
		}
	}
	add(q.Action != "", "action = ?", string(q.Action))
	add(!q.Account.IsZero(), "(account = ? OR subject = ?)", q.Account.String(), q.Account.String())
	add(!q.Compartment.IsZero(), "compartment = ?", q.Compartment.String())
	add(!q.Record.IsZero(), "record = ?", q.Record.String())
	add(!q.From.IsZero(), "at_ms >= ?", ms(q.From))
	add(!q.To.IsZero(), "at_ms < ?", ms(q.To))
	add(!q.Before.IsZero(), "(at_ms, id) < (SELECT b.at_ms, b.id FROM access_audit b WHERE b.id = ?)", q.Before.String())
	return where, args
}

func cleared(a graph.Audience) []graph.ID {
	var out []graph.ID
	for id := range a.Clear {
		out = append(out, id)
	}
	slices.SortFunc(out, func(a, b graph.ID) int { return bytes.Compare(a[:], b[:]) })
	return out
}

func scanEntry(rows *sql.Rows) (e Entry, seq int64, hash []byte, err error) {
	var production, compartment, id, action, account, token, subject, record string
	var when int64
	err = rows.Scan(&production, &compartment, &seq, &id, &when, &action, &account, &token, &e.Address, &subject, &record, &e.Route, &e.Detail, &hash)
	if err != nil {
		return e, 0, nil, err
	}
	e.At, e.Action = at(when), Action(action)
	return e, seq, hash, parseIDs(map[*graph.ID]string{
		&e.Production: production, &e.Compartment: compartment, &e.ID: id, &e.Account: account,
		&e.Token: token, &e.Subject: subject, &e.Record: record,
	})
}

// Chain is what Verify found of one chain of the audit log.
type Chain struct {
	Production  graph.ID
	Compartment graph.ID // zero for the open chain
	Entries     int64
	Hash        string // of the last entry, hexadecimal: note it elsewhere, and give it to a later Verify
	Broken      string // what is wrong and where, or ""
}

// Anchor is a state of a chain noted at an earlier time, outside of the database.
type Anchor struct {
	Compartment graph.ID
	Entries     int64
	Hash        string
}

// Verify recomputes the chains of a production that the caller may read, and
// checks that each still holds what the anchors noted. It needs audit.read.
func (s *Service) Verify(ctx context.Context, c Caller, production graph.ID, anchors ...Anchor) ([]Chain, error) {
	mine, err := s.need(ctx, c, production, "audit.read")
	if err != nil {
		return nil, err
	}
	out := []Chain{}
	for _, compartment := range append([]graph.ID{{}}, cleared(mine)...) {
		chain, err := s.verify(ctx, production, compartment, anchors)
		if err != nil {
			return nil, fmt.Errorf("verify the audit log: %w", err)
		}
		if chain.Entries > 0 || chain.Broken != "" || compartment.IsZero() {
			out = append(out, chain)
		}
	}
	return out, nil
}

// verify recomputes one chain up to the head as it is when it begins.
func (s *Service) verify(ctx context.Context, production, compartment graph.ID, anchors []Anchor) (chain Chain, err error) {
	chain = Chain{Production: production, Compartment: compartment}
	var head int64
	var headHash []byte
	err = s.db.QueryRow(ctx, "SELECT seq, hash FROM access_audit_head WHERE production = ? AND compartment = ?",
		production.String(), compartment.String()).Scan(&head, &headHash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return chain, err
	}
	rows, err := s.db.Query(ctx, "SELECT "+entryColumns+`
		FROM access_audit
		WHERE production = ? AND compartment = ? AND seq <= ?
		ORDER BY seq`, production.String(), compartment.String(), head)
	if err != nil {
		return chain, err
	}
	defer rows.Close()
	last := s.chainStart(production.String(), compartment.String())
	for rows.Next() {
		e, seq, hash, err := scanEntry(rows)
		if err != nil {
			return chain, err
		}
		chain.Entries++
		switch {
		case seq != chain.Entries:
			chain.Broken = fmt.Sprintf("entry %d is missing", chain.Entries)
			return chain, nil
		case !bytes.Equal(hash, s.link(last, seq, e)):
			chain.Broken = fmt.Sprintf("entry %d (%s) was changed, or another put in its place", seq, e.At.Format(time.RFC3339))
			return chain, nil
		}
		last = hash
		if why := broken(anchors, chain, hash); why != "" {
			chain.Broken = why
			return chain, nil
		}
	}
	if err := rows.Err(); err != nil {
		return chain, err
	}
	chain.Hash = hex.EncodeToString(last)
	switch {
	case chain.Entries != head || head > 0 && !bytes.Equal(last, headHash):
		chain.Broken = fmt.Sprintf("entries after %d are missing", chain.Entries)
	case slices.ContainsFunc(anchors, func(a Anchor) bool { return a.Compartment == compartment && a.Entries > chain.Entries }):
		chain.Broken = fmt.Sprintf("the log ends at entry %d, before what was noted of it", chain.Entries)
	}
	return chain, nil
}

func broken(anchors []Anchor, chain Chain, hash []byte) string {
	for _, a := range anchors {
		if a.Compartment == chain.Compartment && a.Entries == chain.Entries && a.Hash != hex.EncodeToString(hash) {
			return fmt.Sprintf("entry %d is not the one that was noted", a.Entries)
		}
	}
	return ""
}
