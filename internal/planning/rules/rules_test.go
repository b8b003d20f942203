package rules

import (
	"slices"
	"strings"
	"testing"
	"time"

	"backlot/film/civil"
	"backlot/film/strips"
	"backlot/film/strips/board"
	"backlot/film/worktime"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// sample is a production with one board of two long days: an actor and a child of ten in Norway's
// main unit, bound by the EU directive and house rules.
type sample struct {
	t            *testing.T
	m            *graph.Memory
	ids          *graph.SequentialIDs
	unit         graph.ID
	actor, child graph.ID // engagements
	eu, house    graph.ID
	boss         graph.ID
	c            *board.Case
	plan         *board.Board
}

func (s *sample) Shot(graph.View) (graph.ID, bool) { return s.unit, true }

func (s *sample) Case(graph.View, graph.ID) (*board.Case, *board.Board, error) {
	return s.c, s.plan, nil
}

var monday = civil.MustParse("2027-03-01")

func newSample(t *testing.T) *sample {
	t.Helper()
	s := &sample{t: t, ids: &graph.SequentialIDs{Prefix: 9}}
	now := time.Date(2027, 1, 10, 9, 0, 0, 0, time.UTC)
	s.m = graph.NewMemory(production.NewRegistry(), graph.Main(s.ids.NewID()), s.ids.NewID(), func() time.Time { return now })
	e := s.view().Edit(s.ids, "Set up")
	s.unit = graph.Add(e, production.Unit{Name: "Main unit", TimeZone: "Europe/Oslo"})
	s.eu = graph.Add(e, production.RulePack{Name: "EU Working Time Directive", Pack: "eu-working-time"})
	s.house = graph.Add(e, production.RulePack{Name: "House rules", Pack: "house"})
	s.boss = graph.Add(e, production.Party{Type: "person", Name: "Ingrid Sol"})
	actor := graph.Add(e, production.Party{Type: "person", Name: "Liv Dahl"})
	child := graph.Add(e, production.Party{Type: "person", Name: "Nora Vik", Minor: true})
	s.actor = graph.Add(e, production.Engagement{Party: graph.To[production.Party](actor), Status: "signed"})
	s.child = graph.Add(e, production.Engagement{Party: graph.To[production.Party](child), Status: "signed"})
	s.commit(e.Change())
	s.c = &board.Case{
		Schema: board.Schema, Title: "Test", Currency: "NOK", Zone: "Europe/Oslo",
		Scenes: []board.Scene{
			{ID: "1", Number: "1", Place: "p", IntExt: "INT", Light: strips.Day, Minutes: 600, Cast: []string{s.actor.String()}},
			{ID: "2", Number: "2", Place: "p", IntExt: "INT", Light: strips.Day, Minutes: 300, Cast: []string{s.actor.String(), s.child.String()}},
		},
		People: []board.Person{
			{ID: s.actor.String(), Name: "Liv Dahl", Ready: 45, Off: 20, DayRate: 500_000},
			{ID: s.child.String(), Name: "Nora Vik", Ready: 30, Off: 10, Born: civil.MustParse("2017-01-15")},
		},
		Places: []board.Place{{ID: "p", Name: "Stage"}},
		Prices: board.Prices{Prepare: 60, Wrap: 30, Meal: 45, MealAfter: 300},
	}
	s.plan = &board.Board{Schema: board.Schema, Days: []board.DayPlan{
		{Unit: s.unit.String(), Date: monday, Call: 10 * 60, Scenes: []string{"1"}},
		{Unit: s.unit.String(), Date: monday.AddDays(1), Call: 7 * 60, Scenes: []string{"2"}},
	}}
	return s
}

func (s *sample) view() graph.View { return s.m.Snapshot().View(graph.System) }

func (s *sample) commit(c graph.Change, err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := s.m.Commit(c, graph.ID{}); err != nil {
		s.t.Fatal(err)
	}
}

func (s *sample) breaches() []Breach {
	s.t.Helper()
	b, err := Read(s.view())
	if err != nil {
		s.t.Fatal(err)
	}
	out, why := b.breaches(s)
	if why != "" {
		s.t.Fatal(why)
	}
	return out
}

func has(list []Breach, person, rule string, severity worktime.Severity) bool {
	return slices.ContainsFunc(list, func(b Breach) bool { return b.Person == person && b.Rule == rule && b.Severity == severity })
}

// From ten in the morning for ten hours of work and two meals, to seven the next morning: Liv is
// present for more than twelve hours and rests less than eleven.
func TestTheBoardIsJudgedByThePacksInForce(t *testing.T) {
	s := newSample(t)
	got := s.breaches()
	if !has(got, "Liv Dahl", "turnaround", worktime.Warn) || !has(got, "Crew of Main unit", "turnaround", worktime.Warn) {
		t.Errorf("breaches %+v; want the short rest of Liv and of the crew", got)
	}
	for _, b := range got {
		if b.Rule == "turnaround" && !strings.Contains(b.Text, "11 h") {
			t.Errorf("sentence %q; want the limit in it", b.Text)
		}
	}
}

func TestAnEditHoldsFromItsDay(t *testing.T) {
	s := newSample(t)
	in := RuleIn{Key: "turnaround", Value: "8h", From: monday.AddDays(1), Reason: "agreed with the crew", AgreedBy: graph.To[production.Party](s.boss)}
	s.commit(addRule(s.view(), s.ids, s.house, in))
	if got := s.breaches(); has(got, "Liv Dahl", "turnaround", worktime.Warn) {
		t.Errorf("breaches %+v; want none of the eased rest", got)
	}
	b, _ := Read(s.view())
	page, err := (&service{plans: s}).packPage(s.view(), s.house.String())
	if err != nil {
		t.Fatal(err)
	}
	var now RuleItem
	for _, r := range page.List {
		if r.ID == "turnaround" {
			now = r
		}
	}
	if now.Limit != "8h" || now.Was != "11h" || !strings.Contains(now.Amended, "Ingrid Sol: agreed with the crew") || now.Record.IsZero() {
		t.Errorf("rule %+v; want 8h where the pack says 11h, and who agreed", now)
	}
	if before := b.Packs[slices.IndexFunc(b.Packs, func(f Force) bool { return f.ID == s.house })].Pack; !slices.ContainsFunc(before.Rules, func(r worktime.Rule) bool { return r.Limit == "11h" && r.To == monday }) {
		t.Errorf("rules %+v; want the eleven hours until %s", before.Rules, monday)
	}
}

func TestTwoEditsFollowEachOther(t *testing.T) {
	s := newSample(t)
	s.commit(addRule(s.view(), s.ids, s.house, RuleIn{Key: "turnaround", Value: "10h", From: monday, Reason: "first"}))
	s.commit(addRule(s.view(), s.ids, s.house, RuleIn{Key: "turnaround", Value: "9h", From: monday.AddDays(30), Reason: "second"}))
	b, _ := Read(s.view())
	for _, f := range b.Packs {
		for _, e := range f.Edits {
			if e.Problem != "" {
				t.Errorf("edit %s: %s", e.Record.Value, e.Problem)
			}
		}
		for day, want := range map[int]string{-1: "11h", 0: "10h", 29: "10h", 30: "9h"} {
			for _, r := range f.Pack.Rules {
				d := monday.AddDays(day)
				if f.Pack.ID == "house" && r.Quantity == "rest.daily" && (r.From.IsZero() || !d.Before(r.From)) && (r.To.IsZero() || !d.After(r.To)) && r.Limit != want {
					t.Errorf("rest on %s is %s; want %s", d, r.Limit, want)
				}
			}
		}
	}
}

func TestALawIsNotMadeMilder(t *testing.T) {
	s := newSample(t)
	b, _ := Read(s.view())
	rest := ""
	for _, r := range b.Packs[slices.IndexFunc(b.Packs, func(f Force) bool { return f.ID == s.eu })].Pack.Rules {
		if r.Quantity == "rest.daily" && r.Severity == worktime.Block {
			rest = r.ID
		}
	}
	if rest == "" {
		t.Skip("the directive's pack has no rest that blocks")
	}
	if _, err := addRule(s.view(), s.ids, s.eu, RuleIn{Key: rest, Value: "9h", Reason: "we are late"}); err == nil || !strings.Contains(err.Error(), "waiver") {
		t.Errorf("edit: %v; want a refusal that names the waiver", err)
	}
}

func TestAWaiverNeedsConsentGivenBefore(t *testing.T) {
	s := newSample(t)
	in := WaiverIn{Pack: graph.To[production.RulePack](s.house), Rule: "turnaround", Engagement: graph.To[production.Engagement](s.actor), From: monday.AddDays(1),
		GrantedBy: graph.To[production.Party](s.boss), Reason: "tide"}
	if _, err := addWaiver(s.view(), s.ids, in); err == nil || !strings.Contains(err.Error(), "consent") {
		t.Errorf("waiver without consent: %v", err)
	}
	in.Consent, in.ConsentOn = "letter of Liv Dahl", monday.AddDays(2)
	if _, err := addWaiver(s.view(), s.ids, in); err == nil || !strings.Contains(err.Error(), "before") {
		t.Errorf("waiver with consent too late: %v", err)
	}
	in.ConsentOn = monday
	s.commit(addWaiver(s.view(), s.ids, in))
	found := false
	for _, b := range s.breaches() {
		found = found || b.Rule == "turnaround" && b.Person == "Liv Dahl" && strings.Contains(b.Text, "Allowed by Ingrid Sol: tide (letter of Liv Dahl)")
	}
	if !found {
		t.Errorf("breaches %+v; want the short rest with who allowed it", s.breaches())
	}
}

func TestAnEditTellsWhichDaysItBreaks(t *testing.T) {
	s := newSample(t)
	change, err := addRule(s.view(), s.ids, s.house, RuleIn{Key: "day", Value: "4h", Severity: "forbidden", Reason: "heat"})
	if err != nil {
		t.Fatal(err)
	}
	after, err := s.m.Snapshot().With(change, nil)
	if err != nil {
		t.Fatal(err)
	}
	d := (&service{plans: s}).consequences()
	got, err := d.Consequences(s.view(), after.View(graph.System), change)
	if err != nil || len(got) < 2 || got[0].Severity != graph.Must || !strings.Contains(got[0].What, "4 h") {
		t.Errorf("consequences %+v, %v; want the days that are too long now", got, err)
	}
}

func TestModesOfTheStripboard(t *testing.T) {
	s := newSample(t)
	if _, err := putMode(s.view(), s.ids, "complete", ModeIn{Mode: "off"}); err == nil {
		t.Error("every scene once can be switched off; want a refusal")
	}
	if _, err := putMode(s.view(), s.ids, "cover", ModeIn{Mode: "buy"}); err == nil {
		t.Error("a cover set can be bought out; want a refusal, it has no price")
	}
	s.commit(putMode(s.view(), s.ids, "overtime", ModeIn{Mode: "hard", Reason: "insurer"}))
	i := slices.IndexFunc(planRules(s.view()), func(r PlanRule) bool { return r.Key == "overtime" })
	if r := planRules(s.view())[i]; r.Mode != board.Hard || r.Usual != board.Buy || r.Reason != "insurer" {
		t.Errorf("overtime %+v; want hard where buy is usual", r)
	}
	s.commit(putMode(s.view(), s.ids, "overtime", ModeIn{Mode: "buy"}))
	if r := planRules(s.view())[i]; !r.Record.IsZero() {
		t.Errorf("overtime %+v; want no edit once it is as usual", r)
	}
	for _, r := range planRules(s.view()) {
		if r.Text == "" {
			t.Errorf("rule %s of the stripboard has no sentence", r.Key)
		}
	}
}

func TestTry(t *testing.T) {
	s := newSample(t)
	in := TryIn{Packs: []string{"us-ca-minors"}, Role: "child", Born: civil.MustParse("2017-01-15"), Days: []TryDay{{Date: monday, Zone: "America/Los_Angeles", Call: "08:00", Dismissed: "20:00"}}}
	if v, err := try(s.view(), in); err != nil || v.Allowed || len(v.Findings) == 0 {
		t.Errorf("verdict %+v, %v; want twelve hours of a child of ten refused", v, err)
	}
	for want, change := range map[string]func(*TryIn){
		"birth":            func(in *TryIn) { in.Born = civil.Date{} },
		"none of that key": func(in *TryIn) { in.Packs = []string{"us-xx"} },
		"25:30":            func(in *TryIn) { in.Days = []TryDay{{Date: monday, Call: "8", Dismissed: "20:00"}} },
		"after midnight":   func(in *TryIn) { in.Days = []TryDay{{Date: monday, Call: "18:00", Dismissed: "04:00"}} },
	} {
		bad := in
		change(&bad)
		if _, err := try(s.view(), bad); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v; want an error with %q", err, want)
		}
	}
}

// A pack edited here is judged as it is edited.
func TestTryKnowsTheProductionsOwnRules(t *testing.T) {
	s := newSample(t)
	in := TryIn{Packs: []string{"house"}, Role: "crew", Days: []TryDay{{Date: monday, Call: "08:00", Dismissed: "19:00"}}}
	if v, err := try(s.view(), in); err != nil || len(v.Findings) != 0 {
		t.Errorf("verdict %+v, %v; want eleven hours without a word", v, err)
	}
	s.commit(addRule(s.view(), s.ids, s.house, RuleIn{Key: "day", Value: "10h", Severity: "forbidden", Reason: "agreed"}))
	if v, err := try(s.view(), in); err != nil || v.Allowed {
		t.Errorf("verdict %+v, %v; want eleven hours refused", v, err)
	}
}

func TestEveryShippedRuleHasASentence(t *testing.T) {
	packs, err := worktime.Packs()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packs {
		for _, r := range p.Rules {
			if s := sentence(r); s == "" || r.Limit != "" && r.Quantity != "days.forbidden" && r.Quantity != "time.windows" && !strings.Contains(s, r.Limit) {
				t.Errorf("%s/%s says %q; want the limit %s in it", p.ID, r.ID, s, r.Limit)
			}
		}
	}
}

func TestALaterAgreementIsNamed(t *testing.T) {
	s := newSample(t)
	s.commit(addPack(s.view(), s.ids, PackIn{Key: "de-tv-ffs-2018"}))
	a, err := (&service{plans: s}).answer(s.view())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(a.Packs, func(p PackItem) bool { return p.Key == "de-tv-ffs-2018" })
	if a.Packs[i].Newer != "de-tv-ffs-2025" {
		t.Errorf("newer %q; want the agreement of 2025", a.Packs[i].Newer)
	}
	if _, err := addPack(s.view(), s.ids, PackIn{Key: "de-tv-ffs-2018"}); err == nil {
		t.Error("one pack is put in force twice")
	}
}
