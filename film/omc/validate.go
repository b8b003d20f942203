package omc

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

//go:embed omc-v2.8.schema.json
var schemaJSON []byte

const schemaURL = SchemaVersion

// Problem is one departure from the schema.
type Problem struct {
	Path   string `json:"path"`             // such as "[3].characterName.fullName"; "" is the document
	Entity string `json:"entity,omitempty"` // type and name of the entity it is in
	Text   string `json:"text"`             // what is wrong, or what would be right
}

// String gives "path (entity): text".
func (p Problem) String() string {
	at := p.Path
	if at == "" {
		at = "document"
	}
	if p.Entity != "" {
		at += " (" + p.Entity + ")"
	}
	return at + ": " + p.Text
}

// schemas is the whole schema and the schema of each entity type.
type schemas struct {
	root *jsonschema.Schema
	of   map[string]*jsonschema.Schema
}

var compiled = sync.OnceValues(compile)

// sections are the parts of the schema that define entity types.
var sections = [...]string{"Asset", "Infrastructure", "MediaCreationContext", "Participant", "Task", "Utility"}

func compile() (*schemas, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schemaJSON))
	if err != nil {
		return nil, fmt.Errorf("read the embedded OMC schema: %w", err)
	}
	c := jsonschema.NewCompiler()
	c.UseRegexpEngine(compilePattern)
	if err := c.AddResource(schemaURL, doc); err != nil {
		return nil, fmt.Errorf("read the embedded OMC schema: %w", err)
	}
	s := &schemas{of: map[string]*jsonschema.Schema{}}
	if s.root, err = c.Compile(schemaURL); err != nil {
		return nil, fmt.Errorf("compile the embedded OMC schema: %w", err)
	}
	defs := doc.(map[string]any)["$defs"].(map[string]any)
	for _, section := range sections {
		for name, def := range defs[section].(map[string]any)["properties"].(map[string]any) {
			props, _ := def.(map[string]any)["properties"].(map[string]any)
			if _, ok := props["entityType"]; !ok {
				continue
			}
			if s.of[name], err = c.Compile(schemaURL + "#/$defs/" + section + "/properties/" + name); err != nil {
				return nil, fmt.Errorf("compile the embedded OMC schema of %s: %w", name, err)
			}
		}
	}
	s.of["NarrativeAction"] = s.of["SpecialAction"]
	return s, nil
}

// EntityTypes lists the entity types of the schema in alphabetical order.
func EntityTypes() ([]string, error) {
	s, err := compiled()
	if err != nil {
		return nil, err
	}
	return slices.Sorted(maps.Keys(s.of)), nil
}

// Validate checks OMC-JSON against the schema. A file that is not JSON is an
// error; departures from the schema are problems, each with its place, deepest
// entity first. No problems means the document is valid.
func Validate(data []byte) ([]Problem, error) {
	v, err := decode(data)
	if err != nil {
		return nil, err
	}
	return validateValue(v)
}

// Validate checks the document against the schema.
func (d *Document) Validate() ([]Problem, error) {
	var b bytes.Buffer
	if err := d.Write(&b); err != nil {
		return nil, err
	}
	return Validate(b.Bytes())
}

func validateValue(v any) ([]Problem, error) {
	s, err := compiled()
	if err != nil {
		return nil, err
	}
	whole := s.root.Validate(v)
	if whole == nil {
		return nil, nil
	}
	f := finder{schemas: s}
	f.look("", v)
	if len(f.problems) == 0 {
		f.report("", "", s.root, v)
	}
	return f.problems, nil
}

// finder names the entity that is wrong. The schema's own errors drown it in the
// alternatives of every level above, so each entity is checked by itself.
type finder struct {
	*schemas
	problems []Problem
}

// look reports the problems below v and whether there were any.
func (f *finder) look(path string, v any) bool {
	before := len(f.problems)
	m, isObject := v.(map[string]any)
	visit := func(at string, child any) { f.look(at, child) }
	eachMember(v, path, visit)
	if !isObject || len(f.problems) > before {
		return len(f.problems) > before
	}
	t, ok := m["entityType"]
	if !ok {
		if path == "" || isReference(m) || !strings.HasSuffix(path, "]") {
			return false
		}
		return f.strayObject(path, m)
	}
	name, _ := t.(string)
	schema := f.of[name]
	if schema == nil {
		f.problems = append(f.problems, Problem{Path: join(path, "entityType"), Text: fmt.Sprintf("entity type %q: want one of %s", fmt.Sprint(t), strings.Join(slices.Sorted(maps.Keys(f.of)), ", "))})
		return true
	}
	f.report(path, name+" "+Entity(m).Name(), schema, v)
	return len(f.problems) > before
}

// strayObject reports an object in a list of entities that is neither an entity nor a reference.
func (f *finder) strayObject(path string, m map[string]any) bool {
	list := path[:strings.LastIndexByte(path, '[')]
	name := list[strings.LastIndexByte(list, '.')+1:]
	if f.of[name] == nil && name != "" {
		return false
	}
	f.problems = append(f.problems, Problem{Path: path, Text: fmt.Sprintf("want an entity with an entityType, or a reference with an identifier; it has %s", strings.Join(slices.Sorted(maps.Keys(m)), ", "))})
	return true
}

func isReference(m map[string]any) bool {
	_, ok := m["identifier"]
	return ok && len(m) == 1
}

func eachMember(v any, path string, fn func(string, any)) {
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if name != "customData" {
				fn(join(path, name), v[name])
			}
		}
	case []any:
		for i, x := range v {
			fn(index(path, i), x)
		}
	}
}

// report adds the schema's complaints about v itself, most specific first.
func (f *finder) report(path, entity string, schema *jsonschema.Schema, v any) {
	err := schema.Validate(v)
	var ve *jsonschema.ValidationError
	if !errors.As(err, &ve) {
		return
	}
	p := message.NewPrinter(language.English)
	seen := map[string]bool{}
	for _, leaf := range leaves(ve) {
		at := path
		for _, name := range leaf.InstanceLocation {
			if isNumber(name) {
				at += "[" + name + "]"
			} else {
				at = join(at, name)
			}
		}
		problem := Problem{at, entity, leaf.ErrorKind.LocalizedString(p)}
		if !seen[problem.String()] {
			seen[problem.String()] = true
			f.problems = append(f.problems, problem)
		}
	}
}

// leaves are the innermost errors. Of the alternatives of anyOf and oneOf only the
// one that got furthest into the document counts: it is the one that was meant.
func leaves(e *jsonschema.ValidationError) []*jsonschema.ValidationError {
	if len(e.Causes) == 0 {
		return []*jsonschema.ValidationError{e}
	}
	var out []*jsonschema.ValidationError
	_, any := e.ErrorKind.(*kind.AnyOf)
	_, one := e.ErrorKind.(*kind.OneOf)
	for _, cause := range e.Causes {
		found := leaves(cause)
		switch {
		case !any && !one:
			out = append(out, found...)
		case reach(found) > reach(out) || reach(found) == reach(out) && len(found) < len(out):
			out = found
		}
	}
	return out
}

// reach is how deep in the document the deepest of the errors stands.
func reach(list []*jsonschema.ValidationError) int {
	deepest := -1
	for _, e := range list {
		deepest = max(deepest, len(e.InstanceLocation))
	}
	return deepest
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
