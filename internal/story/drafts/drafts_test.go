package drafts_test

import (
	"strings"
	"testing"
	"time"

	"backlot/film/screenplay"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/story/drafts"
)

const first = `Title: The Salt Road
Author: A. Writer

INT. KITCHEN - DAY #1#

MARA lights the stove with a brass lighter.

MARA
It never starts.

EXT. QUAY - NIGHT #2#

The ferry is late. TOM waits under the lamp.

TOM
(to himself)
Any minute.

INT. KITCHEN - LATER #3#

Mara and Tom eat in silence.
`

// desk is a production in memory with what a test does to it.
type desk struct {
	t   *testing.T
	ids *graph.SequentialIDs
	m   *graph.Memory
}

func newDesk(t *testing.T) *desk {
	ids := &graph.SequentialIDs{Prefix: 1}
	now := time.Date(2027, 3, 1, 8, 0, 0, 0, time.UTC)
	return &desk{t, ids, graph.NewMemory(production.NewRegistry(), graph.Main(ids.NewID()), ids.NewID(), func() time.Time { return now })}
}

func (d *desk) view() graph.View { return d.m.Snapshot().View(graph.System) }

func (d *desk) commit(e *graph.Edit) {
	d.t.Helper()
	c, err := e.Change()
	if err != nil {
		d.t.Fatal(err)
	}
	if _, err := d.m.Commit(c, graph.ID{}); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) importText(text string) graph.ID {
	d.t.Helper()
	script, err := screenplay.Read(strings.NewReader(text), "salt-road.fountain", screenplay.Limits{})
	if err != nil {
		d.t.Fatal(err)
	}
	e := d.view().Edit(d.ids, "Import")
	id, err := drafts.Import(e, d.view(), script, drafts.Options{})
	if err != nil {
		d.t.Fatal(err)
	}
	d.commit(e)
	return id
}

func TestFirstImportMakesScenesCastAndSets(t *testing.T) {
	d := newDesk(t)
	d.importText(first)
	scenes := drafts.Scenes(d.view())
	var got []string
	for _, s := range scenes {
		got = append(got, s.Number+" "+s.IntExt+" "+s.SetName+" "+s.TimeOfDay+" "+s.LengthEighths.String())
	}
	want := "1 INT KITCHEN DAY 1/8|2 EXT QUAY NIGHT 1/8|3 INT KITCHEN NIGHT 1/8"
	if strings.Join(got, "|") != want {
		t.Errorf("scenes %q, want %q", strings.Join(got, "|"), want)
	}
	if scenes[0].Set != scenes[2].Set || scenes[0].Set.IsZero() {
		t.Error("KITCHEN - DAY and KITCHEN - LATER are not one set")
	}
	cast := map[string]int{}
	for _, u := range graph.All[production.Use](d.view()) {
		el, _ := graph.Get[production.Element](d.view(), u.Element.ID)
		cast[el.Name]++
	}
	if cast["MARA"] != 2 || cast["TOM"] != 2 {
		t.Errorf("scenes with MARA and TOM: %v, want 2 each: both are in the last scene without a line", cast)
	}
}

func TestTheSameDraftAgainChangesNothing(t *testing.T) {
	d := newDesk(t)
	a := d.importText(first)
	before := drafts.Scenes(d.view())
	b := d.importText(first)
	changes, err := drafts.Compare(d.view(), graph.ID{}, b)
	if err != nil || changes.From != a || len(changes.Scenes) != 0 || len(changes.Front) != 0 {
		t.Errorf("changes %+v, %v; want none", changes, err)
	}
	after := drafts.Scenes(d.view())
	if len(after) != len(before) {
		t.Fatalf("%d scenes, were %d", len(after), len(before))
	}
	for i := range after {
		if after[i].ID != before[i].ID || after[i].TextHash != before[i].TextHash {
			t.Errorf("scene %s is another record or text", after[i].Number)
		}
	}
}

func TestTagsFollowTheirWordsAndSayWhenTheyAreGone(t *testing.T) {
	d := newDesk(t)
	draft := d.importText(first)
	e := d.view().Edit(d.ids, "Tag")
	lighter := graph.Add(e, production.Element{Name: "Brass lighter", Category: "prop"})
	lamp := graph.Add(e, production.Element{Name: "Lamp", Category: "set_dressing"})
	tags := map[string]graph.ID{}
	for _, b := range drafts.Blocks(d.view(), draft) {
		for words, el := range map[string]graph.ID{"brass lighter": lighter, "lamp": lamp} {
			if at := strings.Index(b.Text, words); at >= 0 {
				tags[words] = graph.Add(e, production.Tag{Block: graph.To[production.Block](b.ID), StartRune: at, EndRune: at + len(words), Text: words,
					Element: graph.To[production.Element](el), Status: "accepted"})
			}
		}
	}
	d.commit(e)
	next := strings.Replace(first, "MARA lights the stove with a brass lighter.", "It is cold. MARA lights the old stove with a brass lighter.", 1)
	next = strings.Replace(next, "TOM waits under the lamp.", "TOM waits in the dark.", 1)
	second := d.importText(next)

	kept, _ := graph.Get[production.Tag](d.view(), tags["brass lighter"])
	block, ok := graph.Get[production.Block](d.view(), kept.Block.ID)
	if !ok || block.Draft.ID != second || kept.Status != "accepted" || string([]rune(block.Text)[kept.StartRune:kept.EndRune]) != "brass lighter" {
		t.Errorf("tag %+v in %q; want it on the same words of the new draft", kept, block.Text)
	}
	lost, _ := graph.Get[production.Tag](d.view(), tags["lamp"])
	if lost.Status != "lost" {
		t.Errorf("the tag on words that are gone is %q, want lost", lost.Status)
	}
}

func TestASceneTakenOutKeepsItsNumber(t *testing.T) {
	d := newDesk(t)
	d.importText(first)
	quay := drafts.Scenes(d.view())[1]
	from := strings.Index(first, "EXT. QUAY")
	to := strings.Index(first, "INT. KITCHEN - LATER")
	d.importText(first[:from] + first[to:])
	sc, ok := graph.Get[production.Scene](d.view(), quay.ID)
	if !ok || !sc.Omitted || sc.Number != "2" {
		t.Errorf("scene 2 is %+v; want it omitted under its number", sc)
	}
}

func TestAFileWithoutScenesIsRefused(t *testing.T) {
	d := newDesk(t)
	script, err := screenplay.Read(strings.NewReader("Dear Mara,\n\nthe ferry is late.\n"), "letter.txt", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = drafts.Import(d.view().Edit(d.ids, "Import"), d.view(), script, drafts.Options{})
	if err == nil || !strings.Contains(err.Error(), "INT. KITCHEN - DAY") {
		t.Errorf("err = %v; want one that says what a scene heading looks like", err)
	}
}

func TestOnlyRevisedPagesTakeTheColourOfTheRevision(t *testing.T) {
	d := newDesk(t)
	d.importText(first)
	script, err := screenplay.Read(strings.NewReader(strings.Replace(first, "Any minute.", "Any minute now.", 1)), "blue.fountain", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	e := d.view().Edit(d.ids, "Import")
	blue, err := drafts.Import(e, d.view(), script, drafts.Options{Version: "Blue", RevisionColor: "blue"})
	if err != nil {
		t.Fatal(err)
	}
	d.commit(e)
	pages, err := drafts.PagesOf(d.view(), blue)
	if err != nil {
		t.Fatal(err)
	}
	var marked []string
	for _, p := range pages.Pages {
		for _, l := range p.Lines {
			if l.Mark != "" {
				marked = append(marked, l.Text)
			}
		}
	}
	if len(marked) != 1 || marked[0] != "Any minute now." || pages.Colors[pages.Pages[0].Revision] != "blue" {
		t.Errorf("lines with a mark %q, page revision %q, colours %v; want one line, on blue", marked, pages.Pages[0].Revision, pages.Colors)
	}
}

func TestNewPagesOfASealedSceneAreSealed(t *testing.T) {
	d := newDesk(t)
	d.importText(first)
	quay := drafts.Scenes(d.view())[1]
	secret := d.ids.NewID()
	e := d.view().Edit(d.ids, "Seal the quay")
	e.Seal(quay.ID, secret, production.Scene{Number: "2", Order: quay.Order, Heading: "WITHHELD", LengthEighths: 1})
	d.commit(e)
	second := d.importText(strings.Replace(first, "Any minute.", "The keeper is alive.", 1))
	uncleared := d.m.Snapshot().View(graph.Audience{})
	for _, b := range drafts.Blocks(uncleared, second) {
		if strings.Contains(b.Text, "keeper") || strings.Contains(b.Text, "QUAY") {
			t.Errorf("an uncleared reader reads %q", b.Text)
		}
	}
	if got := drafts.Scenes(uncleared)[1].Heading; got != "WITHHELD" {
		t.Errorf("scene 2 is %q to the uncleared, want its alias", got)
	}
}
