package breakdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"backlot/film/screenplay"
)

// noise proposes a sound from what makes it and the verb: "the phone rings",
// "monitors beep". Of people the verb is speech, and no sound to bring.
func (f *finder) noise(b *screenplay.Block, ts []word, i int) {
	base := ts[i].sound
	if base == "" || i == 0 || ts[i].before != 0 || ts[i].own {
		return
	}
	k := i - 1
	for k > 0 && ts[k+1].before == 0 && (strings.HasSuffix(ts[k].low, "ly") || auxiliaries[ts[k].low]) {
		k--
	}
	w := ts[k]
	if ts[k+1].before != 0 || w.own || w.uses&isPerson != 0 || f.people[strings.ToUpper(w.low)] || !f.sounds(w) {
		return
	}
	if form := ts[i].low; form == base && !w.plural || form == base+"s" && w.plural {
		return // "the puffin bark" is a noun
	}
	f.add(Sound, title(w.lemma+" "+base), 0.82, placeOf(b, ts[k:i+1]))
}

var auxiliaries = wordSet("is are was were starts begins start begin to and keeps")

// sounds reports whether a thing can be heard: an animal, a vehicle, something
// else the lexicon knows, or one of a few that need nothing else.
func (f *finder) sounds(w word) bool {
	if noisy[w.lemma] {
		return true
	}
	for _, e := range w.known {
		switch e.cat {
		case Animals, Vehicles, Sound:
			return !e.loose
		}
	}
	return false
}

var noisy = wordSet(`phone telephone bell doorbell monitor alarm clock engine motor door gate floorboard horn train machine wind thunder siren kettle brake tyre tire speaker radio tv television
	elevator lift generator wire pipe tap pager printer machine furnace drum cannon gun boiler computer crowd audience`)

// driving proposes stunt driving from what a vehicle does: "the van spins".
func (f *finder) driving(b *screenplay.Block, ts []word, i int) {
	if !f.v.drive[ts[i].low] || i == 0 || ts[i].before != 0 || ts[i-1].own {
		return
	}
	w := ts[i-1]
	_, car := f.v.makes[w.low]
	for _, e := range w.known {
		car = car || e.cat == Vehicles && !e.loose
	}
	if !car || f.people[strings.ToUpper(w.low)] {
		return
	}
	p := placeOf(b, ts[i-1:i+1])
	f.add(Stunts, "Stunt driving", 0.82, p)
	f.add(AdditionalLabor, "Stunt driver", 0.8, p)
}

// parts of the body that make-up works on.
var parts = wordSet(`nose lip lips face cheek cheeks eye eyes eyebrow eyebrows brow forehead head hand hands finger fingers fingertips knuckle knuckles arm arms forearm forearms wrist wrists leg legs knee knees foot feet
	ear ears teeth tooth jaw chin neck throat skin hair scalp ribs back chest shoulder shoulders`)

// states of a part of the body, and what to call them; "" puts the word before
// the part: broken nose.
var states = map[string]string{
	"broken": "", "bloody": "blood", "bloodied": "blood", "bleeding": "blood", "swollen": "swelling", "bruised": "bruise", "bandaged": "bandages", "burnt": "burns", "burned": "burns",
	"scarred": "scar", "scalded": "burns", "blistered": "blisters", "sunburnt": "sunburn", "sunburned": "sunburn", "frostbitten": "frostbite", "sooty": "soot", "blackened": "soot",
	"muddy": "mud on skin", "dirty": "dirt on skin", "filthy": "dirt on skin", "grimy": "dirt on skin", "oily": "dirt on skin", "greasy": "dirt on skin", "sweaty": "sweat", "stitched": "stitches",
	"matted": "", "dishevelled": "", "disheveled": "", "tousled": "", "dyed": "", "bleached": "", "cropped": "", "shaved": "", "shaven": "", "braided": "", "painted": "", "powdered": "",
	"missing": "", "severed": "", "milky": "", "bloodshot": "", "split": "", "chapped": "", "cracked": "", "gashed": "gash", "tattooed": "tattoo", "frozen": "", "ashen": "pallor", "wounded": "wound", "mangled": "wound", "rotten": "",
}

// looks proposes make-up and hair from the state of a part of the body: "a broken
// nose", "his nose is broken".
func (f *finder) looks(b *screenplay.Block, ts []word, i int) {
	if !parts[ts[i].low] || ts[i].own {
		return
	}
	say := func(state string, from, to int) {
		name := states[state]
		if name == "" {
			name = state + " " + ts[i].low
		}
		f.add(MakeupHair, title(name), 0.85, placeOf(b, ts[from:to]))
	}
	if i > 0 && ts[i].before == 0 {
		if _, ok := states[ts[i-1].low]; ok {
			say(ts[i-1].low, i-1, i+1)
			return
		}
	}
	for k := i + 1; k < len(ts) && k <= i+2 && ts[k].before == 0; k++ {
		if _, ok := states[ts[k].low]; ok && ts[k].low != "painted" && ts[k].low != "cracked" && ts[k].low != "split" {
			if k == i+1 || ts[i+1].low == "is" || ts[i+1].low == "are" {
				say(ts[k].low, i, k+1)
			}
			return
		}
	}
}

// wounds proposes a wound that stands near a part of the body: "a cut over one
// eye", "across the thumb, a cut".
func (f *finder) wounds(b *screenplay.Block, ts []word, i int) {
	if !wound[ts[i].low] || !f.determined(ts, i) || ts[i].caps {
		return
	}
	for k := max(0, i-7); k < min(len(ts), i+6); k++ {
		if parts[ts[k].low] && k != i && oneSentence(ts, min(i, k), max(i, k)) {
			f.add(MakeupHair, title(ts[i].lemma), 0.85, placeOf(b, ts[i:i+1]))
			return
		}
	}
}

var wound = wordSet("cut cuts burn burns wound wounds scratch scratches graze welt blister stitches")

// oneSentence reports whether no sentence ends between two words.
func oneSentence(ts []word, from, to int) bool {
	for k := from + 1; k <= to; k++ {
		if ts[k].before != 0 && ts[k].before != ',' {
			return false
		}
	}
	return true
}

// vehicleMake proposes a vehicle by its make, with the kind of vehicle that
// follows, and returns how many words it took.
func (f *finder) vehicleMake(b *screenplay.Block, ts []word, i int) int {
	m, ok := f.v.makes[ts[i].lemma]
	if !ok {
		if m, ok = f.v.makes[ts[i].low]; !ok {
			return 0
		}
	}
	first, _ := utf8.DecodeRuneInString(ts[i].text)
	if !unicode.IsUpper(first) || f.people[strings.ToUpper(ts[i].low)] || ts[i].own {
		return 0
	}
	n := 1
	for k := min(3, len(ts)-i-1); k > 0; k-- { // BMW sedan, Ford pickup truck
		if parted(ts[i : i+1+k]) {
			continue
		}
		for _, e := range f.v.known[key(ts[i+1:i+1+k])] {
			if e.cat == Vehicles && n == 1 {
				n = 1 + k
			}
		}
	}
	if m.strict && n == 1 && !f.determined(ts, i) {
		return 0
	}
	name := strings.TrimSuffix(ts[i].text, "'s")
	if n > 1 {
		name += " " + joined(ts[i+1:i+n])
	}
	f.add(Vehicles, title(name), 0.9, placeOf(b, ts[i:i+n]))
	return n
}

// handled reports whether the noun at word i is the object of a verb of handling
// in its clause: "picks up the old lamp".
func (f *finder) handled(ts []word, i int) bool {
	for k := i - 1; k >= 0 && k >= i-6; k-- {
		if ts[k+1].before != 0 {
			return false
		}
		w := ts[k].low
		if ts[k].uses&handles != 0 {
			return k == 0 || !determiners[ts[k-1].low] || ts[k].before != 0
		}
		if (prepositions[w] || w == "and" || w == "near") && !particles[w] {
			return false
		}
	}
	return false
}

// particles belong to a verb: picks up, puts down.
var particles = wordSet("up off out down away on over open")

// inHand proposes an object that the lexicon does not know from what is done with
// it: "unfolds the zorple" is a prop, "wears a zorple" is wardrobe.
func (f *finder) inHand(b *screenplay.Block, ts []word, i int, skip []bool) {
	handle, wear := ts[i].uses&handles != 0, ts[i].uses&wears != 0
	if !handle && !wear || i > 0 && ts[i].before == 0 && (determiners[ts[i-1].low] || prepositions[ts[i-1].low]) {
		return
	}
	k := i + 1
	for k < len(ts) && ts[k].before == 0 && (particles[ts[k].low] || ts[k].low == "him" || ts[k].low == "her" && k+1 < len(ts) && determiners[ts[k+1].low] || ts[k].low == "them") {
		k++
	}
	if k >= len(ts) || ts[k].before != 0 || !owned(ts[k]) {
		return
	}
	from := k + 1
	to := from
	for to < len(ts) && to < from+4 && ts[to].before == 0 && !f.stops(ts[to]) {
		to++
	}
	for to > from && (strings.HasSuffix(ts[to-1].low, "ly") || strings.HasSuffix(ts[to-1].low, "ing") || strings.HasSuffix(ts[to-1].low, "ed")) {
		to--
	}
	if to == from || skip[from] || to < len(ts) && ts[to].before == 0 && (ts[to].low == "of" || ts[to].low == "than" || ts[to].own) || !f.aThing(ts[from:to]) {
		return
	}
	noun := ts[to-1 : to]
	if to-from > 1 && !strings.HasSuffix(ts[to-2].low, "y") && !adjectives[ts[to-2].low] && len(ts[to-2].low) > 3 {
		noun = ts[to-2 : to]
	}
	name := title(joined(noun))
	if wear {
		f.add(Wardrobe, name, 0.8, placeOf(b, noun))
		return
	}
	f.add(Props, name, 0.75, placeOf(b, noun))
}

// owned reports whether a word can begin what is handled: an article, a
// possessive, a number.
func owned(w word) bool {
	switch w.low {
	case "a", "an", "the", "his", "her", "their", "its", "another", "two", "three", "four", "five", "some", "several":
		return true
	}
	return w.own
}

// stops reports whether a word ends a noun phrase.
func (f *finder) stops(w word) bool {
	return prepositions[w.low] || particles[w.low] || subjects[w.low] || determiners[w.low] || conjunctions[w.low] || w.own
}

var conjunctions = wordSet("and or but as while until before after then that which where when like than so because if though back around across along inside outside between without within upon near beside beneath above below about home there here again")

// aThing reports whether words that the lexicon does not know may be an object.
func (f *finder) aThing(ts []word) bool {
	last := ts[len(ts)-1]
	if f.v.never[last.low] || f.v.never[last.lemma] || parts[last.low] || f.v.persons[last.lemma] || f.v.plurals[last.low] || f.v.crowds[last.lemma] ||
		f.v.handle[last.low] || f.v.sound[last.low] != "" || len([]rune(last.low)) < 3 || f.people[strings.ToUpper(last.low)] || unicode.IsDigit([]rune(last.low)[0]) {
		return false
	}
	if _, pet := f.pet(last); pet {
		return false
	}
	for _, end := range [...]string{"ness", "tion", "sion", "ment", "ity", "ance", "ence", "ship", "hood", "ism", "er's"} {
		if strings.HasSuffix(last.low, end) {
			return false
		}
	}
	for n := range ts { // known words are proposed by themselves
		for m := n + 1; m <= len(ts); m++ {
			if len(f.v.known[key(ts[n:m])]) > 0 {
				return false
			}
		}
	}
	return true
}
