package house_test

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/house/demo"
	"backlot/testdata/raced"
)

// TestFootageIsSafeFromHands does two things to one production, for making one takes a while.
func TestFootageIsSafeFromHands(t *testing.T) {
	raced.Skip(t)
	t.Parallel()
	in := open(t)
	t.Run("no card is released by hand", func(t *testing.T) { in.noCardIsReleasedByHand(t) })
	t.Run("footage outlives the log", func(t *testing.T) { in.footageOutlivesTheLog(t) })
}

// noCardIsReleasedByHand: whoever may edit the shoot's records cannot call a card released, write a copy that was never
// made, sign in the chain of custody, or undo what was found on a disk: not in the record editor, not as a device that was
// without a network, not on a branch.
func (in *installation) noCardIsReleasedByHand(t *testing.T) {
	t.Helper()
	p, at := in.as("line.producer@demo.example"), inDemo+demo.Production.String()
	v := in.system()
	rolls, copies := map[string]string{}, map[string]graph.ID{}
	for id, r := range graph.All[production.Roll](v) {
		rolls[r.Name] = id.String()
		for c, s := range graph.Referring[production.StoredCopy](v, id, "roll") {
			copies[r.Name+" "+s.Label] = c
		}
	}
	type fields = map[string]any
	released := fields{"fields": fields{"status": "released"}}
	branch := graph.RandomIDs{}.NewID().String()
	if status, body := p.send("POST", at+"/branches", fields{"id": branch, "name": "what if"}); status != http.StatusOK {
		t.Fatalf("a branch: %d %s", status, body)
	}
	damage := in.damage(t, copies["S001 lab"])
	if status, body := p.send("POST", at+"/changes/"+damage+"/undo", fields{}); status != http.StatusConflict || !strings.Contains(string(body), "is what was found") {
		t.Errorf("undo of a damaged copy: %d %s", status, body)
	}
	for name, tt := range map[string]struct {
		method, path string
		body         any
		status       int
		want         string
	}{
		"a card with one copy":       {"PATCH", "/records/" + rolls["A003"], released, 422, "A003 is not released: 1 of 3 verified copies on disks of their own"},
		"what it would do":           {"PATCH", "/records/" + rolls["A003"] + "?preview=true", released, 422, "A003 is not released"},
		"called verified":            {"PATCH", "/records/" + rolls["A003"], fields{"fields": fields{"status": "verified"}}, 422, "A003 is not verified"},
		"on a branch":                {"PATCH", "/records/" + rolls["A003"] + "?branch=" + branch, released, 422, "A003 is not released"},
		"released on a branch":       {"POST", "/offload/cards/" + rolls["A003"] + "/release?branch=" + branch, fields{}, 409, "main line"},
		"a card that is born so":     {"POST", "/records", fields{"kind": "roll", "fields": fields{"name": "A009", "type": "camera", "status": "released"}}, 422, "A009 is not released: 0 of 3"},
		"a copy that is not":         {"PATCH", "/records/" + copies["A003 shuttle"].String(), fields{"fields": fields{"status": "verified"}}, 422, "status of a stored copy is not written by hand; want Shoot, Cards"},
		"another card's copy":        {"PATCH", "/records/" + copies["A001 lab"].String(), fields{"fields": fields{"roll": rolls["A003"]}}, 422, "roll of a stored copy is not written by hand"},
		"a copy out of nothing":      {"POST", "/records", fields{"kind": "stored_copy", "fields": fields{"roll": rolls["A003"], "medium": "lto"}}, 422, "not written by hand"},
		"a forged signature":         {"POST", "/records", fields{"kind": "roll_step", "fields": fields{"roll": rolls["A003"], "step": "released", "at_ms": 1}}, 403, "chain of custody"},
		"a device without a network": {"POST", "/sync", push(rolls["A003"], "roll", fields{"status": "released"}), 422, "A003 is not released"},
		"a copy from a device":       {"POST", "/sync", push(copies["A003 shuttle"].String(), "stored_copy", fields{"status": "verified"}), 422, "not written by hand"},
		"where a disk is kept":       {"PATCH", "/records/" + copies["A003 shuttle"].String(), fields{"fields": fields{"label": "shuttle 2"}}, 200, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if status, body := p.send(tt.method, at+tt.path, tt.body); status != tt.status || !strings.Contains(string(body), tt.want) {
				t.Errorf("%d %s; want %d and %q", status, body, tt.status, tt.want)
			}
		})
	}
}

// push is a device's change of one record.
func push(record, kind string, fields map[string]any) any {
	text, _ := json.Marshal(fields)
	return map[string]any{"device": graph.RandomIDs{}.NewID(), "changes": []any{map[string]any{
		"id": graph.RandomIDs{}.NewID(), "clock": map[string]any{"ms": time.Now().UnixMilli()}, "cause": "Tidy up", "production": demo.Production,
		"ops": []any{map[string]any{"record": record, "kind": kind, "do": "patch", "fields": json.RawMessage(text)}},
	}}}
}

// damage writes down that a copy was read back and differs, as the job does, and gives the change.
func (in *installation) damage(t *testing.T, stored graph.ID) string {
	t.Helper()
	e := in.system().Edit(graph.RandomIDs{}, "Read a copy back: damaged")
	graph.Update(e, stored, func(c *production.StoredCopy) { c.Status, c.Fault, c.VerifiedAtMS = "damaged", "one bit", 0 })
	c, err := e.Change()
	if err == nil {
		c, err = in.h.Store.Land(context.Background(), c, graph.ID{})
	}
	if err != nil {
		t.Fatal(err)
	}
	return c.ID.String()
}

// footageOutlivesTheLog: a take, its setup, or its whole scene goes through the generic routes, and its clips stay on
// their card without a take; when it comes back they have it again. A sealed scene's clips stay hidden all the while.
func (in *installation) footageOutlivesTheLog(t *testing.T) {
	t.Helper()
	p, at := in.as("line.producer@demo.example"), inDemo+demo.Production.String()+"/records/"
	v := in.system()
	var clip, take graph.ID
	for id, c := range graph.All[production.Clip](v) {
		if !c.Take.IsZero() {
			clip, take = id, c.Take.ID
			break
		}
	}
	logged, _ := graph.Get[production.Take](v, take)
	setup, _ := graph.Get[production.Setup](v, logged.Setup.ID)
	if clip.IsZero() || setup.Scene.IsZero() {
		t.Fatal("the demo has no clip of a take of a scene")
	}
	has := func() bool {
		t.Helper()
		status, body := p.get(at + clip.String())
		var rec struct{ Fields production.Clip }
		if err := json.Unmarshal(body, &rec); status != http.StatusOK || err != nil {
			t.Fatalf("the clip: %d %s", status, body)
		}
		return !rec.Fields.Take.IsZero()
	}
	for what, id := range map[string]graph.ID{"take": take, "setup": logged.Setup.ID, "scene": setup.Scene.ID} {
		if status, body := p.send("DELETE", at+id.String(), nil); status != http.StatusOK || has() {
			t.Fatalf("without its %s: %d %s, the clip has a take: %v", what, status, body, has())
		}
		if status, body := p.send("POST", at+id.String()+"/restore", nil); status != http.StatusOK || !has() {
			t.Fatalf("with its %s again: %d %s, the clip has a take: %v", what, status, body, has())
		}
	}
	in.land(t, func(e *graph.Edit) { e.KeepTo(setup.Scene.ID, "department:costume") })
	if status, _ := p.get(at + clip.String()); status != http.StatusNotFound {
		t.Errorf("the clip of a sealed scene answers %d; want 404", status)
	}
	in.land(t, func(e *graph.Edit) { e.Delete(take) })
	if status, _ := p.get(at + clip.String()); status != http.StatusNotFound {
		t.Errorf("the clip of a deleted take of a sealed scene answers %d; want 404", status)
	}
}
