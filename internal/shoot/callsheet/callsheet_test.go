package callsheet

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"backlot/film/strips"
	"backlot/internal/core/documents"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

func TestSheetSaysWhoWhenAndWhere(t *testing.T) {
	s := newSample(t)
	sheet := s.compose()
	if sheet.CrewCall != "07:00" || sheet.Lunch != "12:30, 45 min" || sheet.Day != 3 || sheet.Days != 23 {
		t.Errorf("head: crew call %s, lunch %s, day %d of %d", sheet.CrewCall, sheet.Lunch, sheet.Day, sheet.Days)
	}
	if !strings.Contains(sheet.Hospital.line(), "entrance B") {
		t.Errorf("hospital: %s; want the emergency entrance", sheet.Hospital.line())
	}
	// Skrova, 68° north, on 1 March: the sun is up from about seven to five.
	if l := sheet.Light; l.At != "Skrova lighthouse" || !strings.HasPrefix(l.Sunrise, "06:") && !strings.HasPrefix(l.Sunrise, "07:") || !strings.HasPrefix(l.Sunset, "17:") && !strings.HasPrefix(l.Sunset, "16:") {
		t.Errorf("light: %+v", l)
	}
	var rows []string
	for _, r := range sheet.Cast {
		rows = append(rows, strings.Join(filled(r.Number, r.Actor, r.Code, r.Pickup, r.Set, r.Note), " "))
	}
	want := []string{"1 Ingrid Solberg W 06:00 08:30", "3 Per Berg SW 06:15 08:30", "4 Liv Dahl WF 14:30 16:30 minor"}
	if !slices.Equal(rows, want) {
		t.Errorf("cast:\n%s\nwant\n%s", strings.Join(rows, "\n"), strings.Join(want, "\n"))
	}
	if b := sheet.Background; len(b) != 1 || b[0].Count != 12 {
		t.Errorf("background: %+v; want twelve ferry passengers", b)
	}
	if d := sheet.Departments[0]; d.Name != "Marine" || d.Call != "05:45" {
		t.Errorf("first department note: %+v; want the marine call", d)
	}
	if len(sheet.Open) != 0 {
		t.Errorf("still open: %v", sheet.Open)
	}
}

// A page calls the person of a row without asking who that is.
func TestTheAnswerTellsWhomItsRowsCall(t *testing.T) {
	s := newSample(t)
	got, err := s.svc.read(context.Background(), s.view(), dayIn{graph.To[production.ShootDay](s.day)})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Cast) != len(got.Sheet.Cast) || len(got.Groups) != len(got.Sheet.Background) {
		t.Fatalf("%d and %d engagements for %d and %d rows", len(got.Cast), len(got.Groups), len(got.Sheet.Cast), len(got.Sheet.Background))
	}
	for i, r := range got.Sheet.Cast {
		if got.Cast[i] != s.people[r.Actor] {
			t.Errorf("the row of %s calls engagement %s; want %s", r.Actor, got.Cast[i], s.people[r.Actor])
		}
	}
	if got.General.Lunch != "12:30" || got.General.LunchMin != 45 || got.General.Hospital.IsZero() {
		t.Errorf("general: %+v", got.General)
	}
}

func TestCrewCallsFollowPreCalls(t *testing.T) {
	s := newSample(t)
	got := map[string]string{}
	for _, g := range s.compose().Crew {
		for _, r := range g.Rows {
			got[r.Name] = r.Call
		}
	}
	for name, want := range map[string]string{"Jón Þórsson": "07:00", "Ксения Орлова": "06:00", "Lars Bakken": "05:45", "Nkechi Obi": "06:45"} {
		if got[name] != want {
			t.Errorf("%s is called at %s; want %s", name, got[name], want)
		}
	}
}

func TestIntimateScenesShowOnlyAClosedSet(t *testing.T) {
	s := newSample(t)
	for _, st := range s.compose().Strips {
		if st.Scene == "3" && !slices.Equal(st.Flags, []string{"CLOSED SET"}) {
			t.Errorf("flags of scene 3: %v; want only the closed set", st.Flags)
		}
		if st.Scene == "7" && !slices.Equal(st.Flags, []string{"heights"}) {
			t.Errorf("flags of scene 7: %v; want heights", st.Flags)
		}
	}
}

func TestOpenListsWhatIsMissing(t *testing.T) {
	s := newSample(t)
	e := s.view().Edit(s.ids, "Take away")
	graph.Update(e, s.day, func(d *production.ShootDay) {
		d.Hospital, d.CrewCallAtMS = graph.Ref[production.Place]{}, 0
	})
	graph.Update(e, s.people["Per Berg"], func(x *production.Engagement) { x.Status = "cancelled" })
	s.apply(e.Change())
	open := strings.Join(s.compose().Open, "; ")
	for _, want := range []string{"no crew call", "no hospital", "nobody is engaged to play EINAR"} {
		if !strings.Contains(open, want) {
			t.Errorf("open: %s; want %q", open, want)
		}
	}
}

func TestEditReadsClockTimesOfTheUnit(t *testing.T) {
	s := newSample(t)
	crew, wrap := "06:30", "01:15+1"
	s.apply(editDay(s.view(), s.ids, s.day, DayIn{CrewCall: &crew, Wrap: &wrap}))
	s.apply(callPeople(s.view(), s.ids, s.day, CallIn{Engagement: s.people["Per Berg"], Call: "05:30", Set: "8.00"}))
	sheet := s.compose()
	if sheet.CrewCall != "06:30" || sheet.Wrap != "01:15+1" {
		t.Errorf("crew call %s, wrap %s; want 06:30 and 01:15+1", sheet.CrewCall, sheet.Wrap)
	}
	for _, r := range sheet.Cast {
		if r.Actor == "Per Berg" && (r.Call != "05:30" || r.Set != "08:00" || r.Pickup != "") {
			t.Errorf("Per Berg: %+v; want the new call to replace the old", r)
		}
	}
	for _, bad := range []string{"7", "25:00", "noon", "07:00+9", "-1:00"} {
		if _, err := editDay(s.view(), s.ids, s.day, DayIn{CrewCall: &bad}); !fault.Is(err, fault.Invalid) {
			t.Errorf("crew call %q: %v; want invalid input", bad, err)
		}
	}
	if _, err := callPeople(s.view(), s.ids, s.day, CallIn{}); !fault.Is(err, fault.Invalid) {
		t.Errorf("calling nobody: %v", err)
	}
}

func TestPublishFreezesAndNumbers(t *testing.T) {
	s := newSample(t)
	ctx := context.Background()
	s.publish()
	first, err := s.svc.issueFile(ctx, s.view(), issueIn{dayIn: dayIn{graph.To[production.ShootDay](s.day)}, Revision: 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.svc.publish(ctx, s.view(), s.day, s.now); !fault.Is(err, fault.Conflict) {
		t.Errorf("publishing twice: %v; want nothing changed", err)
	}
	later := "06:30"
	s.apply(editDay(s.view(), s.ids, s.day, DayIn{CrewCall: &later}))
	if got := s.compose().issueText(); got != "Working copy after issue 1" {
		t.Errorf("after a change the sheet is %q", got)
	}
	s.now = s.now.Add(3600e9)
	s.publish()
	again, err := s.svc.issueFile(ctx, s.view(), issueIn{dayIn: dayIn{graph.To[production.ShootDay](s.day)}, Revision: 1})
	if err != nil || !bytes.Equal(first.Body, again.Body) {
		t.Errorf("issue 1 is not what was handed out, %v", err)
	}
	_, list := issuesOf(s.view(), s.day)
	if len(list) != 2 || list[1].Record.Changes != "Crew call: 06:30 instead of 07:00\n6 crew calls changed" {
		t.Errorf("issue 2 says %q; want the crew call", list[len(list)-1].Record.Changes)
	}
	if d, _ := graph.Get[production.ShootDay](s.view(), s.day); d.Status != "called" {
		t.Errorf("the day is %s; want called", d.Status)
	}
	if _, err := s.svc.issueFile(ctx, s.view(), issueIn{dayIn: dayIn{graph.To[production.ShootDay](s.day)}, Revision: 3}); !fault.Is(err, fault.NotFound) {
		t.Errorf("issue 3: %v; want not found", err)
	}
	marked, err := s.svc.issueFile(ctx, s.view(), issueIn{dayIn: dayIn{graph.To[production.ShootDay](s.day)}, Revision: 2, Recipient: "Per Berg"})
	if err != nil || bytes.Equal(marked.Body, again.Body) {
		t.Errorf("a copy for Per Berg is not marked, %v", err)
	}
}

func TestSecretsAreNeverPublished(t *testing.T) {
	s := newSample(t)
	circle := s.ids.NewID()
	e := s.view().Edit(s.ids, "Keep the cameo secret")
	e.Seal(s.people["Liv Dahl"], circle, nil)
	s.apply(e.Change())
	if got := s.compose(); !slices.ContainsFunc(got.Cast, func(r CastRow) bool { return r.Actor == "Liv Dahl" }) {
		t.Fatal("the maker of the sheet must see the sealed engagement")
	}
	s.publish()
	_, list := issuesOf(s.view(), s.day)
	frozen, err := s.svc.load(context.Background(), list[0].Record.Hash)
	if err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(frozen.Sheet.Cast, func(r CastRow) bool { return r.Actor == "Liv Dahl" }) || bytes.Contains(frozen.HTML, []byte("Liv Dahl")) {
		t.Error("a sealed engagement stands on the published sheet")
	}
}

func TestChangesOfAnIssuedDayAreTold(t *testing.T) {
	s := newSample(t)
	s.publish()
	later := "06:30"
	c, err := editDay(s.view(), s.ids, s.day, DayIn{CrewCall: &later})
	if err != nil {
		t.Fatal(err)
	}
	c.ID, c.Production = s.ids.NewID(), s.m.Snapshot().Where().Production
	after, err := s.m.Snapshot().With(c, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := graph.Consequences([]graph.Derivation{s.svc.consequences()}, s.view(), after.View(graph.System), c)
	if err != nil || len(got) != 1 || got[0].Severity != graph.Must || !strings.Contains(got[0].What, "issue 1 and changes: Crew call: 06:30 instead of 07:00") {
		t.Errorf("consequences: %+v, %v", got, err)
	}
}

func TestDifferences(t *testing.T) {
	s := newSample(t)
	old := s.compose()
	now := s.compose()
	if d := Differences(old, now); len(d) != 0 {
		t.Fatalf("a sheet differs from itself: %v", d)
	}
	now.Strips = []Strip{now.Strips[1], now.Strips[0], {Scene: "12", Set: "QUAY"}}
	now.Cast = slices.Clone(now.Cast[:2])
	now.Cast[0].Set = "09:00"
	got := strings.Join(Differences(old, now), "\n")
	want := "Scene 12 is added\nScene 7 is off the day\nThe order of scenes is now 3, 2, 12\n1 MARTA, on set: 09:00 instead of 08:30\n4 IDA is not called"
	if got != want {
		t.Errorf("differences:\n%s\nwant\n%s", got, want)
	}
}

func TestPapers(t *testing.T) {
	s := newSample(t)
	s.publish()
	later := "06:30"
	s.apply(editDay(s.view(), s.ids, s.day, DayIn{CrewCall: &later}))
	s.now = s.now.Add(3600e9)
	s.publish()
	_, list := issuesOf(s.view(), s.day)
	frozen, err := s.svc.load(context.Background(), list[1].Record.Hash)
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range []documents.Format{documents.AsPDF, documents.AsHTML} {
		f, err := frozen.render(format, "")
		if err != nil {
			t.Fatal(err)
		}
		keep(t, f)
	}
	// A day with nothing on it still prints: the first draft of a sheet.
	s.boards.Today = strips.Dated{Date: date, Shoot: 3}
	s.boards.Next = nil
	empty, err := s.svc.describe(s.view(), s.day)
	if err != nil {
		t.Fatal(err)
	}
	f, err := documents.Render(empty, documents.AsPDF, documents.Recipient{})
	if err != nil || len(f.Findings) > 0 {
		t.Errorf("empty sheet: %v, %v", f.Findings, err)
	}
	keep(t, f)
}

func keep(t *testing.T, f documents.File) {
	t.Helper()
	if dir := os.Getenv("BACKLOT_PAPER"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func FuzzThaw(f *testing.F) {
	f.Add([]byte(`{"form":"backlot-call-sheet","version":1,"sheet":{"unit":"Main"}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		frozen, err := thaw(bytes.NewReader(b))
		if err != nil {
			return
		}
		if _, err := documents.Render(frozen.Sheet.Document(), documents.AsPDF, documents.Recipient{Name: "Fuzz"}); err != nil {
			t.Errorf("a sheet that can be read cannot be printed: %v", err)
		}
	})
}
