package access

import (
	"sync"
	"time"

	"backlot/internal/core/graph"
)

// readKey is one record read by one account on one route.
type readKey struct {
	account, record, compartment graph.ID
	route                        string
}

// recentReads remembers what was logged a moment ago.
type recentReads struct {
	mu   sync.Mutex
	seen map[readKey]time.Time
}
