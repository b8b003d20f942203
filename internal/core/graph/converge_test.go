package graph

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/db/dbtest"

	"pgregory.net/rapid"
)

// draw gives a number below n: from rapid where a failure should be made small,
// from a seed where a database makes that too slow.
type draw func(n int) int

// scribble makes one random edit on a device, often of what others edit too.
func scribble(d *Memory, ids IDs, vault ID, r draw) {
	v := d.Snapshot().View(System)
	var scenes, elements []ID
	for id := range All[scene](v) {
		scenes = append(scenes, id)
	}
	for id := range All[element](v) {
		elements = append(elements, id)
	}
	e := v.Edit(ids, "Scribble")
	one := func(list []ID) ID {
		if len(list) == 0 {
			return ID{}
		}
		return list[r(len(list))]
	}
	sc, el := one(scenes), one(elements)
	for range 1 + r(3) {
		switch k := r(12); {
		case k == 0 || sc.IsZero():
			sc = Add(e, scene{Number: fmt.Sprint(r(99))})
		case k == 1 || el.IsZero():
			el = Add(e, element{Name: fmt.Sprint(r(99))})
		case k == 2:
			Add(e, use{Scene: To[scene](sc), Element: To[element](el), Quantity: r(3)})
		case k == 3:
			e.Patch("scene", sc, json.RawMessage(fmt.Sprintf(`{"set":"%s"}`, el)))
		case k < 7:
			Update(e, sc, func(s *scene) { s.Eighths = r(4) })
		case k == 7:
			Update(e, sc, func(s *scene) { s.Extra = map[string]string{fmt.Sprint(r(3)): fmt.Sprint(r(3))} })
		case k == 8:
			e.Seal(el, vault, element{Name: fmt.Sprint("alias ", r(3))})
		case k == 9 && e.Len() == 0:
			e.Delete([]ID{sc, el}[r(2)])
		case k == 10 && e.Len() == 0:
			if list := v.Conflicts(); len(list) > 0 {
				if c := list[r(len(list))]; c.Kind == "scene" && c.Field == "eighths" {
					e.Settle(c.Record, json.RawMessage(fmt.Sprintf(`{"eighths":%d}`, r(9))))
				}
			}
		case k == 11 && e.Len() == 0:
			if list := d.Changes(); len(list) > 0 {
				if c, err := Revert(v, ids, list[r(len(list))], true); err == nil {
					d.Commit(c, ID{}) //nolint:errcheck // what cannot be undone is left
					return
				}
			}
		}
	}
	if c, err := e.Change(); err == nil {
		d.Commit(c, ID{}) //nolint:errcheck // an edit of an edit's own deletion is refused; nothing to check here
	}
}

func scatter(n int, where Place, ids IDs, now *time.Time) []*Memory {
	var out []*Memory
	for i := range n {
		skew := time.Duration(i*i) * time.Minute / 4 // wrong clocks
		out = append(out, NewMemory(film, where, ids.NewID(), func() time.Time { return now.Add(skew) }))
	}
	return out
}

// gossip sends some changes from one to another: some lost, some twice, in any order.
func gossip(from []Change, to func(Change), r draw) {
	for range r(2 * (len(from) + 1)) {
		to(from[r(len(from))])
	}
}

func TestDevicesConverge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "n") }
		ids := &SequentialIDs{Prefix: 4}
		now := noon
		vault := ids.NewID()
		devices := scatter(5, Main(ids.NewID()), ids, &now)
		for range rapid.IntRange(1, 30).Draw(t, "rounds") {
			now = now.Add(time.Duration(r(3)-1) * time.Second)
			d := devices[r(5)]
			scribble(d, ids, vault, r)
			if other := devices[r(5)]; r(3) == 0 && len(d.Changes()) > 0 {
				gossip(d.Changes(), func(c Change) { other.Receive(c) }, r) //nolint:errcheck
			}
		}
		for _, from := range devices { // the network is back: everything arrives, somehow
			for _, to := range devices {
				for _, i := range rapid.Permutation(upTo(len(from.Changes()))).Draw(t, "order") {
					if _, err := to.Receive(from.Changes()[i]); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
		want := dump(devices[0].Snapshot())
		for i, d := range devices[1:] {
			same(t, fmt.Sprintf("device %d against device 0", i+1), dump(d.Snapshot()), want)
		}
		same(t, "the crew", seen(devices[4].Snapshot().View(crew)), seen(devices[0].Snapshot().View(crew)))
		for id, ops := range devices[0].touched { // each record step by step is each record at once
			got, all := devices[0].Snapshot().get(id), fold(film, ops)
			if got.writeMeta() != all.writeMeta() || string(got.fields) != string(all.fields) {
				t.Fatalf("%s: step by step %s %s, at once %s %s", id, got.writeMeta(), got.fields, all.writeMeta(), all.fields)
			}
		}
	})
}

func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func TestDevicesAndServersConverge(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for seed := range uint64(long(3, 60)) {
			rng := rand.New(rand.NewPCG(seed, 1))
			ids := newIDs(uint32(100 + seed))
			now := noon
			where := Main(ids.NewID())
			second := dbtest.OpenSQLite(t)
			var servers []*Store
			for _, d := range []*db.DB{d, second} {
				s := openStore(t, d, film, ids, func() time.Time { return now })
				if err := s.CreateProduction(ctx, Production{ID: where.Production, Name: "Film", Kind: "feature"}); err != nil {
					t.Fatal(err)
				}
				servers = append(servers, s)
			}
			devices := scatter(5, where, ids, &now)
			vault := ids.NewID()
			for range 40 {
				now = now.Add(time.Duration(rng.IntN(3)-1) * time.Second)
				scribble(devices[rng.IntN(5)], ids, vault, rng.IntN)
				d, s := devices[rng.IntN(5)], servers[rng.IntN(2)]
				if list := d.Changes(); len(list) > 0 && rng.IntN(2) == 0 {
					var batch []Change
					gossip(list, func(c Change) { batch = append(batch, c) }, rng.IntN)
					must[int](t)(s.Receive(ctx, batch))
				}
				if rng.IntN(3) == 0 {
					for _, c := range must[[]Change](t)(s.Changes(ctx, where, 0, 1000)) {
						must[bool](t)(d.Receive(c))
					}
				}
			}
			for _, s := range servers {
				for _, d := range devices {
					must[int](t)(s.Receive(ctx, d.Changes()))
				}
			}
			want := dump(must[*Snapshot](t)(servers[0].Snapshot(ctx, where)))
			if got := dump(must[*Snapshot](t)(servers[1].Snapshot(ctx, where))); got != want {
				t.Fatalf("seed %d: the servers disagree:\n%s\n%s", seed, got, want)
			}
			for i, d := range devices {
				for _, c := range must[[]Change](t)(servers[1].Changes(ctx, where, 0, 1000)) {
					must[bool](t)(d.Receive(c))
				}
				if got := dump(d.Snapshot()); got != want {
					t.Fatalf("seed %d: device %d disagrees with the servers:\n%s\n%s", seed, i, got, want)
				}
			}
			checkPast(t, servers[0], where)
			(&shop{TB: t, Store: servers[0], d: d, ids: ids, film: where, now: now}).checkStored(where)
			for _, s := range servers {
				s.Close()
			}
		}
	})
}

// checkPast compares the past at every number with a fold from zero.
func checkPast(t *testing.T, s *Store, where Place) {
	t.Helper()
	mem := NewMemory(film, where, ID{}, time.Now)
	list := must[[]Change](t)(s.Changes(ctx, where, 0, 1000))
	for i := 0; i <= len(list); i++ {
		if i > 0 {
			must[bool](t)(mem.Receive(list[i-1]))
		}
		past := must[*Snapshot](t)(s.At(ctx, where, Seq(i)))
		if dump(past) != dump(mem.Snapshot()) || past.View(crew).Seq() != mem.Snapshot().View(crew).Seq() {
			t.Fatalf("at %d:\n%s\nfolded from zero:\n%s", i, dump(past), dump(mem.Snapshot()))
		}
	}
}

// oracle is a place as a table of texts: record, field, value. It knows nothing
// of how the graph works.
type oracle map[ID]map[string]string

func (o oracle) copy() oracle {
	out := oracle{}
	for id, f := range o {
		out[id] = map[string]string{}
		for k, v := range f {
			out[id][k] = v
		}
	}
	return out
}

// merged is the main line after the branch came home, with the branch's side taken
// in every conflict, and the number of conflicts.
func (main oracle) merged(base, branch oracle) (oracle, int) {
	out, conflicts := main.copy(), 0
	all := map[ID]bool{}
	for _, o := range []oracle{base, branch} {
		for id := range o {
			all[id] = true
		}
	}
	for id := range all {
		b, m, w := base[id], main[id], branch[id]
		switch {
		case w == nil && b == nil, w == nil && m == nil:
		case w == nil: // cut on the branch
			if fmt.Sprint(b) != fmt.Sprint(m) {
				conflicts++
			}
			delete(out, id)
		case b != nil && m == nil: // cut on the main line
			if fmt.Sprint(b) != fmt.Sprint(w) {
				conflicts++
				out[id] = w
			}
		case b == nil:
			out[id] = w
		default:
			for _, f := range []string{"number", "heading", "eighths"} {
				if w[f] != b[f] {
					if m[f] != b[f] && m[f] != w[f] {
						conflicts++
					}
					out[id][f] = w[f]
				}
			}
		}
	}
	return out, conflicts
}

func table(v View) oracle {
	out := oracle{}
	for id, s := range All[scene](v) {
		out[id] = map[string]string{"number": s.Number, "heading": s.Heading, "eighths": fmt.Sprint(s.Eighths)}
	}
	return out
}

func TestBranchMergedAfterAThousandEditsEqualsTheOracle(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		base := oracle{}
		var all []ID
		s.edit(s.film, "Script", func(e *Edit) {
			for i := range 120 {
				id := Add(e, scene{Number: fmt.Sprint(i), Heading: "H", Eighths: 1})
				all = append(all, id)
				base[id] = map[string]string{"number": fmt.Sprint(i), "heading": "H", "eighths": "1"}
			}
		})
		at := Place{s.film.Production, s.ids.NewID()}
		must[Branch](t)(s.CreateBranch(ctx, at.Production, at.Branch, "Reshoot", ID{}))
		worlds := map[Place]oracle{s.film: base.copy(), at: base.copy()}
		var mu sync.Mutex
		var wg sync.WaitGroup
		for w := range 50 { // 25 writers on each side, each with records of its own, 20 edits each
			place := []Place{s.film, at}[w%2]
			mine := []ID{}
			for i := w / 2; i < len(all); i += 25 {
				mine = append(mine, all[i])
			}
			rng := rand.New(rand.NewPCG(uint64(w), 7))
			wg.Go(func() {
				for n := range 20 {
					id := mine[rng.IntN(len(mine))]
					k, v := []string{"number", "heading", "eighths"}[rng.IntN(3)], fmt.Sprint(1+rng.IntN(3))
					e := s.view(place, System).Edit(s.ids, "Edit")
					mu.Lock()
					o := worlds[place]
					switch {
					case n == 19:
						o[Add(e, scene{Number: "new"})] = map[string]string{"number": "new", "heading": "", "eighths": "0"}
					case o[id] == nil:
						mu.Unlock()
						continue
					case rng.IntN(12) == 0:
						e.Delete(id)
						delete(o, id)
					default:
						o[id][k] = v
						if k != "eighths" {
							v = `"` + v + `"`
						}
						e.Patch("scene", id, json.RawMessage(`{"`+k+`":`+v+`}`))
					}
					mu.Unlock()
					c, err := e.Change()
					if err == nil {
						_, err = s.Land(ctx, c, ID{})
					}
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		want, conflicts := worlds[s.film].merged(base, worlds[at])
		plan := must[MergePlan](t)(s.PlanMerge(ctx, at, nil))
		if len(plan.Conflicts) != conflicts || conflicts == 0 {
			t.Errorf("%d conflicts; the oracle says %d", len(plan.Conflicts), conflicts)
		}
		var settled []Settlement
		for _, c := range plan.Conflicts {
			settled = append(settled, Settlement{Record: c.Record, Field: c.Field, Take: "branch"})
		}
		must[Change](t)(s.Merge(ctx, at, settled, ID{}))
		got := table(s.view(s.film, System))
		for id := range all {
			if g, w := fmt.Sprint(got[all[id]]), fmt.Sprint(want[all[id]]); g != w {
				t.Errorf("scene %d is %s; the oracle says %s", id, g, w)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%d scenes; the oracle says %d", len(got), len(want))
		}
		s.checkStored(s.film)
	})
}
