//go:build !race

package cuts

const raceOn = false
