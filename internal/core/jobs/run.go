package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Run is one attempt at a job, as its Func sees it. It is safe for concurrent use.
type Run struct {
	ID         graph.ID
	Kind       string
	Class      Class
	Production graph.ID
	AskedBy    graph.ID // do the work with what this account may see
	Attempt    int      // from 1

	q        *Queue
	args     []byte
	worker   string
	failures int
	maxTries int
	cancel   context.CancelCauseFunc

	mu      sync.Mutex
	result  []byte
	latest  Progress
	written time.Time
	timer   *time.Timer // a write is due
	closed  bool
}

// Args reads the arguments of the request.
func (r *Run) Args(into any) error {
	if err := json.Unmarshal(r.args, into); err != nil {
		return fault.At("args", "arguments of job %s: %w", r.Kind, err)
	}
	return nil
}

// Result sets what the job leaves behind: JSON of at most 1 MiB. Whoever follows
// the job sees the latest with its progress; it is kept when the job is done.
func (r *Run) Result(v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("result of job %s: %w", r.Kind, err)
	}
	if len(body) > maxPayload {
		return fmt.Errorf("result of job %s has %d bytes: want at most %d; put the data into a file", r.Kind, len(body), maxPayload)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.result = body
	return nil
}

// Progress says how far the run is, 0 to 1, and what it does now. It may be
// called as often as is handy: writes are spaced out, the last one always lands.
func (r *Run) Progress(fraction float64, message string) {
	r.mu.Lock()
	p := r.latest
	r.mu.Unlock()
	p.Fraction, p.Message = fraction, message
	r.report(p)
}

// Step says that step n of several begins, from 1.
func (r *Run) Step(n, of int, message string) {
	of = max(of, 1)
	n = min(max(n, 1), of)
	r.report(Progress{Fraction: float64(n-1) / float64(of), Message: message, Step: n, Steps: of})
}

func (r *Run) report(p Progress) {
	if !(p.Fraction >= 0) { // also not a number
		p.Fraction = 0
	}
	p.Fraction = min(p.Fraction, 1)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.latest = p
	if r.timer != nil || r.closed {
		return
	}
	wait := max(0, r.q.opt.Progress-time.Since(r.written))
	r.timer = time.AfterFunc(wait, r.flush)
}

// flush writes the latest progress.
func (r *Run) flush() {
	r.mu.Lock()
	p, result, closed := r.latest, string(r.result), r.closed
	r.timer, r.written = nil, time.Now()
	r.mu.Unlock()
	if closed {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	_, err := r.q.db.Exec(ctx, `
		UPDATE job
		SET progress_ppm = ?, message = ?, step = ?, steps = ?, result = ?, changed_ms = ?, revision = revision + 1
		WHERE id = ? AND run = ? AND worker = ? AND state = 'running'`,
		int64(p.Fraction*1e6+0.5), clip(p.Message, 500), p.Step, p.Steps, result, r.q.nowMS(), r.ID.String(), r.Attempt, r.worker)
	if err != nil {
		r.q.opt.Log.Warn("write progress", "job", r.ID, "error", err)
		return
	}
	r.q.announce()
}

// close ends reporting and gives what was reported last.
func (r *Run) close() (Progress, []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed = true
	if r.timer != nil {
		r.timer.Stop()
	}
	return r.latest, r.result
}

// clip shortens text to n bytes without splitting a character.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xc0 == 0x80 {
		n--
	}
	return s[:n] + "…"
}
