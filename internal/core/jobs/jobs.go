// Package jobs runs what takes longer than a second: proxies, exports, imports,
// matches. A job survives a restart, reports progress, can be cancelled while it
// runs, is tried again after a failure, and runs again exactly once when the
// machine that worked on it dies.
//
// The table of jobs is the truth, on both databases, and this package decides
// which job is next. An Engine only brings work to free slots: package inprocess
// inside one process (SQLite), package riverpg through River (PostgreSQL, any
// number of nodes). One behaviour suite, jobstest, runs on both.
//
// A row of the table holds ids and numbers, never names from the production: the
// title a person reads is computed by the caller from Kind and Args through that
// person's view.
package jobs

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"backlot/internal/core/graph"
)

// ReadRight lets its holder see the jobs of others in a production: what kind,
// how far, whether it failed, but not their messages, errors and results.
const ReadRight = "jobs.read"

// CancelRight lets its holder cancel the jobs of others in a production.
const CancelRight = "jobs.cancel"

// Class is the resource a job uses most. Each process runs a bounded number of
// jobs of a class at once.
type Class string

// The resource classes.
const (
	CPU     Class = "cpu"     // computing: optimisers, imports, PDF; the default
	IO      Class = "io"      // disks: copying, hashing, archives
	GPU     Class = "gpu"     // hardware encoders and models
	Network Class = "network" // mail, deliveries, other services
)

// Classes are all resource classes, in a fixed order.
func Classes() []Class { return []Class{CPU, IO, GPU, Network} }

// Known reports whether c is one of Classes.
func (c Class) Known() bool { return slices.Contains(Classes(), c) }

// Priority orders the jobs of one production; between productions fairness
// decides before priority does.
type Priority int

// The priorities.
const (
	Bulk   Priority = -1 // nobody waits: reindexing, whole-season proxies
	Normal Priority = 0
	Urgent Priority = 1 // a person waits at the screen
)

// State is where a job stands.
type State string

// The states. Done, Failed and Cancelled are final.
const (
	Waiting   State = "waiting" // for other jobs
	Ready     State = "ready"   // for a free slot, or for its time after a failure
	Running   State = "running"
	Done      State = "done"
	Failed    State = "failed"
	Cancelled State = "cancelled"
)

// Final reports whether a job in this state will never run again.
func (s State) Final() bool { return s == Done || s == Failed || s == Cancelled }

// Request asks for a job. Kind is required; everything else has a usable zero.
type Request struct {
	Kind       string
	Args       any      // becomes JSON of at most 1 MiB; ids, never names
	Production graph.ID // zero: the studio
	AskedBy    graph.ID // the account that sees the job; zero: the program itself
	Class      Class    // zero: CPU
	Priority   Priority
	// Key dedupes: while a job of the same kind and production with this key is
	// unfinished, asking again gives that job, and its asker sees it too. Put what
	// makes the outcome differ into the key, such as the sequence number read.
	Key string
	// After lists jobs that must be done first. When one of them fails or is
	// cancelled, this job is cancelled.
	After     []graph.ID
	MaxTries  int       // runs that may fail before the job fails; zero: 3
	NotBefore time.Time // zero: now
}

// Progress is how far a running job is.
type Progress struct {
	Fraction float64 `json:"fraction"`          // 0 to 1
	Message  string  `json:"message,omitempty"` // what is being done; no names from the production
	Step     int     `json:"step,omitempty"`    // from 1, of Steps; 0 when there are no steps
	Steps    int     `json:"steps,omitempty"`
}

// Job is a job as one reader may see it.
type Job struct {
	ID         graph.ID        `json:"id"`
	Kind       string          `json:"kind"`
	Args       json.RawMessage `json:"args"`
	Production graph.ID        `json:"production"`
	AskedBy    graph.ID        `json:"asked_by"` // who asked first
	Class      Class           `json:"class"`
	Priority   Priority        `json:"priority"`
	State      State           `json:"state"`
	Cancelling bool            `json:"cancelling,omitempty"` // running, and asked to stop
	Progress   Progress        `json:"progress"`
	Runs       int             `json:"runs"`     // how often it was started
	Failures   int             `json:"failures"` // how many of these failed
	MaxTries   int             `json:"max_tries"`
	Result     json.RawMessage `json:"result,omitempty"`
	Error      string          `json:"error,omitempty"`      // of the last failure; "internal error" for our defects
	ErrorKind  string          `json:"error_kind,omitempty"` // fault.Kind in words
	CreatedMS  int64           `json:"created_ms"`           // Unix milliseconds, as all times here
	StartedMS  int64           `json:"started_ms,omitempty"` // of the last run
	FinishedMS int64           `json:"finished_ms,omitempty"`
	DueMS      int64           `json:"due_ms,omitempty"` // not before
	Revision   int64           `json:"revision"`         // grows with every change of the job
}

// Func does the work of one kind of job. It must stop soon after ctx is done;
// context.Cause then says why: ErrCancelled, ErrStopping or ErrLost. Work that a
// killed machine left half done is started again, so it must be safe to repeat.
//
// An error that a person must solve (fault.Invalid, NotFound, Denied, Conflict)
// fails the job at once; any other is tried again after a while.
type Func func(ctx context.Context, run *Run) error

// Engine brings work to free slots. Work given to it is a standing wish: it does
// everything of its class that is ready, and returns. An engine may call it too
// often; it must not forget an offer.
type Engine interface {
	// Migrate makes the tables the engine needs, if any.
	Migrate(ctx context.Context) error
	// Start begins to answer offers, with at most slots[class] calls of work at once.
	Start(ctx context.Context, slots map[Class]int, work func(context.Context, Class)) error
	// Offer says that n more jobs of a class are ready. It may be called before Start.
	Offer(ctx context.Context, class Class, n int) error
	// Stop ends what Start began and lets go of connections, also without Start.
	// Work in hand is over when it is called.
	Stop(ctx context.Context) error
}
