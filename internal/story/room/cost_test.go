package room

import (
	"fmt"
	"testing"

	"backlot/film/pages"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

func (s *sample) cost(v graph.View, titles ...string) Cost {
	b := newBook(v)
	var cards []*card
	for _, title := range titles {
		cards = append(cards, b.cards[s.cards[title]])
	}
	return newLedger(b, s.plan).of(cards...)
}

// TestACardCostsWhatItsScenesNeed: the pilot refuses in a storm by night, with a fall, a dog and extras.
func TestACardCostsWhatItsScenesNeed(t *testing.T) {
	s := newSample(t)
	c := s.cost(s.as(leadAccount), "The pilot refuses")
	got := fmt.Sprintf("%d scene %s pages %d min night %d ext %d stunts %d effects %d animals %d crowd %d children %d", c.Scenes, c.Length, c.ShootMin, c.Night, c.Exterior, c.Stunts, c.Effects, c.Animals, c.Crowd, c.Children)
	if want := "1 scene 1 2/8 pages 200 min night 1 ext 1 stunts 1 effects 1 animals 1 crowd 12 children 0"; got != want {
		t.Errorf("%s; want %s", got, want)
	}
	if len(c.Cast) != 2 || c.Cast[0].Name != "MARTA" || c.CastDays != 4 {
		t.Errorf("cast %+v, %d days; want Marta and Jonas on days 1 and 3", c.Cast, c.CastDays)
	}
	if pay := fmt.Sprint(c.CastPay); pay != "[6800.00 EUR 76000.00 NOK]" {
		t.Errorf("pay %s; want two days of each", pay)
	}
	if c.FreedDays != 2 || fmt.Sprint(c.FreedPay) != "[3400.00 EUR 38000.00 NOK]" {
		t.Errorf("freed %d days, %v; want day 3 of each: on day 1 they play scene 1 as well", c.FreedDays, c.FreedPay)
	}
	if len(c.Sets) != 1 || c.Sets[0].New {
		t.Errorf("sets %+v; want the harbour, which scene 1 uses too", c.Sets)
	}
	if fmt.Sprint(c.OnlyHereCost) != "[40000.00 NOK]" || len(c.OnlyHere) != 4 {
		t.Errorf("only here %+v %v; want fall, dog, extras and storm, not the lantern", c.OnlyHere, c.OnlyHereCost)
	}
	if c.Rough {
		t.Error("the cost of a card with scenes is called rough")
	}
}

func TestPayIsForThoseWhoMayKnowDeals(t *testing.T) {
	s := newSample(t)
	c := s.cost(s.as(writerAccount), "The pilot refuses")
	if len(c.CastPay)+len(c.FreedPay) > 0 || !c.Cast[0].Rate.IsZero() || c.CastDays != 4 {
		t.Errorf("a writer reads pay %v, freed %v; want days only", c.CastPay, c.FreedPay)
	}
}

// TestAnEpisodeCountsWhatItSharesOnce: Marta plays in both scenes of 101, the lantern in both.
func TestAnEpisodeCountsWhatItSharesOnce(t *testing.T) {
	s := newSample(t)
	c := s.cost(s.as(leadAccount), "Marta comes home", "The missing week")
	if c.Scenes != 2 || len(c.Cast) != 3 || c.Length != "2 5/8" || len(c.Sets) != 2 || !c.Sets[1].New {
		t.Errorf("%d scenes, %d cast, %s, sets %+v", c.Scenes, len(c.Cast), c.Length, c.Sets)
	}
	if c.CastDays != 4 {
		t.Errorf("%d cast days; want Marta 2, Jonas 1, Einar 1", c.CastDays)
	}
}

// TestWithoutScenesACostIsRough: it is what the card says of itself.
func TestWithoutScenesACostIsRough(t *testing.T) {
	s := newSample(t)
	needs := map[string]bool{"stunts": true, "night": true, "water": false}
	delete(needs, "water")
	s.apply(change(s.as(writerAccount), s.ids, s.cards["The diver"], CardIn{Needs: &needs, Eighths: ptr[pages.Eighths](16), Link: []graph.ID{s.people["TUVA"]}}))
	c := s.cost(s.view(), "The diver")
	if !c.Rough || c.Length != "2" || c.Seconds != 120 || fmt.Sprint(c.Needs) != "[night stunts]" || len(c.Cast) != 1 || c.Children != 1 {
		t.Errorf("%+v; want two pages, night and stunts, one child, and rough", c)
	}
	if c.Night+c.Stunts != 0 {
		t.Errorf("%d nights and %d stunts counted; a guess is no count", c.Night, c.Stunts)
	}
}

func TestCastInVoiceOnlyCostsNoDay(t *testing.T) {
	s := newSample(t)
	e := s.edit("A voice")
	graph.Add(e, production.Use{Scene: graph.To[production.Scene](s.scenes["2"]), Element: graph.To[production.Element](s.people["JONAS"]), Presence: "voice_only"})
	s.commit(e)
	if c := s.cost(s.view(), "The missing week"); len(c.Cast) != 2 {
		t.Errorf("cast %+v; want Marta and Einar: Jonas is only heard", c.Cast)
	}
}

func ptr[T ~int](n int) *T { v := T(n); return &v }
