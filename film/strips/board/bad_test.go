package board_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"backlot/film/civil"
	"backlot/film/strips"
	"backlot/film/strips/board"
)

// small is a case of two scenes on two days that makes sense.
func small() *board.Case {
	return &board.Case{
		Schema: 1, Title: "small", Currency: "NZD", Zone: "Pacific/Apia",
		Scenes: []board.Scene{
			{ID: "a", Number: "1", Set: "REEF", Place: "l", IntExt: "EXT", Light: strips.Day, Minutes: 60, Cast: []string{"p"}},
			{ID: "b", Number: "2", Set: "REEF", Place: "l", IntExt: "EXT", Light: strips.Day, Minutes: 60},
		},
		People: []board.Person{{ID: "p", Name: "Sina", DayRate: 100}},
		Places: []board.Place{{ID: "l", Name: "Lalomanu", Lat: -14, Lon: -171.4}},
		Days:   []board.Day{{Unit: "main", Date: civil.Of(2011, 12, 29)}, {Unit: "main", Date: civil.Of(2011, 12, 31)}},
		Prices: board.Prices{Normal: 600, Longest: 720, MealAfter: 360, DayCall: 420, NightCall: 1020},
	}
}

// TestBadCasesNameTheRecord: what cannot be is refused with the record, the field and what would
// be right; nothing is dropped in silence.
func TestBadCasesNameTheRecord(t *testing.T) {
	if err := small().Check(); err != nil {
		t.Fatal(err)
	}
	d29, d31 := civil.Of(2011, 12, 29), civil.Of(2011, 12, 31)
	for want, spoil := range map[string]func(c *board.Case){
		"scene 1 (a): minutes 0: want at least 1":               func(c *board.Case) { c.Scenes[0].Minutes = 0 },
		`scene 1 (a): person "nobody" is not in the case`:       func(c *board.Case) { c.Scenes[0].Cast = []string{"nobody"} },
		`scene 2 (b): place "moon" is not in the case`:          func(c *board.Case) { c.Scenes[1].Place = "moon" },
		"days[1]: there was no 2011-12-30 in Pacific/Apia":      func(c *board.Case) { c.Days[1].Date = civil.Of(2011, 12, 30) },
		"person Sina: 2011-12-31 to 2011-12-29 ends before":     func(c *board.Case) { c.People[0].Free = []board.Span{{From: d31, To: d29}} },
		"permit of Lalomanu: 2011-12-31 to 2011-12-29 ends":     func(c *board.Case) { c.Places[0].Permit = []board.Span{{From: d31, To: d29}} },
		"stands twice or out of order; want days in order":      func(c *board.Case) { c.Days[0].Date = d31 },
		"set REEF: struck on 2011-12-29, ready on 2011-12-31":   func(c *board.Case) { c.Sets = []board.Set{{Name: "REEF", Ready: d31, Strike: d29}} },
		"person Sina: a rate, rest or time is below zero":       func(c *board.Case) { c.People[0].DayRate = -1 },
		"orders: scenes 1, 2 each have to come before the next": func(c *board.Case) { c.Orders = []board.Order{{Before: "a", After: "b"}, {Before: "b", After: "a"}} },
		"past: scene 1 was shot on 2011-12-29 and again on": func(c *board.Case) {
			c.Frozen = d31
			c.Past = []board.DayPlan{{Unit: "main", Date: d29, Scenes: []string{"a"}}, {Unit: "main", Date: d31, Scenes: []string{"a"}}}
		},
		`past, 2011-12-29: scene "z" is not in the case`: func(c *board.Case) {
			c.Frozen, c.Past = d29, []board.DayPlan{{Unit: "main", Date: d29, Scenes: []string{"z"}}}
		},
		`zone "Atlantis": want a time zone such as Europe/Oslo`: func(c *board.Case) { c.Zone = "Atlantis" },
		"schema 7: want 1 to 1":                                 func(c *board.Case) { c.Schema = 7 },
	} {
		c := small()
		spoil(c)
		if err := c.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v; want it to say %q", err, want)
		}
	}
}

func TestBoardsOfOtherVersions(t *testing.T) {
	for text, want := range map[string]string{
		`{"case":"x","days":[]}`:                         "board: the schema is missing; want 1",
		`{"schema":9,"case":"x","days":[]}`:              "board: schema 9 is of a newer Backlot; this one reads 1 to 1",
		`{"schema":1,"days":[{"date":"31st of March"}]}`: "board: ",
		`[`: "board: ",
	} {
		if _, err := board.ReadBoard(strings.NewReader(text)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: error %v; want %q", text, err, want)
		}
	}
}

// FuzzReadCase: whatever stands in a file, reading gives a case that can be written and read
// again, or an error.
func FuzzReadCase(f *testing.F) {
	good, err := json.Marshal(small())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte(`{"schema":1,"scenes":[{"id":""}]}`))
	f.Add([]byte(`{"schema":1,"zone":"Europe/Oslo","orders":[{"before":"a","after":"a"}],"days":[{"unit":"","date":"0000-00-00"}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := board.ReadCase(bytes.NewReader(text))
		if err != nil {
			return
		}
		again, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := board.ReadCase(bytes.NewReader(again)); err != nil {
			t.Errorf("read once, and not again: %v", err)
		}
	})
}
