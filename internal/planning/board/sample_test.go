package board

import (
	"fmt"
	"testing"
	"time"

	"backlot/film/civil"
	"backlot/film/pages"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// sample is a small production in memory: "The Salt Line", twelve scenes, five characters.
type sample struct {
	t      *testing.T
	m      *graph.Memory
	ids    *graph.SequentialIDs
	unit   graph.ID
	board  graph.ID
	scenes map[string]graph.ID
	people map[string]graph.ID
}

var start = civil.MustParse("2027-03-01") // a Monday

func newSample(t *testing.T) *sample {
	t.Helper()
	s := &sample{t: t, ids: &graph.SequentialIDs{Prefix: 7}, scenes: map[string]graph.ID{}, people: map[string]graph.ID{}}
	now := time.Date(2027, 1, 10, 9, 0, 0, 0, time.UTC)
	s.m = graph.NewMemory(production.NewRegistry(), graph.Main(s.ids.NewID()), s.ids.NewID(), func() time.Time { return now })
	e := s.edit("Set up")
	company := graph.Add(e, production.Company{Name: "Tidewater Pictures"})
	graph.Add(e, production.Title{Name: "The Salt Line", Format: "feature", Company: graph.To[production.Company](company)})
	cal := graph.Add(e, production.Calendar{Name: "Five-day week", Workdays: map[string]bool{"mon": true, "tue": true, "wed": true, "thu": true, "fri": true}})
	graph.Add(e, production.CalendarDay{Calendar: graph.To[production.Calendar](cal), Date: start.AddDays(2), Type: "holiday", Name: "St Olav"})
	s.unit = graph.Add(e, production.Unit{Name: "Main unit", Type: "main", TimeZone: "Europe/Oslo", Country: "NO", Calendar: graph.To[production.Calendar](cal)})
	for i, name := range []string{"MARTA", "JONAS", "EINAR", "THE PILOT", "IDA"} {
		s.people[name] = graph.Add(e, production.Element{Name: name, Category: "character", Number: fmt.Sprint(i + 1)})
	}
	boat := graph.Add(e, production.Element{Name: "Pilot boat", Category: "vehicle"})
	lamp := graph.Add(e, production.Element{Name: "Storm lantern", Category: "prop"})
	for i, r := range sampleScenes {
		id := graph.Add(e, production.Scene{
			Number: r.number, Order: graph.Orders(len(sampleScenes))[i], Heading: r.ie + ". " + r.set + " - " + r.time, IntExt: r.ie,
			SetName: r.set, TimeOfDay: r.time, Synopsis: r.synopsis, LengthEighths: r.length, EstimatedShootMin: int(r.length) * 20,
		})
		s.scenes[r.number] = id
		for _, c := range r.cast {
			graph.Add(e, production.Use{Scene: graph.To[production.Scene](id), Element: graph.To[production.Element](s.people[c])})
		}
		if r.ie == "EXT" {
			graph.Add(e, production.Use{Scene: graph.To[production.Scene](id), Element: graph.To[production.Element](boat)})
		}
		graph.Add(e, production.Use{Scene: graph.To[production.Scene](id), Element: graph.To[production.Element](lamp), Quantity: 2})
	}
	s.commit(e)
	s.apply(Create(s.view(), s.ids, CreateIn{Name: "Board 1", Start: start, Unit: s.unit, Capacity: Capacity{Eighths: 24}}))
	s.board, _ = Current(s.view())
	return s
}

var sampleScenes = []struct {
	number, ie, set, time string
	length                pages.Eighths
	cast                  []string
	synopsis              string
}{
	{"1", "EXT", "HARBOUR", "DAY", 9, []string{"MARTA", "JONAS"}, "Marta comes home on the morning ferry and nobody waits for her."},
	{"2", "INT", "LIGHTHOUSE - LAMP ROOM", "DAY", 12, []string{"MARTA", "EINAR"}, "Einar shows her the logbook with the missing week."},
	{"3", "INT", "LIGHTHOUSE - STAIRS", "DAY", 6, []string{"MARTA", "EINAR"}, "She counts the steps and finds one that sounds hollow."},
	{"4", "EXT", "HARBOUR", "NIGHT", 10, []string{"MARTA", "JONAS", "THE PILOT"}, "The pilot refuses to sail."},
	{"5", "INT", "HARBOUR OFFICE", "DAY", 5, []string{"JONAS"}, "Jonas copies the tide tables."},
	{"6", "EXT", "SKERRY", "DAWN", 8, []string{"MARTA", "THE PILOT"}, "First light on the skerry. The wreck is smaller than she thought."},
	{"7", "INT", "LIGHTHOUSE - LAMP ROOM", "NIGHT", 11, []string{"MARTA", "EINAR", "IDA"}, "Ida lights the lamp by hand in the storm."},
	{"8", "EXT", "HARBOUR", "DAY", 4, []string{"IDA"}, "Ida sells the boat."},
	{"9", "INT", "FARMHOUSE - KITCHEN", "DAY", 14, []string{"MARTA", "IDA"}, "Supper for two, set for three."},
	{"10", "INT", "FARMHOUSE - KITCHEN", "NIGHT", 7, []string{"MARTA", "JONAS", "IDA"}, "Jonas tells what he saw."},
	{"11", "EXT", "SKERRY", "DUSK", 6, []string{"MARTA", "EINAR"}, "They sink the logbook."},
	{"12", "EXT", "HARBOUR", "DAY", 3, []string{"MARTA"}, "She waits for the ferry and lets it go."},
}

func (s *sample) view() graph.View { return s.m.Snapshot().View(graph.System) }

func (s *sample) edit(cause string) *graph.Edit { return s.view().Edit(s.ids, cause) }

func (s *sample) commit(e *graph.Edit) {
	s.t.Helper()
	s.apply(e.Change())
}

func (s *sample) apply(c graph.Change, err error) {
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

func (s *sample) plan() *Plan {
	s.t.Helper()
	p, err := Read(s.view(), s.board)
	if err != nil {
		s.t.Fatal(err)
	}
	return p
}

// strip finds the strip of a scene.
func (s *sample) strip(scene string) graph.ID {
	s.t.Helper()
	for _, x := range stripsOf(s.view(), s.board) {
		if x.Record.Scene.ID == s.scenes[scene] {
			return x.ID
		}
	}
	s.t.Fatalf("scene %s has no strip", scene)
	return graph.ID{}
}

// line writes a board as "2 3 | 1 8": scenes, with a stroke at each day break, banners in brackets.
func line(p *Plan) string {
	out := ""
	for _, d := range p.Days {
		for _, s := range d.Strips {
			name := s.Engine.Scene.Number
			if s.Record.Type == "banner" {
				name = "[" + s.Record.Text + "]"
			}
			if s.Record.Part != "" {
				name += "/" + s.Record.Part
			}
			out += name + " "
		}
		if !d.Break.IsZero() {
			out += "| "
		}
	}
	return out
}

// engage hires an actor for a character at a rate a day.
func (s *sample) engage(character, actor, rate string, pack graph.ID) graph.ID {
	s.t.Helper()
	e := s.edit("Engage " + actor)
	party := graph.Add(e, production.Party{Type: "person", Name: actor})
	eng := graph.Add(e, production.Engagement{
		Party: graph.To[production.Party](party), Character: graph.To[production.Element](s.people[character]),
		Capacity: "performer", Status: "signed", RulePack: graph.To[production.RulePack](pack),
	})
	money, err := production.ParseMoney(rate)
	if err != nil {
		s.t.Fatal(err)
	}
	graph.Add(e, production.Deal{Engagement: graph.To[production.Engagement](eng), Rate: money, RateUnit: "day"})
	s.commit(e)
	return party
}
