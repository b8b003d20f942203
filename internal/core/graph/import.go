package graph

import (
	"archive/zip"
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"backlot/internal/core/fault"
)

// The most that an archive's parts may hold when unpacked.
const (
	maxManifest = 1 << 20
	maxLine     = 128 << 20 // one change; an import of a whole season in one is about 30 MB
	maxRatio    = 200       // of unpacked to packed size, for parts over a megabyte: real logs pack 5 to 40 fold
)

// Import reads an archive into a store that does not have the production yet, or
// has the beginning of it from an import that was cut short: it can be run again.
// An archive that is not whole or not well-formed is an Invalid error that names
// the part and the line; what came before it has landed.
func (s *Store) Import(ctx context.Context, r io.ReaderAt, size int64, files Files) (Manifest, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return Manifest{}, fault.New(fault.Invalid, "not a Backlot archive: %w", err)
	}
	for _, f := range z.File {
		if f.UncompressedSize64 > 1<<20 && f.UncompressedSize64/maxRatio > f.CompressedSize64 {
			return Manifest{}, fault.New(fault.Invalid, "archive part %s unpacks to %d times its size; that is no production", f.Name, f.UncompressedSize64/max(f.CompressedSize64, 1))
		}
	}
	imp := importer{store: s, zip: z}
	if err := imp.manifest(); err != nil {
		return imp.head, err
	}
	m := imp.head
	imp.existed, err = s.startImport(ctx, m.Production)
	if err != nil {
		return m, err
	}
	if err := imp.changes(ctx, "changes.ndjson", Main(m.Production.ID), m.Changes, imp.existed); err != nil {
		return m, err
	}
	if err := imp.branches(ctx); err != nil {
		return m, err
	}
	return m, imp.files(ctx, files)
}

// startImport makes the production, or tells how much of it is there.
func (s *Store) startImport(ctx context.Context, p Production) (there Seq, err error) {
	err = s.CreateProduction(ctx, p)
	if !fault.Is(err, fault.Conflict) {
		return 0, err
	}
	snap, err := s.Snapshot(ctx, Main(p.ID))
	if err != nil {
		return 0, err
	}
	return snap.seq, nil
}

type importer struct {
	store   *Store
	zip     *zip.Reader
	head    Manifest
	existed Seq
}

func (imp *importer) manifest() error {
	n, err := imp.lines("manifest.json", maxManifest, func(_ Seq, line []byte) error { return json.Unmarshal(line, &imp.head) })
	if err != nil {
		return err
	}
	m := &imp.head
	if n != 1 || m.Form != archiveForm || m.Version < 1 || m.Version > archiveVersion {
		return fault.New(fault.Invalid, "archive is %q version %d; this program reads %q up to version %d", m.Form, m.Version, archiveForm, archiveVersion)
	}
	return nil
}

// changes lands one list of changes. The first of them may be there already; they
// must be the same.
func (imp *importer) changes(ctx context.Context, name string, at Place, want, there Seq) error {
	s := imp.store
	if there > want {
		return fault.New(fault.Conflict, "production %q is here already, with later changes than the archive", imp.head.Production.Name)
	}
	var batch []Change
	flush := func() error {
		_, err := s.Receive(ctx, batch)
		batch = batch[:0]
		return err
	}
	n, err := imp.lines(name, maxLine, func(n Seq, line []byte) error {
		var c Change
		if err := json.Unmarshal(line, &c); err != nil {
			return err
		}
		if c.Where() != at {
			return fault.New(fault.Invalid, "change %s is of another production or branch", c.ID)
		}
		if err := c.check(); err != nil {
			return err
		}
		if n > want {
			return fault.New(fault.Invalid, "more changes than the manifest's %d", want)
		}
		if n <= there {
			return s.sameChange(ctx, at, n, c.ID)
		}
		if batch = append(batch, c); len(batch) < batchSize {
			return nil
		}
		return flush()
	})
	if err != nil {
		return errors.Join(err, flush())
	}
	if err := flush(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if n != want {
		return fault.New(fault.Invalid, "%s ends after %d changes; the manifest says %d: the archive was cut short", name, n, want)
	}
	return nil
}

func (s *Store) sameChange(ctx context.Context, at Place, seq Seq, id ID) error {
	const find = `
		SELECT id
		FROM change
		WHERE production = ? AND branch = ? AND seq = ?`
	var here string
	if err := s.db.QueryRow(ctx, find, at.Production.String(), at.Branch.String(), int64(seq)).Scan(&here); err != nil {
		return fmt.Errorf("look for change %s: %w", id, err)
	}
	if here != id.String() {
		return fault.New(fault.Conflict, "the production is here already, and has gone another way since change %d", seq)
	}
	return nil
}

func (imp *importer) branches(ctx context.Context) error {
	n, err := imp.lines("branches.ndjson", maxManifest, func(_ Seq, line []byte) error {
		var b archiveBranch
		if err := json.Unmarshal(line, &b); err != nil {
			return err
		}
		return imp.branch(ctx, b)
	})
	if err == nil && int(n) != imp.head.Branches {
		err = fault.New(fault.Invalid, "branches.ndjson lists %d branches; the manifest says %d: the archive was cut short", n, imp.head.Branches)
	}
	return err
}

func (imp *importer) branch(ctx context.Context, b archiveBranch) error {
	if b.ID.IsZero() || b.BaseSeq < 0 || b.BaseSeq > imp.head.Changes || b.State != "open" && b.State != "merged" && b.State != "dropped" {
		return fault.New(fault.Invalid, "branch %q: want an id, a base of 0 to %d and a state open, merged or dropped", b.Name, imp.head.Changes)
	}
	at := Place{imp.head.Production.ID, b.ID}
	state, there := b.State, Seq(0)
	b.Base, b.Seq, b.State = b.BaseSeq, 0, "open"
	err := imp.store.insertBranch(ctx, imp.store.db, at.Production, b.Branch)
	if fault.Is(err, fault.Conflict) { // from an import that was cut short
		var here Branch
		if here, err = imp.store.Branch(ctx, at); err == nil && here.State != "open" {
			return nil
		}
		there = here.Seq
	}
	if err != nil {
		return err
	}
	if err := imp.changes(ctx, "branch/"+b.ID.String()+".ndjson", at, b.Landed, there); err != nil || state == "open" {
		return err
	}
	return imp.store.closeBranch(ctx, at, state)
}

// lines reads a part line by line and counts them. What fn refuses becomes an
// error with the place, Invalid unless fn says otherwise.
func (imp *importer) lines(name string, most int, fn func(n Seq, line []byte) error) (Seq, error) {
	f, err := imp.zip.Open(name)
	if err != nil {
		return 0, fault.New(fault.Invalid, "archive lacks %s: %w", name, err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, most)
	n := Seq(0)
	for lines.Scan() {
		n++
		if err := fn(n, lines.Bytes()); err != nil {
			kind := fault.KindOf(err)
			if _, bad := errors.AsType[*json.SyntaxError](err); bad || kind == fault.Internal && isJSONError(err) {
				kind = fault.Invalid
			}
			return n, fault.Mark(kind, fmt.Errorf("%s line %d: %w", name, n, err))
		}
	}
	if err := lines.Err(); err != nil {
		return n, fault.New(fault.Invalid, "%s after line %d: %w", name, n, err)
	}
	return n, nil
}

func isJSONError(err error) bool {
	_, typed := errors.AsType[*json.UnmarshalTypeError](err)
	return typed || errors.Is(err, io.ErrUnexpectedEOF)
}

// files hands over the files' content; their names are content addresses, never paths.
func (imp *importer) files(ctx context.Context, files Files) error {
	n := 0
	for _, f := range imp.zip.File {
		id, ok := strings.CutPrefix(f.Name, "files/")
		if !ok {
			continue
		}
		n++
		if files == nil {
			continue
		}
		if id == "" || strings.ContainsFunc(id, func(r rune) bool { return notKindRune(r) && r != '-' && (r < 'A' || r > 'Z') }) {
			return fault.New(fault.Invalid, "archive part %q: want files/ and a content address", f.Name)
		}
		if err := putFile(ctx, f, id, files); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	if n != imp.head.Files {
		return fault.New(fault.Invalid, "archive holds %d files; the manifest says %d: the archive was cut short", n, imp.head.Files)
	}
	return nil
}

func putFile(ctx context.Context, f *zip.File, id string, files Files) error {
	r, err := f.Open()
	if err != nil {
		return fault.Mark(fault.Invalid, err)
	}
	err = files.Put(ctx, id, r)
	if _, closing := err, r.Close(); err == nil && closing != nil {
		return fault.Mark(fault.Invalid, closing)
	}
	if errors.Is(err, zip.ErrChecksum) || errors.Is(err, zip.ErrFormat) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fault.Mark(fault.Invalid, err)
	}
	return err
}
