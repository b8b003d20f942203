package live_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"backlot/film/civil"
	"backlot/film/strips"
	"backlot/film/strips/board"
	"backlot/film/strips/check"
	"backlot/film/strips/generate"
	"backlot/film/strips/live"
	"backlot/film/worktime"
	"backlot/testdata/raced"
)

// spoiled is a generated case and its board with facts of every kind drawn in, so that random moves
// break every rule there is.
func spoiled(t testing.TB, kind generate.Kind, seed uint64, scenes int) (*board.Case, *board.Board, *rand.Rand) {
	t.Helper()
	c, a, err := generate.Case(generate.Options{Kind: kind, Seed: seed, Scenes: scenes})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(seed, 9))
	day := func() civil.Date { return c.Days[rng.IntN(len(c.Days))].Date }
	scene := func() *board.Scene { return &c.Scenes[rng.IntN(len(c.Scenes))] }
	place := func() *board.Place { return &c.Places[rng.IntN(len(c.Places))] }
	for range 3 {
		scene().Pinned = day()
		scene().Gear = append(scene().Gear, c.Gear[rng.IntN(len(c.Gear))].ID)
		c.Shut = append(c.Shut, board.Shut{Date: day(), Place: place().ID, Outside: rng.IntN(2) == 0, Reason: "a storm"})
		scene().Light = []strips.Light{strips.Dawn, strips.Dusk, strips.Night}[rng.IntN(3)]
	}
	p := place()
	p.Open, p.Close = 8*60, worktime.Clock(14+rng.IntN(8))*60
	c.Sets = append(c.Sets, board.Set{Name: scene().Set + " B", Strike: day()})
	scene().Set = c.Sets[len(c.Sets)-1].Name
	c.Orders = append(c.Orders, board.Order{Before: c.Scenes[0].ID, After: c.Scenes[1].ID, Days: rng.IntN(3), Reason: []string{"", "the hair is cut"}[rng.IntN(2)]})
	c.Prices.Row, c.Prices.Longest = 2+rng.IntN(4), c.Prices.Normal+rng.IntN(120)
	who := &c.People[rng.IntN(3)]
	who.WeekRate, who.Guarantee, who.DropAfter, who.Travel = 900_000, rng.IntN(6), 3, 40_000*int64(rng.IntN(3))
	if seed%2 == 0 {
		c.Frozen = c.Days[len(c.Days)/4].Date
		for _, d := range a.Board.Days {
			if !d.Date.After(c.Frozen) {
				c.Past = append(c.Past, d)
			}
		}
	}
	for _, id := range board.RuleIDs() { // some rules count differently from seed to seed
		if rng.IntN(6) == 0 {
			c.Rules[id] = board.Rule{Mode: []board.Mode{board.Hard, board.Buy, board.Soft, board.Off}[rng.IntN(4)], Price: int64(rng.IntN(1000))}
		}
	}
	if err := c.Check(); err != nil {
		t.Fatal(err)
	}
	return c, a.Board, rng
}

// same compares with the referee: every number, and every violation whatever the order of equals.
func same(t *testing.T, c *board.Case, l *live.Live, what string) {
	t.Helper()
	want, err := check.Board(c, l.Board())
	if err != nil {
		t.Fatal(err)
	}
	got := l.Report()
	if got.Valid != want.Valid || got.Cost != want.Cost || got.Days != want.Days || got.MoveCount != want.MoveCount || got.HoldDays != want.HoldDays || got.Claimed != want.Claimed {
		t.Fatalf("%s:\ngot  %+v %d days, %d moves, %d holds, valid %v\nwant %+v %d days, %d moves, %d holds, valid %v", what,
			got.Cost, got.Days, got.MoveCount, got.HoldDays, got.Valid, want.Cost, want.Days, want.MoveCount, want.HoldDays, want.Valid)
	}
	if l.Cost() != want.Cost.Total || (l.Hard() == 0) != want.Valid {
		t.Fatalf("%s: cost %d and %d hard rules beside a report of %d", what, l.Cost(), l.Hard(), want.Cost.Total)
	}
	ordered(want.Violations)
	ordered(got.Violations)
	if !slices.Equal(got.Violations, want.Violations) {
		for _, v := range want.Violations {
			if !slices.Contains(got.Violations, v) {
				t.Errorf("%s: the referee says %+v", what, v)
			}
		}
		for _, v := range got.Violations {
			if !slices.Contains(want.Violations, v) {
				t.Errorf("%s: only we say %+v", what, v)
			}
		}
		t.FailNow()
	}
}

func ordered(list []check.Violation) {
	slices.SortFunc(list, func(a, b check.Violation) int { return cmp.Compare(fmt.Sprintf("%+v", a), fmt.Sprintf("%+v", b)) })
}

// shuffled is a board on which scenes are missing, stand twice, and days stand twice or are no
// shooting days.
func shuffled(c *board.Case, b *board.Board, rng *rand.Rand) *board.Board {
	out := &board.Board{Schema: b.Schema, Case: b.Case, Cost: b.Cost}
	for _, d := range b.Days {
		d.Scenes = slices.Clone(d.Scenes)
		switch rng.IntN(12) {
		case 0:
			d.Date = d.Date.AddDays(1)
		case 1:
			d.Scenes = append(d.Scenes, c.Scenes[rng.IntN(len(c.Scenes))].ID)
		case 2:
			d.Scenes = d.Scenes[1:]
		case 3:
			d.Call = worktime.Clock(rng.IntN(22 * 60))
		}
		out.Days = append(out.Days, d)
	}
	return out
}

// TestEqualToTheReferee: after every one of many random moves, on good boards and bad, with one unit and two,
// the answer is the referee's in every violation and every cent.
func TestEqualToTheReferee(t *testing.T) {
	seen := map[board.RuleID]bool{}
	for seed := range uint64(raced.Cases(16, 4)) {
		kind := []generate.Kind{generate.Feature, generate.Block}[seed%2]
		t.Run(fmt.Sprint(kind, seed), func(t *testing.T) {
			c, b, rng := spoiled(t, kind, seed/2, 18+int(seed%5)*8)
			if seed%3 > 0 {
				b = shuffled(c, b, rng)
			}
			l, err := live.Open(c, b)
			if err != nil {
				t.Fatal(err)
			}
			same(t, c, l, "opened")
			for n := range raced.Cases(20, 8) {
				s, d := c.Scenes[rng.IntN(len(c.Scenes))], c.Days[rng.IntN(len(c.Days))]
				if rng.IntN(3) == 0 {
					d = board.Day{Unit: d.Unit, Date: l.Board().Days[rng.IntN(len(b.Days))].Date} // more on fewer days
				}
				if rng.IntN(12) == 0 {
					d.Date = civil.Date{}
				}
				at := rng.IntN(6) - 1
				next, err := l.Move(s.ID, d.Unit, d.Date, at)
				if err != nil {
					t.Fatal(err)
				}
				same(t, c, next, fmt.Sprintf("move %d: %s to %s of %s, at %d", n, s.ID, d.Date, d.Unit, at))
				for _, v := range next.Report().Violations {
					seen[v.Rule] = true
				}
				if rng.IntN(4) > 0 {
					l = next
				}
			}
			again, err := live.Open(c, l.Board())
			if err != nil || again.Cost() != l.Cost() {
				t.Errorf("opened again: %d, %v; want %d", again.Cost(), err, l.Cost())
			}
		})
	}
	for _, id := range board.RuleIDs() {
		if !seen[id] && !raced.On {
			t.Errorf("no move broke the rule %s: the comparison says nothing about it", id)
		}
	}
}

// TestReplaceIsJudgedOnce: days exchanged in one go are what the referee says of the whole.
func TestReplaceIsJudgedOnce(t *testing.T) {
	c, b, rng := spoiled(t, generate.Block, 3, 40)
	l, err := live.Open(c, b)
	if err != nil {
		t.Fatal(err)
	}
	for range 10 {
		now := l.Board().Days
		x, y := now[rng.IntN(len(now))], now[rng.IntN(len(now))]
		x.Scenes, y.Scenes = y.Scenes, x.Scenes
		y.Call = worktime.Clock(rng.IntN(20)) * 60
		if x.Date == y.Date {
			continue
		}
		if l, err = l.Replace(x, y); err != nil {
			t.Fatal(err)
		}
		same(t, c, l, "replaced")
	}
}

func TestMovesThatCannotBe(t *testing.T) {
	c, b, _ := spoiled(t, generate.Feature, 1, 18)
	l, err := live.Open(c, b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Move("none", "main", c.Days[0].Date, 0); err == nil || err.Error() != `move scene "none": it is not in the case` {
		t.Errorf("error %v", err)
	}
	if _, err := l.Move(c.Scenes[0].ID, "third", c.Days[0].Date, 0); err == nil {
		t.Error("a unit without days took a scene")
	}
	b.Days[0].Scenes = append(b.Days[0].Scenes, "none")
	if _, err := live.Open(c, b); err == nil {
		t.Error("a board with an unknown scene was opened")
	}
}

// TestManyReadAtOnce: two people drag from the same board at the same time, and a third reads.
func TestManyReadAtOnce(t *testing.T) {
	c, b, _ := spoiled(t, generate.Feature, 2, 24)
	l, err := live.Open(c, b)
	if err != nil {
		t.Fatal(err)
	}
	before := l.Report()
	var wait sync.WaitGroup
	for i := range 3 {
		wait.Go(func() {
			for n := range 4 {
				d := c.Days[(i+n)%len(c.Days)]
				if next, err := l.Move(c.Scenes[n].ID, d.Unit, d.Date, 0); err != nil || next.Report().Days == 0 {
					t.Error(err)
				}
				l.Report()
			}
		})
	}
	wait.Wait()
	after := l.Report()
	if after.Cost != before.Cost || !slices.Equal(after.Violations, before.Violations) {
		t.Error("moving strips changed the board they were moved from")
	}
}

// TestBestDaysAreWhatMovingThere gives: every option costs what the referee says of the board with the scene moved
// there, the shares add up to it, and no place in the order of a possible day is better.
func TestBestDaysAreWhatMovingThereGives(t *testing.T) {
	for seed := range uint64(4) {
		c, b, rng := spoiled(t, []generate.Kind{generate.Feature, generate.Block}[seed%2], seed, 20)
		l, err := live.Open(c, b)
		if err != nil {
			t.Fatal(err)
		}
		s := c.Scenes[rng.IntN(len(c.Scenes))]
		options, err := l.BestDays(s.ID, 0)
		if err != nil || len(options) < 3 {
			t.Fatalf("%d options, %v", len(options), err)
		}
		for i, o := range options {
			n, err := l.Move(s.ID, o.Unit, o.Date, o.At)
			if err != nil {
				t.Fatal(err)
			}
			same(t, c, n, o.Why)
			var sum int64
			for _, x := range o.Shares {
				sum += x.Amount
			}
			if n.Cost()-l.Cost() != o.Delta || sum != o.Delta {
				t.Errorf("%s: %d promised, %d when moved there, %d in shares", o.Why, o.Delta, n.Cost()-l.Cost(), sum)
			}
			if hard := slices.ContainsFunc(o.Breaks, func(v check.Violation) bool { return v.Mode == board.Hard }); hard == o.Possible {
				t.Errorf("possible %v: %+v", o.Possible, o.Breaks)
			}
			if i > 0 && (o.Possible && !options[i-1].Possible) {
				t.Errorf("%s comes after %s", o.Date, options[i-1].Date)
			}
			for at := range 6 {
				if m, err := l.Move(s.ID, o.Unit, o.Date, at); err != nil || m.Hard() < n.Hard() || m.Hard() == n.Hard() && m.Cost() < n.Cost() {
					t.Errorf("%s: at %d is better than at %d (%v)", o.Date, at, o.At, err)
				}
			}
		}
	}
}

// lighthouse is a shoot of three days at two places that can be told by heart.
func lighthouse(t *testing.T) (*board.Case, *live.Live) {
	t.Helper()
	c := &board.Case{
		Schema: 1, Title: "The Lighthouse", Currency: "EUR", Zone: "Europe/Oslo",
		People: []board.Person{
			{ID: "ada", Name: "Ada", DayRate: 100_00, Ready: 30, Off: 15, Rest: 660},
			{ID: "jonas", Name: "Jonas", DayRate: 50_00, Ready: 30, Off: 15, Rest: 720, Born: civil.Of(2018, 2, 1), Packs: []string{"us-ca-minors"}},
		},
		Places: []board.Place{{ID: "farm", Name: "the farm", Lat: 59.9, Lon: 10.7, Blackout: true}, {ID: "stage", Name: "the stage", Lat: 59.9, Lon: 10.7, Blackout: true}},
		Moves:  []board.Move{{From: "farm", To: "stage", Minutes: 30, Price: 900_00}},
		Prices: board.Prices{Prepare: 30, Wrap: 30, Meal: 30, MealAfter: 360, Normal: 600, Longest: 720, Overtime: 400_00, Day: 5000_00, CrewRest: 660, Row: 6, DayCall: 480, NightCall: 1020},
	}
	for d := range 3 {
		c.Days = append(c.Days, board.Day{Unit: "main", Date: civil.Of(2027, 5, 3+d)})
	}
	for i, x := range []struct{ place, cast string }{{"farm", "ada"}, {"stage", ""}, {"stage", ""}, {"farm", "ada"}, {"farm", "jonas"}} {
		s := board.Scene{ID: fmt.Sprint("s", i+1), Number: fmt.Sprint(i + 1), Set: "SET", Place: x.place, IntExt: "INT", Light: strips.Day, Minutes: 120}
		if x.cast != "" {
			s.Cast = []string{x.cast}
		}
		c.Scenes = append(c.Scenes, s)
	}
	c.Scenes[4].Minutes = 60
	l, err := live.Open(c, &board.Board{Schema: 1, Case: c.Title, Days: []board.DayPlan{
		{Unit: "main", Date: c.Days[0].Date, Call: 480, Scenes: []string{"s1"}},
		{Unit: "main", Date: c.Days[1].Date, Call: 480, Scenes: []string{"s2", "s3"}},
		{Unit: "main", Date: c.Days[2].Date, Call: 480, Scenes: []string{"s4"}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return c, l
}

// TestWhyADayIsBest: the last scene at the farm pulled forward to the first day saves a day of the unit, and
// Ada's waiting and second day.
func TestWhyADayIsBest(t *testing.T) {
	c, l := lighthouse(t)
	options, err := l.BestDays("s4", 0)
	if err != nil {
		t.Fatal(err)
	}
	best := options[0]
	if best.Date != c.Days[0].Date || best.Delta != -(5000_00+2*100_00) {
		t.Errorf("best is %s for %d; want %s for -520000", best.Date, best.Delta, c.Days[0].Date)
	}
	if want := "saves 5200.00 EUR: 1 fewer shooting day (-5000.00 EUR), 1 fewer hold day and 1 fewer work day for Ada (-200.00 EUR)"; best.Why != want {
		t.Errorf("why: %s\nwant %s", best.Why, want)
	}
}

// TestWhyADayIsNotPossible names the child, the hours and the limit.
func TestWhyADayIsNotPossible(t *testing.T) {
	c, _ := lighthouse(t)
	c.Scenes[4].Minutes = 340
	l, err := live.Open(c, &board.Board{Schema: 1})
	if err != nil {
		t.Fatal(err)
	}
	options, err := l.BestDays("s5", 1)
	if err != nil || len(options) != 1 {
		t.Fatal(len(options), err)
	}
	if o := options[0]; o.Possible || !strings.HasPrefix(o.Why, "not possible: Jonas: ") || !strings.Contains(o.Why, "California minors") {
		t.Errorf("why: %s", o.Why)
	}
}
