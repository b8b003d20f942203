package access_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"backlot/internal/core/access"
	"backlot/internal/core/db"
	"backlot/internal/core/db/dbtest"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

var (
	glacier = graph.MustID("0192f0c1-2b3c-7d4e-8f50-000000000001") // a feature
	harbour = graph.MustID("0192f0c1-2b3c-7d4e-8f50-000000000002") // a series
)

// person makes an account by invitation of the owner and signs it in.
func (l *lot) person(name string, production graph.ID, roles ...access.RoleIn) access.Caller {
	l.t.Helper()
	inv, link, err := l.Invite(l.ctx, l.owner, access.Invite{Production: production, Email: name + "@lot.example", Roles: roles})
	must(l.t, err)
	if l.conf.Mailer != nil {
		link = l.conf.Mailer.(*outbox).last(l.t).Link
	}
	in, err := l.Accept(l.ctx, access.Newcomer{Token: token(link), Profile: access.Profile{Name: name}, Password: goodPassword, Device: device})
	must(l.t, err)
	if in.Account.Email != inv.Email {
		l.t.Errorf("accepted as %s; want %s", in.Account.Email, inv.Email)
	}
	return l.caller(in.Token)
}

func (l *lot) audience(c access.Caller, production graph.ID) graph.Audience {
	l.t.Helper()
	a, err := l.Audience(l.ctx, c, production)
	must(l.t, err)
	return a
}

func TestInvitedCostumeDesigner(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		_, link, err := l.Invite(l.ctx, l.owner, access.Invite{Production: glacier, Email: "Cora@lot.example", Name: "Cora", Roles: []access.RoleIn{{Role: "costume_designer"}}})
		must(t, err)
		about, err := l.InvitationOf(l.ctx, token(link), device)
		must(t, err)
		if about.From != "Olga Berg" || about.Email != "cora@lot.example" || about.HasAccount || about.Production != glacier {
			t.Errorf("invitation = %+v", about)
		}
		newcomer := access.Newcomer{Token: token(link), Profile: access.Profile{Name: "Cora Lind"}, Password: goodPassword, Device: device}
		in, err := l.Accept(l.ctx, newcomer)
		must(t, err)
		a, err := l.AudienceFor(l.ctx, in.Account.ID, glacier)
		must(t, err)
		if !access.Can(a, "costume.edit") || !access.InDepartment(a, "costume") || access.Can(a, "money.read") || access.IsOwner(a) {
			t.Errorf("costume designer's audience = %v", a.Rights)
		}
		_, err = l.AudienceFor(l.ctx, in.Account.ID, harbour)
		want(t, err, fault.NotFound)
		_, err = l.Accept(l.ctx, newcomer)
		want(t, err, fault.Signin)
	})
}

func TestInvitationIsForOneAddressAndForATime(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		cora := l.person("cora", glacier, access.RoleIn{Role: "costume_designer"})
		dag := l.person("dag", glacier, access.RoleIn{Role: "crew", Department: "grip"})

		_, link, err := l.Invite(l.ctx, l.owner, access.Invite{Production: harbour, Email: "cora@lot.example", Roles: []access.RoleIn{{Role: "department_head", Department: "costume"}}})
		must(t, err)
		_, err = l.AcceptAs(l.ctx, dag, token(link))
		want(t, err, fault.Denied)
		_, err = l.Accept(l.ctx, access.Newcomer{Token: token(link), Profile: access.Profile{Name: "x"}, Password: goodPassword, Device: device})
		want(t, err, fault.Conflict)
		production, err := l.AcceptAs(l.ctx, cora, token(link))
		if err != nil || production != harbour {
			t.Errorf("AcceptAs = %v, %v; want the series", production, err)
		}
		if !access.Can(l.audience(cora, harbour), "costume.edit") {
			t.Error("no costume.edit in the series after accepting")
		}

		inv, link, err := l.Invite(l.ctx, l.owner, access.Invite{Production: glacier, Email: "late@lot.example", Roles: []access.RoleIn{{Role: "guest"}}})
		must(t, err)
		must(t, l.RevokeInvitation(l.ctx, l.owner, glacier, inv.ID))
		_, err = l.InvitationOf(l.ctx, token(link), device)
		want(t, err, fault.Signin)
		_, link, err = l.Invite(l.ctx, l.owner, access.Invite{Production: glacier, Email: "late@lot.example", Roles: []access.RoleIn{{Role: "guest"}}})
		must(t, err)
		l.clock.add(15 * 24 * time.Hour)
		_, err = l.InvitationOf(l.ctx, token(link), device)
		want(t, err, fault.Signin)
	})
}

func TestInvitationEndsWithTheInvitersRights(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		ulla := l.person("ulla", glacier, access.RoleIn{Role: "upm"})
		_, link, err := l.Invite(l.ctx, ulla, access.Invite{Production: glacier, Email: "pa@lot.example", Roles: []access.RoleIn{{Role: "production_assistant"}}})
		must(t, err)
		must(t, l.UpdateMember(l.ctx, l.owner, glacier, ulla.Account, []access.RoleIn{{Role: "guest"}}))
		_, err = l.Accept(l.ctx, access.Newcomer{Token: token(link), Profile: access.Profile{Name: "Pa"}, Password: goodPassword, Device: device})
		want(t, err, fault.Denied)
	})
}

func TestMailedInvitation(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		box := &outbox{}
		l := withOwner(t, d, func(c *access.Config) {
			c.Mailer = box
			c.Base = func() string { return "https://lot.example" }
		})
		invite := access.Invite{Production: glacier, Email: "ana@lot.example", Roles: []access.RoleIn{{Role: "crew", Department: "camera"}}}
		_, link, err := l.Invite(l.ctx, l.owner, invite)
		must(t, err)
		if m := box.last(t); link != "" || m.Kind != "invitation" || m.From != "Olga Berg" || !strings.HasPrefix(m.Link, "https://lot.example/welcome#bli_") {
			t.Errorf("link shown %q, mail %+v; want the link in the mail only", link, m)
		}
		box.fail = errors.New("mail server is down")
		invite.Email = "bo@lot.example"
		_, _, err = l.Invite(l.ctx, l.owner, invite)
		want(t, err, fault.Unavailable)
		list, err := l.Invitations(l.ctx, l.owner, glacier)
		must(t, err)
		if len(list) != 1 || list[0].Email != "ana@lot.example" {
			t.Errorf("invitations = %+v; want only the one that was mailed", list)
		}
	})
}

func TestNobodyGivesWhatTheyDoNotHold(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		pia := l.person("pia", glacier, access.RoleIn{Role: "production_coordinator"}) // invites, but has no money.read
		ulla := l.person("ulla", glacier, access.RoleIn{Role: "upm"})
		cora := l.person("cora", glacier, access.RoleIn{Role: "costume_designer"})

		_, _, err := l.Invite(l.ctx, pia, access.Invite{Production: glacier, Email: "ac@lot.example", Roles: []access.RoleIn{{Role: "accountant"}}})
		want(t, err, fault.Denied)
		if err == nil || !strings.Contains(err.Error(), "Read budget and costs") {
			t.Errorf("refusal %q does not say which right is missing", err)
		}
		want(t, l.UpdateMember(l.ctx, pia, glacier, pia.Account, []access.RoleIn{{Role: "upm"}}), fault.Denied)
		want(t, l.UpdateMember(l.ctx, pia, glacier, ulla.Account, []access.RoleIn{{Role: "guest"}}), fault.Denied)
		want(t, l.RemoveMember(l.ctx, pia, glacier, ulla.Account), fault.Denied)
		want(t, l.UpdateMember(l.ctx, ulla, glacier, ulla.Account, []access.RoleIn{{Role: "owner"}}), fault.Denied)
		want(t, l.UpdateMember(l.ctx, cora, glacier, ulla.Account, []access.RoleIn{{Role: "guest"}}), fault.Denied)
		want(t, l.UpdateMember(l.ctx, ulla, access.House, ulla.Account, []access.RoleIn{{Role: "guest"}}), fault.Denied)
		want(t, l.UpdateMember(l.ctx, cora, harbour, cora.Account, []access.RoleIn{{Role: "guest"}}), fault.NotFound)
		must(t, l.UpdateMember(l.ctx, ulla, glacier, cora.Account, []access.RoleIn{{Role: "crew", Department: "costume"}}))
		if a := l.audience(cora, glacier); access.Can(a, "costume.edit") {
			t.Error("costume.edit outlived the role")
		}
		must(t, l.RemoveMember(l.ctx, ulla, glacier, cora.Account))
		_, err = l.Audience(l.ctx, cora, glacier)
		want(t, err, fault.NotFound)
	})
}

func TestLastOwnerStays(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		want(t, l.RemoveMember(l.ctx, l.owner, access.House, l.owner.Account), fault.Conflict)
		want(t, l.UpdateMember(l.ctx, l.owner, access.House, l.owner.Account, []access.RoleIn{{Role: "studio_executive"}}), fault.Conflict)
		want(t, l.BlockAccount(l.ctx, l.owner, l.owner.Account), fault.Conflict)

		second := l.person("oskar", access.House, access.RoleIn{Role: "owner"})
		var wg sync.WaitGroup // both leave at once, on two nodes: one must stay
		errs := make([]error, 2)
		for i, who := range []access.Caller{l.owner, second} {
			node := l.node()
			wg.Go(func() { errs[i] = node.RemoveMember(node.ctx, who, access.House, who.Account) })
		}
		wg.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Errorf("two owners leave at once: %v and %v; want one refused", errs[0], errs[1])
		}
	})
}

func TestRightsChangeOnEveryNodeAtOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		cora := l.person("cora", glacier, access.RoleIn{Role: "costume_designer"})
		other := l.node()
		for range 2 { // the second comes from the cache
			if !access.Can(other.audience(cora, glacier), "costume.edit") {
				t.Fatal("no costume.edit")
			}
		}
		must(t, l.UpdateMember(l.ctx, l.owner, glacier, cora.Account, []access.RoleIn{{Role: "guest"}}))
		if access.Can(other.audience(cora, glacier), "costume.edit") {
			t.Error("the other node still gives costume.edit")
		}
		must(t, l.BlockAccount(l.ctx, l.owner, cora.Account))
		_, err := other.Audience(l.ctx, cora, glacier)
		want(t, err, fault.Signin)
	})
}

func TestRolesOfAProduction(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		ulla := l.person("ulla", glacier, access.RoleIn{Role: "upm"})
		drone := access.OwnRole{Name: "drone_team", Title: "Drone team", Rights: []string{"breakdown.read", "costume.edit:costume"}}
		must(t, l.DefineRole(l.ctx, ulla, glacier, drone))
		dina := l.person("dina", glacier, access.RoleIn{Role: "own:drone_team", Department: "camera"})
		a := l.audience(dina, glacier)
		if !access.Can(a, "breakdown.read") || access.Can(a, "costume.edit") {
			t.Errorf("drone team in camera = %v", a.Rights)
		}
		drone.Rights = []string{"breakdown.read", "breakdown.edit"}
		must(t, l.DefineRole(l.ctx, ulla, glacier, drone))
		if !access.Can(l.audience(dina, glacier), "breakdown.edit") {
			t.Error("a changed role did not reach who holds it")
		}
		drone.Rights = []string{"audit.read"}
		want(t, l.DefineRole(l.ctx, ulla, glacier, drone), fault.Denied)
		want(t, l.RemoveRole(l.ctx, ulla, glacier, "own:drone_team"), fault.Conflict)
		_, _, err := l.Invite(l.ctx, l.owner, access.Invite{Production: harbour, Email: "x@lot.example", Roles: []access.RoleIn{{Role: "own:drone_team"}}})
		want(t, err, fault.Invalid)
		must(t, l.RemoveMember(l.ctx, ulla, glacier, dina.Account))
		must(t, l.RemoveRole(l.ctx, ulla, glacier, "own:drone_team"))
		for _, bad := range []access.OwnRole{
			{Name: "Drone Team", Title: "x"},
			{Name: "drone", Title: ""},
			{Name: "drone", Title: "x", Rights: []string{"fly.high"}},
			{Name: "drone", Title: "x", Rights: []string{"breakdown.read:air"}},
			{Name: "a.b", Title: "x"},
		} {
			want(t, l.DefineRole(l.ctx, l.owner, glacier, bad), fault.Invalid)
		}
	})
}

func TestBeginProduction(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		must(t, l.BeginProduction(l.ctx, l.owner, glacier))
		want(t, l.BeginProduction(l.ctx, l.owner, glacier), fault.Conflict)
		cora := l.person("cora", glacier, access.RoleIn{Role: "costume_designer"})
		want(t, l.BeginProduction(l.ctx, cora, harbour), fault.Denied)
		got, err := l.Productions(l.ctx, cora, []graph.ID{glacier, harbour})
		if must(t, err); len(got) != 1 || got[0] != glacier {
			t.Errorf("productions of a designer = %v; want the feature only", got)
		}
		got, err = l.Productions(l.ctx, l.owner, []graph.ID{glacier, harbour})
		if must(t, err); len(got) != 2 {
			t.Errorf("productions of an owner of the house = %v; want both", got)
		}
	})
}

func TestSecretsLeaveNoTraceForTheUncleared(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		nora := l.person("nora", glacier, access.RoleIn{Role: "showrunner"})
		ulla := l.person("ulla", glacier, access.RoleIn{Role: "upm"}, access.RoleIn{Role: "security_lead"})
		look := func() string { // everything an uncleared manager with audit.read can ask for
			t.Helper()
			members, err := l.Members(l.ctx, ulla, glacier)
			must(t, err)
			invitations, err := l.Invitations(l.ctx, ulla, glacier)
			must(t, err)
			compartments, err := l.Compartments(l.ctx, ulla, glacier)
			must(t, err)
			entries, err := l.Audit(l.ctx, ulla, access.AuditQuery{Production: glacier})
			must(t, err)
			chains, err := l.Verify(l.ctx, ulla, glacier)
			must(t, err)
			return fmt.Sprintf("%+v\n%+v\n%+v\n%+v\n%+v\n%v", members, invitations, compartments, entries, chains, l.audience(ulla, glacier))
		}
		before := look()
		cameo, err := l.MakeCompartment(l.ctx, nora, glacier, "Nightjar", "cameo in episode 3")
		must(t, err)
		must(t, l.Clear(l.ctx, nora, cameo, l.owner.Account))
		must(t, l.ReadSealed(l.ctx, nora, glacier, "GET /api/elements", []access.SealedRead{{Compartment: cameo, Record: harbour}}))
		must(t, l.Unclear(l.ctx, nora, cameo, l.owner.Account))
		if diff := cmp.Diff(before, look()); diff != "" {
			t.Errorf("an uncleared person sees a difference:\n%s", diff)
		}
		unknown := l.Clear(l.ctx, ulla, harbour, ulla.Account)
		sealed := l.Clear(l.ctx, ulla, cameo, ulla.Account)
		want(t, sealed, fault.NotFound)
		if strings.ReplaceAll(sealed.Error(), cameo.String(), "") != strings.ReplaceAll(unknown.Error(), harbour.String(), "") {
			t.Errorf("a sealed compartment answers %q, none %q", sealed, unknown)
		}
		_, _, err = l.Invite(l.ctx, ulla, access.Invite{Production: glacier, Email: "x@lot.example", Roles: []access.RoleIn{{Role: "guest"}}, Compartments: []graph.ID{cameo}})
		if err == nil || fault.Is(err, fault.Denied) {
			t.Errorf("invite into a compartment one is not cleared for = %v", err)
		}
	})
}

func TestClearances(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		nora := l.person("nora", glacier, access.RoleIn{Role: "showrunner"})
		cast := l.person("casper", glacier, access.RoleIn{Role: "cast"})
		cameo, err := l.MakeCompartment(l.ctx, nora, glacier, "Nightjar", "")
		must(t, err)
		if l.audience(l.owner, glacier).Clear[cameo] {
			t.Error("the owner is cleared without being told the secret")
		}
		want(t, l.Unclear(l.ctx, nora, cameo, nora.Account), fault.Conflict)
		must(t, l.Clear(l.ctx, nora, cameo, cast.Account))
		if a := l.audience(cast, glacier); !a.Clear[cameo] {
			t.Error("cleared actor is not cleared")
		}
		want(t, l.Clear(l.ctx, cast, cameo, l.owner.Account), fault.Denied) // knows, may not tell
		list, err := l.Compartments(l.ctx, cast, glacier)
		must(t, err)
		if len(list) != 1 || list[0].Name != "Nightjar" || len(list[0].Cleared) != 2 {
			t.Errorf("compartments = %+v", list)
		}
		entries, err := l.Audit(l.ctx, l.owner, access.AuditQuery{Production: glacier, Compartment: cameo})
		if must(t, err); len(entries) != 0 {
			t.Errorf("uncleared owner reads %+v", entries)
		}
		must(t, l.Unclear(l.ctx, cast, cameo, cast.Account)) // giving up one's own
		must(t, l.RemoveMember(l.ctx, l.owner, glacier, nora.Account))
		if !l.audience(l.owner, glacier).Clear[cameo] {
			t.Error("the compartment is lost with the last person cleared")
		}
		must(t, l.DescribeCompartment(l.ctx, l.owner, cameo, "Nightjar", "until the premiere"))
	})
}
