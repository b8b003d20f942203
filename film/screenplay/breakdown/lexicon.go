package breakdown

import (
	"embed"
	"strings"
	"sync"
)

// words are the lists the proposals are made from, one kind of entry a file. They
// are our own, in English.
//
//go:embed words/*.txt
var words embed.FS

// entry is a word or phrase that names an element.
type entry struct {
	cat    Category
	name   string
	conf   float64
	strict bool // a noun that is also a verb or a common word: wants an article, possessive or number
	loose  bool // a verb or a phrase that needs no check
	hand   bool // only where somebody handles it
	ends   bool // the phrase ends its clause: "kisses her", and not "kisses her hand"
}

// vocabulary is everything the finder knows. It does not change once made.
type vocabulary struct {
	known   map[string][]entry
	lengths map[string]uint32 // of the entries of two words and more that begin with a word: a bit for each length
	persons map[string]bool
	plurals map[string]bool
	crowds  map[string]bool
	never   map[string]bool
	handle  map[string]bool   // all forms of verbs of handling
	wear    map[string]bool   // and of wearing
	drive   map[string]bool   // and of dangerous driving
	sound   map[string]string // form to the base of a verb of sound
	makes   map[string]make_
	// irregular are past tense and participle of verbs that are not regular.
	irregular map[string][2]string

	lexer lexer // while the vocabulary is made
}

// make_ is a make of vehicle.
type make_ struct {
	strict bool
	kind   string
}

var theVocabulary = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{lexer: lexer{terms: map[string]*term{}}, known: map[string][]entry{}, lengths: map[string]uint32{}, makes: map[string]make_{}, sound: map[string]string{}, irregular: map[string][2]string{}}
	people := sections("people")
	v.persons, v.crowds, v.plurals = wordSet(people["persons"]), wordSet(people["crowds"]), wordSet(people["plurals"])
	v.never = wordSet(sections("never")["never"])
	verbs := sections("verbs")
	for line := range strings.SplitSeq(verbs["irregular"], "\n") {
		if f := strings.Fields(line); len(f) == 3 {
			v.irregular[f[0]] = [2]string{f[1], f[2]}
		}
	}
	all := func(list string) map[string]bool {
		out := map[string]bool{}
		for _, base := range strings.Fields(list) {
			for _, form := range v.forms(base) {
				out[form] = true
			}
		}
		return out
	}
	v.handle, v.wear, v.drive = all(verbs["handle"]), all(verbs["wear"]), all(verbs["drive"])
	for _, base := range strings.Fields(verbs["sound"]) {
		for _, f := range v.forms(base) {
			v.sound[f] = base
		}
	}
	for kind, list := range sections("makes") {
		for _, m := range strings.Fields(list) {
			name, strict := strings.CutPrefix(m, "!")
			v.makes[name] = make_{strict, strings.TrimSuffix(kind, "s")}
		}
	}
	for c, list := range sections("nouns") {
		for item := range strings.SplitSeq(list, ",") {
			v.put(Category(c), item, entry{})
		}
	}
	for c, list := range sections("phrases") {
		for item := range strings.SplitSeq(list, ",") {
			v.put(Category(c), item, entry{loose: true})
		}
	}
	v.lexer = lexer{}
	return v
})

// sections reads a word list: the text under each "[heading]".
func sections(file string) map[string]string {
	raw, err := words.ReadFile("words/" + file + ".txt")
	if err != nil {
		panic(err) // it is part of the program
	}
	out := map[string]string{}
	at := ""
	for line := range strings.SplitSeq(string(raw), "\n") {
		switch {
		case strings.HasPrefix(line, "#") || line == "":
		case strings.HasPrefix(line, "["):
			at = strings.Trim(line, "[]")
		default:
			out[at] += strings.TrimSuffix(line, ",")
			if file == "nouns" || file == "phrases" {
				out[at] += ","
			}
			out[at] += "\n"
		}
	}
	return out
}

// put adds one item of a list to the index.
func (v *vocabulary) put(c Category, item string, e entry) {
	item = strings.Join(strings.Fields(item), " ")
	item, e.strict = strings.CutPrefix(item, "!")
	item, e.hand = strings.CutPrefix(item, "@")
	text, name, ok := strings.Cut(item, "=")
	text, e.ends = strings.CutSuffix(text, "$")
	if !ok {
		name = strings.ReplaceAll(text, "~", "")
	}
	if text == "" {
		return
	}
	e.cat, e.name, e.conf = c, title(name), confidence[c]
	for _, form := range v.inflect(text) {
		ts := v.lexer.split(form)
		if len(ts) == 0 {
			continue
		}
		k := key(ts)
		v.known[k] = append(v.known[k], e)
		if len(ts) > 1 {
			v.lengths[ts[0].low] |= 1 << len(ts)
		}
	}
}

// comesWith names the labour that an element always brings.
var comesWith = map[string]string{
	"Gun": "Armourer", "Pistol": "Armourer", "Revolver": "Armourer", "Rifle": "Armourer", "Shotgun": "Armourer", "Handgun": "Armourer",
	"Assault rifle": "Armourer", "Sniper rifle": "Armourer", "Submachine gun": "Armourer", "Stunt driving": "Stunt driver", "Vehicle flip": "Stunt driver",
	"Car chase": "Stunt driver", "Collision": "Stunt driver", "Gunshot": "Armourer",
	"Machine gun": "Armourer", "Musket": "Armourer", "Gunfire": "Armourer",
}

// heads are nouns that make the noun before them a mere kind: "lamp room".
var heads = wordSet(`room door window key driver park shop station seat wheel engine roof window light lights box case store house yard tower keeper hall
	rack stand hook holder bed top leg edge cover pocket sleeve collar button lace strap man woman girl boy party ride race owner lover bark
	food bowl stone track trail song word shot fight scene lid handle deck rail mast rigging sail fleet crew captain dealer dealership thief bomb
	company horn headlamp headlight brake tire tyre mirror phone call horse power time table cloth lines line wall frame board chain bolt hut counter office uniform`)

var soundWords = wordSet("sound noise roar smell thought memory picture photograph photo painting drawing dream shadow idea image voice word kind sort game toy model talk story shape")

var numbers = wordSet(`two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand dozen dozens several many some few`)

// confidence of a proposal from the words alone, by category, as measured on the
// hand-tagged scripts.
var confidence = map[Category]float64{
	Vehicles: 0.88, Props: 0.88, Wardrobe: 0.88, MakeupHair: 0.85, Animals: 0.9, SetDressing: 0.82, Greenery: 0.8,
	SpecialEquipment: 0.85, SpecialEffects: 0.85, VisualEffects: 0.82, MechanicalEffects: 0.8, Security: 0.8,
	Miscellaneous: 0.8, Sound: 0.82, Music: 0.88, Stunts: 0.82, AdditionalLabor: 0.8,
}
