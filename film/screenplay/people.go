package screenplay

import (
	"sort"
	"strings"
)

// Person is a character of the whole script.
type Person struct {
	Name string `json:"name"`
	// Aliases are other spellings in the cues, and the full names by which the
	// action introduces the character.
	Aliases []string `json:"aliases"`
	Scenes  int      `json:"scenes"`
	Lines   int      `json:"lines"`
	Words   int      `json:"words"`
	Group   bool     `json:"group,omitempty"` // ALL, CROWD: no part of anybody
	// Role is what numbered parts have in common: GUARD of GUARD 1 and GUARD 2.
	Role string `json:"role,omitempty"`
	// Perhaps are other characters this may be: a misspelling, the same person at
	// another age, a name with and without a title. Nothing is joined for them.
	Perhaps []string `json:"perhaps,omitempty"`
}

// People lists every character who has a cue or is introduced with an age, most
// lines first, with spellings of one name joined.
func (s *Script) People(scenes []Scene) []Person {
	names := s.names()
	return s.people(scenes, names, s.speeches(names))
}

// People lists the characters of the script, as Script.People does.
func (st *Study) People() []Person { return st.Script.people(st.Scenes, st.names, st.Speeches) }

func (s *Script) people(scenes []Scene, names *cast, speeches []Speech) []Person {
	index := map[string]int{}
	var out []Person
	person := func(name string) *Person {
		at, ok := index[name]
		if !ok {
			at = len(out)
			index[name] = at
			out = append(out, Person{Name: name, Aliases: []string{}, Group: IsGroup(name), Role: role(name)})
		}
		return &out[at]
	}
	for i := range scenes {
		for _, c := range scenes[i].Characters {
			p := person(c.Name)
			p.Scenes++
			p.Lines += c.Lines
			p.Words += c.Words
		}
	}
	for _, sp := range speeches {
		if sp.Scene >= 0 {
			break
		}
		for _, name := range sp.Names { // before the first scene heading
			p := person(name)
			p.Lines++
			p.Words += sp.Words
		}
	}
	s.aliases(names, index, out)
	for _, o := range s.offers(names) {
		if at, ok := index[o.Name]; ok {
			out[at].Perhaps = append(out[at].Perhaps, o.Of)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Lines > out[j].Lines })
	return out
}

// role is the name of a numbered part without its number, "" if it has none.
func role(name string) string {
	head, number, ok := strings.Cut(nameKey(name), " ")
	for ok && strings.Contains(number, " ") {
		var more string
		more, number, _ = strings.Cut(number, " ")
		head += " " + more
	}
	if !ok || number == "" || strings.Trim(number, "0123456789") != "" {
		return ""
	}
	return head
}

// aliases lists the spellings of each name that differ from it: in the cues, and
// where the action introduces somebody.
func (s *Script) aliases(names *cast, index map[string]int, out []Person) {
	seen := map[string]bool{}
	add := func(name, written string) {
		at, ok := index[name]
		if !ok || written == name || seen[name+"\x00"+written] {
			return
		}
		seen[name+"\x00"+written] = true
		out[at].Aliases = append(out[at].Aliases, written)
	}
	for i := range s.Blocks {
		b := &s.Blocks[i]
		if b.Type != Character || seen[b.Text] {
			continue
		}
		seen[b.Text] = true
		written := strings.TrimSpace(b.Text)
		if j := strings.IndexAny(written, "(（"); j > 0 {
			written = strings.TrimSpace(written[:j])
		}
		name := names.cue(b.Text).Name
		if len(names.speakers(name)) == 1 {
			add(names.of(name), written)
		}
	}
	full := make([]string, 0, len(names.full))
	for name := range names.full {
		full = append(full, name)
	}
	sort.Strings(full)
	for _, name := range full {
		if strings.Contains(name, " ") {
			add(names.full[name], name)
		}
	}
}
