package web

import (
	"context"
	"net/http"
	"time"
)

// cookieDays bounds how long a browser keeps the cookie; the session itself may
// end sooner.
const cookieDays = 90

// cookieName is the session cookie's: with the __Host- prefix, browsers accept it
// only over https and never from a subdomain.
func cookieName(secure bool) string {
	if secure {
		return "__Host-backlot"
	}
	return "backlot"
}

// SignIn gives the caller's browser the session cookie.
func SignIn(ctx context.Context, secret string) { callOf(ctx).setCookie(secret) }

// SignOut takes the session cookie away from the caller's browser, and what it
// has kept of answers.
func SignOut(ctx context.Context) {
	c := callOf(ctx)
	c.clearCookie()
	c.w.Header().Set("Clear-Site-Data", `"cache"`)
}

func (c *call) setCookie(secret string) {
	http.SetCookie(c.w, c.cookie(secret, cookieDays*24*int(time.Hour/time.Second)))
}

func (c *call) clearCookie() { http.SetCookie(c.w, c.cookie("", -1)) }

func (c *call) cookie(value string, maxAge int) *http.Cookie {
	secure := c.mux.cfg.Secure
	return &http.Cookie{Name: cookieName(secure), Value: value, Path: "/", MaxAge: maxAge, HttpOnly: true, Secure: secure,
		SameSite: http.SameSiteLaxMode}
}
