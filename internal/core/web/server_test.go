package web_test

import (
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"backlot/internal/core/db/dbtest"
	"backlot/internal/core/graph"
	"backlot/internal/core/web"
)

func TestHeadersThatBrowsersObey(t *testing.T) {
	r := start(t, dbtest.OpenSQLite(t))
	for _, path := range []string{"/healthz", "/api/nothing", filmPath + "/scenes"} {
		h := r.call("ben", "GET", path, "").header
		csp := h.Get("Content-Security-Policy")
		if !strings.Contains(csp, "script-src 'self';") || !strings.Contains(csp, "frame-ancestors 'none'") || strings.Contains(csp, "unsafe-eval") {
			t.Errorf("%s: policy %q", path, csp)
		}
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"} {
			if h.Get(name) != want {
				t.Errorf("%s: %s = %q; want %q", path, name, h.Get(name), want)
			}
		}
		if h.Get("Permissions-Policy") == "" || h.Get("X-Request-Id") == "" {
			t.Errorf("%s: headers %v", path, h)
		}
	}
}

func TestAnotherSitesPageCannotWrite(t *testing.T) {
	r := start(t, dbtest.OpenSQLite(t))
	r.scenes(1)
	for i, tt := range []struct {
		name, header, value string
		want                int
	}{
		{"cross-site", "Sec-Fetch-Site", "cross-site", 403},
		{"other origin", "Origin", "https://evil.example", 403},
		{"same origin", "Sec-Fetch-Site", "same-origin", 200},
		{"a program", "User-Agent", "curl", 200},
	} {
		if got := r.call("ada", "PUT", lengthPath, fmt.Sprintf(`{"eighths":%d}`, i+1), tt.header, tt.value); got.status != tt.want {
			t.Errorf("%s: %d %s; want %d", tt.name, got.status, got.body, tt.want)
		}
	}
	if got := r.call("ada", "PUT", lengthPath, `{"eighths":11}`, "Content-Type", "text/plain"); got.status != 422 {
		t.Errorf("a form's content type = %d; want 422", got.status)
	}
}

func TestTheSessionCookie(t *testing.T) {
	r := start(t, dbtest.OpenSQLite(t))
	got := r.call("", "POST", "/api/session", `{"name":"ada"}`)
	cookie := got.header.Get("Set-Cookie")
	for _, want := range []string{"backlot=ada", "HttpOnly", "SameSite=Lax", "Path=/"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("cookie %q; want %s in it", cookie, want)
		}
	}
	if got := r.call("ada-old", "GET", filmPath+"/scenes", "").header.Get("Set-Cookie"); !strings.Contains(got, "backlot=ada;") {
		t.Errorf("renewal sets %q", got)
	}
	if got := r.call("stranger", "GET", filmPath+"/scenes", "").header.Get("Set-Cookie"); !strings.Contains(got, "Max-Age=0") {
		t.Errorf("a dead session sets %q; want the cookie gone", got)
	}
}

func TestLongTextIsCompressed(t *testing.T) {
	r := start(t, dbtest.OpenSQLite(t))
	r.scenes(50)
	got := r.call("ben", "GET", filmPath+"/scenes", "", "Accept-Encoding", "gzip")
	if got.header.Get("Content-Encoding") != "gzip" {
		t.Fatalf("headers %v", got.header)
	}
	z, err := gzip.NewReader(strings.NewReader(got.body))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(z)
	if err != nil || string(plain) != r.call("ben", "GET", filmPath+"/scenes", "").body {
		t.Errorf("unpacked answer differs: %v", err)
	}
	if got := r.call("ben", "GET", filmPath+"/scenes", "", "Accept-Encoding", "gzip;q=0"); got.header.Get("Content-Encoding") != "" {
		t.Error("compressed although refused")
	}
}

func TestAFileHasItsNameAndRanges(t *testing.T) {
	r := start(t, dbtest.OpenSQLite(t))
	r.scenes(2)
	got := r.call("ben", "GET", filmPath+"/scenes.txt", "", "Range", "bytes=0-0")
	want := `attachment; filename="Szenen f_r Tag 1.txt"; filename*=UTF-8''Szenen%20f%C3%BCr%20Tag%201.txt`
	if got.status != 206 || got.body != "1" || got.header.Get("Content-Disposition") != want {
		t.Errorf("%d %q %s", got.status, got.body, got.header.Get("Content-Disposition"))
	}
}

func TestMetricsAreForThisMachineOrTheToken(t *testing.T) {
	r := start(t, dbtest.OpenSQLite(t))
	r.call("ben", "GET", filmPath+"/scenes", "")
	if got := r.call("", "GET", "/metrics", ""); got.status != 200 ||
		!strings.Contains(got.body, `backlot_requests_total{route="GET /api/productions/{production}/scenes",status="200"} 1`) {
		t.Errorf("%d %s", got.status, got.body)
	}
	if got := r.call("", "GET", "/metrics", "", "X-Forwarded-For", "203.0.113.9"); got.status != 403 {
		t.Errorf("through a proxy = %d; want 403", got.status)
	}
}

func TestTheLogHoldsNoSecret(t *testing.T) {
	r := start(t, dbtest.OpenSQLite(t))
	r.scenes(1)
	r.call("ben", "GET", filmPath+"/scenes?q=classified", "", "Authorization", "Bearer token-ben")
	r.call("", "POST", "/api/session", `{"name":"password1"}`)
	log := r.log.String()
	for _, secret := range []string{"classified", "token-ben", "password1"} {
		if strings.Contains(log, secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
	if !strings.Contains(log, `"route":"GET /api/productions/{production}/scenes"`) || !strings.Contains(log, ben.String()) {
		t.Errorf("the log misses the request: %s", log)
	}
}

func TestABodyThatIsTooLargeIsRefused(t *testing.T) {
	r := start(t, dbtest.OpenSQLite(t), func(m *web.Mux) {
		web.Command(m, "POST /api/productions/{production}/small", web.Member, func(_ context.Context, v graph.View, in struct {
			Text string `json:"text"`
		},
		) (graph.Change, error) {
			e := v.Edit(graph.RandomIDs{}, "Add")
			graph.Add(e, scene{Number: in.Text})
			return e.Change()
		}, web.MaxBody(100))
	})
	if got := r.call("ben", "POST", filmPath+"/small", `{"text":"`+strings.Repeat("x", 200)+`"}`); got.status != http.StatusRequestEntityTooLarge {
		t.Errorf("%d %s; want 413", got.status, got.body)
	}
}
