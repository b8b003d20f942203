package room

import (
	"strings"
	"testing"

	"backlot/film/civil"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// TestOneStoryFourBoards: the same cards by episode, by act of one episode, by storyline, by character.
func TestOneStoryFourBoards(t *testing.T) {
	s := newSample(t)
	for by, want := range map[string]string{
		bySeason:    "101: Marta comes home, The missing week, Jonas lies | 102: The pilot refuses, A hollow step | 103: Ida sells the boat | 104: The diver | 105: | 106: Supper set for three",
		byEpisode:   "Act One: Marta comes home, The missing week | Act Two: Jonas lies",
		byArc:       "The wreck: Marta comes home, The missing week, The pilot refuses, A hollow step, The diver | Marta and Jonas: Jonas lies, Supper set for three | Who sells the boat: Ida sells the boat",
		byCharacter: "MARTA: Marta comes home, The missing week, The pilot refuses, A hollow step | JONAS: Marta comes home, The pilot refuses | EINAR: The missing week | TUVA: A hollow step | : Jonas lies, Ida sells the boat, The diver, Supper set for three",
	} {
		if got := s.line(by, s.view()); got != want {
			t.Errorf("by %s:\n got %s\nwant %s", by, got, want)
		}
	}
}

func TestMove(t *testing.T) {
	s := newSample(t)
	writer := func() graph.View { return s.as(writerAccount) }
	for _, tt := range []struct {
		name string
		in   MoveIn
		by   string
		want string
	}{
		{"to another act, behind a card", MoveIn{Cards: []graph.ID{s.cards["Jonas lies"]}, By: byEpisode, Column: s.lanes["101/1"], After: s.cards["Marta comes home"]}, byEpisode,
			"Act One: Marta comes home, Jonas lies, The missing week | Act Two:"},
		{"to another episode takes the company of the card before", MoveIn{Cards: []graph.ID{s.cards["The diver"]}, By: bySeason, Column: s.episodes[1], After: s.cards["A hollow step"]}, bySeason,
			"101: Marta comes home, Jonas lies, The missing week | 102: The pilot refuses, A hollow step, The diver | 103: Ida sells the boat | 104: | 105: | 106: Supper set for three"},
		{"two to the top of an episode, in the order given", MoveIn{Cards: []graph.ID{s.cards["Ida sells the boat"], s.cards["Jonas lies"]}, By: bySeason, Column: s.episodes[4]}, bySeason,
			"101: Marta comes home, The missing week | 102: The pilot refuses, A hollow step, The diver | 103: | 104: | 105: Ida sells the boat, Jonas lies | 106: Supper set for three"},
		{"to another storyline keeps the place in the story", MoveIn{Cards: []graph.ID{s.cards["Jonas lies"]}, By: byArc, From: s.arcs["Marta and Jonas"], Column: s.arcs["Who sells the boat"]}, byArc,
			"The wreck: Marta comes home, The missing week, The pilot refuses, A hollow step, The diver | Marta and Jonas: Supper set for three | Who sells the boat: Ida sells the boat, Jonas lies"},
		{"to a character", MoveIn{Cards: []graph.ID{s.cards["The diver"]}, By: byCharacter, Column: s.people["EINAR"]}, byCharacter,
			"MARTA: Marta comes home, The missing week, The pilot refuses, A hollow step | JONAS: Marta comes home, The pilot refuses | EINAR: The missing week, The diver | TUVA: A hollow step | : Ida sells the boat, Jonas lies, Supper set for three"},
	} {
		s.apply(move(writer(), s.ids, tt.in))
		if got := s.line(tt.by, s.view()); got != tt.want {
			t.Fatalf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestMoveRefusesWhatCannotBe(t *testing.T) {
	s := newSample(t)
	card := s.cards["Jonas lies"]
	for name, in := range map[string]MoveIn{
		"a card that is none":         {Cards: []graph.ID{s.title}, By: byEpisode, Column: s.lanes["101/1"]},
		"the same card twice":         {Cards: []graph.ID{card, card}, By: byEpisode, Column: s.lanes["101/1"]},
		"behind a card somewhere":     {Cards: []graph.ID{card}, By: byEpisode, Column: s.lanes["101/1"], After: s.people["MARTA"]},
		"to a column that is no lane": {Cards: []graph.ID{card}, By: byEpisode, Column: s.people["MARTA"]},
		"out of a character by scene": {Cards: []graph.ID{s.cards["Marta comes home"]}, By: byCharacter, From: s.people["MARTA"], Column: s.people["EINAR"]},
	} {
		if _, err := move(s.as(writerAccount), s.ids, in); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}

// TestTwoWritersMoveAtOnce moves two cards behind the same one from the same state: both stay, and a third
// can be put between them.
func TestTwoWritersMoveAtOnce(t *testing.T) {
	s := newSample(t)
	stale := s.as(writerAccount)
	behindHome := func(title string) MoveIn {
		return MoveIn{Cards: []graph.ID{s.cards[title]}, By: byEpisode, Column: s.lanes["101/1"], After: s.cards["Marta comes home"]}
	}
	s.apply(move(stale, s.ids, behindHome("The diver")))
	s.apply(move(stale, s.ids, behindHome("Supper set for three")))
	in := behindHome("Jonas lies")
	in.After = s.cards["The diver"]
	s.apply(move(s.as(writerAccount), s.ids, in))
	got := s.line(byEpisode, s.view())
	for _, want := range []string{"The diver, Jonas lies", "Supper set for three", "The missing week"} {
		if !strings.Contains(got, want) {
			t.Errorf("board %s; want %q in it", got, want)
		}
	}
}

func TestPitchesAreDecided(t *testing.T) {
	s := newSample(t)
	s.apply(add(s.as(writerAccount), s.ids, AddIn{Title: "A twin"}))
	pitched := func() Ledger { b := newBook(s.view()); return b.pitches(newLedger(b, s.plan)) }
	list := pitched().Pitched
	if len(list) != 1 || list[0].PitchedBy != "Ola Berg" {
		t.Fatalf("pitches %+v; want one by Ola Berg", list)
	}
	id := list[0].ID
	if _, err := decide(s.as(writerAccount), s.ids, DecideIn{Cards: []graph.ID{id}, Status: statusIn, Lane: s.lanes["105/1"]}); !fault.Is(err, fault.Denied) {
		t.Errorf("a writer accepts a pitch: %v; want it denied", err)
	}
	if _, err := decide(s.as(leadAccount), s.ids, DecideIn{Cards: []graph.ID{id}, Status: statusOut}); fault.FieldOf(err) != "body.reason" {
		t.Errorf("dropped without a reason: %v", err)
	}
	s.apply(decide(s.as(leadAccount), s.ids, DecideIn{Cards: []graph.ID{id}, Status: statusOut, Reason: "Seen too often"}))
	if out := pitched().Out; len(out) != 1 || out[0].Reason != "Seen too often" {
		t.Errorf("dropped %+v; want the reason kept", out)
	}
	s.apply(decide(s.as(leadAccount), s.ids, DecideIn{Cards: []graph.ID{id}, Status: statusPitched}))
	s.apply(decide(s.as(leadAccount), s.ids, DecideIn{Cards: []graph.ID{id}, Status: statusIn, Lane: s.lanes["105/1"]}))
	if got := s.line(bySeason, s.view()); !strings.Contains(got, "105: A twin") {
		t.Errorf("board %s; want the twin in 105", got)
	}
}

// TestParkedCardsReturnToTheirPlace: a card that is put aside comes back where it hung.
func TestParkedCardsReturnToTheirPlace(t *testing.T) {
	s := newSample(t)
	before := s.line(bySeason, s.view())
	id := []graph.ID{s.cards["The missing week"]}
	s.apply(decide(s.as(writerAccount), s.ids, DecideIn{Cards: id, Status: statusParked, Reason: "Too early"}))
	if got := s.line(bySeason, s.view()); strings.Contains(got, "missing week") {
		t.Errorf("the parked card hangs on the board: %s", got)
	}
	s.apply(decide(s.as(writerAccount), s.ids, DecideIn{Cards: id, Status: statusIn}))
	if got := s.line(bySeason, s.view()); got != before {
		t.Errorf("board %s; want %s", got, before)
	}
}

// TestOfTwoVersionsOneIsChosen: the other is kept, and can be chosen again.
func TestOfTwoVersionsOneIsChosen(t *testing.T) {
	s := newSample(t)
	first := s.cards["Jonas lies"]
	s.apply(version(s.as(writerAccount), s.ids, first, VersionIn{Title: "Jonas tells the truth"}))
	second := newBook(s.view()).cards[first].versions[0]
	board := s.line(byEpisode, s.view())
	s.apply(choose(s.as(writerAccount), s.ids, second, ChooseIn{Reason: "Braver"}))
	if got, want := s.line(byEpisode, s.view()), strings.Replace(board, "Jonas lies", "Jonas tells the truth", 1); got != want {
		t.Errorf("board %s; want %s", got, want)
	}
	s.apply(version(s.as(writerAccount), s.ids, second, VersionIn{Title: "Jonas says nothing"}))
	b := newBook(s.view())
	d, err := b.detail(second, newLedger(b, s.plan))
	if err != nil || len(d.Alternates) != 3 || d.Alternates[0].ID != second {
		t.Fatalf("%d versions, %v; want three, the chosen first", len(d.Alternates), err)
	}
	s.apply(choose(s.as(writerAccount), s.ids, first, ChooseIn{}))
	if got := s.line(byEpisode, s.view()); got != board {
		t.Errorf("board %s; want the first version back: %s", got, board)
	}
	if n := len(newBook(s.view()).cards[first].versions); n != 2 {
		t.Errorf("%d other versions kept; want 2", n)
	}
	if _, err := choose(s.as(writerAccount), s.ids, first, ChooseIn{}); !fault.Is(err, fault.Conflict) {
		t.Errorf("choosing what stands on the board: %v; want a conflict", err)
	}
}

// TestALockStopsOthers: who locked it may go on; the message says who and why, and the log keeps both deeds.
func TestALockStopsOthers(t *testing.T) {
	s := newSample(t)
	reason := "The outline is with the studio"
	s.apply(setLock(s.as(leadAccount), s.ids, LockIn{About: s.episodes[0], Reason: reason}))
	text := "changed"
	for name, try := range map[string]func() (graph.Change, error){
		"rewrite": func() (graph.Change, error) {
			return change(s.as(writerAccount), s.ids, s.cards["Jonas lies"], CardIn{Text: &text})
		},
		"move in": func() (graph.Change, error) {
			return move(s.as(writerAccount), s.ids, MoveIn{Cards: []graph.ID{s.cards["The diver"]}, By: byEpisode, Column: s.lanes["101/1"]})
		},
		"move out": func() (graph.Change, error) {
			return move(s.as(writerAccount), s.ids, MoveIn{Cards: []graph.ID{s.cards["Jonas lies"]}, By: byEpisode, Column: s.lanes["104/1"]})
		},
		"add": func() (graph.Change, error) {
			return add(s.as(writerAccount), s.ids, AddIn{Title: "One more", Lane: s.lanes["101/2"]})
		},
		"park": func() (graph.Change, error) {
			return decide(s.as(writerAccount), s.ids, DecideIn{Cards: []graph.ID{s.cards["Jonas lies"]}, Status: statusParked})
		},
		"new version": func() (graph.Change, error) {
			return version(s.as(writerAccount), s.ids, s.cards["Jonas lies"], VersionIn{})
		},
		"rename act": func() (graph.Change, error) {
			return changeLane(s.as(writerAccount), s.ids, s.lanes["101/1"], LaneIn{Name: &text})
		},
		"delete": func() (graph.Change, error) { return discard(s.as(writerAccount), s.ids, s.cards["Jonas lies"]) },
	} {
		_, err := try()
		if !fault.Is(err, fault.Denied) || !strings.Contains(err.Error(), "Ingrid Vik") || !strings.Contains(err.Error(), reason) {
			t.Errorf("%s: %v; want it denied with who and why", name, err)
		}
	}
	s.apply(change(s.as(leadAccount), s.ids, s.cards["Jonas lies"], CardIn{Text: &text}))
	s.apply(setLock(s.as(leadAccount), s.ids, LockIn{About: s.episodes[0], Unlock: true, Reason: "Notes are in"}))
	s.apply(change(s.as(writerAccount), s.ids, s.cards["Jonas lies"], CardIn{Title: &text}))
	log := lockLog(s.view())
	if len(log) != 2 || log[0].Type != "unlock" || log[0].By != "Ingrid Vik" || log[0].Reason != "Notes are in" || log[1].Type != "lock" {
		t.Errorf("log %+v; want the unlock first, then the lock", log)
	}
	if _, err := setLock(s.as(leadAccount), s.ids, LockIn{About: s.people["MARTA"], Reason: "x"}); !fault.Is(err, fault.Invalid) {
		t.Errorf("locking a character: %v", err)
	}
}

func TestAssignmentsAreLateByDays(t *testing.T) {
	s := newSample(t)
	day := civil.MustParse
	s.apply(assign(s.as(leadAccount), s.ids, AssignIn{Writer: s.parties["Ola Berg"], Task: "outline", About: s.episodes[1], Given: day("2027-01-04"), Due: day("2027-01-15")}))
	s.apply(assign(s.as(leadAccount), s.ids, AssignIn{Writer: s.parties["Siri Dahl"], Task: "scene", About: s.cards["Jonas lies"], Due: day("2027-01-12")}))
	list := func(today string) []AssignmentItem { return assignments(newBook(s.as(writerAccount)), day(today)) }
	got := list("2027-01-15")
	if len(got) != 2 || got[0].WriterName != "Siri Dahl" || !got[0].Overdue || got[0].Late != 3 || got[1].Overdue || !got[1].Mine {
		t.Fatalf("on the day it is due: %+v; want Siri three days late, Ola not", got)
	}
	if !list("2027-01-16")[1].Overdue {
		t.Error("the day after it was due, the outline is not overdue")
	}
	outline := got[1].ID
	e := s.edit("A draft")
	draft := graph.Add(e, production.Draft{Name: "102 outline", Type: "outline"})
	s.commit(e)
	on := day("2027-01-17")
	if _, err := changeAssignment(s.as(otherAccount), s.ids, outline, AssignmentIn{Delivered: &draft}); !fault.Is(err, fault.Denied) {
		t.Errorf("another writer delivers Ola's outline: %v", err)
	}
	due := day("2027-02-01")
	if _, err := changeAssignment(s.as(writerAccount), s.ids, outline, AssignmentIn{Due: &due}); !fault.Is(err, fault.Denied) {
		t.Errorf("a writer moves their own date: %v", err)
	}
	s.apply(changeAssignment(s.as(writerAccount), s.ids, outline, AssignmentIn{Delivered: &draft, DeliveredOn: &on}))
	last := list("2027-01-20")[1]
	if last.Status != "delivered" || last.Overdue || last.Late != 2 || last.DraftLabel == "" {
		t.Errorf("delivered %+v; want two days late and the draft named", last)
	}
}

func TestMatrixShowsWhereAStorySleeps(t *testing.T) {
	s := newSample(t)
	b := newBook(s.view())
	m, err := b.matrix(graph.ID{}, newLedger(b, s.plan))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]MatrixRow{}
	for _, r := range m.Rows {
		got[r.Title] = r
	}
	if r := got["The wreck"]; r.Beats != 5 || r.Written != 4 || len(r.Gaps) != 0 {
		t.Errorf("the wreck: %d beats, %d written, gaps %v; want 5, 4 and none (two columns at the end may rest)", r.Beats, r.Written, r.Gaps)
	}
	if r := got["Marta and Jonas"]; len(r.Gaps) != 1 || r.Gaps[0] != (Gap{"102", "105", 4, false}) {
		t.Errorf("Marta and Jonas: %v; want a gap from 102 to 105", r.Gaps)
	}
	if r := got["Who sells the boat"]; len(r.Gaps) != 1 || !r.Gaps[0].Open || r.Gaps[0].From != "104" || !r.Cells[5].Gap || r.Cells[0].Gap {
		t.Errorf("Who sells the boat: %v; want it to sleep from 104 to the end, and not before it began", r.Gaps)
	}
	if m.Columns[0].Beats != 3 || m.Columns[0].Cost.Scenes != 2 {
		t.Errorf("101: %d beats, %d scenes; want 3 and 2", m.Columns[0].Beats, m.Columns[0].Cost.Scenes)
	}
}

func TestScenesWithoutACardGetOne(t *testing.T) {
	s := newSample(t)
	e := s.edit("A fifth scene")
	graph.Add(e, production.Scene{Episode: graph.To[production.Episode](s.episodes[0]), Number: "5", Order: "V5", Synopsis: "She lets the ferry go."})
	s.commit(e)
	s.apply(fromScript(s.as(writerAccount), s.ids, FromScriptIn{Lane: s.lanes["101/2"]}))
	if got := s.line(byEpisode, s.view()); got != "Act One: Marta comes home, The missing week | Act Two: Jonas lies, She lets the ferry go." {
		t.Errorf("board %s", got)
	}
	if _, err := fromScript(s.as(writerAccount), s.ids, FromScriptIn{Lane: s.lanes["101/2"]}); !fault.Is(err, fault.Conflict) {
		t.Errorf("a second time: %v; want a conflict", err)
	}
}

func TestColumnsAreMovedAndEmptiedFirst(t *testing.T) {
	s := newSample(t)
	first := graph.ID{}
	s.apply(changeLane(s.as(writerAccount), s.ids, s.lanes["101/2"], LaneIn{After: &first}))
	if got := s.line(byEpisode, s.view()); !strings.HasPrefix(got, "Act Two:") {
		t.Errorf("board %s; want Act Two first", got)
	}
	after := s.lanes["101/1"]
	s.apply(changeLane(s.as(writerAccount), s.ids, s.lanes["101/2"], LaneIn{After: &after}))
	if got := s.line(byEpisode, s.view()); !strings.HasPrefix(got, "Act One:") {
		t.Errorf("board %s; want Act One first again", got)
	}
	if _, err := removeLane(s.as(leadAccount), s.ids, s.lanes["101/1"]); !fault.Is(err, fault.Conflict) {
		t.Errorf("deleting a column with cards: %v", err)
	}
	s.apply(removeLane(s.as(leadAccount), s.ids, s.lanes["105/2"]))
}
