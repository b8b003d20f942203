package demo

import (
	"context"
	"time"

	"backlot/internal/core/graph"
)

// In gives a production of a store as ground; author is who the changes are by.
func In(store *graph.Store, production, author graph.ID) Ground {
	return stored{store, graph.Main(production), author}
}

type stored struct {
	store  *graph.Store
	place  graph.Place
	author graph.ID
}

func (s stored) View(ctx context.Context) (graph.View, error) {
	return s.store.View(ctx, s.place, graph.System)
}

func (s stored) Land(ctx context.Context, c graph.Change) error {
	_, err := s.store.Land(ctx, c, s.author)
	return err
}

// InMemory gives an empty production in memory as ground. Its clock stands at the
// day before preparation began, so that the same build gives the same changes.
func InMemory(reg *graph.Registry) (Ground, *graph.Memory) {
	now := time.Date(2027, 1, 10, 9, 0, 0, 0, time.UTC)
	m := graph.NewMemory(reg, graph.Main(Production), graph.ID{}, func() time.Time { return now })
	return memory{m}, m
}

type memory struct{ *graph.Memory }

func (m memory) View(context.Context) (graph.View, error) {
	return m.Snapshot().View(graph.System), nil
}

func (m memory) Land(_ context.Context, c graph.Change) error {
	_, err := m.Commit(c, graph.ID{})
	return err
}
