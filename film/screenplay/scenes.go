package screenplay

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Scene is a stretch of blocks under one heading. What stands before the first
// heading belongs to no scene.
type Scene struct {
	ID      string `json:"id"`     // id of the heading block
	Number  string `json:"number"` // as the script numbers it, "" if it does not
	Ordinal int    `json:"ordinal"`
	Text    string `json:"heading"`
	Heading
	Start      int        `json:"start"` // index of the heading in Script.Blocks
	End        int        `json:"end"`   // index after the last block
	Synopsis   string     `json:"synopsis,omitempty"`
	Characters []Presence `json:"characters"` // speakers in order of first cue, then others named in the action
	Words      int        `json:"words"`      // of dialogue and action
	Seconds    int        `json:"seconds"`    // estimated screen time
	Omitted    bool       `json:"omitted,omitempty"`
	StoryDay   int        `json:"story_day"` // proposed, from 1
}

// Presence is one character in one scene.
type Presence struct {
	Name  string `json:"name"`
	Lines int    `json:"lines"` // speeches
	Words int    `json:"words"` // spoken
	Heard bool   `json:"heard"` // speaks only off screen (V.O., O.S., O.C.)
}

// Speaks reports whether the character has a line in the scene.
func (p Presence) Speaks() bool { return p.Lines > 0 }

// Person is a character of the whole script.
type Person struct {
	Name    string   `json:"name"`
	Aliases []string `json:"aliases"` // other spellings in the cues
	Scenes  int      `json:"scenes"`
	Lines   int      `json:"lines"`
	Words   int      `json:"words"`
}

// Scenes derives the scenes of the script from its headings.
func (s *Script) Scenes() []Scene {
	var out []Scene
	for i := range s.Blocks {
		b := &s.Blocks[i]
		if b.Type != SceneHeading {
			continue
		}
		if n := len(out); n > 0 {
			out[n-1].End = i
		}
		out = append(out, Scene{ID: b.ID, Number: b.Number, Ordinal: len(out) + 1, Text: b.Text,
			Heading: ParseHeading(b.Text), Start: i, End: len(s.Blocks), Omitted: b.Omitted || isOmitted(b.Text)})
	}
	names := s.cueNames()
	for i := range out {
		s.fill(&out[i], names)
	}
	settleTimes(out)
	return out
}

func isOmitted(heading string) bool {
	switch lettersOnly(strings.ToUpper(heading)) {
	case "OMITTED", "OMIT", "SCENEOMITTED":
		return true
	}
	return false
}

// cueNames is every name that has a cue.
func (s *Script) cueNames() map[string]bool {
	names := map[string]bool{}
	for i := range s.Blocks {
		if s.Blocks[i].Type == Character {
			if n := ParseCue(s.Blocks[i].Text).Name; n != "" {
				names[n] = true
			}
		}
	}
	return names
}

// Speakers splits a cue that names several known characters, such as
// "BOB AND MARGARET"; any other cue is its own name.
func speakers(name string, known map[string]bool) []string {
	for _, sep := range [...]string{" AND ", " & ", "/", ", ", " + "} {
		parts := strings.Split(name, sep)
		if len(parts) < 2 {
			continue
		}
		all := true
		for i, p := range parts {
			parts[i] = strings.TrimSpace(p)
			all = all && known[parts[i]]
		}
		if all {
			return parts
		}
	}
	return []string{name}
}

// fill reads what a scene says: who speaks, who is there, how long it plays.
func (s *Script) fill(sc *Scene, names map[string]bool) {
	index := map[string]int{}
	person := func(name string) *Presence {
		i, ok := index[name]
		if !ok {
			i = len(sc.Characters)
			index[name] = i
			sc.Characters = append(sc.Characters, Presence{Name: name, Heard: true})
		}
		return &sc.Characters[i]
	}
	var who []string
	var seconds float64
	outlined := false
	for i := sc.Start + 1; i < sc.End; i++ {
		b := &s.Blocks[i]
		switch b.Type {
		case Character:
			c := ParseCue(b.Text)
			if c.Name == "" {
				continue
			}
			who = speakers(c.Name, names)
			for _, name := range who {
				p := person(name)
				p.Lines++
				p.Heard = p.Heard && c.OffScreen()
			}
			seconds += secondsPerSpeech
		case Dialogue, Lyrics:
			n := countWords(b.Text)
			for _, name := range who {
				person(name).Words += n
			}
			sc.Words += n
			seconds += float64(n) * secondsPerSpokenWord
		case Action:
			n := countWords(b.Text)
			sc.Words += n
			seconds += secondsPerAction + float64(n)*secondsPerActionWord
			who = nil
		case Section:
			outlined = true
		case Synopsis:
			if outlined {
				continue // it tells the section that begins here
			}
			if sc.Synopsis != "" {
				sc.Synopsis += "\n"
			}
			sc.Synopsis += b.Text
		}
	}
	s.silent(sc, names, index)
	if sc.Characters == nil {
		sc.Characters = []Presence{}
	}
	sc.Seconds = max(int(seconds+0.5), 1)
}

// Rates of the screen time estimate: a page of pure dialogue and a page of pure
// action both come to about a minute in the standard layout.
const (
	secondsPerSpeech     = 0.5
	secondsPerSpokenWord = 0.36
	secondsPerAction     = 0.8
	secondsPerActionWord = 0.22
)

// silent adds known characters named in the action who have no line in the scene.
func (s *Script) silent(sc *Scene, names map[string]bool, index map[string]int) {
	for i := sc.Start + 1; i < sc.End; i++ {
		b := &s.Blocks[i]
		if b.Type != Action {
			continue
		}
		for _, name := range NamesIn(b.Text, names) {
			if _, ok := index[name]; !ok && !partOfSpeaker(name, sc.Characters) {
				index[name] = len(sc.Characters)
				sc.Characters = append(sc.Characters, Presence{Name: name})
			}
		}
	}
}

// partOfSpeaker reports whether a name mentioned in the action is short for a
// speaker of the scene: "Ada" where OLD ADA speaks.
func partOfSpeaker(name string, there []Presence) bool {
	for _, p := range there {
		if p.Lines > 0 && (strings.HasSuffix(p.Name, " "+name) || strings.HasPrefix(p.Name, name+" ")) {
			return true
		}
	}
	return false
}

// NamesIn lists the known names (in capitals) that text mentions as proper
// names: capitalised, whole words. The result is in order of mention.
func NamesIn(text string, known map[string]bool) []string {
	var out []string
	words, _ := wordsOf(text)
	for i := 0; i < len(words); i++ {
		r, _ := utf8.DecodeRuneInString(words[i])
		if !unicode.IsUpper(r) && (unicode.IsLower(r) || !unicode.IsLetter(r)) {
			continue
		}
		name := ""
		for n := min(4, len(words)-i); n > 0; n-- {
			try := strings.ToUpper(strings.Join(words[i:i+n], " "))
			if known[try] {
				name = try
				i += n - 1
				break
			}
			if base, ok := strings.CutSuffix(strings.ReplaceAll(try, "’", "'"), "'S"); ok && known[base] {
				name = base
				i += n - 1
				break
			}
		}
		if name != "" {
			out = append(out, name)
		}
	}
	return out
}

// wordsOf splits text into words with their byte offsets.
func wordsOf(text string) (words []string, at []int) {
	start := -1
	for i, r := range text {
		in := unicode.IsLetter(r) || unicode.IsDigit(r) || (r == '\'' || r == '’' || r == '-' || r == '.') && start >= 0
		if in && start < 0 {
			start = i
		}
		if !in && start >= 0 {
			words, at = append(words, strings.TrimRight(text[start:i], ".-'’")), append(at, start)
			start = -1
		}
	}
	if start >= 0 {
		words, at = append(words, strings.TrimRight(text[start:], ".-'’")), append(at, start)
	}
	return words, at
}

func countWords(text string) int {
	n, in := 0, false
	for _, r := range text {
		space := r == ' ' || r == '\n' || r == '\t' || r == '\u00a0'
		if !space && !in {
			n++
		}
		in = !space
	}
	return n
}

// settleTimes gives scenes without a light of their own that of the scene
// before, and proposes story days: a new one begins when light goes from night
// to day, or the heading says so.
func settleTimes(scenes []Scene) {
	day, last := 1, ""
	for i := range scenes {
		sc := &scenes[i]
		light := sc.Light
		if light == "" {
			light = last
			if sc.Time != "" || last != "" {
				sc.Light = light
			}
		}
		next := strings.Contains(sc.Time, "NEXT") || strings.Contains(sc.Time, "FOLLOWING")
		if i > 0 && (next || (last == "night" || last == "dusk") && (light == "day" || light == "dawn")) {
			day++
		}
		sc.StoryDay = day
		if light != "" {
			last = light
		}
	}
}

// People lists every character who speaks, most lines first, with spellings of
// one name joined.
func (s *Script) People(scenes []Scene) []Person {
	index := map[string]int{}
	var out []Person
	for i := range scenes {
		for _, c := range scenes[i].Characters {
			at, ok := index[c.Name]
			if !ok {
				at = len(out)
				index[c.Name] = at
				out = append(out, Person{Name: c.Name, Aliases: []string{}})
			}
			out[at].Scenes++
			out[at].Lines += c.Lines
			out[at].Words += c.Words
		}
	}
	s.cuesOutside(scenes, index, &out)
	s.aliases(index, out)
	sort.SliceStable(out, func(i, j int) bool { return out[i].Lines > out[j].Lines })
	return out
}

// cuesOutside counts speeches before the first scene heading.
func (s *Script) cuesOutside(scenes []Scene, index map[string]int, out *[]Person) {
	end := len(s.Blocks)
	if len(scenes) > 0 {
		end = scenes[0].Start
	}
	at := -1
	for i := 0; i < end; i++ {
		b := &s.Blocks[i]
		switch b.Type {
		case Character:
			name := ParseCue(b.Text).Name
			if name == "" {
				continue
			}
			n, ok := index[name]
			if !ok {
				n = len(*out)
				index[name] = n
				*out = append(*out, Person{Name: name, Aliases: []string{}})
			}
			at = n
			(*out)[at].Lines++
		case Dialogue, Lyrics:
			if at >= 0 {
				(*out)[at].Words += countWords(b.Text)
			}
		case Action:
			at = -1
		}
	}
}

// aliases lists the spellings of each name in the cues that differ from it.
func (s *Script) aliases(index map[string]int, out []Person) {
	seen := map[string]bool{}
	for i := range s.Blocks {
		b := &s.Blocks[i]
		if b.Type != Character || seen[b.Text] {
			continue
		}
		seen[b.Text] = true
		name := ParseCue(b.Text).Name
		at, ok := index[name]
		if !ok {
			continue
		}
		written := strings.TrimSpace(b.Text)
		if j := strings.IndexAny(written, "(（"); j > 0 {
			written = strings.TrimSpace(written[:j])
		}
		if written != out[at].Name && !contains(out[at].Aliases, written) {
			out[at].Aliases = append(out[at].Aliases, written)
		}
	}
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}
