package graph

import (
	"bytes"
	"cmp"
	"encoding/json"
	"iter"
	"reflect"
	"slices"
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
		if !v.aud.All && slices.ContainsFunc(rec.refs, func(r ref) bool { return v.hidesRef(rec.kind.Fields[r.field].Ref, r.to) }) {
			return blanked(v, *rec.decoded().(*T), rec.kind), true
		}
		return *rec.decoded().(*T), true
	case aliased:
		return aliasOf[T](v, rec)
	}
	return zero, false
}

func aliasOf[T Noun](v View, rec *record) (_ T, ok bool) {
	var val T
	if json.Unmarshal(rec.seal.Alias, &val) != nil {
		var zero T
		return zero, false
	}
	return blanked(v, val, rec.kind), true
}

// blanked is a noun without the references to records that the audience does not
// see. It takes a copy, so that reading the many that have none costs nothing.
func blanked[T Noun](v View, noun T, k *KindInfo) T {
	val := reflect.ValueOf(&noun).Elem()
	for _, i := range k.refs {
		f := &k.Fields[i]
		field := val.FieldByIndex(f.index).Field(0)
		if to, _ := field.Addr().Interface().(*ID); !to.IsZero() && v.hidesRef(f.Ref, *to) {
			*to = ID{}
		}
	}
	return noun
}

// hidesRef is hides for a reference to a known kind, which is mostly answered
// without looking at the record.
func (v View) hidesRef(kind Kind, to ID) bool {
	if info := v.s.reg.kinds[kind]; info != nil && (info.Read == "" || v.aud.Has(info.Read)) && !v.s.special(to) {
		return v.studio != nil && v.studio.special(to) && v.hides(to)
	}
	return v.hides(to)
}

// special reports whether anything about a record can hide it, but for its kind.
func (s *Snapshot) special(id ID) bool {
	if s.shade.Len() > 0 {
		if _, ok := s.shade.Get(shadow{id: id}); ok {
			return true
		}
	}
	if s.gone.Len() == 0 {
		return false
	}
	_, ok := s.gone.Get(id)
	return ok
}

// hides reports whether there is, or was, a record that the audience does not see:
// a reference to it is blank, so that a secret cannot be told from what was deleted.
func (v View) hides(id ID) bool {
	s, rec := v.s, v.s.get(id)
	if rec == nil && v.studio != nil {
		s, rec = v.studio, v.studio.get(id)
	}
	return rec != nil && !v.aud.All && s.sight(v.aud, rec) == absent
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
		if v.hides(to) {
			return
		}
		code, index := info.edge(i), info.Fields[i].index
		v.s.edges.Ascend(edge{to: to, field: code}, func(e edge) bool {
			if e.to != to || e.field != code {
				return false
			}
			val, ok := valueOf[T](v, e.rec)
			if ok && e.rec.seal != nil { // the reference may be of the record or of its alias
				ok = reflect.ValueOf(val).FieldByIndex(index).Field(0).Interface().(ID) == to
			}
			return !ok || yield(e.from, val)
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
	Readers     []string        `json:"readers,omitempty"`    // whom it is kept to, only for them; see Seal
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
	val := any(nil)
	if seen == plain {
		val = rec.decoded()
	}
	out := Record{ID: rec.id, Kind: rec.kindName, Fields: rec.fields, Born: rec.born}
	if seen == aliased {
		out.Fields = rec.seal.Alias
		val, _ = rec.kind.decode(rec.seal.Alias)
	} else if rec.seal != nil {
		out.Compartment, out.Readers = rec.seal.Compartment, rec.seal.Readers
	}
	if !v.aud.All {
		out.Fields = v.blankJSON(rec.kind, out.Fields)
	}
	out.Label = rec.kind.label(val)
	return out, true
}

func (v View) blankJSON(k *KindInfo, fields json.RawMessage) json.RawMessage {
	var hidden []string
	for _, ref := range k.refsIn(fields) {
		if f := &k.Fields[ref.field]; v.hidesRef(f.Ref, ref.to) {
			hidden = append(hidden, f.Name)
		}
	}
	if len(hidden) == 0 {
		return fields
	}
	o, err := parseObject(fields)
	if err != nil {
		return nil
	}
	for _, name := range hidden {
		o = o.remove(name)
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
	if v.hides(id) {
		return nil
	}
	var out []Record
	seen := map[ID]bool{}
	v.s.edges.Ascend(edge{to: id}, func(e edge) bool {
		if e.to != id {
			return false
		}
		raw := e.rec
		rec, ok := v.untyped(raw)
		if ok && raw.seal != nil {
			ok = slices.ContainsFunc(raw.kind.refsIn(rec.Fields), func(r ref) bool { return r.to == id })
		}
		if ok && !seen[rec.ID] {
			seen[rec.ID] = true
			out = append(out, rec)
		}
		return true
	})
	slices.SortFunc(out, func(a, b Record) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), bytes.Compare(a.ID[:], b.ID[:]))
	})
	return out
}

// Conflicts lists what two people changed without knowing of each other, where a
// person has yet to say which is right, by record and field. References to what
// the audience may not know are blank; where that leaves nothing to decide, there
// is no conflict for them.
func (v View) Conflicts() []Conflict {
	var out []Conflict
	v.s.disputed.Scan(func(id ID) bool {
		rec := v.s.get(id)
		if v.s.formerSight(v.aud, rec) != plain {
			return true
		}
		start := len(out)
		for _, c := range rec.conflicts {
			if !v.aud.All && c.Field == "" {
				c.Kept, c.Lost = v.blankJSON(rec.kind, c.Kept), v.blankJSON(rec.kind, c.Lost)
			} else if !v.aud.All {
				c.Kept, c.Lost = v.blankRef(c.Kept), v.blankRef(c.Lost)
			}
			same := func(o Conflict) bool { return o.Field == c.Field && sameJSON(o.Lost, c.Lost) }
			if !sameJSON(c.Kept, c.Lost) && !slices.ContainsFunc(out[start:], same) {
				out = append(out, c)
			}
		}
		return true
	})
	return out
}
