package room

import (
	"fmt"
	"slices"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// MoveIn puts cards into a column of one of the boards, in the order given, behind After or at the top.
type MoveIn struct {
	Cards  []graph.ID `json:"cards" minItems:"1" maxItems:"500" doc:"Cards to move, in the order they shall stand"`
	By     string     `json:"by" enum:"season,episode,arc,character" doc:"Board the cards are moved on"`
	Column graph.ID   `json:"column,omitzero" doc:"Lane, episode, arc or character; left out is the column of those that belong to none"`
	From   graph.ID   `json:"from,omitzero" doc:"Column they leave: their arc or character is replaced, not added to"`
	After  graph.ID   `json:"after,omitzero" doc:"Card they stand behind; left out is the top of a lane"`
}

func move(v graph.View, ids graph.IDs, in MoveIn) (graph.Change, error) {
	b := newBook(v)
	cards, err := b.named(in.Cards)
	if err != nil {
		return graph.Change{}, err
	}
	switch in.By {
	case byArc, byCharacter:
		return b.regroup(ids, cards, in)
	}
	return b.toLane(ids, cards, in)
}

// named finds cards by their ids, each once, and refuses those that are locked.
func (b *book) named(ids []graph.ID) ([]*card, error) {
	var out []*card
	for i, id := range ids {
		c, ok := b.cards[id]
		if !ok {
			return nil, fault.At("body.cards", "card %s does not exist", id)
		}
		if slices.Contains(ids[:i], id) {
			return nil, fault.At("body.cards", "card %s is named twice: want each once", id)
		}
		out = append(out, c)
	}
	return out, b.open(out...)
}

// toLane moves cards in the order of the story. Only their own keys change, so that two writers can move
// different cards at once.
func (b *book) toLane(ids graph.IDs, cards []*card, in MoveIn) (graph.Change, error) {
	lane, err := b.destination(cards, in)
	if err != nil {
		return graph.Change{}, err
	}
	line := slices.DeleteFunc(b.inLane(lane), func(c *card) bool { return slices.Contains(in.Cards, c.id) })
	at, err := b.place(line, in, lane)
	if err != nil {
		return graph.Change{}, err
	}
	e := b.v.Edit(ids, fmt.Sprintf("Move %s to %s", several(cards), b.openly(lane)))
	b.hangIn(e, cards, lane, line, at)
	return e.Change()
}

// destination is the lane that a move means. On the board of a season a column is an episode: cards keep
// the company of the card they are put behind, else go to the top of the first act.
func (b *book) destination(cards []*card, in MoveIn) (graph.ID, error) {
	if after, ok := b.cards[in.After]; ok && after.onBoard() {
		if e := b.episodeOf(after); in.By == bySeason && e == in.Column || after.Lane.ID == in.Column {
			return after.Lane.ID, b.openLane(after.Lane.ID)
		}
	}
	if b.episodeAt(in.Column) < 0 {
		return b.column(in.Column, graph.ID{})
	}
	for _, l := range b.lanes {
		if l.Episode.ID == in.Column {
			return l.id, b.openLane(l.id)
		}
	}
	_, err := b.column(graph.ID{}, in.Column)
	return graph.ID{}, err
}

// place is where in a lane the cards go.
func (b *book) place(line []*card, in MoveIn, lane graph.ID) (int, error) {
	if after, ok := b.cards[in.After]; ok && after.Lane.ID != lane {
		return len(line), nil // behind a card of another act of the episode
	}
	return behind(line, in.After)
}

func (b *book) hangIn(e *graph.Edit, cards []*card, lane graph.ID, line []*card, at int) {
	fresh, pushed := orderKeys(line, at, len(cards))
	for i, c := range cards {
		graph.Update(e, c.id, func(r *production.Card) {
			r.Lane, r.Order, r.Status = graph.To[production.Lane](lane), fresh[i], statusIn
			r.AlternativeTo = graph.Ref[production.Card]{}
		})
	}
	rekey(e, line[at:], pushed)
}

// several names cards in a sentence.
func several(cards []*card) string {
	if len(cards) == 1 {
		return called(cards[0])
	}
	return fmt.Sprintf("%d cards", len(cards))
}

func behind(line []*card, after graph.ID) (int, error) {
	if after.IsZero() {
		return 0, nil
	}
	i := slices.IndexFunc(line, func(c *card) bool { return c.id == after })
	if i < 0 {
		return 0, fault.At("body.after", "card %s does not stand there: want one of the column that is not moved itself", after)
	}
	return i + 1, nil
}

// orderKeys gives n keys for cards put before line[at]. Cards behind that share the key before them (two
// people inserted at once) get new keys too, in pushed.
func orderKeys(line []*card, at, n int) (fresh, pushed []string) {
	low := ""
	if at > 0 {
		low = line[at-1].Order
	}
	end := at
	for end < len(line) && line[end].Order <= low {
		end++
	}
	high := ""
	if end < len(line) {
		high = line[end].Order
	}
	keys := make([]string, n+end-at)
	spread(keys, low, high)
	return keys[:n], keys[n:]
}

// spread fills keys evenly, so that a long move does not make long keys.
func spread(keys []string, low, high string) {
	if len(keys) == 0 {
		return
	}
	mid := len(keys) / 2
	keys[mid] = graph.Between(low, high)
	spread(keys[:mid], low, keys[mid])
	spread(keys[mid+1:], keys[mid], high)
}

func rekey(e *graph.Edit, line []*card, keys []string) {
	for i, k := range keys {
		graph.Update(e, line[i].id, func(r *production.Card) { r.Order = k })
	}
}

// regroup moves cards on the board of arcs or of characters: what they are about changes, their place in the
// story stays. Within one column, a card goes behind another in the story.
func (b *book) regroup(ids graph.IDs, cards []*card, in MoveIn) (graph.Change, error) {
	if in.Column == in.From {
		after, ok := b.cards[in.After]
		if !ok || !after.onBoard() {
			return graph.Change{}, fault.At("body.after", "after is missing: within a column, name the card it shall stand behind in the story")
		}
		return b.toLane(ids, cards, MoveIn{Cards: in.Cards, By: byEpisode, Column: after.Lane.ID, After: in.After})
	}
	to := b.openly(in.Column)
	if in.Column.IsZero() {
		to = "no column"
	}
	e := b.v.Edit(ids, fmt.Sprintf("Move %s to %s", several(cards), to))
	for _, c := range cards {
		if in.By == byArc {
			b.changeArc(e, c, in)
		} else if err := b.changeCharacter(e, c, in); err != nil {
			return graph.Change{}, err
		}
	}
	return e.Change()
}

func (b *book) changeArc(e *graph.Edit, c *card, in MoveIn) {
	if !in.Column.IsZero() {
		if _, ok := b.arcAt[in.Column]; !ok {
			e.Fail(fault.At("body.column", "arc %s does not exist", in.Column))
			return
		}
	}
	if c.Arc.IsZero() || c.Arc.ID == in.From {
		graph.Update(e, c.id, func(r *production.Card) { r.Arc = graph.To[production.Arc](in.Column) })
		b.unlink(e, c, in.Column) // it would be named twice
		return
	}
	b.unlink(e, c, in.From)
	if !in.Column.IsZero() {
		b.link(e, c, []graph.ID{in.Column})
	}
}

func (b *book) changeCharacter(e *graph.Edit, c *card, in MoveIn) error {
	if !in.Column.IsZero() {
		if el, ok := graph.Get[production.Element](b.v, in.Column); !ok || el.Category != "character" {
			return fault.At("body.column", "character %s does not exist", in.Column)
		}
		b.link(e, c, []graph.ID{in.Column})
	}
	if !in.From.IsZero() && !slices.Contains(c.characters, in.From) {
		return fault.New(fault.Conflict, "%s shows %s because its scenes do: change the scene, or untie it", called(c), b.openly(in.From))
	}
	b.unlink(e, c, in.From)
	return nil
}

func (b *book) unlink(e *graph.Edit, c *card, to graph.ID) {
	if to.IsZero() {
		return
	}
	for link, l := range graph.Referring[production.CardLink](b.v, c.id, "card") {
		if l.To.ID == to {
			e.Delete(link)
		}
	}
}
