package web

import (
	"context"

	"backlot/internal/core/graph"
)

// Store is what routes need of the graph's store.
type Store interface {
	Snapshot(ctx context.Context, at graph.Place) (*graph.Snapshot, error)
	At(ctx context.Context, at graph.Place, seq graph.Seq) (*graph.Snapshot, error)
	Land(ctx context.Context, c graph.Change, author graph.ID) (graph.Change, error)
	Changes(ctx context.Context, at graph.Place, after graph.Seq, limit int) ([]graph.Change, error)
	ChangeByID(ctx context.Context, production, id graph.ID) (graph.Change, error)
	Subscribe(ctx context.Context, at graph.Place) (wake <-chan struct{}, cancel func(), err error)
	StudioID(ctx context.Context) (graph.ID, error)
}

var _ Store = (*graph.Store)(nil)
