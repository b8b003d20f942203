package house

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"backlot/internal/core/access"
	"backlot/internal/core/api"
	"backlot/internal/core/db"
	"backlot/internal/core/fault"
	"backlot/internal/core/files"
	"backlot/internal/core/files/local"
	"backlot/internal/core/files/s3"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/core/jobs/inprocess"
	"backlot/internal/core/jobs/riverpg"
	"backlot/internal/core/production"
	"backlot/internal/core/slice"
	"backlot/internal/core/volumes"
	"backlot/internal/core/web"
)

// Options say where an installation is and how people reach it.
type Options struct {
	DSN        string // database: a file, or postgres://
	Files      string // folder, or s3://bucket/prefix?endpoint=...&region=...; keys from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY
	Data       string // folder of this node's own: the installation's key, the node's id
	Base       string // address that links begin with: "https://lot.example"
	Version    string // of the program
	UI         http.Handler
	Proxies    []netip.Prefix
	Origins    []string
	MetricsKey string
	Mailer     access.Mailer  // nil: links are shown to whoever asks for them
	Hash       access.Hashing // zero: the default
	Work       bool           // also run jobs
	Volumes    volumes.Set    // folders of this machine with footage; none by default
	Log        *slog.Logger
	Now        func() time.Time // nil: time.Now
}

// House is an open installation.
type House struct {
	DB     *db.DB
	Store  *graph.Store
	Access *access.Service
	Files  *files.Library
	Jobs   *jobs.Queue
	Mux    *web.Mux
	Slices []slice.Slice

	stop    []func(context.Context) error // in the order of opening
	ending  context.CancelFunc
	chores  sync.WaitGroup
	options Options
}

// StudioProduction is the id of the studio's own graph in every installation, so
// that nodes that start together agree.
var StudioProduction = graph.MustID("00000000-0000-7000-8000-73747564696f")

// Open opens an installation, making what is missing, and mounts all routes.
func Open(ctx context.Context, o Options) (_ *House, err error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	h := &House{options: o}
	defer func() {
		if err != nil {
			err = errors.Join(err, h.Close(ctx))
		}
	}()
	for _, step := range []func(context.Context) error{h.openStore, h.openFiles, h.openAccess, h.openJobs} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	h.mount()
	return h, h.start(ctx)
}

func (h *House) openStore(ctx context.Context) (err error) {
	if h.DB, err = db.Open(ctx, h.options.DSN); err != nil {
		return err
	}
	h.stop = append(h.stop, func(context.Context) error { return h.DB.Close() })
	device, err := nodeID(filepath.Join(h.options.Data, "node"))
	if err != nil {
		return err
	}
	kinds := production.NewRegistry()
	kinds.AddGates(Gates(Slices(graph.RandomIDs{}, Keeper{}))...)
	h.Store, err = graph.Open(ctx, h.DB, kinds, graph.Options{Now: h.options.Now, IDs: graph.RandomIDs{}, Device: device, Log: h.options.Log})
	if err != nil {
		return err
	}
	h.stop = append(h.stop, func(context.Context) error { return h.Store.Close() })
	studio, err := h.Store.StudioID(ctx)
	if err == nil && studio.IsZero() {
		err = h.Store.CreateProduction(ctx, graph.Production{ID: StudioProduction, Name: "Studio", Kind: "studio"})
		if fault.Is(err, fault.Conflict) { // another node was first
			err = nil
		}
	}
	return err
}

// nodeID is this node's id, made at its first start.
func nodeID(path string) (graph.ID, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		id := graph.RandomIDs{}.NewID()
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return id, fault.New(fault.Unavailable, "make the folder of this node: %w", err)
		}
		return id, os.WriteFile(path, []byte(id.String()+"\n"), 0o600)
	}
	if err != nil {
		return graph.ID{}, fault.New(fault.Unavailable, "read this node's id: %w", err)
	}
	return graph.ParseID(strings.TrimSpace(string(text)))
}

func (h *House) openFiles(ctx context.Context) error {
	if err := h.DB.Migrate(ctx, files.Migrations...); err != nil {
		return fmt.Errorf("prepare the tables of files: %w", err)
	}
	backend, err := openBackend(ctx, h.options.Files)
	if err != nil {
		return err
	}
	h.Files = files.New(h.DB, backend, files.Options{Now: h.options.Now})
	return nil
}

func openBackend(ctx context.Context, where string) (files.Backend, error) {
	if strings.HasPrefix(where, "s3://") {
		cfg, err := s3Config(where)
		if err != nil {
			return nil, err
		}
		return s3.Open(ctx, cfg)
	}
	return local.Open(where)
}

func (h *House) openAccess(ctx context.Context) error {
	if err := h.DB.Migrate(ctx, access.Migrations...); err != nil {
		return fmt.Errorf("prepare the tables of access: %w", err)
	}
	h.Slices = slicesOf(graph.RandomIDs{}, Keeper{h.Files}, desk{h}, h.options.Volumes)
	policy, err := access.NewPolicy(append([][]access.Right{api.Rights, api.KindRights}, Rights(h.Slices)...)...)
	if err != nil {
		return err
	}
	key, err := access.LoadKey(filepath.Join(h.options.Data, "key"))
	if err != nil {
		return err
	}
	h.Access, err = access.New(access.Config{DB: h.DB, Now: h.options.Now, Mailer: h.options.Mailer, Policy: policy, Key: key, Hash: h.options.Hash,
		Base: func() string { return h.options.Base }})
	if err != nil {
		return err
	}
	h.stop = append(h.stop, func(context.Context) error { h.Access.Close(); return nil })
	return nil
}

func (h *House) openJobs(ctx context.Context) error {
	var engine jobs.Engine = inprocess.New()
	if h.DB.Dialect == db.PostgreSQL {
		var err error
		if engine, err = riverpg.New(ctx, h.DB.DSN, h.options.Log); err != nil {
			return err
		}
	}
	h.Jobs = jobs.New(h.DB, engine, jobs.Options{Now: h.options.Now, Log: h.options.Log})
	h.stop = append(h.stop, h.Jobs.Stop)
	if err := h.Jobs.Migrate(ctx); err != nil {
		return fmt.Errorf("prepare the tables of jobs: %w", err)
	}
	for _, s := range h.Slices {
		for _, j := range s.Jobs {
			h.Jobs.Register(j.Kind, j.Run)
		}
	}
	return nil
}

func (h *House) mount() {
	o := h.options
	derivations := Derivations(h.Slices)
	names := api.Names(h.Access)
	h.Mux = web.New(web.Config{Version: o.Version, Access: api.Doors{Access: h.Access, Store: h.Store}, Store: h.Store, Registry: h.Store.Registry(),
		IDs: graph.RandomIDs{}, Now: o.Now, Derivations: derivations, Log: o.Log, UI: o.UI, Secure: strings.HasPrefix(o.Base, "https://"),
		Proxies: o.Proxies, Origins: o.Origins, MetricsKey: o.MetricsKey, Names: names.Of,
		Ready: func(r *http.Request) error { _, err := h.Store.Productions(r.Context()); return err }})
	api.Mount(h.Mux, api.Config{Access: h.Access, Store: h.Store, Jobs: h.Jobs, Files: h.Files, Derivations: derivations, JobTitle: jobTitles(h.Slices)})
	Mount(h.Mux, h.Slices)
}

// Describe is all routes without an installation behind them: to list and describe
// them, never to be served.
func Describe(version string) *web.Mux {
	m := web.New(web.Config{Version: version, Registry: production.NewRegistry(), IDs: graph.RandomIDs{}})
	api.Mount(m, api.Config{Jobs: &jobs.Queue{}, Files: &files.Library{}})
	Mount(m, Slices(graph.RandomIDs{}, Keeper{}))
	return m
}

// start begins to run jobs and to tidy up.
func (h *House) start(ctx context.Context) error {
	if h.options.Work {
		if err := h.Jobs.Start(ctx); err != nil {
			return err
		}
	}
	var background context.Context
	background, h.ending = context.WithCancel(context.WithoutCancel(ctx))
	h.chores.Go(func() { h.tidy(background) })
	return nil
}

// tidy removes once an hour what nobody can use any more.
func (h *House) tidy(ctx context.Context) {
	tick := time.NewTicker(time.Hour)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := h.Access.Purge(ctx); err != nil && ctx.Err() == nil {
				h.options.Log.Error("purge", "err", err)
			}
		}
	}
}

// Close stops what Open began, the last first.
func (h *House) Close(ctx context.Context) error {
	if h.Mux != nil {
		h.Mux.Stop()
	}
	if h.ending != nil {
		h.ending()
		h.chores.Wait()
	}
	var all error
	for i := len(h.stop) - 1; i >= 0; i-- {
		all = errors.Join(all, h.stop[i](ctx))
	}
	h.stop = nil
	return all
}

// Keeper keeps files for slices.
type Keeper struct{ Library *files.Library }

// Keep stores content and gives its address.
func (k Keeper) Keep(ctx context.Context, r io.Reader) (string, error) {
	id, err := k.Library.Put(ctx, r)
	return string(id), err
}

// Open reads content by its address.
func (k Keeper) Open(ctx context.Context, id string) (io.ReadCloser, error) {
	parsed, err := files.ParseID(id)
	if err != nil {
		return nil, err
	}
	return k.Library.Open(ctx, parsed)
}
