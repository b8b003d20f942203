package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"backlot/film/strips/explain"
	"backlot/film/strips/generate"
	"backlot/film/strips/live"
)

// plannedFilm writes a generated case, and its planted board where there is one, into files.
func plannedFilm(t *testing.T, impossible bool) (file func(string) string, answer generate.Answer) {
	t.Helper()
	dir := t.TempDir()
	file = func(name string) string { return filepath.Join(dir, name) }
	var made bytes.Buffer
	if err := (&StripsGenerateCmd{Kind: "feature", Seed: 4, Scenes: 20, Impossible: impossible, Answer: file("answer.json")}).print(&made); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file("case.json"), made.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file("answer.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &answer); err != nil {
		t.Fatal(err)
	}
	if answer.Board != nil {
		if err := writeJSONFile(file("board.json"), answer.Board); err != nil {
			t.Fatal(err)
		}
	}
	return file, answer
}

// TestExplainNamesTheFactsAndExitsOne: an impossible film is explained in words and as JSON.
func TestExplainNamesTheFactsAndExitsOne(t *testing.T) {
	file, answer := plannedFilm(t, true)
	cmd := StripsExplainCmd{Case: file("case.json"), Time: time.Minute}
	var said bytes.Buffer
	err := cmd.print(context.Background(), &said)
	var code exitCode
	if !errors.As(err, &code) || code != 1 || !strings.HasPrefix(said.String(), "not possible: ") || !strings.Contains(said.String(), "\nproved") {
		t.Errorf("%v (%s)\n%s", err, answer.Reason, said.String())
	}
	cmd.JSON = true
	said.Reset()
	var v explain.Verdict
	if err := cmd.print(context.Background(), &said); !errors.As(err, &code) {
		t.Error(err)
	}
	if err := json.Unmarshal(said.Bytes(), &v); err != nil || !v.Proved || len(v.Facts) == 0 || v.Facts[0].Text == "" || v.Facts[0].ID == "" {
		t.Errorf("%v: %+v", err, v)
	}
}

// TestExplainOfAPossibleFilm: with a board that breaks nothing there is nothing to explain.
func TestExplainOfAPossibleFilm(t *testing.T) {
	file, _ := plannedFilm(t, false)
	var said bytes.Buffer
	if err := (&StripsExplainCmd{Case: file("case.json"), Board: file("board.json"), Time: time.Minute}).print(context.Background(), &said); err != nil || said.String() != "possible: The board breaks no hard rule.\n" {
		t.Errorf("%v\n%s", err, said.String())
	}
}

// TestBestDaysAndWhy: the best day for a scene is told, the scene is put there, and why says the same of it.
func TestBestDaysAndWhy(t *testing.T) {
	file, answer := plannedFilm(t, false)
	scene := answer.Board.Days[0].Scenes[0]
	var told bytes.Buffer
	if err := (&StripsBestDaysCmd{Case: file("case.json"), Board: file("board.json"), Scene: scene, Limit: 1, JSON: true}).print(&told); err != nil {
		t.Fatal(err)
	}
	var options []live.Option
	if err := json.Unmarshal(told.Bytes(), &options); err != nil || len(options) != 1 || !options[0].Possible {
		t.Fatalf("%v: %s", err, told.String())
	}
	best := options[0]
	after := *answer.Board
	after.Days = append(after.Days[:0:0], after.Days...)
	for i, d := range after.Days {
		list := append(d.Scenes[:0:0], d.Scenes...)
		if i == 0 {
			list = list[1:]
		}
		if d.Date == best.Date && d.Unit == best.Unit {
			list = append(list[:best.At:best.At], append([]string{scene}, list[best.At:]...)...)
		}
		after.Days[i].Scenes = list
	}
	if err := writeJSONFile(file("after.json"), after); err != nil {
		t.Fatal(err)
	}
	var reasons bytes.Buffer
	if err := (&StripsWhyCmd{Case: file("case.json"), Before: file("board.json"), After: file("after.json"), JSON: true}).print(&reasons); err != nil {
		t.Fatal(err)
	}
	var list []explain.Reason
	if err := json.Unmarshal(reasons.Bytes(), &list); err != nil || len(list) != 1 || list[0].Delta != best.Delta || list[0].To.Date != best.Date {
		t.Errorf("%v: %s\nwant the scene on %s for %d", err, reasons.String(), best.Date, best.Delta)
	}
	var said bytes.Buffer
	err := (&StripsBestDaysCmd{Case: file("case.json"), Board: file("board.json"), Scene: "99Z"}).print(&said)
	if err == nil || !strings.Contains(err.Error(), `scene "99Z": want the id or number of a scene of the case, such as 1`) {
		t.Errorf("error %v", err)
	}
}
