// Package riverpg brings jobs to the free slots of many processes, through River
// on PostgreSQL.
//
// A River job is a ticket: "something of class cpu is ready". Whoever gets it asks
// the table of jobs what is next, and goes on until nothing is. So River does the
// fetching, the waking across nodes and the counting of slots, while fairness,
// dependencies, leases and history are the same on both databases; a ticket that
// is lost or comes twice does no harm.
package riverpg

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"

	"backlot/internal/core/fault"
	"backlot/internal/core/jobs"
)

// Engine is a jobs.Engine on River.
type Engine struct {
	pool *pgxpool.Pool
	log  *slog.Logger

	mu      sync.Mutex
	client  *river.Client[pgx.Tx] // inserts only, until Start
	started bool
}

var _ jobs.Engine = (*Engine)(nil)

// ticket is the River job. Class is also its queue.
type ticket struct {
	Class jobs.Class `json:"class"`
}

// Kind names the ticket in River's table.
func (ticket) Kind() string { return "backlot_ticket" }

// New connects to the PostgreSQL database at dsn, with a small pool of its own;
// Stop closes it. A nil log is slog.Default.
func New(ctx context.Context, dsn string, log *slog.Logger) (*Engine, error) {
	if log == nil {
		log = slog.Default()
	}
	cfg, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return nil, fault.New(fault.Invalid, "database address: %w", err)
	}
	cfg.MaxConns = 6
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "reach PostgreSQL: %w", err)
	}
	quiet := slog.New(&atLeast{log.Handler(), slog.LevelWarn})
	client, err := river.NewClient(riverpgxv5.New(pool), &river.Config{Logger: quiet})
	if err != nil {
		pool.Close()
		return nil, fmt.Errorf("river: %w", err)
	}
	return &Engine{pool: pool, log: quiet, client: client}, nil
}

// atLeast keeps River's notes about its own housekeeping out of our log.
type atLeast struct {
	slog.Handler
	level slog.Level
}

// Enabled is the level test of slog.Handler.
func (h *atLeast) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= h.level && h.Handler.Enabled(ctx, l)
}

// Migrate makes River's own tables. Several nodes may call it at once.
func (e *Engine) Migrate(ctx context.Context) error {
	conn, err := e.pool.Acquire(ctx)
	if err != nil {
		return fault.New(fault.Unavailable, "reach PostgreSQL: %w", err)
	}
	defer conn.Release()
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock(62619)"); err != nil {
		return err
	}
	defer conn.Exec(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock(62619)") //nolint:errcheck // a closed connection unlocks too
	migrator, err := rivermigrate.New(riverpgxv5.New(e.pool), &rivermigrate.Config{Logger: e.log})
	if err != nil {
		return fmt.Errorf("river: %w", err)
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("make River's tables: %w", err)
	}
	return nil
}

// Start joins the workers of this database, one River queue per class.
func (e *Engine) Start(ctx context.Context, slots map[jobs.Class]int, work func(context.Context, jobs.Class)) error {
	queues := map[string]river.QueueConfig{}
	for class, n := range slots {
		if n > 0 {
			queues[string(class)] = river.QueueConfig{MaxWorkers: n}
		}
	}
	workers := river.NewWorkers()
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, job *river.Job[ticket]) error {
		work(ctx, job.Args.Class)
		return nil
	}))
	client, err := river.NewClient(riverpgxv5.New(e.pool), &river.Config{
		Logger:  e.log,
		Queues:  queues,
		Workers: workers,
		// A ticket may be in hand for as long as there is work.
		JobTimeout:                  -1,
		RescueStuckJobsAfter:        24 * time.Hour,
		MaxAttempts:                 1,
		CompletedJobRetentionPeriod: 10 * time.Minute,
		DiscardedJobRetentionPeriod: 10 * time.Minute,
	})
	if err != nil {
		return fmt.Errorf("river: %w", err)
	}
	if err := client.Start(ctx); err != nil {
		return fmt.Errorf("start River: %w", err)
	}
	e.mu.Lock()
	e.client, e.started = client, true
	e.mu.Unlock()
	return nil
}

// enough is how many unfetched tickets of a class there may be: more than any
// node has slots, few enough to be gone in a moment.
const enough = 64

// Offer writes n tickets, or fewer when enough of the class lie unfetched already.
func (e *Engine) Offer(ctx context.Context, class jobs.Class, n int) error {
	e.mu.Lock()
	client := e.client
	e.mu.Unlock()
	open, err := client.JobList(ctx, river.NewJobListParams().
		Queues(string(class)).States(rivertype.JobStateAvailable).First(enough))
	if err != nil {
		return fmt.Errorf("count tickets: %w", err)
	}
	var tickets []river.InsertManyParams
	for range min(n, enough-len(open.Jobs)) {
		tickets = append(tickets, river.InsertManyParams{
			Args: ticket{class}, InsertOpts: &river.InsertOpts{Queue: string(class), MaxAttempts: 1},
		})
	}
	if len(tickets) == 0 {
		return nil
	}
	if _, err := client.InsertManyFast(ctx, tickets); err != nil {
		return fmt.Errorf("write tickets: %w", err)
	}
	return nil
}

// Stop leaves the workers and closes the connections.
func (e *Engine) Stop(ctx context.Context) error {
	e.mu.Lock()
	client, started := e.client, e.started
	e.started = false
	e.mu.Unlock()
	var err error
	if started {
		if err = client.Stop(ctx); err != nil {
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
			defer cancel()
			return errors.Join(fmt.Errorf("stop River: %w", err), client.StopAndCancel(last)) // the pool is in use
		}
	}
	e.pool.Close()
	return err
}
