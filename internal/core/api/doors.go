package api

import (
	"context"
	"sync"
	"time"

	"backlot/internal/core/access"
	"backlot/internal/core/graph"
	"backlot/internal/core/web"
)

// Doors lets web ask access who somebody is.
type Doors struct {
	Access *access.Service
	Store  *graph.Store
}

var _ web.Access = Doors{}

// Session is the person of a session cookie.
func (d Doors) Session(ctx context.Context, secret, address string) (web.Person, string, error) {
	c, renewed, err := d.Access.Authenticate(ctx, secret, address)
	return person(c), renewed, err
}

// Token is the person of an API token.
func (d Doors) Token(ctx context.Context, secret, address string) (web.Person, error) {
	c, err := d.Access.AuthenticateToken(ctx, secret, address)
	return person(c), err
}

func person(c access.Caller) web.Person {
	return web.Person{Account: c.Account, Session: c.Session, Token: c.Token, Key: c}
}

// Audience is what the person may know in a production; the studio's own graph is
// the whole house's.
func (d Doors) Audience(ctx context.Context, p web.Person, production graph.ID) (graph.Audience, error) {
	c, _ := p.Key.(access.Caller)
	if !production.IsZero() {
		studio, err := d.Store.StudioID(ctx)
		if err != nil {
			return graph.Audience{}, err
		}
		if production == studio {
			production = access.House
		}
	}
	return d.Access.Audience(ctx, c, production)
}

// SealedRead writes down who reads sealed records.
func (d Doors) SealedRead(ctx context.Context, r web.SealedRead) error {
	c, _ := r.Person.Key.(access.Caller)
	reads := make([]access.SealedRead, len(r.Records))
	for i, one := range r.Records {
		reads[i] = access.SealedRead{Compartment: one.Compartment, Record: one.Record}
	}
	return d.Access.ReadSealed(ctx, c, r.Production, r.Route, reads)
}

// names knows people's names for a minute, for lists of changes and live streams.
type names struct {
	access *access.Service
	mu     sync.Mutex
	known  map[graph.ID]name
}

type name struct {
	text string
	at   time.Time
}

const (
	nameFor   = time.Minute
	namesKept = 10_000
)

// Names answers the names of accounts, "" for an unknown one.
func Names(a *access.Service) *names { return &names{access: a, known: map[graph.ID]name{}} }

// Of is the name of an account, or "".
func (n *names) Of(ctx context.Context, id graph.ID) string {
	if id.IsZero() {
		return ""
	}
	n.mu.Lock()
	got, ok := n.known[id]
	n.mu.Unlock()
	if ok && time.Since(got.at) < nameFor {
		return got.text
	}
	account, err := n.access.Account(ctx, id)
	if err != nil {
		return got.text
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.known) > namesKept {
		n.known = map[graph.ID]name{}
	}
	n.known[id] = name{account.Name, time.Now()}
	return account.Name
}
