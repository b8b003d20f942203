//go:build race

package sync

const raceOn = true
