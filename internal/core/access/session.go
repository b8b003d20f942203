package access

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// SignedIn is the outcome of signing in.
type SignedIn struct {
	Account   Account
	Session   graph.ID
	Token     string    // the cookie's value; "" while Challenge is set
	Expires   time.Time // when the session ends at the latest
	Challenge string    // not "": a second factor is owed, give it to SignInCode with this
}

// Session is a device on which an account is signed in.
type Session struct {
	ID           graph.ID
	Device       string // what the browser calls itself
	Address      string // where it was last seen
	SecondFactor bool   // a code was given at sign-in
	Created      time.Time
	Seen         time.Time // to the minute
	Expires      time.Time // when it ends at the latest
	Current      bool      // it is the caller's own
}

// rotateGrace is how long the old token of a rotated session still works, for
// requests that are on their way.
const rotateGrace = time.Minute

// openSession signs an account in on a device.
func (s *Service) openSession(ctx context.Context, tx *db.Tx, account Account, second bool, d Device) (SignedIn, error) {
	token, hash, err := s.source.token(forSession)
	if err != nil {
		return SignedIn{}, err
	}
	id, now := s.source.newID(), s.now()
	_, err = tx.Exec(ctx, `
		INSERT INTO access_session (id, account, hash, old_hash, old_until_ms, stale, second_factor, created_ms, seen_ms, address, device)
		VALUES (?, ?, ?, NULL, 0, 0, ?, ?, ?, ?, ?)`,
		id.String(), account.ID.String(), hash, flag(second), ms(now), ms(now), d.address(), d.name())
	if err != nil {
		return SignedIn{}, fmt.Errorf("open a session: %w", err)
	}
	_, err = tx.Exec(ctx, "DELETE FROM access_session WHERE account = ? AND (created_ms < ? OR seen_ms < ?)",
		account.ID.String(), ms(now.Add(-s.limits.Absolute)), ms(now.Add(-s.limits.Idle)))
	return SignedIn{Account: account, Session: id, Token: token, Expires: now.Add(s.limits.Absolute)}, err
}

// Device is where a request comes from.
type Device struct {
	Address string // remote address, with or without a port
	Name    string // User-Agent
}

func (d Device) address() string { return clean(d.Address, 64) }
func (d Device) name() string    { return clean(d.Name, 200) }

// clean cuts a stranger's text to printable characters and a length.
func clean(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	if r := []rune(s); len(r) > most {
		return string(r[:most])
	}
	return s
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// Authenticate tells whose session a cookie is. When renewed is not "", the
// account's rights grew since, and the cookie must be replaced by it. A session
// that ended, was revoked or never was is the same Signin error.
func (s *Service) Authenticate(ctx context.Context, token, address string) (c Caller, renewed string, err error) {
	hash, err := hashToken(forSession, token)
	if err != nil {
		return Caller{}, "", fault.Mark(fault.Signin, errStranger)
	}
	now := s.now()
	var id, account string
	var stale, created, seen int64
	var current []byte
	err = s.db.QueryRow(ctx, `
		SELECT s.id, s.account, s.hash, s.stale, s.created_ms, s.seen_ms
		FROM access_session s
		JOIN access_account a ON a.id = s.account
		WHERE (s.hash = ? OR (s.old_hash = ? AND s.old_until_ms > ?)) AND a.disabled_ms = 0`,
		hash, hash, ms(now)).Scan(&id, &account, &current, &stale, &created, &seen)
	if errors.Is(err, sql.ErrNoRows) || err == nil && (s.ended(created, seen)) {
		return Caller{}, "", fault.Mark(fault.Signin, errStranger)
	}
	if err != nil {
		return Caller{}, "", fmt.Errorf("read a session: %w", err)
	}
	if c.Account, err = graph.ParseID(account); err != nil {
		return Caller{}, "", err
	}
	if c.Session, err = graph.ParseID(id); err != nil {
		return Caller{}, "", err
	}
	c.Address = Device{Address: address}.address()
	if stale != 0 && bytes.Equal(current, hash) {
		if renewed, err = s.rotate(ctx, id, hash, rotateGrace); err != nil {
			return Caller{}, "", err
		}
	}
	if now.Sub(at(seen)) >= time.Minute {
		_, err = s.db.Exec(ctx, "UPDATE access_session SET seen_ms = ?, address = ? WHERE id = ?", ms(now), c.Address, id)
	}
	return c, renewed, err
}

func (s *Service) ended(created, seen int64) bool {
	now := s.now()
	return now.Sub(at(created)) >= s.limits.Absolute || now.Sub(at(seen)) >= s.limits.Idle
}

// rotate gives a session a new token; "" when another request was first.
func (s *Service) rotate(ctx context.Context, id string, old []byte, grace time.Duration) (string, error) {
	token, hash, err := s.source.token(forSession)
	if err != nil {
		return "", err
	}
	res, err := s.db.Exec(ctx, `
		UPDATE access_session
		SET hash = ?, old_hash = ?, old_until_ms = ?, stale = 0
		WHERE id = ? AND hash = ?`, hash, old, ms(s.now().Add(grace)), id, old)
	if err != nil {
		return "", fmt.Errorf("renew a session: %w", err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return "", err
	}
	return token, nil
}

// renew gives the caller's own session a new token at once, ends its old one and
// every other session of the account: what follows a change of password or of
// second factor.
func (s *Service) renew(ctx context.Context, tx *db.Tx, c Caller, second bool) (string, error) {
	token, hash, err := s.source.token(forSession)
	if err != nil {
		return "", err
	}
	if _, err := tx.Exec(ctx, "DELETE FROM access_session WHERE account = ? AND id <> ?", c.Account.String(), c.Session.String()); err != nil {
		return "", fmt.Errorf("end the other sessions: %w", err)
	}
	_, err = tx.Exec(ctx, `
		UPDATE access_session
		SET hash = ?, old_hash = NULL, old_until_ms = 0, stale = 0, second_factor = ?
		WHERE id = ?`, hash, flag(second), c.Session.String())
	if err != nil {
		return "", fmt.Errorf("renew a session: %w", err)
	}
	return token, nil
}

// SignOut ends the caller's session.
func (s *Service) SignOut(ctx context.Context, c Caller) error {
	if err := c.inPerson(); err != nil {
		return err
	}
	return s.RevokeSession(ctx, c, c.Session)
}

// Sessions lists the caller's devices, the latest seen first.
func (s *Service) Sessions(ctx context.Context, c Caller) ([]Session, error) {
	if err := c.inPerson(); err != nil {
		return nil, err
	}
	rows, err := s.db.Query(ctx, `
		SELECT id, device, address, second_factor, created_ms, seen_ms
		FROM access_session
		WHERE account = ?
		ORDER BY seen_ms DESC, id`, c.Account.String())
	if err != nil {
		return nil, fmt.Errorf("list sessions: %w", err)
	}
	defer rows.Close()
	var out []Session
	for rows.Next() {
		var one Session
		var id string
		var second, created, seen int64
		if err := rows.Scan(&id, &one.Device, &one.Address, &second, &created, &seen); err != nil {
			return nil, fmt.Errorf("list sessions: %w", err)
		}
		if s.ended(created, seen) {
			continue
		}
		if one.ID, err = graph.ParseID(id); err != nil {
			return nil, err
		}
		one.SecondFactor, one.Created, one.Seen = second != 0, at(created), at(seen)
		one.Expires, one.Current = one.Created.Add(s.limits.Absolute), one.ID == c.Session
		out = append(out, one)
	}
	return out, rows.Err()
}

// RevokeSession ends one of the caller's sessions.
func (s *Service) RevokeSession(ctx context.Context, c Caller, session graph.ID) error {
	if err := c.inPerson(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		res, err := tx.Exec(ctx, "DELETE FROM access_session WHERE id = ? AND account = ?", session.String(), c.Account.String())
		if err != nil {
			return fmt.Errorf("end a session: %w", err)
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, fault.New(fault.NotFound, "you have no session %s: it may have ended", session))
		}
		return s.log(ctx, tx, c.entry(ActSignOut, House, c.Account))
	})
}

// RevokeOtherSessions ends all of the caller's sessions but the one in use, and
// gives how many.
func (s *Service) RevokeOtherSessions(ctx context.Context, c Caller) (n int64, err error) {
	if err := c.inPerson(); err != nil {
		return 0, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		res, err := tx.Exec(ctx, "DELETE FROM access_session WHERE account = ? AND id <> ?", c.Account.String(), c.Session.String())
		if err != nil {
			return fmt.Errorf("end sessions: %w", err)
		}
		if n, err = res.RowsAffected(); err != nil || n == 0 {
			return err
		}
		return s.log(ctx, tx, c.entry(ActSignOut, House, c.Account))
	})
	return n, err
}
