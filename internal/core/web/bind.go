package web

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// binder fills an input struct from a request: fields with a `path` or `query`
// tag from there, all others from the JSON body by their json name.
type binder struct {
	params []boundParam
	body   []bodyField
	schema *huma.Schema // of the body; nil without one
	needed bool         // the body may not be left out
}

type boundParam struct {
	Param
	index []int
}

type bodyField struct {
	name  string
	index []int
}

// baseName is the body's own field: the sequence number of the state that the
// caller was looking at. Every command takes it, whether its struct names it or not.
const baseName = "base"

func (m *Mux) newBinder(r *Route, in reflect.Type) *binder {
	b := &binder{}
	var fields []reflect.StructField
	if in != nil {
		if in.Kind() != reflect.Struct {
			panic(fmt.Sprintf("web: route %q: input %s is not a struct", r.pattern, in))
		}
		fields = m.collect(r, b, in, nil)
	}
	if r.Shape == CommandShape && !hasField(b.body, baseName) {
		fields = append(fields, reflect.StructField{Name: "Base__", Type: reflect.TypeFor[graph.Seq](), Tag: `json:"base,omitempty" minimum:"0"`})
	}
	if len(fields) > 0 && r.Writes() {
		t := reflect.StructOf(fields)
		b.schema = m.schemas.Schema(t, false, operationID(r)+"-body")
		b.schema.PrecomputeMessages()
		b.needed = len(b.schema.Required) > 0
		r.Body = b.schema
	} else if len(b.body) > 0 {
		panic(fmt.Sprintf("web: route %q: a %s has no body, but its input has fields that are neither path nor query", r.pattern, r.Method))
	}
	m.addPathParams(r, b)
	for _, p := range b.params {
		r.Params = append(r.Params, p.Param)
	}
	return b
}

// collect goes through the fields of an input struct and those embedded in it; it
// gives the fields of the body.
func (m *Mux) collect(r *Route, b *binder, t reflect.Type, prefix []int) []reflect.StructField {
	var out []reflect.StructField
	for i := range t.NumField() {
		f := t.Field(i)
		index := append(append([]int(nil), prefix...), i)
		if f.Anonymous && f.Type.Kind() == reflect.Struct && f.Tag == "" {
			out = append(out, m.collect(r, b, f.Type, index)...)
			continue
		}
		if !f.IsExported() {
			continue
		}
		if name := f.Tag.Get("path"); name != "" {
			b.params = append(b.params, m.param(r, f, "path", name, index))
			continue
		}
		if name := f.Tag.Get("query"); name != "" {
			b.params = append(b.params, m.param(r, f, "query", name, index))
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" {
			continue
		}
		if name == "" {
			panic(fmt.Sprintf("web: route %q: field %s.%s has no path, query or json tag", r.pattern, t, f.Name))
		}
		b.body = append(b.body, bodyField{name, index})
		f.Name = fmt.Sprintf("F%d_%s", len(out)+len(prefix)*100, f.Name)
		if name == baseName {
			f.Tag = `json:"base,omitempty" minimum:"0"`
		}
		f.Index, f.Offset, f.Anonymous = nil, 0, false
		out = append(out, f)
	}
	return out
}

func hasField(list []bodyField, name string) bool {
	for _, f := range list {
		if f.name == name {
			return true
		}
	}
	return false
}

func (m *Mux) param(r *Route, f reflect.StructField, in, name string, index []int) boundParam {
	if in == "path" && !strings.Contains(r.Path, "{"+name+"}") && !strings.Contains(r.Path, "{"+name+"...}") {
		panic(fmt.Sprintf("web: route %q: input field %s is path %q, which the path does not have", r.pattern, f.Name, name))
	}
	p := Param{Name: name, In: in, Required: in == "path" || f.Tag.Get("required") == "true", Kind: graph.Kind(f.Tag.Get("kind"))}
	p.Schema = huma.SchemaFromField(m.schemas, f, operationID(r)+"-"+name)
	if p.Kind == "" {
		p.Kind = m.kindOfRef(f.Type)
	}
	if isID(f.Type) {
		p.Schema.Format = "uuid"
	}
	return boundParam{p, index}
}

func isID(t reflect.Type) bool {
	return t == reflect.TypeFor[graph.ID]() || strings.HasPrefix(t.Name(), "Ref[")
}

// kindOfRef is the kind that a graph.Ref[T] refers to, or "".
func (m *Mux) kindOfRef(t reflect.Type) graph.Kind {
	arg, ok := strings.CutPrefix(t.Name(), "Ref[")
	if !ok || m.cfg.Registry == nil {
		return ""
	}
	arg = strings.TrimSuffix(arg, "]")
	for _, info := range m.cfg.Registry.All() {
		if info.Type.PkgPath()+"."+info.Type.Name() == arg {
			return info.Kind
		}
	}
	return graph.AnyKind
}

// addPathParams describes the parts of the path that the input struct does not
// name: the production always, and those a Raw route reads by itself.
func (m *Mux) addPathParams(r *Route, b *binder) {
	for part := range strings.SplitSeq(r.Path, "/") {
		if !strings.HasPrefix(part, "{") {
			continue
		}
		name := strings.TrimSuffix(strings.Trim(part, "{}"), "...")
		if name == "$" { // the end of the path, not a parameter
			continue
		}
		known := false
		for _, p := range b.params {
			known = known || p.In == "path" && p.Name == name
		}
		if !known {
			p := Param{Name: name, In: "path", Required: true, Schema: &huma.Schema{Type: "string"}}
			if name == "production" {
				p.Schema.Format = "uuid"
			}
			b.params = append(b.params, boundParam{p, nil})
		}
	}
}

// bind reads the request into in, an addressable struct, and gives the body's base.
func (b *binder) bind(r *http.Request, schemas huma.Registry, in reflect.Value) (base graph.Seq, err error) {
	var bad refused
	if b.schema != nil {
		if base, err = b.bindBody(r, schemas, in, &bad); err != nil {
			return 0, err
		}
	}
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return 0, fault.At("query.", "query %q: %w", r.URL.RawQuery, err)
	}
	for _, p := range b.params {
		if p.index == nil {
			continue
		}
		values := query[p.Name]
		if p.In == "path" {
			values = []string{r.PathValue(p.Name)}
		}
		if err := p.set(in.FieldByIndex(p.index), values); err != nil {
			bad.fields = append(bad.fields, FieldProblem{p.In + "." + p.Name, err.Error()})
		}
	}
	if len(bad.fields) > 0 {
		return 0, fault.Mark(fault.Invalid, &bad)
	}
	if v, ok := in.Addr().Interface().(interface{ Validate() error }); ok {
		if err := v.Validate(); err != nil && fault.KindOf(err) == fault.Internal {
			return 0, fault.Mark(fault.Invalid, err)
		} else if err != nil {
			return 0, err
		}
	}
	return base, nil
}

func (b *binder) bindBody(r *http.Request, schemas huma.Registry, in reflect.Value, bad *refused) (graph.Seq, error) {
	data, err := readJSON(r)
	if err != nil {
		return 0, err
	}
	if len(data) == 0 {
		if b.needed {
			return 0, fault.At("body", "this needs a JSON body with %s", strings.Join(b.schema.Required, ", "))
		}
		return 0, nil
	}
	var plain any
	if err := json.Unmarshal(data, &plain); err != nil {
		return 0, fault.At("body", "the body is not JSON: %w", err)
	}
	if b.check(schemas, plain, bad); len(bad.fields) > 0 {
		return 0, nil
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil {
		return 0, fault.At("body", "want a JSON object")
	}
	for _, f := range b.body {
		raw, ok := members[f.name]
		if !ok {
			continue
		}
		if err := json.Unmarshal(raw, in.FieldByIndex(f.index).Addr().Interface()); err != nil {
			bad.fields = append(bad.fields, bodyProblem(f.name, err))
		}
	}
	var base graph.Seq
	if raw, ok := members[baseName]; ok && string(raw) != "null" {
		if err := json.Unmarshal(raw, &base); err != nil && !hasField(b.body, baseName) {
			bad.fields = append(bad.fields, bodyProblem(baseName, err))
		}
	}
	return base, nil
}

// check compares the body with its schema and collects all that is not right.
func (b *binder) check(schemas huma.Registry, body any, bad *refused) {
	result := &huma.ValidateResult{}
	path := huma.NewPathBuffer([]byte("body"), 4)
	huma.Validate(schemas, b.schema, path, huma.ModeWriteToServer, body, result)
	for _, err := range result.Errors {
		p := FieldProblem{Location: "body", Message: err.Error()}
		if d, ok := errors.AsType[*huma.ErrorDetail](err); ok {
			p = FieldProblem{d.Location, d.Message}
		}
		bad.fields = append(bad.fields, p)
	}
}

func bodyProblem(name string, err error) FieldProblem {
	if t, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		where := name
		if t.Field != "" {
			where += "." + t.Field
		}
		return FieldProblem{"body." + where, "got " + t.Value + ", want " + t.Type.String()}
	}
	return FieldProblem{"body." + name, err.Error()}
}

// readJSON reads the whole body and insists on a JSON content type, which a form
// on another site cannot send.
func readJSON(r *http.Request) ([]byte, error) {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		if tooBig, ok := errors.AsType[*http.MaxBytesError](err); ok {
			return nil, fmt.Errorf("the body is larger than %d bytes: %w", tooBig.Limit, err)
		}
		return nil, fault.At("body", "read the body: %w", err)
	}
	data = bytes.TrimSpace(data)
	if len(data) == 0 {
		return nil, nil
	}
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" && kind != "application/merge-patch+json" {
		return nil, fault.At("header.Content-Type", "content type %q: want application/json", r.Header.Get("Content-Type"))
	}
	return data, nil
}

var textType = reflect.TypeFor[encoding.TextUnmarshaler]()

// set parses the values of one parameter into a field; none leave it as it is.
func (p *boundParam) set(f reflect.Value, values []string) error {
	if len(values) == 0 || len(values) == 1 && values[0] == "" {
		if p.Required {
			return fmt.Errorf("is missing")
		}
		return nil
	}
	if f.Kind() == reflect.Slice && !f.Addr().Type().Implements(textType) {
		var parts []string
		for _, v := range values {
			parts = append(parts, strings.Split(v, ",")...)
		}
		list := reflect.MakeSlice(f.Type(), len(parts), len(parts))
		for i, part := range parts {
			if err := setText(list.Index(i), part); err != nil {
				return err
			}
		}
		f.Set(list)
		return nil
	}
	if len(values) > 1 {
		return fmt.Errorf("is given %d times; want once", len(values))
	}
	if err := setText(f, values[0]); err != nil {
		return err
	}
	return p.allowed(f)
}

// allowed checks the enum, minimum and maximum of the parameter's tags.
func (p *boundParam) allowed(f reflect.Value) error {
	result := &huma.ValidateResult{}
	var plain any
	switch f.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		plain = float64(f.Int())
	case reflect.Float32, reflect.Float64:
		plain = f.Float()
	case reflect.String:
		plain = f.String()
	default:
		return nil
	}
	if p.Schema.Format == "uuid" {
		return nil
	}
	p.Schema.PrecomputeMessages()
	huma.Validate(nil, p.Schema, huma.NewPathBuffer(nil, 0), huma.ModeWriteToServer, plain, result)
	if len(result.Errors) > 0 {
		if d, ok := errors.AsType[*huma.ErrorDetail](result.Errors[0]); ok {
			return errors.New(d.Message)
		}
		return result.Errors[0]
	}
	return nil
}

func setText(f reflect.Value, text string) error {
	if u, ok := f.Addr().Interface().(encoding.TextUnmarshaler); ok {
		return u.UnmarshalText([]byte(text))
	}
	switch f.Kind() {
	case reflect.String:
		f.SetString(text)
	case reflect.Bool:
		v, err := strconv.ParseBool(text)
		if err != nil {
			return fmt.Errorf("%q: want true or false", text)
		}
		f.SetBool(v)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v, err := strconv.ParseInt(text, 10, f.Type().Bits())
		if err != nil {
			return fmt.Errorf("%q: want a whole number", text)
		}
		f.SetInt(v)
	case reflect.Float32, reflect.Float64:
		v, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return fmt.Errorf("%q: want a number", text)
		}
		f.SetFloat(v)
	default:
		return fmt.Errorf("parameter of type %s cannot be read", f.Type())
	}
	return nil
}
