package house

import (
	"context"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
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
