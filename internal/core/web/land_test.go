package web_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"backlot/internal/core/graph"
	"backlot/internal/core/web"
)

const lengthPath = filmPath + "/scenes/00000000-0000-7000-8000-000000000001/length"

func (r *rig) eighths() int {
	r.t.Helper()
	snap, err := r.store.Snapshot(context.Background(), graph.Main(film))
	if err != nil {
		r.t.Fatal(err)
	}
	s, _ := graph.Get[scene](snap.View(graph.System), someScene)
	return s.Eighths
}

func landedOf(t *testing.T, a answer) web.Landed {
	t.Helper()
	var out web.Landed
	if err := json.Unmarshal([]byte(a.body), &out); err != nil || a.status != 200 {
		t.Fatalf("%d %s; want a landed change", a.status, a.body)
	}
	return out
}

func TestACommandLandsItsChange(t *testing.T) {
	onEach(t, func(t *testing.T, r *rig) {
		r.scenes(2)
		got := landedOf(t, r.call("ada", "PUT", lengthPath, `{"eighths":11}`))
		if got.Seq != 3 || got.Change.IsZero() || r.eighths() != 11 {
			t.Errorf("landed %+v, scene has %d eighths; want seq 3 and 11", got, r.eighths())
		}
		c, err := r.store.ChangeByID(context.Background(), film, got.Change)
		if err != nil || c.Author != ada {
			t.Errorf("author %s, %v; want Ada", c.Author, err)
		}
	})
}

func TestSentTwiceItLandsOnce(t *testing.T) {
	onEach(t, func(t *testing.T, r *rig) {
		r.scenes(1)
		key := "0192f0c1-2b3c-7d4e-8f50-112233445566"
		first := landedOf(t, r.call("ada", "PUT", lengthPath, `{"eighths":11}`, "Idempotency-Key", key))
		landedOf(t, r.call("ada", "PUT", lengthPath, `{"eighths":5}`))
		again := landedOf(t, r.call("ada", "PUT", lengthPath, `{"eighths":11}`, "Idempotency-Key", key))
		if first != again || first.Change.String() != key || r.eighths() != 5 {
			t.Errorf("first %+v, again %+v, %d eighths; want the same answer and 5", first, again, r.eighths())
		}
		if got := r.call("ada", "PUT", lengthPath, `{"eighths":1}`, "Idempotency-Key", "7"); got.status != 422 {
			t.Errorf("key 7 = %d; want 422", got.status)
		}
	})
}

func TestAPreviewTellsTheConsequencesAndLandsNothing(t *testing.T) {
	onEach(t, func(t *testing.T, r *rig) {
		r.scenes(1)
		got := r.call("ada", "PUT", lengthPath+"?preview=true", `{"eighths":10}`)
		want := `{"consequences":[{"what":"2 eighths more","why":["Scene 1"],"path":[{"record":"00000000-0000-7000-8000-000000000001","label":"Scene 1"}],` +
			`"severity":"stop","cost":{"amount":"100.00","currency":"EUR"},"source":"pages"}]}`
		if got.body != want || r.eighths() != 8 {
			t.Errorf("preview = %s, %d eighths\nwant %s, 8", got.body, r.eighths(), want)
		}
	})
}

func TestAStaleBaseIsAConflictOfTheField(t *testing.T) {
	onEach(t, func(t *testing.T, r *rig) {
		r.scenes(1)
		landedOf(t, r.call("ada", "PUT", lengthPath, `{"eighths":11}`))         // seq 2
		landedOf(t, r.call("ada", "PUT", lengthPath, `{"eighths":5,"base":1}`)) // looked at 8
		snap, err := r.store.Snapshot(context.Background(), graph.Main(film))
		if err != nil {
			t.Fatal(err)
		}
		conflicts := snap.View(graph.System).Conflicts()
		if len(conflicts) != 1 || conflicts[0].Field != "eighths" || string(conflicts[0].Lost) != "11" || r.eighths() != 5 {
			t.Errorf("conflicts = %+v, %d eighths; want 11 lost against 5", conflicts, r.eighths())
		}
	})
}

func TestAStrictCommandRefusesAStaleBase(t *testing.T) {
	onEach(t, func(t *testing.T, r *rig) {
		r.scenes(2)
		landedOf(t, r.call("ada", "PUT", lengthPath, `{"eighths":11}`)) // seq 3
		strict := strings.Replace(lengthPath, "/length", "/strict-length", 1)
		got := r.call("ada", "PUT", strict, `{"eighths":5,"base":2}`)
		if got.status != 409 || !strings.Contains(got.problem(t).Detail, "Scene 1") || r.eighths() != 11 {
			t.Errorf("%d %s; want 409 that names scene 1", got.status, got.body)
		}
		landedOf(t, r.call("ada", "PUT", strict, `{"eighths":5,"base":3}`))
	})
}

func TestThePastCanBeRead(t *testing.T) {
	onEach(t, func(t *testing.T, r *rig) {
		r.scenes(2)
		landedOf(t, r.call("ada", "PUT", lengthPath, `{"eighths":11}`))
		for at, want := range map[int]int{0: 0, 1: 1, 2: 2, 3: 2} {
			got := r.call("ben", "GET", fmt.Sprintf("%s/scenes?at=%d", filmPath, at), "")
			if n := strings.Count(got.body, `"number"`); n != want {
				t.Errorf("at=%d: %d scenes; want %d: %s", at, n, want, got.body)
			}
		}
		if got := r.call("ada", "PUT", lengthPath+"?at=1", `{"eighths":1}`); got.status != 422 {
			t.Errorf("writing the past = %d; want 422", got.status)
		}
	})
}

func TestABranchIsAPlaceOfItsOwn(t *testing.T) {
	onEach(t, func(t *testing.T, r *rig) {
		r.scenes(1)
		id := graph.RandomIDs{}.NewID()
		if _, err := r.store.CreateBranch(context.Background(), film, id, "storm takes day 37", ada); err != nil {
			t.Fatal(err)
		}
		landedOf(t, r.call("ada", "PUT", lengthPath+"?branch="+id.String(), `{"eighths":3}`))
		if got := r.call("ben", "GET", filmPath+"/scenes?branch="+id.String(), ""); !strings.Contains(got.body, `"eighths":3`) || r.eighths() != 8 {
			t.Errorf("branch %s, main %d eighths; want 3 and 8", got.body, r.eighths())
		}
		if got := r.call("ben", "GET", filmPath+"/scenes?branch="+film.String(), ""); got.status != 404 {
			t.Errorf("unknown branch = %d; want 404", got.status)
		}
	})
}

func TestAnUnchangedAnswerIsNotSentAgain(t *testing.T) {
	onEach(t, func(t *testing.T, r *rig) {
		r.scenes(1)
		for _, path := range []string{filmPath + "/scenes", filmPath + "/scenes.txt"} {
			tag := r.call("ben", "GET", path, "").header.Get("ETag")
			if got := r.call("ben", "GET", path, "", "If-None-Match", tag); tag == "" || got.status != 304 || got.body != "" {
				t.Errorf("%s again = %d %q; want 304", path, got.status, got.body)
			}
			if got := r.call("ada", "GET", path, "", "If-None-Match", tag); got.status != 200 {
				t.Errorf("%s as another person = %d; want 200", path, got.status)
			}
			e := r.edit("Pay")
			graph.Add(e, wage{"Bo"})
			r.must(e)
			if got := r.call("ben", "GET", path, "", "If-None-Match", tag); got.status != 304 {
				t.Errorf("%s after a change Ben may not know of = %d; want 304", path, got.status)
			}
			landedOf(t, r.call("ada", "PUT", lengthPath, fmt.Sprintf(`{"eighths":%d}`, len(path))))
			if got := r.call("ben", "GET", path, "", "If-None-Match", tag); got.status != 200 {
				t.Errorf("%s after a change = %d; want 200", path, got.status)
			}
		}
	})
}

func (r *rig) edit(cause string) *graph.Edit {
	r.t.Helper()
	snap, err := r.store.Snapshot(context.Background(), graph.Main(film))
	if err != nil {
		r.t.Fatal(err)
	}
	return snap.View(graph.System).Edit(graph.RandomIDs{}, cause)
}

// sealed lands a sealed scene and gives its id.
func (r *rig) sealed(synopsis string) graph.ID {
	r.t.Helper()
	e := r.edit("Add the cameo")
	id := graph.Add(e, scene{Number: "99", Synopsis: synopsis})
	e.Seal(id, surprise, nil)
	r.must(e)
	return id
}

func TestReadingASealedRecordIsWrittenDown(t *testing.T) {
	onEach(t, func(t *testing.T, r *rig) {
		r.scenes(1)
		id := r.sealed("the president sings")
		if got := r.call("ben", "GET", filmPath+"/scenes", ""); strings.Contains(got.body, "president") {
			t.Errorf("Ben reads %s", got.body)
		}
		if len(r.doors.reads) != 0 {
			t.Errorf("audit after Ben = %+v; want nothing", r.doors.reads)
		}
		if got := r.call("ada", "GET", filmPath+"/scenes", ""); !strings.Contains(got.body, "president") {
			t.Errorf("Ada reads %s", got.body)
		}
		if len(r.doors.reads) != 1 || r.doors.reads[0].Records[0] != (web.Sealed{Record: id, Compartment: surprise}) || r.doors.reads[0].Person.Account != ada {
			t.Errorf("audit after Ada = %+v; want one read of %s", r.doors.reads, id)
		}
	})
}

func TestWhatIsSealedTodayIsSealedInThePastAndOnBranches(t *testing.T) {
	onEach(t, func(t *testing.T, r *rig) {
		r.scenes(1)
		branch := graph.RandomIDs{}.NewID()
		if _, err := r.store.CreateBranch(context.Background(), film, branch, "storm takes day 37", ada); err != nil {
			t.Fatal(err)
		}
		paths := []string{filmPath + "/scenes", filmPath + "/scenes?at=1", filmPath + "/scenes?branch=" + branch.String()}
		var tags []string
		for _, path := range paths {
			got := r.call("ben", "GET", path, "")
			if !strings.Contains(got.body, "kitchen") {
				t.Fatalf("%s before sealing: %s", path, got.body)
			}
			tags = append(tags, got.header.Get("ETag"))
		}
		e := r.edit("Hide")
		e.Seal(someScene, surprise, nil)
		r.must(e)
		for i, path := range paths {
			if got := r.call("ben", "GET", path, ""); strings.Contains(got.body, "kitchen") {
				t.Errorf("%s after sealing: %s", path, got.body)
			}
			if got := r.call("ben", "GET", path, "", "If-None-Match", tags[i]); got.status == 304 {
				t.Errorf("%s after sealing: not modified", path)
			}
		}
	})
}
