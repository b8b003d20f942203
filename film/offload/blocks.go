package offload

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync/atomic"
	"unsafe"
)

const (
	blockSize = 8 << 20 // large enough that a disk is never asked twice where once would do
	align     = 4096    // what every disk's direct access is content with
)

// block is a piece of a file on its way. It goes back to its ring when all who got it let it go.
type block struct {
	buf  []byte // aligned
	n    int    // bytes that count
	off  int64
	refs atomic.Int32
	ring *ring
}

func (b *block) data() []byte { return b.buf[:b.n] }

// padded is the data with zeros up to a multiple of align, for direct writing.
func (b *block) padded() []byte { return b.buf[:roundUp(b.n)] }

func (b *block) release() {
	if b.refs.Add(-1) == 0 {
		b.ring.free <- b
	}
}

func roundUp(n int) int { return (n + align - 1) &^ (align - 1) }

// ring is a fixed number of blocks: what bounds the memory of a copy.
type ring struct {
	free chan *block
	size int64 // of a block, a multiple of align
}

func newRing(blocks int, size int64) *ring {
	r := &ring{make(chan *block, blocks), size}
	for range blocks {
		raw := make([]byte, size+align)
		skip := 0
		if over := int(uintptr(unsafe.Pointer(&raw[0])) & (align - 1)); over > 0 {
			skip = align - over
		}
		r.free <- &block{buf: raw[skip : skip+int(size) : skip+int(size)], ring: r}
	}
	return r
}

// errShort is a file that ends before it should.
var errShort = errors.New("the file is shorter than it was")

type pending struct {
	b    *block
	done chan error
}

// read hands the bytes of a file over in order, a block at a time, while up to depth reads are
// under way. each owns the block it gets and releases it. The blocks are taken from the ring in the
// order in which they will be used, so several files may share a ring without waiting for ever.
func (r *ring) read(ctx context.Context, in io.ReaderAt, size int64, depth int, each func(*block) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	queue := make(chan pending, depth-1)
	go r.dispatch(ctx, in, size, queue)
	var failed error
	for p := range queue {
		err := <-p.done
		if failed == nil && err == nil {
			err = each(p.b)
		} else {
			p.b.release()
		}
		if failed == nil && err != nil {
			failed = err
			stop()
		}
	}
	if failed == nil && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return failed
}

func (r *ring) dispatch(ctx context.Context, in io.ReaderAt, size int64, queue chan<- pending) {
	defer close(queue)
	for off := int64(0); off < size; off += r.size {
		var b *block
		select {
		case b = <-r.free:
		case <-ctx.Done():
			return
		}
		b.refs.Store(1)
		b.off, b.n = off, int(min(r.size, size-off))
		p := pending{b, make(chan error, 1)}
		go func() { p.done <- b.fill(in) }()
		queue <- p
	}
}

// fill reads the block. It asks for whole aligned lengths, as direct access wants them.
func (b *block) fill(in io.ReaderAt) error {
	want, got := roundUp(b.n), 0
	for got < b.n {
		n, err := in.ReadAt(b.buf[got:want], b.off+int64(got))
		got += n
		if got >= b.n {
			clear(b.buf[b.n:want]) // once, here, since several will look at it at once
			return nil
		}
		if errors.Is(err, io.EOF) || err == nil && n == 0 {
			return errShort
		}
		if err != nil {
			return fmt.Errorf("read at byte %d: %w", b.off+int64(got), err)
		}
	}
	return nil
}
