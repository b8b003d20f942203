package graph

import (
	"fmt"

	"backlot/internal/core/fault"
)

// validate refuses a change made here that would leave a record broken. Changes
// that come from other machines are not judged: they have happened.
func (s *Snapshot) validate(c *Change, studio *Snapshot) error {
	if err := c.check(s.reg); err != nil {
		return err
	}
	made := map[ID]bool{}
	for i := range c.Ops {
		op := &c.Ops[i]
		if err := s.validateOp(op, made, studio); err != nil {
			return fault.At(fmt.Sprintf("ops[%d]", i), "%w", err)
		}
		if op.Do == Create {
			made[op.Record] = true
		}
	}
	return nil
}

func (s *Snapshot) validateOp(op *Op, made map[ID]bool, studio *Snapshot) error {
	old := s.get(op.Record)
	exists := old != nil && old.created || made[op.Record]
	if op.Do == Create {
		if exists {
			return fault.New(fault.Conflict, "%s %s exists already", op.Kind, op.Record)
		}
		return s.validateFields(op, canonical(op.Fields), made, studio)
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
	if old.erased {
		return fault.New(fault.NotFound, "%s %s was erased", op.Kind, op.Record)
	}
	if op.Do == Patch || op.Do == Settle {
		return s.validateFields(op, mergePatch(old.fields, canonicalPatch(op.Fields)), made, studio)
	}
	return nil
}

func (s *Snapshot) validateFields(op *Op, after []byte, made map[ID]bool, studio *Snapshot) error {
	info := s.reg.kinds[op.Kind]
	if err := info.Check(after); err != nil {
		return err
	}
	written := state{kind: info, fields: canonicalPatch(op.Fields)}
	written.indexRefs()
	for _, r := range written.refs {
		f := info.Fields[r.field]
		target := s.get(r.to)
		if target == nil && studio != nil && !f.Owner {
			target = studio.get(r.to)
		}
		switch {
		case made[r.to] || r.to == op.Record:
		case target == nil || target.erased:
			return fmt.Errorf("%s.%s refers to %s, which does not exist", op.Kind, f.Name, r.to)
		case f.Ref != AnyKind && target.kindName != f.Ref:
			return fmt.Errorf("%s.%s refers to %s, which is a %s, not a %s", op.Kind, f.Name, r.to, target.kindName, f.Ref)
		}
	}
	return nil
}
