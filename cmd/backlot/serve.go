package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"backlot/internal/core/tlsca"
	"backlot/internal/core/volumes"
	"backlot/internal/house"
	pages "backlot/web"
)

// ServeCmd runs the server.
type ServeCmd struct {
	Listen       string         `help:"Address and port to listen on." default:"127.0.0.1:8800" env:"BACKLOT_LISTEN"`
	DB           string         `name:"db" help:"Database: a SQLite file or postgres://user@host/name. Default: backlot.db in --data." env:"BACKLOT_DB"`
	Files        string         `help:"Where files are kept: a folder, or s3://bucket/prefix?endpoint=https://... Default: files in --data." env:"BACKLOT_FILES"`
	Data         string         `help:"Folder of this node: database, files, keys and certificates." default:"backlot-data" env:"BACKLOT_DATA_DIR" type:"path"`
	TLS          string         `name:"tls" help:"off: plain HTTP, on loopback only. local: certificates of this machine's own, for a set without internet. acme: certificates of a public authority." enum:"off,local,acme" default:"off" env:"BACKLOT_TLS"`
	Domain       []string       `help:"Name under which people reach this server; needed with --tls=acme." env:"BACKLOT_DOMAIN"`
	Email        string         `help:"Address that the public authority may write to." env:"BACKLOT_ACME_EMAIL"`
	ACMEURL      string         `name:"acme-url" help:"Another public authority than Let's Encrypt." env:"BACKLOT_ACME_URL"`
	Plain        string         `help:"Address for plain HTTP beside TLS: the page that installs the certificate (local), or redirection and challenge (acme)." placeholder:":8880 or :80" env:"BACKLOT_PLAIN"`
	Base         string         `help:"Address in people's browsers, when a proxy stands before this server." placeholder:"https://lot.example" env:"BACKLOT_BASE"`
	TrustedProxy []netip.Prefix `help:"Addresses of proxies whose X-Forwarded-For is believed." placeholder:"10.0.0.0/24" env:"BACKLOT_TRUSTED_PROXY"`
	Origin       []string       `help:"Further sites whose pages may write here." env:"BACKLOT_ORIGIN"`
	MetricsToken string         `help:"Lets its bearer read /metrics from afar." env:"BACKLOT_METRICS_TOKEN"`
	Volume       []string       `sep:";" help:"Folder of this machine with footage, or for copies of it: NAME=FOLDER=MEDIUM@SITE, such as r1=/mnt/r1=raid@truck; medium card is where camera cards appear, and is never written to. Repeat for each." env:"BACKLOT_VOLUME" placeholder:"NAME=FOLDER"`
	NoWork       bool           `help:"Leave jobs to other nodes."`
	JSONLog      bool           `name:"json-log" help:"Log in JSON." env:"BACKLOT_JSON_LOG"`
}

// Run serves until it is interrupted.
func (c *ServeCmd) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return c.serve(ctx, os.Stdout, os.Stderr, nil)
}

// serve runs until ctx ends. ready is told when the house is open, before people are let in;
// it may be nil.
func (c *ServeCmd) serve(ctx context.Context, out, errOut io.Writer, ready func(*house.House, string) error) (err error) {
	c.fill()
	log := c.logger(errOut)
	footage, err := volumes.ParseAll(c.Volume)
	if err != nil {
		return err
	}
	front, err := c.open()
	if err != nil {
		return err
	}
	defer front.close()
	h, err := house.Open(ctx, house.Options{DSN: c.DB, Files: c.Files, Data: c.Data, Base: front.base, Version: version(), UI: pages.Handler(),
		Proxies: c.TrustedProxy, Origins: c.Origin, MetricsKey: c.MetricsToken, Work: !c.NoWork, Volumes: footage, Log: log})
	if err != nil {
		return err
	}
	defer func() {
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
		defer cancel()
		err = errors.Join(err, h.Close(end))
	}()
	handler, err := h.Mux.Handler()
	if err != nil {
		return err
	}
	if ready != nil {
		if err := ready(h, front.base); err != nil {
			return err
		}
	}
	owner, err := h.Access.FirstOwner(ctx)
	if err != nil {
		return err
	}
	front.tell(out, owner)
	return front.run(ctx, handler, h.Mux.Stop, log)
}

func (c *ServeCmd) fill() {
	if c.DB == "" {
		c.DB = filepath.Join(c.Data, "backlot.db")
	}
	if c.Files == "" {
		c.Files = filepath.Join(c.Data, "files")
	}
	if c.Plain == "" {
		c.Plain = map[string]string{"local": ":8880", "acme": ":80"}[c.TLS]
	}
}

func (c *ServeCmd) logger(w io.Writer) *slog.Logger {
	if c.JSONLog {
		return slog.New(slog.NewJSONHandler(w, nil))
	}
	return slog.New(slog.NewTextHandler(w, nil))
}

// version is the program's version as it was built.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return s.Value[:12]
		}
	}
	return strings.Trim(info.Main.Version, "()")
}

// stopWithin bounds how long requests under way are waited for.
const stopWithin = 20 * time.Second

// front is what faces the network.
type front struct {
	main    net.Listener
	tls     *tls.Config // nil: plain HTTP on loopback
	plain   net.Listener
	install http.Handler // what answers on plain
	base    string
	page    string // of the install page, or ""
	mark    string // fingerprint of the local authority, or ""
}

func (f *front) close() {
	f.main.Close()
	if f.plain != nil {
		f.plain.Close()
	}
}

// open listens, and prepares certificates.
func (c *ServeCmd) open() (_ *front, err error) {
	f := &front{base: strings.TrimSuffix(c.Base, "/")}
	if c.TLS == "off" {
		if err := tlsca.CheckPlain(c.Listen); err != nil {
			return nil, err
		}
	}
	if f.main, err = net.Listen("tcp", c.Listen); err != nil {
		return nil, fmt.Errorf("listen on %s: %w", c.Listen, err)
	}
	defer func() {
		if err != nil {
			f.close()
		}
	}()
	if c.TLS != "off" {
		if f.plain, err = net.Listen("tcp", c.Plain); err != nil {
			return nil, fmt.Errorf("listen on %s for plain HTTP: %w", c.Plain, err)
		}
	}
	switch c.TLS {
	case "local":
		return f, c.openLocal(f)
	case "acme":
		return f, c.openACME(f)
	}
	if f.base == "" {
		f.base = "http://" + f.main.Addr().String()
	}
	return f, nil
}

func (c *ServeCmd) openACME(f *front) error {
	a, err := tlsca.NewACME(c.Data, c.Email, c.ACMEURL, c.Domain, nil)
	if err != nil {
		return err
	}
	f.tls, f.install = a.TLS(), a.PlainHandler()
	if f.base == "" {
		f.base = "https://" + withPort(c.Domain[0], f.main, "443")
	}
	return nil
}

func (c *ServeCmd) openLocal(f *front) error {
	a, err := tlsca.Open(tlsca.Config{Dir: filepath.Join(c.Data, "tls"), Names: c.Domain})
	if err != nil {
		return err
	}
	host, err := lanHost(c.Domain, f.main)
	if err != nil {
		return err
	}
	if f.base == "" {
		f.base = "https://" + withPort(host, f.main, "443")
	}
	f.tls, f.mark = a.TLS(), a.Fingerprint()
	f.page = "http://" + withPort(host, f.plain, "80") + "/"
	f.install, err = tlsca.Install{Authority: a, Page: f.page, App: f.base + "/"}.Handler()
	return err
}

// lanHost is how other devices reach this machine: a given name, else the address
// it listens on, else its first private address.
func lanHost(domains []string, l net.Listener) (string, error) {
	if len(domains) > 0 {
		return domains[0], nil
	}
	addr, ok := l.Addr().(*net.TCPAddr)
	if ok && !addr.IP.IsUnspecified() {
		return addr.IP.String(), nil
	}
	list, err := tlsca.LANAddrs()
	if err != nil || len(list) == 0 {
		return "localhost", err
	}
	return list[0].String(), nil
}

// withPort joins a host with the port of a listener, which is left out when it is
// the usual one.
func withPort(host string, l net.Listener, usual string) string {
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil || port == usual {
		return host
	}
	return net.JoinHostPort(host, port)
}

func (f *front) tell(out io.Writer, owner string) {
	fmt.Fprintf(out, "Backlot is at %s/\n", f.base)
	if f.page != "" {
		fmt.Fprintf(out, "Other devices install the certificate from %s\nIts SHA-256 fingerprint is %s\n", f.page, f.mark)
	}
	if owner != "" {
		fmt.Fprintf(out, "Make the first owner with this link; it works once:\n%s\n", owner)
	}
}

// run serves until ctx ends, then lets requests under way finish.
func (f *front) run(ctx context.Context, handler http.Handler, stopStreams func(), log *slog.Logger) error {
	server := newServer(handler, log)
	server.RegisterOnShutdown(stopStreams)
	servers := []*http.Server{server}
	failed := make(chan error, 2)
	if f.tls != nil {
		server.TLSConfig = f.tls
		go func() { failed <- server.ServeTLS(f.main, "", "") }()
		beside := newServer(f.install, log)
		servers = append(servers, beside)
		go func() { failed <- beside.Serve(f.plain) }()
	} else {
		go func() { failed <- server.Serve(f.main) }()
	}
	var err error
	select {
	case err = <-failed:
	case <-ctx.Done():
		log.Info("stopping")
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
	defer cancel()
	for _, s := range servers {
		if s.Shutdown(end) != nil {
			s.Close() // whoever is still there is cut off
		}
	}
	return err
}

func newServer(handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug)}
}

// OpenAPICmd writes the description of all routes.
type OpenAPICmd struct {
	Out string `arg:"" optional:"" help:"File to write; standard output when left out." type:"path"`
}

// Run writes the description, only when it has changed.
func (c *OpenAPICmd) Run() error {
	text, err := house.Describe("1").OpenAPI()
	if err != nil {
		return err
	}
	if c.Out == "" || c.Out == "-" {
		_, err = os.Stdout.Write(text)
		return err
	}
	if old, err := os.ReadFile(c.Out); err == nil && string(old) == string(text) {
		return nil
	}
	return os.WriteFile(c.Out, text, 0o644)
}
