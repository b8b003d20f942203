package access_test

import (
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

func TestWhoReadTheSealedScene(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		sara := l.person("sara", glacier, access.RoleIn{Role: "security_lead"})
		cora := l.person("cora", glacier, access.RoleIn{Role: "costume_designer"})
		cameo, err := l.MakeCompartment(l.ctx, sara, glacier, "Nightjar", "")
		must(t, err)
		must(t, l.Clear(l.ctx, sara, cameo, cora.Account))
		scene, role := graph.ID{42}, graph.ID{43}
		reads := []access.SealedRead{{Compartment: cameo, Record: scene}, {Compartment: cameo, Record: role}, {Compartment: cameo, Record: scene}}
		must(t, l.ReadSealed(l.ctx, cora, glacier, "GET scenes", reads))
		must(t, l.ReadSealed(l.ctx, cora, glacier, "GET scenes", reads)) // a page that refreshes itself
		l.clock.add(2 * time.Minute)
		must(t, l.ReadSealed(l.ctx, cora, glacier, "GET scenes", reads[:1]))
		got, err := l.Audit(l.ctx, sara, access.AuditQuery{Production: glacier, Action: access.ActSealedRead, Record: scene})
		must(t, err)
		if len(got) != 2 || got[0].Account != cora.Account || got[0].Route != "GET scenes" || got[0].Compartment != cameo || got[0].At.Sub(got[1].At) != 2*time.Minute {
			t.Errorf("reads of the scene = %+v; want two, two minutes apart", got)
		}
		_, err = l.Audit(l.ctx, cora, access.AuditQuery{Production: glacier})
		want(t, err, fault.Denied)
		_, err = l.Audit(l.ctx, sara, access.AuditQuery{Production: harbour})
		want(t, err, fault.NotFound)
	})
}

func TestAuditPages(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		for range 12 {
			_, err := l.signIn("olga@lot.example", goodPassword)
			must(t, err)
		}
		seen := map[graph.ID]bool{}
		var before graph.ID
		for {
			page, err := l.Audit(l.ctx, l.owner, access.AuditQuery{Limit: 5, Before: before})
			must(t, err)
			if len(page) == 0 {
				break
			}
			for _, e := range page {
				if seen[e.ID] {
					t.Errorf("entry %v twice", e.ID)
				}
				seen[e.ID] = true
			}
			before = page[len(page)-1].ID
		}
		if len(seen) != 13 { // the owner was made, and signed in twelve times
			t.Errorf("%d entries on all pages; want 13", len(seen))
		}
		_, err := l.Audit(l.ctx, l.owner, access.AuditQuery{Limit: 5000})
		want(t, err, fault.Invalid)
	})
}

func TestVerifyFindsTampering(t *testing.T) {
	for _, tt := range []struct{ name, sql, broken string }{
		{"as it was", "", ""},
		{"a line changed", "UPDATE access_audit SET address = '198.51.100.1' WHERE seq = 3", "entry 3"},
		{"a line taken out", "DELETE FROM access_audit WHERE seq = 3", "entry 3 is missing"},
		{"the end cut off", "DELETE FROM access_audit WHERE seq = 5", "entries after 4 are missing"},
		{"the end cut off with its head", "DELETE FROM access_audit WHERE seq = 5;UPDATE access_audit_head SET seq = 4, hash = (SELECT hash FROM access_audit WHERE seq = 4)", "ends at entry 4"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				l := withOwner(t, d)
				for range 4 {
					_, err := l.signIn("olga@lot.example", goodPassword)
					must(t, err)
				}
				chains, err := l.Verify(l.ctx, l.owner, access.House)
				must(t, err)
				noted := access.Anchor{Entries: chains[0].Entries, Hash: chains[0].Hash}
				for sql := range strings.SplitSeq(tt.sql, ";") {
					if sql != "" {
						_, err := d.Exec(l.ctx, sql)
						must(t, err)
					}
				}
				chains, err = l.Verify(l.ctx, l.owner, access.House, noted)
				must(t, err)
				if len(chains) != 1 || (tt.broken == "") != (chains[0].Broken == "") || !strings.Contains(chains[0].Broken, tt.broken) {
					t.Errorf("chains = %+v; want broken %q", chains, tt.broken)
				}
			})
		})
	}
}

func TestChainHoldsUnderManyWriters(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		other := l.node()
		cameo, err := l.MakeCompartment(l.ctx, l.owner, glacier, "Nightjar", "")
		must(t, err)
		second, err := l.MakeCompartment(l.ctx, l.owner, glacier, "Heron", "")
		must(t, err)
		var wg sync.WaitGroup
		for i := range 8 {
			node := []*lot{l, other}[i%2]
			wg.Go(func() {
				for j := range 5 {
					reads := []access.SealedRead{{Compartment: second, Record: graph.ID{byte(i), byte(j)}}, {Compartment: cameo, Record: graph.ID{byte(i), byte(j)}}}
					if err := node.ReadSealed(node.ctx, l.owner, glacier, "GET scenes", reads); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		chains, err := l.Verify(l.ctx, l.owner, glacier)
		must(t, err)
		var n int64
		for _, c := range chains {
			n += c.Entries
			if c.Broken != "" {
				t.Errorf("chain %v: %s", c.Compartment, c.Broken)
			}
		}
		if n != 82 { // two compartments made, 80 reads
			t.Errorf("%d entries; want 82", n)
		}
		all, err := l.Console().Verify(l.ctx)
		must(t, err)
		for _, c := range all {
			if c.Broken != "" {
				t.Errorf("console: chain %v %v: %s", c.Production, c.Compartment, c.Broken)
			}
		}
	})
}

func TestConsoleSetsUpADemo(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := open(t, d)
		co := l.Console()
		ad, err := co.AddAccount(l.ctx, "ad@demo.example", goodPassword, access.Profile{Name: "Ada"})
		must(t, err)
		must(t, co.SetMember(l.ctx, ad.ID, glacier, access.RoleIn{Role: "first_ad"}))
		must(t, co.MakeCompartment(l.ctx, graph.ID{5}, glacier, "Nightjar", "", ad.ID))
		a, err := l.AudienceFor(l.ctx, ad.ID, glacier)
		must(t, err)
		if !a.Has("breakdown.edit") || !a.Clear[graph.ID{5}] {
			t.Errorf("audience = %+v", a)
		}
		want(t, co.SetMember(l.ctx, ad.ID, glacier, access.RoleIn{Role: "wizard"}), fault.Invalid)
	})
}
