package room

import (
	"fmt"
	"strings"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// DecideIn says what becomes of cards: accepted onto the board, put aside, dropped, or pitched again.
type DecideIn struct {
	Cards  []graph.ID `json:"cards" minItems:"1" maxItems:"500"`
	Status string     `json:"status" enum:"in,parked,out,pitched"`
	Lane   graph.ID   `json:"lane,omitzero" doc:"Column a card goes to; left out is the one it hung in"`
	After  graph.ID   `json:"after,omitzero" doc:"Card it stands behind; left out is the end of the column"`
	Reason string     `json:"reason,omitempty" maxLength:"2000" doc:"Why; kept with the card. Dropping needs one"`
}

var deeds = map[string]string{statusIn: "Put %s on the board", statusParked: "Park %s", statusOut: "Drop %s", statusPitched: "Take %s back to the pitches"}

func decide(v graph.View, ids graph.IDs, in DecideIn) (graph.Change, error) {
	b := newBook(v)
	cards, err := b.named(in.Cards)
	if err != nil {
		return graph.Change{}, err
	}
	in.Reason = strings.TrimSpace(in.Reason)
	if in.Status == statusOut && in.Reason == "" {
		return graph.Change{}, fault.At("body.reason", "reason is missing: whoever looks for the card later wants to know why it was dropped")
	}
	aud := v.Audience()
	for _, c := range cards {
		if c.Status == statusPitched && in.Status == statusIn && !aud.Has(RightLead) {
			return graph.Change{}, fault.New(fault.Denied, "accepting a pitch is for who leads the room: park it, or ask")
		}
		if c.Status == statusAlternate {
			return graph.Change{}, fault.New(fault.Conflict, "%s is another version of a card: choose it, or move it onto the board as a card of its own", called(c))
		}
	}
	e := v.Edit(ids, fmt.Sprintf(deeds[in.Status], several(cards)))
	if in.Status == statusIn {
		if err := b.accept(e, cards, in); err != nil {
			return graph.Change{}, err
		}
	}
	for _, c := range cards {
		graph.Update(e, c.id, func(r *production.Card) {
			r.Status, r.Reason = in.Status, in.Reason
			if in.Status == statusPitched {
				r.Lane, r.Order = graph.Ref[production.Lane]{}, ""
			}
		})
	}
	return e.Change()
}

// accept hangs cards into a column: the one named, or each into the one it came from.
func (b *book) accept(e *graph.Edit, cards []*card, in DecideIn) error {
	if in.Lane.IsZero() {
		for _, c := range cards {
			if _, ok := b.laneAt[c.Lane.ID]; !ok {
				return fault.At("body.lane", "lane is missing: say which column the card goes to")
			}
			if err := b.openLane(c.Lane.ID); err != nil {
				return err
			}
		}
		return nil // their keys are kept: they return to where they hung
	}
	lane, err := b.column(in.Lane, graph.ID{})
	if err != nil {
		return err
	}
	line := only(b.inLane(lane), func(c *card) bool { return !contains(cards, c) })
	at := len(line)
	if !in.After.IsZero() {
		if at, err = behind(line, in.After); err != nil {
			return err
		}
	}
	b.hangIn(e, cards, lane, line, at)
	return nil
}

func contains(cards []*card, c *card) bool {
	for _, one := range cards {
		if one.id == c.id {
			return true
		}
	}
	return false
}

// ChooseIn says why a version was chosen.
type ChooseIn struct {
	Reason string `json:"reason,omitempty" maxLength:"2000"`
}

// choose puts another version of a beat on the board. The one that hung there is kept as a version, and so
// are all others.
func choose(v graph.View, ids graph.IDs, id graph.ID, in ChooseIn) (graph.Change, error) {
	b := newBook(v)
	chosen, err := b.card(id)
	if err != nil {
		return graph.Change{}, err
	}
	head := b.top(chosen)
	if head == chosen {
		return graph.Change{}, fault.New(fault.Conflict, "%s is no other version of a card: it stands for itself", called(chosen))
	}
	if err := b.open(head, chosen); err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(ids, fmt.Sprintf("Choose %s instead of %s", called(chosen), called(head)))
	graph.Update(e, chosen.id, func(r *production.Card) {
		r.AlternativeTo, r.Lane, r.Order, r.Status, r.Reason = graph.Ref[production.Card]{}, head.Lane, head.Order, head.Status, in.Reason
	})
	others := []graph.ID{head.id}
	for _, version := range head.versions {
		if version != chosen.id {
			others = append(others, version)
		}
	}
	for _, other := range others {
		graph.Update(e, other, func(r *production.Card) {
			r.AlternativeTo, r.Status = graph.To[production.Card](chosen.id), statusAlternate
			r.Lane, r.Order = graph.Ref[production.Lane]{}, ""
		})
	}
	return e.Change()
}

// VersionIn begins another version of a card.
type VersionIn struct {
	Title string `json:"title,omitempty" maxLength:"200" doc:"Left out: that of the card"`
	Text  string `json:"text,omitempty" maxLength:"20000" doc:"Left out: that of the card"`
	Links *bool  `json:"links,omitempty" doc:"Whether it is about the same scenes, characters and sets; left out: characters, sets and arcs, not scenes"`
}

// version begins another version with the words and ties of the card.
func version(v graph.View, ids graph.IDs, id graph.ID, in VersionIn) (graph.Change, error) {
	b := newBook(v)
	head, err := b.head(id)
	if err != nil {
		return graph.Change{}, err
	}
	if err := b.open(head); err != nil {
		return graph.Change{}, err
	}
	out := AddIn{Title: in.Title, Text: in.Text, VersionOf: head.id, Arc: head.Arc.ID, StoryDay: head.StoryDay.ID, Eighths: head.LengthEighths, Needs: head.Needs}
	if out.Title == "" {
		out.Title = head.Title
	}
	if out.Text == "" && out.Title == head.Title {
		out.Text = head.Text
	}
	for _, to := range head.linked() {
		_, scene := graph.Get[production.Scene](v, to)
		if in.Links == nil && !scene || in.Links != nil && *in.Links {
			out.Links = append(out.Links, to)
		}
	}
	return add(v, ids, out)
}

// discard deletes a card for good; its versions go with it. Undo brings all back.
func discard(v graph.View, ids graph.IDs, id graph.ID) (graph.Change, error) {
	b := newBook(v)
	c, err := b.card(id)
	if err != nil {
		return graph.Change{}, err
	}
	if err := b.open(c); err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(ids, "Delete "+called(c))
	e.Delete(id)
	return e.Change()
}
