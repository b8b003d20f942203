package house

import (
	"context"
	"maps"

	"backlot/internal/core/api"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/core/production"
	"backlot/internal/core/slice"
)

// desk does for slices what needs more than a view: the house fills in its house
// once it is open.
type desk struct{ h *House }

// Common is the production as all of several accounts may know it: with the rights
// of the first, and the clearances that every one of them has.
func (d desk) Common(ctx context.Context, at graph.Place, saw func(sealed, compartment graph.ID), accounts ...graph.ID) (graph.View, error) {
	var common graph.Audience
	for i, account := range accounts {
		a, err := d.audience(ctx, account, at.Production)
		if err != nil && (i == 0 || !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Signin)) {
			return graph.View{}, err
		}
		if i == 0 {
			common = graph.Audience{Account: a.Account, Rights: a.Rights, Clear: map[graph.ID]bool{}, Saw: saw}
			for c := range a.Clear {
				common.Clear[c] = true
			}
			continue
		}
		for c := range common.Clear {
			if err != nil || !a.Clear[c] {
				delete(common.Clear, c)
			}
		}
	}
	v, err := d.h.Store.View(ctx, at, common)
	if err != nil {
		return v, err
	}
	studio, err := d.h.Store.Snapshot(ctx, graph.Main(StudioProduction))
	if err != nil {
		return v, err
	}
	return v.WithStudio(studio), nil
}

// audience is what an account may know; nobody's has no clearance.
func (d desk) audience(ctx context.Context, account, production graph.ID) (graph.Audience, error) {
	if account.IsZero() {
		return graph.Audience{}, nil
	}
	return d.h.Access.AudienceFor(ctx, account, production)
}

// Priced is the production as an account may know it, and with deals whatever its rights: a plan
// that does not know what waiting costs is a bad one. What a person is told must not come of it.
func (d desk) Priced(ctx context.Context, at graph.Place, account graph.ID) (graph.View, error) {
	v, err := d.Common(ctx, at, nil, account)
	if err != nil {
		return v, err
	}
	a := v.Audience()
	rights := maps.Clone(a.Rights)
	if rights == nil {
		rights = map[string]bool{}
	}
	rights[production.RightDeals], rights[production.RightMoney] = true, true // money holds the rates of exchange
	a.Rights = rights
	return d.seen(ctx, at, a)
}

// Whole is the production as the program knows it: what is read there must not reach a person unless
// the slice has asked their own view first.
func (d desk) Whole(ctx context.Context, at graph.Place) (graph.View, error) {
	return d.seen(ctx, at, graph.System)
}

// NameOf is the name of an account, or "".
func (d desk) NameOf(ctx context.Context, account graph.ID) string {
	return api.Names(d.h.Access).Of(ctx, account)
}

// Beside is a branch of the production of a view, or with no branch its main line, for the reader
// of the view. What is sealed on the main line is sealed there too.
func (d desk) Beside(ctx context.Context, v graph.View, branch graph.ID) (graph.View, error) {
	return d.seen(ctx, graph.Place{Production: v.Where().Production, Branch: branch}, v.Audience())
}

func (d desk) seen(ctx context.Context, at graph.Place, a graph.Audience) (graph.View, error) {
	there, err := d.h.Store.Snapshot(ctx, at)
	if err != nil {
		return graph.View{}, err
	}
	if !at.Branch.IsZero() {
		main, err := d.h.Store.Snapshot(ctx, graph.Main(at.Production))
		if err != nil {
			return graph.View{}, err
		}
		there = there.SealedAs(main)
	}
	studio, err := d.h.Store.Snapshot(ctx, graph.Main(StudioProduction))
	if err != nil {
		return graph.View{}, err
	}
	return there.View(a).WithStudio(studio), nil
}

// Begin begins a branch of the main line as it is now, once for each id.
func (d desk) Begin(ctx context.Context, at graph.Place, name string, by graph.ID) error {
	_, err := d.h.Store.CreateBranch(ctx, at.Production, at.Branch, name, by)
	if !fault.Is(err, fault.Conflict) {
		return err
	}
	_, err = d.h.Store.Branch(ctx, at) // ours, from before
	return err
}

// Ask asks for a job and gives its id.
func (d desk) Ask(ctx context.Context, r jobs.Request) (graph.ID, error) {
	return d.h.Jobs.Enqueue(ctx, r)
}

// Land puts a change into the production, once for each change id.
func (d desk) Land(ctx context.Context, c graph.Change, by graph.ID) error {
	_, err := d.h.Store.Land(ctx, c, by)
	return err
}

// jobTitles says what the jobs of slices are doing.
func jobTitles(list []slice.Slice) func(graph.View, jobs.Job) string {
	titles := map[string]string{}
	for _, s := range list {
		for _, j := range s.Jobs {
			titles[j.Kind] = j.Title
		}
	}
	return func(_ graph.View, j jobs.Job) string {
		if t := titles[j.Kind]; t != "" {
			return t
		}
		return j.Kind
	}
}
