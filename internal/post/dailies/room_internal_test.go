package dailies

import (
	"testing"
	"time"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/graph/graphtest"
)

func TestAReviewRoom(t *testing.T) {
	now := time.Date(2027, 3, 1, 20, 0, 0, 0, time.UTC)
	rs := newRooms(graph.RandomIDs{}, func() time.Time { return now })
	film, clip := graphtest.ID("film"), graphtest.ID("c3")
	ada, ivo := RoomPerson{graphtest.ID("ada"), "Ada"}, RoomPerson{graphtest.ID("ivo"), "Ivo"}
	r, err := rs.begin(film, clip, ada)
	if err != nil {
		t.Fatal(err)
	}
	adasSeat, adaLeaves, err := rs.enter(film, r.ID, ada)
	if err != nil {
		t.Fatal(err)
	}
	ivosSeat, ivoLeaves, err := rs.enter(film, r.ID, ivo)
	if err != nil {
		t.Fatal(err)
	}
	<-ivosSeat.changed
	if _, err := rs.show(film, r.ID, ivo.Account, graph.ID{}, Show{Frame: 3}); fault.KindOf(err) != fault.Denied {
		t.Errorf("Ivo does not lead, and moves the picture: %v", err)
	}
	if _, err := rs.show(film, r.ID, ada.Account, graph.ID{}, Show{Frame: 37, Speed: 1}); err != nil {
		t.Fatal(err)
	}
	<-ivosSeat.changed
	if got, _ := rs.get(film, r.ID); got.Frame != 37 || got.AtMS != now.UnixMilli() || len(got.People) != 2 {
		t.Errorf("the room stands at %+v; want frame 37 with two people", got)
	}
	if err := rs.point(film, r.ID, Pointer{Account: ivo.Account, X: 0.5, Y: 0.25}); err != nil {
		t.Fatal(err)
	}
	if p := <-adasSeat.pointers; p.X != 0.5 || len(ivosSeat.pointers) != 0 {
		t.Errorf("Ada sees the light at %v, Ivo sees %d of his own", p, len(ivosSeat.pointers))
	}
	if _, err := rs.get(graphtest.ID("other film"), r.ID); fault.KindOf(err) != fault.NotFound {
		t.Errorf("the room is found from another production: %v", err)
	}

	// Ada's tablet loses its network: for a moment she still leads, then Ivo does.
	adaLeaves()
	if got, _ := rs.get(film, r.ID); got.Leader != ada.Account {
		t.Error("the lead is passed on at once")
	}
	now = now.Add(gracePause + time.Second)
	if got, _ := rs.get(film, r.ID); got.Leader != ivo.Account {
		t.Error("nobody leads after the leader has gone")
	}
	ivoLeaves()
	now = now.Add(emptyRoom + time.Second)
	if _, err := rs.get(film, r.ID); fault.KindOf(err) != fault.NotFound {
		t.Errorf("an empty room stays open: %v", err)
	}
}

// TestWhoComesLater sees what is drawn on the frame, and nothing that was drawn on a clip before or by somebody who has left.
func TestWhoComesLater(t *testing.T) {
	now := time.Date(2027, 3, 1, 20, 0, 0, 0, time.UTC)
	rs := newRooms(graph.RandomIDs{}, func() time.Time { return now })
	film := graphtest.ID("film")
	ada, ivo, mo := RoomPerson{graphtest.ID("ada"), "Ada"}, RoomPerson{graphtest.ID("ivo"), "Ivo"}, RoomPerson{graphtest.ID("mo"), "Mo"}
	r, _ := rs.begin(film, graphtest.ID("c3"), ada)
	enter := func(p RoomPerson) (*seat, func()) {
		s, leave, err := rs.enter(film, r.ID, p)
		if err != nil {
			t.Fatal(err)
		}
		return s, leave
	}
	draw := func(p RoomPerson, drawing string) {
		if err := rs.point(film, r.ID, Pointer{Account: p.Account, Name: p.Name, Off: true, Drawing: drawing}); err != nil {
			t.Fatal(err)
		}
	}
	sees := func(p RoomPerson) int {
		s, leave := enter(p)
		defer leave()
		return len(s.pointers)
	}
	_, _ = enter(ada)
	_, ivoLeaves := enter(ivo)
	draw(ada, "an arrow")
	draw(ivo, "a box")
	if n := sees(mo); n != 2 {
		t.Errorf("Mo comes later and sees %d drawings; want 2", n)
	}
	ivoLeaves()
	now = now.Add(gracePause + time.Second)
	if n := sees(mo); n != 1 {
		t.Errorf("after Ivo has left Mo sees %d drawings; want Ada's", n)
	}
	draw(ada, "")
	if n := sees(mo); n != 0 {
		t.Errorf("Ada took her arrow away, and Mo sees %d drawings", n)
	}
	draw(ada, "an arrow")
	if _, err := rs.show(film, r.ID, ada.Account, graphtest.ID("c4"), Show{}); err != nil {
		t.Fatal(err)
	}
	if n := sees(mo); n != 0 {
		t.Errorf("on the next clip Mo sees %d drawings of the one before", n)
	}
}

func TestTheLeadIsGivenOrTaken(t *testing.T) {
	rs := newRooms(graph.RandomIDs{}, time.Now)
	film := graphtest.ID("film")
	ada, ivo, mo := RoomPerson{graphtest.ID("ada"), "Ada"}, RoomPerson{graphtest.ID("ivo"), "Ivo"}, RoomPerson{graphtest.ID("mo"), "Mo"}
	r, _ := rs.begin(film, graphtest.ID("c3"), ada)
	for _, p := range []RoomPerson{ada, ivo} {
		_, leave, err := rs.enter(film, r.ID, p)
		if err != nil {
			t.Fatal(err)
		}
		defer leave()
	}
	if _, err := rs.lead(film, r.ID, ivo.Account, ivo.Account); err != nil {
		t.Errorf("Ivo takes the lead: %v", err)
	}
	if _, err := rs.lead(film, r.ID, ada.Account, mo.Account); err == nil {
		t.Error("Mo leads from outside the room")
	}
	if _, err := rs.lead(film, r.ID, ivo.Account, ada.Account); err != nil {
		t.Errorf("Ivo gives the lead back: %v", err)
	}
}
