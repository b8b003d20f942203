//go:build !race

package look_test

const raceEnabled = false
