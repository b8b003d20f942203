package files

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"io"
	"sync"
	"time"

	"backlot/internal/core/fault"
)

// Upload is a file that arrives in pieces.
type Upload struct {
	ID        string            // 32 hex digits, random
	Owner     string            // as UploadOptions.Authorise named them
	Size      int64             // bytes announced
	Offset    int64             // bytes stored for good
	Meta      map[string]string // as sent: names and types the sender claims, not to be trusted
	CreatedMS int64
	ExpiresMS int64 // moves on with every byte
	File      Info  // once all bytes are here
	told      bool
}

// uploads is the state of uploads in the table, which survives restarts, and the
// running hashes in memory, which are made anew after one.
type uploads struct {
	l   *Library
	ttl time.Duration

	mu   sync.Mutex
	sums map[string]*sum
}

func (u *uploads) create(ctx context.Context, up Upload) (Upload, error) {
	meta, err := json.Marshal(up.Meta)
	if err != nil {
		return Upload{}, err
	}
	now := u.l.opt.Now()
	up.ID, up.CreatedMS, up.ExpiresMS = randomName(), now.UnixMilli(), now.Add(u.ttl).UnixMilli()
	_, err = u.l.db.Exec(ctx, `
		INSERT INTO upload (id, owner, size, reached, meta, writer, file, told, created_ms, expires_ms)
		VALUES (?, ?, ?, 0, ?, '', '', 0, ?, ?)`, up.ID, up.Owner, up.Size, string(meta), up.CreatedMS, up.ExpiresMS)
	return up, err
}

// get reads an upload; one that expired is NotFound with errExpired.
func (u *uploads) get(ctx context.Context, id string) (Upload, error) {
	up := Upload{ID: id}
	var meta, file string
	var told int
	err := u.l.db.QueryRow(ctx, "SELECT owner, size, reached, meta, file, told, created_ms, expires_ms FROM upload WHERE id = ?", id).
		Scan(&up.Owner, &up.Size, &up.Offset, &meta, &file, &told, &up.CreatedMS, &up.ExpiresMS)
	if errors.Is(err, sql.ErrNoRows) {
		return Upload{}, fault.New(fault.NotFound, "upload %s does not exist", id)
	}
	if err != nil {
		return Upload{}, err
	}
	if up.ExpiresMS <= u.l.opt.Now().UnixMilli() {
		return Upload{}, fault.Mark(fault.NotFound, errExpired)
	}
	up.told = told == 1
	if file != "" {
		if up.File, err = u.l.Stat(ctx, ID(file)); err != nil {
			return Upload{}, err
		}
	}
	return up, json.Unmarshal([]byte(meta), &up.Meta)
}

var (
	errExpired = errors.New("the upload was not continued in time and is gone: begin again")
	errTaken   = fault.New(fault.Conflict, "another request continued this upload: ask for its offset")
)

// take makes this request the only writer of an upload, on all nodes.
func (u *uploads) take(ctx context.Context, id string) (writer string, err error) {
	writer = randomName()
	_, err = u.l.db.Exec(ctx, "UPDATE upload SET writer = ? WHERE id = ?", writer, id)
	return writer, err
}

// advance moves the offset on, if the writer still is the writer.
func (u *uploads) advance(ctx context.Context, up *Upload, writer string, to int64) error {
	expires := u.l.opt.Now().Add(u.ttl).UnixMilli()
	res, err := u.l.db.Exec(ctx, "UPDATE upload SET reached = ?, expires_ms = ? WHERE id = ? AND reached = ? AND writer = ?",
		to, expires, up.ID, up.Offset, writer)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(errTaken, err)
	}
	up.Offset, up.ExpiresMS = to, expires
	return nil
}

// sum gives the running hash of what is stored of an upload, reading it again
// when this process has not seen it all.
func (u *uploads) sum(ctx context.Context, up Upload) (*sum, error) {
	u.mu.Lock()
	s := u.sums[up.ID]
	delete(u.sums, up.ID)
	u.mu.Unlock()
	if s != nil && s.size == up.Offset {
		return s, nil
	}
	s = newSum()
	if up.Offset == 0 {
		return s, nil
	}
	r, err := u.l.b.Staged(ctx, up.ID)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	n, err := io.Copy(s, io.LimitReader(r, up.Offset))
	if err == nil && n < up.Offset {
		err = fault.New(fault.Unavailable, "%d bytes of upload %s were stored, only %d are there: begin again", up.Offset, up.ID, n)
	}
	return s, err
}

// remember keeps a running hash for the next piece.
func (u *uploads) remember(up Upload, s *sum) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if len(u.sums) >= 1000 { // abandoned ones; they can be made anew
		clear(u.sums)
	}
	u.sums[up.ID] = s
}

// finish makes a complete upload a file.
func (u *uploads) finish(ctx context.Context, up *Upload, s *sum) error {
	if up.Size == 0 {
		if err := u.l.b.Append(ctx, up.ID, 0, nil); err != nil {
			return err
		}
	}
	info, err := u.l.keep(ctx, up.ID, s)
	if err != nil {
		return err
	}
	up.File = info
	_, err = u.l.db.Exec(ctx, "UPDATE upload SET file = ? WHERE id = ?", string(info.ID), up.ID)
	return err
}

func (u *uploads) setTold(ctx context.Context, up *Upload) error {
	up.told = true
	_, err := u.l.db.Exec(ctx, "UPDATE upload SET told = 1 WHERE id = ?", up.ID)
	return err
}

func (u *uploads) drop(ctx context.Context, id string) error {
	u.mu.Lock()
	delete(u.sums, id)
	u.mu.Unlock()
	if _, err := u.l.db.Exec(ctx, "DELETE FROM upload WHERE id = ?", id); err != nil {
		return err
	}
	return u.l.b.Discard(ctx, id)
}

// expireUploads forgets uploads whose time is over, and their bytes.
func (l *Library) expireUploads(ctx context.Context) error {
	rows, err := l.db.Query(ctx, "SELECT id FROM upload WHERE expires_ms <= ? ORDER BY expires_ms LIMIT 10000", l.opt.Now().UnixMilli())
	if err != nil {
		return err
	}
	defer rows.Close()
	var ids []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return err
		}
		ids = append(ids, id)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, id := range ids {
		if _, err := l.db.Exec(ctx, "DELETE FROM upload WHERE id = ?", id); err != nil {
			return err
		}
		if err := l.b.Discard(ctx, id); err != nil {
			return err
		}
	}
	return nil
}
