package tlsca_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"image/png"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"backlot/internal/core/fault"
	"backlot/internal/core/tlsca"
)

type world struct {
	now   time.Time
	addrs []net.IP
}

func (w *world) open(t *testing.T, dir string, names ...string) *tlsca.Authority {
	t.Helper()
	a, err := tlsca.Open(w.config(dir, names...))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (w *world) config(dir string, names ...string) tlsca.Config {
	return tlsca.Config{Dir: dir, Names: names, Now: func() time.Time { return w.now }, Addrs: func() ([]net.IP, error) { return w.addrs, nil }}
}

func onSet() *world {
	return &world{now: time.Date(2027, 3, 1, 6, 0, 0, 0, time.UTC), addrs: []net.IP{net.ParseIP("127.0.0.1"), net.ParseIP("192.168.1.20")}}
}

// served is the certificate that a device gets, verified against the authority.
func (w *world) served(t *testing.T, a *tlsca.Authority, name string) *x509.Certificate {
	t.Helper()
	pair, err := a.TLS().GetCertificate(&tls.ClientHelloInfo{ServerName: name})
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(a.Certificate())
	if _, err := pair.Leaf.Verify(x509.VerifyOptions{Roots: roots, DNSName: name, CurrentTime: w.now}); err != nil {
		t.Fatalf("a device that trusts the authority refuses %s: %v", name, err)
	}
	return pair.Leaf
}

func TestATabletThatTrustsTheAuthorityConnects(t *testing.T) {
	w := onSet()
	w.now = time.Now()
	a := w.open(t, t.TempDir(), "call.set.internal")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{ErrorLog: log.New(io.Discard, "", 0),
		Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "action") })}
	go server.Serve(tls.NewListener(listener, a.TLS()))
	defer server.Close()
	url := "https://" + listener.Addr().String()
	roots := x509.NewCertPool()
	roots.AddCert(a.Certificate())
	tablet := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	res, err := tablet.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, _ := io.ReadAll(res.Body); string(body) != "action" {
		t.Errorf("got %q", body)
	}
	stranger := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: x509.NewCertPool()}}}
	if _, err := stranger.Get(url); err == nil {
		t.Error("a device that does not trust the authority connects")
	}
	for _, name := range []string{"call.set.internal", "localhost", "192.168.1.20"} {
		w.served(t, a, name)
	}
}

func TestTheLaptopMovesAndTheYearPasses(t *testing.T) {
	w, dir := onSet(), t.TempDir()
	a := w.open(t, dir)
	first := w.served(t, a, "192.168.1.20")
	if got := w.served(t, a, "192.168.1.20"); !got.Equal(first) {
		t.Error("a second handshake makes a second certificate")
	}
	if got := w.served(t, w.open(t, dir), "192.168.1.20"); !got.Equal(first) {
		t.Error("a restart makes a new certificate")
	}
	w.addrs, w.now = []net.IP{net.ParseIP("10.0.0.7")}, w.now.Add(2*time.Minute)
	moved := w.served(t, a, "10.0.0.7")
	w.now = w.now.AddDate(0, 0, 59)
	if got := w.served(t, a, "10.0.0.7"); !got.Equal(moved) {
		t.Error("renewed after 59 days; want 60")
	}
	w.now = w.now.AddDate(0, 0, 2)
	if got := w.served(t, a, "10.0.0.7"); got.Equal(moved) || got.NotAfter.Sub(w.now) < 89*24*time.Hour {
		t.Errorf("after 61 days the certificate ends %s", got.NotAfter)
	}
	if fresh := w.open(t, dir).Fingerprint(); fresh != a.Fingerprint() {
		t.Error("the authority changed")
	}
}

func TestTheAuthorityCannotImitateTheInternet(t *testing.T) {
	w := onSet()
	a := w.open(t, t.TempDir())
	c := a.Certificate()
	if !c.PermittedDNSDomainsCritical || !c.MaxPathLenZero || len(c.PermittedIPRanges) == 0 {
		t.Errorf("the authority is not fenced in: %+v", c)
	}
	for _, public := range []string{"bank.example.com", "1.1.1.1"} {
		for _, n := range c.PermittedIPRanges {
			if ip := net.ParseIP(public); ip != nil && n.Contains(ip) {
				t.Errorf("it may vouch for %s", public)
			}
		}
		for _, d := range c.PermittedDNSDomains {
			if strings.HasSuffix(public, d) {
				t.Errorf("it may vouch for %s", public)
			}
		}
	}
	if _, err := tlsca.Open(w.config(filepath.Join(t.TempDir(), "x"), "")); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	w.open(t, dir)
	if _, err := tlsca.Open(w.config(dir, "lot.example.com")); !fault.Is(err, fault.Invalid) {
		t.Errorf("a name that the authority was made without: %v; want Invalid", err)
	}
}

func TestKeysAreTheirOwnersOnly(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no permission bits")
	}
	w, dir := onSet(), t.TempDir()
	a := w.open(t, dir)
	w.served(t, a, "localhost")
	for _, name := range []string{"ca.key", "server.key"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v; want 0600", name, info.Mode(), err)
		}
	}
	if err := os.Chmod(filepath.Join(dir, "ca.key"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := tlsca.Open(w.config(dir)); !fault.Is(err, fault.Unavailable) || !strings.Contains(err.Error(), "chmod 600") {
		t.Errorf("a key everybody can read: %v", err)
	}
}

func TestADamagedAuthorityIsNotReplaced(t *testing.T) {
	w, dir := onSet(), t.TempDir()
	w.open(t, dir)
	path := filepath.Join(dir, "ca.pem")
	if err := os.WriteFile(path, []byte("half a certif"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := tlsca.Open(w.config(dir)); !fault.Is(err, fault.Unavailable) {
		t.Errorf("opened with %v; want Unavailable", err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, err := tlsca.Open(w.config(dir)); !fault.Is(err, fault.Unavailable) {
		t.Errorf("opened without ca.pem with %v; want Unavailable", err)
	}
}

func TestTheInstallPageShowsTheCertificateAndNothingElse(t *testing.T) {
	w := onSet()
	a := w.open(t, t.TempDir())
	handler, err := tlsca.Install{Authority: a, Page: "http://192.168.1.20:8880/", App: "https://192.168.1.20:8443/"}.Handler()
	if err != nil {
		t.Fatal(err)
	}
	get := func(path string) *httptest.ResponseRecorder {
		res := httptest.NewRecorder()
		handler.ServeHTTP(res, httptest.NewRequest("GET", path, nil))
		return res
	}
	page := get("/")
	for _, want := range []string{a.Fingerprint(), "https://192.168.1.20:8443/", "iPhone", "Android", "Windows"} {
		if !strings.Contains(page.Body.String(), want) {
			t.Errorf("the page misses %s", want)
		}
	}
	if strings.Contains(page.Body.String(), "<script") || strings.Contains(page.Header().Get("Content-Security-Policy"), "script-src") {
		t.Error("the page has script")
	}
	if cert, err := x509.ParseCertificate(get("/backlot-ca.crt").Body.Bytes()); err != nil || !cert.Equal(a.Certificate()) {
		t.Errorf("the download is not the authority: %v", err)
	}
	if img, err := png.Decode(bytes.NewReader(get("/qr.png").Body.Bytes())); err != nil || img.Bounds().Dx() < 200 {
		t.Errorf("QR code: %v", err)
	}
	for _, path := range []string{"/api/me", "/ca.key", "/server.key", "/index.html"} {
		if got := get(path); got.Code != 404 {
			t.Errorf("%s = %d; want 404", path, got.Code)
		}
	}
}

func TestPlainHTTPIsForLoopback(t *testing.T) {
	for listen, ok := range map[string]bool{
		"127.0.0.1:8800": true, "[::1]:8800": true, "localhost:8800": true, "127.8.9.1:80": true,
		":8800": false, "0.0.0.0:8800": false, "192.168.1.20:8800": false, "[::]:8800": false, "8800": false,
	} {
		if err := tlsca.CheckPlain(listen); (err == nil) != ok {
			t.Errorf("CheckPlain(%q) = %v; want allowed: %v", listen, err, ok)
		}
	}
}

func TestACMENeedsAPublicName(t *testing.T) {
	for _, domains := range [][]string{nil, {"192.168.1.20"}, {"laptop.local"}, {"*.example.com"}, {"laptop"}} {
		if _, err := tlsca.NewACME(t.TempDir(), "", "", domains, nil); !fault.Is(err, fault.Invalid) {
			t.Errorf("domains %q: %v; want Invalid", domains, err)
		}
	}
	if _, err := tlsca.NewACME(t.TempDir(), "", "", []string{"lot.example.com"}, nil); err != nil {
		t.Error(err)
	}
}
