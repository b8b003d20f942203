//go:build race

package movieshoot_test

// underRace: the race detector makes the search about ten times slower, so a run with it tries fewer
// of the random cases; an ordinary run tries all.
const underRace = true
