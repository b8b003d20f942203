package db_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backlot/internal/core/db"
	"backlot/internal/core/db/dbtest"
	"backlot/internal/core/fault"
)

func TestMigrateOnceAndRebind(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		step := db.Migration{ID: "test/001", SQL: "CREATE TABLE roll (name TEXT PRIMARY KEY, frames INTEGER NOT NULL, data BLOB);\n"}
		for range 2 {
			if err := d.Migrate(ctx, step); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 {
			_, err := d.Exec(ctx, "INSERT INTO roll (name, frames, data) VALUES (?, ?, ?)", "A001?", 240, []byte{1, 2})
			if err != nil && !db.IsUnique(err) {
				t.Fatal(err)
			}
		}
		var frames int
		if err := d.QueryRow(ctx, "SELECT frames FROM roll WHERE name = ? AND name <> '?'", "A001?").Scan(&frames); err != nil || frames != 240 {
			t.Errorf("frames of A001? = %d, %v; want 240", frames, err)
		}
	})
}

func TestFailedTransactionLeavesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		if _, err := d.Exec(ctx, "CREATE TABLE roll (name TEXT PRIMARY KEY)"); err != nil {
			t.Fatal(err)
		}
		err := d.Write(ctx, func(tx *db.Tx) error {
			if _, err := tx.Exec(ctx, "INSERT INTO roll (name) VALUES (?)", "A001"); err != nil {
				return err
			}
			return fault.New(fault.Invalid, "roll A001 has no camera")
		})
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("err = %v; want the kind the function gave", err)
		}
		var n int
		if err := d.QueryRow(ctx, "SELECT count(*) FROM roll").Scan(&n); err != nil || n != 0 {
			t.Errorf("rows = %d, %v; want none", n, err)
		}
	})
}

func TestDamagedFileIsRefusedAndUntouched(t *testing.T) {
	path := filepath.Join(t.TempDir(), "backlot.db")
	garbage := []byte(strings.Repeat("this is a call sheet, not a database. ", 300))
	if err := os.WriteFile(path, garbage, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := db.Open(context.Background(), path)
	if !fault.Is(err, fault.Unavailable) || !strings.Contains(err.Error(), "restore a backup") {
		t.Errorf("Open(damaged) = %v; want Unavailable with what to do", err)
	}
	if after, _ := os.ReadFile(path); string(after) != string(garbage) {
		t.Error("the damaged file was changed")
	}
}
