package demo_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"backlot/film/omc"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/production/ontology"
	"backlot/internal/house/demo"
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

func records(v graph.View) map[graph.ID]string {
	out := map[graph.ID]string{}
	for _, k := range v.Registry().All() {
		for r := range v.Records(k.Kind) {
			out[r.ID] = string(k.Kind) + " " + string(r.Fields)
		}
	}
	return out
}

// The whole demo production leaves as valid OMC and comes home as it was.
func TestDemoRoundTrip(t *testing.T) {
	m := build(t, demo.Options{})
	before := records(m.Snapshot().View(graph.System))
	doc, err := ontology.Export(m.Snapshot().View(graph.System))
	if err != nil {
		t.Fatal(err)
	}
	if problems, err := doc.Validate(); err != nil || len(problems) > 0 {
		t.Fatalf("%d problems, first %v; %v", len(problems), problems[0], err)
	}
	var b bytes.Buffer
	if err := doc.Write(&b); err != nil {
		t.Fatal(err)
	}
	again, err := omc.Read(&b)
	if err != nil {
		t.Fatal(err)
	}
	home := memory(demo.Production)
	importInto(t, home, again)
	after := records(home.Snapshot().View(graph.System))
	if len(after) != len(before) {
		t.Errorf("%d records came home; %d left", len(after), len(before))
	}
	wrong := 0
	for id, want := range before {
		if after[id] != want {
			if wrong++; wrong < 4 {
				t.Errorf("record %s\n got %s\nwant %s", id, after[id], want)
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d records differ", wrong)
	}
	if sum := importInto(t, home, again); sum.Known != len(before) || len(sum.Records) != 0 {
		t.Errorf("a second import made %v and knew %d; want nothing and %d", sum.Records, sum.Known, len(before))
	}
}

// What an uncleared person exports holds no secret.
func TestExportKeepsSecrets(t *testing.T) {
	m := build(t, demo.Options{})
	rights := map[string]bool{}
	for _, k := range m.Snapshot().Registry().All() {
		rights[k.Read] = true
	}
	doc, err := ontology.Export(m.Snapshot().View(graph.Audience{Rights: rights}))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := doc.Write(&b); err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"Engstad", "Tomás", "Nightjar", "1957"} {
		if strings.Contains(b.String(), secret) {
			t.Errorf("%q is in the export", secret)
		}
	}
	if problems, err := doc.Validate(); err != nil || len(problems) > 0 {
		t.Errorf("not valid: %v, %v", problems, err)
	}
}
