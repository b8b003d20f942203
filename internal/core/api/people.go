package api

import (
	"context"
	"strings"
	"time"

	"backlot/internal/core/access"
	"backlot/internal/core/graph"
	"backlot/internal/core/web"
)

func (s *service) mountPeople(m *web.Mux) {
	const base = "/api/productions/{production}/"
	web.Action(m, "GET "+base+"people", "members.read", s.people, web.Summary("Who is in the production, and who is invited"))
	web.Action(m, "POST "+base+"people", "members.edit", s.invite, web.Summary("Invite somebody"))
	web.Action(m, "PUT "+base+"people/{account}", "members.edit", s.changeMember, web.Summary("Change somebody's roles"))
	web.Action(m, "DELETE "+base+"people/{account}", web.Member, s.removeMember, web.Summary("Remove somebody, or leave"))
	web.Action(m, "DELETE "+base+"invitations/{invitation}", "members.edit", s.uninvite, web.Summary("Take an invitation back"))
	web.Action(m, "GET "+base+"roles", "members.read", s.roles, web.Summary("Roles, departments and rights there are"))
	web.Action(m, "PUT "+base+"roles/{role}", "roles.edit", s.defineRole, web.Summary("Make or change a role of this production"))
	web.Action(m, "DELETE "+base+"roles/{role}", "roles.edit", s.removeRole, web.Summary("Delete a role of this production"))
	web.Action(m, "GET "+base+"audit", "audit.read", s.audit, web.Summary("Who did and read what"))
}

// member is the production of a route as access names it: the studio's own graph
// is the whole house's.
func (s *service) member(ctx context.Context) (graph.ID, error) {
	production := web.ViewOf(ctx).Where().Production
	studio, err := s.Store.StudioID(ctx)
	if err != nil || production != studio {
		return production, err
	}
	return access.House, nil
}

// PersonItem is somebody in a production, or invited to it.
type PersonItem struct {
	ID           graph.ID        `json:"id" doc:"Account, or invitation while invited"`
	Name         string          `json:"name"`
	Email        string          `json:"email"`
	Roles        []string        `json:"roles" doc:"In words"`
	Held         []access.RoleIn `json:"held" doc:"The same as they are stored"`
	Department   string          `json:"department,omitempty" doc:"Of the first role"`
	Compartments []graph.ID      `json:"compartments" doc:"As far as the reader is cleared for them"`
	Since        time.Time       `json:"since"`
	Invited      bool            `json:"invited,omitempty"`
	Disabled     bool            `json:"disabled,omitempty"`
	Link         string          `json:"link,omitempty" doc:"Of a fresh invitation, where no mail is set up: shown once"`
}

func (s *service) people(ctx context.Context, _ none) ([]PersonItem, error) {
	production, err := s.member(ctx)
	if err != nil {
		return nil, err
	}
	own := s.ownRoles(ctx, production)
	members, err := s.Access.Members(ctx, caller(ctx), production)
	if err != nil {
		return nil, err
	}
	out := []PersonItem{}
	for _, m := range members {
		held := append(append([]access.RoleIn{}, m.Roles...), m.HouseRoles...)
		item := PersonItem{ID: m.Account, Name: m.Name, Email: m.Email, Held: m.Roles, Roles: roleTitles(held, own), Compartments: m.Compartments, Since: m.Since, Disabled: m.Disabled}
		out = append(out, item.tidy())
	}
	if !may(web.ViewOf(ctx), "members.edit") {
		return out, nil
	}
	waiting, err := s.Access.Invitations(ctx, caller(ctx), production)
	for _, inv := range waiting {
		out = append(out, invitedItem(inv, "", own))
	}
	return out, err
}

func invitedItem(inv access.Invitation, link string, own map[string]string) PersonItem {
	return PersonItem{ID: inv.ID, Name: inv.Name, Email: inv.Email, Held: inv.Roles, Roles: roleTitles(inv.Roles, own),
		Compartments: inv.Compartments, Since: inv.Created, Invited: true, Link: link}.tidy()
}

func (p PersonItem) tidy() PersonItem {
	for _, r := range p.Held {
		if p.Department == "" {
			p.Department = r.Department
		}
	}
	if p.Held == nil {
		p.Held = []access.RoleIn{}
	}
	if p.Compartments == nil {
		p.Compartments = []graph.ID{}
	}
	return p
}

// roleTitles says roles as people do: "Costume designer". own are the titles of
// roles that the production defined.
func roleTitles(roles []access.RoleIn, own map[string]string) []string {
	out := []string{}
	for _, r := range roles {
		title := own[r.Role]
		for _, b := range access.BuiltinRoles() {
			if b.Name == r.Role {
				title = b.Title
			}
		}
		if title == "" {
			title = strings.TrimPrefix(r.Role, "own:")
		}
		out = append(out, title)
	}
	return out
}

// ownRoles are the titles of the production's own roles, as far as the caller may see them.
func (s *service) ownRoles(ctx context.Context, production graph.ID) map[string]string {
	out := map[string]string{}
	list, err := s.Access.OwnRoles(ctx, caller(ctx), production)
	if err != nil {
		return out
	}
	for _, r := range list {
		out[r.Name] = r.Title
	}
	return out
}

type inviteIn struct {
	Email        string          `json:"email" maxLength:"320"`
	Name         string          `json:"name,omitempty" maxLength:"500"`
	Language     string          `json:"language,omitempty" maxLength:"35"`
	Roles        []access.RoleIn `json:"roles"`
	Compartments []graph.ID      `json:"compartments,omitempty"`
}

func (s *service) invite(ctx context.Context, in inviteIn) (PersonItem, error) {
	production, err := s.member(ctx)
	if err != nil {
		return PersonItem{}, err
	}
	inv, link, err := s.Access.Invite(ctx, caller(ctx), access.Invite{Production: production, Email: in.Email, Name: in.Name, Language: in.Language,
		Roles: in.Roles, Compartments: in.Compartments})
	return invitedItem(inv, link, s.ownRoles(ctx, production)), err
}

type memberIn struct {
	Account graph.ID        `path:"account"`
	Roles   []access.RoleIn `json:"roles"`
}

func (s *service) changeMember(ctx context.Context, in memberIn) (none, error) {
	production, err := s.member(ctx)
	if err != nil {
		return none{}, err
	}
	return none{}, s.Access.UpdateMember(ctx, caller(ctx), production, in.Account, in.Roles)
}

func (s *service) removeMember(ctx context.Context, in accountIn) (none, error) {
	production, err := s.member(ctx)
	if err != nil {
		return none{}, err
	}
	return none{}, s.Access.RemoveMember(ctx, caller(ctx), production, in.Account)
}

type invitationIn struct {
	Invitation graph.ID `path:"invitation"`
}

func (s *service) uninvite(ctx context.Context, in invitationIn) (none, error) {
	production, err := s.member(ctx)
	if err != nil {
		return none{}, err
	}
	return none{}, s.Access.RevokeInvitation(ctx, caller(ctx), production, in.Invitation)
}
