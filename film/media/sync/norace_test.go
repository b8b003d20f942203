//go:build !race

package sync

const raceOn = false
