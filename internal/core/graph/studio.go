package graph

import (
	"context"
	"database/sql"
	"errors"
)

// The studio is a graph of its own: people, companies, stock, places and rule
// packs that several productions share. There is at most one in a database.

// StudioID is the studio's production, or the zero ID when there is none.
func (s *Store) StudioID(ctx context.Context) (ID, error) {
	const find = `
		SELECT id
		FROM production
		WHERE kind = 'studio'
		ORDER BY created_ms, id
		LIMIT 1`
	var text string
	err := s.db.QueryRow(ctx, find).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return ID{}, nil
	}
	if err != nil {
		return ID{}, err
	}
	return ParseID(text)
}

// findStudio opens the studio's lane, once there is one.
func (s *Store) findStudio(ctx context.Context) error {
	s.mu.Lock()
	known := !s.studio.IsZero()
	s.mu.Unlock()
	if known {
		return nil
	}
	id, err := s.StudioID(ctx)
	if err != nil || id.IsZero() {
		return err
	}
	if err := s.openLane(Main(id)).open(ctx); err != nil {
		return err
	}
	s.mu.Lock()
	s.studio = id
	s.mu.Unlock()
	return nil
}

// studioFor is the studio's present state for a production, or nil.
func (s *Store) studioFor(w Place) *Snapshot {
	s.mu.Lock()
	l := s.lanes[Main(s.studio)]
	known := !s.studio.IsZero() && s.studio != w.Production
	s.mu.Unlock()
	if !known || l == nil {
		return nil
	}
	return l.snap.Load()
}
