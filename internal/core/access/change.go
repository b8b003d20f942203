package access

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// change runs a change of rights in a production: one at a time over all nodes,
// with what the caller may do read inside the transaction, so that a right taken
// away a moment ago gives nothing any more. fn gives what the log is told.
func (s *Service) change(ctx context.Context, c Caller, production graph.ID, right string, fn func(tx *db.Tx, mine graph.Audience) ([]Entry, error)) error {
	if err := c.signedIn(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := bumpRights(ctx, tx); err != nil {
			return err
		}
		mine, err := s.audienceNow(ctx, tx, c, production)
		if err != nil {
			return err
		}
		if err := s.Need(mine, right); err != nil {
			return err
		}
		entries, err := fn(tx, mine)
		if err != nil {
			return err
		}
		return s.log(ctx, tx, entries...)
	})
}

// audienceNow is Audience as the transaction sees it.
func (s *Service) audienceNow(ctx context.Context, r reader, c Caller, production graph.ID) (graph.Audience, error) {
	mine, err := s.audience(ctx, r, c.Account, production)
	if err != nil {
		return mine, err
	}
	return c.scope.limit(mine, production)
}

// need is the caller's audience in a production, if it holds the right.
func (s *Service) need(ctx context.Context, c Caller, production graph.ID, right string) (graph.Audience, error) {
	mine, err := s.Audience(ctx, c, production)
	if err != nil {
		return mine, err
	}
	return mine, s.Need(mine, right)
}

// checkRoles completes roles with their usual department, and refuses what no
// role is. The result is sorted, without duplicates.
func (s *Service) checkRoles(production graph.ID, roles []RoleIn, custom map[string][]grant) ([]RoleIn, error) {
	if len(roles) == 0 || len(roles) > 20 {
		return nil, fault.At("roles", "roles: want 1 to 20")
	}
	var out []RoleIn
	for i, in := range roles {
		field := fmt.Sprintf("roles[%d]", i)
		built := s.policy.roles[in.Role]
		_, own := custom[in.Role]
		switch {
		case built == nil && !own:
			return nil, fault.At(field+".role", "role %q: this production has none of that name", in.Role)
		case own && production == House:
			return nil, fault.At(field+".role", "role %q: a production's own role holds in that production only", in.Role)
		case in.Department == "" && built != nil:
			in.Department = built.Department
		case in.Department != "" && !isDepartment(in.Department):
			return nil, fault.At(field+".department", "department %q: want one such as costume, camera or vfx", in.Department)
		}
		out = append(out, in)
	}
	slices.SortFunc(out, func(a, b RoleIn) int { return strings.Compare(a.String(), b.String()) })
	return slices.Compact(out), nil
}

// String is "costume_designer (costume)".
func (in RoleIn) String() string {
	if in.Department == "" {
		return in.Role
	}
	return in.Role + " (" + in.Department + ")"
}

func roleWords(roles []RoleIn) string {
	parts := make([]string, len(roles))
	for i, in := range roles {
		parts[i] = in.String()
	}
	return strings.Join(parts, ", ")
}

// mayGive is nil when mine holds every right that the roles give: nobody gives,
// and nobody takes from another, what they do not hold.
func (s *Service) mayGive(mine graph.Audience, roles []RoleIn, custom map[string][]grant) error {
	for _, in := range roles {
		if in.Role == Owner && !IsOwner(mine) {
			return fault.New(fault.Denied, "only an owner gives or takes the role of owner")
		}
		set := map[string]bool{}
		s.policy.collect(set, in, custom)
		for _, r := range sorted(set) {
			if !mine.Rights[r] {
				return fault.New(fault.Denied, "%s holds the right %q (%s), which you do not: ask someone who does", in, s.policy.titles[r], r)
			}
		}
	}
	return nil
}

// keepOwner refuses a change that leaves no owner where there was one.
func keepOwner(ctx context.Context, tx *db.Tx, production graph.ID, before int64) error {
	after, err := owners(ctx, tx, production)
	if err != nil || after > 0 || before == 0 {
		return err
	}
	return fault.New(fault.Conflict, "this is the last owner: make someone else an owner first")
}

func jsonText(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // lists of text only
	}
	return string(b)
}
