package breakdown

import (
	"math/bits"
	"strings"

	"backlot/film/screenplay"
)

// action proposes elements from one paragraph of action.
func (f *finder) action(b *screenplay.Block) {
	ts := f.lex.split(b.Text)
	f.skip = figurative(ts, f.skip)
	skip := f.skip
	quoted(b, ts, skip)
	for i := 0; i < len(ts); {
		n := 0
		if t := ts[i].term; !skip[i] {
			if t.uses&isPet != 0 {
				f.animal(b, ts, i)
			}
			n = f.pattern(b, ts, i)
			if n == 0 && (t.lengths != 0 || len(t.known) > 0) {
				n = f.match(b, ts, i, skip)
			}
			if n == 0 && t.uses&(handles|wears) != 0 {
				f.inHand(b, ts, i, skip)
			}
		}
		i += max(n, 1)
	}
	f.crowd(b, ts, skip)
}

// pattern tries what is no entry of the lexicon: sounds, driving, looks, makes of
// vehicles. It returns how many words are done with.
func (f *finder) pattern(b *screenplay.Block, ts []word, i int) int {
	t := ts[i].term
	if t.sound != "" {
		f.noise(b, ts, i)
	}
	if t.uses&drives != 0 {
		f.driving(b, ts, i)
	}
	if t.uses&isPart != 0 {
		f.looks(b, ts, i)
	}
	if t.uses&isWound != 0 {
		f.wounds(b, ts, i)
	}
	if t.uses&isMake != 0 {
		return f.vehicleMake(b, ts, i)
	}
	return 0
}

// animal proposes an animal by its name.
func (f *finder) animal(b *screenplay.Block, ts []word, i int) {
	if name, ok := f.pet(ts[i]); ok {
		p := placeOf(b, ts[i:i+1])
		f.add(Animals, name, 0.9, p)
		f.add(AnimalWrangler, "Animal wrangler", 0.85, p)
	}
}

// quoted marks words that are read and not seen: between double quotes, and in
// italics, as inscriptions, names of ships and foreign words are.
func quoted(b *screenplay.Block, ts []word, skip []bool) {
	for _, r := range b.Runs {
		if r.Style&screenplay.Italic == 0 {
			continue
		}
		for i := range ts {
			skip[i] = skip[i] || r.Start <= ts[i].start && ts[i].start < r.End
		}
	}
	if strings.IndexByte(b.Text, '"') < 0 && !strings.Contains(b.Text, "“") {
		return
	}
	in, at := false, 0
	for i := range ts {
		for _, r := range b.Text[at:ts[i].from] {
			switch r {
			case '"':
				in = !in
			case '“':
				in = true
			case '”', '\n':
				in = false
			}
		}
		at = ts[i].from
		skip[i] = skip[i] || in
	}
}

// match tries the longest entry at word i and returns how many words it took.
func (f *finder) match(b *screenplay.Block, ts []word, i int, skip []bool) int {
	if skip[i] {
		return 0
	}
	for left := ts[i].lengths; left != 0; {
		n := bits.Len32(left) - 1
		left &^= 1 << n
		if n > len(ts)-i || parted(ts[i:i+n]) {
			continue
		}
		if list := f.entries(ts[i : i+n]); len(list) > 0 {
			f.take(list, b, ts, i, n)
			if list[0].loose {
				return 1 // the nouns of "jumps out of the car" count too
			}
			return n
		}
	}
	list := ts[i].known
	if len(list) > 0 && f.take(list, b, ts, i, 1) {
		return 1
	}
	return 0
}

// take proposes the entries that fit. What is set dressing and also a prop is a
// prop where somebody handles it.
func (f *finder) take(list []entry, b *screenplay.Block, ts []word, i, n int) bool {
	taken, prop, dressing := false, false, false
	for _, e := range list {
		prop, dressing = prop || e.cat == Props, dressing || e.cat == SetDressing
	}
	inHand := dressing && f.handled(ts, i)
	for _, e := range list {
		switch {
		case prop && dressing && (inHand && e.cat == SetDressing || !inHand && e.cat == Props):
			continue
		case inHand && e.cat == SetDressing:
			e.cat = Props
		}
		if f.fits(e, ts, i, n) {
			f.propose(e, b, ts, i, n)
			taken = true
		}
	}
	return taken
}

// parted reports whether a mark stands inside the words.
func parted(ts []word) bool {
	for _, t := range ts[1:] {
		if t.before != 0 {
			return true
		}
	}
	return false
}

// fits reports whether the words are used as the entry means them.
func (f *finder) fits(e entry, ts []word, i, n int) bool {
	w := ts[i]
	last := ts[i+n-1]
	if e.loose {
		return f.stands(e, ts, i, n)
	}
	if e.hand && !f.handled(ts, i) {
		return false
	}
	if last.own && e.cat != Animals {
		return false // "the car's shadow" is no car to bring, or was named before
	}
	if i+n < len(ts) && ts[i+n].before == 0 {
		// the first noun of a longer name: "lamp room", "table tennis", "car door"
		if heads[ts[i+n].lemma] && !last.own {
			return false
		}
	}
	prev := ""
	if i > 0 && w.before == 0 {
		prev = ts[i-1].low
	}
	if prev == "of" && i > 1 && soundWords[ts[i-2].lemma] {
		return false
	}
	if subjects[prev] || i > 0 && w.before == 0 && f.people[strings.ToUpper(ts[i-1].low)] && !ts[i-1].own && !w.caps {
		return n > 1 // "she watches", "Mara rings"
	}
	if n == 1 && (!marks[w.lemma] && i+1 < len(ts) && ts[i+1].low == "of" && ts[i+1].before == 0 && !vessels[w.lemma] || copula(ts, i)) {
		return false // "a crown of kelp", "she is a flag on the rail"
	}
	if n == 1 && w.plural && massNouns[w.lemma] {
		return false // "the horse steams"
	}
	if w.low == "camera" && n == 1 && prev == "the" {
		return false // the one that shoots the film
	}
	if e.strict {
		return w.caps || f.determined(ts, i) || alone(ts, i, n) ||
			e.cat == Wardrobe && w.plural && (prev == "in" || prev == "and" || prev == "wearing")
	}
	return true
}

// marks on a face are what they are, also when they are "of" something.
var marks = wordSet("scar bruise gash")

// alone reports whether words are a sentence: "Static."
func alone(ts []word, i, n int) bool {
	first := i == 0 || strings.ContainsRune(".!?:\n", ts[i].before)
	return first && (i+n == len(ts) || strings.ContainsRune(".!?,", ts[i+n].before) && ts[i+n].before != 0)
}

// stands reports whether a verb or phrase stands as it is meant.
func (f *finder) stands(e entry, ts []word, i, n int) bool {
	if e.ends && i+n < len(ts) && ts[i+n].before == 0 && !prepositions[ts[i+n].low] && ts[i+n].low != "and" && ts[i+n].low != "again" {
		return false
	}
	if e.strict {
		return ts[i].caps || f.determined(ts, i)
	}
	if n == 1 && i > 0 && ts[i].before == 0 && determiners[ts[i-1].low] {
		return false // "a punch" on the table
	}
	return e.cat != Stunts || !byBody[e.name] || f.somebodyDoes(ts, i)
}

// byBody are stunts that somebody does; of a thing the words mean no stunt: light
// falls from a window.
var byBody = wordSet("Fall Slip Trip Jump Vault Dive Roll Climb Hanging Chase Drag Slap")

// somebodyDoes reports whether the subject of the verb at word i may be a person:
// a name, a pronoun, a word for people, or nobody named in this clause.
func (f *finder) somebodyDoes(ts []word, i int) bool {
	for k := i - 1; k >= 0; k-- {
		if ts[k+1].before != 0 {
			return true
		}
		w := ts[k]
		switch {
		case strings.HasSuffix(w.low, "ly") || w.low == "is" || w.low == "are" || w.low == "then" || w.low == "nearly":
			continue
		case w.low == "and" || w.low == "but" || w.low == "to" || w.low == "he" || w.low == "she" || w.low == "they" || w.low == "who" || w.low == "both" || w.low == "all":
			return true
		}
		return f.people[strings.ToUpper(w.low)] || f.v.persons[w.lemma] || f.v.plurals[w.low] || w.caps || strings.ToLower(w.text[:1]) != w.text[:1] && k > 0
	}
	return true
}

// copula reports whether the noun says what somebody is, and not that there is one.
func copula(ts []word, i int) bool {
	for k := i - 1; k >= 1 && k >= i-3; k-- {
		if ts[k+1].before != 0 {
			return false
		}
		switch ts[k].low {
		case "is", "are", "was", "were", "becomes", "become":
			return ts[k-1].low != "there" && ts[k-1].low != "it" && ts[k+1].low != "in" && ts[k+1].low != "on"
		}
	}
	return false
}

// determined reports whether an article, a possessive or a number stands up to
// three words before, in the same phrase.
func (f *finder) determined(ts []word, i int) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if ts[k+1].before != 0 && ts[k+1].before != ',' {
			return false
		}
		if prepositions[ts[k].low] || ts[k].low == "and" || ts[k].low == "or" || ts[k].low == "that" && k < i-1 {
			return false
		}
		if determiners[ts[k].low] || ts[k].own {
			return true
		}
		if strings.Trim(ts[k].low, "0123456789") == "" {
			return true
		}
	}
	return false
}

// propose adds the entry with what always comes with it.
func (f *finder) propose(e entry, b *screenplay.Block, ts []word, i, n int) {
	p := placeOf(b, ts[i:i+n])
	conf := e.conf
	if e.name == "Self-moving object" {
		e.name = "Self-moving " + mover(ts, i)
	}
	if ts[i].caps {
		conf = min(conf+0.05, 0.97)
	}
	f.add(e.cat, f.longer(e, n), conf, p)
	if e.cat == Animals {
		f.add(AnimalWrangler, "Animal wrangler", 0.85, p)
	}
	if labor, ok := comesWith[e.name]; ok {
		f.add(AdditionalLabor, labor, 0.8, p)
	}
}

// mover is the noun of the clause before word i: what opens "by itself".
func mover(ts []word, i int) string {
	for k := i - 1; k > 0 && ts[k+1].before == 0; k-- {
		if determiners[ts[k-1].low] || ts[k-1].own {
			return ts[k].lemma
		}
	}
	return "object"
}

// longer is the name of the element: "the key" is the brass key of the same scene.
func (f *finder) longer(e entry, n int) string {
	for i := len(f.out) - 1; i >= f.from; i-- {
		g := &f.out[i]
		if g.Category != e.cat {
			continue
		}
		if n == 1 && strings.HasSuffix(g.Name, " "+strings.ToLower(e.name)) {
			return g.Name
		}
		if n > 1 && strings.HasSuffix(e.name, " "+strings.ToLower(g.Name)) && g.Category == Vehicles {
			key := string(g.Category) + "\x00"
			delete(f.index, key+strings.ToLower(g.Name)) // INT. CAR turns out to be the police car
			g.Name = e.name
			f.index[key+strings.ToLower(e.name)] = i
		}
	}
	return e.name
}

// pet is the name of an animal the script introduced by name.
func (f *finder) pet(w word) (string, bool) {
	name := strings.ToUpper(w.low)
	if _, ok := f.pets[name]; !ok || w.text[:1] != strings.ToUpper(w.text[:1]) {
		return "", false
	}
	return name, true
}

// namePets looks for animals introduced by name: "BRIS, a small red dog".
func (f *finder) namePets() {
	for bi := range f.s.Blocks {
		b := &f.s.Blocks[bi]
		if b.Type != screenplay.Action || !strings.Contains(b.Text, ", a") && !strings.Contains(b.Text, ", the ") {
			continue
		}
		ts := f.lex.split(b.Text)
		for i := 0; i+2 < len(ts); i++ {
			if !ts[i].caps || ts[i+1].before != ',' || ts[i+1].low != "a" && ts[i+1].low != "an" && ts[i+1].low != "the" {
				continue
			}
			for k := i + 2; k < len(ts) && k < i+7 && ts[k].before == 0; k++ {
				if e := ts[k].known; len(e) == 1 && e[0].cat == Animals && !ts[k].plural {
					f.pets[strings.ToUpper(ts[i].low)] = e[0].name
					break
				}
			}
		}
	}
}

func title(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}
