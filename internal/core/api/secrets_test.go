package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"backlot/internal/core/api"
	"backlot/internal/core/graph"
	"backlot/internal/core/web"
)

// vault makes a compartment that only b is cleared for.
func (b *browser) vault() graph.ID {
	b.lot.t.Helper()
	var made api.Made
	b.want(200, "POST", "{film}/compartments", fields{"name": "Nightjar", "reason": "until the premiere"}, &made)
	return made.ID
}

func TestASealedRecordIsKnownToTheClearedOnly(t *testing.T) {
	onEach(t, func(t *testing.T, l *lot) {
		ada, ben := l.person("Ada", "producer"), l.person("Ben", "first_ad")
		vault := ada.vault()
		id := ada.scene("99", "INT. THEATRE - NIGHT")
		ada.want(200, "POST", at(id)+"/seal", fields{"compartment": vault, "alias": fields{"number": "99", "heading": "SCENE WITHHELD", "order": "a99"}}, nil)
		if got := ben.record(id).Label; got != "Scene 99 SCENE WITHHELD" {
			t.Errorf("Ben knows it as %s", got)
		}
		if got := ada.record(id); got.Label != "Scene 99 INT. THEATRE - NIGHT" || got.Compartment != vault {
			t.Errorf("Ada knows it as %+v", got)
		}
		var list []api.CompartmentItem
		ben.want(200, "GET", "{film}/compartments", nil, &list)
		if len(list) != 0 {
			t.Errorf("Ben sees compartments %+v", list)
		}
		ben.want(422, "POST", at(id)+"/seal", fields{"compartment": vault}, nil)
		ada.want(204, "PUT", fmt.Sprintf("{film}/compartments/%s/people/%s", vault, ben.id), nil, nil)
		if got := ben.record(id).Label; got != "Scene 99 INT. THEATRE - NIGHT" {
			t.Errorf("once cleared, Ben knows it as %s", got)
		}
		ada.want(200, "POST", at(id)+"/reveal", nil, nil)
		if got := l.person("Jo", "crew").record(id).Label; got != "Scene 99 INT. THEATRE - NIGHT" {
			t.Errorf("revealed, Jo knows it as %s", got)
		}
	})
}

// TestNoRouteTellsASecret calls every reading route, as an owner of the production
// and as crew who are not cleared, with the secret record and its owner as
// parameters: no byte of any answer may hold the canary.
func TestNoRouteTellsASecret(t *testing.T) {
	onEach(t, func(t *testing.T, l *lot) {
		ada := l.person("Ada", "producer")
		vault := ada.vault()
		const canary = "zanzibar"
		open := ada.scene("1", "EXT. DUNES - DAY")
		secret := graph.RandomIDs{}.NewID()
		ada.want(200, "POST", "{film}/records", fields{"kind": "scene", "id": secret, "compartment": vault,
			"fields": fields{"number": "99", "heading": "INT. " + canary, "order": "a99", "synopsis": canary}}, nil)
		var edited struct{ Change graph.ID }
		ada.want(200, "PATCH", at(secret), fields{"fields": fields{"synopsis": canary + " sings"}}, &edited)
		ada.want(200, "POST", "{film}/presence", fields{"page": "/p/x/scenes/" + secret.String()}, nil)
		if status, text := ada.call("GET", "{film}/search?q="+canary, nil); !strings.Contains(text, secret.String()) {
			t.Fatalf("the cleared find %d %s", status, text)
		}
		calls := 0
		for _, b := range []*browser{l.person("Own", "owner"), l.person("Jo", "crew"), l.person("Sec", "security_lead")} {
			for _, r := range l.mux.Routes() {
				if r.Method != http.MethodGet || strings.HasSuffix(r.Path, "/stream") {
					continue
				}
				for _, id := range []graph.ID{open, secret} {
					path, _ := l.mux.Example(r, l.secretValues(r, id, edited.Change, canary))
					status, text := b.call("GET", path, nil)
					calls++
					if status >= 500 || strings.Contains(text, canary) || strings.Contains(text, secret.String()) && !strings.Contains(path, secret.String()) {
						t.Errorf("GET %s = %d %s", path, status, text)
					}
				}
			}
		}
		if calls < 100 {
			t.Errorf("only %d calls", calls)
		}
	})
}

func (l *lot) secretValues(r web.Route, record, change graph.ID, word string) func(web.Param) string {
	return func(p web.Param) string {
		switch {
		case p.Name == "production":
			return l.film.String()
		case p.Name == "change":
			return change.String()
		case p.Name == "q":
			return word
		case p.Name == "kind":
			return "scene"
		case p.Kind != "" && (p.In == "path" || strings.HasSuffix(r.Path, "/changes")):
			return record.String()
		}
		return ""
	}
}

func TestErasureTakesTheDataOutOfTheHistory(t *testing.T) {
	onEach(t, func(t *testing.T, l *lot) {
		ada := l.person("Ada", "producer")
		id := ada.scene("12", "INT. KITCHEN - DAY")
		ada.want(200, "POST", at(id)+"/erase", fields{"reason": "asked by the person"}, nil)
		ada.want(404, "GET", at(id), nil, nil)
		if _, text := ada.call("GET", "{film}/records?kind=scene&at=1", nil); strings.Contains(text, "KITCHEN") {
			t.Errorf("the past still tells: %s", text)
		}
	})
}
