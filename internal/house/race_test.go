//go:build race

package house_test

// underRace: the race detector makes every request about ten times slower, so one
// uncleared person looks around instead of three; an ordinary run asks for all.
const underRace = true
