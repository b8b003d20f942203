package demo

import (
	"backlot/film/civil"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

func (b *builder) addStates(e *graph.Edit) {
	for _, s := range []struct {
		element, name, kind, begins, text string
		level                             int
	}{
		{"MARTIN'S SOU'WESTER", "1 dry, oiled", "change", "8", "On Ada, strings doubled.", 5},
		{"MARTIN'S SOU'WESTER", "2 frozen, on Ivo", "weather", "8", "Ice in the brim.", 30},
		{"MARTIN'S SOU'WESTER", "3 scorched by matches", "ageing", "27", "Burn at the inside of the brim.", 60},
		{"MARTIN'S SOU'WESTER", "4 given to the sea", "wet", "30", "Soaked, laid in the boat.", 80},
		{"KROGH'S UNIFORM", "1 whole", "change", "21", "Eight buttons.", 0},
		{"KROGH'S UNIFORM", "2 no buttons, one boot", "broken", "26", "Torn front, lining out.", 90},
		{"BRASS KEY", "1 one ray broken", "broken", "6", "The break is bright.", 20},
		{"BRASS KEY", "2 sheared", "broken", "25", "No rays left.", 100},
		{"IVO", "1 drowned", "change", "8", "Black oilskin, ice in the lashes.", 0},
		{"IVO", "2 in Martin's shirt", "change", "11", "Too wide at the neck.", 0},
		{"IVO", "3 arm bound", "wound", "26", "Left arm in a sling.", 70},
		{"ADA", "1 school day", "change", "4", "Pinafore, wool stockings.", 0},
		{"ADA", "2 storm", "change", "8", "Sou'wester, oilskin to the ankles.", 0},
		{"ADA", "3 nightgown", "change", "13", "", 0},
		{"OLD ADA", "1 Lisbon", "change", "2", "Linen, sandals.", 0},
		{"OLD ADA", "2 north", "change", "16", "The right coat.", 0},
		{"FROSTBITE", "1 grey fingertips", "wound", "9", "", 40},
		{"FROSTBITE", "2 bandaged", "wound", "11", "", 30},
		{"FROSTBITE", "3 bleeding through", "blood", "25", "", 60},
	} {
		id := graph.Add(e, production.State{Element: b.element(s.element), Name: s.name, Type: s.kind, Description: s.text, BeginsIn: b.scene(s.begins), LevelPercent: s.level, Order: "V" + s.name[:1]})
		b.states[s.element+"/"+s.name] = id
	}
	change := graph.To[production.State](b.states["ADA/2 storm"])
	for i, g := range []struct {
		name, supply string
		copies       int
	}{{"Oilskin coat, child's", "make", 4}, {"Wool stockings, grey", "buy", 6}, {"Rubber boots, size 33", "buy", 3}, {"Whistle on a cord", "stock", 2}} {
		graph.Add(e, production.Garment{Change: change, Name: g.name, Supply: g.supply, Copies: g.copies, Order: graph.Orders(4)[i]})
	}
}

func (b *builder) addRealisations(e *graph.Edit) {
	b.playedBy(e)
	for _, r := range []struct{ set, place, method, need, cost string }{
		{"LIGHTHOUSE - KITCHEN", "Stage 2, Oslo", "built_set", "2027-02-26", "620000.00 NOK"},
		{"LIGHTHOUSE - LAMP ROOM", "Stage 2, Oslo", "built_set", "2027-03-03", "1850000.00 NOK"},
		{"LIGHTHOUSE - STAIRWELL", "Stage 2, Oslo", "built_set", "2027-03-01", "540000.00 NOK"},
		{"LIGHTHOUSE - ADA'S ROOM", "Stage 2, Oslo", "built_set", "2027-03-02", "180000.00 NOK"},
		{"LIGHTHOUSE - SOLVEIG'S ROOM", "Stage 2, Oslo", "built_set", "2027-03-04", "150000.00 NOK"},
		{"HALVARDSØY - QUAY", "Halvardsøy quay", "location", "2027-02-22", "90000.00 NOK"},
		{"HALVARDSØY - NORTH SHORE", "Halvardsøy north shore", "location", "2027-02-23", "30000.00 NOK"},
		{"PARISH HALL", "Parish hall, Kabelvåg", "location", "2027-02-25", "60000.00 NOK"},
		{"BLACK BEACH - ICELAND", "Diamond beach", "location", "2027-03-22", "0.00 NOK"},
		{"ALFAMA STAIRS - LISBON", "Alfama stairs, Beco do Carneiro", "location", "2027-06-12", "2200.00 EUR"},
		{"ADA'S FLAT - LISBON", "Ada's flat, Rua da Saudade", "location", "2027-06-11", "5400.00 EUR"},
		{"THE DROWNED VILLAGE", "Stage 2, Oslo", "stage", "2027-03-12", "110000.00 NOK"},
		{"LIGHTHOUSE - STAIRWELL AND GALLERY", "Stage 2, Oslo", "built_set", "2027-03-08", "980000.00 NOK"},
		{"BOATHOUSE", "Stage 2, Oslo", "built_set", "2027-03-04", "140000.00 NOK"},
		{"OPEN SEA - THE BANK", "Wave tank, Horten", "stage", "2027-03-15", "260000.00 NOK"},
		{"NATIONAL ARCHIVE - READING ROOM - REYKJAVÍK", "National archive, Reykjavík", "location", "2027-03-23", "20000.00 NOK"},
		{"FERRY - VESTFJORDEN", "Ferry, Svolvær to Skutvik", "location", "2027-06-17", "0.00 NOK"},
		{"LIGHTHOUSE - YARD", "Halvardsøy lighthouse", "location", "2027-06-17", "40000.00 NOK"},
		{"LIGHTHOUSE - GALLERY", "Halvardsøy lighthouse", "location", "2027-06-19", "0.00 NOK"},
		{"HALVARDSØY - LIGHTHOUSE", "Halvardsøy lighthouse", "location", "2027-02-25", "0.00 NOK"},
	} {
		build := graph.Add(e, production.Realisation{Element: b.element(r.set), Method: r.method, Place: b.place(r.place), NeedBy: civil.MustParse(r.need), Cost: money(r.cost), Status: "building"})
		if r.method == "built_set" {
			b.buildSteps(e, build, civil.MustParse(r.need))
		}
	}
	b.layers(e)
	b.items(e)
}

// playedBy makes a realisation of every engagement that plays somebody.
func (b *builder) playedBy(e *graph.Edit) {
	for id, eng := range graph.All[production.Engagement](b.view) {
		if eng.Character.IsZero() {
			continue
		}
		method := "actor"
		switch eng.Capacity {
		case "stunt_double", "photo_double":
			method = "double"
		case "voice":
			method = "voice"
		}
		if p, ok := graph.Get[production.Party](b.view, eng.Party.ID); ok && p.Type == "animal" {
			method = "animal"
		}
		graph.Add(e, production.Realisation{Element: eng.Character, Method: method, Engagement: graph.To[production.Engagement](id), Status: "approved"})
	}
}

func (b *builder) buildSteps(e *graph.Edit, build graph.ID, need civil.Date) {
	steps := []struct {
		step string
		days int
	}{{"prelight", 1}, {"dress", 3}, {"paint", 4}, {"build", 12}, {"approve", 5}, {"design", 15}}
	orders, end := graph.Orders(len(steps)), need
	for i, s := range steps {
		start := end.AddDays(-s.days)
		graph.Add(e, production.BuildStep{Realisation: graph.To[production.Realisation](build), Step: s.step, Order: orders[len(steps)-1-i], Days: s.days, Start: start, End: end})
		end = start
	}
}

// layers makes the Draug as one hybrid effect of three methods.
func (b *builder) layers(e *graph.Edit) {
	draug := b.element("THE DRAUG")
	whole := graph.Add(e, production.Realisation{Element: draug, Method: "puppet", Name: "The Draug, hybrid", Status: "testing", NeedBy: civil.MustParse("2027-03-10")})
	of := graph.To[production.Realisation](whole)
	for _, l := range []production.Realisation{
		{Method: "appliance", Name: "Oilskin suit with stilts", Maker: b.party("Marek Havel"), ApplyMin: 90, RemoveMin: 40, Artists: 3, Cost: money("780000.00 NOK"), Status: "building"},
		{Method: "sfx", Name: "Water in the sleeves, pumped", Maker: b.party("Gunnar Ness"), UsedPerDay: 6, Cost: money("140000.00 NOK"), Status: "testing"},
		{Method: "cg_asset", Name: "Head of kelp and lamps", Maker: b.party("Tidevann VFX"), Cost: money("980000.00 NOK"), Status: "designed"},
	} {
		l.Element, l.Layer = draug, of
		graph.Add(e, l)
	}
	graph.Add(e, production.Realisation{Element: b.element("OLD ADA'S FACE"), Method: "appliance", Name: "Neck, hands, brow", Maker: b.party("Marek Havel"),
		UsedPerDay: 3, Quantity: 34, ApplyMin: 120, RemoveMin: 35, Artists: 2, Cost: money("310000.00 NOK"), Status: "testing"})
}

func (b *builder) items(e *graph.Edit) {
	for _, i := range []struct {
		name, kind, serial, element, variant, value string
		two                                         bool
	}{
		{"Brass key, hero", "prop", "KEY-1", "BRASS KEY", "hero", "28000.00 NOK", false}, {"Brass key, sheared", "prop", "KEY-2", "BRASS KEY", "stunt", "12000.00 NOK", false},
		{"Brass key, rubber", "prop", "KEY-3", "BRASS KEY", "soft", "4000.00 NOK", false}, {"Music box, playing", "prop", "MB-1", "MUSIC BOX", "hero", "22000.00 NOK", false},
		{"Rocket pistol", "weapon", "RP-1953-07", "LINE ROCKET", "hero", "22000.00 NOK", true}, {"Filleting knife, dull", "weapon", "FK-1", "FILLETING KNIFE", "hero", "900.00 NOK", true},
		{"Sou'wester, hero", "garment", "SW-1", "MARTIN'S SOU'WESTER", "hero", "4200.00 NOK", false}, {"Sou'wester, frozen", "garment", "SW-2", "MARTIN'S SOU'WESTER", "double", "4200.00 NOK", false},
		{"Fall line, 12 mm", "rig", "L-204", "OVER THE RAIL", "stunt", "9000.00 NOK", true},
	} {
		id := graph.Add(e, production.Item{Name: i.name, Type: i.kind, Serial: i.serial, TagCode: "KL-" + i.serial, Supply: "make", Replacement: money(i.value), Condition: "new", TwoSignatures: i.two, StoredAt: b.place("Stage 2, Oslo"), Disposition: "undecided"})
		graph.Add(e, production.Realisation{Element: b.element(i.element), Method: "prop_make", Item: graph.To[production.Item](id), Variant: i.variant, Name: i.name, Status: "ready"})
		if i.kind == "rig" {
			graph.Add(e, production.Inspection{Of: graph.To[graph.Any](id), Name: "Load test 500 kg", Date: civil.MustParse("2027-03-05"), ValidTo: civil.MustParse("2027-03-31"), By: b.party("Lars Bakken"), Result: "pass"})
		}
	}
}
