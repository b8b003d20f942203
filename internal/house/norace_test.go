//go:build !race

package house_test

const underRace = false
