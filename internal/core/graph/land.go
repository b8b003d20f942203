package graph

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
)

// lane is one open place: its present snapshot, and the one goroutine that lands
// changes in it, many in one transaction.
type lane struct {
	store *Store
	where Place
	snap  atomic.Pointer[Snapshot]
	queue chan *landing

	mu    sync.Mutex // held while the snapshot moves on
	base  Seq        // of a branch: where it left the main line
	stale bool       // forgotten: what is queued must be sent again

	watchers sync.Map // *watcher to nothing
}

// landing is a change on its way; reply gets exactly one answer.
type landing struct {
	change  Change
	foreign bool // it happened elsewhere: keep its author, device and clock, and do not judge it
	reply   chan landed
}

type landed struct {
	change Change
	isNew  bool
	err    error
}

// batchSize bounds how many changes share a transaction: enough that the disk's
// flush is shared by all writers, few enough that the first is not kept waiting.
const batchSize = 256

func newLane(s *Store, w Place) *lane {
	return &lane{store: s, where: w, queue: make(chan *landing, batchSize)}
}

func (l *lane) open(ctx context.Context) error {
	if l.snap.Load() != nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.snap.Load() != nil {
		return nil
	}
	var snap *Snapshot
	var err error
	if l.where.Branch.IsZero() {
		snap, err = l.store.loadMain(ctx, l.where.Production)
	} else {
		snap, err = l.store.loadBranch(ctx, l)
	}
	if err != nil {
		return err
	}
	snap.records.Scan(func(e entry) bool { l.store.observe(e.rec.last.clock); return true })
	l.snap.Store(snap)
	l.store.wg.Go(l.run)
	return nil
}

// Land stores a change made here, by author: it is checked, gets this machine's
// device and the next clock, and is on disk when Land returns. Landing a change
// id again changes nothing and answers with the change as it landed.
func (s *Store) Land(ctx context.Context, c Change, author ID) (Change, error) {
	c.Author, c.Device = author, s.opts.Device
	got := s.send(ctx, c, false)
	return got.change, got.err
}

// Receive stores changes that were made on other machines, in any order; those
// already here are passed over. It gives the number that were new. A change whose
// clock runs far ahead is refused, with those after it.
func (s *Store) Receive(ctx context.Context, changes []Change) (int, error) {
	fresh := 0
	for start := 0; start < len(changes); start += batchSize {
		part := changes[start:min(start+batchSize, len(changes))]
		replies := make([]chan landed, len(part))
		for i, c := range part {
			if err := s.checkClock(&c); err != nil {
				return fresh, err
			}
			replies[i] = s.post(ctx, c, true)
		}
		for _, reply := range replies {
			got, err := await(ctx, s, reply)
			if err != nil {
				return fresh, err
			}
			if got.isNew {
				fresh++
			}
		}
	}
	return fresh, nil
}

func (s *Store) send(ctx context.Context, c Change, foreign bool) landed {
	got, err := await(ctx, s, s.post(ctx, c, foreign))
	got.err = err
	return got
}

func (s *Store) post(ctx context.Context, c Change, foreign bool) chan landed {
	reply := make(chan landed, 1)
	err := c.check(s.reg)
	var l *lane
	if err == nil {
		l, err = s.lane(ctx, c.Where())
	}
	if err != nil {
		reply <- landed{err: err}
		return reply
	}
	select {
	case l.queue <- &landing{c, foreign, reply}:
	case <-ctx.Done():
		reply <- landed{err: ctx.Err()}
	case <-s.ctx.Done():
		reply <- landed{err: errClosed}
	}
	return reply
}

var errClosed = fault.New(fault.Unavailable, "the store is closing; send the change again")

func await(ctx context.Context, s *Store, reply chan landed) (landed, error) {
	select {
	case got := <-reply:
		return got, got.err
	case <-ctx.Done():
		return landed{}, ctx.Err()
	case <-s.ctx.Done():
		select {
		case got := <-reply: // it landed at the last moment
			return got, got.err
		default:
			return landed{}, errClosed
		}
	}
}

func (l *lane) run() {
	for {
		select {
		case <-l.store.ctx.Done():
			return
		case first := <-l.queue:
			batch := []*landing{first}
			for len(batch) < batchSize && len(l.queue) > 0 {
				batch = append(batch, <-l.queue)
			}
			l.commit(batch)
		}
	}
}

// commit lands a batch in one transaction. A change that is refused does not
// hold up the others; when the transaction fails, none has landed.
func (l *lane) commit(batch []*landing) {
	l.mu.Lock()
	defer l.mu.Unlock()
	ctx := l.store.ctx
	if l.stale {
		for _, item := range batch {
			item.reply <- landed{err: errClosed}
		}
		return
	}
	var work *batchWork
	err := l.store.db.Write(context.WithoutCancel(ctx), func(tx *db.Tx) error {
		work = &batchWork{lane: l, tx: tx, snap: l.snap.Load().thaw(), results: make([]landed, len(batch)), dirty: map[ID]*record{}}
		return work.run(context.WithoutCancel(ctx), batch)
	})
	if err == nil {
		l.snap.Store(work.snap)
	}
	for i, item := range batch {
		switch {
		case err != nil:
			item.reply <- landed{err: fmt.Errorf("save change: %w", err)}
		default:
			item.reply <- work.results[i]
		}
	}
	if err == nil && work.snap.seq > work.start {
		l.wake()
	}
}

// batchWork is one transaction's worth of landing.
type batchWork struct {
	lane    *lane
	tx      *db.Tx
	snap    *Snapshot
	start   Seq
	landed  []*Change // new in this batch, in order
	results []landed
	dirty   map[ID]*record
	erased  []ID
}

func (w *batchWork) run(ctx context.Context, batch []*landing) error {
	if err := w.lockAndCatchUp(ctx); err != nil {
		return err
	}
	w.start = w.snap.seq
	known, err := w.known(ctx, batch)
	if err != nil {
		return err
	}
	studio := w.lane.store.studioFor(w.lane.where)
	for i, item := range batch {
		if seq, ok := known[item.change.ID]; ok {
			c := item.change
			c.Seq = seq
			w.results[i] = landed{change: c}
			continue
		}
		c, err := w.prepare(item, studio)
		if err == nil {
			err = w.apply(ctx, c)
		}
		if err != nil {
			w.results[i] = landed{err: err}
			continue
		}
		known[c.ID] = c.Seq
		w.results[i] = landed{change: *c, isNew: true}
	}
	return w.write(ctx)
}

func (w *batchWork) prepare(item *landing, studio *Snapshot) (*Change, error) {
	c := item.change
	if item.foreign {
		w.lane.store.observe(c.Clock)
		return &c, nil
	}
	if err := w.snap.validate(&c, studio); err != nil {
		return nil, err
	}
	c.Clock = w.lane.store.tick()
	return &c, nil
}

// apply folds the change into the batch's snapshot; on error the snapshot is as
// it was.
func (w *batchWork) apply(ctx context.Context, c *Change) error {
	c.Ops = slices.Clone(c.Ops)
	for i := range c.Ops {
		if rec := w.snap.get(c.Ops[i].Record); rec != nil && rec.erased {
			c.Ops[i] = c.Ops[i].redacted()
		}
	}
	next := w.snap.thaw()
	touched, err := next.apply(c, func(id ID) ([]stamped, error) { return w.history(ctx, id) })
	if err != nil {
		return fmt.Errorf("apply change %s: %w", c.ID, err)
	}
	w.snap = next
	c.Seq = next.seq
	w.landed = append(w.landed, c)
	for i, rec := range touched {
		w.dirty[rec.id] = next.get(rec.id)
		if c.Ops[i].Do == Erase {
			w.erased = append(w.erased, rec.id)
		}
	}
	return nil
}

// history is all operations of a record: those in the database and those of this
// batch before the change at hand.
func (w *batchWork) history(ctx context.Context, id ID) ([]stamped, error) {
	ops, err := history(ctx, w.tx, w.lane.where, w.lane.base, id)
	if err != nil {
		return nil, err
	}
	for _, c := range w.landed {
		for i := range c.Ops {
			if c.Ops[i].Record == id {
				ops = append(ops, c.stamped(i))
			}
		}
	}
	return ops, nil
}

// redacted is an operation without its content; its hash stays.
func (op Op) redacted() Op {
	if op.Erased != "" || op.Do == Erase {
		return op
	}
	body, _ := json.Marshal(op)
	sum := sha256.Sum256(body)
	return Op{Record: op.Record, Kind: op.Kind, Do: op.Do, Version: op.Version, Seen: op.Seen, Erased: hex.EncodeToString(sum[:])}
}

// lockAndCatchUp takes the place's row, which other nodes then wait for, and
// folds in what they landed since.
func (w *batchWork) lockAndCatchUp(ctx context.Context) error {
	seq, err := lockPlace(ctx, w.tx, w.lane.where)
	if err != nil {
		return missingProduction(w.lane.where.Production, err)
	}
	if seq == w.snap.seq {
		return nil
	}
	return catchUp(ctx, w.tx, w.lane, w.snap)
}

func lockPlace(ctx context.Context, tx *db.Tx, at Place) (seq Seq, err error) {
	const lockMain = `
		UPDATE production
		SET seq = seq
		WHERE id = ?
		RETURNING seq`
	const lockBranch = `
		UPDATE branch
		SET seq = seq
		WHERE production = ? AND id = ? AND state = 'open'
		RETURNING seq`
	if at.Branch.IsZero() {
		return seq, tx.QueryRow(ctx, lockMain, at.Production.String()).Scan(&seq)
	}
	return seq, tx.QueryRow(ctx, lockBranch, at.Production.String(), at.Branch.String()).Scan(&seq)
}

// known finds which changes of the batch have landed before, anywhere in the production.
func (w *batchWork) known(ctx context.Context, batch []*landing) (map[ID]Seq, error) {
	out := map[ID]Seq{}
	args := make([]any, 0, len(batch)+1)
	args = append(args, w.lane.where.Production.String())
	for _, item := range batch {
		args = append(args, item.change.ID.String())
	}
	query := `
		SELECT id, seq
		FROM change
		WHERE production = ? AND id IN (` + marks(len(batch)) + `)`
	rows, err := w.tx.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		var seq Seq
		if err := rows.Scan(&text, &seq); err != nil {
			return nil, err
		}
		id, err := ParseID(text)
		if err != nil {
			return nil, err
		}
		out[id] = seq
	}
	return out, rows.Err()
}

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }
