package web

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// send answers with a document; ranges are supported, so a player can seek.
func (c *call) send(d Document) error {
	if err := c.audited(); err != nil {
		return err
	}
	ServeDocument(c.w, c.r, d.Name, d.Type, d.Inline)
	if d.Language != "" {
		c.w.Header().Set("Content-Language", d.Language)
	}
	http.ServeContent(c.w, c.r, "", time.Time{}, bytes.NewReader(d.Body))
	return nil
}

// ServeDocument sets the headers of a file answer: type, name, and the limits that
// keep an active document (HTML, SVG, XML) from acting as one of our pages.
func ServeDocument(w http.ResponseWriter, _ *http.Request, name, mediaType string, inline bool) {
	h := w.Header()
	if mediaType == "" {
		mediaType = "application/octet-stream"
	}
	h.Set("Content-Type", mediaType)
	h.Set("Content-Disposition", disposition(name, inline))
	kind, _, _ := strings.Cut(mediaType, ";")
	if active(kind) {
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; font-src data:; sandbox")
	}
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "private, no-cache")
	}
}

func active(kind string) bool {
	return strings.Contains(kind, "html") || strings.Contains(kind, "xml")
}

// disposition names a file in ASCII and, where that loses letters, in UTF-8 (RFC 6266).
func disposition(name string, inline bool) string {
	kind := "attachment"
	if inline {
		kind = "inline"
	}
	if name == "" {
		return kind
	}
	var plain strings.Builder
	for _, r := range name {
		if r < 0x20 || r > 0x7e || strings.ContainsRune(`"\/%;`, r) {
			r = '_'
		}
		plain.WriteRune(r)
	}
	out := kind + `; filename="` + plain.String() + `"`
	if plain.String() != name {
		out += "; filename*=UTF-8''" + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
	}
	return out
}
