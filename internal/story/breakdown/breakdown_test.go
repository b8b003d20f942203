package breakdown

import (
	"context"
	"strings"
	"testing"
	"time"

	"backlot/film/screenplay"
	"backlot/internal/core/documents"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// desk is a production in memory with one scene and what a test does to it.
type desk struct {
	t      *testing.T
	ids    *graph.SequentialIDs
	m      *graph.Memory
	s      *service
	scene  graph.ID
	blocks map[string]graph.ID // by the first word of the text
}

var script = []screenplay.Block{
	{ID: "h1", Type: screenplay.SceneHeading, Text: "INT. LAMP ROOM - NIGHT", Number: "12"},
	{ID: "a1", Type: screenplay.Action, Text: "ADA lifts the brass lantern. A dog barks at the lantern. Rain hammers the glass."},
	{ID: "c1", Type: screenplay.Character, Text: "ADA"},
	{ID: "d1", Type: screenplay.Dialogue, Text: "Put the gun down."},
}

func newDesk(t *testing.T) *desk {
	ids := &graph.SequentialIDs{Prefix: 2}
	now := time.Date(2027, 3, 1, 8, 0, 0, 0, time.UTC)
	d := &desk{t: t, ids: ids, blocks: map[string]graph.ID{},
		m: graph.NewMemory(production.NewRegistry(), graph.Main(ids.NewID()), ids.NewID(), func() time.Time { return now })}
	d.s = &service{ids, func(graph.View) (*screenplay.Script, map[string]graph.ID, bool) {
		return &screenplay.Script{Schema: screenplay.Schema, Blocks: script}, d.blocks, true
	}}
	e := d.view().Edit(ids, "Script")
	draft := graph.Add(e, production.Draft{Name: "The Lamp", Type: "screenplay"})
	d.scene = graph.Add(e, production.Scene{Number: "12", Order: "1", Heading: script[0].Text, IntExt: "INT", SetName: "LAMP ROOM", TimeOfDay: "NIGHT",
		LengthEighths: 3, Draft: graph.To[production.Draft](draft)})
	for i, b := range script {
		d.blocks[b.ID] = graph.Add(e, production.Block{Draft: graph.To[production.Draft](draft), Scene: graph.To[production.Scene](d.scene),
			Order: string(rune('1' + i)), Type: string(b.Type), Text: b.Text, Anchor: b.ID})
	}
	d.commit(e.Change())
	return d
}

func (d *desk) view() graph.View { return d.m.Snapshot().View(graph.System) }

func (d *desk) commit(c graph.Change, err error) graph.Change {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
	if c, err = d.m.Commit(c, graph.ID{}); err != nil {
		d.t.Fatal(err)
	}
	return c
}

// span finds words in a paragraph, the nth time they stand there.
func (d *desk) span(block, words string, nth int) Span {
	text := script[map[string]int{"h1": 0, "a1": 1, "c1": 2, "d1": 3}[block]].Text
	at := 0
	for ; nth > 0; nth-- {
		at = strings.Index(text[at:], words) + at + len(words)
	}
	return Span{Block: graph.To[production.Block](d.blocks[block]), Start: at - len(words), End: at}
}

func (d *desk) names() string {
	d.t.Helper()
	sheet, err := SheetOf(d.view(), d.scene)
	if err != nil {
		d.t.Fatal(err)
	}
	var out []string
	for _, g := range sheet.Groups {
		for _, it := range g.Items {
			out = append(out, g.Category+":"+it.Name)
		}
	}
	return strings.Join(out, " ")
}

func TestTaggingWordsPutsTheElementIntoTheScene(t *testing.T) {
	d := newDesk(t)
	ctx := context.Background()
	d.commit(d.s.addTag(ctx, d.view(), tagIn{d.span("a1", "brass lantern", 1), Meaning{Category: "prop"}}))
	if got := d.names(); got != "prop:brass lantern" {
		t.Errorf("sheet %q", got)
	}
	_, err := d.s.addTag(ctx, d.view(), tagIn{d.span("a1", "brass lantern", 1), Meaning{Category: "prop", Name: "Brass Lantern"}})
	if err == nil || !strings.Contains(err.Error(), "already") {
		t.Errorf("tagging the same words alike: %v; want a refusal", err)
	}
}

func TestAnElementLeavesWithItsLastTag(t *testing.T) {
	d := newDesk(t)
	ctx := context.Background()
	d.commit(d.s.addTag(ctx, d.view(), tagIn{d.span("a1", "lantern", 1), Meaning{Category: "prop", Name: "Lantern"}}))
	d.commit(d.s.addTag(ctx, d.view(), tagIn{d.span("a1", "lantern", 2), Meaning{Category: "prop", Name: "LANTERN"}}))
	var tags []graph.ID
	for id := range graph.All[production.Tag](d.view()) {
		tags = append(tags, id)
	}
	if len(tags) != 2 {
		t.Fatalf("%d tags, want 2 on one element", len(tags))
	}
	d.commit(d.s.dropTag(ctx, d.view(), tagPath{graph.To[production.Tag](tags[0])}))
	if d.names() != "prop:Lantern" {
		t.Errorf("after the first tag went: %q", d.names())
	}
	last := d.commit(d.s.dropTag(ctx, d.view(), tagPath{graph.To[production.Tag](tags[1])}))
	if d.names() != "" {
		t.Errorf("after the last tag went: %q", d.names())
	}
	d.commit(graph.Revert(d.view(), d.ids, last, false))
	if d.names() != "prop:Lantern" {
		t.Errorf("after undo: %q", d.names())
	}
}

func TestASuggestionTurnedDownIsNotMadeAgain(t *testing.T) {
	d := newDesk(t)
	before := Suggest(d.view(), d.s.script, d.scene)
	var lamp *Suggestion
	for i := range before {
		if before[i].Name == "Lantern" {
			lamp = &before[i]
		}
	}
	if lamp == nil {
		t.Fatalf("no suggestion for the lantern in %+v", before)
	}
	d.commit(d.s.reject(context.Background(), d.view(), rejectIn{Span{graph.To[production.Block](lamp.Block), lamp.Start, lamp.End}, lamp.Category}))
	for _, s := range Suggest(d.view(), d.s.script, d.scene) {
		if s.Name == "Lantern" {
			t.Errorf("the lantern is suggested again: %+v", s)
		}
	}
}

func TestAcceptedSuggestionsAreOneChange(t *testing.T) {
	d := newDesk(t)
	var in tagsIn
	for _, s := range Suggest(d.view(), d.s.script, d.scene) {
		in.Tags = append(in.Tags, tagIn{Span{graph.To[production.Block](s.Block), s.Start, s.End}, Meaning{Name: s.Name, Category: s.Category}})
	}
	if len(in.Tags) < 2 {
		t.Fatalf("only %d suggestions", len(in.Tags))
	}
	d.commit(d.s.addTags(context.Background(), d.view(), in))
	if left := Suggest(d.view(), d.s.script, d.scene); len(left) != 0 {
		t.Errorf("suggestions left: %+v", left)
	}
}

func TestMergedElementsKeepEveryScene(t *testing.T) {
	d := newDesk(t)
	ctx := context.Background()
	d.commit(d.s.addTag(ctx, d.view(), tagIn{d.span("a1", "brass lantern", 1), Meaning{Category: "prop", Name: "Brass lantern"}}))
	d.commit(d.s.addTag(ctx, d.view(), tagIn{d.span("a1", "lantern", 2), Meaning{Category: "prop", Name: "Lantern"}}))
	ids := map[string]graph.ID{}
	for id, el := range graph.All[production.Element](d.view()) {
		ids[el.Name] = id
	}
	d.commit(d.s.merge(ctx, d.view(), mergeIn{graph.To[production.Element](ids["Brass lantern"]), graph.To[production.Element](ids["Lantern"])}))
	rows := Elements(d.view(), "prop")
	if len(rows) != 1 || rows[0].Name != "Lantern" || len(rows[0].Scenes) != 1 || !rows[0].Aliases["BRASS LANTERN"] {
		t.Errorf("elements %+v; want one Lantern, also called BRASS LANTERN, in one scene", rows)
	}
}

func TestASpanOutsideTheParagraphIsRefusedWithItsPlace(t *testing.T) {
	d := newDesk(t)
	_, err := d.s.addTag(context.Background(), d.view(), tagIn{Span{graph.To[production.Block](d.blocks["c1"]), 2, 9}, Meaning{Category: "prop"}})
	if err == nil || !strings.Contains(err.Error(), "0 to 3") {
		t.Errorf("err = %v; want the characters the paragraph has", err)
	}
}

func TestSheetsAreTheSameBytesTwice(t *testing.T) {
	d := newDesk(t)
	d.commit(d.s.addTag(context.Background(), d.view(), tagIn{d.span("a1", "brass lantern", 1), Meaning{Category: "prop"}}))
	for _, doc := range Slice(d.ids, d.s.script).Documents {
		for _, format := range doc.Formats {
			var prints [2]string
			for i := range prints {
				f, err := doc.Draw(d.view(), d.scene, format, documents.Recipient{})
				if err != nil {
					t.Fatalf("%s as %s: %v", doc.Name, format, err)
				}
				prints[i] = string(f.Body)
			}
			if prints[0] == "" || prints[0] != prints[1] {
				t.Errorf("%s as %s differs between two prints", doc.Name, format)
			}
		}
	}
}

func TestARemovedUseIsAConsequenceForItsDepartment(t *testing.T) {
	d := newDesk(t)
	ctx := context.Background()
	d.commit(d.s.addUse(ctx, d.view(), addUseIn{Scene: graph.To[production.Scene](d.scene), Meaning: Meaning{Category: "prop", Name: "Log book"}}))
	var use graph.ID
	for id := range graph.All[production.Use](d.view()) {
		use = id
	}
	c, err := d.s.dropUse(ctx, d.view(), usePath{graph.To[production.Use](use)})
	if err != nil {
		t.Fatal(err)
	}
	after, err := d.m.Snapshot().With(c, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := graph.Consequences(Slice(d.ids, d.s.script).Derivations, d.view(), after.View(graph.System), c)
	if err != nil || len(got) != 1 || got[0].Who[0] != "Property" || !strings.Contains(got[0].What, "Log book is no longer needed in") {
		t.Errorf("consequences %+v, %v", got, err)
	}
}
