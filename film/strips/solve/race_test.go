//go:build race

package solve_test

// seeds is how many cases a property is tried on: the race detector makes each ten times slower.
func seeds(int) uint64 { return 1 }
