package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

var built = fstest.MapFS{
	"index.html":            {Data: []byte("<!doctype html><title>Backlot</title>")},
	"sw.js":                 {Data: []byte("self.x=1")},
	"assets/main-a1b2c3.js": {Data: []byte(strings.Repeat("console.log('action');", 200))},
	".keep":                 {Data: nil},
}

func get(t *testing.T, h http.Handler, path string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func TestHandler(t *testing.T) {
	h := handler(built)
	for _, tt := range []struct {
		path   string
		status int
		kind   string
		cache  string
	}{
		{"/", 200, "text/html; charset=utf-8", "no-cache"},
		{"/index.html", 200, "text/html; charset=utf-8", "no-cache"},
		{"/p/0198/planning/board", 200, "text/html; charset=utf-8", "no-cache"},
		{"/sw.js", 200, "text/javascript; charset=utf-8", "no-cache"},
		{"/assets/main-a1b2c3.js", 200, "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"},
		{"/assets/old-hash.js", 404, "text/plain; charset=utf-8", ""},
		{"/assets/", 404, "text/plain; charset=utf-8", ""},
		{"/favicon.ico", 404, "text/plain; charset=utf-8", ""},
		{"/.keep", 404, "text/plain; charset=utf-8", ""},
		{"/../embed.go", 404, "text/plain; charset=utf-8", ""},
	} {
		t.Run(tt.path, func(t *testing.T) {
			res := get(t, h, tt.path)
			if res.StatusCode != tt.status || res.Header.Get("Content-Type") != tt.kind || res.Header.Get("Cache-Control") != tt.cache {
				t.Errorf("GET %s = %d %q cache %q; want %d %q cache %q", tt.path, res.StatusCode,
					res.Header.Get("Content-Type"), res.Header.Get("Cache-Control"), tt.status, tt.kind, tt.cache)
			}
		})
	}
}

func TestHandlerCompresses(t *testing.T) {
	h := handler(built)
	res := get(t, h, "/assets/main-a1b2c3.js", "Accept-Encoding", "br, gzip;q=0.8")
	if res.Header.Get("Content-Encoding") != "gzip" {
		t.Fatalf("Content-Encoding = %q; want gzip", res.Header.Get("Content-Encoding"))
	}
	zr, err := gzip.NewReader(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(zr)
	if want := string(built["assets/main-a1b2c3.js"].Data); err != nil || string(got) != want {
		t.Errorf("decompressed %d bytes, %v; want %d bytes", len(got), err, len(want))
	}
	if res := get(t, h, "/assets/main-a1b2c3.js", "Accept-Encoding", "gzip;q=0"); res.Header.Get("Content-Encoding") != "" {
		t.Errorf("gzip;q=0 was answered with %q", res.Header.Get("Content-Encoding"))
	}
}

func TestHandlerRevalidates(t *testing.T) {
	h := handler(built)
	tag := get(t, h, "/").Header.Get("ETag")
	if res := get(t, h, "/", "If-None-Match", tag); res.StatusCode != http.StatusNotModified {
		t.Errorf("same ETag: status %d; want 304", res.StatusCode)
	}
}

func TestHandlerRefusesWrites(t *testing.T) {
	w := httptest.NewRecorder()
	handler(built).ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/", nil))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST / = %d; want 405", w.Code)
	}
}

func TestNotBuiltSaysMakeWeb(t *testing.T) {
	res := get(t, handler(fstest.MapFS{".keep": {}}), "/p/1")
	body, _ := io.ReadAll(res.Body)
	if res.StatusCode != http.StatusServiceUnavailable || !strings.Contains(string(body), "make web") {
		t.Errorf("without a build: %d %q; want 503 and a hint to run make web", res.StatusCode, body)
	}
}

func TestRoutes(t *testing.T) {
	for path, want := range map[string]bool{
		"/": true, "/p/1/story/drafts": true, "/apiary": true,
		"/api": false, "/api/me": false, "/healthz": false, "/metrics": false,
	} {
		if got := Routes(path); got != want {
			t.Errorf("Routes(%q) = %v; want %v", path, got, want)
		}
	}
}
