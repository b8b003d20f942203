package explain_test

import (
	"fmt"

	"backlot/film/civil"
	"backlot/film/strips"
	"backlot/film/strips/board"
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
