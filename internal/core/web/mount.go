package web

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"

	"backlot/internal/core/graph"
)

// Query mounts a reading route: "GET /api/productions/{production}/scenes".
// The answer depends on nothing but the view and the input, so an unchanged one is
// answered with 304.
func Query[In, Out any](m *Mux, pattern, right string, fn func(context.Context, graph.View, In) (Out, error), options ...Option) {
	r := &Route{pattern: pattern, Right: right, Shape: QueryShape}
	m.mount(r, reflect.TypeFor[In](), reflect.TypeFor[Out](), options, func(c *call) error {
		if c.unchanged() {
			return nil
		}
		var in In
		if _, err := c.bind(&in); err != nil {
			return err
		}
		out, err := fn(c.r.Context(), c.view, in)
		if err != nil {
			return err
		}
		return c.answer(out)
	})
}

// Command mounts a route that makes a change. The change is landed here and the
// answer is Landed; with ?preview=true it is only weighed, and the answer is
// Preview. The body may name the base that the caller was looking at.
func Command[In any](m *Mux, pattern, right string, fn func(context.Context, graph.View, In) (graph.Change, error), options ...Option) {
	r := &Route{pattern: pattern, Right: right, Shape: CommandShape}
	m.mount(r, reflect.TypeFor[In](), reflect.TypeFor[Landed](), options, func(c *call) error {
		key, before, err := c.idempotent()
		if err != nil {
			return err
		}
		if before != nil {
			return c.answer(before)
		}
		var in In
		base, err := c.bind(&in)
		if err != nil {
			return err
		}
		change, err := fn(c.r.Context(), c.view, in)
		if err != nil {
			return err
		}
		if !key.IsZero() {
			change.ID = key
		}
		return c.land(change, base)
	})
}

// Document is a file that a route answers with.
type Document struct {
	Name     string // file name, such as "call-sheet-day-3.pdf"
	Type     string // media type, such as "application/pdf"
	Body     []byte
	Inline   bool // shown in the browser where it can; otherwise saved
	Language string
}

// File mounts a route that answers with a file made from the view.
func File[In any](m *Mux, pattern, right string, fn func(context.Context, graph.View, In) (Document, error), options ...Option) {
	r := &Route{pattern: pattern, Right: right, Shape: FileShape}
	m.mount(r, reflect.TypeFor[In](), nil, options, func(c *call) error {
		var in In
		if _, err := c.bind(&in); err != nil {
			return err
		}
		if c.unchanged() {
			return nil
		}
		doc, err := fn(c.r.Context(), c.view, in)
		if err != nil {
			return err
		}
		return c.send(doc)
	})
}

// Action mounts a route that reads or does something outside the graph, such as
// signing in. Out struct{} answers 204. PersonOf, and ViewOf in a production, tell who asks.
func Action[In, Out any](m *Mux, pattern, right string, fn func(context.Context, In) (Out, error), options ...Option) {
	r := &Route{pattern: pattern, Right: right, Shape: ActionShape}
	m.mount(r, reflect.TypeFor[In](), reflect.TypeFor[Out](), options, func(c *call) error {
		var in In
		if _, err := c.bind(&in); err != nil {
			return err
		}
		out, err := fn(c.r.Context(), in)
		if err != nil {
			return err
		}
		if t := reflect.TypeFor[Out](); t.Kind() == reflect.Struct && t.NumField() == 0 {
			c.w.WriteHeader(http.StatusNoContent)
			return nil
		}
		c.w.Header().Set("Cache-Control", "no-store")
		return c.answer(out)
	})
}

// Raw mounts a route that writes its own answer: uploads, streams, archives. An
// error before the first byte becomes a problem; later it breaks the answer off.
func Raw(m *Mux, pattern, right string, fn func(http.ResponseWriter, *http.Request) error, options ...Option) {
	r := &Route{pattern: pattern, Right: right, Shape: RawShape}
	m.mount(r, nil, nil, options, func(c *call) error { return fn(c.w, c.r) })
}

func (c *call) bind(in any) (graph.Seq, error) {
	return c.route.bind.bind(c.r, c.mux.schemas, reflect.ValueOf(in).Elem())
}

func (c *call) answer(out any) error {
	body, err := json.Marshal(out)
	if err != nil {
		return err
	}
	if err := c.audited(); err != nil {
		return err
	}
	c.w.Header().Set("Content-Type", "application/json")
	c.w.WriteHeader(http.StatusOK)
	_, err = c.w.Write(body)
	_ = err // the caller went away: nothing to do
	return nil
}
