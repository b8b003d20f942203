package api

import (
	"cmp"
	"context"
	"time"

	"backlot/internal/core/access"
	"backlot/internal/core/graph"
	"backlot/internal/core/web"
)

func (s *service) mountAccount(m *web.Mux) {
	web.Action(m, "GET /api/me", web.SignedIn, s.me, web.Summary("Who I am"))
	web.Action(m, "PATCH /api/account", web.SignedIn, s.saveProfile, web.Summary("Change my name, language, time zone and theme"))
	web.Action(m, "GET /api/account/sessions", web.SignedIn, s.sessions, web.Summary("Devices on which I am signed in"))
	web.Action(m, "DELETE /api/account/sessions", web.SignedIn, s.endOtherSessions, web.Summary("Sign out everywhere else"))
	web.Action(m, "DELETE /api/account/sessions/{session}", web.SignedIn, s.endSession, web.Summary("Sign out on one device"))
	web.Action(m, "POST /api/account/password", web.SignedIn, s.changePassword, web.Summary("Change my password"))
	web.Action(m, "POST /api/account/email", web.SignedIn, s.changeEmail, web.Summary("Change my e-mail address"))
	web.Action(m, "POST /api/account/totp", web.SignedIn, s.beginTOTP, web.Summary("Begin to set up a second factor"))
	web.Action(m, "POST /api/account/totp/confirm", web.SignedIn, s.confirmTOTP, web.Summary("Turn the second factor on"))
	web.Action(m, "POST /api/account/totp/codes", web.SignedIn, s.newCodes, web.Summary("Make new recovery codes"))
	web.Action(m, "DELETE /api/account/totp", web.SignedIn, s.endTOTP, web.Summary("Turn the second factor off"))
	web.Action(m, "GET /api/account/tokens", web.SignedIn, s.tokens, web.Summary("My API tokens"))
	web.Action(m, "POST /api/account/tokens", web.SignedIn, s.makeToken, web.Summary("Make an API token"))
	web.Action(m, "DELETE /api/account/tokens/{token}", web.SignedIn, s.endToken, web.Summary("End an API token"))
	web.Action(m, "GET /api/accounts", web.House("accounts.edit"), s.accounts, web.Summary("All accounts of the house"))
	web.Action(m, "POST /api/accounts/{account}/block", web.House("accounts.edit"), s.block, web.Summary("Block an account"))
	web.Action(m, "DELETE /api/accounts/{account}/block", web.House("accounts.edit"), s.unblock, web.Summary("Unblock an account"))
	web.Action(m, "POST /api/accounts/{account}/recovery", web.House("accounts.edit"), s.recoveryLink, web.Summary("Make a recovery link for somebody"))
}

// Me is the person signed in.
type Me struct {
	ID            graph.ID `json:"id"`
	Name          string   `json:"name"`
	Email         string   `json:"email"`
	Language      string   `json:"language"`
	TimeZone      string   `json:"time_zone"`
	Theme         string   `json:"theme"`
	TOTP          bool     `json:"totp"`
	RecoveryCodes int      `json:"recovery_codes" doc:"Second-factor recovery codes not used yet"`
	Owner         bool     `json:"owner,omitempty" doc:"Of the whole house"`
	MayBegin      bool     `json:"may_begin,omitempty" doc:"May begin a production"`
}

func (s *service) me(ctx context.Context, _ none) (Me, error) {
	me, err := s.Access.Me(ctx, caller(ctx))
	if err != nil {
		return Me{}, err
	}
	out := Me{ID: me.Account.ID, Name: me.Account.Name, Email: me.Account.Email, Language: me.Account.Language, TimeZone: me.Account.TimeZone,
		Theme: me.Account.Theme, TOTP: me.Account.SecondFactor, RecoveryCodes: me.RecoveryCodes}
	if house, err := s.Access.Audience(ctx, caller(ctx), access.House); err == nil {
		out.Owner, out.MayBegin = access.IsOwner(house), house.Has("production.create")
	}
	return out, nil
}

type profileIn struct {
	Name     string `json:"name,omitempty" maxLength:"500"`
	Language string `json:"language,omitempty" maxLength:"35"`
	TimeZone string `json:"time_zone,omitempty" maxLength:"64"`
	Theme    string `json:"theme,omitempty" enum:"system,light,dark"`
}

func (s *service) saveProfile(ctx context.Context, in profileIn) (none, error) {
	me, err := s.Access.Me(ctx, caller(ctx))
	if err != nil {
		return none{}, err
	}
	was := me.Account.Profile
	_, err = s.Access.UpdateMe(ctx, caller(ctx), access.Profile{Name: cmp.Or(in.Name, was.Name), Language: cmp.Or(in.Language, was.Language),
		TimeZone: cmp.Or(in.TimeZone, was.TimeZone), Theme: cmp.Or(in.Theme, was.Theme)})
	return none{}, err
}

// SessionItem is a device on which the person is signed in.
type SessionItem struct {
	ID       graph.ID  `json:"id"`
	Device   string    `json:"device"`
	Address  string    `json:"address"`
	At       time.Time `json:"at" doc:"When it signed in"`
	LastSeen time.Time `json:"last_seen"`
	Expires  time.Time `json:"expires"`
	Current  bool      `json:"current"`
}

func (s *service) sessions(ctx context.Context, _ none) ([]SessionItem, error) {
	list, err := s.Access.Sessions(ctx, caller(ctx))
	out := make([]SessionItem, 0, len(list))
	for _, one := range list {
		out = append(out, SessionItem{one.ID, one.Device, one.Address, one.Created, one.Seen, one.Expires, one.Current})
	}
	return out, err
}

func (s *service) endOtherSessions(ctx context.Context, _ none) (none, error) {
	_, err := s.Access.RevokeOtherSessions(ctx, caller(ctx))
	return none{}, err
}

type sessionIn struct {
	Session graph.ID `path:"session"`
}

func (s *service) endSession(ctx context.Context, in sessionIn) (none, error) {
	return none{}, s.Access.RevokeSession(ctx, caller(ctx), in.Session)
}

type passwordIn struct {
	Old      string `json:"old" maxLength:"1024"`
	Password string `json:"password" maxLength:"1024"`
}

func (s *service) changePassword(ctx context.Context, in passwordIn) (none, error) {
	cookie, err := s.Access.ChangePassword(ctx, caller(ctx), in.Old, in.Password)
	return none{}, renew(ctx, cookie, err)
}

// renew gives the caller's browser a fresh cookie after a change of credentials.
func renew(ctx context.Context, cookie string, err error) error {
	if err == nil && cookie != "" {
		web.SignIn(ctx, cookie)
	}
	return err
}

type newEmailIn struct {
	Password string `json:"password" maxLength:"1024"`
	Email    string `json:"email" maxLength:"320"`
}

func (s *service) changeEmail(ctx context.Context, in newEmailIn) (none, error) {
	return none{}, s.Access.ChangeEmail(ctx, caller(ctx), in.Password, in.Email)
}

type confirmIn struct {
	Password string `json:"password" maxLength:"1024"`
}

// Enrolment is what an authenticator needs, shown once.
type Enrolment struct {
	Secret string `json:"secret" doc:"To type in"`
	URL    string `json:"url" doc:"otpauth address, to open on the phone"`
	QR     []byte `json:"qr" doc:"PNG, to scan"`
}

func (s *service) beginTOTP(ctx context.Context, in confirmIn) (Enrolment, error) {
	e, err := s.Access.EnrolSecondFactor(ctx, caller(ctx), in.Password)
	return Enrolment{e.Secret, e.URL, e.QR}, err
}

type codeIn struct {
	Code string `json:"code" maxLength:"64"`
}

// RecoveryCodes are codes for the day the phone is lost, shown once.
type RecoveryCodes struct {
	Codes []string `json:"recovery_codes"`
}

func (s *service) confirmTOTP(ctx context.Context, in codeIn) (RecoveryCodes, error) {
	cookie, codes, err := s.Access.ConfirmSecondFactor(ctx, caller(ctx), in.Code)
	return RecoveryCodes{codes}, renew(ctx, cookie, err)
}

func (s *service) newCodes(ctx context.Context, in confirmIn) (RecoveryCodes, error) {
	codes, err := s.Access.NewRecoveryCodes(ctx, caller(ctx), in.Password)
	return RecoveryCodes{codes}, err
}

type endTOTPIn struct {
	Password string `json:"password" maxLength:"1024"`
	Code     string `json:"code" maxLength:"64" doc:"Of the authenticator, or a recovery code"`
}

func (s *service) endTOTP(ctx context.Context, in endTOTPIn) (none, error) {
	cookie, err := s.Access.DisableSecondFactor(ctx, caller(ctx), in.Password, in.Code)
	return none{}, renew(ctx, cookie, err)
}
