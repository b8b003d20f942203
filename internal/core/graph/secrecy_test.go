package graph

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// worlds are two productions that differ only in what is secret: in one, there
// are hidden records, and records with an alias; in the other, the first do not
// exist and the second are what their alias says.
type worlds struct {
	t      *rapid.T
	a, b   *Memory
	ids    *SequentialIDs
	step   int
	vault  ID
	open   []ID // scenes that everybody may know
	props  []ID // elements that everybody may know
	alias  []ID // elements that have an alias
	hidden []ID // scenes, elements and uses that only world a has
	kinds  map[ID]Kind
}

func newWorlds(t *rapid.T) *worlds {
	w := &worlds{t: t, ids: &SequentialIDs{Prefix: 6}, kinds: map[ID]Kind{}}
	w.vault = w.ids.NewID()
	at, dev := Main(w.ids.NewID()), w.ids.NewID()
	now := func() time.Time { return noon.Add(time.Duration(w.step) * time.Second) }
	w.a, w.b = NewMemory(film, at, dev, now), NewMemory(film, at, dev, now)
	return w
}

// do lands what fn does in both worlds, or in the first only.
func (w *worlds) do(both bool, cause string, as Audience, fn func(e *Edit, secret bool)) {
	w.step++
	list := []*Memory{w.a}
	if both {
		list = append(list, w.b)
	}
	var errs []error
	start := *w.ids
	for _, m := range list {
		*w.ids = start
		e := m.Snapshot().View(as).Edit(w.ids, cause)
		fn(e, m == w.a)
		c, err := e.Change()
		if err == nil {
			_, err = m.Commit(c, as.Account)
		}
		errs = append(errs, err)
	}
	w.ids.n = start.n + 20
	if both && (errs[0] == nil) != (errs[1] == nil) {
		w.t.Fatalf("%s: with the secret: %v; without: %v", cause, errs[0], errs[1])
	}
}

func (w *worlds) pick(from []ID, name string) (ID, bool) {
	if len(from) == 0 {
		return ID{}, false
	}
	return from[rapid.IntRange(0, len(from)-1).Draw(w.t, name)], true
}

// set is a reference to any element for the first world, and what the second
// world sees of it.
func (w *worlds) set(secret bool, to ID) Ref[element] {
	if !secret && slices.Contains(w.hidden, to) {
		return Ref[element]{}
	}
	return To[element](to)
}

func (w *worlds) anyElement() ID {
	var list []ID
	for _, id := range slices.Concat(w.props, w.alias, w.hidden) {
		if w.kinds[id] == "element" {
			list = append(list, id)
		}
	}
	id, _ := w.pick(list, "element")
	return id
}

func (w *worlds) word() string { return fmt.Sprintf("word %d", w.step) }

func (w *worlds) add(list *[]ID, kind Kind) ID {
	id := w.ids.NewID()
	*list = append(*list, id)
	w.kinds[id] = kind
	return id
}

func (w *worlds) random() {
	steps := []func(){
		func() { // an open scene, its set perhaps a secret
			id, set := w.add(&w.open, "scene"), w.anyElement()
			w.do(true, "Add a scene", System, func(e *Edit, secret bool) {
				AddAs(e, id, scene{Number: w.word(), Set: w.set(secret, set)})
			})
		},
		func() {
			id := w.add(&w.props, "element")
			w.do(true, "Add a prop", crew, func(e *Edit, _ bool) { AddAs(e, id, element{Name: w.word()}) })
		},
		func() {
			id := w.add(&w.hidden, "element")
			w.do(false, "Add a secret", System, func(e *Edit, _ bool) {
				AddAs(e, id, element{Name: "secret"})
				e.Seal(id, w.vault, nil)
			})
		},
		func() {
			id := w.add(&w.hidden, "scene")
			w.do(false, "Add a secret scene", System, func(e *Edit, _ bool) {
				AddAs(e, id, scene{Number: "secret", Set: To[element](w.anyElement())})
				e.Seal(id, w.vault, nil)
			})
		},
		func() { // kept to one person, who shares it with a department or not
			id, shared := w.add(&w.hidden, "element"), rapid.Bool().Draw(w.t, "shared")
			w.do(false, "A remark for myself", System, func(e *Edit, _ bool) {
				AddAs(e, id, element{Name: "secret"})
				e.KeepTo(id, "account:mara")
			})
			if shared {
				w.do(false, "Share it", System, func(e *Edit, _ bool) { e.KeepTo(id, "department:costume", "account:mara") })
			}
		},
		func() { // known under an alias
			id, set := w.add(&w.alias, "element"), w.word()
			w.do(true, "Add a guest", crew, func(e *Edit, secret bool) {
				if !secret {
					AddAs(e, id, element{Name: set})
					return
				}
				AddAs(e, id, element{Name: "secret", Category: "secret"})
				e.Seal(id, w.vault, element{Name: set})
			})
		},
		func() { // a use is hidden when what owns it is
			sc, ok := w.pick(slices.Concat(w.open, w.hidden), "scene")
			el := w.anyElement()
			if !ok || w.kinds[sc] != "scene" || el.IsZero() {
				return
			}
			both := !slices.Contains(w.hidden, sc) && !slices.Contains(w.hidden, el)
			id := w.ids.NewID()
			w.do(both, "Use", System, func(e *Edit, _ bool) {
				AddAs(e, id, use{Scene: To[scene](sc), Element: To[element](el), Note: w.word()})
			})
		},
		func() { // a medical fact is behind a right
			if el := w.anyElement(); !el.IsZero() {
				w.do(false, "Medical", System, func(e *Edit, _ bool) { Add(e, medical{Person: To[element](el), Fact: "secret"}) })
			}
		},
		func() { // a remark about anything
			id, ok := w.pick(slices.Concat(w.open, w.props, w.alias, w.hidden), "about")
			if !ok {
				return
			}
			w.do(true, "Remark", System, func(e *Edit, secret bool) {
				r := remark{About: To[Any](id), Text: w.word()}
				if !secret && slices.Contains(w.hidden, id) {
					r.About = Ref[Any]{}
				}
				Add(e, r)
			})
		},
		func() { // an open scene gets another set, perhaps a secret one
			id, ok := w.pick(w.open, "scene")
			set := w.anyElement()
			if ok {
				w.do(true, "New set", System, func(e *Edit, secret bool) {
					ref, _ := json.Marshal(w.set(secret, set))
					if string(ref) == `""` {
						ref = jsonNull
					}
					e.Patch("scene", id, json.RawMessage(`{"set":`+string(ref)+`}`))
				})
			}
		},
		func() { // two edits that did not know of each other
			id, ok := w.pick(w.open, "scene")
			if ok {
				w.do(true, "Stale edit", crew, func(e *Edit, _ bool) {
					e.PatchSeen("scene", id, json.RawMessage(fmt.Sprintf(`{"heading":"%s"}`, w.word())), json.RawMessage(`{"heading":"stale"}`))
				})
			}
		},
		func() { // the cleared edit what is behind an alias, and what is hidden
			if id, ok := w.pick(slices.Concat(w.alias, w.hidden), "secret"); ok && w.kinds[id] == "element" {
				w.do(false, "Secret edit", System, func(e *Edit, _ bool) { Update(e, id, func(x *element) { x.Name += " more"; x.Category = "secret" }) })
			}
		},
		func() { // the uncleared edit the alias
			if id, ok := w.pick(w.alias, "alias"); ok {
				w.do(true, "Edit the guest", crew, func(e *Edit, _ bool) { Update(e, id, func(x *element) { x.Name = w.word() }) })
			}
		},
		func() {
			if id, ok := w.pick(w.hidden, "hidden"); ok {
				w.do(false, "Cut a secret", System, func(e *Edit, _ bool) { e.Delete(id) })
			}
		},
		func() {
			if id, ok := w.pick(slices.Concat(w.open, w.props, w.alias), "cut"); ok {
				w.do(true, "Cut", crew, func(e *Edit, _ bool) { e.Delete(id) })
			}
		},
		func() {
			if id, ok := w.pick(slices.Concat(w.open, w.props, w.alias), "back"); ok {
				w.do(true, "Back in", crew, func(e *Edit, _ bool) { e.Restore(id) })
			}
		},
		func() { // what is not there for the crew cannot be brought back, settled or edited by them
			if id, ok := w.pick(w.hidden, "hidden"); ok {
				w.do(true, "Try", crew, func(e *Edit, _ bool) { e.Restore(id) })
				w.do(true, "Try", crew, func(e *Edit, _ bool) { e.Delete(id) })
				w.do(true, "Try", crew, func(e *Edit, _ bool) { e.Settle(id, json.RawMessage(`{}`)) })
				w.do(true, "Try", crew, func(e *Edit, _ bool) { e.Patch(w.kinds[id], id, json.RawMessage(`{"name":"x"}`)) })
				w.do(true, "Try", crew, func(e *Edit, _ bool) { e.Seal(id, w.vault, nil) })
			}
		},
	}
	steps[rapid.IntRange(0, len(steps)-1).Draw(w.t, "step")]()
}

// told is what the crew is told of all changes.
func told(m *Memory, a Audience) string {
	var b strings.Builder
	v := m.Snapshot().View(a)
	fmt.Fprintln(&b, "seq", v.Seq())
	for _, c := range m.Changes() {
		if t, ok := v.Told(c); ok {
			j, _ := json.Marshal(t)
			fmt.Fprintf(&b, "%s\n", j)
			if landed := v.Landed(t.Seq); landed < c.Seq && v.s.visibleSeq(v.aud, landed) != t.Seq {
				fmt.Fprintln(&b, "landed", t.Seq, landed)
			}
		}
	}
	return b.String()
}

func TestSecretsLeaveNoTrace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorlds(t)
		for range rapid.IntRange(5, 60).Draw(t, "steps") {
			w.random()
		}
		with, without := w.a.Snapshot().View(crew), w.b.Snapshot().View(crew)
		same(t, "the crew sees", seen(with), seen(without))
		same(t, "the crew is told", told(w.a, crew), told(w.b, crew))
		if x := seen(with) + told(w.a, crew); strings.Contains(x, "secret") {
			t.Fatalf("a secret word shows: %s", x)
		}
		cleared := Audience{Account: ID{9}, Clear: map[ID]bool{w.vault: true}, Rights: map[string]bool{rightMedical: true, "account:mara": true}}
		if x, y := ids(w.a.Snapshot().View(cleared)), ids(w.a.Snapshot().View(System)); x != y {
			t.Fatalf("the cleared see:\n%s\nthe system:\n%s", x, y)
		}
		// what is not known cannot be told from what does not exist
		for _, id := range w.hidden {
			if r := with.Referrers(id); len(r) > 0 || with.Label(id) != "" {
				t.Fatalf("hidden %s has referrers %+v", id, r)
			}
		}
		// the same from disk
		cold := newSnapshot(film, w.a.Snapshot().where)
		cold.fill(reread(t, w.a.Snapshot()))
		cold.restricted, cold.seq = w.a.Snapshot().restricted, w.a.Snapshot().seq
		same(t, "opened again, the crew sees", seen(cold.View(crew)), seen(without))
	})
}

// same shows the first line in which two texts differ.
func same(t *rapid.T, what, with, without string) {
	t.Helper()
	x, y := strings.Split(with, "\n"), strings.Split(without, "\n")
	for i := range max(len(x), len(y)) {
		if i >= len(x) || i >= len(y) || x[i] != y[i] {
			t.Fatalf("%s, with the secret:\n%s\nwithout:\n%s", what, strings.Join(x[min(i, len(x)):min(i+2, len(x))], "\n"), strings.Join(y[min(i, len(y)):min(i+2, len(y))], "\n"))
		}
	}
}

// ids lists the records a view shows.
func ids(v View) string {
	var out []string
	for _, k := range v.Registry().All() {
		for rec := range v.Records(k.Kind) {
			out = append(out, rec.Label+" "+rec.ID.String())
		}
	}
	return strings.Join(out, "\n")
}

// reread packs all records as the store does, and unpacks them.
func reread(t *rapid.T, s *Snapshot) (out []*record) {
	s.records.Scan(func(e entry) bool {
		r := new(record)
		if err := r.unpack(s.reg, []byte(e.id.String()), []byte(e.rec.kindName), e.rec.fields, []byte(e.rec.writeMeta())); err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
		return true
	})
	return out
}

func TestUnclearedUndoNeverLiftsASeal(t *testing.T) {
	a, _, twelve := twoTablets(t)
	vault := a.ids.NewID()
	sealed := a.edit("Hide scene 12", func(e *Edit) { e.Seal(twelve, vault, nil) })
	if c, err := Revert(a.Snapshot().View(crew), a.ids, sealed, true); err == nil {
		t.Errorf("the crew took back a sealing: %+v", c)
	}
	a.edit("Show an alias", func(e *Edit) { e.Seal(twelve, vault, scene{Number: "99"}) })
	e := a.Snapshot().View(crew).Edit(a.ids, "Crew edits")
	Update(e, twelve, func(s *scene) { s.Eighths = 1 })
	edit := must[Change](t)(a.Commit(must[Change](t)(e.Change()), crew.Account))
	if s, _ := Get[scene](a.Snapshot().View(System), twelve); s.Number != "12" || s.Eighths != 3 {
		t.Errorf("the crew changed the real scene: %+v", s)
	}
	must[Change](t)(a.Commit(must[Change](t)(Revert(a.Snapshot().View(crew), a.ids, edit, false)), crew.Account))
	if s, _ := Get[scene](a.Snapshot().View(crew), twelve); s.Number != "99" || s.Eighths != 0 {
		t.Errorf("after undo the crew sees %+v", s)
	}
	e = a.Snapshot().View(crew).Edit(a.ids, "Crew cuts scene 99")
	e.Delete(twelve)
	cut := must[Change](t)(a.Commit(must[Change](t)(e.Change()), crew.Account))
	if _, ok := Get[scene](a.Snapshot().View(crew), twelve); ok {
		t.Error("the alias is still there")
	}
	if _, ok := Get[scene](a.Snapshot().View(System), twelve); !ok {
		t.Error("the crew cut the real scene")
	}
	if told, ok := a.Snapshot().View(crew).Told(cut); !ok || told.Ops[0].Do != Delete || told.Cause != "Crew cuts scene 99" {
		t.Errorf("the crew is told %+v, %v", told, ok)
	}
}
