package access_test

import (
	"context"
	"crypto/rand"
	"strings"
	"sync"
	"testing"
	"time"

	"backlot/internal/core/access"
	"backlot/internal/core/db"
	"backlot/internal/core/db/dbtest"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// slices' rights as they would declare them.
var someRights = []access.Right{
	{Name: "breakdown.read", Title: "Read the breakdown", Roles: []string{"@crew", "cast"}},
	{Name: "breakdown.edit", Title: "Change the breakdown", Roles: []string{"@office", "@ad"}},
	{Name: "costume.edit", Title: "Change costumes", Roles: []string{"line_producer", "upm", "@head:costume"}},
	{Name: "money.read", Title: "Read budget and costs", Roles: []string{"line_producer", "upm", "accountant"}},
}

const goodPassword = "harbour lantern quilt seven"

// clock is a time that tests move.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// outbox keeps the mails that were sent.
type outbox struct {
	mu    sync.Mutex
	mails []access.Mail
	fail  error
}

func (o *outbox) Send(_ context.Context, m access.Mail) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.fail != nil {
		return o.fail
	}
	o.mails = append(o.mails, m)
	return nil
}

func (o *outbox) last(t *testing.T) access.Mail {
	t.Helper()
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.mails) == 0 {
		t.Fatal("no mail was sent")
	}
	return o.mails[len(o.mails)-1]
}

// lot is an installation under test.
type lot struct {
	*access.Service
	t     *testing.T
	ctx   context.Context
	db    *db.DB
	clock *clock
	conf  access.Config
	owner access.Caller
}

var device = access.Device{Address: "192.0.2.7:4711", Name: "Firefox on the office laptop"}

func open(t *testing.T, d *db.DB, change ...func(*access.Config)) *lot {
	t.Helper()
	t.Parallel() // these tests wait for disks
	ctx := context.Background()
	if err := d.Migrate(ctx, access.Migrations...); err != nil {
		t.Fatal(err)
	}
	policy, err := access.NewPolicy(someRights)
	if err != nil {
		t.Fatal(err)
	}
	key, err := access.NewKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &clock{t: time.Date(2027, 3, 1, 5, 30, 0, 0, time.UTC)}
	conf := access.Config{
		DB: d, Now: c.now, Policy: policy, Key: key,
		Hash: access.Hashing{MemoryKiB: 64, Passes: 1, Threads: 1, AtOnce: 2},
	}
	for _, fn := range change {
		fn(&conf)
	}
	s, err := access.New(conf)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return &lot{Service: s, t: t, ctx: ctx, db: d, clock: c, conf: conf}
}

// node is another server on the same database.
func (l *lot) node() *lot {
	l.t.Helper()
	s, err := access.New(l.conf)
	if err != nil {
		l.t.Fatal(err)
	}
	l.t.Cleanup(s.Close)
	other := *l
	other.Service = s
	return &other
}

func token(link string) string {
	_, after, _ := strings.Cut(link, "#")
	return after
}

// withOwner opens an installation that has its first owner.
func withOwner(t *testing.T, d *db.DB, change ...func(*access.Config)) *lot {
	t.Helper()
	l := open(t, d, change...)
	link, err := l.FirstOwner(l.ctx)
	if err != nil {
		t.Fatal(err)
	}
	in, err := l.ClaimOwner(l.ctx, access.Newcomer{
		Token: token(link), Email: "Olga@Lot.example", Profile: access.Profile{Name: "Olga Berg", TimeZone: "Europe/Oslo"},
		Password: goodPassword, Device: device,
	})
	if err != nil {
		t.Fatal(err)
	}
	l.owner = l.caller(in.Token)
	return l
}

func (l *lot) caller(cookie string) access.Caller {
	l.t.Helper()
	c, _, err := l.Authenticate(l.ctx, cookie, device.Address)
	if err != nil {
		l.t.Fatal(err)
	}
	return c
}

func want(t *testing.T, err error, kind fault.Kind) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Errorf("err = %v (%v); want %v", err, fault.KindOf(err), kind)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestFirstStartMakesOneOwner(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := open(t, d)
		first, err := l.FirstOwner(l.ctx)
		must(t, err)
		second, err := l.node().FirstOwner(l.ctx)
		must(t, err)
		newcomer := access.Newcomer{Token: token(second), Email: "olga@lot.example", Profile: access.Profile{Name: "Olga Berg"}, Password: goodPassword, Device: device}
		in, err := l.ClaimOwner(l.ctx, newcomer)
		must(t, err)
		a, err := l.AudienceFor(l.ctx, in.Account.ID, graph.MustID("0192f0c1-2b3c-7d4e-8f50-112233445566"))
		must(t, err)
		for _, r := range []string{"breakdown.edit", "money.read", "accounts.edit"} {
			if !access.Can(a, r) {
				t.Errorf("owner has no %s", r)
			}
		}
		newcomer.Email = "eve@lot.example"
		_, err = l.ClaimOwner(l.ctx, newcomer)
		want(t, err, fault.Signin)
		newcomer.Token = token(first)
		_, err = l.ClaimOwner(l.ctx, newcomer)
		want(t, err, fault.Signin)
		if again, err := l.FirstOwner(l.ctx); err != nil || again != "" {
			t.Errorf("FirstOwner with an owner = %q, %v; want none", again, err)
		}
	})
}

func TestOwnerLinkExpires(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := open(t, d)
		link, err := l.FirstOwner(l.ctx)
		must(t, err)
		l.clock.add(25 * time.Hour)
		_, err = l.ClaimOwner(l.ctx, access.Newcomer{Token: token(link), Email: "o@lot.example", Profile: access.Profile{Name: "Olga"}, Password: goodPassword, Device: device})
		want(t, err, fault.Signin)
	})
}

func TestSignInAndSession(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		in, err := l.SignIn(l.ctx, access.SignIn{Email: " OLGA@lot.example ", Password: goodPassword, Device: device})
		must(t, err)
		c := l.caller(in.Token)
		if c.Account != l.owner.Account || c.Session == l.owner.Session {
			t.Errorf("caller = %+v; want the owner in a new session", c)
		}
		list, err := l.Sessions(l.ctx, c)
		must(t, err)
		if len(list) != 2 || list[0].Current == list[1].Current {
			t.Errorf("sessions = %+v; want two, one of them current", list)
		}
		must(t, l.RevokeSession(l.ctx, c, l.owner.Session))
		must(t, l.SignOut(l.ctx, c))
		_, _, err = l.Authenticate(l.ctx, in.Token, "")
		want(t, err, fault.Signin)
	})
}
