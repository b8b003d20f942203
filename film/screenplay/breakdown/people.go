package breakdown

import (
	"strings"

	"backlot/film/screenplay"
)

// crowd proposes who is there without a line: background by number or plural,
// "TWO HUNDRED NEIGHBOURS", and parts introduced in capitals, "a NEWSREEL MAN".
func (f *finder) crowd(b *screenplay.Block, ts []word, skip []bool) {
	for i := range ts {
		w := &ts[i]
		if skip[i] || w.own || w.uses&(isPerson|isPlural|isCrowd|isAgent) == 0 {
			continue
		}
		switch {
		case infants[w.low] && (i+1 == len(ts) || !infants[ts[i+1].low]) && (w.caps || f.determined(ts, i)):
			f.add(Background, title(w.low), 0.8, placeOf(b, ts[i:i+1]))
		case w.caps && !w.plural && (w.uses&isPerson != 0 || w.uses&isAgent != 0 && len(w.known) == 0 && article(ts, i)):
			f.stranger(b, ts, i)
		case w.uses&isCrowd != 0 && (w.caps || f.determined(ts, i)):
			f.add(Background, title(w.lemma), 0.85, placeOf(b, ts[i:i+1]))
		case w.uses&isPlural != 0 || w.plural && (w.uses&isPerson != 0 || w.uses&isAgent != 0 && len(w.known) == 0):
			f.many(b, ts, i)
		case !w.caps && someone[w.low] && f.enters(ts, i):
			from := i
			for from > 0 && ts[from].before == 0 && adjectives[ts[from-1].low] {
				from--
			}
			if name := strings.ToUpper(joined(ts[from : i+1])); !f.people[name] && !f.saidBefore(ts[i]) {
				f.add(Cast, name, 0.7, placeOf(b, ts[from:i+1]))
			}
		}
	}
}

// infants are children too young for a part.
var infants = wordSet("baby infant newborn toddler")

// someone are the words for a person who may be a part without being in capitals.
var someone = wordSet("man woman boy girl waiter waitress nurse policeman guard soldier priest driver clerk barman bartender porter")

var adjectives = wordSet("old young small little tall thin fat elderly middle-aged teenage blind drunk bald masked hooded naked")

// enters reports whether a sentence brings somebody in: "A boy with a tray", "an
// old woman sings".
func (f *finder) enters(ts []word, i int) bool {
	from := i
	for from > 0 && ts[from].before == 0 && adjectives[ts[from-1].low] {
		from--
	}
	if from == 0 || ts[from].before != 0 || ts[from-1].low != "a" && ts[from-1].low != "an" || i+1 >= len(ts) || ts[i+1].before != 0 {
		return false
	}
	opens := from == 1 || ts[from-1].before != 0
	next := ts[i+1].low
	verb := strings.HasSuffix(next, "s") && !strings.HasSuffix(next, "ss") && !determiners[next] && next != "as" && next != "is" && next != "was"
	return opens && (verb || next == "with" || next == "in" || next == "at")
}

// saidBefore reports whether the scene has a part whose name ends with the word:
// "the GIRL" and then "a girl".
func (f *finder) saidBefore(w word) bool {
	for _, c := range f.at.Characters {
		if strings.HasSuffix(c.Name, strings.ToUpper(w.low)) {
			return true
		}
	}
	return false
}

// agent reports whether a word looks like one for what people do: BANKER, PIANIST.
func agent(lemma string) bool {
	if len(lemma) < 5 || things[lemma] {
		return false
	}
	for _, end := range [...]string{"er", "or", "ist", "ian", "eer", "man", "woman", "ant", "ess"} {
		if strings.HasSuffix(lemma, end) {
			return true
		}
	}
	return false
}

// things end like words for people and are none.
var things = wordSet(`water paper flower letter number corner border counter shutter container computer speaker loudspeaker door mirror monitor motor tractor floor harbor anchor sensor elevator escalator
	thunder powder shoulder finger river tower power shower danger anger hunger winter summer weather feather leather sister-ship trailer trigger hammer locker poster banner lantern copter helicopter chopper
	cruiser freighter tanker bomber fighter-jet scooter stroller roller boiler cooler freezer printer scanner screwdriver silencer revolver drawer cylinder ladder border timer trouser sweater jumper slipper sneaker
	burner heater lighter toaster mixer blender planter ember chamber timber lumber rubber cancer laser laughter disaster monster master character chapter cluster roster minister-house matter litter butter
	other another over under after never ever together order cover laver plant giant elephant restaurant instant constant distant quadrant pendant assistant-button mess dress press chess glass grass wilderness
	darkness business illness witness-stand princess-dress happiness silence-ness mayor-house error terror mirror horror color colour vapor vapour humor humour tumor armor armour labor labour parlor
	bunker cracker firecracker sprinkler headliner`)

// article reports whether a, an or the stands before the words in capitals at i.
func article(ts []word, i int) bool {
	for k := i; k > 0 && ts[k].before == 0 && k > i-4; k-- {
		switch ts[k-1].low {
		case "a", "an", "the":
			return !ts[k-1].caps || len(ts[k-1].text) == 1
		}
		if !ts[k-1].caps {
			return false
		}
	}
	return false
}

// many proposes a group of people. In small letters a plural must be counted, be
// the subject of its sentence, or be of those that are nearly always there.
func (f *finder) many(b *screenplay.Block, ts []word, i int) {
	w := ts[i]
	if f.people[strings.ToUpper(w.low)] || f.people[strings.ToUpper(w.lemma)] && !w.caps {
		return
	}
	from := i
	for from > 0 && ts[from].before == 0 && i-from < 3 && (numbers[ts[from-1].low] || ts[from-1].caps && w.caps && !f.people[strings.ToUpper(ts[from-1].low)]) {
		from--
	}
	if from < i && ts[i-1].low == "two" && !w.caps {
		return
	}
	conf := 0.8
	switch {
	case w.caps || from < i:
		conf = 0.9
	case w.low == "people" || kin[w.lemma]:
		return
	case folk[w.lemma]:
	case i == 0 || ts[i].before == '.' || f.groupOf(ts, i):
	default:
		return
	}
	f.add(Background, title(w.low), conf, placeOf(b, ts[from:i+1]))
}

// groupOf reports whether the plural is what a group is made of: "a row of
// patients", "a ring of surgeons".
func (f *finder) groupOf(ts []word, i int) bool {
	if i < 2 || ts[i].before != 0 || ts[i-1].low != "of" {
		return false
	}
	return gatherings[ts[i-2].lemma] || f.v.crowds[ts[i-2].lemma]
}

var gatherings = wordSet("row ring group line crowd circle pack party knot handful hundred thousand dozen lot couple cluster band bunch table busload troupe team pair")

// kin in the plural are spoken of more often than seen.
var kin = wordSet("friend lover parent grandparent uncle aunt cousin niece nephew mother father stranger relative ghost king queen")

// folk are people who are there when the action names them.
var folk = wordSet(`man woman child villager neighbour neighbor tourist schoolchild student pupil soldier guard policeman cop officer fireman firefighter nurse doctor
	passenger commuter pedestrian customer shopper diner patron guest dancer worker fisherman sailor mourner protester demonstrator reporter journalist photographer fan spectator waiter
	prisoner inmate monk nun priest farmer peasant knight warrior zombie gangster biker skater jogger cyclist swimmer surfer bystander partygoer clubber reveller paramedic agent`)

// stranger proposes a part without a line that the script introduces in
// capitals: "a NEWSREEL MAN with a wooden camera".
func (f *finder) stranger(b *screenplay.Block, ts []word, i int) {
	from, to := i, i+1
	for from > 0 && ts[from].before == 0 && ts[from-1].caps && i-from < 3 {
		from--
	}
	if from == i && to < len(ts) && ts[to].caps && ts[to].before == 0 && !subjects[ts[to].low] && !determiners[ts[to].low] {
		return // the beginning of a longer name or of a line of capitals
	}
	name := strings.ToUpper(joined(ts[from:to]))
	if from > 0 && ts[from].before == 0 && ts[from-1].caps || f.saidBefore(ts[i]) || f.people[name] || numbers[ts[from].low] {
		return
	}
	f.add(Cast, name, 0.75, placeOf(b, ts[from:to]))
}

func joined(ts []word) string {
	parts := make([]string, len(ts))
	for i, t := range ts {
		parts[i] = t.low
	}
	return strings.Join(parts, " ")
}

func (f *finder) counted(ts []word, i int) bool {
	return i > 0 && ts[i].before == 0 && numbers[ts[i-1].low]
}
