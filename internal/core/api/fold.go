package api

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// unfoldable are letters that Unicode does not take apart into a letter and a mark.
var unfoldable = strings.NewReplacer("ß", "ss", "ø", "o", "œ", "oe", "æ", "ae", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i", "ħ", "h", "’", "'")

// fold makes text comparable: lower case, without diacritics.
func fold(text string) string {
	ascii := true
	for i := range len(text) {
		if text[i] >= 0x80 {
			ascii = false
			break
		}
	}
	text = strings.ToLower(text)
	if ascii {
		return text
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(unfoldable.Replace(text)) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// tokens cuts folded text into its words: runs of letters and digits.
func tokens(folded string) []string {
	return strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' })
}
