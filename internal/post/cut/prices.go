package cut

import (
	"backlot/internal/core/access"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// What a price is of.
const (
	bidPrice      = "bid"      // of a work order, by its vendor
	estimatePrice = "estimate" // of a change order, by the production; no vendor reads it
	agreedPrice   = "agreed"   // of a change order, by both
)

// mayPrice reports whether a reader sees prices of work: the production's people those of every order, a vendor its own, for
// a vendor knows no other's order.
func mayPrice(v graph.View) bool { return v.Audience().All || access.Can(v.Audience(), priceRight) }

// priceOf is the price of a work order, or of a change order when that is not zero, and its record. Without one, or for those
// who may not know it, both are zero.
func priceOf(v graph.View, order, change graph.ID, kind string) (graph.ID, production.Money) {
	for id, p := range graph.Referring[production.WorkPrice](v, order, "work_order") {
		if p.Change.ID == change && p.Type == kind {
			return id, p.Sum
		}
	}
	return graph.ID{}, production.Money{}
}

// setPrice writes a price down in place of the one there was; a zero sum takes it away. Who may not read prices may not set
// them either: they would write over what they cannot see. Only the production's own people read its estimates.
func setPrice(e *graph.Edit, v graph.View, order, change graph.ID, kind string, sum production.Money) error {
	if !mayPrice(v) {
		return fault.New(fault.Denied, "a price is set by those who may read prices")
	}
	was, old := priceOf(v, order, change, kind)
	switch {
	case old == sum:
	case sum.IsZero():
		e.Delete(was)
	case !was.IsZero():
		graph.Update(e, was, func(p *production.WorkPrice) { p.Sum = sum })
	default:
		id := graph.Add(e, production.WorkPrice{Order: graph.To[production.WorkOrder](order), Change: graph.To[production.ChangeOrder](change), Type: kind, Sum: sum})
		if kind == estimatePrice {
			e.KeepTo(id, readersOf(v, graph.ID{})...)
		}
	}
	return nil
}
