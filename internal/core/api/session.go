package api

import (
	"context"

	"backlot/internal/core/access"
	"backlot/internal/core/graph"
	"backlot/internal/core/web"
)

func (s *service) mountSession(m *web.Mux) {
	web.Action(m, "POST /api/session", web.Public, s.signIn, web.Summary("Sign in with e-mail and password"))
	web.Action(m, "POST /api/session/second", web.Public, s.secondFactor, web.Summary("Finish signing in with a code"))
	web.Action(m, "DELETE /api/session", web.Public, s.signOut, web.Summary("Sign out"))
	web.Action(m, "POST /api/setup", web.Public, s.setup, web.Summary("Make the first owner, with the one-time link"))
	web.Action(m, "POST /api/invitations/look", web.Public, s.lookInvitation, web.Summary("What an invitation invites to"))
	web.Action(m, "POST /api/invitations/accept", web.Public, s.accept, web.Summary("Accept an invitation with a new account"))
	web.Action(m, "POST /api/invitations/join", web.SignedIn, s.join, web.Summary("Accept an invitation with the account I have"))
	web.Action(m, "POST /api/recovery", web.Public, s.askRecovery, web.Summary("Ask for a link that sets a new password"))
	web.Action(m, "POST /api/recovery/password", web.Public, s.recover, web.Summary("Set a new password with that link"))
	web.Action(m, "POST /api/email/confirm", web.Public, s.confirmEmail, web.Summary("Confirm a new e-mail address with the link sent there"))
}

// SignInAnswer is the outcome of a password: signed in, or a second factor is owed.
type SignInAnswer struct {
	Challenge string `json:"challenge,omitempty" doc:"Give it back with the code; left out when signed in"`
	Name      string `json:"name,omitempty"`
}

func signedIn(ctx context.Context, out access.SignedIn, err error) (SignInAnswer, error) {
	if err != nil {
		return SignInAnswer{}, err
	}
	if out.Challenge != "" {
		return SignInAnswer{Challenge: out.Challenge}, nil
	}
	web.SignIn(ctx, out.Token)
	return SignInAnswer{Name: out.Account.Name}, nil
}

type signInIn struct {
	Email    string `json:"email" maxLength:"320"`
	Password string `json:"password" maxLength:"1024"`
}

func (s *service) signIn(ctx context.Context, in signInIn) (SignInAnswer, error) {
	out, err := s.Access.SignIn(ctx, access.SignIn{Email: in.Email, Password: in.Password, Device: device(ctx)})
	return signedIn(ctx, out, err)
}

type secondIn struct {
	Challenge string `json:"challenge" maxLength:"200"`
	Code      string `json:"code" maxLength:"64"`
}

func (s *service) secondFactor(ctx context.Context, in secondIn) (SignInAnswer, error) {
	out, err := s.Access.SignInCode(ctx, in.Challenge, in.Code, device(ctx))
	return signedIn(ctx, out, err)
}

func (s *service) signOut(ctx context.Context, _ none) (none, error) {
	web.SignOut(ctx)
	if caller(ctx).Session.IsZero() {
		return none{}, nil // nobody was signed in: that is what they want
	}
	return none{}, s.Access.SignOut(ctx, caller(ctx))
}

type newcomerIn struct {
	Token    string `json:"token" maxLength:"200" doc:"Of the link"`
	Name     string `json:"name" maxLength:"500"`
	Email    string `json:"email,omitempty" maxLength:"320" doc:"For the first owner; an invitation has its own"`
	Password string `json:"password" maxLength:"1024"`
	Language string `json:"language,omitempty" maxLength:"35" doc:"BCP 47"`
	TimeZone string `json:"time_zone,omitempty" maxLength:"64" doc:"IANA"`
}

func (in newcomerIn) newcomer(ctx context.Context) access.Newcomer {
	return access.Newcomer{Token: in.Token, Email: in.Email, Password: in.Password, Device: device(ctx),
		Profile: access.Profile{Name: in.Name, Language: in.Language, TimeZone: in.TimeZone}}
}

func (s *service) setup(ctx context.Context, in newcomerIn) (SignInAnswer, error) {
	out, err := s.Access.ClaimOwner(ctx, in.newcomer(ctx))
	return signedIn(ctx, out, err)
}

func (s *service) accept(ctx context.Context, in newcomerIn) (SignInAnswer, error) {
	out, err := s.Access.Accept(ctx, in.newcomer(ctx))
	return signedIn(ctx, out, err)
}

type linkIn struct {
	Token string `json:"token" maxLength:"200" doc:"Of the link"`
}

// InvitedTo is what the bearer of an invitation may know before accepting it.
type InvitedTo struct {
	Email      string   `json:"email"`
	Name       string   `json:"name,omitempty"`
	From       string   `json:"from,omitempty"`
	Production string   `json:"production,omitempty" doc:"Its name; left out for the whole house"`
	Roles      []string `json:"roles,omitempty"`
	HasAccount bool     `json:"has_account,omitempty" doc:"Sign in and join, instead of making an account"`
}

func (s *service) lookInvitation(ctx context.Context, in linkIn) (InvitedTo, error) {
	inv, err := s.Access.InvitationOf(ctx, in.Token, device(ctx))
	if err != nil {
		return InvitedTo{}, err
	}
	out := InvitedTo{Email: inv.Email, Name: inv.Name, From: inv.From, HasAccount: inv.HasAccount, Roles: roleTitles(inv.Roles, nil)}
	if inv.Production != access.House {
		p, err := s.production(ctx, inv.Production)
		if err != nil {
			return InvitedTo{}, err
		}
		out.Production = p.Name
	}
	return out, nil
}

// Joined is the production that an accepted invitation leads into.
type Joined struct {
	Production graph.ID `json:"production,omitzero"`
}

func (s *service) join(ctx context.Context, in linkIn) (Joined, error) {
	production, err := s.Access.AcceptAs(ctx, caller(ctx), in.Token)
	return Joined{production}, err
}

type emailIn struct {
	Email string `json:"email" maxLength:"320"`
}

func (s *service) askRecovery(ctx context.Context, in emailIn) (none, error) {
	return none{}, s.Access.Recover(ctx, in.Email, device(ctx))
}

type recoverIn struct {
	Token    string `json:"token" maxLength:"200"`
	Password string `json:"password" maxLength:"1024"`
}

func (s *service) recover(ctx context.Context, in recoverIn) (none, error) {
	return none{}, s.Access.FinishRecovery(ctx, in.Token, in.Password, device(ctx))
}

func (s *service) confirmEmail(ctx context.Context, in linkIn) (none, error) {
	return none{}, s.Access.ConfirmEmail(ctx, in.Token, device(ctx))
}
