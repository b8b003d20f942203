package drafts

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// give hands a draft out and gives the copies by the name of their recipient, as
// the system knows them.
func (h *memoryHouse) give(draft, by graph.ID, to ...graph.ID) map[string]Copy {
	h.t.Helper()
	in := handOut{HandOutIn{Recipients: to, Note: "First day"}, draft, h.now.UnixMilli()}
	id := h.ids.NewID()
	for range 2 { // a job that a machine left half done runs again
		if err := h.s.handOut(context.Background(), graph.Place{}, id, by, in, func(int) {}); err != nil {
			h.t.Fatal(err)
		}
	}
	out := map[string]Copy{}
	for _, c := range Copies(h.system()) {
		if c.SentAtMS == in.AtMS {
			out[c.Name] = c
		}
	}
	return out
}

func (h *memoryHouse) read(c Copy) string {
	return strings.Join(printed(h.t, h.kept[c.hash]), "\n")
}

// TestACopyHoldsWhatItsRecipientMayKnow is the rule of marked copies: sealed words
// reach only those who are cleared for them, and never through somebody who is not.
func TestACopyHoldsWhatItsRecipientMayKnow(t *testing.T) {
	h := newHouse(t)
	draft := h.draft(ferry, "White", "white")
	quay, attic := h.ids.NewID(), h.ids.NewID()
	h.seal("2", quay)
	h.seal("3", attic)
	_, producer := h.person("Producer", quay, attic)
	_, coordinator := h.person("Coordinator", []graph.ID{}...)
	director, _ := h.person("Director", quay, attic)
	ad, adAccount := h.person("First AD", quay)
	gaffer, _ := h.person("Gaffer")

	given := h.give(draft, producer, director, ad, gaffer)
	for name, want := range map[string][2]bool{"Director": {true, true}, "First AD": {true, false}, "Gaffer": {false, false}} {
		text := h.read(given[name])
		if got := [2]bool{strings.Contains(text, "alive"), strings.Contains(text, "burn")}; got != want {
			t.Errorf("%s reads the quay and the attic: %v, want %v", name, got, want)
		}
		if !strings.Contains(text, "lighter") || !strings.Contains(text, "QUAY") {
			t.Errorf("%s does not read what is open to all:\n%s", name, text)
		}
		for i, page := range printed(t, h.kept[given[name].hash]) {
			if !strings.Contains(page, name) || !strings.Contains(page, given[name].Mark) {
				t.Errorf("page %d of the copy of %s lacks the name or the number %s", i+1, name, given[name].Mark)
			}
		}
	}

	known := func(account graph.ID) string {
		var names []string
		for _, c := range Copies(h.as(account)) {
			names = append(names, c.Name)
		}
		return strings.Join(names, ", ")
	}
	if got := known(coordinator); got != "Gaffer" {
		t.Errorf("an uncleared coordinator finds the copies of %s; want the gaffer's alone: the others hold sealed words", got)
	}
	if got := known(adAccount); got != "First AD, Gaffer" {
		t.Errorf("the first AD, cleared for the quay, finds %s; want First AD, Gaffer", got)
	}
	if got := known(producer); got != "Director, First AD, Gaffer" {
		t.Errorf("the producer, cleared for both, finds %s", got)
	}

	later := h.give(draft, coordinator, director)
	if text := h.read(later["Director"]); strings.Contains(text, "alive") || strings.Contains(text, "burn") {
		t.Error("an uncleared coordinator hands the director a copy with sealed words, which the coordinator could open")
	}
}

func TestACopyIsPrintedAgainByteForByte(t *testing.T) {
	h := newHouse(t)
	draft := h.draft(ferry, "White", "white")
	_, by := h.person("Producer", []graph.ID{}...)
	mara, _ := h.person("Mara Lind")
	tom, _ := h.person("Tom Aas")
	given := h.give(draft, by, tom, mara)
	if len(given) != 2 || given["Mara Lind"].Mark == given["Tom Aas"].Mark || given["Mara Lind"].Revision != 1 {
		t.Fatalf("copies %+v; want two of issue 1 with numbers of their own", given)
	}
	h.draft(strings.Replace(ferry, "brass", "silver", 1), "Blue", "blue")
	var out bytes.Buffer
	if err := h.s.writeZip(context.Background(), &out, handOutOf(h.as(by), given["Tom Aas"].HandOut)); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil || len(z.File) != 2 {
		t.Fatalf("%v; want an archive of two", err)
	}
	for i, name := range []string{"Mara Lind", "Tom Aas"} {
		r, err := z.File[i].Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(body, h.kept[given[name].hash]) {
			t.Errorf("%s is not the copy of %s as it was drawn (%v)", z.File[i].Name, name, err)
		}
		if text := strings.Join(printed(t, body), " "); !strings.Contains(text, "brass") {
			t.Errorf("the copy of %s is not of the draft it was handed out from", name)
		}
	}
}

func TestRevisedPagesAloneAreHandedOut(t *testing.T) {
	h := newHouse(t)
	h.draft(ferry, "White", "white")
	blue := h.draft(strings.Replace(ferry, "Nobody came.", "Nobody came back.", 1), "Blue", "blue")
	doc, err := copyPaper(h.system(), blue, "revised")
	if err != nil || len(doc.Drawn().Pages) != 1 {
		t.Fatalf("%v; want one revised page, without a title page", err)
	}
	white := h.system()
	var whiteID graph.ID
	for id, d := range graph.All[production.Draft](white) {
		if d.Version == "White" {
			whiteID = id
		}
	}
	if _, err := copyPaper(white, whiteID, "revised"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("revised pages of a first draft: %v; want an error that says to hand out the whole script", err)
	}
}

func TestACopyComesBack(t *testing.T) {
	h := newHouse(t)
	draft := h.draft(ferry, "White", "white")
	_, by := h.person("Producer", []graph.ID{}...)
	tom, _ := h.person("Tom Aas")
	c := h.give(draft, by, tom)["Tom Aas"]
	change, err := h.s.mark(h.as(by), c.ID, CopyIn{Status: "recalled"}, h.now.Add(1))
	if err != nil {
		t.Fatal(err)
	}
	h.land(change)
	if got := Copies(h.as(by))[0]; got.Status != "recalled" || got.BackAtMS == 0 {
		t.Errorf("the copy is %+v; want it back", got)
	}
}

func TestNobodyToHandACopyTo(t *testing.T) {
	h := newHouse(t)
	draft := h.draft(ferry, "White", "white")
	_, by := h.person("Producer", []graph.ID{}...)
	_, err := h.s.distribute(context.Background(), h.as(by), draft, HandOutIn{}, h.now)
	if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "choose people") {
		t.Errorf("err = %v; want one that says to choose people", err)
	}
}

func TestAListNamesPeopleAndDepartments(t *testing.T) {
	h := newHouse(t)
	h.draft(ferry, "White", "white")
	mara, _ := h.person("Mara Lind")
	tom, _ := h.person("Tom Aas")
	var list graph.ID
	h.do("List", func(e *graph.Edit) {
		props := graph.Add(e, production.Department{Name: "Property"})
		graph.Add(e, production.Engagement{Party: graph.To[production.Party](tom), Department: graph.To[production.Department](props)})
		list = graph.Add(e, production.DistributionList{Name: "Heads", Parties: map[string]bool{mara.String(): true}, Departments: map[string]bool{props.String(): true}})
	})
	got, err := HandOutIn{Recipients: []graph.ID{tom}, List: list}.recipients(h.system())
	if err != nil || len(got) != 2 || got[0] != mara || got[1] != tom {
		t.Errorf("recipients %v, %v; want Mara and Tom, each once", got, err)
	}
}
