package web

import (
	"reflect"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"backlot/internal/core/graph"
)

// Shape is what kind of function answers a route.
type Shape string

// The shapes of routes.
const (
	QueryShape   Shape = "query"   // reads a view, answers JSON
	CommandShape Shape = "command" // makes a change
	FileShape    Shape = "file"    // reads a view, answers a file
	ActionShape  Shape = "action"  // does something outside the graph
	RawShape     Shape = "raw"     // writes its own answer
)

// Route is one route as tests and tools need to know it.
type Route struct {
	Method  string
	Path    string // with parameters in braces: "/api/productions/{production}/scenes"
	Right   string
	Shape   Shape
	Tag     string // title of the slice it belongs to
	Summary string
	Params  []Param      // of the path and of the query
	Body    *huma.Schema // JSON body, or nil
	Input   reflect.Type // the function's input struct, or nil
	Output  reflect.Type // the function's answer, or nil

	pattern      string
	bind         *binder
	inProduction bool
	strict       bool
	fresh        bool
	keyInAddress bool
	maxBody      int64
	timeout      time.Duration
}

// Param is one parameter of a route.
type Param struct {
	Name     string
	In       string     // "path" or "query"
	Kind     graph.Kind // kind of record whose id it takes, AnyKind for any, or ""
	Required bool
	Schema   *huma.Schema
}

// Writes reports whether calling the route can change something.
func (r *Route) Writes() bool { return r.Method != "GET" && r.Method != "HEAD" }

// InProduction reports whether the path names a production.
func (r *Route) InProduction() bool { return r.inProduction }

// Routes lists every route, by path and method.
func (m *Mux) Routes() []Route {
	out := make([]Route, len(m.routes))
	for i, r := range m.routes {
		out[i] = *r
	}
	slices.SortFunc(out, func(a, b Route) int {
		return cmpStrings(a.Path, b.Path, a.Method, b.Method)
	})
	return out
}

func cmpStrings(pairs ...string) int {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] < pairs[i+1] {
			return -1
		}
		if pairs[i] > pairs[i+1] {
			return 1
		}
	}
	return 0
}
