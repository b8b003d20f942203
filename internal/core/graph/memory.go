package graph

import (
	"fmt"
	"math"
	"time"

	"backlot/internal/core/fault"
)

// Memory is a place kept in memory only: for commands that need no database, for
// offline devices in tests, and as the oracle of the store. It is not for
// concurrent use.
type Memory struct {
	snap    *Snapshot
	changes []Change
	landed  map[ID]Seq
	touched map[ID][]stamped
	now     func() time.Time
	clock   Clock
	device  ID
}

// NewMemory makes an empty place. now gives the wall clock for changes made here.
func NewMemory(reg *Registry, where Place, device ID, now func() time.Time) *Memory {
	return &Memory{snap: newSnapshot(reg, where), landed: map[ID]Seq{}, touched: map[ID][]stamped{}, now: now, device: device}
}

// Snapshot is the present state.
func (m *Memory) Snapshot() *Snapshot { return m.snap }

// Changes lists what has landed, in order.
func (m *Memory) Changes() []Change { return m.changes }

// Commit lands a change made here: it gets this device and the next clock, and
// must be valid.
func (m *Memory) Commit(c Change, author ID) (Change, error) {
	m.clock = m.clock.next(m.now())
	c.Author, c.Device, c.Clock = author, m.device, m.clock
	if err := m.snap.validate(&c, nil); err != nil {
		return Change{}, err
	}
	if err := m.snap.View(System).Pass(c); err != nil {
		return Change{}, err
	}
	_, err := m.Receive(c)
	c.Seq = m.snap.seq
	return c, err
}

// Receive lands a change from anywhere, in any order, and reports whether it was new.
func (m *Memory) Receive(c Change) (bool, error) {
	if err := c.check(); err != nil {
		return false, err
	}
	if c.Where() != m.snap.where {
		return false, fault.New(fault.Invalid, "change %s belongs to another production or branch", c.ID)
	}
	if _, ok := m.landed[c.ID]; ok {
		return false, nil
	}
	c.normal()
	m.clock = m.clock.observe(c.Clock)
	next := m.snap.thaw()
	if _, err := next.apply(&c, func(id ID) ([]stamped, error) { return m.touched[id], nil }); err != nil {
		return false, fmt.Errorf("apply change %s: %w", c.ID, err)
	}
	next.judge(&c)
	c.Seq = next.seq
	m.changes = append(m.changes, c)
	stored := &m.changes[len(m.changes)-1]
	for i := range stored.Ops {
		m.touched[stored.Ops[i].Record] = append(m.touched[stored.Ops[i].Record], stored.stamped(i))
	}
	m.landed[c.ID] = c.Seq
	m.snap = next
	return true, nil
}

// next is the clock of a change made now.
func (c Clock) next(now time.Time) Clock {
	if ms := now.UnixMilli(); ms > c.Ms {
		return Clock{Ms: ms}
	}
	return c.after()
}

// after is the least later clock.
func (c Clock) after() Clock {
	if c.N == math.MaxUint32 {
		return Clock{Ms: c.Ms + 1}
	}
	return Clock{c.Ms, c.N + 1}
}

// observe moves the clock past one that was seen.
func (c Clock) observe(seen Clock) Clock {
	if seen.compare(c) > 0 {
		return seen
	}
	return c
}
