package ontology

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"backlot/film/omc"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Export writes what the audience of the view may know as an OMC document, a flat
// list of entities in the order of kinds and ids.
func Export(v graph.View) (*omc.Document, error) {
	x := &exporter{view: v, origins: map[graph.ID]production.Origin{}, kinds: map[graph.ID]graph.Kind{}, types: map[graph.ID]string{}}
	if err := x.survey(); err != nil {
		return nil, err
	}
	for _, k := range v.Registry().All() {
		if k.Kind == "origin" {
			continue
		}
		for r := range v.Records(k.Kind) {
			if err := x.record(r); err != nil {
				return nil, fmt.Errorf("export %s %s: %w", r.Kind, r.ID, err)
			}
		}
	}
	x.strangers()
	if len(x.rest) > 0 {
		e := omc.New("Collection", omc.Identifier{Scope: Scope, Value: restType})
		e.Set("collectionType", restType)
		e["customData"] = x.rest
		x.out = append(x.out, e)
	}
	return &omc.Document{Form: omc.List, Entities: x.out}, nil
}

type exporter struct {
	view    graph.View
	out     []omc.Entity
	rest    []any
	kinds   map[graph.ID]graph.Kind
	types   map[graph.ID]string // entity type of an element
	origins map[graph.ID]production.Origin
	alone   []production.Origin
}

// survey learns what references will point at, and what records came from.
func (x *exporter) survey() error {
	for _, k := range x.view.Registry().All() {
		for r := range x.view.Records(k.Kind) {
			x.kinds[r.ID] = k.Kind
		}
	}
	for id, e := range graph.All[production.Element](x.view) {
		x.types[id] = elementMapping(e.Category).entity
	}
	for _, o := range graph.All[production.Origin](x.view) {
		if o.About.IsZero() {
			x.alone = append(x.alone, o)
		} else {
			x.origins[o.About.ID] = o
		}
	}
	return nil
}

func (x *exporter) record(r graph.Record) error {
	f, err := decodeFields(r.Fields)
	if err != nil {
		return err
	}
	m, ok := mappingOf(r.Kind, f)
	if !ok {
		x.rest = append(x.rest, map[string]any{"domain": Scope, "namespace": string(r.Kind), "value": map[string]any{"id": r.ID.String(), "fields": map[string]any(f)}})
		return nil
	}
	e, err := x.begin(m, r)
	if err != nil {
		return err
	}
	if m.dress != nil {
		m.dress(x, e, f)
	}
	left := maps.Clone(f)
	for _, p := range m.moved {
		if v, ok := f[p.field]; ok && v != "" {
			e.Set(p.path, v)
			delete(left, p.field)
		}
	}
	for _, p := range m.refs {
		if ref := x.ref(f.text(p.field)); ref != nil {
			e.Set(p.path, ref)
			delete(left, p.field)
		}
	}
	for _, p := range m.lists {
		if ref := x.ref(f.text(p.field)); ref != nil {
			e.Set(p.path, []any{ref})
			delete(left, p.field)
		}
	}
	addCustom(e, string(r.Kind), map[string]any(left))
	x.out = append(x.out, e)
	return nil
}

// begin makes the entity of a record: a new one, or the one it was imported as.
func (x *exporter) begin(m mapping, r graph.Record) (omc.Entity, error) {
	o, ok := x.origins[r.ID]
	if ok && o.EntityType != m.entity {
		x.alone = append(x.alone, o) // it stays what it was; ours stands beside it
	}
	if !ok || o.EntityType != m.entity {
		return omc.New(m.entity, identifier(r.Kind, r.ID)), nil
	}
	var e omc.Entity
	dec := json.NewDecoder(newReader(o.Data))
	dec.UseNumber()
	if err := dec.Decode(&e); err != nil {
		return nil, fmt.Errorf("its origin: %w", err)
	}
	ids, _ := e["identifier"].([]any)
	ids = slices.DeleteFunc(ids, func(x any) bool { m, _ := x.(map[string]any); return m["identifierScope"] == Scope })
	mine := omc.Ref(identifier(r.Kind, r.ID))["identifier"].([]any)
	e["identifier"] = append(ids, mine...)
	return e, nil
}

// addCustom puts our rest beside what others keep in customData.
func addCustom(e omc.Entity, namespace string, value any) {
	mine := map[string]any{"domain": Scope, "namespace": namespace, "value": value}
	switch old := e["customData"].(type) {
	case []any:
		kept := slices.DeleteFunc(slices.Clone(old), func(x any) bool { m, _ := x.(map[string]any); return m["domain"] == Scope })
		e["customData"] = append(kept, mine)
	case map[string]any:
		e["customData"] = []any{map[string]any{"domain": "", "value": old}, mine}
	default:
		e["customData"] = []any{mine}
	}
}

// ref makes a reference to a record of this export, or nil for none.
func (x *exporter) ref(text string) any {
	id, err := graph.ParseID(text)
	if err != nil || id.IsZero() || x.kinds[id] == "" {
		return nil
	}
	return omc.Ref(identifier(x.kinds[id], id))
}

// strangers gives back entities for which there is no record.
func (x *exporter) strangers() {
	for _, o := range x.alone {
		var e omc.Entity
		dec := json.NewDecoder(newReader(o.Data))
		dec.UseNumber()
		if dec.Decode(&e) == nil {
			x.out = append(x.out, e)
		}
	}
}

func dressTitle(_ *exporter, e omc.Entity, f fields) {
	e.Set("creativeWorkType", map[bool]string{true: "series", false: "creativeWork"}[f.text("format") == "series" || f.text("format") == "limited_series"])
	category := map[string]string{"feature": "movie", "animation": "movie", "documentary": "movie", "series": "tv", "limited_series": "tv", "short": "short"}[f.text("format")]
	e.Set("creativeWorkCategory", category)
	if lang := f.text("language"); lang != "" {
		e["originalLanguage"] = []any{lang}
	}
}

func dressScene(_ *exporter, e omc.Entity, f fields) {
	var slug []any
	for _, part := range []struct{ title, field string }{{"INT/EXT", "int_ext"}, {"location", "set_name"}, {"time", "time_of_day"}} {
		if s := f.text(part.field); s != "" {
			slug = append(slug, map[string]any{"title": part.title, "text": s})
		}
	}
	if slug != nil {
		e["slugline"] = slug
	}
	e.Set("sceneName.altName", f.text("set_name"))
}

// dressUse puts the element where the Context lists it by type.
func dressUse(x *exporter, e omc.Entity, f fields) {
	e.Set("contextType", "use")
	ref := x.ref(f.text("element"))
	id, _ := graph.ParseID(f.text("element"))
	if ref == nil {
		return
	}
	switch t := x.types[id]; t {
	case "Infrastructure":
		e.Set("uses.Infrastructure", []any{ref})
	case "Participant":
		e.Set("contributor.Participant", []any{ref})
	case "":
	default:
		e.Set("features."+t, []any{ref})
	}
}

func dressState(x *exporter, e omc.Entity, f fields) {
	e.Set("contextType", "state")
	id, _ := graph.ParseID(f.text("element"))
	switch t := x.types[id]; t {
	case "Character", "NarrativeAudio", "NarrativeLocation", "NarrativeObject", "NarrativeStyling", "NarrativeWardrobe":
		e.Set("subject."+t, []any{x.ref(f.text("element"))})
	}
}

func dressRealisation(_ *exporter, e omc.Entity, f fields) {
	e.Set("depictionType", "depiction")
	switch f.text("method") {
	case "actor", "double", "voice", "animal":
		e.Set("depictionType", "portrayal")
	}
}

func dressTake(_ *exporter, e omc.Entity, f fields) {
	if n, ok := f["number"].(json.Number); ok {
		e.Set("name", "Take "+n.String())
	}
}
