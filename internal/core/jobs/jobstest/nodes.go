package jobstest

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
)

func testGraceful(t *testing.T, b *bench) {
	began, gate := make(chan bool), make(chan bool)
	q := b.start(t, oneSlot(), "proxy", func(ctx context.Context, _ *jobs.Run) error {
		began <- true
		<-gate
		return ctx.Err()
	})
	first := enqueue(t, q, jobs.Request{Kind: "proxy"})
	second := enqueue(t, q, jobs.Request{Kind: "proxy"})
	receive(t, began, "the job begins")
	stopped := make(chan error)
	go func() { stopped <- q.Stop(context.Background()) }()
	select {
	case err := <-stopped:
		t.Fatalf("stopped with work in hand: %v", err)
	case <-time.After(20 * time.Millisecond):
	}
	close(gate)
	if err := receive(t, stopped, "the queue stops"); err != nil {
		t.Fatal(err)
	}
	ends(t, q, first, jobs.Done)
	if j, err := q.Get(context.Background(), graph.System, graph.ID{}, second); err != nil || j.State != jobs.Ready || j.Runs != 0 {
		t.Errorf("the next job is %s with %d runs, %v; want ready", j.State, j.Runs, err)
	}
}

func testInterrupted(t *testing.T, b *bench) {
	began := make(chan bool)
	q := b.start(t, oneSlot(), "proxy", func(ctx context.Context, _ *jobs.Run) error {
		began <- true
		<-ctx.Done()
		if !errors.Is(context.Cause(ctx), jobs.ErrStopping) {
			t.Errorf("cause = %v; want ErrStopping", context.Cause(ctx))
		}
		return ctx.Err()
	})
	id := enqueue(t, q, jobs.Request{Kind: "proxy", MaxTries: 1})
	receive(t, began, "the job begins")
	now, cancel := context.WithCancel(context.Background())
	cancel()
	if err := q.Stop(now); err != nil {
		t.Fatal(err)
	}
	q = b.start(t, oneSlot(), "proxy", func(context.Context, *jobs.Run) error { return nil })
	if j := ends(t, q, id, jobs.Done); j.Runs != 2 || j.Failures != 0 {
		t.Errorf("%d runs, %d failures; want 2 runs and no failure", j.Runs, j.Failures)
	}
}

func testNodes(t *testing.T, b *bench) {
	var mu sync.Mutex
	runs := map[graph.ID]int{}
	do := func(_ context.Context, run *jobs.Run) error {
		mu.Lock()
		defer mu.Unlock()
		runs[run.ID]++
		return nil
	}
	var nodes []*jobs.Queue
	for range 2 {
		nodes = append(nodes, b.start(t, jobs.Options{Slots: map[jobs.Class]int{jobs.CPU: 4}}, "hash", do))
	}
	var ids []graph.ID
	for n := range 100 {
		ids = append(ids, enqueue(t, nodes[n%2], jobs.Request{Kind: "hash"}))
	}
	for _, id := range ids {
		ends(t, nodes[0], id, jobs.Done)
	}
	for _, id := range ids {
		if runs[id] != 1 {
			t.Errorf("job %s ran %d times", id, runs[id])
		}
	}
}

func testKinds(t *testing.T, b *bench) {
	office := b.start(t, jobs.Options{}, "export", func(context.Context, *jobs.Run) error { return nil })
	proxy := enqueue(t, office, jobs.Request{Kind: "proxy"})
	ends(t, office, enqueue(t, office, jobs.Request{Kind: "export"}), jobs.Done)
	if j, err := office.Get(context.Background(), graph.System, graph.ID{}, proxy); err != nil || j.State != jobs.Ready {
		t.Errorf("a job of an unknown kind is %s, %v; want ready", j.State, err)
	}
	b.start(t, jobs.Options{}, "proxy", func(context.Context, *jobs.Run) error { return nil })
	ends(t, office, proxy, jobs.Done)
}

// A laptop that slept: the others took its job, and it must not write.
func testFenced(t *testing.T, b *bench) {
	ctx := context.Background()
	var runs atomic.Int64
	cause := make(chan error, 1)
	began, taken := make(chan bool, 1), make(chan bool)
	q := b.start(t, twoSlots(), "proxy", func(ctx context.Context, run *jobs.Run) error {
		if runs.Add(1) > 1 {
			close(taken)
			return run.Result("second")
		}
		began <- true
		<-ctx.Done()
		cause <- context.Cause(ctx)
		<-taken
		if err := run.Result("first"); err != nil {
			return err
		}
		return nil // as if it had noticed nothing
	})
	id := enqueue(t, q, jobs.Request{Kind: "proxy"})
	receive(t, began, "the job begins")
	if _, err := b.db.Exec(ctx, "DELETE FROM job_worker"); err != nil {
		t.Fatal(err)
	}
	if err := receive(t, cause, "the run is told"); !errors.Is(err, jobs.ErrLost) {
		t.Errorf("cause = %v; want ErrLost", err)
	}
	j := ends(t, q, id, jobs.Done)
	if string(j.Result) != `"second"` || j.Runs != 2 || runs.Load() != 2 {
		t.Errorf("result %s after %d runs (%d seen); want the second's", j.Result, j.Runs, runs.Load())
	}
}

func testKiller(t *testing.T, b *bench) {
	ctx := context.Background()
	q := b.node(t, jobs.Options{})
	id := enqueue(t, q, jobs.Request{Kind: "explode", MaxTries: 10})
	after := enqueue(t, q, jobs.Request{Kind: "explode", After: []graph.ID{id}})
	q.Register("other", func(context.Context, *jobs.Run) error { return nil })
	if err := q.Start(ctx); err != nil {
		t.Fatal(err)
	}
	for n := range 3 {
		_, err := b.db.Exec(ctx, "UPDATE job SET state = 'running', worker = 'dead', run = run + 1 WHERE id = ?", id.String())
		if err != nil {
			t.Fatal(err)
		}
		until(t, "the dead worker's job is found", func() bool {
			j, err := q.Get(ctx, graph.System, graph.ID{}, id)
			return err == nil && (j.State == jobs.Ready && n < 2 || j.State == jobs.Failed && n == 2)
		})
	}
	ends(t, q, after, jobs.Cancelled)
}

func testAudience(t *testing.T, b *bench) {
	ctx := context.Background()
	q := b.start(t, jobs.Options{}, "secret", func(_ context.Context, run *jobs.Run) error {
		run.Progress(0.5, "cameo")
		if err := run.Result("cameo"); err != nil {
			return err
		}
		return fault.New(fault.Invalid, "cameo")
	})
	id := enqueue(t, q, jobs.Request{Kind: "secret", Production: b.feats, AskedBy: b.ada})
	ends(t, q, id, jobs.Failed)
	own := graph.Audience{Account: b.ada}
	stranger := graph.Audience{Account: b.ids.NewID()}
	ad := graph.Audience{Account: b.ids.NewID(), Rights: map[string]bool{jobs.ReadRight: true}}
	for _, tt := range []struct {
		name       string
		who        graph.Audience
		production graph.ID
		want       int
		text       string
	}{
		{"own", own, graph.ID{}, 1, "cameo"},
		{"own in the production", own, b.feats, 1, "cameo"},
		{"own elsewhere", own, b.ids.NewID(), 0, ""},
		{"a stranger", stranger, b.feats, 0, ""},
		{"by right", ad, b.feats, 1, ""},
		{"by right of no production", ad, graph.ID{}, 0, ""},
	} {
		list, err := q.List(ctx, tt.who, jobs.Filter{Production: tt.production, Kinds: []string{"secret"}, States: []jobs.State{jobs.Failed}})
		if err != nil || len(list) != tt.want {
			t.Errorf("%s: %d jobs, %v; want %d", tt.name, len(list), err, tt.want)
			continue
		}
		_, err = q.Get(ctx, tt.who, tt.production, id)
		if (err == nil) != (tt.want == 1) || err != nil && !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: Get = %v", tt.name, err)
		}
		if tt.want == 1 && (list[0].Error != tt.text || list[0].Progress.Message != tt.text) {
			t.Errorf("%s: error %q, message %q; want %q", tt.name, list[0].Error, list[0].Progress.Message, tt.text)
		}
	}
	if err := q.Cancel(ctx, stranger, b.feats, id); !fault.Is(err, fault.NotFound) {
		t.Errorf("a stranger cancels: %v; want not found", err)
	}
	waiting := enqueue(t, q, jobs.Request{Kind: "other", Production: b.feats, AskedBy: b.ada})
	if err := q.Cancel(ctx, ad, b.feats, waiting); !fault.Is(err, fault.Denied) {
		t.Errorf("cancel with a right to read only: %v; want denied", err)
	}
	ad.Rights[jobs.CancelRight] = true
	if err := q.Cancel(ctx, ad, b.feats, waiting); err != nil {
		t.Errorf("cancel by right: %v", err)
	}
	ends(t, q, waiting, jobs.Cancelled)
}

func testWithdraw(t *testing.T, b *bench) {
	ctx := context.Background()
	q := b.node(t, jobs.Options{})
	bob := b.ids.NewID()
	r := jobs.Request{Kind: "proxy", Production: b.feats, Key: "A001C003", AskedBy: b.ada}
	id := enqueue(t, q, r)
	r.AskedBy = bob
	enqueue(t, q, r)
	for _, step := range []struct {
		who  graph.ID
		want jobs.State
	}{{b.ada, jobs.Ready}, {bob, jobs.Cancelled}} {
		if err := q.Cancel(ctx, graph.Audience{Account: step.who}, graph.ID{}, id); err != nil {
			t.Fatal(err)
		}
		if j, err := q.Get(ctx, graph.System, graph.ID{}, id); err != nil || j.State != step.want {
			t.Errorf("state = %s, %v; want %s", j.State, err, step.want)
		}
	}
	if _, err := q.Get(ctx, graph.Audience{Account: bob}, graph.ID{}, id); err != nil {
		t.Errorf("who cancelled does not see it: %v", err)
	}
}

func testWatch(t *testing.T, b *bench) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	gate := make(chan bool)
	worker := b.start(t, jobs.Options{}, "proxy", func(_ context.Context, run *jobs.Run) error {
		<-gate
		run.Progress(0.5, "encode")
		<-gate
		return nil
	})
	office := b.node(t, jobs.Options{}) // watches from another node
	events := office.Watch(ctx, graph.Audience{Account: b.ada}, jobs.Filter{})
	id := enqueue(t, worker, jobs.Request{Kind: "proxy", AskedBy: b.ada})
	enqueue(t, worker, jobs.Request{Kind: "other", AskedBy: b.ids.NewID()}) // somebody else's
	await := func(what string, ok func(jobs.Job) bool) {
		t.Helper()
		for {
			j := receive(t, events, what)
			if j.ID != id {
				t.Fatalf("watching shows somebody else's job")
			}
			if ok(j) {
				return
			}
		}
	}
	await("running", func(j jobs.Job) bool { return j.State == jobs.Running })
	gate <- true
	await("half", func(j jobs.Job) bool { return j.Progress.Fraction == 0.5 })
	close(gate)
	await("done", func(j jobs.Job) bool { return j.State == jobs.Done })
	cancel()
	until(t, "the channel closes", func() bool {
		select {
		case _, ok := <-events:
			return !ok
		default:
			return false
		}
	})
}

func testHistory(t *testing.T, b *bench) {
	ctx := context.Background()
	do := func(context.Context, *jobs.Run) error { return nil }
	q := b.start(t, jobs.Options{}, "proxy", do)
	old := enqueue(t, q, jobs.Request{Kind: "proxy", AskedBy: b.ada})
	ends(t, q, old, jobs.Done)
	other := enqueue(t, q, jobs.Request{Kind: "unknown", AskedBy: b.ada})
	later := b.node(t, jobs.Options{Now: func() time.Time { return time.Now().Add(31 * 24 * time.Hour) }})
	later.Register("proxy", do)
	if err := later.Start(ctx); err != nil {
		t.Fatal(err)
	}
	until(t, "the old job is forgotten", func() bool {
		list, err := q.List(ctx, graph.Audience{Account: b.ada}, jobs.Filter{})
		return err == nil && slices.EqualFunc(list, []graph.ID{other}, func(j jobs.Job, id graph.ID) bool { return j.ID == id })
	})
}
