package access

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/graph"
)

// Recover sends a link that sets a new password to the address, if there is an
// account. The answer is the same, and comes as soon, when there is none: the
// rest happens afterwards. Without mail nothing is sent, and people ask an owner.
func (s *Service) Recover(ctx context.Context, email string, d Device) error {
	email, err := normalEmail(email)
	if err != nil {
		return err
	}
	if err := s.begin(ctx, attempt{recoveryBrake, email}, attempt{addressBrake, network(d.Address)}); err != nil {
		return err
	}
	if s.mail == nil {
		return nil
	}
	later, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
	s.mails.Go(func() {
		defer cancel()
		if err := s.mailRecovery(later, email, d); err != nil {
			slog.ErrorContext(later, "recovery mail", "err", err)
		}
	})
	return nil
}

func (s *Service) mailRecovery(ctx context.Context, email string, d Device) error {
	a, _, ok, err := accountByEmail(ctx, s.db, email)
	if err != nil || !ok || !a.Disabled.IsZero() {
		return err
	}
	var link string
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		link, err = s.recoveryLink(ctx, tx, Caller{Address: d.Address}, a.ID)
		return err
	})
	if err != nil {
		return err
	}
	return s.mail.Send(ctx, Mail{Kind: "recovery", To: a.Email, Name: a.Name, Language: a.Language, Link: link, Expires: s.now().Add(s.limits.Recovery)})
}

// recoveryLink makes a link in place of earlier ones of the account.
func (s *Service) recoveryLink(ctx context.Context, tx *db.Tx, c Caller, who graph.ID) (string, error) {
	if _, err := tx.Exec(ctx, "DELETE FROM access_link WHERE purpose = ? AND account = ?", string(forRecovery), who.String()); err != nil {
		return "", fmt.Errorf("drop recovery links: %w", err)
	}
	token, err := s.makeLink(ctx, tx, forRecovery, who, nil, s.limits.Recovery)
	if err != nil {
		return "", err
	}
	return s.address("recover", token), s.log(ctx, tx, c.entry(ActRecoveryAsked, House, who))
}

// FinishRecovery sets the password by a recovery link. Every session of the
// account ends, and its second factor stays: sign in with both.
func (s *Service) FinishRecovery(ctx context.Context, token, password string, d Device) error {
	try := attempt{linkBrake, network(d.Address)}
	if err := s.begin(ctx, try); err != nil {
		return err
	}
	if _, err := decodeToken(forRecovery, token); err != nil {
		return err
	}
	password = plainPassword(password)
	if err := checkPassword(password); err != nil {
		return err
	}
	hash, err := s.hasher.hash(ctx, s.source, password)
	if err != nil {
		return err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		l, _, err := s.findLink(ctx, tx, forRecovery, token)
		if err != nil {
			return err
		}
		a, err := account(ctx, tx, l.account)
		if err != nil {
			return err
		}
		if !a.Disabled.IsZero() {
			return errToken()
		}
		if err := checkPassword(password, a.Email, a.Name); err != nil {
			return err
		}
		if err := s.spend(ctx, tx, l); err != nil {
			return err
		}
		if err := s.storePassword(ctx, tx, a.ID, hash); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "DELETE FROM access_session WHERE account = ?", a.ID.String()); err != nil {
			return fmt.Errorf("end sessions: %w", err)
		}
		return s.log(ctx, tx, Entry{Action: ActRecovered, Account: a.ID, Subject: a.ID, Address: d.Address})
	})
	if err != nil {
		return err
	}
	return s.forgive(ctx, try)
}

// RecoveryLink makes a recovery link for somebody, to be given to them in person.
// It needs accounts.edit in the house; an owner's is made by an owner only.
// resetSecondFactor also turns the second factor off, for a lost phone.
func (s *Service) RecoveryLink(ctx context.Context, c Caller, who graph.ID, resetSecondFactor bool) (address string, err error) {
	err = s.changeAccount(ctx, c, who, func(tx *db.Tx) (entries []Entry, err error) {
		if resetSecondFactor {
			if err := dropSecond(ctx, tx, who); err != nil {
				return nil, err
			}
			entries = append(entries, c.entry(ActSecondFactorOff, House, who))
		}
		address, err = s.recoveryLink(ctx, tx, c, who)
		return entries, err
	})
	if err != nil {
		return "", err
	}
	return address, nil
}
