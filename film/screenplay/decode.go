package screenplay

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// decodeText turns the bytes of a text file into UTF-8 with "\n" line ends. It
// knows UTF-8 and UTF-16 with and without byte order mark; bytes that are
// neither are read as Windows-1252 (which covers Latin-1) or as Mac Roman,
// whichever makes words of them, and reported.
func decodeText(raw, name string) (string, []Finding, error) {
	var findings []Finding
	var text string
	body := strings.TrimPrefix(raw, "\xef\xbb\xbf")
	switch order := utf16Order(body); {
	case order != 0:
		text = decodeUTF16(body, order == 'b')
	case utf8.ValidString(body):
		text = body
	default:
		if n := controls(body); n*50 > len(body) {
			return "", nil, fmt.Errorf("script %s: it is a binary file; want Fountain or Final Draft (.fdx)", name)
		}
		table, called := &cp1252, "Windows-1252"
		if looksMacRoman(body) {
			table, called = &macRoman, "Mac Roman"
		}
		line := 1 + lineEnds(body[:invalidAt(body)])
		findings = append(findings, Finding{Warning, fmt.Sprintf("%s:%d", name, line),
			"the text is not UTF-8; read as " + called + ". If letters look wrong, save the file as UTF-8"})
		text = decodeBytes(body, table)
	}
	if n := strings.Count(text, "\x00"); n > 0 {
		if n*50 > len(text) {
			return "", nil, fmt.Errorf("script %s: it is a binary file; want Fountain or Final Draft (.fdx)", name)
		}
		line := 1 + strings.Count(text[:strings.IndexByte(text, 0)], "\n")
		findings = append(findings, Finding{Warning, fmt.Sprintf("%s:%d", name, line),
			fmt.Sprintf("%d NUL characters left out", n)})
		text = strings.ReplaceAll(text, "\x00", "")
	}
	return normalLines(text), findings, nil
}

func normalLines(text string) string {
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(text, "\r\n", "\n")
		if strings.IndexByte(text, '\r') >= 0 {
			text = strings.ReplaceAll(text, "\r", "\n")
		}
	}
	if strings.Contains(text, "\u2028") {
		text = strings.ReplaceAll(text, "\u2028", "\n")
	}
	return text
}

// utf16Order is 'l' or 'b' for little or big endian UTF-16, 0 for anything else.
func utf16Order(b string) byte {
	switch {
	case strings.HasPrefix(b, "\xff\xfe"):
		return 'l'
	case strings.HasPrefix(b, "\xfe\xff"):
		return 'b'
	}
	if len(b) < 8 {
		return 0
	}
	head := b[:min(len(b), 512)&^1]
	var even, odd int
	for i := 0; i < len(head); i += 2 {
		if head[i] == 0 {
			even++
		}
		if head[i+1] == 0 {
			odd++
		}
	}
	switch n := len(head) / 2; {
	case odd*3 > n*2 && even == 0:
		return 'l'
	case even*3 > n*2 && odd == 0:
		return 'b'
	}
	return 0
}

func decodeUTF16(b string, big bool) string {
	var out strings.Builder
	out.Grow(len(b))
	unit := func(i int) rune {
		if big {
			return rune(b[i])<<8 | rune(b[i+1])
		}
		return rune(b[i+1])<<8 | rune(b[i])
	}
	for i := 0; i+1 < len(b); i += 2 {
		r := unit(i)
		if utf16.IsSurrogate(r) {
			pair := utf8.RuneError
			if i+3 < len(b) {
				pair = utf16.DecodeRune(r, unit(i+2))
			}
			if pair != utf8.RuneError {
				i += 2
			}
			r = pair
		}
		if r == '\ufeff' && i < 2 {
			continue
		}
		out.WriteRune(r)
	}
	return out.String()
}

func controls(b string) int {
	n := 0
	for i := range len(b) {
		c := b[i]
		if c < 32 && c != '\n' && c != '\r' && c != '\t' && c != '\f' {
			n++
		}
	}
	return n
}

func invalidAt(b string) int {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRuneInString(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(b)
}

// lineEnds counts the lines that end in b, however they end.
func lineEnds(b string) int {
	return strings.Count(b, "\n") + strings.Count(b, "\r") - strings.Count(b, "\r\n")
}

// decodeBytes keeps what is valid UTF-8 in a mostly UTF-8 file with a few bad
// bytes, and reads only the bad bytes by the table.
func decodeBytes(b string, table *[128]rune) string {
	var out strings.Builder
	out.Grow(len(b) + len(b)/8)
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRuneInString(b[i:])
		if r == utf8.RuneError && n == 1 {
			r = table[b[i]-0x80]
		}
		out.WriteRune(r)
		i += n
	}
	return out.String()
}
