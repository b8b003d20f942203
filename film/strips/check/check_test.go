package check_test

import (
	"strings"
	"testing"

	"backlot/film/civil"
	"backlot/film/strips"
	"backlot/film/strips/board"
	"backlot/film/strips/check"
	"backlot/film/worktime"
)

func date(s string) civil.Date { return civil.MustParse(s) }

// lighthouse is four scenes at two places in three days, with a cost that can be counted by hand.
func lighthouse() (*board.Case, *board.Board) {
	c := &board.Case{
		Schema: 1, Title: "The lighthouse", Currency: "EUR", Zone: "Europe/Oslo",
		Places: []board.Place{
			{ID: "stage", Name: "Stage 1", Lat: 59.9, Lon: 10.7, Blackout: true, DayRate: 1000, Stint: 500},
			{ID: "beach", Name: "The beach", Lat: 59.9, Lon: 10.7, DayRate: 300, Stint: 200},
		},
		Moves: []board.Move{{From: "stage", To: "beach", Minutes: 60, Price: 700, Kind: "full"}},
		People: []board.Person{
			{ID: "ada", Name: "Ada", DayRate: 100, Ready: 60, Off: 30, Rest: 11 * 60, Forced: 90},
			{ID: "ben", Name: "Ben", DayRate: 50, Ready: 30, Off: 15, Rest: 11 * 60, Forced: 50, Travel: 20, DropAfter: 14, MaxDrops: 1},
		},
		Sets: []board.Set{{Name: "LAMP ROOM"}},
		Gear: []board.Gear{{ID: "crane", Name: "Crane", DayRate: 80, Stint: 40}},
		Scenes: []board.Scene{
			{ID: "1", Number: "1", Set: "LAMP ROOM", Place: "stage", IntExt: "INT", Light: strips.Night, Eighths: 8, Minutes: 180, Cast: []string{"ada", "ben"}},
			{ID: "2", Number: "2", Set: "BEACH", Place: "beach", IntExt: "EXT", Light: strips.Day, Eighths: 4, Minutes: 120, Cast: []string{"ada"}, Gear: []string{"crane"}},
			{ID: "3", Number: "3", Set: "BEACH", Place: "beach", IntExt: "EXT", Light: strips.Day, Eighths: 4, Minutes: 120, Cast: []string{"ben"}},
			{ID: "4", Number: "4", Set: "LAMP ROOM", Place: "stage", IntExt: "INT", Light: strips.Day, Eighths: 8, Minutes: 240, Cast: []string{"ada"}, Cover: true},
		},
		Days: []board.Day{
			{Unit: "main", Date: date("2027-05-03")}, {Unit: "second", Date: date("2027-05-03")},
			{Unit: "main", Date: date("2027-05-04")}, {Unit: "main", Date: date("2027-05-05")}, {Unit: "main", Date: date("2027-05-06")},
		},
		Orders: []board.Order{{Before: "2", After: "4", Reason: "the hair is cut"}},
		Prices: board.Prices{
			Prepare: 60, Wrap: 30, Meal: 60, MealAfter: 360, Normal: 600, Longest: 780, Overtime: 400, Day: 5000,
			Move: 900, MoveMinutes: 90, Flip: 600, CrewRest: 660, CrewForced: 250, Row: 5, DayCall: 420, NightCall: 1020,
		},
	}
	b := &board.Board{Schema: 1, Case: c.Title, Days: []board.DayPlan{
		{Unit: "main", Date: date("2027-05-03"), Call: 420, Scenes: []string{"1", "2"}},
		{Unit: "main", Date: date("2027-05-05"), Call: 420, Scenes: []string{"3", "4"}},
	}}
	return c, b
}

// TestCostCountedByHand: day one 07:00, first shot 08:00, scene 1 to 11:00, move to 12:00, scene 2
// to 13:00, meal, to 15:00, dismissed 15:30. Day two the same with 240 minutes: 08:00 to 10:00, move,
// 11:00 to 13:00, meal to 14:00, to 16:00, 16:30.
func TestCostCountedByHand(t *testing.T) {
	c, b := lighthouse()
	if err := c.Check(); err != nil {
		t.Fatal(err)
	}
	r, err := check.Board(c, b)
	if err != nil {
		t.Fatal(err)
	}
	want := check.Cost{
		Cast:   (3 * 100) + (3 * 50), // both on the 3rd and 5th, held on the 4th
		Holds:  100 + 50,
		Travel: 20,
		Moves:  2 * 700,
		Days:   2 * 5000,
		Places: (2*1000 + 500) + (2*300 + 200),
		Gear:   80 + 40,
	}
	want.Total = want.Cast + want.Travel + want.Moves + want.Days + want.Places + want.Gear
	if !r.Valid || r.Cost != want || r.HoldDays != 2 || r.MoveCount != 2 {
		t.Errorf("got %+v, %d holds, %d moves\nwant %+v; %+v", r.Cost, r.HoldDays, r.MoveCount, want, r.Violations)
	}
}

// TestEveryRuleIsSeen breaks one rule at a time and expects the referee to name it.
func TestEveryRuleIsSeen(t *testing.T) {
	for rule, spoil := range map[board.RuleID]func(c *board.Case, b *board.Board){
		board.Complete:     func(_ *board.Case, b *board.Board) { b.Days[1].Scenes = []string{"3"} },
		board.Calendar:     func(_ *board.Case, b *board.Board) { b.Days[1].Date = date("2027-05-08") },
		board.UnitOf:       func(c *board.Case, _ *board.Board) { c.Scenes[0].Unit = "second" },
		board.Pinned:       func(c *board.Case, _ *board.Board) { c.Scenes[0].Pinned = date("2027-05-04") },
		board.Availability: func(c *board.Case, _ *board.Board) { c.People[1].Away = []civil.Date{date("2027-05-05")} },
		board.PlaceDates:   func(c *board.Case, _ *board.Board) { c.Places[1].Free = []board.Span{{From: date("2027-05-04")}} },
		board.Permit:       func(c *board.Case, _ *board.Board) { c.Places[1].Permit = []board.Span{{To: date("2027-05-04")}} },
		board.PlaceHours:   func(c *board.Case, _ *board.Board) { c.Places[1].Open, c.Places[1].Close = 480, 840 },
		board.SetReady:     func(c *board.Case, _ *board.Board) { c.Sets[0].Ready = date("2027-05-04") },
		board.Light:        func(c *board.Case, _ *board.Board) { c.Scenes[1].Light = strips.Night },
		board.Closed: func(c *board.Case, _ *board.Board) {
			c.Shut = []board.Shut{{Date: date("2027-05-03"), Outside: true, Reason: "storm"}}
		},
		board.Precedence: func(c *board.Case, _ *board.Board) { c.Orders[0].Days = 3 },
		board.LongDay:    func(c *board.Case, _ *board.Board) { c.Prices.Normal, c.Prices.Longest = 300, 540 },
		board.Overtime:   func(c *board.Case, _ *board.Board) { c.Prices.Normal = 540 },
		board.Row:        func(c *board.Case, b *board.Board) { b.Days[1].Date = date("2027-05-04"); c.Prices.Row = 1 },
		board.CrewRest:   func(c *board.Case, b *board.Board) { b.Days[1].Date, b.Days[1].Call = date("2027-05-04"), 60 },
		board.CastRest: func(c *board.Case, b *board.Board) {
			b.Days[1].Date, c.People[1].Rest = date("2027-05-04"), 22*60
		},
		board.Frozen: func(c *board.Case, b *board.Board) {
			c.Frozen, c.Past = date("2027-05-03"), []board.DayPlan{{Unit: "main", Date: date("2027-05-03"), Call: 420, Scenes: []string{"2", "1"}}}
		},
		board.TwoPlaces: func(_ *board.Case, b *board.Board) {
			b.Days = []board.DayPlan{b.Days[0], {Unit: "second", Date: date("2027-05-03"), Call: 420, Scenes: []string{"4"}}, {Unit: "main", Date: date("2027-05-05"), Call: 420, Scenes: []string{"3"}}}
		},
		board.GearTwice: func(c *board.Case, b *board.Board) {
			c.Scenes[2].Gear = []string{"crane"}
			b.Days = append(b.Days, board.DayPlan{Unit: "second", Date: date("2027-05-03"), Call: 420, Scenes: []string{"3"}})
			b.Days[1].Scenes = []string{"4"}
		},
		board.Minors: func(c *board.Case, _ *board.Board) {
			c.People[1].Born, c.People[1].Packs = date("2019-02-01"), []string{"us-ca-minors"}
		},
		board.CoverSet: func(c *board.Case, b *board.Board) { b.Days[1].Scenes = []string{"4", "3"} },
		board.MixedDay: func(c *board.Case, b *board.Board) {
			c.Scenes[0].IntExt, b.Days[0].Scenes = "EXT", []string{"2", "1"}
			b.Days[0].Call = 17 * 60
		},
		board.Returning: func(c *board.Case, b *board.Board) {
			b.Days = []board.DayPlan{
				{Unit: "main", Date: date("2027-05-03"), Call: 420, Scenes: []string{"1"}}, {Unit: "main", Date: date("2027-05-04"), Call: 420, Scenes: []string{"2", "3"}},
				{Unit: "main", Date: date("2027-05-05"), Call: 420, Scenes: []string{"4"}},
			}
		},
	} {
		t.Run(string(rule), func(t *testing.T) {
			c, b := lighthouse()
			spoil(c, b)
			if err := c.Check(); err != nil {
				t.Fatal(err)
			}
			r, err := check.Board(c, b)
			if err != nil {
				t.Fatal(err)
			}
			found := false
			for _, v := range r.Violations {
				found = found || v.Rule == rule && v.Text != "" && v.Mode == c.Rule(rule).Mode
			}
			if !found {
				t.Errorf("the referee did not see it: %+v", r.Violations)
			}
			if hard := c.Rule(rule).Mode == board.Hard; hard && r.Valid {
				t.Error("a hard rule is broken and the board counts as valid")
			}
		})
	}
	if n := len(board.DefaultRules); n != 24 {
		t.Errorf("%d rules; the table above breaks 24", n)
	}
}

// TestDropSavesTheLongPause: a month between two days is not held when the contract lets the
// production drop and pick up, and is when it does not.
func TestDropSavesTheLongPause(t *testing.T) {
	c, b := lighthouse()
	for d := date("2027-05-07"); d.Before(date("2027-06-09")); d = d.AddDays(1) {
		c.Days = append(c.Days, board.Day{Unit: "main", Date: d})
	}
	b.Days[1].Date = date("2027-06-08")
	r, err := check.Board(c, b)
	if err != nil {
		t.Fatal(err)
	}
	ada := int64(37 * 100) // every day of the calendar from 3 May to 8 June
	ben := int64(2 * 50)   // dropped for the pause, brought in twice
	if r.Cost.Cast != ada+ben || r.Cost.Travel != 40 || r.HoldDays != 35 {
		t.Errorf("cast %d, travel %d, held %d days; want %d, 40, 35", r.Cost.Cast, r.Cost.Travel, r.HoldDays, ada+ben)
	}
	c.People[1].DropAfter = 0
	if r, _ = check.Board(c, b); r.Cost.Cast != ada+37*50 {
		t.Errorf("without the right to drop the cast costs %d; want %d", r.Cost.Cast, ada+37*50)
	}
}

func TestUnknownScenesAreAnError(t *testing.T) {
	c, b := lighthouse()
	b.Days[0].Scenes = append(b.Days[0].Scenes, "99")
	if _, err := check.Board(c, b); err == nil || !strings.Contains(err.Error(), `scene "99" is not in the case`) {
		t.Errorf("error %v", err)
	}
}

func TestCasesThatCannotBe(t *testing.T) {
	for want, spoil := range map[string]func(*board.Case){
		"scene 1 (1): minutes 0: want at least 1":      func(c *board.Case) { c.Scenes[0].Minutes = 0 },
		`scene 1 (1): person "eve" is not in the case`: func(c *board.Case) { c.Scenes[0].Cast = []string{"eve"} },
		"place The beach: 2027-05-04 to 2027-05-03 ends before": func(c *board.Case) {
			c.Places[1].Free = []board.Span{{From: date("2027-05-04"), To: date("2027-05-03")}}
		},
		"person Ben: a child needs a rule pack":                     func(c *board.Case) { c.People[1].Born = date("2019-02-01") },
		`rules: "luck" is none`:                                     func(c *board.Case) { c.Rules = map[board.RuleID]board.Rule{"luck": {Mode: board.Hard}} },
		`zone "Oslo": want a time zone`:                             func(c *board.Case) { c.Zone = "Oslo" },
		`orders: "2" before "2": want two scenes`:                   func(c *board.Case) { c.Orders[0].After = "2" },
		"days[1]: 2027-05-03 of unit \"main\" stands twice":         func(c *board.Case) { c.Days[1].Unit = "main" },
		"schema 9: want 1 to 1":                                     func(c *board.Case) { c.Schema = 9 },
		"place Stage 1: closes at 01:00 before it opens at 08:00":   func(c *board.Case) { c.Places[0].Open, c.Places[0].Close = worktime.Clock(480), 60 },
		`scenes[1]: id "1" stands there twice`:                      func(c *board.Case) { c.Scenes[1].ID = "1" },
		"prices: normal 600, longest 500, meal_after 360: want":     func(c *board.Case) { c.Prices.Longest = 500 },
		`moves: "stage" to "moon": one of the places is not in the`: func(c *board.Case) { c.Moves[0].To = "moon" },
	} {
		t.Run(want, func(t *testing.T) {
			c, _ := lighthouse()
			spoil(c)
			if err := c.Check(); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("error %v; want it to say %q", err, want)
			}
		})
	}
}
