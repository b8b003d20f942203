package access

import (
	"context"
	"errors"
	"fmt"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Console acts for whoever runs the program's commands on the server, such as
// `backlot demo`, seeds and the way back in for an owner who lost everything. It
// asks for no right; what it does is in the audit log without an account.
type Console struct{ s *Service }

// Console gives the console of the service. Never hand it to a request.
func (s *Service) Console() Console { return Console{s} }

// AddAccount makes an account without an invitation.
func (co Console) AddAccount(ctx context.Context, email, password string, p Profile) (Account, error) {
	email, err := normalEmail(email)
	if err != nil {
		return Account{}, err
	}
	a, hash, err := co.s.newAccount(ctx, email, p, password)
	if err != nil {
		return Account{}, err
	}
	return a, co.s.db.Write(ctx, func(tx *db.Tx) error { return co.s.insertAccount(ctx, tx, a, hash) })
}

// SetMember gives an account these roles in a production, or in the House.
func (co Console) SetMember(ctx context.Context, account, production graph.ID, roles ...RoleIn) error {
	return co.s.db.Write(ctx, func(tx *db.Tx) error {
		if err := bumpRights(ctx, tx); err != nil {
			return err
		}
		custom, err := readCustom(ctx, tx, production)
		if err != nil {
			return err
		}
		roles, err := co.s.checkRoles(production, roles, custom)
		if err != nil {
			return err
		}
		if err := co.s.join(ctx, tx, account, production, roles); err != nil {
			return err
		}
		return co.s.log(ctx, tx, Entry{Action: ActMemberChanged, Production: production, Subject: account, Detail: roleWords(roles), Address: "console"})
	})
}

// MakeCompartment makes a compartment with this id and clears the accounts for it.
func (co Console) MakeCompartment(ctx context.Context, id, production graph.ID, name, reason string, accounts ...graph.ID) error {
	name, reason, err := checkCompartment(name, reason)
	if err != nil {
		return err
	}
	if len(accounts) == 0 {
		return fault.At("accounts", "compartment %s: want at least one account that is cleared", name)
	}
	return co.s.db.Write(ctx, func(tx *db.Tx) error {
		if err := bumpRights(ctx, tx); err != nil {
			return err
		}
		if err := co.s.insertCompartment(ctx, tx, id, production, name, reason); err != nil {
			return err
		}
		for _, a := range accounts {
			if err := co.s.insertClearance(ctx, tx, Caller{}, production, id, a); err != nil {
				return err
			}
		}
		return co.s.log(ctx, tx, Entry{Action: ActCompartmentMade, Production: production, Compartment: id, Subject: id, Detail: name, Address: "console"})
	})
}

// RecoveryLink makes a recovery link for the account of an e-mail address.
func (co Console) RecoveryLink(ctx context.Context, email string) (address string, err error) {
	email, err = normalEmail(email)
	if err != nil {
		return "", err
	}
	a, _, ok, err := accountByEmail(ctx, co.s.db, email)
	if err != nil {
		return "", err
	}
	if !ok {
		return "", fault.New(fault.NotFound, "there is no account for %s", email)
	}
	err = co.s.db.Write(ctx, func(tx *db.Tx) error {
		address, err = co.s.recoveryLink(ctx, tx, Caller{Address: "console"}, a.ID)
		return err
	})
	return address, err
}

// Verify recomputes every chain of the audit log.
func (co Console) Verify(ctx context.Context) ([]Chain, error) {
	rows, err := co.s.db.Query(ctx, "SELECT DISTINCT production, compartment FROM access_audit UNION SELECT production, compartment FROM access_audit_head ORDER BY 1, 2")
	if err != nil {
		return nil, fmt.Errorf("list the chains of the audit log: %w", err)
	}
	var keys []Chain
	for rows.Next() {
		var production, compartment string
		var key Chain
		err := errors.Join(rows.Scan(&production, &compartment),
			parseIDs(map[*graph.ID]string{&key.Production: production, &key.Compartment: compartment}))
		if err != nil {
			return nil, errors.Join(err, rows.Close())
		}
		keys = append(keys, key)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, err
	}
	for i, key := range keys {
		if keys[i], err = co.s.verify(ctx, key.Production, key.Compartment, nil); err != nil {
			return nil, fmt.Errorf("verify the audit log: %w", err)
		}
	}
	return keys, nil
}

// Purge deletes what nobody can use any more: ended sessions, links and
// invitations past their time, tokens a month after theirs, forgotten failures.
// Run it about once an hour; nothing depends on it.
func (s *Service) Purge(ctx context.Context) error {
	now := s.now()
	month := ms(now.AddDate(0, -1, 0))
	for _, step := range []struct {
		query string
		args  []any
	}{
		{"DELETE FROM access_session WHERE created_ms < ? OR seen_ms < ?", []any{ms(now.Add(-s.limits.Absolute)), ms(now.Add(-s.limits.Idle))}},
		{"DELETE FROM access_link WHERE expires_ms < ?", []any{ms(now)}},
		{"DELETE FROM access_invitation WHERE expires_ms < ?", []any{month}},
		{"DELETE FROM access_token WHERE expires_ms < ?", []any{month}},
		{"DELETE FROM access_throttle WHERE touched_ms < ?", []any{ms(now.Add(-throttleMemory))}},
	} {
		if _, err := s.db.Exec(ctx, step.query, step.args...); err != nil {
			return fmt.Errorf("purge: %w", err)
		}
	}
	return nil
}
