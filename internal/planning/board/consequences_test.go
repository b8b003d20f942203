package board

import (
	"strings"
	"testing"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// weigh previews a change.
func (s *sample) weigh(c graph.Change, err error) []graph.Consequence {
	s.t.Helper()
	return s.weighAs(graph.System, c, err)
}

func (s *sample) weighAs(a graph.Audience, c graph.Change, err error) []graph.Consequence {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	c.ID, c.Production = s.ids.NewID(), s.m.Snapshot().Where().Production
	before := s.m.Snapshot()
	after, err := before.With(c, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	out, err := graph.Consequences([]graph.Derivation{consequences}, before.View(a), after.View(a), c)
	if err != nil {
		s.t.Fatal(err)
	}
	return out
}

func find(t *testing.T, list []graph.Consequence, text string) graph.Consequence {
	t.Helper()
	for _, c := range list {
		if strings.Contains(c.What, text) {
			return c
		}
	}
	var all []string
	for _, c := range list {
		all = append(all, c.What)
	}
	t.Fatalf("no consequence says %q; got:\n%s", text, strings.Join(all, "\n"))
	return graph.Consequence{}
}

func TestMovingASceneCostsHoldDays(t *testing.T) {
	s := newSample(t)
	s.engage("EINAR", "Per Berg", "900.00 EUR", graph.ID{})
	// Scene 7 from day 6 (Tue 9) to the end of day 7 (Wed 10): Einar waits one day more.
	got := s.weigh(move(s.view(), s.ids, s.board, MoveIn{Strips: []graph.ID{s.strip("7")}, After: s.strip("4")}))
	c := find(t, got, "EINAR")
	if !strings.Contains(c.What, "+1 hold day (4 in all)") || !strings.Contains(c.What, "finishes on Wed 10 Mar") {
		t.Errorf("said: %s", c.What)
	}
	if c.Cost == nil || c.Cost.Minor != 90000 || c.Cost.Currency != "EUR" {
		t.Errorf("cost = %+v; want 900.00 EUR", c.Cost)
	}
	if c.Severity != graph.Warn || len(c.Why) == 0 || !strings.Contains(c.Why[0].Label, "Scene 7") {
		t.Errorf("severity %s because of %+v; want a warning because of scene 7", c.Severity, c.Why)
	}
	find(t, got, "Day 6 goes from 2 2/8 to 7/8 pages")
}

func TestCostIsHiddenFromThoseWhoMayNotKnowDeals(t *testing.T) {
	s := newSample(t)
	s.engage("EINAR", "Per Berg", "900.00 EUR", graph.ID{})
	change, err := move(s.view(), s.ids, s.board, MoveIn{Strips: []graph.ID{s.strip("7")}, After: s.strip("4")})
	for _, c := range s.weighAs(graph.Audience{Rights: map[string]bool{RightRead: true}}, change, err) {
		if c.Cost != nil {
			t.Errorf("%s costs %+v; want no money without the right to deals", c.What, c.Cost)
		}
	}
}

func TestWorkOnADayOffIsAMust(t *testing.T) {
	s := newSample(t)
	actor := s.engage("IDA", "Liv Dahl", "700.00 EUR", graph.ID{})
	e := s.edit("Availability")
	graph.Add(e, production.Availability{Party: graph.To[production.Party](actor), Type: "unavailable", From: start.AddDays(9), To: start.AddDays(9), Reason: "theatre"})
	s.commit(e)
	got := s.weigh(move(s.view(), s.ids, s.board, MoveIn{Strips: []graph.ID{s.strip("10")}, After: s.strip("4")}))
	if c := find(t, got, "Liv Dahl is not available on Wed 10 Mar"); c.Severity != graph.Must {
		t.Errorf("severity %s; want must", c.Severity)
	}
	for _, c := range got {
		if strings.Contains(c.What, "theatre") {
			t.Errorf("the private reason is told: %s", c.What)
		}
	}
}

func TestIssuedPapersAreNamed(t *testing.T) {
	s := newSample(t)
	s.apply(Adopt(s.view(), s.ids, s.board))
	e := s.edit("Issue")
	line := graph.Add(e, production.Document{Type: "one_liner", Name: "One-liner", About: graph.To[graph.Any](s.board)})
	draft := graph.Add(e, production.Document{Type: "day_out_of_days", Name: "Day out of days", About: graph.To[graph.Any](s.board)})
	graph.Add(e, production.Issue{Document: graph.To[production.Document](line), Revision: 1, AtMS: 1})
	graph.Add(e, production.Issue{Document: graph.To[production.Document](draft), Revision: 1, AtMS: 1, Withdrawn: "wrong board"})
	s.commit(e)
	got := s.weigh(move(s.view(), s.ids, s.board, MoveIn{Strips: []graph.ID{s.strip("7")}, After: s.strip("4")}))
	if c := find(t, got, "Issued schedules"); len(c.Documents) != 1 || c.Documents[0] != "One-liner" {
		t.Errorf("to issue again: %v; want only the one-liner, the other is withdrawn", c.Documents)
	}
}

func TestBannersTouchNobody(t *testing.T) {
	s := newSample(t)
	got := s.weigh(put(s.view(), s.ids, s.board, PutIn{Type: "banner", Text: "LUNCH", After: s.strip("2")}))
	for _, c := range got {
		if c.Severity != graph.Info {
			t.Errorf("a banner without minutes has a consequence: %s", c.What)
		}
	}
}
