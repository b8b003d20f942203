package ontology_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"testing"
	"time"

	"backlot/film/omc"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/production/ontology"
)

func memory(id graph.ID) *graph.Memory {
	return graph.NewMemory(production.NewRegistry(), graph.Main(id), graph.ID{}, time.Now)
}

func importInto(t *testing.T, m *graph.Memory, doc *omc.Document) ontology.Summary {
	t.Helper()
	v := m.Snapshot().View(graph.System)
	e := v.Edit(graph.RandomIDs{}, "Import from OMC")
	sum, err := ontology.Import(e, v, doc)
	if err != nil {
		t.Fatal(err)
	}
	if e.Len() == 0 {
		return sum
	}
	c, err := e.Change()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Commit(c, graph.ID{}); err != nil {
		t.Fatal(err)
	}
	return sum
}

func TestForeignEntities(t *testing.T) {
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		dir = "../../../../../shared/data"
	}
	files, _ := filepath.Glob(filepath.Join(dir, "ontology/omc/Examples/*/*.json"))
	if len(files) == 0 {
		t.Skip("no MovieLabs examples: set BACKLOT_DATA to the shared data folder")
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			doc, err := omc.Read(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			m := memory(graph.MustID("0192f0c1-2b3c-7d4e-8f50-112233445566"))
			importInto(t, m, doc)
			out, err := ontology.Export(m.Snapshot().View(graph.System))
			if err != nil {
				t.Fatal(err)
			}
			if problems, err := out.Validate(); err != nil || len(problems) > 0 {
				t.Errorf("given back: %v, %v", problems, err)
			}
			flat, _ := doc.Flatten()
			if a, b := identities(flat), identities(out); !contains(b, a) {
				t.Errorf("entities were lost: %d of %d came back", len(b), len(a))
			}
			if again := importInto(t, m, doc); len(again.Records) != 0 {
				t.Errorf("a second import made %v", again.Records)
			}
		})
	}
}

func identities(d *omc.Document) map[string]bool {
	out := map[string]bool{}
	d.Walk(func(_ string, e omc.Entity) {
		for _, id := range e.IDs() {
			out[e.Type()+" "+id.String()] = true
		}
	})
	return out
}

func contains(all, some map[string]bool) bool {
	for k := range maps.Keys(some) {
		if !all[k] {
			return false
		}
	}
	return true
}

// A foreign scene list becomes scenes with their people.
func TestForeignScenes(t *testing.T) {
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		dir = "../../../../../shared/data"
	}
	data, err := os.ReadFile(filepath.Join(dir, "ontology/omc/Examples/HSM/allNarrativeScenes.json"))
	if err != nil {
		t.Skip("no MovieLabs examples: set BACKLOT_DATA to the shared data folder")
	}
	doc, err := omc.Read(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	m := memory(graph.MustID("0192f0c1-2b3c-7d4e-8f50-112233445566"))
	sum := importInto(t, m, doc)
	if sum.Records["scene"] != 7 || sum.Records["use"] == 0 || sum.Records["element"] == 0 {
		b, _ := json.Marshal(sum)
		t.Errorf("made %s; want 7 scenes, elements and uses", b)
	}
	found := false
	for _, s := range graph.All[production.Scene](m.Snapshot().View(graph.System)) {
		found = found || s.Heading == "Jungle" && s.Number == "1" && s.IntExt == "EXT" && s.TimeOfDay == "DAY"
	}
	if !found {
		t.Error("no scene 1, Jungle, EXT, DAY")
	}
}
