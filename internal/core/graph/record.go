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
	aliasRefs []ref // references of the alias, for those who see it
}

// ref is one reference of a record, by the index of the field in its kind.
type ref struct {
	to    ID
	field uint16
	owner bool
	hides bool // as Field.Hides
}

// Conflict is a field that two people changed without knowing of each other and
// on which they really disagree. The later clock won; every value that lost is a
// conflict of its own until a person settles the field.
type Conflict struct {
	Record ID              `json:"record"`
	Kind   Kind            `json:"kind"`
	Field  string          `json:"field"` // path such as "length_eighths" or "extra.colour"; "" when one deleted what the other edited
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

// indexRefs finds the references in the fields and in the alias.
func (r *state) indexRefs() {
	r.refs, r.aliasRefs = r.kind.refsIn(r.fields), nil
	if r.seal != nil {
		r.aliasRefs = r.kind.refsIn(r.seal.Alias)
	}
}

func (k *KindInfo) refsIn(fields []byte) []ref {
	if k == nil || len(fields) == 0 || !k.hasRefs() {
		return nil
	}
	var out []ref
	eachMember(fields, func(name, raw []byte) {
		if len(raw) != 38 || raw[0] != '"' {
			return
		}
		i, ok := k.refIndex[string(name)]
		if !ok {
			return
		}
		var to ID
		if to.parse(raw[1:37]) && !to.IsZero() {
			out = append(out, ref{to, i, k.Fields[i].Owner, k.Fields[i].Hides})
		}
	})
	return out
}

func (k *KindInfo) hasRefs() bool { return len(k.refIndex) > 0 }

// folder applies operations to a record in the order of their stamps.
type folder struct {
	reg *Registry
	rec state
	// writers of each field and the last deleter, to name the losing and the winning
	// change of a new conflict; nil on the fast path, which knows only those of
	// conflicts that are open, and is unsure otherwise
	writers map[string]ID
	deleter ID
	unsure  bool
}

// fold computes the state of a record from all its operations, in any order and
// with duplicates.
func fold(reg *Registry, ops []stamped) *record {
	ops = slices.Clone(ops)
	slices.SortFunc(ops, func(a, b stamped) int { return a.compare(b.stamp) })
	ops = slices.CompactFunc(ops, func(a, b stamped) bool { return a.stamp == b.stamp })
	kind := ops[0].op.Kind
	if i := slices.IndexFunc(ops, func(s stamped) bool { return s.op.Do == Create }); i >= 0 {
		kind = ops[i].op.Kind
	}
	f := folder{reg: reg, rec: newState(reg, ops[0].op.Record, kind), writers: map[string]ID{}}
	for _, op := range ops {
		f.apply(op)
	}
	f.rec.indexRefs()
	return &record{state: f.rec}
}

func newState(reg *Registry, id ID, kind Kind) state {
	s := state{id: id, kindName: kind, kind: reg.kinds[kind]}
	if s.kind != nil {
		s.kindName = s.kind.Kind // one string for all records
	}
	return s
}

// extend applies one operation on top of old when it is the latest of the record
// and old says enough; otherwise ok is false and the record must be folded from
// its whole history.
func extend(reg *Registry, old *record, op stamped) (_ *record, ok bool) {
	f := folder{reg: reg}
	if old == nil {
		f.rec = newState(reg, op.op.Record, op.op.Kind)
	} else {
		if op.compare(old.last) <= 0 || old.kindName != op.op.Kind {
			return nil, false
		}
		f.rec = old.state
	}
	f.apply(op)
	if f.unsure {
		return nil, false
	}
	f.rec.indexRefs()
	return &record{state: f.rec}, true
}

func (f *folder) apply(s stamped) {
	r, op := &f.rec, s.op
	if op.Do == Erase || op.Erased != "" {
		r.erased = true
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
			f.conflict("", r.fields, s.change, r.last.change)
		}
		r.deleted, f.deleter = true, s.change
	case Restore:
		r.deleted = false
	case SealDo:
		r.seal = op.Seal.normal()
	}
	if r.erased { // whatever was or will be said about it
		r.fields, r.conflicts, r.deleted, r.seal = nil, nil, false, r.seal.bare()
	}
	r.last = s.stamp
	f.refresh(s)
}

// bare is the seal without the alias, which is content.
func (s *Seal) bare() *Seal {
	if s == nil {
		return nil
	}
	return &Seal{Compartment: s.Compartment, Readers: s.Readers}
}

func (f *folder) create(s stamped) {
	r, op := &f.rec, s.op
	fields := canonical(f.upgrade(op.Version, op.Fields))
	if len(r.fields) > 0 { // patches by a clock behind the creator's came first
		fields = mergePatch(fields, r.fields)
	}
	r.fields, r.created, r.deleted, r.born = fields, true, false, s.clock
	if op.Seal != nil {
		r.seal = op.Seal.normal()
	}
	f.wrote(fields, s.change)
}

func (f *folder) patch(s stamped) {
	r := &f.rec
	patch := canonicalPatch(f.upgrade(s.op.Version, s.op.Fields))
	if r.deleted {
		f.conflict("", patch, f.lastDeleter(), s.change)
	}
	if len(s.op.Before) > 0 && r.created {
		before := canonicalPatch(f.upgrade(s.op.Version, s.op.Before))
		disagreements("", r.fields, before, patch, func(path string, current, _ json.RawMessage) {
			f.conflict(path, current, s.change, f.writer(path))
		})
	}
	r.fields = mergePatch(r.fields, patch)
	f.wrote(patch, s.change)
}

func (f *folder) settle(s stamped) {
	r := &f.rec
	patch := canonicalPatch(f.upgrade(s.op.Version, s.op.Fields))
	o, _ := parseObject(patch)
	r.conflicts = slices.DeleteFunc(slices.Clone(r.conflicts), func(c Conflict) bool {
		top, _ := cutPath(c.Field)
		_, decided := o.find(top)
		return c.Field != "" && decided || c.Field == "" && len(o) == 0
	})
	r.fields = mergePatch(r.fields, patch)
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

// conflict notes a value that lost; refresh fills in what stands.
func (f *folder) conflict(field string, lost json.RawMessage, winner, loser ID) {
	r := &f.rec
	if lost == nil {
		lost = jsonNull
	}
	r.conflicts = append(slices.Clone(r.conflicts), Conflict{r.id, r.kindName, field, nil, lost, winner, loser})
}

// maxLosers bounds the values that are kept for a person to choose from, for one
// field; when there are more, the oldest are found in the log only.
const maxLosers = 16

// refresh says, after an operation, which value of each conflict stands now, and
// drops those on which nobody disagrees any more.
func (f *folder) refresh(s stamped) {
	r := &f.rec
	if len(r.conflicts) == 0 {
		return
	}
	var open []Conflict
	count := map[string]int{}
	for _, c := range slices.Backward(r.conflicts) {
		c.Kept = jsonNull
		if c.Field == "" && !r.deleted {
			continue // it was brought back, with the edit
		}
		if s.op.Do == Delete && c.Field == "" {
			c.Winner = s.change
		}
		if c.Field != "" {
			if now := valueAt(r.fields, c.Field); now != nil {
				c.Kept = now
			}
			if touches(s.op.Fields, c.Field) {
				c.Winner = s.change
			}
		}
		same := func(o Conflict) bool { return o.Field == c.Field && sameJSON(o.Lost, c.Lost) }
		if count[c.Field] < maxLosers && !sameJSON(c.Kept, c.Lost) && !slices.ContainsFunc(open, same) {
			count[c.Field]++
			open = append(open, c)
		}
	}
	slices.Reverse(open)
	r.conflicts = open
}

// touches reports whether a patch writes what is at a path, a part of it, or what
// it is part of.
func touches(patch json.RawMessage, path string) bool {
	for path != "" {
		if len(patch) == 0 || patch[0] != '{' {
			return len(patch) > 0
		}
		o, err := parseObject(patch)
		if err != nil {
			return false
		}
		var name string
		name, path = cutPath(path)
		patch = o.get(name)
	}
	return len(patch) > 0
}

// lastDeleter is the change that deleted the record.
func (f *folder) lastDeleter() ID {
	if f.writers == nil {
		return f.known("")
	}
	return f.deleter
}

// known is the winner of an open conflict, who wrote the field last.
func (f *folder) known(field string) ID {
	i := slices.IndexFunc(f.rec.conflicts, func(c Conflict) bool { return c.Field == field })
	if i < 0 {
		f.unsure = true
		return ID{}
	}
	return f.rec.conflicts[i].Winner
}

// wrote remembers who wrote the leaves of patch.
func (f *folder) wrote(patch json.RawMessage, change ID) {
	if f.writers != nil {
		walkLeaves("", patch, func(path string) { f.writers[path] = change })
	}
}

// writer is the change that last wrote path, a part of it or what it is part of.
func (f *folder) writer(path string) ID {
	if f.writers == nil {
		return f.known(path)
	}
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
		walkLeaves(join(path, m.name), m.raw, fn)
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
