package ical

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// line is one content line, unfolded.
type line struct {
	text string
	no   int // of its first piece
}

// plainBytes undoes UTF-16, which some exports from office programs use, and drops byte order
// marks.
func plainBytes(b []byte) []byte {
	order := binary.ByteOrder(nil)
	switch {
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		return b[3:]
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		order = binary.LittleEndian
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		order = binary.BigEndian
	default:
		return b
	}
	units := make([]uint16, 0, len(b)/2)
	for i := 2; i+1 < len(b); i += 2 {
		units = append(units, order.Uint16(b[i:]))
	}
	return []byte(string(utf16.Decode(units)))
}

// unfold cuts a file into content lines. Folding is undone on bytes, because writers fold inside
// of a letter; only then is the text decoded, line by line: UTF-8, or else Windows-1252.
func unfold(b []byte) (out []line, odd []Finding) {
	var pieces []byte
	begun, no, n := false, 0, 0
	flush := func() {
		if !begun {
			return
		}
		text := string(pieces)
		if !utf8.ValidString(text) {
			odd = append(odd, Finding{no, "not UTF-8; read as Windows-1252"})
			text, _ = charmap.Windows1252.NewDecoder().String(text) // every byte has a letter
		}
		out = append(out, line{text, no})
		begun, pieces = false, pieces[:0]
	}
	for len(b) > 0 {
		end := bytes.IndexAny(b, "\r\n")
		piece, rest := b, []byte(nil)
		if end >= 0 {
			piece, rest = b[:end], b[end+1:]
			if b[end] == '\r' && len(rest) > 0 && rest[0] == '\n' {
				rest = rest[1:]
			}
		}
		b = rest
		n++
		switch {
		case len(piece) > 0 && (piece[0] == ' ' || piece[0] == '\t') && begun:
			pieces = append(pieces, piece[1:]...)
		case len(bytes.TrimSpace(piece)) == 0:
			flush()
		default:
			flush()
			begun, no, pieces = true, n, append(pieces[:0], piece...)
		}
	}
	flush()
	return out, odd
}

// parse reads a content line: name *(";" param) ":" value.
func (l line) parse() (Property, []Finding, error) {
	p := Property{Line: l.no}
	i := strings.IndexAny(l.text, ":;")
	if i < 0 {
		return p, nil, l.errorf("%q has no colon; want NAME:value", short(l.text))
	}
	if p.Name = strings.ToUpper(l.text[:i]); !isName(p.Name) {
		return p, nil, l.errorf("%q is not the name of a property; want letters, digits and hyphens", short(l.text[:i]))
	}
	var odd []Finding
	rest := l.text[i:]
	for rest[0] == ';' {
		var x Param
		var err error
		if x, rest, err = l.param(rest[1:]); err != nil {
			return p, nil, err
		}
		if x.Name == "" {
			odd = append(odd, Finding{l.no, "an empty parameter; left out"})
			continue
		}
		p.Params = append(p.Params, x)
	}
	p.Value = rest[1:]
	return p, odd, nil
}

// param reads one parameter and gives what follows it, which begins with ";" or ":".
func (l line) param(s string) (Param, string, error) {
	i := strings.IndexAny(s, "=;:")
	if i < 0 {
		return Param{}, "", l.errorf("it ends inside of a parameter, before the colon")
	}
	x := Param{Name: strings.ToUpper(strings.TrimSpace(s[:i]))}
	if s[i] != '=' {
		if x.Name != "" {
			return x, "", l.errorf("parameter %q has no value; want NAME=value", short(x.Name))
		}
		return x, s[i:], nil
	}
	if !isName(x.Name) || strings.ContainsAny(s[:i], " \t") {
		return x, "", l.errorf("%q is not the name of a parameter", short(s[:i]))
	}
	for s = s[i+1:]; ; s = s[1:] {
		value, rest, ok := paramValue(s)
		if !ok {
			return x, "", l.errorf("parameter %s: a quote is not closed, or the colon is missing", x.Name)
		}
		x.Values = append(x.Values, value)
		if s = rest; s[0] != ',' {
			return x, s, nil
		}
	}
}

// paramValue reads a value, quoted or not, with the escapes of RFC 6868.
func paramValue(s string) (value, rest string, ok bool) {
	if strings.HasPrefix(s, `"`) {
		end := strings.IndexByte(s[1:], '"')
		if end < 0 {
			return "", "", false
		}
		value, rest = s[1:1+end], s[2+end:]
		i := strings.IndexAny(rest, ",;:") // what stands between the quote and the next mark is dropped
		if i < 0 {
			return "", "", false
		}
		return caret.Replace(value), rest[i:], true
	}
	i := strings.IndexAny(s, ",;:")
	if i < 0 {
		return "", "", false
	}
	return caret.Replace(s[:i]), s[i:], true
}

var (
	caret   = strings.NewReplacer("^n", "\n", "^'", `"`, "^^", "^")
	uncaret = strings.NewReplacer("^", "^^", "\r\n", "^n", "\n", "^n", "\r", "^n", `"`, "^'")
)

func isName(s string) bool {
	for i := range len(s) {
		c := s[i]
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' && c != '_' && c != '.' {
			return false
		}
	}
	return s != ""
}

func (l line) errorf(format string, args ...any) error {
	return &Error{l.no, fmt.Sprintf(format, args...)}
}

func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
