package demo

import (
	"backlot/film/civil"
	"backlot/film/pages"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// storyEditor joined the room after the crew was engaged.
const storyEditor = "Sigrid Tangen"

var lanes = []struct{ key, name, turn string }{
	{"parcel", "1 · A parcel from Norway", "The key that should be at the bottom of the sea"},
	{"lie", "2 · The girl who signs", "There is a living man in the dead keeper's bed"},
	{"stranger", "3 · The stranger mends the clock", "The beam does not come"},
	{"beach", "4 · The black beach", "Ivo stayed, and her mother hid it"},
	{"inspector", "5 · The inspector counts", "Thirteen boats are out, and nobody holds the light"},
	{"storm", "6 · The night of the storm", "Four seconds. They are answered"},
	{"keepers", "7 · The keepers", ""},
}

var arcs = []struct{ mark, name, kind, character, color, question, ending string }{
	{"A", "Ada keeps the light", "character", "ADA", "#F2C14E", "How long can a child of ten be a dead man?", "Until she signs her own name, and is believed."},
	{"B", "Solveig and Ivo", "relationship", "SOLVEIG", "#E58F85", "Can she love the man she must hide?", "He stays, and she never says so."},
	{"C", "Who kept it since", "story", "OLD ADA", "#7FB7E8", "Who has wound the clock for seventy years?", "Tomás, her mother's son. He opens the kitchen door."},
	{"D", "Krogh and the logbook", "story", "KROGH", "#9CCB86", "What does a forged signature weigh against a kept light?", "He writes the report, and leaves the page blank."},
}

// beat is a card: its sequence and storyline, what happens, and the scenes that grew out of it.
type beat struct {
	lane, arc, title, text string
	scenes                 []string
	also                   string // a second storyline
	hidden                 bool
}

var beats = []beat{
	{"parcel", "A", "A child on the gallery in a storm", "We do not see her face. The beam goes over her, and she counts.", []string{"1"}, "", false},
	{"parcel", "C", "The winding key comes by post", "Old Ada knows the weight of it before she has opened the paper.", []string{"2"}, "", false},
	{"parcel", "C", "She goes down the stairs, counting", "The night of Saint Anthony, lanterns, and a woman who counts to four and a half.", []string{"3"}, "", false},
	{"lie", "A", "Ada signs for her father", "He has been dead for eleven days. The dog eats his soup.", []string{"4"}, "D", false},
	{"lie", "A", "The weight goes up on a child's arms", "A hundred and thirty-one turns. She has counted those too.", []string{"5"}, "", false},
	{"lie", "A", "Solveig begins the legend", "What rows below, and why one must never answer it.", []string{"6", "7"}, "", false},
	{"lie", "B", "A drowned man moves", "Ada finds him, Bris lies down on him, and neither leaves.", []string{"8"}, "A", false},
	{"lie", "B", "Solveig warms the stranger", "With what she has: a stove that smokes, and herself.", []string{"9"}, "", false},
	{"stranger", "D", "Quarantine, and a warning", "The mail boat may not land. It shouts that an inspector is coming.", []string{"10"}, "", false},
	{"stranger", "B", "Words for words", "Ivo pays for his bed with Portuguese. The music box is the first word.", []string{"11"}, "", false},
	{"stranger", "B", "He mends the clockwork", "And asks nothing. So she says why she signs.", []string{"12"}, "A", false},
	{"stranger", "A", "The beam does not come", "Ada waits for it below. It is the longest four seconds of the film.", []string{"13"}, "", false},
	{"stranger", "A", "Under the sea she tells the Draug to stop", "Her cut when she wakes has the shape of a ray.", []string{"14", "15"}, "", false},
	{"beach", "C", "A name is missing from the stone", "Old Ada reads it with her fingers, twice.", []string{"16"}, "", false},
	{"beach", "C", "A film that was never shown", "The archivist threads it without a word.", []string{"17"}, "", false},
	{"beach", "C", "The tall man walks out of the picture", "Forty seconds of newsreel, and he is in eleven of them.", []string{"18"}, "B", false},
	{"beach", "C", "She understands that he stayed", "", []string{"19"}, "B", false},
	{"inspector", "D", "Krogh walks into the feast", "Solveig is singing. She sees him, and finishes the verse.", []string{"20"}, "", false},
	{"inspector", "D", "Four seconds where there were four and a half", "He has a watch, and has had all night.", []string{"21"}, "A", false},
	{"inspector", "B", "One candle", "The beam passes the window, and they do not look up.", []string{"22"}, "", false},
	{"inspector", "D", "A hundred and thirty-one signatures", "He reads them aloud. Ada answers for every one.", []string{"23"}, "A", false},
	{"inspector", "A", "The fleet has lost the light", "The radio says where they think they are. It is not where they are.", []string{"24"}, "", false},
	{"storm", "A", "The chain parts", "The key shears, and the sea comes into the lamp room.", []string{"25"}, "", false},
	{"storm", "B", "Over the rail and back", "One take: stairs, gallery, over the rail. She holds him by the coat.", []string{"26"}, "", false},
	{"storm", "A", "Ada turns the lens with her shoulder", "", []string{"27"}, "", false},
	{"storm", "A", "Thirteen red stars answer", "She counts them. There should be fourteen.", []string{"28"}, "", false},
	{"storm", "D", "Solveig signs her own name", "Dawn, fourteen boats, and a page that was blank.", []string{"29"}, "A", false},
	{"keepers", "A", "The sou'wester goes to the sea", "", []string{"30"}, "", false},
	{"keepers", "C", "Are you as old as the lighthouse?", "A boy asks it on the ferry, and waits for the answer.", []string{"31"}, "", false},
	{"keepers", "C", "The guide tells it wrong, and she lets him", "", []string{"32"}, "", false},
	{"keepers", "A", "Two Adas push", "The lens turns. Nobody else is in the room.", []string{"33"}, "C", false},
	{"keepers", "C", "Her mother's son opens the door", "He is seventy-two and has Ivo's hands.", []string{"34", "35"}, "B", true},
}

// pitch is a card that is not on the board.
type pitch struct{ title, text, by, status, reason string }

var pitches = []pitch{
	{"Ada teaches the tourists to count", "In the coda, instead of the guide: she makes eleven strangers count to four and a half.", "Ylva Nordahl", "pitched", ""},
	{"The fourteenth boat has a name", "It is the dead father's boat, sold to Isaksen's son.", "Benedikt Ros", "pitched", ""},
	{"Krogh comes back", "One winter later, without a uniform, with a chain.", storyEditor, "pitched", ""},
	{"Solveig learns to dive", "She goes down for the key herself. Wants a tank, and a stunt team.", "Benedikt Ros", "parked", "Lovely, and two days of water work. Look again when the budget is locked."},
	{"The dog dies", "Bris goes over the rail with Ivo.", "Benedikt Ros", "out", "Nobody in this room wants to see that film."},
}

// addRoom puts the story on the board of a writers' room, as it stood when the white draft was out.
func (b *builder) addRoom(e *graph.Edit) {
	b.parties[storyEditor] = b.person(e, storyEditor, "Tangen", "Bergen")
	columns, lines := map[string]graph.ID{}, map[string]graph.ID{}
	for i, k := range graph.Orders(len(lanes)) {
		columns[lanes[i].key] = graph.Add(e, production.Lane{Name: lanes[i].name, Type: "sequence", Order: k, Break: lanes[i].turn})
	}
	for i, k := range graph.Orders(len(arcs)) {
		a := arcs[i]
		rec := production.Arc{Mark: a.mark, Name: a.name, Type: a.kind, Character: b.element(a.character), Summary: a.question, Ending: a.ending, Color: a.color, Order: k}
		lines[a.mark] = graph.Add(e, rec)
		if a.mark == "C" { // how it ends is for those who know who plays it
			alias := rec
			alias.Ending = ""
			e.Seal(lines[a.mark], b.secrets["cameo"], alias)
		}
	}
	cards := map[string]graph.ID{}
	orders := graph.Orders(len(beats))
	for i, r := range beats {
		id := graph.Add(e, production.Card{Title: r.title, Text: r.text, Lane: graph.To[production.Lane](columns[r.lane]), Order: orders[i], Arc: graph.To[production.Arc](lines[r.arc]), Status: "in", PitchedBy: b.party("Benedikt Ros")})
		cards[r.title] = id
		if r.hidden {
			e.Seal(id, b.secrets["cameo"], nil)
		}
		to := []graph.ID{}
		for _, n := range r.scenes {
			to = append(to, b.scene(n).ID)
		}
		if r.also != "" {
			to = append(to, lines[r.also])
		}
		b.tie(e, id, to...)
	}
	for _, p := range pitches {
		graph.Add(e, production.Card{Title: p.title, Text: p.text, Status: p.status, Reason: p.reason, PitchedBy: b.party(p.by)})
	}
	b.addVersion(e, cards["The fleet has lost the light"], lines["A"])
	b.addAssignments(e, cards)
	graph.Add(e, production.Lock{About: graph.To[graph.Any](cards["Over the rail and back"]), Type: "lock", By: b.party("Synnøve Halvard"), Account: b.opts.Accounts["producer@demo.example"],
		Reason: "Stunts and effects are bid on this beat. Talk to me first."})
	graph.Add(e, production.Note{About: graph.To[graph.Any](cards["The beam does not come"]), Text: "Does she know already that it is him who has stopped it? I would hold that back.", By: b.party("Ylva Nordahl"), Type: "question", Status: "open"})
}

func (b *builder) tie(e *graph.Edit, card graph.ID, to ...graph.ID) {
	for _, id := range to {
		graph.Add(e, production.CardLink{Card: graph.To[production.Card](card), To: graph.To[graph.Any](id)})
	}
}

// addVersion tells one beat in another way: dear, and so it stands beside the one that was chosen.
func (b *builder) addVersion(e *graph.Edit, of, arc graph.ID) {
	id := graph.Add(e, production.Card{
		Title: "The fleet has lost the light, told from the boats", Text: "We leave the house for the first time: a deck, a compass nobody believes, thirteen lanterns too far apart.",
		AlternativeTo: graph.To[production.Card](of), Status: "alternate", Arc: graph.To[production.Arc](arc), LengthEighths: pages.Eighths(14),
		Needs: map[string]bool{"night": true, "water": true, "vehicles": true, "visual_effects": true, "crowd": true}, PitchedBy: b.party("Ylva Nordahl"),
	})
	b.tie(e, id, b.element("OLD ISAKSEN").ID, b.element("SON").ID)
}

func (b *builder) addAssignments(e *graph.Edit, cards map[string]graph.ID) {
	var white graph.ID
	for id, d := range graph.All[production.Draft](b.view) {
		if d.Type == "screenplay" {
			white = id
		}
	}
	for _, r := range []struct {
		writer, task, card, given, due, status, on string
		delivered                                  graph.ID
		note                                       string
	}{
		{"Benedikt Ros", "draft", "", "2026-06-15", "2026-09-11", "accepted", "2026-09-14", white, "Shooting draft."},
		{"Benedikt Ros", "rewrite", "The chain parts", "2026-10-26", "2026-11-13", "writing", "", graph.ID{}, "Without the second boat. The tank is gone."},
		{"Benedikt Ros", "polish", "Krogh walks into the feast", "2026-11-09", "2027-01-15", "assigned", "", graph.ID{}, "The song is cleared for one verse."},
		{storyEditor, "research", "Quarantine, and a warning", "2026-11-02", "2027-01-08", "writing", "", graph.ID{}, "What a quarantine flag looked like in Nordland in 1953."},
		{storyEditor, "beats", "", "2026-11-16", "2027-01-22", "assigned", "", graph.ID{}, "A page a sequence for the distributor, without the end."},
	} {
		a := production.Assignment{Writer: b.party(r.writer), Task: r.task, Given: civil.MustParse(r.given), Due: civil.MustParse(r.due), Status: r.status, Note: r.note, Delivered: graph.To[production.Draft](r.delivered)}
		if r.card != "" {
			a.About = graph.To[graph.Any](cards[r.card])
		}
		if r.on != "" {
			a.DeliveredOn = civil.MustParse(r.on)
		}
		graph.Add(e, a)
	}
}
