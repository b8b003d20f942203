package offload

import (
	"errors"
	"fmt"
	"io"
	"path"
	"sync"

	"backlot/film/offload/hashes"
)

// directFrom is the size from which files pass by the page cache on their way.
const directFrom = 1 << 20

// writing is a file being written to one destination. Its goroutine goes on taking blocks after an
// error, so that the others are not held up.
type writing struct {
	*target
	i    int
	out  Output
	part string
	ch   chan *block
	err  error
}

// stream reads a file once: into its sums, and to every destination that is to have it. Afterwards
// each writing is closed and on its disk, or has an error and is gone. The error is that of the
// card; then nothing is left on any destination.
func (r *run) stream(it item, to []*writing) (hashes.Sums, error) {
	in, err := r.source.Input(it.path, it.size >= directFrom)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return nil, err
	}
	if err := unchanged(it, info.Size(), info.ModTime()); err != nil {
		return nil, err
	}
	var wg sync.WaitGroup
	for _, w := range to {
		w.begin(r.opt.Card, it)
		wg.Go(w.run)
	}
	sum := newSummer(&r.rings.slow, it.formats)
	err = r.rings.of(it.size).read(r.ctx, in, it.size, 2, func(b *block) error {
		for _, w := range to {
			b.refs.Add(1)
			w.ch <- b
		}
		sum.add(b)
		r.progress.add(int64(b.n), 0)
		b.release()
		return nil
	})
	for _, w := range to {
		close(w.ch)
	}
	wg.Wait()
	sums := sum.finish()
	if err == nil {
		err = r.settled(it, in)
	}
	if !in.Direct() {
		_ = in.Forget() // the card will not be read again, and other programs need the memory
	}
	for _, w := range to {
		w.end(it.size, err)
		if w.err != nil && err == nil {
			r.failed(w.target, it, w.err)
		}
	}
	return sums, err
}

// settled says whether the card's file, open and by name, is still what was planned.
func (r *run) settled(it item, in Input) error {
	info, err := in.Stat()
	if err != nil {
		return err
	}
	if err := unchanged(it, info.Size(), info.ModTime()); err != nil {
		return err
	}
	if info, err = r.source.Lstat(it.path); err != nil {
		return fmt.Errorf("changed while it was copied: %w", err)
	}
	return unchanged(it, info.Size(), info.ModTime())
}

func (w *writing) begin(card string, it item) {
	w.ch = make(chan *block, 2)
	w.part = path.Join(card, it.path) + partSuffix
	if err := w.Volume.Remove(w.part); err != nil && !notThere(err) {
		w.err = err
		return
	}
	w.out, w.err = w.Volume.Output(w.part, it.size, it.size >= directFrom)
}

func (w *writing) run() {
	for b := range w.ch {
		if w.err == nil {
			w.err = w.block(b)
		}
		b.release()
	}
}

func (w *writing) block(b *block) error {
	data := b.data()
	if w.out.Direct() {
		data = b.padded()
	}
	n, err := w.out.WriteAt(data, b.off)
	if err == nil && n < len(data) {
		err = io.ErrShortWrite
	}
	if err != nil {
		return fmt.Errorf("write at byte %d: %w", b.off+int64(n), err)
	}
	return nil
}

// end makes the file durable, or removes it when it or the card failed.
func (w *writing) end(size int64, card error) {
	if w.out == nil {
		return
	}
	if w.err == nil && card == nil {
		if w.out.Direct() && size%align != 0 {
			w.err = w.out.Truncate(size)
		}
		if w.err == nil {
			w.err = w.out.Sync()
		}
	}
	if err := w.out.Close(); w.err == nil {
		w.err = err
	}
	if w.err != nil || card != nil {
		w.discard()
	}
}

// discard removes what is not a copy. When that fails too, the name still says that it is none.
func (w *writing) discard() { _ = w.Volume.Remove(w.part) }

// prove reads back what the disk holds and gives the file its name.
func (r *run) prove(it item, w *writing, sums hashes.Sums, status []FileStatus) {
	how, err := r.readBack(w.target, w.part, it, sums)
	if err != nil {
		w.discard()
		r.failed(w.target, it, err)
		return
	}
	name := path.Join(r.opt.Card, it.path)
	if err := w.Volume.Publish(w.part, name, it.modified); err != nil {
		w.discard()
		r.failed(w.target, it, err)
		return
	}
	if err := w.journal.add(record{it.path, it.size, it.modified, sums, how}); err != nil {
		r.found(warnf(it.path, w.name, "is verified, but the journal could not be written: %s", why(err)))
	}
	status[w.i] = Copied
}

// compare reads a file that was there before.
func (r *run) compare(it item, i int, sums hashes.Sums, status []FileStatus) {
	t := r.targets[i]
	if _, err := r.readBack(t, path.Join(r.opt.Card, it.path), it, sums); err != nil {
		if errors.Is(err, errDiffers) {
			err = fmt.Errorf("another file of this name and size is there already: it was not overwritten (%w)", err)
		}
		r.failed(t, it, err)
		return
	}
	status[i] = Present
}

// errDiffers is a file that is not what was written.
var errDiffers = errors.New("read back, it is not what is on the card")

func (r *run) readBack(t *target, name string, it item, sums hashes.Sums) (Verification, error) {
	in, err := t.Volume.Input(name, true)
	if err != nil {
		return "", err
	}
	defer in.Close()
	how := t.how(in)
	info, err := in.Stat()
	if err != nil {
		return "", err
	}
	if info.Size() != it.size {
		return "", fmt.Errorf("%w: %d bytes, not %d", errDiffers, info.Size(), it.size)
	}
	fast := hashes.Fast(it.formats)
	s := newSummer(&r.rings.slow, []hashes.Format{fast})
	err = r.rings.of(it.size).read(r.ctx, in, it.size, 2, func(b *block) error {
		s.add(b)
		r.progress.add(0, int64(b.n))
		b.release()
		return nil
	})
	now := s.finish()[fast]
	if err != nil {
		return "", fmt.Errorf("read back: %w", err)
	}
	if now != sums[fast] {
		return "", fmt.Errorf("%w: %s is %s, not %s", errDiffers, fast, now, sums[fast])
	}
	return how, nil
}

// how says in what way an input reads from its disk, and remembers the weakest.
func (t *target) how(in Input) Verification {
	switch {
	case t.traits.FileSystem == "tmpfs" || t.traits.FileSystem == "ramfs":
		return Memory
	case in.Direct():
		return Direct
	}
	_ = in.Forget() // whether it worked cannot be known: that is what Evicted says
	t.mu.Lock()
	t.weak = true
	t.mu.Unlock()
	return Evicted
}
