//go:build race

package cutfile_test

const raceEnabled = true
