package breakdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"backlot/film/screenplay"
)

// word is one word of a text with its place and the mark before it.
type word struct {
	*term
	text       string
	start, end int  // runes
	from, to   int  // bytes
	before     rune // last mark between this word and the one before: ',' '.' and so on, or 0
}

// term is what is known of a word wherever it stands.
type term struct {
	low     string // lower case, without possessive
	lemma   string // singular
	plural  bool
	caps    bool
	own     bool // possessive: "Mara's"
	known   []entry
	lengths uint32 // a bit for each number of words, two and more, that an entry beginning with it has
	sound   string
	uses    use
}

// use is what else a word may be good for.
type use uint16

const (
	handles use = 1 << iota
	wears
	drives
	isMake
	isPart
	isWound
	isPerson
	isPlural
	isCrowd
	isPet
	isAgent
	denies // makes what follows a figure of speech or a denial
)

// lexer parts texts into words and remembers every word it has seen.
type lexer struct {
	v     *vocabulary // nil while the vocabulary is made
	pets  map[string]string
	terms map[string]*term
	buf   []word
}

// split parts a text into words. They are good until the next call.
func (l *lexer) split(text string) []word {
	out := l.buf[:0]
	start, startRune, n := -1, 0, 0
	var mark rune
	for i, r := range text {
		c := byte(0)
		if r < utf8.RuneSelf {
			c = byte(r)
		}
		in := c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9'
		if !in && (c == 0 || c == '\'' || c == '-') {
			in = unicode.IsLetter(r) || unicode.IsDigit(r) || (r == '\'' || r == '’' || r == '-') && start >= 0 && letterAt(text, i+utf8.RuneLen(r))
		}
		switch {
		case in && start < 0:
			start, startRune = i, n
		case in:
		default:
			if start >= 0 {
				out = append(out, word{term: l.term(text[start:i]), text: text[start:i], start: startRune, end: n, from: start, to: i, before: mark})
				start, mark = -1, 0
			}
			if c != ' ' && !unicode.IsSpace(r) {
				mark = r
			}
		}
		n++
	}
	if start >= 0 {
		out = append(out, word{term: l.term(text[start:]), text: text[start:], start: startRune, end: n, from: start, to: len(text), before: mark})
	}
	l.buf = out
	return out
}

// term is what is known of a word as it is written.
func (l *lexer) term(text string) *term {
	if t := l.terms[text]; t != nil {
		return t
	}
	t := &term{}
	t.fill(text)
	if l.v != nil {
		l.v.describe(t, text)
		if _, ok := l.pets[strings.ToUpper(t.low)]; ok {
			t.uses |= isPet
		}
	}
	l.terms[text] = t
	return t
}

// describe notes what the vocabulary knows of a word.
func (v *vocabulary) describe(t *term, text string) {
	t.known, t.lengths, t.sound = v.known[t.lemma], v.lengths[t.low], v.sound[t.low]
	if len(t.known) == 0 && t.low != t.lemma {
		t.known = v.known[t.low]
	}
	_, lemmaMake := v.makes[t.lemma]
	_, lowMake := v.makes[t.low]
	for _, is := range [...]struct {
		u  use
		ok bool
	}{
		{handles, v.handle[t.low]}, {wears, v.wear[t.low]}, {drives, v.drive[t.low]}, {isMake, lemmaMake || lowMake}, {isPart, parts[t.low]}, {isWound, wound[t.low]},
		{isPerson, v.persons[t.lemma]}, {isPlural, v.plurals[t.low]}, {isCrowd, v.crowds[t.lemma]}, {isAgent, t.caps && agent(t.lemma)}, {denies, denial[t.low]},
	} {
		if is.ok {
			t.uses |= is.u
		}
	}
}

func letterAt(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[min(i, len(text)):])
	return unicode.IsLetter(r)
}

func (w *term) fill(text string) {
	t := text
	upper, lower := false, false
	for i := range len(t) {
		c := t[i]
		upper = upper || c >= 'A' && c <= 'Z'
		lower = lower || c >= 'a' && c <= 'z'
		if c >= utf8.RuneSelf {
			t = strings.ReplaceAll(t, "’", "'")
			up, low := strings.ToUpper(t), strings.ToLower(t)
			upper, lower = t != low, t != up
			break
		}
	}
	w.low = t
	if upper {
		w.low = strings.ToLower(t)
	}
	if s, ok := strings.CutSuffix(w.low, "'s"); ok {
		w.low, w.own = s, true
	}
	w.caps = len(text) > 1 && upper && !lower
	w.lemma = singular(w.low)
	w.plural = w.lemma != w.low
}

var irregular = map[string]string{
	"knives": "knife", "wolves": "wolf", "mice": "mouse", "geese": "goose", "men": "man", "women": "woman", "children": "child",
	"people": "people", "loaves": "loaf", "scarves": "scarf", "leaves": "leaf", "shelves": "shelf", "wives": "wife", "policemen": "policeman",
	"firemen": "fireman", "fishermen": "fisherman", "oxen": "ox", "sheep": "sheep", "thieves": "thief", "calves": "calf",
	"glasses": "glasses", "sunglasses": "sunglasses", "binoculars": "binoculars", "scissors": "scissors", "handcuffs": "handcuffs",
	"matches": "matches", "trousers": "trousers", "jeans": "jeans", "overalls": "overalls", "pyjamas": "pyjamas", "pajamas": "pyjamas",
	"shorts": "shorts", "tights": "tights", "goggles": "goggles", "drums": "drums", "bus": "bus", "gas": "gas", "buses": "bus",
	"dress": "dress", "cross": "cross", "compass": "compass", "canvas": "canvas", "grass": "grass", "moss": "moss", "mattress": "mattress",
	"harness": "harness", "brass": "brass", "chess": "chess", "walrus": "walrus", "octopus": "octopus", "circus": "circus", "chorus": "chorus",
	"photos": "photo", "pianos": "piano", "radios": "radio", "videos": "video", "tuxedos": "tuxedo", "ponchos": "poncho",
	"flowers": "flowers", "bushes": "bushes", "dentures": "dentures", "handbrakes": "handbrake", "oilskins": "oilskins", "headphones": "headphones", "keys": "key",
}

// singular is the base form of a noun.
func singular(s string) string {
	if v, ok := irregular[s]; ok {
		return v
	}
	switch {
	case len(s) < 4 || !strings.HasSuffix(s, "s") || strings.HasSuffix(s, "ss") || strings.HasSuffix(s, "us") || strings.HasSuffix(s, "is"):
		return s
	case strings.HasSuffix(s, "ies") && len(s) > 4:
		return s[:len(s)-3] + "y"
	case strings.HasSuffix(s, "ches"), strings.HasSuffix(s, "shes"), strings.HasSuffix(s, "sses"), strings.HasSuffix(s, "xes"):
		return s[:len(s)-2]
	}
	return s[:len(s)-1]
}

// key joins words as the lexicon does: every word as written, the last in the
// singular.
func key(ts []word) string { return string(appendKey(nil, ts)) }

func appendKey(buf []byte, ts []word) []byte {
	for _, t := range ts[:len(ts)-1] {
		buf = append(buf, t.low...)
		if t.own {
			buf = append(buf, "'s"...)
		}
		buf = append(buf, ' ')
	}
	return append(buf, ts[len(ts)-1].lemma...)
}

// entries are what the lexicon has for the words.
func (f *finder) entries(ts []word) []entry {
	f.key = appendKey(f.key[:0], ts)
	return f.v.known[string(f.key)]
}

func placeOf(b *screenplay.Block, ts []word) Place {
	first, last := &ts[0], &ts[len(ts)-1]
	return Place{b.ID, first.start, last.end, b.Text[first.from:last.to]}
}

var determiners = wordSet(`a an the his her their its my your our this that these those another each every some several many
	one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty hundred dozens dozen both
	first second third last other next few old new same own`)

var subjects = wordSet(`he she it they we i you who to and-then will would can could must shall should may might don't doesn't`)

var prepositions = wordSet("of in on at to into onto from with by for under over behind through against toward towards past")

// massNouns are no longer nouns when they end in s: "the horse steams".
var massNouns = wordSet("steam smoke snow rain fog mist fire")

// vessels hold what follows "of": "a bowl of soup" is a bowl.
var vessels = wordSet("bowl cup mug bottle glass bucket basket crate barrel box bag plate tray flask thermos wallet deck bundle")

func wordSet(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

// denial are the words that figurative looks at.
var denial = wordSet("like resembles resembling reminiscent imaginary imagined metaphorical as than size shape colour color height width smell no without neither nor never not")

// figurative marks the words of a text that are only compared with: what follows
// "like", "as a", "the size of" up to the next mark, and what is denied by "no",
// "without" or "not a".
func figurative(ts []word, out []bool) []bool {
	out = append(out[:0], make([]bool, len(ts))...)
	until := -1
	for i, t := range ts {
		if t.before != 0 && strings.ContainsRune(",.;:!?—–()\"”“", t.before) {
			until = -1
		}
		if i <= until || until == -2 {
			out[i] = true
		}
		if t.uses&denies == 0 {
			continue
		}
		next := ""
		if i+1 < len(ts) {
			next = ts[i+1].low
		}
		switch t.low {
		case "like", "resembles", "resembling", "reminiscent", "imaginary", "imagined", "metaphorical":
			if i == 0 || !subjects[ts[i-1].low] || t.low != "like" {
				until = -2
			}
		case "as":
			if next == "if" || next == "though" || next == "one" {
				until = -2
			} else if (next == "a" || next == "an") && i > 0 {
				until = -2
			} else if i >= 2 && ts[i-2].low == "as" {
				until = -2
			}
		case "than":
			until = -2
		case "size", "shape", "colour", "color", "height", "width", "smell":
			if next == "of" {
				until = -2
			}
		case "no", "without", "neither", "nor", "never":
			until = i + 2
		case "not":
			if next == "a" || next == "the" {
				until = i + 3
			}
		}
	}
	return out
}
