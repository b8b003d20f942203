package access

import (
	"bytes"
	"context"
	"crypto/subtle"
	"database/sql"
	"encoding/base32"
	"errors"
	"fmt"
	"image/png"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// A code is six digits of RFC 6238 with SHA-1 and 30 seconds, what every
// authenticator knows. The step before and the one after are taken too.
const (
	totpPeriod = 30
	totpSkew   = 1
)

// recoveryCodes is how many single-use codes stand in for a lost phone.
const recoveryCodes = 10

// Enrolment is what an authenticator needs, shown once.
type Enrolment struct {
	Secret string // base32, to type in
	URL    string // otpauth://, to open on the phone
	QR     []byte // PNG, 256 pixels square, to scan
}

// EnrolSecondFactor begins to set up an authenticator; it counts from
// ConfirmSecondFactor on. An enrolment that was not confirmed is replaced.
func (s *Service) EnrolSecondFactor(ctx context.Context, c Caller, password string) (Enrolment, error) {
	a, err := s.confirm(ctx, c, password)
	if err != nil {
		return Enrolment{}, err
	}
	if a.SecondFactor {
		return Enrolment{}, fault.New(fault.Conflict, "an authenticator is set up already: turn it off first")
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: "Backlot", AccountName: a.Email, Period: totpPeriod, Rand: s.source})
	if err != nil {
		return Enrolment{}, fmt.Errorf("make an authenticator secret: %w", err)
	}
	box, err := s.key.seal(s.source, "totp", c.Account.String(), []byte(key.Secret()))
	if err != nil {
		return Enrolment{}, err
	}
	_, err = s.db.Exec(ctx, `
		INSERT INTO access_totp (account, secret, confirmed_ms, last_step)
		VALUES (?, ?, 0, 0)
		ON CONFLICT (account) DO UPDATE SET secret = excluded.secret, last_step = 0
		WHERE access_totp.confirmed_ms = 0`, c.Account.String(), box)
	if err != nil {
		return Enrolment{}, fmt.Errorf("store an authenticator secret: %w", err)
	}
	picture, err := key.Image(256, 256)
	if err != nil {
		return Enrolment{}, fmt.Errorf("draw the QR code: %w", err)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		return Enrolment{}, fmt.Errorf("draw the QR code: %w", err)
	}
	return Enrolment{Secret: key.Secret(), URL: key.URL(), QR: b.Bytes()}, nil
}

// ConfirmSecondFactor turns the second factor on with a first code. Other
// sessions end; the caller's cookie must be replaced. The recovery codes are
// shown once.
func (s *Service) ConfirmSecondFactor(ctx context.Context, c Caller, code string) (cookie string, codes []string, err error) {
	if err := c.inPerson(); err != nil {
		return "", nil, err
	}
	try := attempt{codeBrake, c.Account.String()}
	if err := s.begin(ctx, try); err != nil {
		return "", nil, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if err := s.useCode(ctx, tx, c.Account, code, false); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "UPDATE access_totp SET confirmed_ms = ? WHERE account = ?", ms(s.now()), c.Account.String()); err != nil {
			return fmt.Errorf("turn the second factor on: %w", err)
		}
		if codes, err = s.makeCodes(ctx, tx, c.Account); err != nil {
			return err
		}
		if cookie, err = s.renew(ctx, tx, c, true); err != nil {
			return err
		}
		return s.log(ctx, tx, c.entry(ActSecondFactorOn, House, c.Account))
	})
	if err != nil {
		return "", nil, err
	}
	return cookie, codes, s.forgive(ctx, try)
}

// DisableSecondFactor turns it off with password and code (or a recovery code).
// Other sessions end; the caller's cookie must be replaced.
func (s *Service) DisableSecondFactor(ctx context.Context, c Caller, password, code string) (cookie string, err error) {
	if _, err := s.confirm(ctx, c, password); err != nil {
		return "", err
	}
	try := attempt{codeBrake, c.Account.String()}
	if err := s.begin(ctx, try); err != nil {
		return "", err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if err := s.useSecond(ctx, tx, c.Account, code); err != nil {
			return err
		}
		if err := dropSecond(ctx, tx, c.Account); err != nil {
			return err
		}
		if cookie, err = s.renew(ctx, tx, c, false); err != nil {
			return err
		}
		return s.log(ctx, tx, c.entry(ActSecondFactorOff, House, c.Account))
	})
	if err != nil {
		return "", err
	}
	return cookie, s.forgive(ctx, try)
}

func dropSecond(ctx context.Context, tx *db.Tx, account graph.ID) error {
	for _, query := range []string{
		"DELETE FROM access_totp WHERE account = ?",
		"DELETE FROM access_recovery_code WHERE account = ?",
	} {
		if _, err := tx.Exec(ctx, query, account.String()); err != nil {
			return fmt.Errorf("turn the second factor off: %w", err)
		}
	}
	return nil
}

// NewRecoveryCodes replaces the recovery codes; they are shown once.
func (s *Service) NewRecoveryCodes(ctx context.Context, c Caller, password string) (codes []string, err error) {
	a, err := s.confirm(ctx, c, password)
	if err != nil {
		return nil, err
	}
	if !a.SecondFactor {
		return nil, fault.New(fault.Conflict, "recovery codes belong to a second factor: set up an authenticator first")
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if codes, err = s.makeCodes(ctx, tx, c.Account); err != nil {
			return err
		}
		return s.log(ctx, tx, c.entry(ActRecoveryCodes, House, c.Account))
	})
	if err != nil {
		return nil, err
	}
	return codes, nil
}

// codeLetters leaves out I, L, O and U, which hands and eyes confuse (Crockford).
var codeLetters = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// makeCodes draws codes of 80 bits as four groups of four letters.
func (s *Service) makeCodes(ctx context.Context, tx *db.Tx, account graph.ID) ([]string, error) {
	if _, err := tx.Exec(ctx, "DELETE FROM access_recovery_code WHERE account = ?", account.String()); err != nil {
		return nil, fmt.Errorf("drop recovery codes: %w", err)
	}
	codes := make([]string, recoveryCodes)
	for i := range codes {
		var raw [10]byte
		if _, err := s.source.Read(raw[:]); err != nil {
			return nil, fault.New(fault.Unavailable, "draw a recovery code: %w", err)
		}
		text := codeLetters.EncodeToString(raw[:])
		codes[i] = text[0:4] + "-" + text[4:8] + "-" + text[8:12] + "-" + text[12:16]
		_, err := tx.Exec(ctx, "INSERT INTO access_recovery_code (account, hash) VALUES (?, ?)", account.String(), s.codeHash(account, text))
		if err != nil {
			return nil, fmt.Errorf("store a recovery code: %w", err)
		}
	}
	return codes, nil
}

// codeHash is the stored form of a recovery code: keyed, so that the database
// alone cannot be searched for it.
func (s *Service) codeHash(account graph.ID, text string) []byte {
	return s.key.mac("recovery code", append(account[:], text...))
}

var readCode = strings.NewReplacer("-", "", " ", "", "i", "1", "l", "1", "o", "0")

// useSecond takes a code of the authenticator or a recovery code, once.
func (s *Service) useSecond(ctx context.Context, tx *db.Tx, account graph.ID, code string) error {
	text := readCode.Replace(strings.ToLower(strings.TrimSpace(code)))
	if len(text) != 16 {
		return s.useCode(ctx, tx, account, code, true)
	}
	res, err := tx.Exec(ctx, "DELETE FROM access_recovery_code WHERE account = ? AND hash = ?", account.String(), s.codeHash(account, text))
	if err != nil {
		return fmt.Errorf("use a recovery code: %w", err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, errCode())
	}
	return nil
}

func errCode() error {
	return &fault.Error{Kind: fault.Denied, Field: "code", Err: errors.New("this code does not fit or was used: wait for the next one on your authenticator, and check its clock")}
}

// useCode takes a code of the authenticator. Each step of 30 seconds counts once,
// on all nodes together: a code seen over a shoulder is worth nothing.
func (s *Service) useCode(ctx context.Context, tx *db.Tx, account graph.ID, code string, confirmed bool) error {
	var box []byte
	var since int64
	err := tx.QueryRow(ctx, "SELECT secret, confirmed_ms FROM access_totp WHERE account = ?", account.String()).Scan(&box, &since)
	if errors.Is(err, sql.ErrNoRows) || err == nil && (since > 0) != confirmed {
		return fault.New(fault.Conflict, "there is no authenticator to check this code: set it up again")
	}
	if err != nil {
		return fmt.Errorf("read an authenticator secret: %w", err)
	}
	secret, err := s.key.open("totp", account.String(), box)
	if err != nil {
		return err
	}
	step, err := stepOf(string(secret), code, s.now())
	if err != nil {
		return err
	}
	res, err := tx.Exec(ctx, "UPDATE access_totp SET last_step = ? WHERE account = ? AND last_step < ?", step, account.String(), step)
	if err != nil {
		return fmt.Errorf("use a code: %w", err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, errCode())
	}
	return nil
}

// stepOf finds the step a code belongs to, taking as long for a wrong one.
func stepOf(secret, code string, now time.Time) (int64, error) {
	code = strings.ReplaceAll(strings.TrimSpace(code), " ", "")
	found := int64(-1)
	for d := int64(-totpSkew); d <= totpSkew; d++ {
		step := now.Unix()/totpPeriod + d
		want, err := hotp.GenerateCodeCustom(secret, uint64(step), hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err != nil {
			return 0, fmt.Errorf("compute a code: %w", err)
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			found = step
		}
	}
	if found < 0 {
		return 0, errCode()
	}
	return found, nil
}

// challengeTries is how many codes one password entry is good for.
const challengeTries = 5

// SignInCode finishes a sign-in with a code of the authenticator or a recovery code.
func (s *Service) SignInCode(ctx context.Context, challenge, code string, d Device) (out SignedIn, err error) {
	network := attempt{addressBrake, network(d.Address)}
	if err := s.begin(ctx, network); err != nil {
		return out, err
	}
	l, err := s.tryChallenge(ctx, challenge)
	if err != nil {
		return out, err
	}
	try := attempt{codeBrake, l.account.String()}
	if err := s.begin(ctx, try); err != nil {
		return out, err
	}
	a, err := account(ctx, s.db, l.account)
	if err != nil {
		return out, err
	}
	if !a.Disabled.IsZero() {
		return out, errToken()
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if err := s.useSecond(ctx, tx, a.ID, code); err != nil {
			return err
		}
		if err := s.spend(ctx, tx, l); err != nil {
			return err
		}
		if out, err = s.openSession(ctx, tx, a, true, d); err != nil {
			return err
		}
		return s.log(ctx, tx, Entry{Action: ActSignIn, Account: a.ID, Subject: a.ID, Address: d.Address, Detail: "with second factor"})
	})
	if fault.Is(err, fault.Denied) {
		logged := s.db.Write(ctx, func(tx *db.Tx) error {
			return s.log(ctx, tx, Entry{Action: ActSignInFailed, Address: d.Address, Subject: a.ID, Detail: "wrong second factor"})
		})
		return SignedIn{}, errors.Join(logged, err)
	}
	if err != nil {
		return SignedIn{}, err
	}
	return out, s.forgive(ctx, try, network)
}

// tryChallenge reads a challenge and counts the try, whatever comes of it.
func (s *Service) tryChallenge(ctx context.Context, challenge string) (l link, err error) {
	var tries int64
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		l, tries, err = s.findLink(ctx, tx, forChallenge, challenge)
		return err
	})
	if err == nil && tries > challengeTries {
		err = errToken()
	}
	return l, err
}
