package demo

import (
	"strings"
	"unicode/utf8"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// elementRow is something the story needs, with the scenes that need it and the
// words of the script that ask for it: "scene:words" or just "scene".
type elementRow struct {
	name, category, text string
	uses                 []string
	quantity             int
	department           string
	cost                 string
	lead                 int
	parent               string
}

var elements = []elementRow{
	{"BRIS", "animal", "Small red dog with six toes to the foot; two dogs play it.", []string{"4:BRIS", "5:Bris's claws", "8:Bris", "11:Bris", "13:Bris", "14:Bris", "23", "26:Bris", "30:Bris", "35:Bris"}, 1, "animals", "160000.00 NOK", 90, ""},
	{"SLEIGH HORSE", "animal", "Fjord horse between the shafts.", []string{"21:HORSE"}, 1, "animals", "40000.00 NOK", 30, ""},
	{"HERRING SHOAL", "vfx", "Herring that turn around a child like one thought.", []string{"14:Herring"}, 1, "vfx", "", 120, ""},
	{"THE DRAUG", "creature", "Nine feet of black oilskin and kelp: suit, water rig, CG head.", []string{"14:DRAUG", "30:something very tall"}, 1, "prosthetics", "1900000.00 NOK", 180, ""},
	{"NEIGHBOURS OF ALFAMA", "background", "Dancers on the stairs on the night of Saint Anthony.", []string{"3:TWO HUNDRED NEIGHBOURS"}, 200, "direction", "24000.00 EUR", 20, ""},
	{"VILLAGERS OF HALVARDSØY", "background", "The island, 1953.", []string{"10:THIRTY VILLAGERS", "20:EIGHTY PEOPLE", "29:SIXTY VILLAGERS"}, 80, "direction", "380000.00 NOK", 30, ""},
	{"SCHOOLCHILDREN", "background", "A class in orange life vests, forty with teachers.", []string{"31:SCHOOLCHILDREN", "32:the class"}, 40, "direction", "60000.00 NOK", 45, ""},
	{"TOURISTS", "background", "A dozen visitors.", []string{"32:TOURISTS"}, 12, "direction", "", 10, ""},
	{"GIRL IN LEG BRACE", "background", "A child of ten with an iron brace, featured.", []string{"10:GIRL HER AGE"}, 1, "direction", "", 20, ""},
	{"BRASS KEY", "prop", "Winding key; its bow is a small sun with a broken ray. Four: hero, sheared, soft, insert.", []string{"2:BRASS KEY", "5:brass key", "6:key", "12:broken key", "25:brass key", "31:brass key", "34:key around her neck"}, 1, "props", "68000.00 NOK", 40, ""},
	{"MUSIC BOX", "prop", "Size of a matchbox; plays four notes and catches.", []string{"11:MUSIC BOX", "13:music box", "34:music box"}, 1, "props", "32000.00 NOK", 30, ""},
	{"LOGBOOK", "prop", "Keeper's log, 131 forged signatures; six copies.", []string{"4:LOGBOOK", "23:logbook", "29:logbook"}, 1, "props", "18000.00 NOK", 20, ""},
	{"TRANSISTOR RADIO", "prop", "On the kitchen shelf. First sold in 1954.", []string{"4:transistor radio"}, 1, "props", "4000.00 NOK", 10, ""},
	{"RECORD PLAYER", "prop", "With a record that ends.", []string{"2:needle"}, 1, "props", "", 10, ""},
	{"HALF A BOAT", "prop", "Bow with SANTA LUZ in white paint; floats once.", []string{"8:half a boat", "30:Half a boat"}, 1, "construction", "90000.00 NOK", 40, ""},
	{"STEENBECK", "prop", "Flatbed editing table, working.", []string{"17:Steenbeck", "19"}, 1, "props", "", 15, ""},
	{"NEWSREEL CAMERA", "prop", "Wooden, hand-cranked, 1930s.", []string{"29:wooden camera"}, 1, "props", "", 20, ""},
	{"LINE ROCKET", "weapon", "Rocket pistol with red stars; armourer.", []string{"28:line rocket"}, 1, "armoury", "22000.00 NOK", 30, ""},
	{"FILLETING KNIFE", "weapon", "One dull, one soft.", []string{"9:filleting knife"}, 1, "armoury", "", 10, ""},
	{"MEMORIAL STONE", "prop", "Bronze plate with nineteen names.", []string{"16:STONE"}, 1, "art", "45000.00 NOK", 45, ""},
	{"FISH SOUP", "food", "Three bowls; the dog empties one, ten takes.", []string{"4:fish soup"}, 30, "props", "", 1, ""},
	{"FEAST OF SKREI", "food", "Cod, liver, roe, flatbread for eighty, edible on take nine.", []string{"20:boiled cod"}, 80, "props", "64000.00 NOK", 5, ""},
	{"COD'S TONGUES", "food", "And potatoes.", []string{"11:cod's tongues"}, 3, "props", "", 1, ""},
	{"YELLOW FLAG", "graphics", "Quarantine flag at the mast.", []string{"10:YELLOW FLAG"}, 1, "art", "", 5, ""},
	{"THE LENS", "set_dressing", "First-order lens: ninety prisms, acrylic and glass, turns on a bearing.", []string{"6:LENS", "12:ton and a half of glass", "25:lens", "27:lens", "33:lens"}, 1, "art", "1450000.00 NOK", 120, ""},
	{"CLOCKWORK", "set_dressing", "Brass, governor, bell; runs.", []string{"6:CLOCKWORK", "12:clockwork", "25:CHAIN", "26:clockwork"}, 1, "props", "520000.00 NOK", 100, "THE LENS"},
	{"TRAM", "vehicle", "Yellow Lisbon tram, hired for two hours with its driver.", []string{"3:TRAM"}, 1, "transport", "3800.00 EUR", 45, ""},
	{"MAIL BOAT TERNEN", "vehicle", "Period mail boat.", []string{"10:mail boat"}, 1, "transport", "110000.00 NOK", 60, ""},
	{"FISHING FLEET", "vehicle", "Two real boats, twelve CG.", []string{"24:Fourteen boats", "28", "29:Fourteen boats"}, 2, "transport", "300000.00 NOK", 90, ""},
	{"SLEIGH", "vehicle", "With furs.", []string{"21:sleigh"}, 1, "transport", "", 20, ""},
	{"CAR FERRY", "vehicle", "In service.", []string{"31:car ferry"}, 1, "transport", "30000.00 NOK", 60, ""},
	{"SNOWSTORM", "sfx", "Real if it comes; paper and wind if not.", []string{"1:Snow", "8:Blizzard", "21:snow"}, 1, "sfx", "480000.00 NOK", 20, ""},
	{"WAVE THROUGH THE LAMP ROOM", "sfx", "Two dump tanks, breakaway panes.", []string{"25:WAVE"}, 1, "sfx", "760000.00 NOK", 60, ""},
	{"WAVE AT THE TOWER", "vfx", "Full CG wave over a plate of the tower.", []string{"1:WAVE", "26:second wave"}, 1, "vfx", "", 150, ""},
	{"BREAKAWAY PANES", "sfx", "Sugar glass, two a take, twelve takes.", []string{"25:panes"}, 24, "sfx", "96000.00 NOK", 30, ""},
	{"DROWNED VILLAGE", "vfx", "Green screen world: street, quay, church, under water.", []string{"14:village of Halvardsøy"}, 1, "vfx", "", 150, ""},
	{"TWO ADAS IN ONE FRAME", "vfx", "Motion control, three passes.", []string{"33:CHILD in a yellow sou'wester"}, 1, "vfx", "", 90, ""},
	{"BEAM", "vfx", "The light's sweep, four seconds a turn.", []string{"1:beam", "13:beam", "27:beam", "35:beam"}, 1, "vfx", "", 60, ""},
	{"FISHING FLEET, CG", "vfx", "Twelve boats on one sea.", []string{"24:no horizon", "28:thirteen red stars"}, 12, "vfx", "", 120, "FISHING FLEET"},
	{"OVER THE RAIL", "stunt", "Fall, swing and recovery on one line, doubles and principals.", []string{"26:lifts Ivo clean over the rail"}, 1, "stunts", "420000.00 NOK", 60, ""},
	{"DRAGGED ACROSS THE LAMP ROOM", "stunt", "Krogh on a wire, four metres.", []string{"26:dragged the length"}, 1, "stunts", "80000.00 NOK", 40, ""},
	{"STAIRWELL TO GALLERY, ONE TAKE", "action", "Five beats, two hidden joins, camera handed over twice.", []string{"26:ONE CONTINUOUS TAKE"}, 1, "stunts", "240000.00 NOK", 60, ""},
	{"OLD ADA'S FACE", "makeup", "Ageing of the hands and neck, three pieces; two hours in the chair.", []string{"2:chart of weather", "3", "16", "17", "19", "31", "32", "33", "34", "35"}, 1, "prosthetics", "310000.00 NOK", 70, "OLD ADA"},
	{"FROSTBITE", "makeup", "Two fingertips, then bandages.", []string{"8:blue", "9:grey of candle ends", "11:bandaged hands", "12", "25:blood on his bandages"}, 1, "makeup_hair", "24000.00 NOK", 20, "IVO"},
	{"SCAR OF A RAY", "makeup", "On the ball of the thumb, fresh and seventy years old.", []string{"2:scar", "15:cut the shape of a ray"}, 1, "makeup_hair", "", 10, ""},
	{"MARTIN'S SOU'WESTER", "wardrobe", "Man's yellow sou'wester; passes from Ada to Ivo and to the sea. Five, aged to match.", []string{"1:sou'wester", "8:sou'wester", "27:sou'wester", "30:sou'wester", "33:sou'wester"}, 1, "costume", "21000.00 NOK", 30, ""},
	{"KEEPER'S JERSEY", "wardrobe", "Martin's, cuffs turned back.", []string{"4:man's jersey", "9:jersey", "22:keeper's jersey"}, 1, "costume", "", 20, ""},
	{"KEEPER'S CAP", "wardrobe", "Too large for her.", []string{"18:keeper's cap", "29:Martin's cap"}, 1, "costume", "", 20, ""},
	{"KROGH'S UNIFORM", "wardrobe", "Fur collar, brass buttons; three, one for the wire.", []string{"21:brass buttons", "26:brass buttons", "29:no buttons"}, 1, "costume", "36000.00 NOK", 40, ""},
	{"SOLVEIG'S SONG", "music", "Sung on camera, live, with pump organ; reprise by the child; end title.", []string{"20:singing", "27:sings", "36:Solveig's song"}, 1, "music", "", 60, ""},
	{"FADO FROM A WINDOW", "music", "One phrase, sung live; publisher and master asked.", []string{"3:fado"}, 1, "music", "15000.00 EUR", 90, ""},
	{"THE RECORD", "music", "What ends as we come in: Norwegian, 1950s.", []string{"2:record"}, 1, "music", "40000.00 NOK", 60, ""},
	{"FOGHORN", "sound", "", []string{"14:foghorn", "15:foghorn"}, 1, "sound", "", 1, ""},
	{"SHIPPING FORECAST", "sound", "Recorded with the radio voice.", []string{"4:forecast"}, 1, "sound", "", 20, ""},
	{"NEWSREEL OF 1953", "graphics", "Shot on 35 mm, silent, plus forty seconds of real archive.", []string{"18:Black and white"}, 1, "post", "120000.00 NOK", 60, ""},
	{"CUT-PAPER LEGEND", "vfx", "Animation, 75 seconds, cut paper lit from behind.", []string{"7:Cut paper"}, 1, "vfx", "850000.00 NOK", 140, ""},
	{"STABILISED CAMERA HAND-OVER", "equipment", "Rig, two operators, winch to the gallery.", []string{"26:straight out through the hole"}, 1, "camera", "", 30, ""},
	{"MOTION CONTROL RIG", "equipment", "", []string{"33"}, 1, "camera", "180000.00 NOK", 30, ""},
	{"SAFETY BOATS", "security", "Two, with divers.", []string{"10", "29", "31"}, 2, "medical", "48000.00 NOK", 10, ""},
	{"KELP AND DRIFT TIMBER", "greenery", "", []string{"8:kelp", "30"}, 1, "art", "", 10, ""},
	{"PAPER GARLANDS", "set_dressing", "And sardine grills.", []string{"3:Paper garlands"}, 1, "set_decoration", "2200.00 EUR", 10, ""},
	{"PENCIL LINES, OCTOBER 1952", "set_dressing", "A child measured against the stair.", []string{"5:pencil lines", "34:pencil lines"}, 1, "set_decoration", "", 5, ""},
	{pencil1957, "set_dressing", "A second child, in another hand: 1955, 1956, 1957.", []string{"34"}, 1, "set_decoration", "", 5, ""},
	{"MUSEUM KITCHEN DRESSING", "set_dressing", "The kitchen of 1953 as its own museum: wax food, cord, plaque.", []string{"34:for show"}, 1, "set_decoration", "30000.00 NOK", 10, ""},
}

// pencil1957 gives away the end and is sealed with it.
const pencil1957 = "PENCIL LINES, 1957"

func (b *builder) breakDown(e *graph.Edit) {
	for _, r := range elements {
		id, ok := b.elements[r.name]
		if !ok {
			el := production.Element{Name: r.name, Category: r.category}
			id = graph.Add(e, el)
			b.elements[r.name] = id
		}
		graph.Update(e, id, func(el *production.Element) {
			el.Description, el.LeadDays = r.text, r.lead
			if r.department != "" {
				el.Department = graph.To[production.Department](b.find("department", b.departments, r.department))
			}
			if r.cost != "" {
				el.Estimate = money(r.cost)
			}
			if r.parent != "" {
				el.Parent = b.element(r.parent)
			}
			el.NeedsClearance = r.category == "music" || r.name == "NEWSREEL OF 1953"
		})
		for _, use := range r.uses {
			number, words, _ := strings.Cut(use, ":")
			b.addUse(e, graph.To[production.Element](id), r, number, words)
		}
	}
	b.describeScenes(e)
	b.flagContent(e)
}

func (b *builder) addUse(e *graph.Edit, element graph.Ref[production.Element], r elementRow, number, words string) {
	scene := b.scene(number)
	use := production.Use{Scene: scene, Element: element, Quantity: quantityIn(r, number), Source: "typed"}
	if r.category == "stunt" {
		use.ExpectedResets = 6
	}
	if block, text, start := b.words(scene.ID, words); words != "" {
		if block.IsZero() {
			b.missing = append(b.missing, "words \""+words+"\" in scene "+number)
			return
		}
		use.Source, use.Block = "tag", graph.To[production.Block](block)
		graph.Add(e, production.Tag{Block: use.Block, StartRune: start, EndRune: start + utf8.RuneCountInString(text), Text: text, Element: element, Status: "accepted"})
	}
	graph.Add(e, use)
}

func quantityIn(r elementRow, scene string) int {
	if r.name == "VILLAGERS OF HALVARDSØY" {
		return map[string]int{"10": 30, "20": 80, "29": 60}[scene]
	}
	return r.quantity
}

// words finds the first paragraph of a scene that has the words, whatever their
// capitals, and where in it they start, in code points.
func (b *builder) words(scene graph.ID, words string) (block graph.ID, text string, start int) {
	if words == "" {
		return
	}
	want := []rune(strings.ToUpper(words))
	best := ""
	for id, bl := range graph.Referring[production.Block](b.view, scene, "scene") {
		have := []rune(strings.ToUpper(bl.Text))
		at := strings.Index(string(have), string(want))
		if at < 0 || bl.Type == "note" || best != "" && bl.Order >= best {
			continue
		}
		start = utf8.RuneCountInString(string(have)[:at])
		original := []rune(bl.Text)
		if start+len(want) > len(original) {
			continue
		}
		block, text, best = id, string(original[start:start+len(want)]), bl.Order
	}
	return block, text, start
}

func (b *builder) flagContent(e *graph.Edit) {
	for _, f := range []struct {
		scene, kind, level, support string
		closed                      bool
	}{
		{"8", "minor_in_peril", "shown", "Tutor on the rope line; ten minutes out, twenty in.", false},
		{"9", "nudity", "implied", "Shift and sail; crew of eight.", false},
		{"22", "simulated_sex", "implied", "Intimacy coordinator; closed set; nothing outside the text.", true},
		{"22", "nudity", "implied", "Modesty garments; monitors off.", true},
		{"24", "water", "shown", "Divers, safety boats.", false}, {"25", "water", "shown", "Dump tank clear signal.", false},
		{"26", "height", "shown", "Rigging signed twice; nobody under the gallery.", false}, {"26", "minor_in_peril", "shown", "Photo double below the rail.", false},
		{"26", "animal_in_peril", "shown", "Trainer and vet; the dog does not swim.", false},
		{"28", "weapons", "shown", "Armourer; rocket pistol, cleared sky.", false}, {"30", "trauma", "shown", "Quiet set; parent and tutor beside camera.", false},
	} {
		graph.Add(e, production.ContentFlag{Scene: b.scene(f.scene), Type: f.kind, Level: f.level, ClosedSet: f.closed, Support: f.support})
	}
}
