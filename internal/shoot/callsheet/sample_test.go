package callsheet

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"testing"
	"time"

	"backlot/film/civil"
	"backlot/film/pages"
	"backlot/film/strips"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// sample is a shoot day of "The Salt Line" in memory.
type sample struct {
	t      *testing.T
	m      *graph.Memory
	ids    *graph.SequentialIDs
	day    graph.ID
	scenes map[string]graph.ID
	people map[string]graph.ID // engagements by name
	cast   map[string]graph.ID // elements by name
	boards plan
	svc    *service
	files  memoryFiles
	now    time.Time
}

// plan answers for the planning slice, which this one may not import.
type plan struct{ strips.Outlook }

func (p plan) Day(graph.View, graph.ID) (strips.Outlook, error) { return p.Outlook, nil }

// memoryFiles keeps files by content address.
type memoryFiles map[string][]byte

func (m memoryFiles) Keep(_ context.Context, r io.Reader) (string, error) {
	b, err := io.ReadAll(r)
	id := fmt.Sprintf("sha256:%x", sha256.Sum256(b))
	m[id] = b
	return id, err
}

func (m memoryFiles) Open(_ context.Context, id string) (io.ReadCloser, error) {
	b, ok := m[id]
	if !ok {
		return nil, fault.New(fault.NotFound, "no file %s", id)
	}
	return io.NopCloser(bytes.NewReader(b)), nil
}

var date = civil.MustParse("2027-03-01")

func newSample(t *testing.T) *sample {
	t.Helper()
	s := &sample{
		t: t, ids: &graph.SequentialIDs{Prefix: 9}, scenes: map[string]graph.ID{}, people: map[string]graph.ID{}, cast: map[string]graph.ID{},
		files: memoryFiles{}, now: time.Date(2027, 2, 28, 17, 40, 0, 0, time.UTC),
	}
	s.m = graph.NewMemory(production.NewRegistry(), graph.Main(s.ids.NewID()), s.ids.NewID(), func() time.Time { return s.now })
	e := s.view().Edit(s.ids, "Set up")
	company := graph.Add(e, production.Company{Name: "Tidewater Pictures"})
	graph.Add(e, production.Title{Name: "The Salt Line", Format: "feature", Company: graph.To[production.Company](company)})
	unit := graph.Add(e, production.Unit{Name: "Main unit", Type: "main", TimeZone: "Europe/Oslo", Country: "NO", Language: "en"})
	base := graph.Add(e, production.Place{Name: "Svolvær quay, north car park", Type: "base", Address: "Torget 18", City: "8300 Svolvær", Latitude: 68.2343, Longitude: 14.5636})
	hospital := graph.Add(e, production.Place{Name: "Nordlandssykehuset Lofoten", Type: "hospital", Address: "Bekkenveien 35", City: "8372 Gravdal", Emergency: "+47 75 53 40 00, entrance B"})
	graph.Add(e, production.Place{Name: "Skrova lighthouse", Type: "location", Address: "Skrova fyr", City: "8320 Skrova", Latitude: 68.165, Longitude: 14.66})
	s.day = graph.Add(e, production.ShootDay{
		Unit: graph.To[production.Unit](unit), Date: date, Number: 3, Type: "shoot", Status: "planned", Base: graph.To[production.Place](base), Hospital: graph.To[production.Place](hospital),
		CrewCallAtMS: s.at("07:00"), ShootingCallAtMS: s.at("08:30"), LunchAtMS: s.at("12:30"), LunchMin: 45, WrapAtMS: s.at("18:00"),
		TempMinC: -6, TempMaxC: -1, Weather: "Snow showers, wind NW 9 m/s (yr.no, 28 Feb 15:00).",
		Message: "Thirty on the quay, boats by 06:30. Warm boots, no exceptions.", Safety: "Ice on the lighthouse stairs: one hand for the rail. Safety boat on channel 12. Nobody below the tide mark without Lars Bakken.",
	})
	s.addScenes(e)
	s.addPeople(e)
	s.apply(e.Change())
	s.svc = &service{ids: s.ids, boards: &s.boards, files: s.files}
	return s
}

func (s *sample) at(clock string) int64 {
	zone, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		s.t.Skipf("no time zone data: %v", err)
	}
	t, err := time.ParseInLocation("2006-01-02 15:04", date.String()+" "+clock, zone)
	if err != nil {
		s.t.Fatal(err)
	}
	return t.UnixMilli()
}

func (s *sample) addScenes(e *graph.Edit) {
	for i, name := range []string{"MARTA", "JONAS", "EINAR", "IDA"} {
		s.cast[name] = graph.Add(e, production.Element{Name: name, Category: "character", Number: fmt.Sprint(i + 1)})
	}
	things := map[string]graph.ID{}
	for name, category := range map[string]string{"Ferry passengers": "background", "Storm lantern": "prop", "Logbook, hero and 2 doubles": "prop", "Pilot boat": "vehicle", "Snow machine": "sfx", "Wreck extension": "vfx"} {
		things[name] = s.ids.NewID()
		graph.AddAs(e, things[name], production.Element{Name: name, Category: category})
	}
	s.boards.Outlook = strips.Outlook{
		Today: strips.Dated{Date: date, Shoot: 3}, Shooting: 23,
		Codes: map[string]string{s.cast["MARTA"].String(): "W", s.cast["EINAR"].String(): "SW", s.cast["IDA"].String(): "WF"},
	}
	var today, later []strips.Strip
	for i, r := range []struct {
		number, ie, set, time, synopsis string
		length                          pages.Eighths
		cast, things                    []string
	}{
		{"2", "INT", "LIGHTHOUSE - LAMP ROOM", "DAY", "Einar shows her the logbook with the missing week.", 12, []string{"MARTA", "EINAR"}, []string{"Logbook, hero and 2 doubles", "Storm lantern"}},
		{"3", "INT", "LIGHTHOUSE - STAIRS", "DAY", "She counts the steps and finds one that sounds hollow.", 6, []string{"MARTA", "EINAR"}, []string{"Storm lantern"}},
		{"7", "EXT", "LIGHTHOUSE - GALLERY", "NIGHT", "Ida lights the lamp by hand in the storm.", 11, []string{"MARTA", "EINAR", "IDA"}, []string{"Storm lantern", "Snow machine", "Wreck extension", "Ferry passengers"}},
		{"4", "EXT", "HARBOUR", "NIGHT", "The pilot refuses to sail.", 10, []string{"MARTA", "JONAS"}, []string{"Pilot boat"}},
		{"9", "INT", "FARMHOUSE - KITCHEN", "DAY", "Supper for two, set for three.", 14, []string{"MARTA", "IDA"}, nil},
	} {
		id := graph.Add(e, production.Scene{Number: r.number, Order: graph.Orders(5)[i], IntExt: r.ie, SetName: r.set, TimeOfDay: r.time, Synopsis: r.synopsis, LengthEighths: r.length})
		s.scenes[r.number] = id
		sc := strips.Scene{ID: id.String(), Number: r.number, Set: r.set, Place: "Skrova lighthouse", IntExt: r.ie, Time: r.time, Eighths: r.length, Minutes: int(r.length) * 16}
		for _, c := range r.cast {
			sc.Cast = append(sc.Cast, s.cast[c].String())
		}
		for _, name := range r.things {
			quantity := 0
			if name == "Ferry passengers" {
				quantity = 12
			}
			graph.Add(e, production.Use{Scene: graph.To[production.Scene](id), Element: graph.To[production.Element](things[name]), Quantity: quantity})
		}
		st := strips.Strip{ID: id.String(), Type: strips.SceneStrip, Scene: sc}
		if i < 3 {
			today = append(today, st)
		} else {
			later = append(later, st)
		}
	}
	graph.Add(e, production.ContentFlag{Scene: graph.To[production.Scene](s.scenes["7"]), Type: "height", Level: "shown"})
	graph.Add(e, production.ContentFlag{Scene: graph.To[production.Scene](s.scenes["3"]), Type: "nudity", Level: "implied", ClosedSet: true})
	today = append(today[:2:2], append([]strips.Strip{{ID: "b", Type: strips.BannerType, Text: "TURN ROUND TO NIGHT", Minutes: 60}}, today[2:]...)...)
	s.boards.Today.Strips, s.boards.Today.Totals = today, strips.Sum(today)
	s.boards.Next = []strips.Dated{{Date: date.AddDays(1), Shoot: 4, Strips: later, Totals: strips.Sum(later)}}
}

func (s *sample) addPeople(e *graph.Edit) {
	day := graph.To[production.ShootDay](s.day)
	for _, p := range []struct{ name, character, pickup, call, makeup, set string }{
		{"Ingrid Solberg", "MARTA", "06:00", "06:30", "06:45", "08:30"}, {"Per Berg", "EINAR", "06:15", "06:45", "07:15", "08:30"}, {"Liv Dahl", "IDA", "14:30", "15:00", "15:10", "16:30"},
	} {
		party := graph.Add(e, production.Party{Type: "person", Name: p.name, Minor: p.character == "IDA"})
		s.people[p.name] = graph.Add(e, production.Engagement{Party: graph.To[production.Party](party), Character: graph.To[production.Element](s.cast[p.character]), Capacity: "performer", Status: "signed"})
		graph.Add(e, production.Call{Day: day, Engagement: graph.To[production.Engagement](s.people[p.name]), PickupAtMS: s.at(p.pickup), CallAtMS: s.at(p.call), MakeupAtMS: s.at(p.makeup), SetAtMS: s.at(p.set)})
	}
	for i, d := range []struct {
		name string
		pre  int
		crew [][2]string
	}{
		{"Direction", 15, [][2]string{{"Director", "Aurélie Nguyễn"}, {"1st assistant director", "Tomáš Dvořák"}, {"2nd assistant director", "Nkechi Obi"}}},
		{"Camera", 0, [][2]string{{"Director of photography", "Jón Þórsson"}, {"Focus puller", "Amélie Roux"}}},
		{"Make-up and hair", 60, [][2]string{{"Make-up designer", "Ксения Орлова"}}},
		{"Marine", 45, [][2]string{{"Marine coordinator", "Lars Bakken"}}},
	} {
		dept := graph.Add(e, production.Department{Name: d.name, Order: graph.Orders(4)[i], PreCallMin: d.pre})
		for j, m := range d.crew {
			role := graph.Add(e, production.Role{Name: m[0], Department: graph.To[production.Department](dept), Order: graph.Orders(4)[j]})
			party := graph.Add(e, production.Party{Type: "person", Name: m[1]})
			graph.Add(e, production.Contact{Party: graph.To[production.Party](party), Type: "mobile", Value: fmt.Sprintf("+47 400 00 %d%02d", i+1, j), OnLists: true})
			s.people[m[1]] = graph.Add(e, production.Engagement{Party: graph.To[production.Party](party), Role: graph.To[production.Role](role), Status: "signed", HeadOfDepartment: j == 0})
		}
		if d.name == "Marine" {
			graph.Add(e, production.Call{Day: day, Department: graph.To[production.Department](dept), CallAtMS: s.at("05:45"), Note: "Two safety boats, thermal suits for six, warm tent on the quay."})
		}
	}
}

func (s *sample) view() graph.View { return s.m.Snapshot().View(graph.System) }

func (s *sample) apply(c graph.Change, err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	c.ID, c.Production = s.ids.NewID(), s.m.Snapshot().Where().Production
	if _, err := s.m.Commit(c, graph.ID{}); err != nil {
		s.t.Fatal(err)
	}
}

func (s *sample) compose() Sheet {
	s.t.Helper()
	sheet, err := Compose(s.view(), s.svc.boards, s.day)
	if err != nil {
		s.t.Fatal(err)
	}
	return sheet
}

// publish publishes the day at the sample's time.
func (s *sample) publish() {
	s.t.Helper()
	s.apply(s.svc.publish(context.Background(), s.view(), s.day, s.now))
}
