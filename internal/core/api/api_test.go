package api_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"backlot/internal/core/access"
	"backlot/internal/core/api"
	"backlot/internal/core/db"
	"backlot/internal/core/db/dbtest"
	"backlot/internal/core/files"
	"backlot/internal/core/files/local"
	"backlot/internal/core/graph"
	"backlot/internal/core/jobs"
	"backlot/internal/core/jobs/inprocess"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

const password = "harbour lantern quilt seven"

// lot is an installation: a real server over a real database.
type lot struct {
	t      *testing.T
	ctx    context.Context
	access *access.Service
	store  *graph.Store
	jobs   *jobs.Queue
	mux    *web.Mux
	url    string
	film   graph.ID
	studio graph.ID
}

func open(t *testing.T, d *db.DB) *lot {
	t.Helper()
	l := &lot{t: t, ctx: context.Background(), film: graph.RandomIDs{}.NewID(), studio: graph.RandomIDs{}.NewID()}
	l.check(d.Migrate(l.ctx, access.Migrations...))
	l.check(d.Migrate(l.ctx, files.Migrations...))
	folder, err := local.Open(t.TempDir())
	l.check(err)
	l.jobs = jobs.New(d, inprocess.New(), jobs.Options{Beat: 50 * time.Millisecond})
	l.check(l.jobs.Migrate(l.ctx))
	l.store, err = graph.Open(l.ctx, d, production.NewRegistry(), graph.Options{Now: time.Now, IDs: graph.RandomIDs{}, Device: graph.RandomIDs{}.NewID()})
	l.check(err)
	t.Cleanup(func() { l.store.Close() })
	policy, err := access.NewPolicy(api.Rights, api.KindRights)
	l.check(err)
	key, err := access.NewKey(rand.Reader)
	l.check(err)
	l.access, err = access.New(access.Config{DB: d, Policy: policy, Key: key, Hash: access.Hashing{MemoryKiB: 64, Passes: 1, Threads: 1, AtOnce: 4}})
	l.check(err)
	t.Cleanup(l.access.Close)
	l.check(l.store.CreateProduction(l.ctx, graph.Production{ID: l.studio, Name: "Studio", Kind: "studio"}))
	l.check(l.store.CreateProduction(l.ctx, graph.Production{ID: l.film, Name: "The Salt Road", Kind: "feature"}))
	names := api.Names(l.access)
	l.mux = web.New(web.Config{Version: "test", Access: api.Doors{Access: l.access, Store: l.store}, Store: l.store, Registry: l.store.Registry(),
		IDs: graph.RandomIDs{}, Names: names.Of})
	api.Mount(l.mux, api.Config{Access: l.access, Store: l.store, Jobs: l.jobs, Files: files.New(d, folder, files.Options{KeepFree: 1})})
	handler, err := l.mux.Handler()
	l.check(err)
	server := httptest.NewServer(handler)
	t.Cleanup(func() { l.mux.Stop(); server.Close() })
	l.url = server.URL
	return l
}

func (l *lot) check(err error) {
	l.t.Helper()
	if err != nil {
		l.t.Fatal(err)
	}
}

func onEach(t *testing.T, test func(t *testing.T, l *lot)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { test(t, open(t, d)) })
}

// browser is somebody at a computer, with cookies.
type browser struct {
	lot    *lot
	client *http.Client
	id     graph.ID
}

func (l *lot) browser() *browser {
	jar, err := cookiejar.New(nil)
	l.check(err)
	return &browser{lot: l, client: &http.Client{Jar: jar}}
}

// person is a member of the film who has signed in.
func (l *lot) person(name string, roles ...string) *browser {
	l.t.Helper()
	email := strings.ToLower(name) + "@salt-road.example"
	a, err := l.access.Console().AddAccount(l.ctx, email, password, access.Profile{Name: name})
	l.check(err)
	held := []access.RoleIn{}
	for _, r := range roles {
		role, department, _ := strings.Cut(r, ":")
		held = append(held, access.RoleIn{Role: role, Department: department})
	}
	if len(held) > 0 {
		l.check(l.access.Console().SetMember(l.ctx, a.ID, l.film, held...))
	}
	b := l.browser()
	b.id = a.ID
	b.want(200, "POST", "/api/session", map[string]string{"email": email, "password": password}, nil)
	return b
}

// call sends JSON and gives status and body. "{film}" in the path is the film.
func (b *browser) call(method, path string, body any, headers ...string) (int, string) {
	b.lot.t.Helper()
	var r io.Reader
	if body != nil {
		data, err := json.Marshal(body)
		b.lot.check(err)
		r = bytes.NewReader(data)
	}
	req, err := http.NewRequest(method, b.lot.url+strings.ReplaceAll(path, "{film}", "/api/productions/"+b.lot.film.String()), r)
	b.lot.check(err)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := b.client.Do(req)
	b.lot.check(err)
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	b.lot.check(err)
	return res.StatusCode, string(data)
}

// want calls and demands a status; the answer is decoded into out unless it is nil.
func (b *browser) want(status int, method, path string, body, out any, headers ...string) {
	b.lot.t.Helper()
	got, text := b.call(method, path, body, headers...)
	if got != status {
		b.lot.t.Fatalf("%s %s = %d %s; want %d", method, path, got, text, status)
	}
	if out != nil {
		if err := json.Unmarshal([]byte(text), out); err != nil {
			b.lot.t.Fatalf("%s %s: %v in %s", method, path, err, text)
		}
	}
}

type fields = map[string]any

// add makes a record through the generic route and gives its id.
func (b *browser) add(kind string, f fields) graph.ID {
	b.lot.t.Helper()
	id := graph.RandomIDs{}.NewID()
	b.want(200, "POST", "{film}/records", fields{"kind": kind, "id": id, "fields": f}, nil)
	return id
}

func (b *browser) scene(number, heading string) graph.ID {
	b.lot.t.Helper()
	return b.add("scene", fields{"number": number, "heading": heading, "order": "a" + number})
}

func (b *browser) record(id graph.ID) api.RecordDetail {
	b.lot.t.Helper()
	var out api.RecordDetail
	b.want(200, "GET", "{film}/records/"+id.String(), nil, &out)
	return out
}

func (b *browser) list(kind, query string) api.RecordPage {
	b.lot.t.Helper()
	var out api.RecordPage
	b.want(200, "GET", "{film}/records?kind="+kind+query, nil, &out)
	return out
}

func labels(list []graph.Record) string {
	var out []string
	for _, r := range list {
		out = append(out, r.Label)
	}
	return strings.Join(out, " | ")
}

func at(id graph.ID) string { return fmt.Sprintf("{film}/records/%s", id) }
