//go:build !race

package solve_test

// seeds is how many cases a property is tried on.
func seeds(n int) uint64 { return uint64(n) }
