package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/db/dbtest"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/web"
)

type scene struct {
	Number   string `json:"number"`
	Synopsis string `json:"synopsis,omitempty"`
	Eighths  int    `json:"eighths,omitempty"`
}

func (scene) Kind() graph.Kind { return "scene" }

func (s scene) Validate() error {
	if s.Eighths < 0 {
		return fault.At("eighths", "eighths %d: want 0 or more", s.Eighths)
	}
	return nil
}

type wage struct {
	Person string `json:"person"`
}

func (wage) Kind() graph.Kind { return "wage" }

var registry = graph.NewRegistry(
	graph.Register(graph.KindInfo{Version: 1, Title: "Scene"}, func(s scene) string { return "Scene " + s.Number }),
	graph.Register(graph.KindInfo{Version: 1, Title: "Wage", Read: "money.read"}, func(w wage) string { return w.Person }),
)

var (
	film      = graph.MustID("00000000-0000-7000-8000-00000000000f")
	other     = graph.MustID("00000000-0000-7000-8000-0000000000f2")
	surprise  = graph.MustID("00000000-0000-7000-8000-0000000000c1")
	ada       = graph.MustID("00000000-0000-7000-8000-0000000000a1")
	ben       = graph.MustID("00000000-0000-7000-8000-0000000000a2")
	someScene = graph.MustID("00000000-0000-7000-8000-000000000001")
)

// doors lets people in by name: "ada" is cleared and may edit, "ben" is neither.
type doors struct {
	mu    sync.Mutex
	reads []web.SealedRead
	clear map[graph.ID]bool // ben's clearances
}

func (d *doors) Session(_ context.Context, secret, _ string) (web.Person, string, error) {
	switch secret {
	case "ada":
		return web.Person{Account: ada}, "", nil
	case "ben":
		return web.Person{Account: ben}, "", nil
	case "ada-old":
		return web.Person{Account: ada}, "ada", nil
	}
	return web.Person{}, "", fault.New(fault.Signin, "sign in first")
}

func (d *doors) Token(ctx context.Context, secret, address string) (web.Person, error) {
	p, _, err := d.Session(ctx, strings.TrimPrefix(secret, "token-"), address)
	return p, err
}

func (d *doors) Audience(_ context.Context, p web.Person, production graph.ID) (graph.Audience, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if production.IsZero() && p.Account == ada {
		return graph.Audience{Account: ada, Rights: map[string]bool{"keys.keep": true}}, nil
	}
	if production != film {
		return graph.Audience{}, fault.New(fault.NotFound, "no production %s", production)
	}
	if p.Account == ada {
		return graph.Audience{Account: ada, Rights: map[string]bool{"scene.edit": true, "money.read": true}, Clear: map[graph.ID]bool{surprise: true}}, nil
	}
	return graph.Audience{Account: ben, Clear: d.clear}, nil
}

func (d *doors) SealedRead(_ context.Context, r web.SealedRead) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.reads = append(d.reads, r)
	return nil
}

// rig is a running server over a real store.
type rig struct {
	t     *testing.T
	store *graph.Store
	mux   *web.Mux
	doors *doors
	url   string
	log   *safeBuffer
}

type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func start(t *testing.T, d *db.DB, more ...func(*web.Mux)) *rig {
	t.Helper()
	ctx := context.Background()
	store, err := graph.Open(ctx, d, registry, graph.Options{Now: time.Now, IDs: graph.RandomIDs{}, Device: graph.MustID("00000000-0000-7000-8000-0000000000d1")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	for _, id := range []graph.ID{film, other} {
		if err := store.CreateProduction(ctx, graph.Production{ID: id, Name: "Film", Kind: "feature"}); err != nil {
			t.Fatal(err)
		}
	}
	r := &rig{t: t, store: store, doors: &doors{}, log: &safeBuffer{}}
	r.mux = web.New(web.Config{
		Version: "test", Access: r.doors, Store: store, Registry: registry, IDs: graph.RandomIDs{},
		Log:         slog.New(slog.NewJSONHandler(r.log, nil)),
		Names:       func(_ context.Context, id graph.ID) string { return map[graph.ID]string{ada: "Ada", ben: "Ben"}[id] },
		Derivations: []graph.Derivation{{Name: "pages", Reads: []graph.Kind{"scene"}, Consequences: longer}},
	})
	mountScenes(r.mux)
	web.MountLive(r.mux)
	for _, mount := range more {
		mount(r.mux)
	}
	handler, err := r.mux.Handler()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(func() { r.mux.Stop(); server.Close() })
	r.url = server.URL
	return r
}

// longer tells what a scene's new length costs: 50 for each eighth.
func longer(before, after graph.View, _ graph.Change) ([]graph.Consequence, error) {
	n := 0
	for _, s := range graph.All[scene](after) {
		n += s.Eighths
	}
	for _, s := range graph.All[scene](before) {
		n -= s.Eighths
	}
	if n == 0 {
		return nil, nil
	}
	return []graph.Consequence{{What: fmt.Sprintf("%d eighths more", n), Severity: graph.Must, Cost: &graph.Money{Minor: int64(n) * 5000, Currency: "EUR"},
		Why: []graph.Step{{Record: someScene, Label: "Scene 1"}}}}, nil
}

type sceneRow struct {
	ID graph.ID `json:"id"`
	scene
}

type sceneIn struct {
	Scene   graph.Ref[scene] `path:"scene"`
	Eighths int              `json:"eighths" minimum:"0" maximum:"800"`
	Note    string           `json:"note,omitempty"`
}

func mountScenes(m *web.Mux) {
	m = m.Tagged("Scenes")
	web.Query(m, "GET /api/productions/{production}/scenes", web.Member,
		func(_ context.Context, v graph.View, in struct {
			Q     string `query:"q"`
			Limit int    `query:"limit" minimum:"1" maximum:"500"`
		},
		) ([]sceneRow, error) {
			out := []sceneRow{}
			for id, s := range graph.All[scene](v) {
				if strings.Contains(s.Synopsis, in.Q) {
					out = append(out, sceneRow{id, s})
				}
			}
			return out, nil
		})
	setLength := func(_ context.Context, v graph.View, in sceneIn) (graph.Change, error) {
		e := v.Edit(graph.RandomIDs{}, "Set the length of "+v.Label(in.Scene.ID))
		graph.Update(e, in.Scene.ID, func(s *scene) { s.Eighths = in.Eighths })
		return e.Change()
	}
	web.Command(m, "PUT /api/productions/{production}/scenes/{scene}/length", "scene.edit", setLength)
	web.Command(m, "PUT /api/productions/{production}/scenes/{scene}/strict-length", "scene.edit", setLength, web.Strict())
	web.File(m, "GET /api/productions/{production}/scenes.txt", web.Member, func(_ context.Context, v graph.View, _ struct{}) (web.Document, error) {
		var b bytes.Buffer
		for _, s := range graph.All[scene](v) {
			fmt.Fprintln(&b, s.Number, s.Synopsis)
		}
		return web.Document{Name: "Szenen für Tag 1.txt", Type: "text/plain; charset=utf-8", Body: b.Bytes()}, nil
	})
	web.Action(m, "POST /api/session", web.Public, func(ctx context.Context, in struct {
		Name string `json:"name"`
	},
	) (struct{}, error) {
		web.SignIn(ctx, in.Name)
		return struct{}{}, nil
	})
	web.Action(m, "GET /api/boom", web.SignedIn, func(context.Context, struct{}) (struct{}, error) {
		return struct{}{}, fmt.Errorf("the password of the database is hunter2")
	})
	web.Action(m, "GET /api/panic", web.SignedIn, func(context.Context, struct{}) (struct{}, error) { panic("hunter3") })
	web.Action(m, "GET /api/installation", web.House("keys.keep"), func(context.Context, struct{}) (string, error) { return "ours", nil })
}

// scenes lands n scenes; the first is someScene.
func (r *rig) scenes(n int) {
	r.t.Helper()
	snap, err := r.store.Snapshot(context.Background(), graph.Main(film))
	if err != nil {
		r.t.Fatal(err)
	}
	for i := range n {
		e := snap.View(graph.System).Edit(graph.RandomIDs{}, "Add scene")
		id := graph.RandomIDs{}.NewID()
		if i == 0 {
			id = someScene
		}
		graph.AddAs(e, id, scene{Number: fmt.Sprint(i + 1), Synopsis: "a kitchen in the rain", Eighths: 8})
		r.must(e)
	}
}

func (r *rig) must(e *graph.Edit) graph.Change {
	r.t.Helper()
	c, err := e.Change()
	if err != nil {
		r.t.Fatal(err)
	}
	c, err = r.store.Land(context.Background(), c, ada)
	if err != nil {
		r.t.Fatal(err)
	}
	return c
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   string
}

func (a answer) problem(t *testing.T) web.Problem {
	t.Helper()
	var p web.Problem
	if err := json.Unmarshal([]byte(a.body), &p); err != nil {
		t.Fatalf("not a problem: %s", a.body)
	}
	return p
}

// call sends a request as a person ("" for nobody); body is JSON or "". Headers
// come in pairs.
func (r *rig) call(who, method, path, body string, headers ...string) answer {
	r.t.Helper()
	req, err := http.NewRequest(method, r.url+path, strings.NewReader(body))
	if err != nil {
		r.t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	if who != "" {
		req.AddCookie(&http.Cookie{Name: "backlot", Value: who})
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header, string(data)}
}

const filmPath = "/api/productions/00000000-0000-7000-8000-00000000000f"

func onEach(t *testing.T, test func(t *testing.T, r *rig)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { test(t, start(t, d)) })
}
