package graph

import (
	"encoding/json"
	"fmt"
	"strings"

	"backlot/internal/core/fault"
)

// Revert makes the change that undoes c: undo is a change like any other. Fields
// that somebody has changed since are a Conflict error naming them, unless force
// is set, which takes them back as well. Only what the view's audience may know is
// undone; when that is nothing, c is NotFound.
func Revert(v View, ids IDs, c Change, force bool) (Change, error) {
	if _, ok := v.Told(c); !ok {
		return Change{}, fault.New(fault.NotFound, "no change %s", c.ID)
	}
	u := undo{Edit: v.Edit(ids, "Undo: "+shortCause(c.Cause)), c: &c}
	for i := len(c.Ops) - 1; i >= 0; i-- {
		op := &c.Ops[i]
		if n, open := v.s.needOf(op); open || n.met(v.aud) {
			u.revert(op)
		}
	}
	if len(u.moved) > 0 && !force && u.err == nil {
		return Change{}, fault.New(fault.Conflict, "undo %q: changed since by somebody: %s; undo those first, or force", c.Cause, strings.Join(u.moved, ", "))
	}
	out, err := u.Change()
	out.Reverts = c.ID
	return out, err
}

// shortCause keeps the sentence of an undone undo from growing without end.
func shortCause(cause string) string {
	if len(cause) <= maxCause/2 {
		return cause
	}
	return strings.ToValidUTF8(cause[:maxCause/2], "") + "…"
}

// undo is the edit that takes c back, and what stands in its way.
type undo struct {
	*Edit
	c     *Change
	moved []string
}

func (u *undo) revert(op *Op) {
	s := u.view.s
	rec := s.get(op.Record)
	if rec.erased || op.Erased != "" || op.Do == Erase {
		u.fail(fault.New(fault.Invalid, "record %s was erased; that cannot be undone", op.Record))
		return
	}
	switch op.Do {
	case Create, Restore:
		u.takeBack(rec, op)
	case Delete:
		if rec.deleted {
			u.ops = append(u.ops, Op{Record: op.Record, Kind: op.Kind, Do: Restore})
		}
	case SealDo:
		u.unseal(rec, op)
	case Patch:
		u.unpatch(rec, op)
	case Settle:
		u.fail(fault.New(fault.Invalid, "a settled conflict is not undone; edit the field instead"))
	}
}

// takeBack deletes what c made or brought back.
func (u *undo) takeBack(rec *record, op *Op) {
	if !rec.live() {
		return
	}
	alias := u.view.s.sight(u.view.aud, rec) == aliased
	moved := rec.last.change != u.c.ID
	if alias {
		moved = op.Seal == nil || !sameJSON(op.Seal.Alias, rec.seal.Alias)
	}
	if op.Do == Create && (moved || u.usedSince(rec)) {
		u.moved = append(u.moved, u.name(rec))
	}
	if alias {
		u.realias(rec, Seal{Alias: rec.seal.Alias, Cut: true})
		return
	}
	u.ops = append(u.ops, Op{Record: op.Record, Kind: op.Kind, Do: Delete, Seen: rec.last.change})
}

// usedSince reports whether a record has come to own others that c did not make.
func (u *undo) usedSince(rec *record) bool {
	for _, child := range u.view.s.owned(rec.id) {
		made := false
		for i := range u.c.Ops {
			made = made || u.c.Ops[i].Record == child.id
		}
		if !made && u.view.s.sight(u.view.aud, child) != absent {
			return true
		}
	}
	return false
}

func (u *undo) unseal(rec *record, op *Op) {
	if u.view.s.formerSight(u.view.aud, rec) == plain {
		u.ops = append(u.ops, Op{Record: op.Record, Kind: op.Kind, Do: SealDo, Seal: op.BeforeSeal, BeforeSeal: rec.seal})
		return
	}
	// the uncleared take back what they did to the alias, and never lift the seal
	if op.Seal == nil || op.BeforeSeal == nil || !rec.seal.sameCircle(op.Seal) || !op.Seal.sameCircle(op.BeforeSeal) {
		u.fail(fault.New(fault.NotFound, "record %s does not exist", op.Record))
		return
	}
	if !sameJSON(rec.seal.Alias, op.Seal.Alias) || rec.seal.Cut != op.Seal.Cut {
		u.moved = append(u.moved, u.name(rec))
	}
	u.realias(rec, Seal{Alias: op.BeforeSeal.Alias, Cut: op.BeforeSeal.Cut})
}

func (u *undo) unpatch(rec *record, op *Op) {
	if !rec.live() {
		u.moved = append(u.moved, fmt.Sprintf("%s %s (deleted)", op.Kind, op.Record.short()))
		return
	}
	if len(op.Before) == 0 {
		u.fail(fault.New(fault.Invalid, "change %s does not say what was there before; edit the fields instead", u.c.ID))
		return
	}
	f := folder{reg: u.view.s.reg, rec: rec.state} // the change may be older than the form of the fields
	written, before := canonicalPatch(f.upgrade(op.Version, op.Fields)), canonicalPatch(f.upgrade(op.Version, op.Before))
	current := rec.fields
	if now, ok := u.now[op.Record]; ok {
		current = now
	}
	disagreements("", current, written, before, func(path string, _, _ json.RawMessage) {
		u.moved = append(u.moved, u.name(rec)+" "+path)
	})
	u.now[op.Record] = mergePatch(current, before)
	u.ops = append(u.ops, Op{Record: op.Record, Kind: op.Kind, Do: Patch, Version: rec.kind.Version, Fields: before, Before: beforeOf(current, before)})
}

func (u *undo) name(rec *record) string {
	if label := u.view.Label(rec.id); label != "" {
		return label
	}
	return string(rec.kindName)
}
