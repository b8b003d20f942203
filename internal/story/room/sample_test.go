package room

import (
	"fmt"
	"testing"
	"time"

	"backlot/film/pages"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// sample is the room of a small series in memory: "The Salt Line", season 1, six episodes of two acts, three
// storylines, and four scenes of a script that exists already.
type sample struct {
	t        *testing.T
	m        *graph.Memory
	ids      *graph.SequentialIDs
	plan     planned
	title    graph.ID
	episodes []graph.ID
	lanes    map[string]graph.ID // "101/1"
	arcs     map[string]graph.ID
	people   map[string]graph.ID
	scenes   map[string]graph.ID
	cards    map[string]graph.ID
	parties  map[string]graph.ID
}

// planned stands for the board and the deals, which belong to other slices.
type planned struct {
	days  map[graph.ID][]int
	rates map[graph.ID]production.Money
}

func (p planned) ShootingDays(graph.View) map[graph.ID][]int { return p.days }

func (p planned) DayRates(v graph.View) map[graph.ID]production.Money {
	aud := v.Audience()
	if !aud.Has(production.RightDeals) {
		return nil
	}
	return p.rates
}

// The accounts of the sample: who leads the room, and two writers.
var leadAccount, writerAccount, otherAccount = graph.MustID("a0000000-0000-7000-8000-000000000001"), graph.MustID("a0000000-0000-7000-8000-000000000002"), graph.MustID("a0000000-0000-7000-8000-000000000003")

var secret = graph.MustID("c0000000-0000-7000-8000-000000000001")

func newSample(t *testing.T) *sample {
	t.Helper()
	s := &sample{
		t: t, ids: &graph.SequentialIDs{Prefix: 9}, lanes: map[string]graph.ID{}, arcs: map[string]graph.ID{}, people: map[string]graph.ID{},
		scenes: map[string]graph.ID{}, cards: map[string]graph.ID{}, parties: map[string]graph.ID{},
	}
	now := time.Date(2027, 1, 10, 9, 0, 0, 0, time.UTC)
	s.m = graph.NewMemory(production.NewRegistry(), graph.Main(s.ids.NewID()), s.ids.NewID(), func() time.Time { return now })
	e := s.edit("Set up")
	s.title = graph.Add(e, production.Title{Name: "The Salt Line", Format: "series"})
	for name, account := range map[string]graph.ID{"Ingrid Vik": leadAccount, "Ola Berg": writerAccount, "Siri Dahl": otherAccount} {
		s.parties[name] = graph.Add(e, production.Party{Type: "person", Name: name, Account: account})
	}
	s.commit(e)
	s.apply(addSeason(s.view(), s.ids, SeasonIn{Number: 1, Episodes: 6}))
	for _, ep := range newBook(s.view()).episodes {
		s.episodes = append(s.episodes, ep.id)
	}
	s.apply(addLanes(s.view(), s.ids, LanesIn{Episodes: s.episodes, Lanes: []LaneFields{{"Act One", "act"}, {"Act Two", "act"}}}))
	b := newBook(s.view())
	for i, l := range b.lanes {
		s.lanes[fmt.Sprintf("%d/%d", 101+i/2, 1+i%2)] = l.id
	}
	for _, name := range []string{"The wreck", "Marta and Jonas", "Who sells the boat"} {
		s.apply(addArc(s.view(), s.ids, ArcIn{Name: &name}))
	}
	for _, a := range newBook(s.view()).arcs {
		s.arcs[a.Name] = a.id
	}
	s.script()
	for _, r := range sampleCards {
		s.card(r.title, r.lane, r.arc, r.scenes...)
	}
	return s
}

var sampleCards = []struct {
	title, lane, arc string
	scenes           []string
}{
	{"Marta comes home", "101/1", "The wreck", []string{"1"}},
	{"The missing week", "101/1", "The wreck", []string{"2"}},
	{"Jonas lies", "101/2", "Marta and Jonas", nil},
	{"The pilot refuses", "102/1", "The wreck", []string{"4"}},
	{"A hollow step", "102/2", "The wreck", []string{"3"}},
	{"Ida sells the boat", "103/1", "Who sells the boat", nil},
	{"The diver", "104/1", "The wreck", nil},
	{"Supper set for three", "106/1", "Marta and Jonas", nil},
}

// script adds four scenes with what they need: a storm by night with an animal and a stunt in scene 4.
func (s *sample) script() {
	e := s.edit("Script")
	for i, name := range []string{"MARTA", "JONAS", "EINAR"} {
		s.people[name] = graph.Add(e, production.Element{Name: name, Category: "character", Number: fmt.Sprint(i + 1), Billing: "lead"})
	}
	s.people["TUVA"] = graph.Add(e, production.Element{Name: "TUVA", Category: "character", Number: "10", AgeYears: 9})
	things := map[string]graph.ID{}
	for name, r := range map[string]production.Element{
		"fall": {Name: "Fall from the pier", Category: "stunt", Estimate: production.Money{Minor: 4_000_000, Currency: "NOK"}}, "dog": {Name: "Bris", Category: "animal"},
		"extras": {Name: "Fishermen", Category: "background"}, "storm": {Name: "Rain and wind", Category: "sfx"}, "lamp": {Name: "Lantern", Category: "prop"},
	} {
		things[name] = graph.Add(e, r)
	}
	for _, r := range []struct {
		number, ie, set, time string
		length                pages.Eighths
		needs                 []string
	}{
		{"1", "EXT", "HARBOUR", "DAY", 9, []string{"MARTA", "JONAS", "lamp"}},
		{"2", "INT", "LAMP ROOM", "DAY", 12, []string{"MARTA", "EINAR", "lamp"}},
		{"3", "INT", "STAIRS", "DAY", 6, []string{"MARTA", "TUVA"}},
		{"4", "EXT", "HARBOUR", "NIGHT", 10, []string{"MARTA", "JONAS", "fall", "dog", "extras", "storm", "lamp"}},
	} {
		id := graph.Add(e, production.Scene{
			Episode: graph.To[production.Episode](s.episodes[0]), Number: r.number, Order: "V" + r.number, Heading: r.ie + ". " + r.set + " - " + r.time, IntExt: r.ie, SetName: r.set,
			TimeOfDay: r.time, LengthEighths: r.length, EstimatedShootMin: 20 * int(r.length), Synopsis: "What happens in scene " + r.number,
		})
		s.scenes[r.number] = id
		for _, need := range r.needs {
			to, ok := s.people[need]
			if !ok {
				to = things[need]
			}
			quantity := 0
			if need == "extras" {
				quantity = 12
			}
			graph.Add(e, production.Use{Scene: graph.To[production.Scene](id), Element: graph.To[production.Element](to), Quantity: quantity})
		}
	}
	s.commit(e)
	s.plan = planned{
		days:  map[graph.ID][]int{s.scenes["1"]: {1}, s.scenes["2"]: {2}, s.scenes["4"]: {1, 3}},
		rates: map[graph.ID]production.Money{s.people["MARTA"]: {Minor: 3_800_000, Currency: "NOK"}, s.people["JONAS"]: {Minor: 340_000, Currency: "EUR"}},
	}
}

// card hangs a card at the end of a lane, tied to scenes by number.
func (s *sample) card(title, lane, arc string, scenes ...string) graph.ID {
	s.t.Helper()
	in := AddIn{Title: title, Lane: s.lanes[lane], Arc: s.arcs[arc]}
	for _, n := range scenes {
		in.Links = append(in.Links, s.scenes[n])
	}
	s.apply(add(s.as(writerAccount), s.ids, in))
	for id, c := range newBook(s.view()).cards {
		if c.Title == title && (c.Lane.ID == s.lanes[lane]) {
			s.cards[title] = id
		}
	}
	return s.cards[title]
}

func (s *sample) view() graph.View { return s.m.Snapshot().View(graph.System) }

// as is the view of a writer, or of who leads the room, without any compartment.
func (s *sample) as(account graph.ID, clear ...graph.ID) graph.View {
	rights := map[string]bool{RightRead: true, RightWrite: true}
	if account == leadAccount {
		rights[RightLead], rights[RightAssign], rights[production.RightDeals] = true, true, true
	}
	cleared := map[graph.ID]bool{}
	for _, c := range clear {
		cleared[c] = true
	}
	return s.m.Snapshot().View(graph.Audience{Account: account, Rights: rights, Clear: cleared})
}

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
	if _, err := s.m.Commit(c, writerAccount); err != nil {
		s.t.Fatal(err)
	}
}

// line writes a board as "101: a, b | 102: c".
func (s *sample) line(by string, v graph.View) string {
	s.t.Helper()
	b := newBook(v)
	sc, err := b.narrow(scope{by: by})
	if err != nil {
		s.t.Fatal(err)
	}
	out := ""
	for _, col := range b.columns(sc) {
		if out != "" {
			out += " | "
		}
		out += col.title + ":"
		for i, c := range col.cards {
			if i > 0 {
				out += ","
			}
			out += " " + c.Name()
		}
	}
	return out
}
