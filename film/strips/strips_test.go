package strips_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"backlot/film/civil"
	"backlot/film/pages"
	"backlot/film/strips"

	"pgregory.net/rapid"
)

func scene(number, set, intExt, clock string, length pages.Eighths, cast ...string) strips.Scene {
	return strips.Scene{ID: number, Number: number, Set: set, IntExt: intExt, Time: clock, Eighths: length, Cast: cast}
}

func numbers(days []strips.DayOf) string {
	var out []string
	for _, d := range days {
		var n []string
		for _, s := range d.Strips {
			n = append(n, s.Scene.Number)
		}
		out = append(out, strings.Join(n, " "))
	}
	return strings.Join(out, " | ")
}

func TestArrangeStaysAtAPlaceAndBlocksNights(t *testing.T) {
	script := []strips.Scene{
		scene("1", "HARBOUR", "EXT", "DAY", 8, "1"),
		scene("2", "LIGHTHOUSE - LAMP ROOM", "INT", "NIGHT", 12, "1", "2"),
		scene("3", "LIGHTHOUSE - STAIRS", "INT", "DAY", 10, "1", "2"),
		scene("4", "HARBOUR", "EXT", "NIGHT", 6, "1", "3"),
		scene("5", "LIGHTHOUSE - LAMP ROOM", "INT", "DAY", 16, "2"),
		scene("6", "HARBOUR", "EXT", "DUSK", 4, "1", "3"),
		scene("7", "HARBOUR", "EXT", "DAWN", 3, "1"),
	}
	got := numbers(strips.Arrange(script, strips.FeatureDay))
	want := "5 3 | 7 1 6 | 2 4"
	if got != want {
		t.Errorf("board: %s; want %s", got, want)
	}
}

func TestArrangeByMinutes(t *testing.T) {
	script := []strips.Scene{scene("1", "ROOM", "INT", "DAY", 8), scene("2", "ROOM", "INT", "DAY", 2)}
	script[1].Minutes = 600 // an effect that takes the day
	got := numbers(strips.Arrange(script, strips.Capacity{Minutes: 660}))
	if got != "1 | 2" {
		t.Errorf("board: %s; want the effect alone on a day", got)
	}
}

func TestDaysAreCutAtBreaks(t *testing.T) {
	a, b := scene("1", "ROOM - BED", "INT", "DAY", 5, "1", "2"), scene("2", "QUAY", "EXT", "DAY", 4, "2", "3")
	a.Minutes = 100
	board := []strips.Strip{
		{ID: "a", Type: strips.SceneStrip, Scene: a},
		{ID: "m", Type: strips.BannerType, Text: "COMPANY MOVE", Minutes: 60},
		{ID: "b", Type: strips.SceneStrip, Scene: b},
		{ID: "x", Type: strips.DayBreak},
		{ID: "y", Type: strips.DayBreak},
		{ID: "p", Type: strips.SceneStrip, Scene: a, Part: "pt 2", Eighths: 1},
	}
	days := strips.Days(board)
	if len(days) != 3 || days[0].Break != "x" || len(days[1].Strips) != 0 || days[2].Break != "" {
		t.Fatalf("days = %+v; want a day, an empty day and an open day", days)
	}
	first := days[0].Totals
	if first.Eighths.String() != "1 1/8" || first.Minutes != 160 || first.Moves != 1 || !slices.Equal(first.Cast, []string{"1", "2", "3"}) {
		t.Errorf("first day = %+v", first)
	}
	if last := days[2].Totals; last.Eighths != 1 || last.Minutes != 20 {
		t.Errorf("part of a scene = %+v; want 1/8 and a fifth of 100 minutes", last)
	}
}

func TestPaletteHasAColourForEveryScene(t *testing.T) {
	for _, tt := range []struct{ intExt, time, want string }{
		{"INT", "DAY", "white"}, {"EXT", "DAY", "yellow"}, {"INT", "NIGHT", "blue"}, {"EXT", "NIGHT", "green"},
		{"EXT", "SUNSET", "orange"}, {"INT", "DAWN", "pink"}, {"", "", "grey"}, {"INT", "CONTINUOUS", "white"},
	} {
		if got := strips.Classic.Of(strips.Scene{IntExt: tt.intExt, Time: tt.time}).Name; got != tt.want {
			t.Errorf("%s %s is %s; want %s", tt.intExt, tt.time, got, tt.want)
		}
	}
}

func TestCalendarSkipsDaysOff(t *testing.T) {
	friday := civil.MustParse("2027-04-30")
	c := strips.Calendar{Off: map[civil.Date]bool{civil.MustParse("2027-05-03"): true, civil.MustParse("2027-05-01"): false}}
	got := c.Dates(friday, 3)
	want := []civil.Date{friday, civil.MustParse("2027-05-01"), civil.MustParse("2027-05-04")}
	if !slices.Equal(got, want) {
		t.Errorf("dates = %v; want %v (a worked Saturday, Monday off)", got, want)
	}
	var six strips.Calendar
	for d := time.Monday; d <= time.Saturday; d++ {
		six.Workdays[d] = true
	}
	if got := six.Dates(friday, 3)[2].Weekday(); got != time.Monday {
		t.Errorf("third day of a six-day week from Friday is a %v; want Monday", got)
	}
	var never strips.Calendar
	never.Workdays[time.Sunday] = true
	never.Off = map[civil.Date]bool{}
	for i := range 4000 {
		never.Off[friday.AddDays(i)] = true
	}
	if got := never.Dates(friday, 1); len(got) != 0 {
		t.Errorf("a calendar without working days gave %v", got)
	}
}

func TestArrangeProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var script []strips.Scene
		total := pages.Eighths(0)
		for i := range rapid.IntRange(0, 60).Draw(t, "scenes") {
			s := scene(fmt.Sprint(i+1),
				rapid.SampledFrom([]string{"A - X", "A - Y", "B", "C", "D", ""}).Draw(t, "set"),
				rapid.SampledFrom([]string{"INT", "EXT", "INT/EXT", ""}).Draw(t, "ie"),
				rapid.SampledFrom([]string{"DAY", "NIGHT", "DAWN", "DUSK", "LATER"}).Draw(t, "time"),
				pages.Eighths(rapid.IntRange(1, 50).Draw(t, "length")))
			for c := range rapid.IntRange(0, 4).Draw(t, "cast") {
				s.Cast = append(s.Cast, fmt.Sprint(c))
			}
			script = append(script, s)
			total += s.Eighths
		}
		c := strips.Capacity{Eighths: pages.Eighths(rapid.IntRange(4, 60).Draw(t, "capacity")), MoveEighths: 4, InteriorNightsByDay: rapid.Bool().Draw(t, "tent")}
		before := slices.Clone(script)
		days := strips.Arrange(script, c)
		if !reflect.DeepEqual(before, script) {
			t.Fatal("the scenes given were changed")
		}
		if again := strips.Arrange(script, c); !reflect.DeepEqual(days, again) {
			t.Fatal("two boards of one script differ")
		}
		seen, sum, nights := map[string]bool{}, pages.Eighths(0), false
		for _, d := range days {
			for _, s := range d.Strips {
				if seen[s.Scene.ID] {
					t.Fatalf("scene %s stands twice", s.Scene.Number)
				}
				seen[s.Scene.ID] = true
				night := strips.LightOf(s.Scene.Time) == strips.Night && !(c.InteriorNightsByDay && s.Scene.IntExt == "INT")
				if nights && !night {
					t.Fatalf("day %d: scene %s by day after the nights began", d.Number, s.Scene.Number)
				}
				nights = night
			}
			full := d.Totals.Eighths + pages.Eighths(d.Totals.Moves)*c.MoveEighths
			if full > c.Eighths && len(d.Strips) > 1 {
				t.Fatalf("day %d holds %s with moves; %s fit", d.Number, full, c.Eighths)
			}
			sum += d.Totals.Eighths
		}
		if len(seen) != len(script) || sum != total {
			t.Fatalf("%d scenes, %s on the board; want %d, %s", len(seen), sum, len(script), total)
		}
		if got := strips.Days(strips.Board(days)); len(got) != len(days) {
			t.Fatalf("as one list the board has %d days; want %d", len(got), len(days))
		}
	})
}
