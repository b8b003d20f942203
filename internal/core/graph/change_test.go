package graph

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"backlot/internal/core/fault"
)

// tablet is a device that works without a network.
type tablet struct {
	*Memory
	t   testing.TB
	ids IDs
}

func newTablet(t testing.TB, ids IDs, at Place) *tablet {
	return &tablet{NewMemory(film, at, ids.NewID(), func() time.Time { return noon }), t, ids}
}

func (d *tablet) edit(cause string, fn func(e *Edit)) Change {
	d.t.Helper()
	e := d.Snapshot().View(System).Edit(d.ids, cause)
	fn(e)
	c := must[Change](d.t)(e.Change())
	return must[Change](d.t)(d.Commit(c, ID{}))
}

func (d *tablet) receive(list ...Change) {
	d.t.Helper()
	for _, c := range list {
		must[bool](d.t)(d.Receive(c))
	}
}

// twoTablets both know scene 12, which lasts 3 eighths on the lamp room set.
func twoTablets(t *testing.T) (a, b *tablet, twelve ID) {
	ids := newIDs(2)
	at := Main(ids.NewID())
	a, b = newTablet(t, ids, at), newTablet(t, ids, at)
	c := a.edit("Add scene 12", func(e *Edit) {
		twelve = Add(e, scene{Number: "12", Heading: "INT. LAMP ROOM - NIGHT", Eighths: 3, Extra: map[string]string{"weather": "storm"}})
	})
	b.receive(c)
	return a, b, twelve
}

// exchange gives each what the other did, and checks that they agree.
func exchange(t *testing.T, a, b *tablet) []Conflict {
	t.Helper()
	left, right := a.Changes(), b.Changes()
	a.receive(right...)
	b.receive(left...)
	if x, y := dump(a.Snapshot()), dump(b.Snapshot()); x != y {
		t.Fatalf("the tablets disagree:\n%s\n%s", x, y)
	}
	return a.Snapshot().View(System).Conflicts()
}

func TestDifferentFieldsMergeWithoutConflict(t *testing.T) {
	a, b, twelve := twoTablets(t)
	a.edit("Scene 12 is longer", func(e *Edit) { Update(e, twelve, func(s *scene) { s.Eighths = 5 }) })
	b.edit("Scene 12 is by day", func(e *Edit) { Update(e, twelve, func(s *scene) { s.Heading = "INT. LAMP ROOM - DAY" }) })
	if c := exchange(t, a, b); len(c) != 0 {
		t.Errorf("conflicts %+v; want none", c)
	}
	s, _ := Get[scene](a.Snapshot().View(System), twelve)
	if s.Eighths != 5 || s.Heading != "INT. LAMP ROOM - DAY" {
		t.Errorf("scene 12 is %+v; want both edits", s)
	}
}

func TestMembersOfAMapMergeEachByItself(t *testing.T) {
	a, b, twelve := twoTablets(t)
	a.edit("Tide", func(e *Edit) { Update(e, twelve, func(s *scene) { s.Extra["tide"] = "high" }) })
	b.edit("Clear sky", func(e *Edit) {
		Update(e, twelve, func(s *scene) { s.Extra = map[string]string{"moon": "full", "v1.2~x": "dots in a name"} })
	})
	if c := exchange(t, a, b); len(c) != 0 {
		t.Errorf("conflicts %+v; want none", c)
	}
	s, _ := Get[scene](a.Snapshot().View(System), twelve)
	if len(s.Extra) != 3 || s.Extra["tide"] != "high" || s.Extra["moon"] != "full" || s.Extra["v1.2~x"] == "" {
		t.Errorf("extra = %v; want tide and moon, and no weather", s.Extra)
	}
}

func TestTwoLengthsOfOneSceneAreAConflict(t *testing.T) {
	a, b, twelve := twoTablets(t)
	a.edit("Scene 12 is longer", func(e *Edit) { Update(e, twelve, func(s *scene) { s.Eighths = 5 }) })
	late := b.edit("Something else first", func(e *Edit) { Add(e, element{Name: "Lamp"}) })
	want := b.edit("Scene 12 is much longer", func(e *Edit) { Update(e, twelve, func(s *scene) { s.Eighths = 9; s.Extra["a.b"] = "x" }) })
	got := exchange(t, a, b)
	if len(got) != 1 || got[0].Field != "eighths" || string(got[0].Kept) != "9" || string(got[0].Lost) != "5" ||
		got[0].Winner != want.ID || got[0].Loser == want.ID || got[0].Loser == late.ID {
		t.Fatalf("conflicts %+v; want eighths: 9 kept, 5 lost", got)
	}
	c := a.edit("It is 7", func(e *Edit) { e.Settle(twelve, json.RawMessage(`{"eighths":7}`)) })
	b.receive(c)
	if left := exchange(t, a, b); len(left) != 0 {
		t.Errorf("after settling: %+v", left)
	}
	if s, _ := Get[scene](b.Snapshot().View(System), twelve); s.Eighths != 7 {
		t.Errorf("eighths = %d; want the settled 7", s.Eighths)
	}
}

func TestEveryLoserOfThreeIsKept(t *testing.T) {
	a, b, twelve := twoTablets(t)
	c := newTablet(t, a.ids, a.Snapshot().Where())
	c.receive(a.Changes()...)
	for i, d := range []*tablet{a, b, c} {
		for range i {
			d.edit("Time passes", func(e *Edit) { Add(e, element{Name: "Clock"}) })
		}
		d.edit("New length", func(e *Edit) { Update(e, twelve, func(s *scene) { s.Eighths = 10 + i }) })
	}
	exchange(t, a, b)
	exchange(t, b, c)
	got := exchange(t, a, c)
	if len(got) != 2 || string(got[0].Kept) != "12" || string(got[1].Kept) != "12" || string(got[0].Lost) != "10" || string(got[1].Lost) != "11" {
		t.Errorf("conflicts %+v; want 12 kept, 10 and 11 lost", got)
	}
}

func TestAgreeingEditsAreNoConflict(t *testing.T) {
	a, b, twelve := twoTablets(t)
	a.edit("Five", func(e *Edit) { e.Patch("scene", twelve, json.RawMessage(`{"heading":"INT. A < B"}`)) })
	b.edit("Five too", func(e *Edit) { Update(e, twelve, func(s *scene) { s.Heading = "INT. A < B" }) }) // Go writes < as \u003c
	if c := exchange(t, a, b); len(c) != 0 {
		t.Errorf("conflicts %+v; want none: both wrote the same", c)
	}
}

func TestDeletionAgainstEditIsAConflict(t *testing.T) {
	for name, deleterFirst := range map[string]bool{"edited, then deleted": false, "deleted, then edited": true} {
		t.Run(name, func(t *testing.T) {
			a, b, twelve := twoTablets(t)
			deleter, editor := a, b
			if !deleterFirst {
				deleter, editor = b, a
			}
			b.edit("Time passes", func(e *Edit) { Add(e, element{Name: "Clock"}) })
			del := deleter.edit("Cut scene 12", func(e *Edit) { e.Delete(twelve) })
			editor.edit("Scene 12 is longer", func(e *Edit) { Update(e, twelve, func(s *scene) { s.Eighths = 5 }) })
			got := exchange(t, a, b)
			if len(got) != 1 || got[0].Field != "" || string(got[0].Kept) != "null" || !strings.Contains(string(got[0].Lost), `"eighths":5`) || got[0].Winner != del.ID {
				t.Fatalf("conflicts %+v; want the deletion kept, the edit lost", got)
			}
			if crewSees := a.Snapshot().View(crew).Conflicts(); len(crewSees) != 1 {
				t.Errorf("the crew sees %d conflicts; want 1: who may know the scene must be asked", len(crewSees))
			}
			b.edit("Keep it after all", func(e *Edit) { e.Restore(twelve) })
			if left := exchange(t, a, b); len(left) != 0 {
				t.Errorf("after restoring: %+v", left)
			}
			if s, ok := Get[scene](a.Snapshot().View(System), twelve); !ok || s.Eighths != 5 {
				t.Errorf("restored scene %+v, %v; want the edit in it", s, ok)
			}
		})
	}
}

func TestSettlingADeletionClosesIt(t *testing.T) {
	a, b, twelve := twoTablets(t)
	a.edit("Cut", func(e *Edit) { e.Delete(twelve) })
	b.edit("Longer", func(e *Edit) { Update(e, twelve, func(s *scene) { s.Eighths = 5 }) })
	exchange(t, a, b)
	a.edit("It stays cut", func(e *Edit) { e.Settle(twelve, json.RawMessage(`{}`)) })
	if left := exchange(t, a, b); len(left) != 0 {
		t.Errorf("after settling: %+v", left)
	}
}

func TestDeletedSceneHidesItsUsesAndBringsThemBack(t *testing.T) {
	a, _, twelve := twoTablets(t)
	var lamp, inTwelve ID
	a.edit("A lamp in scene 12", func(e *Edit) {
		lamp = Add(e, element{Name: "Lamp", Category: "prop"})
		inTwelve = Add(e, use{Scene: To[scene](twelve), Element: To[element](lamp), Quantity: 2})
	})
	uses := func() (n int) {
		for range Referring[use](a.Snapshot().View(crew), lamp, "element") {
			n++
		}
		return n
	}
	if uses() != 1 {
		t.Fatal("the lamp has no use")
	}
	a.edit("Cut scene 12", func(e *Edit) { e.Delete(twelve) })
	if _, ok := a.Snapshot().View(System).Record(inTwelve); ok || uses() != 0 {
		t.Error("a use outlives its scene")
	}
	a.edit("Back in", func(e *Edit) { e.Restore(twelve) })
	if u, ok := Get[use](a.Snapshot().View(crew), inTwelve); !ok || u.Quantity != 2 || uses() != 1 {
		t.Errorf("use after restoring = %+v, %v", u, ok)
	}
}

func TestUndoAndRedo(t *testing.T) {
	a, _, twelve := twoTablets(t)
	v := func() View { return a.Snapshot().View(System) }
	land := func(c Change, err error) Change {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return must[Change](t)(a.Commit(c, ID{}))
	}
	edit := a.edit("Longer", func(e *Edit) { Update(e, twelve, func(s *scene) { s.Eighths = 5; s.Extra = nil }) })
	back := land(Revert(v(), a.ids, edit, false))
	if s, _ := Get[scene](v(), twelve); s.Eighths != 3 || s.Extra["weather"] != "storm" || back.Reverts != edit.ID {
		t.Errorf("after undo %+v", s)
	}
	land(Revert(v(), a.ids, back, false))
	if s, _ := Get[scene](v(), twelve); s.Eighths != 5 || len(s.Extra) != 0 {
		t.Errorf("after redo %+v", s)
	}

	a.edit("Longer still", func(e *Edit) { Update(e, twelve, func(s *scene) { s.Eighths = 8 }) })
	_, err := Revert(v(), a.ids, edit, false)
	if !fault.Is(err, fault.Conflict) || !strings.Contains(err.Error(), "Scene 12 eighths") {
		t.Errorf("undo of what moved since: %v; want a conflict that names it", err)
	}
	land(Revert(v(), a.ids, edit, true))
	if s, _ := Get[scene](v(), twelve); s.Eighths != 3 {
		t.Errorf("forced undo leaves %d eighths; want 3", s.Eighths)
	}

	made := a.edit("Scene 13", func(e *Edit) { Add(e, scene{Number: "13"}) })
	thirteen := made.Ops[0].Record
	lamp := a.edit("Lamp in 13", func(e *Edit) {
		Add(e, use{Scene: To[scene](thirteen), Element: To[element](Add(e, element{Name: "Lamp"}))})
	})
	if _, err := Revert(v(), a.ids, made, false); !fault.Is(err, fault.Conflict) {
		t.Errorf("undo of a scene in use: %v; want a conflict", err)
	}
	land(Revert(v(), a.ids, lamp, false))
	gone := land(Revert(v(), a.ids, made, false))
	if _, ok := Get[scene](v(), thirteen); ok {
		t.Error("scene 13 is still there")
	}
	land(Revert(v(), a.ids, gone, false))
	if _, ok := Get[scene](v(), thirteen); !ok {
		t.Error("scene 13 did not come back")
	}
}

func TestPatchArrivingBeforeItsRecord(t *testing.T) {
	a, _, twelve := twoTablets(t)
	edit := a.edit("Longer", func(e *Edit) { Update(e, twelve, func(s *scene) { s.Eighths = 5 }) })
	late := newTablet(t, a.ids, a.Snapshot().Where())
	late.receive(edit)
	if _, ok := late.Snapshot().View(System).Record(twelve); ok {
		t.Error("a record is shown before it was made")
	}
	if v := late.Snapshot().View(crew); v.Seq() != 0 {
		t.Errorf("the crew counts %d changes; want 0: nobody can say yet whether they may know the record", v.Seq())
	}
	late.receive(a.Changes()...)
	if dump(late.Snapshot()) != dump(a.Snapshot()) {
		t.Error("the late tablet disagrees")
	}
}

func TestOwnersInARingDoNotHang(t *testing.T) {
	ids := newIDs(3)
	reg := NewRegistry(Register(KindInfo{Version: 1}, func(r ring) string { return "ring" }))
	m := NewMemory(reg, Main(ids.NewID()), ids.NewID(), func() time.Time { return noon })
	var all []ID
	for range 60 {
		all = append(all, ids.NewID())
	}
	for i, id := range all {
		fields, _ := json.Marshal(ring{To[ring](all[(i+1)%60]), To[ring](all[(i+7)%60]), To[ring](all[(i*i)%60])})
		c := Change{ID: ids.NewID(), Production: m.Snapshot().Where().Production, Clock: Clock{Ms: int64(i)}, Ops: []Op{{Record: id, Kind: "ring", Do: Create, Fields: fields}}}
		must[bool](t)(m.Receive(c))
	}
	n := 0
	for range All[ring](m.Snapshot().View(Audience{})) {
		n++
	}
	if n != 60 {
		t.Errorf("%d of 60 are seen: all owners exist", n)
	}
	start := time.Now()
	must[bool](t)(m.Receive(Change{ID: ids.NewID(), Production: m.Snapshot().Where().Production, Clock: Clock{Ms: 99}, Ops: []Op{{Record: all[0], Kind: "ring", Do: Delete}}}))
	for range All[ring](m.Snapshot().View(Audience{})) {
		t.Error("a record is seen whose owner's owner is gone")
		break
	}
	if d := time.Since(start); d > time.Second {
		t.Errorf("deleting one of a ring took %v", d)
	}
}

type ring struct {
	A Ref[ring] `json:"a" graph:"owner"`
	B Ref[ring] `json:"b" graph:"owner"`
	C Ref[ring] `json:"c" graph:"owner"`
}

func (ring) Kind() Kind { return "ring" }

func TestBadChangesAreRefusedWithThePlace(t *testing.T) {
	a, _, twelve := twoTablets(t)
	where := a.Snapshot().Where().Production
	op := func(o Op) Change { return Change{ID: a.ids.NewID(), Production: where, Ops: []Op{o}} }
	deep := strings.Repeat(`{"a":`, 40) + "1" + strings.Repeat("}", 40)
	for name, tt := range map[string]struct {
		change Change
		want   string
		field  string
	}{
		"no operations":        {Change{ID: a.ids.NewID(), Production: where}, "at least one operation", "ops"},
		"a list for fields":    {op(Op{Record: twelve, Kind: "scene", Do: Patch, Fields: []byte(`[1]`)}), "JSON object", "ops[0]"},
		"cut off JSON":         {op(Op{Record: twelve, Kind: "scene", Do: Patch, Fields: []byte(`{"a":`)}), "JSON object", "ops[0]"},
		"nested without end":   {op(Op{Record: twelve, Kind: "scene", Do: Patch, Fields: []byte(deep)}), "32 deep", "ops[0]"},
		"character 0":          {op(Op{Record: twelve, Kind: "scene", Do: Patch, Fields: []byte(`{"heading":"a\u0000b"}`)}), "U+0000", "ops[0]"},
		"unknown operation":    {op(Op{Record: twelve, Kind: "scene", Do: "explode"}), "want create, patch", "ops[0]"},
		"unknown kind":         {op(Op{Record: a.ids.NewID(), Kind: "spaceship", Do: Create, Fields: []byte(`{}`)}), "not known to this version", "ops[0]"},
		"a word for a length":  {op(Op{Record: twelve, Kind: "scene", Do: Patch, Fields: []byte(`{"eighths":"three"}`)}), "scene", "ops[0]"},
		"scene without number": {op(Op{Record: twelve, Kind: "scene", Do: Patch, Fields: []byte(`{"number":null}`)}), "such as \"12A\"", "ops[0]"},
		"missing set":          {op(Op{Record: twelve, Kind: "scene", Do: Patch, Fields: []byte(`{"set":"00000009-0000-7000-8000-000000000009"}`)}), "does not exist", "ops[0].fields.set"},
		"set that is a scene":  {op(Op{Record: twelve, Kind: "scene", Do: Patch, Fields: []byte(`{"set":"` + twelve.String() + `"}`)}), "is a scene, not a element", "ops[0].fields.set"},
		"bad cause":            {Change{ID: a.ids.NewID(), Production: where, Cause: "\xff", Ops: []Op{{Record: twelve, Kind: "scene", Do: Delete}}}, "UTF-8", "cause"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := a.Commit(tt.change, ID{})
			if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), tt.want) || fault.FieldOf(err) != tt.field {
				t.Errorf("got %v at %q; want %q at %q", err, fault.FieldOf(err), tt.want, tt.field)
			}
		})
	}
	if s, _ := Get[scene](a.Snapshot().View(System), twelve); s.Eighths != 3 || len(a.Changes()) != 1 {
		t.Error("a refused change left something behind")
	}
}
