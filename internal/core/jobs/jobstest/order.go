package jobstest

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
)

// diary writes down the arguments of jobs in the order they run.
type diary struct {
	mu    sync.Mutex
	lines []string
}

func (d *diary) do(_ context.Context, run *jobs.Run) error {
	var line string
	if err := run.Args(&line); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lines = append(d.lines, line)
	return nil
}

func (d *diary) read() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.lines)
}

func oneSlot() jobs.Options  { return jobs.Options{Slots: map[jobs.Class]int{jobs.CPU: 1}} }
func twoSlots() jobs.Options { return jobs.Options{Slots: map[jobs.Class]int{jobs.CPU: 2}} }

func testAfter(t *testing.T, b *bench) {
	var d diary
	q := b.node(t, jobs.Options{Slots: map[jobs.Class]int{jobs.CPU: 4}})
	q.Register("step", d.do)
	ingest := enqueue(t, q, jobs.Request{Kind: "step", Args: "ingest"})
	sound := enqueue(t, q, jobs.Request{Kind: "step", Args: "sound"})
	sync := enqueue(t, q, jobs.Request{Kind: "step", Args: "sync", After: []graph.ID{ingest, sound, ingest}})
	dailies := enqueue(t, q, jobs.Request{Kind: "step", Args: "dailies", After: []graph.ID{sync}, Class: jobs.GPU, Priority: jobs.Urgent})
	if err := q.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	ends(t, q, dailies, jobs.Done)
	got := d.read()
	slices.Sort(got[:2])
	if !slices.Equal(got, []string{"ingest", "sound", "sync", "dailies"}) {
		t.Errorf("order = %v", got)
	}
	late := enqueue(t, q, jobs.Request{Kind: "step", Args: "archive", After: []graph.ID{dailies}})
	ends(t, q, late, jobs.Done)
}

func testAfterFailure(t *testing.T, b *bench) {
	q := b.node(t, jobs.Options{})
	q.Register("broken", func(context.Context, *jobs.Run) error { panic("no disk") })
	q.Register("step", func(context.Context, *jobs.Run) error { return nil })
	broken := enqueue(t, q, jobs.Request{Kind: "broken", MaxTries: 1})
	sync := enqueue(t, q, jobs.Request{Kind: "step", After: []graph.ID{broken}})
	dailies := enqueue(t, q, jobs.Request{Kind: "step", After: []graph.ID{sync}})
	if err := q.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	ends(t, q, broken, jobs.Failed)
	if j := ends(t, q, dailies, jobs.Cancelled); j.Runs != 0 || j.Error == "" {
		t.Errorf("dependent job: %d runs, reason %q; want 0 and a reason", j.Runs, j.Error)
	}
	late := enqueue(t, q, jobs.Request{Kind: "step", After: []graph.ID{sync}})
	ends(t, q, late, jobs.Cancelled)
}

func testKey(t *testing.T, b *bench) {
	ctx := context.Background()
	gate := make(chan bool)
	q := b.start(t, jobs.Options{}, "proxy", func(context.Context, *jobs.Run) error { <-gate; return nil })
	bob := b.ids.NewID()
	r := jobs.Request{Kind: "proxy", Production: b.feats, Key: "A001C003", AskedBy: b.ada}
	first := enqueue(t, q, r)
	r.AskedBy = bob
	if again := enqueue(t, q, r); again != first {
		t.Errorf("the same key gave another job")
	}
	if _, err := q.Get(ctx, graph.Audience{Account: bob}, graph.ID{}, first); err != nil {
		t.Errorf("the second asker does not see the job: %v", err)
	}
	r.Production = b.ids.NewID()
	if other := enqueue(t, q, r); other == first {
		t.Error("another production's key gave the same job")
	}
	close(gate)
	ends(t, q, first, jobs.Done)
	r.Production = b.feats
	if next := enqueue(t, q, r); next == first {
		t.Error("the key of a finished job is not free")
	}
}

func testSlots(t *testing.T, b *bench) {
	var now, most atomic.Int64
	full := make(chan bool)
	var once sync.Once
	q := b.start(t, jobs.Options{Slots: map[jobs.Class]int{jobs.IO: 3}}, "copy", func(context.Context, *jobs.Run) error {
		n := now.Add(1)
		defer now.Add(-1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		if n == 3 {
			once.Do(func() { close(full) })
		}
		select {
		case <-full:
		case <-time.After(deadline):
			t.Error("three copies do not run at once")
		}
		return nil
	})
	var ids []graph.ID
	for range 12 {
		ids = append(ids, enqueue(t, q, jobs.Request{Kind: "copy", Class: jobs.IO}))
	}
	for _, id := range ids {
		ends(t, q, id, jobs.Done)
	}
	if most.Load() != 3 {
		t.Errorf("%d copies ran at once; want 3", most.Load())
	}
}

func testFair(t *testing.T, b *bench) {
	var d diary
	q := b.node(t, oneSlot())
	q.Register("proxy", d.do)
	var last []graph.ID
	for range 40 {
		last = append(last, enqueue(t, q, jobs.Request{Kind: "proxy", Args: "series", Production: b.feats, Priority: jobs.Urgent}))
	}
	film := b.ids.NewID()
	for range 3 {
		last = append(last, enqueue(t, q, jobs.Request{Kind: "proxy", Args: "film", Production: film, Priority: jobs.Urgent}))
	}
	if err := q.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	for _, id := range last {
		ends(t, q, id, jobs.Done)
	}
	want := []string{"series", "film", "series", "film", "series", "film", "series", "series"}
	got := d.read()[:8]
	if got[0] == "film" { // which comes first is open
		want = append([]string{"film"}, want[:7]...)
		want[6] = "series"
	}
	if !slices.Equal(got, want) {
		t.Errorf("first eight = %v; want turns %v", got, want)
	}
}

func testPriority(t *testing.T, b *bench) {
	var d diary
	q := b.node(t, oneSlot())
	q.Register("export", d.do)
	var ids []graph.ID
	for _, r := range []jobs.Request{
		{Args: "bulk", Priority: jobs.Bulk},
		{Args: "first"},
		{Args: "second"},
		{Args: "urgent", Priority: jobs.Urgent},
		{Args: "raised", Priority: jobs.Bulk, Key: "k"},
		{Args: "raised", Priority: jobs.Urgent, Key: "k"},
	} {
		r.Kind, r.Production = "export", b.feats
		ids = append(ids, enqueue(t, q, r))
	}
	if err := q.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		ends(t, q, id, jobs.Done)
	}
	if got, want := d.read(), []string{"urgent", "raised", "first", "second", "bulk"}; !slices.Equal(got, want) {
		t.Errorf("order = %v; want %v", got, want)
	}
}

func testNotBefore(t *testing.T, b *bench) {
	var clock atomic.Int64
	start := time.Now().UnixMilli()
	clock.Store(start)
	var d diary
	opt := oneSlot()
	opt.Now = func() time.Time { return time.UnixMilli(clock.Load()) }
	q := b.start(t, opt, "mail", d.do)
	wrap := enqueue(t, q, jobs.Request{Kind: "mail", Args: "call sheet", NotBefore: time.UnixMilli(start + 3600_000)})
	ends(t, q, enqueue(t, q, jobs.Request{Kind: "mail", Args: "now"}), jobs.Done)
	if got := d.read(); !slices.Equal(got, []string{"now"}) {
		t.Errorf("sent %v; want only what is due", got)
	}
	clock.Store(start + 3600_000)
	ends(t, q, wrap, jobs.Done)
}
