package solve_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"backlot/film/strips/board"
	"backlot/film/strips/check"
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

func solved(t testing.TB, c *board.Case, o solve.Options) solve.Result {
	t.Helper()
	r, err := solve.Board(context.Background(), c, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestRefereeAgrees: on features and blocks of many seeds the board is valid, and the referee, who
// shares no code with the search, counts the same cost.
func TestRefereeAgrees(t *testing.T) {
	for _, kind := range []generate.Kind{generate.Feature, generate.Block} {
		for seed := range uint64(raced.Cases(2, 1)) {
			t.Run(fmt.Sprint(kind, seed), func(t *testing.T) {
				c, planted := caseOf(t, generate.Options{Kind: kind, Seed: seed})
				r := solved(t, c, solve.Options{Seed: 1, Steps: 2_000})
				ref, err := check.Board(c, r.Board)
				if err != nil {
					t.Fatal(err)
				}
				t.Logf("hard %d, cost %d, referee %d (valid %v), planted %d, bound %d, gap %.3f", r.Hard, r.Cost, ref.Cost.Total, ref.Valid, planted.Board.Cost, r.Bound, r.Gap)
				if ref.Cost.Total != r.Cost || ref.Valid != r.Valid {
					t.Errorf("the search says %d (valid %v), the referee %d (valid %v): %+v", r.Cost, r.Valid, ref.Cost.Total, ref.Valid, ref.Violations)
				}
				if r.Bound > planted.Board.Cost {
					t.Errorf("the bound %d is over the cost %d of a valid board", r.Bound, planted.Board.Cost)
				}
			})
		}
	}
}

func TestSameSeedSameBoard(t *testing.T) {
	c, _ := caseOf(t, generate.Options{Kind: generate.Feature, Seed: 2, Scenes: 40})
	text := func() string {
		b, err := json.Marshal(solved(t, c, solve.Options{Seed: 9, Steps: 1_500}))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	if text() != text() {
		t.Error("the same case, seed and steps gave two boards")
	}
}

// TestEqualToExhaustiveSearch: on cases of ten scenes in three days every assignment and order is
// tried and judged by the referee; the search finds the same cost.
func TestEqualToExhaustiveSearch(t *testing.T) {
	for seed := range uint64(raced.Cases(3, 1)) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			c := tiny(t, seed)
			want := exhaustive(t, c)
			got := solved(t, c, solve.Options{Seed: 1, Steps: 20_000})
			if !got.Valid || got.Cost != want {
				t.Errorf("search %d (valid %v), exhaustive %d", got.Cost, got.Valid, want)
			}
		})
	}
}

// TestRuleOfThumb: the pencil's board has every scene once and is judged by the referee as the search
// judges it; the search, beginning from it, ends cheaper in as many days where people wait, the company
// moves or works overtime.
func TestRuleOfThumb(t *testing.T) {
	raced.Skip(t)
	c, _ := caseOf(t, generate.Options{Kind: generate.Feature, Seed: 5})
	thumb, err := solve.RuleOfThumb(c)
	if err != nil {
		t.Fatal(err)
	}
	a, err := check.Board(c, thumb.Board)
	if err != nil || a.Valid != thumb.Valid || a.Cost.Total != thumb.Cost {
		t.Fatalf("rule of thumb %d (valid %v), referee %d (valid %v), %v", thumb.Cost, thumb.Valid, a.Cost.Total, a.Valid, err)
	}
	got := solved(t, c, solve.Options{Seed: 1, Steps: 15_000, PaidDays: a.Days})
	b, err := check.Board(c, got.Board)
	if err != nil || !b.Valid || b.Cost.Total != got.Cost {
		t.Fatalf("search %d, referee %d (valid %v), %v", got.Cost, b.Cost.Total, b.Valid, err)
	}
	t.Logf("in %d and %d days: waiting, moves and overtime %d by thumb, %d searched", a.Days, b.Days, a.Cost.Waiting()/100, b.Cost.Waiting()/100)
	if b.Days > a.Days || float64(b.Cost.Waiting()) > 0.85*float64(a.Cost.Waiting()) {
		t.Errorf("%d days and %d by thumb, %d days and %d searched: want 15 %% less in no more days", a.Days, a.Cost.Waiting(), b.Days, b.Cost.Waiting())
	}
}
