package graph

import (
	"archive/zip"
	"context"
	"encoding/json"
	"fmt"
	"io"

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
	branches, err := s.Branches(ctx, production) // first: a branch never begins after the main line's end
	if err != nil {
		return Manifest{}, nil, err
	}
	list, err := s.Productions(ctx)
	if err != nil {
		return Manifest{}, nil, err
	}
	for _, p := range list {
		if p.ID == production {
			return Manifest{Form: archiveForm, Version: archiveVersion, Production: p, Changes: p.Seq, Branches: len(branches)}, branches, nil
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
		list, _, err := changes(ctx, s.db, at, after, min(after+batchSize, last))
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
