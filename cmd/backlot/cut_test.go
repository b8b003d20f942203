package main

import (
	"os"
	"path/filepath"
	"testing"

	"backlot/film/timeline/cutfile"
)

// TestCutConvert: a list becomes an .otio file, which is the same cut.
func TestCutConvert(t *testing.T) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "a.edl"), filepath.Join(dir, "a.otio")
	list := "TITLE: R1\n001  A001C001 V C 01:00:10:00 01:00:12:00 01:00:00:00 01:00:02:00\n"
	if err := os.WriteFile(in, []byte(list), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := (&CutConvert{File: in, Out: out, CutReading: CutReading{Rate: "24"}}).Run(); err != nil {
		t.Fatal(err)
	}
	f, err := CutReading{}.read(out)
	if err != nil || f.Format != cutfile.OTIO {
		t.Fatalf("%v, %v", f, err)
	}
	d := describe(f.Root)
	if d.Name != "R1" || d.Duration != "00:00:02:00" || d.Start != "01:00:00:00" || d.Media != 1 {
		t.Errorf("cut %+v; want R1 of two seconds from 01:00:00:00", d)
	}
	if err := (&CutConvert{File: in, Out: filepath.Join(dir, "a.doc")}).Run(); err != exitCode(2) {
		t.Errorf("a format that is not known: %v; want exit code 2", err)
	}
	if err := (&CutDiff{Old: in, New: out, CutTable: CutTable{JSON: true}, CutReading: CutReading{Rate: "24"}}).Run(); err != nil {
		t.Errorf("a list and what was made of it differ: %v", err)
	}
}

func TestTimecodeCheck(t *testing.T) {
	c := TimecodeCheck{Codes: []string{"00:01:00;00"}, TimecodeBase: TimecodeBase{Rate: "29.97", Drop: "auto"}}
	if err := c.Run(); err != exitCode(1) {
		t.Errorf("a code that drop-frame leaves out: %v; want exit code 1", err)
	}
}
