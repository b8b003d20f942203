package breakdown

import (
	"strings"
	"unicode"

	"backlot/film/screenplay"
)

// word is one word of a text with its place in runes and the mark before it.
type word struct {
	text       string
	low        string // lower case, without possessive
	lemma      string // singular
	start, end int
	before     rune // last mark between this word and the one before: ',' '.' and so on, or 0
	plural     bool
	caps       bool
	own        bool // possessive: "Mara's"
}

// split parts a text into words.
func split(text string) []word {
	var out []word
	start, n := -1, 0
	var mark rune
	runes := []rune(text)
	flush := func(end int) {
		if start < 0 {
			return
		}
		w := word{text: string(runes[start:end]), start: start, end: end, before: mark}
		w.fill()
		out = append(out, w)
		start, mark = -1, 0
	}
	for i, r := range runes {
		n = i
		in := unicode.IsLetter(r) || unicode.IsDigit(r) || (r == '\'' || r == '’' || r == '-') && start >= 0 && i+1 < len(runes) && unicode.IsLetter(runes[i+1])
		if in {
			if start < 0 {
				start = i
			}
			continue
		}
		flush(i)
		if !unicode.IsSpace(r) {
			mark = r
		}
	}
	flush(n + 1)
	return out
}

func (w *word) fill() {
	t := strings.ReplaceAll(w.text, "’", "'")
	w.low = strings.ToLower(t)
	if s, ok := strings.CutSuffix(w.low, "'s"); ok {
		w.low, w.own = s, true
	}
	w.caps = len(w.text) > 1 && w.text == strings.ToUpper(w.text) && strings.ToLower(w.text) != w.text
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
func key(ts []word) string {
	if len(ts) == 1 {
		return ts[0].lemma
	}
	parts := make([]string, len(ts))
	for i, t := range ts {
		parts[i] = t.low
		if t.own {
			parts[i] += "'s"
		}
	}
	parts[len(parts)-1] = ts[len(ts)-1].lemma
	return strings.Join(parts, " ")
}

func placeOf(b *screenplay.Block, ts []word) Place {
	r := []rune(b.Text)
	from, to := ts[0].start, ts[len(ts)-1].end
	return Place{b.ID, from, to, string(r[from:to])}
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

// figurative marks the words of a text that are only compared with: what follows
// "like", "as a", "the size of" up to the next mark, and what is denied by "no",
// "without" or "not a".
func figurative(ts []word) []bool {
	out := make([]bool, len(ts))
	until := -1
	for i, t := range ts {
		if t.before != 0 && strings.ContainsRune(",.;:!?—–()\"”“", t.before) {
			until = -1
		}
		if i <= until || until == -2 {
			out[i] = true
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
