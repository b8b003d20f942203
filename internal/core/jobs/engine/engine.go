// Package engine chooses the engine of jobs that fits the database.
package engine

import (
	"context"
	"log/slog"

	"backlot/internal/core/db"
	"backlot/internal/core/jobs"
	"backlot/internal/core/jobs/inprocess"
	"backlot/internal/core/jobs/riverpg"
)

// For gives River for PostgreSQL and the in-process engine for SQLite. A nil log
// is slog.Default.
func For(ctx context.Context, d *db.DB, log *slog.Logger) (jobs.Engine, error) {
	if d.Dialect == db.PostgreSQL {
		return riverpg.New(ctx, d.DSN, log)
	}
	return inprocess.New(), nil
}
