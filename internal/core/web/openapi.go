package web

import (
	"bytes"
	"encoding/json"
	"path"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// OpenAPI is the description of all routes (OpenAPI 3.1, JSON), indented; the same
// routes give the same bytes.
func (m *Mux) OpenAPI() ([]byte, error) {
	raw, err := json.Marshal(m.api.OpenAPI())
	if err != nil {
		return nil, err
	}
	var plain any // sorts the members
	if err := json.Unmarshal(raw, &plain); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	if err := enc.Encode(plain); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// operationID names a route after its method and path:
// "get-productions-production-scenes".
func operationID(r *Route) string {
	words := strings.FieldsFunc(strings.ToLower(r.pattern), func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < '0' || c > '9')
	})
	if len(words) > 1 && words[1] == "api" {
		words = append(words[:1], words[2:]...)
	}
	return strings.Join(words, "-")
}

// schemaName names a type after its package and itself: graph.Record is
// "GraphRecord", callsheet.Callsheet is "Callsheet".
func schemaName(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	name := t.Name()
	if name == "" {
		return camel(hint)
	}
	base, arg, generic := strings.Cut(name, "[")
	out := stem(path.Base(t.PkgPath()), base)
	if generic {
		for one := range strings.SplitSeq(strings.TrimSuffix(arg, "]"), ",") {
			pkg, typ := "", one
			if i := strings.LastIndexByte(one, '.'); i >= 0 {
				pkg, typ = path.Base(one[:i]), one[i+1:]
			}
			out += "Of" + stem(pkg, typ)
		}
	}
	return out
}

func stem(pkg, name string) string {
	pkg, name = camel(pkg), camel(name)
	if pkg == "." || pkg == "Web" || strings.HasPrefix(strings.ToLower(name), strings.ToLower(pkg)) {
		return name
	}
	return pkg + name
}

func camel(s string) string {
	var b strings.Builder
	up := true
	for _, c := range s {
		switch {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9':
			if up && c >= 'a' && c <= 'z' {
				c -= 'a' - 'A'
			}
			b.WriteRune(c)
			up = false
		default:
			up = true
		}
	}
	return b.String()
}

// describe adds the route to OpenAPI and gives huma's form of it.
func (m *Mux) describe(r *Route, out reflect.Type) *huma.Operation {
	op := &huma.Operation{
		OperationID: operationID(r),
		Method:      r.Method,
		Path:        r.Path,
		Summary:     r.Summary,
		Extensions:  map[string]any{"x-right": r.Right, "x-shape": string(r.Shape)},
		Responses:   map[string]*huma.Response{"default": m.problemResponse()},
	}
	if r.Tag != "" {
		op.Tags = []string{r.Tag}
	}
	if r.Right != Public {
		op.Security = []map[string][]string{{"session": {}}, {"token": {}}}
	}
	for _, p := range r.Params {
		op.Parameters = append(op.Parameters, &huma.Param{Name: p.Name, In: p.In, Required: p.Required, Schema: p.Schema, Description: p.Schema.Description})
	}
	op.Parameters = append(op.Parameters, m.commonParams(r)...)
	if r.Body != nil {
		op.RequestBody = &huma.RequestBody{Required: r.bind.needed, Content: map[string]*huma.MediaType{"application/json": {Schema: r.Body}}}
	}
	m.describeAnswer(r, op, out)
	described := *op
	described.Path = strings.NewReplacer("...}", "}", "{$}", "").Replace(op.Path) // the mux's own words, as OpenAPI has them
	m.api.OpenAPI().AddOperation(&described)
	return op
}

func (m *Mux) commonParams(r *Route) []*huma.Param {
	var out []*huma.Param
	add := func(in, name, doc string, s *huma.Schema) {
		out = append(out, &huma.Param{Name: name, In: in, Description: doc, Schema: s})
	}
	if !r.inProduction || r.Shape == ActionShape {
		return nil
	}
	add("query", "branch", "Branch to work in; left out: the main line", &huma.Schema{Type: "string", Format: "uuid"})
	if r.Shape == CommandShape {
		add("query", "preview", "Answer what the change would do instead of landing it", &huma.Schema{Type: "boolean"})
		add("header", "Idempotency-Key", "Id of the change: sent twice, it lands once", &huma.Schema{Type: "string", Format: "uuid"})
	} else if !r.Writes() {
		add("query", "at", "Read the state as it was after this sequence number", &huma.Schema{Type: "integer", Format: "int64"})
	}
	return out
}

func (m *Mux) describeAnswer(r *Route, op *huma.Operation, out reflect.Type) {
	ok := &huma.Response{Description: "Done"}
	status := 200
	switch {
	case r.Shape == FileShape || r.Shape == RawShape:
		ok.Content = map[string]*huma.MediaType{"application/octet-stream": {Schema: &huma.Schema{Type: "string", Format: "binary"}}}
	case out == nil || out.Kind() == reflect.Struct && out.NumField() == 0:
		status = 204
	default:
		ok.Content = map[string]*huma.MediaType{"application/json": {Schema: m.schemas.Schema(out, true, operationID(r)+"-answer")}}
	}
	op.Responses[strconv.Itoa(status)] = ok
}

func (m *Mux) problemResponse() *huma.Response {
	return &huma.Response{Description: "A problem", Content: map[string]*huma.MediaType{
		"application/problem+json": {Schema: &huma.Schema{Ref: "#/components/schemas/Problem"}}}}
}
