package notes_test

import (
	"errors"
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

// A scene that people write notes on. Noor is known to most under an alias; the note from a file has no account.
const office = `{"records": [
 {"id": "s4", "kind": "scene", "fields": {"number": "4", "order": "a", "heading": "INT. KITCHEN - NIGHT"}},
 {"id": "p-zoe", "kind": "party", "fields": {"name": "Zoe Lind", "type": "person", "account": "ZOE"}},
 {"id": "p-abe", "kind": "party", "fields": {"name": "Abe Moss", "type": "person", "account": "ABE"}},
 {"id": "p-firm", "kind": "party", "fields": {"name": "Grip House", "type": "organization"}},
 {"id": "p-noor", "kind": "party", "fields": {"name": "Noor Vale", "type": "person", "account": "NOOR"},
  "seal": {"compartment": "vault", "alias": {"name": "Guest", "type": "person"}}},
 {"id": "old", "kind": "note", "fields": {"about": "s4", "text": "From the studio", "author": "The studio", "status": "open"}}
]}`

var (
	zoe  = person("zoe", "direction")
	abe  = person("abe", "costume")
	ivo  = person("ivo", "costume")
	noor = func() graph.Audience {
		a := person("noor", "cast")
		a.Clear = map[graph.ID]bool{graphtest.ID("vault"): true}
		return a
	}()
)

func person(name, department string) graph.Audience {
	id := graphtest.ID(name)
	return graph.Audience{Account: id, Rights: map[string]bool{access.ReaderAccount(id): true, access.ReaderDepartment(department): true}}
}

type house struct {
	*testing.T
	m   *graph.Memory
	ids graph.IDs
}

func open(t *testing.T) *house {
	text := office
	for _, name := range []string{"zoe", "abe", "noor"} {
		text = strings.ReplaceAll(text, `"`+strings.ToUpper(name)+`"`, `"`+graphtest.ID(name).String()+`"`)
	}
	return &house{t, graphtest.Parse(t, []byte(text)), graphtest.IDs()}
}

func (h *house) as(a graph.Audience) graph.View { return h.m.Snapshot().View(a) }

func (h *house) try(a graph.Audience, write func(e *graph.Edit, v graph.View) error) error {
	v := h.as(a)
	e := v.Edit(h.ids, "Test")
	if err := write(e, v); err != nil {
		return err
	}
	c, err := e.Change()
	if err == nil {
		_, err = h.m.Commit(c, a.Account)
	}
	return err
}

func (h *house) write(a graph.Audience, id string, to notes.Sharing) {
	h.Helper()
	err := h.try(a, func(e *graph.Edit, v graph.View) error {
		n := notes.Signed(v, "Somebody")
		n.About, n.Text = graph.To[graph.Any](graphtest.ID("s4")), "Colder"
		return notes.Add(e, v, graphtest.ID(id), n, to)
	})
	if err != nil {
		h.Fatal(err)
	}
}

// readers are those of four people for whom the record exists.
func (h *house) readers(id graph.ID) string {
	var out []string
	for _, one := range []struct {
		name string
		a    graph.Audience
	}{{"zoe", zoe}, {"abe", abe}, {"ivo", ivo}, {"noor", noor}} {
		if _, ok := graph.Get[production.Note](h.as(one.a), id); ok {
			out = append(out, one.name)
		}
	}
	return strings.Join(out, " ")
}

// TestWhoReads: a note exists for its writer and whom they name, and for nobody else; and the same comes back as its sharing.
func TestWhoReads(t *testing.T) {
	people := func(names ...string) (out []graph.ID) {
		for _, n := range names {
			out = append(out, graphtest.ID(n))
		}
		return out
	}
	for i, tt := range []struct {
		to   notes.Sharing
		want string
		back string
	}{
		{notes.Sharing{For: "all"}, "zoe abe ivo noor", "all"},
		{notes.Sharing{}, "zoe", "me"},
		{notes.Sharing{For: "me", People: people("abe")}, "zoe", "me"},
		{notes.Sharing{For: "readers", People: people("abe")}, "zoe abe", "readers"},
		{notes.Sharing{For: "readers", People: people("abe", "zoe", "abe")}, "zoe abe", "readers"},
		{notes.Sharing{For: "readers", Departments: []string{"costume"}}, "zoe abe ivo", "readers"},
		{notes.Sharing{For: "readers", People: people("noor"), Departments: []string{"costume"}}, "zoe abe ivo noor", "readers"},
	} {
		h := open(t)
		h.write(zoe, "n", tt.to)
		id := graphtest.ID("n")
		if got := h.readers(id); got != tt.want {
			t.Errorf("%d: %+v is read by %q; want %q", i, tt.to, got, tt.want)
		}
		n, _ := graph.Get[production.Note](h.as(zoe), id)
		back := notes.SharingOf(h.as(zoe), id, n)
		if back.For != tt.back || slices.Contains(back.People, zoe.Account) {
			t.Errorf("%d: %+v comes back as %+v; want it for %q, without its writer", i, tt.to, back, tt.back)
		}
		if again, err := back.Readers(zoe.Account); err != nil || !sameReaders(h, id, again) {
			t.Errorf("%d: what came back would be kept to %q, %v", i, again, err)
		}
	}
}

func sameReaders(h *house, id graph.ID, want []string) bool {
	rec, _ := h.as(graph.System).Record(id)
	slices.Sort(want)
	return slices.Equal(rec.Readers, slices.Compact(want))
}

// TestReadersMustBeSomebody says which field is wrong.
func TestReadersMustBeSomebody(t *testing.T) {
	for _, tt := range []struct {
		to    notes.Sharing
		field string
	}{
		{notes.Sharing{For: "readers"}, "people"},
		{notes.Sharing{For: "readers", Departments: []string{"cinema"}}, "departments"},
	} {
		_, err := tt.to.Readers(zoe.Account)
		var f *fault.Error
		if !errors.As(err, &f) || f.Kind != fault.Invalid || f.Field != tt.field {
			t.Errorf("%+v: %v; want Invalid at %s", tt.to, err, tt.field)
		}
	}
}

// TestShareAgain: the writer widens and narrows; others are refused, and what came with a file is for those with the right.
func TestShareAgain(t *testing.T) {
	h := open(t)
	h.write(zoe, "n", notes.Sharing{})
	id := graphtest.ID("n")
	share := func(a graph.Audience, note string, to notes.Sharing, right string) error {
		return h.try(a, func(e *graph.Edit, v graph.View) error { return notes.Share(e, v, graphtest.ID(note), to, right) })
	}
	for _, tt := range []struct {
		to   notes.Sharing
		want string
	}{
		{notes.Sharing{For: "readers", Departments: []string{"costume"}}, "zoe abe ivo"},
		{notes.Sharing{For: "all"}, "zoe abe ivo noor"},
		{notes.Sharing{For: "readers", People: []graph.ID{abe.Account}}, "zoe abe"},
		{notes.Sharing{For: "me"}, "zoe"},
	} {
		if err := share(zoe, "n", tt.to, ""); err != nil || h.readers(id) != tt.want {
			t.Errorf("shared with %+v it is read by %q, %v; want %q", tt.to, h.readers(id), err, tt.want)
		}
	}
	if err := share(abe, "n", notes.Sharing{For: "all"}, ""); fault.KindOf(err) != fault.NotFound {
		t.Errorf("Abe shares what is kept from him: %v; want NotFound, as for a note that never was", err)
	}
	if err := share(zoe, "n", notes.Sharing{For: "all"}, ""); err != nil {
		t.Fatal(err)
	}
	if err := share(abe, "n", notes.Sharing{}, "edit"); fault.KindOf(err) != fault.Denied {
		t.Errorf("Abe takes Zoe's note for himself: %v; want Denied", err)
	}
	if err := share(abe, "old", notes.Sharing{}, "edit"); fault.KindOf(err) != fault.Denied {
		t.Errorf("without the right Abe takes the studio's note: %v; want Denied", err)
	}
	holder := person("abe", "costume")
	holder.Rights["edit"] = true
	if err := share(holder, "old", notes.Sharing{For: "me"}, "edit"); err != nil || h.readers(graphtest.ID("old")) != "abe" {
		t.Errorf("with the right he keeps it to himself: %v, read by %q", err, h.readers(graphtest.ID("old")))
	}
}

// TestAnswers reach whom the note reaches, wherever it goes afterwards; they have words, and no answers of their own.
func TestAnswers(t *testing.T) {
	h := open(t)
	h.write(zoe, "n", notes.Sharing{For: "readers", People: []graph.ID{abe.Account}})
	answer := func(a graph.Audience, to, id, text string) error {
		return h.try(a, func(e *graph.Edit, v graph.View) error {
			return notes.Answer(e, v, graphtest.ID(to), graphtest.ID(id), text, "Abe of costume")
		})
	}
	if err := answer(abe, "n", "a1", "  The blue one? \n"); err != nil {
		t.Fatal(err)
	}
	if got := h.readers(graphtest.ID("a1")); got != "zoe abe" {
		t.Errorf("the answer is read by %q; want those who read the note", got)
	}
	if err := answer(ivo, "n", "a2", "Me too"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("Ivo answers a note that does not exist for him: %v", err)
	}
	if err := answer(zoe, "a1", "a2", "Yes"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("an answer is answered: %v", err)
	}
	if err := answer(zoe, "n", "a2", " \n"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("an answer without words: %v", err)
	}
	if err := answer(zoe, "n", "a2", "Yes"); err != nil {
		t.Fatal(err)
	}
	got := notes.Replies(h.as(abe), graphtest.ID("n"))
	if len(got) != 2 || got[0].Text != "The blue one?" || got[0].By != "Abe Moss" || !got[0].Mine || got[1].By != "Zoe Lind" || got[1].Mine {
		t.Errorf("Abe reads %+v", got)
	}
	if got := notes.Replies(h.as(ivo), graphtest.ID("n")); len(got) != 0 {
		t.Errorf("Ivo reads %+v; want nothing", got)
	}
	err := h.try(abe, func(e *graph.Edit, v graph.View) error {
		return notes.Share(e, v, graphtest.ID("a1"), notes.Sharing{For: "all"}, "")
	})
	if fault.KindOf(err) != fault.Invalid {
		t.Errorf("an answer is shared by itself: %v; want Invalid", err)
	}
	err = h.try(zoe, func(e *graph.Edit, v graph.View) error {
		return notes.Share(e, v, graphtest.ID("n"), notes.Sharing{For: "all"}, "")
	})
	if err != nil || h.readers(graphtest.ID("a1")) != "zoe abe ivo noor" {
		t.Errorf("once all read the note, its answer is read by %q, %v", h.readers(graphtest.ID("a1")), err)
	}
}

// TestWriters: who signs in as a party signs as it, and under its alias for those who know only that; others sign with a name.
func TestWriters(t *testing.T) {
	h := open(t)
	h.write(noor, "n1", notes.Sharing{For: "all"})
	h.write(ivo, "n2", notes.Sharing{For: "all"})
	for _, tt := range []struct {
		note string
		to   graph.Audience
		want string
		mine bool
	}{{"n1", noor, "Noor Vale", true}, {"n1", abe, "Guest", false}, {"n2", ivo, "Somebody", true}, {"n2", abe, "Somebody", false}, {"old", abe, "The studio", false}} {
		v := h.as(tt.to)
		n, _ := graph.Get[production.Note](v, graphtest.ID(tt.note))
		if got := notes.Writer(v, n); got != tt.want || notes.Mine(v, n) != tt.mine {
			t.Errorf("%s is by %q, mine %v; want %q, %v", tt.note, got, notes.Mine(v, n), tt.want, tt.mine)
		}
	}
	n, _ := graph.Get[production.Note](h.as(graph.Audience{}), graphtest.ID("old"))
	if notes.Mine(h.as(graph.Audience{}), n) {
		t.Error("a note without an account is of whoever has none")
	}
}

// TestWhomToShareWith: people who sign in, by name, without the reader themselves and without accounts behind aliases.
func TestWhomToShareWith(t *testing.T) {
	h := open(t)
	for _, tt := range []struct {
		to   graph.Audience
		want string
	}{{ivo, "Abe Moss, Zoe Lind"}, {abe, "Zoe Lind"}, {noor, "Abe Moss, Zoe Lind"}} {
		got := notes.ReadersFor(h.as(tt.to))
		var names, mine []string
		for _, p := range got.People {
			names = append(names, p.Name)
		}
		for _, d := range got.Departments {
			if d.Mine {
				mine = append(mine, d.Name)
			}
		}
		if s := strings.Join(names, ", "); s != tt.want || len(got.Departments) != len(access.Departments()) || len(mine) != 1 || !access.InDepartment(tt.to, mine[0]) {
			t.Errorf("offered are %q and %d departments, theirs %q; want %q", s, len(got.Departments), mine, tt.want)
		}
	}
}
