package db

import (
	"context"
	"fmt"
	"regexp"
	"strings"
)

// Migration is one forward step of the stored form. ID sorts within its owner
// and is never reused, such as "graph/001"; SQL is statements ended by ";" at a
// line's end, in SQLite's words: on PostgreSQL, INTEGER becomes BIGINT, BLOB becomes
// BYTEA, and WITHOUT ROWID goes.
type Migration struct{ ID, SQL string }

var (
	integerWord = regexp.MustCompile(`\bINTEGER\b`)
	blobWord    = regexp.MustCompile(`\bBLOB\b`)
)

// Migrate applies the steps that this database does not have yet, each in a
// transaction, in the order given. Several nodes may call it at once.
func (d *DB) Migrate(ctx context.Context, steps ...Migration) error {
	return d.Write(ctx, func(tx *Tx) error {
		if d.Dialect == PostgreSQL {
			if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock(62617)"); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(ctx, "CREATE TABLE IF NOT EXISTS migration (id TEXT PRIMARY KEY)"); err != nil {
			return err
		}
		for _, step := range steps {
			if err := tx.apply(ctx, step); err != nil {
				return fmt.Errorf("migration %s: %w", step.ID, err)
			}
		}
		return nil
	})
}

func (t *Tx) apply(ctx context.Context, step Migration) error {
	var n int
	if err := t.QueryRow(ctx, "SELECT count(*) FROM migration WHERE id = ?", step.ID).Scan(&n); err != nil || n > 0 {
		return err
	}
	for stmt := range strings.SplitSeq(step.SQL, ";\n") {
		stmt = strings.TrimSuffix(strings.TrimSpace(stmt), ";")
		if stmt == "" {
			continue
		}
		if t.Dialect() == PostgreSQL {
			stmt = blobWord.ReplaceAllString(integerWord.ReplaceAllString(stmt, "BIGINT"), "BYTEA")
			stmt = strings.ReplaceAll(stmt, "WITHOUT ROWID", "")
		}
		if _, err := t.Exec(ctx, stmt); err != nil {
			return fmt.Errorf("%s: %w", firstLine(stmt), err)
		}
	}
	_, err := t.Exec(ctx, "INSERT INTO migration (id) VALUES (?)", step.ID)
	return err
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
