//go:build !race

package movieshoot_test

const underRace = false
