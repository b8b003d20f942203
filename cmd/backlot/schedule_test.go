package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLightTable(t *testing.T) {
	var out strings.Builder
	c := LightCmd{Lat: 69.65, Lon: 18.96, Date: "2027-06-21", Days: 1, Zone: "Europe/Oslo"}
	if err := c.print(&out); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); !strings.Contains(got, "2027-06-21  up") || !strings.Contains(got, "24h00") {
		t.Errorf("midsummer in Tromsø:\n%s\nwant the sun up all day", got)
	}
	for _, bad := range []LightCmd{{Date: "21 June", Days: 1}, {Date: "2027-06-21", Zone: "Mars/Base", Days: 1}, {Date: "2027-06-21", Lat: 99, Days: 1}, {Date: "2027-06-21"}} {
		if err := bad.print(&out); err == nil {
			t.Errorf("%+v: want an error", bad)
		}
	}
}

func TestDoodFromCSVAndJSON(t *testing.T) {
	dir := t.TempDir()
	csv := filepath.Join(dir, "events.csv")
	writeInput(t, csv, "person,date,event,name\n1,2027-03-01,work,Marta\n1,2027-03-04,work,Marta\n2,2027-03-02,work,Jonas\n2,2027-03-03,work,Jonas\n")
	var out, notes strings.Builder
	if err := (&DoodCmd{File: csv}).print(&out, &notes); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); !strings.Contains(got, "Marta  SW  H   H   WF") {
		t.Errorf("chart:\n%s\nwant Marta held for two days", got)
	}
	js := filepath.Join(dir, "events.json")
	writeInput(t, js, `{"persons":[{"id":"1","name":"Marta","events":[{"date":"2027-03-01","kind":"work"}]}],"calendar":{"shooting":["2027-03-01"]}}`)
	out.Reset()
	if err := (&DoodCmd{File: js, JSON: true}).print(&out, &notes); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), `"SWF"`) {
		t.Errorf("chart as JSON:\n%s\nwant SWF", out.String())
	}
	writeInput(t, js, `{"people":[]}`)
	if err := (&DoodCmd{File: js}).print(&out, &notes); err == nil || !strings.Contains(err.Error(), "persons") {
		t.Errorf("unknown field: %v; want an error that says what would be right", err)
	}
}

func writeInput(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
