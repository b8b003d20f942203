package tlsca

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"net"
	"os"
	"slices"
	"strings"
	"time"
)

// recheck is how often a handshake looks whether the machine has moved to another
// network.
const recheck = time.Minute

// current is the server's certificate for now: renewed before it ends, and made
// anew when the machine has got an address that it does not name.
func (a *Authority) current() (*tls.Certificate, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := a.now()
	if a.leaf != nil && now.Sub(a.checked) < recheck && now.Before(a.leaf.Leaf.NotAfter) {
		return a.leaf, nil
	}
	addrs, err := a.addrs()
	if err != nil {
		return nil, fmt.Errorf("addresses of this machine: %w", err)
	}
	a.checked = now
	if a.leaf != nil && a.fits(a.leaf.Leaf, addrs, now) {
		return a.leaf, nil
	}
	leaf, err := a.issue(addrs, now)
	if err != nil {
		return nil, err
	}
	a.leaf = leaf
	return leaf, nil
}

func (a *Authority) fits(leaf *x509.Certificate, addrs []net.IP, now time.Time) bool {
	if now.Before(leaf.NotBefore) || now.AddDate(0, 0, renewDays).After(leaf.NotAfter) || leaf.CheckSignatureFrom(a.cert) != nil {
		return false
	}
	for _, name := range a.names {
		if !slices.Contains(leaf.DNSNames, name) {
			return false
		}
	}
	for _, ip := range addrs {
		if !slices.ContainsFunc(leaf.IPAddresses, ip.Equal) {
			return false
		}
	}
	return true
}

func (a *Authority) issue(addrs []net.IP, now time.Time) (*tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	serial, err := serialNumber()
	if err != nil {
		return nil, err
	}
	end := now.AddDate(0, 0, leafDays)
	if end.After(a.cert.NotAfter) {
		end = a.cert.NotAfter
	}
	template := &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{Organization: []string{"Backlot"}, CommonName: a.names[0]},
		NotBefore:    now.Add(-backdate),
		NotAfter:     end,
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames:     a.names,
		IPAddresses:  addrs,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, key.Public(), a.key)
	if err != nil {
		return nil, fmt.Errorf("make the server's certificate: %w", err)
	}
	if err := writePair(a.path("server.pem"), a.path("server.key"), key, der, a.cert.Raw); err != nil {
		return nil, fmt.Errorf("save the server's certificate: %w", err)
	}
	leaf, err := x509.ParseCertificate(der)
	return &tls.Certificate{Certificate: [][]byte{der, a.cert.Raw}, PrivateKey: key, Leaf: leaf}, err
}

// hostNames are the names of this machine on its network, and localhost.
func hostNames(more []string) []string {
	out := []string{}
	add := func(name string) {
		name = strings.ToLower(strings.TrimSuffix(strings.TrimSpace(name), "."))
		if name != "" && net.ParseIP(name) == nil && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	for _, name := range more {
		add(name)
	}
	if host, err := os.Hostname(); err == nil {
		add(host)
		short, _, _ := strings.Cut(host, ".")
		add(short + ".local")
	}
	add("localhost")
	return out
}

// privateRanges are the addresses that the local authority may vouch for.
var privateRanges = ranges("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10",
	"::1/128", "fc00::/7", "fe80::/10")

func ranges(texts ...string) []*net.IPNet {
	out := make([]*net.IPNet, len(texts))
	for i, text := range texts {
		_, n, err := net.ParseCIDR(text)
		if err != nil {
			panic(err) // they are constants
		}
		out[i] = n
	}
	return out
}

// LANAddrs are the private addresses under which other devices reach this machine,
// IPv4 first.
func LANAddrs() ([]net.IP, error) {
	all, err := machineAddrs()
	if err != nil {
		return nil, err
	}
	out := slices.DeleteFunc(all, func(ip net.IP) bool { return ip.IsLoopback() || ip.IsLinkLocalUnicast() })
	slices.SortStableFunc(out, func(x, y net.IP) int { return len(four(x)) - len(four(y)) })
	return out, nil
}

func four(ip net.IP) net.IP {
	if v4 := ip.To4(); v4 != nil {
		return v4
	}
	return ip
}

func machineAddrs() ([]net.IP, error) {
	list, err := net.InterfaceAddrs()
	if err != nil {
		return nil, err
	}
	var out []net.IP
	for _, addr := range list {
		n, ok := addr.(*net.IPNet)
		if ok && permitted(n.IP) {
			out = append(out, n.IP)
		}
	}
	return out, nil
}

func permitted(ip net.IP) bool {
	return slices.ContainsFunc(privateRanges, func(n *net.IPNet) bool { return n.Contains(ip) })
}
