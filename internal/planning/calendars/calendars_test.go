package calendars

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/xuri/excelize/v2"

	"backlot/film/civil"
	"backlot/film/ical"
	"backlot/film/strips"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// sample is a production in memory with a board of three days; Liv plays in scenes 1 and 2, on
// the harbour and on a stage.
type sample struct {
	t            *testing.T
	m            *graph.Memory
	ids          *graph.SequentialIDs
	unit, cal    graph.ID
	liv, harbour graph.ID
	boat         graph.ID
	board        graph.ID
	line         []strips.Dated
}

var monday = civil.MustParse("2027-03-01")

func (s *sample) Shot(graph.View) (graph.ID, bool) { return s.board, true }

func (s *sample) Line(graph.View, graph.ID) ([]strips.Dated, strips.Calendar, error) {
	return s.line, strips.Calendar{}, nil
}

func newSample(t *testing.T, zone string) *sample {
	t.Helper()
	s := &sample{t: t, ids: &graph.SequentialIDs{Prefix: 5}}
	now := time.Date(2027, 1, 10, 9, 0, 0, 0, time.UTC)
	s.m = graph.NewMemory(production.NewRegistry(), graph.Main(s.ids.NewID()), s.ids.NewID(), func() time.Time { return now })
	e := s.view().Edit(s.ids, "Set up")
	s.cal = graph.Add(e, production.Calendar{Name: "Five-day week", Workdays: map[string]bool{"mon": true, "tue": true, "wed": true, "thu": true, "fri": true}})
	s.unit = graph.Add(e, production.Unit{Name: "Main unit", Type: "main", TimeZone: zone, Calendar: graph.To[production.Calendar](s.cal)})
	s.board = graph.Add(e, production.Board{Name: "Board", Current: true, Start: monday, Unit: graph.To[production.Unit](s.unit)})
	marta := graph.Add(e, production.Element{Name: "MARTA", Category: "character", Number: "1"})
	s.liv = graph.Add(e, production.Party{Type: "person", Name: "Liv Dahl", FamilyName: "Dahl"})
	graph.Add(e, production.Engagement{Party: graph.To[production.Party](s.liv), Character: graph.To[production.Element](marta), CastNumber: "1", Status: "signed"})
	set := graph.Add(e, production.Element{Name: "HARBOUR", Category: "set"})
	s.harbour = graph.Add(e, production.Place{Name: "Henningsvær harbour", Type: "location"})
	graph.Add(e, production.Realisation{Element: graph.To[production.Element](set), Method: "location", Place: graph.To[production.Place](s.harbour)})
	s.boat = graph.Add(e, production.Item{Name: "Pilot boat", Type: "vehicle"})
	for i, number := range []string{"1", "2", "3"} {
		scene := graph.Add(e, production.Scene{Number: number, Order: graph.Orders(3)[i], Heading: "EXT. HARBOUR - DAY", Set: graph.To[production.Element](set)})
		if number != "3" {
			graph.Add(e, production.Use{Scene: graph.To[production.Scene](scene), Element: graph.To[production.Element](marta)})
		}
		s.line = append(s.line, strips.Dated{Date: monday.AddDays(i), Shoot: i + 1, Break: fmt.Sprintf("break-%d", i+1), Strips: []strips.Strip{{Type: strips.SceneStrip, Scene: strips.Scene{ID: scene.String(), Number: number}}}})
	}
	s.commit(e.Change())
	return s
}

func (s *sample) view() graph.View { return s.m.Snapshot().View(graph.System) }

// planner is a reader who may plan and may not know private facts.
func (s *sample) planner() graph.View {
	return s.m.Snapshot().View(graph.Audience{Rights: map[string]bool{RightRead: true, RightEdit: true}})
}

func (s *sample) commit(c graph.Change, err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := s.m.Commit(c, graph.ID{}); err != nil {
		s.t.Fatal(err)
	}
}

func (s *sample) row(name string) Row {
	s.t.Helper()
	p, err := ReadPage(s.view(), s)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, g := range p.Groups {
		for _, r := range g.Rows {
			if r.Name == name {
				return r
			}
		}
	}
	s.t.Fatalf("no row %s in %+v", name, p)
	return Row{}
}

func (s *sample) add(in SpanIn) {
	s.t.Helper()
	s.commit(AddSpan(s.view(), s.ids, in))
}

func liv(s *sample) graph.Ref[production.Party] { return graph.To[production.Party](s.liv) }

func TestClashes(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   func(s *sample) SpanIn
		row  string
		want []string
	}{
		{"away on the second day", func(s *sample) SpanIn {
			return SpanIn{Party: liv(s), Type: "unavailable", From: monday.AddDays(1), To: monday.AddDays(9), Text: "Theatre"}
		}, "Liv Dahl", []string{"red: Liv Dahl is wanted on Tue 2 Mar, Day 2: scene 2, and cannot be had from Tue 2 Mar to Wed 10 Mar."}},
		{"the day nobody wants her", func(s *sample) SpanIn {
			return SpanIn{Party: liv(s), Type: "unavailable", From: monday.AddDays(2)}
		}, "Liv Dahl", nil},
		{"tentative", func(s *sample) SpanIn { return SpanIn{Party: liv(s), Type: "tentative", From: monday} }, "Liv Dahl",
			[]string{"amber: Liv Dahl is wanted on Mon 1 Mar, Day 1: scene 1, and is only tentatively to be had on Mon 1 Mar."}},
		{"an afternoon", func(s *sample) SpanIn {
			return SpanIn{Party: liv(s), Type: "unavailable", From: monday, FromMin: 13 * 60}
		}, "Liv Dahl", []string{"amber: Liv Dahl is wanted on Mon 1 Mar, Day 1: scene 1, and cannot be had on Mon 1 Mar, 13:00 to 24:00 of the day."}},
		{"only one day offered", func(s *sample) SpanIn { return SpanIn{Party: liv(s), Type: "available", From: monday} }, "Liv Dahl",
			[]string{"red: Liv Dahl is wanted on Tue 2 Mar, Day 2: scene 2, which is not one of the days offered."}},
		{"the harbour is closed", func(s *sample) SpanIn {
			return SpanIn{Place: graph.To[production.Place](s.harbour), Type: "unavailable", From: monday.AddDays(2)}
		}, "Henningsvær harbour", []string{"red: Henningsvær harbour is wanted on Wed 3 Mar, Day 3: scene 3, and cannot be had on Wed 3 Mar."}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newSample(t, "Europe/Oslo")
			s.add(tt.in(s))
			var got []string
			for _, c := range s.row(tt.row).Clashes {
				got = append(got, c.Severity+": "+c.Text)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("clashes %q; want %q", got, tt.want)
			}
		})
	}
}

func TestAHolidayOfTheUnit(t *testing.T) {
	s := newSample(t, "Europe/Oslo")
	s.commit(PutDays(s.view(), s.ids, s.unit, DaysIn{From: monday, To: monday.AddDays(1), Type: "holiday", Name: "St Olav"}))
	if got := s.row("Main unit").Clashes; len(got) != 2 || got[0].Text != "Main unit shoots on Mon 1 Mar, Day 1: scene 1, which is St Olav." {
		t.Errorf("clashes %+v; want both days", got)
	}
	s.commit(PutDays(s.view(), s.ids, s.unit, DaysIn{From: monday, To: monday.AddDays(1), Type: "none"}))
	if got := s.row("Main unit").Clashes; len(got) != 0 {
		t.Errorf("clashes %+v; want none of days like any other", got)
	}
}

func TestMoreBookedThanThereIs(t *testing.T) {
	s := newSample(t, "Europe/Oslo")
	e := s.view().Edit(s.ids, "Book")
	for _, from := range []int{0, 2} {
		graph.Add(e, production.Booking{Item: graph.To[production.Item](s.boat), From: monday.AddDays(from), To: monday.AddDays(from + 3), Status: "confirmed"})
	}
	s.commit(e.Change())
	if got := s.row("Pilot boat").Clashes; len(got) != 1 || got[0].Text != "Pilot boat is booked 2 times from Wed 3 Mar to Thu 4 Mar, and there are 1." {
		t.Errorf("clashes %+v; want the two days on which it is booked twice", got)
	}
}

func TestAPrivateReasonIsToldToFew(t *testing.T) {
	s := newSample(t, "Europe/Oslo")
	s.add(SpanIn{Party: liv(s), Type: "unavailable", From: monday, Reason: "knee surgery"})
	if got := s.row("Liv Dahl"); got.Spans[0].Reason != "knee surgery" && got.Spans[1].Reason != "knee surgery" {
		t.Errorf("spans %+v; want the reason for those who may know", got.Spans)
	}
	p, err := ReadPage(s.planner(), s)
	if err != nil || strings.Contains(fmt.Sprint(p), "knee") {
		t.Errorf("a planner reads %+v, %v; want no reason", p, err)
	}
	doc, err := Export(s.view(), s, Whose{Party: liv(s)})
	if err != nil || bytes.Contains(doc.Body, []byte("knee")) || !bytes.Contains(doc.Body, []byte("Not available")) {
		t.Errorf("calendar %s, %v; want the day without the reason", doc.Body, err)
	}
	if _, err := AddSpan(s.planner(), s.ids, SpanIn{Party: liv(s), Type: "unavailable", From: monday, Reason: "x"}); err == nil {
		t.Error("somebody without the right writes a private reason")
	}
}

func calendar(lines ...string) []byte {
	return []byte("BEGIN:VCALENDAR\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VCALENDAR\r\n")
}

func entry(uid, start, end string, more ...string) string {
	return strings.Join(append([]string{"BEGIN:VEVENT", "UID:" + uid, "SUMMARY:Theatre", "DTSTART" + start, "DTEND" + end}, append(more, "END:VEVENT")...), "\r\n")
}

func (s *sample) read(name string, content []byte) Report {
	s.t.Helper()
	r, err := ReadImport(s.view(), s, ImportIn{Name: name, Content: content, Party: liv(s)})
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

func (s *sample) take(content []byte) {
	s.t.Helper()
	s.commit(Import(s.view(), s, s.ids, ImportIn{Name: "liv.ics", Content: content, Party: liv(s)}))
}

func TestReadingACalendarAgainChangesOnlyWhatChanged(t *testing.T) {
	s := newSample(t, "Europe/Oslo")
	a, b := entry("a", ";VALUE=DATE:20270302", ";VALUE=DATE:20270304"), entry("b", ";VALUE=DATE:20270310", ";VALUE=DATE:20270311")
	s.take(calendar(a, b))
	if r := s.read("liv.ics", calendar(a, b)); r.Same != 2 || r.Added+r.Changed+r.Removed != 0 {
		t.Errorf("read again: %+v; want nothing new", r)
	}
	if got := s.row("Liv Dahl").Clashes; len(got) != 1 {
		t.Errorf("clashes %+v; want the second day", got)
	}
	moved := entry("a", ";VALUE=DATE:20270305", ";VALUE=DATE:20270306")
	if r := s.read("liv.ics", calendar(moved)); r.Changed != 1 || r.Removed != 1 {
		t.Errorf("moved and dropped: %+v; want one changed, one removed", r)
	}
	s.take(calendar(moved, entry("b", ";VALUE=DATE:20270310", ";VALUE=DATE:20270311", "STATUS:CANCELLED")))
	if got := s.row("Liv Dahl"); len(got.Clashes) != 0 || len(got.Spans) != 3 {
		t.Errorf("row %+v; want two days of work and one stretch away", got)
	}
}

// The days of an entry are those of the place of the shoot, on either side of the date line and on
// the nights the clocks change.
func TestDaysOfAnEntry(t *testing.T) {
	for _, tt := range []struct{ zone, start, end, want string }{
		{"Europe/Oslo", ":20270302T073000Z", ":20270302T090000Z", "2027-03-02 510-600"},
		{"Pacific/Kiritimati", ":20270301T110000Z", ":20270301T230000Z", "2027-03-02 60-780"},
		{"Pacific/Apia", ";TZID=Pacific/Pago_Pago:20270301T100000", ";TZID=Pacific/Pago_Pago:20270301T120000", "2027-03-02 600-720"},
		{"Europe/Oslo", ";TZID=Europe/Oslo:20270328T010000", ";TZID=Europe/Oslo:20270328T050000", "2027-03-28 60-300"},
		{"America/New_York", ";TZID=Europe/London:20270302T020000", ";TZID=Europe/London:20270302T040000", "2027-03-01 1260-1380"},
		{"Pacific/Kiritimati", ";VALUE=DATE:20270302", ";VALUE=DATE:20270303", "2027-03-02 0-0"},
		{"Europe/Oslo", ":20270302T200000", ":20270303T000000", "2027-03-02 1200-0"},
	} {
		t.Run(tt.zone+tt.start, func(t *testing.T) {
			s := newSample(t, tt.zone)
			r := s.read("liv.ics", calendar(entry("a", tt.start, tt.end)))
			if len(r.Rows) != 1 {
				t.Fatalf("report %+v; want one row", r)
			}
			row := r.Rows[0]
			if got := fmt.Sprintf("%s %d-%d", row.From, row.FromMin, row.ToMin); got != tt.want || row.To != row.From {
				t.Errorf("days %s to %s; want %s", got, row.To, tt.want)
			}
		})
	}
}

func TestADamagedCalendarIsRefusedWithItsLine(t *testing.T) {
	s := newSample(t, "Europe/Oslo")
	_, err := ReadImport(s.view(), s, ImportIn{Name: "liv.ics", Content: []byte("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n"), Party: liv(s)})
	if err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("damaged: %v; want line 2 named", err)
	}
}

func TestAKeyInAnAddressMayOnlyReadCalendars(t *testing.T) {
	for rights, want := range map[string]bool{"calendar.feed": true, "calendar.feed department:camera": true, "calendar.feed board.read": false} {
		a := graph.Audience{Rights: map[string]bool{}}
		for r := range strings.FieldsSeq(rights) {
			a.Rights[r] = true
		}
		if got := onlyFeed(a); got != want {
			t.Errorf("a key with %s: %v; want %v", rights, got, want)
		}
	}
}

const list = `Agentur Nord;;;;
Name;Von;Bis;Status;Bemerkung
Dahl, Liv;2.3.2027;5.3.2027;gesperrt;Theater
liv dahl;08.03.2027;;option;
Kari Dahl;1.3.2027;;;
Liv Dahl;31.2.2027;;;
Henningsvær harbour;2027-03-10;2027-03-12;frei;
Liv Dahl;1.4.2027;2.4.2027;perhaps;
`

func TestAListOfAnAgent(t *testing.T) {
	s := newSample(t, "Europe/Oslo")
	check := func(r Report) {
		t.Helper()
		var got []string
		for _, row := range r.Rows {
			got = append(got, fmt.Sprintf("%d %s %s %s", row.Line, row.Type, row.From, row.To))
		}
		want := []string{"3 unavailable 2027-03-02 2027-03-05", "7 available 2027-03-10 2027-03-12", "4 tentative 2027-03-08 2027-03-08"}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) || r.Reasons != 1 {
			t.Errorf("rows %q, %d reasons; want %q", got, r.Reasons, want)
		}
		find := []string{"line 5: nobody and nothing here is called \"Kari Dahl\"; is Liv Dahl meant?", "line 6: date \"31.2.2027\"", "line 8: type \"perhaps\""}
		for i, f := range find {
			if len(r.Findings) != 3 || !strings.HasPrefix(r.Findings[i], f) {
				t.Errorf("findings %q; want %q", r.Findings, find)
			}
		}
	}
	check(s.read("agentur.csv", []byte(list)))
	f := excelize.NewFile()
	for i, line := range strings.Split(strings.TrimSpace(list), "\n") {
		for k, cell := range strings.Split(line, ";") {
			at, _ := excelize.CoordinatesToCellName(k+1, i+1)
			if cell == "2.3.2027" { // one real date, as workbooks keep them
				_ = f.SetCellValue("Sheet1", at, time.Date(2027, 3, 2, 0, 0, 0, 0, time.UTC))
				continue
			}
			_ = f.SetCellValue("Sheet1", at, cell)
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	check(s.read("agentur.xlsx", b.Bytes()))
}

func TestDatesOfLists(t *testing.T) {
	for in, want := range map[string]string{"2027-03-04": "2027-03-04", "4.3.27": "2027-03-04", "4 Mar 2027": "2027-03-04", "March 4, 2027": "2027-03-04", "46450": "2027-03-04", "04/03/2027": "2027-03-04"} {
		if got, err := day(in, true); err != nil || got.String() != want {
			t.Errorf("day(%q) = %s, %v; want %s", in, got, err, want)
		}
	}
	rows := [][]string{{"x", "3/4/2027"}, {"x", "3/25/2027"}}
	if slicesDayFirst(rows, map[string]int{"from": 1}) {
		t.Error("3/25/2027 stands in the list, and 3/4/2027 is read as the third of April")
	}
}

func TestACalendarGoesOutAndKeepsItsIdentities(t *testing.T) {
	s := newSample(t, "Europe/Oslo")
	out := func() []ical.Event {
		t.Helper()
		doc, err := Export(s.view(), s, Whose{Party: liv(s)})
		if err != nil {
			t.Fatal(err)
		}
		f, err := ical.Read(bytes.NewReader(doc.Body), ical.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		list, odd := f.Events()
		if len(odd) > 0 {
			t.Fatal(odd)
		}
		return list
	}
	before := out()
	if len(before) != 2 || before[0].Summary != "Day 1: scene 1" || before[0].Start.Date != monday {
		t.Fatalf("events %+v; want her two days", before)
	}
	s.line[0].Date = monday.AddDays(7)
	e := s.view().Edit(s.ids, "Something")
	graph.Add(e, production.Party{Type: "person", Name: "Another"})
	s.commit(e.Change())
	after := out()
	if after[1].UID != before[0].UID || after[1].Start.Date != monday.AddDays(7) || after[1].Sequence <= before[0].Sequence {
		t.Errorf("moved day %+v; want the UID %s and a higher sequence", after[1], before[0].UID)
	}
	var again bytes.Buffer
	for range 2 {
		doc, _ := Export(s.view(), s, Whose{Party: liv(s)})
		if again.Len() > 0 && again.String() != string(doc.Body) {
			t.Error("the same records give other bytes")
		}
		again.Reset()
		again.Write(doc.Body)
	}
}

func TestACallIsWrittenInTheZoneOfTheUnit(t *testing.T) {
	s := newSample(t, "Pacific/Kiritimati")
	call := time.Date(2027, 2, 28, 17, 0, 0, 0, time.UTC) // seven on Monday morning on Kiritimati
	e := s.view().Edit(s.ids, "Call")
	day := graph.Add(e, production.ShootDay{Unit: graph.To[production.Unit](s.unit), Date: monday, Number: 1, CrewCallAtMS: call.UnixMilli(), WrapAtMS: call.Add(18 * time.Hour).UnixMilli()})
	s.commit(e.Change())
	s.line[0].Day = day.String()
	doc, err := Export(s.view(), s, Whose{Unit: graph.To[production.Unit](s.unit)})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"DTSTART;TZID=Pacific/Kiritimati:20270301T070000", "DTEND;TZID=Pacific/Kiritimati:20270302T010000", "BEGIN:VTIMEZONE", "TZOFFSETTO:+1400"} {
		if !bytes.Contains(doc.Body, []byte(want)) {
			t.Errorf("%s is missing from\n%s", want, doc.Body)
		}
	}
}

func FuzzList(f *testing.F) {
	f.Add([]byte(list))
	f.Add([]byte("name,from\n\"x\ny\",2027-01-01\n"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		format := "csv"
		if bytes.HasPrefix(raw, []byte("PK\x03\x04")) {
			format = "xlsx"
		}
		rows, err := table(format, raw)
		if err != nil {
			return
		}
		if _, at, err := heading(rows); err == nil && at >= len(rows) {
			t.Errorf("heading in line %d of %d", at, len(rows))
		}
		for _, row := range rows {
			for _, cell := range row {
				if d, err := day(cell, true); err == nil && d.IsZero() {
					t.Errorf("day(%q) is none, without an error", cell)
				}
			}
		}
	})
}

// BenchmarkPage reads the calendar of 600 people over 60 shooting days, each with three stretches.
func BenchmarkPage(b *testing.B) {
	s := newSample(&testing.T{}, "Europe/Oslo")
	e := s.view().Edit(s.ids, "Crew")
	dep := graph.Add(e, production.Department{Name: "Camera"})
	for i := range 600 {
		p := graph.Add(e, production.Party{Type: "person", Name: fmt.Sprintf("Person %d", i)})
		graph.Add(e, production.Engagement{Party: graph.To[production.Party](p), Department: graph.To[production.Department](dep), Status: "signed"})
		for k := range 3 {
			graph.Add(e, production.Availability{Party: graph.To[production.Party](p), Type: "unavailable", From: monday.AddDays(i%50 + k*7), To: monday.AddDays(i%50 + k*7 + 2)})
		}
	}
	s.commit(e.Change())
	scene := s.line[0].Strips
	for i := range 60 {
		s.line = append(s.line, strips.Dated{Date: monday.AddDays(3 + i), Shoot: 4 + i, Break: fmt.Sprint(i), Strips: scene})
	}
	for b.Loop() {
		if _, err := ReadPage(s.view(), s); err != nil {
			b.Fatal(err)
		}
	}
}
