package omc_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"backlot/film/omc"
)

// ontology finds the shared sample files.
func ontology(t testing.TB) string {
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		root, err := filepath.Abs("../..")
		if err != nil {
			t.Fatal(err)
		}
		dir = filepath.Join(root, "../shared/data")
	}
	dir = filepath.Join(dir, "ontology")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no MovieLabs examples: set BACKLOT_DATA to the shared data folder")
	}
	return dir
}

type expected struct {
	Files map[string]struct {
		Valid       bool           `json:"valid"`
		EntityTypes map[string]int `json:"entity_types"`
	} `json:"files"`
}

func examples(t testing.TB) (dir string, want expected) {
	dir = ontology(t)
	b, err := os.ReadFile(filepath.Join(dir, "expected/omc-validation.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	return dir, want
}

// Every example of MovieLabs validates as its own validator says, all entities are
// found, and what is written is what was read.
func TestExamples(t *testing.T) {
	dir, want := examples(t)
	seen := 0
	for name, w := range want.Files {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if os.IsNotExist(err) {
			continue // a working file of the other validator
		}
		seen++
		t.Run(name, func(t *testing.T) {
			problems, err := omc.Validate(data)
			if err != nil || (len(problems) == 0) != w.Valid {
				t.Fatalf("Validate = %v, %v; want valid %v", problems, err, w.Valid)
			}
			doc, err := omc.Read(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if got := doc.Count(); !maps.Equal(got, w.EntityTypes) {
				t.Errorf("entities = %v; want %v", got, w.EntityTypes)
			}
			var out bytes.Buffer
			if err := doc.Write(&out); err != nil {
				t.Fatal(err)
			}
			if !sameJSON(t, data, out.Bytes()) {
				t.Error("what is written differs from what was read")
			}
			flat, _ := doc.Flatten()
			if problems, err := flat.Validate(); err != nil || len(problems) > 0 {
				t.Errorf("flattened: %v, %v", problems, err)
			}
			sameIdentities(t, doc, flat)
		})
	}
	if seen < 35 {
		t.Errorf("%d examples found; want all 36", seen)
	}
}

// sameIdentities: flattening loses no entity and makes none.
func sameIdentities(t *testing.T, doc, flat *omc.Document) {
	t.Helper()
	ids := func(d *omc.Document) []string {
		set := map[string]bool{}
		d.Walk(func(_ string, e omc.Entity) {
			for _, id := range e.IDs() {
				set[e.Type()+" "+id.String()] = true
			}
		})
		return slices.Sorted(maps.Keys(set))
	}
	if a, b := ids(doc), ids(flat); !slices.Equal(a, b) {
		t.Errorf("flattened has %d identities; want %d", len(b), len(a))
	}
}

func sameJSON(t *testing.T, a, b []byte) bool {
	t.Helper()
	var x, y any
	if err := json.Unmarshal(a, &x); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &y); err != nil {
		t.Fatal(err)
	}
	p, _ := json.Marshal(x)
	q, _ := json.Marshal(y)
	return bytes.Equal(p, q)
}

// One defect in a good file is refused at its place.
func TestDefectsAreRefusedWithThePlace(t *testing.T) {
	dir := ontology(t)
	for _, tt := range []struct {
		name, file string
		old, new   string
		wantPath   string
		wantText   string
	}{
		{"an unknown entity type", "HSM/allNarrativeScenes.json", `"entityType": "Character"`, `"entityType": "Hero"`, "[0].Context[0].features.Character[0].entityType", "want one of"},
		{"a misspelt member", "HSM/allNarrativeScenes.json", `"fullName": "Sven"`, `"fulName": "Sven"`, "[0].Context[0].features.Character[0].characterName", "fulName"},
		{"an identifier without a value", "singleEntities/Person.json", `"identifierValue"`, `"identifierValeu"`, "identifier[0]", "identifierV"},
		{"a country in words", "singleEntities/Location.json", `"country": "CA"`, `"country": "Canada"`, "address.country", "pattern"},
		{"a latitude in words", "singleEntities/Location.json", `"latitude": `, `"latitude": "north", "ignored": `, "coordinates", ""},
		{"an old schema", "singleEntities/Role.json", `schema/v2.8`, `schema/v1.0`, "schemaVersion", "one of"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(dir, "omc/Examples", tt.file))
			if err != nil {
				t.Fatal(err)
			}
			bad := strings.Replace(string(data), tt.old, tt.new, 1)
			if bad == string(data) {
				t.Fatalf("%s does not hold %s", tt.file, tt.old)
			}
			problems, err := omc.Validate([]byte(bad))
			if err != nil {
				t.Fatal(err)
			}
			ok := slices.ContainsFunc(problems, func(p omc.Problem) bool {
				return strings.Contains(p.Path, tt.wantPath) && strings.Contains(p.Text, tt.wantText)
			})
			if !ok {
				t.Errorf("problems = %v; want one at %s with %q", problems, tt.wantPath, tt.wantText)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{``, "byte 0"},
		{`7`, "want an entity"},
		{`[7]`, "[0]: want an entity"},
		{`{"Character": {}}`, "want a list"},
		{`[] []`, "nothing after"},
		{strings.Repeat("[", 200), "nested more than 100 deep"},
		{`[{"entityType": "Character"`, "byte"},
	} {
		_, err := omc.Read(strings.NewReader(tt.in))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("Read(%.30q) = %v; want %q", tt.in, err, tt.want)
		}
	}
}

func TestFlattenSaysWhatDiffers(t *testing.T) {
	doc, err := omc.Read(strings.NewReader(`[
		{"entityType": "Character", "identifier": [{"identifierScope": "s", "identifierValue": "1"}], "name": "Ada"},
		{"entityType": "Character", "identifier": [{"identifierScope": "s", "identifierValue": "1"}], "name": "Ida", "description": "a keeper's child"}]`))
	if err != nil {
		t.Fatal(err)
	}
	flat, clashes := doc.Flatten()
	if len(flat.Entities) != 1 || flat.Entities[0].Name() != "Ada" || flat.Entities[0].Text("description") == "" {
		t.Errorf("flat = %v", flat.Entities)
	}
	if len(clashes) != 1 || clashes[0].Member != "name" || clashes[0].Path != "[1]" {
		t.Errorf("clashes = %v", clashes)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`[{"entityType":"Character","identifier":[{"identifierScope":"s","identifierValue":"1"}],"schemaVersion":"https://movielabs.com/omc/json/schema/v2.8","Context":[{"entityType":"Context"}]}]`))
	f.Add([]byte(`{"Character":[null]}`))
	f.Add([]byte(`{"identifier":[]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := omc.Read(bytes.NewReader(data))
		if err != nil {
			return
		}
		if _, err := omc.Validate(data); err != nil {
			t.Errorf("Validate of what Read took: %v", err)
		}
		flat, _ := doc.Flatten()
		var a, b bytes.Buffer
		if err := flat.Write(&a); err != nil {
			t.Fatal(err)
		}
		again, err := omc.Read(bytes.NewReader(a.Bytes()))
		if err != nil {
			t.Fatalf("read back: %v", err)
		}
		if err := again.Write(&b); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Errorf("written twice differs: %v", err)
		}
	})
}
