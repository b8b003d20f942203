package access

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

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
		_, err = tx.Exec(ctx, `
			UPDATE access_session
			SET stale = 1
			WHERE account IN (SELECT account FROM access_member_role WHERE production = ? AND role = ?)`, production.String(), role.Name)
		if err != nil {
			return nil, fmt.Errorf("renew sessions: %w", err)
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
