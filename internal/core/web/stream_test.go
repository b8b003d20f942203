package web_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/db/dbtest"
	"backlot/internal/core/graph"
	"backlot/internal/core/web"
)

// event is one server-sent event.
type event struct{ id, kind, data string }

// listen opens a stream and gives its events until the test ends.
func (r *rig) listen(who, query string, headers ...string) <-chan event {
	r.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r.t.Cleanup(cancel)
	req, err := http.NewRequestWithContext(ctx, "GET", r.url+filmPath+"/stream"+query, nil)
	if err != nil {
		r.t.Fatal(err)
	}
	req.AddCookie(&http.Cookie{Name: "backlot", Value: who})
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	if kind := res.Header.Get("Content-Type"); kind != "text/event-stream" {
		r.t.Fatalf("stream answers %d %s", res.StatusCode, kind)
	}
	out := make(chan event, 100)
	go func() {
		defer res.Body.Close()
		defer close(out)
		var e event
		lines := bufio.NewScanner(res.Body)
		for lines.Scan() {
			name, value, _ := strings.Cut(lines.Text(), ": ")
			switch name {
			case "id":
				e.id = value
			case "event":
				e.kind = value
			case "data":
				e.data = value
			case "":
				if e.kind != "" {
					out <- e
				}
				e = event{}
			}
		}
	}()
	return out
}

func next(t *testing.T, events <-chan event, kind string) event {
	t.Helper()
	deadline := time.After(10 * time.Second)
	for {
		select {
		case e, ok := <-events:
			if !ok {
				t.Fatalf("the stream ended before a %s", kind)
			}
			if e.kind == kind {
				return e
			}
		case <-deadline:
			t.Fatalf("no %s within 10 s", kind)
		}
	}
}

func liveOf(t *testing.T, e event) web.LiveChange {
	t.Helper()
	var c web.LiveChange
	if err := json.Unmarshal([]byte(e.data), &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTheStreamTellsWhatLandsAndResumes(t *testing.T) {
	onEach(t, func(t *testing.T, r *rig) {
		r.scenes(3)
		fromNow := r.listen("ben", "")
		resumed := r.listen("ben", "", "Last-Event-ID", "1")
		next(t, fromNow, "hello")
		if got := liveOf(t, next(t, resumed, "change")); got.Seq != 2 {
			t.Errorf("resumed after 1 with %+v; want 2", got)
		}
		landed := landedOf(t, r.call("ada", "PUT", lengthPath, `{"eighths":11}`))
		e := next(t, fromNow, "change")
		got := liveOf(t, e)
		if e.id != "4" || got.Seq != 4 || got.Change != landed.Change || got.Author != "Ada" || got.Cause != "Set the length of Scene 1" ||
			len(got.Kinds) != 1 || got.Kinds[0] != "scene" || got.Records[0] != someScene {
			t.Errorf("event %s %+v", e.id, got)
		}
	})
}

func TestTheStreamOfTheUnclearedHasNoGaps(t *testing.T) {
	onEach(t, func(t *testing.T, r *rig) {
		r.scenes(1)
		events := r.listen("ben", "")
		next(t, events, "hello")
		for range 3 {
			id := r.sealed("the president sings")
			e := r.edit("Let the president sing longer")
			graph.Update(e, id, func(s *scene) { s.Eighths = 4 })
			r.must(e)
		}
		landedOf(t, r.call("ada", "PUT", lengthPath, `{"eighths":11}`))
		e := next(t, events, "change")
		if e.id != "2" || strings.Contains(e.data, "president") {
			t.Errorf("after six sealed changes Ben is told %s %s; want number 2", e.id, e.data)
		}
	})
}

func TestAnotherNodesChangesReachTheStream(t *testing.T) {
	dsn := dbtest.PostgresDSN(t)
	r := start(t, dbtest.Open(t, dsn))
	r.scenes(1)
	events := r.listen("ben", "")
	next(t, events, "hello")
	second, err := graph.Open(context.Background(), openAgain(t, dsn), registry, graph.Options{Now: time.Now, IDs: graph.RandomIDs{}, Device: other})
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	snap, err := second.Snapshot(context.Background(), graph.Main(film))
	if err != nil {
		t.Fatal(err)
	}
	e := snap.View(graph.System).Edit(graph.RandomIDs{}, "From the other office")
	graph.Add(e, scene{Number: "7"})
	c, err := e.Change()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := second.Land(context.Background(), c, ben); err != nil {
		t.Fatal(err)
	}
	if got := liveOf(t, next(t, events, "change")); got.Cause != "From the other office" || got.Author != "Ben" {
		t.Errorf("told %+v", got)
	}
}

func openAgain(t *testing.T, dsn string) *db.DB {
	t.Helper()
	return dbtest.Open(t, dsn)
}

func TestPresenceShowsPagesOnlyToThoseWhoMayKnowThem(t *testing.T) {
	r := start(t, dbtest.OpenSQLite(t))
	r.scenes(1)
	secret := r.sealed("the president sings")
	events := r.listen("ben", "")
	next(t, events, "hello")
	for _, tt := range []struct{ page, want string }{
		{"/p/" + film.String() + "/scenes/" + someScene.String(), "/p/" + film.String() + "/scenes/" + someScene.String()},
		{"/p/" + film.String() + "/scenes/" + secret.String() + "?tab=1", ""},
	} {
		got := r.call("ada", "POST", filmPath+"/presence", fmt.Sprintf(`{"page":%q}`, tt.page))
		if got.status != 200 || !strings.Contains(got.body, strings.TrimSuffix(tt.page, "?tab=1")) {
			t.Errorf("Ada sees %d %s", got.status, got.body)
		}
		var people web.People
		if err := json.Unmarshal([]byte(next(t, events, "presence").data), &people); err != nil {
			t.Fatal(err)
		}
		if len(people.People) != 1 || people.People[0].Name != "Ada" || people.People[0].Page != tt.want {
			t.Errorf("Ben is told %+v; want page %q", people, tt.want)
		}
	}
	if got := r.call("ada", "DELETE", filmPath+"/presence", ""); got.status != 204 {
		t.Errorf("leaving = %d", got.status)
	}
	if got := next(t, events, "presence"); got.data != `{"people":[]}` {
		t.Errorf("after Ada left: %s", got.data)
	}
}

func TestStoppingEndsTheStreams(t *testing.T) {
	r := start(t, dbtest.OpenSQLite(t))
	r.scenes(1)
	events := r.listen("ben", "")
	next(t, events, "hello")
	r.mux.Stop()
	select {
	case _, ok := <-events:
		if ok {
			t.Error("the stream goes on")
		}
	case <-time.After(5 * time.Second):
		t.Error("the stream did not end")
	}
	if got := r.call("", "GET", "/readyz", ""); got.status != 503 {
		t.Errorf("/readyz while stopping = %d; want 503", got.status)
	}
}

func TestAChangedAudienceMustReadAgain(t *testing.T) {
	r := start(t, dbtest.OpenSQLite(t))
	r.scenes(1)
	r.sealed("the president sings")
	events := r.listen("ben", "")
	next(t, events, "hello")
	r.doors.mu.Lock()
	r.doors.clear = map[graph.ID]bool{surprise: true}
	r.doors.mu.Unlock()
	landedOf(t, r.call("ada", "PUT", lengthPath, `{"eighths":11}`))
	if got := next(t, events, "reset"); got.id < "2" {
		t.Errorf("reset at %s; want 2 or 3, as the cleared count", got.id)
	}
}
