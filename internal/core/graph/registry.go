package graph

import (
	"encoding/json"
	"fmt"
	"reflect"
	"sort"
	"strings"

	"backlot/internal/core/fault"
)

// Kind is the name of a sort of record, such as "scene".
type Kind string

// Noun is a typed record: a struct whose zero value knows its kind. Its JSON
// form is what is stored. It may also have a `Validate() error` method.
type Noun interface{ Kind() Kind }

// KindInfo describes a kind to people and to the store.
type KindInfo struct {
	Kind    Kind
	Version int    // schema version of the stored JSON, from 1
	Title   string // "Scene"
	Plural  string // "Scenes"
	Concept string // concept of the production ontology it belongs to, such as "Scene"
	OMC     string // MovieLabs OMC v2.8 term, or "" where OMC has none
	Read    string // right a person needs to know records of this kind, or "" for everybody in the production
	Edit    string // right a person needs to write them through the generic record routes
	Kept    string // what writes them instead, for people; "" where the generic record routes may

	// Upgrade rewrites fields stored under an older version; nil while Version is 1.
	Upgrade func(from int, fields map[string]json.RawMessage) error

	Type   reflect.Type // the noun's struct
	Fields []Field      // in declaration order
	decode func([]byte) (any, error)
	label  func(any) string
	code   uint16
	// refIndex gives the index in Fields of each reference, by JSON name
	refIndex map[string]uint16
	refs     []uint16 // the indices of the references
}

// Field is one stored field of a kind.
type Field struct {
	Name  string // JSON name
	Ref   Kind   // kind the field refers to, or ""
	Owner bool   // the record cannot exist or be known without the one it refers to
	Hides bool   // the record cannot be known by those who may not know the one it refers to; so with an owner
	Kept  string // what writes the field, for people; "" where the generic record routes may
	Type  reflect.Type
	Tag   reflect.StructTag
	index []int
}

// Registry is the closed list of kinds a program knows. Kinds it does not know
// are kept as they are and never shown.
type Registry struct {
	kinds  map[Kind]*KindInfo
	sorted []*KindInfo
	gates  []Gate
}

// Registration is one kind's entry for NewRegistry.
type Registration struct{ info *KindInfo }

// Register describes noun T. label gives the words people know a record by,
// such as "Scene 12 INT. KITCHEN - DAY".
func Register[T Noun](info KindInfo, label func(T) string) Registration {
	var zero T
	info.Kind = zero.Kind()
	info.Type = reflect.TypeFor[T]()
	info.decode = func(b []byte) (any, error) {
		v := new(T)
		if err := json.Unmarshal(b, v); err != nil {
			return v, err
		}
		return v, nil
	}
	info.label = func(v any) string { return label(*v.(*T)) }
	return Registration{&info}
}

// Kept says that records of the kind are written by commands only, because they are proof; by says which, for people.
func (r Registration) Kept(by string) Registration {
	r.info.Kept = by
	return r
}

// NewRegistry checks and indexes the kinds. It panics on a programmer's mistake:
// two kinds of one name, or a field that refers to an unknown kind.
func NewRegistry(list ...Registration) *Registry {
	r := &Registry{kinds: make(map[Kind]*KindInfo, len(list))}
	for _, reg := range list {
		if r.kinds[reg.info.Kind] != nil {
			panic(fmt.Sprintf("graph: kind %q registered twice", reg.info.Kind))
		}
		if reg.info.Version < 1 {
			panic(fmt.Sprintf("graph: kind %q has no version", reg.info.Kind))
		}
		r.kinds[reg.info.Kind] = reg.info
		r.sorted = append(r.sorted, reg.info)
	}
	sort.Slice(r.sorted, func(i, j int) bool { return r.sorted[i].Kind < r.sorted[j].Kind })
	for i, k := range r.sorted {
		k.code = uint16(i + 1)
		k.Fields = fieldsOf(k.Type, nil)
		k.refIndex = map[string]uint16{}
		for j, f := range k.Fields {
			if f.Ref != "" {
				k.refIndex[f.Name] = uint16(j)
				k.refs = append(k.refs, uint16(j))
			}
			if f.Ref != "" && f.Ref != AnyKind && r.kinds[f.Ref] == nil {
				panic(fmt.Sprintf("graph: %s.%s refers to unregistered kind %q", k.Kind, f.Name, f.Ref))
			}
		}
	}
	return r
}

// AnyKind is the kind of a reference that may point at any record (Ref[Any]).
const AnyKind Kind = "*"

// Any is the noun of references to a record of whatever kind.
type Any struct{}

// Kind is AnyKind.
func (Any) Kind() Kind { return AnyKind }

// Info gives a kind's description, or an Invalid error naming the kind.
func (r *Registry) Info(k Kind) (*KindInfo, error) {
	if info := r.kinds[k]; info != nil {
		return info, nil
	}
	return nil, fault.New(fault.Invalid, "kind %q is not known to this version of Backlot", k)
}

// All lists the kinds in alphabetical order.
func (r *Registry) All() []*KindInfo { return r.sorted }

// Check decodes fields as a record of the kind, and reports wrong types, unknown
// enum values and what the noun's own Validate says.
func (k *KindInfo) Check(fields []byte) error {
	v, err := k.decode(fields)
	if err != nil {
		return fault.Mark(fault.Invalid, fmt.Errorf("%s: %w", k.Kind, err))
	}
	if c, ok := v.(interface{ Validate() error }); ok {
		if err := c.Validate(); err != nil {
			return fault.Mark(fault.Invalid, fmt.Errorf("%s: %w", k.Kind, err))
		}
	}
	return nil
}

type refField interface{ refKind() Kind }

func (Ref[T]) refKind() Kind { var zero T; return zero.Kind() }

func fieldsOf(t reflect.Type, prefix []int) []Field {
	var out []Field
	for i := range t.NumField() {
		sf := t.Field(i)
		index := append(append([]int(nil), prefix...), i)
		if sf.Anonymous && sf.Type.Kind() == reflect.Struct && sf.Tag.Get("json") == "" {
			out = append(out, fieldsOf(sf.Type, index)...)
			continue
		}
		name, _, _ := strings.Cut(sf.Tag.Get("json"), ",")
		if !sf.IsExported() || name == "-" || name == "" {
			continue
		}
		f := Field{Name: name, Kept: sf.Tag.Get("kept"), Type: sf.Type, Tag: sf.Tag, index: index}
		if rf, ok := reflect.Zero(sf.Type).Interface().(refField); ok {
			f.Ref = rf.refKind()
			f.Owner = sf.Tag.Get("graph") == "owner"
			f.Hides = f.Owner || sf.Tag.Get("graph") == "hides"
		}
		out = append(out, f)
	}
	return out
}
