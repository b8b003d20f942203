package api

import (
	"context"
	"time"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/web"
)

func (s *service) mountBranches(m *web.Mux) {
	const base = "/api/productions/{production}/branches"
	web.Action(m, "GET "+base, web.Member, s.branches, web.Summary("What-if worlds of the production"))
	web.Action(m, "POST "+base, "branches.edit", s.makeBranch, web.Summary("Begin a branch of the main line as it is now"))
	web.Action(m, "GET "+base+"/{branch}/compare", web.Member, s.compare, web.Summary("How a branch differs from the main line, and what merging it would do"))
	web.Action(m, "POST "+base+"/{branch}/merge", "branches.merge", s.merge, web.Summary("Bring a branch home"))
	web.Action(m, "DELETE "+base+"/{branch}", "branches.edit", s.dropBranch, web.Summary("Close a branch without merging"))
}

// BranchItem is a branch in the list.
type BranchItem struct {
	ID      graph.ID  `json:"id"`
	Name    string    `json:"name"`
	Author  Author    `json:"author"`
	At      time.Time `json:"at"`
	State   string    `json:"state" enum:"open,merged,dropped"`
	Changes graph.Seq `json:"changes" doc:"As far as the reader may know of them"`
	Merged  bool      `json:"merged,omitempty"`
}

func (s *service) branches(ctx context.Context, _ none) ([]BranchItem, error) {
	v := web.ViewOf(ctx)
	list, err := s.Store.Branches(ctx, v.Where().Production)
	if err != nil {
		return nil, err
	}
	out := make([]BranchItem, 0, len(list))
	for _, b := range list {
		item, err := s.branchItem(ctx, v, b)
		if err != nil {
			return nil, err
		}
		out = append(out, item)
	}
	return out, nil
}

func (s *service) branchItem(ctx context.Context, v graph.View, b graph.Branch) (BranchItem, error) {
	item := BranchItem{ID: b.ID, Name: b.Name, Author: s.author(ctx, b.Author), At: b.Created, State: b.State, Merged: b.State == "merged"}
	there, err := s.Store.View(ctx, graph.Place{Production: v.Where().Production, Branch: b.ID}, v.Audience())
	if err != nil {
		return item, err
	}
	item.Changes = there.Seq()
	return item, nil
}

type makeBranchIn struct {
	ID   graph.ID `json:"id,omitzero" doc:"Made by the caller, or left out"`
	Name string   `json:"name" minLength:"1" maxLength:"120" doc:"What if: storm takes day 37"`
}

func (s *service) makeBranch(ctx context.Context, in makeBranchIn) (BranchItem, error) {
	if in.ID.IsZero() {
		in.ID = s.ids.NewID()
	}
	v := web.ViewOf(ctx)
	b, err := s.Store.CreateBranch(ctx, v.Where().Production, in.ID, in.Name, web.PersonOf(ctx).Account)
	if err != nil {
		return BranchItem{}, err
	}
	return s.branchItem(ctx, v, b)
}

type branchIn struct {
	Branch graph.ID `path:"branch"`
}

func (in branchIn) place(ctx context.Context) graph.Place {
	return graph.Place{Production: web.ViewOf(ctx).Where().Production, Branch: in.Branch}
}

func (s *service) dropBranch(ctx context.Context, in branchIn) (none, error) {
	return none{}, s.Store.DropBranch(ctx, in.place(ctx))
}

type mergeIn struct {
	Branch  graph.ID     `path:"branch"`
	Settled []Settlement `json:"settled,omitempty" doc:"One for each conflict that compare shows"`
}

// Settlement decides one conflict of a merge.
type Settlement struct {
	Record graph.ID `json:"record"`
	Field  string   `json:"field"`
	Take   string   `json:"take" enum:"main,branch,value"`
	Value  any      `json:"value,omitempty" doc:"For take value"`
}

func (s *service) merge(ctx context.Context, in mergeIn) (web.Landed, error) {
	settled, err := settlements(in.Settled)
	if err != nil {
		return web.Landed{}, err
	}
	at := branchIn{in.Branch}.place(ctx)
	if err := s.knowsWhole(ctx, at, settled); err != nil {
		return web.Landed{}, err
	}
	change, err := s.Store.Merge(ctx, at, settled, web.PersonOf(ctx).Account)
	if err != nil {
		return web.Landed{}, err
	}
	v, err := s.Store.View(ctx, graph.Main(at.Production), web.ViewOf(ctx).Audience())
	if err != nil {
		return web.Landed{}, err
	}
	told, _ := v.Told(change)
	return web.Landed{Seq: told.Seq, Change: change.ID}, nil
}

// knowsWhole refuses to merge disagreements that the caller may not know of: they
// could not decide them.
func (s *service) knowsWhole(ctx context.Context, at graph.Place, settled []graph.Settlement) error {
	plan, err := s.Store.PlanMerge(ctx, at, settled)
	if err != nil {
		return err
	}
	v := web.ViewOf(ctx)
	for _, c := range plan.Conflicts {
		if _, ok := v.Record(c.Record); ok {
			return fault.New(fault.Conflict, "%s %s was changed differently on the main line; settle it first", v.Label(c.Record), c.Field)
		}
	}
	if len(plan.Conflicts) > 0 {
		return fault.New(fault.Conflict, "somebody who knows more of this production has to merge this branch")
	}
	return nil
}
