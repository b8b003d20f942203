package graph

import (
	"encoding/json"
)

// Told is a change as one audience may know it: its operations on records they
// know, without values.
type Told struct {
	ID      ID       `json:"id"`
	Seq     Seq      `json:"seq"` // counted for this audience
	Author  ID       `json:"author,omitzero"`
	Clock   Clock    `json:"clock"`
	Cause   string   `json:"cause"`
	Reverts ID       `json:"reverts,omitzero"`
	Merges  ID       `json:"merges,omitzero"`
	Ops     []ToldOp `json:"ops"`
}

// ToldOp is one operation of a told change.
type ToldOp struct {
	Record ID       `json:"record"`
	Kind   Kind     `json:"kind"`
	Label  string   `json:"label"` // as the record is known now; "" when it is gone
	Do     Do       `json:"do"`
	Fields []string `json:"fields,omitempty"` // names of the fields written
}

// withheld stands for a sentence that may speak of what the reader may not know.
const withheld = "Changes"

// Told is a change of this place as the audience may know it; ok is false when
// they may not know of it at all. A change that also touched what they may not
// know tells only its known part, and not its cause.
func (v View) Told(c Change) (_ Told, ok bool) {
	if r, restricted := v.s.restricted.Get(restriction{seq: c.Seq}); restricted && !r.visible(v.aud) {
		return Told{}, false
	}
	out := Told{ID: c.ID, Seq: v.s.visibleSeq(v.aud, c.Seq), Author: c.Author, Clock: c.Clock, Cause: c.Cause, Reverts: c.Reverts, Merges: c.Merges}
	for i := range c.Ops {
		op := &c.Ops[i]
		if n, open := v.s.needOf(op); !open && !n.met(v.aud) {
			if c.Author.IsZero() || c.Author != v.aud.Account { // everybody knows what they said themselves
				out.Cause = withheld
			}
			if hides(op) && v.knewBefore(op) {
				out.Ops = append(out.Ops, ToldOp{Record: op.Record, Kind: op.Kind, Do: Delete}) // as far as they know, it is gone
			}
			continue
		}
		out.Ops = append(out.Ops, v.toldOp(op))
	}
	return out, true
}

func (v View) knewBefore(op *Op) bool {
	n, open := v.s.needBefore(op)
	return open || n.met(v.aud)
}

func (v View) toldOp(op *Op) ToldOp {
	told := ToldOp{Record: op.Record, Kind: op.Kind, Label: v.Label(op.Record), Do: op.Do}
	switch {
	case op.Do == Patch:
		told.Fields = v.written(op.Kind, op.Before, op.Fields)
	case op.Do == SealDo && !(v.aud.cleared(op.Seal) && v.aud.cleared(op.BeforeSeal)):
		// for the uncleared, the alias is the record
		switch before, after := op.BeforeSeal, op.Seal; {
		case before != nil && before.Cut && !(after != nil && after.Cut):
			told.Do = Restore
		case !before.shows():
			told.Do = Create
		case !after.shows() || after != nil && after.Cut:
			told.Do = Delete
		default:
			told.Do = Patch
			if op.Seal != nil && op.BeforeSeal != nil {
				patch, before, _ := diffPatch(op.BeforeSeal.Alias, op.Seal.Alias)
				told.Fields = v.written(op.Kind, before, patch)
			}
		}
	}
	return told
}

// written names the fields that a patch changed as the audience sees them.
func (v View) written(kind Kind, before, patch json.RawMessage) []string {
	info := v.s.reg.kinds[kind]
	o, err := parseObject(patch)
	if err != nil || info == nil {
		return nil
	}
	was, _ := parseObject(before)
	var out []string
	for _, m := range o {
		old, now := was.get(m.name), m.raw
		if _, isRef := info.refIndex[m.name]; isRef {
			old, now = v.blankRef(old), v.blankRef(now)
		}
		if len(before) == 0 || !sameJSON(old, now) {
			out = append(out, m.name)
		}
	}
	return out
}

// blankRef is a reference as the audience sees it.
func (v View) blankRef(raw json.RawMessage) json.RawMessage {
	var to ID
	if len(raw) == 38 && to.parse(raw[1:37]) && v.hides(to) {
		return jsonNull
	}
	return raw
}
