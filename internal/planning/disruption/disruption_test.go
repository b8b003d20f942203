package disruption

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/film/strips/check"
	"backlot/film/strips/generate"
	"backlot/film/strips/replan"
	"backlot/internal/core/graph"
	"backlot/internal/core/graph/graphtest"
	"backlot/internal/core/production"
)

// film is a small feature and a board of it on which nothing is broken.
func film(t *testing.T) (*board.Case, *board.Board) {
	t.Helper()
	c, a, err := generate.Case(generate.Options{Kind: generate.Feature, Seed: 5, Scenes: 24, Days: 10})
	if err != nil || a.Board == nil {
		t.Fatal(err)
	}
	return c, a.Board
}

// lostOn is the disruption of a whole day.
func lostOn(c *board.Case, b *board.Board, day civil.Date) trouble {
	return trouble{c: c, b: b, event: replan.Event{Kind: replan.LostDay, Date: day, Today: day.AddDays(-1)}}
}

// TestWaysOfAnImperfectBoard: a board that breaks a rule already (a permit that is missing) still gets ways
// out, and none adds a breach or calls anybody within their rest; the past stays.
func TestWaysOfAnImperfectBoard(t *testing.T) {
	c, b := film(t)
	place := slices.IndexFunc(c.Places, func(p board.Place) bool { return p.ID == sceneIndex(c)[b.Days[0].Scenes[0]].Place })
	c.Places[place].Permit = []board.Span{{From: civil.Of(2001, 1, 1), To: civil.Of(2001, 1, 2)}}
	before, err := check.Board(restHard(c), b)
	if err != nil || before.Valid {
		t.Fatalf("the board should break the rule of permits: %v", err)
	}
	day := b.Days[len(b.Days)/2].Date
	rounds := 0
	ways, err := waysOut(context.Background(), lostOn(c, b, day), 1500, func(n int) { rounds = n })
	if err != nil || len(ways) == 0 {
		t.Fatalf("%d ways after %d rounds: %v", len(ways), rounds, err)
	}
	for _, w := range ways {
		after, err := check.Board(w.Case, w.Board)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range worse(before, after) {
			if !askable(x, "") {
				t.Errorf("%s breaks %s, which the board did not: %s", w.Name, x.Rule, x.Text)
			}
		}
		for _, x := range after.Violations {
			if x.Rule == board.CastRest || x.Rule == board.CrewRest {
				t.Errorf("%s calls somebody within their rest: %s", w.Name, x.Text)
			}
		}
		for _, d := range w.Board.Days {
			if d.Date == day && len(d.Scenes) > 0 {
				t.Errorf("%s shoots %d scenes on the lost day", w.Name, len(d.Scenes))
			}
			i := slices.IndexFunc(b.Days, func(x board.DayPlan) bool { return x.Date == d.Date && x.Unit == d.Unit })
			if d.Date.Before(day) && (i < 0 || !slices.Equal(b.Days[i].Scenes, d.Scenes)) {
				t.Errorf("%s changes %s, which is past", w.Name, d.Date)
			}
			if i >= 0 && sameScenes(b.Days[i].Scenes, d.Scenes) && d.Call != b.Days[i].Call {
				t.Logf("%s calls %s at %s instead of %s for the same scenes: the old call would break a rule", w.Name, d.Date, d.Call, b.Days[i].Call)
			}
		}
	}
}

// TestWorseCountsBreachesWhereverTheyGo: a breach that moves with its scene to another day is the same
// one; a second one is worse.
func TestWorseCountsBreachesWhereverTheyGo(t *testing.T) {
	at := func(rule board.RuleID, scene string, day int) check.Violation {
		return check.Violation{Rule: rule, Mode: board.Hard, Scene: scene, Date: civil.Of(2027, 2, day)}
	}
	before := check.Report{Violations: []check.Violation{at(board.Light, "29", 24)}}
	for _, tt := range []struct {
		name  string
		after []check.Violation
		want  int
	}{
		{"moved", []check.Violation{at(board.Light, "29", 26)}, 0},
		{"mended", nil, 0},
		{"another scene", []check.Violation{at(board.Light, "30", 24)}, 1},
		{"twice", []check.Violation{at(board.Light, "29", 24), at(board.Light, "29", 26)}, 1},
		{"bought", []check.Violation{{Rule: board.Overtime, Mode: board.Buy}}, 0},
	} {
		if got := len(worse(before, check.Report{Violations: tt.after})); got != tt.want {
			t.Errorf("%s: %d worse; want %d", tt.name, got, tt.want)
		}
	}
}

// TestFrozen: the day of the disruption is never frozen, days before it always, and what is called
// between now and then stays.
func TestFrozen(t *testing.T) {
	day := func(n int) civil.Date { return civil.Of(2027, 2, n) }
	for _, tt := range []struct {
		name                       string
		called, today, event, want civil.Date
	}{
		{"nothing called", civil.Date{}, civil.Date{}, day(23), day(22)},
		{"the next two days are called", day(16), day(15), day(23), day(16)},
		{"today is later than what is called", day(14), day(15), day(23), day(15)},
		{"the day itself is called", day(23), day(22), day(23), day(22)},
	} {
		if got := frozen(&board.Case{Frozen: tt.called}, tt.event, tt.today); got != tt.want {
			t.Errorf("%s: frozen to %s; want %s", tt.name, got, tt.want)
		}
	}
}

const sample = `{"records": [
	{"id": "board", "kind": "board", "fields": {"name": "Board 1", "current": true, "start": "2027-02-22"}},
	{"id": "island", "kind": "place", "fields": {"name": "Island", "type": "location"}},
	{"id": "shore", "kind": "place", "fields": {"name": "Shore", "type": "location", "within": "island"}},
	{"id": "stage", "kind": "place", "fields": {"name": "Stage", "type": "stage"}},
	{"id": "storm", "kind": "disruption", "fields": {"type": "weather", "name": "Storm", "from": "2027-02-23", "board": "board"}},
	{"id": "lost", "kind": "delay", "fields": {"date": "2027-02-23", "cause": "weather", "text": "Storm", "lost_days": 1, "disruption": "storm", "notice_by": "2027-03-02"}},
	{"id": "lamp", "kind": "delay", "fields": {"date": "2027-02-24", "cause": "lighting", "text": "A lamp burst", "lost_min": 25}},
	{"id": "holds", "kind": "delay_cost", "fields": {"delay": "lost", "type": "holds", "amount": "1200.00 NOK"}},
	{"id": "hotel", "kind": "delay_cost", "fields": {"delay": "lost", "type": "other", "amount": "80.00 EUR"}},
	{"id": "photo", "kind": "evidence", "fields": {"about": "storm", "name": "Photo of the quay", "source": "Log, page 3"}}
]}`

func view(t *testing.T, rights ...string) graph.View {
	t.Helper()
	a := graph.Audience{Rights: map[string]bool{production.RightDisruptions: true}}
	for _, r := range rights {
		a.Rights[r] = true
	}
	return graphtest.Parse(t, []byte(sample)).Snapshot().View(a)
}

// TestWithin: a storm over the island hits its shore, and not the stage.
func TestWithin(t *testing.T) {
	v := view(t)
	for _, tt := range []struct {
		place, outer string
		want         bool
	}{{"shore", "island", true}, {"island", "island", true}, {"island", "shore", false}, {"stage", "island", false}} {
		if got := within(v, graphtest.ID(tt.place), graphtest.ID(tt.outer)); got != tt.want {
			t.Errorf("%s within %s: %v; want %v", tt.place, tt.outer, got, tt.want)
		}
	}
}

// TestLedger: days and minutes by cause for everybody who may read it, sums by currency for those with the
// right to money, and what the insurer has not been told.
func TestLedger(t *testing.T) {
	l := LedgerOf(view(t, production.RightMoney))
	if l.Total.Days != 1 || l.Total.Minutes != 25 || len(l.Causes) != 2 || l.Causes[0].Cause != "weather" {
		t.Errorf("total %+v, causes %+v; want a day to weather and 25 minutes to light", l.Total, l.Causes)
	}
	if got := sums(l.Total.Cost); !strings.Contains(got, "1200.00 NOK") || !strings.Contains(got, "80.00 EUR") {
		t.Errorf("cost %q; want both currencies, not added up", got)
	}
	if len(l.Notice) != 1 || l.Notice[0].Text != "Storm" || len(l.Entries[0].Evidence) != 1 {
		t.Errorf("notice %+v; want the storm, with the photo of its disruption", l.Notice)
	}
	raw, _ := json.Marshal(LedgerOf(view(t)))
	if strings.Contains(string(raw), "NOK") || strings.Contains(string(raw), "EUR") {
		t.Errorf("without the right to money the ledger tells costs: %s", raw)
	}
}

// TestWithoutTheRight: who may not read disruptions finds no ledger either.
func TestWithoutTheRight(t *testing.T) {
	v := graphtest.Parse(t, []byte(sample)).Snapshot().View(graph.Audience{})
	if l := LedgerOf(v); len(l.Entries) != 0 {
		t.Errorf("a stranger reads %+v", l.Entries)
	}
}

// TestReportRefuses: a report that lacks something says what.
func TestReportRefuses(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   ReportIn
		want string
	}{
		{"no date", ReportIn{Type: "weather"}, "the date is missing"},
		{"backwards", ReportIn{Type: "weather", From: civil.Of(2027, 2, 23), To: civil.Of(2027, 2, 22)}, "on or after"},
		{"nobody", ReportIn{Type: "sick", From: civil.Of(2027, 2, 23)}, "who cannot work"},
		{"no place", ReportIn{Type: "lost_place", From: civil.Of(2027, 2, 23)}, "the place that is lost"},
		{"window", ReportIn{Type: "weather", From: civil.Of(2027, 2, 23), WindowFrom: 600, WindowTo: 500}, "window_to_min 500"},
	} {
		_, err := tt.in.record(view(t))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v; want words like %q", tt.name, err, tt.want)
		}
	}
	d, err := ReportIn{Type: "sick", From: civil.Of(2027, 2, 23), Engagement: graphtest.ID("shore")}.record(view(t))
	if err != nil || d.Name != "Somebody cannot work, Tue 23 Feb" {
		t.Errorf("called %q (%v); want a name that tells nobody's", d.Name, err)
	}
}

// FuzzSafeName: a name from outside stays in the folder of the zip.
func FuzzSafeName(f *testing.F) {
	for _, s := range []string{"a.pdf", "../../etc/passwd", `..\..\x`, "C:\\x", "\x00name", "....", "è/日"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := safeName(s)
		if strings.ContainsAny(got, "/\\\x00:") || strings.HasPrefix(got, ".") {
			t.Errorf("%q becomes %q", s, got)
		}
	})
}
