// Package dbtest gives tests a real, empty database: SQLite always, PostgreSQL
// where `make test` started one (BACKLOT_TEST_POSTGRES).
package dbtest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"backlot/internal/core/db"
)

var counter atomic.Int64

// Each runs test on an empty SQLite database and on an empty PostgreSQL one. The
// second is skipped, with the reason, where no server was given.
func Each(t *testing.T, test func(t *testing.T, d *db.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, OpenSQLite(t)) })
	t.Run("postgresql", func(t *testing.T) { test(t, OpenPostgreSQL(t)) })
}

// OpenSQLite opens an empty database in the test's own folder.
func OpenSQLite(t testing.TB) *db.DB {
	t.Helper()
	return Open(t, "sqlite:"+filepath.Join(t.TempDir(), "backlot.db"))
}

// OpenPostgreSQL opens an empty database on the server of BACKLOT_TEST_POSTGRES.
func OpenPostgreSQL(t testing.TB) *db.DB {
	t.Helper()
	return Open(t, PostgresDSN(t))
}

// Open opens a database by its address and closes it after the test.
func Open(t testing.TB, dsn string) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// PostgresDSN makes an empty database on the test server and gives its address.
// The database is dropped after the test.
func PostgresDSN(t testing.TB) string {
	t.Helper()
	server := os.Getenv("BACKLOT_TEST_POSTGRES")
	if server == "" {
		t.Skip("BACKLOT_TEST_POSTGRES is not set: `make test` starts a PostgreSQL server and sets it; see scripts/with-postgres")
	}
	ctx := context.Background()
	admin, err := db.Open(ctx, server)
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("t%d_%d", os.Getpid(), counter.Add(1))
	if _, err := admin.Exec(ctx, "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := admin.Exec(ctx, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)"); err != nil && !strings.Contains(err.Error(), "closed") {
			t.Errorf("drop test database: %v", err)
		}
		admin.Close()
	})
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}
