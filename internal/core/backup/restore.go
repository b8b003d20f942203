package backup

import (
	"archive/zip"
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
	"backlot/internal/core/files"
)

// Verify reads a whole archive and compares everything with its manifest.
func Verify(ctx context.Context, path string) (Manifest, error) {
	a, err := open(path)
	if err != nil {
		return Manifest{}, err
	}
	defer a.zip.Close()
	return a.m, a.verify(ctx)
}

// archive is an open archive.
type archive struct {
	path    string
	zip     *zip.ReadCloser
	m       Manifest
	entries map[string]*zip.File
}

func open(path string) (*archive, error) {
	z, err := zip.OpenReader(path)
	if errors.Is(err, zip.ErrFormat) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fault.New(fault.Invalid, "%s is not a backup, or its end is missing: %w", path, err)
	}
	if err != nil {
		return nil, explain(err)
	}
	a := &archive{path: path, zip: z, entries: map[string]*zip.File{}}
	for _, f := range z.File {
		a.entries[f.Name] = f
	}
	if err := a.readManifest(); err != nil {
		return nil, errors.Join(err, z.Close())
	}
	return a, nil
}

func (a *archive) readManifest() error {
	f := a.entries[manifestName]
	if f == nil {
		return fault.New(fault.Invalid, "%s has no %s: it is not a Backlot backup", a.path, manifestName)
	}
	r, err := f.Open()
	if err != nil {
		return fault.New(fault.Invalid, "%s: %s: %w", a.path, manifestName, err)
	}
	defer r.Close()
	if err := json.NewDecoder(r).Decode(&a.m); err != nil {
		return fault.New(fault.Invalid, "%s: %s: %w", a.path, manifestName, err)
	}
	if a.m.Format != format || a.m.Version < 1 {
		return fault.New(fault.Invalid, "%s is not a Backlot backup", a.path)
	}
	if a.m.Version > version {
		return fault.New(fault.Invalid, "%s has layout %d, this program reads up to %d: use a newer Backlot", a.path, a.m.Version, version)
	}
	return nil
}

func (a *archive) verify(ctx context.Context) error {
	for _, e := range a.m.Entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		sum := sha256.New()
		n, err := a.copy(sum, e.Name)
		if err == nil && (n != e.Size || hex.EncodeToString(sum.Sum(nil)) != e.SHA256) {
			err = errors.New("its content is not what was written")
		}
		if err != nil {
			return fault.New(fault.Invalid, "%s is damaged at %s: %w: use another backup", a.path, e.Name, err)
		}
	}
	return nil
}

func (a *archive) copy(out io.Writer, name string) (int64, error) {
	f := a.entries[name]
	if f == nil {
		return 0, errors.New("it is missing")
	}
	r, err := f.Open()
	if err != nil {
		return 0, err
	}
	n, err := io.Copy(out, r)
	return n, errors.Join(err, r.Close())
}

// Target is where an archive is restored to.
type Target struct {
	DSN        string         // an empty database
	Files      files.Backend  // nil: files are left in the archive
	Data       string         // folder for the installation's key; "": none
	Migrations []db.Migration // all that this program knows, in order
	MergeFiles bool           // the backend may hold files already, such as those of the lost database
}

// Restore brings an archive back. It checks the whole archive first, refuses a
// target that is not empty, and brings the database last, so that a restore that
// broke off can be repeated.
func Restore(ctx context.Context, path string, t Target) (Manifest, error) {
	a, err := open(path)
	if err != nil {
		return Manifest{}, err
	}
	defer a.zip.Close()
	if err := a.verify(ctx); err != nil {
		return a.m, err
	}
	for _, id := range a.m.Migrations {
		if !slices.ContainsFunc(t.Migrations, func(m db.Migration) bool { return m.ID == id }) {
			return a.m, fault.New(fault.Invalid, "%s has step %s of the stored form, which this program does not know: use a newer Backlot", path, id)
		}
	}
	if err := emptyTarget(ctx, t); err != nil {
		return a.m, err
	}
	if t.Files != nil {
		if err := a.restoreFiles(ctx, t.Files); err != nil {
			return a.m, explain(err)
		}
	}
	if t.Data != "" && a.entries[keyName] != nil {
		if err := a.restoreKey(t.Data); err != nil {
			return a.m, explain(err)
		}
	}
	return a.m, explain(a.restoreDatabase(ctx, t))
}

// SQLitePath is the file of a database address as db.Open takes it; ok is false for
// PostgreSQL.
func SQLitePath(dsn string) (path string, ok bool) {
	if strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://") {
		return "", false
	}
	return strings.TrimPrefix(dsn, "sqlite:"), true
}

var errFound = errors.New("found")

func emptyTarget(ctx context.Context, t Target) error {
	if t.Files != nil && !t.MergeFiles {
		err := t.Files.List(ctx, func(files.Object) error { return errFound })
		if errors.Is(err, errFound) {
			return fault.New(fault.Conflict, "the place for files is not empty: restore into an empty one, or say that the files may be merged")
		}
		if err != nil {
			return err
		}
	}
	if t.Data != "" {
		if _, err := os.Lstat(filepath.Join(t.Data, "key")); err == nil {
			return fault.New(fault.Conflict, "%s has the key of an installation: restore into an empty folder", t.Data)
		}
	}
	if path, ok := SQLitePath(t.DSN); ok {
		if st, err := os.Stat(path); err == nil && st.Size() > 0 {
			return fault.New(fault.Conflict, "database %s exists: restore to a new name or move it away", path)
		}
		return nil
	}
	d, err := db.Open(ctx, t.DSN)
	if err != nil {
		return err
	}
	var n int
	err = d.QueryRow(ctx, "SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema()").Scan(&n)
	if err == nil && n > 0 {
		err = fault.New(fault.Conflict, "the database has %d tables: restore into an empty one", n)
	}
	return errors.Join(err, d.Close())
}

func (a *archive) restoreFiles(ctx context.Context, b files.Backend) error {
	for _, e := range a.m.Entries {
		name, ok := strings.CutPrefix(e.Name, "files/")
		if !ok {
			continue
		}
		id, err := files.ParseID(name)
		if err != nil || e.SHA256 != name {
			return fault.New(fault.Invalid, "%s: entry %s is not a file with the hash of its content", a.path, e.Name)
		}
		w := &stageWriter{ctx: ctx, b: b, stage: "restore-" + name[:32]}
		if _, err := a.copy(w, e.Name); err != nil {
			return fmt.Errorf("restore file %s: %w", id, err)
		}
		if e.Size == 0 {
			if err := b.Append(ctx, w.stage, 0, nil); err != nil {
				return err
			}
		}
		if err := w.flush(); err != nil {
			return err
		}
		if err := b.Commit(ctx, w.stage, id, e.Size); err != nil {
			return err
		}
	}
	return nil
}

// stageWriter gathers writes into pieces of 8 MiB.
type stageWriter struct {
	ctx   context.Context //nolint:containedctx // io.Writer has no room for one
	b     files.Backend
	stage string
	at    int64
	buf   []byte
}

func (w *stageWriter) Write(p []byte) (int, error) {
	w.buf = append(w.buf, p...)
	if len(w.buf) < 8<<20 {
		return len(p), nil
	}
	return len(p), w.flush()
}

func (w *stageWriter) flush() error {
	if len(w.buf) == 0 {
		return nil
	}
	err := w.b.Append(w.ctx, w.stage, w.at, w.buf)
	w.at += int64(len(w.buf))
	w.buf = w.buf[:0]
	return err
}

func (a *archive) restoreKey(data string) error {
	if err := os.MkdirAll(data, 0o700); err != nil {
		return err
	}
	return a.extract(keyName, filepath.Join(data, "key"))
}

// extract writes an entry to a new file; the name appears when all of it is on disk.
func (a *archive) extract(name, path string) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".restore-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) //nolint:errcheck // renamed when all went well
	_, err = a.copy(tmp, name)
	if err := errors.Join(err, tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

func (a *archive) restoreDatabase(ctx context.Context, t Target) error {
	path, toSQLite := SQLitePath(t.DSN)
	if toSQLite {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
	}
	fromSQLite := a.m.Database == db.SQLite
	switch {
	case fromSQLite && toSQLite:
		return a.extract(sqliteName, path)
	case fromSQLite:
		folder, err := os.MkdirTemp("", "backlot-restore-*")
		if err != nil {
			return err
		}
		s := &snap{dialect: db.SQLite, folder: folder, file: filepath.Join(folder, "copy.db")}
		defer s.close()
		if err := a.extract(sqliteName, s.file); err != nil {
			return err
		}
		if err := s.open(ctx); err != nil {
			return err
		}
		return a.load(ctx, t, t.DSN, s.rows, s.tables)
	case toSQLite:
		tmp := path + ".restoring"
		for _, end := range []string{"", "-wal", "-shm"} { // of a restore that broke off
			if err := os.Remove(tmp + end); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
		if err := a.load(ctx, t, tmp, a.rows, a.tables); err != nil {
			return err
		}
		return os.Rename(tmp, path)
	default:
		return a.load(ctx, t, t.DSN, a.rows, a.tables)
	}
}

type (
	rowsFunc   func(context.Context, table, func([]any) error) error
	tablesFunc func(context.Context) ([]table, error)
)

// load makes the tables as the archive's program knew them and fills them, in one
// transaction.
func (a *archive) load(ctx context.Context, t Target, dsn string, rows rowsFunc, tables tablesFunc) error {
	d, err := db.Open(ctx, dsn)
	if err != nil {
		return err
	}
	var known []db.Migration
	for _, m := range t.Migrations {
		if slices.Contains(a.m.Migrations, m.ID) {
			known = append(known, m)
		}
	}
	list, err := tables(ctx)
	if err == nil {
		err = d.Migrate(ctx, known...)
	}
	if err == nil {
		err = d.Write(ctx, func(tx *db.Tx) error {
			for _, t := range list {
				if err := a.fill(ctx, tx, t, rows); err != nil {
					return fmt.Errorf("table %s: %w", t.name, err)
				}
			}
			return nil
		})
	}
	return errors.Join(err, d.Close())
}

func (a *archive) fill(ctx context.Context, tx *db.Tx, t table, rows rowsFunc) error {
	var names []string
	for _, c := range t.columns {
		names = append(names, quote(c))
	}
	if _, err := tx.Exec(ctx, "DELETE FROM "+quote(t.name)); err != nil {
		return err
	}
	stmt, err := tx.Prepare(ctx, "INSERT INTO "+quote(t.name)+" ("+strings.Join(names, ", ")+") VALUES ("+
		strings.TrimSuffix(strings.Repeat("?, ", len(names)), ", ")+")")
	if err != nil {
		return err
	}
	defer stmt.Close()
	n := int64(0)
	err = rows(ctx, t, func(row []any) error {
		n++
		_, err := stmt.ExecContext(ctx, row...)
		return err
	})
	if err == nil && n != a.m.Tables[t.name] {
		err = fault.New(fault.Invalid, "%d rows, the manifest says %d", n, a.m.Tables[t.name])
	}
	return err
}

// tables are those of an archive with rows as NDJSON.
func (a *archive) tables(context.Context) ([]table, error) {
	var list []table
	for _, e := range a.m.Entries {
		name, ok := strings.CutPrefix(e.Name, "tables/")
		if !ok {
			continue
		}
		t := table{name: strings.TrimSuffix(name, ".ndjson")}
		r, err := a.entries[e.Name].Open()
		if err != nil {
			return nil, err
		}
		err = json.NewDecoder(r).Decode(&t.columns)
		if err := errors.Join(err, r.Close()); err != nil {
			return nil, fault.New(fault.Invalid, "%s: %s: %w", a.path, e.Name, err)
		}
		list = append(list, t)
	}
	return list, nil
}

func (a *archive) rows(_ context.Context, t table, each func([]any) error) error {
	r, err := a.entries["tables/"+t.name+".ndjson"].Open()
	if err != nil {
		return err
	}
	defer r.Close()
	dec := json.NewDecoder(bufio.NewReaderSize(r, 1<<20))
	dec.UseNumber()
	var header []string
	if err := dec.Decode(&header); err != nil {
		return err
	}
	for dec.More() {
		var row []any
		if err := dec.Decode(&row); err != nil {
			return err
		}
		if len(row) != len(t.columns) {
			return fault.New(fault.Invalid, "a row has %d values: want %d", len(row), len(t.columns))
		}
		for i, v := range row {
			if row[i], err = value(v); err != nil {
				return fmt.Errorf("column %s: %w", t.columns[i], err)
			}
		}
		if err := each(row); err != nil {
			return err
		}
	}
	return nil
}

// value turns JSON into what dump wrote.
func value(v any) (any, error) {
	switch v := v.(type) {
	case nil, string:
		return v, nil
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return n, nil
		}
		return v.Float64()
	case map[string]any:
		if text, ok := v["b64"].(string); ok && len(v) == 1 {
			return base64.StdEncoding.DecodeString(text)
		}
	}
	return nil, fault.New(fault.Invalid, "value %v: want text, a number, null or bytes", v)
}
