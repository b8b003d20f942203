package api

import (
	"context"
	"time"

	"backlot/internal/core/access"
	"backlot/internal/core/graph"
)

// TokenItem is an API token as its maker sees it later.
type TokenItem struct {
	ID           graph.ID   `json:"id"`
	Name         string     `json:"name"`
	Production   graph.ID   `json:"production,omitzero" doc:"Left out: every production"`
	Rights       []string   `json:"rights"`
	Compartments []graph.ID `json:"compartments,omitempty"`
	At           time.Time  `json:"at"`
	Expires      time.Time  `json:"expires"`
	LastUsed     time.Time  `json:"last_used,omitzero"`
	Text         string     `json:"text,omitempty" doc:"The token itself, shown once when it is made"`
}

func tokenItem(t access.Token, text string) TokenItem {
	return TokenItem{t.ID, t.Name, t.Production, t.Rights, t.Compartments, t.Created, t.Expires, t.Used, text}
}

func (s *service) tokens(ctx context.Context, _ none) ([]TokenItem, error) {
	list, err := s.Access.Tokens(ctx, caller(ctx))
	out := make([]TokenItem, 0, len(list))
	for _, t := range list {
		out = append(out, tokenItem(t, ""))
	}
	return out, err
}

type tokenIn struct {
	Name         string     `json:"name" maxLength:"200" doc:"What it is used by: camera cart uploader"`
	Production   graph.ID   `json:"production,omitzero" doc:"Left out: every production"`
	Rights       []string   `json:"rights" doc:"Of my own"`
	Compartments []graph.ID `json:"compartments,omitempty" doc:"Of my own; none unless named"`
	Expires      time.Time  `json:"expires,omitzero" doc:"After 90 days when left out"`
}

func (s *service) makeToken(ctx context.Context, in tokenIn) (TokenItem, error) {
	t, text, err := s.Access.CreateToken(ctx, caller(ctx), access.NewToken(in))
	return tokenItem(t, text), err
}

type endTokenIn struct {
	Token graph.ID `path:"token"`
}

func (s *service) endToken(ctx context.Context, in endTokenIn) (none, error) {
	return none{}, s.Access.RevokeToken(ctx, caller(ctx), in.Token)
}

// AccountItem is an account of the house, for those who look after them.
type AccountItem struct {
	ID       graph.ID  `json:"id"`
	Name     string    `json:"name"`
	Email    string    `json:"email"`
	At       time.Time `json:"at"`
	TOTP     bool      `json:"totp"`
	Disabled time.Time `json:"disabled,omitzero" doc:"Blocked since"`
}

func (s *service) accounts(ctx context.Context, _ none) ([]AccountItem, error) {
	list, err := s.Access.Accounts(ctx, caller(ctx))
	out := make([]AccountItem, 0, len(list))
	for _, a := range list {
		out = append(out, AccountItem{a.ID, a.Name, a.Email, a.Created, a.SecondFactor, a.Disabled})
	}
	return out, err
}

type accountIn struct {
	Account graph.ID `path:"account"`
}

func (s *service) block(ctx context.Context, in accountIn) (none, error) {
	return none{}, s.Access.BlockAccount(ctx, caller(ctx), in.Account)
}

func (s *service) unblock(ctx context.Context, in accountIn) (none, error) {
	return none{}, s.Access.UnblockAccount(ctx, caller(ctx), in.Account)
}

type recoveryLinkIn struct {
	Account   graph.ID `path:"account"`
	ResetTOTP bool     `json:"reset_totp,omitempty" doc:"Also turn the second factor off, for a lost phone"`
}

// Link is an address to be given to somebody in person.
type Link struct {
	Address string `json:"address"`
}

func (s *service) recoveryLink(ctx context.Context, in recoveryLinkIn) (Link, error) {
	address, err := s.Access.RecoveryLink(ctx, caller(ctx), in.Account, in.ResetTOTP)
	return Link{address}, err
}
