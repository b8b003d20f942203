package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"backlot/internal/house"
)

// said is what a server prints, safe to read while it runs.
type said struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// until waits for a text and gives the first group of the pattern.
func (s *said) until(t *testing.T, pattern string) string {
	t.Helper()
	re := regexp.MustCompile(pattern)
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if m := re.FindStringSubmatch(s.String()); m != nil {
			return m[len(m)-1]
		}
	}
	t.Fatalf("%s did not come; it said:\n%s", pattern, s)
	return ""
}

// serving runs a server until the test ends, or stop is called.
func serving(t *testing.T, c *ServeCmd) (out *said, stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out = &said{}
	done := make(chan error, 1)
	go func() { done <- c.serve(ctx, out, io.Discard, nil) }()
	var once sync.Once
	var err error
	stop = func() error {
		once.Do(func() { cancel(); err = <-done })
		return err
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Errorf("the server ended with %v", err)
		}
	})
	return out, stop
}

func post(t *testing.T, client *http.Client, url string, body any) *http.Response {
	t.Helper()
	data, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	res, err := client.Post(url, "application/json", bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	return res
}

func TestServeFromTheFirstStart(t *testing.T) {
	data := t.TempDir()
	c := &ServeCmd{Listen: "127.0.0.1:0", Data: data, TLS: "off"}
	out, stop := serving(t, c)
	base := out.until(t, `Backlot is at (http://127\.0\.0\.1:\d+)/`)
	token := out.until(t, `works once:\n.*#(\S+)`)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	ada := &http.Client{Jar: jar}
	if res := post(t, ada, base+"/api/setup", map[string]string{"token": token, "name": "Ada", "email": "ada@lot.example", "password": "harbour lantern quilt seven"}); res.StatusCode != 200 {
		t.Fatalf("setup = %s", res.Status)
	}
	if res := post(t, ada, base+"/api/productions", map[string]string{"title": "The Salt Road", "form": "feature"}); res.StatusCode != 200 {
		t.Errorf("begin a production = %s", res.Status)
	}
	for path, want := range map[string]int{"/healthz": 200, "/readyz": 200, "/metrics": 200, "/api/openapi.json": 200, "/api/me": 200, "/api/none": 404} {
		res, err := ada.Get(base + path)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("%s = %s; want %d", path, res.Status, want)
		}
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	again, _ := serving(t, &ServeCmd{Listen: "127.0.0.1:0", Data: data, TLS: "off"})
	again.until(t, `Backlot is at (http://127\.0\.0\.1:\d+)/`)
	if strings.Contains(again.String(), "first owner") {
		t.Errorf("a second start still offers to make the owner:\n%s", again)
	}
}

func TestServeOnASetWithoutInternet(t *testing.T) {
	c := &ServeCmd{Listen: "127.0.0.1:0", Plain: "127.0.0.1:0", Data: t.TempDir(), TLS: "local"}
	out, _ := serving(t, c)
	page := out.until(t, `certificate from (http://\S+)`)
	base := out.until(t, `Backlot is at (https://\S+)/\n`)
	mark := out.until(t, `fingerprint is (\S+)`)
	read := func(client *http.Client, url string) (string, int) {
		res, err := client.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, _ := io.ReadAll(res.Body)
		return string(body), res.StatusCode
	}
	if text, _ := read(http.DefaultClient, page); !strings.Contains(text, mark) {
		t.Error("the install page does not show the fingerprint that the terminal shows")
	}
	der, _ := read(http.DefaultClient, page+"backlot-ca.crt")
	ca, err := x509.ParseCertificate([]byte(der))
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(ca)
	tablet := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	if text, _ := read(tablet, base+"/healthz"); text != "ok\n" {
		t.Errorf("a tablet that trusts the certificate reads %q", text)
	}
	for _, path := range []string{"api/me", "api/session", "p/1"} {
		if _, status := read(http.DefaultClient, page+path); status != 404 {
			t.Errorf("plain HTTP answers %s with %d; want 404", path, status)
		}
	}
}

func TestServeRefusesPlainHTTPOnTheNetwork(t *testing.T) {
	for _, listen := range []string{":0", "0.0.0.0:0"} {
		c := &ServeCmd{Listen: listen, Data: t.TempDir(), TLS: "off"}
		err := c.serve(context.Background(), io.Discard, io.Discard, nil)
		if err == nil || !strings.Contains(err.Error(), "--tls=local") {
			t.Errorf("listen on %s: %v; want a refusal that names --tls=local", listen, err)
		}
	}
	c := &ServeCmd{Listen: "127.0.0.1:0", Plain: "127.0.0.1:0", Data: t.TempDir(), TLS: "acme"}
	if err := c.serve(context.Background(), io.Discard, io.Discard, nil); err == nil || !strings.Contains(err.Error(), "--domain") {
		t.Errorf("acme without a domain: %v", err)
	}
}

func TestOpenAPIIsWrittenOnceAndStaysTheSame(t *testing.T) {
	path := filepath.Join(t.TempDir(), "openapi.json")
	if err := (&OpenAPICmd{Out: path}).Run(); err != nil {
		t.Fatal(err)
	}
	a, err := house.Describe("1").OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	b, err := house.Describe("1").OpenAPI()
	if err != nil || !bytes.Equal(a, b) {
		t.Errorf("two descriptions of the same routes differ: %v", err)
	}
}
