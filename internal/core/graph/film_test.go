package graph

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/db/dbtest"
)

// A small film: the nouns the graph's own tests speak of.

type scene struct {
	Number  string            `json:"number"`
	Heading string            `json:"heading,omitzero"`
	Eighths int               `json:"eighths,omitzero"`
	Set     Ref[element]      `json:"set,omitzero"`
	Extra   map[string]string `json:"extra,omitzero"`
}

type element struct {
	Name     string `json:"name"`
	Category string `json:"category,omitzero"`
}

type use struct {
	Scene    Ref[scene]   `json:"scene" graph:"owner"`
	Element  Ref[element] `json:"element" graph:"owner"`
	Quantity int          `json:"quantity,omitzero"`
	Note     string       `json:"note,omitzero"`
}

// medical is behind a right.
type medical struct {
	Person Ref[element] `json:"person"`
	Fact   string       `json:"fact"`
}

// remark may be about anything.
type remark struct {
	About Ref[Any] `json:"about,omitzero"`
	Text  string   `json:"text"`
}

func (scene) Kind() Kind   { return "scene" }
func (element) Kind() Kind { return "element" }
func (use) Kind() Kind     { return "use" }
func (medical) Kind() Kind { return "medical" }
func (remark) Kind() Kind  { return "remark" }

func (s scene) Validate() error {
	if s.Number == "" {
		return fmt.Errorf("a scene has a number, such as \"12A\"")
	}
	return nil
}

const rightMedical = "people.medical"

var film = NewRegistry(
	Register(KindInfo{Version: 1, Title: "Scene"}, func(s scene) string { return "Scene " + s.Number }),
	Register(KindInfo{Version: 1, Title: "Element"}, func(e element) string { return e.Name }),
	Register(KindInfo{Version: 1, Title: "Use"}, func(u use) string { return "Use " + u.Note }),
	Register(KindInfo{Version: 1, Title: "Medical fact", Read: rightMedical}, func(m medical) string { return m.Fact }),
	Register(KindInfo{Version: 1, Title: "Remark"}, func(r remark) string { return r.Text }),
)

// crew may read and write what needs no clearance.
var crew = Audience{Account: MustID("c0000000-0000-7000-8000-000000000001")}

// noon is when the tests' clocks stand unless they say otherwise.
var noon = time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC)

// lockedIDs makes SequentialIDs safe for many writers.
type lockedIDs struct {
	mu  sync.Mutex
	ids SequentialIDs
}

func (l *lockedIDs) NewID() ID {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.ids.NewID()
}

func newIDs(prefix uint32) *lockedIDs { return &lockedIDs{ids: SequentialIDs{Prefix: prefix}} }

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// shop is a store with one production, and what a test needs to work in it.
type shop struct {
	testing.TB
	*Store
	d    *db.DB
	ids  IDs
	film Place
	now  time.Time
}

func openShop(t testing.TB, d *db.DB) *shop {
	t.Helper()
	s := &shop{TB: t, d: d, ids: newIDs(1), now: noon}
	s.film = Main(s.ids.NewID())
	s.Store = openStore(t, d, film, s.ids, func() time.Time { return s.now })
	if err := s.CreateProduction(context.Background(), Production{ID: s.film.Production, Name: "The Lighthouse", Kind: "feature"}); err != nil {
		t.Fatal(err)
	}
	return s
}

func openStore(t testing.TB, d *db.DB, reg *Registry, ids IDs, now func() time.Time) *Store {
	t.Helper()
	s, err := Open(context.Background(), d, reg, Options{Now: now, IDs: ids, Device: ids.NewID()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// each runs a test on both databases.
func each(t *testing.T, test func(t *testing.T, s *shop)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) { test(t, openShop(t, d)) })
}

func (s *shop) view(at Place, a Audience) View {
	s.Helper()
	return must[View](s)(s.View(context.Background(), at, a))
}

// edit lands what fn does, as the system unless another audience is given.
func (s *shop) edit(at Place, cause string, fn func(e *Edit), as ...Audience) Change {
	s.Helper()
	a := System
	if len(as) > 0 {
		a = as[0]
	}
	e := s.view(at, a).Edit(s.ids, cause)
	fn(e)
	c := must[Change](s)(e.Change())
	return must[Change](s)(s.Land(context.Background(), c, a.Account))
}

// add lands one new record.
func add[T Noun](s *shop, at Place, noun T) (id ID) {
	s.Helper()
	s.edit(at, "Add "+string(noun.Kind()), func(e *Edit) { id = Add(e, noun) })
	return id
}

func get[T Noun](s *shop, at Place, id ID) T {
	s.Helper()
	v, ok := Get[T](s.view(at, System), id)
	if !ok {
		s.Fatalf("%s %s does not exist", v.Kind(), id)
	}
	return v
}

// dump is everything a snapshot says, for comparing two.
func dump(s *Snapshot) string {
	var b []byte
	s.records.Scan(func(e entry) bool {
		r := e.rec
		b = fmt.Appendf(b, "%s %s %s %s\n", r.id, r.kindName, r.writeMeta(), r.fields)
		return true
	})
	return string(b) + seen(s.View(System))
}

// seen is the result of every function that reads a view.
func seen(v View) string {
	var b []byte
	say := func(x any) {
		j, err := json.Marshal(x)
		if err != nil {
			panic(err)
		}
		b = append(append(b, j...), '\n')
	}
	var all []ID
	for _, k := range v.Registry().All() {
		for rec := range v.Records(k.Kind) {
			rec.Born = Clock{}
			say(rec)
			say(v.Label(rec.ID))
			all = append(all, rec.ID)
		}
	}
	if v.Registry() != film {
		return string(b)
	}
	for id, s := range All[scene](v) {
		say([]any{"scene", id, s})
	}
	for id, m := range All[medical](v) {
		say([]any{"medical", id, m})
	}
	for _, id := range all {
		if u, ok := Get[use](v, id); ok {
			say([]any{"get", u})
		}
		for from, u := range Referring[use](v, id, "scene") {
			say([]any{"scene use", id, from, u})
		}
		for from, u := range Referring[use](v, id, "element") {
			say([]any{"element use", id, from, u})
		}
		for from, s := range Referring[scene](v, id, "set") {
			say([]any{"set of", id, from, s})
		}
		for from, r := range Referring[remark](v, id, "about") {
			say([]any{"remark", id, from, r})
		}
		for _, r := range v.Referrers(id) {
			r.Born = Clock{}
			say([]any{"referrer", id, r})
		}
	}
	for _, c := range v.Conflicts() {
		say(c)
	}
	return string(b)
}

// checkStored compares what the database keeps with a fold of its log from zero.
func (s *shop) checkStored(at Place) {
	s.Helper()
	ctx := context.Background()
	fresh := openStore(s, s.d, s.Registry(), s.ids, func() time.Time { return s.now })
	cold := must[*Snapshot](s)(fresh.Snapshot(ctx, at))
	now := must[*Snapshot](s)(s.Snapshot(ctx, at))
	if got, want := dump(cold), dump(now); got != want {
		s.Errorf("opened again:\n%s\nwant what was in memory:\n%s", got, want)
	}
	if cold.seq != now.seq {
		s.Errorf("opened again at %d; want %d", cold.seq, now.seq)
	}
	if at.Branch.IsZero() {
		mem := NewMemory(s.Registry(), at, ID{}, time.Now)
		for _, c := range must[[]Change](s)(s.Changes(ctx, at, 0, 1<<30)) {
			if _, err := mem.Receive(c); err != nil {
				s.Fatal(err)
			}
		}
		if got, want := dump(mem.Snapshot()), dump(now); got != want {
			s.Errorf("folded from zero:\n%s\nwant:\n%s", got, want)
		}
	}
	fresh.Close()
}

func numbers(v View) []string {
	var out []string
	for _, s := range All[scene](v) {
		out = append(out, s.Number)
	}
	slices.Sort(out)
	return out
}
