// Package graphtest gives tests of slices a production to look at: a JSON file of
// records, read as one audience may know them.
//
//	{"records": [
//	  {"id": "s12", "kind": "scene", "fields": {"number": "12", "order": "V", "heading": "INT. LAMP ROOM - NIGHT"}},
//	  {"id": "star", "kind": "element", "fields": {"name": "The president", "category": "character"},
//	   "seal": {"compartment": "vault", "alias": {"name": "Guest", "category": "character"}}}
//	]}
//
// Ids are names of at most 16 ASCII characters, here and in references; records
// sort by name. Records are checked as if a person typed them.
package graphtest

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Production is the id of the production that View and Memory make.
var Production = ID("production")

// Now is the wall clock of the productions made here.
var Now = time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC)

// Everyone is an audience with no right and no clearance.
var Everyone = graph.Audience{Account: ID("everyone")}

// ID is the id that a name stands for in a file: its bytes, so that ids sort as
// the names do. It panics on a name that is empty or too long.
func ID(name string) graph.ID {
	var id graph.ID
	if name == "" || len(name) > len(id) {
		panic("graphtest: id " + name + ": want a name of 1 to 16 bytes")
	}
	copy(id[:], name)
	return id
}

// IDs makes ids 1, 2, 3 ... for records that a test adds.
func IDs() graph.IDs { return &graph.SequentialIDs{Prefix: 0xffffffff} }

// View reads a production from a file, as the audience may know it.
func View(t testing.TB, file string, a graph.Audience) graph.View {
	t.Helper()
	return Memory(t, file).Snapshot().View(a)
}

// Memory reads a production from a file into memory, for tests that change it.
func Memory(t testing.TB, file string) *graph.Memory {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return Parse(t, b)
}

type record struct {
	ID     string                     `json:"id"`
	Kind   graph.Kind                 `json:"kind"`
	Fields map[string]json.RawMessage `json:"fields"`
	Seal   *struct {
		Compartment string                     `json:"compartment"`
		Alias       map[string]json.RawMessage `json:"alias"`
	} `json:"seal"`
}

// Parse is Memory for a text in the test itself.
func Parse(t testing.TB, text []byte) *graph.Memory {
	t.Helper()
	var in struct {
		Records []record `json:"records"`
	}
	if err := json.Unmarshal(text, &in); err != nil {
		t.Fatal(err)
	}
	reg := production.NewRegistry()
	m := graph.NewMemory(reg, graph.Main(Production), ID("device"), func() time.Time { return Now })
	c := graph.Change{ID: ID("change"), Production: Production, Cause: "Read the test's records"}
	for _, r := range in.Records {
		info, err := reg.Info(r.Kind)
		if err != nil {
			t.Fatal(err)
		}
		op := graph.Op{Record: ID(r.ID), Kind: r.Kind, Do: graph.Create, Version: info.Version, Fields: fields(t, info, r.Fields)}
		if r.Seal != nil {
			op.Seal = &graph.Seal{Compartment: ID(r.Seal.Compartment)}
			if r.Seal.Alias != nil {
				op.Seal.Alias = fields(t, info, r.Seal.Alias)
			}
		}
		c.Ops = append(c.Ops, op)
	}
	if len(c.Ops) == 0 {
		return m
	}
	if _, err := m.Commit(c, graph.ID{}); err != nil {
		t.Fatal(err)
	}
	return m
}

// fields writes the names in references as ids.
func fields(t testing.TB, info *graph.KindInfo, in map[string]json.RawMessage) json.RawMessage {
	t.Helper()
	for _, f := range info.Fields {
		raw, ok := in[f.Name]
		if !ok || f.Ref == "" {
			continue
		}
		var name string
		if err := json.Unmarshal(raw, &name); err != nil {
			t.Fatalf("%s.%s: %v", info.Kind, f.Name, err)
		}
		if len(name) <= 16 {
			in[f.Name] = json.RawMessage(`"` + ID(name).String() + `"`)
		}
	}
	b, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
