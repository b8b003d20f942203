//go:build !race

package cutfile_test

const raceEnabled = false
