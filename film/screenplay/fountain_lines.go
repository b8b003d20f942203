package screenplay

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// headingPrefix reports whether line begins as a scene heading does: INT, EXT,
// EST, INT./EXT, INT/EXT or I/E in any case, then a dot or a space. Emphasis
// around the heading does not count.
func headingPrefix(line string) bool {
	if len(line) > 0 && (line[0] == '*' || line[0] == '_') {
		line = strings.TrimLeft(line, "*_")
	}
	if len(line) < 4 {
		return false
	}
	switch string([]byte{line[0] | 0x20, line[1] | 0x20, line[2] | 0x20}) {
	case "int":
		return gapAfter(line, 3) || begins(line, "int/ext")
	case "ext", "est", "i/e":
		return gapAfter(line, 3)
	case "i./":
		return begins(line, "i./e")
	}
	return false
}

// likeHeading reports whether line begins as headings do that are met in print
// and in other programs, beyond the prefixes of the syntax page.
func likeHeading(line string) bool {
	if headingPrefix(line) {
		return true
	}
	for _, p := range [...]string{"ext/int", "ext./int", "int / ext", "ext / int", "int. / ext", "ext. / int", "e/i", "e./i", "int-", "ext-", "interior", "exterior"} {
		if begins(line, p) {
			return true
		}
	}
	return false
}

// begins reports whether line begins with a prefix in any case and a gap after it.
func begins(line, prefix string) bool {
	n := len(prefix)
	return len(line) > n && strings.EqualFold(line[:n], prefix) && gapAfter(line, n)
}

// gapAfter reports whether a dot or a space follows the first n bytes of a line,
// in ASCII or in its full width.
func gapAfter(line string, n int) bool {
	switch line[n] {
	case '.', ' ', '\t':
		return true
	case "。"[0], "．"[0]:
		return strings.HasPrefix(line[n:], "。") || strings.HasPrefix(line[n:], "．")
	}
	return false
}

// isTransitionLine reports whether line reads as a transition: in capitals and
// ending in "TO:".
func isTransitionLine(line string) bool {
	return strings.HasSuffix(line, "TO:") && !hasLower(line)
}

func hasLower(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 'a' && c <= 'z' {
			return true
		}
		if c >= utf8.RuneSelf {
			return strings.ContainsFunc(s[i:], lowerLetter)
		}
	}
	return false
}

// lowerLetter is a letter that has a capital; ß and letters of scripts without
// case are not lower case.
func lowerLetter(r rune) bool { return unicode.IsLower(r) && unicode.ToUpper(r) != r }

// isCueLine reports whether a line, trimmed, reads as a character cue: a name in
// capitals with at least one letter, then extensions in parentheses of any case.
func isCueLine(line string) bool {
	line = strings.TrimRight(strings.TrimSuffix(line, "^"), " \t")
	name := line
	if i := strings.IndexByte(line, '('); i >= 0 {
		rest := strings.TrimRight(line[i:], "*_")
		if i == 0 || rest == "" || rest[len(rest)-1] != ')' {
			return false
		}
		name = line[:i]
	} else if i := strings.Index(line, "（"); i > 0 && strings.HasSuffix(line, "）") {
		name = line[:i]
	}
	letter := false
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch {
		case c >= 'A' && c <= 'Z':
			letter = true
		case c >= 'a' && c <= 'z', c == '^':
			return false
		case c >= utf8.RuneSelf:
			return isCueRunes(name, letter)
		}
	}
	return letter
}

// maxCaselessCue is the longest name taken for a cue in a script without
// capitals, such as Chinese, Arabic or Hindi; longer lines are action.
const maxCaselessCue = 14

func isCueRunes(name string, letter bool) bool {
	upper, caseless, n := letter, false, 0
	for _, r := range name {
		n++
		switch {
		case lowerLetter(r):
			return false
		case unicode.IsUpper(r):
			upper = true
		case unicode.IsLetter(r):
			caseless = true
		case r == '^' || strings.ContainsRune("。！？、，：；「」『』…।؟،", r):
			if !upper {
				return false
			}
		}
	}
	if upper {
		return true
	}
	return caseless && n <= maxCaselessCue && !strings.ContainsAny(name, ".,!?:;")
}

// sceneNumber splits "INT. HOUSE - DAY #12A#" into heading and number.
func sceneNumber(line string) (heading, number string) {
	t := strings.TrimRight(line, " \t")
	if len(t) < 3 || t[len(t)-1] != '#' {
		return line, ""
	}
	i := strings.LastIndexByte(t[:len(t)-1], '#')
	if i < 0 {
		return line, ""
	}
	n := t[i+1 : len(t)-1]
	if !validNumber(n) {
		return line, ""
	}
	return strings.TrimRight(t[:i], " \t"), n
}

// validNumber reports whether Fountain takes n as a scene number: letters, digits,
// dashes and full stops.
func validNumber(n string) bool {
	return n != "" && !strings.ContainsFunc(n, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '.'
	})
}

// isPageBreak reports whether a trimmed line is three or more equals signs.
func isPageBreak(line string) bool {
	return len(line) >= 3 && strings.Trim(line, "=") == ""
}

// isWrapped reports whether a dialogue line is a whole parenthetical, whatever its
// emphasis.
func isWrapped(line string) bool {
	if line != "" && (line[0] == '*' || line[0] == '_') {
		line = strings.Trim(line, "*_")
	}
	if strings.HasPrefix(line, "(") {
		return len(line) > 1 && line[len(line)-1] == ')'
	}
	return strings.HasPrefix(line, "（") && strings.HasSuffix(line, "）")
}

func blankLine(line string) bool {
	for i := 0; i < len(line); i++ {
		if line[i] != ' ' && line[i] != '\t' && line[i] != '\f' && line[i] != '\v' {
			return line[i] >= utf8.RuneSelf && strings.TrimSpace(line) == ""
		}
	}
	return true
}
