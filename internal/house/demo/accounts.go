package demo

import (
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Account is a demo account: who can sign in, as whom and with what standing.
// Passwords are the installation's business.
type Account struct {
	Email      string
	Name       string   // the party of that name is the same person
	Role       string   // key of access.BuiltinRoles
	Department string   // key of access.Departments
	Language   string   // of the interface, BCP 47
	Clear      []string // keys of Secrets
}

// Accounts lists the people who can sign in to the demo production.
func Accounts() []Account {
	list := []Account{
		{Email: "producer@demo.example", Name: "Synnøve Halvard", Role: "producer", Department: "production"},
		{Email: "director@demo.example", Name: "Ylva Nordahl", Role: "director", Department: "direction"},
		{Email: "writer@demo.example", Name: "Benedikt Ros", Role: "writer", Department: "story"},
		{Email: "story@demo.example", Name: storyEditor, Role: "writers_assistant", Department: "story"},
		{Email: "line.producer@demo.example", Name: "Agnete Lund-Iversen", Role: "line_producer", Department: "production"},
		{Email: "coordinator@demo.example", Name: "Ingvild Sæther", Role: "production_coordinator", Department: "production"},
		{Email: "first.ad@demo.example", Name: "Kaspar Holm", Role: "first_ad", Department: "direction"},
		{Email: "second.ad@demo.example", Name: "Mina Rahimi", Role: "second_ad", Department: "direction"},
		{Email: "script@demo.example", Name: "Elise Thorkild", Role: "script_supervisor", Department: "script"},
		{Email: "dp@demo.example", Name: "Anders Rehn", Role: "dp", Department: "camera"},
		{Email: "dit@demo.example", Name: "Jun Park", Role: "dit", Department: "camera"},
		{Email: "designer@demo.example", Name: "Oline Grieg", Role: "production_designer", Department: "art"},
		{Email: "costume@demo.example", Name: "Camilla Winge", Role: "costume_designer", Department: "costume"},
		{Email: "props@demo.example", Name: "Ole Kristian Berg", Role: "department_head", Department: "props"},
		{Email: "stunts@demo.example", Name: "Lars Bakken", Role: "stunt_coordinator", Department: "stunts"},
		{Email: "vfx@demo.example", Name: "Priya Menon", Role: "vfx_supervisor", Department: "vfx", Language: "en"},
		{Email: "locations@demo.example", Name: "Hanne Rist", Role: "location_manager", Department: "locations"},
		{Email: "casting@demo.example", Name: "Yngvild Kvam", Role: "casting_director", Department: "casting"},
		{Email: "intimacy@demo.example", Name: "Thea Sundt", Role: "crew", Department: "direction"},
		{Email: "medic@demo.example", Name: "Kari Enger", Role: "medic", Department: "medical"},
		{Email: "tutor@demo.example", Name: "Astrid Nygård", Role: "tutor", Department: "education"},
		{Email: "catering@demo.example", Name: "Bente Olsen", Role: "department_head", Department: "catering"},
		{Email: "accounts@demo.example", Name: "Solbjørg Ruud", Role: "accountant", Department: "accounts"},
		{Email: "editor@demo.example", Name: "Frode Kjær", Role: "editor", Department: "editorial"},
		{Email: "music@demo.example", Name: "Raquel Pinto", Role: "music_supervisor", Department: "music", Language: "pt"},
		{Email: "publicist@demo.example", Name: "Jorunn Haga", Role: "publicist", Department: "publicity"},
		{Email: "security@demo.example", Name: "Viktor Stenberg", Role: "security_lead", Department: "security"},
		{Email: "gaffer@demo.example", Name: "Roar Lien", Role: "crew", Department: "lighting"},
		{Email: "solveig@demo.example", Name: "Ragnhild Moe", Role: "cast", Department: "cast"},
		{Email: "tidevann@demo.example", Name: "Tidevann VFX", Role: "vendor"},
		{Email: "papirlaget@demo.example", Name: "Papirlaget Animation", Role: "vendor"},
		{Email: "ivo@demo.example", Name: "Duarte Vilhena", Role: "cast", Department: "cast", Language: "pt"},
	}
	for i := range list {
		if list[i].Language == "" {
			list[i].Language = "en"
		}
		for _, s := range Secrets {
			for _, email := range s.Cleared {
				if email == list[i].Email {
					list[i].Clear = append(list[i].Clear, s.Key)
				}
			}
		}
	}
	return list
}

// linkAccounts writes into each party who they are when they sign in.
func (b *builder) linkAccounts(e *graph.Edit) {
	for _, a := range Accounts() {
		if id, ok := b.opts.Accounts[a.Email]; ok {
			graph.Update(e, b.party(a.Name).ID, func(p *production.Party) { p.Account = id })
		}
	}
}
