package demo_test

import (
	"context"
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"backlot/internal/core/access"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/house/demo"
)

// build gives the production, made once for all tests: a snapshot never changes.
func build(t *testing.T, o demo.Options) *graph.Memory {
	t.Helper()
	make := white
	if o.Blue {
		make = blue
	}
	m, err := make()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

var (
	white = sync.OnceValues(func() (*graph.Memory, error) { return fresh(demo.Options{}) })
	blue  = sync.OnceValues(func() (*graph.Memory, error) { return fresh(demo.Options{Blue: true}) })
)

func fresh(o demo.Options) (*graph.Memory, error) {
	ground, m := demo.InMemory(production.NewRegistry())
	return m, demo.Build(context.Background(), ground, o)
}

func count[T graph.Noun](v graph.View) int {
	n := 0
	for range graph.All[T](v) {
		n++
	}
	return n
}

func TestDemoIsWhole(t *testing.T) {
	v := build(t, demo.Options{}).Snapshot().View(graph.System)
	for _, tt := range []struct {
		what      string
		got, want int
	}{
		{"scenes", count[production.Scene](v), 36},
		{"shooting days", count[production.ShootDay](v), 24},
		{"units", count[production.Unit](v), 4},
		{"countries of places", countries(v), 3},
	} {
		if tt.got != tt.want {
			t.Errorf("%d %s; want %d", tt.got, tt.what, tt.want)
		}
	}
	for _, tt := range []struct {
		what       string
		got, least int
	}{
		{"elements", count[production.Element](v), 80},
		{"uses", count[production.Use](v), 150},
		{"tags", count[production.Tag](v), 80},
		{"parties", count[production.Party](v), 70},
		{"deals", count[production.Deal](v), 60},
		{"budget lines", count[production.MoneyLine](v), 20},
	} {
		if tt.got < tt.least {
			t.Errorf("%d %s; want at least %d", tt.got, tt.what, tt.least)
		}
	}
	if pages := length(v); pages < 20*8 || pages > 25*8 {
		t.Errorf("script is %d eighths long; want 20 to 25 pages", pages)
	}
}

func length(v graph.View) int {
	sum := 0
	for _, s := range graph.All[production.Scene](v) {
		sum += int(s.LengthEighths)
	}
	return sum
}

func countries(v graph.View) int {
	seen := map[string]bool{}
	for _, p := range graph.All[production.Place](v) {
		seen[p.Country] = true
	}
	return len(seen)
}

// Every scene stands on the boards once, or as parts.
func TestEverySceneIsPlanned(t *testing.T) {
	v := build(t, demo.Options{}).Snapshot().View(graph.System)
	planned := map[graph.ID]int{}
	for _, s := range graph.All[production.Strip](v) {
		planned[s.Scene.ID]++
	}
	for id, s := range graph.All[production.Scene](v) {
		if planned[id] == 0 {
			t.Errorf("scene %s is on no board", s.Number)
		}
	}
}

// What is sealed reaches nobody who is not cleared, in no field of any record.
func TestSecretsAreKept(t *testing.T) {
	snap := build(t, demo.Options{Blue: true}).Snapshot()
	rights := map[string]bool{}
	for _, k := range snap.Registry().All() {
		rights[k.Read] = true
	}
	uncleared := snap.View(graph.Audience{Rights: rights})
	var all strings.Builder
	for _, k := range snap.Registry().All() {
		for r := range uncleared.Records(k.Kind) {
			b, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(b)
		}
	}
	text := all.String()
	for _, secret := range []string{"Engstad", "Tomás", "Brother and sister", "250000.00", "Nightjar", "Lantern", "Cold-induced", "1957", "simulated_sex", "undoes the buttons", "partial undress", "painting the lantern rail"} {
		if strings.Contains(text, secret) {
			i := strings.Index(text, secret)
			t.Errorf("%q is readable: …%s…", secret, text[max(0, i-120):min(len(text), i+40)])
		}
	}
	for _, open := range []string{"THE CARETAKER", "To be announced", "Closed set.", "Withheld until the day."} {
		if !strings.Contains(text, open) {
			t.Errorf("%q is not readable; it should be", open)
		}
	}
}

func TestBlueRevision(t *testing.T) {
	v := build(t, demo.Options{Blue: true}).Snapshot().View(graph.System)
	byNumber := map[string]production.Scene{}
	for _, s := range graph.All[production.Scene](v) {
		byNumber[s.Number] = s
	}
	if len(byNumber) != 37 || !byNumber["15"].Omitted || byNumber["30A"].Heading == "" {
		t.Errorf("%d scenes, 15 omitted %v, 30A %q; want 37, true, a heading", len(byNumber), byNumber["15"].Omitted, byNumber["30A"].Heading)
	}
}

// The same build gives the same changes, so that the manual's addresses hold.
func TestBuildIsRepeatable(t *testing.T) {
	second, err := fresh(demo.Options{})
	if err != nil {
		t.Fatal(err)
	}
	a, errA := json.Marshal(build(t, demo.Options{}).Changes())
	b, errB := json.Marshal(second.Changes())
	if errA != nil || errB != nil || string(a) != string(b) {
		t.Errorf("two builds differ (%v, %v)", errA, errB)
	}
}

func TestAccountsStandInTheProduction(t *testing.T) {
	v := build(t, demo.Options{}).Snapshot().View(graph.System)
	people := map[string]bool{}
	for _, p := range graph.All[production.Party](v) {
		people[p.Name] = true
	}
	roles, departments := map[string]bool{}, map[string]bool{}
	for _, r := range access.BuiltinRoles() {
		roles[r.Name] = true
	}
	for _, d := range access.Departments() {
		departments[d.Name] = true
	}
	cleared := 0
	for _, a := range demo.Accounts() {
		vendor := a.Role == "vendor" && a.Department == "" // its people are in no department of ours
		if !people[a.Name] || !roles[a.Role] || !departments[a.Department] && !vendor {
			t.Errorf("account %s: person %v, role %q %v, department %q %v", a.Email, people[a.Name], a.Role, roles[a.Role], a.Department, departments[a.Department])
		}
		cleared += len(a.Clear)
	}
	want := 0
	for _, s := range demo.Secrets {
		want += len(s.Cleared)
	}
	if cleared != want {
		t.Errorf("%d clearances fit an account; want %d", cleared, want)
	}
}

// Every scene says what happens, and every set has somewhere to stand.
func TestScenesAreDescribed(t *testing.T) {
	v := build(t, demo.Options{}).Snapshot().View(graph.System)
	stands := map[graph.ID]bool{}
	for _, r := range graph.All[production.Realisation](v) {
		stands[r.Element.ID] = stands[r.Element.ID] || !r.Place.IsZero()
	}
	for _, s := range graph.All[production.Scene](v) {
		if s.Synopsis == "" {
			t.Errorf("scene %s has no synopsis", s.Number)
		}
		if !s.Unit.IsZero() && s.Unit != unitOf(v, "Second unit") && !stands[s.Set.ID] {
			t.Errorf("the set of scene %s, %s, is nowhere", s.Number, s.SetName)
		}
	}
}

func TestPeopleKnowTheirAccounts(t *testing.T) {
	id := graph.MustID("0192f0c1-2b3c-7d4e-8f50-112233445566")
	m, err := fresh(demo.Options{Accounts: map[string]graph.ID{"first.ad@demo.example": id}})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range graph.All[production.Party](m.Snapshot().View(graph.System)) {
		if (p.Name == "Kaspar Holm") != (p.Account == id) {
			t.Errorf("party %s has account %q", p.Name, p.Account)
		}
	}
}

func unitOf(v graph.View, name string) graph.Ref[production.Unit] {
	for id, u := range graph.All[production.Unit](v) {
		if u.Name == name {
			return graph.To[production.Unit](id)
		}
	}
	return graph.Ref[production.Unit]{}
}
