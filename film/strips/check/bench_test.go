package check_test

import (
	"testing"

	"backlot/film/strips/check"
	"backlot/film/strips/generate"
)

func BenchmarkCheck(b *testing.B) {
	c, a, err := generate.Case(generate.Options{Kind: generate.Feature, Seed: 1, Scenes: 150, Days: 60})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := check.Board(c, a.Board); err != nil {
			b.Fatal(err)
		}
	}
}
