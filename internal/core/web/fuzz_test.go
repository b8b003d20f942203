package web

import (
	"encoding/json"
	"mime"
	"net/http/httptest"
	"net/netip"
	"testing"
)

func FuzzDisposition(f *testing.F) {
	for _, seed := range []string{"call-sheet.pdf", "Szenen für Tag 1.txt", `a"b;c\\d`, "\r\nSet-Cookie: x=y", "../../etc/passwd", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		kind, params, err := mime.ParseMediaType(disposition(name, false))
		if err != nil || kind != "attachment" {
			t.Errorf("%q becomes %q: %v", name, disposition(name, false), err)
		}
		for _, r := range disposition(name, true) {
			if r < 0x20 || r > 0x7e {
				t.Errorf("%q puts %q into a header", name, r)
			}
		}
		_ = params
	})
}

func FuzzForwarded(f *testing.F) {
	f.Add("203.0.113.9, 10.0.0.2", "10.0.0.1:4711")
	f.Add("nonsense", "[::1]:80")
	proxies := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	f.Fuzz(func(t *testing.T, header, remote string) {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = remote
		r.Header.Set("X-Forwarded-For", header)
		got := address(r, proxies)
		if r.RemoteAddr == "192.0.2.1:1" && got != "192.0.2.1" {
			t.Errorf("a stranger's header is believed: %q", got)
		}
	})
}

func FuzzDecimal(f *testing.F) {
	f.Add(int64(-125000), "EUR")
	f.Add(int64(7), "JPY")
	f.Add(int64(-9223372036854775808), "KWD")
	f.Fuzz(func(t *testing.T, minor int64, currency string) {
		if text := decimal(minor, currency); !json.Valid([]byte(text)) {
			t.Errorf("decimal(%d, %q) = %q, which is no number", minor, currency, text)
		}
	})
}
