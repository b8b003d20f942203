package graph

import (
	"encoding/json"
	"fmt"
	"strings"

	"backlot/internal/core/fault"
)

// Revert makes the change that undoes c: undo is a change like any other. Fields
// that somebody has changed since are a Conflict error naming them, unless force
// is set, which takes them back as well.
func Revert(v View, ids IDs, c Change, force bool) (Change, error) {
	e := v.Edit(ids, "Undo: "+c.Cause)
	var moved []string
	for i := len(c.Ops) - 1; i >= 0; i-- {
		moved = append(moved, e.revert(&c.Ops[i])...)
	}
	if len(moved) > 0 && !force {
		return Change{}, fault.New(fault.Conflict, "undo %q: changed since by somebody: %s; undo those first, or force", c.Cause, strings.Join(moved, ", "))
	}
	out, err := e.Change()
	out.Reverts = c.ID
	return out, err
}

func (e *Edit) revert(op *Op) (moved []string) {
	rec := e.view.s.get(op.Record)
	if rec == nil || op.Erased != "" || op.Do == Erase {
		e.fail(fault.New(fault.Invalid, "record %s was erased; that cannot be undone", op.Record))
		return nil
	}
	switch op.Do {
	case Create, Restore:
		if !rec.live() {
			return nil
		}
		e.ops = append(e.ops, Op{Record: op.Record, Kind: op.Kind, Do: Delete, Seen: rec.last.change})
		if op.Do == Create && rec.last.change != e.lastOf(op) {
			return []string{e.view.Label(op.Record)}
		}
	case Delete:
		e.ops = append(e.ops, Op{Record: op.Record, Kind: op.Kind, Do: Restore})
	case SealDo:
		e.ops = append(e.ops, Op{Record: op.Record, Kind: op.Kind, Do: SealDo, Seal: op.BeforeSeal, BeforeSeal: rec.seal})
	case Patch:
		return e.revertPatch(rec, op)
	case Settle:
		e.fail(fault.New(fault.Invalid, "a settled conflict is not undone; edit the field instead"))
	}
	return nil
}

// lastOf is the change a just created record should still stand at. A create is
// the only operation that wrote the record when its change is also its last.
func (e *Edit) lastOf(op *Op) ID {
	rec := e.view.s.get(op.Record)
	if rec.born == rec.last.clock {
		return rec.last.change
	}
	return ID{}
}

func (e *Edit) revertPatch(rec *record, op *Op) (moved []string) {
	if !rec.live() {
		return []string{fmt.Sprintf("%s %s (deleted)", op.Kind, op.Record.short())}
	}
	current := rec.fields
	if now, ok := e.now[op.Record]; ok {
		current = now
	}
	disagreements("", current, op.Fields, op.Before, func(path string, _, _ json.RawMessage) {
		moved = append(moved, e.view.Label(op.Record)+" "+path)
	})
	after := mergePatch(current, op.Before)
	e.now[op.Record] = after
	e.ops = append(e.ops, Op{Record: op.Record, Kind: op.Kind, Do: Patch, Version: op.Version, Fields: op.Before, Before: beforeOf(current, op.Before)})
	return moved
}
