package house_test

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"backlot/internal/core/access"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/house/demo"
	"backlot/testdata/raced"
)

// canaries are words that stand in sealed records only, and in notes that people
// keep to themselves.
var canaries = []string{"Fredrik Engstad", "Cold-induced asthma", "Zanzibar Quicksilver", "Nightjar", "answered this too often", "since he was nine"}

// uncleared are accounts with many rights and no clearance.
var uncleared = []string{"line.producer@demo.example", "second.ad@demo.example", "accounts@demo.example"}

// TestTwoWorldsThatDifferInASecretLookTheSame asks every reading route for every
// kind of thing, changes nothing but what is sealed, asks again, and wants the same
// bytes. A new route, document or kind joins by being mounted.
func TestTwoWorldsThatDifferInASecretLookTheSame(t *testing.T) {
	raced.Skip(t)
	t.Parallel()
	in := open(t)
	first := in.look(t)
	in.changeSecrets(t)
	second := in.look(t)
	if len(first) < 100 {
		t.Fatalf("only %d answers were compared", len(first))
	}
	differ := 0
	for request, was := range first {
		if now := second[request]; was.status != now.status || !bytes.Equal(was.body, now.body) {
			if differ++; differ <= 10 {
				t.Errorf("%s tells of the secret:\n before %d %.300s\n after  %d %.300s", request, was.status, was.body, now.status, now.body)
			}
		}
	}
	t.Logf("%d answers compared, %d differ", len(first), differ)
}

type answer struct {
	status int
	body   []byte
}

// look collects what uncleared people can fetch.
func (in *installation) look(t *testing.T) map[string]answer {
	t.Helper()
	out := map[string]answer{}
	for _, email := range uncleared {
		p := in.as(email)
		for _, r := range in.h.Mux.Routes() {
			if r.Method != http.MethodGet || streams(r) || !r.InProduction() {
				continue
			}
			for _, path := range in.fixed(r.Path, func() []string { return in.addresses(r, 2) }) {
				status, body := p.get(path)
				out[email+" "+path] = answer{status, body}
				for _, c := range canaries {
					if bytes.Contains(body, []byte(c)) {
						t.Errorf("%s reads %q from %s", email, c, path)
					}
				}
			}
		}
	}
	return out
}

var asked = map[*installation]map[string][]string{}

// fixed keeps the addresses of the first look, so that the second asks the same.
func (in *installation) fixed(route string, make func() []string) []string {
	if asked[in] == nil {
		asked[in] = map[string][]string{}
	}
	if _, ok := asked[in][route]; !ok {
		asked[in][route] = make()
	}
	return asked[in][route]
}

// changeSecrets makes another secret world: other words in what is sealed, more
// sealed records, and fewer.
func (in *installation) changeSecrets(t *testing.T) {
	t.Helper()
	ctx := context.Background()
	v := in.system()
	ids := graph.RandomIDs{}
	e := v.Edit(ids, "Another secret: Zanzibar Quicksilver")
	var compartment graph.ID
	for _, info := range v.Registry().All() {
		for rec := range v.Records(info.Kind) {
			if info.Kind == "note" && private(rec) {
				graph.Update(e, rec.ID, func(n *production.Note) { n.Text, n.Color, n.StartRune = "Zanzibar Quicksilver", "green", 0 })
			}
			if rec.Compartment.IsZero() {
				continue
			}
			compartment = rec.Compartment
			switch info.Kind {
			case "party":
				graph.Update(e, rec.ID, func(p *production.Party) { p.Name = "Zanzibar Quicksilver" })
			case "medical":
				graph.Update(e, rec.ID, func(m *production.Medical) { m.Fact = "Zanzibar Quicksilver" })
			case "block":
				graph.Update(e, rec.ID, func(b *production.Block) {
					b.Text = "Zanzibar Quicksilver enters. He sings for a long while, and nobody moves."
				})
			case "scene":
				graph.Update(e, rec.ID, func(s *production.Scene) { s.Synopsis, s.LengthEighths = "Zanzibar Quicksilver", s.LengthEighths+9 })
			case "card":
				graph.Update(e, rec.ID, func(c *production.Card) { c.Title, c.Status = "Zanzibar Quicksilver comes home", "parked" })
			case "arc":
				graph.Update(e, rec.ID, func(a *production.Arc) { a.Ending = "Zanzibar Quicksilver" })
			}
		}
	}
	var scene, element graph.ID
	for id := range graph.All[production.Scene](v) {
		scene = id
	}
	for id := range graph.All[production.Element](v) {
		element = id
	}
	for range 5 {
		note := graph.Add(e, production.Element{Name: "Zanzibar Quicksilver's hat", Category: "prop"})
		e.Seal(note, compartment, nil)
		graph.Add(e, production.Use{Scene: graph.To[production.Scene](scene), Element: graph.To[production.Element](note)})
	}
	secretNotes(e, v)
	use := graph.Add(e, production.Use{Scene: graph.To[production.Scene](scene), Element: graph.To[production.Element](element), Note: "Zanzibar Quicksilver"})
	e.Seal(use, compartment, nil)
	c, err := e.Change()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := in.h.Store.Land(ctx, c, graph.ID{}); err != nil {
		t.Fatal(err)
	}
	if in.system().Seq() == v.Seq() {
		t.Fatal("the secret change did not land")
	}
}

// private reports whether a record is kept to persons, without a department.
func private(rec graph.Record) bool {
	return len(rec.Readers) > 0 && !slices.ContainsFunc(rec.Readers, func(r string) bool { return !strings.HasPrefix(r, "account:") })
}

// secretNotes are written, answered, shared with a department of its own and taken
// away again, in the other world only.
func secretNotes(e *graph.Edit, v graph.View) {
	director := graph.ID{}
	for _, p := range graph.All[production.Party](v) {
		if p.Name == "Ylva Nordahl" {
			director = p.Account
		}
	}
	var gone graph.ID
	for rec := range v.Records("note") {
		if private(rec) {
			gone = rec.ID
		}
	}
	e.Delete(gone)
	for block := range graph.All[production.Block](v) {
		note := graph.Add(e, production.Note{About: graph.To[graph.Any](block), Text: "Zanzibar Quicksilver mumbles", Account: director, StartRune: 0, EndRune: 1, Words: "Z"})
		e.KeepTo(note, access.ReaderAccount(director), access.ReaderDepartment("costume"))
		graph.Add(e, production.Note{About: graph.To[graph.Any](note), ReplyTo: graph.To[production.Note](note), Text: "Zanzibar Quicksilver cannot help it"})
		break
	}
}

// TestTheClearedSeeTheSecret makes sure that the comparison above compares
// something: who is cleared sees the other world.
func TestTheClearedSeeTheSecret(t *testing.T) {
	raced.Skip(t)
	t.Parallel()
	in := open(t)
	in.changeSecrets(t)
	status, body := in.as("director@demo.example").get("/api/productions/" + demo.Production.String() + "/search?q=Zanzibar")
	if status != http.StatusOK || !bytes.Contains(body, []byte("Zanzibar Quicksilver")) {
		t.Errorf("the director, who is cleared, finds %d %.300s", status, body)
	}
}
