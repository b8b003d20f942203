package wave

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// utf8Text gives XML in UTF-8 whatever it was written in: UTF-16 with or without its mark, or Latin 1 where it is neither. The line that names
// an encoding is taken off, since it no longer says the truth.
func utf8Text(b []byte) []byte {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe")), len(b) > 1 && b[0] == '<' && b[1] == 0:
		b = fromUTF16(bytes.TrimPrefix(b, []byte("\xff\xfe")), 0)
	case bytes.HasPrefix(b, []byte("\xfe\xff")), len(b) > 1 && b[0] == 0 && b[1] == '<':
		b = fromUTF16(bytes.TrimPrefix(b, []byte("\xfe\xff")), 1)
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(b) {
		b = []byte(text(bytes.ReplaceAll(b, []byte{0}, nil)))
	}
	return declaration.ReplaceAll(b, nil)
}

// declaration is the line that begins XML.
var declaration = regexp.MustCompile(`^\s*<\?xml[^>]*\?>`)

// fromUTF16 reads pairs of bytes, the higher one at an offset of 1 or, big-endian, of 0.
func fromUTF16(b []byte, low int) []byte {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = uint16(b[2*i+low]) | uint16(b[2*i+1-low])<<8
	}
	return []byte(string(utf16.Decode(units)))
}

var (
	// ampersand is one that begins no reference.
	ampersand = regexp.MustCompile(`&(?:(#\d+|#x[0-9a-fA-F]+|amp|lt|gt|quot|apos);)?`)
	element   = regexp.MustCompile(`<(/?)([A-Za-z_][\w.:-]*)(?:\s[^<>]*?)?(/?)>`)
)

// mend makes XML of what a recorder wrote badly: control characters and lone ampersands in a note, and an end that is missing because power was.
func mend(b []byte) []byte {
	s := strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == utf8.RuneError {
			return -1
		}
		return r
	}, string(b))
	s = ampersand.ReplaceAllStringFunc(s, func(m string) string {
		if m == "&" {
			return "&amp;"
		}
		return m
	})
	if i := strings.LastIndexByte(s, '<'); i > strings.LastIndexByte(s, '>') {
		s = s[:i] // cut off within a tag
	}
	var open []string
	for _, m := range element.FindAllStringSubmatch(s, -1) {
		switch {
		case m[3] != "":
		case m[1] == "":
			open = append(open, m[2])
		case len(open) > 0 && open[len(open)-1] == m[2]:
			open = open[:len(open)-1]
		}
		if len(open) > 64 {
			break
		}
	}
	for i := len(open) - 1; i >= 0; i-- {
		s += "</" + open[i] + ">"
	}
	return []byte(s)
}
