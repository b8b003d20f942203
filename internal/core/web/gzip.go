package web

import (
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// minZip is the size in bytes of a first write below which compressing costs more
// than it saves.
const minZip = 1024

var zippers = sync.Pool{New: func() any {
	z, err := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	if err != nil {
		panic(err) // the level is a constant that exists
	}
	return z
}}

// zipped compresses text answers for callers that accept it.
func zipped(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !acceptsGzip(r.Header.Get("Accept-Encoding")) || r.Method == http.MethodHead {
			next.ServeHTTP(w, r)
			return
		}
		z := &zipWriter{ResponseWriter: w}
		defer z.close()
		next.ServeHTTP(z, r)
	})
}

type zipWriter struct {
	http.ResponseWriter
	zip     *gzip.Writer
	status  int
	decided bool
}

// WriteHeader waits for the first write, which decides about compressing.
func (z *zipWriter) WriteHeader(status int) {
	if z.decided || status < 200 {
		z.ResponseWriter.WriteHeader(status)
		return
	}
	if z.status == 0 {
		z.status = status
	}
	if status == http.StatusNoContent || status == http.StatusNotModified {
		z.decide(nil)
	}
}

func (z *zipWriter) Write(b []byte) (int, error) {
	if !z.decided {
		z.decide(b)
	}
	if z.zip != nil {
		return z.zip.Write(b)
	}
	return z.ResponseWriter.Write(b)
}

func (z *zipWriter) decide(first []byte) {
	z.decided = true
	h := z.Header()
	if z.worth(first) {
		h.Del("Content-Length")
		h.Del("Accept-Ranges")
		h.Set("Content-Encoding", "gzip")
		h.Add("Vary", "Accept-Encoding")
		if tag := h.Get("ETag"); strings.HasPrefix(tag, `"`) {
			h.Set("ETag", "W/"+tag)
		}
		z.zip = zippers.Get().(*gzip.Writer)
		z.zip.Reset(z.ResponseWriter)
	}
	if z.status != 0 {
		z.ResponseWriter.WriteHeader(z.status)
	}
}

func (z *zipWriter) worth(first []byte) bool {
	h := z.Header()
	if h.Get("Content-Encoding") != "" || h.Get("Content-Range") != "" || z.status == http.StatusPartialContent || len(first) < minZip {
		return false
	}
	kind, _, _ := strings.Cut(h.Get("Content-Type"), ";")
	switch {
	case kind == "text/event-stream":
		return false
	case strings.HasPrefix(kind, "text/"), strings.HasSuffix(kind, "json"), strings.HasSuffix(kind, "xml"), kind == "text/javascript":
		return true
	}
	return false
}

// FlushError sends what was compressed so far.
func (z *zipWriter) FlushError() error {
	if !z.decided {
		z.decide(nil)
	}
	if z.zip != nil {
		if err := z.zip.Flush(); err != nil {
			return err
		}
	}
	return http.NewResponseController(z.ResponseWriter).Flush()
}

// Unwrap lets http.ResponseController reach the connection.
func (z *zipWriter) Unwrap() http.ResponseWriter { return z.ResponseWriter }

func (z *zipWriter) close() {
	if !z.decided && z.status != 0 {
		z.decide(nil)
	}
	if z.zip != nil {
		_ = z.zip.Close() // the caller went away: nothing to do
		zippers.Put(z.zip)
		z.zip = nil
	}
}

// acceptsGzip reads Accept-Encoding; "gzip;q=0" is a refusal (RFC 9110, 12.5.3).
func acceptsGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(part, ";")
		if strings.TrimSpace(name) != "gzip" && strings.TrimSpace(name) != "*" {
			continue
		}
		q, found := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
		weight, err := strconv.ParseFloat(q, 64)
		return !found || err == nil && weight > 0
	}
	return false
}
