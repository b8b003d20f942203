package breakdown

import (
	"strings"

	"backlot/film/screenplay"
)

// action proposes elements from one paragraph of action.
func (f *finder) action(b *screenplay.Block) {
	ts := split(b.Text)
	skip := figurative(ts)
	quoted(b, ts, skip)
	for i := 0; i < len(ts); {
		if name, ok := f.pet(ts[i]); ok && !skip[i] {
			p := placeOf(b, ts[i:i+1])
			f.add(Animals, name, 0.9, p)
			f.add(AnimalWrangler, "Animal wrangler", 0.85, p)
		}
		n := f.match(b, ts, i, skip)
		i += max(n, 1)
	}
	f.crowd(b, ts, skip)
}

// quoted marks words that are read and not seen: between double quotes, and in
// italics, as inscriptions, names of ships and foreign words are.
func quoted(b *screenplay.Block, ts []word, skip []bool) {
	in := false
	at := 0
	inside := map[int]bool{}
	for _, r := range b.Text {
		switch r {
		case '"':
			in = !in
		case '“':
			in = true
		case '”', '\n':
			in = false
		}
		if in {
			inside[at] = true
		}
		at++
	}
	for i, t := range ts {
		skip[i] = skip[i] || inside[t.start]
		for _, r := range b.Runs {
			if r.Style&screenplay.Italic != 0 && r.Start <= t.start && t.start < r.End {
				skip[i] = true
			}
		}
	}
}

// match tries the longest entry at word i and returns how many words it took.
func (f *finder) match(b *screenplay.Block, ts []word, i int, skip []bool) int {
	for n := min(4, len(ts)-i); n > 0; n-- {
		if parted(ts[i : i+n]) {
			continue
		}
		list := f.known[key(ts[i:i+n])]
		if n == 1 && len(list) == 0 && ts[i].low != ts[i].lemma {
			list = f.known[ts[i].low]
		}
		if len(list) == 0 || skip[i] {
			continue
		}
		taken := false
		for _, e := range list {
			if f.fits(e, ts, i, n) {
				f.propose(e, b, ts, i, n)
				taken = true
			}
		}
		if taken || n > 1 {
			return n
		}
	}
	return 0
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
		return true
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
	if n == 1 && (i+1 < len(ts) && ts[i+1].low == "of" && ts[i+1].before == 0 && !vessels[w.lemma] || copula(ts, i)) {
		return false // "a crown of kelp", "she is a flag on the rail"
	}
	if n == 1 && w.plural && massNouns[w.lemma] {
		return false // "the horse steams"
	}
	if w.low == "camera" && n == 1 && prev == "the" {
		return false // the one that shoots the film
	}
	if e.strict {
		return w.caps || f.determined(ts, i)
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
		if b.Type != screenplay.Action {
			continue
		}
		ts := split(b.Text)
		for i := 0; i+2 < len(ts); i++ {
			if !ts[i].caps || ts[i+1].before != ',' || ts[i+1].low != "a" && ts[i+1].low != "an" && ts[i+1].low != "the" {
				continue
			}
			for k := i + 2; k < len(ts) && k < i+7 && ts[k].before == 0; k++ {
				if e := f.known[ts[k].lemma]; len(e) == 1 && e[0].cat == Animals && !ts[k].plural {
					f.pets[strings.ToUpper(ts[i].low)] = e[0].name
					break
				}
			}
		}
	}
}

// crowd proposes background: a number or a plural of people, "TWO HUNDRED
// NEIGHBOURS", "a crowd of tourists".
func (f *finder) crowd(b *screenplay.Block, ts []word, skip []bool) {
	for i := 0; i < len(ts); i++ {
		if skip[i] {
			continue
		}
		w := ts[i]
		switch {
		case w.caps && persons[w.low] && !w.own:
			f.stranger(b, ts, i)
		case crowds[w.lemma] && (w.caps || f.determined(ts, i)):
			f.add(Background, title(w.lemma), 0.85, placeOf(b, ts[i:i+1]))
		case folk[w.lemma] && (w.plural || w.low == "people") && (w.caps || w.low != "people" || f.counted(ts, i)):
			from := i
			for from > 0 && ts[from].before == 0 && i-from < 3 && (numbers[ts[from-1].low] || ts[from-1].caps && w.caps && !f.people[strings.ToUpper(ts[from-1].low)]) {
				from--
			}
			if f.people[strings.ToUpper(w.low)] || from < i && ts[i-1].low == "two" && !w.caps {
				continue
			}
			conf := 0.8
			if from < i || w.caps {
				conf = 0.9
			}
			f.add(Background, title(w.low), conf, placeOf(b, ts[from:i+1]))
		}
	}
}

// stranger proposes a part without a line that the script introduces in
// capitals: "a NEWSREEL MAN with a wooden camera".
func (f *finder) stranger(b *screenplay.Block, ts []word, i int) {
	from, to := i, i+1
	for from > 0 && ts[from].before == 0 && ts[from-1].caps && i-from < 3 {
		from--
	}
	if from == i && to < len(ts) && ts[to].caps && ts[to].before == 0 {
		return // the beginning of a longer name or of a line of capitals
	}
	var names []string
	for _, w := range ts[from:to] {
		names = append(names, strings.ToUpper(w.low))
	}
	name := strings.Join(names, " ")
	if from > 0 && ts[from].before == 0 && ts[from-1].caps || f.people[name] || numbers[strings.ToLower(names[0])] {
		return
	}
	f.add(Cast, name, 0.75, placeOf(b, ts[from:to]))
}

func (f *finder) counted(ts []word, i int) bool {
	return i > 0 && ts[i].before == 0 && numbers[ts[i-1].low]
}

func title(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}
