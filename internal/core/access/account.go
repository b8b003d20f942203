package access

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"time"
	_ "time/tzdata" // a machine without zones must still know people's
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Account is a person who can sign in to this installation.
type Account struct {
	ID    graph.ID
	Email string // lower case, unique
	Profile
	Created         time.Time
	PasswordChanged time.Time
	Disabled        time.Time // since when nobody can sign in with it; zero: it works
	SecondFactor    bool      // a code is asked for at sign-in
}

// Profile is what people set about themselves.
type Profile struct {
	Name     string // as on the crew list
	Language string // BCP 47: "en", "pt-BR"
	TimeZone string // IANA: "Europe/Oslo"
	Theme    string // "system", "light" or "dark"
}

// normal fills what is not set, and refuses what no program could use.
func (p Profile) normal() (Profile, error) {
	p.Name = strings.Join(strings.Fields(p.Name), " ")
	if n := utf8.RuneCountInString(p.Name); n < 1 || n > 120 || strings.ContainsFunc(p.Name, unicode.IsControl) {
		return p, fault.At("name", "name: want 1 to 120 characters, as on the crew list")
	}
	if p.Language == "" {
		p.Language = "en"
	}
	tag, err := language.Parse(p.Language)
	if err != nil {
		return p, fault.At("language", "language %q: want a tag such as en, de or pt-BR", p.Language)
	}
	p.Language = tag.String()
	if p.TimeZone == "" {
		p.TimeZone = "UTC"
	}
	if _, err := time.LoadLocation(p.TimeZone); err != nil || p.TimeZone == "Local" {
		return p, fault.At("time_zone", "time zone %q: want a name such as Europe/Oslo or America/Los_Angeles", p.TimeZone)
	}
	switch p.Theme {
	case "":
		p.Theme = "system"
	case "system", "light", "dark":
	default:
		return p, fault.At("theme", "theme %q: want system, light or dark", p.Theme)
	}
	return p, nil
}

// normalEmail gives the one form an address is stored and looked up in.
func normalEmail(s string) (string, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || a.Name != "" || len(s) > 254 || strings.ContainsFunc(s, unicode.IsControl) {
		return "", fault.At("email", "e-mail %q: want an address such as ana@example.com", s)
	}
	return s, nil
}

const accountColumns = `a.id, a.email, a.name, a.language, a.time_zone, a.theme, a.created_ms, a.password_ms, a.disabled_ms,
	(SELECT count(*) FROM access_totp t WHERE t.account = a.id AND t.confirmed_ms > 0)`

func scanAccount(scan func(...any) error) (Account, error) {
	var a Account
	var id string
	var created, password, disabled, second int64
	err := scan(&id, &a.Email, &a.Name, &a.Language, &a.TimeZone, &a.Theme, &created, &password, &disabled, &second)
	if err != nil {
		return Account{}, err
	}
	a.Created, a.PasswordChanged, a.Disabled, a.SecondFactor = at(created), at(password), at(disabled), second > 0
	a.ID, err = graph.ParseID(id)
	return a, err
}

// account reads one account; one that does not exist is NotFound.
func account(ctx context.Context, r reader, id graph.ID) (Account, error) {
	a, err := scanAccount(r.QueryRow(ctx, "SELECT "+accountColumns+" FROM access_account a WHERE a.id = ?", id.String()).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return a, fault.New(fault.NotFound, "no account %s", id)
	}
	if err != nil {
		return a, fmt.Errorf("read account %s: %w", id, err)
	}
	return a, nil
}

// accountByEmail is account by address; ok is false when there is none.
func accountByEmail(ctx context.Context, r reader, email string) (a Account, password string, ok bool, err error) {
	row := r.QueryRow(ctx, "SELECT "+accountColumns+", a.password FROM access_account a WHERE a.email = ?", email)
	a, err = scanAccount(func(to ...any) error { return row.Scan(append(to, &password)...) })
	if errors.Is(err, sql.ErrNoRows) {
		return a, "", false, nil
	}
	if err != nil {
		return a, "", false, fmt.Errorf("read an account: %w", err)
	}
	return a, password, true, nil
}

// insertAccount stores a new account; a taken address is a Conflict.
func (s *Service) insertAccount(ctx context.Context, tx *db.Tx, a Account, password string) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO access_account (id, email, name, language, time_zone, theme, password, created_ms, password_ms, disabled_ms)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
		a.ID.String(), a.Email, a.Name, a.Language, a.TimeZone, a.Theme, password, ms(a.Created), ms(a.PasswordChanged))
	if db.IsUnique(err) {
		return fault.New(fault.Conflict, "there is an account for %s already: sign in with it", a.Email)
	}
	if err != nil {
		return fmt.Errorf("store account %s: %w", a.Email, err)
	}
	return nil
}
