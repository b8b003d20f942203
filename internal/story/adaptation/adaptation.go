// Package adaptation is the source map of a film made from a book, comic or life:
// the text with its passages, what became of each on the page and why, what that
// leaves of every chapter and character, and the dates of the rights that allow it.
package adaptation

import (
	"context"
	"fmt"
	"io"
	"slices"
	"sync"

	"backlot/film/source"
	"backlot/internal/core/access"
	"backlot/internal/core/documents"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/slice"
)

// Rights of the slice. What the rights in a source cost is read with consent.read.
const (
	readRight   = "adaptation.read"
	editRight   = "adaptation.edit"
	rightsRight = "adaptation.rights"
)

// Files keeps the books, by the address of their content.
type Files interface {
	Keep(ctx context.Context, r io.Reader) (id string, err error)
	Open(ctx context.Context, id string) (io.ReadCloser, error)
}

// Slice describes the slice to the house. ids makes the ids of new records.
func Slice(ids graph.IDs, files Files) slice.Slice {
	s := &service{ids: ids, files: files, shelf: &shelf{books: map[string]*source.Text{}}}
	return slice.Slice{
		Area:  "story",
		Name:  "adaptation",
		Title: "Source map",
		Rights: []access.Right{
			{Name: readRight, Title: "Read the source map: book, passages, coverage, dates of the rights", Roles: []string{"@office", "@ad", "showrunner", "director", "writer", "script_supervisor", "legal", "studio_executive"}},
			{Name: editRight, Title: "Import books, anchor passages and say what became of them", Roles: []string{"@office", "showrunner", "director", "writer", "script_supervisor", "legal"}},
			{Name: rightsRight, Title: "Change options, rights and the chain of title", Roles: []string{"producer", "line_producer", "upm", "legal"}},
		},
		Routes:      s.routes,
		Derivations: []graph.Derivation{mapDerivation, rightsDerivation},
		Documents: []slice.Document{{
			Name: "fidelity", Title: "Fidelity report", Right: readRight, Subject: "source",
			Formats: []documents.Format{documents.AsPDF, documents.AsHTML, documents.AsXLSX}, Describe: s.describeFidelity,
		}},
	}
}

type service struct {
	ids   graph.IDs
	files Files
	shelf *shelf
}

// shelf holds the books that were read last. What an address names never changes,
// so nothing on it grows old.
type shelf struct {
	mu    sync.Mutex
	books map[string]*source.Text
	order []string // addresses, the last read at the end
}

const shelfSize = 6

// book reads the text of a source; a source without one has no chapters. The
// caller has the source from a view, so whoever asks may know it.
func (s *service) book(ctx context.Context, src production.Source) (*source.Text, error) {
	hash := src.TextHash
	if hash == "" {
		return &source.Text{}, nil
	}
	s.shelf.mu.Lock()
	defer s.shelf.mu.Unlock()
	if t, ok := s.shelf.books[hash]; ok {
		return t, nil
	}
	r, err := s.files.Open(ctx, hash)
	if err != nil {
		return nil, fmt.Errorf("open the text of %s: %w", src.Name, err)
	}
	defer r.Close() //nolint:errcheck // it was only read
	t, err := source.Decode(r)
	if err != nil {
		return nil, fmt.Errorf("the text of %s: %w", src.Name, err)
	}
	s.shelf.books[hash] = t
	if s.shelf.order = append(s.shelf.order, hash); len(s.shelf.order) > shelfSize {
		delete(s.shelf.books, s.shelf.order[0])
		s.shelf.order = slices.Delete(s.shelf.order, 0, 1)
	}
	return t, nil
}

// sourceOf reads a source and its text.
func (s *service) sourceOf(ctx context.Context, v graph.View, id graph.ID) (production.Source, *source.Text, error) {
	src, ok := graph.Get[production.Source](v, id)
	if !ok {
		return src, nil, fault.New(fault.NotFound, "no source %s", id)
	}
	t, err := s.book(ctx, src)
	return src, t, err
}
