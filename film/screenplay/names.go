package screenplay

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// cast is everybody a script names: whoever has a cue, and whoever the action
// introduces with an age and who never speaks.
type cast struct {
	known map[string]bool   // names, one spelling each; groups among them
	canon map[string]string // every other spelling to the name it stands for
	full  map[string]string // what the action calls somebody to the name: PAULA OKORO to OKORO
	first map[string][]string
	cues  map[string]Cue      // every cue of the script by its text, taken apart
	split map[string][]string // speakers of the cues that name several
	words map[string][]string // of words as written, the names that begin with them
}

// cue takes a cue of the script apart.
func (n *cast) cue(text string) Cue {
	if c, ok := n.cues[text]; ok {
		return c
	}
	c := ParseCue(text)
	n.cues[text] = c
	return c
}

// groups are cues of many at once. They are nobody's part.
var groups = set(`ALL BOTH EVERYBODY EVERYONE TOGETHER CROWD MOB CHORUS AUDIENCE OTHERS VARIOUS SEVERAL UNISON CONGREGATION VOICES KIDS CHILDREN MEN WOMEN
	PEOPLE GUESTS STUDENTS SOLDIERS TOUS TOUTES ALLE BEIDE TODOS TODAS TUTTI ВСЕ 众人 全員`)

// IsGroup reports whether a cue name stands for many people at once, such as ALL,
// THE CROWD or "VARIOUS VOICES", and not for a part.
func IsGroup(name string) bool {
	name = strings.TrimPrefix(name, "THE ")
	if groups[name] {
		return true
	}
	first, last, ok := strings.Cut(name, " ")
	return ok && (groups[last] && (groups[first] || first == "ALL") || first == "ALL" && (last == "THREE" || last == "FOUR" || last == "TOGETHER"))
}

// names reads who the script names.
func (s *Script) names() *cast {
	n := &cast{known: map[string]bool{}, canon: map[string]string{}, full: map[string]string{}, first: map[string][]string{},
		cues: map[string]Cue{}, split: map[string][]string{}, words: map[string][]string{}}
	byKey := map[string]string{}
	for i := range s.Blocks {
		if s.Blocks[i].Type != Character {
			continue
		}
		if _, seen := n.cues[s.Blocks[i].Text]; seen {
			continue
		}
		name := n.cue(s.Blocks[i].Text).Name
		if name == "" || n.known[name] || n.canon[name] != "" {
			continue
		}
		key := nameKey(name)
		if usual, ok := byKey[key]; ok {
			n.canon[name] = usual
			continue
		}
		byKey[key], n.known[name] = name, true
	}
	s.introduced(n)
	for name := range n.known {
		n.index(name)
	}
	for name := range n.canon {
		n.index(name)
	}
	for name := range n.full {
		n.index(name)
	}
	for _, list := range n.first {
		sort.Slice(list, func(i, j int) bool {
			return len(list[i]) > len(list[j]) || len(list[i]) == len(list[j]) && list[i] < list[j]
		})
	}
	return n
}

// index lists a name under its first word, to be found in the action. Groups are
// not: "All" begins too many sentences.
func (n *cast) index(name string) {
	if IsGroup(name) || strings.ContainsAny(name, "/&+") {
		return
	}
	word, _, _ := strings.Cut(name, " ")
	n.first[word] = append(n.first[word], name)
}

// nameKey is what two spellings of one name have in common: GUARD #1 is GUARD ONE,
// DR. COLE is DR COLE.
func nameKey(name string) string {
	name = strings.NewReplacer(".", "", "#", "", "’", "'").Replace(name)
	f := strings.Fields(name)
	if n := len(f); n > 1 {
		for i, w := range [...]string{"ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN"} {
			if f[n-1] == w {
				f[n-1] = string("0123456789"[(i+1)%10])
				if i == 9 {
					f[n-1] = "10"
				}
			}
		}
	}
	return strings.Join(f, " ")
}

// of is the name that a spelling in a cue stands for.
func (n *cast) of(name string) string {
	if usual, ok := n.canon[name]; ok {
		return usual
	}
	return name
}

// speakers splits a cue that names several characters, such as "BOB AND
// MARGARET", if at least one of them has a cue alone; any other cue is one name.
func (n *cast) speakers(name string) []string {
	out, ok := n.split[name]
	if !ok {
		out = n.parted(name)
		n.split[name] = out
	}
	return out
}

func (n *cast) parted(name string) []string {
	if !strings.ContainsAny(name, "/&,+") && !strings.Contains(name, " AND ") && !strings.Contains(name, " UND ") && !strings.Contains(name, " ET ") {
		return []string{n.of(name)}
	}
	text := name
	for _, sep := range [...]string{" AND ", " UND ", " ET ", " & ", "&", ", ", " + ", " / "} {
		text = strings.ReplaceAll(text, sep, "/")
	}
	known := false
	var out []string
	for part := range strings.SplitSeq(text, "/") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		if len(strings.Fields(part)) > 3 {
			return []string{n.of(name)}
		}
		known = known || n.known[part] || n.canon[part] != ""
		out = append(out, n.of(part))
	}
	if !known || len(out) < 2 {
		return []string{n.of(name)}
	}
	return out
}

// Mention is a character named in a text, by the name they have in the cues.
type Mention struct {
	Name       string
	Start, End int // bytes of the text, End not included
}

// in lists the names that text mentions as proper names: capitalised, whole
// words. The result is in order of mention.
func (n *cast) in(text string) []Mention {
	if len(n.first) == 0 {
		return nil
	}
	var out []Mention
	sentence := true // a sentence begins
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			sentence = sentence && r != ',' || r == '.' || r == '!' || r == '?' || r == '\n' || r == '"' || r == '“'
			at += size
			continue
		}
		end := wordEnd(text, at)
		if unicode.IsLower(r) {
			at, sentence = end, false
			continue
		}
		if name, to := n.at(text, at, end); name != "" && !(sentence && ordinary[name] && !shouted(text[at:end])) {
			out = append(out, Mention{name, at, to})
			end = to
		}
		at, sentence = end, false
	}
	return out
}

// at is the longest name that begins with the word of text from at to end, and
// where it ends.
func (n *cast) at(text string, at, end int) (string, int) {
	list, known := n.words[text[at:end]]
	if !known {
		word := strings.ToUpper(strings.ReplaceAll(text[at:end], "’", "'"))
		list = n.first[word]
		if base, ok := strings.CutSuffix(word, "'S"); ok && len(list) == 0 {
			list = n.first[base]
		}
		n.words[text[at:end]] = list
	}
	for _, name := range list {
		to, ok := spells(text[at:], name)
		if !ok {
			continue
		}
		if full, ok := n.full[name]; ok {
			name = full
		}
		return n.of(name), at + to
	}
	return "", 0
}

// spells reports whether text begins with a name, in any case, whole words, and
// how far it goes.
func spells(text, name string) (int, bool) {
	i := 0
	for _, want := range name {
		if i >= len(text) {
			return 0, false
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == '’' {
			r = '\''
		}
		if unicode.ToUpper(r) != want {
			return 0, false
		}
		i += size
	}
	if i < len(text) {
		if r, _ := utf8.DecodeRuneInString(text[i:]); unicode.IsLetter(r) || unicode.IsDigit(r) {
			return 0, false
		}
	}
	return i, true
}

// wordEnd is the end of the word that begins at a place, marks inside it included.
func wordEnd(text string, at int) int {
	end := at
	for i := at; i < len(text); {
		c := text[i]
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9':
			i++
			end = i
			continue
		case c == '\'' || c == '-' || c == '.':
			if end != i {
				return end
			}
			i++
			continue
		case c < utf8.RuneSelf:
			return end
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			end = i + size
		case r != '’' || end != i:
			return end
		}
		i += size
	}
	return end
}

func shouted(word string) bool { return len(word) > 1 && strings.ToUpper(word) == word }

// ordinary are names that begin sentences as plain words.
var ordinary = set(`WILL MAY MARK HOPE BILL GRACE JOY FAITH DAWN SUMMER APRIL JUNE ROSE ART CHASE DREW FRANK GRANT JACK PAT PETER RAY ROB SUE WADE
	MAN WOMAN BOY GIRL VOICE DOCTOR MOTHER FATHER RADIO PHONE COMPUTER ONE TWO NO SHE HE IT`)

func set(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

// introduced reads introductions in the action: a name in capitals with an age,
// "DETECTIVE PAULA OKORO, 41". Such a name is another name of whoever has a cue
// with a part of it, or somebody who never speaks.
func (s *Script) introduced(n *cast) {
	loose := map[string]string{} // a word of a full name to whom it may mean; "" if to several
	silent := []string{}
	for i := range s.Blocks {
		b := &s.Blocks[i]
		if b.Type != Action {
			continue
		}
		for _, run := range introductions(b.Text) {
			if n.known[run] || n.canon[run] != "" || n.full[run] != "" {
				continue
			}
			who, rest := n.within(run)
			if who == "" {
				if len(strings.Fields(run)) <= 3 {
					silent = append(silent, run)
				}
				continue
			}
			n.full[run] = who
			for _, w := range rest {
				if was, ok := loose[w]; ok && was != who {
					loose[w] = ""
				} else {
					loose[w] = who
				}
			}
		}
	}
	for w, who := range loose {
		if who != "" && !n.known[w] && n.canon[w] == "" {
			n.full[w] = who
		}
	}
	for _, run := range silent {
		n.known[run] = true
	}
}

// within finds the cue name that a longer name holds, and the other words of it
// that are names and no titles.
func (n *cast) within(run string) (who string, rest []string) {
	f := strings.Fields(run)
	for size := len(f) - 1; size > 0; size-- {
		for _, from := range [...]int{len(f) - size, 0} {
			if part := strings.Join(f[from:from+size], " "); n.known[part] && !IsGroup(part) {
				for i, w := range f {
					if (i < from || i >= from+size) && !titles[strings.Trim(w, ".")] {
						if ages[w] {
							return "", nil // YOUNG ANNA is not ANNA
						}
						rest = append(rest, w)
					}
				}
				return part, rest
			}
		}
	}
	return "", nil
}

var titles = set(`MR MRS MS MISS DR DOCTOR PROF PROFESSOR SIR LADY LORD DAME KING QUEEN PRINCE PRINCESS CAPTAIN CAPT COLONEL COL MAJOR GENERAL SERGEANT SGT
	LIEUTENANT LT PRIVATE CORPORAL COMMANDER ADMIRAL DETECTIVE INSPECTOR OFFICER AGENT SHERIFF DEPUTY CHIEF MARSHAL CONSTABLE JUDGE SENATOR PRESIDENT MAYOR GOVERNOR
	MINISTER FATHER SISTER BROTHER MOTHER REVEREND PASTOR RABBI IMAM NURSE COACH UNCLE AUNT GRANDPA GRANDMA HERR FRAU MONSIEUR MADAME SEÑOR SEÑORA SIGNOR SIGNORA DON DOÑA`)

var ages = set("YOUNG YOUNGER OLD OLDER LITTLE TEEN TEENAGE ADULT BABY KID ELDERLY AGED CHILD FUTURE PAST")

// introductions lists the names in capitals that text gives an age to.
func introductions(text string) []string {
	var out []string
	for i := 1; i < len(text); i++ {
		next := strings.IndexAny(text[i:], "0123456789")
		if next < 0 {
			break
		}
		if i += next; text[i-1] >= '0' && text[i-1] <= '9' {
			continue
		}
		before := text[:i]
		for _, about := range [...]string{"mid-", "mid ", "early ", "late ", "about ", "around ", "maybe ", "aged ", "age ", "barely ", "almost ", "nearly "} {
			before = strings.TrimSuffix(before, about)
		}
		before = strings.TrimRight(before, " ")
		if !strings.HasSuffix(before, ",") && !strings.HasSuffix(before, "(") || !isAge(text[i:]) {
			continue
		}
		if run := capitals(strings.TrimRight(before, " ,(")); run != "" {
			out = append(out, run)
		}
	}
	return out
}

// isAge reports whether text begins with a number of one to three digits, alone
// or as in "30s", "40ish", "8 years old", "24,".
func isAge(text string) bool {
	n := 0
	for n < len(text) && text[n] >= '0' && text[n] <= '9' {
		n++
	}
	if n > 3 || n == 3 && text[0] != '1' {
		return false
	}
	rest := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(text[n:], "'s"), "ish"), "s")
	return rest == "" || strings.ContainsRune(",.;:)!?\n", rune(rest[0])) || strings.HasPrefix(rest, " years") || strings.HasPrefix(rest, "-year")
}

// capitals is the run of words in capitals at the end of text, "" if there is none.
func capitals(text string) string {
	f := text
	var words []string
	for len(words) < 5 {
		i := strings.LastIndexAny(f, " \n\"“(,;:!?—")
		w := f[i+1:]
		if letters := lettersOnly(w); utf8.RuneCountInString(letters) < 2 && !strings.HasSuffix(w, ".") || letters == "" || strings.ToUpper(w) != w || strings.ToLower(w) == w {
			break
		}
		words = append([]string{strings.ReplaceAll(w, "’", "'")}, words...)
		if i < 0 || f[i] != ' ' {
			break
		}
		f = f[:i]
	}
	if len(words) > 4 {
		return ""
	}
	return strings.Join(words, " ")
}
