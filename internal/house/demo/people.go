package demo

import (
	"fmt"
	"unicode"

	"backlot/film/civil"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// castRow is a performer. Rates are by the day unless the unit says otherwise.
type castRow struct {
	character, number, billing string
	age                        int
	name, family, home, agency string
	capacity, from, to, rate   string
	days                       int
}

var cast = []castRow{
	{"ADA", "1", "lead", 10, "Live Berntsen", "Berntsen", "Tromsø", "Nordlys Talent", "performer", "2027-02-15", "2027-06-19", "9000.00 NOK", 19},
	{"OLD ADA", "2", "lead", 83, "Margrethe Falk", "Falk", "København", "Nordlys Talent", "performer", "2027-03-15", "2027-06-19", "4200.00 EUR", 8},
	{"SOLVEIG", "3", "lead", 38, "Ragnhild Moe", "Moe", "Oslo", "Nordlys Talent", "performer", "2027-02-15", "2027-03-16", "38000.00 NOK", 14},
	{"IVO", "4", "lead", 41, "Duarte Vilhena", "Vilhena", "Lisboa", "Agência Tejo", "performer", "2027-02-15", "2027-03-16", "3400.00 EUR", 13},
	{"KROGH", "5", "supporting", 55, "Stellan Aune", "Aune", "Bergen", "Nordlys Talent", "performer", "2027-02-24", "2027-03-12", "21000.00 NOK", 7},
	{"INÊS", "6", "supporting", 24, "Carlota Brandão", "Brandão", "Porto", "Agência Tejo", "performer", "2027-03-22", "2027-06-19", "1100.00 EUR", 7},
	{"NURSE AASE", "7", "supporting", 50, "Toril Hansen", "Hansen", "Bodø", "", "performer", "2027-02-22", "2027-02-26", "14000.00 NOK", 3},
	{"OLD ISAKSEN", "8", "supporting", 68, "Odd Karlsen", "Karlsen", "Svolvær", "", "performer", "2027-02-26", "2027-03-15", "14000.00 NOK", 3},
	{"SON", "9", "day_player", 26, "Jonas Eide", "Eide", "Svolvær", "", "performer", "2027-02-26", "2027-03-15", "9000.00 NOK", 2},
	{"ARCHIVIST", "10", "day_player", 30, "Hildur Sveinsdóttir", "Sveinsdóttir", "Reykjavík", "", "performer", "2027-03-23", "2027-03-23", "140000 ISK", 1},
	{"GUIDE", "11", "day_player", 35, "Magnus Lie", "Lie", "Svolvær", "", "performer", "2027-06-17", "2027-06-17", "9000.00 NOK", 1},
	{"SMALL BOY", "12", "day_player", 8, "Emil Strand", "Strand", "Svolvær", "", "performer", "2027-06-17", "2027-06-17", "6000.00 NOK", 1},
	{"RADIO VOICE", "13", "voice", 0, "Per Arne Dahl", "Dahl", "Bodø", "", "voice", "2027-08-02", "2027-08-02", "8000.00 NOK", 1},
	{"THE CARETAKER", "14", "featured", 72, "Fredrik Engstad", "Engstad", "Stockholm", "Nordlys Talent", "guest", "2027-03-15", "2027-06-19", "250000.00 NOK", 2},
	{"SOLVEIG", "3S", "", 0, "Silje Brekke", "Brekke", "Oslo", "", "stunt_double", "2027-03-08", "2027-03-12", "11000.00 NOK", 5},
	{"IVO", "4S", "", 0, "Rui Tavares", "Tavares", "Lisboa", "", "stunt_double", "2027-03-08", "2027-03-12", "950.00 EUR", 5},
	{"ADA", "1P", "", 0, "Nora Vik", "Vik", "Oslo", "", "photo_double", "2027-02-22", "2027-03-12", "4500.00 NOK", 6},
	{"THE DRAUG", "15", "featured", 0, "Bjarte Hove", "Hove", "Oslo", "", "puppeteer", "2027-02-22", "2027-03-12", "16000.00 NOK", 2},
	{"NEWSREEL MAN", "16", "day_player", 44, "Kjetil Rust", "Rust", "Svolvær", "", "performer", "2027-02-24", "2027-02-24", "9000.00 NOK", 1},
}

// crewRow is a crew member: department and role are those of access.
type crewRow struct {
	department, role, name, family, home, rate, unit string
	head                                             bool
}

var crew = []crewRow{
	{"production", "Producer", "Synnøve Halvard", "Halvard", "Svolvær", "42000.00 NOK", "week", true},
	{"direction", "Director", "Ylva Nordahl", "Nordahl", "Oslo", "65000.00 NOK", "week", true},
	{"story", "Writer", "Benedikt Ros", "Ros", "Oslo", "900000.00 NOK", "picture", true},
	{"production", "Line producer", "Agnete Lund-Iversen", "Lund-Iversen", "Oslo", "38000.00 NOK", "week", false},
	{"production", "Unit production manager", "Tor Magne Bø", "Bø", "Bodø", "30000.00 NOK", "week", false},
	{"production", "Production coordinator", "Ingvild Sæther", "Sæther", "Oslo", "24000.00 NOK", "week", false},
	{"production", "Local producer, Portugal", "Teresa Couto", "Couto", "Lisboa", "2600.00 EUR", "week", false},
	{"production", "Local producer, Iceland", "Orri Jónsson", "Jónsson", "Reykjavík", "420000 ISK", "week", false},
	{"direction", "1st assistant director", "Kaspar Holm", "Holm", "København", "36000.00 NOK", "week", true},
	{"direction", "2nd assistant director", "Mina Rahimi", "Rahimi", "Oslo", "27000.00 NOK", "week", false},
	{"direction", "3rd assistant director", "Sander Moen", "Moen", "Tromsø", "21000.00 NOK", "week", false},
	{"script", "Script supervisor", "Elise Thorkild", "Thorkild", "Oslo", "28000.00 NOK", "week", true},
	{"casting", "Casting director", "Yngvild Kvam", "Kvam", "Oslo", "180000.00 NOK", "picture", true},
	{"camera", "Director of photography", "Anders Rehn", "Rehn", "Göteborg", "52000.00 NOK", "week", true},
	{"camera", "Camera operator, stabilised", "Malin Sjö", "Sjö", "Göteborg", "34000.00 NOK", "week", false},
	{"camera", "1st assistant camera", "Petter Aas", "Aas", "Oslo", "27000.00 NOK", "week", false},
	{"camera", "Digital imaging technician", "Jun Park", "Park", "Oslo", "29000.00 NOK", "week", false},
	{"lighting", "Gaffer", "Roar Lien", "Lien", "Oslo", "29000.00 NOK", "week", true},
	{"grip", "Key grip", "Dag Solli", "Solli", "Oslo", "28000.00 NOK", "week", true},
	{"sound", "Production sound mixer", "Ida Vestby", "Vestby", "Bergen", "29000.00 NOK", "week", true},
	{"art", "Production designer", "Oline Grieg", "Grieg", "Bergen", "40000.00 NOK", "week", true},
	{"construction", "Construction manager", "Helge Tveit", "Tveit", "Oslo", "28000.00 NOK", "week", true},
	{"set_decoration", "Set decorator", "Nina Falch", "Falch", "Oslo", "28000.00 NOK", "week", true},
	{"props", "Prop master", "Ole Kristian Berg", "Berg", "Oslo", "28000.00 NOK", "week", true},
	{"armoury", "Armourer", "Geir Haug", "Haug", "Oslo", "9500.00 NOK", "day", true},
	{"costume", "Costume designer", "Camilla Winge", "Winge", "Oslo", "36000.00 NOK", "week", true},
	{"costume", "Costume breakdown artist", "Aud Fjeld", "Fjeld", "Oslo", "24000.00 NOK", "week", false},
	{"makeup_hair", "Make-up and hair designer", "Sunniva Dale", "Dale", "Oslo", "32000.00 NOK", "week", true},
	{"prosthetics", "Prosthetics designer", "Marek Havel", "Havel", "Praha", "3100.00 EUR", "week", true},
	{"stunts", "Stunt coordinator", "Lars Bakken", "Bakken", "Oslo", "12000.00 NOK", "day", true},
	{"sfx", "Special effects supervisor", "Gunnar Ness", "Ness", "Oslo", "33000.00 NOK", "week", true},
	{"vfx", "VFX supervisor", "Priya Menon", "Menon", "London", "2900.00 GBP", "week", true},
	{"locations", "Location manager", "Hanne Rist", "Rist", "Svolvær", "29000.00 NOK", "week", true},
	{"transport", "Transport captain", "Terje Jakobsen", "Jakobsen", "Svolvær", "24000.00 NOK", "week", true},
	{"catering", "Caterer", "Bente Olsen", "Olsen", "Svolvær", "22000.00 NOK", "week", true},
	{"animals", "Animal trainer", "Vigdis Lo", "Lo", "Bodø", "8500.00 NOK", "day", true},
	{"medical", "Medic", "Kari Enger", "Enger", "Bodø", "7000.00 NOK", "day", true},
	{"education", "Tutor and chaperone", "Astrid Nygård", "Nygård", "Tromsø", "6500.00 NOK", "day", true},
	{"direction", "Intimacy coordinator", "Thea Sundt", "Sundt", "Oslo", "11000.00 NOK", "day", false},
	{"editorial", "Editor", "Frode Kjær", "Kjær", "Oslo", "34000.00 NOK", "week", true},
	{"post", "Post-production supervisor", "Linnea Borg", "Borg", "Oslo", "30000.00 NOK", "week", true},
	{"music", "Composer", "Eivind Salen", "Salen", "Bergen", "600000.00 NOK", "picture", true},
	{"music", "Music supervisor", "Raquel Pinto", "Pinto", "Lisboa", "18000.00 EUR", "picture", false},
	{"publicity", "Unit publicist", "Jorunn Haga", "Haga", "Oslo", "24000.00 NOK", "week", true},
	{"security", "Security lead", "Viktor Stenberg", "Stenberg", "Oslo", "26000.00 NOK", "week", true},
	{"accounts", "Production accountant", "Solbjørg Ruud", "Ruud", "Oslo", "31000.00 NOK", "week", true},
}

func (b *builder) addPeople(e *graph.Edit) {
	b.addDepartments(e)
	pack := graph.Add(e, production.RulePack{Name: "Norwegian film agreement, as agreed for this production", Pack: "demo-no", Jurisdiction: "NO", Version: "demo", From: civil.MustParse("2027-01-01")})
	for i, r := range []struct{ key, text, quantity, value, severity string }{
		{"rest", "between two working days", "rest.daily", "11h", "forbidden"},
		{"day", "with meals", "presence.day", "13h", "warning"},
		{"week", "then a day off", "days.row", "6", "forbidden"},
		{"dood.drop_after_days", "Who waits more than ten days may be dropped and picked up again,", "", "10", "forbidden"},
		{"dood.max_drops", "once.", "", "1", "forbidden"},
	} {
		graph.Add(e, production.Rule{Pack: graph.To[production.RulePack](pack), Key: r.key, Text: r.text, Quantity: r.quantity, Value: r.value, Severity: r.severity, Source: fmt.Sprintf("demo pack, rule %d", i+1)})
	}
	b.childPack = graph.Add(e, production.RulePack{Name: "Children, permit of the labour inspectorate", Pack: "demo-children", Jurisdiction: "NO", Version: "demo", From: civil.MustParse("2027-01-01")})
	for _, r := range []struct{ key, text, quantity, value string }{
		{"presence", "with meals and lessons, by the permit for this film", "presence.day", "10h30m"},
		{"latest", "by the permit for this film", "time.latest", "21:00"},
		{"rest", "by the permit for this film", "rest.daily", "11h"},
		{"row", "by the permit for this film", "days.row", "5"},
	} {
		graph.Add(e, production.Rule{Pack: graph.To[production.RulePack](b.childPack), Key: r.key, Text: r.text, Quantity: r.quantity, Value: r.value, Severity: "forbidden", Source: "permit 2027/114, invented"})
	}
	graph.Add(e, production.Rule{Pack: graph.To[production.RulePack](b.childPack), Key: "dood.drop_after_days", Text: "A child goes home when it waits more than ten days,", Value: "10", Source: "permit 2027/114, invented"})
	graph.Add(e, production.Rule{Pack: graph.To[production.RulePack](b.childPack), Key: "dood.max_drops", Text: "once.", Value: "1", Source: "permit 2027/114, invented"})
	for _, name := range []string{"Nordlys Talent", "Agência Tejo", "Lofoten Dyreskole", "Tidevann VFX", "Papirlaget Animation", "Havari Marine"} {
		b.parties[name] = graph.Add(e, production.Party{Type: "organization", Name: name})
	}
	guardian := b.person(e, "Marit Berntsen", "Berntsen", "Tromsø")
	for i, r := range cast {
		b.addCast(e, i, r, pack, guardian)
	}
	orders := graph.Orders(len(crew))
	for i, r := range crew {
		role := b.role(e, r, orders[i])
		id := b.person(e, r.name, r.family, r.home)
		eng := graph.Add(e, production.Engagement{
			Party: graph.To[production.Party](id), Role: graph.To[production.Role](role), Department: graph.To[production.Department](b.departments[r.department]),
			Start: civil.MustParse("2027-01-11"), End: civil.MustParse("2027-06-25"), Status: "signed", RulePack: graph.To[production.RulePack](pack),
			HeadOfDepartment: r.head, LocalHire: r.home == "Svolvær",
		})
		b.engagements[r.name] = eng
		graph.Add(e, production.Deal{Engagement: graph.To[production.Engagement](eng), Rate: money(r.rate), RateUnit: r.unit, HoursIncluded: 10, FringeBP: 1410})
		graph.Add(e, production.Contact{Party: graph.To[production.Party](id), Type: "mobile", Value: fmt.Sprintf("+47 900 00 %03d", 100+i), OnLists: true})
	}
	b.addAnimals(e)
	b.addHealth(e)
}

func (b *builder) addDepartments(e *graph.Edit) {
	orders := graph.Orders(len(departments))
	for i, d := range departments {
		b.departments[d.key] = graph.Add(e, production.Department{Name: d.name, Order: orders[i], PreCallMin: d.preCall})
	}
}

// departments are those of access, by its keys, that this production has.
var departments = []struct {
	key, name string
	preCall   int
}{
	{"production", "Production", 0}, {"direction", "Direction and assistant directors", 30}, {"story", "Writers", 0}, {"script", "Script supervision", 0},
	{"casting", "Casting", 0}, {"cast", "Cast", 0}, {"stunts", "Stunts", 60}, {"camera", "Camera", 30}, {"lighting", "Electric", 45}, {"grip", "Grip", 45},
	{"sound", "Sound", 15}, {"art", "Art", 60}, {"construction", "Construction", 60}, {"set_decoration", "Set decoration", 60}, {"props", "Property", 30},
	{"armoury", "Armoury", 30}, {"costume", "Costume", 60}, {"makeup_hair", "Make-up and hair", 60}, {"prosthetics", "Prosthetics and creatures", 120},
	{"sfx", "Special effects", 90}, {"vfx", "Visual effects", 0}, {"locations", "Locations", 90}, {"transport", "Transport", 90}, {"catering", "Catering", 120},
	{"animals", "Animals", 30}, {"medical", "Medical, health and safety", 30}, {"education", "Education", 0}, {"security", "Security", 60},
	{"publicity", "Publicity", 0}, {"accounts", "Accounts", 0}, {"editorial", "Editorial", 0}, {"post", "Post-production", 0}, {"music", "Music", 0},
}

func (b *builder) role(e *graph.Edit, r crewRow, order string) graph.ID {
	if id, ok := b.roles[r.role]; ok {
		return id
	}
	id := graph.Add(e, production.Role{Name: r.role, Department: graph.To[production.Department](b.find("department", b.departments, r.department)), Order: order})
	b.roles[r.role] = id
	return id
}

func (b *builder) person(e *graph.Edit, name, family, home string) graph.ID {
	if id, ok := b.parties[name]; ok {
		return id
	}
	id := graph.Add(e, production.Party{Type: "person", Name: name, FamilyName: family, HomeBase: home})
	b.parties[name] = id
	return id
}

func (b *builder) addCast(e *graph.Edit, i int, r castRow, pack, guardian graph.ID) {
	character := b.character(e, r)
	p := production.Party{Type: "person", Name: r.name, FamilyName: r.family, HomeBase: r.home, Agency: b.party(r.agency)}
	if r.age > 0 && r.age < 16 {
		p.Minor = true
		if r.character == "ADA" {
			p.Guardian = graph.To[production.Party](guardian)
		}
	}
	if p.Minor {
		pack = b.childPack
	}
	party := graph.Add(e, p)
	b.parties[r.name] = party
	eng := graph.Add(e, production.Engagement{
		Party: graph.To[production.Party](party), Character: graph.To[production.Element](character), CastNumber: r.number, Capacity: r.capacity,
		Department: graph.To[production.Department](b.departments["cast"]), Start: civil.MustParse(r.from), End: civil.MustParse(r.to),
		GuaranteedDays: r.days, Status: "signed", RulePack: graph.To[production.RulePack](pack), LocalHire: r.home == "Svolvær",
	})
	b.engagements[r.name] = eng
	ref := graph.To[production.Engagement](eng)
	graph.Add(e, production.Deal{Engagement: ref, Rate: money(r.rate), RateUnit: "day", HoursIncluded: 10, FringeBP: 1410})
	if r.billing == "lead" || r.billing == "supporting" || r.capacity == "guest" {
		position := "main_title_single_card"
		if r.billing != "lead" {
			position = "main_title_shared_card"
		}
		graph.Add(e, production.BillingClause{Engagement: ref, CreditedName: r.name, CreditAs: title(r.character), Position: position, SizePercent: 100, Clause: fmt.Sprintf("card %d", i+1)})
	}
	if p.Minor {
		graph.Add(e, production.Private{Party: graph.To[production.Party](party), Birth: civil.Of(2027-r.age, 1, 20), EraseOn: civil.MustParse("2030-12-31")})
	}
}

// character finds the element that the script made, or makes one for a part
// without lines, and writes what casting knows about it.
func (b *builder) character(e *graph.Edit, r castRow) graph.ID {
	id, ok := b.elements[r.character]
	if !ok {
		category := "character"
		if r.character == "THE DRAUG" {
			category = "creature"
		}
		id = graph.Add(e, production.Element{Name: r.character, Category: category, Number: r.number, Billing: r.billing, AgeYears: r.age})
		b.elements[r.character] = id
		return id
	}
	if r.capacity == "performer" || r.capacity == "voice" || r.capacity == "guest" {
		graph.Update(e, id, func(el *production.Element) { el.Number, el.Billing, el.AgeYears = r.number, r.billing, r.age })
	}
	return id
}

func (b *builder) addAnimals(e *graph.Edit) {
	trainer := b.party("Vigdis Lo")
	for _, a := range []struct{ name, species, character, rate string }{
		{"Tassen", "dog, Norwegian Lundehund", "BRIS", "3500.00 NOK"},
		{"Pia", "dog, Norwegian Lundehund", "BRIS", "3500.00 NOK"},
		{"Svarten", "horse, Norwegian fjord", "SLEIGH HORSE", "4500.00 NOK"},
	} {
		party := graph.Add(e, production.Party{Type: "animal", Name: a.name, Species: a.species, Guardian: trainer, Agency: b.party("Lofoten Dyreskole")})
		b.parties[a.name] = party
		el, ok := b.elements[a.character]
		if !ok {
			el = graph.Add(e, production.Element{Name: a.character, Category: "animal", Species: a.species})
			b.elements[a.character] = el
		}
		eng := graph.Add(e, production.Engagement{Party: graph.To[production.Party](party), Character: graph.To[production.Element](el), Capacity: "performer",
			Department: graph.To[production.Department](b.departments["animals"]), Start: civil.MustParse("2027-02-20"), End: civil.MustParse("2027-06-19"), Status: "signed"})
		graph.Add(e, production.Deal{Engagement: graph.To[production.Engagement](eng), Rate: money(a.rate), RateUnit: "day"})
		b.engagements[a.name] = eng
	}
}

func (b *builder) addHealth(e *graph.Edit) {
	for _, d := range []struct {
		name, meal string
		allergens  []string
	}{
		{"Live Berntsen", "child", []string{"nuts"}}, {"Duarte Vilhena", "any", []string{"crustaceans"}}, {"Priya Menon", "vegetarian", nil},
		{"Mina Rahimi", "halal", nil}, {"Kaspar Holm", "any", []string{"gluten"}}, {"Margrethe Falk", "lactose_free", []string{"milk"}},
	} {
		diet := production.Diet{Party: b.party(d.name), Meal: d.meal}
		for _, a := range d.allergens {
			if diet.Allergens == nil {
				diet.Allergens = map[string]bool{}
			}
			diet.Allergens[a] = true
		}
		graph.Add(e, diet)
	}
	for _, m := range []struct {
		name, kind string
		value      int
	}{
		{"Ragnhild Moe", "height", 1720}, {"Silje Brekke", "height", 1715}, {"Ragnhild Moe", "shoe_eu", 390}, {"Duarte Vilhena", "height", 1860},
		{"Rui Tavares", "height", 1850}, {"Live Berntsen", "height", 1380}, {"Nora Vik", "height", 1400}, {"Bjarte Hove", "height", 2010},
	} {
		graph.Add(e, production.Measurement{Party: b.party(m.name), Type: m.kind, Value: m.value, TakenOn: civil.MustParse("2026-11-20")})
	}
	for _, q := range []struct{ name, what, to string }{
		{"Geir Haug", "Armourer licence", "2027-12-31"}, {"Lars Bakken", "Rigging supervisor, level 3", "2027-05-31"}, {"Kari Enger", "Paramedic registration", "2028-06-30"},
		{"Silje Brekke", "Rope access, level 2", "2027-03-10"}, {"Vigdis Lo", "Animal trainer, film", "2029-01-01"},
	} {
		graph.Add(e, production.Qualification{Party: b.party(q.name), Name: q.what, ValidTo: civil.MustParse(q.to)})
	}
	for _, a := range []struct{ name, from, to, reason string }{
		{"Margrethe Falk", "2027-04-05", "2027-05-30", "Theatre run in Copenhagen"}, {"Live Berntsen", "2027-04-01", "2027-05-28", "School"}, {"Duarte Vilhena", "2027-03-18", "2027-06-30", "Another film"},
	} {
		graph.Add(e, production.Availability{Party: b.party(a.name), Type: "unavailable", From: civil.MustParse(a.from), To: civil.MustParse(a.to), Reason: a.reason})
	}
	for _, name := range []string{"Live Berntsen", "Emil Strand"} {
		graph.Add(e, production.Availability{Party: b.party(name), Type: "school", From: civil.MustParse("2027-01-04"), To: civil.MustParse("2027-06-18"), Reason: "Spring term"})
	}
}

// title writes "NURSE AASE" as "Nurse Aase".
func title(s string) string {
	out, start := []rune(s), true
	for i, r := range out {
		if !start {
			out[i] = unicode.ToLower(r)
		}
		start = r == ' '
	}
	return string(out)
}
