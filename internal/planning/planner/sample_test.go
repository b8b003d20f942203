package planner

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"backlot/film/civil"
	"backlot/film/pages"
	"backlot/film/strips"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// sample is a small production in memory: five scenes on three days in Bodø in March.
type sample struct {
	t      *testing.T
	m      *graph.Memory
	ids    *graph.SequentialIDs
	board  graph.ID
	unit   graph.ID
	title  graph.ID
	scenes map[string]graph.ID
	strips map[string]graph.ID
	people map[string]graph.ID // characters
	cast   map[string]graph.ID // engagements, by character
	places map[string]graph.ID
	sets   map[string]graph.ID
}

var monday = civil.MustParse("2027-03-01")

var sampleScenes = []struct {
	number, ie, set, time, place string
	length                       pages.Eighths
	minutes, day                 int
	cast                         []string
}{
	{"1", "EXT", "HARBOUR", "DAY", "The harbour", 8, 180, 0, []string{"MARTA", "JONAS"}},
	{"2", "INT", "CABIN", "DAY", "Stage 1", 8, 180, 0, []string{"MARTA"}},
	{"3", "INT", "CABIN", "NIGHT", "Stage 1", 12, 300, 1, []string{"MARTA", "IDA"}},
	{"4", "EXT", "HARBOUR", "NIGHT", "The harbour", 6, 150, 2, []string{"JONAS"}},
	{"5", "INT", "CABIN", "DAY", "Stage 1", 6, 120, 2, []string{"MARTA"}},
}

func newSample(t *testing.T) *sample {
	t.Helper()
	s := &sample{t: t, ids: &graph.SequentialIDs{Prefix: 9}, scenes: map[string]graph.ID{}, strips: map[string]graph.ID{}, people: map[string]graph.ID{},
		cast: map[string]graph.ID{}, places: map[string]graph.ID{}, sets: map[string]graph.ID{}}
	now := time.Date(2027, 1, 10, 9, 0, 0, 0, time.UTC)
	s.m = graph.NewMemory(production.NewRegistry(), graph.Main(s.ids.NewID()), s.ids.NewID(), func() time.Time { return now })
	s.change("Set up", func(e *graph.Edit) {
		s.title = graph.Add(e, production.Title{Name: "The Salt Line", Format: "feature", Currency: "EUR"})
		cal := graph.Add(e, production.Calendar{Name: "Five-day week", Workdays: map[string]bool{"mon": true, "tue": true, "wed": true, "thu": true, "fri": true}})
		s.unit = graph.Add(e, production.Unit{Name: "Main unit", Type: "main", TimeZone: "Europe/Oslo", Country: "NO", DayLengthMin: 600, Calendar: graph.To[production.Calendar](cal)})
		for i, name := range []string{"MARTA", "JONAS", "IDA"} {
			s.people[name] = graph.Add(e, production.Element{Name: name, Category: "character", Number: fmt.Sprint(i + 1)})
			party := graph.Add(e, production.Party{Type: "person", Name: "Player of " + name})
			s.cast[name] = graph.Add(e, production.Engagement{Party: graph.To[production.Party](party), Character: graph.To[production.Element](s.people[name]), Capacity: "performer", Status: "signed"})
			graph.Add(e, production.Deal{Engagement: graph.To[production.Engagement](s.cast[name]), Rate: production.Money{Minor: 100_000, Currency: "EUR"}, RateUnit: "day"})
		}
		for name, kind := range map[string]string{"The harbour": "location", "Stage 1": "stage"} {
			s.places[name] = graph.Add(e, production.Place{Name: name, Type: kind, Country: "NO", Latitude: 67.28, Longitude: 14.40, TimeZone: "Europe/Oslo", Windows: "can_cover"})
		}
		graph.Add(e, production.Route{From: graph.To[production.Place](s.places["The harbour"]), To: graph.To[production.Place](s.places["Stage 1"]), Minutes: 30})
		s.addBoard(e)
	})
	return s
}

func (s *sample) addBoard(e *graph.Edit) {
	s.board = graph.Add(e, production.Board{Name: "Board 1", Unit: graph.To[production.Unit](s.unit), Start: monday, Current: true, Order: "V"})
	orders, n := graph.Orders(len(sampleScenes)+3), 0
	add := func(x production.Strip) graph.ID {
		x.Board, x.Order = graph.To[production.Board](s.board), orders[n]
		n++
		return graph.Add(e, x)
	}
	day := 0
	for i, r := range sampleScenes {
		for ; day < r.day; day++ {
			add(production.Strip{Type: "day_break"})
		}
		if s.sets[r.set].IsZero() {
			s.sets[r.set] = graph.Add(e, production.Element{Name: r.set, Category: "set"})
			graph.Add(e, production.Realisation{Element: graph.To[production.Element](s.sets[r.set]), Method: "location", Place: graph.To[production.Place](s.places[r.place])})
		}
		id := graph.Add(e, production.Scene{Number: r.number, Order: graph.Orders(9)[i], IntExt: r.ie, SetName: r.set, Set: graph.To[production.Element](s.sets[r.set]), TimeOfDay: r.time, LengthEighths: r.length, EstimatedShootMin: r.minutes})
		s.scenes[r.number] = id
		for _, c := range r.cast {
			graph.Add(e, production.Use{Scene: graph.To[production.Scene](id), Element: graph.To[production.Element](s.people[c])})
		}
		s.strips[r.number] = add(production.Strip{Type: "scene", Scene: graph.To[production.Scene](id)})
	}
	add(production.Strip{Type: "day_break"})
}

func (s *sample) view() graph.View { return s.m.Snapshot().View(graph.System) }

// as is the view of somebody with some rights.
func (s *sample) as(rights ...string) graph.View {
	a := graph.Audience{Rights: map[string]bool{}}
	for _, r := range rights {
		a.Rights[r] = true
	}
	return s.m.Snapshot().View(a)
}

func (s *sample) change(cause string, fn func(e *graph.Edit)) {
	s.t.Helper()
	e := s.view().Edit(s.ids, cause)
	fn(e)
	c, err := e.Change()
	s.land(c, err)
}

func (s *sample) land(c graph.Change, err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	c.ID = s.ids.NewID()
	c.Production = s.m.Snapshot().Where().Production
	if _, err := s.m.Commit(c, graph.ID{}); err != nil {
		s.t.Fatal(err)
	}
}

func (s *sample) read() *Reading {
	s.t.Helper()
	r, err := New(lines{}).Read(s.view(), s.board)
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

func (s *sample) judge() Verdict {
	s.t.Helper()
	v, err := New(lines{}).Judge(s.view(), s.board)
	if err != nil {
		s.t.Fatal(err)
	}
	return v
}

// lines reads boards the way planning/board does, without its breakdown: days end at their breaks
// and fall on the calendar.
type lines struct{}

func (lines) Line(v graph.View, board graph.ID) ([]strips.Dated, strips.Calendar, error) {
	rec, _ := graph.Get[production.Board](v, board)
	var list []strips.Strip
	byID := map[string]production.Strip{}
	type keyed struct {
		id graph.ID
		production.Strip
	}
	var all []keyed
	for id, s := range graph.Referring[production.Strip](v, board, "board") {
		if !s.Boneyard {
			all = append(all, keyed{id, s})
		}
	}
	slices.SortFunc(all, func(a, b keyed) int {
		if a.Order != b.Order {
			return map[bool]int{true: -1, false: 1}[a.Order < b.Order]
		}
		return map[bool]int{true: -1, false: 1}[a.id.Less(b.id)]
	})
	for _, s := range all {
		byID[s.id.String()] = s.Strip
		x := strips.Strip{ID: s.id.String(), Type: strips.Type(s.Type), Part: s.Part, Eighths: s.PartEighths, Text: s.Text, Minutes: s.BannerMin}
		if sc, ok := graph.Get[production.Scene](v, s.Scene.ID); ok {
			x.Scene = strips.Scene{ID: s.Scene.ID.String(), Number: sc.Number, Set: sc.SetName, IntExt: sc.IntExt, Time: sc.TimeOfDay, Eighths: sc.LengthEighths, Minutes: sc.EstimatedShootMin}
			for _, u := range graph.Referring[production.Use](v, s.Scene.ID, "scene") {
				if e, ok := graph.Get[production.Element](v, u.Element.ID); ok && e.Category == "character" {
					x.Scene.Cast = append(x.Scene.Cast, u.Element.ID.String())
				}
			}
		}
		list = append(list, x)
	}
	var cal strips.Calendar
	next := rec.Start
	var out []strips.Dated
	for _, d := range strips.Days(list) {
		day := strips.Dated{Strips: d.Strips, Totals: d.Totals, Break: d.Break}
		if sd, ok := graph.Get[production.ShootDay](v, byID[d.Break].Day.ID); ok {
			day.Day, day.Date = byID[d.Break].Day.ID.String(), sd.Date
		} else if !next.IsZero() {
			day.Date = cal.Dates(next, 1)[0]
		}
		if !day.Date.IsZero() {
			next = day.Date.AddDays(1)
		}
		out = append(out, day)
	}
	return out, cal, nil
}

// line writes the board as "1 2 | 3 | 4 5 |".
func (s *sample) line() string {
	s.t.Helper()
	days, _, err := lines{}.Line(s.view(), s.board)
	if err != nil {
		s.t.Fatal(err)
	}
	out := ""
	for _, d := range days {
		for _, x := range d.Strips {
			if x.Type == strips.BannerType {
				out += "[" + x.Text + "] "
				continue
			}
			out += x.Scene.Number + " "
		}
		out += "| "
	}
	return out
}
