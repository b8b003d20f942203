package access_test

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"backlot/internal/core/access"
	"backlot/internal/core/db"
	"backlot/internal/core/db/dbtest"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

func (l *lot) signIn(email, password string) (access.SignedIn, error) {
	return l.SignIn(l.ctx, access.SignIn{Email: email, Password: password, Device: device})
}

func TestStrangersLearnNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		gone := l.person("gone", glacier, access.RoleIn{Role: "guest"})
		must(t, l.BlockAccount(l.ctx, l.owner, gone.Account))
		answers := map[string][]string{}
		for _, who := range []string{"olga@lot.example", "gone@lot.example", "nobody@lot.example"} {
			password := "wrong wrong wrong wrong"
			if who == "gone@lot.example" {
				password = goodPassword
			}
			for i := range 8 {
				_, err := l.SignIn(l.ctx, access.SignIn{Email: who, Password: password, Device: access.Device{Address: fmt.Sprintf("198.51.100.%d", i)}})
				answers[who] = append(answers[who], fmt.Sprint(fault.KindOf(err), err))
			}
		}
		for who, got := range answers {
			if fmt.Sprint(got) != fmt.Sprint(answers["nobody@lot.example"]) {
				t.Errorf("%s answers\n%v\nnobody answers\n%v", who, got, answers["nobody@lot.example"])
			}
		}
		if last := answers["olga@lot.example"][7]; !strings.HasPrefix(last, "too many") {
			t.Errorf("the eighth guess = %q; want to wait", last)
		}
		if _, err := l.signIn("not an address", goodPassword); !fault.Is(err, fault.Signin) {
			t.Errorf("sign-in with no address = %v; want the same as any other", err)
		}
	})
}

func TestGuessingSlowsDownOnAllNodes(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		other := l.node()
		var wrong, waits atomic.Int64
		var wg sync.WaitGroup
		for i := range 20 { // at once, on two nodes, from many addresses
			node := []*lot{l, other}[i%2]
			wg.Go(func() {
				_, err := node.SignIn(node.ctx, access.SignIn{Email: "olga@lot.example", Password: "guess", Device: access.Device{Address: fmt.Sprintf("203.0.113.%d", i)}})
				switch fault.KindOf(err) {
				case fault.Signin:
					wrong.Add(1)
				case fault.TooMany:
					waits.Add(1)
				default:
					t.Errorf("guess %d = %v", i, err)
				}
			})
		}
		wg.Wait()
		if wrong.Load() != 6 || waits.Load() != 14 {
			t.Errorf("%d guesses were tried and %d had to wait; want 6 and 14", wrong.Load(), waits.Load())
		}
		_, err := l.signIn("olga@lot.example", goodPassword)
		want(t, err, fault.TooMany)
		l.clock.add(2 * time.Second)
		_, err = l.signIn("olga@lot.example", goodPassword)
		must(t, err)
	})
}

func TestSessionsEnd(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		in, err := l.signIn("olga@lot.example", goodPassword)
		must(t, err)
		for range 9 { // used every ten days it lives, until 90 days are over
			_, _, err = l.Authenticate(l.ctx, in.Token, "")
			must(t, err)
			l.clock.add(10 * 24 * time.Hour)
		}
		_, _, err = l.Authenticate(l.ctx, in.Token, "")
		want(t, err, fault.Signin)
		in, err = l.signIn("olga@lot.example", goodPassword)
		must(t, err)
		l.clock.add(14 * 24 * time.Hour)
		_, _, err = l.Authenticate(l.ctx, in.Token, "")
		want(t, err, fault.Signin)
		must(t, l.Purge(l.ctx))
	})
}

func TestCookieIsRenewedWhenRightsChange(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		l.person("cora", glacier, access.RoleIn{Role: "guest"})
		in, err := l.signIn("cora@lot.example", goodPassword)
		must(t, err)
		must(t, l.UpdateMember(l.ctx, l.owner, glacier, in.Account.ID, []access.RoleIn{{Role: "upm"}}))
		c, renewed, err := l.Authenticate(l.ctx, in.Token, "")
		must(t, err)
		if renewed == "" || c.Session != in.Session {
			t.Fatalf("renewed = %q, session %v; want a new cookie for the same session", renewed, c.Session)
		}
		if _, again, err := l.Authenticate(l.ctx, in.Token, ""); err != nil || again != "" {
			t.Errorf("a request on its way = %q, %v; want it served, and no third cookie", again, err)
		}
		l.clock.add(2 * time.Minute)
		_, _, err = l.Authenticate(l.ctx, in.Token, "")
		want(t, err, fault.Signin)
		l.caller(renewed)
	})
}

func TestChangePassword(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		tablet, err := l.signIn("olga@lot.example", goodPassword)
		must(t, err)
		const next = "gull copper ninety raincoat"
		_, err = l.ChangePassword(l.ctx, l.owner, "not my password", next)
		want(t, err, fault.Denied)
		_, err = l.ChangePassword(l.ctx, l.owner, goodPassword, "password1234")
		want(t, err, fault.Invalid)
		cookie, err := l.ChangePassword(l.ctx, l.owner, goodPassword, next)
		must(t, err)
		if c := l.caller(cookie); c.Session != l.owner.Session {
			t.Error("the session in use was replaced by another")
		}
		_, _, err = l.Authenticate(l.ctx, tablet.Token, "")
		want(t, err, fault.Signin)
		_, err = l.signIn("olga@lot.example", goodPassword)
		want(t, err, fault.Signin)
		_, err = l.signIn("olga@lot.example", next)
		must(t, err)
	})
}

func TestDearerHashReplacesCheaper(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		l.conf.Hash.MemoryKiB = 128
		_, err := l.node().SignIn(l.ctx, access.SignIn{Email: "olga@lot.example", Password: goodPassword, Device: device})
		must(t, err)
		var stored string
		must(t, d.QueryRow(l.ctx, "SELECT password FROM access_account").Scan(&stored))
		if !strings.HasPrefix(stored, "$argon2id$v=19$m=128,t=1,p=1$") {
			t.Errorf("stored hash = %s; want the new cost", stored)
		}
	})
}

func TestSecondFactor(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		code := func(secret string) string {
			c, err := totp.GenerateCode(secret, l.clock.now())
			must(t, err)
			return c
		}
		e, err := l.EnrolSecondFactor(l.ctx, l.owner, goodPassword)
		must(t, err)
		if !strings.HasPrefix(e.URL, "otpauth://totp/Backlot:olga@lot.example?") || len(e.QR) == 0 {
			t.Errorf("enrolment = %s, QR of %d bytes", e.URL, len(e.QR))
		}
		if in, err := l.signIn("olga@lot.example", goodPassword); err != nil || in.Challenge != "" {
			t.Errorf("sign-in before the first code = %+v, %v; want no second factor yet", in, err)
		}
		_, _, err = l.ConfirmSecondFactor(l.ctx, l.owner, "000000")
		want(t, err, fault.Denied)
		cookie, codes, err := l.ConfirmSecondFactor(l.ctx, l.owner, code(e.Secret))
		must(t, err)
		c := l.caller(cookie)
		var box []byte
		must(t, d.QueryRow(l.ctx, "SELECT secret FROM access_totp").Scan(&box))
		if strings.Contains(string(box), e.Secret) {
			t.Error("the secret is stored in the clear")
		}

		in, err := l.signIn("olga@lot.example", goodPassword)
		must(t, err)
		if in.Token != "" || in.Challenge == "" {
			t.Fatalf("sign-in = %+v; want a challenge", in)
		}
		_, err = l.SignInCode(l.ctx, in.Challenge, code(e.Secret), device)
		want(t, err, fault.Denied) // the code that turned it on was used
		l.clock.add(30 * time.Second)
		out, err := l.SignInCode(l.ctx, in.Challenge, code(e.Secret), device)
		must(t, err)
		l.caller(out.Token)
		in, err = l.signIn("olga@lot.example", goodPassword)
		must(t, err)
		_, err = l.node().SignInCode(l.ctx, in.Challenge, code(e.Secret), device)
		want(t, err, fault.Denied) // replayed within its window, on another node
		out, err = l.SignInCode(l.ctx, in.Challenge, strings.ToUpper(codes[0]), device)
		must(t, err)
		l.caller(out.Token)
		in, err = l.signIn("olga@lot.example", goodPassword)
		must(t, err)
		_, err = l.SignInCode(l.ctx, in.Challenge, codes[0], device)
		want(t, err, fault.Denied)
		me, err := l.Me(l.ctx, c)
		must(t, err)
		if !me.Account.SecondFactor || me.RecoveryCodes != 9 {
			t.Errorf("me = second factor %v, %d recovery codes; want true, 9", me.Account.SecondFactor, me.RecoveryCodes)
		}
		l.clock.add(time.Minute)
		cookie, err = l.DisableSecondFactor(l.ctx, c, goodPassword, code(e.Secret))
		must(t, err)
		l.caller(cookie)
		if in, err := l.signIn("olga@lot.example", goodPassword); err != nil || in.Token == "" {
			t.Errorf("sign-in without second factor = %+v, %v", in, err)
		}
	})
}

func TestChallengeIsGoodForFiveCodes(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		e, err := l.EnrolSecondFactor(l.ctx, l.owner, goodPassword)
		must(t, err)
		now, err := totp.GenerateCode(e.Secret, l.clock.now())
		must(t, err)
		_, codes, err := l.ConfirmSecondFactor(l.ctx, l.owner, now)
		must(t, err)
		in, err := l.signIn("olga@lot.example", goodPassword)
		must(t, err)
		for range 5 {
			_, err = l.SignInCode(l.ctx, in.Challenge, "123", device)
			want(t, err, fault.Denied)
		}
		_, err = l.SignInCode(l.ctx, in.Challenge, codes[0], device)
		want(t, err, fault.Signin)
		in, err = l.signIn("olga@lot.example", goodPassword)
		must(t, err)
		l.clock.add(6 * time.Minute)
		_, err = l.SignInCode(l.ctx, in.Challenge, codes[0], device)
		want(t, err, fault.Signin)
	})
}

func TestRecoveryByMail(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		box := &outbox{}
		l := withOwner(t, d, func(c *access.Config) { c.Mailer = box })
		must(t, l.Recover(l.ctx, "nobody@lot.example", device))
		must(t, l.Recover(l.ctx, "OLGA@lot.example", device))
		l.Close()
		if len(box.mails) != 1 {
			t.Fatalf("%d mails; want one, to the account", len(box.mails))
		}
		link := token(box.last(t).Link)
		const next = "gull copper ninety raincoat"
		want(t, l.FinishRecovery(l.ctx, link, "olga@lot.example", device), fault.Invalid)
		must(t, l.FinishRecovery(l.ctx, link, next, device))
		want(t, l.FinishRecovery(l.ctx, link, next, device), fault.Signin)
		_, err := l.Sessions(l.ctx, l.owner)
		must(t, err)
		in, err := l.signIn("olga@lot.example", next)
		must(t, err)
		if list, err := l.Sessions(l.ctx, l.caller(in.Token)); err != nil || len(list) != 1 {
			t.Errorf("sessions after recovery = %v, %v; want only the new one", list, err)
		}
		must(t, l.Recover(l.ctx, "olga@lot.example", device))
		l.Close()
		l.clock.add(2 * time.Hour)
		want(t, l.FinishRecovery(l.ctx, token(box.last(t).Link), next, device), fault.Signin)
	})
}

func TestOwnerLetsInWhoLostTheirPhone(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		cora := l.person("cora", glacier, access.RoleIn{Role: "upm"})
		e, err := l.EnrolSecondFactor(l.ctx, cora, goodPassword)
		must(t, err)
		code, err := totp.GenerateCode(e.Secret, l.clock.now())
		must(t, err)
		_, _, err = l.ConfirmSecondFactor(l.ctx, cora, code)
		must(t, err)
		_, err = l.RecoveryLink(l.ctx, cora, l.owner.Account, true)
		want(t, err, fault.Denied)
		link, err := l.RecoveryLink(l.ctx, l.owner, cora.Account, true)
		must(t, err)
		must(t, l.FinishRecovery(l.ctx, token(link), "gull copper ninety raincoat", device))
		in, err := l.signIn("cora@lot.example", "gull copper ninety raincoat")
		if err != nil || in.Token == "" {
			t.Errorf("sign-in after reset = %+v, %v; want in without a code", in, err)
		}
		link, err = l.Console().RecoveryLink(l.ctx, "olga@lot.example")
		must(t, err)
		must(t, l.FinishRecovery(l.ctx, token(link), "gull copper ninety raincoat", device))
	})
}

func TestAPITokens(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		ulla := l.person("ulla", glacier, access.RoleIn{Role: "upm"})
		secret, err := l.MakeCompartment(l.ctx, ulla, glacier, "Nightjar", "")
		must(t, err)
		made, text, err := l.CreateToken(l.ctx, ulla, access.NewToken{Name: "board export", Production: glacier, Rights: []string{"breakdown.read", "members.edit"}})
		must(t, err)
		c, err := l.AuthenticateToken(l.ctx, text, device.Address)
		must(t, err)
		a := l.audience(c, glacier)
		if !access.Can(a, "breakdown.read") || access.Can(a, "breakdown.edit") || a.Clear[secret] {
			t.Errorf("token's audience = %+v; want its scope only", a)
		}
		_, err = l.Audience(l.ctx, c, harbour)
		want(t, err, fault.NotFound)
		_, _, err = l.CreateToken(l.ctx, c, access.NewToken{Name: "child", Production: glacier, Rights: []string{"breakdown.read"}})
		want(t, err, fault.Denied)
		want(t, l.UpdateMember(l.ctx, c, glacier, ulla.Account, []access.RoleIn{{Role: "guest"}}), fault.Denied)
		want(t, l.Clear(l.ctx, c, secret, l.owner.Account), fault.Denied)
		for _, bad := range []access.NewToken{
			{Name: "", Production: glacier, Rights: []string{"breakdown.read"}},
			{Name: "x", Production: glacier},
			{Name: "x", Production: glacier, Rights: []string{"no.such"}},
			{Name: "x", Production: glacier, Rights: []string{"department:costume"}},
			{Name: "x", Production: glacier, Rights: []string{"breakdown.read"}, Expires: l.clock.now().AddDate(2, 0, 0)},
		} {
			_, _, err = l.CreateToken(l.ctx, ulla, bad)
			want(t, err, fault.Invalid)
		}
		_, _, err = l.CreateToken(l.ctx, ulla, access.NewToken{Name: "x", Production: glacier, Rights: []string{"audit.read"}})
		want(t, err, fault.Denied)

		must(t, l.UpdateMember(l.ctx, l.owner, glacier, ulla.Account, []access.RoleIn{{Role: "guest"}}))
		if access.Can(l.audience(c, glacier), "breakdown.read") {
			t.Error("the token outlives its maker's right")
		}
		list, err := l.Tokens(l.ctx, ulla)
		must(t, err)
		if len(list) != 1 || list[0].ID != made.ID || list[0].Used.IsZero() {
			t.Errorf("tokens = %+v", list)
		}
		must(t, l.RevokeToken(l.ctx, ulla, made.ID))
		_, err = l.AuthenticateToken(l.ctx, text, "")
		want(t, err, fault.Signin)
		_, text, err = l.CreateToken(l.ctx, l.owner, access.NewToken{Name: "all", Rights: []string{"breakdown.read"}})
		must(t, err)
		c, err = l.AuthenticateToken(l.ctx, text, "")
		must(t, err)
		if a := l.audience(c, harbour); !access.Can(a, "breakdown.read") || access.IsOwner(a) {
			t.Errorf("token of the house = %+v", a)
		}
		l.clock.add(91 * 24 * time.Hour)
		_, err = l.AuthenticateToken(l.ctx, text, "")
		want(t, err, fault.Signin)
	})
}

func TestProfileAndEmail(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		box := &outbox{}
		l := withOwner(t, d, func(c *access.Config) { c.Mailer = box })
		l.person("cora", glacier, access.RoleIn{Role: "guest"})
		a, err := l.UpdateMe(l.ctx, l.owner, access.Profile{Name: " Olga  Berg ", Language: "pt-br", TimeZone: "America/Sao_Paulo", Theme: "dark"})
		must(t, err)
		if a.Name != "Olga Berg" || a.Language != "pt-BR" || a.Theme != "dark" {
			t.Errorf("profile = %+v", a.Profile)
		}
		for _, bad := range []access.Profile{
			{Name: ""},
			{Name: "Olga", Language: "norwegian please"},
			{Name: "Olga", TimeZone: "Set/Tent"},
			{Name: "Olga", Theme: "puce"},
		} {
			_, err = l.UpdateMe(l.ctx, l.owner, bad)
			want(t, err, fault.Invalid)
		}
		must(t, l.ChangeEmail(l.ctx, l.owner, goodPassword, "olga@new.example"))
		if me, err := l.Me(l.ctx, l.owner); err != nil || me.Account.Email != "olga@lot.example" {
			t.Errorf("e-mail before the link is opened = %s, %v", me.Account.Email, err)
		}
		must(t, l.ConfirmEmail(l.ctx, token(box.last(t).Link), device))
		if me, err := l.Me(l.ctx, l.owner); err != nil || me.Account.Email != "olga@new.example" {
			t.Errorf("e-mail = %s, %v; want the new one", me.Account.Email, err)
		}
		must(t, l.ChangeEmail(l.ctx, l.owner, goodPassword, "cora@lot.example"))
		want(t, l.ConfirmEmail(l.ctx, token(box.last(t).Link), device), fault.Conflict)
	})
}

func TestStrangerMayDoNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		var nobody access.Caller
		_, err := l.Audience(l.ctx, nobody, glacier)
		want(t, err, fault.Signin)
		_, err = l.Me(l.ctx, nobody)
		want(t, err, fault.Signin)
		_, err = l.Members(l.ctx, nobody, access.House)
		want(t, err, fault.Signin)
		want(t, l.BlockAccount(l.ctx, nobody, l.owner.Account), fault.Signin)
		_, err = l.AudienceFor(l.ctx, graph.ID{1}, glacier)
		want(t, err, fault.Signin)
	})
}

func TestFailuresFade(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		guess := func(n int) (err error) {
			for range n {
				_, err = l.signIn("olga@lot.example", "guess")
			}
			return err
		}
		want(t, guess(6), fault.Signin)
		want(t, guess(1), fault.TooMany)
		l.clock.add(6 * time.Hour)
		want(t, guess(6), fault.Signin) // as on a fresh morning
		want(t, guess(1), fault.TooMany)

		l.clock.add(10 * 365 * 24 * time.Hour) // a clock that was years ahead ...
		want(t, guess(6), fault.Signin)
		l.clock.add(-10 * 365 * 24 * time.Hour) // ... and was put right
		_, err := l.signIn("olga@lot.example", goodPassword)
		must(t, err)
	})
}

func TestErasedPersonLeavesNoName(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := withOwner(t, d)
		cora := l.person("cora", glacier, access.RoleIn{Role: "upm"})
		secret, err := l.MakeCompartment(l.ctx, cora, glacier, "Nightjar", "")
		must(t, err)
		_, text, err := l.CreateToken(l.ctx, cora, access.NewToken{Name: "x", Production: glacier, Rights: []string{"breakdown.read"}})
		must(t, err)
		want(t, l.EraseAccount(l.ctx, cora, cora.Account), fault.Denied)
		want(t, l.EraseAccount(l.ctx, l.owner, l.owner.Account), fault.Conflict)
		must(t, l.EraseAccount(l.ctx, l.owner, cora.Account))
		for _, table := range []string{"access_account", "access_audit", "access_session", "access_invitation", "access_token", "access_member"} {
			rows, err := d.Query(l.ctx, "SELECT * FROM "+table)
			must(t, err)
			columns, err := rows.Columns()
			must(t, err)
			for rows.Next() {
				cells := make([]any, len(columns))
				for i := range cells {
					cells[i] = new(any)
				}
				must(t, rows.Scan(cells...))
				for i := range cells {
					if text := fmt.Sprintf("%s", *cells[i].(*any)); strings.Contains(text, "cora") {
						t.Errorf("%s.%s still says %q", table, columns[i], text)
					}
				}
			}
			must(t, rows.Close())
		}
		_, err = l.signIn("cora@lot.example", goodPassword)
		want(t, err, fault.Signin)
		_, err = l.AuthenticateToken(l.ctx, text, "")
		want(t, err, fault.Signin)
		must(t, l.UnblockAccount(l.ctx, l.owner, cora.Account))
		_, err = l.AudienceFor(l.ctx, cora.Account, glacier)
		want(t, err, fault.Signin)
		if !l.audience(l.owner, glacier).Clear[secret] {
			t.Error("what only they knew is lost")
		}
	})
}
