// Package jobstest is what every engine of jobs must do, as tests.
package jobstest

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
)

// deadline is how long a test waits for what must happen. Nothing here is timed:
// a slow machine only takes longer.
const deadline = 20 * time.Second

// NewEngine makes the engine under test, for one more process on a database.
type NewEngine func(ctx context.Context, d *db.DB, log *slog.Logger) (jobs.Engine, error)

// Run runs all behaviour tests. Open gives each its own empty database.
func Run(t *testing.T, open func(t *testing.T) *db.DB, engine NewEngine) {
	for _, tt := range []struct {
		name string
		test func(*testing.T, *bench)
	}{
		{"a job reports progress and leaves a result", testDone},
		{"a failure is tried again, up to the maximum", testRetry},
		{"what a person must solve is not tried again", testPermanent},
		{"a panic fails the job and not the process", testPanic},
		{"a job waits for those it needs", testAfter},
		{"a job is cancelled with those it needs", testAfterFailure},
		{"the same key is one job for two askers", testKey},
		{"a cancelled job never runs", testCancelReady},
		{"a running job is told to stop", testCancelRunning},
		{"one of two askers withdraws", testWithdraw},
		{"classes are bounded", testSlots},
		{"a production with many jobs does not starve another", testFair},
		{"urgent before normal before bulk", testPriority},
		{"not before its time", testNotBefore},
		{"stopping waits for work in hand", testGraceful},
		{"an interrupted job runs again after a restart", testInterrupted},
		{"each job runs once on two nodes", testNodes},
		{"a node takes only kinds it knows", testKinds},
		{"a silent worker is fenced off", testFenced},
		{"a job that kills its workers fails", testKiller},
		{"a job is seen by who asked and by right", testAudience},
		{"watching shows every change", testWatch},
		{"history is forgotten after a while", testHistory},
		{"requests that make no sense are refused", testRefused},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.test(t, newBench(t, open(t), engine))
		})
	}
}

// bench is a database with nodes on it.
type bench struct {
	db     *db.DB
	engine NewEngine
	feats  graph.ID // a production
	ada    graph.ID // an account
	ids    graph.RandomIDs
}

func newBench(t *testing.T, d *db.DB, engine NewEngine) *bench {
	b := &bench{db: d, engine: engine}
	b.feats, b.ada = b.ids.NewID(), b.ids.NewID()
	return b
}

// node makes one more process on the database, not started.
func (b *bench) node(t *testing.T, opt jobs.Options) *jobs.Queue {
	t.Helper()
	ctx := context.Background()
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	e, err := b.engine(ctx, b.db, log)
	if err != nil {
		t.Fatal(err)
	}
	opt.Log = log
	q := jobs.New(b.db, e, Quick(opt))
	if err := q.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if err := q.Stop(stop); err != nil {
			t.Errorf("stop: %v", err)
		}
	})
	return q
}

// Quick shortens the times of options that are not set, for tests.
func Quick(opt jobs.Options) jobs.Options {
	if opt.Beat == 0 {
		opt.Beat = 50 * time.Millisecond
	}
	if opt.Lease == 0 {
		opt.Lease = 5 * time.Second
	}
	if opt.Poll == 0 {
		opt.Poll = 50 * time.Millisecond
	}
	if opt.Progress == 0 {
		opt.Progress = 10 * time.Millisecond
	}
	if opt.Backoff == nil {
		opt.Backoff = func(int) time.Duration { return time.Millisecond }
	}
	return opt
}

// start makes a node that knows one kind, and starts it.
func (b *bench) start(t *testing.T, opt jobs.Options, kind string, do jobs.Func) *jobs.Queue {
	t.Helper()
	q := b.node(t, opt)
	q.Register(kind, do)
	if err := q.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	return q
}

func enqueue(t *testing.T, q *jobs.Queue, r jobs.Request) graph.ID {
	t.Helper()
	id, err := q.Enqueue(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// ends waits for the end of a job and checks how it ended.
func ends(t *testing.T, q *jobs.Queue, id graph.ID, want jobs.State) jobs.Job {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), deadline)
	defer cancel()
	j, err := q.Wait(ctx, id)
	if err != nil {
		t.Fatalf("job is %s after %s: %v", j.State, deadline, err)
	}
	if j.State != want {
		t.Fatalf("job ended as %s (%s); want %s", j.State, j.Error, want)
	}
	return j
}

// until polls for a condition.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(deadline); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not within %s: %s", deadline, what)
		}
	}
}

// receive waits for a value.
func receive[T any](t *testing.T, c <-chan T, what string) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(deadline):
		t.Fatalf("not within %s: %s", deadline, what)
		panic("unreachable")
	}
}
