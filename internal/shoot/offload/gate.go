package offload

import (
	"fmt"
	"slices"
	"strings"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// released lets no change call a card released, or verified, that is not: not in the record editor, not from a device that
// was without a network, not out of a branch, not by undoing what turned the verdict back.
func released() graph.Gate {
	return graph.Gate{Reads: []graph.Kind{production.Roll{}.Kind()}, Check: func(before, after graph.View, c graph.Change) error {
		for i, op := range c.Ops {
			was, _ := graph.Get[production.Roll](before, op.Record)
			is, ok := graph.Get[production.Roll](after, op.Record)
			if !ok || op.Do == graph.Restore || is.Status == was.Status { // what comes back was judged when it was written
				continue
			}
			if err := mayBe(is.Status, before, after, op.Record, c); err != nil {
				return fault.At(fmt.Sprintf("ops[%d].fields.status", i), "%w", err)
			}
		}
		return nil
	}}
}

// mayBe says why a card may not have the status that a change gives it.
func mayBe(status string, before, after graph.View, roll graph.ID, c graph.Change) error {
	if status != "released" && status != "verified" {
		return nil
	}
	card, err := CardOf(after, roll)
	if err != nil {
		return err
	}
	copied := slices.ContainsFunc(c.Ops, func(op graph.Op) bool { return op.Kind == production.StoredCopy{}.Kind() })
	switch {
	case status == "verified" && copied: // by what was just copied or read back; another job may have found more since
		return nil
	case !card.Verdict.Safe:
		return fmt.Errorf("%s is not %s: %s; want that first, then Shoot, Cards, Release", card.Name, status, strings.Join(card.Verdict.Wanting, "; "))
	case status == "verified":
		return nil
	case !after.Where().Branch.IsZero():
		return fmt.Errorf("%s is released on the main line, where its copies are: leave the branch first", card.Name)
	}
	for id, s := range graph.Referring[production.RollStep](after, roll, "roll") {
		if _, old := graph.Get[production.RollStep](before, id); s.Step == "released" && !old {
			return nil
		}
	}
	return fmt.Errorf("%s is released by signing for it: want Shoot, Cards, Release", card.Name)
}
