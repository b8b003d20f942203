package access

import (
	"context"
	"fmt"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// FirstOwner gives the one-time link by which the first owner makes their
// account, for the server to print once at its start, or "" when there is an
// owner. Links of earlier starts hold until they expire or one is used.
func (s *Service) FirstOwner(ctx context.Context) (address string, err error) {
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if n, err := owners(ctx, tx, House); err != nil || n > 0 {
			return err
		}
		token, err := s.makeLink(ctx, tx, forOwner, graph.ID{}, nil, s.limits.OwnerLink)
		address = s.address("welcome/owner", token)
		return err
	})
	return address, err
}

// Newcomer is what a person gives to make their account.
type Newcomer struct {
	Token    string // of the link
	Email    string // for the first owner; an invitation has its own
	Profile  Profile
	Password string
	Device   Device
}

// ClaimOwner makes the first owner's account and signs them in.
func (s *Service) ClaimOwner(ctx context.Context, in Newcomer) (out SignedIn, err error) {
	try := attempt{linkBrake, network(in.Device.Address)}
	if err := s.begin(ctx, try); err != nil {
		return out, err
	}
	if _, err := decodeToken(forOwner, in.Token); err != nil {
		return out, err
	}
	email, err := normalEmail(in.Email)
	if err != nil {
		return out, err
	}
	a, hash, err := s.newAccount(ctx, email, in.Profile, in.Password)
	if err != nil {
		return out, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if err := bumpRights(ctx, tx); err != nil {
			return err
		}
		l, _, err := s.findLink(ctx, tx, forOwner, in.Token)
		if err != nil {
			return err
		}
		if n, err := owners(ctx, tx, House); err != nil {
			return err
		} else if n > 0 {
			return fault.New(fault.Conflict, "this installation has an owner: ask them for an invitation")
		}
		if err := s.spend(ctx, tx, l); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "DELETE FROM access_link WHERE purpose = ?", string(forOwner)); err != nil {
			return fmt.Errorf("drop the other links: %w", err)
		}
		if err := s.insertAccount(ctx, tx, a, hash); err != nil {
			return err
		}
		if err := s.join(ctx, tx, a.ID, House, []RoleIn{{Role: Owner}}); err != nil {
			return err
		}
		if out, err = s.openSession(ctx, tx, a, false, in.Device); err != nil {
			return err
		}
		return s.log(ctx, tx, Entry{Action: ActOwnerMade, Account: a.ID, Subject: a.ID, Address: in.Device.Address})
	})
	if err != nil {
		return SignedIn{}, err
	}
	return out, s.forgive(ctx, try)
}

// newAccount checks what a person gave and hashes the password; nothing is stored.
func (s *Service) newAccount(ctx context.Context, email string, p Profile, password string) (Account, string, error) {
	p, err := p.normal()
	if err != nil {
		return Account{}, "", err
	}
	password = plainPassword(password)
	if err := checkPassword(password, email, p.Name); err != nil {
		return Account{}, "", err
	}
	hash, err := s.hasher.hash(ctx, s.source, password)
	if err != nil {
		return Account{}, "", err
	}
	now := s.now()
	return Account{ID: s.source.newID(), Email: email, Profile: p, Created: at(ms(now)), PasswordChanged: at(ms(now))}, hash, nil
}

// owners counts who holds the owner role in a production, or in the House, with
// an account that works.
func owners(ctx context.Context, r reader, production graph.ID) (n int64, err error) {
	err = r.QueryRow(ctx, `
		SELECT count(DISTINCT r.account)
		FROM access_member_role r
		JOIN access_account a ON a.id = r.account
		WHERE r.role = ? AND r.production = ? AND a.disabled_ms = 0`, Owner, production.String()).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count owners: %w", err)
	}
	return n, nil
}

// bumpRights comes first in every transaction that changes rights: it makes them
// wait for each other, and every node forget the audiences it knows.
func bumpRights(ctx context.Context, tx *db.Tx) error {
	if _, err := tx.Exec(ctx, "UPDATE access_version SET n = n + 1 WHERE name = 'rights'"); err != nil {
		return fmt.Errorf("begin a change of rights: %w", err)
	}
	return nil
}

// join makes an account a member, or gives a member these roles in place of what
// they had. Their sessions get new tokens at the next request.
func (s *Service) join(ctx context.Context, tx *db.Tx, account, production graph.ID, roles []RoleIn) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO access_member (account, production, since_ms)
		VALUES (?, ?, ?)
		ON CONFLICT (account, production) DO NOTHING`, account.String(), production.String(), ms(s.now()))
	if err != nil {
		return fmt.Errorf("store a membership: %w", err)
	}
	if _, err := tx.Exec(ctx, "DELETE FROM access_member_role WHERE account = ? AND production = ?", account.String(), production.String()); err != nil {
		return fmt.Errorf("store roles: %w", err)
	}
	for _, in := range roles {
		_, err := tx.Exec(ctx, `
			INSERT INTO access_member_role (account, production, role, department)
			VALUES (?, ?, ?, ?)
			ON CONFLICT (account, production, role, department) DO NOTHING`, account.String(), production.String(), in.Role, in.Department)
		if err != nil {
			return fmt.Errorf("store roles: %w", err)
		}
	}
	return markStale(ctx, tx, account)
}

func markStale(ctx context.Context, tx *db.Tx, account graph.ID) error {
	if _, err := tx.Exec(ctx, "UPDATE access_session SET stale = 1 WHERE account = ?", account.String()); err != nil {
		return fmt.Errorf("renew sessions: %w", err)
	}
	return nil
}
