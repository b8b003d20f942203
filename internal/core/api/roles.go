package api

import (
	"context"
	"time"

	"backlot/internal/core/access"
	"backlot/internal/core/graph"
	"backlot/internal/core/web"
)

// RoleItem is a role that can be given.
type RoleItem struct {
	Name       string   `json:"name"`
	Title      string   `json:"title"`
	Department string   `json:"department,omitempty" doc:"Usual department"`
	Rights     []string `json:"rights"`
	Own        bool     `json:"own,omitempty" doc:"Defined by this production"`
}

// NamedTitle is a name as stored and as people say it.
type NamedTitle struct {
	Name  string `json:"name"`
	Title string `json:"title"`
}

// Roles is what can be given to people.
type Roles struct {
	Roles       []RoleItem   `json:"roles"`
	Departments []NamedTitle `json:"departments"`
	Rights      []NamedTitle `json:"rights"`
}

func (s *service) roles(ctx context.Context, _ none) (Roles, error) {
	production, err := s.member(ctx)
	if err != nil {
		return Roles{}, err
	}
	out := Roles{Roles: []RoleItem{}}
	policy := s.Access.Policy()
	for _, r := range access.BuiltinRoles() {
		out.Roles = append(out.Roles, RoleItem{r.Name, r.Title, r.Department, policy.RightsOf(r.Name, r.Department), false})
	}
	own, err := s.Access.OwnRoles(ctx, caller(ctx), production)
	if err != nil {
		return Roles{}, err
	}
	for _, r := range own {
		out.Roles = append(out.Roles, RoleItem{r.Name, r.Title, "", r.Rights, true})
	}
	for _, d := range access.Departments() {
		out.Departments = append(out.Departments, NamedTitle(d))
	}
	for _, r := range policy.Rights() {
		out.Rights = append(out.Rights, NamedTitle{r.Name, r.Title})
	}
	return out, nil
}

type roleIn struct {
	Role   string   `path:"role"`
	Title  string   `json:"title" minLength:"1" maxLength:"120"`
	Rights []string `json:"rights" doc:"Such as breakdown.read, or costume.edit:costume for holders in one department"`
}

func (s *service) defineRole(ctx context.Context, in roleIn) (none, error) {
	production, err := s.member(ctx)
	if err != nil {
		return none{}, err
	}
	return none{}, s.Access.DefineRole(ctx, caller(ctx), production, access.OwnRole{Name: in.Role, Title: in.Title, Rights: in.Rights})
}

type roleNameIn struct {
	Role string `path:"role"`
}

func (s *service) removeRole(ctx context.Context, in roleNameIn) (none, error) {
	production, err := s.member(ctx)
	if err != nil {
		return none{}, err
	}
	return none{}, s.Access.RemoveRole(ctx, caller(ctx), production, in.Role)
}

type auditIn struct {
	Action      string    `query:"action"`
	Account     graph.ID  `query:"account" doc:"Who did it, or to whom it was done"`
	Compartment graph.ID  `query:"compartment"`
	Record      graph.ID  `query:"record" kind:"*"`
	From        time.Time `query:"from"`
	To          time.Time `query:"to"`
	Before      graph.ID  `query:"before" doc:"Last entry of the page before"`
	Limit       int       `query:"limit" minimum:"1" maximum:"1000"`
}

// AuditItem is one line of the audit log.
type AuditItem struct {
	ID          graph.ID  `json:"id"`
	At          time.Time `json:"at"`
	Action      string    `json:"action"`
	Compartment graph.ID  `json:"compartment,omitzero"`
	Account     Author    `json:"account"`
	Token       graph.ID  `json:"token,omitzero"`
	Address     string    `json:"address,omitempty"`
	Subject     graph.ID  `json:"subject,omitzero"`
	Record      graph.ID  `json:"record,omitzero"`
	Label       string    `json:"label,omitempty" doc:"Of the record, as the reader knows it"`
	Route       string    `json:"route,omitempty"`
	Detail      string    `json:"detail,omitempty"`
}

func (s *service) audit(ctx context.Context, in auditIn) ([]AuditItem, error) {
	production, err := s.member(ctx)
	if err != nil {
		return nil, err
	}
	list, err := s.Access.Audit(ctx, caller(ctx), access.AuditQuery{Production: production, Action: access.Action(in.Action), Account: in.Account,
		Compartment: in.Compartment, Record: in.Record, From: in.From, To: in.To, Before: in.Before, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	v := web.ViewOf(ctx)
	out := make([]AuditItem, 0, len(list))
	for _, e := range list {
		out = append(out, AuditItem{e.ID, e.At, string(e.Action), e.Compartment, s.author(ctx, e.Account), e.Token, e.Address, e.Subject, e.Record,
			v.Label(e.Record), e.Route, e.Detail})
	}
	return out, nil
}
