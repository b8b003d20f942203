package access

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Invite asks a person into a production.
type Invite struct {
	Production   graph.ID // House: the whole house
	Email        string
	Name         string // as the inviter knows it, or ""
	Language     string // of the mail, BCP 47, or ""
	Roles        []RoleIn
	Compartments []graph.ID // the inviter's own
}

// Invitation is one that waits for an answer.
type Invitation struct {
	ID           graph.ID
	Production   graph.ID
	Email        string
	Name         string
	Language     string
	Roles        []RoleIn
	Compartments []graph.ID // as far as the reader is cleared for them
	Inviter      graph.ID
	Created      time.Time
	Expires      time.Time
	hash         []byte
}

// Invite makes an invitation. It needs members.edit, every right it gives, and
// every clearance. The link goes out by mail; where no mail is set up, it is given
// back, to be shown to the inviter once.
func (s *Service) Invite(ctx context.Context, c Caller, in Invite) (inv Invitation, link string, err error) {
	email, err := normalEmail(in.Email)
	if err != nil {
		return inv, "", err
	}
	if len(in.Compartments) > 50 {
		return inv, "", fault.At("compartments", "%d compartments: want at most 50", len(in.Compartments))
	}
	token, hash, err := s.source.token(forInvitation)
	if err != nil {
		return inv, "", err
	}
	now := s.now()
	inv = Invitation{
		ID: s.source.newID(), Production: in.Production, Email: email, Name: clean(in.Name, 120), Language: clean(in.Language, 20),
		Compartments: in.Compartments, Inviter: c.Account, Created: at(ms(now)), Expires: at(ms(now.Add(s.limits.Invitation))), hash: hash,
	}
	err = s.change(ctx, c, in.Production, "members.edit", func(tx *db.Tx, mine graph.Audience) ([]Entry, error) {
		inv.Roles, err = s.checkInvite(ctx, tx, c, mine, in)
		if err != nil {
			return nil, err
		}
		if err := s.insertInvitation(ctx, tx, inv); err != nil {
			return nil, err
		}
		e := c.entry(ActInvited, in.Production, inv.ID)
		e.Detail = roleWords(inv.Roles)
		return []Entry{e}, nil
	})
	if err != nil {
		return Invitation{}, "", err
	}
	link = s.address("welcome", token)
	if s.mail == nil {
		return inv, link, nil
	}
	return inv, "", s.mailInvitation(ctx, c, inv, link)
}

func (s *Service) checkInvite(ctx context.Context, tx *db.Tx, c Caller, mine graph.Audience, in Invite) ([]RoleIn, error) {
	custom, err := readCustom(ctx, tx, in.Production)
	if err != nil {
		return nil, err
	}
	roles, err := s.checkRoles(in.Production, in.Roles, custom)
	if err != nil {
		return nil, err
	}
	if err := s.mayGive(mine, roles, custom); err != nil {
		return nil, err
	}
	for i, compartment := range in.Compartments {
		production, err := compartmentProduction(ctx, tx, compartment)
		if err != nil {
			return nil, err
		}
		if !mine.Clear[compartment] || production != in.Production {
			return nil, fault.At(fmt.Sprintf("compartments[%d]", i), "%w", unknownCompartment(compartment))
		}
		if err := errors.Join(c.inPerson(), s.Need(mine, "compartments.edit")); err != nil {
			return nil, err
		}
	}
	return roles, s.notYetMember(ctx, tx, in)
}

func (s *Service) notYetMember(ctx context.Context, tx *db.Tx, in Invite) error {
	email, err := normalEmail(in.Email)
	if err != nil {
		return err
	}
	var n int
	err = tx.QueryRow(ctx, `
		SELECT count(*)
		FROM access_member m
		JOIN access_account a ON a.id = m.account
		WHERE a.email = ? AND m.production = ?`, email, in.Production.String()).Scan(&n)
	if err != nil {
		return fmt.Errorf("look for a member: %w", err)
	}
	if n > 0 {
		return fault.New(fault.Conflict, "%s is a member already: change their roles instead", email)
	}
	return nil
}

// insertInvitation stores an invitation in place of an earlier one to the person.
func (s *Service) insertInvitation(ctx context.Context, tx *db.Tx, inv Invitation) error {
	_, err := tx.Exec(ctx, "DELETE FROM access_invitation WHERE production = ? AND email = ?", inv.Production.String(), inv.Email)
	if err == nil {
		_, err = tx.Exec(ctx, `
			INSERT INTO access_invitation (id, hash, production, email, name, language, roles, compartments, inviter, created_ms, expires_ms)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			inv.ID.String(), inv.hash, inv.Production.String(), inv.Email, inv.Name, inv.Language, jsonText(inv.Roles), jsonText(inv.Compartments),
			inv.Inviter.String(), ms(inv.Created), ms(inv.Expires))
	}
	if err != nil {
		return fmt.Errorf("store an invitation: %w", err)
	}
	return nil
}

// mailInvitation sends the link; an invitation that could not be sent is undone.
func (s *Service) mailInvitation(ctx context.Context, c Caller, inv Invitation, link string) error {
	from, err := account(ctx, s.db, c.Account)
	if err != nil {
		return err
	}
	err = s.mail.Send(ctx, Mail{
		Kind: "invitation", To: inv.Email, Name: inv.Name, Language: inv.Language, From: from.Name,
		Production: inv.Production, Link: link, Expires: inv.Expires,
	})
	if err == nil {
		return nil
	}
	_, undo := s.db.Exec(context.WithoutCancel(ctx), "DELETE FROM access_invitation WHERE id = ?", inv.ID.String())
	return errors.Join(fault.New(fault.Unavailable, "the invitation to %s could not be mailed, so it was not made: %w", inv.Email, err), undo)
}

const invitationColumns = "id, hash, production, email, name, language, roles, compartments, inviter, created_ms, expires_ms"

func scanInvitation(scan func(...any) error) (inv Invitation, err error) {
	var id, production, inviter, roles, compartments string
	var created, expires int64
	err = scan(&id, &inv.hash, &production, &inv.Email, &inv.Name, &inv.Language, &roles, &compartments, &inviter, &created, &expires)
	if err != nil {
		return inv, err
	}
	inv.Created, inv.Expires = at(created), at(expires)
	return inv, errors.Join(
		parseIDs(map[*graph.ID]string{&inv.ID: id, &inv.Production: production, &inv.Inviter: inviter}),
		readJSON(roles, &inv.Roles), readJSON(compartments, &inv.Compartments))
}

// Invitations lists those of a production that wait, the latest first. It needs
// members.edit.
func (s *Service) Invitations(ctx context.Context, c Caller, production graph.ID) ([]Invitation, error) {
	mine, err := s.need(ctx, c, production, "members.edit")
	if err != nil {
		return nil, err
	}
	rows, err := s.db.Query(ctx, "SELECT "+invitationColumns+`
		FROM access_invitation
		WHERE production = ? AND expires_ms > ?
		ORDER BY created_ms DESC, id`, production.String(), ms(s.now()))
	if err != nil {
		return nil, fmt.Errorf("list invitations: %w", err)
	}
	defer rows.Close()
	var out []Invitation
	for rows.Next() {
		inv, err := scanInvitation(rows.Scan)
		if err != nil {
			return nil, fmt.Errorf("list invitations: %w", err)
		}
		inv.Compartments = slices.DeleteFunc(inv.Compartments, func(id graph.ID) bool { return !mine.Clear[id] })
		out = append(out, inv)
	}
	return out, rows.Err()
}

// RevokeInvitation takes an invitation back. It needs members.edit.
func (s *Service) RevokeInvitation(ctx context.Context, c Caller, production, invitation graph.ID) error {
	return s.change(ctx, c, production, "members.edit", func(tx *db.Tx, _ graph.Audience) ([]Entry, error) {
		res, err := tx.Exec(ctx, "DELETE FROM access_invitation WHERE id = ? AND production = ?", invitation.String(), production.String())
		if err != nil {
			return nil, fmt.Errorf("take back an invitation: %w", err)
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return nil, errors.Join(err, fault.New(fault.NotFound, "no invitation %s waits here: it may have been accepted", invitation))
		}
		return []Entry{c.entry(ActUninvited, production, invitation)}, nil
	})
}

// Invited is what the bearer of an invitation may know before accepting.
type Invited struct {
	Production graph.ID
	Email      string
	Name       string
	From       string // name of who invited
	Roles      []RoleIn
	HasAccount bool // sign in and use AcceptAs, instead of Accept
	Expires    time.Time
}

// InvitationOf tells the bearer of a link what it invites to.
func (s *Service) InvitationOf(ctx context.Context, token string, d Device) (out Invited, err error) {
	try := attempt{linkBrake, network(d.Address)}
	if err := s.begin(ctx, try); err != nil {
		return out, err
	}
	inv, err := s.findInvitation(ctx, s.db, token)
	if err != nil {
		return out, err
	}
	from, err := account(ctx, s.db, inv.Inviter)
	if err != nil {
		return out, err
	}
	if _, _, out.HasAccount, err = accountByEmail(ctx, s.db, inv.Email); err != nil {
		return out, err
	}
	out.Production, out.Email, out.Name, out.From, out.Roles, out.Expires = inv.Production, inv.Email, inv.Name, from.Name, inv.Roles, inv.Expires
	return out, s.forgive(ctx, try)
}

func (s *Service) findInvitation(ctx context.Context, r reader, token string) (Invitation, error) {
	hash, err := hashToken(forInvitation, token)
	if err != nil {
		return Invitation{}, err
	}
	row := r.QueryRow(ctx, "SELECT "+invitationColumns+" FROM access_invitation WHERE hash = ? AND expires_ms > ?", hash, ms(s.now()))
	inv, err := scanInvitation(row.Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return inv, errToken()
	}
	if err != nil {
		return inv, fmt.Errorf("read an invitation: %w", err)
	}
	return inv, nil
}

// Accept makes an account for an invited person who has none, and signs them in.
// Newcomer.Email is not used: the invitation's is.
func (s *Service) Accept(ctx context.Context, in Newcomer) (out SignedIn, err error) {
	try := attempt{linkBrake, network(in.Device.Address)}
	if err := s.begin(ctx, try); err != nil {
		return out, err
	}
	inv, err := s.findInvitation(ctx, s.db, in.Token)
	if err != nil {
		return out, err
	}
	if _, _, exists, err := accountByEmail(ctx, s.db, inv.Email); err != nil {
		return out, err
	} else if exists {
		return out, fault.New(fault.Conflict, "there is an account for %s already: sign in, then open the link again", inv.Email)
	}
	a, hash, err := s.newAccount(ctx, inv.Email, in.Profile, in.Password)
	if err != nil {
		return out, err
	}
	err = s.accept(ctx, in.Token, a, Caller{Account: a.ID, Address: in.Device.Address}, func(tx *db.Tx) error {
		if err := s.insertAccount(ctx, tx, a, hash); err != nil {
			return err
		}
		out, err = s.openSession(ctx, tx, a, false, in.Device)
		return err
	})
	if err != nil {
		return SignedIn{}, err
	}
	return out, s.forgive(ctx, try)
}

// AcceptAs accepts an invitation to the e-mail address of the caller's account.
func (s *Service) AcceptAs(ctx context.Context, c Caller, token string) (graph.ID, error) {
	if err := c.inPerson(); err != nil {
		return graph.ID{}, err
	}
	a, err := account(ctx, s.db, c.Account)
	if err != nil {
		return graph.ID{}, err
	}
	inv, err := s.findInvitation(ctx, s.db, token)
	if err != nil {
		return graph.ID{}, err
	}
	return inv.Production, s.accept(ctx, token, a, c, func(*db.Tx) error { return nil })
}

// accept uses an invitation up: it counts only as far as the inviter may still
// give what it promises.
func (s *Service) accept(ctx context.Context, token string, a Account, c Caller, first func(*db.Tx) error) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := bumpRights(ctx, tx); err != nil {
			return err
		}
		inv, err := s.findInvitation(ctx, tx, token)
		if err != nil {
			return err
		}
		if inv.Email != a.Email {
			return fault.New(fault.Denied, "this invitation is for another e-mail address: ask for one to %s", a.Email)
		}
		if err := first(tx); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "DELETE FROM access_invitation WHERE id = ?", inv.ID.String()); err != nil {
			return fmt.Errorf("use an invitation: %w", err)
		}
		cleared, err := s.stillGood(ctx, tx, inv)
		if err != nil {
			return err
		}
		old, err := readRoles(ctx, tx, a.ID, inv.Production, inv.Production)
		if err != nil {
			return err
		}
		if err := s.join(ctx, tx, a.ID, inv.Production, append(old, inv.Roles...)); err != nil {
			return err
		}
		joined := c.entry(ActJoined, inv.Production, a.ID)
		joined.Detail = roleWords(inv.Roles)
		entries := []Entry{joined}
		for _, compartment := range cleared {
			if err := s.insertClearance(ctx, tx, Caller{Account: inv.Inviter}, inv.Production, compartment, a.ID); err != nil {
				return err
			}
			e := c.entry(ActCleared, inv.Production, a.ID)
			e.Compartment = compartment
			entries = append(entries, e)
		}
		return s.log(ctx, tx, entries...)
	})
}

// stillGood checks that the inviter holds today what the invitation gives. Roles
// they lost make it void; compartments they lost are left out without a word.
func (s *Service) stillGood(ctx context.Context, tx *db.Tx, inv Invitation) (cleared []graph.ID, err error) {
	void := fault.New(fault.Denied, "this invitation does not hold any more: ask for a new one")
	mine, err := s.audience(ctx, tx, inv.Inviter, inv.Production)
	if fault.KindOf(err) != fault.Internal {
		return nil, void
	}
	if err != nil {
		return nil, err
	}
	custom, err := readCustom(ctx, tx, inv.Production)
	if err != nil {
		return nil, err
	}
	if _, err := s.checkRoles(inv.Production, inv.Roles, custom); err != nil {
		return nil, void
	}
	if s.Need(mine, "members.edit") != nil || s.mayGive(mine, inv.Roles, custom) != nil {
		return nil, void
	}
	for _, compartment := range inv.Compartments {
		if mine.Clear[compartment] && s.Can(mine, "compartments.edit") {
			cleared = append(cleared, compartment)
		}
	}
	return cleared, nil
}
