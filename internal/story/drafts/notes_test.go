package drafts

import (
	"strings"
	"testing"
	"time"

	"backlot/film/screenplay"
	"backlot/internal/core/access"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/notes"
	"backlot/internal/core/production"
)

const saltRoad = `Title: The Salt Road

INT. KITCHEN - DAY #1#

MARA lights the stove with a brass lighter. She burns her thumb. It is raining outside.

MARA
It never starts.

EXT. QUAY - NIGHT #2#

The ferry is late. TOM waits under the lamp.

TOM
Any minute.
`

var (
	ylva   = person(1, "direction")
	jun    = person(2, "costume")
	olga   = person(3, "production") // an owner
	kaspar = person(4, "direction")
)

func person(n byte, department string) graph.Audience {
	id := graph.ID{n}
	return graph.Audience{Account: id, Rights: map[string]bool{readRight: true, noteRight: true, access.ReaderAccount(id): true, access.ReaderDepartment(department): true}}
}

// office is a production in memory, and what people write in it.
type office struct {
	t   *testing.T
	ids *graph.SequentialIDs
	m   *graph.Memory
}

func newOffice(t *testing.T) *office {
	ids := &graph.SequentialIDs{Prefix: 1}
	now := func() time.Time { return time.Date(2027, 3, 1, 8, 0, 0, 0, time.UTC) }
	return &office{t, ids, graph.NewMemory(production.NewRegistry(), graph.Main(ids.NewID()), ids.NewID(), now)}
}

func (o *office) view(a graph.Audience) graph.View { return o.m.Snapshot().View(a) }

func (o *office) edit(a graph.Audience, fn func(*graph.Edit, graph.View) error) {
	o.t.Helper()
	if err := o.try(a, fn); err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) try(a graph.Audience, fn func(*graph.Edit, graph.View) error) error {
	v := o.view(a)
	e := v.Edit(o.ids, "Test")
	if err := fn(e, v); err != nil {
		return err
	}
	c, err := e.Change()
	if err != nil {
		return err
	}
	_, err = o.m.Commit(c, a.Account)
	return err
}

func (o *office) script(name, text string) (draft graph.ID) {
	o.t.Helper()
	s, err := screenplay.Read(strings.NewReader(text), name, screenplay.Limits{})
	if err != nil {
		o.t.Fatal(err)
	}
	o.edit(ylva, func(e *graph.Edit, v graph.View) error {
		draft, err = Import(e, v, s, Options{})
		return err
	})
	return draft
}

// note writes a note by somebody on words of a draft.
func (o *office) note(a graph.Audience, draft graph.ID, words, text string, to notes.Sharing) graph.ID {
	o.t.Helper()
	id := o.ids.NewID()
	for _, b := range Blocks(o.view(a), draft) {
		if at := strings.Index(b.Text, words); at >= 0 {
			in := addNoteIn{ID: id, Block: graph.To[production.Block](b.ID), Start: at, End: at + len(words), Text: text, Color: "yellow", Sharing: to}
			o.edit(a, func(e *graph.Edit, v graph.View) error { return addNote(e, v, in, "Ylva Nordahl") })
			return id
		}
	}
	o.t.Fatalf("nobody wrote %q", words)
	return id
}

// on finds a note on a draft, and the words it stands on there.
func (o *office) on(a graph.Audience, draft, note graph.ID) (NoteRow, string) {
	o.t.Helper()
	list, err := NotesOf(o.view(a), draft)
	if err != nil {
		o.t.Fatal(err)
	}
	for _, n := range list.Notes {
		if n.ID == note {
			b, _ := graph.Get[production.Block](o.view(a), n.Block)
			return n, cut(b.Text, n.Start, n.End)
		}
	}
	return NoteRow{}, ""
}

func TestANoteStaysOnItsWordsFromDraftToDraft(t *testing.T) {
	o := newOffice(t)
	white := o.script("white.fountain", saltRoad)
	thumb := o.note(ylva, white, "She burns her thumb.", "Really?", notes.Sharing{For: "all"})
	lighter := o.note(ylva, white, "brass lighter", "The one from the museum", notes.Sharing{For: "all"})
	lamp := o.note(ylva, white, "under the lamp", "", notes.Sharing{})
	ferry := o.note(ylva, white, "ferry is late", "How late?", notes.Sharing{For: "all"})

	blue := strings.Replace(saltRoad, "MARA lights the stove", "It is cold. MARA lights the old stove", 1)
	blue = strings.Replace(blue, "under the lamp", "in the dark", 1)
	o.script("blue.fountain", blue)
	// a paragraph is split: the thumb has one of its own; the quay goes before the kitchen
	kitchen, quay, _ := strings.Cut(strings.Replace(blue, " She burns her thumb. It is", "\n\nShe burns her thumb. It is", 1), "EXT. QUAY")
	pink := o.script("pink.fountain", kitchen[:strings.Index(kitchen, "INT.")]+"EXT. QUAY"+quay+"\n"+kitchen[strings.Index(kitchen, "INT."):])

	for _, tt := range []struct {
		note graph.ID
		want string
		lost bool
	}{
		{thumb, "She burns her thumb.", false},
		{lighter, "brass lighter", false},
		{ferry, "ferry is late", false},
		{lamp, "under the lamp", true},
	} {
		n, words := o.on(ylva, pink, tt.note)
		if words != tt.want || n.Lost != tt.lost || n.Words != tt.want {
			t.Errorf("note %q (%q) stands on %q, lost %v; want %q, %v", n.Text, n.Words, words, n.Lost, tt.want, tt.lost)
		}
		if b, _ := graph.Get[production.Block](o.view(ylva), n.Block); (b.Draft.ID == pink) == tt.lost {
			t.Errorf("note %q stands in draft %s, pink is %s", n.Text, b.Draft.ID, pink)
		}
	}
	if n, words := o.on(ylva, white, lamp); n.Lost || words != "under the lamp" {
		t.Errorf("in the white draft the note stands on %q, lost %v; want it where it was written", words, n.Lost)
	}
}

func TestANoteIsNeverMovedToAGuess(t *testing.T) {
	o := newOffice(t)
	white := o.script("white.fountain", saltRoad)
	n := o.note(ylva, white, "It is raining outside.", "Rain machine?", notes.Sharing{})
	blue := o.script("blue.fountain", strings.Replace(saltRoad, "It is raining outside.", "It was never quiet here.", 1))
	if row, words := o.on(ylva, blue, n); !row.Lost || words != "It is raining outside." {
		t.Errorf("the note stands on %q, lost %v; want its old words, and that they are gone", words, row.Lost)
	}
	for _, b := range Blocks(o.view(ylva), blue) { // until its writer holds it to other words
		if at := strings.Index(b.Text, "never quiet"); at >= 0 {
			o.edit(ylva, func(e *graph.Edit, v graph.View) error {
				return changeNote(e, v, patchNoteIn{Note: graph.To[production.Note](n), Block: graph.To[production.Block](b.ID), Start: at, End: at + len("never quiet")})
			})
		}
	}
	if row, words := o.on(ylva, blue, n); row.Lost || words != "never quiet" {
		t.Errorf("held to %q, lost %v; want \"never quiet\"", words, row.Lost)
	}
}

func TestAPrivateNoteIsForItsWriterAlone(t *testing.T) {
	o := newOffice(t)
	white := o.script("white.fountain", saltRoad)
	n := o.note(ylva, white, "It never starts.", "He plays it too angry", notes.Sharing{})
	o.edit(ylva, func(e *graph.Edit, v graph.View) error {
		return notes.Answer(e, v, n, graph.ID{}, "Tell him before take 2", "")
	})
	sees := func(want map[*graph.Audience]bool) {
		t.Helper()
		for who, want := range want {
			row, _ := o.on(*who, white, n)
			if (row.ID == n) != want {
				t.Errorf("account %d reads the note: %v, want %v", who.Account[0], row.ID == n, want)
			}
			answers := 0
			for range graph.All[production.Note](o.view(*who)) {
				answers++
			}
			if want != (answers == 2) || !want && answers != 0 {
				t.Errorf("account %d finds %d notes and answers", who.Account[0], answers)
			}
		}
	}
	sees(map[*graph.Audience]bool{&ylva: true, &kaspar: false, &olga: false, &jun: false})
	to := func(s notes.Sharing) {
		o.edit(ylva, func(e *graph.Edit, v graph.View) error { return notes.Share(e, v, n, s, editRight) })
	}
	to(notes.Sharing{For: "readers", Departments: []string{"direction"}})
	sees(map[*graph.Audience]bool{&ylva: true, &kaspar: true, &olga: false, &jun: false})
	to(notes.Sharing{For: "readers", People: []graph.ID{jun.Account}})
	sees(map[*graph.Audience]bool{&ylva: true, &kaspar: false, &olga: false, &jun: true})
	if row, _ := o.on(jun, white, n); row.For != "readers" || row.Mine {
		t.Errorf("Jun reads a note for %q, mine %v", row.For, row.Mine)
	}
	to(notes.Sharing{For: "all"})
	sees(map[*graph.Audience]bool{&ylva: true, &kaspar: true, &olga: true, &jun: true})
	to(notes.Sharing{For: "me"})
	sees(map[*graph.Audience]bool{&ylva: true, &kaspar: false, &olga: false, &jun: false})
	o.script("blue.fountain", strings.Replace(saltRoad, "Any minute.", "Any minute now.", 1))
	sees(map[*graph.Audience]bool{&ylva: true, &kaspar: false, &olga: false, &jun: false})
}

func TestWhoMayDoWhatWithANote(t *testing.T) {
	o := newOffice(t)
	white := o.script("white.fountain", saltRoad)
	n := o.note(ylva, white, "brass lighter", "From the museum?", notes.Sharing{For: "all"})
	note := graph.To[production.Note](n)
	text := "No"
	err := o.try(jun, func(e *graph.Edit, v graph.View) error {
		return changeNote(e, v, patchNoteIn{Note: note, Text: &text})
	})
	if fault.KindOf(err) != fault.Denied {
		t.Errorf("Jun rewrites the director's note: %v; want Denied", err)
	}
	if err := o.try(jun, func(e *graph.Edit, v graph.View) error { return notes.Share(e, v, n, notes.Sharing{}, editRight) }); fault.KindOf(err) != fault.Denied {
		t.Errorf("Jun hides the director's note: %v; want Denied", err)
	}
	o.edit(jun, func(e *graph.Edit, v graph.View) error { return notes.Answer(e, v, n, graph.ID{}, "We have it", "Jun") })
	o.edit(jun, func(e *graph.Edit, v graph.View) error {
		return changeNote(e, v, patchNoteIn{Note: note, Status: "done"})
	})
	row, _ := o.on(ylva, white, n)
	if row.Status != "done" || row.Text != "From the museum?" || len(row.Replies) != 1 || row.Replies[0].By != "Jun" || row.By != "Ylva Nordahl" || !row.Mine {
		t.Errorf("the note reads %+v; want it done, with Jun's answer", row)
	}
	for _, bad := range []addNoteIn{
		{Block: graph.To[production.Block](row.Block), Start: 4, End: 4, Text: "x"},
		{Block: graph.To[production.Block](row.Block), Start: 0, End: 5000, Text: "x"},
		{Block: graph.To[production.Block](row.Block), End: 4},
		{Block: graph.To[production.Block](row.Block), End: 4, Text: "x", Sharing: notes.Sharing{For: "readers"}},
		{Block: graph.To[production.Block](row.Block), End: 4, Text: "x", Sharing: notes.Sharing{For: "readers", Departments: []string{"costumes"}}},
	} {
		if err := o.try(jun, func(e *graph.Edit, v graph.View) error { return addNote(e, v, bad, "") }); fault.KindOf(err) != fault.Invalid {
			t.Errorf("note %+v: %v; want Invalid", bad, err)
		}
	}
}

func TestNotesOfAFileComeOnce(t *testing.T) {
	o := newOffice(t)
	with := strings.Replace(saltRoad, "She burns her thumb.", "She burns her thumb. [[Is this safe?]]", 1)
	with = strings.Replace(with, "\nTOM\nAny", "\n[[Continuity: wet or dry?]]\n\nTOM\nAny", 1)
	white := o.script("white.fountain", with)
	list, _ := NotesOf(o.view(jun), white)
	var got []string
	for _, n := range list.Notes {
		b, _ := graph.Get[production.Block](o.view(jun), n.Block)
		got = append(got, n.Text+" @ "+cut(b.Text, n.Start, n.End))
	}
	want := "Is this safe? @ She burns her thumb.|Continuity: wet or dry? @ TOM waits under the lamp."
	if strings.Join(got, "|") != want {
		t.Errorf("notes %q, want %q", strings.Join(got, "|"), want)
	}
	o.edit(jun, func(e *graph.Edit, v graph.View) error {
		return changeNote(e, v, patchNoteIn{Note: graph.To[production.Note](list.Notes[0].ID), Status: "done"})
	})
	blue := o.script("blue.fountain", strings.Replace(with, "Any minute.", "[[Beat]] Any minute now.", 1))
	again, _ := NotesOf(o.view(jun), blue)
	if len(again.Notes) != 3 || again.Notes[0].Status != "done" || again.Notes[0].Lost {
		t.Errorf("after the next draft %d notes, the first %+v; want the two as they were, and the new one", len(again.Notes), again.Notes[0])
	}
}

func TestAScriptNoteOfFinalDraftKeepsItsWriter(t *testing.T) {
	o := newOffice(t)
	draft := o.script("x.fdx", `<?xml version="1.0" encoding="UTF-8"?><FinalDraft DocumentType="Script" Version="3"><Content>
<Paragraph Type="Scene Heading"><Text>INT. KITCHEN - DAY</Text></Paragraph>
<Paragraph Type="Action"><Text>The ferry is late. </Text><ScriptNote ID="2" Name="Sound &amp; sea" WriterName="B. Ros" Type="Question"><Paragraph><Text>Do we hear it?</Text></Paragraph></ScriptNote><Text>Nobody moves.</Text></Paragraph>
</Content></FinalDraft>`)
	list, _ := NotesOf(o.view(jun), draft)
	if len(list.Notes) != 1 || list.Notes[0].By != "B. Ros" || list.Notes[0].Type != "question" || list.Notes[0].Words != "The ferry is late." || !list.Notes[0].File {
		t.Errorf("notes %+v; want one question by B. Ros on \"The ferry is late.\"", list.Notes)
	}
}

func FuzzSentence(f *testing.F) {
	f.Add("The ferry is late. Nobody moves.", 18)
	f.Add("", 0)
	f.Add("…", 1)
	f.Fuzz(func(t *testing.T, text string, at int) {
		r := []rune(text)
		start, end := sentence(r, at)
		if start < 0 || start > end || end > len(r) {
			t.Errorf("sentence(%q, %d) = %d, %d of %d", text, at, start, end, len(r))
		}
	})
}
