package room

import (
	"fmt"
	"slices"
	"strings"

	"backlot/film/pages"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// AddIn makes a card: on the board when it names a lane, else a pitch.
type AddIn struct {
	Title       string          `json:"title,omitempty" maxLength:"200"`
	Text        string          `json:"text,omitempty" maxLength:"20000"`
	Lane        graph.ID        `json:"lane,omitzero" doc:"Column it hangs in; left out makes a pitch"`
	Episode     graph.ID        `json:"episode,omitzero" doc:"Instead of a lane: the last column of this episode"`
	After       graph.ID        `json:"after,omitzero" doc:"Card it stands behind; left out is the end of the column"`
	Arc         graph.ID        `json:"arc,omitzero"`
	Links       []graph.ID      `json:"links,omitempty" maxItems:"100" doc:"Scenes, arcs, characters, sets, passages"`
	StoryDay    graph.ID        `json:"story_day,omitzero"`
	Eighths     pages.Eighths   `json:"eighths,omitempty" minimum:"0" maximum:"800"`
	Needs       map[string]bool `json:"needs,omitempty"`
	VersionOf   graph.ID        `json:"version_of,omitzero" doc:"Another version of this card instead of a card of its own"`
	Compartment graph.ID        `json:"compartment,omitzero" doc:"Hidden from birth in this compartment"`
}

func add(v graph.View, ids graph.IDs, in AddIn) (graph.Change, error) {
	b := newBook(v)
	if strings.TrimSpace(in.Title+in.Text) == "" {
		return graph.Change{}, fault.At("body.title", "title is missing: a card says what happens")
	}
	rec := production.Card{
		Title: strings.TrimSpace(in.Title), Text: strings.TrimSpace(in.Text), Arc: graph.To[production.Arc](in.Arc), StoryDay: graph.To[production.StoryDay](in.StoryDay),
		LengthEighths: in.Eighths, Needs: in.Needs, PitchedBy: me(v),
	}
	seal := in.Compartment
	if !seal.IsZero() && !v.Audience().Clear[seal] {
		return graph.Change{}, fault.At("body.compartment", "no compartment %s, or you are not cleared for it", seal)
	}
	name := called(&card{Card: rec, sealed: !seal.IsZero()})
	var e *graph.Edit
	switch {
	case !in.VersionOf.IsZero():
		head, err := b.head(in.VersionOf)
		if err != nil {
			return graph.Change{}, err
		}
		if r, _ := v.Record(head.id); !r.Compartment.IsZero() {
			seal, name = r.Compartment, "a card"
		}
		rec.Status, rec.AlternativeTo = statusAlternate, graph.To[production.Card](head.id)
		e = v.Edit(ids, fmt.Sprintf("Write another version of %s", called(head)))
	case in.Lane.IsZero() && in.Episode.IsZero():
		rec.Status = statusPitched
		e = v.Edit(ids, "Pitch "+name)
	default:
		l, err := b.column(in.Lane, in.Episode)
		if err != nil {
			return graph.Change{}, err
		}
		line := b.inLane(l)
		at := len(line)
		if !in.After.IsZero() {
			if at, err = behind(line, in.After); err != nil {
				return graph.Change{}, err
			}
		}
		e = v.Edit(ids, fmt.Sprintf("Add %s to %s", name, v.Label(l)))
		fresh, pushed := orderKeys(line, at, 1)
		rec.Lane, rec.Order, rec.Status = graph.To[production.Lane](l), fresh[0], statusIn
		rekey(e, line[at:], pushed)
	}
	id := graph.Add(e, rec)
	if !seal.IsZero() {
		e.Seal(id, seal, nil)
	}
	return b.link(e, &card{id: id, Card: rec}, in.Links).Change()
}

// head finds the card that stands on the board for a version, or the card itself.
func (b *book) head(id graph.ID) (*card, error) {
	c, err := b.card(id)
	if err != nil {
		return nil, err
	}
	return b.top(c), nil
}

func (b *book) card(id graph.ID) (*card, error) {
	c, ok := b.cards[id]
	if !ok {
		return nil, fault.New(fault.NotFound, "card %s does not exist", id)
	}
	return c, nil
}

// column finds the lane meant by a lane or by an episode, and refuses one that is locked.
func (b *book) column(lane, episode graph.ID) (graph.ID, error) {
	if lane.IsZero() {
		for _, l := range b.lanes {
			if l.Episode.ID == episode {
				lane = l.id
			}
		}
		if lane.IsZero() {
			return lane, fault.New(fault.Conflict, "%s has no columns yet: give it acts first", b.v.Label(episode))
		}
	}
	if _, ok := b.laneAt[lane]; !ok {
		return lane, fault.New(fault.NotFound, "lane %s does not exist", lane)
	}
	return lane, b.openLane(lane)
}

// link ties a card to records that it may be about.
func (b *book) link(e *graph.Edit, c *card, to []graph.ID) *graph.Edit {
	for _, id := range to {
		rec, ok := b.v.Record(id)
		if !ok || !slices.Contains([]graph.Kind{"scene", "arc", "element", "passage"}, rec.Kind) {
			e.Fail(fault.At("body.links", "%s is nothing a card is about: want scenes, arcs, elements or passages", id))
			return e
		}
		if id == c.Arc.ID || slices.Contains(c.linked(), id) {
			continue
		}
		graph.Add(e, production.CardLink{Card: graph.To[production.Card](c.id), To: graph.To[graph.Any](id)})
	}
	return e
}

// linked lists everything a card is about, but for the arc that colours it.
func (c *card) linked() []graph.ID {
	out := slices.Concat(c.scenes, c.characters, c.things, c.passages)
	for _, a := range c.arcs {
		if a != c.Arc.ID {
			out = append(out, a)
		}
	}
	return out
}

// CardIn changes what a card says. Fields left out stay; an empty id takes a reference away.
type CardIn struct {
	Title     *string          `json:"title,omitempty" maxLength:"200"`
	Text      *string          `json:"text,omitempty" maxLength:"20000"`
	Arc       *graph.ID        `json:"arc,omitempty"`
	StoryDay  *graph.ID        `json:"story_day,omitempty"`
	Eighths   *pages.Eighths   `json:"eighths,omitempty" minimum:"0" maximum:"800"`
	Needs     *map[string]bool `json:"needs,omitempty"`
	PitchedBy *graph.ID        `json:"pitched_by,omitempty"`
	Link      []graph.ID       `json:"link,omitempty" maxItems:"100" doc:"Ties it to scenes, arcs, characters, sets, passages"`
	Unlink    []graph.ID       `json:"unlink,omitempty" maxItems:"100"`
}

func change(v graph.View, ids graph.IDs, id graph.ID, in CardIn) (graph.Change, error) {
	b := newBook(v)
	c, err := b.card(id)
	if err != nil {
		return graph.Change{}, err
	}
	if err := b.open(c); err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(ids, in.cause(b, c))
	graph.Update(e, id, func(r *production.Card) {
		set(&r.Title, in.Title)
		set(&r.Text, in.Text)
		set(&r.LengthEighths, in.Eighths)
		set(&r.Needs, in.Needs)
		setRef(&r.Arc, in.Arc)
		setRef(&r.StoryDay, in.StoryDay)
		setRef(&r.PitchedBy, in.PitchedBy)
	})
	b.link(e, c, in.Link)
	for link, l := range graph.Referring[production.CardLink](v, id, "card") {
		if slices.Contains(in.Unlink, l.To.ID) {
			e.Delete(link)
		}
	}
	return e.Change()
}

func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

func setRef[T graph.Noun](to *graph.Ref[T], from *graph.ID) {
	if from != nil {
		*to = graph.To[T](*from)
	}
}

// cause says what a change of a card is about, in the words of the history.
func (in CardIn) cause(b *book, c *card) string {
	name := called(c)
	switch {
	case len(in.Link) == 1 && len(in.Unlink) == 0 && !c.sealed:
		return fmt.Sprintf("Tie %s to %s", name, b.openly(in.Link[0]))
	case len(in.Link) > 0:
		return fmt.Sprintf("Tie %s to what it is about", name)
	case len(in.Unlink) > 0:
		return fmt.Sprintf("Untie %s", name)
	case in.Arc != nil:
		return fmt.Sprintf("Put %s into another storyline", name)
	}
	return "Rewrite " + name
}

// openly names a record unless it is sealed.
func (b *book) openly(id graph.ID) string {
	rec, _ := b.v.Record(id)
	if !rec.Compartment.IsZero() || rec.Label == "" {
		return "something"
	}
	return rec.Label
}

// NoteIn is a remark on a card.
type NoteIn struct {
	Text    string   `json:"text" minLength:"1" maxLength:"5000"`
	ReplyTo graph.ID `json:"reply_to,omitzero"`
}

func note(v graph.View, ids graph.IDs, id graph.ID, in NoteIn) (graph.Change, error) {
	b := newBook(v)
	c, err := b.card(id)
	if err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(ids, "Note on "+called(c))
	graph.Add(e, production.Note{About: graph.To[graph.Any](id), Text: in.Text, By: me(v), Type: "remark", ReplyTo: graph.To[production.Note](in.ReplyTo), Status: "open"})
	return e.Change()
}
