package ical_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"backlot/film/civil"
	"backlot/film/ical"
)

func read(t *testing.T, text string) *ical.File {
	t.Helper()
	f, err := ical.Read(strings.NewReader(text), ical.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func event(lines ...string) string {
	return "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
}

func one(t *testing.T, lines ...string) (ical.Event, *ical.Zones) {
	t.Helper()
	f := read(t, event(lines...))
	list, odd := f.Events()
	if len(list) != 1 {
		t.Fatalf("events %v, findings %v; want one event", list, odd)
	}
	return list[0], f.Zones(nil)
}

// The examples of RFC 5545, 3.8.5.3, that calendars get wrong.
func TestRecurrences(t *testing.T) {
	for _, tt := range []struct{ start, rule, want string }{
		{"19970902T090000", "FREQ=DAILY;COUNT=3", "2 Sep 97, 3 Sep 97, 4 Sep 97"},
		{"19970902T090000", "FREQ=WEEKLY;INTERVAL=2;WKST=SU;COUNT=3", "2 Sep 97, 16 Sep 97, 30 Sep 97"},
		{"19970805T090000", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "5 Aug 97, 10 Aug 97, 19 Aug 97, 24 Aug 97"},
		{"19970805T090000", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "5 Aug 97, 17 Aug 97, 19 Aug 97, 31 Aug 97"},
		{"19970905T090000", "FREQ=MONTHLY;COUNT=4;BYDAY=1FR", "5 Sep 97, 3 Oct 97, 7 Nov 97, 5 Dec 97"},
		{"19970922T090000", "FREQ=MONTHLY;COUNT=3;BYDAY=-2MO", "22 Sep 97, 20 Oct 97, 17 Nov 97"},
		{"19970928T090000", "FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3", "28 Sep 97, 29 Oct 97, 28 Nov 97"},
		{"19970902T090000", "FREQ=YEARLY;BYDAY=20MO;COUNT=3", "2 Sep 97, 18 May 98, 17 May 99"},
		{"19970512T090000", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3", "12 May 97, 11 May 98, 17 May 99"},
		{"19970101T090000", "FREQ=YEARLY;INTERVAL=3;COUNT=4;BYYEARDAY=1,100,200", "1 Jan 97, 10 Apr 97, 19 Jul 97, 1 Jan 00"},
		{"19980213T090000", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=4", "13 Feb 98, 13 Mar 98, 13 Nov 98, 13 Aug 99"},
		{"19961105T090000", "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3", "5 Nov 96, 7 Nov 00, 2 Nov 04"},
		{"19970904T090000", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "4 Sep 97, 7 Oct 97, 6 Nov 97"},
		{"19970929T090000", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=3", "29 Sep 97, 30 Oct 97, 27 Nov 97"},
		{"20070115T090000", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "15 Jan 07, 30 Jan 07, 15 Feb 07, 15 Mar 07, 30 Mar 07"},
		{"20240229T090000", "FREQ=YEARLY;COUNT=2", "29 Feb 24, 29 Feb 28"},
		{"20270131T090000", "FREQ=MONTHLY;COUNT=3", "31 Jan 27, 31 Mar 27, 31 May 27"},
		{"20270301T090000", "FREQ=HOURLY;INTERVAL=24;UNTIL=20270303T090000;BYMONTH=3", "1 Mar 27, 2 Mar 27, 3 Mar 27"},
		{"20270301", "FREQ=DAILY;UNTIL=20270303", "1 Mar 27, 2 Mar 27, 3 Mar 27"},
	} {
		t.Run(tt.rule, func(t *testing.T) {
			e, z := one(t, "UID:1", "DTSTART:"+tt.start, "RRULE:"+tt.rule)
			var got []string
			for _, s := range e.Starts(z, 6, false) {
				got = append(got, s.Date.Format("2 Jan 06"))
			}
			if strings.Join(got, ", ") != tt.want {
				t.Errorf("starts %v; want %v", got, tt.want)
			}
			if again, err := ical.ParseRule(e.Rule.String()); err != nil || again.String() != e.Rule.String() {
				t.Errorf("rule written %q and read %v, %v", e.Rule, again, err)
			}
		})
	}
}

func TestARuleThatNeverComesEnds(t *testing.T) {
	for _, rule := range []string{
		"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=31", "FREQ=DAILY;BYMONTH=4;BYMONTHDAY=31",
		"FREQ=MINUTELY;INTERVAL=7;BYMONTH=2;BYMONTHDAY=30", "FREQ=HOURLY;BYHOUR=3;BYDAY=MO;BYSETPOS=300",
	} {
		e, z := one(t, "UID:1", "DTSTART:20270301T080000", "RRULE:"+rule)
		if got := e.Starts(z, 3, false); len(got) != 1 {
			t.Errorf("%s starts %v; want the first only", rule, got)
		}
	}
}

// On the night the clocks change, and where the date line was moved, a call is the instant people
// there live through.
func TestInstants(t *testing.T) {
	for _, tt := range []struct{ zone, local, want string }{
		{"Europe/Oslo", "20270328T023000", "2027-03-28T01:30:00Z"},         // skipped: as if winter went on, 03:30
		{"Europe/Oslo", "20271031T023000", "2027-10-31T00:30:00Z"},         // twice: the first, in summer time
		{"America/New_York", "20270314T023000", "2027-03-14T07:30:00Z"},    //
		{"America/New_York", "20271107T013000", "2027-11-07T05:30:00Z"},    //
		{"Pacific/Apia", "20111230T120000", "2011-12-30T22:00:00Z"},        // a day Samoa never had
		{"Pacific/Apia", "20111231T080000", "2011-12-30T18:00:00Z"},        // 14 hours ahead from then on
		{"Pacific/Kiritimati", "20270301T070000", "2027-02-28T17:00:00Z"},  // the first to see the day
		{"Australia/Lord_Howe", "20270404T014500", "2027-04-03T14:45:00Z"}, // half an hour of change, the first time round
		{"/freeassociation.sourceforge.net/Tzfile/Europe/Vienna", "20270701T100000", "2027-07-01T08:00:00Z"},
		{"W. Europe Standard Time", "20270701T100000", "2027-07-01T08:00:00Z"},
	} {
		e, z := one(t, "UID:1", "DTSTART;TZID="+tt.zone+":"+tt.local)
		got, known := z.Instant(e.Start)
		if s := got.UTC().Format(time.RFC3339); s != tt.want || !known {
			t.Errorf("%s in %s is %s, known %v; want %s", tt.local, tt.zone, s, known, tt.want)
		}
	}
}

func TestNineStaysNineWhenTheClocksChange(t *testing.T) {
	e, z := one(t, "UID:1", "DTSTART;TZID=Europe/Oslo:20270327T090000", "RRULE:FREQ=DAILY;COUNT=2")
	starts := e.Starts(z, 5, false)
	a, _ := z.Instant(starts[0])
	b, _ := z.Instant(starts[1])
	if b.Sub(a) != 23*time.Hour {
		t.Errorf("from nine to nine over the change are %v; want 23h", b.Sub(a))
	}
}

func TestAZoneOnlyTheFileKnows(t *testing.T) {
	f := read(t, strings.Join([]string{
		"BEGIN:VCALENDAR", "BEGIN:VTIMEZONE", "TZID:Studio", "BEGIN:STANDARD", "DTSTART:19701025T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
		"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:19700329T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200",
		"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT", "END:VTIMEZONE", "END:VCALENDAR", "",
	}, "\n"))
	z := f.Zones(nil)
	for local, want := range map[int]int{1: 8, 7: 7, 12: 8} { // month -> hour in UTC of nine o'clock
		got, known := z.Instant(ical.Clock(civil.Of(2027, time.Month(local), 15), 9, 0, "Studio"))
		if got.UTC().Hour() != want || !known {
			t.Errorf("nine in month %d is %v, known %v; want %d UTC", local, got.UTC(), known, want)
		}
	}
}

func TestOccurrences(t *testing.T) {
	f := read(t, strings.Join([]string{
		"BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:play", "SUMMARY:Theatre", "DTSTART;TZID=Europe/London:20270301T190000", "DTEND;TZID=Europe/London:20270301T230000",
		"RRULE:FREQ=WEEKLY;BYDAY=MO,TU;COUNT=5", "EXDATE;TZID=Europe/London:20270302T190000", "RDATE;TZID=Europe/London:20270304T140000", "END:VEVENT",
		"BEGIN:VEVENT", "UID:play", "RECURRENCE-ID;TZID=Europe/London:20270308T190000", "SUMMARY:Matinee", "DTSTART;TZID=Europe/London:20270308T140000", "DURATION:PT3H", "END:VEVENT",
		"BEGIN:VEVENT", "UID:away", "SUMMARY:Away", "DTSTART;VALUE=DATE:20270310", "DTEND;VALUE=DATE:20270313", "END:VEVENT",
		"END:VCALENDAR",
	}, "\r\n"))
	events, odd := f.Events()
	oslo, _ := time.LoadLocation("Europe/Oslo")
	got, more := ical.Occurrences(events, f.Zones(nil), oslo, civil.Of(2027, 3, 1), civil.Of(2027, 3, 31))
	var lines []string
	for _, o := range got {
		lines = append(lines, fmt.Sprintf("%s %s %d-%s %d", o.Event.Summary, o.First, o.FromMin, o.Last, o.ToMin))
	}
	want := []string{
		"Theatre 2027-03-01 1200-2027-03-01 1440", // seven in London is eight in Oslo, and midnight belongs to the day before
		"Theatre 2027-03-04 900-2027-03-04 1140",
		"Matinee 2027-03-08 900-2027-03-08 1080",
		"Theatre 2027-03-09 1200-2027-03-09 1440",
		"Away 2027-03-10 0-2027-03-12 1440",
		"Theatre 2027-03-15 1200-2027-03-15 1440",
	}
	if !slices.Equal(lines, want) || len(odd)+len(more) > 0 {
		t.Errorf("occurrences\n%s\n%v %v\nwant\n%s", strings.Join(lines, "\n"), odd, more, strings.Join(want, "\n"))
	}
}

func TestDamageIsNamedByItsLine(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"", "line 1: there is no calendar"},
		{"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\n", "line 2: VEVENT is never closed"},
		{"BEGIN:VCALENDAR\nEND:VEVENT\nEND:VCALENDAR\n", "line 2: END:VEVENT closes nothing"},
		{"BEGIN:VCALENDAR\nSUMMARY\nEND:VCALENDAR\n", `line 2: "SUMMARY" has no colon`},
		{"BEGIN:VCALENDAR\nDTSTART;TZID=\"x:2027\nEND:VCALENDAR\n", "line 2: parameter TZID: a quote is not closed"},
		{"BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nBEGIN:STANDARD\nDTSTART;VALUE=DATE:20270101\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE\nEND:VCALENDAR", "line 4: DTSTART:20270101 of a time zone"},
		{strings.Repeat("BEGIN:A\n", 20), "line 9: more than"},
	} {
		_, err := ical.Read(strings.NewReader(tt.text), ical.Limits{})
		var at *ical.Error
		if err == nil || !errors.As(err, &at) || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("Read(%.40q) = %v; want %q", tt.text, err, tt.want)
		}
	}
}

func TestAnEntryThatSaysNothingIsLeftOutAndNamed(t *testing.T) {
	f := read(t, event("UID:1", "SUMMARY:When?", "DTSTART:20270230"))
	list, odd := f.Events()
	if len(list) != 0 || len(odd) != 1 || odd[0].Line != 5 || !strings.Contains(odd[0].Text, "want a date") {
		t.Errorf("events %v, findings %v; want none, and line 5 named", list, odd)
	}
}

func TestOddEncodings(t *testing.T) {
	utf16 := []byte{0xFF, 0xFE}
	for _, c := range event("SUMMARY:Kjær") {
		utf16 = append(utf16, byte(c), byte(c>>8))
	}
	for name, raw := range map[string][]byte{
		"folded inside of a letter": []byte("BEGIN:VEVENT\r\nDTSTART:20270301\r\nSUMMARY:Kj\xC3\r\n \xA6r\r\nEND:VEVENT\r\n"),
		"Windows-1252":              []byte("BEGIN:VEVENT\nDTSTART:20270301\nSUMMARY:Kj\xE6r\nEND:VEVENT\n"),
		"UTF-16":                    utf16,
		"byte order mark":           []byte("\xEF\xBB\xBFBEGIN:VEVENT\nSUMMARY:Kjær\nEND:VEVENT"),
		"carriage returns":          []byte("BEGIN:VEVENT\rSUMMARY:Kjær\rEND:VEVENT\r"),
	} {
		f, err := ical.Read(bytes.NewReader(raw), ical.Limits{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := f.Roots[0].All("VEVENT")[0].Text("SUMMARY"); got != "Kjær" {
			t.Errorf("%s: summary %q; want Kjær", name, got)
		}
	}
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	text := "Mast; \"søndag\", a\\b\nnight — " + strings.Repeat("æ", 80)
	in := ical.Calendar{Name: "Liv Dahl", Prodid: "-//Backlot//EN", Method: "PUBLISH", Refresh: time.Hour, Stamp: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), Events: []ical.Event{
		{UID: "a", Summary: text, Start: ical.Clock(civil.Of(2027, 3, 27), 23, 0, "Europe/Oslo"), End: ical.Clock(civil.Of(2027, 3, 28), 5, 0, "Europe/Oslo"), Status: "CANCELLED", Sequence: 3, Categories: []string{"Night, outside"}},
		ical.Days("b", "Hold", civil.Of(2027, 3, 1), civil.Of(2027, 3, 5)),
	}}
	var b bytes.Buffer
	if err := ical.Write(&b, in.Component()); err != nil {
		t.Fatal(err)
	}
	for l := range strings.SplitSeq(b.String(), "\r\n") {
		if len(l) > 75 {
			t.Errorf("line of %d bytes: %q", len(l), l)
		}
	}
	f := read(t, b.String())
	got, odd := f.Events()
	if len(got) != 2 || len(odd) > 0 || got[0].Summary != text || got[0].Status != "CANCELLED" || got[0].Sequence != 3 || got[0].Categories[0] != "Night, outside" || got[1].End.Date != civil.Of(2027, 3, 6) {
		t.Fatalf("events %+v, %v", got, odd)
	}
	// the zone written with it says the same as the database: six hours on the clock are five that night
	f.Roots[0].Parts[0].Props[0].Value = "Elsewhere"
	z := f.Zones(nil)
	got[0].Start.Zone, got[0].End.Zone = "Elsewhere", "Elsewhere"
	a, known := z.Instant(got[0].Start)
	c, _ := z.Instant(got[0].End)
	if !known || c.Sub(a) != 5*time.Hour {
		t.Errorf("the night is %v, zone known %v; want 5h", c.Sub(a), known)
	}
}

func TestFilesCutAnywhereNeitherPanicNorPass(t *testing.T) {
	whole := event("UID:1", "SUMMARY:x", "DTSTART;TZID=\"Europe/Oslo\":20270301T080000", "RRULE:FREQ=WEEKLY;BYDAY=MO")
	for i := range len(whole) - len("\r\n") {
		if _, err := ical.Read(strings.NewReader(whole[:i]), ical.Limits{}); err == nil && i < strings.LastIndex(whole, "R") {
			t.Errorf("cut at %d of %d it is read", i, len(whole))
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(event("UID:1", "DTSTART:20270301T080000Z", "DURATION:P1DT2H", "RRULE:FREQ=MONTHLY;BYDAY=-1SU;BYSETPOS=1", "EXDATE:20270301")))
	f.Add([]byte("BEGIN:VTIMEZONE\nTZID:x\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRDATE:19800101T000000\nEND:STANDARD\nEND:VTIMEZONE"))
	files, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "data", "calendar-contacts", "ical", "*", "issue_*.ics")) // none without the shared data
	for _, name := range files {
		if b, err := os.ReadFile(name); err == nil && len(b) < 2000 {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		file, err := ical.Read(bytes.NewReader(raw), ical.Limits{})
		if err != nil {
			return
		}
		events, _ := file.Events()
		if len(events) > 3 {
			events = events[:3]
		}
		z := file.Zones(nil)
		for _, e := range events {
			if n := len(e.Starts(z, 3, false)); n > 3 {
				t.Errorf("%d starts; want at most 3", n)
			}
			z.Instant(e.End)
		}
		var b bytes.Buffer
		for _, c := range file.Roots {
			if err := ical.Write(&b, c); err != nil {
				t.Fatal(err)
			}
		}
		again, err := ical.Read(&b, ical.Limits{})
		if err != nil {
			t.Fatalf("written and not read again: %v\n%q", err, raw)
		}
		if len(again.Roots) != len(file.Roots) {
			t.Errorf("%d components written, %d read", len(file.Roots), len(again.Roots))
		}
	})
}
