//go:build race

package talent

// UnderRace: the race detector makes the search about ten times slower, so a run with it tries a
// tenth of the random cases; `make test` runs all of them without it as well.
const UnderRace = true
