// Package backup writes a whole installation, while it is used, into one archive,
// proves archives sound, and restores them into an empty place.
//
// An archive is a ZIP file: the database as it was at one moment (SQLite: a copy
// made by VACUUM INTO; PostgreSQL: the rows of every table as NDJSON, read in one
// REPEATABLE READ transaction), the files that moment knows, the installation's
// key, and last manifest.json with counts and SHA-256 of everything. Whoever holds
// it holds every secret of the installation.
//
// A PostgreSQL backup restores into PostgreSQL or SQLite, a SQLite backup into
// both as well.
package backup

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
	"backlot/internal/core/files"
)

const (
	format       = "backlot-backup"
	version      = 1
	manifestName = "manifest.json"
	sqliteName   = "database.sqlite"
	keyName      = "data/key"
)

// Manifest says what an archive holds.
type Manifest struct {
	Format     string           `json:"format"`     // "backlot-backup"
	Version    int              `json:"version"`    // of this layout
	MadeMS     int64            `json:"made_ms"`    // Unix milliseconds
	Database   db.Dialect       `json:"database"`   // where it came from
	Migrations []string         `json:"migrations"` // steps of the stored form that it has
	Tables     map[string]int64 `json:"tables"`     // rows
	Files      int64            `json:"files"`
	FileBytes  int64            `json:"file_bytes"`
	Damaged    []Damage         `json:"damaged,omitempty"` // files that were lost before the backup
	Entries    []Entry          `json:"entries"`
}

// Damage is a file that could not be read when the backup was made.
type Damage struct {
	ID    files.ID `json:"id"`
	Error string   `json:"error"`
}

// Entry is one file of the archive.
type Entry struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Source is what is backed up.
type Source struct {
	DB       *db.DB
	Files    *files.Library // nil: none
	Data     string         // folder of the installation's key; "": none
	Now      func() time.Time
	Progress func(done, total int64) // bytes of files; may be nil
}

// Create writes an archive to out, which must not exist, while the installation
// is in use. Only a finished archive gets that name. When stored files were damaged
// or missing, the rest is saved, and the error is ErrIncomplete with the manifest.
func Create(ctx context.Context, s Source, out string) (Manifest, error) {
	if s.Now == nil {
		s.Now = time.Now
	}
	if _, err := os.Lstat(out); err == nil {
		return Manifest{}, fault.New(fault.Conflict, "%s exists: choose a name that is free", out)
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o700); err != nil {
		return Manifest{}, explain(err)
	}
	tmp, err := os.CreateTemp(filepath.Dir(out), "."+filepath.Base(out)+".*.tmp")
	if err != nil {
		return Manifest{}, explain(err)
	}
	defer os.Remove(tmp.Name()) //nolint:errcheck // renamed when all went well
	w := &writer{zip: zip.NewWriter(tmp), m: Manifest{Format: format, Version: version, MadeMS: s.Now().UnixMilli(), Database: s.DB.Dialect, Tables: map[string]int64{}}}
	if err := errors.Join(w.all(ctx, s, filepath.Dir(out)), tmp.Sync(), tmp.Close()); err != nil {
		return Manifest{}, fmt.Errorf("back up: %w", explain(err))
	}
	if err := os.Rename(tmp.Name(), out); err != nil {
		return Manifest{}, explain(err)
	}
	if n := len(w.m.Damaged); n > 0 {
		return w.m, fault.Mark(fault.Unavailable, fmt.Errorf("%s holds everything but %d files, the first %s: %s: %w", out, n, w.m.Damaged[0].ID, w.m.Damaged[0].Error, ErrIncomplete))
	}
	return w.m, nil
}

// ErrIncomplete marks a backup that misses files which were damaged before.
var ErrIncomplete = errors.New("some stored files were damaged already")

// explain gives errors of the disk their kind.
func explain(err error) error {
	switch {
	case err == nil || fault.KindOf(err) != fault.Internal:
		return err
	case errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT):
		return fault.New(fault.Unavailable, "the disk is full; nothing was changed: make room and try again: %w", err)
	case errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS):
		return fault.New(fault.Unavailable, "the folder may not be written; check its permissions: %w", err)
	case errors.Is(err, fs.ErrNotExist):
		return fault.Mark(fault.NotFound, err)
	}
	return err
}

// writer writes entries and remembers their hashes.
type writer struct {
	zip *zip.Writer
	m   Manifest
}

func (w *writer) all(ctx context.Context, s Source, work string) error {
	snap, err := snapshot(ctx, s.DB, work)
	if err != nil {
		return err
	}
	defer snap.close()
	if w.m.Migrations, err = snap.migrations(ctx); err != nil {
		return err
	}
	if err := w.database(ctx, snap); err != nil {
		return err
	}
	if s.Data != "" {
		if err := w.key(s.Data); err != nil {
			return err
		}
	}
	if s.Files != nil {
		if err := w.files(ctx, s, snap); err != nil {
			return err
		}
	}
	entry, err := w.zip.Create(manifestName)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(entry)
	enc.SetIndent("", "  ")
	return errors.Join(enc.Encode(w.m), w.zip.Close())
}

// add writes one entry. Method is zip.Store for what does not shrink.
func (w *writer) add(name string, method uint16, write func(io.Writer) error) error {
	entry, err := w.zip.CreateHeader(&zip.FileHeader{Name: name, Method: method})
	if err != nil {
		return err
	}
	sum := sha256.New()
	count := &counter{}
	if err := write(io.MultiWriter(entry, sum, count)); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	w.m.Entries = append(w.m.Entries, Entry{Name: name, Size: count.n, SHA256: hex.EncodeToString(sum.Sum(nil))})
	return nil
}

type counter struct{ n int64 }

func (c *counter) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return len(p), nil
}

func (w *writer) database(ctx context.Context, snap *snap) error {
	tables, err := snap.tables(ctx)
	if err != nil {
		return err
	}
	for _, table := range tables {
		if snap.file != "" {
			if w.m.Tables[table.name], err = snap.count(ctx, table.name); err != nil {
				return err
			}
			continue
		}
		err := w.add("tables/"+table.name+".ndjson", zip.Deflate, func(out io.Writer) error {
			n, err := snap.dump(ctx, table, out)
			w.m.Tables[table.name] = n
			return err
		})
		if err != nil {
			return err
		}
	}
	if snap.file == "" {
		return nil
	}
	return w.add(sqliteName, zip.Deflate, func(out io.Writer) error { return copyFile(out, snap.file) })
}

func copyFile(out io.Writer, path string) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	_, err = io.Copy(out, in)
	return err
}

func (w *writer) key(data string) error {
	path := filepath.Join(data, "key")
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return w.add(keyName, zip.Deflate, func(out io.Writer) error { return copyFile(out, path) })
}

// files copies every file the snapshot knows. A damaged one is noted, not fatal:
// the others matter.
func (w *writer) files(ctx context.Context, s Source, snap *snap) error {
	list, total, err := snap.storedFiles(ctx)
	if err != nil {
		return err
	}
	for _, id := range list {
		if err := s.Files.Verify(ctx, id); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			w.m.Damaged = append(w.m.Damaged, Damage{ID: id, Error: err.Error()})
			continue
		}
		err := w.add("files/"+string(id), zip.Store, func(out io.Writer) error {
			r, err := s.Files.Open(ctx, id)
			if err != nil {
				return err
			}
			n, err := io.Copy(out, r)
			w.m.FileBytes += n
			return errors.Join(err, r.Close())
		})
		if err != nil {
			return err
		}
		w.m.Files++
		if s.Progress != nil {
			s.Progress(w.m.FileBytes, total)
		}
	}
	return nil
}
