// Package api is the routes that every production has, whatever slices are built
// in: signing in, the account, productions, people, compartments, records of any
// kind, history, conflicts, branches, search, jobs, files, archives and the
// exchange of changes with devices.
package api

import (
	"context"

	"backlot/internal/core/access"
	"backlot/internal/core/files"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/core/web"
)

// Config is what the routes work with.
type Config struct {
	Access *access.Service
	Store  *graph.Store
	Jobs   *jobs.Queue    // nil: no routes about jobs
	Files  *files.Library // nil: no routes about files
	// JobTitle says what a job is doing, as the reader of v may know it; nil: its kind.
	JobTitle func(v graph.View, j jobs.Job) string
	// Page is the path of the app's page that shows a record, or ""; nil: none has one.
	Page func(v graph.View, r graph.Record) string
	// Derivations weigh merges.
	Derivations []graph.Derivation
}

type service struct {
	Config
	ids    graph.IDs
	mux    *web.Mux
	names  *names
	search *index
}

// Mount adds the routes.
func Mount(m *web.Mux, c Config) {
	s := &service{Config: c, ids: m.IDs(), mux: m, names: Names(c.Access), search: newIndex()}
	s.mountSession(m.Tagged("Session"))
	s.mountAccount(m.Tagged("Account"))
	s.mountProductions(m.Tagged("Productions"))
	s.mountPeople(m.Tagged("People"))
	s.mountCompartments(m.Tagged("Compartments"))
	s.mountRecords(m.Tagged("Records"))
	s.mountChanges(m.Tagged("History"))
	s.mountBranches(m.Tagged("Branches"))
	s.mountSearch(m.Tagged("Search"))
	s.mountArchive(m.Tagged("Archive"))
	if c.Jobs != nil {
		s.mountJobs(m.Tagged("Jobs"))
	}
	if c.Files != nil {
		s.mountFiles(m.Tagged("Files"))
	}
	web.MountLive(m.Tagged("Live"))
}

// caller is who makes the request, in access's words.
func caller(ctx context.Context) access.Caller {
	c, _ := web.PersonOf(ctx).Key.(access.Caller)
	return c
}

func device(ctx context.Context) access.Device {
	return access.Device{Address: web.AddressOf(ctx), Name: web.DeviceOf(ctx)}
}

// none is the answer and the input of routes without one.
type none = struct{}
