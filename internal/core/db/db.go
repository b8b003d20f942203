// Package db opens the database: an embedded SQLite file or PostgreSQL, with one
// SQL text for both.
//
// SQL is written with ? marks and portable words; on PostgreSQL the marks become
// $1, $2 ... SQLite has one writer connection that begins IMMEDIATE and a small
// pool of readers, because a plain pool loses writes to SQLITE_BUSY under load.
package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the "pgx" driver
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"backlot/internal/core/fault"
)

// Dialect is which database is behind a DB.
type Dialect string

// The databases Backlot runs on.
const (
	SQLite     Dialect = "sqlite"
	PostgreSQL Dialect = "postgresql"
)

// DB is an open database. It is safe for concurrent use.
type DB struct {
	Dialect Dialect
	DSN     string // as given to Open
	Path    string // the file, on SQLite
	read    *sql.DB
	write   *sql.DB
}

// Open opens "postgres://..." or a SQLite file ("sqlite:PATH" or just a path),
// creating the file and its folder. A damaged file is an Unavailable error that
// says so; nothing is written to it.
func Open(ctx context.Context, dsn string) (*DB, error) {
	if strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://") {
		return openPostgres(ctx, dsn)
	}
	return openSQLite(ctx, strings.TrimPrefix(dsn, "sqlite:"))
}

func openPostgres(ctx context.Context, dsn string) (*DB, error) {
	pool, err := sql.Open("pgx", dsn)
	if err != nil {
		return nil, fault.New(fault.Invalid, "database address: %w", err)
	}
	pool.SetMaxOpenConns(16)
	pool.SetMaxIdleConns(16)
	if err := pool.PingContext(ctx); err != nil {
		return nil, errors.Join(fault.New(fault.Unavailable, "reach PostgreSQL: %w", err), pool.Close())
	}
	return &DB{Dialect: PostgreSQL, DSN: dsn, read: pool, write: pool}, nil
}

const sqlitePragmas = "_pragma=journal_mode(WAL)&_pragma=busy_timeout(10000)&_pragma=synchronous(FULL)" +
	"&_pragma=foreign_keys(1)&_pragma=secure_delete(1)&_pragma=cache_size(-65536)"

func openSQLite(ctx context.Context, path string) (*DB, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fault.New(fault.Unavailable, "make the folder of the database: %w", err)
	}
	uri := "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + sqlitePragmas
	write, err := sql.Open("sqlite", uri+"&_txlock=immediate")
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	write.SetMaxOpenConns(1)
	d := &DB{Dialect: SQLite, DSN: "sqlite:" + path, Path: path, write: write}
	if err := d.check(ctx); err != nil {
		return nil, errors.Join(err, write.Close())
	}
	if d.read, err = sql.Open("sqlite", uri+"&_pragma=query_only(1)"); err != nil {
		return nil, errors.Join(fmt.Errorf("open database %s: %w", path, err), write.Close())
	}
	d.read.SetMaxOpenConns(8)
	d.read.SetMaxIdleConns(8)
	return d, nil
}

// wholeCheck is the largest file that is checked whole when it is opened, in bytes:
// more would keep a season waiting. Damage deep in a larger file is reported when
// it is read.
const wholeCheck = 16 << 20

// check refuses a damaged file before anything is written to it.
func (d *DB) check(ctx context.Context) error {
	query := "PRAGMA quick_check(1)"
	if info, err := os.Stat(d.Path); err == nil && info.Size() > wholeCheck {
		query = "SELECT CASE WHEN count(*) > 0 THEN 'ok' ELSE 'no tables' END FROM sqlite_schema"
	}
	var verdict string
	err := d.write.QueryRowContext(ctx, query).Scan(&verdict)
	if err == nil && verdict != "ok" {
		err = errors.New(verdict)
	}
	if err != nil {
		return fault.New(fault.Unavailable,
			"database %s is damaged or not a Backlot database (%w); nothing was changed: restore a backup with `backlot restore`", d.Path, err)
	}
	return nil
}

// Close closes the connections; waiting writes fail.
func (d *DB) Close() error {
	if d.read == d.write {
		return d.write.Close()
	}
	return errors.Join(d.read.Close(), d.write.Close())
}

// Query reads rows.
func (d *DB) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	rows, err := d.read.QueryContext(ctx, d.rebind(query), args...)
	return rows, d.explain(err)
}

// QueryRow reads one row; a missing one is sql.ErrNoRows from Scan.
func (d *DB) QueryRow(ctx context.Context, query string, args ...any) *sql.Row {
	return d.read.QueryRowContext(ctx, d.rebind(query), args...)
}

// Exec runs one writing statement in a transaction of its own.
func (d *DB) Exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	res, err := d.write.ExecContext(ctx, d.rebind(query), args...)
	return res, d.explain(err)
}

// Tx is an open transaction.
type Tx struct {
	db *DB
	tx *sql.Tx
}

// Write runs fn in a transaction that may write; it commits when fn returns nil.
// When Write returns nil, the change is on disk.
func (d *DB) Write(ctx context.Context, fn func(*Tx) error) error {
	tx, err := d.write.BeginTx(ctx, nil)
	if err != nil {
		return d.explain(err)
	}
	defer tx.Rollback() //nolint:errcheck // after Commit it has nothing to undo
	if err := fn(&Tx{d, tx}); err != nil {
		return d.explain(err)
	}
	return d.explain(tx.Commit())
}

// Exec runs a writing statement in the transaction.
func (t *Tx) Exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	return t.tx.ExecContext(ctx, t.db.rebind(query), args...)
}

// Query reads rows in the transaction.
func (t *Tx) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return t.tx.QueryContext(ctx, t.db.rebind(query), args...)
}

// QueryRow reads one row in the transaction.
func (t *Tx) QueryRow(ctx context.Context, query string, args ...any) *sql.Row {
	return t.tx.QueryRowContext(ctx, t.db.rebind(query), args...)
}

// Prepare makes a statement for many runs in the transaction.
func (t *Tx) Prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	return t.tx.PrepareContext(ctx, t.db.rebind(query))
}

// Dialect is the database's.
func (t *Tx) Dialect() Dialect { return t.db.Dialect }

// rebind turns ? marks into $1, $2 ... for PostgreSQL, outside quoted text.
func (d *DB) rebind(query string) string {
	if d.Dialect == SQLite || !strings.Contains(query, "?") {
		return query
	}
	var b strings.Builder
	n, quoted := 0, false
	for _, r := range query {
		switch {
		case r == '\'':
			quoted = !quoted
			b.WriteRune(r)
		case r == '?' && !quoted:
			n++
			b.WriteString("$" + strconv.Itoa(n))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// explain turns a full disk, a lost connection and a damaged file into words.
func (d *DB) explain(err error) error {
	if err == nil || fault.KindOf(err) != fault.Internal {
		return err
	}
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		switch e.Code() & 0xff {
		case sqlite3.SQLITE_FULL:
			return fault.New(fault.Unavailable, "the disk with %s is full; nothing was saved: make room and try again: %w", d.Path, err)
		case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN:
			return fault.New(fault.Unavailable, "database %s cannot be written; check its permissions: %w", d.Path, err)
		case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR:
			return fault.New(fault.Unavailable, "database %s is damaged or its disk fails; stop and restore a backup: %w", d.Path, err)
		}
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok && strings.HasPrefix(e.Code, "53") {
		return fault.New(fault.Unavailable, "PostgreSQL is out of disk or connections; nothing was saved: %w", err)
	}
	return err
}

// IsUnique reports whether err says that a row with the same key exists.
func IsUnique(err error) bool {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || e.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code == "23505"
	}
	return false
}
