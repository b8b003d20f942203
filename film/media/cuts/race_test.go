//go:build race

package cuts

const raceOn = true
