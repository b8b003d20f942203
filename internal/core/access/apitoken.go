package access

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// NewToken says what an API token is for.
type NewToken struct {
	Name         string     // what it is used by: "camera cart uploader"
	Production   graph.ID   // House: every production; needs tokens.create in the house
	Rights       []string   // of the maker's own
	Compartments []graph.ID // of the maker's own; none unless named
	Expires      time.Time  // zero: after 90 days
}

// Token is an API token as its maker sees it later: without its text.
type Token struct {
	ID           graph.ID
	Name         string
	Production   graph.ID
	Rights       []string
	Compartments []graph.ID
	Created      time.Time
	Expires      time.Time
	Used         time.Time // to the minute; zero: never
}

const tokenLife = 90 * 24 * time.Hour

// CreateToken makes an API token and gives its text, which is shown once. It needs
// tokens.create, and holds no more than the maker does: what the maker loses later,
// the token loses too.
func (s *Service) CreateToken(ctx context.Context, c Caller, in NewToken) (t Token, text string, err error) {
	if err := c.inPerson(); err != nil {
		return t, "", err
	}
	mine, err := s.need(ctx, c, in.Production, "tokens.create")
	if err != nil {
		return t, "", err
	}
	if t, err = s.checkToken(mine, in); err != nil {
		return Token{}, "", err
	}
	text, hash, err := s.source.token(forAPI)
	if err != nil {
		return Token{}, "", err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `
			INSERT INTO access_token (id, account, hash, name, production, rights, compartments, created_ms, expires_ms, used_ms)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
			t.ID.String(), c.Account.String(), hash, t.Name, t.Production.String(), jsonText(t.Rights), jsonText(t.Compartments), ms(t.Created), ms(t.Expires))
		if err != nil {
			return fmt.Errorf("store an API token: %w", err)
		}
		e := c.entry(ActTokenMade, in.Production, t.ID)
		e.Detail = t.Name + ": " + strings.Join(t.Rights, ", ")
		return s.log(ctx, tx, e)
	})
	if err != nil {
		return Token{}, "", err
	}
	return t, text, nil
}

func (s *Service) checkToken(mine graph.Audience, in NewToken) (Token, error) {
	now := s.now()
	if in.Expires.IsZero() {
		in.Expires = now.Add(min(tokenLife, s.limits.Token))
	}
	t := Token{
		ID: s.source.newID(), Name: strings.Join(strings.Fields(in.Name), " "), Production: in.Production,
		Rights: slices.Clone(in.Rights), Compartments: slices.Clone(in.Compartments), Created: at(ms(now)), Expires: at(ms(in.Expires)),
	}
	slices.Sort(t.Rights)
	t.Rights = slices.Compact(t.Rights)
	switch n := utf8.RuneCountInString(t.Name); {
	case n < 1 || n > 80:
		return t, fault.At("name", "name of the token: want 1 to 80 characters that say what uses it")
	case len(t.Rights) == 0:
		return t, fault.At("rights", "a token without rights can do nothing: want one or more of your own")
	case !in.Expires.After(now) || in.Expires.Sub(now) > s.limits.Token:
		return t, fault.At("expires", "expiry: want a time within the next %d days", int(s.limits.Token.Hours()/24))
	}
	for i, r := range t.Rights {
		if !s.policy.all[r] {
			return t, fault.At("rights", "right %q: there is none of that name", r)
		}
		if !mine.Rights[t.Rights[i]] {
			return t, s.policy.refuse(r)
		}
	}
	for i, id := range t.Compartments {
		if !mine.Clear[id] {
			return t, fault.At(fmt.Sprintf("compartments[%d]", i), "%w", unknownCompartment(id))
		}
	}
	return t, nil
}

// AuthenticateToken tells whose API token a text is, as "Authorization: Bearer"
// brings it.
func (s *Service) AuthenticateToken(ctx context.Context, text, address string) (Caller, error) {
	hash, err := hashToken(forAPI, text)
	if err != nil {
		return Caller{}, err
	}
	now := s.now()
	var id, account, production, rights, compartments string
	var used int64
	err = s.db.QueryRow(ctx, `
		SELECT t.id, t.account, t.production, t.rights, t.compartments, t.used_ms
		FROM access_token t
		JOIN access_account a ON a.id = t.account
		WHERE t.hash = ? AND t.expires_ms > ? AND a.disabled_ms = 0`,
		hash, ms(now)).Scan(&id, &account, &production, &rights, &compartments, &used)
	if errors.Is(err, sql.ErrNoRows) {
		return Caller{}, errToken()
	}
	if err != nil {
		return Caller{}, fmt.Errorf("read an API token: %w", err)
	}
	c := Caller{Address: Device{Address: address}.address(), scope: &scope{rights: map[string]bool{}, compartments: map[graph.ID]bool{}}}
	var names []string
	var ids []graph.ID
	if err := errors.Join(
		parseIDs(map[*graph.ID]string{&c.Account: account, &c.Token: id, &c.scope.production: production}),
		readJSON(rights, &names), readJSON(compartments, &ids)); err != nil {
		return Caller{}, err
	}
	for _, r := range names {
		c.scope.rights[r] = true
	}
	for _, id := range ids {
		c.scope.compartments[id] = true
	}
	if now.Sub(at(used)) >= time.Minute {
		_, err = s.db.Exec(ctx, "UPDATE access_token SET used_ms = ? WHERE id = ?", ms(now), id)
	}
	return c, err
}

// Tokens lists the caller's API tokens, the latest first, expired ones too.
func (s *Service) Tokens(ctx context.Context, c Caller) ([]Token, error) {
	if err := c.inPerson(); err != nil {
		return nil, err
	}
	rows, err := s.db.Query(ctx, `
		SELECT id, name, production, rights, compartments, created_ms, expires_ms, used_ms
		FROM access_token
		WHERE account = ?
		ORDER BY created_ms DESC, id`, c.Account.String())
	if err != nil {
		return nil, fmt.Errorf("list API tokens: %w", err)
	}
	defer rows.Close()
	var out []Token
	for rows.Next() {
		var t Token
		var id, production, rights, compartments string
		var created, expires, used int64
		if err := rows.Scan(&id, &t.Name, &production, &rights, &compartments, &created, &expires, &used); err != nil {
			return nil, fmt.Errorf("list API tokens: %w", err)
		}
		t.Created, t.Expires, t.Used = at(created), at(expires), at(used)
		if err := errors.Join(
			parseIDs(map[*graph.ID]string{&t.ID: id, &t.Production: production}),
			readJSON(rights, &t.Rights), readJSON(compartments, &t.Compartments)); err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, rows.Err()
}

// RevokeToken ends one of the caller's API tokens.
func (s *Service) RevokeToken(ctx context.Context, c Caller, token graph.ID) error {
	if err := c.inPerson(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		var production string
		err := tx.QueryRow(ctx, "DELETE FROM access_token WHERE id = ? AND account = ? RETURNING production",
			token.String(), c.Account.String()).Scan(&production)
		if errors.Is(err, sql.ErrNoRows) {
			return fault.New(fault.NotFound, "you have no API token %s", token)
		}
		if err != nil {
			return fmt.Errorf("revoke an API token: %w", err)
		}
		id, err := graph.ParseID(production)
		if err != nil {
			return err
		}
		return s.log(ctx, tx, c.entry(ActTokenRevoked, id, token))
	})
}
