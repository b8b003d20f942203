package adaptation

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"backlot/internal/core/access"
	"backlot/internal/core/documents"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/graph/graphtest"
	"backlot/internal/core/production"
	"backlot/internal/core/web"
)

func TestRoutesMount(t *testing.T) {
	s := Slice(&graph.SequentialIDs{}, drawer{})
	if _, err := access.NewPolicy(s.Rights); err != nil {
		t.Fatal(err)
	}
	m := web.New(web.Config{Registry: production.NewRegistry(), IDs: &graph.SequentialIDs{}})
	s.Routes(m)
	own := 0
	for _, r := range m.Routes() {
		if strings.HasPrefix(r.Right, "adaptation.") {
			own++
			if r.Summary == "" {
				t.Errorf("%s %s has no summary", r.Method, r.Path)
			}
		}
	}
	if own != 34 {
		t.Errorf("%d routes with a right of the slice; want 34", own)
	}
}

func TestImportingABook(t *testing.T) {
	x := newSample(t)
	src, _ := graph.Get[production.Source](x.view(), x.src)
	if src.Name != "The Light" || src.Words != 54 || src.TextHash == "" || src.OriginalHash == "" {
		t.Errorf("source %+v", src)
	}
	people := map[string]graph.ID{}
	for _, p := range graph.All[production.SourcePerson](x.view()) {
		people[p.Name] = p.Element.ID
	}
	if len(people) != 2 || people["Ada"] != graphtest.ID("ada") || !people["Uncle Peder"].IsZero() {
		t.Errorf("people %v; want Ada who is the script's Ada, and Uncle Peder", people)
	}
	_, err := x.s.add(context.Background(), x.view(), importIn{bookFile: bookFile{"again.md", []byte(book)}, Type: "novel"})
	if fault.KindOf(err) != fault.Conflict {
		t.Errorf("importing the same text again: %v; want a conflict", err)
	}
	if _, err := (bookFile{"x.txt", []byte("\x00\x01")}).read(); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a binary file: %v; want an invalid input", err)
	}
}

func TestVerdicts(t *testing.T) {
	x := newSample(t)
	p := x.passage(2, "The L leaned.")
	if got := x.row(p).Verdict; got != open {
		t.Errorf("before anybody spoke: %s", got)
	}
	x.say("merged", "s1", "", p)
	x.say("kept", "s3", "Word for word.", p)
	if r := x.row(p); r.Verdict != "kept" || len(r.Links) != 2 {
		t.Errorf("in two scenes: %s with %d links; want kept, the strongest, with 2", r.Verdict, len(r.Links))
	}
	x.say("changed", "s3", "", p)
	if r := x.row(p); r.Verdict != "changed" || len(r.Links) != 2 || r.Links[1].Reason != "Word for word." {
		t.Errorf("said again of the same scene: %+v; want the link changed, its reason kept", r)
	}
	x.say("cut", "", "No room.", p)
	if r := x.row(p); r.Verdict != "cut" || len(r.Links) != 1 {
		t.Errorf("cut: %s with %d links; want cut alone", r.Verdict, len(r.Links))
	}
	x.say("kept", "s1", "", p)
	if r := x.row(p); r.Verdict != "kept" || len(r.Links) != 1 {
		t.Errorf("back again: %s with %d links; want kept alone", r.Verdict, len(r.Links))
	}
}

func TestVerdictsRefused(t *testing.T) {
	x := newSample(t)
	p := x.passage(2, "The L leaned.")
	x.say("kept", "s1", "", p)
	for _, tt := range []struct {
		name, want string
		in         verdictIn
	}{
		{"kept nowhere", "name the scene", verdictIn{Passages: []graph.ID{p}, Change: "kept"}},
		{"kept in a scene that is not there", "no scene", verdictIn{Passages: []graph.ID{p}, Change: "kept", Scene: graphtest.ID("nowhere")}},
		{"nothing kept", "no passage", verdictIn{Change: "kept", Scene: graphtest.ID("s1")}},
		{"an invented passage", "comes from no passage", verdictIn{Passages: []graph.ID{p}, Change: "invented", Scene: graphtest.ID("s2")}},
		{"an invented scene that tells the book", "tells passages", verdictIn{Change: "invented", Scene: graphtest.ID("s1")}},
	} {
		e := x.view().Edit(x.ids, "x")
		if err := judge(e, x.view(), tt.in); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v; want an error that says %q", tt.name, err, tt.want)
		}
	}
}

func TestABeatStandsForTheSceneThatGrowsOutOfIt(t *testing.T) {
	x := newSample(t)
	p := x.passage(3, "the sea came up the tower")
	x.land(x.s.judge(context.Background(), x.view(), verdictIn{Passages: []graph.ID{p}, Change: "kept", Card: graphtest.ID("card")}))
	if l := x.row(p).Links[0]; l.Beat != "The fleet comes home" || l.Number != "" {
		t.Errorf("link %+v; want the beat's words", l)
	}
	e := x.view().Edit(x.ids, "The beat becomes scene 3")
	graph.Add(e, production.CardLink{Card: graph.To[production.Card](graphtest.ID("card")), To: graph.To[graph.Any](graphtest.ID("s3"))})
	x.land(e.Change())
	if l := x.row(p).Links[0]; l.Number != "3" {
		t.Errorf("link %+v; want scene 3", l)
	}
}

func TestCoverageCountsWords(t *testing.T) {
	x := newSample(t)
	kept, cut := x.passage(2, "Ada forged his name in the log."), x.passage(2, "Uncle Peder came with a ham and a teacher.")
	x.passage(1, "He did not come home.")
	x.say("kept", "s1", "", kept)
	x.say("cut", "", "", cut)
	c := x.coverage()
	if want := (Shares{Kept: 7, Cut: 9, Open: 5, Empty: 33}); c.Total != want {
		t.Errorf("total %+v; want %+v", c.Total, want)
	}
	if got, want := fmt.Sprint(c.Chapters[1].Runs), "[{kept 7} {empty 3} {cut 9}]"; got != want {
		t.Errorf("chapter two %s; want %s", got, want)
	}
	// Words that two passages hold count once, as the stronger says.
	x.say("cut", "", "", x.passage(2, "his name in the log. The L leaned."))
	if got, want := x.coverage().Chapters[1].Shares, (Shares{Kept: 7, Cut: 12}); got != want {
		t.Errorf("with a passage over another: %+v; want %+v", got, want)
	}
	if got, want := c.Runtime, (Runtime{FromSource: 60, Candidates: 18 * 60 / 8}); got != want {
		t.Errorf("runtime %+v; want %+v: a page is a minute", got, want)
	}
}

func TestPeopleAreCountedWhereTheyAreNamed(t *testing.T) {
	x := newSample(t)
	x.say("kept", "s1", "", x.passage(2, "Ada forged his name in the log."))
	c := x.coverage()
	var got []string
	for _, p := range c.People {
		got = append(got, fmt.Sprintf("%s %s %d %v kept %d, %d scenes", p.Name, p.Fate, p.Mentions, p.Chapters, p.Shares.Kept, p.Scenes))
	}
	if want := "Ada kept 2 [1 2] kept 1, 1 scenes; Uncle Peder open 1 [2] kept 0, 0 scenes"; strings.Join(got, "; ") != want {
		t.Errorf("people %q; want %q", strings.Join(got, "; "), want)
	}
	if fmt.Sprint(c.NewFaces) != "[Small boy]" {
		t.Errorf("new faces %v; want the boy who is in no book", c.NewFaces)
	}
}

func TestOrderOfEvents(t *testing.T) {
	x := newSample(t)
	x.say("moved", "s4", "", x.passage(1, "My father went out in the storm."))
	x.say("kept", "s1", "", x.passage(2, "Ada forged his name in the log."))
	x.say("kept", "s3", "", x.passage(3, "The chain parted at ten"))
	var got []string
	for _, e := range x.coverage().Events {
		got = append(got, fmt.Sprintf("%s %v", e.Scene, e.Moved))
	}
	if want := "4 true, 1 false, 3 false"; strings.Join(got, ", ") != want {
		t.Errorf("events %q; want %q: the one that goes back is moved", strings.Join(got, ", "), want)
	}
}

func TestOmittingASceneLosesItsPassages(t *testing.T) {
	x := newSample(t)
	alone, twice := x.passage(2, "Ada forged his name in the log."), x.passage(2, "The L leaned.")
	x.say("kept", "s1", "", alone, twice)
	x.say("kept", "s3", "", twice)
	e := x.view().Edit(x.ids, "Omit scene 1")
	graph.Update(e, graphtest.ID("s1"), func(s *production.Scene) { s.Omitted = true })
	change, err := e.Change()
	got := says(t, x.weigh(graph.System, change, err), "Scene 1 is omitted")
	if want := "Scene 1 is omitted: 1 passage of The Light (7 words) told nowhere else now"; got.What != want || got.Severity != graph.Warn || len(got.Why) != 2 {
		t.Errorf("%+v; want %q with the scene and the passage", got, want)
	}
	x.land(change, nil)
	if r := x.row(alone); r.Verdict != open || !r.Links[0].Omitted || x.row(twice).Verdict != "kept" {
		t.Errorf("%+v; want it open, its link saying that the scene is omitted", r)
	}
}

func TestMovingASceneChangesTheOrder(t *testing.T) {
	x := newSample(t)
	x.say("kept", "s1", "", x.passage(1, "My father went out"))
	x.say("kept", "s2", "", x.passage(2, "The L leaned."))
	e := x.view().Edit(x.ids, "Put scene 1 at the end")
	graph.Update(e, graphtest.ID("s1"), func(s *production.Scene) { s.Order = "Z" })
	change, err := e.Change()
	says(t, x.weigh(graph.System, change, err), "1 passage of The Light now stand out of the book's order instead of 0")
}

func TestANewEditionKeepsPassagesOnTheirWords(t *testing.T) {
	x := newSample(t)
	kept, gone := x.passage(2, "Ada forged his name in the log."), x.passage(2, "Uncle Peder came with a ham and a teacher.")
	x.say("kept", "s1", "", kept)
	x.say("cut", "", "", gone)
	next := strings.Replace(strings.Replace(book, "## One", "## Before\n\nA new beginning of a few words.\n\n## One", 1), "Uncle Peder came with a ham and a teacher.", "Nobody came.", 1)
	change, err := x.s.edition(context.Background(), x.view(), editionIn{Source: x.in().Source, bookFile: bookFile{"light2.md", []byte(next)}, Edition: "2nd"})
	says(t, x.weigh(graph.System, change, err), "The words of 1 passage are gone from the new edition")
	if want := "Read a new edition of The Light: 1 passage found, 1 lost"; change.Cause != want {
		t.Errorf("cause %q; want %q", change.Cause, want)
	}
	x.land(change, err)
	if p := x.row(kept); p.Chapter != 3 || p.Lost || p.Verdict != "kept" || p.Locator != "ch. 3, ¶ 1" {
		t.Errorf("%+v; want it in chapter 3, still kept", p)
	}
	if p := x.row(gone); !p.Lost || p.Verdict != "cut" || !strings.Contains(p.Quote, "ham") {
		t.Errorf("%+v; want it lost, with its quote and verdict", p)
	}
	// Anchored anew it is no longer lost.
	x.land(x.s.patchPassage(context.Background(), x.view(), patchPassageIn{Passage: graph.To[production.Passage](gone), Chapter: 3, Start: 46, End: 58}))
	if p := x.row(gone); p.Lost || p.Quote != "Nobody came." {
		t.Errorf("%+v; want it on the new words", p)
	}
}

func TestAComicIsAnchoredByHand(t *testing.T) {
	x := newSample(t)
	ctx := context.Background()
	x.land(x.s.addByHand(ctx, x.view(), byHandIn{Name: "Half a Boat", Type: "comic", Author: "I. Aasen"}))
	for id, s := range graph.All[production.Source](x.view()) {
		if s.Type == "comic" {
			x.src = id
		}
	}
	for _, in := range []panelsIn{{Page: 12, Panel: 3, PanelTo: 5, Issue: "No. 1", Summary: "The boat"}, {Page: 2, Issue: "No. 1", Summary: "The light"}, {Page: 1, Panel: 1, Issue: "No. 2", Summary: "The end"}} {
		in.sourceIn = x.in()
		x.land(x.s.addPanels(ctx, x.view(), in))
	}
	var got []string
	for _, p := range mapOf(x.view(), x.src).passages {
		got = append(got, p.Locator)
	}
	if want := "No. 1, p. 2; No. 1, p. 12, panels 3–5; No. 2, p. 1, panel 1"; strings.Join(got, "; ") != want {
		t.Errorf("passages %q; want %q", strings.Join(got, "; "), want)
	}
	if c := x.coverage(); c.Counted != "passages" || len(c.Chapters) != 2 || c.Total.Open != 3 {
		t.Errorf("coverage %+v; want 3 open passages in two issues", c)
	}
	if _, err := x.s.addPanels(ctx, x.view(), panelsIn{sourceIn: x.in(), Page: 1, Panel: 5, PanelTo: 2, Summary: "x"}); err == nil {
		t.Error("panels 5 to 2 were taken")
	}
}

func TestFidelityReport(t *testing.T) {
	x := newSample(t)
	x.say("kept", "s1", "Word for word.", x.passage(2, "Ada forged his name in the log."))
	x.land(x.s.judge(context.Background(), x.view(), verdictIn{Change: "invented", Scene: graphtest.ID("s4"), Reason: "The quay."}))
	doc, err := x.s.describeFidelity(x.view(), x.src)
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range []documents.Format{documents.AsPDF, documents.AsXLSX, documents.AsHTML} {
		file, err := documents.Render(doc, format, documents.Recipient{})
		if err != nil || len(file.Findings) > 0 {
			t.Errorf("%s: %v, findings %v", format, err, file.Findings)
		}
		for _, want := range []string{"Word for word.", "The quay.", "13 %", "Small boy"} {
			if format == documents.AsHTML && !strings.Contains(string(file.Body), want) {
				t.Errorf("the report does not say %q", want)
			}
		}
	}
}
