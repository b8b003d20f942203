// Package inprocess brings jobs to the free slots of one process: the engine for
// SQLite, where no other machine could help.
package inprocess

import (
	"context"
	"sync"

	"backlot/internal/core/jobs"
)

// Engine is a jobs.Engine of goroutines. The zero value is not ready; use New.
type Engine struct {
	wake map[jobs.Class]chan struct{}
	stop context.CancelFunc
	done sync.WaitGroup
}

var _ jobs.Engine = (*Engine)(nil)

// New makes an engine.
func New() *Engine {
	e := &Engine{wake: map[jobs.Class]chan struct{}{}}
	for _, class := range jobs.Classes() {
		e.wake[class] = make(chan struct{}, 64)
	}
	return e
}

// Migrate has nothing to make.
func (e *Engine) Migrate(context.Context) error { return nil }

// Start starts one goroutine per slot.
func (e *Engine) Start(ctx context.Context, slots map[jobs.Class]int, work func(context.Context, jobs.Class)) error {
	ctx, e.stop = context.WithCancel(ctx)
	for class, n := range slots {
		for range n {
			e.done.Go(func() { e.slot(ctx, class, work) })
		}
	}
	return nil
}

func (e *Engine) slot(ctx context.Context, class jobs.Class, work func(context.Context, jobs.Class)) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-e.wake[class]:
			work(ctx, class)
		}
	}
}

// Offer wakes up to n slots. When as many offers wait as there is room for, the
// slots that answer those will find the new jobs too.
func (e *Engine) Offer(_ context.Context, class jobs.Class, n int) error {
	for range n {
		select {
		case e.wake[class] <- struct{}{}:
		default:
			return nil
		}
	}
	return nil
}

// Stop ends the goroutines.
func (e *Engine) Stop(ctx context.Context) error {
	if e.stop == nil {
		return nil
	}
	e.stop()
	gone := make(chan struct{})
	go func() {
		e.done.Wait()
		close(gone)
	}()
	select {
	case <-gone:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
