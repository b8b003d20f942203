package conform_test

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"backlot/film/conform"
	calendar "backlot/film/ical/conform"
)

func data(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	dir = filepath.Join(dir, "calendar-contacts")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no conformance data: %v", err)
	}
	return dir
}

func TestNoCaseFails(t *testing.T) {
	cases, err := calendar.Run(os.DirFS(data(t)))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if c.Verdict == conform.Fail {
			t.Error(c)
		}
	}
	t.Log(conform.Summary(cases))
}

func TestAWrongReadingFails(t *testing.T) {
	dir := fstest.MapFS{
		"a.ics": {Data: []byte("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20270301\nRRULE:FREQ=DAILY;COUNT=2\nEND:VEVENT\nEND:VCALENDAR\n")},
		"expected/peers.json": {Data: []byte(`{"ical":{"a.ics":{"icalendar":{"components":{"VCALENDAR":1}},"vobject":{},
			"recurrences":[{"uid":"1","rrule":"r","first_starts_local":["2027-03-01","2027-03-03"]}]}}}`)},
	}
	cases, err := calendar.Run(dir)
	if n := conform.Count(cases); err != nil || n[conform.Fail] != 2 {
		t.Errorf("cases %v, %v; want the components and the starts to fail", cases, err)
	}
}
