package tlsca

import (
	"crypto/tls"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"

	"backlot/internal/core/fault"
)

// CheckPlain refuses to serve the app over plain HTTP anywhere but on loopback.
func CheckPlain(listen string) error {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return fault.New(fault.Invalid, "listen address %q: want host and port, such as 127.0.0.1:8800", listen)
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return fault.New(fault.Invalid, "plain HTTP on %s would let everybody on the network read passwords and scripts: "+
		"use --tls=local on a set, --tls=acme --domain NAME on the internet, or --listen 127.0.0.1:8800 behind a proxy on this machine", listen)
}

// ACME is what gets certificates from a public authority.
type ACME struct {
	manager *autocert.Manager
}

// NewACME prepares certificates for the given domains, kept in dir. directory is
// the authority's address, or "" for Let's Encrypt; email may be "". By asking for
// them the operator accepts the authority's terms of service.
func NewACME(dir, email, directory string, domains []string, client *http.Client) (*ACME, error) {
	if len(domains) == 0 {
		return nil, fault.New(fault.Invalid, "--tls=acme needs --domain, the name under which people reach this server")
	}
	for _, name := range domains {
		if net.ParseIP(name) != nil || !strings.Contains(name, ".") || strings.Contains(name, "*") || strings.HasSuffix(name, ".local") {
			return nil, fault.New(fault.Invalid, "domain %q: public authorities vouch only for full names, such as lot.example.com; on a set use --tls=local", name)
		}
	}
	cache := filepath.Join(dir, "acme")
	if err := os.MkdirAll(cache, 0o700); err != nil {
		return nil, fault.New(fault.Unavailable, "make the folder of certificates: %w", err)
	}
	m := &autocert.Manager{Prompt: autocert.AcceptTOS, Cache: autocert.DirCache(cache), HostPolicy: autocert.HostWhitelist(domains...), Email: email}
	if directory != "" || client != nil {
		m.Client = &acme.Client{DirectoryURL: directory, HTTPClient: client}
		if directory == "" {
			m.Client.DirectoryURL = autocert.DefaultACMEDirectory
		}
	}
	return &ACME{m}, nil
}

// TLS is the server's configuration; it also answers the authority's TLS challenge.
func (a *ACME) TLS() *tls.Config {
	c := a.manager.TLSConfig()
	c.MinVersion = tls.VersionTLS12
	return c
}

// PlainHandler is what answers on port 80: the authority's challenge, and for
// people a redirection to https.
func (a *ACME) PlainHandler() http.Handler { return a.manager.HTTPHandler(nil) }
