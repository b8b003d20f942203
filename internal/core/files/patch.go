package files

import (
	"context"
	"crypto/md5"  //nolint:gosec // the protocol's choice; content is kept by SHA-256
	"crypto/sha1" //nolint:gosec // the protocol requires it
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"hash"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"backlot/internal/core/fault"
)

// patch is PATCH: it appends what the body holds. A cut connection keeps every
// byte that came; with a checksum, all or nothing is kept.
func (h *handler) patch(w http.ResponseWriter, r *http.Request, up Upload) error {
	if got := r.Header.Get("Content-Type"); got != "application/offset+octet-stream" {
		return &httpError{http.StatusUnsupportedMediaType, "Content-Type " + strconv.Quote(got) + ": want application/offset+octet-stream"}
	}
	offset, err := parseCount(r.Header.Get("Upload-Offset"))
	if err != nil {
		return fault.New(fault.Invalid, "Upload-Offset: %w", err)
	}
	if offset != up.Offset {
		return fault.New(fault.Conflict, "Upload-Offset %d: this upload has %d bytes", offset, up.Offset)
	}
	check, err := parseChecksum(r.Header.Get("Upload-Checksum"))
	if err != nil {
		return err
	}
	if r.ContentLength > up.Size-offset {
		return &httpError{http.StatusRequestEntityTooLarge, "the body is longer than what is missing"}
	}
	if up.File.ID == "" {
		if err := h.receive(r, &up, check); err != nil {
			return err
		}
	} else if !up.told {
		if err := h.complete(r.Context(), &up, nil); err != nil {
			return err
		}
	}
	w.Header().Set("Upload-Offset", strconv.FormatInt(up.Offset, 10))
	setExpires(w, up)
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// receive stores a body and, when it was the last, completes the upload.
func (h *handler) receive(r *http.Request, up *Upload, check *checksum) error {
	// What came is stored even when the sender is gone.
	ctx := context.WithoutCancel(r.Context())
	writer, err := h.up.take(ctx, up.ID)
	if err != nil {
		return err
	}
	s, err := h.up.sum(ctx, *up)
	if err != nil {
		return err
	}
	p := piece{h: h, up: up, writer: writer, sum: s, check: check, at: up.Offset}
	if err := p.copy(ctx, r.Body); err != nil {
		if p.at == up.Offset {
			h.up.remember(*up, s)
		}
		return err
	}
	if up.Offset < up.Size {
		h.up.remember(*up, s)
		return nil
	}
	return h.complete(ctx, up, s)
}

// piece is the body of one PATCH on its way into the backend.
type piece struct {
	h      *handler
	up     *Upload
	writer string
	sum    *sum
	check  *checksum
	at     int64 // what the backend has; up.Offset is what counts
}

func (p *piece) copy(ctx context.Context, body io.Reader) error {
	buf := chunks.Get().(*[]byte)
	defer chunks.Put(buf)
	for {
		missing := p.up.Size - p.at
		chunk := (*buf)[:min(int64(len(*buf)), missing+1)] // one more, to see a body that is too long
		n, readErr := io.ReadFull(body, chunk)
		if int64(n) > missing {
			return fault.New(fault.Invalid, "the body is longer than the %d bytes announced", p.up.Size)
		}
		if n > 0 {
			if err := p.store(ctx, chunk[:n]); err != nil {
				return err
			}
		}
		switch { // the end and a cut connection can look alike; the sender asks for the offset
		case errors.Is(readErr, io.EOF) || errors.Is(readErr, io.ErrUnexpectedEOF):
			return p.end(ctx)
		case readErr != nil:
			return fault.New(fault.Invalid, "the body ended early: %w", readErr)
		}
	}
}

// store appends a chunk and, without a checksum to wait for, counts it.
func (p *piece) store(ctx context.Context, chunk []byte) error {
	if err := p.h.l.Room(ctx, 0); err != nil {
		return err
	}
	if err := p.h.l.b.Append(ctx, p.up.ID, p.at, chunk); err != nil {
		return err
	}
	p.sum.Write(chunk) //nolint:errcheck // a hash does not fail
	p.at += int64(len(chunk))
	if p.check != nil {
		p.check.hash.Write(chunk)
		return nil
	}
	return p.h.up.advance(ctx, p.up, p.writer, p.at)
}

// end counts a body with a checksum once it proved right.
func (p *piece) end(ctx context.Context) error {
	if p.check == nil {
		return nil
	}
	if subtle.ConstantTimeCompare(p.check.hash.Sum(nil), p.check.want) != 1 {
		return &httpError{statusDiffers, "the bytes that came are not those that were sent: send them again"}
	}
	if p.at == p.up.Offset {
		return nil
	}
	return p.h.up.advance(ctx, p.up, p.writer, p.at)
}

type checksum struct {
	hash hash.Hash
	want []byte
}

var checksums = []struct {
	name string
	make func() hash.Hash
}{{"sha1", sha1.New}, {"md5", md5.New}, {"sha256", sha256.New}}

func checksumNames() []string {
	var names []string
	for _, c := range checksums {
		names = append(names, c.name)
	}
	return names
}

// parseChecksum reads "sha1 <base64>"; "" gives nil.
func parseChecksum(s string) (*checksum, error) {
	if s == "" {
		return nil, nil //nolint:nilnil // no checksum, no error
	}
	name, text, _ := strings.Cut(s, " ")
	for _, c := range checksums {
		if c.name != name {
			continue
		}
		h := c.make()
		want, err := base64.StdEncoding.DecodeString(text)
		if err != nil || len(want) != h.Size() {
			return nil, fault.New(fault.Invalid, "Upload-Checksum: want the %d bytes of a %s in base64", h.Size(), name)
		}
		return &checksum{h, want}, nil
	}
	return nil, fault.New(fault.Invalid, "Upload-Checksum %q: want one of %v", name, checksumNames())
}

// parseCount reads a length or an offset: decimal digits only.
func parseCount(s string) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 || strconv.FormatInt(n, 10) != s {
		return 0, fault.New(fault.Invalid, "%q: want a number of bytes", clipText(s))
	}
	return n, nil
}

func clipText(s string) string { return s[:min(len(s), 40)] }

const maxMetadata = 8 << 10 // bytes of an Upload-Metadata header

// parseMetadata reads "key base64,key base64 ...". Keys are ASCII without space
// and comma and come once; values are UTF-8.
func parseMetadata(headers []string) (map[string]string, error) {
	text := strings.Join(headers, ",")
	meta := map[string]string{}
	if text == "" {
		return meta, nil
	}
	if len(text) > maxMetadata {
		return nil, fault.New(fault.Invalid, "Upload-Metadata has %d bytes: want at most %d", len(text), maxMetadata)
	}
	for pair := range strings.SplitSeq(text, ",") {
		key, value, _ := strings.Cut(strings.Trim(pair, " "), " ")
		if key == "" || strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' }) {
			return nil, fault.New(fault.Invalid, "Upload-Metadata: key %q: want ASCII letters", clipText(key))
		}
		if _, twice := meta[key]; twice {
			return nil, fault.New(fault.Invalid, "Upload-Metadata: %q comes twice", clipText(key))
		}
		raw, err := base64.StdEncoding.DecodeString(value)
		if err != nil || !utf8.Valid(raw) {
			return nil, fault.New(fault.Invalid, "Upload-Metadata: value of %q: want UTF-8 text in base64", clipText(key))
		}
		meta[key] = string(raw)
	}
	return meta, nil
}

func formatMetadata(meta map[string]string) string {
	var pairs []string
	for key, value := range meta {
		pairs = append(pairs, strings.TrimRight(key+" "+base64.StdEncoding.EncodeToString([]byte(value)), " "))
	}
	slices.Sort(pairs)
	return strings.Join(pairs, ",")
}
