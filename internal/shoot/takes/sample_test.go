package takes

import (
	"testing"
	"time"

	"backlot/film/civil"
	"backlot/film/strips"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// sample is a shooting day of "The Salt Line" in memory: scenes 42 and 43 are planned.
type sample struct {
	t       *testing.T
	m       *graph.Memory
	ids     *graph.SequentialIDs
	day     graph.ID
	s42     graph.ID
	s43     graph.ID
	draft   graph.ID
	blocks  []graph.ID
	look    strips.Outlook
	service *service
}

func (s *sample) Day(graph.View, graph.ID) (strips.Outlook, error) { return s.look, nil }

var paragraphs = []struct{ kind, text string }{
	{"scene_heading", "INT. LIGHTHOUSE - LAMP ROOM - NIGHT"}, {"action", "Marta trims the wick."}, {"character", "EINAR"}, {"dialogue", "You were told to sleep."},
	{"character", "MARTA"}, {"dialogue", "The light was not told."}, {"action", "The lens begins to turn."},
}

func newSample(t *testing.T) *sample {
	t.Helper()
	s := &sample{t: t, ids: &graph.SequentialIDs{Prefix: 9}}
	s.m = graph.NewMemory(production.NewRegistry(), graph.Main(s.ids.NewID()), s.ids.NewID(), func() time.Time { return time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC) })
	e := s.view().Edit(s.ids, "Set up")
	graph.Add(e, production.Title{Name: "The Salt Line", Format: "feature", FrameRate: production.Rate{Num: 25, Den: 1}})
	unit := graph.Add(e, production.Unit{Name: "Main unit", TimeZone: "Europe/Oslo", Country: "NO"})
	s.day = graph.Add(e, production.ShootDay{Unit: graph.To[production.Unit](unit), Date: civil.MustParse("2027-03-01"), Number: 3, Type: "shoot"})
	s.s42 = graph.Add(e, production.Scene{Number: "42", Order: "B", Heading: paragraphs[0].text, LengthEighths: 12})
	s.s43 = graph.Add(e, production.Scene{Number: "43", Order: "C", Heading: "EXT. GALLERY - NIGHT", LengthEighths: 3})
	s.draft = graph.Add(e, production.Draft{Name: "The Salt Line", Type: "screenplay", Version: "White"})
	for i, p := range paragraphs {
		s.blocks = append(s.blocks, graph.Add(e, production.Block{Draft: graph.To[production.Draft](s.draft), Scene: graph.To[production.Scene](s.s42), Order: graph.Orders(len(paragraphs))[i], Type: p.kind, Text: p.text, Anchor: string(rune('a' + i))}))
	}
	s.apply(e.Change())
	for _, id := range []graph.ID{s.s42, s.s43} {
		s.look.Today.Strips = append(s.look.Today.Strips, strips.Strip{Type: strips.SceneStrip, Scene: strips.Scene{ID: id.String(), Number: "x"}})
	}
	s.service = &service{ids: s.ids, boards: s, drafts: func(graph.View) (graph.ID, bool) { return s.draft, true }}
	return s
}

func (s *sample) view() graph.View { return s.m.Snapshot().View(graph.System) }

func (s *sample) apply(c graph.Change, err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := s.m.Commit(c, graph.ID{}); err != nil {
		s.t.Fatal(err)
	}
}

// at is an instant of the day by the clock on the wall.
func (s *sample) at(clock string) int64 {
	s.t.Helper()
	zone, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		s.t.Skipf("no time zone data: %v", err)
	}
	t, err := time.ParseInLocation("2006-01-02 15:04:05", "2027-03-01 "+clock, zone)
	if err != nil {
		s.t.Fatal(err)
	}
	return t.UnixMilli()
}

func (s *sample) setup(scene graph.ID, clock string) graph.ID {
	s.t.Helper()
	id := s.ids.NewID()
	s.apply(addSetup(s.view(), s.ids, s.day, SetupIn{ID: id, Scene: scene, AtMS: s.at(clock)}))
	return id
}

func (s *sample) take(setup graph.ID, clock string, seconds int64) graph.ID {
	s.t.Helper()
	id := s.ids.NewID()
	s.apply(addTake(s.view(), s.ids, setup, TakeIn{ID: id, AtMS: s.at(clock), LengthMS: seconds * 1000}, graph.ID{}))
	return id
}

func (s *sample) log() Log {
	s.t.Helper()
	l, err := Read(s.view(), s, s.day)
	if err != nil {
		s.t.Fatal(err)
	}
	return l
}

// clip puts a file on a card.
func (s *sample) clip(roll, name, clock string, seconds int64, said, take string) graph.ID {
	s.t.Helper()
	e := s.view().Edit(s.ids, "Find "+name)
	device := roll[:1]
	card := rollNamed(s.view(), roll, device)
	frame := (s.at(clock) - s.log().MidnightMS) / 40
	id := graph.Add(e, production.Clip{Roll: graph.To[production.Roll](card), Name: name, TimecodeStartFrames: frame, LengthFrames: seconds * 25, Rate: production.Rate{Num: 25, Den: 1}, SaidScene: said, SaidTake: take})
	s.apply(e.Change())
	return id
}

func ptr[T any](v T) *T { return &v }
