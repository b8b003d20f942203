package web

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"time"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// LiveChange is one landed change, as the stream tells it.
type LiveChange struct {
	Seq     graph.Seq    `json:"seq"`
	Change  graph.ID     `json:"change"`
	Kinds   []graph.Kind `json:"kinds"`
	Records []graph.ID   `json:"records"`
	Author  string       `json:"author,omitempty"`
	Cause   string       `json:"cause"`
	Reverts graph.ID     `json:"reverts,omitzero"`
}

const (
	heartbeat   = 15 * time.Second // keeps proxies from closing a quiet stream
	streamWrite = 15 * time.Second // a reader slower than this is cut off and resumes
	streamLife  = 15 * time.Minute // then the browser reconnects, which asks again who it is
	streamBatch = 256
)

// streamer is one open stream. Events of type "change" carry LiveChange and its
// number as id; "presence" carries People; "hello" the number the stream starts
// after; "reset" says that what the reader may know has changed, so all answers
// must be read again.
type streamer struct {
	*call
	rc   *http.ResponseController
	last graph.Seq // landed number of the last change told
	tag  string    // of the audience
}

func (m *Mux) stream(w http.ResponseWriter, r *http.Request) error {
	c := callOf(r.Context())
	wake, cancel, err := m.cfg.Store.Subscribe(r.Context(), c.place)
	if err != nil {
		return err
	}
	defer cancel()
	after, err := c.streamAfter()
	if err != nil {
		return err
	}
	here, leave := m.present.watch(c.place.Production)
	defer leave()
	s := &streamer{call: c, rc: http.NewResponseController(w), last: c.view.Landed(after), tag: c.audienceTag()}
	_ = s.rc.SetReadDeadline(time.Time{}) // a test's recorder has none
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	w.WriteHeader(http.StatusOK)
	m.metrics.streams.Inc()
	defer m.metrics.streams.Dec()
	if err := s.event("hello", after, map[string]graph.Seq{"seq": after}); err != nil {
		return nil //nolint:nilerr // the reader went away
	}
	s.follow(wake, here)
	return nil
}

// streamAfter is the number the reader has seen already: from Last-Event-ID, from
// ?after, or the present.
func (c *call) streamAfter() (graph.Seq, error) {
	text := c.r.Header.Get("Last-Event-ID")
	if text == "" {
		text = c.r.URL.Query().Get("after")
	}
	if text == "" {
		return c.view.Seq(), nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return 0, fault.At("query.after", "after %q: want a sequence number", text)
	}
	return min(graph.Seq(n), c.view.Seq()), nil
}

func (s *streamer) follow(wake, here <-chan struct{}) {
	tick := time.NewTicker(heartbeat)
	defer tick.Stop()
	end := time.NewTimer(streamLife)
	defer end.Stop()
	err := s.changes()
	for err == nil {
		select {
		case <-s.r.Context().Done():
			return
		case <-s.mux.done:
			return
		case <-end.C:
			return
		case <-wake:
			err = s.changes()
		case <-here:
			err = s.event("presence", -1, People{s.mux.present.list(s.view)})
		case <-tick.C:
			if err = s.refresh(); err == nil {
				err = s.write(": beat\n\n")
			}
		}
	}
}

// refresh looks again at who the reader is to this production and at its present state.
func (s *streamer) refresh() error {
	if err := s.openAudience(); err != nil {
		return err
	}
	if err := s.openView(); err != nil {
		return err
	}
	if tag := s.audienceTag(); tag != s.tag {
		s.tag = tag
		return s.event("reset", s.view.Seq(), map[string]graph.Seq{"seq": s.view.Seq()})
	}
	return nil
}

// changes tells all changes up to the present state.
func (s *streamer) changes() error {
	if err := s.refresh(); err != nil {
		return err
	}
	for s.last < s.present.Seq() {
		list, err := s.mux.cfg.Store.Changes(s.r.Context(), s.place, s.last, streamBatch)
		if err != nil || len(list) == 0 {
			return err
		}
		for _, change := range list {
			if change.Seq > s.present.Seq() {
				return nil // landed since; its own signal is on its way
			}
			if err := s.tell(change); err != nil {
				return err
			}
			s.last = change.Seq
		}
	}
	return s.audited()
}

func (s *streamer) tell(change graph.Change) error {
	told, ok := s.view.Told(change)
	if !ok {
		return nil
	}
	return s.event("change", told.Seq, s.mux.live(s.r.Context(), told))
}

// live is a told change in the stream's words.
func (m *Mux) live(ctx context.Context, told graph.Told) LiveChange {
	out := LiveChange{Seq: told.Seq, Change: told.ID, Kinds: []graph.Kind{}, Records: []graph.ID{}, Cause: told.Cause, Reverts: told.Reverts,
		Author: m.nameOf(ctx, told.Author)}
	for _, op := range told.Ops {
		if !slices.Contains(out.Kinds, op.Kind) {
			out.Kinds = append(out.Kinds, op.Kind)
		}
		if len(out.Records) < streamBatch && !slices.Contains(out.Records, op.Record) {
			out.Records = append(out.Records, op.Record)
		}
	}
	return out
}

func (s *streamer) event(kind string, id graph.Seq, data any) error {
	body, err := json.Marshal(data)
	if err != nil {
		return err
	}
	text := fmt.Sprintf("event: %s\ndata: %s\n\n", kind, body)
	if id >= 0 {
		text = fmt.Sprintf("id: %d\n%s", id, text)
	}
	return s.write(text)
}

func (s *streamer) write(text string) error {
	_ = s.rc.SetWriteDeadline(time.Now().Add(streamWrite)) // a test's recorder has none
	if _, err := io.WriteString(s.w, text); err != nil {
		return err
	}
	return s.rc.Flush()
}
