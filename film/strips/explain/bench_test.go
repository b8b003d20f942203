package explain_test

import (
	"context"
	"testing"

	"backlot/film/strips/explain"
	"backlot/film/strips/generate"
)

// BenchmarkConflict120 explains an impossible film of 120 scenes, wanted within 10 s.
func BenchmarkConflict120(b *testing.B) {
	c, _ := caseOf(b, generate.Options{Kind: generate.Feature, Seed: 3, Scenes: 120, Impossible: true})
	for b.Loop() {
		if v, err := explain.Conflict(context.Background(), c); err != nil || v.Possible || !v.Proved {
			b.Fatal(v, err)
		}
	}
}

// BenchmarkMoves150 explains why 150 scenes stand where they do instead of nowhere.
func BenchmarkMoves150(b *testing.B) {
	c, a := caseOf(b, generate.Options{Kind: generate.Feature, Seed: 3, Scenes: 150})
	other, o := caseOf(b, generate.Options{Kind: generate.Feature, Seed: 3, Scenes: 150})
	_ = other
	for i, d := range o.Board.Days[:len(o.Board.Days)-1] { // every day's scenes a day later
		o.Board.Days[i+1].Scenes, d.Scenes = d.Scenes, o.Board.Days[i+1].Scenes
	}
	for b.Loop() {
		if _, err := explain.Moves(c, a.Board, o.Board); err != nil {
			b.Fatal(err)
		}
	}
}
