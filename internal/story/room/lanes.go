package room

import (
	"fmt"
	"slices"
	"strconv"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// LanesIn adds columns: the acts of an episode, of several, or of a feature.
type LanesIn struct {
	Episodes []graph.ID   `json:"episodes,omitempty" maxItems:"100" doc:"Episodes that each get the columns; empty for a feature"`
	Lanes    []LaneFields `json:"lanes" minItems:"1" maxItems:"40"`
}

// LaneFields is what a column says.
type LaneFields struct {
	Name string `json:"name" minLength:"1" maxLength:"120"`
	Type string `json:"type,omitempty" enum:"teaser,act,sequence,tag,other"`
}

func addLanes(v graph.View, ids graph.IDs, in LanesIn) (graph.Change, error) {
	b := newBook(v)
	what := fmt.Sprintf("Add %d columns", len(in.Lanes))
	if len(in.Lanes) == 1 {
		what = fmt.Sprintf("Add column “%s”", in.Lanes[0].Name)
	}
	e := v.Edit(ids, what)
	episodes := in.Episodes
	if len(episodes) == 0 {
		episodes = []graph.ID{{}}
	}
	for _, ep := range episodes {
		if !ep.IsZero() && b.episodeAt(ep) < 0 {
			return graph.Change{}, fault.At("body.episodes", "episode %s does not exist", ep)
		}
		if s, ok := b.lockOf(ep, b.title()); ok {
			if err := b.refuse(s, ok); err != nil {
				return graph.Change{}, err
			}
		}
		last := ""
		for _, l := range b.lanes {
			if l.Episode.ID == ep {
				last = max(last, l.Order)
			}
		}
		for _, l := range in.Lanes {
			last = graph.Between(last, "")
			graph.Add(e, production.Lane{Name: l.Name, Type: l.Type, Episode: graph.To[production.Episode](ep), Order: last})
		}
	}
	return e.Change()
}

// LaneIn changes a column. Fields left out stay.
type LaneIn struct {
	Name  *string   `json:"name,omitempty" minLength:"1" maxLength:"120"`
	Type  *string   `json:"type,omitempty" enum:"teaser,act,sequence,tag,other"`
	Break *string   `json:"break,omitempty" maxLength:"500" doc:"What the act ends on"`
	After *graph.ID `json:"after,omitempty" doc:"Column of the same episode it shall stand behind; empty is first"`
}

func changeLane(v graph.View, ids graph.IDs, id graph.ID, in LaneIn) (graph.Change, error) {
	b := newBook(v)
	l, ok := b.lane(id)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "lane %s does not exist", id)
	}
	if err := b.openLane(id); err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(ids, fmt.Sprintf("Change column “%s”", l.Name))
	order := l.Order
	if in.After != nil {
		var err error
		if order, err = b.laneOrder(l, *in.After); err != nil {
			return graph.Change{}, err
		}
	}
	graph.Update(e, id, func(r *production.Lane) {
		set(&r.Name, in.Name)
		set(&r.Type, in.Type)
		set(&r.Break, in.Break)
		r.Order = order
	})
	return e.Change()
}

func (b *book) laneOrder(l lane, after graph.ID) (string, error) {
	low, high := "", ""
	for _, o := range b.lanes {
		if o.Episode != l.Episode || o.id == l.id {
			continue
		}
		if o.id == after {
			low = o.Order
		} else if high == "" && (after.IsZero() || low != "" && o.Order > low) {
			high = o.Order
		}
	}
	if low == "" && !after.IsZero() {
		return "", fault.At("body.after", "lane %s is no other column of this episode", after)
	}
	return graph.Between(low, high), nil
}

// removeLane deletes a column that nobody sees a card in.
func removeLane(v graph.View, ids graph.IDs, id graph.ID) (graph.Change, error) {
	b := newBook(v)
	l, ok := b.lane(id)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "lane %s does not exist", id)
	}
	if err := b.openLane(id); err != nil {
		return graph.Change{}, err
	}
	for _, c := range b.cards {
		if c.Lane.ID == id && c.onBoard() {
			return graph.Change{}, fault.New(fault.Conflict, "column “%s” holds %d cards: move or park them first", l.Name, len(b.inLane(id)))
		}
	}
	e := v.Edit(ids, fmt.Sprintf("Delete column “%s”", l.Name))
	e.Delete(id)
	return e.Change()
}

// ArcIn makes or changes a storyline. Fields left out stay.
type ArcIn struct {
	Name      *string   `json:"name,omitempty" minLength:"1" maxLength:"120"`
	Mark      *string   `json:"mark,omitempty" maxLength:"4"`
	Type      *string   `json:"type,omitempty" enum:"story,character,relationship,theme,runner"`
	Character *graph.ID `json:"character,omitempty"`
	Summary   *string   `json:"summary,omitempty" maxLength:"5000"`
	Ending    *string   `json:"ending,omitempty" maxLength:"5000"`
	Color     *string   `json:"color,omitempty" doc:"#RRGGBB; left out on a new arc: the next of the room's colours"`
}

// arcColors are told apart by people who confuse red and green, and carry dark letters.
var arcColors = []string{"#F2C14E", "#7FB7E8", "#E58F85", "#9CCB86", "#C7A3E0", "#F0A868", "#7CCBC0", "#E6A8C8", "#B5B26B", "#A8B4C0"}

func addArc(v graph.View, ids graph.IDs, in ArcIn) (graph.Change, error) {
	b := newBook(v)
	if in.Name == nil {
		return graph.Change{}, fault.At("body.name", "name is missing: what people call the storyline")
	}
	last := ""
	for _, a := range b.arcs {
		last = max(last, a.Order)
	}
	rec := production.Arc{Color: arcColors[len(b.arcs)%len(arcColors)], Order: graph.Between(last, ""), Type: "story"}
	in.into(&rec)
	e := v.Edit(ids, fmt.Sprintf("Begin storyline “%s”", rec.Name))
	graph.Add(e, rec)
	return e.Change()
}

func (in ArcIn) into(r *production.Arc) {
	set(&r.Name, in.Name)
	set(&r.Mark, in.Mark)
	set(&r.Type, in.Type)
	setRef(&r.Character, in.Character)
	set(&r.Summary, in.Summary)
	set(&r.Ending, in.Ending)
	set(&r.Color, in.Color)
}

func changeArc(v graph.View, ids graph.IDs, id graph.ID, in ArcIn) (graph.Change, error) {
	b := newBook(v)
	i, ok := b.arcAt[id]
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "arc %s does not exist", id)
	}
	if s, locked := b.lockOf(b.title()); locked {
		if err := b.refuse(s, locked); err != nil {
			return graph.Change{}, err
		}
	}
	cause := "Change a storyline"
	if !b.arcs[i].sealed {
		cause = fmt.Sprintf("Change storyline “%s”", b.arcs[i].Name)
	}
	e := v.Edit(ids, cause)
	graph.Update(e, id, func(r *production.Arc) { in.into(r) })
	if b.arcs[i].sealed {
		e.Seal(id, b.compartment(id), aliasOf(b.arcs[i].Arc, in))
	}
	return e.Change()
}

// aliasOf is what people see of an arc whose ending is hidden: everything else.
func aliasOf(a production.Arc, in ArcIn) production.Arc {
	in.into(&a)
	a.Ending = ""
	return a
}

func (b *book) compartment(id graph.ID) graph.ID {
	rec, _ := b.v.Record(id)
	return rec.Compartment
}

// removeArc ends a storyline: its cards stay.
func removeArc(v graph.View, ids graph.IDs, id graph.ID) (graph.Change, error) {
	b := newBook(v)
	i, ok := b.arcAt[id]
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "arc %s does not exist", id)
	}
	cause := "Delete a storyline"
	if !b.arcs[i].sealed {
		cause = fmt.Sprintf("Delete storyline “%s”", b.arcs[i].Name)
	}
	e := v.Edit(ids, cause)
	for _, c := range b.cards {
		if c.Arc.ID == id {
			if err := b.open(c); err != nil {
				return graph.Change{}, err
			}
			graph.Update(e, c.id, func(r *production.Card) { r.Arc = graph.Ref[production.Arc]{} })
		}
	}
	e.Delete(id)
	return e.Change()
}

// SeasonIn makes a season with its episodes.
type SeasonIn struct {
	Number   int    `json:"number" minimum:"1" maximum:"99"`
	Name     string `json:"name,omitempty" maxLength:"120"`
	Episodes int    `json:"episodes" minimum:"1" maximum:"60" doc:"How many; they are numbered 101, 102 ..."`
}

func addSeason(v graph.View, ids graph.IDs, in SeasonIn) (graph.Change, error) {
	b := newBook(v)
	title := b.title()
	if title.IsZero() {
		return graph.Change{}, fault.New(fault.Conflict, "the production has no title record yet: name it first")
	}
	for _, s := range graph.All[production.Season](v) {
		if s.Number == in.Number {
			return graph.Change{}, fault.At("body.number", "season %d exists already", in.Number)
		}
	}
	e := v.Edit(ids, fmt.Sprintf("Begin season %d with %d episodes", in.Number, in.Episodes))
	season := graph.Add(e, production.Season{Title: graph.To[production.Title](title), Number: in.Number, Name: in.Name})
	for i, k := range graph.Orders(in.Episodes) {
		graph.Add(e, production.Episode{Season: graph.To[production.Season](season), Number: strconv.Itoa(in.Number*100 + i + 1), Order: k})
	}
	return e.Change()
}

// EpisodeIn names an episode.
type EpisodeIn struct {
	Name *string `json:"name,omitempty" maxLength:"120"`
}

func changeEpisode(v graph.View, ids graph.IDs, id graph.ID, in EpisodeIn) (graph.Change, error) {
	b := newBook(v)
	if b.episodeAt(id) < 0 {
		return graph.Change{}, fault.New(fault.NotFound, "episode %s does not exist", id)
	}
	e := v.Edit(ids, "Name "+v.Label(id))
	graph.Update(e, id, func(r *production.Episode) { set(&r.Name, in.Name) })
	return e.Change()
}

// FromScriptIn makes a card of every scene that no card holds yet.
type FromScriptIn struct {
	Lane graph.ID `json:"lane" doc:"Column they hang in, in script order"`
}

func fromScript(v graph.View, ids graph.IDs, in FromScriptIn) (graph.Change, error) {
	b := newBook(v)
	l, err := b.column(in.Lane, graph.ID{})
	if err != nil {
		return graph.Change{}, err
	}
	episode := b.lanes[b.laneAt[l]].Episode.ID
	held := map[graph.ID]bool{}
	for _, c := range b.cards {
		for _, s := range c.scenes {
			held[s] = true
		}
	}
	var scenes []graph.ID
	for id, s := range graph.All[production.Scene](v) {
		if !s.Omitted && !held[id] && s.Episode.ID == episode {
			scenes = append(scenes, id)
		}
	}
	if len(scenes) == 0 {
		return graph.Change{}, fault.New(fault.Conflict, "every scene of the script has a card already")
	}
	slices.SortFunc(scenes, b.byScript)
	e := v.Edit(ids, fmt.Sprintf("Make %d cards from the script", len(scenes)))
	line := b.inLane(l)
	keys, _ := orderKeys(line, len(line), len(scenes))
	for i, id := range scenes {
		s, _ := graph.Get[production.Scene](v, id)
		rec := production.Card{Title: s.Synopsis, Lane: graph.To[production.Lane](l), Order: keys[i], Status: statusIn, StoryDay: s.StoryDay}
		if rec.Title == "" || len([]rune(rec.Title)) > 200 {
			rec.Title, rec.Text = "Scene "+s.Number+" "+s.Heading, s.Synopsis
		}
		card := graph.Add(e, rec)
		link := graph.Add(e, production.CardLink{Card: graph.To[production.Card](card), To: graph.To[graph.Any](id)})
		if seal := b.compartment(id); !seal.IsZero() { // what the scene tells is as secret as the scene
			e.Seal(card, seal, nil)
			e.Seal(link, seal, nil)
		}
	}
	return e.Change()
}
