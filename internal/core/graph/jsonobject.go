package graph

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"backlot/internal/core/fault"
)

// Records are kept as compact JSON objects with sorted names, so that equal
// facts have equal bytes on every machine.

type member struct {
	name string
	raw  json.RawMessage
}

// object is the members of a JSON object in the order of their names.
type object []member

// parseObject reads the top level of a valid JSON object.
func parseObject(b []byte) (object, error) {
	var m map[string]json.RawMessage
	if len(b) == 0 {
		return nil, nil
	}
	if err := json.Unmarshal(b, &m); err != nil {
		return nil, err
	}
	out := make(object, 0, len(m))
	for k, v := range m {
		out = append(out, member{k, v})
	}
	slices.SortFunc(out, func(a, b member) int { return strings.Compare(a.name, b.name) })
	return out, nil
}

func (o object) find(name string) (int, bool) {
	return slices.BinarySearchFunc(o, name, func(m member, n string) int { return strings.Compare(m.name, n) })
}

func (o object) get(name string) json.RawMessage {
	if i, ok := o.find(name); ok {
		return o[i].raw
	}
	return nil
}

func (o object) set(name string, raw json.RawMessage) object {
	i, ok := o.find(name)
	if ok {
		o[i].raw = raw
		return o
	}
	return slices.Insert(o, i, member{name, raw})
}

func (o object) remove(name string) object {
	if i, ok := o.find(name); ok {
		return slices.Delete(o, i, i+1)
	}
	return o
}

func (o object) bytes() []byte {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(quote(m.name))
		b.WriteByte(':')
		b.Write(m.raw)
	}
	b.WriteByte('}')
	return b.Bytes()
}

// canonical rewrites a JSON value compactly, with the names of all objects sorted
// and null members left out, which mean the same as absent ones. It is for whole
// records; in patches null means "remove".
func canonical(b []byte) json.RawMessage {
	b = bytes.TrimSpace(b)
	if len(b) == 0 {
		return nil
	}
	switch b[0] {
	case '{':
		o, err := parseObject(b)
		if err != nil {
			return slices.Clone(b)
		}
		kept := o[:0]
		for _, m := range o {
			if !isNull(m.raw) {
				kept = append(kept, member{m.name, canonical(m.raw)})
			}
		}
		return kept.bytes()
	case '[':
		var list []json.RawMessage
		if err := json.Unmarshal(b, &list); err != nil {
			return slices.Clone(b)
		}
		out := []byte{'['}
		for i, v := range list {
			if i > 0 {
				out = append(out, ',')
			}
			out = append(out, canonical(v)...)
		}
		return append(out, ']')
	}
	if b[0] == '"' {
		return canonicalString(b)
	}
	return slices.Clone(b)
}

// canonicalString writes text with the fewest escapes, so that "<" and "\u003c"
// are the same fact.
func canonicalString(b []byte) json.RawMessage {
	if utf8.Valid(b) && !bytes.ContainsRune(b, '\\') && !bytes.ContainsAny(b, "\u2028\u2029") {
		return slices.Clone(b)
	}
	var text string
	if json.Unmarshal(b, &text) != nil {
		return slices.Clone(b)
	}
	return quote(text)
}

// quote writes text as JSON without the escapes that only HTML needs.
func quote(text string) json.RawMessage {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(text) // text always encodes
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

func isNull(raw []byte) bool { return len(raw) == 0 || string(raw) == "null" }

func sameJSON(a, b []byte) bool {
	if isNull(a) || isNull(b) {
		return isNull(a) && isNull(b)
	}
	return bytes.Equal(a, b)
}

// mergePatch applies an RFC 7396 merge patch to a canonical value.
func mergePatch(target, patch json.RawMessage) json.RawMessage {
	if len(patch) == 0 || patch[0] != '{' {
		return patch
	}
	p, err := parseObject(patch)
	if err != nil {
		return target
	}
	var t object
	if len(target) > 0 && target[0] == '{' {
		t, _ = parseObject(target)
	}
	for _, m := range p {
		if isNull(m.raw) {
			t = t.remove(m.name)
			continue
		}
		t = t.set(m.name, mergePatch(t.get(m.name), m.raw))
	}
	return t.bytes()
}

// diffPatch gives the merge patch that turns a into b, and the merge patch that
// turns it back: what a had in the patched fields, null where it had none. Both
// are canonical objects; the result is nil, nil when they are equal.
func diffPatch(a, b json.RawMessage) (patch, before json.RawMessage, err error) {
	oa, err := parseObject(a)
	if err != nil {
		return nil, nil, err
	}
	ob, err := parseObject(b)
	if err != nil {
		return nil, nil, err
	}
	var p, was object
	for _, m := range oa {
		if ob.get(m.name) == nil {
			p, was = p.set(m.name, jsonNull), was.set(m.name, m.raw)
		}
	}
	for _, m := range ob {
		old := oa.get(m.name)
		switch {
		case bytes.Equal(old, m.raw):
		case old == nil:
			p, was = p.set(m.name, m.raw), was.set(m.name, jsonNull)
		case old[0] == '{' && m.raw[0] == '{': // two people may change different members of one map
			inner, innerWas, err := diffPatch(old, m.raw)
			if err != nil {
				return nil, nil, err
			}
			p, was = p.set(m.name, inner), was.set(m.name, innerWas)
		default:
			p, was = p.set(m.name, m.raw), was.set(m.name, old)
		}
	}
	if len(p) == 0 {
		return nil, nil, nil
	}
	return p.bytes(), was.bytes(), nil
}

var jsonNull = json.RawMessage("null")

// beforeOf is what current has in the places that patch writes: the merge patch
// that undoes it.
func beforeOf(current, patch json.RawMessage) json.RawMessage {
	p, err := parseObject(patch)
	if err != nil {
		return nil
	}
	var c, was object
	if len(current) > 0 && current[0] == '{' {
		c, _ = parseObject(current)
	}
	for _, m := range p {
		old := c.get(m.name)
		switch {
		case old == nil:
			was = was.set(m.name, jsonNull)
		case old[0] == '{' && m.raw[0] == '{':
			was = was.set(m.name, beforeOf(old, m.raw))
		default:
			was = was.set(m.name, old)
		}
	}
	return was.bytes()
}

// disagreements calls report for every leaf that patch writes where current is
// neither what the author saw (before) nor what the author wants.
func disagreements(path string, current, before, patch json.RawMessage, report func(path string, current, want json.RawMessage)) {
	if len(patch) == 0 || patch[0] != '{' {
		if !sameJSON(current, before) && !sameJSON(current, patch) {
			report(path, current, patch)
		}
		return
	}
	p, err := parseObject(patch)
	if err != nil {
		return
	}
	member := func(whole json.RawMessage) object {
		if len(whole) == 0 || whole[0] != '{' {
			return nil
		}
		o, _ := parseObject(whole)
		return o
	}
	c, w := member(current), member(before)
	if path != "" && (c == nil) != (w == nil) { // one of them was no object: the whole value is in question
		report(path, current, patch)
		return
	}
	for _, m := range p {
		disagreements(join(path, m.name), c.get(m.name), w.get(m.name), m.raw, report)
	}
}

// eachMember calls fn with the top-level members of a canonical object, without
// building anything: it is what opening a season spends its time on.
func eachMember(b []byte, fn func(name, raw []byte)) {
	i := 1
	for i < len(b) && b[i] != '}' {
		if b[i] == ',' {
			i++
		}
		nameEnd := skipString(b, i)
		valueEnd := skipValue(b, nameEnd+1)
		if valueEnd > len(b) {
			return
		}
		fn(b[i+1:nameEnd-1], b[nameEnd+1:valueEnd])
		i = valueEnd
	}
}

func skipString(b []byte, i int) int {
	for i++; i < len(b) && b[i] != '"'; i++ {
		if b[i] == '\\' {
			i++
		}
	}
	return i + 1
}

func skipValue(b []byte, i int) int {
	depth := 0
	for i < len(b) {
		switch b[i] {
		case '"':
			i = skipString(b, i)
			if depth == 0 {
				return i
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return i
			}
			depth--
			if depth == 0 {
				return i + 1
			}
		case ',':
			if depth == 0 {
				return i
			}
		}
		i++
	}
	return i
}

// The path of a field inside a record is its names joined by dots; a dot in a
// name is written "~1" and a tilde "~0".

var (
	escapeName   = strings.NewReplacer("~", "~0", ".", "~1")
	unescapeName = strings.NewReplacer("~1", ".", "~0", "~")
)

func join(path, name string) string {
	name = escapeName.Replace(name)
	if path == "" {
		return name
	}
	return path + "." + name
}

// cutPath takes the first name off a path.
func cutPath(path string) (name, rest string) {
	name, rest, _ = strings.Cut(path, ".")
	return unescapeName.Replace(name), rest
}

// valueAt reads the value at a path; nil when there is none.
func valueAt(v json.RawMessage, path string) json.RawMessage {
	for path != "" {
		if len(v) == 0 || v[0] != '{' {
			return nil
		}
		o, err := parseObject(v)
		if err != nil {
			return nil
		}
		var name string
		name, path = cutPath(path)
		v = o.get(name)
	}
	return v
}

// setPath writes the value at a path that exists in a patch.
func setPath(patch json.RawMessage, path string, value json.RawMessage) json.RawMessage {
	if path == "" {
		return value
	}
	o, err := parseObject(patch)
	if err != nil {
		return patch
	}
	name, rest := cutPath(path)
	return o.set(name, setPath(o.get(name), rest, value)).bytes()
}

// maxDepth bounds how deep objects and lists nest in a record.
const maxDepth = 32

// checkObject refuses fields that no machine may store: not an object, nested too
// deep, or with the character that no database keeps.
func checkObject(b []byte) error {
	b = bytes.TrimSpace(b)
	if len(b) < 2 || b[0] != '{' || !json.Valid(b) {
		return fault.New(fault.Invalid, "fields must be a JSON object")
	}
	depth, inText := 0, false
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c == '\\':
			if bytes.HasPrefix(b[i+1:], []byte("u0000")) {
				return fault.New(fault.Invalid, "text holds the character U+0000, which cannot be kept: take it out")
			}
			i++
		case c == '"':
			inText = !inText
		case inText:
		case c == '{' || c == '[':
			if depth++; depth > maxDepth {
				return fault.New(fault.Invalid, "fields nest more than %d deep", maxDepth)
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return nil
}
