package breakdown

import "strings"

// doubled are verbs that double their last letter: slipping.
var doubled = wordSet(`slip trip skid ram stab grab drop drag hum pin club sob swim spin run hit cut set nod pat tap rip strip flip grip knot plug unplug unwrap wrap mop stir slam thud whir jog dip sip chop snap stop tug pop clap skip beg hop cap jet clog drum
	let get put sit split quit shut dig bat ban jam rub strum unpin whip zip swat`)

// forms lists all forms of a verb given in the base form.
func (v *vocabulary) forms(base string) []string {
	third, ing, past := base+"s", base+"ing", base+"ed"
	n := len(base)
	vowel := func(b byte) bool { return strings.IndexByte("aeiou", b) >= 0 }
	switch {
	case strings.HasSuffix(base, "ie"):
		ing, past = base[:n-2]+"ying", base+"d"
	case strings.HasSuffix(base, "ee"):
		past = base + "d"
	case strings.HasSuffix(base, "e"):
		ing, past = base[:n-1]+"ing", base+"d"
	case strings.HasSuffix(base, "y") && n > 1 && !vowel(base[n-2]):
		third, past = base[:n-1]+"ies", base[:n-1]+"ied"
	case strings.HasSuffix(base, "s") || strings.HasSuffix(base, "sh") || strings.HasSuffix(base, "ch") || strings.HasSuffix(base, "x") || strings.HasSuffix(base, "z"):
		third = base + "es"
	case doubled[base]:
		ing, past = base+base[n-1:]+"ing", base+base[n-1:]+"ed"
	case base == "go":
		third = "goes"
	}
	if base == "have" {
		third = "has"
	}
	out := []string{base, third, ing}
	if irr, ok := v.irregular[base]; ok {
		return append(out, irr[0], irr[1])
	}
	return append(out, past)
}

// inflect spells out a phrase in which "~" stands before verbs.
func (v *vocabulary) inflect(phrase string) []string {
	at := strings.IndexByte(phrase, '~')
	if at < 0 {
		return []string{phrase}
	}
	verb, rest := phrase[at+1:], ""
	if i := strings.IndexByte(verb, ' '); i >= 0 {
		verb, rest = verb[:i], verb[i:]
	}
	var out []string
	seen := map[string]bool{}
	for _, f := range v.forms(verb) {
		if !seen[f] {
			seen[f] = true
			out = append(out, v.inflect(phrase[:at]+f+rest)...)
		}
	}
	return out
}
