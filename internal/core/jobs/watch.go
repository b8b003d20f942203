package jobs

import (
	"context"
	"time"

	"backlot/internal/core/graph"
)

// Watch gives the jobs of a filter as they are now and then each job again when
// it changes, until ctx is done. A slow receiver misses steps in between, never
// the latest. Filter.Before and Limit have no meaning here: the first list holds
// at most 500 unfinished jobs.
func (q *Queue) Watch(ctx context.Context, reader graph.Audience, f Filter) <-chan Job {
	out := make(chan Job)
	go func() {
		defer close(out)
		w := watcher{q: q, reader: reader, filter: f, seen: map[graph.ID]int64{}}
		for {
			changed := q.nextChange()
			jobs, err := w.look(ctx)
			if err != nil {
				q.check(ctx, "watch", err)
			}
			for _, j := range jobs {
				select {
				case out <- j:
				case <-ctx.Done():
					return
				}
			}
			select {
			case <-ctx.Done():
				return
			case <-changed:
				pause(ctx, breath)
			case <-time.After(q.opt.Poll): // changes of other processes
			}
		}
	}()
	return out
}

// breath is how long a watcher lets changes gather, so that a thousand small jobs
// do not make it read the table a thousand times.
const breath = 50 * time.Millisecond

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

func (q *Queue) nextChange() <-chan struct{} {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.changed
}

type watcher struct {
	q      *Queue
	reader graph.Audience
	filter Filter
	since  int64 // changed_ms, with a margin for clocks that differ
	seen   map[graph.ID]int64
}

// margin is how much the clocks of two nodes may differ before Watch is late.
const margin = 30 * time.Second

func (w *watcher) look(ctx context.Context) ([]Job, error) {
	f := w.filter
	f.Before = graph.ID{}
	first := w.since == 0
	if first && len(f.States) == 0 {
		f.States = []State{Waiting, Ready, Running}
	}
	since := max(1, w.q.nowMS()-margin.Milliseconds())
	where, args := visible(w.reader, f)
	jobs, err := w.q.read(ctx, w.reader, where+" AND changed_ms >= ? ORDER BY changed_ms DESC, id LIMIT 500", append(args, w.since)...)
	if err != nil {
		return nil, err
	}
	w.since = since
	fresh := jobs[:0]
	for _, j := range jobs {
		if w.seen[j.ID] != j.Revision {
			w.seen[j.ID] = j.Revision
			fresh = append(fresh, j)
		}
	}
	w.forget(jobs)
	return fresh, nil
}

// forget keeps the memory of a long watch small.
func (w *watcher) forget(recent []Job) {
	if len(w.seen) < 10000 {
		return
	}
	w.seen = map[graph.ID]int64{}
	for _, j := range recent {
		w.seen[j.ID] = j.Revision
	}
}

// Wait gives a job when it has reached a final state, or ctx's error. It is for
// the program itself: commands and tests.
func (q *Queue) Wait(ctx context.Context, id graph.ID) (Job, error) {
	for {
		changed := q.nextChange()
		j, err := q.Get(ctx, graph.System, graph.ID{}, id)
		if err != nil || j.State.Final() {
			return j, err
		}
		select {
		case <-ctx.Done():
			return j, ctx.Err()
		case <-changed:
		case <-time.After(q.opt.Poll):
		}
	}
}
