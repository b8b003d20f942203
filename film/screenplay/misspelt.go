package screenplay

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Offer is a cue name that may belong to another character. A person decides:
// nothing is joined for it.
type Offer struct {
	Name string // as in the cue
	Of   string // the character it may be
	Why  string // "misspelt", "age", "title", "name", "spelling"
	Line int    // of the first cue, 0 if unknown
	text string
}

// most offers that are made; a script with more has another trouble.
const mostOffers = 100

// Offers finds cue names that may be another character's: with a slip of one
// letter, an age before it (YOUNG ANNA), a title (DR. COLE), a family name, or
// other accents, spaces and hyphens.
func (s *Script) Offers() []Offer { return s.offers(s.names()) }

func (s *Script) offers(names *cast) []Offer {
	c := s.cueCounts(names)
	slips := c.often()
	plain := map[string]string{}
	var out []Offer
	for _, name := range c.names {
		if len(out) >= mostOffers {
			break
		}
		if of, n := c.misspelt(name, slips); of != "" {
			out = append(out, Offer{name, of, "misspelt", c.line[name], fmt.Sprintf("cue %s is used %d times, %s %d times: the same character?", name, c.count[name], of, n)})
			continue
		}
		key := bare(name)
		if of, ok := plain[key]; ok {
			out = append(out, Offer{name, of, "spelling", c.line[name], fmt.Sprintf("cues %s and %s differ in accents or spaces only: the same character?", name, of)})
			continue
		}
		plain[key] = name
		if of, kind := c.shorter(name); of != "" {
			what := map[string]string{"age": "at another age", "title": "with a title", "name": "with a longer name"}[kind]
			out = append(out, Offer{name, of, kind, c.line[name], fmt.Sprintf("cue %s may be %s %s: kept apart", name, of, what)})
		}
	}
	return out
}

// Misspelt gives the offers as findings.
func (s *Script) Misspelt() []Finding { return s.misspelt(s.names()) }

// Misspelt gives the offers as findings.
func (st *Study) Misspelt() []Finding { return st.Script.misspelt(st.names) }

func (s *Script) misspelt(names *cast) []Finding {
	var out []Finding
	for _, o := range s.offers(names) {
		out = append(out, Finding{Info, fmt.Sprintf("%s:%d", s.Name, o.Line), o.text})
	}
	return out
}

// cues counts how often each name has a cue.
type cues struct {
	names []string // in order of first use
	count map[string]int
	line  map[string]int
}

func (s *Script) cueCounts(names *cast) cues {
	c := cues{count: map[string]int{}, line: map[string]int{}}
	for i := range s.Blocks {
		b := &s.Blocks[i]
		if b.Type != Character {
			continue
		}
		for _, n := range names.speakers(names.cue(b.Text).Name) {
			if n == "" {
				continue
			}
			if c.count[n] == 0 {
				c.names, c.line[n] = append(c.names, n), b.Line
			}
			c.count[n]++
		}
	}
	return c
}

// often lists the names used four times or more under themselves and under
// themselves less one letter, so that a slip is found without comparing all pairs.
func (c cues) often() map[string][]string {
	out := map[string][]string{}
	for _, name := range c.names {
		if c.count[name] >= 4 && len(name) <= 40 {
			for _, k := range less(name) {
				out[k] = append(out[k], name)
			}
		}
	}
	return out
}

// less gives a name and everything it becomes when a letter is left out.
func less(name string) []string {
	r := []rune(name)
	out := []string{name}
	for i := range r {
		out = append(out, string(r[:i])+string(r[i+1:]))
	}
	return out
}

// misspelt finds the name that a rare one probably is: one letter wrong, missing,
// too many or swapped, in a name of five letters or more used at most twice.
func (c cues) misspelt(rare string, slips map[string][]string) (string, int) {
	if c.count[rare] > 2 || len(rare) < 5 || len(rare) > 40 {
		return "", 0
	}
	for _, k := range less(rare) {
		for _, often := range slips[k] {
			if often != rare && oneSlip([]rune(rare), []rune(often)) {
				return often, c.count[often]
			}
		}
	}
	return "", 0
}

// shorter finds the cue name that a longer one holds: without its age, its title,
// or its family name.
func (c cues) shorter(name string) (of, kind string) {
	f := strings.Fields(name)
	if len(f) < 2 || role(name) != "" {
		return "", ""
	}
	rest, last := strings.Join(f[1:], " "), f[len(f)-1]
	switch first := strings.Trim(f[0], "."); {
	case ages[first] && c.count[rest] > 0:
		return rest, "age"
	case titles[first] && c.count[rest] > 0:
		return rest, "title"
	case titles[first] && len(f) > 2 && c.count[last] > 0:
		return last, "title"
	case ages[first] || titles[first] || last == "JR." || last == "SR." || last == "JR" || last == "SR":
		return "", ""
	case c.count[f[0]] > 0 && len(f) == 2 && !ordinary[f[0]]:
		return f[0], "name"
	case c.count[last] > 0 && len(f) == 2 && !ordinary[last]:
		return last, "name"
	}
	return "", ""
}

// bare is a name without accents, spaces and marks.
func bare(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return r
	}, norm.NFD.String(name))
}

// oneSlip reports whether a becomes b by one change of a letter or one swap of
// neighbours. A changed digit is no slip: GUARD 1 is not GUARD 2.
func oneSlip(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	digit := func(r rune) bool { return r >= '0' && r <= '9' || r == ' ' }
	if len(a) < len(b) {
		return !digit(b[i]) && string(a[i:]) == string(b[i+1:])
	}
	if i == len(a) || digit(a[i]) || digit(b[i]) {
		return false
	}
	if string(a[i+1:]) == string(b[i+1:]) {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && string(a[i+2:]) == string(b[i+2:])
}
