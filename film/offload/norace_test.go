//go:build !race

package offload

const underRace = false
