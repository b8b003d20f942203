package api

import (
	"context"
	"encoding/json"
	"reflect"
	"time"

	"backlot/internal/core/access"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/web"
)

func (s *service) mountCompartments(m *web.Mux) {
	const base = "/api/productions/{production}/"
	web.Action(m, "GET "+base+"compartments", web.Member, s.compartments, web.Summary("Compartments I am cleared for"))
	web.Action(m, "POST "+base+"compartments", "compartments.edit", s.makeCompartment, web.Summary("Make a compartment that only I am cleared for"))
	web.Action(m, "PUT "+base+"compartments/{compartment}", "compartments.edit", s.describeCompartment, web.Summary("Name a compartment and say why it is sealed"))
	web.Action(m, "PUT "+base+"compartments/{compartment}/people/{account}", "compartments.edit", s.clear, web.Summary("Let somebody know"))
	web.Action(m, "DELETE "+base+"compartments/{compartment}/people/{account}", web.Member, s.unclear, web.Summary("Take a clearance away, or give up my own"))
	web.Command(m, "POST "+base+"records/{id}/seal", "records.seal", s.seal, web.Strict(), web.Summary("Seal a record in a compartment"))
	web.Command(m, "POST "+base+"records/{id}/reveal", "records.seal", s.reveal, web.Strict(), web.Summary("Let everybody know a sealed record"))
}

// CompartmentItem is a secret that the reader is in on.
type CompartmentItem struct {
	ID     graph.ID      `json:"id"`
	Name   string        `json:"name"`
	Reason string        `json:"reason,omitempty" doc:"Why it is sealed, and until when"`
	At     time.Time     `json:"at"`
	People []ClearedItem `json:"people" doc:"Who knows"`
}

// ClearedItem is somebody who knows.
type ClearedItem struct {
	ID    graph.ID  `json:"id"`
	Name  string    `json:"name"`
	By    Author    `json:"by"`
	Since time.Time `json:"since"`
}

func (s *service) compartments(ctx context.Context, _ none) ([]CompartmentItem, error) {
	production, err := s.member(ctx)
	if err != nil {
		return nil, err
	}
	list, err := s.Access.Compartments(ctx, caller(ctx), production)
	out := []CompartmentItem{}
	for _, c := range list {
		out = append(out, s.compartmentItem(ctx, c))
	}
	return out, err
}

func (s *service) compartmentItem(ctx context.Context, c access.Compartment) CompartmentItem {
	item := CompartmentItem{ID: c.ID, Name: c.Name, Reason: c.Reason, At: c.Created, People: []ClearedItem{}}
	for _, p := range c.Cleared {
		item.People = append(item.People, ClearedItem{p.Account, p.Name, s.author(ctx, p.GrantedBy), p.Granted})
	}
	return item
}

type compartmentTextIn struct {
	Name   string `json:"name" minLength:"1" maxLength:"120" doc:"Among those who know"`
	Reason string `json:"reason,omitempty" maxLength:"2000"`
}

// Made is the id of what a route made.
type Made struct {
	ID graph.ID `json:"id"`
}

func (s *service) makeCompartment(ctx context.Context, in compartmentTextIn) (Made, error) {
	production, err := s.member(ctx)
	if err != nil {
		return Made{}, err
	}
	id, err := s.Access.MakeCompartment(ctx, caller(ctx), production, in.Name, in.Reason)
	return Made{id}, err
}

type describeIn struct {
	Compartment graph.ID `path:"compartment"`
	compartmentTextIn
}

func (s *service) describeCompartment(ctx context.Context, in describeIn) (none, error) {
	return none{}, s.Access.DescribeCompartment(ctx, caller(ctx), in.Compartment, in.Name, in.Reason)
}

type clearIn struct {
	Compartment graph.ID `path:"compartment"`
	Account     graph.ID `path:"account"`
}

func (s *service) clear(ctx context.Context, in clearIn) (none, error) {
	return none{}, s.Access.Clear(ctx, caller(ctx), in.Compartment, in.Account)
}

func (s *service) unclear(ctx context.Context, in clearIn) (none, error) {
	return none{}, s.Access.Unclear(ctx, caller(ctx), in.Compartment, in.Account)
}

type sealIn struct {
	ID          graph.ID        `path:"id" kind:"*"`
	Compartment graph.ID        `json:"compartment"`
	Alias       json.RawMessage `json:"alias,omitempty" doc:"The whole record that others see in its place; left out: they see none"`
}

// seal hides a record. The change's cause says nothing: people who knew the record
// are told that it is gone.
func (s *service) seal(_ context.Context, v graph.View, in sealIn) (graph.Change, error) {
	rec, info, err := editable(v, in.ID)
	if err != nil {
		return graph.Change{}, err
	}
	if !v.Audience().Clear[in.Compartment] {
		return graph.Change{}, fault.At("compartment", "no compartment %s, or you are not cleared for it", in.Compartment)
	}
	var alias graph.Noun
	if len(in.Alias) > 0 && string(in.Alias) != "null" {
		if alias, err = nounOf(info, in.Alias); err != nil {
			return graph.Change{}, err
		}
	}
	e := v.Edit(s.ids, "Seal a record")
	e.Seal(rec.ID, in.Compartment, alias)
	return e.Change()
}

// nounOf decodes fields as a record of a kind.
func nounOf(info *graph.KindInfo, fields json.RawMessage) (graph.Noun, error) {
	if err := info.Check(fields); err != nil {
		return nil, err
	}
	value := reflect.New(info.Type)
	if err := json.Unmarshal(fields, value.Interface()); err != nil {
		return nil, fault.At("alias", "%w", err)
	}
	noun, ok := value.Elem().Interface().(graph.Noun)
	if !ok {
		return nil, fault.At("alias", "a %s cannot be written", info.Kind)
	}
	return noun, nil
}

func (s *service) reveal(_ context.Context, v graph.View, in recordIn) (graph.Change, error) {
	rec, _, err := editable(v, in.ID)
	if err != nil {
		return graph.Change{}, err
	}
	if rec.Compartment.IsZero() {
		return graph.Change{}, fault.New(fault.Conflict, "%s is not sealed", rec.Label)
	}
	e := v.Edit(s.ids, "Reveal "+rec.Label)
	e.Reveal(rec.ID)
	return e.Change()
}
