package web

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// record is what the access log says about one request.
type record struct {
	http.ResponseWriter
	id      string
	route   string
	account graph.ID
	err     error
	status  int
	bytes   int64
	wrote   bool
}

type recordKey struct{}

func recordOf(ctx context.Context) *record {
	r, _ := ctx.Value(recordKey{}).(*record)
	return r
}

// RequestID is the id under which the log knows the request, or "".
func RequestID(ctx context.Context) string {
	if r := recordOf(ctx); r != nil {
		return r.id
	}
	return ""
}

// WriteHeader notes the status.
func (r *record) WriteHeader(status int) {
	if !r.wrote && status >= 200 {
		r.status, r.wrote = status, true
	}
	r.ResponseWriter.WriteHeader(status)
}

// Write counts the bytes.
func (r *record) Write(b []byte) (int, error) {
	if !r.wrote {
		r.status, r.wrote = http.StatusOK, true
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (r *record) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// recorded gives every request an id and a line in the log, and turns a panic into
// an internal error. The log holds no query, no header and no body: a link's secret
// may stand in them.
func (m *Mux) recorded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := m.cfg.Now()
		rec := &record{ResponseWriter: w, id: requestID()}
		w.Header().Set("X-Request-Id", rec.id)
		r = r.WithContext(context.WithValue(r.Context(), recordKey{}, rec))
		defer func() {
			if broken := recover(); broken != nil {
				m.recovered(rec, r, broken)
				defer panic(http.ErrAbortHandler)
				if !rec.wrote {
					writeProblem(rec, problemOf(errors.New("panic")))
				}
			}
			m.log(rec, r, m.cfg.Now().Sub(start))
		}()
		next.ServeHTTP(rec, r)
	})
}

func (m *Mux) recovered(rec *record, r *http.Request, broken any) {
	if broken == http.ErrAbortHandler { //nolint:errorlint // the server compares it the same way
		return
	}
	rec.err = fmt.Errorf("panic: %v", broken)
	m.metrics.panics.Inc()
	m.cfg.Log.Error("panic", "request", rec.id, "method", r.Method, "route", rec.route, "panic", broken, "stack", string(debug.Stack()))
}

func (m *Mux) log(rec *record, r *http.Request, took time.Duration) {
	route := rec.route
	if route == "" {
		route = r.Method + " other"
	}
	if rec.status == 0 {
		rec.status = http.StatusOK
		if rec.err != nil {
			rec.status = 499 // the caller went away before the answer
		}
	}
	m.metrics.observe(route, rec.status, took)
	level := slog.LevelInfo
	if r.URL.Path == "/healthz" || r.URL.Path == "/readyz" || r.URL.Path == "/metrics" {
		level = slog.LevelDebug
	}
	attrs := []any{"request", rec.id, "method", r.Method, "route", route, "status", rec.status, "bytes", rec.bytes, "ms", took.Milliseconds(),
		"from", address(r, m.cfg.Proxies)}
	if !rec.account.IsZero() {
		attrs = append(attrs, "account", rec.account.String())
	}
	if rec.err != nil {
		attrs = append(attrs, "err", rec.err.Error())
		if fault.KindOf(rec.err) == fault.Internal && !errors.Is(rec.err, context.Canceled) {
			level = slog.LevelError
		}
	}
	m.cfg.Log.Log(r.Context(), level, "request", attrs...)
}

func requestID() string {
	var b [9]byte
	rand.Read(b[:]) //nolint:errcheck // it never fails
	return base64.RawURLEncoding.EncodeToString(b[:])
}
