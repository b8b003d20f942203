package screenplay

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// decodeText turns the bytes of a text file into UTF-8 with "\n" line ends. It
// knows UTF-8 and UTF-16 with and without byte order mark; bytes that are
// neither are read as Windows-1252 (which covers Latin-1) and reported.
func decodeText(raw []byte, name string) (string, []Finding, error) {
	var findings []Finding
	var text string
	body := bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	switch order := utf16Order(body); {
	case order != 0:
		text = decodeUTF16(body, order == 'b')
	case utf8.Valid(body):
		text = string(body)
	default:
		if n := controls(body); n*50 > len(body) {
			return "", nil, fmt.Errorf("script %s: it is a binary file; want Fountain or Final Draft (.fdx)", name)
		}
		line := 1 + bytes.Count(body[:invalidAt(body)], []byte("\n"))
		findings = append(findings, Finding{Warning, fmt.Sprintf("%s:%d", name, line),
			"the text is not UTF-8; read as Windows-1252"})
		text = decode1252(body)
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
func utf16Order(b []byte) byte {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return 'l'
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
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

func decodeUTF16(b []byte, big bool) string {
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

func controls(b []byte) int {
	n := 0
	for _, c := range b {
		if c < 32 && c != '\n' && c != '\r' && c != '\t' && c != '\f' {
			n++
		}
	}
	return n
}

func invalidAt(b []byte) int {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(b)
}

// cp1252 holds what Windows-1252 puts at 0x80 to 0x9f, where Latin-1 has controls.
var cp1252 = [32]rune{
	'€', 0x81, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0x8d, 'Ž', 0x8f,
	0x90, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0x9d, 'ž', 'Ÿ',
}

// decode1252 keeps what is valid UTF-8 in a mostly UTF-8 file with a few bad
// bytes, and reads only the bad bytes as Windows-1252.
func decode1252(b []byte) string {
	var out strings.Builder
	out.Grow(len(b) + len(b)/8)
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			r = rune(b[i])
			if r >= 0x80 && r < 0xa0 {
				r = cp1252[r-0x80]
			}
		}
		out.WriteRune(r)
		i += n
	}
	return out.String()
}
