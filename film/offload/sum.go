package offload

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"slices"
	"sync"

	"backlot/film/offload/hashes"
	"backlot/film/offload/mhl"
)

// summer hashes a stream of blocks in several formats: the quick ones where it is called, the slow
// ones in a pool, beside the streams of the other files.
type summer struct {
	fast map[hashes.Format]hash.Hash
	slow map[hashes.Format]*hashes.Stream
}

func newSummer(pool *hashes.Pool, formats []hashes.Format) *summer {
	s := &summer{map[hashes.Format]hash.Hash{}, map[hashes.Format]*hashes.Stream{}}
	for _, f := range formats {
		switch {
		case !f.Slow():
			s.fast[f] = f.New()
		case f == hashes.C4 && s.slow[hashes.SHA512] != nil: // the same digest, written otherwise
			s.slow[f] = s.slow[hashes.SHA512]
		case f == hashes.SHA512 && s.slow[hashes.C4] != nil:
			s.slow[f] = s.slow[hashes.C4]
		default:
			s.slow[f] = pool.Stream(f)
		}
	}
	return s
}

// add hashes a block. It may be released by the caller right after.
func (s *summer) add(b *block) {
	for f, stream := range s.slow {
		if f == hashes.SHA512 && stream == s.slow[hashes.C4] {
			continue
		}
		b.refs.Add(1)
		stream.Add(b.data(), b.release)
	}
	for _, h := range s.fast {
		h.Write(b.data())
	}
}

// finish waits for the slow ones and gives the sums. It must be called once, also after an error.
func (s *summer) finish() hashes.Sums {
	out := hashes.Sums{}
	for f, h := range s.fast {
		out[f] = f.Text(h.Sum(nil))
	}
	for f, stream := range s.slow {
		out[f] = f.Text(stream.Sum())
	}
	return out
}

// Summed is a file that was hashed.
type Summed struct {
	Path  string
	Bytes int64
	Sums  hashes.Sums
	Err   error
}

// SumFiles hashes files of a volume past the page cache where that can be, two large ones (four in
// formats that hash files side by side) and some small ones at a time, largest first. each is called for every file, never twice at once; the
// error is that of ctx.
func SumFiles(ctx context.Context, v Volume, wants []mhl.Want, each func(Summed)) error {
	wants = slices.Clone(wants)
	slices.SortStableFunc(wants, func(a, b mhl.Want) int { return cmp.Compare(b.Size, a.Size) })
	n := 2
	for _, w := range wants {
		n = max(n, inFlight(w.Formats))
	}
	r := newRings(n, blockSize)
	var mu sync.Mutex
	return lanes(ctx, n, wants, func(w mhl.Want) int64 { return w.Size }, func(w mhl.Want) {
		s := Summed{Path: w.Path}
		s.Bytes, s.Sums, s.Err = sumFile(ctx, r, w.Size, v, w.Path, w.Formats)
		mu.Lock()
		defer mu.Unlock()
		each(s)
	})
}

// sumFile hashes what a disk holds of a file.
func sumFile(ctx context.Context, r *rings, size int64, v Volume, name string, formats []hashes.Format) (int64, hashes.Sums, error) {
	in, err := v.Input(name, true)
	if err != nil {
		return 0, nil, err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return 0, nil, err
	}
	if !in.Direct() {
		_ = in.Forget() // what cannot be dropped is read from memory, which Traits tells
	}
	s := newSummer(&r.slow, formats)
	err = r.of(size).read(ctx, in, info.Size(), 2, func(b *block) error {
		s.add(b)
		b.release()
		return nil
	})
	sums := s.finish()
	return info.Size(), sums, err
}

// small files are hindered by waiting for the disk, not by its speed: more of them go at once, beside
// the large ones, so that their waiting costs nothing.
const (
	smallFile  = 4 << 20
	smallLanes = 8
)

// rings are the blocks of a copy: large ones for large files, and small ones that those beside them
// need not wait for.
type rings struct {
	large, small *ring
	slow         hashes.Pool // what hashes the blocks in slow formats
}

// newRings bounds the memory of n large files in flight: 128 MiB for up to four.
func newRings(n int, block int64) *rings {
	if n > 2 {
		block = min(block, blockSize/2)
	}
	return &rings{large: newRing(6*n, block), small: newRing(smallLanes, min(block, smallFile))}
}

// inFlight is how many large files are worked on at once: enough to keep a disk busy, and with slow
// formats enough to be hashed side by side.
func inFlight(formats []hashes.Format) int {
	if slices.ContainsFunc(formats, hashes.Format.Slow) {
		return 4
	}
	return 2
}

func (r *rings) of(size int64) *ring {
	if size > smallFile {
		return r.large
	}
	return r.small
}

// lanes runs f for all items, in order: n large ones at once and some small ones beside them. The
// error is that of ctx; what was begun has ended in any case.
func lanes[T any](ctx context.Context, n int, items []T, size func(T) int64, f func(T)) error {
	large, small := make(chan T), make(chan T)
	var wg sync.WaitGroup
	work := func(ch <-chan T, lanes int) {
		for range lanes {
			wg.Go(func() {
				for it := range ch {
					f(it)
				}
			})
		}
	}
	work(large, n)
	work(small, smallLanes)
	feed := func(ch chan<- T, wanted bool) {
		defer close(ch)
		for _, it := range items {
			if (size(it) > smallFile) != wanted {
				continue
			}
			select {
			case ch <- it:
			case <-ctx.Done():
				return
			}
		}
	}
	wg.Go(func() { feed(large, true) })
	feed(small, false)
	wg.Wait()
	return context.Cause(ctx)
}

// notThere says that an error means a missing file.
func notThere(err error) bool { return errors.Is(err, fs.ErrNotExist) }

// why words an error without the path that the finding names already.
func why(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		if notThere(err) {
			return fmt.Sprintf("%s: it is not there any more; was the disk or the card pulled?", p.Op)
		}
		return fmt.Sprintf("%s: %v", p.Op, p.Err)
	}
	return err.Error()
}
