package omc

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
)

// Limits on what Read takes: files beyond them are refused, not read in part.
const (
	MaxBytes = 256 << 20
	MaxDepth = 100
)

// Form is the outermost shape of a document.
type Form int

// The forms that the schema allows.
const (
	List    Form = iota // [entity, ...]
	Single              // entity
	Grouped             // {"Character": [entity, ...], ...}
)

// Document is the content of one OMC-JSON file.
type Document struct {
	Form     Form
	Entities []Entity // outermost ones, in the order of the file; for Grouped by type
}

// Read reads a document and keeps everything in it. It checks shape and limits,
// not the schema: see Validate.
func Read(r io.Reader) (*Document, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read OMC-JSON: %w", err)
	}
	v, err := decode(data)
	if err != nil {
		return nil, err
	}
	return fromValue(v)
}

func decode(data []byte) (any, error) {
	if len(data) > MaxBytes {
		return nil, fmt.Errorf("OMC-JSON of more than %d MB: want a smaller file", MaxBytes>>20)
	}
	if err := checkDepth(data); err != nil {
		return nil, err
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, fmt.Errorf("OMC-JSON at byte %d: %w", dec.InputOffset(), err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, fmt.Errorf("OMC-JSON at byte %d: want nothing after the document", dec.InputOffset())
	}
	return v, nil
}

// checkDepth bounds nesting before anything recursive sees the file.
func checkDepth(data []byte) error {
	depth, quoted := 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > MaxDepth {
				return fmt.Errorf("OMC-JSON at byte %d: nested more than %d deep", i, MaxDepth)
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return nil
}

func fromValue(v any) (*Document, error) {
	switch v := v.(type) {
	case []any:
		doc := &Document{Form: List}
		return doc, doc.add("", v)
	case map[string]any:
		if isNode(v) {
			return &Document{Form: Single, Entities: []Entity{v}}, nil
		}
		doc := &Document{Form: Grouped}
		for _, name := range slices.Sorted(maps.Keys(v)) {
			list, ok := v[name].([]any)
			if !ok && v[name] != nil {
				return nil, fmt.Errorf("%s: want a list of entities", name)
			}
			if err := doc.add(name, list); err != nil {
				return nil, err
			}
		}
		return doc, nil
	}
	return nil, fmt.Errorf("OMC-JSON: want an entity, a list of entities or an object of lists by entity type")
}

func (d *Document) add(path string, list []any) error {
	for i, x := range list {
		m, ok := x.(map[string]any)
		if !ok {
			return fmt.Errorf("%s: want an entity", index(path, i))
		}
		d.Entities = append(d.Entities, m)
	}
	return nil
}

func (d *Document) value() any {
	switch {
	case d.Form == Single && len(d.Entities) == 1:
		return map[string]any(d.Entities[0])
	case d.Form == Grouped:
		out := map[string]any{}
		for _, e := range d.Entities {
			list, _ := out[e.Type()].([]any)
			out[e.Type()] = append(list, map[string]any(e))
		}
		return out
	}
	list := make([]any, len(d.Entities))
	for i, e := range d.Entities {
		list[i] = map[string]any(e)
	}
	return list
}

// Write writes the document as indented JSON with sorted member names, so that
// equal documents have equal bytes.
func (d *Document) Write(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(d.value()); err != nil {
		return fmt.Errorf("write OMC-JSON: %w", err)
	}
	return nil
}

// Walk calls fn for every entity, outer before inner; references are not entities.
// Path is where it stands, such as "[3].Context[0].features.Character[1]".
func (d *Document) Walk(fn func(path string, e Entity)) {
	groups := map[string]int{}
	for i, e := range d.Entities {
		path := ""
		switch d.Form {
		case List:
			path = index("", i)
		case Grouped:
			path = index(e.Type(), groups[e.Type()])
			groups[e.Type()]++
		}
		walk(path, e, fn)
	}
}

func walk(path string, e Entity, fn func(string, Entity)) {
	if e.Type() != "" {
		fn(path, e)
	}
	eachChild(map[string]any(e), path, func(at string, child map[string]any) { walk(at, child, fn) })
}

// Count counts the entities by type, wherever they stand.
func (d *Document) Count() map[string]int {
	n := map[string]int{}
	d.Walk(func(_ string, e Entity) { n[e.Type()]++ })
	return n
}

// Flatten gives the same content as a list in which every entity with an
// identifier stands on its own, once, and is referred to wherever it was held.
// Of an entity that occurs more than once, all members are kept: a later
// occurrence adds what the earlier ones lack, and what really differs is listed in
// clashes. The document itself is not changed.
func (d *Document) Flatten() (flat *Document, clashes []Clash) {
	f := flattener{at: map[Identifier]int{}, doc: &Document{Form: List}}
	for i, e := range d.Entities {
		f.take(index("", i), e)
	}
	return f.doc, f.clashes
}

// Clash is a member on which two occurrences of one entity differ.
type Clash struct {
	ID     Identifier
	Path   string // where the occurrence that lost stands
	Member string
}

type flattener struct {
	doc     *Document
	at      map[Identifier]int
	clashes []Clash
}

// take moves e to the top level and gives what stands in its place.
func (f *flattener) take(path string, e Entity) map[string]any {
	if e.Type() == "" {
		return e // a reference already
	}
	ids := e.IDs()
	flat := Entity{}
	slot := -1
	for _, id := range ids {
		if i, ok := f.at[id]; ok && f.doc.Entities[i].Type() == e.Type() {
			slot = i
		}
	}
	if slot < 0 {
		slot = len(f.doc.Entities)
		f.doc.Entities = append(f.doc.Entities, flat)
		for _, id := range ids {
			if _, taken := f.at[id]; !taken {
				f.at[id] = slot
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(e)) {
		value := f.replace(join(path, name), name, e[name])
		f.merge(slot, path, name, value)
	}
	if len(ids) == 0 {
		return e // nothing to refer to it by: it stays where it is, and stands alone as well
	}
	return Ref(ids[0])
}

func (f *flattener) merge(slot int, path, name string, value any) {
	target := f.doc.Entities[slot]
	old, ok := target[name]
	switch {
	case !ok || isEmpty(old):
		target[name] = value
	case isEmpty(value) || equal(old, value):
	default:
		a, isList := old.([]any)
		b, isList2 := value.([]any)
		if isList && isList2 {
			target[name] = union(a, b)
			return
		}
		id, _ := target.ID("")
		f.clashes = append(f.clashes, Clash{id, path, name})
	}
}

// replace gives v with every entity inside it replaced by a reference.
func (f *flattener) replace(path, name string, v any) any {
	if name == "customData" || name == "identifier" {
		return v
	}
	switch v := v.(type) {
	case map[string]any:
		if isNode(v) {
			return f.take(path, v)
		}
		out := make(map[string]any, len(v))
		for _, k := range slices.Sorted(maps.Keys(v)) {
			out[k] = f.replace(join(path, k), k, v[k])
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = f.replace(index(path, i), "", x)
		}
		return out
	}
	return v
}

// isEmpty reports whether a member says nothing: null, or containers of nothing.
func isEmpty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case []any:
		return !slices.ContainsFunc(v, func(x any) bool { return !isEmpty(x) })
	case map[string]any:
		for _, x := range v {
			if !isEmpty(x) {
				return false
			}
		}
		return true
	}
	return false
}

func union(a, b []any) []any {
	out := slices.Clone(a)
	for _, x := range b {
		if !isEmpty(x) && !slices.ContainsFunc(out, func(y any) bool { return equal(x, y) }) {
			out = append(out, x)
		}
	}
	return out
}

func equal(a, b any) bool {
	x, err1 := json.Marshal(a)
	y, err2 := json.Marshal(b)
	return err1 == nil && err2 == nil && bytes.Equal(x, y)
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func index(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }
