// Package slate knows what stands on a clapperboard and in the names of what cameras record: how setups are
// numbered, which number comes next, and whether two ways of writing one mean the same.
//
// Two customs are in use. American slates carry the scene with a letter a setup: 42 (the master), 42A, 42B, without
// I and O, which read as 1 and 0; after 42Z comes 42AA. European slates count setups through the whole production:
// 1, 2, 3. Everything here is pure.
package slate

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// Numbering is a custom of numbering setups.
type Numbering string

// The two customs.
const (
	ByScene Numbering = "scene"   // 42, 42A, 42B
	Running Numbering = "running" // 1, 2, 3
)

// alphabet has no I and no O.
const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ"

// Letters are the letters of the n-th setup of a scene: none of the master (0), A of 1, Z of 24, AA of 25.
func Letters(n int) string {
	out := ""
	for ; n > 0; n = (n - 1) / len(alphabet) {
		out = string(alphabet[(n-1)%len(alphabet)]) + out
	}
	return out
}

// index is what Letters was given; false where the letters are none of it.
func index(letters string) (int, bool) {
	n := 0
	for i := range len(letters) {
		at := strings.IndexByte(alphabet, letters[i])
		if at < 0 || n > 1<<20 {
			return 0, false
		}
		n = n*len(alphabet) + at + 1
	}
	return n, true
}

// Next proposes the slate of the next setup: of the scene after the last letter it has used, or after the highest
// number in use. A slate that is used elsewhere (scene 42A has one like the second setup of scene 42) is passed over.
func Next(by Numbering, scene string, used []string) string {
	taken := make(map[string]bool, len(used))
	for _, s := range used {
		taken[Plain(s)] = true
	}
	if by == Running {
		last := 0
		for s := range taken {
			last = max(last, leading(s))
		}
		return strconv.Itoa(last + 1)
	}
	base, last := Plain(scene), -1
	for s := range taken {
		if rest, ok := strings.CutPrefix(s, base); ok {
			if n, ok := index(rest); ok {
				last = max(last, n)
			}
		}
	}
	for n := last + 1; ; n++ {
		if s := base + Letters(n); !taken[s] {
			return s
		}
	}
}

// leading is the number a text begins with; 0 when it begins with none.
func leading(s string) int {
	end := 0
	for end < len(s) && end < 9 && s[end] >= '0' && s[end] <= '9' {
		end++
	}
	n, _ := strconv.Atoi(s[:end])
	return n
}

// noise is what people put between the parts of a slate.
func noise(r rune) rune {
	if unicode.IsSpace(r) || strings.ContainsRune("-_./", r) {
		return -1
	}
	return r
}

// Plain is a slate without what people write around it: "Scene 042-a", "sc42A" and "42A" are all 42A. Letters before
// the number stay: A42 is a scene of its own.
func Plain(s string) string {
	s = strings.Map(noise, strings.ToUpper(s))
	for _, word := range []string{"SCENE", "SLATE", "SETUP", "SCN", "SC"} {
		if rest, ok := strings.CutPrefix(s, word); ok && rest != "" && strings.ContainsAny(rest, "0123456789") {
			s = rest
			break
		}
	}
	i := strings.IndexAny(s, "0123456789")
	if i < 0 {
		return s
	}
	zeros := i
	for zeros+1 < len(s) && s[zeros] == '0' && s[zeros+1] >= '0' && s[zeros+1] <= '9' {
		zeros++
	}
	return s[:i] + s[zeros:]
}

// Same reports whether two ways of writing mean one slate; nothing is the same as nothing written.
func Same(a, b string) bool { return a != "" && b != "" && Plain(a) == Plain(b) }

var takeForm = regexp.MustCompile(`^(?:TAKE|TK|T)?0*(\d{1,4})([A-Z]{0,4})$`)

// Take reads a take as it is written: "3", "T03", "take 3 PU". The suffix is in capitals. ok is false for what is no take.
func Take(s string) (number int, suffix string, ok bool) {
	m := takeForm.FindStringSubmatch(strings.Map(noise, strings.ToUpper(s)))
	if m == nil {
		return 0, "", false
	}
	number, err := strconv.Atoi(m[1])
	return number, m[2], err == nil && number > 0
}

// saidForm is a slate and a take in the name of a file: 42A-T03, 42A_3, SC42A-TK3, 42AT03PU, with a track number behind.
var saidForm = regexp.MustCompile(`^(?:SCENE|SLATE|SCN|SC)?[-_ ]?([A-Z]{0,2}\d{1,4}[A-Z]{0,3}?)(?:[-_ ]?(?:TAKE|TK|T)[-_ ]?|[-_ ])0*(\d{1,3})[-_ ]?(PU|SER|FS|WT)?(?:_(?:[A-Z]+)?\d{0,2}|_[A-Z]+)?$`)

// FromName reads slate and take from the name of a file that a recorder made, such as "42A-T03.wav" or "42A_3_2.wav"
// (its second track). ok is false where the name says neither: camera files count clips, not takes.
func FromName(name string) (slate string, number int, suffix string, ok bool) {
	stem := strings.ToUpper(name)
	if i := strings.LastIndexByte(stem, '.'); i > 0 {
		stem = stem[:i]
	}
	if _, _, clip := Clip(name); clip {
		return "", 0, "", false
	}
	m := saidForm.FindStringSubmatch(stem)
	if m == nil {
		return "", 0, "", false
	}
	number, err := strconv.Atoi(m[2])
	return Plain(m[1]), number, m[3], err == nil && number > 0
}
