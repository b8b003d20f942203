package access

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// SignIn is what a person gives to sign in.
type SignIn struct {
	Email    string
	Password string
	Device   Device
}

// errWrong is the one answer to every wrong sign-in: no such account, a blocked
// one, and a wrong password look and take the same.
var errWrong = errors.New("e-mail address or password is not right")

// SignIn opens a session, or asks for the second factor where the account has
// one (SignedIn.Challenge). TooMany means waiting, also with the right password.
func (s *Service) SignIn(ctx context.Context, in SignIn) (SignedIn, error) {
	email, err := normalEmail(in.Email)
	if err != nil {
		email = "" // counted and refused like any other that has no account
	}
	tries := []attempt{{signInBrake, email}, {addressBrake, network(in.Device.Address)}}
	if err := s.begin(ctx, tries...); err != nil {
		return SignedIn{}, err
	}
	a, stored, ok, err := accountByEmail(ctx, s.db, email)
	if err != nil {
		return SignedIn{}, err
	}
	if !ok || !a.Disabled.IsZero() {
		stored = ""
	}
	password := plainPassword(in.Password)
	if len(password) > 4*PasswordMax {
		password = ""
	}
	right, weak, err := s.hasher.verify(ctx, stored, password)
	if err != nil {
		return SignedIn{}, err
	}
	if !right {
		err := s.db.Write(ctx, func(tx *db.Tx) error {
			return s.log(ctx, tx, Entry{Action: ActSignInFailed, Address: in.Device.Address, Subject: a.ID})
		})
		return SignedIn{}, errors.Join(err, fault.Mark(fault.Signin, errWrong))
	}
	if err := s.forgive(ctx, tries...); err != nil {
		return SignedIn{}, err
	}
	renewed := stored
	if weak {
		if renewed, err = s.hasher.hash(ctx, s.source, password); err != nil {
			return SignedIn{}, err
		}
	}
	return s.admit(ctx, a, stored, renewed, in.Device)
}

// admit signs in an account whose password was right, unless it was changed or
// the account blocked in the meantime: whoever changes it ends the sessions there
// are, and this one must not slip in behind.
func (s *Service) admit(ctx context.Context, a Account, stored, renewed string, d Device) (out SignedIn, err error) {
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		res, err := tx.Exec(ctx, "UPDATE access_account SET password = ? WHERE id = ? AND password = ? AND disabled_ms = 0", renewed, a.ID.String(), stored)
		if err != nil {
			return fmt.Errorf("read a password again: %w", err)
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, fault.Mark(fault.Signin, errWrong))
		}
		if a.SecondFactor {
			out = SignedIn{Account: a}
			out.Challenge, err = s.makeLink(ctx, tx, forChallenge, a.ID, nil, s.limits.Challenge)
			return err
		}
		if out, err = s.openSession(ctx, tx, a, false, d); err != nil {
			return err
		}
		return s.log(ctx, tx, Entry{Action: ActSignIn, Account: a.ID, Subject: a.ID, Address: d.Address})
	})
	return out, err
}

// link is a one-time permission: what a token other than a session's stands for.
type link struct {
	hash    []byte
	account graph.ID
	data    string
	expires time.Time
}

// makeLink stores a one-time token and gives its text; data is kept as JSON.
func (s *Service) makeLink(ctx context.Context, tx *db.Tx, p purpose, account graph.ID, data any, life time.Duration) (string, error) {
	token, hash, err := s.source.token(p)
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(data)
	if err != nil {
		return "", err
	}
	now := s.now()
	_, err = tx.Exec(ctx, `
		INSERT INTO access_link (hash, purpose, account, data, attempts, created_ms, expires_ms)
		VALUES (?, ?, ?, ?, 0, ?, ?)`, hash, string(p), account.String(), string(text), ms(now), ms(now.Add(life)))
	if err != nil {
		return "", fmt.Errorf("store a link: %w", err)
	}
	return token, nil
}

// findLink reads a one-time token that still holds, and counts the look.
func (s *Service) findLink(ctx context.Context, tx *db.Tx, p purpose, token string) (l link, attempts int64, err error) {
	if l.hash, err = hashToken(p, token); err != nil {
		return l, 0, err
	}
	var id string
	var expires int64
	err = tx.QueryRow(ctx, `
		UPDATE access_link
		SET attempts = attempts + 1
		WHERE hash = ? AND purpose = ? AND expires_ms > ?
		RETURNING account, data, expires_ms, attempts`, l.hash, string(p), ms(s.now())).Scan(&id, &l.data, &expires, &attempts)
	if errors.Is(err, sql.ErrNoRows) {
		return l, 0, errToken()
	}
	if err != nil {
		return l, 0, fmt.Errorf("read a link: %w", err)
	}
	l.expires = at(expires)
	l.account, err = graph.ParseID(id)
	return l, attempts, err
}

// spend uses a one-time token up; of several who try at once, one succeeds.
func (s *Service) spend(ctx context.Context, tx *db.Tx, l link) error {
	res, err := tx.Exec(ctx, "DELETE FROM access_link WHERE hash = ?", l.hash)
	if err != nil {
		return fmt.Errorf("use a link: %w", err)
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		return errors.Join(err, errToken())
	}
	return nil
}

// address is the full link for a token. The token stands behind "#", which
// browsers send to no server and write into no log.
func (s *Service) address(path, token string) string { return s.base() + "/" + path + "#" + token }
