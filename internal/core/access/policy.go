package access

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"backlot/internal/core/fault"
)

// Right is something a person may do, declared by the slice that asks for it.
type Right struct {
	Name  string // area and deed: "breakdown.edit"
	Title string // what it allows, as on the roles page: "Change the breakdown"

	// Roles hold it by default: role names ("first_ad"), groups ("@office"), or
	// either in one department only ("@head:costume"). Owners hold every right.
	Roles []string
}

// Rights are those of access itself; NewPolicy adds them.
var Rights = []Right{
	{"members.read", "See who is a member, in which role", []string{"@office", "@ad", "@head", "@editorial", "@security", "producer", "showrunner", "director", "script_supervisor", "dit"}},
	{"members.edit", "Invite people, change their roles, remove them", []string{"producer", "showrunner", "line_producer", "upm", "production_coordinator", "post_supervisor", "security_lead"}},
	{"roles.edit", "Make roles of this production", []string{"producer", "showrunner", "line_producer", "upm"}},
	{"compartments.edit", "Make compartments, and clear others for those one is cleared for", []string{"producer", "showrunner", "director", "line_producer", "upm", "first_ad", "security_lead", "casting_director", "medic"}},
	{"tokens.create", "Make API tokens with one's own rights", []string{"@office", "@editorial", "@security", "@head", "producer", "showrunner", "first_ad", "dit", "sound_mixer", "accountant"}},
	{"audit.read", "Read the audit log", []string{"@security"}},
	{"accounts.edit", "See all accounts, block them, let people in again who lost their key", nil},
	{"production.create", "Begin a production", nil},
}

var rightName = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$`)

// Policy is all rights there are and who holds them by default; it never changes.
type Policy struct {
	rights []Right             // by name
	titles map[string]string   // by right
	grants map[string][]grant  // by built-in role
	all    map[string]bool     // every right
	roles  map[string]*Role    // built-in
	holds  map[string][]string // role titles by right, for messages
}

// grant is a right, everywhere or in one department.
type grant struct{ right, department string }

// NewPolicy collects the rights of the slices. Two rights of one name, a bad
// name, and an unknown role or department are Invalid errors.
func NewPolicy(lists ...[]Right) (*Policy, error) {
	p := &Policy{titles: map[string]string{}, grants: map[string][]grant{}, all: map[string]bool{}, roles: map[string]*Role{}, holds: map[string][]string{}}
	for i := range builtin {
		p.roles[builtin[i].Name] = &builtin[i]
	}
	for _, list := range append([][]Right{Rights}, lists...) {
		for _, r := range list {
			if err := p.add(r); err != nil {
				return nil, err
			}
		}
	}
	slices.SortFunc(p.rights, func(a, b Right) int { return strings.Compare(a.Name, b.Name) })
	return p, nil
}

func (p *Policy) add(r Right) error {
	switch {
	case !rightName.MatchString(r.Name):
		return fault.New(fault.Invalid, "right %q: want an area and a deed in lower case, such as breakdown.edit", r.Name)
	case p.all[r.Name]:
		return fault.New(fault.Invalid, "right %s is declared twice", r.Name)
	case strings.TrimSpace(r.Title) == "":
		return fault.New(fault.Invalid, "right %s has no title", r.Name)
	}
	p.rights, p.titles[r.Name], p.all[r.Name] = append(p.rights, r), r.Title, true
	for _, to := range r.Roles {
		if err := p.grant(r.Name, to); err != nil {
			return fmt.Errorf("right %s: %w", r.Name, err)
		}
	}
	return nil
}

func (p *Policy) grant(right, to string) error {
	who, department, scoped := strings.Cut(to, ":")
	if scoped && !slices.ContainsFunc(departments, func(d Department) bool { return d.Name == department }) {
		return fault.New(fault.Invalid, "%q: no department %q; see access.Departments", to, department)
	}
	var names []string
	if group, ok := strings.CutPrefix(who, "@"); ok {
		for _, r := range builtin {
			if group == "all" || slices.Contains(r.Groups, group) {
				names = append(names, r.Name)
			}
		}
	} else if p.roles[who] != nil {
		names = []string{who}
	}
	if len(names) == 0 {
		return fault.New(fault.Invalid, "%q: no such role or group; see access.BuiltinRoles", to)
	}
	for _, name := range names {
		g := grant{right, department}
		if !slices.Contains(p.grants[name], g) {
			p.grants[name] = append(p.grants[name], g)
		}
		if title := p.roles[name].Title; !slices.Contains(p.holds[right], title) {
			p.holds[right] = append(p.holds[right], title)
		}
	}
	return nil
}

// Rights lists all rights by name. The list is shared: do not change it.
func (p *Policy) Rights() []Right { return p.rights }

// Has reports whether the right is declared; "" is a right of everybody.
func (p *Policy) Has(right string) bool { return right == "" || p.all[right] }

// Title is what a right allows, in words.
func (p *Policy) Title(right string) string { return p.titles[right] }

// HoldersOf lists the titles of the built-in roles that hold a right by default.
func (p *Policy) HoldersOf(right string) []string { return p.holds[right] }

// RightsOf lists what a built-in role gives to whoever holds it in the
// department, sorted; unknown roles give nothing.
func (p *Policy) RightsOf(role, department string) []string {
	set := map[string]bool{}
	p.collect(set, RoleIn{role, department}, nil)
	return sorted(set)
}

// collect adds to set what holding a role gives; custom are the production's own.
func (p *Policy) collect(set map[string]bool, in RoleIn, custom map[string][]grant) {
	if in.Role == Owner {
		for r := range p.all {
			set[r] = true
		}
		return
	}
	grants, ok := p.grants[in.Role], p.roles[in.Role] != nil
	if !ok {
		grants = custom[in.Role]
	}
	for _, g := range grants {
		if p.all[g.right] && (g.department == "" || g.department == in.Department) {
			set[g.right] = true
		}
	}
}

// refuse is the Denied error for want of a right, in words that help.
func (p *Policy) refuse(right string) error {
	holders := "owners"
	if h := p.holds[right]; len(h) > 0 {
		holders = "owners, " + strings.Join(h[:min(4, len(h))], ", ")
	}
	return fault.New(fault.Denied, "this needs the right %q (%s); it is held by: %s", p.titles[right], right, holders)
}

func sorted(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for s := range set {
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}
