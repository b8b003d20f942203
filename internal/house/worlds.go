package house

import (
	"context"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Begun is the main line as it was when a branch began, for the reader of a view. What has been sealed
// since is sealed there too.
func (d desk) Begun(ctx context.Context, v graph.View, branch graph.ID) (graph.View, error) {
	at := v.Where()
	b, err := d.h.Store.Branch(ctx, graph.Place{Production: at.Production, Branch: branch})
	if err != nil {
		return graph.View{}, err
	}
	main, err := d.h.Store.Snapshot(ctx, graph.Main(at.Production))
	if err != nil {
		return graph.View{}, err
	}
	then, err := d.h.Store.At(ctx, graph.Main(at.Production), b.Base)
	if err != nil {
		return graph.View{}, err
	}
	return d.withStudio(ctx, then.SealedAs(main).View(v.Audience()))
}

func (d desk) withStudio(ctx context.Context, v graph.View) (graph.View, error) {
	studio, err := d.h.Store.Snapshot(ctx, graph.Main(StudioProduction))
	if err != nil {
		return graph.View{}, err
	}
	return v.WithStudio(studio), nil
}

// Weigh is the main line as it would be with a branch brought home now, for the reader of a view, and
// what that brings about. What the main line has changed otherwise since is a Conflict error.
func (d desk) Weigh(ctx context.Context, v graph.View, branch graph.ID) (graph.View, []graph.Consequence, error) {
	plan, err := d.planned(ctx, v, branch)
	if err != nil {
		return graph.View{}, nil, err
	}
	main, err := d.h.Store.Snapshot(ctx, graph.Main(v.Where().Production))
	if err != nil {
		return graph.View{}, nil, err
	}
	before, err := d.withStudio(ctx, main.View(v.Audience()))
	if err != nil || len(plan.Ops) == 0 {
		return before, nil, err
	}
	studio, err := d.h.Store.Snapshot(ctx, graph.Main(StudioProduction))
	if err != nil {
		return graph.View{}, nil, err
	}
	change := graph.Change{ID: graph.RandomIDs{}.NewID(), Production: v.Where().Production, Cause: "Merge", Ops: plan.Ops}
	with, err := main.With(change, studio)
	if err != nil {
		return graph.View{}, nil, err
	}
	after := with.View(v.Audience()).WithStudio(studio)
	found, err := graph.Consequences(Derivations(d.h.Slices), before, after, change)
	return after, found, err
}

// planned is what bringing a branch home would do; disagreements with the main line are a Conflict
// error that names the first one the reader may know.
func (d desk) planned(ctx context.Context, v graph.View, branch graph.ID) (graph.MergePlan, error) {
	at := graph.Place{Production: v.Where().Production, Branch: branch}
	b, err := d.h.Store.Branch(ctx, at)
	if err != nil {
		return graph.MergePlan{}, err
	}
	if b.State != "open" {
		return graph.MergePlan{}, fault.New(fault.Conflict, "this branch is %s already", b.State)
	}
	plan, err := d.h.Store.PlanMerge(ctx, at, nil)
	if err != nil || len(plan.Conflicts) == 0 {
		return plan, err
	}
	for _, c := range plan.Conflicts {
		if label := v.Label(c.Record); label != "" {
			return plan, fault.New(fault.Conflict, "%s was changed otherwise on the main line since", label)
		}
	}
	return plan, fault.New(fault.Conflict, "the main line was changed otherwise since")
}

// Merge brings a branch home as one change, by the reader of a view.
func (d desk) Merge(ctx context.Context, v graph.View, branch graph.ID) (graph.Change, error) {
	if _, err := d.planned(ctx, v, branch); err != nil {
		return graph.Change{}, err
	}
	return d.h.Store.Merge(ctx, graph.Place{Production: v.Where().Production, Branch: branch}, nil, v.Audience().Account)
}

// Drop closes a branch without bringing it home.
func (d desk) Drop(ctx context.Context, at graph.Place) error { return d.h.Store.DropBranch(ctx, at) }
