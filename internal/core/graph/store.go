package graph

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
)

// Store keeps productions in a database and their present state in memory. Any
// number of stores, in any number of processes, may share a PostgreSQL database.
type Store struct {
	db     *db.DB
	reg    *Registry
	opts   Options
	ctx    context.Context // ends with Close; never handed to callers' work
	cancel context.CancelFunc
	wg     sync.WaitGroup

	mu     sync.Mutex
	lanes  map[Place]*lane
	clock  Clock
	studio ID // once a production found one to share
}

// Options are the outside world of a Store, as values.
type Options struct {
	Now    func() time.Time // the wall clock; changes from a clock 10 minutes ahead of it are refused
	IDs    IDs
	Device ID           // this machine, in the changes made on it
	Log    *slog.Logger // nil: discarded
}

// Production is one film, one series, or the studio itself.
type Production struct {
	ID      ID        `json:"id"`
	Name    string    `json:"name"`
	Kind    string    `json:"kind" enum:"feature,series,studio"`
	Created time.Time `json:"created"`
	Seq     Seq       `json:"-"` // counts changes not everybody may know of
}

// Open prepares the tables and views and starts to follow other nodes.
func Open(ctx context.Context, d *db.DB, reg *Registry, opts Options) (*Store, error) {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if err := d.Migrate(ctx, Migrations...); err != nil {
		return nil, fmt.Errorf("prepare the graph's tables: %w", err)
	}
	s := &Store{db: d, reg: reg, opts: opts, lanes: map[Place]*lane{}}
	if err := s.createViews(ctx); err != nil {
		return nil, fmt.Errorf("make the views for reporting: %w", err)
	}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	if err := s.findStudio(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open the studio: %w", err), s.Close())
	}
	if d.Dialect == db.PostgreSQL {
		s.wg.Go(s.follow)
	}
	return s, nil
}

// Close waits for changes under way to land and stops. The database stays open.
func (s *Store) Close() error {
	s.cancel()
	s.wg.Wait()
	return nil
}

// Registry is the kinds of the store.
func (s *Store) Registry() *Registry { return s.reg }

// CreateProduction adds an empty production. A zero Created means now.
func (s *Store) CreateProduction(ctx context.Context, p Production) error {
	switch {
	case p.ID.IsZero() || p.Name == "" || !utf8.ValidString(p.Name) || strings.ContainsRune(p.Name, 0):
		return fault.At("name", "a production needs an id and a name")
	case p.Kind != "feature" && p.Kind != "series" && p.Kind != "studio":
		return fault.At("kind", "kind %q: want feature, series or studio", p.Kind)
	}
	const insert = `
		INSERT INTO production (id, name, kind, created_ms, seq)
		VALUES (?, ?, ?, ?, 0)`
	if p.Created.IsZero() {
		p.Created = s.opts.Now()
	}
	_, err := s.db.Exec(ctx, insert, p.ID.String(), p.Name, p.Kind, p.Created.UnixMilli())
	if db.IsUnique(err) {
		return fault.New(fault.Conflict, "production %s exists already", p.ID)
	}
	if err != nil || p.Kind != "studio" {
		return err
	}
	return s.findStudio(ctx)
}

// Productions lists all productions by the time they were made.
func (s *Store) Productions(ctx context.Context) ([]Production, error) {
	const list = `
		SELECT id, name, kind, created_ms, seq
		FROM production
		ORDER BY created_ms, id`
	rows, err := s.db.Query(ctx, list)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Production
	for rows.Next() {
		var p Production
		var id string
		var ms int64
		if err := rows.Scan(&id, &p.Name, &p.Kind, &ms, &p.Seq); err != nil {
			return nil, err
		}
		if p.ID, err = ParseID(id); err != nil {
			return nil, err
		}
		p.Created = time.UnixMilli(ms).UTC()
		out = append(out, p)
	}
	return out, rows.Err()
}

// Snapshot is the present state of a place, from memory after the first call.
func (s *Store) Snapshot(ctx context.Context, w Place) (*Snapshot, error) {
	l, err := s.lane(ctx, w)
	if err != nil {
		return nil, err
	}
	return l.snap.Load(), nil
}

// View is the present state of a place as an audience may know it.
func (s *Store) View(ctx context.Context, w Place, a Audience) (View, error) {
	snap, err := s.Snapshot(ctx, w)
	if err != nil {
		return View{}, err
	}
	return snap.View(a).WithStudio(s.studioFor(w)), nil
}

// Preview gives a place as it is and as it would be after a change, without
// landing it.
func (s *Store) Preview(ctx context.Context, c Change) (before, after *Snapshot, err error) {
	before, err = s.Snapshot(ctx, c.Where())
	if err != nil {
		return nil, nil, err
	}
	after, err = before.With(c, s.studioFor(c.Where()))
	return before, after, err
}

// lane opens a place on first use.
func (s *Store) lane(ctx context.Context, w Place) (*lane, error) {
	l := s.openLane(w)
	if err := l.open(ctx); err != nil {
		return nil, err
	}
	return l, nil
}

func (s *Store) openLane(w Place) *lane {
	s.mu.Lock()
	defer s.mu.Unlock()
	l := s.lanes[w]
	if l == nil {
		l = newLane(s, w)
		s.lanes[w] = l
	}
	return l
}

// tick gives the clock of a change made here, later than all seen before.
func (s *Store) tick() Clock {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clock = s.clock.next(s.opts.Now())
	return s.clock
}

func (s *Store) observe(c Clock) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clock = s.clock.observe(c)
}

// maxAhead is how far another machine's clock may run ahead of ours. Beyond it, a
// change would win over everybody's edits until our clock gets there.
const maxAhead = 10 * time.Minute

func (s *Store) checkClock(c *Change) error {
	ahead := c.Clock.Time().Sub(s.opts.Now())
	if ahead <= maxAhead {
		return nil
	}
	return fault.New(fault.Invalid,
		"the clock of device %s is %s ahead (it says %s); set it right and send the change again: nothing was lost",
		c.Device, ahead.Round(time.Minute), c.Clock.Time().Format(time.RFC3339))
}

func missingProduction(id ID, err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fault.New(fault.NotFound, "no production %s", id)
	}
	return err
}
