//go:build !race

package live_test

// cases and moves of the comparison with the referee.
const cases, moves = 16, 20
