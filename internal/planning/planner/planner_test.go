package planner

import (
	"slices"
	"strings"
	"testing"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/film/worktime"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

func flag(v Verdict, rule board.RuleID) (Flag, bool) {
	i := slices.IndexFunc(v.Flags, func(f Flag) bool { return f.Rule == rule })
	if i < 0 {
		return Flag{}, false
	}
	return v.Flags[i], true
}

// TestAnUntouchedBoardIsLegal: the sample breaks no hard rule, so that every flag of the other tests
// comes from what they change.
func TestAnUntouchedBoardIsLegal(t *testing.T) {
	s := newSample(t)
	v := s.judge()
	if !v.Valid {
		t.Errorf("flags %+v, findings %+v; want a valid board", v.Flags, v.Findings)
	}
	if v.Price == nil || v.Price.Days != 3 {
		t.Errorf("price %+v; want one of three days", v.Price)
	}
}

// TestFactsBecomeFlags changes one fact of the production and wants the rule that it breaks, on its strip
// and with its record.
func TestFactsBecomeFlags(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(s *sample, e *graph.Edit)
		rule   board.RuleID
		strip  string // scene
		kind   graph.Kind
		text   string
	}{
		"an actor is away": {func(s *sample, e *graph.Edit) {
			g, _ := graph.Get[production.Engagement](s.view(), s.cast["JONAS"])
			graph.Add(e, production.Availability{Party: g.Party, Type: "unavailable", From: monday, To: monday})
		}, board.Availability, "1", "engagement", "Player of JONAS is not free on 2027-03-01"},
		"an engagement ends before the scene": {func(s *sample, e *graph.Edit) {
			graph.Update(e, s.cast["IDA"], func(g *production.Engagement) { g.End = monday })
		}, board.Availability, "3", "engagement", "not free on 2027-03-02"},
		"the permit is only asked for": {func(s *sample, e *graph.Edit) {
			graph.Add(e, production.Grant{Type: "permit", Name: "Harbour", About: graph.To[graph.Any](s.places["The harbour"]), Status: "asked", From: monday, To: monday.AddDays(9)})
		}, board.Permit, "1", "place", "no permit for The harbour covers 2027-03-01"},
		"the place is booked for other days": {func(s *sample, e *graph.Edit) {
			graph.Add(e, production.Booking{Place: graph.To[production.Place](s.places["Stage 1"]), From: monday.AddDays(1), To: monday.AddDays(9), Status: "confirmed"})
		}, board.PlaceDates, "2", "place", "Stage 1 cannot be used on 2027-03-01"},
		"the place is open for an hour": {func(s *sample, e *graph.Edit) {
			graph.Update(e, s.places["The harbour"], func(p *production.Place) { p.AccessFromMin, p.AccessToMin = 12*60, 13*60 })
		}, board.PlaceHours, "1", "place", "open from 12:00 to 13:00"},
		"the set is not built yet": {func(s *sample, e *graph.Edit) {
			r := graph.Add(e, production.Realisation{Element: graph.To[production.Element](s.sets["CABIN"]), Method: "built_set"})
			graph.Add(e, production.BuildStep{Realisation: graph.To[production.Realisation](r), Step: "paint", Order: "V", End: monday})
		}, board.SetReady, "2", "scene", "CABIN is ready on 2027-03-02"},
		"one scene needs another first": {func(s *sample, e *graph.Edit) {
			graph.Add(e, production.Dependency{First: graph.To[graph.Any](s.scenes["3"]), Then: graph.To[graph.Any](s.scenes["2"]), Reason: "the beard comes off"})
		}, board.Precedence, "2", "scene", "scene 3 must come before scene 2 (the beard comes off)"},
		"a scene waits for its rehearsal": {func(s *sample, e *graph.Edit) {
			a := graph.Add(e, production.Activity{Type: "rehearsal", Name: "The fight", Date: monday.AddDays(1)})
			graph.Add(e, production.Dependency{First: graph.To[graph.Any](a), Then: graph.To[graph.Any](s.scenes["1"])})
		}, board.Availability, "1", "activity", "scene 1 waits: The fight on 2027-03-02 has to come first"},
		"the crane is hired for other days": {func(s *sample, e *graph.Edit) {
			el := graph.Add(e, production.Element{Name: "CRANE", Category: "equipment"})
			item := graph.Add(e, production.Item{Name: "Crane 12 m", Type: "grip"})
			graph.Add(e, production.Realisation{Element: graph.To[production.Element](el), Method: "prop_rent", Item: graph.To[production.Item](item)})
			graph.Add(e, production.Use{Scene: graph.To[production.Scene](s.scenes["1"]), Element: graph.To[production.Element](el)})
			graph.Add(e, production.Booking{Item: graph.To[production.Item](item), From: monday.AddDays(3), To: monday.AddDays(4)})
		}, board.Availability, "1", "item", "Crane 12 m is not free on 2027-03-01"},
		"the night is called at six in the morning": {func(s *sample, e *graph.Edit) {
			d := graph.Add(e, production.ShootDay{Unit: graph.To[production.Unit](s.unit), Date: monday.AddDays(2), CrewCallAtMS: monday.AddDays(2).In(oslo(s.t)).Add(6 * 3_600_000_000_000).UnixMilli()})
			s.bind(e, 2, d)
		}, board.Light, "4", "place", "scene 4 plays by night and runs from 07:00"},
		"a child stays too long": {func(s *sample, e *graph.Edit) {
			g, _ := graph.Get[production.Engagement](s.view(), s.cast["IDA"])
			graph.Update(e, g.Party.ID, func(p *production.Party) { p.Minor = true })
			graph.Add(e, production.Private{Party: g.Party, Birth: civil.MustParse("2017-05-01")})
			graph.Add(e, production.RulePack{Name: "California", Pack: "us-ca-minors"})
		}, board.Minors, "3", "engagement", "Work in a day"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSample(t)
			s.change(name, func(e *graph.Edit) { tt.change(s, e) })
			v := s.judge()
			var got []string
			for _, f := range v.Flags {
				got = append(got, f.Text)
				if f.Rule == tt.rule && f.Mode == board.Hard && strings.Contains(strings.ToLower(f.Text), strings.ToLower(tt.text)) {
					if !slices.Contains(f.Strips, s.strips[tt.strip]) {
						t.Errorf("strips %v; want that of scene %s", f.Strips, tt.strip)
					}
					if f.Kind != tt.kind || f.Record.IsZero() {
						t.Errorf("record %s %s; want one of kind %s", f.Kind, f.Record, tt.kind)
					}
					return
				}
			}
			t.Errorf("flags:\n%s\nwant %s: %q", strings.Join(got, "\n"), tt.rule, tt.text)
		})
	}
}

// TestContradictionsAreSaid: what cannot be is a finding that names the record, and the board is not
// called valid.
func TestContradictionsAreSaid(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(s *sample, e *graph.Edit)
		kind   graph.Kind
		text   string
	}{
		"available and not on one day": {func(s *sample, e *graph.Edit) {
			g, _ := graph.Get[production.Engagement](s.view(), s.cast["JONAS"])
			graph.Add(e, production.Availability{Party: g.Party, Type: "available", From: monday, To: monday.AddDays(20)})
			graph.Add(e, production.Availability{Party: g.Party, Type: "unavailable", From: monday.AddDays(9), To: monday.AddDays(9)})
		}, "party", "available and as not available on 2027-03-10"},
		"a scene without length": {func(s *sample, e *graph.Edit) {
			graph.Update(e, s.scenes["5"], func(x *production.Scene) { x.LengthEighths, x.EstimatedShootMin = 0, 0 })
		}, "scene", "Scene 5 has neither a length nor an estimate"},
		"two scenes each before the other": {func(s *sample, e *graph.Edit) {
			graph.Add(e, production.Dependency{First: graph.To[graph.Any](s.scenes["1"]), Then: graph.To[graph.Any](s.scenes["3"])})
			graph.Add(e, production.Dependency{First: graph.To[graph.Any](s.scenes["3"]), Then: graph.To[graph.Any](s.scenes["1"])})
		}, "scene", "must each be shot before the other"},
		"a scene of another unit": {func(s *sample, e *graph.Edit) {
			u := graph.Add(e, production.Unit{Name: "Second unit", Type: "second", TimeZone: "Europe/Oslo"})
			graph.Update(e, s.scenes["4"], func(x *production.Scene) { x.Unit = graph.To[production.Unit](u) })
		}, "scene", "Scene 4 is meant for Second unit"},
		"a minor without a date of birth": {func(s *sample, e *graph.Edit) {
			g, _ := graph.Get[production.Engagement](s.view(), s.cast["IDA"])
			graph.Update(e, g.Party.ID, func(p *production.Party) { p.Minor = true })
		}, "party", "is a minor without a date of birth"},
		"pay in a currency without a rate": {func(s *sample, e *graph.Edit) {
			graph.Add(e, production.Deal{Engagement: graph.To[production.Engagement](s.cast["IDA"]), Rate: production.Money{Minor: 9_000, Currency: "ISK"}, RateUnit: "day", From: monday})
		}, "title", "No rate of exchange from ISK to EUR"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSample(t)
			s.change(name, func(e *graph.Edit) { tt.change(s, e) })
			v := s.judge()
			if v.Valid {
				t.Error("the board is called valid")
			}
			if !slices.ContainsFunc(v.Findings, func(r Remark) bool { return r.Kind == tt.kind && strings.Contains(r.Text, tt.text) }) {
				t.Errorf("findings %+v; want one of kind %s with %q", v.Findings, tt.kind, tt.text)
			}
		})
	}
}

// TestWhatNobodySaidIsShown: a default is never silent.
func TestWhatNobodySaidIsShown(t *testing.T) {
	s := newSample(t)
	s.change("Forget", func(e *graph.Edit) {
		graph.Update(e, s.scenes["5"], func(x *production.Scene) { x.EstimatedShootMin = 0 })
		e.Delete(s.cast["IDA"])
		for id := range graph.All[production.Route](s.view()) {
			e.Delete(id)
		}
	})
	v := s.judge()
	for _, want := range []string{
		"Scene 5 is not estimated: 108 minutes for 6/8 pages are assumed", "Nobody is engaged for IDA", "No travel time between The harbour and Stage 1: 45 minutes are assumed", "No call on 2027-03-02: 07:00 is assumed",
	} {
		if !slices.ContainsFunc(v.Assumed, func(r Remark) bool { return strings.Contains(r.Text, want) }) {
			t.Errorf("assumed %+v; want %q", v.Assumed, want)
		}
	}
}

// TestWhoMayNotKnowDealsSeesNoMoney: without the rights, prices, permits and children's hours are
// withheld, and that is said.
func TestWhoMayNotKnowDealsSeesNoMoney(t *testing.T) {
	s := newSample(t)
	s.change("A child", func(e *graph.Edit) {
		g, _ := graph.Get[production.Engagement](s.view(), s.cast["IDA"])
		graph.Update(e, g.Party.ID, func(p *production.Party) { p.Minor = true })
		graph.Add(e, production.Private{Party: g.Party, Birth: civil.MustParse("2017-05-01")})
	})
	v, err := New(lines{}).Judge(s.as(), s.board)
	if err != nil {
		t.Fatal(err)
	}
	if v.Price != nil {
		t.Errorf("price %+v; want none", v.Price)
	}
	for _, f := range v.Flags {
		if f.Cost.Minor != 0 {
			t.Errorf("%s costs %s; want no amounts", f.Rule, f.Cost)
		}
	}
	if len(v.Withheld) != 3 {
		t.Errorf("withheld %q; want prices, permits and children's hours", v.Withheld)
	}
	if _, ok := flag(v, board.Minors); ok {
		t.Error("the hours of a child are told to somebody who may not know when they were born")
	}
}

// TestTheProductionsOwnRulesCount: the planner's pack says how a rule counts and how long a day is;
// a pack of the production's own binds a child.
func TestTheProductionsOwnRulesCount(t *testing.T) {
	s := newSample(t)
	var own graph.ID
	s.change("Rules", func(e *graph.Edit) {
		pack := graph.To[production.RulePack](graph.Add(e, production.RulePack{Name: "Board", Pack: PlannerPack}))
		graph.Add(e, production.Rule{Pack: pack, Key: "cover", Text: "No cover sets here.", Mode: "off"})
		graph.Add(e, production.Rule{Pack: pack, Key: "day-normal", Text: "Seven hours.", Value: "7h"})
		graph.Add(e, production.Rule{Pack: pack, Key: "covers", Text: "A slip.", Mode: "soft"})
		g, _ := graph.Get[production.Engagement](s.view(), s.cast["IDA"])
		graph.Update(e, g.Party.ID, func(p *production.Party) { p.Minor = true })
		graph.Add(e, production.Private{Party: g.Party, Birth: civil.MustParse("2017-05-01")})
		own = graph.Add(e, production.RulePack{Name: "Permit 114", Pack: "permit-114"})
		graph.Update(e, s.cast["IDA"], func(x *production.Engagement) { x.RulePack = graph.To[production.RulePack](own) })
	})
	p := New(lines{}).Under(permit{own})
	v, err := p.Judge(s.view(), s.board)
	if err != nil {
		t.Fatal(err)
	}
	if f, ok := flag(v, board.CoverSet); ok {
		t.Errorf("a rule that is off is flagged: %s", f.Text)
	}
	if f, ok := flag(v, board.Overtime); !ok || !strings.Contains(f.Text, "beyond the normal day") {
		t.Errorf("no overtime beyond seven hours: %+v", v.Flags)
	}
	if f, ok := flag(v, board.Minors); !ok || !strings.Contains(f.Text, "Permit 114 allows at most 4 h") {
		t.Errorf("flags %+v; want the child's four hours of the permit", v.Flags)
	}
	if !slices.ContainsFunc(v.Findings, func(r Remark) bool { return strings.Contains(r.Text, `"covers" is no rule of the stripboard`) }) {
		t.Errorf("findings %+v; want the slip of the pen", v.Findings)
	}
}

// permit is a pack of four hours of presence.
type permit struct{ id graph.ID }

func (p permit) Packs(graph.View) (map[graph.ID]worktime.Pack, map[graph.ID]string, error) {
	return map[graph.ID]worktime.Pack{p.id: {Schema: 1, ID: "permit-114", Title: "Permit 114", Kind: "house", Rules: []worktime.Rule{
		{ID: "presence", Quantity: "presence.day", Limit: "4h", Severity: worktime.Block, Status: worktime.Verified, Citation: "permit 114"},
	}}}, nil, nil
}

func TestABoardWithoutDatesSaysWhatIsMissing(t *testing.T) {
	s := newSample(t)
	s.change("No date", func(e *graph.Edit) { graph.Update(e, s.board, func(b *production.Board) { b.Start = civil.Date{} }) })
	if v := s.judge(); !strings.Contains(v.Undated, "Board 1 has no first date") {
		t.Errorf("undated %q; want what is missing", v.Undated)
	}
	if _, _, err := New(lines{}).Case(s.view(), s.board); !fault.Is(err, fault.Conflict) {
		t.Errorf("Case gives %v; want a conflict", err)
	}
	s.change("Empty", func(e *graph.Edit) {
		for id := range graph.All[production.Strip](s.view()) {
			e.Delete(id)
		}
	})
	if v := s.judge(); v.Undated != "" || !v.Valid || len(v.Flags) != 0 {
		t.Errorf("an empty board gives %+v; want nothing to say", v)
	}
	if _, _, err := New(lines{}).Case(s.view(), s.ids.NewID()); !fault.Is(err, fault.NotFound) {
		t.Errorf("Case of no board gives %v; want not found", err)
	}
}
