package room

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"backlot/film/civil"
	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// look collects everything the room answers a writer who is not cleared: every board, matrix, ledger, paper.
func (s *sample) look(v graph.View) map[string][]byte {
	s.t.Helper()
	srv := &service{ids: s.ids, plan: s.plan}
	out := map[string][]byte{}
	keep := func(name string, answer any, err error) {
		if err != nil {
			s.t.Fatalf("%s: %v", name, err)
		}
		b, err := json.Marshal(answer)
		if err != nil {
			s.t.Fatal(err)
		}
		out[name] = b
	}
	ctx := context.Background()
	for _, by := range []string{bySeason, byEpisode, byArc, byCharacter} {
		for _, ep := range append([]graph.ID{{}}, s.episodes...) {
			answer, err := srv.board(ctx, v, boardIn{By: by, Episode: graph.To[production.Episode](ep)})
			keep(by+" "+ep.String(), answer, err)
			doc, err := srv.describe(v, "board", scope{by: by, episode: ep})
			if err != nil {
				s.t.Fatal(err)
			}
			f, err := documents.Render(doc, documents.AsHTML, documents.Recipient{})
			keep("paper "+by+" "+ep.String(), f.Body, err)
		}
	}
	b, l := srv.read(v)
	m, err := b.matrix(graph.ID{}, l)
	keep("matrix", m, err)
	keep("pitches", b.pitches(l), nil)
	keep("assignments", assignments(b, civil.MustParse("2027-02-01")), nil)
	keep("locks", lockLog(v), nil)
	for _, id := range s.cards {
		d, err := b.detail(id, l)
		keep("card "+id.String(), d, err)
	}
	for _, paper := range srv.papers() {
		doc, err := paper.Describe(v, graph.ID{})
		if err != nil {
			s.t.Fatal(err)
		}
		f, err := documents.Render(doc, documents.AsHTML, documents.Recipient{})
		keep(paper.Name, f.Body, err)
	}
	return out
}

// secrets hides a twist between two cards, with versions, notes, a lock, an assignment, scenes of its own and
// a gap it fills; another version of an open card; and how a storyline ends.
func (s *sample) secrets() {
	lead := func() graph.View { return s.as(leadAccount, secret) }
	s.apply(add(lead(), s.ids, AddIn{
		Title: "Jonas is the father", Lane: s.lanes["103/1"], Arc: s.arcs["Marta and Jonas"], After: s.cards["Ida sells the boat"], Links: []graph.ID{s.scenes["4"], s.people["TUVA"]}, Compartment: secret,
	}))
	b := newBook(lead())
	var twist *card
	for _, c := range b.cards {
		if c.Title == "Jonas is the father" {
			twist = c
		}
	}
	s.apply(version(lead(), s.ids, twist.id, VersionIn{Title: "Einar is the father"}))
	s.apply(add(lead(), s.ids, AddIn{Title: "He burns it", VersionOf: s.cards["Jonas lies"], Compartment: secret}))
	s.apply(note(lead(), s.ids, twist.id, NoteIn{Text: "Not before episode 5"}))
	s.apply(setLock(lead(), s.ids, LockIn{About: twist.id, Reason: "Ask me"}))
	s.apply(assign(lead(), s.ids, AssignIn{Writer: s.parties["Ola Berg"], Task: "scene", About: twist.id, Due: civil.MustParse("2027-01-20")}))
	s.apply(add(lead(), s.ids, AddIn{Title: "A pitch nobody may know", Compartment: secret}))
	s.apply(move(lead(), s.ids, MoveIn{Cards: []graph.ID{twist.id}, By: bySeason, Column: s.episodes[3]}))
	ending := "They sink the logbook and say nothing."
	s.apply(hide(lead(), s.ids, HideIn{Records: []graph.ID{s.arcs["The wreck"]}, Compartment: secret}))
	s.apply(changeArc(lead(), s.ids, s.arcs["The wreck"], ArcIn{Ending: &ending}))
}

// TestAHiddenCardChangesNothingOthersSee compares a room in which nothing was ever hidden with the same room
// and its secrets, through the eyes of a writer who is not cleared: totals, gaps, orders, papers and all.
func TestAHiddenCardChangesNothingOthersSee(t *testing.T) {
	s := newSample(t)
	before := s.look(s.as(otherAccount))
	seq := s.as(otherAccount).Seq()
	s.secrets()
	after := s.look(s.as(otherAccount))
	for name, was := range before {
		if !bytes.Equal(was, after[name]) {
			t.Errorf("%s tells of the secret:\n%.600s\n%.600s", name, was, after[name])
		}
	}
	// one change does touch what they know: the arc was sealed behind the words they knew
	if got := s.as(otherAccount).Seq() - seq; got > 2 {
		t.Errorf("%d changes show to a writer who is not cleared; want only those that put the arc behind its alias", got)
	}
	cleared := newBook(s.as(otherAccount, secret))
	names := fmt.Sprint(cleared.inLane(s.lanes["104/1"])[0].Name(), len(cleared.cards[s.cards["Jonas lies"]].versions), cleared.arcs[0].Ending)
	if names != "Jonas is the father1They sink the logbook and say nothing." {
		t.Errorf("who is cleared reads %q; want the twist, the version and the ending", names)
	}
}

// TestAWriterWhoDoesNotKnowWritesAroundTheSecret: a card put where a hidden one hangs, a version chosen over a
// hidden one, and an arc renamed leave the secret whole and unseen.
func TestAWriterWhoDoesNotKnowWritesAroundTheSecret(t *testing.T) {
	s := newSample(t)
	s.secrets()
	other := func() graph.View { return s.as(otherAccount) }
	s.apply(move(other(), s.ids, MoveIn{Cards: []graph.ID{s.cards["Supper set for three"]}, By: byEpisode, Column: s.lanes["104/1"]}))
	s.apply(version(other(), s.ids, s.cards["Jonas lies"], VersionIn{Title: "Jonas laughs"}))
	mine := newBook(other()).cards[s.cards["Jonas lies"]].versions
	if len(mine) != 1 {
		t.Fatalf("%d versions are seen; want the own one", len(mine))
	}
	s.apply(choose(other(), s.ids, mine[0], ChooseIn{}))
	cleared := newBook(s.as(leadAccount, secret))
	if n := len(cleared.cards[mine[0]].versions); n != 2 {
		t.Errorf("%d versions behind the chosen one; want the old one and the hidden one", n)
	}
	if n := len(cleared.inLane(s.lanes["104/1"])); n != 3 {
		t.Errorf("%d cards in 104; want the twist, the diver and supper", n)
	}
}

// TestHidingTakesAwayAndRevealingGivesBack: with all versions, and for arcs only the ending.
func TestHidingTakesAwayAndRevealingGivesBack(t *testing.T) {
	s := newSample(t)
	s.apply(version(s.as(writerAccount), s.ids, s.cards["Jonas lies"], VersionIn{Title: "Jonas laughs"}))
	open := s.look(s.as(otherAccount))
	lead := func() graph.View { return s.as(leadAccount, secret) }
	records := []graph.ID{s.cards["Jonas lies"], s.arcs["Marta and Jonas"]}
	if _, err := hide(s.as(leadAccount), s.ids, HideIn{Records: records, Compartment: secret}); err == nil {
		t.Error("hidden in a compartment that the author is not cleared for")
	}
	s.apply(hide(lead(), s.ids, HideIn{Records: records, Compartment: secret}))
	b := newBook(s.as(otherAccount))
	if _, ok := b.cards[s.cards["Jonas lies"]]; ok || len(b.cards) != len(sampleCards)-1 {
		t.Errorf("%d cards are seen; want the hidden one and its version gone", len(b.cards))
	}
	if _, ok := b.arcAt[s.arcs["Marta and Jonas"]]; !ok {
		t.Error("the storyline is gone with its ending")
	}
	s.apply(reveal(lead(), s.ids, RevealIn{Records: records}))
	again := s.look(s.as(otherAccount))
	for name, was := range open {
		if now := again[name]; !bytes.Equal(was, now) {
			t.Errorf("%s is not as before:\n%.300s\n%.300s", name, was, now)
		}
	}
}

// TestOutsideTheRoomThereIsNoRoom: without the right to read it, none of its kinds has a record.
func TestOutsideTheRoomThereIsNoRoom(t *testing.T) {
	s := newSample(t)
	s.secrets()
	v := s.m.Snapshot().View(graph.Audience{Rights: map[string]bool{"board.read": true}})
	for _, kind := range []graph.Kind{"card", "card_link", "lane", "arc", "assignment", "lock"} {
		for rec := range v.Records(kind) {
			t.Errorf("%s %q is known outside the room", kind, rec.Label)
		}
	}
}
