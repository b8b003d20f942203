package api

import (
	"context"
	"encoding/json"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// KindItem is a kind of record as a form needs it.
type KindItem struct {
	Kind    graph.Kind             `json:"kind"`
	Title   string                 `json:"title"`
	Plural  string                 `json:"plural"`
	Doc     string                 `json:"doc,omitempty"`
	Concept string                 `json:"concept,omitempty"`
	OMC     string                 `json:"omc,omitempty" doc:"Term of the MovieLabs ontology"`
	Read    string                 `json:"read,omitempty" doc:"Right to know its records; left out: everybody in the production"`
	Edit    string                 `json:"edit,omitempty" doc:"Right to write them"`
	Fields  []production.FormField `json:"fields"`
	Schema  json.RawMessage        `json:"schema,omitempty" doc:"JSON Schema of the stored record"`
}

func kindItem(info *graph.KindInfo) KindItem {
	return KindItem{Kind: info.Kind, Title: info.Title, Plural: info.Plural, Doc: production.KindDoc(info.Kind), Concept: info.Concept, OMC: info.OMC,
		Read: info.Read, Edit: info.Edit, Fields: production.Form(info)}
}

func (s *service) kinds(context.Context, none) ([]KindItem, error) {
	out := []KindItem{}
	for _, info := range s.Store.Registry().All() {
		out = append(out, kindItem(info))
	}
	return out, nil
}

type kindIn struct {
	Kind graph.Kind `path:"kind"`
}

func (s *service) kind(_ context.Context, in kindIn) (KindItem, error) {
	info, err := s.Store.Registry().Info(in.Kind)
	if err != nil {
		return KindItem{}, fault.Mark(fault.NotFound, err)
	}
	item := kindItem(info)
	item.Schema, err = schemaOf(info.Type)
	return item, err
}

// schemaOf is the JSON Schema (2020-12) of a stored record, whole in itself.
func schemaOf(t reflect.Type) (json.RawMessage, error) {
	defs := huma.NewMapRegistry("#/$defs/", huma.DefaultSchemaNamer)
	raw, err := json.Marshal(defs.Schema(t, false, t.Name()))
	if err != nil {
		return nil, err
	}
	var members map[string]any
	if err := json.Unmarshal(raw, &members); err != nil {
		return nil, err
	}
	members["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	rest := defs.Map()
	delete(rest, t.Name())
	if len(rest) > 0 {
		members["$defs"] = rest
	}
	return json.Marshal(members)
}
