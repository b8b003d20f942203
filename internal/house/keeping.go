package house

import (
	"context"
	"slices"

	"backlot/internal/core/access"
	"backlot/internal/core/db"
	"backlot/internal/core/files"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
)

// Migrations are the steps of every table of an installation, in the order in
// which Open applies them.
func Migrations() []db.Migration {
	return slices.Concat(graph.Migrations, files.Migrations, access.Migrations, jobs.Migrations)
}

// Storage opens the place for files: a folder or s3://..., as in Options.Files.
func Storage(ctx context.Context, where string) (files.Backend, error) {
	return openBackend(ctx, where)
}
