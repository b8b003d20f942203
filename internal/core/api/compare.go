package api

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"backlot/internal/core/graph"
	"backlot/internal/core/web"
)

// Comparison is how a branch differs from the main line, as the reader may know it.
type Comparison struct {
	Differences  []Difference      `json:"differences" doc:"What merging would change"`
	Conflicts    []MergeConflict   `json:"conflicts" doc:"Fields that the main line has changed differently since"`
	Consequences []web.Consequence `json:"consequences" doc:"Of merging, once there are no conflicts"`
}

// Difference is one record that merging would change.
type Difference struct {
	Record graph.ID     `json:"record"`
	Kind   graph.Kind   `json:"kind"`
	Label  string       `json:"label"`
	Do     graph.Do     `json:"do"`
	Fields []FieldSides `json:"fields"`
}

// FieldSides is a field on both sides.
type FieldSides struct {
	Field  string          `json:"field"`
	Main   json.RawMessage `json:"main"`
	Branch json.RawMessage `json:"branch"`
}

// MergeConflict is a field that both sides have changed.
type MergeConflict struct {
	Record graph.ID        `json:"record"`
	Kind   graph.Kind      `json:"kind"`
	Label  string          `json:"label"`
	Field  string          `json:"field"`
	Main   json.RawMessage `json:"main"`
	Branch json.RawMessage `json:"branch"`
}

func (s *service) compare(ctx context.Context, in branchIn) (Comparison, error) {
	at := in.place(ctx)
	plan, err := s.Store.PlanMerge(ctx, at, nil)
	if err != nil {
		return Comparison{}, err
	}
	mainSnap, err := s.Store.Snapshot(ctx, graph.Main(at.Production))
	if err != nil {
		return Comparison{}, err
	}
	branchSnap, err := s.Store.Snapshot(ctx, at)
	if err != nil {
		return Comparison{}, err
	}
	aud := web.ViewOf(ctx).Audience()
	main, branch := mainSnap.View(aud), branchSnap.SealedAs(mainSnap).View(aud)
	out := Comparison{Differences: differences(main, branch, plan.Ops), Conflicts: mergeConflicts(main, branch, plan.Conflicts), Consequences: []web.Consequence{}}
	if len(plan.Conflicts) == 0 && len(plan.Ops) > 0 {
		out.Consequences, err = s.ofMerging(mainSnap, main, plan.Ops)
	}
	return out, err
}

// differences compares the two sides as the reader sees them, so that what they
// may not know has no part in it.
func differences(main, branch graph.View, ops []graph.Op) []Difference {
	out := []Difference{}
	seen := map[graph.ID]bool{}
	for _, op := range ops {
		if seen[op.Record] {
			continue
		}
		seen[op.Record] = true
		was, inMain := main.Record(op.Record)
		now, inBranch := branch.Record(op.Record)
		d := Difference{Record: op.Record, Kind: op.Kind, Label: now.Label, Do: graph.Patch, Fields: fieldSides(was.Fields, now.Fields)}
		switch {
		case inBranch && !inMain:
			d.Do = graph.Create
		case inMain && !inBranch:
			d.Do, d.Label = graph.Delete, was.Label
		case !inMain || len(d.Fields) == 0:
			continue
		}
		out = append(out, d)
	}
	return out
}

func fieldSides(main, branch json.RawMessage) []FieldSides {
	var a, b map[string]json.RawMessage
	_ = json.Unmarshal(main, &a) // absent on one side: all its fields are
	_ = json.Unmarshal(branch, &b)
	names := slices.Sorted(maps.Keys(a))
	for name := range b {
		if _, ok := a[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	out := []FieldSides{}
	for _, name := range names {
		if string(a[name]) != string(b[name]) {
			out = append(out, FieldSides{name, orNull(a[name]), orNull(b[name])})
		}
	}
	return out
}

func orNull(raw json.RawMessage) json.RawMessage {
	if len(raw) == 0 {
		return json.RawMessage("null")
	}
	return raw
}

func mergeConflicts(main, branch graph.View, list []graph.Conflict) []MergeConflict {
	out := []MergeConflict{}
	for _, c := range list {
		label := main.Label(c.Record)
		if label == "" {
			label = branch.Label(c.Record)
		}
		if label == "" {
			continue
		}
		out = append(out, MergeConflict{c.Record, c.Kind, label, c.Field, orNull(c.Kept), orNull(c.Lost)})
	}
	return out
}

// ofMerging weighs a merge with all its operations, and tells what the reader may know.
func (s *service) ofMerging(snap *graph.Snapshot, main graph.View, ops []graph.Op) ([]web.Consequence, error) {
	change := graph.Change{ID: s.ids.NewID(), Production: main.Where().Production, Cause: "Merge", Ops: ops}
	after, err := snap.With(change, nil)
	if err != nil {
		return nil, err
	}
	list, err := graph.Consequences(s.Derivations, main, after.View(main.Audience()), change)
	return web.ConsequencesOf(list), err
}

func settlements(list []Settlement) ([]graph.Settlement, error) {
	out := make([]graph.Settlement, len(list))
	for i, one := range list {
		value, err := json.Marshal(one.Value)
		if err != nil {
			return nil, err
		}
		out[i] = graph.Settlement{Record: one.Record, Field: one.Field, Take: one.Take, Value: value}
	}
	return out, nil
}
