package board

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"backlot/film/civil"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

const firstBoard = "2 3 | 6 11 | 9 | 1 8 12 | 5 | 7 10 | 4 | "

func TestBoardIsArrangedFromTheScript(t *testing.T) {
	s := newSample(t)
	p := s.plan()
	if got := line(p); got != firstBoard {
		t.Errorf("board: %s; want %s", got, firstBoard)
	}
	if !p.Board.Current {
		t.Error("the first board is not the current one")
	}
}

func TestDatesSkipWeekendsAndHolidays(t *testing.T) {
	s := newSample(t)
	var got []string
	for _, d := range s.plan().Days {
		got = append(got, d.Date.Format("Mon 2"))
	}
	if want := "Mon 1, Tue 2, Thu 4, Fri 5, Mon 8, Tue 9, Wed 10"; strings.Join(got, ", ") != want {
		t.Errorf("dates: %v; want %s (Wednesday is a holiday)", got, want)
	}
}

func TestMove(t *testing.T) {
	s := newSample(t)
	for _, tt := range []struct {
		name   string
		scenes []string
		after  string // scene; "" is the front
		bone   bool
		want   string
	}{
		{"one to another day", []string{"12"}, "6", false, "2 3 | 6 12 11 | 9 | 1 8 | 5 | 7 10 | 4 | "},
		{"two to the front, in the order given", []string{"4", "9"}, "", false, "4 9 2 3 | 6 12 11 | | 1 8 | 5 | 7 10 | | "},
		{"into the boneyard", []string{"5"}, "", true, "4 9 2 3 | 6 12 11 | | 1 8 | | 7 10 | | "},
		{"back from the boneyard", []string{"5"}, "10", false, "4 9 2 3 | 6 12 11 | | 1 8 | | 7 10 5 | | "},
	} {
		in := MoveIn{Boneyard: tt.bone}
		for _, n := range tt.scenes {
			in.Strips = append(in.Strips, s.strip(n))
		}
		if tt.after != "" {
			in.After = s.strip(tt.after)
		}
		s.apply(move(s.view(), s.ids, s.board, in))
		if got := line(s.plan()); got != tt.want {
			t.Fatalf("%s: %s; want %s", tt.name, got, tt.want)
		}
	}
	if n := s.plan().Shooting(); n != 4 {
		t.Errorf("%d shooting days; want 4, three days are empty", n)
	}
}

func TestMoveSaysWhatItDoes(t *testing.T) {
	s := newSample(t)
	c, err := move(s.view(), s.ids, s.board, MoveIn{Strips: []graph.ID{s.strip("12")}, After: s.strip("6")})
	if err != nil || c.Cause != "Move scene 12 to day 2 of the board" {
		t.Errorf("cause %q, %v", c.Cause, err)
	}
	if len(c.Ops) != 1 {
		t.Errorf("%d records written; want one, the strip", len(c.Ops))
	}
}

func TestMoveRefusesStrangers(t *testing.T) {
	s := newSample(t)
	strip := s.strip("1")
	for name, in := range map[string]MoveIn{
		"a strip of no board":   {Strips: []graph.ID{s.unit}},
		"behind itself":         {Strips: []graph.ID{strip}, After: strip},
		"behind something else": {Strips: []graph.ID{strip}, After: s.unit},
		"the same strip twice":  {Strips: []graph.ID{strip, strip}},
	} {
		if _, err := move(s.view(), s.ids, s.board, in); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v; want an invalid input", name, err)
		}
	}
	if _, err := Read(s.view(), s.unit); !fault.Is(err, fault.NotFound) {
		t.Errorf("reading a unit as a board: %v; want not found", err)
	}
}

// TestMovesNeverLoseAStrip moves strips about at random, two at a time on the same state as two people
// do: order keys may collide, strips may not vanish, and a moved strip always stands where it was put.
func TestMovesNeverLoseAStrip(t *testing.T) {
	s := newSample(t)
	all := stripsOf(s.view(), s.board)
	random := rand.New(rand.NewPCG(1, 2))
	pick := func() graph.ID { return all[random.IntN(len(all))].ID }
	try := func(v graph.View, in MoveIn) bool {
		c, err := move(v, s.ids, s.board, in)
		if err != nil {
			return false // behind itself, or it stands there already
		}
		s.apply(c, nil)
		return true
	}
	for range 100 {
		stale := s.view()
		try(stale, MoveIn{Strips: []graph.ID{pick()}, After: pick()})
		try(stale, MoveIn{Strips: []graph.ID{pick()}, After: pick()})
		strip, after := pick(), pick()
		moved := try(s.view(), MoveIn{Strips: []graph.ID{strip}, After: after})
		now := stripsOf(s.view(), s.board)
		if len(now) != len(all) {
			t.Fatalf("%d strips; want %d", len(now), len(all))
		}
		i := slices.IndexFunc(now, func(x Strip) bool { return x.ID == after })
		if moved && (i+1 >= len(now) || now[i+1].ID != strip) {
			t.Fatal("the strip does not stand behind the one it was put behind")
		}
	}
}

func TestBreaksAndBanners(t *testing.T) {
	s := newSample(t)
	s.apply(put(s.view(), s.ids, s.board, PutIn{Type: "banner", Text: "COMPANY MOVE", Minutes: 45, After: s.strip("12")}))
	s.apply(put(s.view(), s.ids, s.board, PutIn{Type: "day_break", After: s.strip("2")}))
	if got, want := line(s.plan()), "2 | 3 | 6 11 | 9 | 1 8 12 [COMPANY MOVE] | 5 | 7 10 | 4 | "; got != want {
		t.Fatalf("board: %s; want %s", got, want)
	}
	if got := s.plan().Days[4].Totals.Minutes; got != (9+4+3)*20+45 {
		t.Errorf("day 5 takes %d minutes; want scenes and the move", got)
	}
	s.apply(remove(s.view(), s.ids, s.plan().Days[0].Break))
	s.apply(remove(s.view(), s.ids, s.strip("5")))
	if got, want := line(s.plan()), "2 3 | 6 11 | 9 | 1 8 12 [COMPANY MOVE] | | 7 10 | 4 | "; got != want {
		t.Errorf("board: %s; want %s", got, want)
	}
	if len(s.plan().Boneyard) != 1 {
		t.Error("removing a scene strip must put it into the boneyard")
	}
	if _, err := put(s.view(), s.ids, s.board, PutIn{Type: "banner"}); !fault.Is(err, fault.Invalid) {
		t.Errorf("a banner without words: %v; want an error", err)
	}
}

func TestSplitKeepsTheLength(t *testing.T) {
	s := newSample(t)
	before := s.plan().answer().Totals.Eighths
	s.apply(split(s.view(), s.ids, s.strip("9"), SplitIn{Eighths: 5}))
	p := s.plan()
	if got := line(p); !strings.Contains(got, "| 9/pt 1 9/pt 2 |") {
		t.Errorf("board: %s; want two parts of scene 9", got)
	}
	if got := p.answer().Totals.Eighths; got != before {
		t.Errorf("split board is %d eighths long; want %d", got, before)
	}
	if _, err := split(s.view(), s.ids, s.strip("9"), SplitIn{Eighths: 5}); !fault.Is(err, fault.Invalid) {
		t.Errorf("splitting 5/8 after 5/8: %v; want an error", err)
	}
}

func TestSortAndArrange(t *testing.T) {
	s := newSample(t)
	s.apply(sortStrips(s.view(), s.ids, s.board, SortIn{By: "script", Where: "board"}))
	if got, want := line(s.plan()), "1 2 | 3 4 | 5 | 6 7 8 | 9 | 10 11 | 12 | "; got != want {
		t.Fatalf("sorted: %s; want %s", got, want)
	}
	yes := true
	s.apply(change(s.view(), s.ids, s.strip("4"), StripIn{Pinned: &yes}))
	s.apply(sortStrips(s.view(), s.ids, s.board, SortIn{By: "length", Where: "days", Day: 4}))
	if got, want := line(s.plan()), "1 2 | 3 4 | 5 | 7 6 8 | 9 | 10 11 | 12 | "; got != want {
		t.Fatalf("day 4 by length: %s; want %s", got, want)
	}
	s.apply(arrange(s.view(), s.ids, s.board, ArrangeIn{Capacity{Eighths: 24}}))
	p := s.plan()
	if d, ok := p.day(s.strip("4")); !ok || d.Index != 1 {
		t.Errorf("pinned scene 4 moved to day %d; want it to stay on day 2", d.Index+1)
	}
	n := 0
	for _, d := range p.Days {
		n += d.Totals.Scenes
	}
	if n != len(sampleScenes) {
		t.Errorf("%d scenes after arranging; want %d", n, len(sampleScenes))
	}
}

func TestCopyAdoptAndDelete(t *testing.T) {
	s := newSample(t)
	s.apply(Create(s.view(), s.ids, CreateIn{Name: "Board 2, storm cover", CopyOf: s.board}))
	boards, err := list(s.view())
	if err != nil || len(boards) != 2 {
		t.Fatalf("boards: %v, %v; want two", boards, err)
	}
	second := boards[1]
	if second.Days != boards[0].Days || second.Length != boards[0].Length || second.Current {
		t.Errorf("copy = %+v; want the days and length of %+v, not current", second, boards[0])
	}
	if _, err := discard(s.view(), s.ids, s.board); !fault.Is(err, fault.Conflict) {
		t.Errorf("deleting the board that is shot: %v; want a conflict", err)
	}
	s.apply(Adopt(s.view(), s.ids, second.ID))
	if id, _ := Current(s.view()); id != second.ID {
		t.Error("the adopted board is not current")
	}
	var days []production.ShootDay
	for _, d := range graph.All[production.ShootDay](s.view()) {
		days = append(days, d)
	}
	if len(days) != 7 || days[0].Number != 1 || days[2].Date != civil.MustParse("2027-03-04") {
		t.Errorf("shoot days = %+v; want seven with the dates of the board", days)
	}
	s.apply(discard(s.view(), s.ids, s.board))
	if _, err := Adopt(s.view(), s.ids, second.ID); err == nil || !strings.Contains(err.Error(), "change") {
		t.Errorf("adopting the adopted board: %v; want nothing to change", err)
	}
}

func TestNewSceneIsUnplannedAndCanBeAdded(t *testing.T) {
	s := newSample(t)
	e := s.edit("Blue pages")
	id := graph.Add(e, production.Scene{Number: "3A", Order: "z", IntExt: "INT", SetName: "CELLAR", TimeOfDay: "DAY", LengthEighths: 3})
	graph.Update(e, s.scenes["5"], func(sc *production.Scene) { sc.Omitted = true })
	s.commit(e)
	p := s.plan()
	if len(p.Unplanned) != 1 || p.Unplanned[0] != id {
		t.Fatalf("unplanned: %v; want scene 3A", p.Unplanned)
	}
	if strings.Contains(line(p), " 5 ") {
		t.Error("an omitted scene is still on the board")
	}
	s.apply(addScenes(s.view(), s.ids, s.board, AddIn{Scenes: []graph.ID{id}, After: s.strip("3")}))
	if got := line(s.plan()); !strings.HasPrefix(got, "2 3 3A | ") {
		t.Errorf("board: %s; want 3A behind 3", got)
	}
	if _, err := addScenes(s.view(), s.ids, s.board, AddIn{Scenes: []graph.ID{id}}); !fault.Is(err, fault.Conflict) {
		t.Errorf("adding it again: %v; want a conflict", err)
	}
}

func TestUnboundDayBreakPushesBoundDates(t *testing.T) {
	s := newSample(t)
	s.apply(Adopt(s.view(), s.ids, s.board))
	s.apply(put(s.view(), s.ids, s.board, PutIn{Type: "day_break", After: s.strip("9")}))
	seen := map[civil.Date]bool{}
	for _, d := range s.plan().Days {
		if seen[d.Date] {
			t.Errorf("two days on %v", d.Date)
		}
		seen[d.Date] = true
	}
}

func ExampleSlice() {
	for _, d := range Slice(&graph.SequentialIDs{}).Documents {
		fmt.Println(d.Name)
	}
	// Output:
	// one-liner
	// shooting-schedule
	// stripboard
	// day-out-of-days
}
