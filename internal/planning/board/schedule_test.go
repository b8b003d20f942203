package board

import (
	"testing"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

func TestScheduleAnswersForAShootDay(t *testing.T) {
	s := newSample(t)
	s.apply(Adopt(s.view(), s.ids, s.board))
	day, _ := s.plan().day(s.strip("6"))
	look, err := Schedule{}.Day(s.view(), day.Day)
	if err != nil {
		t.Fatal(err)
	}
	if look.Today.Shoot != 2 || len(look.Today.Strips) != 2 || look.Shooting != 7 || len(look.Next) != 5 {
		t.Errorf("day %d of %d with %d strips, %d to come; want day 2 of 7 with 2 and 5", look.Today.Shoot, look.Shooting, len(look.Today.Strips), len(look.Next))
	}
	if got := look.Codes[s.people["THE PILOT"].String()]; got != "SW" {
		t.Errorf("the pilot is %q on the day; want SW", got)
	}
	e := s.edit("A day on no board")
	free := graph.Add(e, production.ShootDay{Unit: graph.To[production.Unit](s.unit), Date: start.AddDays(90), Type: "pickup"})
	s.commit(e)
	if look, err := (Schedule{}).Day(s.view(), free); err != nil || len(look.Today.Strips) != 0 {
		t.Errorf("a day on no board: %+v, %v; want nothing", look, err)
	}
}
