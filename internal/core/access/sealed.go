package access

import (
	"context"
	"sync"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/graph"
)

// SealedRead is a sealed record that somebody was shown.
type SealedRead struct{ Compartment, Record graph.ID }

// ReadSealed writes into the log who is about to be shown sealed records, and by
// which route. Call it before the answer goes out: when it fails, nothing is
// shown. Only people cleared for the compartment find the entry.
func (s *Service) ReadSealed(ctx context.Context, c Caller, production graph.ID, route string, reads []SealedRead) error {
	if err := c.signedIn(); err != nil {
		return err
	}
	fresh, entries := s.reads.fresh(s.now(), s.limits.SealedRead, c, production, route, reads)
	if len(entries) == 0 {
		return nil
	}
	err := s.db.Write(ctx, func(tx *db.Tx) error { return s.log(ctx, tx, entries...) })
	if err == nil {
		s.reads.remember(s.now(), fresh)
	}
	return err
}

// readKey is one record read by one caller on one route.
type readKey struct {
	account, token, record, compartment graph.ID
	route                               string
}

// recentReads remembers what was logged a moment ago, so that a page that
// refreshes itself all day does not bury the log.
type recentReads struct {
	mu   sync.Mutex
	seen map[readKey]time.Time
}

const readsKept = 50_000

// fresh gives the reads that are not in the log since a moment ago.
func (r *recentReads) fresh(now time.Time, window time.Duration, c Caller, production graph.ID, route string, reads []SealedRead) (keys []readKey, entries []Entry) {
	r.mu.Lock()
	defer r.mu.Unlock()
	asked := map[readKey]bool{}
	for _, read := range reads {
		key := readKey{c.Account, c.Token, read.Record, read.Compartment, route}
		if last, ok := r.seen[key]; asked[key] || ok && now.Sub(last) < window {
			continue
		}
		asked[key] = true
		e := c.entry(ActSealedRead, production, graph.ID{})
		e.Compartment, e.Record, e.Route = read.Compartment, read.Record, route
		keys, entries = append(keys, key), append(entries, e)
	}
	return keys, entries
}

func (r *recentReads) remember(now time.Time, keys []readKey) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.seen == nil || len(r.seen)+len(keys) > readsKept {
		r.seen = map[readKey]time.Time{}
	}
	for _, key := range keys {
		r.seen[key] = now
	}
}
