package graph

import (
	"context"
	"fmt"
	"strings"

	"backlot/internal/core/db"
)

// createViews makes one SQL view a kind, noun_scene and so on, so that any
// reporting tool can read a database. Deleted and erased records are left out,
// and sealed ones too: a reporting tool has no audience. They are made again at
// every start, because a newer program knows more fields.
func (s *Store) createViews(ctx context.Context) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if tx.Dialect() == db.PostgreSQL {
			if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock(62618)"); err != nil {
				return err
			}
		}
		for _, k := range s.reg.All() {
			if err := createView(ctx, tx, k); err != nil {
				return fmt.Errorf("view of kind %s: %w", k.Kind, err)
			}
		}
		return nil
	})
}

func createView(ctx context.Context, tx *db.Tx, k *KindInfo) error {
	name := `"noun_` + string(k.Kind) + `"`
	if _, err := tx.Exec(ctx, "DROP VIEW IF EXISTS "+name); err != nil {
		return err
	}
	columns := []string{"production", "id"}
	for _, f := range k.Fields {
		alias := f.Name
		if alias == "id" || alias == "production" {
			alias += "_field"
		}
		columns = append(columns, fmt.Sprintf(`fields ->> '%s' AS "%s"`, f.Name, alias))
	}
	// meta begins "1 VERSION FLAGS ...": flags 1 is created and nothing else; a seal follows as JSON
	query := fmt.Sprintf(`CREATE VIEW %s AS SELECT %s FROM record WHERE kind = '%s' AND meta LIKE '1 %d 1 %%' AND meta NOT LIKE '%%"seal"%%'`,
		name, strings.Join(columns, ", "), k.Kind, k.Version)
	_, err := tx.Exec(ctx, query)
	return err
}
