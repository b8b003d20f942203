package screenplay

import "fmt"

// Misspelt finds cues that are probably another character's name with a slip:
// one letter wrong, missing, too many or swapped, in a name of five letters or
// more that is used at most twice while the other is used at least four times.
func (s *Script) Misspelt() []Finding {
	count, line := map[string]int{}, map[string]int{}
	var names []string
	for i := range s.Blocks {
		b := &s.Blocks[i]
		if b.Type != Character {
			continue
		}
		n := ParseCue(b.Text).Name
		if count[n] == 0 {
			names, line[n] = append(names, n), b.Line
		}
		count[n]++
	}
	var out []Finding
	for _, rare := range names {
		if count[rare] > 2 || len(rare) < 5 || len(out) >= 50 {
			continue
		}
		for _, often := range names {
			if count[often] >= 4 && oneSlip([]rune(rare), []rune(often)) {
				out = append(out, Finding{Info, fmt.Sprintf("%s:%d", s.Name, line[rare]),
					fmt.Sprintf("cue %s is used %d times, %s %d times: the same character?", rare, count[rare], often, count[often])})
				break
			}
		}
	}
	return out
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
