package adaptation

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"backlot/film/civil"
	"backlot/film/source"
	"backlot/internal/core/graph"
	"backlot/internal/core/graph/graphtest"
	"backlot/internal/core/production"
)

const book = `# The Light

## One

My father went out in the storm. Ada counted one two three four. He did not come home.

## Two

Ada forged his name in the log. The L leaned. Uncle Peder came with a ham and a teacher.

## Three

The inspector had a glass. The chain parted at ten and the sea came up the tower.
`

// drawer is where files are kept: a map.
type drawer map[string][]byte

func (d drawer) Keep(_ context.Context, r io.Reader) (string, error) {
	b, err := io.ReadAll(r)
	id := fmt.Sprintf("file-%x", len(d)+1)
	for have, body := range d {
		if bytes.Equal(body, b) {
			id = have
		}
	}
	d[id] = b
	return id, err
}

func (d drawer) Open(_ context.Context, id string) (io.ReadCloser, error) {
	b, ok := d[id]
	if !ok {
		return nil, fmt.Errorf("no file %s", id)
	}
	return io.NopCloser(bytes.NewReader(b)), nil
}

// sample is a production with a book of three chapters and a script of four scenes.
type sample struct {
	t   *testing.T
	m   *graph.Memory
	s   *service
	ids graph.IDs
	src graph.ID
}

func newSample(t *testing.T) *sample {
	t.Helper()
	x := &sample{t: t, ids: graphtest.IDs()}
	x.s = &service{ids: x.ids, files: drawer{}, shelf: &shelf{books: map[string]*source.Text{}}}
	x.m = graphtest.Parse(t, []byte(`{"records": [
		{"id": "title", "kind": "title", "fields": {"name": "The Light", "format": "feature", "photography_start": "2027-02-22"}},
		{"id": "s1", "kind": "scene", "fields": {"number": "1", "order": "A", "heading": "INT. KITCHEN - DAY", "length_eighths": 8}},
		{"id": "s2", "kind": "scene", "fields": {"number": "2", "order": "B", "heading": "EXT. SEA - NIGHT", "length_eighths": 4}},
		{"id": "s3", "kind": "scene", "fields": {"number": "3", "order": "C", "heading": "INT. LAMP ROOM - NIGHT", "length_eighths": 12}},
		{"id": "s4", "kind": "scene", "fields": {"number": "4", "order": "D", "heading": "EXT. QUAY - DAWN", "length_eighths": 2}},
		{"id": "ada", "kind": "element", "fields": {"name": "Ada", "category": "character"}},
		{"id": "boy", "kind": "element", "fields": {"name": "Small boy", "category": "character"}},
		{"id": "use1", "kind": "use", "fields": {"scene": "s1", "element": "ada"}},
		{"id": "use2", "kind": "use", "fields": {"scene": "s4", "element": "boy"}},
		{"id": "lane", "kind": "lane", "fields": {"name": "Act one", "order": "A"}},
		{"id": "card", "kind": "card", "fields": {"title": "The fleet comes home", "text": "All of them", "lane": "lane", "order": "A", "status": "in"}}
	]}`))
	x.land(x.s.add(context.Background(), x.view(), importIn{bookFile: bookFile{"light.md", []byte(book)}, Type: "novel", People: []string{"Ada", "Uncle Peder"}}))
	for id := range graph.All[production.Source](x.view()) {
		x.src = id
	}
	return x
}

func (x *sample) view() graph.View { return x.m.Snapshot().View(graph.System) }

func (x *sample) in() sourceIn { return sourceIn{graph.To[production.Source](x.src)} }

// land makes a change, or fails the test.
func (x *sample) land(c graph.Change, err error) graph.Change {
	x.t.Helper()
	if err != nil {
		x.t.Fatal(err)
	}
	if _, err := x.m.Commit(c, graph.ID{}); err != nil {
		x.t.Fatal(err)
	}
	return c
}

// weigh gives the consequences of a change that does not land.
func (x *sample) weigh(a graph.Audience, c graph.Change, err error) []graph.Consequence {
	x.t.Helper()
	if err != nil {
		x.t.Fatal(err)
	}
	before := x.m.Snapshot()
	after, err := before.With(c, nil)
	if err != nil {
		x.t.Fatal(err)
	}
	out, err := graph.Consequences([]graph.Derivation{mapDerivation, rightsDerivation}, before.View(a), after.View(a), c)
	if err != nil {
		x.t.Fatal(err)
	}
	return out
}

// passage anchors the words of the book and gives the passage's id.
func (x *sample) passage(chapter int, words string) graph.ID {
	x.t.Helper()
	_, t, err := x.s.sourceOf(context.Background(), x.view(), x.src)
	if err != nil {
		x.t.Fatal(err)
	}
	text := t.Chapters[chapter-1].Text
	at := strings.Index(text, words)
	if at < 0 {
		x.t.Fatalf("chapter %d does not say %q", chapter, words)
	}
	start := len([]rune(text[:at]))
	have := x.passages()
	x.land(x.s.addPassage(context.Background(), x.view(), passageIn{sourceIn: x.in(), Chapter: chapter, Start: start, End: start + len([]rune(words))}))
	for id := range x.passages() {
		if _, old := have[id]; !old {
			return id
		}
	}
	x.t.Fatal("no passage was made")
	return graph.ID{}
}

func (x *sample) passages() map[graph.ID]production.Passage {
	out := map[graph.ID]production.Passage{}
	for id, p := range graph.All[production.Passage](x.view()) {
		out[id] = p
	}
	return out
}

func (x *sample) say(change, scene, reason string, passages ...graph.ID) {
	x.t.Helper()
	in := verdictIn{Passages: passages, Change: change, Reason: reason}
	if scene != "" {
		in.Scene = graphtest.ID(scene)
	}
	x.land(x.s.judge(context.Background(), x.view(), in))
}

func (x *sample) coverage() Coverage {
	x.t.Helper()
	c, err := x.s.coverage(context.Background(), x.view(), x.in())
	if err != nil {
		x.t.Fatal(err)
	}
	return c
}

func (x *sample) row(id graph.ID) PassageRow {
	x.t.Helper()
	for _, p := range mapOf(x.view(), x.src).passages {
		if p.ID == id {
			return p
		}
	}
	x.t.Fatal("the passage is not on the map")
	return PassageRow{}
}

// says gives the consequence that holds a text.
func says(t *testing.T, list []graph.Consequence, text string) graph.Consequence {
	t.Helper()
	var all []string
	for _, c := range list {
		if strings.Contains(c.What, text) {
			return c
		}
		all = append(all, c.What)
	}
	t.Fatalf("no consequence says %q; got %q", text, all)
	return graph.Consequence{}
}

func silent(list []graph.Consequence, text string) bool {
	return !slices.ContainsFunc(list, func(c graph.Consequence) bool { return strings.Contains(c.What, text) })
}

func day(s string) civil.Date { return civil.MustParse(s) }
