package api

import (
	"context"
	"slices"
	"strings"

	"backlot/internal/core/access"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/web"
)

func (s *service) mountProductions(m *web.Mux) {
	web.Action(m, "GET /api/productions", web.SignedIn, s.productions, web.Summary("Productions in which I have a role"))
	web.Action(m, "POST /api/productions", web.House("production.create"), s.begin, web.Summary("Begin a production"))
	web.Query(m, "GET /api/productions/{production}/overview", web.Member, s.overview, web.Fresh(),
		web.Summary("A production at a glance: my rights, counts, the latest changes"))
}

// ProductionItem is a production in the list.
type ProductionItem struct {
	ID     graph.ID `json:"id"`
	Title  string   `json:"title"`
	Form   string   `json:"form" enum:"feature,series,studio"`
	Roles  []string `json:"roles" doc:"My own, in words"`
	Rights []string `json:"rights" doc:"What I may do there"`
}

func (s *service) productions(ctx context.Context, _ none) ([]ProductionItem, error) {
	all, err := s.Store.Productions(ctx)
	if err != nil {
		return nil, err
	}
	doors := Doors{s.Access, s.Store}
	out := []ProductionItem{}
	for _, p := range all {
		aud, err := doors.Audience(ctx, web.PersonOf(ctx), p.ID)
		if fault.Is(err, fault.NotFound) || err == nil && p.Kind == "studio" && len(rightsOf(aud)) == 0 {
			continue
		}
		if err != nil {
			return nil, err
		}
		roles, err := s.myRoles(ctx, p.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, ProductionItem{p.ID, p.Name, p.Kind, roles, rightsOf(aud)})
	}
	return out, nil
}

// rightsOf lists the rights of an audience, without the facts that stand beside them.
func rightsOf(a graph.Audience) []string {
	out := []string{}
	for right, on := range a.Rights {
		if on && !strings.Contains(right, ":") {
			out = append(out, right)
		}
	}
	slices.Sort(out)
	return out
}

func (s *service) myRoles(ctx context.Context, production graph.ID) ([]string, error) {
	list, err := s.Access.Memberships(ctx, caller(ctx))
	if err != nil {
		return nil, err
	}
	out := []string{}
	for _, m := range list {
		if m.Production == production || m.Production == access.House {
			out = append(out, roleTitles(m.Roles, nil)...)
		}
	}
	return out, nil
}

func (s *service) production(ctx context.Context, id graph.ID) (graph.Production, error) {
	all, err := s.Store.Productions(ctx)
	if err != nil {
		return graph.Production{}, err
	}
	for _, p := range all {
		if p.ID == id {
			return p, nil
		}
	}
	return graph.Production{}, fault.New(fault.NotFound, "no production %s", id)
}

type beginIn struct {
	ID    graph.ID `json:"id,omitzero" doc:"Made by the caller, so that sending twice begins one production"`
	Title string   `json:"title" minLength:"1" maxLength:"200"`
	Form  string   `json:"form" enum:"feature,series"`
}

// begin makes a production and its caller the owner of it.
func (s *service) begin(ctx context.Context, in beginIn) (ProductionItem, error) {
	if in.ID.IsZero() {
		in.ID = s.ids.NewID()
	}
	p := graph.Production{ID: in.ID, Name: strings.TrimSpace(in.Title), Kind: in.Form}
	err := s.Store.CreateProduction(ctx, p)
	if err != nil && !fault.Is(err, fault.Conflict) {
		return ProductionItem{}, err
	}
	if err := s.Access.BeginProduction(ctx, caller(ctx), in.ID); err != nil { // refused when it is somebody's already
		return ProductionItem{}, err
	}
	aud, err := s.Access.Audience(ctx, caller(ctx), in.ID)
	if err != nil {
		return ProductionItem{}, err
	}
	roles, err := s.myRoles(ctx, in.ID)
	return ProductionItem{p.ID, p.Name, p.Kind, roles, rightsOf(aud)}, err
}

// Overview is a production at a glance.
type Overview struct {
	ProductionItem
	Seq       graph.Seq    `json:"seq"`
	Counts    []KindCount  `json:"counts" doc:"Records by kind, most first"`
	Conflicts int          `json:"conflicts"`
	Recent    []ChangeItem `json:"recent" doc:"The latest changes, newest first"`
}

// KindCount is how many records of a kind there are.
type KindCount struct {
	Kind  graph.Kind `json:"kind"`
	Title string     `json:"title"`
	Count int        `json:"count"`
}

const recentChanges = 12

func (s *service) overview(ctx context.Context, v graph.View, _ none) (Overview, error) {
	p, err := s.production(ctx, v.Where().Production)
	if err != nil {
		return Overview{}, err
	}
	roles, err := s.myRoles(ctx, p.ID)
	if err != nil {
		return Overview{}, err
	}
	page, err := s.history(ctx, v, historyIn{Limit: recentChanges})
	if err != nil {
		return Overview{}, err
	}
	out := Overview{ProductionItem: ProductionItem{p.ID, p.Name, p.Kind, roles, rightsOf(v.Audience())}, Seq: v.Seq(),
		Conflicts: len(v.Conflicts()), Recent: page.Changes, Counts: counts(v)}
	return out, nil
}

func counts(v graph.View) []KindCount {
	out := []KindCount{}
	for _, info := range v.Registry().All() {
		if n := v.Count(info.Kind); n > 0 {
			out = append(out, KindCount{info.Kind, info.Plural, n})
		}
	}
	slices.SortStableFunc(out, func(a, b KindCount) int { return b.Count - a.Count })
	return out
}
