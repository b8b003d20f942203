package solve_test

import (
	"testing"

	"backlot/film/strips/generate"
	"backlot/film/strips/solve"
)

// BenchmarkSteps is how fast the search tries changes on a feature.
func BenchmarkSteps(b *testing.B) {
	c, _ := caseOf(b, generate.Options{Kind: generate.Feature, Seed: 1})
	for b.Loop() {
		r := solved(b, c, solve.Options{Seed: 1, Steps: 20_000})
		b.ReportMetric(r.Gap, "gap")
	}
}
