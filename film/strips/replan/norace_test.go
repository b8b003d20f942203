//go:build !race

package replan_test

// kindsTried is how many kinds of event are tried.
const kindsTried = 6
