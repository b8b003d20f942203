package access

import (
	"context"
	"fmt"
	"slices"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Member is an account in a production.
type Member struct {
	Account      graph.ID
	Name         string
	Email        string
	Roles        []RoleIn   // in this production
	HouseRoles   []RoleIn   // in the whole house
	Compartments []graph.ID // cleared for, as far as the reader is too
	Since        time.Time  // first day in this production, or in the house
	Disabled     bool       // the account is blocked
}

// Members lists who may enter a production, by name. It needs members.read.
func (s *Service) Members(ctx context.Context, c Caller, production graph.ID) ([]Member, error) {
	mine, err := s.need(ctx, c, production, "members.read")
	if err != nil {
		return nil, err
	}
	rows, err := s.db.Query(ctx, `
		SELECT a.id, a.name, a.email, a.disabled_ms, m.production, m.since_ms, r.role, r.department
		FROM access_member m
		JOIN access_account a ON a.id = m.account
		JOIN access_member_role r ON r.account = m.account AND r.production = m.production
		WHERE m.production IN (?, '')
		ORDER BY a.name, a.id, m.production DESC, r.role, r.department`, production.String())
	if err != nil {
		return nil, fmt.Errorf("list members: %w", err)
	}
	defer rows.Close()
	var out []Member
	for rows.Next() {
		var m Member
		var id, in string
		var disabled, since int64
		var role RoleIn
		if err := rows.Scan(&id, &m.Name, &m.Email, &disabled, &in, &since, &role.Role, &role.Department); err != nil {
			return nil, fmt.Errorf("list members: %w", err)
		}
		if m.Account, err = graph.ParseID(id); err != nil {
			return nil, err
		}
		if len(out) == 0 || out[len(out)-1].Account != m.Account {
			m.Since, m.Disabled = at(since), disabled != 0
			out = append(out, m)
		}
		last := &out[len(out)-1]
		if in == "" {
			last.HouseRoles = append(last.HouseRoles, role)
		} else {
			last.Roles = append(last.Roles, role)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return out, s.addClearances(ctx, mine, production, out)
}

func (s *Service) addClearances(ctx context.Context, mine graph.Audience, production graph.ID, members []Member) error {
	if len(mine.Clear) == 0 {
		return nil
	}
	cleared, err := s.clearedIn(ctx, production)
	if err != nil {
		return err
	}
	for i := range members {
		for _, compartment := range cleared[members[i].Account] {
			if mine.Clear[compartment] {
				members[i].Compartments = append(members[i].Compartments, compartment)
			}
		}
	}
	return nil
}

// Membership is a production that an account may enter.
type Membership struct {
	Production graph.ID // House for roles that hold in every production
	Roles      []RoleIn
}

// Memberships lists where the caller is a member, House first.
func (s *Service) Memberships(ctx context.Context, c Caller) ([]Membership, error) {
	if err := c.signedIn(); err != nil {
		return nil, err
	}
	rows, err := s.db.Query(ctx, `
		SELECT production, role, department
		FROM access_member_role
		WHERE account = ?
		ORDER BY production, role, department`, c.Account.String())
	if err != nil {
		return nil, fmt.Errorf("list memberships: %w", err)
	}
	defer rows.Close()
	var out []Membership
	for rows.Next() {
		var text string
		var in RoleIn
		if err := rows.Scan(&text, &in.Role, &in.Department); err != nil {
			return nil, fmt.Errorf("list memberships: %w", err)
		}
		production, err := graph.ParseID(text)
		if err != nil {
			return nil, err
		}
		if c.scope != nil && c.scope.production != House && c.scope.production != production && production != House {
			continue
		}
		if len(out) == 0 || out[len(out)-1].Production != production {
			out = append(out, Membership{Production: production})
		}
		last := &out[len(out)-1]
		last.Roles = append(last.Roles, in)
	}
	return out, rows.Err()
}

// BeginProduction makes the caller the owner of a production that has no member
// yet. It needs production.create in the house.
func (s *Service) BeginProduction(ctx context.Context, c Caller, production graph.ID) error {
	if production == House {
		return fault.At("production", "production: want the id of a production")
	}
	return s.change(ctx, c, House, "production.create", func(tx *db.Tx, _ graph.Audience) ([]Entry, error) {
		var n int
		if err := tx.QueryRow(ctx, "SELECT count(*) FROM access_member WHERE production = ?", production.String()).Scan(&n); err != nil {
			return nil, fmt.Errorf("count members: %w", err)
		}
		if n > 0 {
			return nil, fault.New(fault.Conflict, "production %s has members already", production)
		}
		if err := s.join(ctx, tx, c.Account, production, []RoleIn{{Role: Owner}}); err != nil {
			return nil, err
		}
		return []Entry{c.entry(ActProductionBegun, production, c.Account)}, nil
	})
}

// UpdateMember gives a member these roles in place of what they had. It needs
// members.edit, and every right of the old and of the new roles. Production House
// changes roles of the whole house.
func (s *Service) UpdateMember(ctx context.Context, c Caller, production, who graph.ID, roles []RoleIn) error {
	return s.change(ctx, c, production, "members.edit", func(tx *db.Tx, mine graph.Audience) ([]Entry, error) {
		custom, err := readCustom(ctx, tx, production)
		if err != nil {
			return nil, err
		}
		old, err := memberRoles(ctx, tx, who, production)
		if err != nil {
			return nil, err
		}
		roles, err := s.checkRoles(production, roles, custom)
		if err != nil {
			return nil, err
		}
		if err := s.mayGive(mine, append(slices.Clone(roles), old...), custom); err != nil {
			return nil, err
		}
		before, err := owners(ctx, tx, production)
		if err != nil {
			return nil, err
		}
		if err := s.join(ctx, tx, who, production, roles); err != nil {
			return nil, err
		}
		e := c.entry(ActMemberChanged, production, who)
		e.Detail = roleWords(old) + " → " + roleWords(roles)
		return []Entry{e}, keepOwner(ctx, tx, production, before)
	})
}

// memberRoles gives a member's roles in exactly this production; a stranger is
// NotFound.
func memberRoles(ctx context.Context, r reader, who, production graph.ID) ([]RoleIn, error) {
	roles, err := readRoles(ctx, r, who, production, production)
	if err != nil {
		return nil, fmt.Errorf("read roles: %w", err)
	}
	if len(roles) == 0 {
		return nil, fault.New(fault.NotFound, "account %s is not a member here", who)
	}
	return roles, nil
}

// RemoveMember ends a membership, with its clearances and API tokens. It needs
// members.edit and every right of the member; leaving oneself needs neither.
func (s *Service) RemoveMember(ctx context.Context, c Caller, production, who graph.ID) error {
	right := "members.edit"
	if who == c.Account {
		if err := c.inPerson(); err != nil {
			return err
		}
		right = ""
	}
	return s.change(ctx, c, production, right, func(tx *db.Tx, mine graph.Audience) ([]Entry, error) {
		custom, err := readCustom(ctx, tx, production)
		if err != nil {
			return nil, err
		}
		roles, err := memberRoles(ctx, tx, who, production)
		if err != nil {
			return nil, err
		}
		if right != "" {
			if err := s.mayGive(mine, roles, custom); err != nil {
				return nil, err
			}
		}
		before, err := owners(ctx, tx, production)
		if err != nil {
			return nil, err
		}
		entries, err := s.leave(ctx, tx, c, production, who)
		if err != nil {
			return nil, err
		}
		e := c.entry(ActMemberRemoved, production, who)
		e.Detail = roleWords(roles)
		return append(entries, e), keepOwner(ctx, tx, production, before)
	})
}

// leave deletes a membership and what hangs on it.
func (s *Service) leave(ctx context.Context, tx *db.Tx, c Caller, production, who graph.ID) ([]Entry, error) {
	id := who.String()
	for _, query := range []string{
		"DELETE FROM access_member_role WHERE account = ? AND production = ?",
		"DELETE FROM access_member WHERE account = ? AND production = ?",
		"DELETE FROM access_token WHERE account = ? AND production = ? AND production <> ''",
	} {
		if _, err := tx.Exec(ctx, query, id, production.String()); err != nil {
			return nil, fmt.Errorf("end a membership: %w", err)
		}
	}
	if err := markStale(ctx, tx, who); err != nil {
		return nil, err
	}
	return s.dropClearances(ctx, tx, c, who)
}

// Productions tells which of the given productions the caller may enter, in the
// order given.
func (s *Service) Productions(ctx context.Context, c Caller, all []graph.ID) ([]graph.ID, error) {
	list, err := s.Memberships(ctx, c)
	if err != nil {
		return nil, err
	}
	mine := map[graph.ID]bool{}
	for _, m := range list {
		mine[m.Production] = true
	}
	return slices.DeleteFunc(slices.Clone(all), func(id graph.ID) bool {
		outOfScope := c.scope != nil && c.scope.production != House && c.scope.production != id
		return outOfScope || !mine[id] && !mine[House]
	}), nil
}
