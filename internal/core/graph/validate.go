package graph

import (
	"fmt"

	"backlot/internal/core/fault"
)

// validate refuses a change made here that would leave a record broken. Changes
// that come from other machines are not judged: they have happened.
func (s *Snapshot) validate(c *Change, studio *Snapshot) error {
	if err := c.check(); err != nil {
		return err
	}
	making := map[ID]Kind{} // by this change, wherever in it: its records may refer to each other
	for i := range c.Ops {
		if op := &c.Ops[i]; op.Do == Create {
			making[op.Record] = op.Kind
		}
	}
	made := map[ID]bool{} // so far
	for i := range c.Ops {
		op := &c.Ops[i]
		if err := s.validateOp(op, made, making, studio); err != nil {
			field := fmt.Sprintf("ops[%d]", i)
			if inner := fault.FieldOf(err); inner != "" {
				field += ".fields." + inner
			}
			return &fault.Error{Kind: max(fault.KindOf(err), fault.Invalid), Field: field, Err: err}
		}
		if op.Do == Create {
			made[op.Record] = true
		}
	}
	return nil
}

func (s *Snapshot) validateOp(op *Op, made map[ID]bool, making map[ID]Kind, studio *Snapshot) error {
	if _, err := s.reg.Info(op.Kind); err != nil {
		return err
	}
	if op.Seal != nil && len(op.Seal.Alias) > 0 {
		if err := s.reg.kinds[op.Kind].Check(op.Seal.Alias); err != nil {
			return fmt.Errorf("alias: %w", err)
		}
	}
	old := s.get(op.Record)
	if op.Do == Erase && old == nil { // it may be known to a branch only
		return nil
	}
	exists := old != nil && old.created || made[op.Record]
	if op.Do == Create {
		if exists {
			return fault.New(fault.Conflict, "%s %s exists already", op.Kind, op.Record)
		}
		return s.validateFields(op, canonical(op.Fields), making, studio)
	}
	if !exists {
		return fault.New(fault.NotFound, "%s %s does not exist", op.Kind, op.Record)
	}
	if old == nil {
		return nil
	}
	if old.kindName != op.Kind {
		return fmt.Errorf("record %s is a %s, not a %s", op.Record, old.kindName, op.Kind)
	}
	if old.erased && op.Do != Erase {
		return fault.New(fault.NotFound, "%s %s was erased", op.Kind, op.Record)
	}
	if op.Do == Patch || op.Do == Settle {
		return s.validateFields(op, mergePatch(old.fields, canonicalPatch(op.Fields)), making, studio)
	}
	return nil
}

func (s *Snapshot) validateFields(op *Op, after []byte, making map[ID]Kind, studio *Snapshot) error {
	info := s.reg.kinds[op.Kind]
	if err := info.Check(after); err != nil {
		return err
	}
	for _, r := range info.refsIn(canonicalPatch(op.Fields)) {
		f := info.Fields[r.field]
		target := s.get(r.to)
		if target == nil && studio != nil && !f.Owner {
			target = studio.get(r.to)
		}
		kind, ok := making[r.to]
		switch {
		case ok || r.to == op.Record && !f.Owner:
		case target == nil || target.erased:
			return fault.At(f.Name, "%s.%s refers to %s, which does not exist", op.Kind, f.Name, r.to)
		default:
			kind = target.kindName
		}
		if r.to == op.Record {
			kind = op.Kind
		}
		if f.Ref != AnyKind && kind != f.Ref {
			return fault.At(f.Name, "%s.%s refers to %s, which is a %s, not a %s", op.Kind, f.Name, r.to, kind, f.Ref)
		}
	}
	return nil
}
