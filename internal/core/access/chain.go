package access

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/graph"
)

// Action is what an audit entry tells of.
type Action string

// The actions. Those about a compartment are known only to who is cleared for it.
const (
	ActSignIn          Action = "sign_in"
	ActSignInFailed    Action = "sign_in.failed"
	ActSignOut         Action = "sign_out"
	ActOwnerMade       Action = "owner.made"
	ActPassword        Action = "password.changed"
	ActPasswordFailed  Action = "password.failed"
	ActRecoveryAsked   Action = "recovery.asked"
	ActRecovered       Action = "recovery.used"
	ActEmail           Action = "email.changed"
	ActSecondFactorOn  Action = "second_factor.on"
	ActSecondFactorOff Action = "second_factor.off"
	ActRecoveryCodes   Action = "recovery_codes.made"
	ActAccountBlocked  Action = "account.blocked"
	ActAccountOpened   Action = "account.opened"
	ActAccountErased   Action = "account.erased"
	ActInvited         Action = "member.invited"
	ActUninvited       Action = "member.uninvited"
	ActJoined          Action = "member.joined"
	ActMemberChanged   Action = "member.changed"
	ActMemberRemoved   Action = "member.removed"
	ActProductionBegun Action = "production.begun"
	ActRoleDefined     Action = "role.defined"
	ActRoleRemoved     Action = "role.removed"
	ActCompartmentMade Action = "compartment.made"
	ActCompartmentName Action = "compartment.renamed"
	ActCleared         Action = "clearance.given"
	ActUncleared       Action = "clearance.taken"
	ActSealedRead      Action = "sealed.read"
	ActTokenMade       Action = "token.made"
	ActTokenRevoked    Action = "token.revoked"
)

// Entry is one line of the audit log.
type Entry struct {
	ID          graph.ID
	At          time.Time
	Action      Action
	Production  graph.ID // House for what concerns the whole house
	Compartment graph.ID // zero for what is open to all who may read the log
	Account     graph.ID // who did it; zero for a stranger
	Token       graph.ID // the API token it was done with
	Address     string   // where from
	Subject     graph.ID // account, invitation, token or compartment it was done to
	Record      graph.ID // sealed record that was read
	Route       string   // route it was read on
	Detail      string   // roles given, rights of a token; nothing about a person, which could never be erased
}

// entry begins an entry about what the caller does.
func (c Caller) entry(a Action, production, subject graph.ID) Entry {
	return Entry{Action: a, Production: production, Account: c.Account, Token: c.Token, Address: c.Address, Subject: subject}
}

// log appends entries in the transaction of what they tell of. Entries of a
// production, and of each compartment in it, are chains of their own: each entry's
// hash covers the one before, keyed with the installation's key, so that a line
// changed, taken out or put in later is found by Verify. Chains are apart so that
// nobody can count what they may not know of.
func (s *Service) log(ctx context.Context, tx *db.Tx, entries ...Entry) error {
	slices.SortStableFunc(entries, func(a, b Entry) int { // one order of locks
		if c := bytes.Compare(a.Production[:], b.Production[:]); c != 0 {
			return c
		}
		return bytes.Compare(a.Compartment[:], b.Compartment[:])
	})
	for _, e := range entries {
		e.ID, e.At = s.source.newID(), s.now().UTC().Truncate(time.Millisecond)
		e.Address, e.Route, e.Detail = clean(e.Address, 64), clean(e.Route, 300), clean(e.Detail, 1000)
		if err := s.append(ctx, tx, e); err != nil {
			return fmt.Errorf("write the audit log: %w", err)
		}
	}
	return nil
}

func (s *Service) append(ctx context.Context, tx *db.Tx, e Entry) error {
	production, compartment := e.Production.String(), e.Compartment.String()
	_, err := tx.Exec(ctx, `
		INSERT INTO access_audit_head (production, compartment, seq, hash)
		VALUES (?, ?, 0, ?)
		ON CONFLICT (production, compartment) DO NOTHING`, production, compartment, s.chainStart(production, compartment))
	if err != nil {
		return err
	}
	var seq int64
	var prev []byte
	err = tx.QueryRow(ctx, `
		UPDATE access_audit_head
		SET seq = seq + 1
		WHERE production = ? AND compartment = ?
		RETURNING seq, hash`, production, compartment).Scan(&seq, &prev)
	if err != nil {
		return err
	}
	hash := s.link(prev, seq, e)
	_, err = tx.Exec(ctx, `
		INSERT INTO access_audit (production, compartment, seq, id, at_ms, action, account, token, address, subject, record, route, detail, hash)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		production, compartment, seq, e.ID.String(), ms(e.At), string(e.Action), e.Account.String(), e.Token.String(), e.Address,
		e.Subject.String(), e.Record.String(), e.Route, e.Detail, hash)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, "UPDATE access_audit_head SET hash = ? WHERE production = ? AND compartment = ?", hash, production, compartment)
	return err
}

func (s *Service) chainStart(production, compartment string) []byte {
	return s.key.mac("audit", []byte("begin "+production+" "+compartment))
}

// link is the hash of an entry after prev. The form must never change.
func (s *Service) link(prev []byte, seq int64, e Entry) []byte {
	text, err := json.Marshal([]any{
		seq, e.Production, e.Compartment, e.ID, ms(e.At), e.Action, e.Account, e.Token, e.Address, e.Subject, e.Record, e.Route, e.Detail,
	})
	if err != nil {
		panic(err) // text and numbers only
	}
	return s.key.mac("audit", append(slices.Clone(prev), text...))
}
