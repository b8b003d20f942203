package web

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"backlot/internal/core/graph"
)

// sealedSeen collects the sealed records that one request was let through to.
type sealedSeen struct {
	mu   sync.Mutex
	seen map[Sealed]struct{}
}

func (s *sealedSeen) add(id, compartment graph.ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.seen == nil {
		s.seen = map[Sealed]struct{}{}
	}
	s.seen[Sealed{id, compartment}] = struct{}{}
}

// take gives what was collected since the last take, by id.
func (s *sealedSeen) take() []Sealed {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]Sealed, 0, len(s.seen))
	for id := range s.seen {
		out = append(out, id)
	}
	s.seen = nil
	slices.SortFunc(out, func(a, b Sealed) int { return bytes.Compare(a.Record[:], b.Record[:]) })
	return out
}

// Audited writes down which sealed records a Raw route has read so far. Call it
// before the first byte of the answer.
func Audited(ctx context.Context) error { return callOf(ctx).audited() }

// Saw notes that the answer shows a record that is kept to readers, for the access log.
// Sealed records are noted by themselves. Outside of a route it does nothing.
func Saw(ctx context.Context, record graph.ID) {
	if c := callOf(ctx); c != nil {
		c.seen.add(record, graph.ID{})
	}
}

// auditTimeout bounds writing down a sealed read, which happens even when the
// reader has gone away meanwhile.
const auditTimeout = 10 * time.Second

// audited writes down what sealed records the request read. What cannot be
// written down is not answered.
func (c *call) audited() error {
	records := c.seen.take()
	if len(records) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.r.Context()), auditTimeout)
	defer cancel()
	err := c.mux.cfg.Access.SealedRead(ctx, SealedRead{Person: c.person, Production: c.place.Production, Records: records,
		Route: c.route.Method + " " + c.route.Path, Address: c.address})
	if err != nil {
		return fmt.Errorf("write down that sealed records were read: %w", err)
	}
	return nil
}
