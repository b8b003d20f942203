package access

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// RoleIn is a role held in a department; Department is "" where the role has none.
type RoleIn struct {
	Role       string `json:"role"`
	Department string `json:"department,omitempty"`
}

// Facts about a member stand in an audience beside its rights, in a form that no
// right's name can have.
const (
	accountMark    = "account:"
	departmentMark = "department:"
	roleMark       = "role:"
)

// ReaderAccount and ReaderDepartment name whom a record may be kept to, for
// graph.Edit.KeepTo. An API token is never its account: it reads none of what is
// kept to a person.
func ReaderAccount(account graph.ID) string { return accountMark + account.String() }

// ReaderDepartment is everybody who works in the department; see ReaderAccount.
func ReaderDepartment(department string) string { return departmentMark + department }

// ReaderRole is everybody who holds the role, such as "post_supervisor"; see
// ReaderAccount. An API token holds no role.
func ReaderRole(role string) string { return roleMark + role }

// Reader takes apart what ReaderAccount or ReaderDepartment gave; the other result
// is zero.
func Reader(mark string) (account graph.ID, department string) {
	if text, ok := strings.CutPrefix(mark, accountMark); ok {
		account, _ = graph.ParseID(text)
		return account, ""
	}
	return graph.ID{}, strings.TrimPrefix(mark, departmentMark)
}

// InDepartment reports whether the person works in the department, such as "costume".
func InDepartment(a graph.Audience, department string) bool {
	return a.Rights[departmentMark+department]
}

// IsOwner reports whether the audience is an owner's.
func IsOwner(a graph.Audience) bool { return a.Rights[roleMark+Owner] }

// Can reports whether the audience holds a right; "" is a right of everybody.
func Can(a graph.Audience, right string) bool { return a.Has(right) }

// Can is access.Can for a right of this policy: a right nobody declared is held
// by nobody, the program itself included.
func (s *Service) Can(a graph.Audience, right string) bool {
	return s.policy.Has(right) && a.Has(right)
}

// Need is nil when the audience holds the right, or a Denied error that says what
// the right is and who holds it.
func (s *Service) Need(a graph.Audience, right string) error {
	if s.Can(a, right) {
		return nil
	}
	return s.policy.refuse(right)
}

// standing is everything an account holds in one production: what an audience
// is made from.
type standing struct {
	roles     []RoleIn           // in the production and in the house
	custom    map[string][]grant // the production's own roles
	clearance []graph.ID
}

// audience combines a standing: the union of what each role gives, plus marks.
// Clearances, and what is kept to the person, count for nothing without any role.
func (p *Policy) audience(account graph.ID, st standing) graph.Audience {
	a := graph.Audience{Account: account, Rights: map[string]bool{}, Clear: map[graph.ID]bool{}}
	for _, in := range st.roles {
		p.collect(a.Rights, in, st.custom)
		if in.Department != "" {
			a.Rights[departmentMark+in.Department] = true
		}
		a.Rights[roleMark+in.Role] = true
	}
	if len(st.roles) > 0 {
		a.Rights[ReaderAccount(account)] = true
		for _, c := range st.clearance {
			a.Clear[c] = true
		}
	}
	return a
}

// AudienceFor is what the account may know and do in a production, or in the
// studio's own graph for House. Someone who is no member gets NotFound, as for a
// production that does not exist. The audience is shared: do not change its maps.
func (s *Service) AudienceFor(ctx context.Context, account, production graph.ID) (graph.Audience, error) {
	version, err := rightsVersion(ctx, s.db)
	if err != nil {
		return graph.Audience{}, err
	}
	key := audienceKey{account, production}
	if a, ok := s.cache.get(version, key); ok {
		return a, nil
	}
	a, err := s.audience(ctx, s.db, account, production)
	if err == nil {
		s.cache.put(version, key, a)
	}
	return a, err
}

// Audience is AudienceFor whoever calls: by an API token only what the token was
// made for. This is the audience to open views with.
func (s *Service) Audience(ctx context.Context, c Caller, production graph.ID) (graph.Audience, error) {
	if err := c.signedIn(); err != nil {
		return graph.Audience{}, err
	}
	a, err := s.AudienceFor(ctx, c.Account, production)
	if err != nil {
		return a, err
	}
	return c.scope.limit(a, production)
}

// audience reads the standing of an account and combines it, without the cache.
func (s *Service) audience(ctx context.Context, r reader, account, production graph.ID) (graph.Audience, error) {
	var active int
	err := r.QueryRow(ctx, "SELECT count(*) FROM access_account WHERE id = ? AND disabled_ms = 0", account.String()).Scan(&active)
	if err != nil {
		return graph.Audience{}, fmt.Errorf("read account %s: %w", account, err)
	}
	if active == 0 {
		return graph.Audience{}, fault.Mark(fault.Signin, errStranger)
	}
	st, err := readStanding(ctx, r, account, production)
	if err != nil {
		return graph.Audience{}, fmt.Errorf("read the rights of %s: %w", account, err)
	}
	if len(st.roles) == 0 && production != House {
		return graph.Audience{}, notMember(production)
	}
	return s.policy.audience(account, st), nil
}

func notMember(production graph.ID) error {
	return fault.New(fault.NotFound, "no production %s, or you are not a member of it", production)
}

func readStanding(ctx context.Context, r reader, account, production graph.ID) (standing, error) {
	var st standing
	var err error
	if st.roles, err = readRoles(ctx, r, account, production, House); err != nil {
		return st, err
	}
	if st.custom, err = readCustom(ctx, r, production); err != nil {
		return st, err
	}
	st.clearance, err = readClearances(ctx, r, account, production)
	return st, err
}

// readRoles gives the roles of an account in either of two productions.
func readRoles(ctx context.Context, r reader, account, production, or graph.ID) ([]RoleIn, error) {
	rows, err := r.Query(ctx, `
		SELECT role, department
		FROM access_member_role
		WHERE account = ? AND production IN (?, ?)
		ORDER BY role, department`, account.String(), production.String(), or.String())
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []RoleIn
	for rows.Next() {
		var in RoleIn
		if err := rows.Scan(&in.Role, &in.Department); err != nil {
			return nil, err
		}
		out = append(out, in)
	}
	return out, rows.Err()
}

// readCustom gives the grants of the production's own roles.
func readCustom(ctx context.Context, r reader, production graph.ID) (map[string][]grant, error) {
	rows, err := r.Query(ctx, "SELECT role, rights FROM access_role WHERE production = ?", production.String())
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string][]grant{}
	for rows.Next() {
		var role, text string
		if err := rows.Scan(&role, &text); err != nil {
			return nil, err
		}
		var rights []string
		if err := json.Unmarshal([]byte(text), &rights); err != nil {
			return nil, fmt.Errorf("role %s: %w", role, err)
		}
		out[role] = parseGrants(rights)
	}
	return out, rows.Err()
}

// parseGrants reads "breakdown.edit" and "costume.edit:costume".
func parseGrants(rights []string) []grant {
	out := make([]grant, len(rights))
	for i, text := range rights {
		right, department, _ := strings.Cut(text, ":")
		out[i] = grant{right, department}
	}
	return out
}

func readClearances(ctx context.Context, r reader, account, production graph.ID) ([]graph.ID, error) {
	rows, err := r.Query(ctx, `
		SELECT compartment
		FROM access_clearance
		WHERE account = ? AND production IN (?, '')
		ORDER BY compartment`, account.String(), production.String())
	if err != nil {
		return nil, err
	}
	return scanIDs(rows)
}

// scope is what an API token was made for.
type scope struct {
	production   graph.ID // House: every production of the account
	rights       map[string]bool
	compartments map[graph.ID]bool
}

// limit cuts an audience down to a token's scope: never more than either. A nil
// scope limits nothing.
func (sc *scope) limit(a graph.Audience, production graph.ID) (graph.Audience, error) {
	if sc == nil {
		return a, nil
	}
	if sc.production != House && sc.production != production {
		return graph.Audience{}, notMember(production)
	}
	out := graph.Audience{Account: a.Account, Rights: map[string]bool{}, Clear: map[graph.ID]bool{}}
	for r := range a.Rights {
		if sc.rights[r] || strings.HasPrefix(r, departmentMark) {
			out.Rights[r] = true
		}
	}
	for c := range a.Clear {
		if sc.compartments[c] {
			out.Clear[c] = true
		}
	}
	return out, nil
}

// rightsVersion is a number that grows with every change of anybody's rights.
func rightsVersion(ctx context.Context, r reader) (int64, error) {
	var n int64
	err := r.QueryRow(ctx, "SELECT n FROM access_version WHERE name = 'rights'").Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("read the version of all rights: %w", err)
	}
	return n, nil
}

type audienceKey struct{ account, production graph.ID }

// audienceCache holds audiences of one version of all rights. The version is in
// the database, so a change on any node empties the cache of every node.
type audienceCache struct {
	mu      sync.Mutex
	version int64
	known   map[audienceKey]graph.Audience
}

const audiencesKept = 20_000

func (c *audienceCache) get(version int64, key audienceKey) (graph.Audience, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.version != version {
		return graph.Audience{}, false
	}
	a, ok := c.known[key]
	return a, ok
}

// put keeps an audience read after version was; one read later than a newer
// version is never kept under it.
func (c *audienceCache) put(version int64, key audienceKey, a graph.Audience) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if version < c.version {
		return
	}
	if version > c.version || len(c.known) >= audiencesKept {
		c.version, c.known = version, map[audienceKey]graph.Audience{}
	}
	c.known[key] = a
}
