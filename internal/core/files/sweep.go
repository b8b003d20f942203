package files

import (
	"context"
	"time"

	"backlot/internal/core/fault"
)

// Swept is what Sweep removed.
type Swept struct {
	Files int
	Bytes int64
	Parts int // unfinished pieces that nobody continues
}

// grace is how long content that nothing refers to is kept: whoever put it may
// be about to refer to it.
const grace = 24 * time.Hour

// Sweep removes files that keep does not want and that were last put more than a
// day ago, pieces of broken puts, and expired uploads. It may run while files are
// put and read.
func (l *Library) Sweep(ctx context.Context, keep func(ID) bool) (Swept, error) {
	var swept Swept
	before := l.opt.Now().Add(-grace)
	err := l.Each(ctx, func(info Info) error {
		if info.StoredMS >= before.UnixMilli() || keep(info.ID) {
			return nil
		}
		gone, err := l.remove(ctx, info)
		if gone {
			swept.Files++
			swept.Bytes += info.Size
		}
		return err
	})
	if err != nil {
		return swept, err
	}
	if err := l.expireUploads(ctx); err != nil {
		return swept, err
	}
	return swept, l.b.List(ctx, func(o Object) error {
		if o.Modified.After(before) {
			return nil
		}
		return l.sweepStray(ctx, o, &swept)
	})
}

// remove deletes a file unless it was put again meanwhile. The mark makes whoever
// puts the same content now wait until it is gone.
func (l *Library) remove(ctx context.Context, info Info) (gone bool, err error) {
	res, err := l.db.Exec(ctx, "UPDATE file SET doomed_ms = ? WHERE id = ? AND stored_ms = ? AND doomed_ms = 0",
		l.opt.Now().UnixMilli(), string(info.ID), info.StoredMS)
	if err != nil {
		return false, err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return false, err
	}
	if err := l.b.Remove(ctx, info.ID); err != nil {
		return false, err
	}
	_, err = l.db.Exec(ctx, "DELETE FROM file WHERE id = ? AND doomed_ms > 0", string(info.ID))
	return err == nil, err
}

// sweepStray removes what the backend holds and the tables do not know.
func (l *Library) sweepStray(ctx context.Context, o Object, swept *Swept) error {
	query, arg := "SELECT count(*) FROM upload WHERE id = ?", o.Stage
	if o.ID != "" {
		query, arg = "SELECT count(*) FROM file WHERE id = ?", string(o.ID)
	}
	var known int
	if err := l.db.QueryRow(ctx, query, arg).Scan(&known); err != nil || known > 0 {
		return err
	}
	if o.ID == "" {
		swept.Parts++
		return l.b.Discard(ctx, o.Stage)
	}
	swept.Files++
	swept.Bytes += o.Size
	return l.b.Remove(ctx, o.ID)
}

// VerifyAll reads every file and calls bad with each that is damaged or missing.
// It returns how many were read.
func (l *Library) VerifyAll(ctx context.Context, bad func(Info, error)) (n int, err error) {
	err = l.Each(ctx, func(info Info) error {
		n++
		err := l.Verify(ctx, info.ID)
		if err != nil && ctx.Err() == nil && !fault.Is(err, fault.NotFound) { // swept meanwhile
			bad(info, err)
		}
		return ctx.Err()
	})
	return n, err
}
