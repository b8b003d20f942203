package omc

import (
	"maps"
	"slices"
	"strings"
)

// SchemaVersion is the value of schemaVersion that this package writes.
const SchemaVersion = "https://movielabs.com/omc/json/schema/v2.8"

// Identifier names an entity within a scope, usually one per system or studio.
type Identifier struct {
	Scope string
	Value string
}

// String gives "scope:value".
func (id Identifier) String() string { return id.Scope + ":" + id.Value }

// Entity is one entity of the ontology, or a reference to one, as the members of
// its JSON object: strings, json.Number, bool, nil, []any and map[string]any.
type Entity map[string]any

// New makes an entity of a type with one identifier.
func New(entityType string, id Identifier) Entity {
	return Entity{"entityType": entityType, "schemaVersion": SchemaVersion, "identifier": []any{id.member()}}
}

// Ref makes a reference to the entity of an identifier.
func Ref(id Identifier) map[string]any { return map[string]any{"identifier": []any{id.member()}} }

func (id Identifier) member() map[string]any {
	return map[string]any{"identifierScope": id.Scope, "identifierValue": id.Value}
}

// Type is the entityType, or "" for a reference.
func (e Entity) Type() string { s, _ := e["entityType"].(string); return s }

// IDs lists the identifiers in the order of the file.
func (e Entity) IDs() []Identifier {
	list, _ := e["identifier"].([]any)
	var out []Identifier
	for _, x := range list {
		m, _ := x.(map[string]any)
		scope, ok1 := m["identifierScope"].(string)
		value, ok2 := m["identifierValue"].(string)
		if ok1 && ok2 {
			out = append(out, Identifier{scope, value})
		}
	}
	return out
}

// ID is the identifier of a scope, or the first one when scope is "". ok is false
// when there is none.
func (e Entity) ID(scope string) (_ Identifier, ok bool) {
	for _, id := range e.IDs() {
		if scope == "" || id.Scope == scope {
			return id, true
		}
	}
	return Identifier{}, false
}

// Text reads a string or number at a path of member names parted by dots, such as
// "characterName.fullName"; "" when it is absent, null or something else.
func (e Entity) Text(path string) string {
	var v any = map[string]any(e)
	for name := range strings.SplitSeq(path, ".") {
		m, ok := v.(map[string]any)
		if !ok {
			return ""
		}
		v = m[name]
	}
	switch v := v.(type) {
	case string:
		return v
	case interface{ String() string }: // json.Number
		return v.String()
	}
	return ""
}

// Set writes a value at a path of member names parted by dots, making objects on
// the way. An empty string or nil writes nothing.
func (e Entity) Set(path string, value any) {
	if value == nil || value == "" {
		return
	}
	m := map[string]any(e)
	names := strings.Split(path, ".")
	for _, name := range names[:len(names)-1] {
		next, ok := m[name].(map[string]any)
		if !ok {
			next = map[string]any{}
			m[name] = next
		}
		m = next
	}
	m[names[len(names)-1]] = value
}

// Name is what people call the entity: its name, or the name its type has a
// member for, or its first identifier.
func (e Entity) Name() string {
	for _, path := range []string{
		"name", "sceneName.fullName", "characterName.fullName", "characterName.firstGivenName", "personName.fullName", "personName.displayName",
		"departmentName.fullName", "organizationName.fullName", "serviceName.fullName", "title.officialTitle", "title.workingTitle",
		"roleType", "sceneName.altName", "slateUID", "taskFC.functionalType",
	} {
		if s := e.Text(path); s != "" {
			return s
		}
	}
	if id, ok := e.ID(""); ok {
		return id.Value
	}
	return e.Type()
}

// Refs lists what the entity refers to, directly or by holding it, without
// looking inside the entities it holds. Path is where, such as "Context[0]".
func (e Entity) Refs() []Reference {
	var out []Reference
	eachChild(map[string]any(e), "", func(path string, child map[string]any) {
		if id, ok := Entity(child).ID(""); ok {
			out = append(out, Reference{path, id})
		}
	})
	return out
}

// Reference is one mention of an entity inside another.
type Reference struct {
	Path string
	To   Identifier
}

// eachChild calls fn for the nearest entities and references below v, in order of
// member names. It does not go inside them.
func eachChild(v any, path string, fn func(path string, child map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if name == "customData" || name == "identifier" {
				continue
			}
			at := join(path, name)
			if child, ok := v[name].(map[string]any); ok && isNode(child) {
				fn(at, child)
				continue
			}
			eachChild(v[name], at, fn)
		}
	case []any:
		for i, x := range v {
			at := index(path, i)
			if child, ok := x.(map[string]any); ok && isNode(child) {
				fn(at, child)
				continue
			}
			eachChild(x, at, fn)
		}
	}
}

// isNode reports whether an object is an entity or a reference to one.
func isNode(m map[string]any) bool {
	if _, ok := m["entityType"].(string); ok {
		return true
	}
	_, ok := m["identifier"].([]any)
	return ok
}
