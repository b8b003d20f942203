package jobstest

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
)

func testDone(t *testing.T, b *bench) {
	type args struct{ Clip string }
	seen := make(chan bool)
	q := b.start(t, jobs.Options{}, "proxy", func(_ context.Context, run *jobs.Run) error {
		var in args
		if err := run.Args(&in); err != nil {
			return err
		}
		for n := range 1000 {
			run.Progress(float64(n)/2000, "encode")
		}
		run.Step(2, 4, "hash")
		<-seen
		return run.Result(map[string]string{"file": in.Clip + ".mp4"})
	})
	id := enqueue(t, q, jobs.Request{Kind: "proxy", Args: args{"A001C003"}, Production: b.feats, AskedBy: b.ada, Class: jobs.GPU})
	until(t, "progress of step 2 of 4", func() bool {
		j, err := q.Get(context.Background(), graph.System, graph.ID{}, id)
		return err == nil && j.State == jobs.Running && j.Progress == jobs.Progress{Fraction: 0.25, Message: "hash", Step: 2, Steps: 4}
	})
	close(seen)
	j := ends(t, q, id, jobs.Done)
	if got := string(j.Result); got != `{"file":"A001C003.mp4"}` || j.Progress.Fraction != 1 || j.Runs != 1 || j.Failures != 0 {
		t.Errorf("done job: result %s, fraction %v, %d runs, %d failures", got, j.Progress.Fraction, j.Runs, j.Failures)
	}
	if j.Revision > 100 {
		t.Errorf("%d writes for 1000 reports: progress is not spaced out", j.Revision)
	}
	if j.Class != jobs.GPU || j.Production != b.feats || j.AskedBy != b.ada || j.FinishedMS < j.StartedMS || j.StartedMS < j.CreatedMS {
		t.Errorf("done job = %+v", j)
	}
}

func testRetry(t *testing.T, b *bench) {
	var runs atomic.Int64
	var waits []int
	opt := jobs.Options{Backoff: func(n int) time.Duration { waits = append(waits, n); return time.Millisecond }}
	q := b.start(t, opt, "deliver", func(_ context.Context, run *jobs.Run) error {
		if n := runs.Add(1); int(n) != run.Attempt {
			t.Errorf("attempt %d at run %d", run.Attempt, n)
		}
		if run.Attempt < 3 {
			return fault.New(fault.Unavailable, "the lab does not answer")
		}
		return nil
	})
	j := ends(t, q, enqueue(t, q, jobs.Request{Kind: "deliver", MaxTries: 3}), jobs.Done)
	if j.Runs != 3 || j.Failures != 2 || len(waits) != 2 || waits[0] != 1 || waits[1] != 2 {
		t.Errorf("%d runs, %d failures, waits after failures %v; want 3, 2, [1 2]", j.Runs, j.Failures, waits)
	}
	runs.Store(0)
	j = ends(t, q, enqueue(t, q, jobs.Request{Kind: "deliver", MaxTries: 2}), jobs.Failed)
	if j.Runs != 2 || j.Failures != 2 || j.Error != "the lab does not answer" || j.ErrorKind != "unavailable" {
		t.Errorf("failed job: %d runs, %d failures, %q, %q", j.Runs, j.Failures, j.Error, j.ErrorKind)
	}
}

func testPermanent(t *testing.T, b *bench) {
	q := b.start(t, jobs.Options{}, "import", func(_ context.Context, run *jobs.Run) error {
		var in struct{ Page int }
		if err := run.Args(&in); err != nil {
			return err
		}
		return fault.New(fault.Invalid, "page 3 has no scene heading")
	})
	j := ends(t, q, enqueue(t, q, jobs.Request{Kind: "import"}), jobs.Failed)
	if j.Runs != 1 || j.ErrorKind != "invalid" {
		t.Errorf("%d runs, error kind %q; want 1 run, invalid", j.Runs, j.ErrorKind)
	}
	j = ends(t, q, enqueue(t, q, jobs.Request{Kind: "import", Args: []int{1}}), jobs.Failed)
	if j.Runs != 1 || !strings.Contains(j.Error, "arguments of job import") {
		t.Errorf("wrong arguments: %d runs, %q", j.Runs, j.Error)
	}
}

func testPanic(t *testing.T, b *bench) {
	q := b.start(t, jobs.Options{}, "grade", func(context.Context, *jobs.Run) error {
		var lut []float64
		_ = lut[3]
		return nil
	})
	j := ends(t, q, enqueue(t, q, jobs.Request{Kind: "grade", MaxTries: 1}), jobs.Failed)
	if j.Error != "internal error" {
		t.Errorf("error shown = %q; want no more than \"internal error\"", j.Error)
	}
	ends(t, q, enqueue(t, q, jobs.Request{Kind: "grade", MaxTries: 2}), jobs.Failed) // the process lives
}

func testCancelReady(t *testing.T, b *bench) {
	ctx := context.Background()
	var ran atomic.Bool
	q := b.node(t, jobs.Options{})
	q.Register("proxy", func(context.Context, *jobs.Run) error { ran.Store(true); return nil })
	q.Register("next", func(context.Context, *jobs.Run) error { return nil })
	id := enqueue(t, q, jobs.Request{Kind: "proxy"})
	if err := q.Cancel(ctx, graph.System, graph.ID{}, id); err != nil {
		t.Fatal(err)
	}
	if err := q.Cancel(ctx, graph.System, graph.ID{}, id); !fault.Is(err, fault.Conflict) {
		t.Errorf("cancel again = %v; want a conflict", err)
	}
	if err := q.Start(ctx); err != nil {
		t.Fatal(err)
	}
	ends(t, q, enqueue(t, q, jobs.Request{Kind: "next"}), jobs.Done)
	ends(t, q, id, jobs.Cancelled)
	if ran.Load() {
		t.Error("a cancelled job ran")
	}
}

func testCancelRunning(t *testing.T, b *bench) {
	cause := make(chan error, 1)
	began := make(chan bool, 1)
	b.start(t, jobs.Options{}, "proxy", func(ctx context.Context, _ *jobs.Run) error {
		began <- true
		<-ctx.Done()
		cause <- context.Cause(ctx)
		return ctx.Err()
	})
	office := b.node(t, jobs.Options{}) // cancels from another node
	id := enqueue(t, office, jobs.Request{Kind: "proxy"})
	after := enqueue(t, office, jobs.Request{Kind: "proxy", After: []graph.ID{id}})
	receive(t, began, "the job begins")
	if err := office.Cancel(context.Background(), graph.System, graph.ID{}, id); err != nil {
		t.Fatal(err)
	}
	if err := receive(t, cause, "the job is told"); !errors.Is(err, jobs.ErrCancelled) {
		t.Errorf("cause = %v; want ErrCancelled", err)
	}
	if j := ends(t, office, id, jobs.Cancelled); j.Runs != 1 || j.Cancelling {
		t.Errorf("cancelled job = %+v", j)
	}
	ends(t, office, after, jobs.Cancelled)
}

func testRefused(t *testing.T, b *bench) {
	q := b.node(t, jobs.Options{})
	for name, r := range map[string]jobs.Request{
		"no kind":          {},
		"unknown class":    {Kind: "proxy", Class: "quantum"},
		"huge arguments":   {Kind: "proxy", Args: strings.Repeat("x", 2<<20)},
		"not JSON":         {Kind: "proxy", Args: func() {}},
		"negative tries":   {Kind: "proxy", MaxTries: -1},
		"unknown priority": {Kind: "proxy", Priority: 7},
		"after an unknown": {Kind: "proxy", After: []graph.ID{b.ids.NewID()}},
	} {
		if _, err := q.Enqueue(context.Background(), r); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v; want an invalid request", name, err)
		}
	}
}
