package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"backlot/internal/core/graph"
)

// Config is what a Mux is made of.
type Config struct {
	Version     string // of the program, for OpenAPI
	Access      Access
	Store       Store
	Registry    *graph.Registry
	IDs         graph.IDs
	Now         func() time.Time
	Studio      graph.ID // the studio's own graph, or zero
	Derivations []graph.Derivation
	Log         *slog.Logger
	UI          http.Handler                           // the pages, for every path that is no route; may be nil
	Ready       func(*http.Request) error              // nil when the server can work; shown by /readyz
	Secure      bool                                   // the address in people's browsers is https
	Proxies     []netip.Prefix                         // proxies whose X-Forwarded-For is believed
	MetricsKey  string                                 // token that may read /metrics from afar, or "": loopback only
	Names       func(context.Context, graph.ID) string // name of an account, or ""; may be nil
	Origins     []string                               // further origins whose pages may write, such as "https://review.example"
}

// Mux collects routes and serves them.
type Mux struct {
	*shared
	tag string
}

type shared struct {
	cfg      Config
	mux      *http.ServeMux
	api      huma.API
	schemas  huma.Registry
	routes   []*Route
	metrics  *metrics
	present  *presence
	done     chan struct{} // closed when the server stops: streams end
	stopping sync.Once
}

// New makes a Mux with no routes but the server's own.
func New(cfg Config) *Mux {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	schemas := huma.NewMapRegistry("#/components/schemas/", schemaName)
	mux := http.NewServeMux()
	hc := huma.DefaultConfig("Backlot", cfg.Version)
	hc.Components.Schemas = schemas
	hc.OpenAPIPath, hc.DocsPath, hc.SchemasPath = "", "", ""
	hc.CreateHooks = nil
	hc.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session": {Type: "apiKey", In: "cookie", Name: cookieName(cfg.Secure)},
		"token":   {Type: "http", Scheme: "bearer"},
	}
	m := &Mux{shared: &shared{cfg: cfg, mux: mux, api: humago.New(mux, hc), schemas: schemas, metrics: newMetrics(),
		present: newPresence(cfg.Now), done: make(chan struct{})}}
	schemas.Schema(reflect.TypeFor[Problem](), true, "Problem")
	return m
}

// Tagged is the same Mux, whose routes are listed in OpenAPI under a heading, such
// as the title of a slice.
func (m *Mux) Tagged(tag string) *Mux { return &Mux{shared: m.shared, tag: tag} }

// IDs makes ids for records that routes create.
func (m *Mux) IDs() graph.IDs { return m.cfg.IDs }

// Now is the wall clock.
func (m *Mux) Now() time.Time { return m.cfg.Now() }

// Option changes how one route behaves.
type Option func(*Route)

// Summary is the route's line in OpenAPI.
func Summary(text string) Option { return func(r *Route) { r.Summary = text } }

// Strict makes a Command refuse, with a conflict, when a record it writes has
// changed since the state the caller looked at. Without it, edits merge by field.
func Strict() Option { return func(r *Route) { r.strict = true } }

// MaxBody allows a request body of n bytes; the default is 1 MiB.
func MaxBody(n int64) Option { return func(r *Route) { r.maxBody = n } }

// Timeout gives the route d instead of 30 seconds; 0 is no limit.
func Timeout(d time.Duration) Option { return func(r *Route) { r.timeout = d } }

// Fresh says that a Query's answer depends on more than the graph, such as the
// time of day, so it is never answered with "not modified".
func Fresh() Option { return func(r *Route) { r.fresh = true } }

// KeyInAddress lets a reading route be asked with an API token as ?key=, for calendar
// programs, which send no headers. Its function must refuse keys that hold more than
// the route needs.
func KeyInAddress() Option { return func(r *Route) { r.keyInAddress = true } }

const (
	defaultBody    = 1 << 20
	defaultTimeout = 30 * time.Second
)

// mount checks a route and adds it to the server and to OpenAPI.
func (m *Mux) mount(r *Route, in, out reflect.Type, options []Option, serve func(*call) error) {
	method, path, ok := strings.Cut(r.pattern, " ")
	if !ok || !strings.HasPrefix(path, "/") {
		panic(fmt.Sprintf("web: route %q: want a method and a path, such as \"GET /api/me\"", r.pattern))
	}
	if strings.TrimSpace(r.Right) == "" {
		panic(fmt.Sprintf("web: route %q names no right", r.pattern))
	}
	r.Method, r.Path, r.Tag = method, path, m.tag
	r.inProduction = strings.Contains(path, "{production}")
	if !r.inProduction && !ownRight(r.Right) {
		panic(fmt.Sprintf("web: route %q needs right %q but its path names no {production}", r.pattern, r.Right))
	}
	if r.inProduction && r.Right != Member && ownRight(r.Right) {
		panic(fmt.Sprintf("web: route %q is in a production and needs a right in it, not %q", r.pattern, r.Right))
	}
	r.maxBody, r.timeout = defaultBody, defaultTimeout
	r.Input, r.Output = in, out
	for _, o := range options {
		o(r)
	}
	r.bind = m.newBinder(r, in)
	op := m.describe(r, out)
	m.routes = append(m.routes, r)
	m.api.Adapter().Handle(op, func(hc huma.Context) {
		req, w := humago.Unwrap(hc)
		m.run(w, req, r, serve)
	})
}

func ownRight(right string) bool {
	return right == Public || right == SignedIn || strings.HasPrefix(right, housePrefix)
}
