package web

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"backlot/internal/core/graph"
)

// unchanged sets the answer's ETag and, when the caller has it already, answers
// 304. The tag is made from what the answer is a function of: the state the
// audience can tell apart, the audience, and the request.
func (c *call) unchanged() bool {
	if c.route.fresh || !c.route.inProduction || c.route.Writes() {
		return false
	}
	tag := c.tag()
	h := c.w.Header()
	h.Set("ETag", tag)
	h.Set("Cache-Control", "private, no-cache")
	h.Add("Vary", "Cookie, Authorization")
	if !matches(c.r.Header.Get("If-None-Match"), tag) {
		return false
	}
	c.w.WriteHeader(http.StatusNotModified)
	return true
}

func (c *call) tag() string {
	h := sha256.New()
	fmt.Fprintln(h, c.mux.cfg.Version, c.r.Method, c.r.URL.RequestURI(), c.view.Where(), c.view.Seq(), c.open(c.main).Seq(), c.audienceTag())
	if studio, ok := c.view.Studio(); ok {
		fmt.Fprintln(h, studio.Seq())
	}
	return `W/"` + base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:15]) + `"`
}

// audienceTag is a hash of all that decides what the caller may know.
func (c *call) audienceTag() string {
	h := sha256.New()
	fmt.Fprintln(h, c.aud.Account)
	for _, right := range sortedKeys(c.aud.Rights, strings.Compare) {
		fmt.Fprintln(h, right)
	}
	for _, id := range sortedKeys(c.aud.Clear, func(a, b graph.ID) int { return strings.Compare(string(a[:]), string(b[:])) }) {
		fmt.Fprintln(h, id)
	}
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:15])
}

func sortedKeys[K comparable](m map[K]bool, compare func(a, b K) int) []K {
	keys := make([]K, 0, len(m))
	for k, on := range m {
		if on {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, compare)
	return keys
}

// matches reads an If-None-Match header with the weak comparison (RFC 9110, 13.1.2).
func matches(header, tag string) bool {
	for one := range strings.SplitSeq(header, ",") {
		one = strings.TrimSpace(one)
		if one == "*" || strings.TrimPrefix(one, "W/") == strings.TrimPrefix(tag, "W/") {
			return header != ""
		}
	}
	return false
}
