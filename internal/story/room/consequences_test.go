package room

import (
	"strings"
	"testing"

	"backlot/film/civil"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// weigh gives what a change would do, a line each.
func (s *sample) weigh(c graph.Change, err error) string {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	before := s.m.Snapshot()
	after, err := before.With(c, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	srv := &service{ids: s.ids, plan: s.plan}
	list, err := srv.consequences(before.View(graph.System), after.View(graph.System), c)
	if err != nil {
		s.t.Fatal(err)
	}
	var lines []string
	for _, one := range list {
		if len(one.Why) == 0 {
			s.t.Errorf("%q does not say why", one.What)
		}
		lines = append(lines, string(one.Severity)+" "+one.What)
	}
	return strings.Join(lines, "\n")
}

func has(t *testing.T, got string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(got, w) {
			t.Errorf("consequences:\n%s\nwant %q", got, w)
		}
	}
}

// source adds a passage that became scene 4, and somebody writing about the card.
func (s *sample) source() {
	e := s.edit("A book")
	src := graph.Add(e, production.Source{Name: "Saltlinjen", Type: "novel"})
	passage := graph.Add(e, production.Passage{Source: graph.To[production.Source](src), Locator: "ch. 4, p. 61", Order: "V"})
	graph.Add(e, production.Adaptation{Passage: graph.To[production.Passage](passage), Scene: graph.To[production.Scene](s.scenes["4"]), Change: "kept"})
	graph.Add(e, production.Assignment{Writer: graph.To[production.Party](s.parties["Ola Berg"]), Task: "rewrite", About: graph.To[graph.Any](s.cards["The pilot refuses"]), Due: civil.MustParse("2027-01-29"), Status: "writing"})
	s.commit(e)
}

func TestDroppingABeatSaysWhoIsWaitingForIt(t *testing.T) {
	s := newSample(t)
	s.source()
	got := s.weigh(decide(s.as(leadAccount), s.ids, DecideIn{Cards: []graph.ID{s.cards["The pilot refuses"]}, Status: statusOut, Reason: "Too dear"}))
	has(t, got, "warn Scene 4 is on the board for days 1, 3, and no beat asks for it any more", "Ola Berg is writing the rewrite of “The pilot refuses”, due Fri 29 Jan 2027", "ch. 4, p. 61 of the source loses this beat")
	got = s.weigh(decide(s.as(leadAccount), s.ids, DecideIn{Cards: []graph.ID{s.cards["A hollow step"]}, Status: statusOut, Reason: "Later"}))
	has(t, got, "Scene 3 is in the script and belongs to no beat any more")
	if got := s.weigh(decide(s.as(leadAccount), s.ids, DecideIn{Cards: []graph.ID{s.cards["Jonas lies"]}, Status: statusParked})); strings.Contains(got, "Scene") {
		t.Errorf("a beat without scenes: %s", got)
	}
}

func TestASceneThatAnotherBeatHoldsIsNotLost(t *testing.T) {
	s := newSample(t)
	s.apply(change(s.as(writerAccount), s.ids, s.cards["Jonas lies"], CardIn{Link: []graph.ID{s.scenes["4"]}}))
	got := s.weigh(discard(s.as(leadAccount), s.ids, s.cards["The pilot refuses"]))
	if strings.Contains(got, "Scene 4") {
		t.Errorf("scene 4 is held by another beat: %s", got)
	}
}

func TestMovingABeatToAnotherEpisodeSaysWhatMoves(t *testing.T) {
	s := newSample(t)
	s.source()
	got := s.weigh(move(s.as(writerAccount), s.ids, MoveIn{Cards: []graph.ID{s.cards["The pilot refuses"]}, By: bySeason, Column: s.episodes[4]}))
	has(t, got, "The wreck moves with “The pilot refuses” from Episode 102 to Episode 105", "Scene 4 stays in the script of Episode 102", "due Fri 29 Jan 2027, now for Episode 105", "ch. 4, p. 61 of the source is now told in Episode 105")
}

func TestAStorylineThatFallsAsleepIsReported(t *testing.T) {
	s := newSample(t)
	got := s.weigh(decide(s.as(leadAccount), s.ids, DecideIn{Cards: []graph.ID{s.cards["The diver"]}, Status: statusParked}))
	has(t, got, "warn The wreck has no beat for 4 episodes, 103 to 106")
	if got := s.weigh(move(s.as(writerAccount), s.ids, MoveIn{Cards: []graph.ID{s.cards["Jonas lies"]}, By: byEpisode, Column: s.lanes["101/1"]})); got != "" {
		t.Errorf("a move within an episode: %s; want nothing", got)
	}
}
