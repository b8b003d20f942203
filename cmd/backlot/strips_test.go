package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"backlot/film/strips/check"
	"backlot/film/strips/replan"
	"backlot/testdata/raced"
)

// TestPlannerFromCaseToWaysOn walks the planner as a first assistant director's script would: make a
// case, solve it, check the board, lose a day.
func TestPlannerFromCaseToWaysOn(t *testing.T) {
	raced.Skip(t)
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	var made bytes.Buffer
	if err := (&StripsGenerateCmd{Kind: "feature", Seed: 4, Scenes: 110, Answer: file("answer.json")}).print(&made); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file("case.json"), made.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	solve := StripsSolveCmd{Case: file("case.json"), Seed: 1, Steps: 4_000, Time: time.Minute, Out: file("board.json")}
	var said bytes.Buffer
	if err := solve.print(context.Background(), &said, io.Discard); err != nil || !strings.HasPrefix(said.String()[strings.LastIndex(said.String(), "valid:"):], "valid: ") {
		t.Fatalf("%v\n%s", err, said.String())
	}
	var report bytes.Buffer
	if err := (&StripsCheckCmd{Case: file("case.json"), Board: file("board.json"), JSON: true}).print(&report); err != nil {
		t.Fatal(err)
	}
	var r check.Report
	if err := json.Unmarshal(report.Bytes(), &r); err != nil || !r.Valid || r.Cost.Total != r.Claimed {
		t.Fatalf("%v: %+v", err, r)
	}
	event := `{"kind":"lost-day","date":"2027-03-03","reason":"blizzard"}`
	if err := os.WriteFile(file("event.json"), []byte(event), 0o600); err != nil {
		t.Fatal(err)
	}
	var ways bytes.Buffer
	if err := (&StripsReplanCmd{Case: file("case.json"), Event: file("event.json"), Board: file("board.json"), Seed: 1, Steps: 3_000, JSON: true}).print(context.Background(), &ways); err != nil {
		t.Fatal(err)
	}
	var list []replan.Way
	if err := json.Unmarshal(ways.Bytes(), &list); err != nil || len(list) < 3 {
		t.Errorf("%d ways, %v; want at least 3", len(list), err)
	}
}

// TestBrokenBoardExitsOne: an empty board misses every scene.
func TestBrokenBoardExitsOne(t *testing.T) {
	dir := t.TempDir()
	var made bytes.Buffer
	if err := (&StripsGenerateCmd{Kind: "feature", Seed: 4, Scenes: 12}).print(&made); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"case.json": made.String(), "board.json": `{"schema":1,"case":"feature 4","days":[]}`} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var said bytes.Buffer
	err := (&StripsCheckCmd{Case: filepath.Join(dir, "case.json"), Board: filepath.Join(dir, "board.json")}).print(&said)
	var code exitCode
	if !errors.As(err, &code) || code != 1 || strings.Count(said.String(), "is not on the board") != 12 {
		t.Errorf("%v\n%s", err, said.String())
	}
}

func TestWorktimeCheckNamesTheRule(t *testing.T) {
	var said bytes.Buffer
	err := (&WorktimeCheckCmd{File: filepath.Join("..", "..", "film", "worktime", "testdata", "night-shoot.json")}).print(&said)
	var code exitCode
	if !errors.As(err, &code) || code != 1 {
		t.Errorf("error %v; want exit code 1", err)
	}
	for _, want := range []string{"[us-ca-minors/latest-school-eve V]", "[us-ca-minors/turnaround V]", "10 h 30 min", "not allowed"} {
		if !strings.Contains(said.String(), want) {
			t.Errorf("output does not say %q:\n%s", want, said.String())
		}
	}
}
