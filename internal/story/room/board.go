package room

import (
	"slices"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Groupings of the board.
const (
	bySeason    = "season"
	byEpisode   = "episode"
	byArc       = "arc"
	byCharacter = "character"
)

// column is one column of a board with its cards in story order.
type column struct {
	kind  string // lane, episode, arc, character, or rest for cards that belong to none
	id    graph.ID
	title string
	color string
	cards []*card
}

// scope is the part of the story a board shows.
type scope struct {
	by              string
	season, episode graph.ID
}

// narrow checks a scope and fills in what was left out: the first season, and for a board of one episode
// the first episode of it.
func (b *book) narrow(s scope) (scope, error) {
	if s.by == "" {
		s.by = byEpisode
		if b.series() && s.episode.IsZero() {
			s.by = bySeason
		}
	}
	if !s.episode.IsZero() {
		i := b.episodeAt(s.episode)
		if i < 0 {
			return s, fault.At("query.episode", "episode %s does not exist", s.episode)
		}
		s.season = b.episodes[i].Season.ID
	}
	if s.season.IsZero() && b.series() {
		s.season = b.episodes[0].Season.ID
	}
	if s.by == byEpisode && s.episode.IsZero() {
		if list := b.episodesOf(s.season); len(list) > 0 {
			s.episode = list[0].id
		}
	}
	return s, nil
}

func (b *book) episodesOf(season graph.ID) []episode {
	var out []episode
	for _, e := range b.episodes {
		if e.Season.ID == season {
			out = append(out, e)
		}
	}
	return out
}

// within reports whether a lane is part of what the board shows.
func (b *book) within(s scope, l lane) bool {
	if !s.episode.IsZero() {
		return l.Episode.ID == s.episode
	}
	if !b.series() || l.Episode.IsZero() {
		return true // columns made before there were episodes stay in sight
	}
	i := b.episodeAt(l.Episode.ID)
	return i >= 0 && b.episodes[i].Season.ID == s.season
}

// shown lists the cards of a scope in story order.
func (b *book) shown(s scope) []*card {
	return slices.DeleteFunc(b.story(), func(c *card) bool {
		l, _ := b.lane(c.Lane.ID)
		return !b.within(s, l)
	})
}

// columns groups the cards of a scope.
func (b *book) columns(s scope) []column {
	cards := b.shown(s)
	switch {
	case s.by == byArc:
		return b.arcColumns(cards)
	case s.by == byCharacter:
		return b.characterColumns(cards)
	case s.by == bySeason && b.series():
		var out []column
		for _, e := range b.episodesOf(s.season) {
			out = append(out, column{kind: "episode", id: e.id, title: episodeTitle(e.Episode), cards: only(cards, func(c *card) bool { return b.episodeOf(c) == e.id })})
		}
		if rest := only(cards, func(c *card) bool { return b.episodeOf(c).IsZero() }); len(rest) > 0 {
			out = append(out, column{kind: "rest", cards: rest})
		}
		return out
	}
	var out []column
	for _, l := range b.lanes {
		if b.within(s, l) {
			out = append(out, column{kind: "lane", id: l.id, title: l.Name, cards: only(cards, func(c *card) bool { return c.Lane.ID == l.id })})
		}
	}
	return out
}

func episodeTitle(e production.Episode) string {
	if e.Name == "" {
		return e.Number
	}
	return e.Number + " " + e.Name
}

func only(cards []*card, keep func(*card) bool) []*card {
	var out []*card
	for _, c := range cards {
		if keep(c) {
			out = append(out, c)
		}
	}
	return out
}

func (b *book) arcColumns(cards []*card) []column {
	var out []column
	for _, a := range b.arcs {
		out = append(out, column{kind: "arc", id: a.id, title: arcTitle(a.Arc), color: a.Color, cards: only(cards, func(c *card) bool { return slices.Contains(c.arcs, a.id) })})
	}
	if rest := only(cards, func(c *card) bool { return len(c.arcs) == 0 }); len(rest) > 0 {
		out = append(out, column{kind: "rest", cards: rest})
	}
	return out
}

func arcTitle(a production.Arc) string {
	if a.Mark == "" {
		return a.Name
	}
	return a.Mark + " · " + a.Name
}

// characterColumns shows everybody who has a card, and the leading parts even without.
func (b *book) characterColumns(cards []*card) []column {
	people := map[graph.ID][]*card{}
	var order []graph.ID
	for id, e := range graph.All[production.Element](b.v) {
		if e.Category == "character" && e.MergedInto.IsZero() && (e.Billing == "lead" || e.Billing == "supporting") {
			people[id], order = nil, append(order, id)
		}
	}
	var rest []*card
	for _, c := range cards {
		who := b.castOf(c)
		if len(who) == 0 {
			rest = append(rest, c)
		}
		for _, id := range who {
			if _, ok := people[id]; !ok {
				order = append(order, id)
			}
			people[id] = append(people[id], c)
		}
	}
	slices.SortFunc(order, b.byCast)
	var out []column
	for _, id := range order {
		e, _ := graph.Get[production.Element](b.v, id)
		out = append(out, column{kind: "character", id: id, title: e.Name, cards: people[id]})
	}
	if len(rest) > 0 {
		out = append(out, column{kind: "rest", cards: rest})
	}
	return out
}

// castOf lists the characters of a card: those it names, and those its scenes show.
func (b *book) castOf(c *card) []graph.ID {
	out := slices.Clone(c.characters)
	for _, s := range c.scenes {
		for _, u := range graph.Referring[production.Use](b.v, s, "scene") {
			e, ok := graph.Get[production.Element](b.v, u.Element.ID)
			if ok && e.Category == "character" && onSet(u) && !slices.Contains(out, u.Element.ID) {
				out = append(out, u.Element.ID)
			}
		}
	}
	slices.SortFunc(out, b.byCast)
	return out
}

// onSet says that a use needs the element in front of the camera: a voice, a mention or a photograph does not.
func onSet(u production.Use) bool {
	return u.Presence != "voice_only" && u.Presence != "mentioned" && u.Presence != "photo"
}
