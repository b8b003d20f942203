//go:build race

package replan_test

// kindsTried is how many kinds of event are tried: the race detector makes each ten times slower.
const kindsTried = 1
