package offload

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"sync"
	"syscall"
	"time"

	"backlot/film/offload/hashes"
)

// Copy copies a card to its destinations, each into a folder of the card's name, and reports on every
// file. An error means that nothing was begun and says what would have to be otherwise; all that
// goes wrong later, a cancelled ctx included, is in the report.
func Copy(ctx context.Context, source Volume, to []Destination, opt Options) (*Report, error) {
	if err := opt.check(to); err != nil {
		return nil, err
	}
	p, err := makePlan(source, to, opt)
	if err != nil {
		return nil, err
	}
	r := &run{source: source, opt: opt, plan: p, rings: newRings(opt.InFlight, opt.block), sums: map[string]hashes.Sums{}, status: map[string][]FileStatus{}}
	r.ctx, r.stop = context.WithCancelCause(ctx)
	defer r.stop(nil)
	r.report = &Report{Version: reportVersion, Card: opt.Card, Source: source.String(), Host: opt.Creator.Host, Started: opt.Now(),
		Formats: opt.Formats, Bytes: p.bytes, Findings: p.findings}
	r.progress = newMeter(opt, p, len(to))
	for i, d := range to {
		t := &target{Destination: d, name: d.Volume.String(), traits: p.traits[i]}
		if t.journal, err = openJournal(d.Volume, opt.Card); err != nil {
			return nil, fmt.Errorf("%s: journal: %w", t.name, err)
		}
		r.targets = append(r.targets, t)
	}
	err = lanes(r.ctx, opt.InFlight, p.items, func(it item) int64 { return it.size }, r.file)
	if err != nil {
		r.report.Stopped = err.Error()
	}
	r.finish()
	return r.report, nil
}

func (o *Options) check(to []Destination) error {
	if len(to) < 1 || len(to) > 3 {
		return fmt.Errorf("%d destinations: want one to three", len(to))
	}
	if o.Card == "" || o.Card == "." || o.Card == ".." || path.Base(o.Card) != o.Card {
		return fmt.Errorf("card name %q: want a folder name such as A002R2EC", o.Card)
	}
	if o.Now == nil {
		return errors.New("no clock was given")
	}
	if len(o.Formats) == 0 {
		o.Formats = []hashes.Format{hashes.XXH128}
	}
	o.Formats = slices.Clone(o.Formats)
	slices.Sort(o.Formats)
	o.Formats = slices.Compact(o.Formats)
	if o.InFlight <= 0 {
		o.InFlight = inFlight(o.Formats)
	}
	if o.block == 0 {
		o.block = blockSize
	}
	return nil
}

// run is one copy under way.
type run struct {
	ctx      context.Context // of the whole copy: a run is one call of Copy
	stop     context.CancelCauseFunc
	source   Volume
	opt      Options
	plan     *plan
	rings    *rings
	targets  []*target
	progress *meter

	mu     sync.Mutex // over what follows
	sums   map[string]hashes.Sums
	status map[string][]FileStatus
	report *Report
}

// target is a destination under way.
type target struct {
	Destination
	name    string
	traits  Traits
	journal *journal

	mu   sync.Mutex
	lost error // why nothing more is written to it
	weak bool  // a file was read back without direct access
}

func (r *run) found(f Finding) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.report.Findings = append(r.report.Findings, f)
}

// failed notes that a file is not on a destination, and whether the destination is of any more use.
func (r *run) failed(t *target, it item, err error) {
	if r.ctx.Err() != nil {
		return // it is the copy that was stopped
	}
	t.mu.Lock()
	was := t.lost
	if was == nil {
		t.lost = t.gone(err)
	}
	now := t.lost
	t.mu.Unlock()
	r.found(faultf(it.path, t.name, "%s", why(err)))
	if was == nil && now != nil {
		r.found(faultf("", t.name, "%v: nothing more was written to it; run the same command again to go on", now))
	}
}

// gone says why a disk is of no more use after an error, or nil.
func (t *target) gone(err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return errors.New("the disk is full")
	case errors.Is(err, syscall.EROFS):
		return errors.New("the disk became read-only")
	case errors.Is(err, errOtherDisk):
		return errOtherDisk
	}
	if _, err := t.Volume.Lstat("."); err != nil {
		return errors.New("the disk is gone")
	}
	if errors.Is(err, syscall.ENODEV) || errors.Is(err, syscall.ENXIO) {
		return errors.New("the disk is gone")
	}
	return nil
}

var errOtherDisk = errors.New("another disk is mounted there now")

// usable says whether a destination is still what it was. A disk that was pulled leaves its folder
// behind, and that is on another disk.
func (t *target) usable() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.lost != nil {
		return t.lost
	}
	now, err := t.Volume.Traits()
	if err != nil {
		return err
	}
	if now.Device != t.traits.Device {
		return errOtherDisk
	}
	return nil
}

// file brings one file to every destination.
func (r *run) file(it item) {
	status := make([]FileStatus, len(r.targets))
	defer func() {
		r.mu.Lock()
		r.status[it.path] = status
		r.mu.Unlock()
		r.progress.fileDone(it.path)
	}()
	work := r.sort(it, status)
	if len(work.write)+len(work.compare) > 0 {
		sums, err := r.stream(it, work.write)
		if err != nil {
			if r.ctx.Err() == nil {
				r.found(faultf(it.path, "", "%s", why(err)))
				r.cardGone()
			}
			return
		}
		work.sums = sums
	}
	if work.sums == nil {
		return
	}
	r.againstHistory(it, work.sums)
	r.mu.Lock()
	r.sums[it.path] = work.sums
	r.mu.Unlock()
	var wg sync.WaitGroup
	for _, w := range work.write {
		if w.err != nil {
			continue
		}
		wg.Go(func() { r.prove(it, w, work.sums, status) })
	}
	for _, i := range work.compare {
		wg.Go(func() { r.compare(it, i, work.sums, status) })
	}
	wg.Wait()
	for i, rec := range work.resumed {
		r.keep(it, i, rec, work.sums, status)
	}
}

// cardGone stops the copy when the card cannot be read at all any more.
func (r *run) cardGone() {
	if _, err := r.source.Lstat("."); err != nil {
		r.stop(fmt.Errorf("the card is gone: %s", why(err)))
	}
}

// work is what a file needs.
type work struct {
	write   []*writing
	compare []int          // destinations that have a file of the name and size
	resumed map[int]record // and those that have it verified
	sums    hashes.Sums    // of the file, once they are known
}

// sort decides what a file needs on each destination.
func (r *run) sort(it item, status []FileStatus) work {
	w := work{resumed: map[int]record{}}
	for i, t := range r.targets {
		status[i] = Missing
		if it.unfit[i] {
			continue
		}
		if err := t.usable(); err != nil {
			t.mu.Lock()
			known := t.lost != nil
			t.mu.Unlock()
			if !known {
				r.failed(t, it, err)
			}
			continue
		}
		name := path.Join(r.opt.Card, it.path)
		info, err := t.Volume.Lstat(name)
		switch rec, done := t.journal.done[it.path]; {
		case notThere(err):
			w.write = append(w.write, &writing{target: t, i: i})
		case err != nil:
			r.failed(t, it, err)
		case !info.Mode().IsRegular():
			r.failed(t, it, errors.New("something that is not a file has this name there"))
		case it.history && r.continued(it, t):
			status[i] = Present
		case info.Size() != it.size:
			r.failed(t, it, fmt.Errorf("a file of this name with %d bytes instead of %d is there already: it was not overwritten", info.Size(), it.size))
		case done && rec.covers(it):
			w.resumed[i] = rec
			w.sums = rec.Sums
		default:
			w.compare = append(w.compare, i)
		}
	}
	return w
}

// covers says that a record is of this very file, in all formats that are wanted.
func (rec record) covers(it item) bool {
	if rec.Size != it.size || !rec.Modified.Equal(it.modified) {
		return false
	}
	for _, f := range it.formats {
		if rec.Sums[f] == "" {
			return false
		}
	}
	return true
}

// keep accepts what an earlier run verified, unless the card has changed since.
func (r *run) keep(it item, i int, rec record, sums hashes.Sums, status []FileStatus) {
	for f, was := range rec.Sums {
		if now, ok := sums[f]; ok && now != was {
			r.failed(r.targets[i], it, fmt.Errorf("was copied before with %s %s; the card has %s now", f, was, now))
			return
		}
	}
	if rec.Verification != Direct {
		r.targets[i].mu.Lock()
		r.targets[i].weak = true
		r.targets[i].mu.Unlock()
	}
	r.progress.add(0, it.size)
	status[i] = Resumed
}

// againstHistory holds a file against what the card's own history says of it.
func (r *run) againstHistory(it item, sums hashes.Sums) {
	for f, was := range it.known {
		if sums[f] != "" && sums[f] != was {
			r.found(faultf(it.path, "", "has %s %s, and its history says %s: it was changed or damaged before this copy", f, sums[f], was))
		}
	}
}

// unchanged says whether the card's file is what it was when the copy was planned.
func unchanged(it item, size int64, modified time.Time) error {
	if size != it.size {
		return fmt.Errorf("changed while it was copied: %d bytes, not %d", size, it.size)
	}
	if !modified.Equal(it.modified) {
		return fmt.Errorf("changed while it was copied: at %s", modified.Format(time.RFC3339Nano))
	}
	return nil
}
