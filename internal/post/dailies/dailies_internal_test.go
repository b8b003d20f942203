package dailies

import (
	"slices"
	"strings"
	"testing"

	"backlot/internal/core/access"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/graph/graphtest"
	"backlot/internal/core/notes"
	"backlot/internal/core/production"
)

var (
	ada  = person("ada-account")
	ivo  = person("ivo-account", markRight)
	desk = person("desk-account", cleanRight, makeRight, ruleRight, markRight)
)

func clipRef(name string) graph.Ref[production.Clip] {
	return graph.To[production.Clip](graphtest.ID(name))
}

// TestTheDayInStoryOrder: scene 4 comes before scene 10 because the script says so,
// setup Z before AA, take 2 before take 10, camera A before B; sound is no picture.
func TestTheDayInStoryOrder(t *testing.T) {
	h := newHouse(t)
	want := []string{"A001C002.mov", "B001C002.mov", "A001C003.mov", "A001C004.mov", "A001C001.mov"}
	if got := h.names(ada); !slices.Equal(got, want) {
		t.Errorf("Ada watches %v; want %v", got, want)
	}
	if got := h.names(desk); !slices.Equal(got, append(want, "A001C006.mov")) {
		t.Errorf("who makes copies watches %v; want what has no take last", got)
	}
}

func TestSlatesAsPeopleCount(t *testing.T) {
	want := []string{"4", "4A", "4B", "4Z", "4AA", "9", "10", "10A", "A12", "B12"}
	got := []string{"10A", "4AA", "B12", "9", "4Z", "4", "10", "4B", "A12", "4A"}
	slices.SortFunc(got, byNumbers)
	if !slices.Equal(got, want) {
		t.Errorf("slates sort as %v; want %v", got, want)
	}
}

// TestAClosedSetIsForTheNamed: footage of a closed set is not there for anybody until
// somebody is named, and then only for them, in the list and by its id.
func TestAClosedSetIsForTheNamed(t *testing.T) {
	h := newHouse(t)
	asks := func(a graph.Audience) fault.Kind {
		_, err := h.s.clip(t.Context(), h.as(a), clipIn{clipRef("c6")})
		return fault.KindOf(err)
	}
	for _, a := range []graph.Audience{ada, desk} {
		if slices.Contains(h.names(a), "A001C005.mov") || asks(a) != fault.NotFound {
			t.Errorf("%s finds footage of a closed set before anybody is named", a.Account)
		}
	}
	name := viewersIn{Scene: graph.To[production.Scene](graphtest.ID("s22")), Accounts: []graph.ID{ada.Account}}
	h.land(h.s.setViewers(t.Context(), h.as(desk), name))
	if !slices.Contains(h.names(ada), "A001C005.mov") {
		t.Error("Ada is named, and does not find it")
	}
	if slices.Contains(h.names(desk), "A001C005.mov") || asks(desk) != fault.NotFound {
		t.Error("who named Ada finds it as well, and was not named")
	}
	name.Accounts = []graph.ID{graphtest.ID("stranger")}
	if _, err := h.s.setViewers(t.Context(), h.as(desk), name); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a stranger is named: %v", err)
	}
	name.Scene = graph.To[production.Scene](graphtest.ID("s4"))
	name.Accounts = nil
	if _, err := h.s.setViewers(t.Context(), h.as(desk), name); fault.KindOf(err) != fault.Invalid {
		t.Errorf("scene 4 is no closed set: %v", err)
	}
}

// TestAFlagThatTheReaderMayNotKnowGuardsAsWell: a sealed flag hides footage as an open one.
func TestAFlagThatTheReaderMayNotKnowGuardsAsWell(t *testing.T) {
	h := newHouse(t)
	e := h.as(graph.System).Edit(graph.RandomIDs{}, "Seal the flag")
	flag := graph.Add(e, production.ContentFlag{Scene: graph.To[production.Scene](graphtest.ID("s10")), Type: "nudity", Level: "shown"})
	e.Seal(flag, graphtest.ID("vault"), nil)
	h.land(e.Change())
	if slices.Contains(h.names(ada), "A001C001.mov") {
		t.Error("footage of scene 10 is shown although a sealed flag closes it")
	}
}

// TestAPrivateNoteOnAPerformance is read by the named, and is not counted for others.
func TestAPrivateNoteOnAPerformance(t *testing.T) {
	h := newHouse(t)
	in := addNoteIn{Clip: clipRef("c3"), Text: "Too angry before the door", Type: "performance", Frame: 12, Length: 6,
		Drawing: `{"version":1,"shapes":[{"tool":"arrow","colour":"red","width":6,"from":[0.1,0.2],"to":[0.5,0.5]}]}`,
		Sharing: notes.Sharing{For: "readers", People: []graph.ID{ivo.Account}}}
	h.land(h.s.addNote(t.Context(), h.as(ada), in))
	for _, tt := range []struct {
		who  graph.Audience
		want int
	}{{ada, 1}, {ivo, 1}, {desk, 0}} {
		c, err := h.s.clip(t.Context(), h.as(tt.who), clipIn{clipRef("c3")})
		if err != nil {
			t.Fatal(err)
		}
		if len(c.Notes) != tt.want || c.Row.Notes != tt.want {
			t.Errorf("%s reads %d notes and is told of %d; want %d", tt.who.Account, len(c.Notes), c.Row.Notes, tt.want)
		}
		for _, n := range c.Notes {
			if n.Frame != 12 || n.Length != 6 || n.Drawing != in.Drawing {
				t.Errorf("the note comes back as %+v", n)
			}
		}
		file, err := h.s.noteFile(t.Context(), h.as(tt.who), noteFileIn{})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(string(file.Body), "Too angry"); got != (tt.want == 1) {
			t.Errorf("%s: the table has the note: %v", tt.who.Account, got)
		}
	}
	note := graph.ID{}
	for id := range graph.All[production.Note](h.as(ada)) {
		note = id
	}
	h.land(h.s.reply(t.Context(), h.as(ivo), replyIn{Note: graph.To[production.Note](note), Text: "Agreed"}))
	if n := h.as(desk).Count("note"); n != 0 {
		t.Errorf("the office counts %d notes; want none", n)
	}
	if rec, _ := h.as(ada).Record(note); !slices.Contains(rec.Readers, access.ReaderAccount(ivo.Account)) {
		t.Errorf("the note is kept to %v", rec.Readers)
	}
}

// TestANoteOfAClosedSet can be neither written, nor changed, nor found by who may not watch it: for everybody means for
// everybody who is named, and so do marks.
func TestANoteOfAClosedSet(t *testing.T) {
	h := newHouse(t)
	in := addNoteIn{Clip: clipRef("c6"), Text: "x", Sharing: notes.Sharing{For: "all"}}
	if _, err := h.s.addNote(t.Context(), h.as(ada), in); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a note on footage that is not there: %v", err)
	}
	h.land(h.s.setViewers(t.Context(), h.as(desk), viewersIn{Scene: graph.To[production.Scene](graphtest.ID("s22")), Accounts: []graph.ID{ada.Account}}))
	h.land(h.s.addNote(t.Context(), h.as(ada), in))
	for id := range graph.All[production.Note](h.as(ada)) {
		if _, err := h.s.patchNote(t.Context(), h.as(desk), patchNoteIn{Note: graph.To[production.Note](id), Status: "done"}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("who may not watch it marks the note as done: %v", err)
		}
	}
	h.land(h.s.setViewers(t.Context(), h.as(desk), viewersIn{Scene: graph.To[production.Scene](graphtest.ID("s22")), Accounts: []graph.ID{ada.Account, ivo.Account}}))
	both := in
	both.ID = graphtest.ID("for both")
	h.land(h.s.addNote(t.Context(), h.as(ada), both))
	h.land(h.s.addRange(t.Context(), h.as(ivo), addRangeIn{Clip: clipRef("c6"), Type: "select", Text: "Her hand", Frame: 3, Length: 4}))
	for _, tt := range []struct {
		who          graph.Audience
		notes, marks int
	}{{ada, 2, 1}, {ivo, 1, 1}, {desk, 0, 0}} {
		if v := h.as(tt.who); v.Count("note") != tt.notes || v.Count("clip_range") != tt.marks {
			t.Errorf("%s knows of %d notes and %d marks; want %d and %d", tt.who.Account, v.Count("note"), v.Count("clip_range"), tt.notes, tt.marks)
		}
	}
	for _, to := range []string{"me", "all"} {
		h.land(h.s.shareNote(t.Context(), h.as(ada), shareNoteIn{graph.To[production.Note](both.ID), notes.Sharing{For: to}}))
	}
	if h.as(desk).Count("note") != 0 {
		t.Error("shared with all, the note reaches who may not watch what it is about")
	}
}

func TestMarksStandInsideTheClip(t *testing.T) {
	h := newHouse(t)
	h.land(h.s.addRange(t.Context(), h.as(ivo), addRangeIn{Clip: clipRef("c3"), Type: "outtake", Reason: "laugh", Frame: 40, Length: 8}))
	for _, in := range []addRangeIn{
		{Clip: clipRef("c3"), Type: "select", Frame: 40, Length: 9},
		{Clip: clipRef("c3"), Type: "select", Reason: "laugh", Frame: 0, Length: 1},
	} {
		if c, err := h.s.addRange(t.Context(), h.as(ivo), in); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%+v lands as %+v, %v", in, c, err)
		}
	}
	c, err := h.s.clip(t.Context(), h.as(ada), clipIn{clipRef("c3")})
	if err != nil || len(c.Ranges) != 1 || c.Outtakes != 1 || c.Ranges[0].Frame != 40 {
		t.Errorf("the clip has the ranges %+v, %v", c.Ranges, err)
	}
}

// TestWhatIWatchedIsMine: marks are kept to whoever watched.
func TestWhatIWatchedIsMine(t *testing.T) {
	h := newHouse(t)
	h.land(h.s.markWatched(t.Context(), h.as(ada), watchedIn{Clips: []graph.ID{graphtest.ID("c3")}, Watched: true}))
	seen := func(a graph.Audience) bool {
		c, err := h.s.clip(t.Context(), h.as(a), clipIn{clipRef("c3")})
		return err == nil && c.Watched
	}
	if !seen(ada) || seen(ivo) || h.as(ivo).Count("watched") != 0 {
		t.Errorf("watched: by Ada %v, by Ivo %v, marks Ivo knows of %d", seen(ada), seen(ivo), h.as(ivo).Count("watched"))
	}
	h.land(h.s.markWatched(t.Context(), h.as(ada), watchedIn{Clips: []graph.ID{graphtest.ID("c3")}}))
	if seen(ada) {
		t.Error("Ada took the mark away, and it stands")
	}
}

// TestMarkersForTheCut: a note is a marker at its source timecode, 20:00:00:12 here.
func TestMarkersForTheCut(t *testing.T) {
	h := newHouse(t)
	h.land(h.s.addNote(t.Context(), h.as(ada), addNoteIn{Clip: clipRef("c3"), Text: "Door slams", Frame: 12, Sharing: notes.Sharing{For: "all"}}))
	csv, err := h.s.noteFile(t.Context(), h.as(ivo), noteFileIn{Day: graphtest.ID("day1")})
	if err != nil || !strings.Contains(string(csv.Body), "4Z T2,A001C002.mov,20:00:00:12,12,1,Ada Berg,,Door slams,open,") {
		t.Errorf("the table is %s, %v", csv.Body, err)
	}
	for _, format := range []string{"otio", "fcp7"} {
		f, err := h.s.noteFile(t.Context(), h.as(ivo), noteFileIn{Format: format})
		if err != nil || !strings.Contains(string(f.Body), "Door slams") || !strings.Contains(string(f.Body), "A001C002.mov") {
			t.Errorf("%s: %v %.300s", format, err, f.Body)
		}
	}
	doc, err := h.s.describeNotes(h.as(ivo), graphtest.ID("day1"))
	if err != nil || len(doc.Blocks) != 1 {
		t.Errorf("the paper has %d blocks, %v", len(doc.Blocks), err)
	}
}

func FuzzDrawing(f *testing.F) {
	for _, seed := range []string{"", `{"version":1,"shapes":[]}`, `{"version":1,"shapes":[{"tool":"pen","colour":"red","width":4,"points":[[0,0],[1,1]]}]}`,
		`{"version":1,"shapes":[{"tool":"box","colour":"red","width":4,"from":[0,0]}]}`, `{"version":1,"shapes":[{"tool":"text","colour":"white","width":9,"at":[0.5,1e99],"text":"x"}]}`, `[]`, `{"version":2}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if err := checkDrawing(text); err != nil && fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v is no finding for a person", text, err)
		}
	})
}

func TestDrawings(t *testing.T) {
	for text, good := range map[string]bool{
		"": true,
		`{"version":1,"shapes":[{"tool":"pen","colour":"red","width":4,"points":[[0,0],[1,1]]}]}`:   true,
		`{"version":1,"shapes":[{"tool":"box","colour":"blue","width":4,"from":[0,0],"to":[1,1]}]}`: true,
		`{"version":1,"shapes":[{"tool":"box","colour":"blue","width":4,"from":[0,0]}]}`:            false,
		`{"version":1,"shapes":[{"tool":"pen","colour":"red","width":4,"points":[[0,900]]}]}`:       false,
		`{"version":1,"shapes":[{"tool":"pen","colour":"<b>","width":4,"points":[[0,0]]}]}`:         false,
		`{"version":2,"shapes":[]}`: false,
		`{"version":1,"shapes":[]}`: false,
	} {
		if err := checkDrawing(text); (err == nil) != good {
			t.Errorf("%s: %v", text, err)
		}
	}
}
