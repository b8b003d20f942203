package graph

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// jsonValue draws any JSON value, objects at the top.
func jsonValue(depth int) *rapid.Generator[any] {
	names := rapid.SampledFrom([]string{"a", "b", "a.b", "~", "<", "é", "\u2028", ""})
	leaf := rapid.OneOf(rapid.Just[any](true), rapid.Map(rapid.IntRange(-2, 2), func(i int) any { return i }), rapid.Map(names, func(s string) any { return s }))
	if depth == 0 {
		return leaf
	}
	inner := jsonValue(depth - 1)
	object := rapid.Map(rapid.MapOfN(names, inner, 0, 4), func(m map[string]any) any { return m })
	list := rapid.Map(rapid.SliceOfN(inner, 0, 3), func(l []any) any { return l })
	return rapid.OneOf(object, object, leaf, list)
}

func jsonObject(t *rapid.T, name string) json.RawMessage {
	m := rapid.MapOfN(rapid.SampledFrom([]string{"a", "b", "c", "a.b"}), jsonValue(2), 0, 4).Draw(t, name)
	b, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return canonical(b)
}

func TestPatchAndItsUndo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := jsonObject(t, "a"), jsonObject(t, "b")
		patch, undo, err := diffPatch(a, b)
		if err != nil {
			t.Fatal(err)
		}
		if patch == nil {
			if !bytes.Equal(a, b) {
				t.Fatalf("no difference between %s and %s", a, b)
			}
			return
		}
		if got := mergePatch(a, patch); !bytes.Equal(got, b) {
			t.Fatalf("%s with %s is %s; want %s", a, patch, got, b)
		}
		if got := mergePatch(b, undo); !bytes.Equal(got, a) {
			t.Fatalf("undo of %s by %s is %s; want %s", patch, undo, got, a)
		}
		before := beforeOf(a, patch)
		if got := mergePatch(b, before); !bytes.Equal(got, a) {
			t.Fatalf("undo of %s by %s is %s; want %s", patch, before, got, a)
		}
		disagreements("", a, undo, patch, func(path string, current, want json.RawMessage) {
			t.Fatalf("%s disagrees at %s with what was seen", patch, path)
		})
	})
}

func TestMergePatchIsRFC7396(t *testing.T) {
	for _, tt := range []struct{ target, patch, want string }{ // appendix A, for objects
		{`{"a":"b"}`, `{"a":"c"}`, `{"a":"c"}`},
		{`{"a":"b"}`, `{"b":"c"}`, `{"a":"b","b":"c"}`},
		{`{"a":"b"}`, `{"a":null}`, `{}`},
		{`{"a":"b","b":"c"}`, `{"a":null}`, `{"b":"c"}`},
		{`{"a":["b"]}`, `{"a":"c"}`, `{"a":"c"}`},
		{`{"a":"c"}`, `{"a":["b"]}`, `{"a":["b"]}`},
		{`{"a":{"b":"c"}}`, `{"a":{"b":"d","c":null}}`, `{"a":{"b":"d"}}`},
		{`{"a":[{"b":"c"}]}`, `{"a":[1]}`, `{"a":[1]}`},
		{`{"a":"foo"}`, `{"b":{"c":{"d":null}}}`, `{"a":"foo","b":{"c":{}}}`},
	} {
		if got := mergePatch(json.RawMessage(tt.target), json.RawMessage(tt.patch)); string(got) != tt.want {
			t.Errorf("%s with %s = %s; want %s", tt.target, tt.patch, got, tt.want)
		}
	}
}

func TestEqualFactsHaveEqualBytes(t *testing.T) {
	for _, tt := range []struct{ a, b string }{
		{`{"b":1,"a":{"d":2,"c":null}}`, ` { "a" : {"d":2} , "b":1, "z":null } `},
		{`{"a":"\u003c\u0041\/"}`, `{"a":"<A/"}`},
		{`{"\u0061":1}`, `{"a":1}`},
		{"{\"a\":\"x\u2028\"}", `{"a":"x\u2028"}`},
	} {
		if x, y := canonical([]byte(tt.a)), canonical([]byte(tt.b)); !bytes.Equal(x, y) {
			t.Errorf("%s and %s are kept as %s and %s", tt.a, tt.b, x, y)
		}
	}
}

func FuzzObjects(f *testing.F) {
	f.Add([]byte(`{"a":{"b":null,"c":[1,{"d":"\u00e9"}]}}`), []byte(`{"a":{"c":null},"e":"x"}`))
	f.Add([]byte(`{"scene":"00000001-0000-7000-8000-000000000001"}`), []byte(`{}`))
	f.Add([]byte("{\"a"), []byte(`{"a":"\ud800"}`))
	f.Fuzz(func(t *testing.T, x, y []byte) {
		film.kinds["use"].refsIn(x)
		eachMember(x, func(name, raw []byte) {})
		if checkObject(x) != nil || checkObject(y) != nil {
			return
		}
		a, b := canonical(x), canonical(y)
		if !bytes.Equal(a, canonical(a)) || !json.Valid(a) {
			t.Fatalf("canonical of %q is %q, which is not", x, a)
		}
		n := 0
		eachMember(a, func(name, raw []byte) { n++ })
		if o, err := parseObject(a); err != nil || len(o) != n {
			t.Fatalf("%q has %d members; eachMember saw %d", a, len(o), n)
		}
		patch, undo, err := diffPatch(a, b)
		if err != nil {
			t.Fatal(err)
		}
		if patch == nil && !bytes.Equal(a, b) || patch != nil && (!bytes.Equal(mergePatch(a, patch), b) || !bytes.Equal(mergePatch(b, undo), a)) {
			t.Fatalf("%q to %q: patch %q, undo %q", a, b, patch, undo)
		}
		mergePatch(a, canonicalPatch(y))
	})
}

func FuzzChange(f *testing.F) {
	f.Add([]byte(`{"id":"00000001-0000-7000-8000-000000000001","production":"00000001-0000-7000-8000-000000000002","clock":{"ms":1},"cause":"x","ops":[{"record":"00000001-0000-7000-8000-000000000003","kind":"scene","do":"create","fields":{"number":"12"}},{"record":"00000001-0000-7000-8000-000000000003","kind":"scene","do":"patch","fields":{"set":null},"before":{"set":1}}]}`))
	f.Add([]byte(`{"ops":[{"do":"seal","seal":{"alias":{}}},{"do":"erase"},{"do":"settle","fields":{}}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var c Change
		if json.Unmarshal(b, &c) != nil {
			return
		}
		m := NewMemory(film, c.Where(), ID{1}, func() time.Time { return noon })
		if ok, err := m.Receive(c); err != nil || !ok {
			return
		}
		seen(m.Snapshot().View(crew))
		first := dump(m.Snapshot())
		again := NewMemory(film, c.Where(), ID{1}, func() time.Time { return noon })
		must[bool](t)(again.Receive(m.Changes()[0]))
		if dump(again.Snapshot()) != first {
			t.Errorf("a change that was read back folds differently: %q", b)
		}
	})
}

func FuzzMeta(f *testing.F) {
	f.Add([]byte("1 1 1 1700000000000 3 00000001-0000-7000-8000-000000000001 - 0 1700000000000 0"))
	f.Add([]byte(`1 1 3 5 0 - - 0 5 0 {"seal":{"compartment":"00000001-0000-7000-8000-000000000001"},"conflicts":[{"field":"a"}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var r, again state
		if _, err := r.readMeta(b); err != nil {
			return
		}
		text := r.writeMeta()
		if _, err := again.readMeta([]byte(text)); err != nil || again.writeMeta() != text {
			t.Errorf("%q is written as %q, which reads differently: %v", b, text, err)
		}
	})
}
