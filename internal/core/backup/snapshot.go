package backup

import (
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
	"backlot/internal/core/files"
)

// snap is a database as it was at one moment.
type snap struct {
	dialect db.Dialect
	pool    *sql.DB
	tx      *sql.Tx
	file    string // the copy, on SQLite
	folder  string // to remove
}

// table is a table and its columns in order; binary marks columns of bytes.
type table struct {
	name    string
	columns []string
	binary  []bool
}

// derived are tables whose rows describe what is made anew after a restore.
var derived = []string{"migration", "reporting"}

// snapshot freezes a database without stopping its writers. On SQLite it copies
// the file into a folder of its own under work.
func snapshot(ctx context.Context, d *db.DB, work string) (_ *snap, err error) {
	s := &snap{dialect: d.Dialect}
	defer func() {
		if err != nil {
			s.close()
		}
	}()
	if d.Dialect == db.SQLite {
		if s.folder, err = os.MkdirTemp(work, ".snapshot-*"); err != nil {
			return nil, err
		}
		s.file = filepath.Join(s.folder, "copy.db")
		if err := vacuumInto(ctx, d.Path, s.file); err != nil {
			return nil, err
		}
		return s, s.open(ctx)
	}
	if s.pool, err = sql.Open("pgx", d.DSN); err != nil {
		return nil, err
	}
	s.pool.SetMaxOpenConns(1)
	if s.tx, err = s.pool.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}); err != nil {
		return nil, fault.New(fault.Unavailable, "read the database: %w", err)
	}
	// The moment is that of the first statement.
	_, err = s.tx.ExecContext(ctx, "SELECT 1")
	return s, err
}

func fileURI(path, query string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + query
}

// vacuumInto copies on a connection of its own, which reads one moment.
func vacuumInto(ctx context.Context, from, to string) error {
	pool, err := sql.Open("sqlite", fileURI(from, "_pragma=busy_timeout(10000)"))
	if err != nil {
		return err
	}
	_, err = pool.ExecContext(ctx, "VACUUM INTO ?", to)
	if err != nil {
		err = fault.New(fault.Unavailable, "copy the database (is the disk full?): %w", err)
	}
	return errors.Join(err, pool.Close())
}

// open opens the SQLite copy for reading.
func (s *snap) open(ctx context.Context) (err error) {
	if s.pool, err = sql.Open("sqlite", fileURI(s.file, "mode=ro")); err != nil {
		return err
	}
	s.pool.SetMaxOpenConns(1)
	s.tx, err = s.pool.BeginTx(ctx, nil)
	return err
}

func (s *snap) close() {
	if s.tx != nil {
		s.tx.Rollback() //nolint:errcheck // only read
	}
	if s.pool != nil {
		s.pool.Close() //nolint:errcheck // only read
	}
	if s.folder != "" {
		os.RemoveAll(s.folder) //nolint:errcheck // a copy
	}
}

func (s *snap) strings(ctx context.Context, query string, args ...any) ([]string, error) {
	rows, err := s.tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	list := []string{}
	for rows.Next() {
		var v string
		if err := rows.Scan(&v); err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, rows.Err()
}

func (s *snap) migrations(ctx context.Context) ([]string, error) {
	names, err := s.names(ctx)
	if err != nil || !slices.Contains(names, "migration") {
		return nil, errors.Join(err, fault.New(fault.Invalid, "this is not a Backlot database, or an empty one"))
	}
	return s.strings(ctx, "SELECT id FROM migration ORDER BY id")
}

// names are all ordinary tables; River's hold nothing but tickets, which are
// written anew.
func (s *snap) names(ctx context.Context) ([]string, error) {
	query := `
		SELECT table_name FROM information_schema.tables
		WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND table_name NOT LIKE 'river\_%'
		ORDER BY table_name`
	if s.dialect == db.SQLite {
		// Virtual tables and the tables behind them are made anew by their owners.
		query = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
	}
	return s.strings(ctx, query)
}

func (s *snap) tables(ctx context.Context) ([]table, error) {
	names, err := s.names(ctx)
	if err != nil {
		return nil, err
	}
	var list []table
	for _, name := range names {
		if slices.Contains(derived, name) {
			continue
		}
		t := table{name: name}
		rows, err := s.tx.QueryContext(ctx, "SELECT * FROM "+quote(name)+" WHERE 1 = 0")
		if err != nil {
			return nil, err
		}
		types, err := rows.ColumnTypes()
		if err := errors.Join(err, rows.Close()); err != nil {
			return nil, err
		}
		for _, c := range types {
			t.columns = append(t.columns, c.Name())
			kind := strings.ToUpper(c.DatabaseTypeName())
			t.binary = append(t.binary, kind == "BYTEA" || kind == "BLOB")
		}
		list = append(list, t)
	}
	return list, nil
}

func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func (s *snap) count(ctx context.Context, name string) (n int64, err error) {
	err = s.tx.QueryRowContext(ctx, "SELECT count(*) FROM "+quote(name)).Scan(&n)
	return n, err
}

// dump writes a header line with the columns and then one line per row.
func (s *snap) dump(ctx context.Context, t table, out io.Writer) (n int64, err error) {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(t.columns); err != nil {
		return 0, err
	}
	err = s.rows(ctx, t, func(row []any) error {
		n++
		for i, v := range row {
			if b, ok := v.([]byte); ok {
				row[i] = map[string]string{"b64": base64.StdEncoding.EncodeToString(b)}
			}
		}
		return enc.Encode(row)
	})
	return n, err
}

// rows calls each with the values of every row: nil, int64, float64, string or, in
// binary columns only, []byte.
func (s *snap) rows(ctx context.Context, t table, each func([]any) error) error {
	rows, err := s.tx.QueryContext(ctx, "SELECT * FROM "+quote(t.name))
	if err != nil {
		return err
	}
	defer rows.Close()
	row, into := make([]any, len(t.columns)), make([]any, len(t.columns))
	for i := range row {
		into[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i, v := range row {
			if row[i], err = plain(v, t.binary[i]); err != nil {
				return fmt.Errorf("column %s of table %s: %w", t.columns[i], t.name, err)
			}
		}
		if err := each(row); err != nil {
			return err
		}
	}
	return rows.Err()
}

func plain(v any, binary bool) (any, error) {
	switch v := v.(type) {
	case nil, int64, float64, string:
		return v, nil
	case int32:
		return int64(v), nil
	case float32:
		return float64(v), nil
	case []byte:
		if binary {
			return append([]byte{}, v...), nil // empty, never nil, which would be NULL
		}
		return string(v), nil
	case bool:
		if v {
			return int64(1), nil
		}
		return int64(0), nil
	case time.Time:
		return v.UTC().Format(time.RFC3339Nano), nil
	default: // a JSON column that the driver read
		text, err := json.Marshal(v)
		return string(text), err
	}
}

// storedFiles are the ids of the files of this moment, and their bytes.
func (s *snap) storedFiles(ctx context.Context) (ids []files.ID, total int64, err error) {
	names, err := s.names(ctx)
	if err != nil || !slices.Contains(names, "file") {
		return nil, 0, err
	}
	list, err := s.strings(ctx, "SELECT id FROM file WHERE pending = 0 AND doomed_ms = 0 ORDER BY id")
	if err != nil {
		return nil, 0, err
	}
	for _, id := range list {
		ids = append(ids, files.ID(id))
	}
	err = s.tx.QueryRowContext(ctx, "SELECT COALESCE(sum(size), 0) FROM file WHERE pending = 0 AND doomed_ms = 0").Scan(&total)
	return ids, total, err
}
