package graph

import (
	"context"
	"fmt"
	"strings"

	"backlot/internal/core/db"
)

// createViews makes one SQL view a kind, noun_scene and so on, so that any
// reporting tool can read a database. Deleted and erased records are left out,
// and sealed ones with all that they own, because a reporting tool has no
// audience; so are references to them. Views are made again when a newer program
// knows more fields. One that a tool's own view is built on is left as it is.
func (s *Store) createViews(ctx context.Context) error {
	forms, err := s.viewForms(ctx)
	if err != nil {
		return err
	}
	var stale []*KindInfo
	for _, k := range s.reg.All() {
		if forms[viewName(k)] != viewQuery(k) {
			stale = append(stale, k)
		}
	}
	if len(stale) == 0 || s.createAll(ctx, stale...) == nil {
		return nil
	}
	for _, k := range stale { // one of them stands in the way of the others
		if err := s.createAll(ctx, k); err != nil {
			s.opts.Log.Warn("a reporting view is older than the program: drop what is built on it and start again", "kind", k.Kind, "err", err)
		}
	}
	return nil
}

func viewName(k *KindInfo) string { return "noun_" + string(k.Kind) }

func (s *Store) viewForms(ctx context.Context) (map[string]string, error) {
	const list = `
		SELECT view, form
		FROM reporting`
	rows, err := s.db.Query(ctx, list)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	forms := map[string]string{}
	for rows.Next() {
		var view, form string
		if err := rows.Scan(&view, &form); err != nil {
			return nil, err
		}
		forms[view] = form
	}
	return forms, rows.Err()
}

// createAll makes the views of kinds, all or none: a new database has a hundred of them, and each commit waits for a disk.
func (s *Store) createAll(ctx context.Context, kinds ...*KindInfo) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if tx.Dialect() == db.PostgreSQL {
			if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock(62618)"); err != nil {
				return err
			}
		}
		for _, k := range kinds {
			if err := createView(ctx, tx, s.reg, k); err != nil {
				return err
			}
		}
		return nil
	})
}

func createView(ctx context.Context, tx *db.Tx, reg *Registry, k *KindInfo) error {
	name, query := viewName(k), viewQuery(k)
	for _, stmt := range []string{`DROP VIEW IF EXISTS "` + name + `"`, `CREATE VIEW "` + name + `" AS ` + query} {
		if _, err := tx.Exec(ctx, stmt); err != nil {
			return err
		}
	}
	if err := upgradeStored(ctx, tx, reg, k); err != nil {
		return err
	}
	const note = `
		INSERT INTO reporting (view, form)
		VALUES (?, ?)
		ON CONFLICT (view) DO UPDATE SET form = excluded.form`
	_, err := tx.Exec(ctx, note, name, query)
	return err
}

func viewQuery(k *KindInfo) string {
	columns := []string{"r.production", "r.id"}
	for _, f := range k.Fields {
		alias := f.Name
		if alias == "id" || alias == "production" {
			alias += "_field"
		}
		value := fmt.Sprintf("r.fields ->> '%s'", f.Name)
		if f.Ref != "" {
			value = fmt.Sprintf("CASE WHEN EXISTS (SELECT 1 FROM record t WHERE t.production = r.production AND t.id = %s AND t.shown = 0) THEN NULL ELSE %s END", value, value)
		}
		columns = append(columns, fmt.Sprintf(`%s AS "%s"`, value, alias))
	}
	return fmt.Sprintf("SELECT %s FROM record r WHERE r.kind = '%s' AND r.shown = 1 /* form %d */", strings.Join(columns, ", "), k.Kind, k.Version)
}

// shownToAll reports whether nothing hides a record, but for its kind.
func (s *Snapshot) shownToAll(r *record) bool {
	if !r.live() || r.kind == nil {
		return false
	}
	_, guarded := s.shade.Get(shadow{id: r.id})
	return !guarded
}

// upgradeStored rewrites the stored present state of records of a kind that were
// written under an older version, so that reports read one form. The log keeps
// what was written.
func upgradeStored(ctx context.Context, tx *db.Tx, reg *Registry, k *KindInfo) error {
	if k.Upgrade == nil {
		return nil
	}
	const list = `
		SELECT production, id, fields, meta
		FROM record
		WHERE kind = ? AND meta NOT LIKE ?`
	rows, err := tx.Query(ctx, list, string(k.Kind), fmt.Sprintf("1 %d %%", k.Version))
	if err != nil {
		return err
	}
	defer rows.Close()
	type row struct {
		production, id string
		fields, meta   []byte
	}
	var old []row
	for rows.Next() {
		var r row
		if err := rows.Scan(&r.production, &r.id, &r.fields, &r.meta); err != nil {
			return err
		}
		old = append(old, r)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	const set = `
		UPDATE record
		SET fields = ?, meta = ?
		WHERE production = ? AND id = ?`
	for _, r := range old {
		var rec state
		if err := rec.unpack(reg, []byte(r.id), []byte(k.Kind), r.fields, r.meta); err != nil {
			return err
		}
		var fields any
		if len(rec.fields) > 0 {
			fields = string(rec.fields)
		}
		if _, err := tx.Exec(ctx, set, fields, rec.writeMeta(), r.production, r.id); err != nil {
			return err
		}
	}
	return nil
}
