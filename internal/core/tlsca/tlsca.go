// Package tlsca gives the server its certificate: from a public authority by ACME
// for a server on the internet, or from an authority of its own for a laptop on a
// set, where there is no internet and browsers still demand https for offline pages.
//
// The local authority is fenced in: its certificate says that it may vouch only for
// this machine's names, for .local and .internal, and for private addresses, so a
// stolen key cannot imitate any site on the internet. Keys are readable by their
// owner only. Plain HTTP is for loopback.
package tlsca

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"backlot/internal/core/fault"
)

const (
	authorityYears = 10
	leafDays       = 90 // well under what Apple allows a private authority
	renewDays      = 30
	backdate       = 48 * time.Hour // devices on a set have wrong clocks
)

// Authority is the local certificate authority of one machine. It is safe for
// concurrent use.
type Authority struct {
	dir   string
	now   func() time.Time
	names []string                 // host names of this machine
	addrs func() ([]net.IP, error) // its addresses at the moment

	cert *x509.Certificate
	key  crypto.Signer

	mu      sync.Mutex
	leaf    *tls.Certificate
	checked time.Time // when addresses were last compared
}

// Config is what an Authority is made of.
type Config struct {
	Dir   string                   // folder of its files, made when missing
	Names []string                 // further host names people use, beside the machine's own
	Now   func() time.Time         // nil: time.Now
	Addrs func() ([]net.IP, error) // nil: those of the machine's network interfaces
}

// Open reads the authority of a folder, or makes one. A key that others can read
// is an Unavailable error; so is a damaged file, which is never replaced by itself
// because every device on the set would have to trust the new one.
func Open(c Config) (*Authority, error) {
	a := &Authority{dir: c.Dir, now: c.Now, addrs: c.Addrs, names: hostNames(c.Names)}
	if a.now == nil {
		a.now = time.Now
	}
	if a.addrs == nil {
		a.addrs = machineAddrs
	}
	if err := os.MkdirAll(c.Dir, 0o700); err != nil {
		return nil, fault.New(fault.Unavailable, "make the folder of certificates: %w", err)
	}
	begin := a.load
	if !exists(a.path("ca.pem")) && !exists(a.path("ca.key")) {
		begin = a.create
	}
	if err := begin(); err != nil {
		return nil, err
	}
	if err := a.covers(); err != nil {
		return nil, err
	}
	if pair, err := loadPair(a.path("server.pem"), a.path("server.key")); err == nil {
		a.leaf = pair // used while it still fits; otherwise the first handshake makes another
	}
	return a, nil
}

func (a *Authority) path(name string) string { return filepath.Join(a.dir, name) }

// Certificate is the authority's own certificate, which devices are to trust.
func (a *Authority) Certificate() *x509.Certificate { return a.cert }

// Fingerprint is the SHA-256 of the authority's certificate as devices show it:
// pairs of hexadecimal digits parted by colons.
func (a *Authority) Fingerprint() string {
	sum := sha256.Sum256(a.cert.Raw)
	parts := make([]string, len(sum))
	for i, b := range sum {
		parts[i] = fmt.Sprintf("%02X", b)
	}
	return strings.Join(parts, ":")
}

// TLS is the server's configuration: its certificate is renewed by itself, and
// follows the machine from network to network.
func (a *Authority) TLS() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"},
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return a.current() }}
}

func (a *Authority) load() error {
	if err := private(a.path("ca.key")); err != nil {
		return err
	}
	pair, err := loadPair(a.path("ca.pem"), a.path("ca.key"))
	if err != nil {
		return fault.New(fault.Unavailable,
			"the local certificate authority in %s is damaged (%w): restore ca.pem and ca.key from a backup, or remove both and install the new authority on every device", a.dir, err)
	}
	signer, ok := pair.PrivateKey.(crypto.Signer)
	if !ok || !pair.Leaf.IsCA {
		return fault.New(fault.Unavailable, "%s is not the certificate of an authority", a.path("ca.pem"))
	}
	if a.now().After(pair.Leaf.NotAfter) {
		return fault.New(fault.Unavailable, "the local certificate authority in %s ended on %s: remove ca.pem and ca.key and install the new authority on every device",
			a.dir, pair.Leaf.NotAfter.Format(time.DateOnly))
	}
	a.cert, a.key = pair.Leaf, signer
	return nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// private refuses a key that other people on the machine can read.
func private(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return fault.New(fault.Unavailable, "key file %s is missing (%w): restore it from a backup", path, err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return fault.New(fault.Unavailable, "key file %s can be read by others (%v): run chmod 600 on it", path, info.Mode().Perm())
	}
	return nil
}

func loadPair(cert, key string) (*tls.Certificate, error) {
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		return nil, err
	}
	if pair.Leaf == nil {
		if pair.Leaf, err = x509.ParseCertificate(pair.Certificate[0]); err != nil {
			return nil, err
		}
	}
	return &pair, nil
}

func (a *Authority) create() error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	serial, err := serialNumber()
	if err != nil {
		return err
	}
	host, _ := os.Hostname() // a machine without a name is still an authority
	template := &x509.Certificate{
		SerialNumber:                serial,
		Subject:                     pkix.Name{Organization: []string{"Backlot"}, CommonName: "Backlot on " + host},
		NotBefore:                   a.now().Add(-backdate),
		NotAfter:                    a.now().AddDate(authorityYears, 0, 0),
		KeyUsage:                    x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
		BasicConstraintsValid:       true,
		IsCA:                        true,
		MaxPathLenZero:              true,
		PermittedDNSDomainsCritical: true,
		PermittedDNSDomains:         append([]string{"local", "internal", "localhost"}, a.names...),
		PermittedIPRanges:           privateRanges,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return fmt.Errorf("make the local certificate authority: %w", err)
	}
	if err := writePair(a.path("ca.pem"), a.path("ca.key"), key, der); err != nil {
		return fault.New(fault.Unavailable, "save the local certificate authority: %w", err)
	}
	a.key = key
	a.cert, err = x509.ParseCertificate(der)
	return err
}

// covers makes sure the authority may vouch for every name it is asked for.
func (a *Authority) covers() error {
	for _, name := range a.names {
		ok := false
		for _, permitted := range a.cert.PermittedDNSDomains {
			ok = ok || name == permitted || strings.HasSuffix(name, "."+permitted)
		}
		if !ok {
			return fault.New(fault.Invalid,
				"the local certificate authority in %s was made without the name %q: leave the name out, or remove ca.pem and ca.key and install the new authority on every device",
				a.dir, name)
		}
	}
	return nil
}

func writePair(certPath, keyPath string, key *ecdsa.PrivateKey, chain ...[]byte) error {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	if err := writeFile(keyPath, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), 0o600); err != nil {
		return err
	}
	var text []byte
	for _, cert := range chain {
		text = append(text, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert})...)
	}
	return writeFile(certPath, text, 0o644)
}

// writeFile puts a whole file in place or leaves the old one.
func writeFile(path string, data []byte, mode fs.FileMode) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".new-*") // 0600 from the start
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(data)
	if err := errors.Join(err, tmp.Chmod(mode), tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

func serialNumber() (*big.Int, error) {
	return rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
}
