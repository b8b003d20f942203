package room

import (
	"cmp"
	"slices"
	"strings"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// book is the room as one reader may know it: every kind read once, in the order people see.
type book struct {
	v        graph.View
	episodes []episode
	lanes    []lane // in story order: by episode, then by place
	arcs     []arc
	cards    map[graph.ID]*card
	laneAt   map[graph.ID]int
	arcAt    map[graph.ID]int
	locks    map[graph.ID]lockState
}

type episode struct {
	id graph.ID
	production.Episode
}

type lane struct {
	id graph.ID
	production.Lane
}

type arc struct {
	id graph.ID
	production.Arc
	sealed bool
}

// card is a card with what hangs on it.
type card struct {
	id graph.ID
	production.Card
	arcs       []graph.ID // the one that colours it first
	characters []graph.ID // as linked, by name
	things     []graph.ID // linked elements that are not characters: sets, props ...
	scenes     []graph.ID // in script order
	passages   []graph.ID
	versions   []graph.ID // other versions of it, oldest first
	sealed     bool
}

// Statuses of a card.
const (
	statusPitched   = "pitched"
	statusIn        = "in"
	statusAlternate = "alternate"
	statusParked    = "parked"
	statusOut       = "out"
)

// onBoard reports whether the card hangs in a column.
func (c *card) onBoard() bool { return c.Status == statusIn && !c.Lane.IsZero() }

func newBook(v graph.View) *book {
	b := &book{v: v, cards: map[graph.ID]*card{}, laneAt: map[graph.ID]int{}, arcAt: map[graph.ID]int{}}
	b.readColumns()
	for id, c := range graph.All[production.Card](v) {
		rec, _ := v.Record(id)
		b.cards[id] = &card{id: id, Card: c, sealed: !rec.Compartment.IsZero()}
	}
	for _, c := range b.cards {
		if _, ok := b.arcAt[c.Arc.ID]; ok {
			c.arcs = append(c.arcs, c.Arc.ID)
		}
	}
	for _, l := range graph.All[production.CardLink](v) {
		if c, ok := b.cards[l.Card.ID]; ok {
			b.hang(c, l.To.ID)
		}
	}
	for _, c := range b.cards {
		b.settle(c)
	}
	b.locks = readLocks(v)
	return b
}

func (b *book) readColumns() {
	order := map[graph.ID]string{}
	for id, e := range graph.All[production.Episode](b.v) {
		b.episodes = append(b.episodes, episode{id, e})
		order[id] = b.seasonNumber(e) + e.Order
	}
	slices.SortFunc(b.episodes, func(x, y episode) int { return cmp.Or(cmp.Compare(order[x.id], order[y.id]), byID(x.id, y.id)) })
	for id, l := range graph.All[production.Lane](b.v) {
		b.lanes = append(b.lanes, lane{id, l})
	}
	slices.SortFunc(b.lanes, func(x, y lane) int {
		return cmp.Or(cmp.Compare(order[x.Episode.ID], order[y.Episode.ID]), cmp.Compare(x.Order, y.Order), byID(x.id, y.id))
	})
	for i, l := range b.lanes {
		b.laneAt[l.id] = i
	}
	for id, a := range graph.All[production.Arc](b.v) {
		rec, _ := b.v.Record(id)
		b.arcs = append(b.arcs, arc{id, a, !rec.Compartment.IsZero()})
	}
	slices.SortFunc(b.arcs, func(x, y arc) int {
		return cmp.Or(cmp.Compare(x.Order, y.Order), cmp.Compare(x.Name, y.Name), byID(x.id, y.id))
	})
	for i, a := range b.arcs {
		b.arcAt[a.id] = i
	}
}

// seasonNumber puts the episodes of an earlier season first: one byte a season, of which no show has had 200.
func (b *book) seasonNumber(e production.Episode) string {
	s, _ := graph.Get[production.Season](b.v, e.Season.ID)
	return string([]byte{byte(min(s.Number, 200)) + 1})
}

// hang files what a link points at under its kind.
func (b *book) hang(c *card, to graph.ID) {
	add := func(list *[]graph.ID) {
		if !slices.Contains(*list, to) {
			*list = append(*list, to)
		}
	}
	if s, ok := graph.Get[production.Scene](b.v, to); ok {
		if !s.Omitted {
			add(&c.scenes)
		}
		return
	}
	if e, ok := graph.Get[production.Element](b.v, to); ok {
		if e.Category == "character" {
			add(&c.characters)
		} else {
			add(&c.things)
		}
		return
	}
	if _, ok := b.arcAt[to]; ok {
		add(&c.arcs)
		return
	}
	if _, ok := graph.Get[production.Passage](b.v, to); ok {
		add(&c.passages)
	}
}

// settle puts the lists of a card in the order people read them, and ties versions to their head.
func (b *book) settle(c *card) {
	slices.SortFunc(c.scenes, b.byScript)
	slices.SortFunc(c.characters, b.byCast)
	slices.SortFunc(c.things, b.byName)
	slices.SortFunc(c.passages, b.byName)
	if len(c.arcs) > 1 {
		rest := c.arcs
		if !c.Arc.IsZero() && c.arcs[0] == c.Arc.ID {
			rest = c.arcs[1:]
		}
		slices.SortFunc(rest, func(x, y graph.ID) int { return b.arcAt[x] - b.arcAt[y] })
	}
	if head := b.top(c); head != c {
		head.versions = append(head.versions, c.id)
		slices.SortFunc(head.versions, byID)
	}
}

// top is the card for which a version stands in. A version that its author hid may hang on one that was
// since replaced by somebody who did not know of it; a ring ends where it began.
func (b *book) top(c *card) *card {
	for at, steps := c, 0; steps < len(b.cards); steps++ {
		if at.Status != statusAlternate {
			return at
		}
		next, ok := b.cards[at.AlternativeTo.ID]
		if !ok {
			break
		}
		at = next
	}
	return c
}

func byID(x, y graph.ID) int {
	switch {
	case x == y:
		return 0
	case x.Less(y):
		return -1
	}
	return 1
}

func (b *book) byScript(x, y graph.ID) int {
	s, _ := graph.Get[production.Scene](b.v, x)
	t, _ := graph.Get[production.Scene](b.v, y)
	p, q := b.episodeAt(s.Episode.ID), b.episodeAt(t.Episode.ID)
	return cmp.Or(cmp.Compare(p, q), cmp.Compare(s.Order, t.Order), byID(x, y))
}

func (b *book) episodeAt(id graph.ID) int {
	return slices.IndexFunc(b.episodes, func(e episode) bool { return e.id == id })
}

// byCast orders characters by the number on the cast list, those without one after.
func (b *book) byCast(x, y graph.ID) int {
	p, _ := graph.Get[production.Element](b.v, x)
	q, _ := graph.Get[production.Element](b.v, y)
	return cmp.Or(cmp.Compare(castRank(p.Number), castRank(q.Number)), cmp.Compare(p.Number, q.Number), cmp.Compare(p.Name, q.Name), byID(x, y))
}

// castRank is a cast number to sort by: 2 before 10 before 10A, none last.
func castRank(s string) int {
	n, digits := 0, 0
	for _, r := range s {
		if r < '0' || r > '9' || digits == 6 {
			break
		}
		n, digits = n*10+int(r-'0'), digits+1
	}
	if digits == 0 {
		return 1 << 30
	}
	return n
}

func (b *book) byName(x, y graph.ID) int {
	return cmp.Or(strings.Compare(b.v.Label(x), b.v.Label(y)), byID(x, y))
}

// story lists the cards on the board in the order the story is told.
func (b *book) story() []*card {
	var out []*card
	for _, c := range b.cards {
		if _, ok := b.laneAt[c.Lane.ID]; ok && c.onBoard() {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, b.byStory)
	return out
}

func (b *book) byStory(x, y *card) int {
	return cmp.Or(cmp.Compare(b.laneAt[x.Lane.ID], b.laneAt[y.Lane.ID]), cmp.Compare(x.Order, y.Order), byID(x.id, y.id))
}

// inLane lists the cards of one column in their order.
func (b *book) inLane(id graph.ID) []*card {
	var out []*card
	for _, c := range b.cards {
		if c.onBoard() && c.Lane.ID == id {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, b.byStory)
	return out
}

func (b *book) lane(id graph.ID) (lane, bool) {
	i, ok := b.laneAt[id]
	if !ok {
		return lane{}, false
	}
	return b.lanes[i], true
}

// episodeOf is the episode a card stands in; zero for a feature and for pitches.
func (b *book) episodeOf(c *card) graph.ID {
	l, _ := b.lane(c.Lane.ID)
	return l.Episode.ID
}

// series reports whether the production has episodes.
func (b *book) series() bool { return len(b.episodes) > 0 }

// color is the colour of a card: that of its first arc that has one.
func (b *book) color(c *card) string {
	for _, a := range c.arcs {
		if i, ok := b.arcAt[a]; ok && b.arcs[i].Color != "" {
			return b.arcs[i].Color
		}
	}
	return ""
}

// called names a card in the sentence of a change, which people may read who may not know the card.
func called(c *card) string {
	if c.sealed {
		return "a card"
	}
	return "“" + c.Name() + "”"
}
