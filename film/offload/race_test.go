//go:build race

package offload

// underRace: the race detector makes a copy some ten times slower, so tests strike fewer files with
// fewer faults; an ordinary run takes all.
const underRace = true
