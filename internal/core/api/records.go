package api

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/web"
)

func (s *service) mountRecords(m *web.Mux) {
	const base = "/api/productions/{production}/records"
	web.Query(m, "GET /api/productions/{production}/records", web.Member, s.list, web.Summary("Records of a kind, filtered and sorted"))
	web.Query(m, "GET "+base+"/{id}", web.Member, s.record, web.Summary("A record with what refers to it and its history"))
	web.Command(m, "POST "+base, web.Member, s.create, web.Summary("Make a record; needs the kind's edit right"))
	web.Command(m, "PATCH "+base+"/{id}", web.Member, s.patch, web.Summary("Change fields of a record (RFC 7396)"))
	web.Command(m, "DELETE "+base+"/{id}", web.Member, s.remove, web.Summary("Delete a record"))
	web.Command(m, "POST "+base+"/{id}/restore", web.Member, s.restore, web.Summary("Bring a deleted record back"))
	web.Action(m, "POST "+base+"/{id}/erase", "records.erase", s.erase, web.Summary("Erase a record's content for good, everywhere"))
	web.Action(m, "GET /api/kinds", web.SignedIn, s.kinds, web.Summary("The kinds of record, with their fields for forms"))
	web.Action(m, "GET /api/kinds/{kind}", web.SignedIn, s.kind, web.Summary("One kind, with its JSON Schema"))
}

func may(v graph.View, right string) bool {
	aud := v.Audience()
	return aud.Has(right)
}

// allow refuses who may not write records of a kind.
func allow(v graph.View, info *graph.KindInfo) error {
	if !may(v, info.Edit) {
		return fault.New(fault.Denied, "changing %s needs the right %q, which your roles in this production do not give", strings.ToLower(info.Plural), info.Edit)
	}
	return nil
}

// byHand refuses fields that are proof: commands write them, nobody types them.
func byHand(info *graph.KindInfo, fields json.RawMessage) error {
	if info.Kept != "" {
		return fault.New(fault.Denied, "%s are not written by hand; want %s", strings.ToLower(info.Plural), info.Kept)
	}
	if f := keptIn(info, fields); f != nil {
		return fault.At(f.Name, "%s of a %s is not written by hand; want %s", f.Name, strings.ToLower(info.Title), f.Kept)
	}
	return nil
}

// keptIn is the first field among those of a patch that only commands write, or nil.
func keptIn(info *graph.KindInfo, fields json.RawMessage) *graph.Field {
	var members map[string]json.RawMessage
	if json.Unmarshal(fields, &members) != nil {
		return nil // said elsewhere
	}
	for i := range info.Fields {
		if f := &info.Fields[i]; f.Kept != "" && members[f.Name] != nil {
			return f
		}
	}
	return nil
}

// editable is a record of this place that the caller may write.
func editable(v graph.View, id graph.ID) (graph.Record, *graph.KindInfo, error) {
	rec, ok := v.Record(id)
	if !ok {
		return rec, nil, fault.New(fault.NotFound, "no record %s", id)
	}
	info, err := v.Registry().Info(rec.Kind)
	if err != nil {
		return rec, nil, err
	}
	return rec, info, allow(v, info)
}

type listIn struct {
	Kind   graph.Kind `query:"kind" required:"true"`
	Where  []string   `query:"where" doc:"Conditions such as status=cast, eighths>8, name~anna, number!=12"`
	Sort   string     `query:"sort" doc:"Field, with - in front for downwards; left out: in the order they were made"`
	Offset int        `query:"offset" minimum:"0"`
	Limit  int        `query:"limit" minimum:"1" maximum:"5000" doc:"100 when left out"`
}

// RecordPage is one page of a list.
type RecordPage struct {
	Records []graph.Record `json:"records"`
	Total   int            `json:"total" doc:"On all pages"`
}

func (s *service) list(_ context.Context, v graph.View, in listIn) (RecordPage, error) {
	info, err := v.Registry().Info(in.Kind)
	if err != nil {
		return RecordPage{}, fault.At("query.kind", "%w", err)
	}
	q, err := newQuery(info, in.Where, in.Sort)
	if err != nil {
		return RecordPage{}, err
	}
	all := q.run(v.Records(in.Kind))
	from := min(in.Offset, len(all))
	to := min(from+cmp.Or(in.Limit, 100), len(all))
	return RecordPage{Records: all[from:to], Total: len(all)}, nil
}

type recordIn struct {
	ID graph.ID `path:"id" kind:"*"`
}

// RecordDetail is a record with its surroundings.
type RecordDetail struct {
	graph.Record
	KindTitle string         `json:"kind_title"`
	Page      string         `json:"page,omitempty" doc:"Page of the app that shows it"`
	At        time.Time      `json:"at" doc:"When it was made"`
	Refers    []RefItem      `json:"refers" doc:"Records it refers to"`
	Referrers []graph.Record `json:"referrers" doc:"Records that refer to it, at most 500"`
	History   []ChangeItem   `json:"history" doc:"Its latest changes, newest first"`
	MayEdit   bool           `json:"may_edit,omitempty"`
}

// RefItem is one reference of a record.
type RefItem struct {
	Field string     `json:"field"`
	ID    graph.ID   `json:"id"`
	Kind  graph.Kind `json:"kind"`
	Label string     `json:"label"`
}

const (
	referrersShown = 500
	historyShown   = 50
)

func (s *service) record(ctx context.Context, v graph.View, in recordIn) (RecordDetail, error) {
	rec, ok := v.Record(in.ID)
	if !ok {
		return RecordDetail{}, fault.New(fault.NotFound, "no record %s", in.ID)
	}
	info, err := v.Registry().Info(rec.Kind)
	if err != nil {
		return RecordDetail{}, err
	}
	changes, err := s.Store.ChangesOf(ctx, v.Where(), in.ID, historyShown)
	if err != nil {
		return RecordDetail{}, err
	}
	out := RecordDetail{Record: rec, KindTitle: info.Title, At: rec.Born.Time(), Refers: refsOf(v, info, rec), MayEdit: may(v, info.Edit),
		Referrers: []graph.Record{}, History: s.told(ctx, v, changes)}
	if s.Page != nil {
		out.Page = s.Page(v, rec)
	}
	all := v.Referrers(in.ID)
	out.Referrers = append(out.Referrers, all[:min(len(all), referrersShown)]...)
	return out, nil
}

func refsOf(v graph.View, info *graph.KindInfo, rec graph.Record) []RefItem {
	out := []RefItem{}
	var fields map[string]json.RawMessage
	if json.Unmarshal(rec.Fields, &fields) != nil {
		return out
	}
	for _, f := range info.Fields {
		var to graph.ID
		if f.Ref == "" || fields[f.Name] == nil || json.Unmarshal(fields[f.Name], &to) != nil {
			continue
		}
		if target, ok := v.Record(to); ok {
			out = append(out, RefItem{f.Name, to, target.Kind, target.Label})
		}
	}
	return out
}

type createIn struct {
	Kind        graph.Kind      `json:"kind"`
	ID          graph.ID        `json:"id,omitzero" doc:"Made by the caller, or left out"`
	Fields      json.RawMessage `json:"fields"`
	Compartment graph.ID        `json:"compartment,omitzero" doc:"Sealed from birth in this compartment"`
}

func (s *service) create(_ context.Context, v graph.View, in createIn) (graph.Change, error) {
	info, err := v.Registry().Info(in.Kind)
	if err != nil {
		return graph.Change{}, fault.At("kind", "%w", err)
	}
	if err := allow(v, info); err != nil {
		return graph.Change{}, err
	}
	if err := info.Check(in.Fields); err != nil {
		return graph.Change{}, inFields(err)
	}
	if err := byHand(info, in.Fields); err != nil {
		return graph.Change{}, inFields(err)
	}
	if in.ID.IsZero() {
		in.ID = s.ids.NewID()
	}
	e := v.Edit(s.ids, "Add "+info.LabelOf(in.Fields))
	e.AddFields(in.Kind, in.ID, in.Fields)
	if !in.Compartment.IsZero() {
		if !v.Audience().Clear[in.Compartment] {
			return graph.Change{}, fault.At("compartment", "no compartment %s, or you are not cleared for it", in.Compartment)
		}
		e.Seal(in.ID, in.Compartment, nil)
	}
	return e.Change()
}

type patchIn struct {
	ID     graph.ID        `path:"id" kind:"*"`
	Fields json.RawMessage `json:"fields" doc:"Merge patch: null takes a field away"`
}

func (s *service) patch(_ context.Context, v graph.View, in patchIn) (graph.Change, error) {
	rec, info, err := editable(v, in.ID)
	if err != nil {
		return graph.Change{}, err
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(in.Fields, &members); err != nil {
		return graph.Change{}, fault.At("fields", "want an object of fields to change")
	}
	names := slices.Sorted(maps.Keys(members))
	for _, name := range names {
		if !slices.ContainsFunc(info.Fields, func(f graph.Field) bool { return f.Name == name }) {
			return graph.Change{}, fault.At("fields."+name, "a %s has no field %q", info.Kind, name)
		}
	}
	if err := byHand(info, in.Fields); err != nil {
		return graph.Change{}, inFields(err)
	}
	e := v.Edit(s.ids, fmt.Sprintf("Change %s: %s", rec.Label, strings.Join(names, ", ")))
	e.Patch(rec.Kind, rec.ID, in.Fields)
	change, err := e.Change()
	return change, inFields(err)
}

// inFields says that a refused field is one of the record's.
func inFields(err error) error {
	if field := web.FieldOf(err); field != "" {
		return fault.At("fields."+field, "%w", err)
	}
	return err
}

func (s *service) remove(_ context.Context, v graph.View, in recordIn) (graph.Change, error) {
	rec, info, err := editable(v, in.ID)
	if err != nil {
		return graph.Change{}, err
	}
	if err := byHand(info, nil); err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(s.ids, "Delete "+rec.Label)
	e.Delete(rec.ID)
	return e.Change()
}

// restore brings back what the caller deleted, or could have deleted.
func (s *service) restore(ctx context.Context, v graph.View, in recordIn) (graph.Change, error) {
	e := v.Edit(s.ids, "Restore a record")
	e.Restore(in.ID)
	change, err := e.Change()
	if err != nil {
		return change, err
	}
	info, err := v.Registry().Info(change.Ops[0].Kind)
	if err != nil {
		return change, err
	}
	return change, allow(v, info)
}

type eraseIn struct {
	ID     graph.ID `path:"id" kind:"*"`
	Reason string   `json:"reason" minLength:"1" maxLength:"500" doc:"Without the data itself: it stays in the history"`
}

// erase needs to know the record: what one may not know, one cannot point at.
func (s *service) erase(ctx context.Context, in eraseIn) (web.Landed, error) {
	v := web.ViewOf(ctx)
	if _, ok := v.Record(in.ID); !ok {
		return web.Landed{}, fault.New(fault.NotFound, "no record %s", in.ID)
	}
	change, err := s.Store.Erase(ctx, v.Where().Production, []graph.ID{in.ID}, "Erase: "+in.Reason, web.PersonOf(ctx).Account)
	return web.Landed{Seq: v.Seq() + 1, Change: change.ID}, err
}
