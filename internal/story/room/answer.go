package room

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Board is the cards of a season, an episode or a feature in columns.
type Board struct {
	By       string        `json:"by"`
	Series   bool          `json:"series" doc:"The production has episodes"`
	Season   graph.ID      `json:"season,omitzero"`
	Episode  graph.ID      `json:"episode,omitzero"`
	Columns  []ColumnItem  `json:"columns"`
	Cards    []CardItem    `json:"cards"`
	Total    Cost          `json:"total"`
	Seasons  []SeasonItem  `json:"seasons"`
	Episodes []EpisodeItem `json:"episodes"`
	Lanes    []LaneItem    `json:"lanes" doc:"All columns of the production, in story order"`
	Arcs     []ArcItem     `json:"arcs"`
	Pitches  int           `json:"pitches" doc:"Cards that wait for a yes or no"`
	Unheld   int           `json:"unheld" doc:"Scenes of the script that no card holds"`
	Title    graph.ID      `json:"title,omitzero" doc:"What a lock of the whole board is about"`
	Lock     *LockItem     `json:"lock,omitempty" doc:"Of the whole board"`
}

// ColumnItem is one column of the board.
type ColumnItem struct {
	ID    graph.ID   `json:"id,omitzero" doc:"Lane, episode, arc or character; empty for cards that belong to none"`
	Kind  string     `json:"kind" enum:"lane,episode,arc,character,rest"`
	Title string     `json:"title"`
	Color string     `json:"color,omitempty"`
	Break string     `json:"break,omitempty" doc:"What the act ends on"`
	Cards []graph.ID `json:"cards"`
	Cost  Cost       `json:"cost"`
	Lock  *LockItem  `json:"lock,omitempty"`
}

// CardItem is a card as the board shows it.
type CardItem struct {
	ID         graph.ID   `json:"id"`
	Title      string     `json:"title"`
	Text       string     `json:"text,omitempty" doc:"Its first words"`
	Lane       graph.ID   `json:"lane,omitzero"`
	LaneTitle  string     `json:"lane_title,omitempty"`
	Episode    graph.ID   `json:"episode,omitzero"`
	Arcs       []graph.ID `json:"arcs" doc:"The one that colours it first"`
	Color      string     `json:"color,omitempty"`
	Characters []NameItem `json:"characters"`
	Scenes     []NameItem `json:"scenes" doc:"By number"`
	StoryDay   string     `json:"story_day,omitempty"`
	Status     string     `json:"status" enum:"pitched,in,alternate,parked,out"`
	Versions   int        `json:"versions" doc:"Other versions of it"`
	Notes      int        `json:"notes"`
	PitchedBy  string     `json:"pitched_by,omitempty"`
	Reason     string     `json:"reason,omitempty"`
	Hidden     bool       `json:"hidden" doc:"Others do not see it"`
	AtMS       int64      `json:"at_ms" doc:"When it was made"`
	Lock       *LockItem  `json:"lock,omitempty"`
	Cost       Cost       `json:"cost"`
}

// NameItem is a record by its name.
type NameItem struct {
	ID   graph.ID `json:"id"`
	Name string   `json:"name"`
}

// SeasonItem is a season.
type SeasonItem struct {
	ID     graph.ID `json:"id"`
	Number int      `json:"number"`
	Name   string   `json:"name,omitempty"`
}

// EpisodeItem is an episode.
type EpisodeItem struct {
	ID     graph.ID  `json:"id"`
	Season graph.ID  `json:"season"`
	Number string    `json:"number"`
	Name   string    `json:"name,omitempty"`
	Lock   *LockItem `json:"lock,omitempty"`
}

// LaneItem is a column of the story.
type LaneItem struct {
	ID      graph.ID `json:"id"`
	Name    string   `json:"name"`
	Type    string   `json:"type,omitempty"`
	Episode graph.ID `json:"episode,omitzero"`
}

// ArcItem is a storyline.
type ArcItem struct {
	ID        graph.ID `json:"id"`
	Name      string   `json:"name"`
	Mark      string   `json:"mark,omitempty"`
	Type      string   `json:"type,omitempty"`
	Color     string   `json:"color,omitempty"`
	Summary   string   `json:"summary,omitempty"`
	Ending    string   `json:"ending,omitempty"`
	Character graph.ID `json:"character,omitzero"`
	Hidden    bool     `json:"hidden" doc:"How it ends is hidden from others"`
	Beats     int      `json:"beats"`
}

const excerptRunes = 180

func excerpt(s string) string {
	if utf8.RuneCountInString(s) <= excerptRunes {
		return s
	}
	cut := string([]rune(s)[:excerptRunes])
	if i := strings.LastIndexByte(cut, ' '); i > excerptRunes/2 {
		cut = cut[:i]
	}
	return cut + " …"
}

func (b *book) item(c *card, l *ledger) CardItem {
	out := CardItem{
		ID: c.id, Title: c.Name(), Text: excerpt(c.Text), Lane: c.Lane.ID, Arcs: append([]graph.ID{}, c.arcs...), Color: b.color(c),
		Characters: b.names(c.characters), Scenes: []NameItem{}, Status: cmp.Or(c.Status, statusPitched), Versions: len(c.versions), PitchedBy: b.nameOf(c.PitchedBy.ID),
		Reason: c.Reason, Hidden: c.sealed, Cost: l.of(c),
	}
	if lane, ok := b.lane(c.Lane.ID); ok {
		out.LaneTitle, out.Episode = lane.Name, lane.Episode.ID
	}
	if len(c.characters) == 0 {
		for _, p := range out.Cost.Cast {
			out.Characters = append(out.Characters, NameItem{p.ID, p.Name})
		}
	}
	for _, id := range c.scenes {
		s, _ := graph.Get[production.Scene](b.v, id)
		out.Scenes = append(out.Scenes, NameItem{id, s.Number})
	}
	out.StoryDay = b.storyDay(c)
	for range graph.Referring[production.Note](b.v, c.id, "about") {
		out.Notes++
	}
	rec, _ := b.v.Record(c.id)
	out.AtMS = rec.Born.Ms
	if s, ok := b.lockOfCard(c); ok {
		lock := b.lockItem(s)
		out.Lock = &lock
	}
	return out
}

// storyDay is the day of the story a card says it plays on, else the days of its scenes.
func (b *book) storyDay(c *card) string {
	if d, ok := graph.Get[production.StoryDay](b.v, c.StoryDay.ID); ok {
		return d.Label
	}
	var out []string
	for _, id := range c.scenes {
		s, _ := graph.Get[production.Scene](b.v, id)
		if d, ok := graph.Get[production.StoryDay](b.v, s.StoryDay.ID); ok && !slices.Contains(out, d.Label) {
			out = append(out, d.Label)
		}
	}
	return strings.Join(out, ", ")
}

func (b *book) names(ids []graph.ID) []NameItem {
	out := []NameItem{}
	for _, id := range ids {
		name := b.v.Label(id)
		if e, ok := graph.Get[production.Element](b.v, id); ok {
			name = e.Name
		}
		out = append(out, NameItem{id, name})
	}
	return out
}

func (b *book) answer(s scope, l *ledger) (Board, error) {
	s, err := b.narrow(s)
	if err != nil {
		return Board{}, err
	}
	out := Board{By: s.by, Series: b.series(), Season: s.season, Episode: s.episode, Columns: []ColumnItem{}, Cards: []CardItem{}, Title: b.title()}
	for _, col := range b.columns(s) {
		item := ColumnItem{ID: col.id, Kind: col.kind, Title: col.title, Color: col.color, Cards: []graph.ID{}, Cost: l.of(col.cards...)}
		for _, c := range col.cards {
			item.Cards = append(item.Cards, c.id)
		}
		if lane, ok := b.lane(col.id); ok {
			item.Break = lane.Break
			item.Lock = b.shownLock(b.lockOfLane(col.id))
		} else if col.kind == "episode" {
			item.Lock = b.shownLock(b.lockOf(col.id, b.title()))
		}
		out.Columns = append(out.Columns, item)
	}
	cards := b.shown(s)
	for _, c := range cards {
		out.Cards = append(out.Cards, b.item(c, l))
	}
	out.Total = l.of(cards...)
	out.Lock = b.shownLock(b.lockOf(out.Title))
	b.lists(&out)
	return out, nil
}

func (b *book) shownLock(s lockState, ok bool) *LockItem {
	if !ok {
		return nil
	}
	item := b.lockItem(s)
	return &item
}

// lists fills in what menus offer, and what waits.
func (b *book) lists(out *Board) {
	out.Seasons, out.Episodes, out.Lanes, out.Arcs = []SeasonItem{}, []EpisodeItem{}, []LaneItem{}, []ArcItem{}
	for id, s := range graph.All[production.Season](b.v) {
		out.Seasons = append(out.Seasons, SeasonItem{id, s.Number, s.Name})
	}
	slices.SortFunc(out.Seasons, func(x, y SeasonItem) int { return cmp.Compare(x.Number, y.Number) })
	for _, e := range b.episodes {
		out.Episodes = append(out.Episodes, EpisodeItem{e.id, e.Season.ID, e.Number, e.Name, b.shownLock(b.lockOf(e.id, out.Title))})
	}
	for _, l := range b.lanes {
		out.Lanes = append(out.Lanes, LaneItem{l.id, l.Name, l.Type, l.Episode.ID})
	}
	beats, held := map[graph.ID]int{}, map[graph.ID]bool{}
	for _, c := range b.cards {
		if c.Status == statusPitched || c.Status == "" {
			out.Pitches++
		}
		for _, s := range c.scenes {
			held[s] = true
		}
		if c.onBoard() {
			for _, a := range c.arcs {
				beats[a]++
			}
		}
	}
	for id, s := range graph.All[production.Scene](b.v) {
		if !s.Omitted && !held[id] {
			out.Unheld++
		}
	}
	for _, a := range b.arcs {
		out.Arcs = append(out.Arcs, ArcItem{a.id, a.Name, a.Mark, a.Type, a.Color, a.Summary, a.Ending, a.Character.ID, a.sealed, beats[a.id]})
	}
}

// Detail is a card in full.
type Detail struct {
	CardItem
	FullText    string           `json:"full_text"`
	Arc         graph.ID         `json:"arc,omitzero" doc:"That colours it"`
	StoryDayID  graph.ID         `json:"story_day_id,omitzero"`
	Eighths     int              `json:"eighths" doc:"Length the room expects, in eighths of a page"`
	Needs       []string         `json:"needs" doc:"What it says it will need"`
	SceneCards  []SceneCard      `json:"scene_cards" doc:"The scenes that grew out of it"`
	People      []NameItem       `json:"people" doc:"Characters it names itself, beside those its scenes show"`
	Things      []NameItem       `json:"things" doc:"Sets, props and others it names"`
	Passages    []NameItem       `json:"passages" doc:"Passages of a source it comes from"`
	Head        *NameItem        `json:"head,omitempty" doc:"Card it is another version of"`
	Alternates  []CardItem       `json:"alternates" doc:"All versions of the beat, the one on the board first; empty without others"`
	NoteList    []NoteItem       `json:"note_list"`
	Assignments []AssignmentItem `json:"assignments"`
}

// SceneCard is a scene that a card became.
type SceneCard struct {
	ID       graph.ID `json:"id"`
	Number   string   `json:"number"`
	Heading  string   `json:"heading"`
	Synopsis string   `json:"synopsis,omitempty"`
	Length   string   `json:"length"`
	Days     []int    `json:"days" doc:"Shooting days it stands on"`
}

// NoteItem is a remark on a card.
type NoteItem struct {
	ID      graph.ID `json:"id"`
	Text    string   `json:"text"`
	By      string   `json:"by,omitempty"`
	AtMS    int64    `json:"at_ms"`
	ReplyTo graph.ID `json:"reply_to,omitzero"`
}

func (b *book) detail(id graph.ID, l *ledger) (Detail, error) {
	c, ok := b.cards[id]
	if !ok {
		return Detail{}, fault.New(fault.NotFound, "card %s does not exist", id)
	}
	out := Detail{
		CardItem: b.item(c, l), FullText: c.Text, Arc: c.Arc.ID, StoryDayID: c.StoryDay.ID, Eighths: int(c.LengthEighths), Needs: []string{},
		SceneCards: []SceneCard{}, People: b.names(c.characters), Things: b.names(c.things), Passages: b.names(c.passages), Alternates: []CardItem{}, NoteList: []NoteItem{}, Assignments: []AssignmentItem{},
	}
	for _, need := range production.CardNeeds {
		if c.Needs[need] {
			out.Needs = append(out.Needs, need)
		}
	}
	for _, s := range c.scenes {
		rec, _ := graph.Get[production.Scene](b.v, s)
		out.SceneCards = append(out.SceneCards, SceneCard{s, rec.Number, rec.Heading, rec.Synopsis, rec.LengthEighths.String(), append([]int{}, l.days[s]...)})
	}
	head := b.top(c)
	if head != c {
		out.Head = &NameItem{head.id, head.Name()}
	}
	if len(head.versions) > 0 {
		out.Alternates = append(out.Alternates, b.item(head, l))
		for _, other := range head.versions {
			out.Alternates = append(out.Alternates, b.item(b.cards[other], l))
		}
	}
	for nid, n := range graph.Referring[production.Note](b.v, id, "about") {
		rec, _ := b.v.Record(nid)
		out.NoteList = append(out.NoteList, NoteItem{nid, n.Text, b.nameOf(n.By.ID), rec.Born.Ms, n.ReplyTo.ID})
	}
	for _, a := range assignments(b, production.Date{}) {
		if a.About == id || slices.Contains(c.scenes, a.About) {
			out.Assignments = append(out.Assignments, a)
		}
	}
	return out, nil
}

// Ledger is the pitches, and what became of those before them.
type Ledger struct {
	Pitched []CardItem `json:"pitched" doc:"Waiting, the newest first"`
	Parked  []CardItem `json:"parked"`
	Out     []CardItem `json:"out"`
}

func (b *book) pitches(l *ledger) Ledger {
	out := Ledger{[]CardItem{}, []CardItem{}, []CardItem{}}
	for _, c := range b.cards {
		switch c.Status {
		case statusPitched, "":
			out.Pitched = append(out.Pitched, b.item(c, l))
		case statusParked:
			out.Parked = append(out.Parked, b.item(c, l))
		case statusOut:
			out.Out = append(out.Out, b.item(c, l))
		}
	}
	for _, list := range [][]CardItem{out.Pitched, out.Parked, out.Out} {
		slices.SortFunc(list, func(x, y CardItem) int { return cmp.Or(cmp.Compare(y.AtMS, x.AtMS), byID(y.ID, x.ID)) })
	}
	return out
}
