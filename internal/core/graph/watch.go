package graph

import (
	"context"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// watcher is one listener of a place.
type watcher struct{ wake chan struct{} }

// Subscribe gives a signal after each landing in a place, whichever node it landed
// on; several landings may share a signal. Call cancel when done.
func (s *Store) Subscribe(ctx context.Context, at Place) (wake <-chan struct{}, cancel func(), err error) {
	l, err := s.lane(ctx, at)
	if err != nil {
		return nil, nil, err
	}
	w := &watcher{make(chan struct{}, 1)}
	l.watchers.Store(w, nil)
	return w.wake, func() { l.watchers.Delete(w) }, nil
}

func (l *lane) wake() {
	l.watchers.Range(func(w, _ any) bool {
		select {
		case w.(*watcher).wake <- struct{}{}:
		default: // a signal is waiting already
		}
		return true
	})
}

// pollEvery is the safety net under PostgreSQL's notifications, which a node
// misses while its connection is down.
const pollEvery = 3 * time.Second

// follow keeps the open places of this node up with what other nodes land.
func (s *Store) follow() {
	for s.ctx.Err() == nil {
		if err := s.listen(); err != nil && s.ctx.Err() == nil {
			s.opts.Log.Warn("listening for changes of other nodes broke; trying again", "err", err)
			s.catchUpAll()
			sleep(s.ctx, time.Second)
		}
	}
}

func sleep(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

func (s *Store) listen() error {
	conn, err := pgx.Connect(s.ctx, s.db.DSN)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(s.ctx)) //nolint:errcheck // nothing is pending on it
	if _, err := conn.Exec(s.ctx, "LISTEN backlot_change"); err != nil {
		return err
	}
	s.catchUpAll() // what landed before we listened
	for {
		wait, cancel := context.WithTimeout(s.ctx, pollEvery)
		note, err := conn.WaitForNotification(wait)
		timedOut := wait.Err() != nil && s.ctx.Err() == nil
		cancel()
		switch {
		case timedOut:
			s.catchUpAll()
		case err != nil:
			return err
		default:
			production, branch, _ := strings.Cut(note.Payload, " ")
			s.catchUpOne(production, branch)
		}
	}
}

func (s *Store) catchUpOne(production, branch string) {
	var at Place
	var err error
	if at.Production, err = ParseID(production); err != nil {
		return
	}
	if branch != "-" {
		if at.Branch, err = ParseID(branch); err != nil {
			return
		}
	}
	s.mu.Lock()
	l := s.lanes[at]
	s.mu.Unlock()
	if l != nil {
		l.catchUp()
	}
}

func (s *Store) catchUpAll() {
	s.mu.Lock()
	lanes := make([]*lane, 0, len(s.lanes))
	for _, l := range s.lanes {
		lanes = append(lanes, l)
	}
	s.mu.Unlock()
	for _, l := range lanes {
		l.catchUp()
	}
	if err := s.findStudio(s.ctx); err != nil && s.ctx.Err() == nil {
		s.opts.Log.Warn("looking for a studio", "err", err)
	}
}

func (l *lane) catchUp() {
	erased, err := l.follow()
	if err != nil && l.store.ctx.Err() == nil {
		l.store.opts.Log.Error("could not follow changes of another node", "production", l.where.Production, "err", err)
	}
	if erased {
		l.cleanUp()
	}
}

func (l *lane) follow() (erased bool, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	snap := l.snap.Load()
	if snap == nil {
		return false, nil
	}
	next := snap.thaw()
	if erased, err = catchUp(l.store.ctx, l.store.db, l, next); err != nil {
		return false, err
	}
	if next.seq > snap.seq {
		l.snap.Store(next)
		l.wake()
	}
	return erased, nil
}
