package graph

import (
	"encoding/json"
	"slices"
	"strings"
	"sync/atomic"
)

// record is one record in a Snapshot; immutable.
type record struct {
	state
	value atomic.Pointer[any] // decoded fields, on first use
}

// state is the fold of a record's operations in the order of their stamps.
type state struct {
	id        ID
	kind      *KindInfo // nil for a kind this program does not know
	kindName  Kind
	fields    json.RawMessage // canonical; nil once erased
	created   bool            // its create has arrived; before that it is not shown
	deleted   bool
	erased    bool
	seal      *Seal
	last      stamp // of the latest operation
	born      Clock
	conflicts []Conflict
	refs      []ref // references to other records
}

// ref is one reference of a record, by the index of the field in its kind.
type ref struct {
	to    ID
	field uint16
	owner bool
}

// Conflict is a field that two people changed without knowing of each other and
// on which they really disagree. The later clock won; nothing is lost.
type Conflict struct {
	Record ID              `json:"record"`
	Kind   Kind            `json:"kind"`
	Field  string          `json:"field"` // "" when one deleted what the other edited
	Kept   json.RawMessage `json:"kept"`  // the value that stands
	Lost   json.RawMessage `json:"lost"`  // the value that does not
	Winner ID              `json:"winner"`
	Loser  ID              `json:"loser"`
}

// live reports whether the record exists for anybody.
func (r *state) live() bool { return r.created && !r.deleted && !r.erased }

// decoded gives the typed value, shared by all readers: it must not be changed.
func (r *record) decoded() any {
	if p := r.value.Load(); p != nil {
		return *p
	}
	v, _ := r.kind.decode(r.fields) // stored fields that do not fit read as far as they do
	r.value.Store(&v)
	return v
}

// indexRefs finds the references in the fields.
func (r *state) indexRefs() {
	r.refs = nil
	if r.kind == nil || len(r.fields) == 0 || !r.kind.hasRefs() {
		return
	}
	eachMember(r.fields, func(name, raw []byte) {
		if len(raw) != 38 || raw[0] != '"' {
			return
		}
		i, ok := r.kind.refIndex[string(name)]
		if !ok {
			return
		}
		if to, err := ParseID(string(raw[1:37])); err == nil && !to.IsZero() {
			r.refs = append(r.refs, ref{to, i, r.kind.Fields[i].Owner})
		}
	})
}

func (k *KindInfo) hasRefs() bool { return len(k.refIndex) > 0 }

// folder applies operations to a record in the order of their stamps.
type folder struct {
	reg *Registry
	rec state
	// writers of each field, to name the losing change of a conflict; nil on the
	// fast path, which then reports conflicts by asking for a full fold
	writers map[string]ID
}

// fold computes the state of a record from all its operations, in any order and
// with duplicates.
func fold(reg *Registry, id ID, kind Kind, ops []stamped) *record {
	ops = slices.Clone(ops)
	slices.SortFunc(ops, func(a, b stamped) int { return a.compare(b.stamp) })
	ops = slices.CompactFunc(ops, func(a, b stamped) bool { return a.stamp == b.stamp })
	f := folder{reg: reg, rec: state{id: id, kindName: kind, kind: reg.kinds[kind]}, writers: map[string]ID{}}
	for _, op := range ops {
		f.apply(op)
	}
	f.rec.indexRefs()
	return &record{state: f.rec}
}

// extend applies one operation on top of old when it is the latest of the record
// and disagrees with nothing; otherwise ok is false and the record must be folded
// from its whole history.
func extend(reg *Registry, old *record, op stamped) (_ *record, ok bool) {
	f := folder{reg: reg}
	if old == nil {
		f.rec = state{id: op.op.Record, kindName: op.op.Kind, kind: reg.kinds[op.op.Kind]}
	} else {
		if op.compare(old.last) <= 0 || len(old.conflicts) > 0 {
			return nil, false
		}
		f.rec = old.state
	}
	f.apply(op)
	if len(f.rec.conflicts) > 0 {
		return nil, false
	}
	f.rec.indexRefs()
	return &record{state: f.rec}, true
}

func (f *folder) apply(s stamped) {
	r, op := &f.rec, s.op
	if r.erased {
		return
	}
	switch op.Do {
	case Create:
		f.create(s)
	case Patch:
		f.patch(s)
	case Settle:
		f.settle(s)
	case Delete:
		if !op.Seen.IsZero() && op.Seen != r.last.change && r.last.change != s.change && !r.deleted {
			f.conflict("", jsonNull, r.fields, s.change, r.last.change)
		}
		r.deleted = true
	case Restore:
		r.deleted = false
	case SealDo:
		r.seal = op.Seal
	case Erase:
		*r = state{id: r.id, kind: r.kind, kindName: r.kindName, created: r.created, erased: true, seal: r.seal, born: r.born}
	}
	r.last = s.stamp
}

func (f *folder) create(s stamped) {
	r, op := &f.rec, s.op
	fields := canonical(f.upgrade(op.Version, op.Fields))
	if len(r.fields) > 0 { // patches by a clock behind the creator's came first
		fields = mergePatch(fields, r.fields)
	}
	r.fields, r.created, r.deleted, r.born = fields, true, false, s.clock
	if op.Seal != nil {
		r.seal = op.Seal
	}
	f.wrote(fields, s.change)
}

func (f *folder) patch(s stamped) {
	r := &f.rec
	patch := f.upgrade(s.op.Version, s.op.Fields)
	if r.deleted {
		f.conflict("", jsonNull, patch, r.last.change, s.change)
	}
	if len(s.op.Before) > 0 && r.created {
		before := f.upgrade(s.op.Version, s.op.Before)
		disagreements("", r.fields, before, patch, func(path string, current, want json.RawMessage) {
			f.conflict(path, want, current, s.change, f.writer(path))
		})
	}
	r.fields = mergePatch(r.fields, canonicalPatch(patch))
	f.wrote(patch, s.change)
}

func (f *folder) settle(s stamped) {
	r := &f.rec
	patch := f.upgrade(s.op.Version, s.op.Fields)
	o, _ := parseObject(patch)
	r.conflicts = slices.DeleteFunc(slices.Clone(r.conflicts), func(c Conflict) bool {
		top, _, _ := strings.Cut(c.Field, ".")
		_, decided := o.find(top)
		return decided || c.Field == "" && len(o) == 0
	})
	r.fields = mergePatch(r.fields, canonicalPatch(patch))
	f.wrote(patch, s.change)
}

func (f *folder) upgrade(version int, fields json.RawMessage) json.RawMessage {
	k := f.rec.kind
	if k == nil || k.Upgrade == nil || version == 0 || version >= k.Version {
		return fields
	}
	var m map[string]json.RawMessage
	if json.Unmarshal(fields, &m) != nil || k.Upgrade(version, m) != nil {
		return fields
	}
	out, err := json.Marshal(m)
	if err != nil {
		return fields
	}
	return out
}

func (f *folder) conflict(field string, kept, lost json.RawMessage, winner, loser ID) {
	r := &f.rec
	r.conflicts = slices.DeleteFunc(slices.Clone(r.conflicts), func(c Conflict) bool { return c.Field == field })
	r.conflicts = append(r.conflicts, Conflict{r.id, r.kindName, field, kept, lost, winner, loser})
}

// wrote remembers who wrote the leaves of patch.
func (f *folder) wrote(patch json.RawMessage, change ID) {
	if f.writers != nil {
		walkLeaves("", patch, func(path string) { f.writers[path] = change })
	}
}

// writer is the change that last wrote path, a part of it or what it is part of.
func (f *folder) writer(path string) ID {
	for p := path; p != ""; {
		if id, ok := f.writers[p]; ok {
			return id
		}
		cut := strings.LastIndexByte(p, '.')
		if cut < 0 {
			break
		}
		p = p[:cut]
	}
	return f.rec.last.change
}

func walkLeaves(path string, v json.RawMessage, fn func(string)) {
	if path != "" {
		fn(path)
	}
	if len(v) == 0 || v[0] != '{' {
		return
	}
	o, _ := parseObject(v)
	for _, m := range o {
		if path == "" {
			walkLeaves(m.name, m.raw, fn)
		} else {
			walkLeaves(path+"."+m.name, m.raw, fn)
		}
	}
}

// canonicalPatch is canonical for a merge patch, whose nulls mean "remove".
func canonicalPatch(patch json.RawMessage) json.RawMessage {
	o, err := parseObject(patch)
	if err != nil {
		return patch
	}
	for i, m := range o {
		if len(m.raw) > 0 && m.raw[0] == '{' {
			o[i].raw = canonicalPatch(m.raw)
		} else if !isNull(m.raw) {
			o[i].raw = canonical(m.raw)
		}
	}
	return o.bytes()
}
