package backup_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"backlot/internal/core/backup"
	"backlot/internal/core/db"
	"backlot/internal/core/db/dbtest"
	"backlot/internal/core/fault"
	"backlot/internal/core/files"
	"backlot/internal/core/files/filestest"
	"backlot/internal/core/files/local"
)

// steps are a small program's tables: takes and their slates are written in pairs.
var steps = append(slices.Clone(files.Migrations), db.Migration{ID: "shoot/001", SQL: `
CREATE TABLE take (
	id TEXT PRIMARY KEY,
	frames INTEGER NOT NULL,
	fields JSON,
	thumb BLOB
);
CREATE INDEX take_frames ON take (frames);
CREATE TABLE slate (take TEXT PRIMARY KEY, words TEXT);
`})

// lot is an installation.
type lot struct {
	db   *db.DB
	lib  *files.Library
	back files.Backend
	data string
}

func newLot(t *testing.T, d *db.DB) *lot {
	t.Helper()
	if err := d.Migrate(t.Context(), steps...); err != nil {
		t.Fatal(err)
	}
	l := &lot{db: d, data: t.TempDir()}
	var err error
	if l.back, err = local.Open(t.TempDir()); err != nil {
		t.Fatal(err)
	}
	l.lib = files.New(d, l.back, files.Options{KeepFree: 1})
	if err := os.WriteFile(filepath.Join(l.data, "key"), []byte("the key"), 0o600); err != nil {
		t.Fatal(err)
	}
	return l
}

func (l *lot) shoot(ctx context.Context, n int) error {
	return l.db.Write(ctx, func(tx *db.Tx) error {
		id := fmt.Sprintf("take %05d", n)
		_, err := tx.Exec(ctx, "INSERT INTO take (id, frames, fields, thumb) VALUES (?, ?, ?, ?)", id, int64(n)<<40, `{"slate": "Día 1 \"A\"", "n": [1.50, null]}`, []byte{0, 255, byte(n)})
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, "INSERT INTO slate (take, words) VALUES (?, ?)", id, nil)
		return err
	})
}

func source(l *lot) backup.Source { return backup.Source{DB: l.db, Files: l.lib, Data: l.data} }

// content is everything in the two tables, as text.
func content(t *testing.T, d *db.DB) (takes []string) {
	t.Helper()
	rows, err := d.Query(t.Context(), "SELECT t.id, t.frames, t.fields, t.thumb, s.words FROM take t JOIN slate s ON s.take = t.id ORDER BY t.id")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id, fields string
		var frames int64
		var thumb []byte
		var words *string
		if err := rows.Scan(&id, &frames, &fields, &thumb, &words); err != nil {
			t.Fatal(err)
		}
		takes = append(takes, fmt.Sprint(id, frames, fields, thumb, words == nil))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return takes
}

// A backup made while people write is one moment, and comes back on both databases.
func TestBackupWhileWritingAndRestoreEverywhere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		l := newLot(t, d)
		big := filestest.Content(1, 9<<20)
		for _, p := range [][]byte{big, []byte("a call sheet"), nil} {
			if _, err := l.lib.PutBytes(ctx, p); err != nil {
				t.Fatal(err)
			}
		}
		for n := range 300 {
			if err := l.shoot(ctx, n); err != nil {
				t.Fatal(err)
			}
		}
		out := filepath.Join(t.TempDir(), "night.backlot")
		m := l.whileWriting(t, out)
		if m.Files != 3 || m.FileBytes != 9<<20+12 || m.Tables["take"] < 300 || m.Tables["take"] != m.Tables["slate"] {
			t.Errorf("manifest: %d files, %d bytes, %v; want the moment", m.Files, m.FileBytes, m.Tables)
		}
		if again, err := backup.Verify(ctx, out); err != nil || again.Files != 3 {
			t.Fatalf("verify: %+v, %v", again, err)
		}
		want := content(t, d)[:m.Tables["take"]]
		dbtest.Each(t, func(t *testing.T, empty *db.DB) {
			dsn := empty.DSN
			if empty.Dialect == db.SQLite {
				dsn = filepath.Join(t.TempDir(), "deep", "restored.db")
			}
			restored(t, out, dsn, m, want, big)
		})
	})
}

// whileWriting backs up with two writers at work.
func (l *lot) whileWriting(t *testing.T, out string) backup.Manifest {
	t.Helper()
	stop := make(chan bool)
	var writers sync.WaitGroup
	var mu sync.Mutex
	next := 1000
	for range 2 {
		writers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				mu.Lock()
				n := next
				next++
				mu.Unlock()
				if err := l.shoot(context.Background(), n); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	m, err := backup.Create(t.Context(), source(l), out)
	close(stop)
	writers.Wait()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func restored(t *testing.T, out, dsn string, m backup.Manifest, want []string, big []byte) {
	t.Helper()
	ctx := t.Context()
	back, err := local.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	target := backup.Target{DSN: dsn, Files: back, Data: filepath.Join(t.TempDir(), "data"), Migrations: steps}
	if _, err := backup.Restore(ctx, out, target); err != nil {
		t.Fatal(err)
	}
	d, err := db.Open(ctx, dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	got := content(t, d)
	if int64(len(got)) != m.Tables["take"] {
		t.Fatalf("%d takes came back; want %d", len(got), m.Tables["take"])
	}
	for i := range 300 { // those that were there before the writers began
		if got[i] != want[i] {
			t.Fatalf("take came back as\n%s\nwant\n%s", got[i], want[i])
		}
	}
	if err := d.Migrate(ctx, steps...); err != nil {
		t.Errorf("the next start: %v", err)
	}
	lib := files.New(d, back, files.Options{})
	n, err := lib.VerifyAll(ctx, func(i files.Info, err error) { t.Error(err) })
	if err != nil || n != 3 {
		t.Errorf("%d files came back, %v; want 3", n, err)
	}
	if key, err := os.ReadFile(filepath.Join(target.Data, "key")); err != nil || string(key) != "the key" {
		t.Errorf("key = %q, %v", key, err)
	}
	if err := lib.Verify(ctx, filestest.IDOf(big)); err != nil {
		t.Error(err)
	}
	if _, err := backup.Restore(ctx, out, target); !fault.Is(err, fault.Conflict) {
		t.Errorf("restore again: %v; want a conflict", err)
	}
	target.MergeFiles, target.Data = true, ""
	if _, err := backup.Restore(ctx, out, target); !fault.Is(err, fault.Conflict) {
		t.Errorf("restore over a database: %v; want a conflict", err)
	}
	if now := content(t, d); !slices.Equal(now, got) {
		t.Error("a refused restore changed the database")
	}
}

func TestDamagedArchives(t *testing.T) {
	ctx := t.Context()
	l := newLot(t, dbtest.OpenSQLite(t))
	if err := l.shoot(ctx, 1); err != nil {
		t.Fatal(err)
	}
	if _, err := l.lib.PutBytes(ctx, filestest.Content(1, 100_000)); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	out := filepath.Join(folder, "b.backlot")
	if _, err := backup.Create(ctx, source(l), out); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 1 {
		t.Errorf("left beside the archive: %v, %v", left, err)
	}
	if _, err := backup.Create(ctx, source(l), out); !fault.Is(err, fault.Conflict) {
		t.Errorf("over an existing archive: %v; want a conflict", err)
	}
	sound, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(sound)
	flipped[bytes.Index(sound, filestest.Content(1, 100_000)[:50])+10] ^= 1
	for name, p := range map[string][]byte{
		"half": sound[:len(sound)/2], "empty": {}, "not a zip": []byte(strings.Repeat("call sheet ", 100)), "flipped": flipped,
	} {
		bad := filepath.Join(t.TempDir(), "bad")
		if err := os.WriteFile(bad, p, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := backup.Verify(ctx, bad); !fault.Is(err, fault.Invalid) {
			t.Errorf("verify %s: %v; want invalid", name, err)
		}
		dsn := filepath.Join(t.TempDir(), "x.db")
		if _, err := backup.Restore(ctx, bad, backup.Target{DSN: dsn, Migrations: steps}); !fault.Is(err, fault.Invalid) {
			t.Errorf("restore %s: %v; want invalid", name, err)
		}
		if _, err := os.Stat(dsn); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("restore %s left a database", name)
		}
	}
	if _, err := backup.Verify(ctx, filepath.Join(folder, "none")); !fault.Is(err, fault.NotFound) {
		t.Errorf("no archive: %v; want not found", err)
	}
	_, err = backup.Restore(ctx, out, backup.Target{DSN: filepath.Join(t.TempDir(), "x.db"), Migrations: files.Migrations})
	if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "shoot/001") {
		t.Errorf("an older program: %v; want invalid, naming the step", err)
	}
}

// A file that was damaged before the backup does not keep the rest from being saved.
func TestDamagedFileIsNamedAndTheRestSaved(t *testing.T) {
	ctx := t.Context()
	l := newLot(t, dbtest.OpenSQLite(t))
	lost, err := l.lib.PutBytes(ctx, []byte("lost"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.lib.PutBytes(ctx, []byte("sound")); err != nil {
		t.Fatal(err)
	}
	if err := l.back.Remove(ctx, lost.ID); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "b.backlot")
	m, err := backup.Create(ctx, source(l), out)
	if !errors.Is(err, backup.ErrIncomplete) || m.Files != 1 || len(m.Damaged) != 1 || m.Damaged[0].ID != lost.ID {
		t.Fatalf("%+v, %v; want one saved and one named", m, err)
	}
	if _, err := backup.Verify(ctx, out); err != nil {
		t.Error(err)
	}
}
