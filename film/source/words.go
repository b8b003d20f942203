package source

import (
	"unicode"
	"unicode/utf8"
)

// Words counts words: runs of letters and digits, where an apostrophe or hyphen
// inside joins ("keeper's" is one). Chinese and Japanese write without spaces:
// there each character counts as one.
func Words(s string) int {
	n := 0
	eachWord(s, func(int, int) { n++ })
	return n
}

// eachWord goes through the words by their bytes.
func eachWord(s string, visit func(from, to int)) {
	start := -1
	for i, r := range s {
		switch {
		case ideographic(r):
			if start >= 0 {
				visit(start, i)
				start = -1
			}
			visit(i, i+utf8.RuneLen(r))
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r):
			if start < 0 {
				start = i
			}
		case start >= 0 && (r == '\'' || r == '’' || r == '-' || r == '‑'):
			next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
			if !unicode.IsLetter(next) && !unicode.IsDigit(next) {
				visit(start, i)
				start = -1
			}
		case start >= 0:
			visit(start, i)
			start = -1
		}
	}
	if start >= 0 {
		visit(start, len(s))
	}
}

func ideographic(r rune) bool {
	return r >= 0x2e80 && (unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hiragana, r) || unicode.Is(unicode.Katakana, r))
}

// Starts gives the first rune of each word.
func Starts(s string) []int {
	var out []int
	runes, at := 0, 0
	eachWord(s, func(from, to int) {
		runes += utf8.RuneCountInString(s[at:from])
		out = append(out, runes)
		runes, at = runes+utf8.RuneCountInString(s[from:to]), to
	})
	return out
}
