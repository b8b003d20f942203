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

// An archive is a whole production in one ZIP file:
//
//	manifest.json     form and version, name, counts
//	changes.ndjson    the main line, one change a line, in landed order
//	branches.ndjson   branches
//	branch/ID.ndjson  the changes of a branch
//	files/ID          every file, by content address
//
// It holds everything, sealed records too.

const archiveForm = "backlot-archive"

// archiveVersion is the version of the layout written here; all older ones are read.
const archiveVersion = 1

// Manifest is the head of an archive.
type Manifest struct {
	Form       string     `json:"form"`
	Version    int        `json:"version"`
	Production Production `json:"production"`
	Changes    Seq        `json:"changes"`
	Branches   int        `json:"branches"`
	Files      int        `json:"files"`
}

// ArchiveBranch is a branch in an archive, with the place it left the main line.
type archiveBranch struct {
	Branch
	BaseSeq Seq `json:"base_seq"`
	Landed  Seq `json:"landed"`
}

// Files is where the content of a production's files comes from or goes to.
type Files interface {
	List(ctx context.Context, production ID) ([]string, error)
	Open(ctx context.Context, id string) (io.ReadCloser, error)
	Put(ctx context.Context, id string, r io.Reader) error
}

// Export writes a production as an archive. files may be nil when there are none.
func (s *Store) Export(ctx context.Context, production ID, w io.Writer, files Files) error {
	m, branches, err := s.manifest(ctx, production)
	if err != nil {
		return err
	}
	var ids []string
	if files != nil {
		if ids, err = files.List(ctx, production); err != nil {
			return fmt.Errorf("list files of %s: %w", m.Production.Name, err)
		}
	}
	m.Files = len(ids)
	z := zip.NewWriter(w)
	if err := writeJSON(z, "manifest.json", m); err != nil {
		return err
	}
	if err := s.exportChanges(ctx, z, "changes.ndjson", Main(production), m.Changes); err != nil {
		return err
	}
	heads := make([]archiveBranch, len(branches))
	for i, b := range branches {
		heads[i] = archiveBranch{b, b.Base, b.Seq}
		if err := s.exportChanges(ctx, z, "branch/"+b.ID.String()+".ndjson", Place{production, b.ID}, b.Seq); err != nil {
			return err
		}
	}
	if err := writeJSON(z, "branches.ndjson", heads...); err != nil {
		return err
	}
	for _, id := range ids {
		if err := exportFile(ctx, z, files, id); err != nil {
			return fmt.Errorf("file %s: %w", id, err)
		}
	}
	return z.Close()
}

func (s *Store) manifest(ctx context.Context, production ID) (Manifest, []Branch, error) {
	list, err := s.Productions(ctx)
	if err != nil {
		return Manifest{}, nil, err
	}
	for _, p := range list {
		if p.ID == production {
			branches, err := s.Branches(ctx, production)
			return Manifest{Form: archiveForm, Version: archiveVersion, Production: p, Changes: p.Seq, Branches: len(branches)}, branches, err
		}
	}
	return Manifest{}, nil, fault.New(fault.NotFound, "no production %s", production)
}

func writeJSON[T any](z *zip.Writer, name string, values ...T) error {
	w, err := z.Create(name)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(w)
	for _, v := range values {
		if err := enc.Encode(v); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func (s *Store) exportChanges(ctx context.Context, z *zip.Writer, name string, at Place, last Seq) error {
	w, err := z.Create(name)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(w)
	for after := Seq(0); after < last; after += batchSize {
		list, err := changes(ctx, s.db, at, after, min(after+batchSize, last))
		if err != nil {
			return err
		}
		for _, c := range list {
			if err := enc.Encode(c); err != nil {
				return err
			}
		}
	}
	return nil
}

func exportFile(ctx context.Context, z *zip.Writer, files Files, id string) error {
	r, err := files.Open(ctx, id)
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := z.CreateHeader(&zip.FileHeader{Name: "files/" + id, Method: zip.Store})
	if err != nil {
		return err
	}
	_, err = io.Copy(w, r)
	return err
}

// Import reads an archive into a store that does not have the production yet.
// It is read whole or, on error, names the entry and line and can be run again:
// what has landed is passed over.
func (s *Store) Import(ctx context.Context, r io.ReaderAt, size int64, files Files) (Manifest, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return Manifest{}, fault.New(fault.Invalid, "not a Backlot archive: %w", err)
	}
	var m Manifest
	if err := readLines(z, "manifest.json", func(line []byte) error { return json.Unmarshal(line, &m) }); err != nil {
		return m, err
	}
	if m.Form != archiveForm || m.Version < 1 || m.Version > archiveVersion {
		return m, fault.New(fault.Invalid, "archive is %q version %d; this program reads %q up to version %d", m.Form, m.Version, archiveForm, archiveVersion)
	}
	if err := s.CreateProduction(ctx, m.Production); err != nil && !fault.Is(err, fault.Conflict) {
		return m, err
	}
	if err := s.importChanges(ctx, z, "changes.ndjson", Main(m.Production.ID)); err != nil {
		return m, err
	}
	err = readLines(z, "branches.ndjson", func(line []byte) error { return s.importBranch(ctx, z, m.Production.ID, line) })
	if err != nil {
		return m, err
	}
	return m, importFiles(ctx, z, files)
}

func (s *Store) importBranch(ctx context.Context, z *zip.Reader, production ID, line []byte) error {
	var b archiveBranch
	if err := json.Unmarshal(line, &b); err != nil {
		return err
	}
	state := b.State
	b.Base, b.Seq, b.State = b.BaseSeq, 0, "open"
	if err := s.insertBranch(ctx, s.db, production, b.Branch); err != nil && !fault.Is(err, fault.Conflict) {
		return err
	}
	at := Place{production, b.ID}
	if err := s.importChanges(ctx, z, "branch/"+b.ID.String()+".ndjson", at); err != nil || state == "open" {
		return err
	}
	return s.closeBranch(ctx, at, state)
}

func (s *Store) importChanges(ctx context.Context, z *zip.Reader, name string, at Place) error {
	var batch []Change
	flush := func() error {
		_, err := s.Receive(ctx, batch)
		batch = batch[:0]
		return err
	}
	err := readLines(z, name, func(line []byte) error {
		var c Change
		if err := json.Unmarshal(line, &c); err != nil {
			return err
		}
		if c.Where() != at {
			return fault.New(fault.Invalid, "change %s is of another production or branch", c.ID)
		}
		batch = append(batch, c)
		if len(batch) == batchSize {
			return flush()
		}
		return nil
	})
	return errors.Join(err, flush())
}

// maxLine bounds one change in an archive: an import of a whole season in one
// change is about 30 MB.
const maxLine = 256 << 20

func readLines(z *zip.Reader, name string, fn func([]byte) error) error {
	f, err := z.Open(name)
	if err != nil {
		return fault.New(fault.Invalid, "archive lacks %s: %w", name, err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(make([]byte, 0, 1<<20), maxLine)
	for n := 1; lines.Scan(); n++ {
		if err := fn(lines.Bytes()); err != nil {
			return fault.New(max(fault.KindOf(err), fault.Invalid), "%s line %d: %w", name, n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fault.New(fault.Invalid, "%s: %w", name, err)
	}
	return nil
}

func importFiles(ctx context.Context, z *zip.Reader, files Files) error {
	for _, f := range z.File {
		id, ok := strings.CutPrefix(f.Name, "files/")
		if !ok || files == nil {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return fault.New(fault.Invalid, "%s: %w", f.Name, err)
		}
		err = files.Put(ctx, id, r)
		r.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return nil
}
