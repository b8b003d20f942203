package web

import (
	"context"

	"backlot/internal/core/graph"
)

// Rights that nobody declares. All others, such as "breakdown.edit", are rights in
// the production of the route's path, or, marked by House, in the whole house.
const (
	Public   = "public"    // everybody, signed in or not
	SignedIn = "signed-in" // every account
	Member   = "member"    // everybody who has a role in the production of the path
)

// House is a right in the whole house, for routes that are in no production.
func House(right string) string { return housePrefix + right }

const housePrefix = "house:"

// Person is who is asking. The zero Person is nobody.
type Person struct {
	Account graph.ID
	Session graph.ID // the browser session, or zero
	Token   graph.ID // the API token, or zero
	Key     any      // what Access itself keeps about the caller
}

// Access answers who somebody is and what they may know.
type Access interface {
	// Session is the person of a session cookie; a Signin error when it is unknown or over.
	// renewed is the secret that the cookie must hold from now on, or "" when it stays.
	Session(ctx context.Context, secret, address string) (p Person, renewed string, err error)
	// Token is the person of an API token; a Signin error when it is unknown or over.
	Token(ctx context.Context, secret, address string) (Person, error)
	// Audience is what the person may know in a production, or in the whole house for
	// the zero id; a NotFound error when they have no role in it.
	Audience(ctx context.Context, p Person, production graph.ID) (graph.Audience, error)
	// SealedRead writes down that a cleared person read sealed records.
	SealedRead(ctx context.Context, r SealedRead) error
}

// SealedRead is one request that was let through to sealed records.
type SealedRead struct {
	Person     Person
	Production graph.ID
	Records    []Sealed // the sealed records themselves, not what they own
	Route      string   // such as "GET /api/productions/{production}/scenes"
	Address    string   // IP address of the reader
}

// Sealed is a sealed record and what it is sealed in.
type Sealed struct{ Record, Compartment graph.ID }

type callKey struct{}

func callOf(ctx context.Context) *call {
	c, _ := ctx.Value(callKey{}).(*call)
	return c
}

// PersonOf is who is asking in a route's context, or nobody.
func PersonOf(ctx context.Context) Person {
	if c := callOf(ctx); c != nil {
		return c.person
	}
	return Person{}
}

// NameOf is the name of whoever is asking, or "".
func NameOf(ctx context.Context) string {
	if c := callOf(ctx); c != nil {
		return c.mux.nameOf(ctx, c.person.Account)
	}
	return ""
}

// ViewOf is the view of a route whose path names a production.
func ViewOf(ctx context.Context) graph.View { return callOf(ctx).view }

// AddressOf is the IP address of the caller, as trusted proxies give it.
func AddressOf(ctx context.Context) string {
	if c := callOf(ctx); c != nil {
		return c.address
	}
	return ""
}

// DeviceOf describes the caller's browser or program, for a list of sessions.
func DeviceOf(ctx context.Context) string {
	if c := callOf(ctx); c != nil {
		return c.r.UserAgent()
	}
	return ""
}
