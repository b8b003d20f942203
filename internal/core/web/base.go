package web

import (
	"bytes"
	"strings"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// rebase makes a change say what its author saw: the state at base, which may be
// older than the present one. A real disagreement then shows as a conflict of the
// field; a Strict command is refused instead.
func (c *call) rebase(change *graph.Change, base graph.Seq) error {
	if base <= 0 || base >= c.view.Seq() {
		return nil
	}
	past, err := c.mux.cfg.Store.At(c.r.Context(), c.place, c.view.Landed(base))
	if err != nil {
		return err
	}
	old := c.open(past.SealedAs(c.present))
	if c.route.strict {
		return c.refuseStale(old, change)
	}
	for i := range change.Ops {
		seenAt(old, &change.Ops[i])
	}
	return nil
}

// seenAt replaces what an operation says its author saw by the state of old.
func seenAt(old graph.View, op *graph.Op) {
	if op.Do != graph.Patch && op.Do != graph.Delete {
		return
	}
	e := old.Edit(graph.RandomIDs{}, "")
	if op.Do == graph.Patch {
		e.Patch(op.Kind, op.Record, op.Fields)
	} else {
		e.Delete(op.Record)
	}
	then, err := e.Change()
	if err != nil || then.Ops[0].Do != op.Do {
		return // the record was not there, or not so, at base: what the handler saw stands
	}
	op.Before, op.Seen = then.Ops[0].Before, then.Ops[0].Seen
}

func (c *call) refuseStale(old graph.View, change *graph.Change) error {
	var moved []string
	for _, op := range change.Ops {
		if op.Do == graph.Create {
			continue
		}
		then, was := old.Record(op.Record)
		now, is := c.view.Record(op.Record)
		if was != is || !bytes.Equal(then.Fields, now.Fields) {
			label := now.Label
			if label == "" {
				label = then.Label
			}
			moved = append(moved, label)
		}
	}
	if len(moved) == 0 {
		return nil
	}
	return fault.New(fault.Conflict, "changed by somebody since you looked: %s; look again, then decide", strings.Join(moved, ", "))
}
