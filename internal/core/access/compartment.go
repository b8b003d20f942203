package access

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Compartment is a secret that records are sealed in: a surprise cameo, a
// closed-set scene, somebody's health. That it exists is part of the secret: only
// people cleared for it meet it in any answer.
type Compartment struct {
	ID         graph.ID
	Production graph.ID // House for a secret of the studio's own graph
	Name       string   // among those who know: "Nightjar"
	Reason     string   // why it is sealed, and until when
	Created    time.Time
	Cleared    []Cleared // who knows, the longest first
}

// Cleared is a person who knows what is in a compartment.
type Cleared struct {
	Account   graph.ID
	Name      string
	GrantedBy graph.ID
	Granted   time.Time
}

// Compartments lists those of a production that the caller is cleared for.
func (s *Service) Compartments(ctx context.Context, c Caller, production graph.ID) ([]Compartment, error) {
	mine, err := s.Audience(ctx, c, production)
	if err != nil {
		return nil, err
	}
	rows, err := s.db.Query(ctx, `
		SELECT c.id, c.production, c.name, c.reason, c.created_ms, a.id, a.name, l.granted_by, l.granted_ms
		FROM access_compartment c
		JOIN access_clearance l ON l.compartment = c.id
		JOIN access_account a ON a.id = l.account
		WHERE c.production IN (?, '')
		ORDER BY c.name, c.id, l.granted_ms, a.id`, production.String())
	if err != nil {
		return nil, fmt.Errorf("list compartments: %w", err)
	}
	defer rows.Close()
	var out []Compartment
	for rows.Next() {
		one, who, err := scanCompartment(rows)
		if err != nil {
			return nil, fmt.Errorf("list compartments: %w", err)
		}
		if !mine.Clear[one.ID] {
			continue
		}
		if len(out) == 0 || out[len(out)-1].ID != one.ID {
			out = append(out, one)
		}
		last := &out[len(out)-1]
		last.Cleared = append(last.Cleared, who)
	}
	return out, rows.Err()
}

func scanCompartment(rows *sql.Rows) (one Compartment, who Cleared, err error) {
	var id, production, account, by string
	var created, granted int64
	if err := rows.Scan(&id, &production, &one.Name, &one.Reason, &created, &account, &who.Name, &by, &granted); err != nil {
		return one, who, err
	}
	one.Created, who.Granted = at(created), at(granted)
	return one, who, parseIDs(map[*graph.ID]string{&one.ID: id, &one.Production: production, &who.Account: account, &who.GrantedBy: by})
}

// MakeCompartment makes a compartment that only the caller is cleared for. It
// needs compartments.edit.
func (s *Service) MakeCompartment(ctx context.Context, c Caller, production graph.ID, name, reason string) (graph.ID, error) {
	name, reason, err := checkCompartment(name, reason)
	if err != nil {
		return graph.ID{}, err
	}
	id := s.source.newID()
	err = s.change(ctx, c, production, "compartments.edit", func(tx *db.Tx, _ graph.Audience) ([]Entry, error) {
		if err := c.inPerson(); err != nil {
			return nil, err
		}
		if err := s.insertCompartment(ctx, tx, id, production, name, reason); err != nil {
			return nil, err
		}
		if err := s.insertClearance(ctx, tx, c, production, id, c.Account); err != nil {
			return nil, err
		}
		e := c.entry(ActCompartmentMade, production, id)
		e.Compartment, e.Detail = id, name
		return []Entry{e}, nil
	})
	if err != nil {
		return graph.ID{}, err
	}
	return id, nil
}

func checkCompartment(name, reason string) (string, string, error) {
	name, reason = strings.Join(strings.Fields(name), " "), strings.TrimSpace(reason)
	if n := utf8.RuneCountInString(name); n < 1 || n > 80 {
		return "", "", fault.At("name", "name of the compartment: want 1 to 80 characters, better a code name than what it hides")
	}
	if utf8.RuneCountInString(reason) > 1000 {
		return "", "", fault.At("reason", "reason: want at most 1000 characters")
	}
	return name, reason, nil
}

func (s *Service) insertCompartment(ctx context.Context, tx *db.Tx, id, production graph.ID, name, reason string) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO access_compartment (id, production, name, reason, created_ms)
		VALUES (?, ?, ?, ?, ?)`, id.String(), production.String(), name, reason, ms(s.now()))
	if err != nil {
		return fmt.Errorf("store a compartment: %w", err)
	}
	return nil
}

func (s *Service) insertClearance(ctx context.Context, tx *db.Tx, c Caller, production, compartment, who graph.ID) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO access_clearance (compartment, account, production, granted_by, granted_ms)
		VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (compartment, account) DO NOTHING`,
		compartment.String(), who.String(), production.String(), c.Account.String(), ms(s.now()))
	if err != nil {
		return fmt.Errorf("store a clearance: %w", err)
	}
	return markStale(ctx, tx, who)
}

// DescribeCompartment changes a compartment's name and reason. It needs
// compartments.edit and to be cleared for it.
func (s *Service) DescribeCompartment(ctx context.Context, c Caller, compartment graph.ID, name, reason string) error {
	name, reason, err := checkCompartment(name, reason)
	if err != nil {
		return err
	}
	return s.changeCompartment(ctx, c, compartment, "compartments.edit", func(tx *db.Tx, production graph.ID) ([]Entry, error) {
		_, err := tx.Exec(ctx, "UPDATE access_compartment SET name = ?, reason = ? WHERE id = ?", name, reason, compartment.String())
		if err != nil {
			return nil, fmt.Errorf("describe a compartment: %w", err)
		}
		e := c.entry(ActCompartmentName, production, compartment)
		e.Compartment, e.Detail = compartment, name
		return []Entry{e}, nil
	})
}

// Clear lets a member know what is in a compartment. It needs compartments.edit
// and to be cleared for it oneself; a compartment one is not cleared for is
// NotFound, like one that does not exist.
func (s *Service) Clear(ctx context.Context, c Caller, compartment, who graph.ID) error {
	return s.changeCompartment(ctx, c, compartment, "compartments.edit", func(tx *db.Tx, production graph.ID) ([]Entry, error) {
		a, err := s.audience(ctx, tx, who, production)
		if err == nil && production == House {
			_, err = memberRoles(ctx, tx, who, House)
		}
		if k := fault.KindOf(err); k == fault.NotFound || k == fault.Signin {
			return nil, fault.New(fault.NotFound, "account %s is not a member here: invite them first", who)
		}
		if err != nil {
			return nil, err
		}
		if a.Clear[compartment] {
			return nil, fault.New(fault.Conflict, "they are cleared already")
		}
		if err := s.insertClearance(ctx, tx, c, production, compartment, who); err != nil {
			return nil, err
		}
		e := c.entry(ActCleared, production, who)
		e.Compartment = compartment
		return []Entry{e}, nil
	})
}

// Unclear takes a clearance away. It needs what Clear needs; giving up one's own
// needs no right. The last person cleared cannot go: nobody could open it again.
func (s *Service) Unclear(ctx context.Context, c Caller, compartment, who graph.ID) error {
	right := "compartments.edit"
	if who == c.Account {
		right = ""
	}
	return s.changeCompartment(ctx, c, compartment, right, func(tx *db.Tx, production graph.ID) ([]Entry, error) {
		res, err := tx.Exec(ctx, "DELETE FROM access_clearance WHERE compartment = ? AND account = ?", compartment.String(), who.String())
		if err != nil {
			return nil, fmt.Errorf("take a clearance: %w", err)
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return nil, errors.Join(err, fault.New(fault.NotFound, "account %s is not cleared", who))
		}
		if n, err := stillCleared(ctx, tx, compartment); err != nil {
			return nil, err
		} else if n == 0 {
			return nil, fault.New(fault.Conflict, "this is the last person cleared: clear someone else first, or reveal what is sealed")
		}
		if err := markStale(ctx, tx, who); err != nil {
			return nil, err
		}
		e := c.entry(ActUncleared, production, who)
		e.Compartment = compartment
		return []Entry{e}, nil
	})
}

// changeCompartment is change for one compartment; whoever is not cleared learns
// nothing, not even which right was missing.
func (s *Service) changeCompartment(ctx context.Context, c Caller, compartment graph.ID, right string, fn func(tx *db.Tx, production graph.ID) ([]Entry, error)) error {
	if err := c.inPerson(); err != nil {
		return err
	}
	production, err := compartmentProduction(ctx, s.db, compartment)
	if err != nil {
		return err
	}
	err = s.change(ctx, c, production, "", func(tx *db.Tx, mine graph.Audience) ([]Entry, error) {
		if !mine.Clear[compartment] {
			return nil, unknownCompartment(compartment)
		}
		if err := s.Need(mine, right); err != nil {
			return nil, err
		}
		return fn(tx, production)
	})
	if fault.Is(err, fault.NotFound) && err.Error() == notMember(production).Error() {
		return unknownCompartment(compartment) // not even that it is a compartment of a production elsewhere
	}
	return err
}

// stillCleared counts the people cleared for a compartment whose account works.
func stillCleared(ctx context.Context, r reader, compartment graph.ID) (n int64, err error) {
	err = r.QueryRow(ctx, `
		SELECT count(*)
		FROM access_clearance c
		JOIN access_account a ON a.id = c.account
		WHERE c.compartment = ? AND a.disabled_ms = 0`, compartment.String()).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count clearances: %w", err)
	}
	return n, nil
}

// clearedIn gives the compartments of a production by account.
func (s *Service) clearedIn(ctx context.Context, production graph.ID) (map[graph.ID][]graph.ID, error) {
	rows, err := s.db.Query(ctx, `
		SELECT account, compartment
		FROM access_clearance
		WHERE production IN (?, '')
		ORDER BY account, compartment`, production.String())
	if err != nil {
		return nil, fmt.Errorf("list clearances: %w", err)
	}
	defer rows.Close()
	out := map[graph.ID][]graph.ID{}
	for rows.Next() {
		var who, what string
		var account, compartment graph.ID
		if err := rows.Scan(&who, &what); err != nil {
			return nil, fmt.Errorf("list clearances: %w", err)
		}
		if err := parseIDs(map[*graph.ID]string{&account: who, &compartment: what}); err != nil {
			return nil, err
		}
		out[account] = append(out[account], compartment)
	}
	return out, rows.Err()
}

// dropClearances takes what an account was cleared for in productions where it is
// no member any more. Refusing because somebody is the last one cleared would
// tell an uncleared person of the secret; so a compartment that nobody is left
// for falls to the owners of the house, and its own log says so.
func (s *Service) dropClearances(ctx context.Context, tx *db.Tx, c Caller, who graph.ID) ([]Entry, error) {
	rows, err := tx.Query(ctx, `
		SELECT compartment
		FROM access_clearance l
		WHERE account = ?
			AND NOT EXISTS (
				SELECT 1 FROM access_member m WHERE m.account = l.account AND m.production IN (l.production, ''))
		ORDER BY compartment`, who.String())
	if err != nil {
		return nil, fmt.Errorf("read clearances: %w", err)
	}
	list, err := scanIDs(rows)
	if err != nil {
		return nil, fmt.Errorf("read clearances: %w", err)
	}
	var out []Entry
	for _, compartment := range list {
		if _, err := tx.Exec(ctx, "DELETE FROM access_clearance WHERE compartment = ? AND account = ?", compartment.String(), who.String()); err != nil {
			return nil, fmt.Errorf("take a clearance: %w", err)
		}
		production, err := compartmentProduction(ctx, tx, compartment)
		if err != nil {
			return nil, err
		}
		lost := c.entry(ActUncleared, production, who)
		lost.Compartment = compartment
		heirs, err := s.inherit(ctx, tx, c, production, compartment, who)
		if err != nil {
			return nil, err
		}
		out = append(append(out, lost), heirs...)
	}
	return out, nil
}

func compartmentProduction(ctx context.Context, r reader, compartment graph.ID) (graph.ID, error) {
	var text string
	err := r.QueryRow(ctx, "SELECT production FROM access_compartment WHERE id = ?", compartment.String()).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return graph.ID{}, unknownCompartment(compartment)
	}
	if err != nil {
		return graph.ID{}, fmt.Errorf("read a compartment: %w", err)
	}
	return graph.ParseID(text)
}

func unknownCompartment(id graph.ID) error {
	return fault.New(fault.NotFound, "no compartment %s that you are cleared for", id)
}

// inherit gives a compartment to the owners of the house when nobody is left who
// is cleared for it and can sign in.
func (s *Service) inherit(ctx context.Context, tx *db.Tx, c Caller, production, compartment, who graph.ID) (out []Entry, err error) {
	if n, err := stillCleared(ctx, tx, compartment); err != nil || n > 0 {
		return nil, err
	}
	rows, err := tx.Query(ctx, `
		SELECT r.account
		FROM access_member_role r
		JOIN access_account a ON a.id = r.account
		WHERE r.role = ? AND r.production = '' AND a.disabled_ms = 0 AND r.account <> ?
		ORDER BY r.account`, Owner, who.String())
	if err != nil {
		return nil, fmt.Errorf("list owners: %w", err)
	}
	heirs, err := scanIDs(rows)
	if err != nil {
		return nil, fmt.Errorf("list owners: %w", err)
	}
	for _, heir := range heirs {
		if err := s.insertClearance(ctx, tx, c, production, compartment, heir); err != nil {
			return nil, err
		}
		e := c.entry(ActCleared, production, heir)
		e.Compartment, e.Detail = compartment, "nobody else was left"
		out = append(out, e)
	}
	return out, nil
}
