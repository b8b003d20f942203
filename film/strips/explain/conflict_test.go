package explain_test

import (
	"backlot/film/strips/check"
	"backlot/film/strips/explain"
	"backlot/film/strips/generate"
	"backlot/film/worktime"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"backlot/film/civil"
	"backlot/film/strips"
	"backlot/film/strips/board"
	"backlot/testdata/raced"
)

// farm is a shoot of so many days and scenes at one place, each scene of two hours with one person and nothing that binds.
func farm(days, scenes int) *board.Case {
	c := &board.Case{
		Schema: 1, Title: "The Farm", Currency: "EUR", Zone: "Europe/Oslo",
		Places: []board.Place{{ID: "farm", Name: "the farm", Lat: 59.9, Lon: 10.7, Blackout: true}},
		Prices: board.Prices{Prepare: 30, Wrap: 30, Meal: 30, MealAfter: 360, Normal: 600, Longest: 720, Overtime: 400_00, Day: 5000_00, CrewRest: 660, Row: 6, DayCall: 480, NightCall: 1020},
	}
	for d := range days {
		c.Days = append(c.Days, board.Day{Unit: "main", Date: civil.Of(2027, 5, 3+d)})
	}
	for i := range scenes {
		p := board.Person{ID: fmt.Sprint("p", i+1), Name: fmt.Sprint("Player ", i+1), DayRate: 100_00, Ready: 30, Off: 15, Rest: 660}
		c.People = append(c.People, p)
		c.Scenes = append(c.Scenes, board.Scene{
			ID: fmt.Sprint("s", i+1), Number: fmt.Sprint(i + 1), Set: fmt.Sprint("ROOM ", i+1), Place: "farm", IntExt: "INT", Light: strips.Day, Minutes: 120, Cast: []string{p.ID},
		})
	}
	return c
}

func day(n int) civil.Date { return civil.Of(2027, 5, 3+n) }

// TestEveryKindOfFactIsFound: cases that one or two facts make impossible, each found with its sentence, proved, and with
// boards that show that none can be spared and no fewer would do.
func TestEveryKindOfFactIsFound(t *testing.T) {
	for _, tt := range []struct {
		name  string
		spoil func(c *board.Case)
		kinds []explain.Kind
		say   string // in one of the sentences
	}{
		{"pinned on a day off", func(c *board.Case) {
			c.Scenes[0].Pinned, c.People[0].Away = day(1), []civil.Date{day(1)}
		}, []explain.Kind{explain.Away, explain.Pinned}, "Scene 1 is pinned to 2027-05-04."},
		{"free too late for the place", func(c *board.Case) {
			c.Places[0].Free, c.People[1].Free = []board.Span{{To: day(1)}}, []board.Span{{From: day(2)}}
		}, []explain.Kind{explain.Dates, explain.Free}, "Player 2 can work from 2027-05-05 on."},
		{"a permit and a set", func(c *board.Case) {
			c.Places[0].Permit, c.Sets = []board.Span{{To: day(0)}}, []board.Set{{Name: "ROOM 2", Ready: day(1)}}
		}, []explain.Kind{explain.Permit, explain.Ready}, "The set ROOM 2 is ready on 2027-05-04."},
		{"struck before it is free", func(c *board.Case) {
			c.People[0].Free, c.Sets = []board.Span{{From: day(2)}}, []board.Set{{Name: "ROOM 1", Strike: day(2)}}
		}, []explain.Kind{explain.Free, explain.Struck}, "The set ROOM 1 is struck on 2027-05-05."},
		{"free after the last day", func(c *board.Case) {
			c.People[0].Free = []board.Span{{From: day(30)}}
		}, []explain.Kind{explain.Calendar, explain.Free}, "There are 3 shooting days, from 2027-05-03 to 2027-05-05."},
		{"an order longer than the shoot", func(c *board.Case) {
			c.Orders = []board.Order{{Before: "s1", After: "s2", Days: 3}}
		}, []explain.Kind{explain.Calendar, explain.Sequence}, "Scene 1 is shot before scene 2, by at least 3 days."},
		{"an order between two spans", func(c *board.Case) {
			c.Orders = []board.Order{{Before: "s1", After: "s2"}}
			c.People[0].Free, c.People[1].Free = []board.Span{{From: day(1)}}, []board.Span{{To: day(0)}}
		}, []explain.Kind{explain.Free, explain.Free, explain.Sequence}, "Scene 1 is shot before scene 2."},
		{"a scene longer than the day", func(c *board.Case) { c.Scenes[0].Minutes = 13 * 60 }, []explain.Kind{explain.Ceiling}, "A day lasts at most 12 h"},
		{"a scene longer than the daylight", func(c *board.Case) {
			c.Scenes[0].IntExt, c.Scenes[0].Minutes, c.Places[0].Lat = "EXT", 10*60, -60 // May in the far south
		}, []explain.Kind{explain.Sky}, "Scene 1 plays outside by day at the farm and takes 10 h."},
		{"a night outside behind closed doors", func(c *board.Case) {
			c.Scenes[0].IntExt, c.Scenes[0].Light, c.Places[0].Open, c.Places[0].Close = "EXT", strips.Night, 9*60, 18*60
		}, []explain.Kind{explain.Access, explain.Sky}, "the farm is open from 09:00 to 18:00."},
		{"a scene longer than the doors are open", func(c *board.Case) {
			c.Places[0].Open, c.Places[0].Close = 9*60, 10*60
		}, []explain.Kind{explain.Access}, "the farm is open from 09:00 to 10:00."},
		{"a child at night", func(c *board.Case) {
			child(&c.People[0]) // of five, with school every day, so until ten at night
			c.People[0].Born, c.People[0].School = civil.Of(2022, 2, 1), &worktime.School{
				Terms: []worktime.Term{{From: day(-100), To: day(100)}}, Weekdays: []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
			}
			c.Scenes[0].IntExt, c.Scenes[0].Light = "EXT", strips.Night
		}, []explain.Kind{explain.Sky, explain.Hours}, "Player 1, born on 2022-02-01, is a child under the rules of us-ca-minors."},
		{"a child for too long", func(c *board.Case) {
			child(&c.People[0])
			c.Scenes[0].Minutes = 7 * 60
		}, []explain.Kind{explain.Hours}, "is a child under the rules"},
		{"a child of one scene on school days", func(c *board.Case) {
			child(&c.People[0])
			c.People[0].School = nil
		}, []explain.Kind{explain.Hours}, "is a child under the rules"},
		{"a storm on the day of the pin", func(c *board.Case) {
			c.Scenes[0].Pinned, c.Shut = day(1), []board.Shut{{Date: day(1), Reason: "storm"}}
		}, []explain.Kind{explain.Closing, explain.Pinned}, "On 2027-05-04 nothing is shot anywhere: storm."},
		{"a unit without that day", func(c *board.Case) {
			c.Days = append(c.Days, board.Day{Unit: "second", Date: day(4)})
			c.Scenes[0].Unit, c.Scenes[0].Pinned = "second", day(0)
		}, []explain.Kind{explain.Calendar, explain.Pinned, explain.UnitOf}, "Scene 1 belongs to unit second."},
		{"the past", func(c *board.Case) {
			c.Frozen, c.Past = day(0), []board.DayPlan{{Unit: "main", Date: day(0), Call: 480, Scenes: []string{"s1"}}}
			c.People[0].Free = []board.Span{{From: day(1)}}
		}, []explain.Kind{explain.Free, explain.FrozenDay}, "2027-05-03 of unit main is frozen as it was shot."},
		{"more work than days", func(c *board.Case) {
			for i := range c.Scenes {
				c.Scenes[i].Minutes = 9 * 60
			}
		}, []explain.Kind{explain.Calendar, explain.Ceiling}, "There are 3 shooting days"},
		{"a person with too much on one day", func(c *board.Case) {
			for i := range c.Scenes {
				c.Scenes[i].Cast, c.Scenes[i].Minutes = []string{"p1"}, 4*60
			}
			c.People[0].Free = []board.Span{{From: day(1), To: day(1)}}
		}, []explain.Kind{explain.Ceiling, explain.Free}, "Player 1 can work on 2027-05-04."},
		{"more days running than allowed", func(c *board.Case) {
			for i := range c.Scenes[:3] {
				c.Scenes[i].Minutes = 9 * 60
			}
			c.Scenes[3].Minutes, c.Prices.Row = 60, 2
		}, []explain.Kind{explain.Calendar, explain.Ceiling, explain.OtherRule}, "A unit works at most 2 days running."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := farm(3, 4)
			tt.spoil(c)
			v, err := explain.Conflict(context.Background(), c)
			if err != nil {
				t.Fatal(err)
			}
			if v.Possible || !v.Proved || !v.Minimal || !v.Smallest {
				t.Errorf("possible %v, proved %v, minimal %v, smallest %v", v.Possible, v.Proved, v.Minimal, v.Smallest)
			}
			var kinds []explain.Kind
			said := false
			for _, f := range v.Facts {
				kinds = append(kinds, f.Kind)
				said = said || strings.HasPrefix(f.Text, tt.say) || strings.HasSuffix(f.Text, tt.say) || strings.Contains(f.Text, tt.say)
			}
			slices.Sort(kinds)
			if !slices.Equal(kinds, tt.kinds) || !said || v.Text == "" {
				t.Errorf("%s\n%+v\nwant %v with %q", v.Text, v.Facts, tt.kinds, tt.say)
			}
		})
	}
}

// child makes a person one of eight years without school.
func child(p *board.Person) {
	p.Born, p.Packs, p.School = civil.Of(2019, 2, 1), []string{"us-ca-minors"}, &worktime.School{}
}

// TestPlantedConflictsAreFound: an impossible film was made so by a place and a person that are never free together. That pair
// is the conflict or, where the same dates close other scenes too, among the further ones.
func TestPlantedConflictsAreFound(t *testing.T) {
	for seed := range uint64(raced.Cases(2, 1)) {
		for _, kind := range []generate.Kind{generate.Feature, generate.Block} {
			c, a := caseOf(t, generate.Options{Kind: kind, Seed: seed, Scenes: raced.Cases(40, 15), Impossible: true})
			v, err := explain.Conflict(context.Background(), c)
			if err != nil {
				t.Fatal(err)
			}
			if v.Possible || !v.Proved || !v.Minimal || len(v.Facts) > 2 || !v.Smallest {
				t.Errorf("%s %d: %+v (%s)", kind, seed, v.Set, a.Reason)
			}
			found := false
			for _, s := range append(v.More, v.Set) {
				found = found || len(s.Facts) == 2 && s.Facts[0].Kind == explain.Free && s.Facts[1].Kind == explain.Dates && planning(c, s, a.Reason)
			}
			if !found {
				t.Errorf("%s %d: not found: %s\n%+v", kind, seed, a.Reason, v)
			}
		}
	}
}

// planning says whether a set is about the person and place of a planted conflict.
func planning(c *board.Case, s explain.Set, reason string) bool {
	who := slices.IndexFunc(c.People, func(p board.Person) bool { return p.ID == s.Facts[0].ID })
	where := slices.IndexFunc(c.Places, func(p board.Place) bool { return p.ID == s.Facts[1].ID })
	return strings.Contains(reason, c.People[who].Name+",") && strings.Contains(reason, "at "+c.Places[where].Name+",")
}

// TestPossibleCasesHaveNoConflict: what can be solved is said to be, with a board.
func TestPossibleCasesHaveNoConflict(t *testing.T) {
	for seed := range uint64(raced.Cases(2, 1)) {
		c, _ := caseOf(t, generate.Options{Kind: generate.Feature, Seed: seed, Scenes: raced.Cases(40, 15)})
		v, err := explain.Conflict(context.Background(), c)
		if err != nil || !v.Possible || len(v.Facts) > 0 || v.Board == nil {
			t.Fatalf("%+v, %v", v, err)
		}
		if r, err := check.Board(c, v.Board); err != nil || !r.Valid {
			t.Errorf("the board is not valid: %v", err)
		}
	}
}

// TestNothingPossibleIsProvedImpossible: a film with a valid board, more facts drawn around that board, is never proved to
// be impossible, whatever searches would find.
func TestNothingPossibleIsProvedImpossible(t *testing.T) {
	none, cancel := context.WithCancel(context.Background())
	cancel()
	for seed := range uint64(raced.Cases(8, 2)) {
		kind := []generate.Kind{generate.Feature, generate.Block}[seed%2]
		c, a := caseOf(t, generate.Options{Kind: kind, Seed: seed, Scenes: raced.Cases(40, 15)})
		tighten(c, a.Board, seed)
		if r, err := check.Board(c, a.Board); err != nil || !r.Valid {
			t.Fatalf("%s %d: the planted board is not valid any more: %v %+v", kind, seed, err, r.Violations)
		}
		v, err := explain.Conflict(none, c)
		if err != nil {
			t.Fatal(err)
		}
		if v.Proved {
			t.Errorf("%s %d has a board, and this is called proved: %s %+v", kind, seed, v.Text, v.Facts)
		}
	}
}

// tighten draws facts around a board until it hardly could be another: pins, dates of places, sets and people, orders, the past.
func tighten(c *board.Case, b *board.Board, seed uint64) {
	for n, d := range b.Days {
		for k, id := range d.Scenes {
			i := slices.IndexFunc(c.Scenes, func(s board.Scene) bool { return s.ID == id })
			s := &c.Scenes[i]
			if (n+k+int(seed))%3 == 0 {
				s.Pinned, s.Unit = d.Date, d.Unit
			}
			if k > 0 {
				c.Orders = append(c.Orders, board.Order{Before: d.Scenes[k-1], After: id})
			}
			if n > 1 && k == 0 {
				if was := b.Days[n-2]; was.Date.Before(d.Date) {
					c.Orders = append(c.Orders, board.Order{Before: was.Scenes[0], After: id, Days: d.Date.Sub(was.Date)})
				}
			}
		}
	}
	longest := 0
	r, _ := check.Board(c, b)
	for _, v := range r.Violations {
		if v.Rule == board.Overtime {
			longest = 1
		}
	}
	if longest == 0 {
		c.Prices.Longest = c.Prices.Normal
	}
	c.Prices.Row = 5
	c.Frozen = b.Days[len(b.Days)/3].Date
	for _, d := range b.Days {
		if !d.Date.After(c.Frozen) {
			c.Past = append(c.Past, d)
		}
	}
}

// TestWhatCannotBeProvedIsSaid: two days of ten and a half hours have room for the minutes of all four scenes, and no two days for
// the scenes themselves. Nothing here counts that, so no proof is claimed; the facts are named.
func TestWhatCannotBeProvedIsSaid(t *testing.T) {
	c := farm(2, 4)
	for i, minutes := range []int{330, 310, 310, 310} {
		c.Scenes[i].Minutes = minutes
	}
	v, err := explain.Conflict(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	if v.Possible || v.Proved || !v.Minimal || len(v.Facts) != 2 || v.Facts[0].Kind != explain.Calendar || v.Facts[1].Kind != explain.Ceiling || !strings.Contains(v.Text, "no proof") {
		t.Errorf("%+v", v)
	}
}

// TestRestBetweenPinsIsFound: a night outside on one day and a dawn on the next leave nobody eleven hours. It is found by
// searching alone, which says so and names the rest.
func TestRestBetweenPinsIsFound(t *testing.T) {
	raced.Skip(t)
	c := farm(6, 5)
	c.Rules = map[board.RuleID]board.Rule{board.CastRest: {Mode: board.Hard}}
	c.Prices.NightCall = 21 * 60
	for i := range 2 {
		s := &c.Scenes[i]
		s.IntExt, s.Cast, s.Pinned = "EXT", []string{"p1"}, day(1+i)
	}
	c.Scenes[0].Light, c.Scenes[0].Minutes = strips.Night, 120
	c.Scenes[1].Light, c.Scenes[1].Minutes = strips.Dawn, 60
	c.Places[0].Open, c.Places[0].Close = 4*60, 36*60
	v, err := explain.Conflict(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	rest := slices.ContainsFunc(v.Facts, func(f explain.Fact) bool { return f.Kind == explain.OtherRule && f.Rule == board.CastRest })
	if v.Possible || v.Proved || !rest || !strings.Contains(v.Text, "no proof") {
		t.Errorf("%+v", v)
	}
}
