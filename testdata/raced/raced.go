// Package raced is for tests that take longer under the race detector than they are worth there: it makes everything some
// ten times slower and finds nothing in what one goroutine does. A test that asks takes fewer cases, or none, and
// `make test` runs its package a second time without the detector (see again in the Makefile).
package raced

import "testing"

// Cases is how many cases a test takes: few under the race detector.
func Cases(all, few int) int {
	if On {
		return few
	}
	return all
}

// Skip leaves a test to the run without the race detector.
func Skip(t testing.TB) {
	t.Helper()
	if On {
		t.Skip("one goroutine, and ten times slower here: make test runs it again without the race detector")
	}
}
