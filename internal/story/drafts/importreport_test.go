package drafts

import (
	"strconv"
	"strings"
	"testing"

	"backlot/film/screenplay"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

func read(t *testing.T, name, text string) *screenplay.Script {
	t.Helper()
	s, err := screenplay.Read(strings.NewReader(text), name, screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTheReportSaysWhatADropWouldChange(t *testing.T) {
	o := newOffice(t)
	first := reportOf(o.view(ylva), read(t, "salt.fountain", saltRoad))
	if first.Next || first.Scenes != 2 || first.Characters != 2 || first.Pages != 1 || first.Title != "The Salt Road" || first.Proposal.RevisionColor != "white" {
		t.Errorf("first drop: %+v", first)
	}
	o.script("salt.fountain", saltRoad)
	if again := reportOf(o.view(ylva), read(t, "salt.fountain", saltRoad)); !again.Changes.Same || len(again.Changes.Counts) != 0 || again.Changes.Kept != 2 {
		t.Errorf("the same file again changes %+v; want nothing at all", again.Changes)
	}
	blue := strings.Replace(saltRoad, "Any minute.", "Any minute now. [[Too long?]]", 1) + "\nEXT. SEA - NIGHT #2A#\n\nNothing.\n"
	r := reportOf(o.view(ylva), read(t, "blue.fountain", strings.Replace(blue, "Title: The Salt Road\n", "Title: The Salt Road\nDraft date: March 3, 2027\n", 1)))
	if r.Changes.Same || r.Changes.Counts["added"] != 1 || r.Changes.Counts["edited"] != 1 || r.Changes.Kept != 1 || r.Notes != 1 || r.From != "Draft 1" {
		t.Errorf("the blue pages change %+v, %d notes, from %q; want one scene added, one edited, one kept", r.Changes, r.Notes, r.From)
	}
	if r.Proposal.Date.String() != "2027-03-03" {
		t.Errorf("date proposed %q", r.Proposal.Date)
	}
}

func TestTheNextColourOfTheLadderIsProposed(t *testing.T) {
	o := newOffice(t)
	white := o.script("white.fountain", saltRoad)
	changed := read(t, "next.fountain", strings.Replace(saltRoad, "Any minute.", "Any minute now.", 1))
	if p := reportOf(o.view(ylva), changed).Proposal; p.RevisionColor != "white" {
		t.Errorf("half of the scenes of an unlocked draft changed: %+v; want another white draft", p)
	}
	o.edit(ylva, func(e *graph.Edit, v graph.View) error { return lockDraft(e, v, white) })
	if p := reportOf(o.view(ylva), changed).Proposal; p.RevisionColor != "blue" || p.Version != "Blue revision" {
		t.Errorf("after the pages are locked: %+v; want blue", p)
	}
	o.edit(ylva, func(e *graph.Edit, _ graph.View) error {
		for i, name := range []string{"White", "Pink", "Blue"} {
			graph.Add(e, production.RevisionColor{Name: name, Order: graph.Orders(3)[i]})
		}
		return nil
	})
	if p := reportOf(o.view(ylva), changed).Proposal; p.RevisionColor != "pink" {
		t.Errorf("with a ladder of the production's own: %+v; want pink", p)
	}
	fdx := read(t, "x.fdx", `<?xml version="1.0"?><FinalDraft DocumentType="Script" Version="3"><Content><Paragraph Type="Scene Heading"><Text RevisionID="2">INT. A - DAY</Text></Paragraph></Content>
<Revisions ActiveSet="2"><Revision Color="#0000FF" FullRevision="No" ID="2" Mark="*" Name="Goldenrod Rev." Style=""/></Revisions></FinalDraft>`)
	if p := reportOf(o.view(ylva), fdx).Proposal; p.RevisionColor != "goldenrod" || p.Version != "Goldenrod Rev." {
		t.Errorf("a file that names its revision: %+v; want goldenrod", p)
	}
}

func TestAFindingShowsItsPlaceInTheFile(t *testing.T) {
	r := reportOf(newOffice(t).view(ylva), read(t, "cut.fountain", "INT. KITCHEN - DAY\n\nMara waits.\n\n/* never closed\n\nTom too.\n"))
	if len(r.Findings) == 0 {
		t.Fatal("a comment that is never closed gives no finding")
	}
	for _, f := range r.Findings {
		if f.Line == 0 || f.At < 0 || r.Text[f.At].Line > f.Line {
			t.Errorf("finding %+v has no place in the text", f)
		}
	}
}

func TestLockedPagesAndNumbersStay(t *testing.T) {
	o := newOffice(t)
	var long strings.Builder
	for range 12 {
		long.WriteString("\n\nINT. KITCHEN - DAY\n\n" + strings.Repeat("Mara looks at the sea and says nothing at all. ", 25))
	}
	white := o.script("white.fountain", "Title: Long\n"+long.String())
	pages, _ := PagesOf(o.view(ylva), white)
	before := len(pages.Pages)
	o.edit(ylva, func(e *graph.Edit, v graph.View) error { return lockDraft(e, v, white) })
	at := strings.Index(long.String(), "INT. KITCHEN") + 2000
	at += strings.Index(long.String()[at:], "INT. KITCHEN")
	blue := "Title: Long\n" + long.String()[:at] + "EXT. SEA - DAY\n\n" + strings.Repeat("Waves come in and go out again for a long time. ", 80) + "\n\n" + long.String()[at:]
	draft := o.script("blue.fountain", blue)
	pages, err := PagesOf(o.view(ylva), draft)
	if err != nil {
		t.Fatal(err)
	}
	last := pages.Pages[len(pages.Pages)-1].Number
	var numbers []string
	lettered := 0
	for _, p := range pages.Pages {
		numbers = append(numbers, p.Number)
		if strings.TrimLeft(p.Number, "0123456789") != "" {
			lettered++
		}
	}
	if lettered == 0 || last != strconv.Itoa(before) {
		t.Errorf("pages %v; want A-pages, and the last still %d", numbers, before)
	}
	var scenes []string
	for _, s := range Scenes(o.view(ylva)) {
		scenes = append(scenes, s.Number)
	}
	if got := strings.Join(scenes, " "); !strings.Contains(got, "A") || !strings.HasSuffix(got, " 12") {
		t.Errorf("scenes %s; want an A-scene, and the last still 12", got)
	}
	if err := o.try(ylva, func(e *graph.Edit, v graph.View) error { return lockDraft(e, v, draft) }); err == nil {
		t.Error("a locked draft was locked again")
	}
	o.edit(ylva, func(e *graph.Edit, v graph.View) error { return unlockDraft(e, v, draft) })
	if d, _ := graph.Get[production.Draft](o.view(ylva), draft); d.Locked || len(lockedPages(o.view(ylva), draft)) != 0 {
		t.Error("pages are still locked")
	}
}
