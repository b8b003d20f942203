package access

import (
	_ "embed" // the commonest passwords
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"backlot/internal/core/fault"
)

// Lengths of a password, in characters; longer texts only cost time.
const (
	PasswordMin = 12
	PasswordMax = 256
)

//go:embed commonest.txt
var commonestText string

var commonest = func() map[string]bool {
	set := map[string]bool{}
	for line := range strings.Lines(commonestText) {
		if w := strings.TrimSpace(line); w != "" && !strings.HasPrefix(w, "#") {
			set[w] = true
		}
	}
	return set
}()

// plainPassword is a password as it is hashed: NFC, so that the same keys on two
// keyboards are the same password.
func plainPassword(s string) string { return norm.NFC.String(s) }

// checkPassword refuses passwords that are guessed first. There are no rules on
// digits and signs: they make passwords worse. own are the person's e-mail and
// name, which must not be most of it.
func checkPassword(password string, own ...string) error {
	n := utf8.RuneCountInString(password)
	switch {
	case !utf8.ValidString(password) || strings.ContainsFunc(password, unicode.IsControl):
		return fault.At("password", "password holds characters that no keyboard has: want ordinary text")
	case n < PasswordMin:
		return fault.At("password", "password is %d characters long: want at least %d; four or five unrelated words do well", n, PasswordMin)
	case n > PasswordMax:
		return fault.At("password", "password is %d characters long: want at most %d", n, PasswordMax)
	case guessable(password):
		return fault.At("password", "password is among the first that are guessed: want four or five unrelated words, or a password generator's")
	}
	lower := strings.ToLower(password)
	for _, o := range own {
		for _, word := range strings.FieldsFunc(strings.ToLower(o), func(r rune) bool { return r == '@' || unicode.IsSpace(r) }) {
			if rest := strings.ReplaceAll(lower, word, ""); len(word) > 3 && len(rest) < 8 && rest != lower {
				return fault.At("password", "password is little more than your name or e-mail address: want something nobody can look up")
			}
		}
	}
	return nil
}

var unleet = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s", "!", "i")

// guessable finds the commonest passwords also when they are dressed up: with
// digits and signs before or after, as leet, or repeated.
func guessable(password string) bool {
	lower := strings.ToLower(password)
	bare := strings.TrimFunc(lower, func(r rune) bool { return !unicode.IsLetter(r) })
	for _, s := range []string{lower, bare, unleet.Replace(lower), unleet.Replace(bare), onlyLetters(unleet.Replace(lower)), onlyLetters(bare)} {
		if s == "" || commonest[s] || commonest[period(s)] {
			return true
		}
	}
	return few(lower) || walk(lower)
}

func onlyLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, s)
}

// period is the shortest text that s repeats, or s.
func period(s string) string {
	for n := 1; n <= len(s)/2; n++ {
		if len(s)%n == 0 && strings.Repeat(s[:n], len(s)/n) == s {
			return s[:n]
		}
	}
	return s
}

// few reports fewer than five different characters, as in "abababababab".
func few(s string) bool {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen) < 5
}

// walk reports a text that runs along the alphabet, the digits or the keyboard
// for most of its length.
func walk(s string) bool {
	const lines = "abcdefghijklmnopqrstuvwxyz 01234567890 qwertyuiop asdfghjkl zxcvbnm qwertzuiop yxcvbnm azertyuiop qsdfghjklm wxcvbn"
	back := []rune(lines)
	for i, j := 0, len(back)-1; i < j; i, j = i+1, j-1 {
		back[i], back[j] = back[j], back[i]
	}
	both, steps := lines+" "+string(back), 0
	r := []rune(s)
	for i := 1; i < len(r); i++ {
		if r[i] != ' ' && r[i-1] != ' ' && strings.Contains(both, string(r[i-1:i+1])) {
			steps++
		}
	}
	return steps*4 >= len(r)*3
}
