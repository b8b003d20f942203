package api

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// ConflictItem is a field on which two people disagree. Nothing is lost: the later
// value stands until somebody decides.
type ConflictItem struct {
	ID     string       `json:"id" doc:"Record and field"`
	Record graph.ID     `json:"record"`
	Kind   graph.Kind   `json:"kind"`
	Title  string       `json:"title" doc:"Of the record"`
	Field  string       `json:"field" doc:"Empty when one deleted what the other edited"`
	Kept   ConflictSide `json:"kept"`
	Lost   ConflictSide `json:"lost"`
}

// ConflictSide is one of the two values.
type ConflictSide struct {
	Value  json.RawMessage `json:"value"`
	Author Author          `json:"author"`
	At     time.Time       `json:"at,omitzero"`
	Change graph.ID        `json:"change,omitzero"`
}

func (s *service) conflicts(ctx context.Context, v graph.View, _ none) ([]ConflictItem, error) {
	out := []ConflictItem{}
	for _, c := range v.Conflicts() {
		item := ConflictItem{ID: c.Record.String() + ":" + c.Field, Record: c.Record, Kind: c.Kind, Title: v.Label(c.Record), Field: c.Field}
		item.Kept = s.side(ctx, v, c.Winner, c.Kept)
		item.Lost = s.side(ctx, v, c.Loser, c.Lost)
		out = append(out, item)
	}
	return out, nil
}

func (s *service) side(ctx context.Context, v graph.View, change graph.ID, value json.RawMessage) ConflictSide {
	side := ConflictSide{Value: value}
	if len(value) == 0 {
		side.Value = json.RawMessage("null")
	}
	if c, err := s.Store.ChangeByID(ctx, v.Where().Production, change); err == nil {
		side.Author, side.At, side.Change = s.author(ctx, c.Author), c.Clock.Time(), c.ID
	}
	return side
}

type settleIn struct {
	Record graph.ID        `json:"record"`
	Field  string          `json:"field"`
	Take   string          `json:"take" enum:"kept,lost,value"`
	Value  json.RawMessage `json:"value,omitempty" doc:"For take value"`
}

// settle closes one conflict: the value that stands, the one that does not, or a third.
func (s *service) settle(_ context.Context, v graph.View, in settleIn) (graph.Change, error) {
	c, ok := conflictOf(v, in.Record, in.Field)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "no conflict on %q of record %s; somebody may have settled it", in.Field, in.Record)
	}
	info, err := v.Registry().Info(c.Kind)
	if err != nil {
		return graph.Change{}, err
	}
	if err := allow(v, info); err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(s.ids, "Decide on "+strings.TrimSpace(v.Label(in.Record)+" "+in.Field))
	if in.Field == "" {
		if in.Take == "lost" && string(c.Kept) == "null" {
			e.Restore(in.Record)
		}
		e.Settle(in.Record, json.RawMessage("{}"))
		return e.Change()
	}
	root, _, _ := strings.Cut(in.Field, ".")
	for _, f := range info.Fields {
		if f.Name == root && f.Kept != "" && in.Take != "kept" {
			return graph.Change{}, fault.At("take", "%s of a %s is not chosen by hand: want kept, and %s", f.Name, strings.ToLower(info.Title), f.Kept)
		}
	}
	value := map[string]json.RawMessage{"kept": c.Kept, "lost": c.Lost, "value": in.Value}[in.Take]
	patch, err := nested(in.Field, value)
	if err != nil {
		return graph.Change{}, err
	}
	e.Settle(in.Record, patch)
	return e.Change()
}

func conflictOf(v graph.View, record graph.ID, field string) (graph.Conflict, bool) {
	for _, c := range v.Conflicts() {
		if c.Record == record && c.Field == field {
			return c, true
		}
	}
	return graph.Conflict{}, false
}

// nested is the merge patch that sets a dotted path.
func nested(path string, value json.RawMessage) (json.RawMessage, error) {
	if len(value) == 0 {
		value = json.RawMessage("null")
	}
	parts := strings.Split(path, ".")
	for i := len(parts) - 1; i >= 0; i-- {
		raw, err := json.Marshal(map[string]json.RawMessage{parts[i]: value})
		if err != nil {
			return nil, fault.At("value", "want JSON: %w", err)
		}
		value = raw
	}
	return value, nil
}
