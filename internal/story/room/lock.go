package room

import (
	"cmp"
	"slices"
	"strings"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// lockState is the latest lock about a record.
type lockState struct {
	id graph.ID
	production.Lock
	at graph.Clock
}

func (s lockState) closed() bool { return s.Type == "lock" }

// readLocks finds the latest lock about each record.
func readLocks(v graph.View) map[graph.ID]lockState {
	out := map[graph.ID]lockState{}
	for id, l := range graph.All[production.Lock](v) {
		rec, _ := v.Record(id)
		s := lockState{id, l, rec.Born}
		if old, ok := out[l.About.ID]; !ok || later(s, old) {
			out[l.About.ID] = s
		}
	}
	return out
}

func later(a, b lockState) bool {
	return cmp.Or(cmp.Compare(a.at.Ms, b.at.Ms), cmp.Compare(a.at.N, b.at.N), byID(a.id, b.id)) > 0
}

// LockItem is a lock as pages show it.
type LockItem struct {
	ID     graph.ID `json:"id"`
	About  graph.ID `json:"about"`
	What   string   `json:"what" doc:"Kind of record it is about: card, lane, episode or title"`
	Label  string   `json:"label"`
	Type   string   `json:"type" enum:"lock,unlock"`
	By     string   `json:"by,omitempty"`
	Mine   bool     `json:"mine" doc:"The reader closed it, and may still change what is in it"`
	Reason string   `json:"reason"`
	AtMS   int64    `json:"at_ms"`
}

func (b *book) lockItem(s lockState) LockItem {
	rec, _ := b.v.Record(s.About.ID)
	return LockItem{
		ID: s.id, About: s.About.ID, What: string(rec.Kind), Label: rec.Label, Type: s.Type, By: b.nameOf(s.By.ID), Mine: b.mine(s),
		Reason: s.Reason, AtMS: s.at.Ms,
	}
}

func (b *book) nameOf(party graph.ID) string {
	p, _ := graph.Get[production.Party](b.v, party)
	return p.Name
}

func (b *book) mine(s lockState) bool {
	aud := b.v.Audience()
	return !s.Account.IsZero() && s.Account == aud.Account
}

// lockOf finds what closes any of the records named, the narrowest first.
func (b *book) lockOf(records ...graph.ID) (lockState, bool) {
	for _, id := range records {
		if s, ok := b.locks[id]; ok && s.closed() && !id.IsZero() {
			return s, true
		}
	}
	return lockState{}, false
}

// title is the record that a lock of the whole board is about.
func (b *book) title() graph.ID {
	for id := range graph.All[production.Title](b.v) {
		return id
	}
	return graph.ID{}
}

func (b *book) lockOfLane(id graph.ID) (lockState, bool) {
	l, _ := b.lane(id)
	return b.lockOf(id, l.Episode.ID, b.title())
}

func (b *book) lockOfCard(c *card) (lockState, bool) {
	if s, ok := b.lockOf(c.id, c.AlternativeTo.ID); ok {
		return s, true
	}
	if c.onBoard() {
		return b.lockOfLane(c.Lane.ID)
	}
	if head, ok := b.cards[c.AlternativeTo.ID]; ok {
		return b.lockOfCard(head)
	}
	return lockState{}, false
}

// refuse is the error for whoever may not change what is locked; nil for who locked it.
func (b *book) refuse(s lockState, locked bool) error {
	if !locked || b.mine(s) {
		return nil
	}
	who := cmp.Or(b.nameOf(s.By.ID), "who leads the room")
	what := "this"
	if label := b.v.Label(s.About.ID); label != "" {
		what = "“" + label + "”"
	}
	return fault.New(fault.Denied, "%s is locked by %s: %s; ask %s to unlock it", what, who, strings.TrimRight(s.Reason, ". "), who)
}

// open refuses a change of cards that are locked.
func (b *book) open(cards ...*card) error {
	for _, c := range cards {
		if s, ok := b.lockOfCard(c); ok {
			if err := b.refuse(s, ok); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *book) openLane(id graph.ID) error {
	s, ok := b.lockOfLane(id)
	return b.refuse(s, ok)
}

// me is the party of whoever asks; zero for an account without one.
func me(v graph.View) graph.Ref[production.Party] {
	aud := v.Audience()
	for id, p := range graph.All[production.Party](v) {
		if !aud.Account.IsZero() && p.Account == aud.Account {
			return graph.To[production.Party](id)
		}
	}
	return graph.Ref[production.Party]{}
}

// LockIn closes something to changes, or opens it again.
type LockIn struct {
	About  graph.ID `json:"about" kind:"*" doc:"Card, lane, episode, or the title for the whole board"`
	Unlock bool     `json:"unlock,omitempty" doc:"Open it again"`
	Reason string   `json:"reason" minLength:"1" maxLength:"500" doc:"Why; people who want to change it read this"`
}

var lockable = []graph.Kind{"card", "lane", "episode", "title"}

func setLock(v graph.View, ids graph.IDs, in LockIn) (graph.Change, error) {
	b := newBook(v)
	rec, ok := v.Record(in.About)
	if !ok || !slices.Contains(lockable, rec.Kind) {
		return graph.Change{}, fault.At("body.about", "%s cannot be locked: want a card, a lane, an episode or the title", in.About)
	}
	now := b.locks[in.About]
	label := rec.Label
	if !rec.Compartment.IsZero() {
		label = "a card"
	}
	l := production.Lock{About: graph.To[graph.Any](in.About), Type: "lock", By: me(v), Account: v.Audience().Account, Reason: in.Reason}
	cause := "Lock " + label
	switch {
	case in.Unlock && !now.closed():
		return graph.Change{}, fault.New(fault.Conflict, "%s is not locked", label)
	case in.Unlock:
		l.Type, cause = "unlock", "Unlock "+label
	case now.closed():
		return graph.Change{}, fault.New(fault.Conflict, "%s is locked already by %s: %s", label, cmp.Or(b.nameOf(now.By.ID), "somebody"), now.Reason)
	}
	e := v.Edit(ids, cause)
	graph.Add(e, l)
	return e.Change()
}

// lockLog lists every lock and unlock, the newest first.
func lockLog(v graph.View) []LockItem {
	b := newBook(v)
	var all []lockState
	for id, l := range graph.All[production.Lock](v) {
		rec, _ := v.Record(id)
		all = append(all, lockState{id, l, rec.Born})
	}
	slices.SortFunc(all, func(x, y lockState) int {
		if later(x, y) {
			return -1
		}
		return 1
	})
	out := []LockItem{}
	for _, s := range all {
		out = append(out, b.lockItem(s))
	}
	return out
}

// HideIn hides cards, or how arcs end, from everybody who is not cleared for a compartment.
type HideIn struct {
	Records     []graph.ID `json:"records" minItems:"1" maxItems:"200" doc:"Cards and arcs"`
	Compartment graph.ID   `json:"compartment" doc:"One that you are cleared for; who is cleared for it still sees them"`
}

// hide seals cards with all their versions, and arcs behind an alias that does not say how they end. The
// sentence of the change names nothing: people who knew the card are told that something is gone.
func hide(v graph.View, ids graph.IDs, in HideIn) (graph.Change, error) {
	if !v.Audience().Clear[in.Compartment] {
		return graph.Change{}, fault.At("body.compartment", "no compartment %s, or you are not cleared for it", in.Compartment)
	}
	b := newBook(v)
	e := v.Edit(ids, "Hide from the room")
	for _, id := range in.Records {
		if a, ok := graph.Get[production.Arc](v, id); ok {
			alias := a
			alias.Ending = ""
			e.Seal(id, in.Compartment, alias)
			continue
		}
		c, ok := b.cards[id]
		if !ok {
			return graph.Change{}, fault.At("body.records", "%s is no card or arc", id)
		}
		e.Seal(c.id, in.Compartment, nil)
		for _, version := range c.versions {
			e.Seal(version, in.Compartment, nil)
		}
	}
	return e.Change()
}

// RevealIn shows what was hidden to the whole room.
type RevealIn struct {
	Records []graph.ID `json:"records" minItems:"1" maxItems:"200"`
}

func reveal(v graph.View, ids graph.IDs, in RevealIn) (graph.Change, error) {
	b := newBook(v)
	e := v.Edit(ids, "Show to the room")
	for _, id := range in.Records {
		rec, ok := v.Record(id)
		if !ok || rec.Kind != "card" && rec.Kind != "arc" {
			return graph.Change{}, fault.At("body.records", "%s is no card or arc", id)
		}
		if rec.Compartment.IsZero() {
			return graph.Change{}, fault.New(fault.Conflict, "%s is not hidden", rec.Label)
		}
		e.Reveal(id)
		if c, ok := b.cards[id]; ok {
			for _, version := range c.versions {
				e.Reveal(version)
			}
		}
	}
	return e.Change()
}
