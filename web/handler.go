package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

// notBuilt is shown when the binary was compiled without the app.
const notBuilt = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Backlot</title>
<body style="font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem">
<h1>The pages are not built yet</h1>
<p>This Backlot was compiled without its browser pages. Run <code>make web</code> (it needs Node 20 and npm),
then build and start it again.</p>
<p>The server itself is working: the API is under <code>/api</code>.</p>
`

// minGzip is the size in bytes below which compressing costs more than it saves.
const minGzip = 1024

// Handler serves the app: files of the build as they are, and index.html for every other path, which the app's
// own router then shows. Files under assets/ carry their hash in the name and may be kept for a year; all
// others are checked with the server on each visit. It sets no security headers: those are the server's.
func Handler() http.Handler { return handler(Files()) }

func handler(files fs.FS) http.Handler {
	return &app{files: files, kept: map[string]*asset{}}
}

type app struct {
	files fs.FS
	mu    sync.Mutex
	kept  map[string]*asset // by path; the build has some hundred files and never changes
}

type asset struct {
	kind string // media type
	etag string
	body []byte
	zip  []byte // gzip of body, nil when it is not worth it
}

func (a *app) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "the app's files can only be read: want GET or HEAD", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	file, err := a.load(name)
	if errors.Is(err, fs.ErrNotExist) && isPage(name) {
		name = "index.html"
		if file, err = a.load(name); errors.Is(err, fs.ErrNotExist) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Cache-Control", "no-store")
			w.WriteHeader(http.StatusServiceUnavailable)
			_, _ = w.Write([]byte(notBuilt))
			return
		}
	}
	if err != nil {
		http.NotFound(w, r)
		return
	}
	file.serve(w, r, strings.HasPrefix(name, "assets/"))
}

// isPage reports whether a path without a file of its own may be a page of the app's router. A last part with a
// full stop is a file that a newer build has dropped: answering it with HTML would look like a broken script.
func isPage(name string) bool {
	last := name[strings.LastIndexByte(name, '/')+1:]
	return !strings.Contains(last, ".") && name != "assets" && !strings.HasPrefix(name, "assets/")
}

// load reads a file of the build once and keeps it with its hash and compressed form.
func (a *app) load(name string) (*asset, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if got, ok := a.kept[name]; ok {
		return got, nil
	}
	if !fs.ValidPath(name) || name == "." || strings.HasPrefix(path.Base(name), ".") {
		return nil, fs.ErrNotExist
	}
	body, err := fs.ReadFile(a.files, name)
	if err != nil { // a folder is as absent as a missing file
		return nil, errors.Join(fs.ErrNotExist, err)
	}
	sum := sha256.Sum256(body)
	file := &asset{
		kind: mediaType(name),
		etag: `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`,
		body: body,
	}
	if len(body) >= minGzip && compressible(file.kind) {
		file.zip = compress(body)
	}
	a.kept[name] = file
	return file, nil
}

func (f *asset) serve(w http.ResponseWriter, r *http.Request, immutable bool) {
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("ETag", f.etag)
	h.Set("Cache-Control", "no-cache")
	if immutable {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	body := f.body
	if f.zip != nil {
		h.Set("Vary", "Accept-Encoding")
		if acceptsGzip(r.Header.Get("Accept-Encoding")) {
			h.Set("Content-Encoding", "gzip")
			body = f.zip
		}
	}
	if match := r.Header.Get("If-None-Match"); match != "" && strings.Contains(match, f.etag) {
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodGet {
		_, _ = w.Write(body) // the browser went away: nothing to do
	}
}

// mediaType names the type of a build file by its ending, without asking the machine's own table, which differs.
func mediaType(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".json":
		return "application/json"
	case ".webmanifest":
		return "application/manifest+json"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	case ".woff":
		return "font/woff"
	}
	if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
		return kind
	}
	return "application/octet-stream"
}

func compressible(kind string) bool {
	return strings.HasPrefix(kind, "text/") || strings.HasPrefix(kind, "application/") && kind != "application/octet-stream" ||
		kind == "image/svg+xml"
}

// acceptsGzip reads an Accept-Encoding header; "gzip;q=0" is a refusal (RFC 9110, 12.5.3).
func acceptsGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		if !strings.EqualFold(strings.TrimSpace(name), "gzip") {
			continue
		}
		q, found := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
		weight, err := strconv.ParseFloat(q, 64)
		return !found || err == nil && weight > 0
	}
	return false
}

func compress(body []byte) []byte {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil
	}
	if _, err := w.Write(body); err != nil {
		return nil
	}
	if err := w.Close(); err != nil || out.Len() >= len(body) {
		return nil
	}
	return out.Bytes()
}
