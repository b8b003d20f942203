package graph

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/db/dbtest"
	"backlot/internal/core/fault"
)

var ctx = context.Background()

func TestStoreKeepsWhatMemoryKnows(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		vault := s.ids.NewID()
		var twelve, lamp, star, in ID
		s.edit(s.film, "Breakdown of scene 12", func(e *Edit) {
			twelve = Add(e, scene{Number: "12", Eighths: 3})
			lamp = Add(e, element{Name: "Lamp"})
			star = Add(e, element{Name: "The president"})
			e.Seal(star, vault, element{Name: "Guest"})
			in = Add(e, use{Scene: To[scene](twelve), Element: To[element](star)})
			Add(e, use{Scene: To[scene](twelve), Element: To[element](lamp)})
			Add(e, medical{Person: To[element](star), Fact: "Allergic to bees"})
		})
		s.edit(s.film, "Longer", func(e *Edit) { Update(e, twelve, func(s *scene) { s.Eighths = 5 }) })
		s.edit(s.film, "Cut", func(e *Edit) { e.Delete(lamp) })
		s.edit(s.film, "Hide", func(e *Edit) { e.Seal(star, vault, nil) })
		if _, ok := Get[use](s.view(s.film, crew), in); ok {
			t.Error("the crew sees a use of a hidden person")
		}
		s.checkStored(s.film)
	})
}

func TestLandingTwiceChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		e := s.view(s.film, System).Edit(s.ids, "Add scene 12")
		Add(e, scene{Number: "12"})
		c := must[Change](t)(e.Change())
		author := s.ids.NewID()
		first := must[Change](t)(s.Land(ctx, c, author))
		again := must[Change](t)(s.Land(ctx, c, s.ids.NewID()))
		if again.Seq != first.Seq || again.Clock != first.Clock || again.Author != author {
			t.Errorf("landed again as %+v; want %+v", again, first)
		}
		if n := must[int](t)(s.Receive(ctx, []Change{first, first})); n != 0 {
			t.Errorf("%d received; want 0", n)
		}
		s.checkStored(s.film)
	})
}

func TestReadingThePast(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		var want []string
		dumpNow := func() { want = append(want, dump(must[*Snapshot](t)(s.Snapshot(ctx, s.film)))) }
		dumpNow()
		twelve := add(s, s.film, scene{Number: "12"})
		dumpNow()
		lamp := add(s, s.film, element{Name: "Lamp"})
		dumpNow()
		s.edit(s.film, "In", func(e *Edit) { Add(e, use{Scene: To[scene](twelve), Element: To[element](lamp)}) })
		dumpNow()
		for i := range 5 {
			s.edit(s.film, "Longer", func(e *Edit) { Update(e, twelve, func(s *scene) { s.Eighths = i + 1 }) })
			dumpNow()
		}
		s.edit(s.film, "Seal", func(e *Edit) { e.Seal(lamp, s.ids.NewID(), nil) })
		dumpNow()
		s.edit(s.film, "Cut", func(e *Edit) { e.Delete(twelve) })
		dumpNow()
		for seq, want := range want {
			past := must[*Snapshot](t)(s.At(ctx, s.film, Seq(seq)))
			if got := dump(past); got != want || past.Seq() != Seq(seq) {
				t.Errorf("at %d:\n%s\nwant:\n%s", seq, got, want)
			}
		}
		if _, err := s.At(ctx, s.film, 99); !fault.Is(err, fault.Invalid) {
			t.Errorf("the future: %v; want Invalid", err)
		}
	})
}

func TestBranchIsAWorldOfItsOwn(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		twelve := add(s, s.film, scene{Number: "12", Eighths: 3})
		cut := add(s, s.film, scene{Number: "13"})
		storm := Place{s.film.Production, s.ids.NewID()}
		must[Branch](t)(s.CreateBranch(ctx, storm.Production, storm.Branch, "Storm takes day 37", ID{}))
		s.edit(s.film, "Main goes on", func(e *Edit) { Update(e, twelve, func(s *scene) { s.Heading = "INT. BOAT - DAY" }) })
		add(s, s.film, scene{Number: "14"})
		s.edit(storm, "Shorter in the storm", func(e *Edit) { Update(e, twelve, func(s *scene) { s.Eighths = 1 }) })
		s.edit(storm, "Cut", func(e *Edit) { e.Delete(cut) })
		var cave, lamp ID
		s.edit(storm, "Cover set", func(e *Edit) { // the use comes first: merging must not mind the order
			cave, lamp = s.ids.NewID(), s.ids.NewID()
			AddAs(e, s.ids.NewID(), use{Scene: To[scene](cave), Element: To[element](lamp)})
			AddAs(e, lamp, element{Name: "Lamp"})
			AddAs(e, cave, scene{Number: "15", Heading: "INT. CAVE"})
		})
		if got := fmt.Sprint(numbers(s.view(storm, crew)), numbers(s.view(s.film, crew))); got != "[12 15] [12 13 14]" {
			t.Errorf("scenes of branch and main %s", got)
		}
		if h := get[scene](s, storm, twelve).Heading; h != "" {
			t.Errorf("the branch sees %q of the main line", h)
		}
		s.checkStored(storm)
		merge := must[Change](t)(s.Merge(ctx, storm, nil, ID{}))
		if got := fmt.Sprint(numbers(s.view(s.film, crew))); got != "[12 14 15]" || merge.Merges != storm.Branch {
			t.Errorf("scenes after merging %s", got)
		}
		if sc := get[scene](s, s.film, twelve); sc.Eighths != 1 || sc.Heading != "INT. BOAT - DAY" {
			t.Errorf("scene 12 after merging %+v; want both edits", sc)
		}
		e := s.view(storm, System).Edit(s.ids, "Too late")
		Add(e, scene{Number: "16"})
		if _, err := s.Land(ctx, must[Change](t)(e.Change()), ID{}); !fault.Is(err, fault.Conflict) {
			t.Errorf("edit of a merged branch: %v; want Conflict", err)
		}
		s.checkStored(s.film)
		undo := must[Change](t)(Revert(s.view(s.film, System), s.ids, merge, false))
		must[Change](t)(s.Land(ctx, undo, ID{}))
		if got := fmt.Sprint(numbers(s.view(s.film, crew))); got != "[12 13 14]" {
			t.Errorf("scenes after undoing the merge %s", got)
		}
	})
}

func TestMergeAsksWhereBothChanged(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		twelve := add(s, s.film, scene{Number: "12", Eighths: 3, Extra: map[string]string{"a.b": "1"}})
		thirteen := add(s, s.film, scene{Number: "13", Eighths: 3})
		fourteen := add(s, s.film, scene{Number: "14", Eighths: 3})
		gone := add(s, s.film, scene{Number: "1"})
		s.edit(s.film, "Cut scene 1", func(e *Edit) { e.Delete(gone) })
		at := Place{s.film.Production, s.ids.NewID()}
		must[Branch](t)(s.CreateBranch(ctx, at.Production, at.Branch, "Two units", ID{}))
		s.edit(s.film, "Main", func(e *Edit) {
			Update(e, twelve, func(s *scene) { s.Eighths = 4; s.Heading = "SAME"; s.Extra["a.b"] = "main" })
			e.Delete(thirteen)
			Update(e, fourteen, func(s *scene) { s.Eighths = 4 })
		})
		s.edit(at, "Branch", func(e *Edit) {
			Update(e, twelve, func(s *scene) { s.Eighths = 5; s.Heading = "SAME"; s.Extra["a.b"] = "branch" })
			Update(e, thirteen, func(s *scene) { s.Eighths = 5 })
			e.Delete(fourteen)
			e.Restore(gone)
		})
		plan := must[MergePlan](t)(s.PlanMerge(ctx, at, nil))
		got := map[string]string{}
		for _, c := range plan.Conflicts {
			got[s.view(s.film, System).Label(c.Record)+"/"+c.Field] = string(c.Kept) + " or " + string(c.Lost)
		}
		if len(got) != 4 || got["Scene 12/eighths"] != "4 or 5" || got["Scene 12/extra.a~1b"] != `"main" or "branch"` || got["/"] == "" || got["Scene 14/"] == "" {
			t.Fatalf("conflicts %v", got)
		}
		if _, err := s.Merge(ctx, at, nil, ID{}); !fault.Is(err, fault.Conflict) {
			t.Errorf("unsettled merge: %v; want Conflict", err)
		}
		settled := []Settlement{
			{Record: twelve, Field: "eighths", Take: "value", Value: []byte("7")},
			{Record: twelve, Field: "extra.a~1b", Take: "main"},
			{Record: thirteen, Take: "branch"},
			{Record: fourteen, Take: "main"},
		}
		if _, err := s.PlanMerge(ctx, at, []Settlement{{Record: twelve, Field: "eighths", Take: "value"}}); !fault.Is(err, fault.Invalid) {
			t.Errorf("settled with a value but none: %v", err)
		}
		must[Change](t)(s.Merge(ctx, at, settled, ID{}))
		if got := fmt.Sprint(numbers(s.view(s.film, crew))); got != "[1 12 13 14]" {
			t.Errorf("scenes %s; want 1 and 13 back, 14 kept", got)
		}
		sc := get[scene](s, s.film, twelve)
		if sc.Eighths != 7 || sc.Extra["a.b"] != "main" || get[scene](s, s.film, thirteen).Eighths != 5 {
			t.Errorf("scene 12 %+v; want the settled values", sc)
		}
		if c := s.view(s.film, System).Conflicts(); len(c) != 0 {
			t.Errorf("conflicts after a settled merge: %+v", c)
		}
		s.checkStored(s.film)
	})
}

func TestMergeRefusesAMovingBranch(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		at := Place{s.film.Production, s.ids.NewID()}
		must[Branch](t)(s.CreateBranch(ctx, at.Production, at.Branch, "What if", ID{}))
		add(s, at, scene{Number: "12"})
		plan, seq, err := s.planMerge(ctx, at, nil)
		if err != nil {
			t.Fatal(err)
		}
		add(s, at, scene{Number: "13"}) // lands after the plan was made
		c := Change{ID: s.ids.NewID(), Production: at.Production, Cause: "Merge", Merges: at.Branch, Ops: plan.Ops}
		if _, err := s.send(ctx, landing{change: c, merges: seq}, ID{}); !fault.Is(err, fault.Conflict) {
			t.Errorf("merge of a branch that moved: %v; want Conflict, or scene 13 is lost", err)
		}
		must[Change](t)(s.Merge(ctx, at, nil, ID{}))
		if got := fmt.Sprint(numbers(s.view(s.film, crew))); got != "[12 13]" {
			t.Errorf("scenes %s", got)
		}
	})
}

func TestErasedBytesAreNowhere(t *testing.T) {
	const secret = "Zebulon Quirke, allergic to penicillin"
	each(t, func(t *testing.T, s *shop) {
		who := add(s, s.film, element{Name: "Candidate"})
		other := add(s, s.film, element{Name: "Somebody else"})
		at := Place{s.film.Production, s.ids.NewID()}
		must[Branch](t)(s.CreateBranch(ctx, at.Production, at.Branch, "Recast", ID{}))
		s.edit(s.film, "Name "+secret, func(e *Edit) {
			Update(e, who, func(x *element) { x.Name = secret })
			Update(e, other, func(x *element) { x.Name = "Somebody else entirely" })
		})
		s.edit(s.film, "Seal", func(e *Edit) { e.Seal(who, s.ids.NewID(), element{Name: "alias of " + secret}) })
		s.edit(at, "Name", func(e *Edit) { Update(e, who, func(x *element) { x.Name = secret + "!" }) })
		var inBranch ID
		s.edit(at, "Another "+secret, func(e *Edit) { inBranch = Add(e, element{Name: secret}) })
		late := Change{ID: s.ids.NewID(), Production: s.film.Production, Clock: Clock{Ms: noon.UnixMilli()}, Cause: "late: " + secret,
			Ops: []Op{{Record: who, Kind: "element", Do: Patch, Fields: []byte(`{"name":"` + secret + `"}`)}}}

		must[Change](t)(s.Erase(ctx, s.film.Production, []ID{who, inBranch}, "Withdrew", ID{}))
		must[int](t)(s.Receive(ctx, []Change{late})) // a stale tablet comes back
		if _, ok := s.view(s.film, System).Record(who); ok {
			t.Error("the erased record is still shown")
		}
		for _, place := range []Place{s.film, at} {
			if text := dump(must[*Snapshot](t)(s.Snapshot(ctx, place))); strings.Contains(text, "Zebulon") {
				t.Errorf("memory still holds it: %s", text)
			}
			if n, ok := Get[element](s.view(place, System), other); !ok || n.Name == "" {
				t.Error("another record was lost")
			}
		}
		if text := dump(must[*Snapshot](t)(s.At(ctx, s.film, 4))); strings.Contains(text, "Zebulon") {
			t.Errorf("the past still holds it: %s", text)
		}
		nowhere(t, s.d, "Zebulon")
		s.checkStored(s.film)
		s.checkStored(at)
		log := must[[]Change](t)(s.Changes(ctx, s.film, 0, 100))
		if len(log) != 6 || log[2].Cause != erasedCause || log[2].Ops[0].Erased == "" || string(log[2].Ops[1].Fields) == "" {
			t.Errorf("the log does not keep order and hash: %+v", log)
		}
		e := s.view(s.film, System).Edit(s.ids, "Undo")
		if _, err := Revert(e.view, s.ids, log[0], true); err == nil {
			t.Error("an erasure was undone")
		}
	})
}

// nowhere looks for text in all files of a SQLite database, or in all rows of all
// tables of a PostgreSQL one.
func nowhere(t *testing.T, d *db.DB, text string) {
	t.Helper()
	if d.Dialect == db.SQLite {
		files, _ := filepath.Glob(d.Path + "*")
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			if i := strings.Index(string(b), text); i >= 0 {
				t.Errorf("%s holds %q: ...%q", filepath.Base(f), text, b[max(0, i-80):min(len(b), i+40)])
			}
		}
		return
	}
	for _, table := range []string{"production", "branch", "change", "op", "record"} {
		var n int
		if err := d.QueryRow(ctx, "SELECT count(*) FROM "+table+" x WHERE strpos(CAST(x AS TEXT), ?) > 0", text).Scan(&n); err != nil || n > 0 {
			t.Errorf("table %s holds %q in %d rows (%v)", table, text, n, err)
		}
	}
}

func TestReportingViewsHoldNoSecret(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		vault := s.ids.NewID()
		var star, open, sc ID
		s.edit(s.film, "Breakdown", func(e *Edit) {
			star, open = Add(e, element{Name: "The president"}), Add(e, element{Name: "Lamp"})
			sc = Add(e, scene{Number: "12", Heading: `INT. "SEAL" - DAY`, Set: To[element](star)})
			Add(e, use{Scene: To[scene](sc), Element: To[element](star), Note: "president waves"})
			Add(e, use{Scene: To[scene](sc), Element: To[element](open), Note: "lamp burns", Quantity: 2})
			e.Delete(Add(e, scene{Number: "13"}))
		})
		rows := func(query string) string {
			t.Helper()
			r := must[*sql.Rows](t)(s.d.Query(ctx, query))
			defer r.Close()
			var out []string
			for r.Next() {
				var a, b *string
				if err := r.Scan(&a, &b); err != nil {
					t.Fatal(err)
				}
				for _, x := range []*string{a, b} {
					if x == nil {
						out = append(out, "NULL")
					} else {
						out = append(out, *x)
					}
				}
			}
			return strings.Join(out, " ")
		}
		if got := rows("SELECT number, \"set\" FROM noun_scene"); got != "12 "+star.String() {
			t.Errorf("noun_scene = %s", got)
		}
		s.edit(s.film, "Hide", func(e *Edit) { e.Seal(star, vault, nil) }) // later, so that what it owns must follow
		for query, want := range map[string]string{
			"SELECT number, \"set\" FROM noun_scene":  "12 NULL",
			"SELECT note, quantity FROM noun_use":     "lamp burns 2",
			"SELECT name, category FROM noun_element": "Lamp NULL",
			"SELECT fact, person FROM noun_medical":   "",
		} {
			if got := rows(query); got != want {
				t.Errorf("%s = %q; want %q", query, got, want)
			}
		}
		s.edit(s.film, "Cut 12", func(e *Edit) { e.Delete(sc) })
		if got := rows("SELECT note, quantity FROM noun_use"); got != "" {
			t.Errorf("uses of a cut scene are reported: %s", got)
		}
		s.edit(s.film, "Reveal", func(e *Edit) { e.Restore(sc); e.Reveal(star) })
		if got := rows("SELECT note, quantity FROM noun_use ORDER BY note"); got != "lamp burns 2 president waves NULL" {
			t.Errorf("after revealing: %s", got)
		}
	})
}

// sceneV2 is what a later version made of scenes: eighths became a text.
type sceneV2 struct {
	Number string `json:"number"`
	Title  string `json:"title,omitzero"`
	Length string `json:"length,omitzero"`
}

func (sceneV2) Kind() Kind { return "scene" }

func filmV2() *Registry {
	info := KindInfo{Version: 2, Title: "Scene", Upgrade: upgradeScene}
	return NewRegistry(Register(info, func(s sceneV2) string { return s.Number }),
		Register(KindInfo{Version: 1, Title: "Element"}, func(e element) string { return e.Name }),
		Register(KindInfo{Version: 1, Title: "Use"}, func(u useV2) string { return "" }),
		Register(KindInfo{Version: 1, Title: "Medical fact", Read: rightMedical}, func(m medical) string { return m.Fact }),
		Register(KindInfo{Version: 1, Title: "Remark"}, func(r remark) string { return r.Text }))
}

type useV2 struct {
	Scene   Ref[sceneV2] `json:"scene" graph:"owner"`
	Element Ref[element] `json:"element" graph:"owner"`
}

func (useV2) Kind() Kind { return "use" }

func TestOldestStoredFormIsRead(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		f, err := os.Open("testdata/oldest.backlot") // written by TestWriteOldestSample at version 1 of everything; never rewritten
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		info, _ := f.Stat()
		ids := newIDs(5)
		old := openStore(t, d, film, ids, func() time.Time { return noon })
		m, err := old.Import(ctx, f, info.Size(), nil)
		if err != nil {
			t.Fatal(err)
		}
		at := Main(m.Production.ID)
		old.Close()
		s := &shop{TB: t, d: d, ids: ids, film: at, now: noon}
		s.Store = openStore(t, d, filmV2(), ids, func() time.Time { return s.now })
		var got []string
		for id, sc := range All[sceneV2](s.view(at, System)) {
			got = append(got, sc.Number+" "+sc.Title+" "+sc.Length)
			s.edit(at, "Rename", func(e *Edit) { Update(e, id, func(s *sceneV2) { s.Title += "!" }) })
		}
		if fmt.Sprint(got) != "[12 INT. LAMP ROOM - NIGHT 5/8]" {
			t.Errorf("scenes read as %q", got)
		}
		var title, length string
		if err := d.QueryRow(ctx, "SELECT title, length FROM noun_scene").Scan(&title, &length); err != nil || length != "5/8" {
			t.Errorf("reported as %q %q, %v", title, length, err)
		}
		edit := must[[]Change](t)(s.Changes(ctx, at, 1, 1))[0] // "3 becomes 5", written in the old form
		undo := must[Change](t)(Revert(s.view(at, System), ids, edit, false))
		must[Change](t)(s.Land(ctx, undo, ID{}))
		for id := range All[sceneV2](s.view(at, System)) {
			if l := get[sceneV2](s, at, id).Length; l != "3/8" {
				t.Errorf("length after undoing an old change %q", l)
			}
		}
		s.checkStored(at)
	})
}

func TestCloseIsSafe(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		c := s.edit(s.film, "Add", func(e *Edit) { Add(e, scene{Number: "12"}) })
		s.Close()
		c.ID = s.ids.NewID()
		if _, err := s.Land(ctx, c, ID{}); !fault.Is(err, fault.Unavailable) {
			t.Errorf("landing in a closed store: %v", err)
		}
	})
}

func TestClocks(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		id := add(s, s.film, scene{Number: "12", Eighths: 1})
		s.now = noon.Add(-48 * time.Hour) // the machine's clock is set back two days
		for i := range 3 {
			s.edit(s.film, "Longer", func(e *Edit) { Update(e, id, func(s *scene) { s.Eighths = 10 + i }) })
		}
		if n := get[scene](s, s.film, id).Eighths; n != 12 {
			t.Errorf("eighths = %d; want the last edit to win in spite of the clock", n)
		}
		again := openStore(t, s.d, film, s.ids, func() time.Time { return s.now })
		e := must[View](t)(again.View(ctx, s.film, System)).Edit(s.ids, "After a restart")
		Update(e, id, func(s *scene) { s.Eighths = 20 })
		c := must[Change](t)(again.Land(ctx, must[Change](t)(e.Change()), ID{}))
		if got, _ := Get[scene](must[View](t)(again.View(ctx, s.film, System)), id); got.Eighths != 20 || c.Clock.Ms != noon.UnixMilli() {
			t.Errorf("after a restart with the clock back: %d eighths at %v", got.Eighths, c.Clock)
		}
		again.Close()

		future := Change{ID: s.ids.NewID(), Production: s.film.Production, Device: s.ids.NewID(), Clock: Clock{Ms: s.now.Add(3 * time.Hour).UnixMilli()},
			Ops: []Op{{Record: id, Kind: "scene", Do: Patch, Fields: []byte(`{"eighths":99}`)}}}
		fine := future
		fine.ID, fine.Clock = s.ids.NewID(), Clock{Ms: s.now.UnixMilli()}
		n, err := s.Receive(ctx, []Change{future, fine})
		if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "is 3h0m0s ahead") || !strings.Contains(err.Error(), "nothing was lost") || n != 1 {
			t.Errorf("a change from the future: %d, %v; want it refused, and the other kept", n, err)
		}
	})
}

func TestPoisonDoesNotHoldUpOthers(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		id := add(s, s.film, scene{Number: "12"})
		bad := Change{ID: s.ids.NewID(), Production: s.film.Production, Clock: Clock{Ms: noon.UnixMilli()},
			Ops: []Op{{Record: id, Kind: "scene", Do: Patch, Fields: []byte(`{"heading":"x\u0000"}`)}}}
		odd := bad
		odd.ID, odd.Ops = s.ids.NewID(), []Op{{Record: id, Kind: "scene", Do: Patch, Fields: []byte(`{"heading":"\ud800<é` + "\xff" + `"}`)}}
		good := bad
		good.ID, good.Ops = s.ids.NewID(), []Op{{Record: s.ids.NewID(), Kind: "spaceship", Do: Create, Fields: []byte(`{"of":"a newer version"}`)}}
		n, err := s.Receive(ctx, []Change{bad, odd, good})
		if n != 2 || !fault.Is(err, fault.Invalid) {
			t.Errorf("received %d, %v; want the two that can be kept", n, err)
		}
		var heading string
		if err := s.d.QueryRow(ctx, "SELECT heading FROM noun_scene").Scan(&heading); err != nil || heading != "\ufffd<é\ufffd" {
			t.Errorf("reported heading %q, %v", heading, err)
		}
		if got := s.view(s.film, crew).Seq(); got != 2 {
			t.Errorf("the crew counts %d; want 2: nobody can be shown a kind this program does not know", got)
		}
		s.checkStored(s.film)
	})
}
