package planner

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

func oslo(t *testing.T) *time.Location {
	t.Helper()
	z, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// bind binds the n-th day break to a shoot day.
func (s *sample) bind(e *graph.Edit, n int, day graph.ID) {
	days, _, _ := lines{}.Line(s.view(), s.board)
	graph.Update(e, graph.MustID(days[n].Break), func(x *production.Strip) { x.Day = graph.To[production.ShootDay](day) })
}

// place writes a board back and lands it; it gives how many strips were written.
func (s *sample) place(b *board.Board) int {
	s.t.Helper()
	e := s.view().Edit(s.ids, "Place")
	if err := New(lines{}).Place(s.view(), s.board, b, e); err != nil {
		s.t.Fatal(err)
	}
	n := e.Len()
	if n > 0 {
		c, err := e.Change()
		s.land(c, err)
	}
	return n
}

func TestPlaceMovesWhatHasToMove(t *testing.T) {
	s := newSample(t)
	r := s.read()
	b := r.Board
	b.Days[0].Scenes, b.Days[1].Scenes = []string{b.Days[0].Scenes[0]}, append(b.Days[1].Scenes, b.Days[0].Scenes[1])
	s.place(b)
	if got, want := s.line(), "1 | 3 2 | 4 5 | "; got != want {
		t.Errorf("line %q; want %q", got, want)
	}
}

// TestPlaceKeepsBannersAndBoundDays: a banner goes with the scene behind it, a day bound to a shoot
// day keeps its date though nothing is shot on it.
func TestPlaceKeepsBannersAndBoundDays(t *testing.T) {
	s := newSample(t)
	s.change("Banner and day", func(e *graph.Edit) {
		four, _ := graph.Get[production.Strip](s.view(), s.strips["4"])
		three, _ := graph.Get[production.Strip](s.view(), s.strips["3"])
		_ = three
		days, _, _ := lines{}.Line(s.view(), s.board)
		br, _ := graph.Get[production.Strip](s.view(), graph.MustID(days[1].Break))
		graph.Add(e, production.Strip{Board: four.Board, Type: "banner", Text: "MOVE", Order: graph.Between(br.Order, four.Order), BannerMin: 60})
		d := graph.Add(e, production.ShootDay{Unit: graph.To[production.Unit](s.unit), Date: monday.AddDays(1)})
		s.bind(e, 1, d)
	})
	b := s.read().Board
	four := slices.Index(b.Days[2].Scenes, s.strips["4"].String())
	b.Days[2].Scenes = slices.Delete(b.Days[2].Scenes, four, four+1)
	b.Days[0].Scenes = append(b.Days[0].Scenes, s.strips["4"].String())
	b.Days[2].Scenes = append(b.Days[2].Scenes, b.Days[1].Scenes...)
	b.Days = slices.Delete(b.Days, 1, 2)
	s.place(b)
	if got, want := s.line(), "1 2 [MOVE] 4 | | 5 3 | "; got != want {
		t.Errorf("line %q; want %q", got, want)
	}
	if got := s.read().Board.Days[1].Date; got != monday.AddDays(2) {
		t.Errorf("the last day is %s; want %s as the engine meant it", got, monday.AddDays(2))
	}
}

// TestPlaceAndReadAgree writes random boards and reads them again: the same scenes on the same dates in
// the same order at the same calls, whatever was there before; and writing it again writes nothing.
func TestPlaceAndReadAgree(t *testing.T) {
	s := newSample(t)
	rng := rand.New(rand.NewPCG(1, 2))
	for try := range 60 {
		c := s.read().Case
		var all []string
		for _, x := range c.Scenes {
			all = append(all, x.ID)
		}
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		b := &board.Board{Schema: 1}
		dates := rng.Perm(min(8, len(c.Days)))[:1+rng.IntN(4)]
		slices.Sort(dates)
		for i, k := range dates {
			n := len(all) * (i + 1) / len(dates)
			if from := len(all) * i / len(dates); n > from {
				b.Days = append(b.Days, board.DayPlan{Unit: c.Days[k].Unit, Date: c.Days[k].Date, Call: 360 + 30*board.DayPlan{}.Call, Scenes: all[from:n]})
			}
		}
		s.place(b)
		got := s.read().Board
		if !slices.EqualFunc(got.Days, b.Days, func(x, y board.DayPlan) bool {
			return x.Date == y.Date && x.Unit == y.Unit && x.Call == y.Call && slices.Equal(x.Scenes, y.Scenes)
		}) {
			t.Fatalf("try %d: wrote %+v\nread %+v", try, b.Days, got.Days)
		}
		if n := s.place(got); n != 0 {
			t.Fatalf("try %d: writing what stands there wrote %d records", try, n)
		}
	}
}

func TestPlaceRefusesWhatIsNotTheBoard(t *testing.T) {
	for name, tt := range map[string]struct {
		spoil func(b *board.Board)
		want  string
	}{
		"a scene left out": {func(b *board.Board) { b.Days[0].Scenes = b.Days[0].Scenes[:1] }, "is left out"},
		"a scene twice":    {func(b *board.Board) { b.Days[1].Scenes = append(b.Days[1].Scenes, b.Days[0].Scenes[0]) }, "stands twice"},
		"a stranger":       {func(b *board.Board) { b.Days[0].Scenes = append(b.Days[0].Scenes, graph.RandomIDs{}.NewID().String()) }, "is not of this board"},
		"days backwards":   {func(b *board.Board) { slices.Reverse(b.Days) }, "want days in order of date"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSample(t)
			b := s.read().Board
			tt.spoil(b)
			err := New(lines{}).Place(s.view(), s.board, b, s.view().Edit(s.ids, "Place"))
			if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Place gives %v; want invalid with %q", err, tt.want)
			}
		})
	}
}

// TestBestDaysAgreeWithTheMove: moving a strip to its best day gives the price and the flags that were
// promised.
func TestBestDaysAgreeWithTheMove(t *testing.T) {
	s := newSample(t)
	p := New(lines{})
	best, err := p.BestDays(s.view(), s.board, s.strips["5"], 0)
	if err != nil || len(best.Options) < 5 {
		t.Fatalf("%d options, %v; want some", len(best.Options), err)
	}
	if !slices.ContainsFunc(best.Options, func(c Choice) bool { return c.Stays }) {
		t.Error("the day it stands on is not among them")
	}
	before := s.judge()
	for _, c := range best.Options {
		if c.Stays || !c.Legal {
			continue
		}
		s.land(p.Reschedule(s.view(), s.ids, s.board, RescheduleIn{Strip: graph.To[production.Strip](s.strips["5"]), Date: c.Date, After: c.After}))
		after := s.judge()
		if got := after.Price.Total.Minor - before.Price.Total.Minor; got != c.Delta.Minor {
			t.Errorf("the move to %s costs %d more; %d were promised (%s)", c.Date, got, c.Delta.Minor, c.Why)
		}
		return
	}
	t.Error("no other day is possible")
}

// TestRescheduleMakesTheDaysBetween: a date a week on is reached over empty days.
func TestRescheduleMakesTheDaysBetween(t *testing.T) {
	s := newSample(t)
	p := New(lines{})
	in := RescheduleIn{Strip: graph.To[production.Strip](s.strips["5"]), Date: monday.AddDays(8)}
	s.land(p.Reschedule(s.view(), s.ids, s.board, in))
	if got, want := s.line(), "1 2 | 3 | 4 | | | | 5 | "; got != want {
		t.Errorf("line %q; want %q", got, want)
	}
	if got := s.read().Board.Days[3].Date; got != in.Date {
		t.Errorf("scene 5 is shot on %s; want %s", got, in.Date)
	}
	in.Date = civil.MustParse("2027-03-06")
	if _, err := p.Reschedule(s.view(), s.ids, s.board, in); !fault.Is(err, fault.Invalid) {
		t.Errorf("a Saturday gives %v; want invalid", err)
	}
}

// TestCalledDaysStay: what is called may not be moved, nor anything into it.
func TestCalledDaysStay(t *testing.T) {
	s := newSample(t)
	s.change("Called", func(e *graph.Edit) {
		s.bind(e, 0, graph.Add(e, production.ShootDay{Unit: graph.To[production.Unit](s.unit), Date: monday, Status: "called"}))
	})
	p := New(lines{})
	for scene, date := range map[string]civil.Date{"2": monday.AddDays(1), "5": monday} {
		if _, err := p.Reschedule(s.view(), s.ids, s.board, RescheduleIn{Strip: graph.To[production.Strip](s.strips[scene]), Date: date}); !fault.Is(err, fault.Conflict) {
			t.Errorf("scene %s to %s gives %v; want a conflict", scene, date, err)
		}
	}
	best, err := p.BestDays(s.view(), s.board, s.strips["5"], 0)
	if err != nil || slices.ContainsFunc(best.Options, func(c Choice) bool { return c.Date == monday }) {
		t.Errorf("a called day is offered (%v)", err)
	}
}

// TestAPreviewTellsTheRules: a move that breaks a rule says so before it lands, and what it costs.
func TestAPreviewTellsTheRules(t *testing.T) {
	s := newSample(t)
	s.change("Away", func(e *graph.Edit) {
		g, _ := graph.Get[production.Engagement](s.view(), s.cast["IDA"])
		graph.Add(e, production.Availability{Party: g.Party, Type: "unavailable", From: monday, To: monday})
	})
	for _, tt := range []struct {
		scene string
		date  civil.Date
		want  string
	}{
		{"3", monday, "must Breaks a rule: Player of IDA is not free on 2027-03-01"},
		{"3", monday.AddDays(1), "info No longer broken: Player of IDA is not free on 2027-03-01"},
		{"5", monday.AddDays(1), "info The board costs 1000.00 EUR less: less pay for work"},
	} {
		p := New(lines{})
		before := s.view()
		c, err := p.Reschedule(before, s.ids, s.board, RescheduleIn{Strip: graph.To[production.Strip](s.strips[tt.scene]), Date: tt.date})
		s.land(c, err)
		got, err := graph.Consequences([]graph.Derivation{p.consequences()}, before, s.view(), c)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, x := range got {
			all = append(all, string(x.Severity)+" "+x.What)
		}
		if text := strings.Join(all, "\n"); !strings.Contains(text, tt.want) {
			t.Errorf("scene %s to %s tells:\n%s\nwant %q", tt.scene, tt.date, text, tt.want)
		}
	}
}
