package generate_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"backlot/film/strips"
	"backlot/film/strips/board"
	"backlot/film/strips/check"
	"backlot/film/strips/generate"
	"backlot/testdata/raced"
)

// TestPlantedBoardsAreValid: what a generated case claims to be solvable is solved by its planted
// board, by the referee's own reckoning, and the case has the size of a film.
func TestPlantedBoardsAreValid(t *testing.T) {
	for _, kind := range []generate.Kind{generate.Feature, generate.Block} {
		for seed := range uint64(raced.Cases(2, 1)) {
			t.Run(fmt.Sprint(kind, seed), func(t *testing.T) {
				c, a, err := generate.Case(generate.Options{Kind: kind, Seed: seed})
				if err != nil {
					t.Fatal(err)
				}
				if err := c.Check(); err != nil {
					t.Fatal(err)
				}
				r, err := check.Board(c, a.Board)
				if err != nil || !r.Valid {
					t.Fatalf("valid %v, %v: %+v", r.Valid, err, r.Violations)
				}
				nights := 0
				for _, s := range c.Scenes {
					if s.Light == strips.Night {
						nights++
					}
				}
				if len(c.Scenes) < 100 || r.Days < 20 || nights == 0 {
					t.Errorf("%d scenes in %d days, %d at night: want a film", len(c.Scenes), r.Days, nights)
				}
			})
		}
	}
}

func TestSameSeedSameCase(t *testing.T) {
	text := func() []byte {
		c, a, err := generate.Case(generate.Options{Kind: generate.Block, Seed: 7})
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal([]any{c, a})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	if !bytes.Equal(text(), text()) {
		t.Error("the same seed gave two cases")
	}
}

// TestCasesRoundTrip: a case written and read is the same case.
func TestCasesRoundTrip(t *testing.T) {
	c, a, err := generate.Case(generate.Options{Kind: generate.Feature, Seed: 3, Scenes: 12})
	if err != nil {
		t.Fatal(err)
	}
	first, _ := json.Marshal(c)
	again, err := board.ReadCase(bytes.NewReader(first))
	if err != nil {
		t.Fatal(err)
	}
	second, _ := json.Marshal(again)
	if !bytes.Equal(first, second) {
		t.Errorf("read back differently:\n%s\n%s", first, second)
	}
	text, _ := json.Marshal(a.Board)
	if _, err := board.ReadBoard(bytes.NewReader(text)); err != nil {
		t.Error(err)
	}
}

// TestImpossibleCases: no board of an impossible case is valid; the planted one certainly is not.
func TestImpossibleCases(t *testing.T) {
	for seed := range uint64(raced.Cases(2, 1)) {
		good, a, err := generate.Case(generate.Options{Kind: generate.Feature, Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		bad, b, err := generate.Case(generate.Options{Kind: generate.Feature, Seed: seed, Impossible: true})
		if err != nil {
			t.Fatal(err)
		}
		if b.Possible || b.Reason == "" || b.Board != nil || len(bad.Scenes) != len(good.Scenes) {
			t.Errorf("seed %d: %+v", seed, b)
		}
		if r, err := check.Board(bad, a.Board); err != nil || r.Valid {
			t.Errorf("seed %d: the planted board is valid for the impossible case (%v)", seed, err)
		}
	}
}
