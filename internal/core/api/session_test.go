package api_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"backlot/internal/core/access"
	"backlot/internal/core/api"
	"backlot/internal/core/graph"
)

func TestTheFirstOwnerBeginsWithTheOneTimeLink(t *testing.T) {
	onEach(t, func(t *testing.T, l *lot) {
		address, err := l.access.FirstOwner(l.ctx)
		l.check(err)
		_, token, _ := strings.Cut(address, "#")
		b := l.browser()
		b.want(401, "GET", "/api/me", nil, nil)
		newcomer := fields{"token": token, "name": "Ada Okoye", "email": "ada@lot.example", "password": password, "language": "de"}
		b.want(200, "POST", "/api/setup", newcomer, nil)
		var me api.Me
		b.want(200, "GET", "/api/me", nil, &me)
		if me.Name != "Ada Okoye" || me.Language != "de" || !me.Owner || !me.MayBegin || me.TOTP {
			t.Errorf("me = %+v", me)
		}
		if status, _ := l.browser().call("POST", "/api/setup", newcomer); status != 401 {
			t.Errorf("the link used twice = %d; want 401", status)
		}
		b.want(204, "DELETE", "/api/session", nil, nil)
		b.want(401, "GET", "/api/me", nil, nil)
	})
}

func TestAnInvitationLeadsIntoTheProduction(t *testing.T) {
	onEach(t, func(t *testing.T, l *lot) {
		producer := l.person("Ada", "producer")
		var invited api.PersonItem
		producer.want(200, "POST", "{film}/people", fields{"email": "cleo@lot.example", "roles": []access.RoleIn{{Role: "costume_designer", Department: "costume"}}}, &invited)
		_, token, _ := strings.Cut(invited.Link, "#")
		cleo := l.browser()
		var look api.InvitedTo
		cleo.want(200, "POST", "/api/invitations/look", fields{"token": token}, &look)
		if look.Production != "The Salt Road" || look.From != "Ada" || look.Roles[0] != "Costume designer" {
			t.Errorf("invited to %+v", look)
		}
		cleo.want(200, "POST", "/api/invitations/accept", fields{"token": token, "name": "Cleo", "password": password}, nil)
		var list []api.ProductionItem
		cleo.want(200, "GET", "/api/productions", nil, &list)
		if len(list) != 1 || list[0].ID != l.film || list[0].Roles[0] != "Costume designer" {
			t.Errorf("Cleo's productions = %+v", list)
		}
		var people []api.PersonItem
		producer.want(200, "GET", "{film}/people", nil, &people)
		if len(people) != 2 || people[1].Name != "Cleo" || people[1].Department != "costume" || people[1].Invited {
			t.Errorf("people = %+v", people)
		}
	})
}

func TestTheSecondFactor(t *testing.T) {
	onEach(t, func(t *testing.T, l *lot) {
		ada := l.person("Ada", "producer")
		var e api.Enrolment
		ada.want(200, "POST", "/api/account/totp", fields{"password": password}, &e)
		if !strings.HasPrefix(e.URL, "otpauth://totp/") || len(e.QR) == 0 {
			t.Errorf("enrolment %+v", e)
		}
		code, err := totp.GenerateCode(e.Secret, time.Now())
		l.check(err)
		var codes api.RecoveryCodes
		ada.want(200, "POST", "/api/account/totp/confirm", fields{"code": code}, &codes)
		ada.want(200, "GET", "/api/me", nil, nil) // the cookie was renewed
		phone := l.browser()
		var answer api.SignInAnswer
		phone.want(200, "POST", "/api/session", fields{"email": "ada@salt-road.example", "password": password}, &answer)
		phone.want(401, "GET", "/api/me", nil, nil)
		phone.want(200, "POST", "/api/session/second", fields{"challenge": answer.Challenge, "code": codes.Codes[0]}, nil)
		var sessions []api.SessionItem
		phone.want(200, "GET", "/api/account/sessions", nil, &sessions)
		if len(sessions) != 2 {
			t.Errorf("sessions = %+v; want the computer and the phone", sessions)
		}
		phone.want(204, "DELETE", "/api/account/sessions", nil, nil)
		ada.want(401, "GET", "/api/me", nil, nil)
	})
}

func TestRecoveryTellsAStrangerNothing(t *testing.T) {
	l := open(t, sqlite(t))
	l.person("Ada", "producer")
	for _, email := range []string{"ada@salt-road.example", "nobody@salt-road.example"} {
		l.browser().want(204, "POST", "/api/recovery", fields{"email": email}, nil)
	}
	link, err := l.access.Console().RecoveryLink(l.ctx, "ada@salt-road.example")
	l.check(err)
	u, err := url.Parse(link)
	l.check(err)
	fresh := "quiet copper orchard nine"
	l.browser().want(204, "POST", "/api/recovery/password", fields{"token": u.Fragment, "password": fresh}, nil)
	l.browser().want(200, "POST", "/api/session", fields{"email": "ada@salt-road.example", "password": fresh}, nil)
	if status, _ := l.browser().call("POST", "/api/session", fields{"email": "ada@salt-road.example", "password": password}); status != 401 {
		t.Errorf("the old password = %d; want 401", status)
	}
}

func TestAnAPITokenDoesWhatItWasMadeFor(t *testing.T) {
	onEach(t, func(t *testing.T, l *lot) {
		ada := l.person("Ada", "producer")
		var token api.TokenItem
		ada.want(200, "POST", "/api/account/tokens", fields{"name": "cart", "production": l.film, "rights": []string{"shoot.edit"}}, &token)
		cart := l.browser()
		bearer := []string{"Authorization", "Bearer " + token.Text}
		cart.want(200, "GET", "{film}/records?kind=scene", nil, nil, bearer...)
		cart.want(403, "POST", "{film}/records", fields{"kind": "scene", "fields": fields{"number": "1", "heading": "INT. CART"}}, nil, bearer...)
		ada.want(204, "DELETE", "/api/account/tokens/"+token.ID.String(), nil, nil)
		cart.want(401, "GET", "{film}/records?kind=scene", nil, nil, bearer...)
	})
}

func TestBeginningAProductionMakesItsOwner(t *testing.T) {
	onEach(t, func(t *testing.T, l *lot) {
		boss := l.person("Boss")
		l.check(l.access.Console().SetMember(l.ctx, boss.id, access.House, access.RoleIn{Role: access.Owner}))
		id := graph.RandomIDs{}.NewID()
		var made api.ProductionItem
		boss.want(200, "POST", "/api/productions", fields{"id": id, "title": "Night Ferry", "form": "feature"}, &made)
		if made.ID != id || len(made.Rights) < 20 {
			t.Errorf("made %+v", made)
		}
		var list []api.ProductionItem
		boss.want(200, "GET", "/api/productions", nil, &list)
		if len(list) != 3 {
			t.Errorf("an owner of the house has %d productions; want the studio and both films", len(list))
		}
		crew := l.person("Jo", "crew")
		crew.want(403, "POST", "/api/productions", fields{"title": "Mine", "form": "feature"}, nil)
		crew.want(404, "GET", "/api/productions/"+id.String()+"/overview", nil, nil)
	})
}
