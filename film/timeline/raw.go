package timeline

import (
	"bytes"
	"encoding/json"
)

// Raw is a piece of JSON as it was read. Nil stands for an empty object where an object is wanted.
type Raw []byte

// MarshalJSON gives the text itself.
func (r Raw) MarshalJSON() ([]byte, error) {
	if len(r) == 0 {
		return []byte("{}"), nil
	}
	return r, nil
}

// At is the value under keys, or nil.
func (r Raw) At(keys ...string) Raw {
	for _, k := range keys {
		var m map[string]json.RawMessage
		if len(r) == 0 || json.Unmarshal(r, &m) != nil {
			return nil
		}
		r = Raw(m[k])
	}
	return r
}

// Text is the text under keys, or "".
func (r Raw) Text(keys ...string) string {
	var s string
	if v := r.At(keys...); len(v) > 0 {
		_ = json.Unmarshal(v, &s) // a value that is no text gives none
	}
	return s
}

// Into decodes the value under keys into v, and reports whether there was one that fits.
func (r Raw) Into(v any, keys ...string) bool {
	got := r.At(keys...)
	return len(got) > 0 && json.Unmarshal(got, v) == nil
}

// With is the object with a field set; the other fields stay as they are. A value that JSON cannot say leaves
// the object as it was.
func (r Raw) With(key string, value any) Raw {
	v, err := marshal(value)
	if err != nil {
		return r
	}
	var fields []Field
	if len(r) > 0 {
		p := parser{b: r}
		if fields, err = p.fields(nil); err != nil {
			return r
		}
	}
	out := []byte{'{'}
	done := false
	for _, f := range fields {
		if f.Name == key {
			f.Value, done = v, true
		}
		out = appendField(out, f)
	}
	if !done {
		out = appendField(out, Field{key, v})
	}
	return append(out, '}')
}

func appendField(out []byte, f Field) []byte {
	if len(out) > 1 {
		out = append(out, ',')
	}
	return append(append(appendString(out, f.Name), ':'), f.Value...)
}

func marshal(v any) (Raw, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}
