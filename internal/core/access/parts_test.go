package access

import (
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

func TestPasswordsThatAreGuessedFirst(t *testing.T) {
	for _, tt := range []struct {
		password string
		ok       bool
	}{
		{"harbour lantern quilt seven", true},
		{"Tromsø-i-mørketida", true},
		{"z9#kQw2!pLx7", true},
		{"пароль для съёмок", true},
		{"short one", false},
		{"password1234", false},
		{"P@ssw0rd!2027", false},
		{"passwordpassword", false},
		{"callsheet2027!!", false},
		{"qwertyuiop12", false},
		{"123456789012", false},
		{"abcdefghijklm", false},
		{"aaaaaaaaaaaaaaa", false},
		{"abababababab", false},
		{"correct horse battery staple", false},
		{"tab\there is no key", false},
		{"broken \xff utf-8 text", false},
		{strings.Repeat("long words ", 40), false},
	} {
		t.Run(tt.password, func(t *testing.T) {
			err := checkPassword(tt.password)
			if (err == nil) != tt.ok || err != nil && (!fault.Is(err, fault.Invalid) || fault.FieldOf(err) != "password") {
				t.Errorf("checkPassword = %v; want ok %v", err, tt.ok)
			}
		})
	}
	if err := checkPassword("olgaberg2027", "olga.berg@lot.example", "Olgaberg"); err == nil {
		t.Error("a password that is the person's name was taken")
	}
}

func TestHashIsCheckedInConstantShape(t *testing.T) {
	ctx := context.Background()
	h, err := newHasher(Hashing{64, 1, 1, 2})
	if err != nil {
		t.Fatal(err)
	}
	stored, err := h.hash(ctx, rand.Reader, "harbour lantern quilt seven")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, stored, password string
		want                   bool
	}{
		{"right", stored, "harbour lantern quilt seven", true},
		{"wrong", stored, "harbour lantern quilt eight", false},
		{"no account", "", "harbour lantern quilt seven", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			right, weak, err := h.verify(ctx, tt.stored, tt.password)
			if err != nil || right != tt.want || weak {
				t.Errorf("verify = %v, weak %v, %v; want %v", right, weak, err, tt.want)
			}
		})
	}
	dearer, err := newHasher(Hashing{128, 1, 1, 2})
	if err != nil {
		t.Fatal(err)
	}
	if right, weak, err := dearer.verify(ctx, stored, "harbour lantern quilt seven"); !right || !weak || err != nil {
		t.Errorf("verify of a cheaper hash = %v, weak %v, %v; want right and weak", right, weak, err)
	}
}

func TestHashingWaitsItsTurn(t *testing.T) {
	h, err := newHasher(Hashing{64, 1, 1, 1})
	if err != nil {
		t.Fatal(err)
	}
	h.turn <- struct{}{}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	if _, err := h.hash(ctx, rand.Reader, "x"); !fault.Is(err, fault.Unavailable) {
		t.Errorf("hash beyond the limit = %v; want Unavailable", err)
	}
}

// TestArgon2Vector checks our parameters against the reference implementation's
// test: argon2id, v=19, m=65536, t=2, p=1, "password", "somesalt".
func TestArgon2Vector(t *testing.T) {
	h, err := newHasher(Hashing{})
	if err != nil {
		t.Fatal(err)
	}
	const stored = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	if right, _, err := h.verify(context.Background(), stored, "password"); !right || err != nil {
		t.Errorf("verify(reference) = %v, %v; want right", right, err)
	}
}

func FuzzPHC(f *testing.F) {
	f.Add("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")
	f.Add("$argon2id$v=19$m=4294967295,t=2,p=1$c29tZXNhbHQ$AAAA")
	f.Add("$argon2i$v=19$m=8,t=1,p=1$$")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := parsePHC(text)
		if err == nil && p.String() != text {
			t.Errorf("parsePHC(%q) writes %q", text, p)
		}
		if err == nil && (p.memory > 1<<20 || p.passes > 64) {
			t.Errorf("parsePHC(%q) allows m=%d,t=%d", text, p.memory, p.passes)
		}
	})
}

func FuzzToken(f *testing.F) {
	var secret [tokenSecret]byte
	for _, p := range []purpose{forSession, forChallenge, forOwner, forInvitation, forRecovery, forEmail, forAPI} {
		f.Add(encodeToken(p, secret), secret[:])
		secret[0]++
	}
	f.Add("", []byte("bls_"))
	f.Add("bls_"+strings.Repeat("-", 48), []byte{0xff})
	f.Fuzz(func(t *testing.T, text string, raw []byte) {
		if got, err := decodeToken(forSession, text); err == nil && encodeToken(forSession, got) != text {
			t.Errorf("two texts for one token: %q and %q", text, encodeToken(forSession, got))
		} else if err != nil && !fault.Is(err, fault.Signin) {
			t.Errorf("decodeToken(%q) = %v; want Signin", text, err)
		}
		var s [tokenSecret]byte
		copy(s[:], raw)
		made := encodeToken(forAPI, s)
		if got, err := decodeToken(forAPI, made); err != nil || got != s {
			t.Errorf("decodeToken(%q) = %x, %v; want %x", made, got, err, s)
		}
		if _, err := decodeToken(forSession, made); err == nil {
			t.Errorf("an API token is taken for a session: %q", made)
		}
		if _, err := decodeToken(forAPI, made[:len(made)-1]); err == nil {
			t.Error("a token that is cut off is taken")
		}
	})
}

func TestBrake(t *testing.T) {
	for _, tt := range []struct {
		failures int64
		want     time.Duration
	}{
		{1, 0},
		{5, 0},
		{6, time.Second},
		{9, 8 * time.Second},
		{14, 256 * time.Second},
		{15, 5 * time.Minute},
		{1 << 40, 5 * time.Minute},
	} {
		if got := signInBrake.wait(tt.failures); got != tt.want {
			t.Errorf("wait after %d failures = %v; want %v", tt.failures, got, tt.want)
		}
	}
}

func TestNetwork(t *testing.T) {
	for in, want := range map[string]string{
		"192.0.2.7":                 "192.0.2.7",
		"192.0.2.7:443":             "192.0.2.7",
		"::ffff:192.0.2.7":          "192.0.2.7",
		"[2001:db8:1:2:3::9]:443":   "2001:db8:1:2::/64",
		"2001:db8:1:2:ffff::1%eth0": "2001:db8:1:2::/64",
		"a tablet on the moon":      "unknown",
		"":                          "unknown",
	} {
		if got := network(in); got != want {
			t.Errorf("network(%q) = %q; want %q", in, got, want)
		}
	}
}

func TestKeyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys", "server.key")
	first, err := LoadKey(path)
	if err != nil {
		t.Fatal(err)
	}
	second, err := LoadKey(path)
	if err != nil || second != first {
		t.Errorf("second LoadKey = %v; want the same key", err)
	}
	box, err := first.seal(rand.Reader, "totp", "ana", []byte("secret"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := second.open("totp", "ana", box); err != nil || string(got) != "secret" {
		t.Errorf("open = %q, %v", got, err)
	}
	if _, err := second.open("totp", "eve", box); !fault.Is(err, fault.Unavailable) {
		t.Errorf("open for another account = %v; want Unavailable", err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadKey(path); !fault.Is(err, fault.Unavailable) || !strings.Contains(err.Error(), "chmod 600") {
		t.Errorf("LoadKey of a readable file = %v; want chmod 600", err)
	}
	if err := os.WriteFile(path, []byte("half a k"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadKey(path); !fault.Is(err, fault.Unavailable) {
		t.Errorf("LoadKey of a damaged file = %v; want Unavailable", err)
	}
}

func TestPolicy(t *testing.T) {
	p, err := NewPolicy([]Right{
		{"costume.edit", "Change costumes", []string{"@head:costume", "upm"}},
		{"day.read", "Read the shooting day", []string{"@all"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		in    RoleIn
		right string
		want  bool
	}{
		{RoleIn{"costume_designer", "costume"}, "costume.edit", true},
		{RoleIn{"department_head", "costume"}, "costume.edit", true},
		{RoleIn{"department_head", "camera"}, "costume.edit", false},
		{RoleIn{"crew", "costume"}, "costume.edit", false},
		{RoleIn{"upm", "production"}, "costume.edit", true},
		{RoleIn{"guest", ""}, "day.read", true},
		{RoleIn{"guest", ""}, "members.read", false},
		{RoleIn{"owner", ""}, "production.create", true},
		{RoleIn{"nobody", ""}, "day.read", false},
	} {
		got := false
		for _, r := range p.RightsOf(tt.in.Role, tt.in.Department) {
			got = got || r == tt.right
		}
		if got != tt.want {
			t.Errorf("%v holds %s: %v; want %v", tt.in, tt.right, got, tt.want)
		}
	}
	for _, bad := range []Right{
		{"Costume.Edit", "x", nil},
		{"costume", "x", nil},
		{"audit.read", "declared by access", nil},
		{"costume.buy", "", nil},
		{"costume.buy", "Buy costumes", []string{"wardrobe_wizard"}},
		{"costume.buy", "Buy costumes", []string{"@wizards"}},
		{"costume.buy", "Buy costumes", []string{"crew:wizardry"}},
	} {
		if _, err := NewPolicy([]Right{bad}); !fault.Is(err, fault.Invalid) {
			t.Errorf("NewPolicy(%v) = %v; want Invalid", bad, err)
		}
	}
}

// drawStanding makes a random standing over few names, so that they meet.
func drawStanding(t *rapid.T, label string) standing {
	names := []string{"crew", "department_head", "costume_designer", "upm", "guest", "own:drone", "own:gone", "owner"}
	in := rapid.Custom(func(t *rapid.T) RoleIn {
		return RoleIn{rapid.SampledFrom(names).Draw(t, "role"), rapid.SampledFrom([]string{"", "costume", "camera"}).Draw(t, "department")}
	})
	st := standing{
		roles:  rapid.SliceOfN(in, 0, 4).Draw(t, label),
		custom: map[string][]grant{"own:drone": {{"day.read", ""}, {"costume.edit", "camera"}, {"right.gone", ""}}},
	}
	for _, b := range rapid.SliceOfN(rapid.Byte(), 0, 3).Draw(t, "clearances") {
		st.clearance = append(st.clearance, graph.ID{b, 1})
	}
	return st
}

func TestAudienceIsTheUnionOfRoles(t *testing.T) {
	p, err := NewPolicy([]Right{
		{"costume.edit", "Change costumes", []string{"@head:costume", "upm"}},
		{"day.read", "Read the shooting day", []string{"@crew"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawStanding(t, "a"), drawStanding(t, "b")
		both := standing{append(append([]RoleIn{}, a.roles...), b.roles...), a.custom, append(append([]graph.ID{}, a.clearance...), b.clearance...)}
		left, right, union := p.audience(graph.ID{9}, a), p.audience(graph.ID{9}, b), p.audience(graph.ID{9}, both)
		for r := range union.Rights {
			if !left.Rights[r] && !right.Rights[r] {
				t.Fatalf("two standings together hold %s, which neither holds", r)
			}
			if !p.all[r] && !strings.Contains(r, ":") {
				t.Fatalf("holds %s, which nobody declared", r)
			}
		}
		for _, half := range []graph.Audience{left, right} {
			for r := range half.Rights {
				if !union.Rights[r] {
					t.Fatalf("a role took %s away", r)
				}
			}
			for c := range half.Clear {
				if !union.Clear[c] {
					t.Fatalf("a role took clearance %v away", c)
				}
			}
		}
		if union.All {
			t.Fatal("a person became the program itself")
		}
		if len(both.roles) == 0 && len(union.Rights)+len(union.Clear) > 0 {
			t.Fatal("someone without a role holds something")
		}
	})
}

func TestTokenNeverHoldsMore(t *testing.T) {
	p, err := NewPolicy([]Right{{"costume.edit", "Change costumes", []string{"@head:costume", "upm"}}})
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		full := p.audience(graph.ID{9}, drawStanding(t, "roles"))
		sc := &scope{rights: map[string]bool{}, compartments: map[graph.ID]bool{}}
		for _, r := range rapid.SliceOf(rapid.SampledFrom([]string{"costume.edit", "audit.read", "members.edit", "role:owner"})).Draw(t, "rights") {
			if r != roleMark+Owner { // CreateToken refuses what is no right
				sc.rights[r] = true
			}
		}
		for _, b := range rapid.SliceOfN(rapid.Byte(), 0, 3).Draw(t, "compartments") {
			sc.compartments[graph.ID{b, 1}] = true
		}
		got, err := sc.limit(full, graph.ID{7})
		if err != nil {
			t.Fatal(err)
		}
		for r := range got.Rights {
			if !full.Rights[r] || !sc.rights[r] && !strings.HasPrefix(r, departmentMark) {
				t.Fatalf("token holds %s", r)
			}
		}
		for c := range got.Clear {
			if !full.Clear[c] || !sc.compartments[c] {
				t.Fatalf("token is cleared for %v", c)
			}
		}
		if IsOwner(got) {
			t.Fatal("a token became an owner")
		}
		sc.production = graph.ID{8}
		if _, err := sc.limit(full, graph.ID{7}); !fault.Is(err, fault.NotFound) {
			t.Fatalf("token of another production: %v; want NotFound", err)
		}
	})
}
