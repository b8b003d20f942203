//go:build race

package live_test

// The race detector makes everything ten times slower and finds nothing more in the fortieth move.
const cases, moves = 4, 8
