package graph

import (
	"encoding/json"
	"iter"
	"reflect"
)

// View is a snapshot as one audience may know it, and the only way to read. It is
// lazy: opening one costs nothing, hiding happens on access. Values it hands out
// are shared by all readers; treat maps and slices in them as read-only.
type View struct {
	s      *Snapshot
	aud    *Audience
	studio *Snapshot
}

// View opens the snapshot for an audience.
func (s *Snapshot) View(a Audience) View { return View{s: s, aud: &a} }

// WithStudio lets lookups by id fall through to the studio's graph, which
// productions share: people, companies, stock, places, rule packs.
func (v View) WithStudio(studio *Snapshot) View {
	v.studio = studio
	return v
}

// Studio is the studio's graph for the same audience; ok is false without one.
func (v View) Studio() (_ View, ok bool) {
	return View{s: v.studio, aud: v.aud}, v.studio != nil
}

// Audience is who the view is for.
func (v View) Audience() Audience { return *v.aud }

// Registry is the kinds of the view.
func (v View) Registry() *Registry { return v.s.reg }

// Where is the production and branch of the view.
func (v View) Where() Place { return v.s.where }

// Seq is the number of the last change this audience may know of, counted among
// those it may know of.
func (v View) Seq() Seq { return v.s.visibleSeq(v.aud, v.s.seq) }

func (s *Snapshot) visibleSeq(a *Audience, seq Seq) Seq {
	hidden := Seq(0)
	s.restricted.Scan(func(r restriction) bool {
		if r.seq > seq {
			return false
		}
		if !r.visible(a) {
			hidden++
		}
		return true
	})
	return seq - hidden
}

// Landed turns a number as counted for this audience into the store's: the last
// change that is not after it.
func (v View) Landed(visible Seq) Seq {
	hidden := Seq(0)
	v.s.restricted.Scan(func(r restriction) bool {
		if r.seq-hidden > visible {
			return false
		}
		if !r.visible(v.aud) {
			hidden++
		}
		return true
	})
	return min(visible+hidden, v.s.seq)
}

// Get reads a record of noun T; ok is false when it does not exist, is of another
// kind, or may not be known.
func Get[T Noun](v View, id ID) (_ T, ok bool) {
	var zero T
	rec := v.s.get(id)
	if rec == nil && v.studio != nil {
		rec, v = v.studio.get(id), View{s: v.studio, aud: v.aud}
	}
	if rec == nil || rec.kindName != zero.Kind() {
		return zero, false
	}
	return valueOf[T](v, rec)
}

func valueOf[T Noun](v View, rec *record) (_ T, ok bool) {
	var zero T
	switch v.s.sight(v.aud, rec) {
	case plain:
		val := *rec.decoded().(*T)
		if v.mayHide() {
			v.blank(rec.kind, reflect.ValueOf(&val).Elem())
		}
		return val, true
	case aliased:
		var val T
		if json.Unmarshal(rec.seal.Alias, &val) != nil {
			return zero, false
		}
		v.blank(rec.kind, reflect.ValueOf(&val).Elem())
		return val, true
	}
	return zero, false
}

// mayHide reports whether a reference in a known record can lead to a hidden one.
func (v View) mayHide() bool { return v.s.shade.Len() > 0 && !v.aud.All }

// blank removes references to records that the audience may not know.
func (v View) blank(k *KindInfo, val reflect.Value) {
	for _, f := range k.Fields {
		if f.Ref == "" {
			continue
		}
		field := val.FieldByIndex(f.index)
		to := field.Field(0).Interface().(ID)
		if !to.IsZero() && v.hides(to) {
			field.SetZero()
		}
	}
}

func (v View) hides(id ID) bool {
	rec := v.s.get(id)
	if rec == nil || !rec.live() {
		return false
	}
	return v.s.sight(v.aud, rec) == absent
}

// All goes through the records of noun T in the order of their ids, which is the
// order they were made in.
func All[T Noun](v View) iter.Seq2[ID, T] {
	var zero T
	return func(yield func(ID, T) bool) {
		info := v.s.reg.kinds[zero.Kind()]
		if info == nil {
			return
		}
		v.s.byKind.Ascend(kindEntry{code: info.code}, func(e kindEntry) bool {
			if e.code != info.code {
				return false
			}
			val, ok := valueOf[T](v, e.rec)
			return !ok || yield(e.id, val)
		})
	}
}

// Referring goes through the records of noun T whose field (by JSON name) refers
// to the record to, in the order of their ids. An unknown field is a programmer's
// mistake and panics.
func Referring[T Noun](v View, to ID, field string) iter.Seq2[ID, T] {
	var zero T
	return func(yield func(ID, T) bool) {
		info := v.s.reg.kinds[zero.Kind()]
		i, ok := info.refIndex[field]
		if !ok {
			panic("graph: " + string(zero.Kind()) + " has no reference " + field)
		}
		code := info.edge(i)
		v.s.edges.Ascend(edge{to: to, field: code}, func(e edge) bool {
			if e.to != to || e.field != code {
				return false
			}
			val, ok := valueOf[T](v, v.s.get(e.from))
			return !ok || v.hides(to) || yield(e.from, val)
		})
	}
}

// Record is a record without its type: for generic pages, search and export.
type Record struct {
	ID          ID              `json:"id"`
	Kind        Kind            `json:"kind"`
	Label       string          `json:"label"`
	Fields      json.RawMessage `json:"fields"`
	Born        Clock           `json:"born"`
	Compartment ID              `json:"compartment,omitzero"` // only for those cleared for it
}

// Record reads a record of any kind.
func (v View) Record(id ID) (Record, bool) {
	rec := v.s.get(id)
	if rec == nil && v.studio != nil {
		rec, v = v.studio.get(id), View{s: v.studio, aud: v.aud}
	}
	if rec == nil {
		return Record{}, false
	}
	return v.untyped(rec)
}

func (v View) untyped(rec *record) (Record, bool) {
	seen := v.s.sight(v.aud, rec)
	if seen == absent {
		return Record{}, false
	}
	val := rec.decoded()
	out := Record{ID: rec.id, Kind: rec.kindName, Fields: rec.fields, Born: rec.born}
	if seen == aliased {
		out.Fields = rec.seal.Alias
		val, _ = rec.kind.decode(rec.seal.Alias)
	} else if rec.seal != nil {
		out.Compartment = rec.seal.Compartment
	}
	if v.mayHide() {
		out.Fields = v.blankJSON(rec.kind, out.Fields)
	}
	out.Label = rec.kind.label(val)
	return out, true
}

func (v View) blankJSON(k *KindInfo, fields json.RawMessage) json.RawMessage {
	if !k.hasRefs() {
		return fields
	}
	o, err := parseObject(fields)
	if err != nil {
		return fields
	}
	changed := false
	for name := range k.refIndex {
		var to ID
		if raw := o.get(name); raw != nil && json.Unmarshal(raw, &to) == nil && v.hides(to) {
			o, changed = o.remove(name), true
		}
	}
	if !changed {
		return fields
	}
	return o.bytes()
}

// Records goes through all records of a kind without their type, by id.
func (v View) Records(kind Kind) iter.Seq[Record] {
	return func(yield func(Record) bool) {
		info := v.s.reg.kinds[kind]
		if info == nil {
			return
		}
		v.s.byKind.Ascend(kindEntry{code: info.code}, func(e kindEntry) bool {
			if e.code != info.code {
				return false
			}
			rec, ok := v.untyped(e.rec)
			return !ok || yield(rec)
		})
	}
}

// Label is the words people know a record by, or "" when it may not be known.
func (v View) Label(id ID) string {
	rec, _ := v.Record(id)
	return rec.Label
}

// Referrers lists the known records that refer to id, by kind and id.
func (v View) Referrers(id ID) []Record {
	var out []Record
	if v.hides(id) {
		return nil
	}
	v.s.edges.Ascend(edge{to: id}, func(e edge) bool {
		if e.to != id {
			return false
		}
		if rec, ok := v.untyped(v.s.get(e.from)); ok {
			out = append(out, rec)
		}
		return true
	})
	return out
}

// Conflicts lists what two people changed without knowing of each other, where a
// person has yet to say which is right.
func (v View) Conflicts() []Conflict {
	var out []Conflict
	v.s.disputed.Scan(func(id ID) bool {
		rec := v.s.get(id)
		if v.s.sight(v.aud, rec) == plain || rec.deleted && v.aud.All {
			out = append(out, rec.conflicts...)
		}
		return true
	})
	return out
}
