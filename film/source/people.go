package source

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Person is somebody the book names.
type Person struct {
	Name     string   `json:"name"`
	Aliases  []string `json:"aliases"`  // other names of the same person in the book
	Mentions int      `json:"mentions"` // of all names
	Chapters []int    `json:"chapters"` // numbers, from 1, of those that name the person
}

// People proposes who is named in the book, most mentioned first. A name counts
// when it has a title ("Nurse Aase"), speaks or acts ("said Ada"), or is written
// with a capital inside sentences and is mostly no place. A language that writes
// all nouns with capitals is judged by titles and speech alone. It is a proposal:
// who matters is for a person to say.
func (t *Text) People() []Person {
	c := census{names: map[string]*name{}, lower: map[string]int{}}
	for i, ch := range t.Chapters {
		if !ch.Matter {
			for line := range strings.SplitSeq(ch.Text, "\n") {
				c.read(line, i+1)
			}
		}
	}
	return c.people(c.capitalNouns())
}

// name is what is known of one spelling.
type name struct {
	text     string
	tokens   []string // without a title before it
	titled   bool
	count    int
	inside   int // not at the beginning of a sentence
	acts     int // beside a verb of speech or act, or with 's
	places   int // after an article or a word that leads to places
	chapters map[int]bool
}

type census struct {
	names  map[string]*name
	lower  map[string]int // words written small
	caps   int            // capitals inside sentences
	inside int            // words inside sentences
}

// token is a word of a line.
type token struct {
	text    string
	capital bool
	begins  bool // begins a sentence
	joined  bool // only a space, or a title's full stop, stands before it
}

func (c *census) read(line string, chapter int) {
	tokens := tokensOf(line)
	for i := 0; i < len(tokens); i++ {
		tok := tokens[i]
		if !tok.begins {
			c.inside++
			if tok.capital {
				c.caps++
			}
		}
		if !tok.capital {
			c.lower[strings.ToLower(tok.text)]++
			continue
		}
		end := i + 1
		for end < len(tokens) && tokens[end].capital && tokens[end].joined && end-i < 4 {
			end++
		}
		c.note(tokens, i, end, chapter)
		for k := i + 1; k < end; k++ {
			c.inside, c.caps = c.inside+1, c.caps+1
		}
		i = end - 1
	}
}

// note counts a run of words with capitals.
func (c *census) note(tokens []token, from, to, chapter int) {
	begins := tokens[from].begins
	for from < to && (stop[tokens[from].text] || begins && small[strings.ToLower(tokens[from].text)]) {
		from, begins = from+1, false
	}
	for to > from && stop[tokens[to-1].text] {
		to--
	}
	if from == to {
		return
	}
	var parts []string
	owns := false
	for k := from; k < to; k++ {
		word, has := bareName(tokens[k].text)
		owns = has
		parts = append(parts, word)
	}
	titled := titles[parts[0]] && len(parts) > 1
	key := strings.Join(parts, " ")
	n := c.names[key]
	if n == nil {
		n = &name{text: key, tokens: parts, titled: titled, chapters: map[int]bool{}}
		if titled {
			n.tokens = parts[1:]
		}
		c.names[key] = n
	}
	n.count++
	n.chapters[chapter] = true
	if !begins {
		n.inside++
	}
	if owns || to < len(tokens) && verbs[tokens[to].text] || from > 0 && speech[tokens[from-1].text] {
		n.acts++
	}
	if from > 0 && leads[strings.ToLower(tokens[from-1].text)] {
		n.places++
	}
}

// capitalNouns tells a language that writes nouns with capitals, as German does.
func (c *census) capitalNouns() bool { return c.inside > 200 && c.caps*100 > c.inside*12 }

func (c *census) people(nouns bool) []Person {
	var sure []*name
	known := map[string]bool{}
	for _, n := range c.names {
		if c.isPerson(n, nouns) {
			sure = append(sure, n)
			known[n.text] = true
		}
	}
	for _, n := range c.names { // the full name of somebody who is mostly called by the first
		if !known[n.text] && len(n.tokens) > 1 && known[n.tokens[0]] {
			sure = append(sure, n)
		}
	}
	slices.SortFunc(sure, func(a, b *name) int { return cmp.Or(b.count-a.count, cmp.Compare(a.text, b.text)) })
	groups := joinNames(sure)
	out := []Person{}
	for _, g := range groups {
		out = append(out, personOf(g))
	}
	slices.SortStableFunc(out, func(a, b Person) int {
		return cmp.Or(b.Mentions-a.Mentions, a.Chapters[0]-b.Chapters[0], cmp.Compare(a.Name, b.Name))
	})
	return out
}

func (c *census) isPerson(n *name, nouns bool) bool {
	if len(n.tokens) == 1 && !n.titled {
		if utf8.RuneCountInString(n.text) < 2 || c.lower[strings.ToLower(n.text)]*2 > n.count || titles[n.text] && n.acts == 0 {
			return false
		}
	}
	switch {
	case n.titled:
		return n.count >= 2 || n.acts > 0
	case n.places*2 > n.count:
		return false
	case nouns:
		return n.acts >= 2 && n.acts*8 >= n.count
	case n.acts > 0 && n.count >= 2 && n.inside > 0:
		return true
	}
	return n.inside >= 4 && n.places*4 < n.count
}

// joinNames puts the names of one person together: a first name with the one full
// name it begins, a surname with the one titled name that ends in it.
func joinNames(sure []*name) [][]*name {
	var groups [][]*name
	home := map[*name]int{}
	full := func(n *name) bool { return len(n.tokens) > 1 || n.titled }
	for _, n := range sure {
		if full(n) {
			home[n] = len(groups)
			groups = append(groups, []*name{n})
		}
	}
	for _, n := range sure {
		if full(n) {
			continue
		}
		at := -1
		for _, other := range sure {
			fits := full(other) && (other.tokens[0] == n.text && !other.titled || other.titled && other.tokens[len(other.tokens)-1] == n.text)
			if !fits {
				continue
			}
			if at >= 0 && at != home[other] {
				at = -2
				break
			}
			at = home[other]
		}
		if at < 0 {
			home[n] = len(groups)
			groups = append(groups, []*name{n})
			continue
		}
		groups[at] = append(groups[at], n)
	}
	return groups
}

func personOf(group []*name) Person {
	slices.SortStableFunc(group, func(a, b *name) int { return b.count - a.count })
	p := Person{Name: group[0].text, Aliases: []string{}, Chapters: []int{}}
	chapters := map[int]bool{}
	for i, n := range group {
		p.Mentions += n.count
		if i > 0 {
			p.Aliases = append(p.Aliases, n.text)
		}
		for ch := range n.chapters {
			chapters[ch] = true
		}
	}
	for ch := range chapters {
		p.Chapters = append(p.Chapters, ch)
	}
	slices.Sort(p.Chapters)
	return p
}

func tokensOf(line string) []token {
	var out []token
	last := 0
	eachWord(line, func(from, to int) {
		between := line[last:from]
		text := line[from:to]
		r, n := utf8.DecodeRuneInString(text)
		next, _ := utf8.DecodeRuneInString(text[n:])
		tok := token{text: text, capital: unicode.IsUpper(r) && (len(text) == n || unicode.IsLower(next) || next == '\'' || next == '’')}
		titled := len(out) > 0 && titles[out[len(out)-1].text] && between == ". "
		tok.joined = between == " " || titled
		tok.begins = len(out) == 0 || !titled && strings.ContainsAny(between, ".!?…:\"“„«»‘—–*")
		out = append(out, tok)
		last = to
	})
	return out
}

// bareName takes the 's off.
func bareName(word string) (_ string, owns bool) {
	for _, s := range []string{"'s", "’s"} {
		if w, ok := strings.CutSuffix(word, s); ok {
			return w, true
		}
	}
	return word, false
}

func set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

var (
	titles = set("Mr Mrs Ms Miss Dr Doctor Captain Capt Inspector Detective Sergeant Officer Nurse Sister Brother Father Mother Aunt Uncle Old Young Lady Lord Sir Dame Professor Prof Reverend Rev Pastor King Queen Prince Princess Judge Madame Monsieur Mademoiselle Señor Señora Don Doña Dom Dona Herr Frau Fräulein Doktor Onkel Tante Skipper Keeper")
	verbs  = set("said says asked replied answered whispered cried called shouted muttered murmured laughed smiled nodded looked turned thought knew wanted felt stood sat went came took told spoke sang wept frowned sighed began lifted wrote heard held waited walked ran kept had sagte fragte rief antwortete flüsterte lachte dachte nickte dit demanda répondit cria murmura pensa disse perguntou respondeu dijo preguntó respondió sa spurte svarte")
	speech = set("said says asked replied answered whispered cried called shouted muttered murmured laughed told sagte fragte rief antwortete flüsterte lachte dit demanda répondit cria murmura disse perguntou respondeu dijo preguntó respondió sa spurte svarte")
	leads  = set("the a an in at to from near of off toward towards past around through across into outside nach von aus bei zu à de au em no na til fra ved")
	small  = set("the a an and but or so then when if as he she it they we you i his her their our my your this that these those there here no not yes nobody everyone what who why how where which with without for in on at by from of to up down out over under after before all one two three four some every each even still only now perhaps once again later outside inside behind through its is was were are do did had has have be been let must may might could would should can cannot nothing something because while until since though der die das ein eine und aber er sie es wir ihr ich in auf mit von zu nicht le la les un une et mais il elle ils on je o os as um uma e mas ele ela eles")
	stop   = set("I I'm I'd I'll I've I’m I’d I’ll I’ve January February March April May June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday Christmas Easter God Chapter Part Januar Februar März Mai Juni Juli Oktober Dezember Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag")
)

// Named lists every place where one of the names stands as words of its own, in
// reading order. Capitals count, so that Grace is not found in grace.
func (t *Text) Named(names []string) []Anchor {
	var wanted [][]string
	for _, n := range names {
		var parts []string
		eachWord(n, func(from, to int) { parts = append(parts, n[from:to]) })
		if len(parts) > 0 {
			wanted = append(wanted, parts)
		}
	}
	slices.SortStableFunc(wanted, func(a, b []string) int { return len(b) - len(a) })
	var out []Anchor
	for i, c := range t.Chapters {
		if c.Matter {
			continue
		}
		var words []string
		var spots []Anchor
		runes, at := 0, 0
		eachWord(c.Text, func(from, to int) {
			runes += utf8.RuneCountInString(c.Text[at:from])
			n := utf8.RuneCountInString(c.Text[from:to])
			w, _ := bareName(c.Text[from:to])
			words = append(words, w)
			spots = append(spots, Anchor{i + 1, runes, runes + n})
			runes, at = runes+n, to
		})
		for k := 0; k < len(words); k++ {
			for _, parts := range wanted {
				if k+len(parts) <= len(words) && slices.Equal(words[k:k+len(parts)], parts) {
					out = append(out, Anchor{i + 1, spots[k].Start, spots[k+len(parts)-1].End})
					k += len(parts) - 1
					break
				}
			}
		}
	}
	return out
}
