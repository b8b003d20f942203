package board

import (
	"cmp"
	"slices"

	"backlot/film/civil"
	"backlot/film/dood"
	"backlot/film/pages"
	"backlot/film/strips"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Answer is a board as pages read it.
type Answer struct {
	ID        graph.ID       `json:"id"`
	Name      string         `json:"name"`
	Unit      graph.ID       `json:"unit,omitzero"`
	Calendar  graph.ID       `json:"calendar,omitzero"`
	Start     civil.Date     `json:"start,omitzero"`
	Current   bool           `json:"current"`
	ColorBy   string         `json:"color_by"`
	Note      string         `json:"note,omitempty"`
	Days      []DayAnswer    `json:"days"`
	Boneyard  []StripAnswer  `json:"boneyard"`
	Unplanned []SceneAnswer  `json:"unplanned" doc:"Scenes of the script without a strip"`
	Totals    TotalsAnswer   `json:"totals"`
	Palette   []strips.Shade `json:"palette"`
	// People are the names behind the marks on the strips.
	People map[string]string `json:"people" doc:"Characters of the board by the mark on its strips: cast number, or name"`
}

// DayAnswer is one day of a board.
type DayAnswer struct {
	Index  int           `json:"index" doc:"From 0"`
	Number int           `json:"number" doc:"Shooting day from 1; 0 on days without scenes"`
	Date   civil.Date    `json:"date,omitzero"`
	Break  graph.ID      `json:"break,omitzero" doc:"The day break that ends it; empty at an open end"`
	Day    graph.ID      `json:"day,omitzero" doc:"The shoot day record it is bound to"`
	Strips []StripAnswer `json:"strips"`
	Totals TotalsAnswer  `json:"totals"`
}

// StripAnswer is one strip.
type StripAnswer struct {
	ID      graph.ID     `json:"id"`
	Type    string       `json:"type" enum:"scene,day_break,banner"`
	Scene   *SceneAnswer `json:"scene,omitempty"`
	Part    string       `json:"part,omitempty"`
	Eighths int          `json:"eighths" doc:"Length in eighths of a page"`
	Length  string       `json:"length" doc:"Length as crews write it: 1 3/8"`
	Minutes int          `json:"minutes"`
	Text    string       `json:"text,omitempty"`
	Note    string       `json:"note,omitempty"`
	Pinned  bool         `json:"pinned"`
	Place   graph.ID     `json:"place,omitzero" doc:"Where it is shot, when not the place of its set"`
}

// SceneAnswer is a scene as a strip shows it.
type SceneAnswer struct {
	ID       graph.ID `json:"id"`
	Number   string   `json:"number"`
	IntExt   string   `json:"int_ext"`
	Set      string   `json:"set"`
	Time     string   `json:"time"`
	Place    string   `json:"place,omitempty"`
	Synopsis string   `json:"synopsis,omitempty"`
	StoryDay string   `json:"story_day,omitempty"`
	Eighths  int      `json:"eighths"`
	Length   string   `json:"length"`
	Minutes  int      `json:"minutes"`
	Cast     []string `json:"cast" doc:"Cast numbers, or names of characters without one"`
	Color    string   `json:"color" doc:"#rrggbb"`
	Shade    string   `json:"shade" doc:"Name of the colour"`
}

// TotalsAnswer is what a day or a board amounts to.
type TotalsAnswer struct {
	Scenes  int      `json:"scenes"`
	Eighths int      `json:"eighths"`
	Length  string   `json:"length"`
	Minutes int      `json:"minutes"`
	Cast    []string `json:"cast"`
	Places  []string `json:"places"`
	Moves   int      `json:"moves"`
	Days    int      `json:"days,omitempty" doc:"Shooting days, of a board"`
}

func (p *Plan) answer() Answer {
	out := Answer{
		ID: p.ID, Name: p.Board.Name, Unit: p.Board.Unit.ID, Calendar: p.Board.Calendar.ID, Start: p.Board.Start,
		Current: p.Board.Current, ColorBy: cmp.Or(p.Board.ColorBy, "int_ext_day_night"), Note: p.Board.Note,
		Days: []DayAnswer{}, Boneyard: p.stripAnswers(p.Boneyard), Unplanned: []SceneAnswer{}, Palette: strips.Classic,
		People: p.scenes.names(),
	}
	var all []strips.Strip
	for _, d := range p.Days {
		out.Days = append(out.Days, DayAnswer{
			Index: d.Index, Number: d.Number, Date: d.Date, Break: d.Break, Day: d.Day,
			Strips: p.stripAnswers(d.Strips), Totals: p.totals(d.Totals),
		})
		for _, s := range d.Strips {
			all = append(all, s.Engine)
		}
	}
	for _, id := range p.Unplanned {
		s, _ := p.scenes.scene(id)
		out.Unplanned = append(out.Unplanned, p.sceneAnswer(id, s))
	}
	out.Totals = p.totals(strips.Sum(all))
	out.Totals.Days = p.Shooting()
	return out
}

func (p *Plan) stripAnswers(list []Strip) []StripAnswer {
	out := make([]StripAnswer, 0, len(list))
	for _, s := range list {
		a := StripAnswer{
			ID: s.ID, Type: s.Record.Type, Part: s.Record.Part, Eighths: int(s.Engine.Length()), Length: s.Engine.Length().String(),
			Minutes: s.Engine.Duration(), Text: s.Record.Text, Note: s.Record.Note, Pinned: s.Record.Pinned, Place: s.Record.Place.ID,
		}
		if s.Engine.Type == strips.SceneStrip {
			sc := p.sceneAnswer(s.Record.Scene.ID, s.Engine.Scene)
			a.Scene = &sc
		}
		out = append(out, a)
	}
	return out
}

func (p *Plan) sceneAnswer(id graph.ID, s strips.Scene) SceneAnswer {
	r := p.scenes.facts[id].record
	story, _ := graph.Get[production.StoryDay](p.scenes.v, r.StoryDay.ID)
	shade := p.shade(id, s)
	cast := p.scenes.marks(id)
	if cast == nil {
		cast = []string{}
	}
	return SceneAnswer{
		ID: id, Number: r.Number, IntExt: r.IntExt, Set: s.Set, Time: r.TimeOfDay, Place: s.Place, Synopsis: r.Synopsis,
		StoryDay: story.Label, Eighths: int(s.Eighths), Length: s.Eighths.String(), Minutes: s.Minutes, Cast: cast,
		Color: shade.Colour, Shade: shade.Name,
	}
}

// groupHues colour boards that are shown by set, unit, episode or story day: light enough for black
// letters, and apart for people who confuse red and green.
var groupHues = []strips.Shade{
	{Colour: "#fde3a7", Name: "sand"}, {Colour: "#b9d7f2", Name: "sky"}, {Colour: "#d9c8ee", Name: "lilac"}, {Colour: "#c3e6cb", Name: "mint"},
	{Colour: "#f7c9c2", Name: "rose"}, {Colour: "#cfd4da", Name: "steel"}, {Colour: "#f9d9b8", Name: "apricot"}, {Colour: "#bfe3e6", Name: "aqua"},
	{Colour: "#e6e8b4", Name: "lime"}, {Colour: "#ead3c2", Name: "clay"},
}

// shade is the colour of a strip under the colour rule of the board.
func (p *Plan) shade(id graph.ID, s strips.Scene) strips.Shade {
	r := p.scenes.facts[id].record
	key := ""
	switch p.Board.ColorBy {
	case "set":
		key = s.Where()
	case "unit":
		key = r.Unit.String()
	case "episode":
		key = r.Episode.String()
	case "story_day":
		key = r.StoryDay.String()
	default:
		return strips.Classic.Of(s)
	}
	i := slices.Index(p.groups(), key)
	return groupHues[max(i, 0)%len(groupHues)]
}

// groups lists the values that colour the board, in script order, so that each keeps its colour
// wherever its strips go.
func (p *Plan) groups() []string {
	if p.scenes.groups != nil {
		return p.scenes.groups
	}
	seen := map[string]bool{}
	for _, id := range p.scenes.order {
		r := p.scenes.facts[id].record
		s, _ := p.scenes.scene(id)
		key := map[string]string{"set": s.Where(), "unit": r.Unit.String(), "episode": r.Episode.String(), "story_day": r.StoryDay.String()}[p.Board.ColorBy]
		if !seen[key] {
			seen[key] = true
			p.scenes.groups = append(p.scenes.groups, key)
		}
	}
	return p.scenes.groups
}

func (p *Plan) totals(t strips.Totals) TotalsAnswer {
	ids := make([]graph.ID, 0, len(t.Cast))
	for _, c := range t.Cast {
		ids = append(ids, graph.MustID(c))
	}
	slices.SortFunc(ids, p.scenes.byNumber)
	cast := make([]string, 0, len(ids))
	for _, id := range ids {
		cast = append(cast, p.scenes.mark(id))
	}
	places := t.Places
	if places == nil {
		places = []string{}
	}
	return TotalsAnswer{Scenes: t.Scenes, Eighths: int(t.Eighths), Length: t.Eighths.String(), Minutes: t.Minutes, Cast: cast, Places: places, Moves: t.Moves}
}

// ListItem is a board in the list of boards.
type ListItem struct {
	ID      graph.ID   `json:"id"`
	Name    string     `json:"name"`
	Current bool       `json:"current"`
	Start   civil.Date `json:"start,omitzero"`
	End     civil.Date `json:"end,omitzero"`
	Days    int        `json:"days" doc:"Shooting days"`
	Scenes  int        `json:"scenes"`
	Length  string     `json:"length"`
	Note    string     `json:"note,omitempty"`
}

func list(v graph.View) ([]ListItem, error) {
	type keyed struct {
		ListItem
		order string
	}
	var all []keyed
	for id, b := range graph.All[production.Board](v) {
		p, err := Read(v, id)
		if err != nil {
			return nil, err
		}
		item := ListItem{ID: id, Name: b.Name, Current: b.Current, Start: b.Start, Days: p.Shooting(), Note: b.Note}
		var length pages.Eighths
		for _, d := range p.Days {
			item.Scenes += d.Totals.Scenes
			length += d.Totals.Eighths
			item.End = d.Date
		}
		item.Length = length.String()
		all = append(all, keyed{item, b.Order})
	}
	slices.SortStableFunc(all, func(a, b keyed) int { return cmp.Compare(a.order, b.order) })
	out := make([]ListItem, len(all))
	for i, k := range all {
		out[i] = k.ListItem
	}
	return out, nil
}

// ChartAnswer is the day-out-of-days of one category, with what holds cost for those who may know.
type ChartAnswer struct {
	Category string         `json:"category"`
	Title    string         `json:"title"`
	Days     []dood.Day     `json:"days"`
	Rows     []RowAnswer    `json:"rows"`
	Findings []dood.Finding `json:"findings"`
}

// RowAnswer is one line of a chart.
type RowAnswer struct {
	ID       string           `json:"id"`
	Name     string           `json:"name"`
	Number   int              `json:"number,omitempty"`
	Codes    []string         `json:"codes" doc:"One a day, as printed"`
	Totals   dood.Totals      `json:"totals"`
	HoldCost production.Money `json:"hold_cost,omitzero"`
	Terms    string           `json:"terms,omitempty" doc:"Where the rule about holds comes from"`
}

func (p *Plan) chartAnswers(category string) ([]ChartAnswer, error) {
	charts, err := p.Charts(category)
	if err != nil {
		return nil, err
	}
	out := []ChartAnswer{}
	for _, c := range charts {
		costs := p.holdCosts(c.Chart)
		a := ChartAnswer{Category: c.Category.Key, Title: c.Category.Plural, Days: c.Days, Rows: []RowAnswer{}, Findings: []dood.Finding{}}
		a.Findings = append(a.Findings, c.Findings...)
		for _, r := range c.Rows {
			row := RowAnswer{ID: r.Person.ID, Name: r.Person.Name, Number: r.Person.Number, Totals: r.Totals, HoldCost: costs[r.Person.ID].Cost}
			if r.Person.Terms != nil {
				row.Terms = r.Person.Terms.Source
			}
			for _, cell := range r.Cells {
				row.Codes = append(row.Codes, cell.String())
			}
			a.Rows = append(a.Rows, row)
		}
		out = append(out, a)
	}
	return out, nil
}
