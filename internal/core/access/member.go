package access

import (
	"context"
	"fmt"
	"slices"
	"strings"
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

// OwnRole is a role that a production defined for itself.
type OwnRole struct {
	Name   string   // "own:drone_team"; the prefix is added where it is missing
	Title  string   // "Drone team"
	Rights []string // "breakdown.read", or "costume.edit:costume" for holders in one department
}

const ownPrefix = "own:"

// OwnRoles lists the roles a production defined. It needs members.read.
func (s *Service) OwnRoles(ctx context.Context, c Caller, production graph.ID) ([]OwnRole, error) {
	if _, err := s.need(ctx, c, production, "members.read"); err != nil {
		return nil, err
	}
	rows, err := s.db.Query(ctx, "SELECT role, title, rights FROM access_role WHERE production = ? ORDER BY title, role", production.String())
	if err != nil {
		return nil, fmt.Errorf("list roles: %w", err)
	}
	defer rows.Close()
	var out []OwnRole
	for rows.Next() {
		var r OwnRole
		var text string
		if err := rows.Scan(&r.Name, &r.Title, &text); err != nil {
			return nil, fmt.Errorf("list roles: %w", err)
		}
		if err := readJSON(text, &r.Rights); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, rows.Err()
}

// DefineRole makes a role of a production, or changes it for all who hold it. It
// needs roles.edit, and every right the role gives and gave.
func (s *Service) DefineRole(ctx context.Context, c Caller, production graph.ID, role OwnRole) error {
	role, err := s.checkOwnRole(production, role)
	if err != nil {
		return err
	}
	return s.change(ctx, c, production, "roles.edit", func(tx *db.Tx, mine graph.Audience) ([]Entry, error) {
		custom, err := readCustom(ctx, tx, production)
		if err != nil {
			return nil, err
		}
		for _, g := range append(parseGrants(role.Rights), custom[role.Name]...) {
			if s.policy.all[g.right] && !mine.Rights[g.right] {
				return nil, fault.New(fault.Denied, "the role holds the right %q (%s), which you do not: ask someone who does", s.policy.titles[g.right], g.right)
			}
		}
		_, err = tx.Exec(ctx, `
			INSERT INTO access_role (production, role, title, rights)
			VALUES (?, ?, ?, ?)
			ON CONFLICT (production, role) DO UPDATE SET title = excluded.title, rights = excluded.rights`,
			production.String(), role.Name, role.Title, jsonText(role.Rights))
		if err != nil {
			return nil, fmt.Errorf("store role %s: %w", role.Name, err)
		}
		e := c.entry(ActRoleDefined, production, graph.ID{})
		e.Detail = role.Name + ": " + strings.Join(role.Rights, ", ")
		return []Entry{e}, nil
	})
}

func (s *Service) checkOwnRole(production graph.ID, role OwnRole) (OwnRole, error) {
	role.Name = ownPrefix + strings.TrimPrefix(role.Name, ownPrefix)
	role.Title = strings.Join(strings.Fields(role.Title), " ")
	switch {
	case production == House:
		return role, fault.At("production", "a role is made in a production, not in the whole house")
	case !rightName.MatchString("own."+strings.TrimPrefix(role.Name, ownPrefix)) || len(role.Name) > 60 || strings.Contains(role.Name, "."):
		return role, fault.At("name", "role name %q: want lower case letters, digits and _, such as own:drone_team", role.Name)
	case role.Title == "" || len(role.Title) > 80:
		return role, fault.At("title", "title of role %s: want 1 to 80 characters", role.Name)
	case len(role.Rights) > 1000:
		return role, fault.At("rights", "role %s holds %d rights: want at most 1000", role.Name, len(role.Rights))
	}
	role.Rights = slices.Clone(role.Rights)
	slices.Sort(role.Rights)
	role.Rights = slices.Compact(role.Rights)
	for i, g := range parseGrants(role.Rights) {
		if !s.policy.all[g.right] {
			return role, fault.At(fmt.Sprintf("rights[%d]", i), "right %q: there is none of that name", g.right)
		}
		if g.department != "" && !isDepartment(g.department) {
			return role, fault.At(fmt.Sprintf("rights[%d]", i), "department %q: want one such as costume, camera or vfx", g.department)
		}
	}
	return role, nil
}

// RemoveRole deletes a role of a production that nobody holds and no invitation
// promises. It needs roles.edit.
func (s *Service) RemoveRole(ctx context.Context, c Caller, production graph.ID, name string) error {
	return s.change(ctx, c, production, "roles.edit", func(tx *db.Tx, _ graph.Audience) ([]Entry, error) {
		var held int
		err := tx.QueryRow(ctx, "SELECT count(*) FROM access_member_role WHERE production = ? AND role = ?", production.String(), name).Scan(&held)
		if err != nil {
			return nil, fmt.Errorf("count holders of %s: %w", name, err)
		}
		if held > 0 {
			return nil, fault.New(fault.Conflict, "role %s is held by %d people: give them another first", name, held)
		}
		res, err := tx.Exec(ctx, "DELETE FROM access_role WHERE production = ? AND role = ?", production.String(), name)
		if err != nil {
			return nil, fmt.Errorf("delete role %s: %w", name, err)
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return nil, fault.New(fault.NotFound, "this production has no role %q of its own", name)
		}
		e := c.entry(ActRoleRemoved, production, graph.ID{})
		e.Detail = name
		return []Entry{e}, nil
	})
}
