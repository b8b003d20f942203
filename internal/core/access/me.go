package access

import (
	"context"
	"errors"
	"fmt"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Me is what the person signed in sees about themselves.
type Me struct {
	Account       Account
	Session       graph.ID     // zero for an API token
	Memberships   []Membership // House first
	RecoveryCodes int          // second-factor recovery codes not used yet
}

// Me tells who the caller is.
func (s *Service) Me(ctx context.Context, c Caller) (me Me, err error) {
	if err := c.signedIn(); err != nil {
		return me, err
	}
	me.Session = c.Session
	if me.Account, err = account(ctx, s.db, c.Account); err != nil {
		return me, err
	}
	if me.Memberships, err = s.Memberships(ctx, c); err != nil {
		return me, err
	}
	err = s.db.QueryRow(ctx, "SELECT count(*) FROM access_recovery_code WHERE account = ?", c.Account.String()).Scan(&me.RecoveryCodes)
	if err != nil {
		return me, fmt.Errorf("count recovery codes: %w", err)
	}
	return me, nil
}

// Account is the name, language and other settings of one account, for the
// program itself; it asks for no right.
func (s *Service) Account(ctx context.Context, id graph.ID) (Account, error) {
	return account(ctx, s.db, id)
}

// UpdateMe changes the caller's name, language, time zone and theme.
func (s *Service) UpdateMe(ctx context.Context, c Caller, p Profile) (Account, error) {
	if err := c.inPerson(); err != nil {
		return Account{}, err
	}
	p, err := p.normal()
	if err != nil {
		return Account{}, err
	}
	_, err = s.db.Exec(ctx, "UPDATE access_account SET name = ?, language = ?, time_zone = ?, theme = ? WHERE id = ?",
		p.Name, p.Language, p.TimeZone, p.Theme, c.Account.String())
	if err != nil {
		return Account{}, fmt.Errorf("store a profile: %w", err)
	}
	return account(ctx, s.db, c.Account)
}

// confirm demands the caller's password again, before what would outlive a
// borrowed session.
func (s *Service) confirm(ctx context.Context, c Caller, password string) (Account, error) {
	if err := c.inPerson(); err != nil {
		return Account{}, err
	}
	try := attempt{confirmBrake, c.Account.String()}
	if err := s.begin(ctx, try); err != nil {
		return Account{}, err
	}
	a, err := account(ctx, s.db, c.Account)
	if err != nil {
		return a, err
	}
	var stored string
	if err := s.db.QueryRow(ctx, "SELECT password FROM access_account WHERE id = ?", c.Account.String()).Scan(&stored); err != nil {
		return a, fmt.Errorf("read a password hash: %w", err)
	}
	right, _, err := s.hasher.verify(ctx, stored, plainPassword(password))
	if err != nil {
		return a, err
	}
	if !right {
		err := s.db.Write(ctx, func(tx *db.Tx) error { return s.log(ctx, tx, c.entry(ActPasswordFailed, House, c.Account)) })
		return a, errors.Join(err, &fault.Error{Kind: fault.Denied, Field: "password", Err: errors.New("this is not your password")})
	}
	return a, s.forgive(ctx, try)
}

// ChangePassword replaces the caller's password. All other sessions end, API
// tokens stay; the caller's cookie must be replaced by the token given back.
func (s *Service) ChangePassword(ctx context.Context, c Caller, old, password string) (cookie string, err error) {
	a, err := s.confirm(ctx, c, old)
	if err != nil {
		return "", err
	}
	password = plainPassword(password)
	if err := checkPassword(password, a.Email, a.Name); err != nil {
		return "", err
	}
	hash, err := s.hasher.hash(ctx, s.source, password)
	if err != nil {
		return "", err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if err := s.storePassword(ctx, tx, c.Account, hash); err != nil {
			return err
		}
		if cookie, err = s.renew(ctx, tx, c, a.SecondFactor); err != nil {
			return err
		}
		return s.log(ctx, tx, c.entry(ActPassword, House, c.Account))
	})
	if err != nil {
		return "", err
	}
	return cookie, nil
}

// storePassword sets a password and drops links that could set another.
func (s *Service) storePassword(ctx context.Context, tx *db.Tx, account graph.ID, hash string) error {
	_, err := tx.Exec(ctx, "UPDATE access_account SET password = ?, password_ms = ? WHERE id = ?", hash, ms(s.now()), account.String())
	if err == nil {
		_, err = tx.Exec(ctx, "DELETE FROM access_link WHERE account = ? AND purpose IN (?, ?, ?)",
			account.String(), string(forRecovery), string(forChallenge), string(forEmail))
	}
	if err != nil {
		return fmt.Errorf("store a password: %w", err)
	}
	return nil
}

// ChangeEmail moves the caller's account to another e-mail address. Where mail is
// set up it takes effect when the link sent there is opened (ConfirmEmail), else
// at once.
func (s *Service) ChangeEmail(ctx context.Context, c Caller, password, email string) error {
	email, err := normalEmail(email)
	if err != nil {
		return err
	}
	a, err := s.confirm(ctx, c, password)
	if err != nil {
		return err
	}
	if s.mail == nil {
		return s.db.Write(ctx, func(tx *db.Tx) error { return s.moveAccount(ctx, tx, c, email) })
	}
	var token string
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		token, err = s.makeLink(ctx, tx, forEmail, c.Account, email, s.limits.Recovery)
		return err
	})
	if err != nil {
		return err
	}
	m := Mail{Kind: "email", To: email, Name: a.Name, Language: a.Language, Link: s.address("email", token), Expires: s.now().Add(s.limits.Recovery)}
	if err := s.mail.Send(ctx, m); err != nil {
		return fault.New(fault.Unavailable, "the mail to %s could not be sent, so nothing changed: %w", email, err)
	}
	return nil
}

// ConfirmEmail takes the link that ChangeEmail sent.
func (s *Service) ConfirmEmail(ctx context.Context, token string, d Device) error {
	try := attempt{linkBrake, network(d.Address)}
	if err := s.begin(ctx, try); err != nil {
		return err
	}
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		l, _, err := s.findLink(ctx, tx, forEmail, token)
		if err != nil {
			return err
		}
		var email string
		if err := readJSON(l.data, &email); err != nil {
			return err
		}
		if err := s.spend(ctx, tx, l); err != nil {
			return err
		}
		return s.moveAccount(ctx, tx, Caller{Account: l.account, Address: d.Address}, email)
	})
	if err != nil {
		return err
	}
	return s.forgive(ctx, try)
}

func (s *Service) moveAccount(ctx context.Context, tx *db.Tx, c Caller, email string) error {
	_, err := tx.Exec(ctx, "UPDATE access_account SET email = ? WHERE id = ?", email, c.Account.String())
	if db.IsUnique(err) {
		return fault.New(fault.Conflict, "this e-mail address belongs to another account")
	}
	if err != nil {
		return fmt.Errorf("store an e-mail address: %w", err)
	}
	return s.log(ctx, tx, c.entry(ActEmail, House, c.Account))
}
