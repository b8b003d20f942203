package graph

import (
	"encoding/json"
	"fmt"
	"slices"

	"backlot/internal/core/fault"
)

// Edit collects operations against a view until they become one change. It reads
// its own writes. Errors are kept and come out of Change.
type Edit struct {
	view  View
	ids   IDs
	cause string
	ops   []Op
	now   map[ID]json.RawMessage // fields as this edit leaves them
	err   error
}

// Edit begins an edit; cause is a sentence a person can read, such as
// "Move scene 12 to day 4".
func (v View) Edit(ids IDs, cause string) *Edit {
	return &Edit{view: v, ids: ids, cause: cause, now: map[ID]json.RawMessage{}}
}

// Add makes a new record and gives its id.
func Add[T Noun](e *Edit, value T) ID {
	id := e.ids.NewID()
	AddAs(e, id, value)
	return id
}

// AddAs makes a new record with an id chosen by the caller, such as one that an
// import derives from the file so that importing twice changes nothing.
func AddAs[T Noun](e *Edit, id ID, value T) {
	fields, err := json.Marshal(value)
	if err != nil {
		e.fail(fault.New(fault.Invalid, "%s: %w", value.Kind(), err))
		return
	}
	e.AddFields(value.Kind(), id, fields)
}

// AddFields is AddAs for fields that are JSON already.
func (e *Edit) AddFields(kind Kind, id ID, fields json.RawMessage) {
	info, err := e.view.s.reg.Info(kind)
	if err != nil {
		e.fail(err)
		return
	}
	fields = canonical(fields)
	if err := info.Check(fields); err != nil {
		e.fail(err)
		return
	}
	e.now[id] = fields
	e.ops = append(e.ops, Op{Record: id, Kind: kind, Do: Create, Version: info.Version, Fields: fields})
}

// Update changes a record through its type: fn edits a copy, the differences
// become a merge patch. Nothing is written when fn changes nothing.
func Update[T Noun](e *Edit, id ID, fn func(*T)) {
	current, ok := e.current(id)
	if !ok {
		var zero T
		e.fail(fault.New(fault.NotFound, "%s %s does not exist", zero.Kind(), id))
		return
	}
	var value T
	if err := json.Unmarshal(current, &value); err != nil {
		e.fail(fmt.Errorf("read %s: %w", id, err))
		return
	}
	typed, err := json.Marshal(value) // what the type does not know stays as it is
	if err != nil {
		e.fail(err)
		return
	}
	fn(&value)
	after, err := json.Marshal(value)
	if err != nil {
		e.fail(err)
		return
	}
	patch, _, err := diffPatch(canonical(typed), canonical(after))
	if err != nil || patch == nil {
		e.fail(err)
		return
	}
	e.Patch(value.Kind(), id, patch)
}

// Patch applies a merge patch (RFC 7396) to a record. For a reader who sees only
// an alias, the alias is what changes.
func (e *Edit) Patch(kind Kind, id ID, patch json.RawMessage) {
	e.PatchSeen(kind, id, patch, nil)
}

// PatchSeen is Patch by someone who looked at an older state: seen gives the
// fields as they were then, so that a disagreement shows as a conflict. A nil
// seen means the view's state.
func (e *Edit) PatchSeen(kind Kind, id ID, patch, seen json.RawMessage) {
	current, ok := e.current(id)
	if !ok {
		e.fail(fault.New(fault.NotFound, "%s %s does not exist", kind, id))
		return
	}
	info, err := e.view.s.reg.Info(kind)
	if err != nil {
		e.fail(err)
		return
	}
	patch = canonicalPatch(patch)
	after := canonical(mergePatch(current, patch))
	if err := info.Check(after); err != nil {
		e.fail(err)
		return
	}
	e.now[id] = after
	if rec := e.view.s.get(id); rec != nil && e.view.s.sight(e.view.aud, rec) == aliased {
		e.realias(rec, Seal{Alias: after})
		return
	}
	if seen == nil {
		seen = current
	}
	e.ops = append(e.ops, Op{Record: id, Kind: kind, Do: Patch, Version: info.Version, Fields: patch, Before: beforeOf(canonical(seen), patch)})
}

// realias changes what the uncleared see of a sealed record.
func (e *Edit) realias(rec *record, seal Seal) {
	before := rec.seal
	for _, op := range e.ops { // what this edit made of it so far
		if op.Record == rec.id && op.Do == SealDo {
			before = op.Seal
		}
	}
	seal.Compartment, seal.Readers = rec.seal.Compartment, rec.seal.Readers
	e.ops = append(e.ops, Op{Record: rec.id, Kind: rec.kindName, Do: SealDo, Seal: &seal, BeforeSeal: before})
}

// Delete removes a record; what it owns disappears with it and comes back with it.
// For a reader who sees only an alias, the alias is what goes.
func (e *Edit) Delete(id ID) {
	rec := e.view.s.get(id)
	switch e.view.s.sight(e.view.aud, rec) {
	case absent:
		if e.creating(id) < 0 {
			e.fail(fault.New(fault.NotFound, "record %s does not exist", id))
			return
		}
		e.ops = append(e.ops, Op{Record: id, Kind: e.ops[e.creating(id)].Kind, Do: Delete})
	case aliased:
		e.realias(rec, Seal{Alias: rec.seal.Alias, Cut: true})
	case plain:
		e.ops = append(e.ops, Op{Record: id, Kind: rec.kindName, Do: Delete, Seen: rec.last.change})
	}
	delete(e.now, id)
}

// Restore brings a deleted record back as it was.
func (e *Edit) Restore(id ID) {
	rec := e.view.s.get(id)
	seen := e.view.s.formerSight(e.view.aud, rec)
	if seen == aliased && rec.live() && rec.seal.Cut {
		e.realias(rec, Seal{Alias: rec.seal.Alias})
		return
	}
	if seen == absent || !rec.deleted || rec.erased {
		e.fail(fault.New(fault.NotFound, "no deleted record %s", id))
		return
	}
	e.ops = append(e.ops, Op{Record: id, Kind: rec.kindName, Do: Restore})
}

// Seal puts a record into a compartment. alias is the whole record that people
// who are not cleared see in its place; nil makes it absent for them.
func (e *Edit) Seal(id, compartment ID, alias Noun) {
	op := Op{Record: id, Do: SealDo, Seal: &Seal{Compartment: compartment}}
	if alias != nil {
		fields, err := json.Marshal(alias)
		if err != nil {
			e.fail(err)
			return
		}
		op.Seal.Alias = canonical(fields)
	}
	e.reseal(op)
}

// KeepTo lets only readers know a record; see Seal for what names them. No reader
// at all is an Invalid error: nobody could ever read it.
func (e *Edit) KeepTo(id ID, readers ...string) {
	readers = slices.Compact(slices.Sorted(slices.Values(readers)))
	if len(readers) == 0 {
		e.fail(fault.New(fault.Invalid, "keep %s to nobody: want at least one reader", id))
		return
	}
	e.reseal(Op{Record: id, Do: SealDo, Seal: &Seal{Readers: readers}})
}

// Reveal takes a record out of its compartment, or from its readers: from now on it
// is known to all.
func (e *Edit) Reveal(id ID) { e.reseal(Op{Record: id, Do: SealDo}) }

func (e *Edit) reseal(op Op) {
	if i := e.creating(op.Record); i >= 0 { // sealed from birth: one operation, nothing to see in between
		e.ops[i].Seal = op.Seal
		return
	}
	rec := e.view.s.get(op.Record)
	if rec == nil || e.view.s.sight(e.view.aud, rec) != plain {
		e.fail(fault.New(fault.NotFound, "record %s does not exist", op.Record))
		return
	}
	op.Kind, op.BeforeSeal = rec.kindName, rec.seal
	e.ops = append(e.ops, op)
}

func (e *Edit) creating(id ID) int {
	for i, op := range e.ops {
		if op.Record == id && op.Do == Create {
			return i
		}
	}
	return -1
}

// Settle decides a conflict: the fields get these values and the conflicts on
// them are closed. An empty object closes a conflict of deletion against edit.
func (e *Edit) Settle(id ID, fields json.RawMessage) {
	rec := e.view.s.get(id)
	if rec == nil || len(rec.conflicts) == 0 || e.view.s.formerSight(e.view.aud, rec) != plain {
		e.fail(fault.New(fault.NotFound, "record %s has no conflict", id))
		return
	}
	e.ops = append(e.ops, Op{Record: id, Kind: rec.kindName, Do: Settle, Version: rec.kind.Version, Fields: canonicalPatch(fields), Seen: rec.last.change})
}

// Fail makes the edit end in err, unless it failed before.
func (e *Edit) Fail(err error) { e.fail(err) }

func (e *Edit) fail(err error) {
	if e.err == nil && err != nil {
		e.err = err
	}
}

// Made reports whether this edit makes or changes the record.
func (e *Edit) Made(id ID) bool {
	_, ok := e.now[id]
	return ok
}

// Len is the number of operations so far.
func (e *Edit) Len() int { return len(e.ops) }

func (e *Edit) current(id ID) (json.RawMessage, bool) {
	if now, ok := e.now[id]; ok {
		return now, true
	}
	// the raw fields: references that the reader may not know must survive the edit
	rec := e.view.s.get(id)
	switch e.view.s.sight(e.view.aud, rec) {
	case plain:
		return rec.fields, true
	case aliased:
		return rec.seal.Alias, true
	}
	return nil, false
}

// Change closes the edit. Author, device and clock are set when it lands. An edit
// that changes nothing is an Invalid error.
func (e *Edit) Change() (Change, error) {
	if e.err != nil {
		return Change{}, e.err
	}
	if len(e.ops) == 0 {
		return Change{}, fault.New(fault.Invalid, "%s: nothing would change", e.cause)
	}
	w := e.view.s.where
	return Change{ID: e.ids.NewID(), Production: w.Production, Branch: w.Branch, Cause: e.cause, Ops: e.ops}, nil
}
