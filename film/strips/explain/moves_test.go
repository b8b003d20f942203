package explain_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"backlot/film/strips/board"
	"backlot/film/strips/check"
	"backlot/film/strips/explain"
	"backlot/film/strips/generate"
	"backlot/film/strips/solve"
	"backlot/testdata/raced"
)

func caseOf(t testing.TB, o generate.Options) (*board.Case, generate.Answer) {
	t.Helper()
	c, a, err := generate.Case(o)
	if err != nil {
		t.Fatal(err)
	}
	return c, a
}

// TestReasonsAddUp: between two boards of a film, what the reasons cost adds up to what the referee says the boards
// differ by, every scene that changed its day is in one reason, and no reason is without a sentence.
func TestReasonsAddUp(t *testing.T) {
	for seed := range uint64(raced.Cases(2, 1)) {
		for _, kind := range []generate.Kind{generate.Feature, generate.Block} {
			c, a := caseOf(t, generate.Options{Kind: kind, Seed: seed, Scenes: raced.Cases(40, 15)})
			r, err := solve.Board(context.Background(), c, solve.Options{Seed: seed, Steps: 400})
			if err != nil {
				t.Fatal(err)
			}
			for _, pair := range [][2]*board.Board{{a.Board, r.Board}, {r.Board, a.Board}, {{Schema: 1}, r.Board}, {r.Board, {Schema: 1}}, {r.Board, r.Board}} {
				addsUp(t, c, pair[0], pair[1])
			}
		}
	}
}

func addsUp(t *testing.T, c *board.Case, before, after *board.Board) {
	t.Helper()
	reasons, err := explain.Moves(c, before, after)
	if err != nil {
		t.Fatal(err)
	}
	was, err := check.Board(c, before)
	if err != nil {
		t.Fatal(err)
	}
	is, err := check.Board(c, after)
	if err != nil {
		t.Fatal(err)
	}
	var sum int64
	told := map[string]int{}
	for _, r := range reasons {
		sum += r.Delta
		var shares int64
		for _, s := range r.Shares {
			shares += s.Amount
		}
		if shares != r.Delta || r.Text == "" {
			t.Errorf("%q: %d in shares of %d", r.Text, shares, r.Delta)
		}
		for _, s := range append(r.Scenes, r.Back...) {
			told[s]++
		}
	}
	if sum != is.Cost.Total-was.Cost.Total {
		t.Errorf("the reasons add up to %d; the boards differ by %d", sum, is.Cost.Total-was.Cost.Total)
	}
	from, to := days(before), days(after)
	for _, s := range c.Scenes {
		if moved := from[s.ID] != to[s.ID]; moved != (told[s.ID] == 1) {
			t.Errorf("scene %s from %s to %s is told %d times", s.ID, from[s.ID], to[s.ID], told[s.ID])
		}
	}
}

func days(b *board.Board) map[string]string {
	out := map[string]string{}
	for _, d := range b.Days {
		for _, s := range d.Scenes {
			out[s] = fmt.Sprint(d.Unit, d.Date)
		}
	}
	return out
}

// TestAMoveSaysWhatItServes: the second day at the farm joins the first, which saves a day and a person's waiting.
func TestAMoveSaysWhatItServes(t *testing.T) {
	c := farm(3, 4)
	day := func(d int, scenes ...string) board.DayPlan {
		return board.DayPlan{Unit: "main", Date: c.Days[d].Date, Call: 480, Scenes: scenes}
	}
	before := &board.Board{Schema: 1, Days: []board.DayPlan{day(0, "s1"), day(1, "s2"), day(2, "s3", "s4")}}
	after := &board.Board{Schema: 1, Days: []board.DayPlan{day(0, "s1", "s3", "s4"), day(1, "s2")}}
	reasons, err := explain.Moves(c, before, after)
	if err != nil || len(reasons) != 1 {
		t.Fatalf("%d reasons, %v", len(reasons), err)
	}
	r := reasons[0]
	if want := "scenes 3 and 4 go from 2027-05-05 to 2027-05-03: saves "; r.Serves != "days" || !strings.HasPrefix(r.Text, want) || !strings.Contains(r.Text, "1 fewer shooting day") {
		t.Errorf("serves %q: %s", r.Serves, r.Text)
	}
	swapped := &board.Board{Schema: 1, Days: []board.DayPlan{day(0, "s2"), day(1, "s1"), day(2, "s4", "s3")}}
	reasons, err = explain.Moves(c, before, swapped)
	if err != nil || len(reasons) != 2 || len(reasons[0].Back) != 1 || !strings.HasPrefix(reasons[1].Text, "the order on 2027-05-05 is 4 and 3") {
		t.Errorf("%+v, %v", reasons, err)
	}
}
