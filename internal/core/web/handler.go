package web

import (
	"fmt"
	"net/http"
	"strings"

	"backlot/internal/core/fault"
)

// Handler is the whole server: routes, health, metrics, description and pages.
// Mount all routes before calling it. It fails when an entry of Config.Origins is
// not an origin.
func (m *Mux) Handler() (http.Handler, error) {
	description, err := m.OpenAPI()
	if err != nil {
		return nil, fmt.Errorf("describe the routes: %w", err)
	}
	m.mux.HandleFunc("GET /api/openapi.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-cache")
		_, _ = w.Write(description) // the caller went away: nothing to do
	})
	m.mux.HandleFunc("GET /healthz", m.alive)
	m.mux.HandleFunc("GET /readyz", m.ready)
	m.mux.Handle("GET /metrics", m.serveMetrics())
	m.mux.HandleFunc("/api/", m.unknown)
	if m.cfg.UI != nil {
		m.mux.Handle("/", m.cfg.UI)
	}
	guarded, err := m.sameOrigin(zipped(m.mux))
	if err != nil {
		return nil, fmt.Errorf("trusted origins: %w", err)
	}
	return m.recorded(m.guarded(guarded)), nil
}

// Stop ends live streams, so that the server can stop gracefully.
func (m *Mux) Stop() { m.stopping.Do(func() { close(m.done) }) }

func (m *Mux) alive(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	fmt.Fprintln(w, "ok")
}

// ready says whether a load balancer should send requests here.
func (m *Mux) ready(w http.ResponseWriter, r *http.Request) {
	var err error
	select {
	case <-m.done:
		err = fault.New(fault.Unavailable, "stopping")
	default:
		if m.cfg.Ready != nil {
			err = m.cfg.Ready(r)
		}
	}
	if err != nil {
		m.cfg.Log.Warn("not ready", "err", err)
		writeProblem(w, Problem{Type: "urn:backlot:unavailable", Title: "Service Unavailable", Status: http.StatusServiceUnavailable, Detail: "not ready"})
		return
	}
	m.alive(w, r)
}

// unknown answers for paths under /api/ that are no route, and for routes called
// with another method.
func (m *Mux) unknown(w http.ResponseWriter, r *http.Request) {
	var allow []string
	for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} {
		try := &http.Request{Method: method, URL: r.URL, Host: r.Host}
		if _, pattern := m.mux.Handler(try); pattern != "/api/" && pattern != "" {
			allow = append(allow, method)
		}
	}
	if len(allow) > 0 {
		w.Header().Set("Allow", strings.Join(allow, ", "))
		writeProblem(w, Problem{Type: "urn:backlot:method", Title: "Method Not Allowed", Status: http.StatusMethodNotAllowed,
			Detail: "this route takes " + strings.Join(allow, ", ")})
		return
	}
	writeProblem(w, Problem{Type: "urn:backlot:not-found", Title: "Not Found", Status: http.StatusNotFound,
		Detail: "there is no such route; /api/openapi.json lists them"})
}

// Stopping is closed when the server begins to stop: long answers end then.
func (m *Mux) Stopping() <-chan struct{} { return m.done }
