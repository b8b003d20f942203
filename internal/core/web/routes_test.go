package web_test

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"backlot/internal/core/db/dbtest"
	"backlot/internal/core/graph"
	"backlot/internal/core/web"
)

func TestARouteWithoutARightCannotBeMounted(t *testing.T) {
	fn := func(context.Context, graph.View, struct{}) (string, error) { return "", nil }
	for _, tt := range []struct{ name, pattern, right, want string }{
		{"no right", "GET /api/productions/{production}/x", "", "names no right"},
		{"blank right", "GET /api/productions/{production}/x", " ", "names no right"},
		{"right of a production, path of none", "GET /api/x", "scene.edit", "names no {production}"},
		{"public in a production", "GET /api/productions/{production}/x", web.Public, "needs a right in it"},
		{"no method", "/api/x", web.SignedIn, "want a method and a path"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			defer func() {
				if got, _ := recover().(string); !strings.Contains(got, tt.want) {
					t.Errorf("mounting panics with %q; want %q in it", got, tt.want)
				}
			}()
			web.Query(web.New(web.Config{Registry: registry}), tt.pattern, tt.right, fn)
		})
	}
}

func TestWhoMayCall(t *testing.T) {
	r := start(t, dbtest.OpenSQLite(t))
	r.scenes(1)
	for _, tt := range []struct {
		who, method, path string
		want              int
	}{
		{"", "GET", filmPath + "/scenes", 401},
		{"stranger", "GET", filmPath + "/scenes", 401},
		{"ben", "GET", filmPath + "/scenes", 200},
		{"ben", "PUT", filmPath + "/scenes/" + someScene.String() + "/length", 403},
		{"ada", "GET", "/api/productions/" + other.String() + "/scenes", 404},
		{"ada", "GET", "/api/productions/nonsense/scenes", 422},
		{"ben", "GET", "/api/installation", 403},
		{"ada", "GET", "/api/installation", 200},
		{"ada", "GET", "/api/nothing", 404},
		{"ada", "DELETE", "/api/installation", 405},
	} {
		got := r.call(tt.who, tt.method, tt.path, "")
		if got.status != tt.want {
			t.Errorf("%s %s as %q = %d %s; want %d", tt.method, tt.path, tt.who, got.status, got.body, tt.want)
		}
		if got.status >= 400 && got.header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s %s: content type %q", tt.method, tt.path, got.header.Get("Content-Type"))
		}
	}
	if got := r.call("", "GET", filmPath+"/scenes", "", "Authorization", "Bearer token-ben"); got.status != 200 {
		t.Errorf("with an API token: %d %s", got.status, got.body)
	}
}

func TestRoutesTellEnoughToCallThem(t *testing.T) {
	r := start(t, dbtest.OpenSQLite(t))
	for _, route := range r.mux.Routes() {
		if route.Right == "" || route.Method == "" || route.Path == "" || route.Shape == "" {
			t.Errorf("route %+v is not whole", route)
		}
		if !strings.HasSuffix(route.Path, "/length") {
			continue
		}
		var kinds []graph.Kind
		for _, p := range route.Params {
			if p.In == "path" {
				kinds = append(kinds, p.Kind)
			}
		}
		if len(kinds) != 2 || kinds[0] != "scene" {
			t.Errorf("%s: kinds of path parameters = %q; want scene and the production", route.Path, kinds)
		}
		if route.Body.Properties["eighths"] == nil || route.Body.Properties["base"] == nil {
			t.Errorf("%s: body = %+v; want eighths and base", route.Path, route.Body.Properties)
		}
	}
}

func TestOpenAPIDescribesTheRoutes(t *testing.T) {
	r := start(t, dbtest.OpenSQLite(t))
	first, err := r.mux.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	got := r.call("", "GET", "/api/openapi.json", "")
	if got.body != string(first) {
		t.Error("the served description differs from Mux.OpenAPI")
	}
	var doc struct {
		OpenAPI string `json:"openapi"`
		Paths   map[string]map[string]struct {
			OperationID string `json:"operationId"`
			Right       string `json:"x-right"`
			Body        struct {
				Content map[string]struct {
					Schema struct {
						Required []string
					}
				}
			} `json:"requestBody"`
		}
	}
	if err := json.Unmarshal(first, &doc); err != nil {
		t.Fatal(err)
	}
	op := doc.Paths["/api/productions/{production}/scenes/{scene}/length"]["put"]
	if doc.OpenAPI != "3.1.0" || op.Right != "scene.edit" || op.OperationID == "" {
		t.Errorf("OpenAPI %s, operation %+v", doc.OpenAPI, op)
	}
	if req := op.Body.Content["application/json"].Schema.Required; len(req) != 1 || req[0] != "eighths" {
		t.Errorf("required members = %q; want eighths only", req)
	}
}

func TestBadInputSaysWhereAndWhatWouldBeRight(t *testing.T) {
	r := start(t, dbtest.OpenSQLite(t))
	r.scenes(1)
	length := filmPath + "/scenes/" + someScene.String() + "/length"
	for _, tt := range []struct{ name, method, path, body, location string }{
		{"too long", "PUT", length, `{"eighths":801}`, "body.eighths"},
		{"not a number", "PUT", length, `{"eighths":"many"}`, "body.eighths"},
		{"fraction", "PUT", length, `{"eighths":1.5}`, "body.eighths"},
		{"unknown member", "PUT", length, `{"eighths":1,"pages":3}`, "body.pages"},
		{"missing member", "PUT", length, `{}`, "body"},
		{"no body", "PUT", length, ``, "body"},
		{"not JSON", "PUT", length, `{"eighths":`, "body"},
		{"a list", "PUT", length, `[1]`, "body"},
		{"bad id", "PUT", filmPath + "/scenes/12/length", `{"eighths":1}`, "path.scene"},
		{"bad query", "GET", filmPath + "/scenes?limit=0", ``, "query.limit"},
		{"query twice", "GET", filmPath + "/scenes?limit=1&limit=2", ``, "query.limit"},
		{"future", "GET", filmPath + "/scenes?at=99", ``, "query.at"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := r.call("ada", tt.method, tt.path, tt.body)
			p := got.problem(t)
			if got.status != 422 || len(p.Errors) == 0 || !strings.HasPrefix(p.Errors[0].Location, tt.location) || p.Errors[0].Message == "" {
				t.Errorf("%d %s; want 422 at %s", got.status, got.body, tt.location)
			}
		})
	}
}

func TestInternalErrorsAreLoggedAndNotShown(t *testing.T) {
	r := start(t, dbtest.OpenSQLite(t))
	for _, path := range []string{"/api/boom", "/api/panic"} {
		req, _ := http.NewRequest("GET", r.url+path, nil)
		req.AddCookie(&http.Cookie{Name: "backlot", Value: "ada"})
		res, err := http.DefaultClient.Do(req)
		if err != nil && path == "/api/panic" {
			continue // the connection is closed after the answer; either is right
		}
		got := r.call("ada", "GET", "/api/boom", "")
		if got.status != 500 || strings.Contains(got.body, "hunter") || got.problem(t).Detail != "internal error" {
			t.Errorf("%s = %d %s", path, got.status, got.body)
		}
		if id := got.header.Get("X-Request-Id"); id == "" || !strings.Contains(r.log.String(), id) {
			t.Errorf("request id %q is not in the log", id)
		}
		res.Body.Close()
	}
	if log := r.log.String(); !strings.Contains(log, "hunter2") || !strings.Contains(log, "hunter3") {
		t.Errorf("log misses the cause:\n%s", log)
	}
}
