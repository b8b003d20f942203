package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// call is one request on its way through a route.
type call struct {
	mux     *Mux
	route   *Route
	w       http.ResponseWriter
	r       *http.Request
	person  Person
	address string
	place   graph.Place
	present *graph.Snapshot // of the place now, whatever moment was asked for
	main    *graph.Snapshot // of the main line now: it says what is sealed
	studio  *graph.Snapshot // nil without one
	view    graph.View      // what the function reads
	aud     graph.Audience
	seen    sealedSeen
}

// run takes a request through the steps that all routes share.
func (m *Mux) run(w http.ResponseWriter, r *http.Request, route *Route, serve func(*call) error) {
	c := &call{mux: m, route: route, w: w, address: address(r, m.cfg.Proxies)}
	ctx := context.WithValue(r.Context(), callKey{}, c)
	if route.timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, route.timeout)
		defer cancel()
		_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(route.timeout)) // a test's recorder has none
	}
	if route.maxBody > 0 {
		r.Body = http.MaxBytesReader(w, r.Body, route.maxBody)
	}
	c.r = r.WithContext(ctx)
	if rec := recordOf(r.Context()); rec != nil {
		rec.route = route.Method + " " + route.Path
	}
	err := c.enter()
	if err == nil {
		err = serve(c)
	}
	if auditErr := c.audited(); err == nil { // what an answer did not say may have been read all the same
		err = auditErr
	}
	if err != nil {
		c.refuse(err)
	}
}

// enter finds out who asks, whether they may, and what they look at.
func (c *call) enter() error {
	if err := c.recognise(); err != nil && c.route.Right != Public {
		return err
	}
	if rec := recordOf(c.r.Context()); rec != nil {
		rec.account = c.person.Account
	}
	right := c.route.Right
	if right == Public {
		return nil
	}
	if c.person.Account.IsZero() {
		return fault.New(fault.Signin, "sign in first")
	}
	if right, ok := strings.CutPrefix(right, housePrefix); ok {
		return c.enterHouse(right)
	}
	if !c.route.inProduction {
		return nil
	}
	return c.enterProduction()
}

// recognise reads the session cookie or the API token.
func (c *call) recognise() (err error) {
	if secret, ok := strings.CutPrefix(c.r.Header.Get("Authorization"), "Bearer "); ok {
		c.person, err = c.mux.cfg.Access.Token(c.r.Context(), secret, c.address)
		return err
	}
	if key := c.r.URL.Query().Get("key"); key != "" && c.route.keyInAddress && !c.route.Writes() {
		c.person, err = c.mux.cfg.Access.Token(c.r.Context(), key, c.address)
		return err
	}
	cookie, err := c.r.Cookie(cookieName(c.mux.cfg.Secure))
	if err != nil {
		return fault.New(fault.Signin, "sign in first")
	}
	var renewed string
	c.person, renewed, err = c.mux.cfg.Access.Session(c.r.Context(), cookie.Value, c.address)
	if fault.Is(err, fault.Signin) {
		c.clearCookie()
	}
	if err == nil && renewed != "" {
		c.setCookie(renewed)
	}
	return err
}

// enterHouse asks for a right in the whole house. Whoever has no role there is
// denied like one whose role is too small.
func (c *call) enterHouse(right string) error {
	aud, err := c.mux.cfg.Access.Audience(c.r.Context(), c.person, graph.ID{})
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	if err != nil || !aud.Has(right) {
		return fault.New(fault.Denied, "this needs the right %q in the whole house, which your roles do not give", right)
	}
	return nil
}

func (c *call) enterProduction() error {
	production, err := graph.ParseID(c.r.PathValue("production"))
	if err != nil || production.IsZero() {
		return fault.At("path.production", "production %q: want its id, a UUID", c.r.PathValue("production"))
	}
	c.place = graph.Main(production)
	if err := c.openAudience(); err != nil {
		return err
	}
	if right := c.route.Right; right != Member && !c.aud.Has(right) {
		return fault.New(fault.Denied, "this needs the right %q, which your roles in this production do not give", right)
	}
	query := c.r.URL.Query()
	if text := query.Get("branch"); text != "" {
		if c.place.Branch, err = graph.ParseID(text); err != nil {
			return fault.At("query.branch", "%w", err)
		}
	}
	if err := c.openView(); err != nil {
		return err
	}
	if text := query.Get("at"); text != "" {
		return c.goBack(text)
	}
	return nil
}

func (c *call) openAudience() error {
	aud, err := c.mux.cfg.Access.Audience(c.r.Context(), c.person, c.place.Production)
	if err != nil {
		return err
	}
	aud.Saw = c.seen.add
	c.aud = aud
	return nil
}

func (c *call) openView() error {
	snap, err := c.mux.cfg.Store.Snapshot(c.r.Context(), c.place)
	if err != nil {
		return err
	}
	if c.studio, err = c.mux.studioFor(c.r.Context(), c.place.Production); err != nil {
		return err
	}
	c.main = snap
	if !c.place.Branch.IsZero() {
		if c.main, err = c.mux.cfg.Store.Snapshot(c.r.Context(), graph.Main(c.place.Production)); err != nil {
			return err
		}
	}
	c.present = snap.SealedAs(c.main) // what the main line has sealed since is secret on its branches too
	c.view = c.open(c.present)
	return nil
}

// open is a snapshot as the caller may know it.
func (c *call) open(s *graph.Snapshot) graph.View {
	v := s.View(c.aud)
	if c.studio != nil {
		v = v.WithStudio(c.studio)
	}
	return v
}

func (c *call) goBack(text string) error {
	if c.route.Writes() {
		return fault.At("query.at", "the past can only be read; leave out at")
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 || graph.Seq(n) > c.view.Seq() {
		return fault.At("query.at", "at %q: want a sequence number from 0 to %d", text, c.view.Seq())
	}
	snap, err := c.mux.cfg.Store.At(c.r.Context(), c.place, c.view.Landed(graph.Seq(n)))
	if err != nil {
		return err
	}
	c.view = c.open(snap.SealedAs(c.present))
	return nil
}

// studioFor is the studio's present state for a production other than itself.
func (m *Mux) studioFor(ctx context.Context, production graph.ID) (*graph.Snapshot, error) {
	id := m.cfg.Studio
	if id.IsZero() {
		var err error
		if id, err = m.cfg.Store.StudioID(ctx); err != nil {
			return nil, err
		}
	}
	if id.IsZero() || id == production {
		return nil, nil //nolint:nilnil // there is no studio beside this production
	}
	return m.cfg.Store.Snapshot(ctx, graph.Main(id))
}

// refuse answers with a problem and logs what the caller may not see.
func (c *call) refuse(err error) {
	if rec := recordOf(c.r.Context()); rec != nil {
		rec.err = err
		if rec.wrote { // an answer is on its way already; all we can do is break it off
			panic(http.ErrAbortHandler)
		}
	}
	if errors.Is(err, context.Canceled) && c.r.Context().Err() != nil {
		return // nobody is there to read it
	}
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		c.w.Header().Set("Connection", "close")
	}
	writeProblem(c.w, problemOf(err))
}
