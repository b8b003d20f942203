// Package access decides who may see and do what: accounts, sign-in, invitations,
// sessions, roles, compartments, API tokens, and the audit log of it all.
//
// An account belongs to a person in this installation. A membership gives it
// roles, each in a department, in one production or (production zero) in the
// whole house; a clearance lets it know what is sealed in a compartment. Service
// combines them into the graph.Audience that every view is opened with.
//
// Three rules hold everywhere: nobody gives a right or a clearance they do not
// hold themselves, the last owner cannot be removed, and a stranger learns
// nothing from an answer, neither from its words nor from its time.
//
// A request begins with Authenticate (a cookie) or AuthenticateToken (an API
// token); both give a Caller. Audience gives what the caller may know in a
// production, and opens its views. Before sealed records go out, ReadSealed puts
// that on record. Every other method is one thing a person does: sign in (SignIn,
// SignInCode), look after themselves (Me, ChangePassword, EnrolSecondFactor,
// Sessions, CreateToken ...), run a crew (Invite, UpdateMember, DefineRole ...),
// keep a secret (MakeCompartment, Clear ...), or watch (Audit, Verify).
//
// Methods that give a cookie back ended the one the request came with: set it.
package access

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"sync"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// House is the production id of memberships that count in every production and
// of the studio's own graph.
var House graph.ID

// Config is what a Service is made of.
type Config struct {
	DB     *db.DB           // with Migrations applied
	Now    func() time.Time // nil: time.Now
	IDs    graph.IDs        // nil: graph.RandomIDs
	Random io.Reader        // secrets come from it; nil: crypto/rand
	Mailer Mailer           // nil: links are shown to whoever asks for them
	Policy *Policy          // the rights there are
	Key    Key              // of this installation, from LoadKey; the same on every node
	Base   func() string    // address that links begin with, such as "https://lot.example"; nil: links begin with "/"
	Hash   Hashing          // cost of a password; zero: DefaultHashing
	Limits Limits           // lifetimes; zero fields: DefaultLimits
}

// Limits are the lifetimes of what lets people in. Zero fields take their value
// from DefaultLimits.
type Limits struct {
	Idle       time.Duration // a session nobody used for this long ends
	Absolute   time.Duration // a session ends this long after sign-in, used or not
	Challenge  time.Duration // between password and second factor
	OwnerLink  time.Duration // the link that makes the first owner
	Invitation time.Duration
	Recovery   time.Duration
	Token      time.Duration // longest life of an API token
	SealedRead time.Duration // the same record read again on the same route within this time is not logged twice; negative: always logged
}

// DefaultLimits suits a crew that signs in on its own phones and tablets.
var DefaultLimits = Limits{
	Idle:       14 * 24 * time.Hour,
	Absolute:   90 * 24 * time.Hour,
	Challenge:  5 * time.Minute,
	OwnerLink:  24 * time.Hour,
	Invitation: 14 * 24 * time.Hour,
	Recovery:   time.Hour,
	Token:      366 * 24 * time.Hour,
	SealedRead: time.Minute,
}

// Mailer sends one mail; the words are its business. Send may take its time.
type Mailer interface {
	Send(ctx context.Context, m Mail) error
}

// Mail is what access wants somebody told.
type Mail struct {
	Kind       string   // "invitation", "recovery" or "email"
	To         string   // e-mail address
	Name       string   // of the receiver, or "" when not known yet
	Language   string   // BCP 47
	From       string   // name of the person who asked for it, or ""
	Production graph.ID // of an invitation; House for the whole house
	Link       string   // works once
	Expires    time.Time
}

// Service answers who may do what. It is safe for concurrent use; several nodes
// may run one each over the same database.
type Service struct {
	db     *db.DB
	now    func() time.Time
	mail   Mailer
	policy *Policy
	key    Key
	base   func() string
	limits Limits
	hasher *hasher
	source source
	cache  audienceCache
	reads  recentReads
	mails  sync.WaitGroup
}

// New makes a Service. It is an Invalid error when DB, Policy or Key is missing.
func New(c Config) (*Service, error) {
	switch {
	case c.DB == nil:
		return nil, fault.New(fault.Invalid, "access needs a database")
	case c.Policy == nil:
		return nil, fault.New(fault.Invalid, "access needs a policy: see NewPolicy")
	case c.Key.isZero():
		return nil, fault.New(fault.Invalid, "access needs the installation's key: see LoadKey")
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Base == nil {
		c.Base = func() string { return "" }
	}
	h, err := newHasher(c.Hash)
	if err != nil {
		return nil, err
	}
	s := &Service{
		db: c.DB, now: c.Now, mail: c.Mailer, policy: c.Policy, key: c.Key, base: c.Base,
		limits: c.Limits.orDefault(), hasher: h, source: newSource(c.Random, c.IDs),
	}
	return s, nil
}

// Close waits until mails that are on their way are handed over.
func (s *Service) Close() { s.mails.Wait() }

// Policy is the rights and built-in roles the service was made with.
func (s *Service) Policy() *Policy { return s.policy }

func (l Limits) orDefault() Limits {
	d := DefaultLimits
	for _, f := range []struct{ have, def *time.Duration }{
		{&l.Idle, &d.Idle},
		{&l.Absolute, &d.Absolute},
		{&l.Challenge, &d.Challenge},
		{&l.OwnerLink, &d.OwnerLink},
		{&l.Invitation, &d.Invitation},
		{&l.Recovery, &d.Recovery},
		{&l.Token, &d.Token},
		{&l.SealedRead, &d.SealedRead},
	} {
		if *f.have == 0 {
			*f.have = *f.def
		}
	}
	return l
}

// Caller is who makes a request: an account by a session or by an API token.
// The zero Caller is a stranger.
type Caller struct {
	Account graph.ID
	Session graph.ID // zero for an API token
	Token   graph.ID // zero for a session
	Address string   // where the request came from
	scope   *scope   // of the API token
}

// errStranger is the answer to whoever is not signed in.
var errStranger = errors.New("sign in first")

func (c Caller) signedIn() error {
	if c.Account.IsZero() {
		return fault.Mark(fault.Signin, errStranger)
	}
	return nil
}

// inPerson demands a signed-in person, where a token must not do.
func (c Caller) inPerson() error {
	if err := c.signedIn(); err != nil {
		return err
	}
	if c.Session.IsZero() {
		return fault.New(fault.Denied, "an API token cannot do this: sign in as a person")
	}
	return nil
}

// reader is what rows are read through: the database or a transaction.
type reader interface {
	Query(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRow(ctx context.Context, query string, args ...any) *sql.Row
}

func ms(t time.Time) int64 { return t.UnixMilli() }

// at turns stored milliseconds back into a time; 0 is the zero time.
func at(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
