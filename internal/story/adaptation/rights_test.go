package adaptation

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"backlot/internal/core/graph"
	"backlot/internal/core/graph/graphtest"
	"backlot/internal/core/production"
)

// term adds a term of the rights: dates are from, until, act by, done; "" is none.
func (x *sample) term(kind, name string, dates ...string) graph.ID {
	x.t.Helper()
	in := termIn{sourceIn: x.in(), Type: kind, Name: name}
	for i, to := range []*production.Date{&in.From, &in.Until, &in.ActBy, &in.Done} {
		if i < len(dates) && dates[i] != "" {
			*to = day(dates[i])
		}
	}
	x.land(x.s.addTerm(context.Background(), x.view(), in))
	var last graph.ID
	for id, t := range graph.All[production.RightsTerm](x.view()) {
		if t.Name == name {
			last = id
		}
	}
	return last
}

func (x *sample) rights(today string) Rights {
	x.t.Helper()
	r, err := x.s.rights(context.Background(), x.view(), rightsIn{sourceIn: x.in(), Today: day(today)})
	if err != nil {
		x.t.Fatal(err)
	}
	return r
}

// Photography starts on 22 February 2027.
func TestMayPhotographyBegin(t *testing.T) {
	for _, tt := range []struct {
		name  string
		terms [][]string
		state string
		point string
	}{
		{"nothing is signed", nil, "block", "No option, purchase or licence of The Light is signed"},
		{"an option that nobody signed", [][]string{{"option", "Option", "2026-01-01", "2027-12-31"}}, "block", "No option"},
		{"an option over the first day", [][]string{{"option", "Option", "2026-01-01", "2027-02-22", "", "2026-01-01"}}, "warn", "Photography starts on 2027-02-22 under an option on The Light that is not exercised; it runs to 2027-02-22"},
		{"an option that ends the day before", [][]string{{"option", "Option", "2026-01-01", "2027-02-21", "", "2026-01-01"}}, "block", "ends on 2027-02-21, 1 day before photography starts on 2027-02-22"},
		{"with a way out", [][]string{{"option", "Option", "2026-01-01", "2027-01-31", "", "2026-01-01"}, {"extension", "the extension", "2027-02-01", "2027-07-31", "2027-01-17"}, {"purchase", "price of schedule A", "", "", "2027-01-31"}}, "block",
			"22 days before photography starts on 2027-02-22: take the extension by 2027-01-17, or buy the right (price of schedule A) by 2027-01-31"},
		{"an extension that was taken", [][]string{{"option", "Option", "2026-01-01", "2027-01-31", "", "2026-01-01"}, {"extension", "Extension", "2027-02-01", "2027-07-31", "2027-01-17", "2027-01-10"}}, "warn", "it runs to 2027-07-31"},
		{"bought", [][]string{{"option", "Option", "2026-01-01", "2027-01-31", "", "2026-01-01"}, {"purchase", "Purchase", "", "", "2027-01-31", "2027-01-20"}}, "clear", ""},
		{"a licence that ends too early", [][]string{{"licence", "Licence", "2024-01-01", "2027-02-01", "", "2024-01-01"}}, "block", "The right in The Light ends on 2027-02-01, 21 days before"},
		{"rights that go back before", [][]string{{"purchase", "Purchase", "", "", "", "2020-01-20"}, {"reversion", "Reversion", "", "2027-01-01"}}, "block", "Reversion: the right goes back on 2027-01-01"},
		{"an approval that is open", [][]string{{"purchase", "Purchase", "", "", "", "2026-01-20"}, {"approval", "The author's approval", "", "", "2027-02-01"}}, "warn", "The author's approval is not given yet"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			x := newSample(t)
			for _, term := range tt.terms {
				x.term(term[0], term[1], term[2:]...)
			}
			r := x.rights("2027-01-04")
			text := ""
			for _, p := range r.Points {
				text += p.Text + "\n"
			}
			if r.State != tt.state || !strings.Contains(text, tt.point) || tt.point == "" && text != "" {
				t.Errorf("%s: %q; want %s: %q", r.State, text, tt.state, tt.point)
			}
		})
	}
}

func TestAPublicDomainWorkNeedsNoRight(t *testing.T) {
	x := newSample(t)
	yes := true
	x.land(x.s.patchRights(context.Background(), x.view(), patchRightsIn{sourceIn: x.in(), PublicDomain: &yes}))
	if r := x.rights("2027-01-04"); r.State != "clear" || len(r.Points) != 0 {
		t.Errorf("%+v; want clear", r.Points)
	}
}

func TestAlarms(t *testing.T) {
	x := newSample(t)
	x.term("option", "Option", "2026-01-01", "2027-01-31", "", "2026-01-01")
	x.term("extension", "Extension", "2027-02-01", "2027-07-31", "2027-01-17")
	for _, tt := range []struct{ today, want string }{
		{"2026-10-18", "91 later, 105 later"},
		{"2026-10-19", "90 ahead, 104 later"},
		{"2026-12-18", "30 soon, 44 ahead"},
		{"2027-01-10", "7 now, 21 soon"},
		{"2027-01-17", "0 now, 14 soon"},
		{"2027-01-20", "-3 missed, 11 soon"},
	} {
		if got := alarmText(x.rights(tt.today)); got != tt.want {
			t.Errorf("on %s: %s; want %s", tt.today, got, tt.want)
		}
	}
	days := "14"
	x.land(x.s.patchRights(context.Background(), x.view(), patchRightsIn{sourceIn: x.in(), AlarmDays: &days}))
	if got := alarmText(x.rights("2027-01-10")); got != "7 now, 21 later" {
		t.Errorf("with one alarm of 14 days: %s", got)
	}
	bad := "soon"
	if _, err := x.s.patchRights(context.Background(), x.view(), patchRightsIn{sourceIn: x.in(), AlarmDays: &bad}); err == nil || !strings.Contains(err.Error(), "such as 90, 30, 7") {
		t.Errorf("alarm days %q: %v", bad, err)
	}
	// Taken, the extension's own end is what matters; the option's no longer does.
	for id := range graph.All[production.RightsTerm](x.view()) {
		if x.view().Label(id) == "Extension" {
			done := day("2027-01-12")
			x.land(x.s.patchTerm(context.Background(), x.view(), patchTermIn{Term: graph.To[production.RightsTerm](id), Done: &done}))
		}
	}
	if r := x.rights("2027-01-20"); len(r.Alarms) != 1 || r.Alarms[0].Date != day("2027-07-31") {
		t.Errorf("alarms %+v; want the end of the extension alone", r.Alarms)
	}
}

func alarmText(r Rights) string {
	var out []string
	for _, a := range r.Alarms {
		out = append(out, fmt.Sprintf("%d %s", a.Days, a.Level))
	}
	return strings.Join(out, ", ")
}

func TestMovingPhotographyPastTheOptionIsAMust(t *testing.T) {
	x := newSample(t)
	x.term("option", "Option", "2026-01-01", "2027-02-28", "", "2026-01-01")
	e := x.view().Edit(x.ids, "Photography a week later")
	graph.Update(e, graphtest.ID("title"), func(p *production.Title) { p.PhotographyStart = day("2027-03-01") })
	change, err := e.Change()
	got := says(t, x.weigh(graph.System, change, err), "The option on The Light ends on 2027-02-28, 1 day before photography")
	if got.Severity != graph.Must || got.DecideBy != "2027-02-28" {
		t.Errorf("%+v; want a must, to be decided by the option's last day", got)
	}
	// Whoever may not read agreements is told the same from the dates.
	says(t, x.weigh(graph.Audience{}, change, err), "The option on The Light ends on 2027-02-28")
	e = x.view().Edit(x.ids, "A synopsis")
	graph.Update(e, graphtest.ID("s1"), func(s *production.Scene) { s.Synopsis = "She writes." })
	change, err = e.Change()
	if !silent(x.weigh(graph.System, change, err), "option") {
		t.Error("a change of something else tells of the option")
	}
}

func TestThePapersOfTheTitle(t *testing.T) {
	x := newSample(t)
	ctx := context.Background()
	x.term("purchase", "Purchase", "", "", "", "2026-01-20")
	x.land(x.s.checklist(ctx, x.view(), x.in()))
	r := x.rights("2027-01-04")
	if len(r.Title) != len(usualPapers) || r.State != "block" || !strings.Contains(r.Points[0].Text, "lacks 7 papers before photography") {
		t.Fatalf("%d papers, %s, %v; want %d that block", len(r.Title), r.State, r.Points, len(usualPapers))
	}
	if _, err := x.s.checklist(ctx, x.view(), x.in()); err == nil {
		t.Error("the usual papers were added twice")
	}
	for i, row := range r.Title {
		status := []string{"signed", "recorded", "not_needed"}[i%3]
		x.land(x.s.patchTitleItem(ctx, x.view(), patchTitleIn{Item: graph.To[production.TitleItem](row.ID), Status: &status}))
	}
	if r := x.rights("2027-01-04"); r.State != "clear" {
		t.Errorf("with all papers: %s %v", r.State, r.Points)
	}
}

// Who may not read agreements sees dates, and nothing of papers and prices.
func TestDatesAreForAllAndDetailsForFew(t *testing.T) {
	x := newSample(t)
	ctx := context.Background()
	price, _ := production.ParseMoney("650000.00 NOK")
	x.land(x.s.addAgreement(ctx, x.view(), agreementIn{sourceIn: x.in(), Type: "option", Name: "Option agreement", Scope: "one feature", Price: price, Status: "signed"}))
	x.land(x.s.checklist(ctx, x.view(), x.in()))
	x.term("option", "First term", "2026-01-01", "2027-12-31", "", "2026-01-01")
	few, err := x.s.rights(ctx, x.m.Snapshot().View(graph.Audience{Rights: map[string]bool{production.RightConsent: true}}), rightsIn{sourceIn: x.in(), Today: day("2027-01-04")})
	if err != nil || !few.Details || len(few.Agreements) != 1 || few.Agreements[0].Price != price || len(few.Title) == 0 {
		t.Errorf("%+v, %v; want the agreement and the papers", few, err)
	}
	all, err := x.s.rights(ctx, x.m.Snapshot().View(graph.Audience{}), rightsIn{sourceIn: x.in(), Today: day("2027-01-04")})
	if err != nil || all.Details || len(all.Agreements) != 0 || len(all.Title) != 0 || len(all.Terms) != 1 || strings.Contains(fmt.Sprint(all), "650000") {
		t.Errorf("%+v, %v; want the term alone", all, err)
	}
	if _, err := x.s.checklist(ctx, x.m.Snapshot().View(graph.Audience{}), x.in()); err == nil {
		t.Error("somebody wrote papers that they could not read")
	}
}

// An agreement made elsewhere counts by its own dates until terms are set.
func TestAGrantWithoutTermsCounts(t *testing.T) {
	x := newSample(t)
	e := x.view().Edit(x.ids, "A licence from the lawyers' own list")
	id := graph.Add(e, production.Grant{Type: "adaptation_right", Name: "Film rights", About: graph.To[graph.Any](x.src), From: day("2024-05-01"), To: day("2029-04-30"), Status: "signed"})
	x.land(e.Change())
	r := x.rights("2027-01-04")
	if r.State != "clear" || len(r.Terms) != 1 || !r.Terms[0].FromGrant || r.Terms[0].ID != id {
		t.Errorf("%s %+v; want clear by the licence", r.State, r.Terms)
	}
}

func TestCalendar(t *testing.T) {
	x := newSample(t)
	x.term("option", "Option, first; \"long\" term with a name that needs folding because it is quite long indeed – æøå", "2026-01-01", "2027-01-31", "", "2026-01-01")
	doc, err := x.s.calendar(context.Background(), x.view(), x.in())
	if err != nil {
		t.Fatal(err)
	}
	text := string(doc.Body)
	for line := range strings.SplitSeq(text, "\r\n") {
		if len(line) > 75 {
			t.Errorf("a line of %d bytes: %q", len(line), line)
		}
	}
	unfolded := strings.ReplaceAll(text, "\r\n ", "")
	for _, want := range []string{"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "DTSTART;VALUE=DATE:20270131\r\nDTEND;VALUE=DATE:20270201", "TRIGGER:-P90D", "TRIGGER:-P30D", "TRIGGER:-P7D",
		`SUMMARY:The Light: Option\, first\; "long" term with a name that needs folding because it is quite long indeed – æøå: ends`, "DTSTART;VALUE=DATE:20270222", "DTSTAMP:20270301T120000Z", "END:VCALENDAR\r\n"} {
		if !strings.Contains(unfolded, want) {
			t.Errorf("the calendar does not say %q:\n%s", want, unfolded)
		}
	}
	if strings.Count(unfolded, "BEGIN:VEVENT") != 2 || strings.Count(unfolded, "BEGIN:") != strings.Count(unfolded, "END:") {
		t.Errorf("%s", unfolded)
	}
	again, _ := x.s.calendar(context.Background(), x.view(), x.in())
	if string(again.Body) != text {
		t.Error("the same records gave other bytes")
	}
}
