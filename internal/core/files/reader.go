package files

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/zeebo/xxh3"

	"backlot/internal/core/fault"
)

// Reader reads a stored file and checks every block before any byte of it is
// given. It is an io.ReadSeekCloser for one goroutine, as http.ServeContent wants.
type Reader struct {
	Info
	ctx    context.Context //nolint:containedctx // io.Reader has no room for one
	b      Backend
	blocks []byte
	pos    int64

	block   []byte // checked content of block number at
	at      int64  // -1: none
	stream  io.ReadCloser
	streams int64 // block the stream stands at
}

// Open reads a whole file.
func (l *Library) Open(ctx context.Context, id ID) (io.ReadCloser, error) {
	return l.Reader(ctx, id)
}

// Reader opens a file for reading and seeking until ctx is done.
func (l *Library) Reader(ctx context.Context, id ID) (*Reader, error) {
	info, blocks, err := l.stat(ctx, id)
	if err != nil {
		return nil, err
	}
	return &Reader{Info: info, ctx: ctx, b: l.b, blocks: blocks, at: -1}, nil
}

// Range reads length bytes from an offset; both must lie inside the file.
func (l *Library) Range(ctx context.Context, id ID, offset, length int64) (io.ReadCloser, error) {
	r, err := l.Reader(ctx, id)
	if err != nil {
		return nil, err
	}
	if offset < 0 || length < 0 || offset > r.Size || length > r.Size-offset {
		return nil, fault.New(fault.Invalid, "bytes %d to %d of file %s: it has %d", offset, offset+length, id, r.Size)
	}
	r.pos = offset
	return struct {
		io.Reader
		io.Closer
	}{io.LimitReader(r, length), r}, nil
}

// Read is io.Reader. A damaged block is an ErrDamaged that names the file.
func (r *Reader) Read(p []byte) (int, error) {
	if r.pos >= r.Size {
		return 0, io.EOF
	}
	if len(p) == 0 {
		return 0, nil
	}
	if want := r.pos / blockSize; want != r.at {
		if err := r.load(want); err != nil {
			return 0, err
		}
	}
	n := copy(p, r.block[r.pos%blockSize:])
	r.pos += int64(n)
	return n, nil
}

// load reads and checks one block.
func (r *Reader) load(block int64) error {
	if r.stream != nil && r.streams != block {
		r.stream.Close() //nolint:errcheck // only read from
		r.stream = nil
	}
	if r.stream == nil {
		stream, err := r.b.Open(r.ctx, r.ID, block*blockSize)
		if fault.Is(err, fault.NotFound) {
			return damaged(r.ID, "it is missing from the store")
		}
		if err != nil {
			return err
		}
		r.stream, r.streams = stream, block
	}
	if r.block == nil {
		r.block = make([]byte, min(blockSize, r.Size))
	}
	r.at = -1
	r.block = r.block[:min(blockSize, r.Size-block*blockSize)]
	if n, err := io.ReadFull(r.stream, r.block); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return damaged(r.ID, fmt.Sprintf("it ends after %d bytes of %d", block*blockSize+int64(n), r.Size))
		}
		return fault.New(fault.Unavailable, "read file %s: %w", r.ID, err)
	}
	r.streams++
	if xxh3.Hash(r.block) != binary.BigEndian.Uint64(r.blocks[8*block:]) {
		return damaged(r.ID, fmt.Sprintf("bytes %d to %d are not what was stored", block*blockSize, block*blockSize+int64(len(r.block))-1))
	}
	r.at = block
	return nil
}

// Seek is io.Seeker.
func (r *Reader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.pos
	case io.SeekEnd:
		offset += r.Size
	}
	if offset < 0 {
		return 0, fault.New(fault.Invalid, "seek to %d, before the start of file %s", offset, r.ID)
	}
	r.pos = offset
	return offset, nil
}

// Close is io.Closer.
func (r *Reader) Close() error {
	if r.stream == nil {
		return nil
	}
	err := r.stream.Close()
	r.stream = nil
	return err
}
