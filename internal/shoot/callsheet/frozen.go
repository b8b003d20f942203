package callsheet

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"backlot/internal/core/documents"
	"backlot/internal/core/fault"
)

// frozenForm names the file an issue is kept in.
const (
	frozenForm    = "backlot-call-sheet"
	frozenVersion = 1
)

// maxFrozen bounds a kept issue that is read back, in bytes.
const maxFrozen = 64 << 20

// Frozen is an issue as it was published: the sheet in words, and the very bytes handed out.
type Frozen struct {
	Form    string `json:"form"`    // "backlot-call-sheet"
	Version int    `json:"version"` // 1
	AtMS    int64  `json:"at_ms"`   // when it was published
	Sheet   Sheet  `json:"sheet"`
	PDF     []byte `json:"pdf"`
	HTML    []byte `json:"html"`
}

// freeze renders a sheet for good.
func freeze(s Sheet, at time.Time) (Frozen, error) {
	out := Frozen{Form: frozenForm, Version: frozenVersion, AtMS: at.UnixMilli(), Sheet: s}
	doc := s.documentAt(at)
	pdf, err := documents.RenderPDF(doc, documents.Recipient{})
	if err != nil {
		return Frozen{}, err
	}
	out.PDF, out.HTML = pdf.Bytes, documents.RenderHTML(doc).Bytes
	return out, nil
}

// thaw reads a kept issue.
func thaw(r io.Reader) (Frozen, error) {
	var f Frozen
	if err := json.NewDecoder(io.LimitReader(r, maxFrozen)).Decode(&f); err != nil {
		return Frozen{}, fmt.Errorf("read a published call sheet: %w", err)
	}
	if f.Form != frozenForm || f.Version < 1 || f.Version > frozenVersion {
		return Frozen{}, fmt.Errorf("read a published call sheet: form %q version %d: want %s up to version %d", f.Form, f.Version, frozenForm, frozenVersion)
	}
	return f, nil
}

func (s *service) load(ctx context.Context, hash string) (Frozen, error) {
	if hash == "" || s.files == nil {
		return Frozen{}, fault.New(fault.NotFound, "this issue was not kept as a file")
	}
	r, err := s.files.Open(ctx, hash)
	if err != nil {
		return Frozen{}, err
	}
	defer r.Close()
	return thaw(r)
}

func (s *service) keep(ctx context.Context, f Frozen) (string, error) {
	if s.files == nil {
		return "", fault.New(fault.Unavailable, "there is nowhere to keep a published call sheet")
	}
	body, err := json.Marshal(f)
	if err != nil {
		return "", err
	}
	return s.files.Keep(ctx, bytes.NewReader(body))
}

// render gives a frozen issue in a format: the bytes that were handed out, or, for a named
// recipient, the same sheet with the name across every page.
func (f Frozen) render(format documents.Format, recipient string) (documents.File, error) {
	doc := f.Sheet.documentAt(time.UnixMilli(f.AtMS).UTC())
	switch {
	case format == documents.AsHTML:
		return documents.File{Name: documents.FileName(doc.Meta, format), MediaType: "text/html; charset=utf-8", Body: f.HTML}, nil
	case recipient == "":
		return documents.File{Name: documents.FileName(doc.Meta, documents.AsPDF), MediaType: "application/pdf", Body: f.PDF}, nil
	}
	return documents.Render(doc, documents.AsPDF, documents.Recipient{Name: recipient})
}
