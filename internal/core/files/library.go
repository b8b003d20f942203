package files

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/dustin/go-humanize"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
)

// Options are the limits of a Library. A zero limit means none.
type Options struct {
	MaxFile  int64 // bytes of one file
	Quota    int64 // bytes of all files together
	KeepFree int64 // bytes that must stay free where the files are; zero: 256 MiB
	Now      func() time.Time
}

// Library keeps files. It is safe for concurrent use, also by several nodes.
type Library struct {
	db  *db.DB
	b   Backend
	opt Options
}

// New makes a library over a database and a backend.
func New(d *db.DB, b Backend, opt Options) *Library {
	if opt.KeepFree == 0 {
		opt.KeepFree = 256 << 20
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	return &Library{db: d, b: b, opt: opt}
}

// chunks are the buffers through which content streams.
var chunks = sync.Pool{New: func() any { b := make([]byte, 8*blockSize); return &b }}

// Put stores content and gives its id. When it returns, the content is on disk.
func (l *Library) Put(ctx context.Context, r io.Reader) (ID, error) {
	info, err := l.PutSized(ctx, r, -1)
	return info.ID, err
}

// PutSized is Put for content whose size is known, or -1: too much is refused
// before anything is read, and content of another size is Invalid.
func (l *Library) PutSized(ctx context.Context, r io.Reader, size int64) (Info, error) {
	if err := l.Room(ctx, max(size, 0)); err != nil {
		return Info{}, err
	}
	stage := "put-" + randomName()
	info, err := l.gather(ctx, stage, r, size)
	if err != nil {
		clean, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		return Info{}, errors.Join(err, l.b.Discard(clean, stage))
	}
	return info, nil
}

func (l *Library) gather(ctx context.Context, stage string, r io.Reader, size int64) (Info, error) {
	buf := chunks.Get().(*[]byte)
	defer chunks.Put(buf)
	s := newSum()
	for {
		n, err := io.ReadFull(r, *buf)
		last := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !last {
			return Info{}, fmt.Errorf("read the file to store after %d bytes: %w", s.size+int64(n), err)
		}
		if n > 0 || s.size == 0 {
			if err := l.fits(s.size + int64(n)); err != nil {
				return Info{}, err
			}
			if err := l.b.Append(ctx, stage, s.size, (*buf)[:n]); err != nil {
				return Info{}, err
			}
			s.Write((*buf)[:n]) //nolint:errcheck // a hash does not fail
		}
		if last {
			break
		}
		if err := l.Room(ctx, 0); err != nil { // of unknown size
			return Info{}, err
		}
	}
	if size >= 0 && s.size != size {
		return Info{}, fault.New(fault.Invalid, "the file has %d bytes, %d were announced", s.size, size)
	}
	return l.keep(ctx, stage, s)
}

// Room reports whether size more bytes may be stored: Invalid when the file is too
// large for ever, Unavailable when there is no room now.
func (l *Library) Room(ctx context.Context, size int64) error {
	if err := l.fits(size); err != nil {
		return err
	}
	if l.opt.Quota > 0 {
		used, err := l.Used(ctx)
		if err != nil {
			return err
		}
		if used+size > l.opt.Quota {
			return fault.New(fault.Unavailable, "the files of this server may take %s, %s are used, %s more do not fit: delete versions nobody needs or raise the quota",
				bytesOf(l.opt.Quota), bytesOf(used), bytesOf(size))
		}
	}
	free, err := l.b.Space(ctx)
	if err != nil {
		return err
	}
	if free >= 0 && free-l.opt.KeepFree < size {
		return fault.New(fault.Unavailable, "the disk with the files has %s free, of which %s are kept; %s do not fit: make room and try again",
			bytesOf(free), bytesOf(l.opt.KeepFree), bytesOf(size))
	}
	return nil
}

func (l *Library) fits(size int64) error {
	if l.opt.MaxFile > 0 && size > l.opt.MaxFile {
		return fault.New(fault.Invalid, "the file is larger than %s, the most this server takes", bytesOf(l.opt.MaxFile))
	}
	return nil
}

func bytesOf(n int64) string { return humanize.IBytes(uint64(max(n, 0))) }

// Used is how many bytes all files take together.
func (l *Library) Used(ctx context.Context) (n int64, err error) {
	err = l.db.QueryRow(ctx, "SELECT COALESCE(sum(size), 0) FROM file").Scan(&n)
	return n, err
}

// keep makes a stage a file. The row comes first, so that Sweep knows; it counts
// only when the bytes are in place.
func (l *Library) keep(ctx context.Context, stage string, s *sum) (Info, error) {
	info, blocks := s.finish()
	info.StoredMS = l.opt.Now().UnixMilli()
	known, err := l.announce(ctx, info, blocks)
	if err != nil {
		return Info{}, err
	}
	if known && l.Verify(ctx, info.ID) == nil {
		return info, l.b.Discard(ctx, stage) // stored already, and sound
	}
	if err := l.b.Commit(ctx, stage, info.ID, info.Size); err != nil {
		return Info{}, err
	}
	_, err = l.db.Exec(ctx, "UPDATE file SET pending = 0, blocks = ?, xxh3 = ?, size = ? WHERE id = ?", nonNil(blocks), info.XXH3, info.Size, string(info.ID))
	return info, err
}

// announce writes the row of a file to come and reports whether it was there. It
// waits while Sweep removes the same file.
func (l *Library) announce(ctx context.Context, info Info, blocks []byte) (known bool, err error) {
	for {
		swept := false
		err = l.db.Write(ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(ctx, `
				INSERT INTO file (id, size, xxh3, mime, blocks, stored_ms, pending, doomed_ms)
				VALUES (?, ?, ?, ?, ?, ?, 1, 0)
				ON CONFLICT (id) DO UPDATE SET stored_ms = excluded.stored_ms WHERE file.doomed_ms = 0`,
				string(info.ID), info.Size, info.XXH3, info.MIME, nonNil(blocks), info.StoredMS)
			if err != nil {
				return err
			}
			var pending, doomed int64
			err = tx.QueryRow(ctx, "SELECT pending, doomed_ms FROM file WHERE id = ?", string(info.ID)).Scan(&pending, &doomed)
			known, swept = pending == 0, doomed > 0
			if swept && info.StoredMS-doomed > (10*time.Minute).Milliseconds() { // Sweep died
				_, err = tx.Exec(ctx, "UPDATE file SET doomed_ms = 0, pending = 1, stored_ms = ? WHERE id = ?", info.StoredMS, string(info.ID))
				known, swept = false, false
			}
			return err
		})
		if err != nil || !swept {
			return known, err
		}
		select {
		case <-ctx.Done():
			return false, ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func nonNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// Stat tells about a stored file.
func (l *Library) Stat(ctx context.Context, id ID) (Info, error) {
	info, _, err := l.stat(ctx, id)
	return info, err
}

func (l *Library) stat(ctx context.Context, id ID) (Info, []byte, error) {
	if _, err := ParseID(string(id)); err != nil {
		return Info{}, nil, err
	}
	info := Info{ID: id}
	var blocks []byte
	err := l.db.QueryRow(ctx, "SELECT size, xxh3, mime, stored_ms, blocks FROM file WHERE id = ? AND pending = 0 AND doomed_ms = 0", string(id)).
		Scan(&info.Size, &info.XXH3, &info.MIME, &info.StoredMS, &blocks)
	if errors.Is(err, sql.ErrNoRows) {
		return Info{}, nil, fault.New(fault.NotFound, "file %s is not stored here", id)
	}
	if err == nil && int64(len(blocks)) != 8*((info.Size+blockSize-1)/blockSize) {
		err = damaged(id, "its list of block hashes has the wrong length")
	}
	return info, blocks, err
}

func damaged(id ID, how string) error {
	return fault.Mark(fault.Unavailable, fmt.Errorf("file %s: %s; restore it from a backup or put it again: %w", id, how, ErrDamaged))
}

// Verify reads a whole file and compares it with its id.
func (l *Library) Verify(ctx context.Context, id ID) error {
	r, err := l.Open(ctx, id)
	if err != nil {
		return err
	}
	defer r.Close()
	s := newSum()
	if _, err := io.Copy(s, r); err != nil {
		return err
	}
	if got, _ := s.finish(); got.ID != id {
		return damaged(id, "its SHA-256 is "+string(got.ID))
	}
	return nil
}

// Each calls each with every stored file, oldest first.
func (l *Library) Each(ctx context.Context, each func(Info) error) error {
	after := Info{StoredMS: -1}
	for {
		page, err := l.page(ctx, after)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, info := range page {
			if err := each(info); err != nil {
				return err
			}
		}
		after = page[len(page)-1]
	}
}

func (l *Library) page(ctx context.Context, after Info) ([]Info, error) {
	rows, err := l.db.Query(ctx, `
		SELECT id, size, xxh3, mime, stored_ms FROM file
		WHERE pending = 0 AND doomed_ms = 0 AND (stored_ms > ? OR (stored_ms = ? AND id > ?))
		ORDER BY stored_ms, id LIMIT 500`, after.StoredMS, after.StoredMS, string(after.ID))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var page []Info
	for rows.Next() {
		var info Info
		if err := rows.Scan(&info.ID, &info.Size, &info.XXH3, &info.MIME, &info.StoredMS); err != nil {
			return nil, err
		}
		page = append(page, info)
	}
	return page, rows.Err()
}

func randomName() string {
	var b [16]byte
	rand.Read(b[:]) //nolint:errcheck // never fails
	return hex.EncodeToString(b[:])
}

// PutBytes is Put for what is in memory already.
func (l *Library) PutBytes(ctx context.Context, content []byte) (Info, error) {
	return l.PutSized(ctx, bytes.NewReader(content), int64(len(content)))
}
