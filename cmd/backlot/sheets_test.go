package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const pinned = "Day,Date,Scene,Set,Pages,Cast\n1,2027-03-01,12,HARBOUR,1 3/8,MARA; TOM\n1,2027-03-01,13,PIER,2/8,MARA\n2,2027-03-03,4,KITCHEN,2,TOM\n"

// TestABoardGoesThroughAllFormats: a table becomes a universal schedule, a workbook and a table again,
// and every step says the same days.
func TestABoardGoesThroughAllFormats(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := os.WriteFile(at("board.csv"), []byte(pinned), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, step := range [][2]string{{"board.csv", "a.xlsx"}, {"a.xlsx", "b.csv"}, {"b.csv", "c.uss"}, {"c.uss", "d.csv"}} {
		var notes bytes.Buffer
		if err := (&SheetsConvertCmd{File: at(step[0]), Out: at(step[1])}).convert(nil, &notes); err != nil || notes.Len() > 0 {
			t.Fatalf("%s to %s: %v %s", step[0], step[1], err, notes.String())
		}
		var out bytes.Buffer
		if err := (&SheetsShowCmd{File: at(step[1])}).print(&out, &notes); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"3 scenes", "2 days", "12 13", "1 5/8"} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s shows no %q:\n%s", step[1], want, out.String())
			}
		}
		if step[1] != "c.uss" && step[1] != "d.csv" && !strings.Contains(out.String(), "2027-03-03") { // the standard has dates in calendars only
			t.Errorf("%s lost its dates:\n%s", step[1], out.String())
		}
	}
}

func TestConvertSaysWhatWouldBeRight(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "board.csv")
	if err := os.WriteFile(file, []byte(pinned), 0o600); err != nil {
		t.Fatal(err)
	}
	var notes bytes.Buffer
	if err := (&SheetsConvertCmd{File: file, Out: filepath.Join(dir, "x.doc")}).convert(nil, &notes); err != exitCode(2) || !strings.Contains(notes.String(), ".uss, .xlsx, .csv or .sex") {
		t.Errorf("to .doc: %v %s", err, notes.String())
	}
	if err := (&SheetsConvertCmd{File: file, Board: "Winter"}).convert(nil, &notes); err == nil || !strings.Contains(err.Error(), `it has "board"`) {
		t.Errorf("an unknown board: %v", err)
	}
}
