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
		for seed := range uint64(2) {
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
	for seed := range uint64(3) {
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
