//go:build race

package house_test

// underRace: the race detector makes every request about ten times slower. Tests of one request after another
// say so and leave it to the run without it, which is part of make test too.
const underRace = true
