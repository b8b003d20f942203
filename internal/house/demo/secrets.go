package demo

import (
	"strings"

	"backlot/film/civil"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Secret is a compartment of the demo production.
type Secret struct {
	Key, Name, Reason, Type string
	Cleared                 []string // e-mail addresses of accounts
}

// Secrets are the compartments: a surprise cameo with the end it gives away, a
// closed-set scene, and a medical fact.
var Secrets = []Secret{
	{"cameo", "Nightjar", "Who opens the kitchen door, and what it means", "casting", []string{"producer@demo.example", "director@demo.example", "first.ad@demo.example", "casting@demo.example", "security@demo.example"}},
	{"closed", "Lantern", "Scene 22: closed set, riders", "closed_set", []string{"director@demo.example", "first.ad@demo.example", "intimacy@demo.example", "solveig@demo.example"}},
	{"medical", "Tide", "A medical fact that limits work in cold water", "medical", []string{"medic@demo.example", "first.ad@demo.example"}},
}

func (b *builder) seal(e *graph.Edit) {
	for _, s := range Secrets {
		id, ok := b.opts.Compartments[s.Key]
		if !ok {
			id = b.ids.NewID()
		}
		b.secrets[s.Key] = id
		// The record describes the secret to those inside; it is sealed in itself.
		rec := production.Compartment{Name: s.Name, Reason: s.Reason, Type: s.Type}
		if s.Key == "cameo" {
			rec.OpensOn = civil.MustParse("2028-02-11")
		}
		e.Seal(graph.Add(e, rec), id, nil)
	}
	b.sealCameo(e)
	b.sealClosedSet(e)
	fact := graph.Add(e, production.Medical{Party: b.party("Duarte Vilhena"), Fact: "Cold-induced asthma", Restriction: "No more than ten minutes in water below 12 °C; inhaler on set.",
		From: civil.MustParse("2027-02-15"), To: civil.MustParse("2027-03-16"), EraseOn: civil.MustParse("2027-06-30")})
	e.Seal(fact, b.secrets["medical"], nil)
}

// sealCameo hides who plays the Caretaker, what the part costs, and the end.
func (b *builder) sealCameo(e *graph.Edit) {
	secret := b.secrets["cameo"]
	star := b.party("Fredrik Engstad").ID
	e.Seal(star, secret, production.Party{Type: "person", Name: "To be announced"})
	eng := b.find("engagement", b.engagements, "Fredrik Engstad")
	for id := range graph.Referring[production.Deal](b.view, eng, "engagement") {
		e.Seal(id, secret, nil)
	}
	for id := range graph.Referring[production.BillingClause](b.view, eng, "engagement") {
		e.Seal(id, secret, nil)
	}
	e.Seal(b.element(pencil1957).ID, secret, nil)
	for _, number := range []string{"34", "35"} {
		b.sealScene(e, number, secret, "Withheld until the day.")
	}
}

func (b *builder) sealClosedSet(e *graph.Edit) {
	secret := b.secrets["closed"]
	scene := b.sealScene(e, "22", secret, "Closed set.")
	for id := range graph.Referring[production.ContentFlag](b.view, scene, "scene") {
		e.Seal(id, secret, nil)
	}
	for id, g := range graph.All[production.Grant](b.view) {
		if g.Type == "intimacy_rider" {
			e.Seal(id, secret, nil)
		}
	}
	for id, a := range graph.All[production.Activity](b.view) {
		if strings.Contains(a.Name, "scene 22") {
			e.Seal(id, secret, nil)
		}
	}
}

// sealScene leaves a scene on the board for everybody, and its text, its tags and
// what it says about the story for those who are cleared.
func (b *builder) sealScene(e *graph.Edit, number string, secret graph.ID, synopsis string) graph.ID {
	ref := b.scene(number)
	s, _ := graph.Get[production.Scene](b.view, ref.ID)
	alias := s
	alias.Synopsis, alias.TextHash, alias.Notes = synopsis, "", ""
	e.Seal(ref.ID, secret, alias)
	b.sealBlocks(e, ref.ID, secret)
	return ref.ID
}

// sealBlocks seals the paragraphs of a scene but for its headings.
func (b *builder) sealBlocks(e *graph.Edit, scene, secret graph.ID) {
	for id, bl := range graph.Referring[production.Block](b.view, scene, "scene") {
		rec, _ := b.view.Record(id)
		if bl.Type != "scene_heading" && rec.Compartment.IsZero() {
			e.Seal(id, secret, nil)
		}
	}
}

// sealBlue seals what a later draft says in the sealed scenes, and where it shows
// the end beforehand: 30A has somebody paint the lantern rail.
func (b *builder) sealBlue(e *graph.Edit) {
	for _, s := range [][2]string{{"22", "closed"}, {"34", "cameo"}, {"35", "cameo"}} {
		b.sealBlocks(e, b.scene(s[0]).ID, b.secrets[s[1]])
	}
	for id, bl := range graph.Referring[production.Block](b.view, b.scene("30A").ID, "scene") {
		if strings.Contains(bl.Text, "painting the lantern rail") {
			e.Seal(id, b.secrets["cameo"], nil)
		}
	}
}
