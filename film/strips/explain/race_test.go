//go:build race

package explain_test

// One short film of each kind is enough under the race detector: nothing here runs at once.
const films, scenes, tight = 1, 15, 2
