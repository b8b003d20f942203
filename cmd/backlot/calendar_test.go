package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func calendarFile(t *testing.T, lines ...string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "liv.ics")
	if err := os.WriteFile(name, []byte(strings.Join(lines, "\r\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestCalendarRead(t *testing.T) {
	name := calendarFile(t, "BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", "SUMMARY:Theatre", "DTSTART;TZID=Europe/London:20270301T190000",
		"DURATION:PT3H", "RRULE:FREQ=WEEKLY;COUNT=2", "END:VEVENT", "END:VCALENDAR", "")
	var out, odd bytes.Buffer
	if err := (&CalendarReadCmd{File: name, Zone: "Europe/Oslo", JSON: true}).print(&out, &odd); err != nil {
		t.Fatal(err)
	}
	var got calendarAnswer
	if err := json.Unmarshal(out.Bytes(), &got); err != nil || len(got.Entries) != 2 || got.Entries[0].Start.Hour() != 20 {
		t.Errorf("answer %s, %v; want two evenings from eight in Oslo", out.String(), err)
	}
}

func TestCalendarCheck(t *testing.T) {
	name := calendarFile(t, "BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", "DTSTART:tomorrow", "END:VEVENT", "END:VCALENDAR", "")
	var out bytes.Buffer
	err := (&CalendarCheckCmd{File: name}).print(&out)
	if code := exitCode(0); !errors.As(err, &code) || code != 1 || !strings.Contains(out.String(), "line 4: DTSTART") {
		t.Errorf("check: %v, %s; want exit code 1 and line 4 named", err, out.String())
	}
}
