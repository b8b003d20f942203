package graph

import "os"

// long gives the few rounds of an ordinary test, or the many of `make test-long`.
func long(few, many int) int {
	if os.Getenv("BACKLOT_LONG") != "" {
		return many
	}
	return few
}
