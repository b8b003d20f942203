package graph

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
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

	mu      sync.Mutex // held while the snapshot moves on
	running bool       // its goroutine was started
	base    Seq        // of a branch: where it left the main line; set before the first snapshot

	watchers sync.Map // *watcher to nothing
}

// landing is a change on its way; reply gets exactly one answer.
type landing struct {
	change  Change
	foreign bool // it happened elsewhere: keep its author, device and clock, and do not judge it
	merges  Seq  // of a change that brings a branch home: the branch's last change it knows of
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
	return l.load(ctx)
}

// load reads the present state; the caller holds l.mu.
func (l *lane) load(ctx context.Context) error {
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
	var latest Clock
	snap.records.Scan(func(e entry) bool { latest = latest.observe(e.rec.last.clock); return true })
	l.store.observe(latest)
	l.snap.Store(snap)
	if !l.running {
		l.running = true
		l.store.wg.Go(l.run)
	}
	return nil
}

// reload folds a branch again, without what was erased on the main line.
func (l *lane) reload(ctx context.Context) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.snap.Load() == nil {
		return nil
	}
	l.snap.Store(nil) // rather nothing than what was erased
	if err := l.load(ctx); err != nil {
		return err
	}
	l.wake()
	return nil
}

// Land stores a change made here, by author: it is checked, gets this machine's
// device and the next clock, and is on disk when Land returns. Landing a change
// id again changes nothing and answers with the change as it landed.
func (s *Store) Land(ctx context.Context, c Change, author ID) (Change, error) {
	return s.send(ctx, landing{change: c}, author)
}

// Receive stores changes that were made on other machines, in any order; those
// already here are passed over. It gives the number that were new. A change that is
// refused, such as one whose clock runs far ahead, does not keep out the others:
// the error is about the first one refused.
func (s *Store) Receive(ctx context.Context, changes []Change) (int, error) {
	fresh := 0
	var refused error
	for part := range slices.Chunk(changes, batchSize) {
		replies := make([]chan landed, len(part))
		for i, c := range part {
			replies[i] = s.post(ctx, &landing{change: c, foreign: true})
		}
		for _, reply := range replies {
			got, err := await(ctx, s, reply)
			if err != nil && refused == nil {
				refused = err
			}
			if got.isNew {
				fresh++
			}
		}
		if ctx.Err() != nil || fault.Is(refused, fault.Unavailable) {
			break
		}
	}
	return fresh, refused
}

func (s *Store) send(ctx context.Context, item landing, author ID) (Change, error) {
	item.change.Author, item.change.Device = author, s.opts.Device
	got, err := await(ctx, s, s.post(ctx, &item))
	return got.change, err
}

// post queues a change; the answer comes over the channel.
func (s *Store) post(ctx context.Context, item *landing) chan landed {
	item.reply = make(chan landed, 1)
	err := item.change.check()
	if err == nil && item.foreign {
		err = s.checkClock(&item.change)
	}
	var l *lane
	if err == nil {
		item.change.normal()
		l, err = s.lane(ctx, item.change.Where())
	}
	if err != nil {
		item.reply <- landed{err: err}
		return item.reply
	}
	select {
	case l.queue <- item:
	case <-ctx.Done():
		item.reply <- landed{err: ctx.Err()}
	case <-s.ctx.Done():
		item.reply <- landed{err: errClosed}
	}
	return item.reply
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
// hold up the others; when the transaction fails, none has landed, and each is
// tried by itself, so that one the database cannot take does not keep out the rest.
func (l *lane) commit(batch []*landing) {
	l.mu.Lock()
	defer l.mu.Unlock()
	work, err := l.tryCommit(batch)
	if err != nil && fault.Is(err, fault.Internal) && len(batch) > 1 {
		for _, item := range batch {
			work, err := l.tryCommit([]*landing{item})
			l.answer([]*landing{item}, work, err)
		}
		return
	}
	l.answer(batch, work, err)
}

func (l *lane) tryCommit(batch []*landing) (work *batchWork, err error) {
	ctx := context.WithoutCancel(l.store.ctx)
	if l.snap.Load() == nil {
		if err := l.load(ctx); err != nil {
			return nil, err
		}
	}
	err = l.store.db.Write(ctx, func(tx *db.Tx) error {
		work = &batchWork{lane: l, tx: tx, snap: l.snap.Load().thaw(), results: make([]landed, len(batch)), dirty: map[ID]bool{}}
		return work.run(ctx, batch)
	})
	return work, err
}

func (l *lane) answer(batch []*landing, work *batchWork, err error) {
	if err != nil {
		for _, item := range batch {
			item.reply <- landed{err: fmt.Errorf("save change: %w", err)}
		}
		return
	}
	moved := work.snap.seq > l.snap.Load().seq
	l.snap.Store(work.snap)
	for i, item := range batch {
		item.reply <- work.results[i]
	}
	if moved {
		l.wake()
	}
	if work.erases || len(work.erased) > 0 {
		l.store.wg.Go(l.cleanUp)
	}
}

// cleanUp is afterErase for an erasure that came from elsewhere.
func (l *lane) cleanUp() {
	if err := l.store.afterErase(l.store.ctx, l.where.Production); err != nil && l.store.ctx.Err() == nil {
		l.store.opts.Log.Warn("cleaning up after an erasure", "production", l.where.Production, "err", err)
	}
}

// batchWork is one transaction's worth of landing.
type batchWork struct {
	lane    *lane
	tx      *db.Tx
	snap    *Snapshot
	landed  []*Change // new in this batch, in order
	results []landed
	dirty   map[ID]bool
	erased  []ID
	erases  bool // another node erased something
}

func (w *batchWork) run(ctx context.Context, batch []*landing) error {
	if err := w.lockAndCatchUp(ctx); err != nil {
		return err
	}
	known, err := w.known(ctx, batch)
	if err != nil {
		return err
	}
	studio := w.lane.store.studioFor(w.lane.where)
	for i, item := range batch {
		c, isNew, err := w.land(ctx, item, known, studio)
		if err != nil && fault.Is(err, fault.Internal) {
			return err // the transaction may be broken
		}
		w.results[i] = landed{change: c, isNew: isNew, err: err}
	}
	return w.write(ctx)
}

// land lands one change of the batch, or finds it as it landed before.
func (w *batchWork) land(ctx context.Context, item *landing, known map[ID]knownAt, studio *Snapshot) (_ Change, isNew bool, err error) {
	if at, ok := known[item.change.ID]; ok {
		c, err := w.before(ctx, item, at)
		return c, false, err
	}
	if item.merges > 0 {
		if err := w.lockBranch(ctx, item); err != nil {
			return Change{}, false, err
		}
	}
	c, err := w.prepare(item, studio)
	if err != nil {
		return Change{}, false, err
	}
	if err := w.apply(ctx, c, item.foreign); err != nil {
		return Change{}, false, err
	}
	known[c.ID] = knownAt{c.Branch, c.Seq}
	if item.merges > 0 {
		err = setBranchState(ctx, w.tx, Place{c.Production, c.Merges}, "merged")
	}
	return *c, true, err
}

// before is a change as it landed before.
func (w *batchWork) before(ctx context.Context, item *landing, at knownAt) (Change, error) {
	for _, c := range w.landed {
		if c.ID == item.change.ID {
			return *c, nil
		}
	}
	if item.foreign { // nobody asks
		c := item.change
		c.Branch, c.Seq = at.branch, at.seq
		return c, nil
	}
	list, _, err := changes(ctx, w.tx, Place{w.lane.where.Production, at.branch}, at.seq-1, at.seq)
	if err != nil || len(list) == 0 {
		return Change{}, fmt.Errorf("read change %s as it landed: %w", item.change.ID, err)
	}
	return list[0], nil
}

// lockBranch makes sure that a branch to be merged has not moved since its merge
// was planned, and holds it until the merge has landed.
func (w *batchWork) lockBranch(ctx context.Context, item *landing) error {
	seq, err := lockPlace(ctx, w.tx, Place{item.change.Production, item.change.Merges})
	if err != nil {
		return err
	}
	if seq != item.merges {
		return fault.New(fault.Conflict, "the branch was changed while it was merged; look at the plan again")
	}
	return nil
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

// apply folds the change into the batch's snapshot, when the gates let it; on error
// the snapshot is as it was.
func (w *batchWork) apply(ctx context.Context, c *Change, foreign bool) error {
	late := false
	for i := range c.Ops { // what reaches us after it was erased is not kept
		if rec := w.snap.get(c.Ops[i].Record); rec != nil && rec.erased && c.Ops[i].Do != Erase {
			c.Ops[i], late = c.Ops[i].redacted(), true
		}
	}
	if late {
		c.Cause = erasedCause
	}
	next := w.snap.thaw()
	next.reshaded = map[ID]bool{}
	touched, err := next.apply(c, func(id ID) ([]stamped, error) { return w.history(ctx, id) })
	if err != nil {
		return fmt.Errorf("apply change %s: %w", c.ID, err)
	}
	if !foreign {
		if err := w.snap.pass(next, c); err != nil {
			return err
		}
	}
	next.judge(c)
	for i, rec := range touched {
		w.dirty[rec.id] = true
		if c.Ops[i].Do == Erase {
			w.erased = append(w.erased, rec.id)
		}
	}
	for id := range next.reshaded {
		w.dirty[id] = true
	}
	next.reshaded = nil
	w.snap = next
	c.Seq = next.seq
	w.landed = append(w.landed, c)
	return nil
}

// history is all operations of a record: those in the database and those of this
// batch before the change at hand.
func (w *batchWork) history(ctx context.Context, id ID) ([]stamped, error) {
	ops, err := history(ctx, w.tx, w.lane.where, w.lane.base, endOfTime, id)
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
	return Op{Record: op.Record, Kind: op.Kind, Do: op.Do, Version: op.Version, Seen: op.Seen, Seal: op.Seal.bare(), Erased: hex.EncodeToString(sum[:])}
}

// lockAndCatchUp takes the place's row, which other nodes then wait for, and
// folds in what they landed since.
func (w *batchWork) lockAndCatchUp(ctx context.Context) error {
	seq, err := lockPlace(ctx, w.tx, w.lane.where)
	if err != nil || seq == w.snap.seq {
		return err
	}
	w.erases, err = catchUp(ctx, w.tx, w.lane, w.snap)
	return err
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
		err = tx.QueryRow(ctx, lockMain, at.Production.String()).Scan(&seq)
		return seq, missingProduction(at.Production, err)
	}
	err = tx.QueryRow(ctx, lockBranch, at.Production.String(), at.Branch.String()).Scan(&seq)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, fault.New(fault.Conflict, "branch %s is merged or dropped already; make the change on the main line", at.Branch)
	}
	return seq, err
}

// knownAt is where a change landed before.
type knownAt struct {
	branch ID
	seq    Seq
}

// known finds which changes of the batch have landed before, anywhere in the production.
func (w *batchWork) known(ctx context.Context, batch []*landing) (map[ID]knownAt, error) {
	out := map[ID]knownAt{}
	args := make([]any, 0, len(batch)+1)
	args = append(args, w.lane.where.Production.String())
	for _, item := range batch {
		args = append(args, item.change.ID.String())
	}
	query := `
		SELECT id, branch, seq
		FROM change
		WHERE production = ? AND id IN (` + marks(len(batch)) + `)`
	rows, err := w.tx.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id, branch string
		var at knownAt
		if err := rows.Scan(&id, &branch, &at.seq); err != nil {
			return nil, err
		}
		change, err := ParseID(id)
		if err != nil {
			return nil, err
		}
		if at.branch, err = ParseID(branch); err != nil {
			return nil, err
		}
		out[change] = at
	}
	return out, rows.Err()
}

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }
