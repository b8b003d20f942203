package board

import (
	"cmp"
	"fmt"
	"slices"

	"backlot/film/civil"
	"backlot/film/pages"
	"backlot/film/strips"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Capacity is what fits in a day when a board is arranged.
type Capacity struct {
	Eighths      pages.Eighths `json:"eighths,omitempty" minimum:"0" maximum:"400" doc:"Pages a day in eighths; 0 and no minutes means five pages"`
	Minutes      int           `json:"minutes,omitempty" minimum:"0" maximum:"1440" doc:"Minutes a day"`
	TentInterior bool          `json:"tent_interior,omitempty" doc:"Shoot night scenes inside by day"`
}

func (c Capacity) engine() strips.Capacity {
	out := strips.FeatureDay
	if c.Eighths > 0 || c.Minutes > 0 {
		out.Eighths, out.Minutes = c.Eighths, c.Minutes
		if c.Minutes > 0 {
			out.MoveMinutes = 60
		}
	}
	out.InteriorNightsByDay = c.TentInterior
	return out
}

// CreateIn makes a board: from the script by rule of thumb, or as a copy of another.
type CreateIn struct {
	Name     string     `json:"name" minLength:"1" maxLength:"120"`
	Start    civil.Date `json:"start,omitzero" doc:"First date; empty leaves the days without dates"`
	Unit     graph.ID   `json:"unit,omitzero"`
	Calendar graph.ID   `json:"calendar,omitzero"`
	CopyOf   graph.ID   `json:"copy_of,omitzero" doc:"Board to begin with"`
	Empty    bool       `json:"empty,omitempty" doc:"All scenes in the boneyard instead of arranged in days"`
	Capacity
}

// Create makes the change that adds a board.
func Create(v graph.View, ids graph.IDs, in CreateIn) (graph.Change, error) {
	e := v.Edit(ids, fmt.Sprintf("Make board %q", in.Name))
	b := production.Board{
		Name: in.Name, Start: in.Start, Unit: graph.To[production.Unit](in.Unit),
		Calendar: graph.To[production.Calendar](in.Calendar), Order: lastOrder(v),
	}
	if _, has := Current(v); !has {
		b.Current = true
	}
	if in.CopyOf.IsZero() {
		id := graph.Add(e, b)
		fill(e, id, newSceneBook(v), in)
		return e.Change()
	}
	from, ok := graph.Get[production.Board](v, in.CopyOf)
	if !ok {
		return graph.Change{}, fault.At("body.copy_of", "board %s does not exist", in.CopyOf)
	}
	b.Start, b.Unit, b.Calendar = cmpOr(b.Start, from.Start), cmpOr(b.Unit, from.Unit), cmpOr(b.Calendar, from.Calendar)
	b.ColorBy, b.Current = from.ColorBy, false
	id := graph.Add(e, b)
	for _, s := range stripsOf(v, in.CopyOf) {
		if s.Record.Type == string(strips.SceneStrip) && s.Record.Scene.IsZero() {
			continue
		}
		s.Record.Board = graph.To[production.Board](id)
		graph.Add(e, s.Record)
	}
	return e.Change()
}

func cmpOr[T comparable](a, b T) T { return cmp.Or(a, b) }

func lastOrder(v graph.View) string {
	last := ""
	for _, b := range graph.All[production.Board](v) {
		last = max(last, b.Order)
	}
	return graph.Between(last, "")
}

// fill adds the strips of a new board.
func fill(e *graph.Edit, board graph.ID, book *sceneBook, in CreateIn) {
	to := graph.To[production.Board](board)
	scenes := make([]strips.Scene, 0, len(book.order))
	for _, id := range book.order {
		s, _ := book.scene(id)
		scenes = append(scenes, s)
	}
	if in.Empty {
		for i, k := range graph.Orders(len(scenes)) {
			graph.Add(e, production.Strip{Board: to, Type: string(strips.SceneStrip), Order: k, Scene: sceneRef(scenes[i]), Boneyard: true})
		}
		return
	}
	line := strips.Board(strips.Arrange(scenes, in.Capacity.engine()))
	for i, k := range graph.Orders(len(line)) {
		s := production.Strip{Board: to, Type: string(line[i].Type), Order: k}
		if line[i].Type == strips.SceneStrip {
			s.Scene = sceneRef(line[i].Scene)
		}
		graph.Add(e, s)
	}
}

func sceneRef(s strips.Scene) graph.Ref[production.Scene] {
	id, err := graph.ParseID(s.ID)
	if err != nil {
		panic(fmt.Sprintf("scene id %q was not made by this package", s.ID))
	}
	return graph.To[production.Scene](id)
}

// ArrangeIn arranges a board anew by rule of thumb.
type ArrangeIn struct{ Capacity }

// arrange puts the scenes of a board in days by rule of thumb. Day breaks are made anew; banners and
// pinned scenes keep their day number; the boneyard stays.
func arrange(v graph.View, ids graph.IDs, board graph.ID, in ArrangeIn) (graph.Change, error) {
	p, err := Read(v, board)
	if err != nil {
		return graph.Change{}, err
	}
	var free []strips.Scene
	kept := map[int][]Strip{}
	byScene := map[string]Strip{}
	for _, d := range p.Days {
		for _, s := range d.Strips {
			if s.Record.Pinned || s.Engine.Type != strips.SceneStrip || s.Record.Part != "" {
				kept[d.Index] = append(kept[d.Index], s)
				continue
			}
			free = append(free, s.Engine.Scene)
			byScene[s.Engine.Scene.ID] = s
		}
	}
	slices.SortStableFunc(free, func(a, b strips.Scene) int { return p.scenes.script(a, b) })
	days := strips.Arrange(free, in.Capacity.engine())
	e := v.Edit(ids, fmt.Sprintf("Arrange board %q anew", p.Board.Name))
	var line []Strip
	count := len(days)
	for i := range kept {
		count = max(count, i+1)
	}
	breaks := p.breaks()
	for i := range count {
		if i < len(days) {
			for _, s := range days[i].Strips {
				line = append(line, byScene[s.Scene.ID])
			}
		}
		line = append(line, kept[i]...)
		if i < len(breaks) {
			line = append(line, breaks[i])
		} else {
			line = append(line, Strip{Record: production.Strip{Type: string(strips.DayBreak), Board: graph.To[production.Board](board)}})
		}
	}
	for _, b := range breaks[min(count, len(breaks)):] {
		e.Delete(b.ID)
	}
	reorder(e, line)
	return e.Change()
}

// breaks lists the day breaks of a board in order.
func (p *Plan) breaks() []Strip {
	var out []Strip
	for _, s := range stripsOf(p.scenes.v, p.ID) {
		if s.Record.Type == string(strips.DayBreak) && !s.Record.Boneyard {
			out = append(out, s)
		}
	}
	return out
}

// reorder gives a whole line new keys; strips without an id are made.
func reorder(e *graph.Edit, line []Strip) {
	for i, k := range graph.Orders(len(line)) {
		s := line[i]
		if s.ID.IsZero() {
			s.Record.Order = k
			graph.Add(e, s.Record)
			continue
		}
		graph.Update(e, s.ID, func(r *production.Strip) { r.Order = k })
	}
}

func (b *sceneBook) script(x, y strips.Scene) int {
	return cmp.Compare(b.place(x.ID), b.place(y.ID))
}

func (b *sceneBook) place(id string) int {
	return slices.IndexFunc(b.order, func(o graph.ID) bool { return o.String() == id })
}

// SortIn sorts the scenes of a day, of the boneyard, or of the whole board.
type SortIn struct {
	By    string `json:"by" enum:"script,set,light,cast,length" doc:"What decides first"`
	Where string `json:"where" enum:"board,days,boneyard" doc:"The whole board across days, every day for itself, or the boneyard"`
	Day   int    `json:"day,omitempty" minimum:"0" doc:"Only this day, counted from 1; 0 is all"`
}

// sortStrips sorts scenes where they stand: banners, day breaks and pinned strips keep their place.
func sortStrips(v graph.View, ids graph.IDs, board graph.ID, in SortIn) (graph.Change, error) {
	p, err := Read(v, board)
	if err != nil {
		return graph.Change{}, err
	}
	if in.Day > len(p.Days) {
		return graph.Change{}, fault.At("body.day", "day %d: the board has %d days", in.Day, len(p.Days))
	}
	e := v.Edit(ids, fmt.Sprintf("Sort board %q by %s", p.Board.Name, in.By))
	var runs [][]Strip
	switch {
	case in.Where == "boneyard":
		runs = [][]Strip{p.Boneyard}
	case in.Where == "board" && in.Day == 0:
		var all []Strip
		for _, d := range p.Days {
			all = append(all, d.Strips...)
		}
		runs = [][]Strip{all}
	default:
		for _, d := range p.Days {
			if in.Day == 0 || d.Index+1 == in.Day {
				runs = append(runs, d.Strips)
			}
		}
	}
	for _, run := range runs {
		p.sortRun(e, run, in.By)
	}
	return e.Change()
}

// sortRun deals the order keys of the free strips of a run out anew.
func (p *Plan) sortRun(e *graph.Edit, run []Strip, by string) {
	free := slices.DeleteFunc(slices.Clone(run), func(s Strip) bool {
		return s.Record.Pinned || s.Engine.Type != strips.SceneStrip
	})
	keys := make([]string, len(free))
	for i, s := range free {
		keys[i] = s.Record.Order
	}
	slices.SortStableFunc(free, func(a, b Strip) int { return p.compare(by, a.Engine.Scene, b.Engine.Scene) })
	for i, s := range free {
		graph.Update(e, s.ID, func(r *production.Strip) { r.Order = keys[i] })
	}
}

func (p *Plan) compare(by string, a, b strips.Scene) int {
	rank := map[strips.Light]int{strips.Dawn: 0, strips.Day: 1, strips.Dusk: 2, strips.Night: 3}
	script := p.scenes.script(a, b)
	switch by {
	case "set":
		return cmp.Or(cmp.Compare(a.Where(), b.Where()), cmp.Compare(a.Set, b.Set), script)
	case "light":
		return cmp.Or(cmp.Compare(rank[strips.LightOf(a.Time)], rank[strips.LightOf(b.Time)]), script)
	case "cast":
		return cmp.Or(cmp.Compare(len(b.Cast), len(a.Cast)), slices.Compare(a.Cast, b.Cast), script)
	case "length":
		return cmp.Or(cmp.Compare(b.Eighths, a.Eighths), script)
	}
	return script
}
