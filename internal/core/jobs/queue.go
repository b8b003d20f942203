package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"sync"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Why a running job's context ended; see context.Cause.
var (
	ErrCancelled = errors.New("the job was cancelled")
	ErrStopping  = errors.New("the server is stopping; the job runs again after it starts")
	ErrLost      = errors.New("the worker lost touch with the database; the job runs again elsewhere")
)

// Options tune a Queue. The zero value is right for production.
type Options struct {
	Slots    map[Class]int // jobs of a class at once in this process; missing: by the machine
	Beat     time.Duration // how often this process says that it lives; zero: 2 s
	Lease    time.Duration // silence after which a process counts as dead; zero: 20 s; at least 3 beats
	Progress time.Duration // at most one write of progress per job in this time; zero: 500 ms
	Poll     time.Duration // how often Watch looks for changes made by other processes; zero: 1 s
	Keep     time.Duration // how long finished jobs stay listed; zero: 30 days
	Backoff  func(failures int) time.Duration
	Now      func() time.Time
	IDs      graph.IDs
	Log      *slog.Logger
}

// Queue takes requests for jobs, runs them, and tells about them. It is safe for
// concurrent use.
type Queue struct {
	db     *db.DB
	engine Engine
	opt    Options

	mu       sync.Mutex
	funcs    map[string]Func
	worker   string // row of this process in job_worker; "" before Start
	stopping bool   // no new jobs
	halted   bool   // running jobs were told to stop
	slots    int    // taken: running jobs and claims under way
	running  map[graph.ID]*Run
	unsaved  []*Run    // ended, and the end could not be written
	idle     sync.Cond // on mu: a slot became free
	changed  chan struct{}
	timers   map[*time.Timer]bool
	stop     context.CancelFunc // ends the keeper
	kept     chan struct{}      // closed when the keeper has ended
}

// New makes a queue over a database and an engine. Without Start it only takes
// requests and tells about jobs.
func New(d *db.DB, e Engine, opt Options) *Queue {
	q := &Queue{
		db: d, engine: e, opt: withDefaults(opt),
		funcs: map[string]Func{}, running: map[graph.ID]*Run{},
		changed: make(chan struct{}), timers: map[*time.Timer]bool{},
	}
	q.idle.L = &q.mu
	return q
}

func withDefaults(opt Options) Options {
	slots := map[Class]int{CPU: max(1, runtime.NumCPU()-1), IO: 4, GPU: 1, Network: 8}
	for class, n := range opt.Slots {
		slots[class] = n
	}
	opt.Slots = slots
	def(&opt.Beat, 2*time.Second)
	def(&opt.Lease, 20*time.Second)
	opt.Lease = max(opt.Lease, 3*opt.Beat)
	def(&opt.Progress, 500*time.Millisecond)
	def(&opt.Poll, time.Second)
	def(&opt.Keep, 30*24*time.Hour)
	if opt.Backoff == nil {
		opt.Backoff = backoff
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.IDs == nil {
		opt.IDs = graph.RandomIDs{}
	}
	if opt.Log == nil {
		opt.Log = slog.Default()
	}
	return opt
}

func def(d *time.Duration, value time.Duration) {
	if *d <= 0 {
		*d = value
	}
}

// backoff is 5 s, 20 s, 80 s ... and never more than an hour.
func backoff(failures int) time.Duration {
	wait := 5 * time.Second
	for range min(failures, 10) - 1 {
		wait *= 4
	}
	return min(wait, time.Hour)
}

// Migrate makes the tables of jobs and of the engine.
func (q *Queue) Migrate(ctx context.Context) error {
	if err := q.db.Migrate(ctx, Migrations...); err != nil {
		return err
	}
	return q.engine.Migrate(ctx)
}

// Register says how jobs of a kind are done. This process runs only kinds it
// knows; others wait for a process that does. It panics when a kind comes twice,
// and must be called before Start.
func (q *Queue) Register(kind string, do Func) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if kind == "" || do == nil || q.funcs[kind] != nil || q.worker != "" {
		panic(fmt.Sprintf("jobs: kind %q: register each kind once, with a function, before Start", kind))
	}
	q.funcs[kind] = do
}

// Start begins to run jobs until Stop. The context is for starting only.
func (q *Queue) Start(ctx context.Context) error {
	q.mu.Lock()
	started := q.worker != ""
	q.mu.Unlock()
	if started {
		return errors.New("jobs: Start was called twice")
	}
	if err := q.enlist(ctx); err != nil {
		return err
	}
	keep, stop := context.WithCancel(context.WithoutCancel(ctx))
	if err := q.engine.Start(context.WithoutCancel(ctx), q.opt.Slots, q.work); err != nil {
		stop()
		return errors.Join(fmt.Errorf("start jobs: %w", err), q.retire(ctx))
	}
	q.stop, q.kept = stop, make(chan struct{})
	go q.keep(keep)
	return nil
}

// enlist gives this process a row of its own among the workers.
func (q *Queue) enlist(ctx context.Context) error {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	worker := q.opt.IDs.NewID().String()
	_, err = q.db.Exec(ctx, "INSERT INTO job_worker (id, host, pid, beat, started_ms) VALUES (?, ?, ?, 1, ?)",
		worker, host, os.Getpid(), q.nowMS())
	if err != nil {
		return fmt.Errorf("enlist as a worker: %w", err)
	}
	q.mu.Lock()
	q.worker = worker
	q.mu.Unlock()
	return nil
}

func (q *Queue) retire(ctx context.Context) error {
	_, err := q.db.Exec(ctx, "DELETE FROM job_worker WHERE id = ?", q.self())
	return err
}

// self is this process's row among the workers.
func (q *Queue) self() string {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.worker
}

// Stop takes no new jobs and waits for those in hand. When ctx is done first,
// they are interrupted with ErrStopping and run again after the next Start; one
// that does not return within ten seconds after that is left behind and named.
func (q *Queue) Stop(ctx context.Context) error {
	if q.stop == nil {
		return q.engine.Stop(ctx)
	}
	q.mu.Lock()
	q.stopping = true
	for t := range q.timers {
		t.Stop()
	}
	q.mu.Unlock()
	err := q.drained(ctx)
	if err != nil {
		q.mu.Lock()
		q.halted = true
		q.mu.Unlock()
		q.interrupt(ErrStopping, nil)
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		err = q.drained(last)
	}
	q.stop()
	<-q.kept
	rest, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	err = errors.Join(err, q.engine.Stop(rest))
	if err == nil { // rows of a job left behind go to others when the lease ends
		err = q.retire(rest)
	}
	return err
}

// drained waits until no job runs here.
func (q *Queue) drained(ctx context.Context) error {
	wake := context.AfterFunc(ctx, func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		q.idle.Broadcast()
	})
	defer wake()
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.slots > 0 {
		if ctx.Err() != nil {
			kinds := map[string]int{}
			for _, run := range q.running {
				kinds[run.Kind]++
			}
			return fault.New(fault.Unavailable, "jobs that do not stop: %v: %w", kinds, ctx.Err())
		}
		q.idle.Wait()
	}
	return nil
}

// interrupt ends the contexts of running jobs, of all or of those chosen.
func (q *Queue) interrupt(cause error, which func(*Run) bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, run := range q.running {
		if which == nil || which(run) {
			run.cancel(cause)
		}
	}
}

// announce wakes everybody who watches in this process.
func (q *Queue) announce() {
	q.mu.Lock()
	defer q.mu.Unlock()
	close(q.changed)
	q.changed = make(chan struct{})
}

func (q *Queue) nowMS() int64 { return q.opt.Now().UnixMilli() }

// offer tells the engine about ready jobs. A lost offer is only a delay: the
// keeper offers again.
func (q *Queue) offer(ctx context.Context, classes ...Class) {
	for _, class := range classes {
		if err := q.engine.Offer(ctx, class, 1); err != nil {
			q.opt.Log.Warn("offer jobs", "class", class, "error", err)
		}
	}
}
