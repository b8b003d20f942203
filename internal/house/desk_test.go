package house_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"backlot/internal/core/access"
	"backlot/internal/core/graph"
	"backlot/internal/core/web"
	"backlot/internal/house"
	"backlot/internal/house/demo"
)

// installation is a whole house with the demo production behind a real server.
type installation struct {
	t        *testing.T
	h        *house.House
	server   *httptest.Server
	password string
}

func open(t *testing.T) *installation {
	t.Helper()
	ctx := context.Background()
	dir := t.TempDir()
	now := time.Date(2027, 2, 20, 9, 0, 0, 0, time.UTC) // the clock stands still: answers differ by what is known only
	h, err := house.Open(ctx, house.Options{DSN: "sqlite:" + filepath.Join(dir, "backlot.db"), Files: filepath.Join(dir, "files"), Data: dir,
		Base: "http://127.0.0.1", Version: "test", Now: func() time.Time { return now },
		Hash: access.Hashing{MemoryKiB: 64, Passes: 1, Threads: 1, AtOnce: 4}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close(ctx) })
	password, err := h.DemoProduction(ctx)
	if err != nil {
		t.Fatal(err)
	}
	handler, err := h.Mux.Handler()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return &installation{t, h, server, password}
}

// person is somebody with a browser.
type person struct {
	*installation
	client *http.Client
}

// as signs in with an account of the demo; "" is a stranger.
func (in *installation) as(email string) person {
	in.t.Helper()
	jar, _ := cookiejar.New(nil)
	p := person{in, &http.Client{Jar: jar, Timeout: 30 * time.Second}}
	if email != "" {
		status, body := p.send("POST", "/api/session", map[string]string{"email": email, "password": in.password})
		if status != http.StatusOK {
			in.t.Fatalf("sign in as %s: %d %s", email, status, body)
		}
	}
	return p
}

func (p person) get(path string) (int, []byte) { return p.send("GET", path, nil) }

func (p person) send(method, path string, body any) (int, []byte) {
	p.t.Helper()
	var r io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			p.t.Fatal(err)
		}
		r = bytes.NewReader(b)
	}
	req, err := http.NewRequest(method, p.server.URL+path, r)
	if err != nil {
		p.t.Fatal(err)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := p.client.Do(req)
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close()
	out, err := io.ReadAll(res.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return res.StatusCode, out
}

// system is the production as the program itself sees it.
func (in *installation) system() graph.View {
	in.t.Helper()
	v, err := in.h.Store.View(context.Background(), graph.Main(demo.Production), graph.System)
	if err != nil {
		in.t.Fatal(err)
	}
	return v
}

// addresses makes requests for a reading route: one for each of up to n records of
// the kinds its parameters name, sealed ones first, and one for each value of an
// enumeration.
func (in *installation) addresses(r web.Route, n int) []string {
	paths := []string{r.Path}
	var queries []string
	for _, p := range r.Params {
		values := in.values(p, n)
		if p.In == "path" {
			var next []string
			for _, path := range paths {
				for _, v := range values {
					next = append(next, strings.NewReplacer("{"+p.Name+"}", url.PathEscape(v), "{"+p.Name+"...}", url.PathEscape(v)).Replace(path))
				}
			}
			paths = next
			continue
		}
		for _, v := range values {
			queries = append(queries, p.Name+"="+url.QueryEscape(v))
		}
	}
	out := paths
	for _, path := range paths {
		for _, q := range queries {
			out = append(out, path+"?"+q)
		}
	}
	return out
}

func (in *installation) values(p web.Param, n int) []string {
	if p.Name == "production" {
		return []string{demo.Production.String()}
	}
	if len(p.Schema.Enum) > 0 {
		var out []string
		for _, v := range p.Schema.Enum {
			out = append(out, fmt.Sprint(v))
		}
		return out
	}
	if p.Kind != "" {
		return in.someRecords(p.Kind, n)
	}
	switch p.Schema.Type {
	case "integer":
		return []string{"1", "50"}
	case "boolean":
		return []string{"true"}
	}
	if p.Schema.Format == "uuid" {
		return []string{"0192f0c1-2b3c-7d4e-8f50-112233445566"}
	}
	return []string{"a", "scene", "lantern"}
}

// someRecords are ids of a kind, or of every kind for graph.AnyKind: those in
// compartments first, then the first of the open ones.
func (in *installation) someRecords(kind graph.Kind, n int) []string {
	v := in.system()
	var sealed, open []string
	for _, info := range v.Registry().All() {
		if kind != graph.AnyKind && info.Kind != kind {
			continue
		}
		count := 0
		for rec := range v.Records(info.Kind) {
			if !rec.Compartment.IsZero() {
				sealed = append(sealed, rec.ID.String())
			} else if count < n {
				open = append(open, rec.ID.String())
				count++
			}
		}
	}
	if len(sealed) > 3*n {
		sealed = sealed[:3*n]
	}
	if kind == graph.AnyKind && len(open) > 2*n {
		open = open[:2*n]
	}
	return append(append(sealed, open...), "0192f0c1-2b3c-7d4e-8f50-112233445566")
}

// streams are routes whose answer does not end.
func streams(r web.Route) bool { return strings.HasSuffix(r.Path, "/stream") }
