package seed

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"testing"
	"time"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

func generate(t testing.TB, size Size, number uint64) (graph.View, []graph.Change) {
	t.Helper()
	p := New(size, number)
	m := graph.NewMemory(production.NewRegistry(), graph.Main(p.ID), graph.ID{}, time.Now)
	err := p.Changes(context.Background(), production.NewRegistry(), func(c graph.Change) error {
		_, err := m.Commit(c, graph.ID{})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m.Snapshot().View(graph.System), m.Changes()
}

func counts(v graph.View) map[graph.Kind]int {
	n := map[graph.Kind]int{}
	for _, k := range v.Registry().All() {
		for range v.Records(k.Kind) {
			n[k.Kind]++
		}
	}
	return n
}

func TestSizes(t *testing.T) {
	for _, tt := range []struct {
		name string
		size Size
	}{{"a twentieth of a feature", Feature().Times(0.05)}, {"a fiftieth of a season", Season().Times(0.02)}} {
		t.Run(tt.name, func(t *testing.T) {
			v, _ := generate(t, tt.size, 7)
			n := counts(v)
			for kind, want := range map[graph.Kind]int{"scene": tt.size.Scenes, "use": tt.size.Uses, "shoot_day": tt.size.UnitDays, "take": tt.size.Takes, "clip": tt.size.Clips, "version": tt.size.Versions, "work_order": tt.size.Shots} {
				if n[kind] != want {
					t.Errorf("%d records of %s; want %d", n[kind], kind, want)
				}
			}
			if low := tt.size.Elements * 9 / 10; n["element"] < low || n["element"] > tt.size.Elements*11/10+40 {
				t.Errorf("%d elements; want about %d", n["element"], tt.size.Elements)
			}
		})
	}
}

// No scene is strange: it has a set, people, a length and a place on the first board.
func TestScenesAreBelievable(t *testing.T) {
	size := Feature().Times(0.1)
	size.Takes, size.Clips, size.Shots, size.Versions = 20, 40, 5, 10 // scenes matter here
	v, _ := generate(t, size, 3)
	cast := map[graph.ID]int{}
	for _, u := range graph.All[production.Use](v) {
		if e, ok := graph.Get[production.Element](v, u.Element.ID); ok && e.Category == "character" {
			cast[u.Scene.ID]++
		}
	}
	eighths := 0
	for id, s := range graph.All[production.Scene](v) {
		if cast[id] == 0 || s.Set.IsZero() || s.LengthEighths < 1 {
			t.Errorf("scene %s: %d characters, set %v, %d eighths", s.Number, cast[id], s.Set, s.LengthEighths)
		}
		eighths += int(s.LengthEighths)
	}
	if eighths < 5*8 || eighths > 20*8 {
		t.Errorf("13 scenes are %d eighths; want about a page each", eighths)
	}
}

func TestSameNumberSameProduction(t *testing.T) {
	strip := func(cs []graph.Change) []byte {
		for i := range cs {
			cs[i].Clock, cs[i].Seq = graph.Clock{}, 0
		}
		b, err := json.Marshal(cs)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	size := Feature().Times(0.02)
	_, a := generate(t, size, 11)
	_, b := generate(t, size, 11)
	_, c := generate(t, size, 12)
	if string(strip(a)) != string(strip(b)) {
		t.Error("two makes of one number differ")
	}
	if string(strip(a)) == string(strip(c)) {
		t.Error("two numbers give one production")
	}
}

func TestStudioHasDistinctNamesAndIDs(t *testing.T) {
	names, ids := map[string]bool{}, map[graph.ID]bool{}
	for _, p := range Studio(300, 1, 1) {
		names[p.Name], ids[p.ID] = true, true
	}
	if len(names) != 300 || len(ids) != 300 {
		t.Errorf("%d names and %d ids of 300 (%v)", len(names), len(ids), slices.Sorted(maps.Keys(names))[:3])
	}
}
