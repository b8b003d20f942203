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

// summer hashes a stream of blocks in several formats: the quick ones where it is called, each slow
// one on a goroutine of its own.
type summer struct {
	sums map[hashes.Format]hash.Hash
	fast []hash.Hash
	slow []chan *block
	wg   sync.WaitGroup
}

func newSummer(formats []hashes.Format) *summer {
	s := &summer{sums: map[hashes.Format]hash.Hash{}}
	shared := map[string]hash.Hash{}
	for _, f := range formats {
		core := string(f)
		if f == hashes.C4 {
			core = string(hashes.SHA512) // the same digest, written otherwise
		}
		if h := shared[core]; h != nil {
			s.sums[f] = h
			continue
		}
		h := f.New()
		shared[core], s.sums[f] = h, h
		if !f.Slow() {
			s.fast = append(s.fast, h)
			continue
		}
		ch := make(chan *block, 2)
		s.slow = append(s.slow, ch)
		s.wg.Go(func() {
			for b := range ch {
				h.Write(b.data())
				b.release()
			}
		})
	}
	return s
}

// add hashes a block. It may be released by the caller right after.
func (s *summer) add(b *block) {
	for _, ch := range s.slow {
		b.refs.Add(1)
		ch <- b
	}
	for _, h := range s.fast {
		h.Write(b.data())
	}
}

// finish waits for the slow ones and gives the sums. It must be called once, also after an error.
func (s *summer) finish() hashes.Sums {
	for _, ch := range s.slow {
		close(ch)
	}
	s.wg.Wait()
	out := hashes.Sums{}
	for f, h := range s.sums {
		out[f] = f.Text(h.Sum(nil))
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

// SumFiles hashes files of a volume past the page cache where that can be, two large ones and some
// small ones at a time, largest first. each is called for every file, never twice at once; the
// error is that of ctx.
func SumFiles(ctx context.Context, v Volume, wants []mhl.Want, each func(Summed)) error {
	wants = slices.Clone(wants)
	slices.SortStableFunc(wants, func(a, b mhl.Want) int { return cmp.Compare(b.Size, a.Size) })
	r := newRings(2, blockSize)
	var mu sync.Mutex
	return lanes(ctx, 2, wants, func(w mhl.Want) int64 { return w.Size }, func(w mhl.Want) {
		s := Summed{Path: w.Path}
		s.Bytes, s.Sums, s.Err = sumFile(ctx, r.of(w.Size), v, w.Path, w.Formats)
		mu.Lock()
		defer mu.Unlock()
		each(s)
	})
}

// sumFile hashes what a disk holds of a file.
func sumFile(ctx context.Context, r *ring, v Volume, name string, formats []hashes.Format) (int64, hashes.Sums, error) {
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
	s := newSummer(formats)
	err = r.read(ctx, in, info.Size(), 2, func(b *block) error {
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
type rings struct{ large, small *ring }

func newRings(inFlight int, block int64) rings {
	return rings{newRing(6*inFlight, block), newRing(smallLanes, min(block, smallFile))}
}

func (r rings) of(size int64) *ring {
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
