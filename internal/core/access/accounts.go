package access

import (
	"context"
	"fmt"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Accounts lists all accounts of the installation, by name. It needs
// accounts.edit in the house.
func (s *Service) Accounts(ctx context.Context, c Caller) ([]Account, error) {
	if _, err := s.need(ctx, c, House, "accounts.edit"); err != nil {
		return nil, err
	}
	rows, err := s.db.Query(ctx, "SELECT "+accountColumns+" FROM access_account a ORDER BY a.name, a.id")
	if err != nil {
		return nil, fmt.Errorf("list accounts: %w", err)
	}
	defer rows.Close()
	var out []Account
	for rows.Next() {
		a, err := scanAccount(rows.Scan)
		if err != nil {
			return nil, fmt.Errorf("list accounts: %w", err)
		}
		out = append(out, a)
	}
	return out, rows.Err()
}

// BlockAccount ends every session and API token use of an account until
// UnblockAccount. It needs accounts.edit in the house; the last owner cannot be
// blocked.
func (s *Service) BlockAccount(ctx context.Context, c Caller, who graph.ID) error {
	return s.changeAccount(ctx, c, who, func(tx *db.Tx) ([]Entry, error) {
		before, err := owners(ctx, tx, House)
		if err != nil {
			return nil, err
		}
		if err := s.shut(ctx, tx, who); err != nil {
			return nil, err
		}
		entries, err := s.inheritFrom(ctx, tx, c, who)
		if err != nil {
			return nil, err
		}
		return append(entries, c.entry(ActAccountBlocked, House, who)), keepOwner(ctx, tx, House, before)
	})
}

// shut closes an account and every way that is open into it.
func (s *Service) shut(ctx context.Context, tx *db.Tx, who graph.ID) error {
	if _, err := tx.Exec(ctx, "UPDATE access_account SET disabled_ms = ? WHERE id = ? AND disabled_ms = 0", ms(s.now()), who.String()); err != nil {
		return fmt.Errorf("block an account: %w", err)
	}
	for _, query := range []string{
		"DELETE FROM access_session WHERE account = ?",
		"DELETE FROM access_link WHERE account = ?",
	} {
		if _, err := tx.Exec(ctx, query, who.String()); err != nil {
			return fmt.Errorf("block an account: %w", err)
		}
	}
	return nil
}

// EraseAccount removes a person: memberships, clearances, sessions, tokens, name
// and address are gone for good. The audit log keeps the account's id, which then
// stands for nobody. It needs accounts.edit in the house; an owner must stop being
// one first.
func (s *Service) EraseAccount(ctx context.Context, c Caller, who graph.ID) error {
	return s.changeAccount(ctx, c, who, func(tx *db.Tx) ([]Entry, error) {
		var owned int
		if err := tx.QueryRow(ctx, "SELECT count(*) FROM access_member_role WHERE account = ? AND role = ?", who.String(), Owner).Scan(&owned); err != nil {
			return nil, fmt.Errorf("read roles: %w", err)
		}
		if owned > 0 {
			return nil, fault.New(fault.Conflict, "they are an owner: give them another role first")
		}
		if err := s.shut(ctx, tx, who); err != nil {
			return nil, err
		}
		for _, query := range []string{
			"DELETE FROM access_member_role WHERE account = ?",
			"DELETE FROM access_member WHERE account = ?",
			"DELETE FROM access_token WHERE account = ?",
			"DELETE FROM access_invitation WHERE inviter = ?",
			"DELETE FROM access_invitation WHERE email = (SELECT email FROM access_account WHERE id = ?)",
			"UPDATE access_account SET name = 'Former member', email = id || '@erased.invalid', password = '', language = 'en', time_zone = 'UTC' WHERE id = ?",
		} {
			if _, err := tx.Exec(ctx, query, who.String()); err != nil {
				return nil, fmt.Errorf("erase an account: %w", err)
			}
		}
		if err := dropSecond(ctx, tx, who); err != nil {
			return nil, err
		}
		entries, err := s.dropClearances(ctx, tx, c, who)
		if err != nil {
			return nil, err
		}
		return append(entries, c.entry(ActAccountErased, House, who)), nil
	})
}

// UnblockAccount undoes BlockAccount; the person signs in anew. It needs
// accounts.edit in the house.
func (s *Service) UnblockAccount(ctx context.Context, c Caller, who graph.ID) error {
	return s.changeAccount(ctx, c, who, func(tx *db.Tx) ([]Entry, error) {
		if _, err := tx.Exec(ctx, "UPDATE access_account SET disabled_ms = 0 WHERE id = ? AND password <> ''", who.String()); err != nil {
			return nil, fmt.Errorf("open an account again: %w", err)
		}
		return []Entry{c.entry(ActAccountOpened, House, who)}, nil
	})
}

// changeAccount is change for what lets a person in at all. Taking over an
// account is taking its rights, so its house roles must be the caller's too.
func (s *Service) changeAccount(ctx context.Context, c Caller, who graph.ID, fn func(tx *db.Tx) ([]Entry, error)) error {
	if err := c.inPerson(); err != nil {
		return err
	}
	return s.change(ctx, c, House, "accounts.edit", func(tx *db.Tx, mine graph.Audience) ([]Entry, error) {
		if _, err := account(ctx, tx, who); err != nil {
			return nil, err
		}
		roles, err := readRoles(ctx, tx, who, House, House)
		if err != nil {
			return nil, err
		}
		if err := s.mayGive(mine, roles, nil); err != nil {
			return nil, err
		}
		if !IsOwner(mine) {
			var n int
			err := tx.QueryRow(ctx, "SELECT count(*) FROM access_member_role WHERE account = ? AND role = ?", who.String(), Owner).Scan(&n)
			if err != nil {
				return nil, fmt.Errorf("read roles: %w", err)
			}
			if n > 0 {
				return nil, fault.New(fault.Denied, "only an owner does this to an owner")
			}
		}
		return fn(tx)
	})
}

// inheritFrom passes on what only a blocked account was cleared for.
func (s *Service) inheritFrom(ctx context.Context, tx *db.Tx, c Caller, who graph.ID) (out []Entry, err error) {
	rows, err := tx.Query(ctx, "SELECT compartment FROM access_clearance WHERE account = ? ORDER BY compartment", who.String())
	if err != nil {
		return nil, fmt.Errorf("read clearances: %w", err)
	}
	list, err := scanIDs(rows)
	if err != nil {
		return nil, fmt.Errorf("read clearances: %w", err)
	}
	for _, compartment := range list {
		production, err := compartmentProduction(ctx, tx, compartment)
		if err != nil {
			return nil, err
		}
		entries, err := s.inherit(ctx, tx, c, production, compartment, who)
		if err != nil {
			return nil, err
		}
		out = append(out, entries...)
	}
	return out, nil
}
