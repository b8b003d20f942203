//go:build !race

package talent

const UnderRace = false
