package api_test

import (
	"fmt"
	"strings"
	"testing"

	"backlot/internal/core/api"
	"backlot/internal/core/db"
	"backlot/internal/core/db/dbtest"
	"backlot/internal/core/graph"
)

func sqlite(t *testing.T) *db.DB { return dbtest.OpenSQLite(t) }

func TestScenesAreListedAsPeopleCount(t *testing.T) {
	onEach(t, func(t *testing.T, l *lot) {
		ada := l.person("Ada", "first_ad")
		for _, s := range [][2]string{{"10", "EXT. QUAY - NIGHT"}, {"2", "INT. KITCHEN - DAY"}, {"10A", "INT. CABIN - NIGHT"}, {"1", "EXT. DUNES - DAWN"}} {
			ada.scene(s[0], s[1])
		}
		for query, want := range map[string]string{
			"&sort=number":                     "Scene 1 EXT. DUNES - DAWN | Scene 2 INT. KITCHEN - DAY | Scene 10 EXT. QUAY - NIGHT | Scene 10A INT. CABIN - NIGHT",
			"&sort=-number&limit=1":            "Scene 10A INT. CABIN - NIGHT",
			"&sort=number&offset=1&limit=1":    "Scene 2 INT. KITCHEN - DAY",
			"&where=heading~night&sort=number": "Scene 10 EXT. QUAY - NIGHT | Scene 10A INT. CABIN - NIGHT",
			"&where=number=2":                  "Scene 2 INT. KITCHEN - DAY",
			"&where=number%3E2&sort=number":    "Scene 10 EXT. QUAY - NIGHT | Scene 10A INT. CABIN - NIGHT",
		} {
			if got := labels(ada.list("scene", query).Records); got != want {
				t.Errorf("%s: %s; want %s", query, got, want)
			}
		}
		for _, bad := range []string{"&where=nothing", "&where=nofield=1", "&sort=nofield", "&limit=0"} {
			ada.want(422, "GET", "{film}/records?kind=scene"+bad, nil, nil)
		}
		ada.want(422, "GET", "{film}/records?kind=dragon", nil, nil)
	})
}

func TestARecordIsWrittenDeletedAndBroughtBack(t *testing.T) {
	onEach(t, func(t *testing.T, l *lot) {
		ada := l.person("Ada", "first_ad")
		id := ada.scene("12", "INT. KITCHEN - DAY")
		ada.want(200, "PATCH", at(id), fields{"fields": fields{"heading": "INT. KITCHEN - NIGHT"}}, nil)
		got := ada.record(id)
		if got.Label != "Scene 12 INT. KITCHEN - NIGHT" || !got.MayEdit || len(got.History) != 2 ||
			got.History[0].Cause != "Change Scene 12 INT. KITCHEN - DAY: heading" || got.History[0].Author.Name != "Ada" {
			t.Errorf("record %+v", got)
		}
		ada.want(422, "PATCH", at(id), fields{"fields": fields{"colour": "red"}}, nil)
		ada.want(422, "PATCH", at(id), fields{"fields": fields{"number": 12}}, nil)
		ada.want(200, "DELETE", at(id), nil, nil)
		ada.want(404, "GET", at(id), nil, nil)
		ada.want(200, "POST", at(id)+"/restore", nil, nil)
		if got := ada.record(id).Label; got != "Scene 12 INT. KITCHEN - NIGHT" {
			t.Errorf("came back as %s", got)
		}
		jo := l.person("Jo", "crew")
		for _, try := range [][2]string{{"PATCH", at(id)}, {"DELETE", at(id)}} {
			if status, text := jo.call(try[0], try[1], fields{"fields": fields{"heading": "X"}}); try[0] == "PATCH" && status != 403 {
				t.Errorf("crew %s = %d %s; want 403", try[0], status, text)
			}
		}
	})
}

func TestUndoAndRedo(t *testing.T) {
	onEach(t, func(t *testing.T, l *lot) {
		ada := l.person("Ada", "first_ad")
		id := ada.scene("12", "INT. KITCHEN - DAY")
		var landed struct{ Change graph.ID }
		ada.want(200, "PATCH", at(id), fields{"fields": fields{"heading": "EXT. GARDEN - DAY"}}, &landed)
		undo := func(b *browser, change graph.ID, verb string, status int) graph.ID {
			t.Helper()
			var out struct{ Change graph.ID }
			b.want(status, "POST", fmt.Sprintf("{film}/changes/%s/%s", change, verb), fields{}, &out)
			return out.Change
		}
		undone := undo(ada, landed.Change, "undo", 200)
		if got := ada.record(id).Label; got != "Scene 12 INT. KITCHEN - DAY" {
			t.Errorf("after undo: %s", got)
		}
		undo(l.person("Jo", "crew"), undone, "undo", 403)
		undo(ada, landed.Change, "redo", 422)
		undo(ada, undone, "redo", 200)
		if got := ada.record(id).Label; got != "Scene 12 EXT. GARDEN - DAY" {
			t.Errorf("after redo: %s", got)
		}
		undo(ada, graph.RandomIDs{}.NewID(), "undo", 404)
		var page api.ChangePage
		ada.want(200, "GET", "{film}/changes?limit=2", nil, &page)
		if len(page.Changes) != 2 || page.Changes[0].Seq != 4 || page.Next != 3 || page.Changes[1].Reverts != landed.Change {
			t.Errorf("history %+v", page)
		}
		before := page.Next
		page = api.ChangePage{}
		ada.want(200, "GET", fmt.Sprintf("{film}/changes?limit=2&before=%d", before), nil, &page)
		if len(page.Changes) != 2 || page.Changes[1].Seq != 1 || page.Next != 0 {
			t.Errorf("second page %+v", page)
		}
	})
}

func TestAConflictIsSettledByAPerson(t *testing.T) {
	onEach(t, func(t *testing.T, l *lot) {
		ada, ben := l.person("Ada", "first_ad"), l.person("Ben", "second_ad")
		id := ada.scene("12", "INT. KITCHEN - DAY")
		ada.want(200, "PATCH", at(id), fields{"fields": fields{"heading": "INT. KITCHEN - NIGHT"}}, nil)
		ben.want(200, "PATCH", at(id), fields{"fields": fields{"heading": "INT. KITCHEN - DAWN"}, "base": 1}, nil)
		var list []api.ConflictItem
		ada.want(200, "GET", "{film}/conflicts", nil, &list)
		if len(list) != 1 || list[0].Field != "heading" || list[0].Kept.Author.Name != "Ben" || list[0].Lost.Author.Name != "Ada" {
			t.Fatalf("conflicts %+v", list)
		}
		ada.want(200, "POST", "{film}/conflicts/settle", fields{"record": id, "field": "heading", "take": "lost"}, nil)
		if got := ada.record(id).Label; got != "Scene 12 INT. KITCHEN - NIGHT" {
			t.Errorf("settled as %s", got)
		}
		ada.want(200, "GET", "{film}/conflicts", nil, &list)
		if len(list) != 0 {
			t.Errorf("still %+v", list)
		}
	})
}

func TestABranchIsComparedAndMerged(t *testing.T) {
	onEach(t, func(t *testing.T, l *lot) {
		ada := l.person("Ada", "first_ad")
		id := ada.scene("12", "EXT. QUAY - DAY")
		var branch api.BranchItem
		ada.want(200, "POST", "{film}/branches", fields{"name": "storm takes day 37"}, &branch)
		on := "?branch=" + branch.ID.String()
		ada.want(200, "PATCH", at(id)+on, fields{"fields": fields{"heading": "INT. WAREHOUSE - DAY"}}, nil)
		ada.want(200, "PATCH", at(id), fields{"fields": fields{"heading": "EXT. PIER - DAY"}}, nil)
		there := "{film}/branches/" + branch.ID.String()
		var c api.Comparison
		ada.want(200, "GET", there+"/compare", nil, &c)
		if len(c.Conflicts) != 1 || c.Conflicts[0].Field != "heading" || string(c.Conflicts[0].Branch) != `"INT. WAREHOUSE - DAY"` {
			t.Fatalf("comparison %+v", c)
		}
		ada.want(409, "POST", there+"/merge", fields{}, nil)
		ada.want(200, "POST", there+"/merge", fields{"settled": []fields{{"record": id, "field": "heading", "take": "branch"}}}, nil)
		if got := ada.record(id).Label; got != "Scene 12 INT. WAREHOUSE - DAY" {
			t.Errorf("merged to %s", got)
		}
		var list []api.BranchItem
		ada.want(200, "GET", "{film}/branches", nil, &list)
		if len(list) != 1 || !list[0].Merged || list[0].Changes != 1 {
			t.Errorf("branches %+v", list)
		}
	})
}

func TestSearchFoldsAccentsAndFindsBeginnings(t *testing.T) {
	onEach(t, func(t *testing.T, l *lot) {
		ada := l.person("Ada", "first_ad")
		ada.scene("12", "INT. CAFÉ SØREN - DAY")
		ada.scene("3", "EXT. DUNES - DAY")
		ada.add("element", fields{"name": "Søren", "category": "character"})
		find := func(q string) string {
			t.Helper()
			var hits []api.SearchHit
			ada.want(200, "GET", "{film}/search?q="+q, nil, &hits)
			var out []string
			for _, h := range hits {
				out = append(out, h.Title)
			}
			return strings.Join(out, " | ")
		}
		for q, want := range map[string]string{
			"cafe":       "Scene 12 INT. CAFÉ SØREN - DAY",
			"soren":      "Søren | Scene 12 INT. CAFÉ SØREN - DAY",
			"DUN":        "Scene 3 EXT. DUNES - DAY",
			"12+soren":   "Scene 12 INT. CAFÉ SØREN - DAY",
			"dunes+cafe": "",
			"%20":        "",
		} {
			if got := find(q); got != want {
				t.Errorf("%s finds %q; want %q", q, got, want)
			}
		}
		id := ada.scene("4", "INT. LIGHTHOUSE - NIGHT")
		if got := find("lightho"); got != "Scene 4 INT. LIGHTHOUSE - NIGHT" {
			t.Errorf("a new scene is found as %q", got)
		}
		ada.want(200, "DELETE", at(id), nil, nil)
		if got := find("lightho"); got != "" {
			t.Errorf("a deleted scene is found as %q", got)
		}
	})
}

func TestADevicePullsAndPushes(t *testing.T) {
	onEach(t, func(t *testing.T, l *lot) {
		ada, ben := l.person("Ada", "first_ad"), l.person("Ben", "crew")
		id := ada.scene("12", "INT. KITCHEN - DAY")
		var pull api.Pull
		ada.want(200, "GET", "{film}/sync", nil, &pull)
		if !pull.Whole || len(pull.Records) != 1 || pull.Bookmark != 1 {
			t.Errorf("first pull %+v", pull)
		}
		made := graph.RandomIDs{}.NewID()
		change := graph.Change{ID: made, Clock: graph.Clock{Ms: 1_700_000_000_000}, Cause: "On the beach", Ops: []graph.Op{
			{Record: id, Kind: "scene", Do: graph.Patch, Fields: []byte(`{"synopsis":"they eat"}`)}}}
		push := fields{"device": graph.RandomIDs{}.NewID(), "changes": []graph.Change{change}}
		var pushed api.Pushed
		ada.want(200, "POST", "{film}/sync", push, &pushed)
		if pushed.New != 1 {
			t.Errorf("pushed %+v", pushed)
		}
		ada.want(200, "POST", "{film}/sync", push, &pushed)
		if pushed.New != 0 {
			t.Errorf("pushed again %+v; want nothing new", pushed)
		}
		pull = api.Pull{}
		ada.want(200, "GET", "{film}/sync?after=1", nil, &pull)
		if pull.Whole || len(pull.Records) != 1 || !strings.Contains(string(pull.Records[0].Fields), "they eat") {
			t.Errorf("second pull %+v", pull)
		}
		change.ID = graph.RandomIDs{}.NewID()
		push["changes"] = []graph.Change{change}
		ben.want(403, "POST", "{film}/sync", push, nil)
		change.Ops[0].Do = graph.Erase
		ada.want(422, "POST", "{film}/sync", fields{"device": graph.RandomIDs{}.NewID(), "changes": []graph.Change{change}}, nil)
	})
}

func TestKindsDescribeTheirForms(t *testing.T) {
	l := open(t, sqlite(t))
	ada := l.person("Ada", "crew")
	var kinds []api.KindItem
	ada.want(200, "GET", "/api/kinds", nil, &kinds)
	if len(kinds) < 60 {
		t.Errorf("%d kinds", len(kinds))
	}
	for _, k := range kinds {
		var one api.KindItem
		ada.want(200, "GET", "/api/kinds/"+string(k.Kind), nil, &one)
		if len(one.Fields) == 0 || !strings.Contains(string(one.Schema), `"$schema"`) {
			t.Errorf("%s: %+v", k.Kind, one)
		}
	}
	ada.want(404, "GET", "/api/kinds/dragon", nil, nil)
}
