package pdftext

import (
	"bytes"
	"strconv"
)

// The kinds of PDF object: nil, bool, float64, name, []byte (a string), array,
// dict, ref and *stream.
type (
	name  string
	array []any
	dict  map[name]any
	ref   int
)

type stream struct {
	dict dict
	raw  []byte
}

type keyword string

// lexer reads objects from bytes; anything it cannot read becomes nil.
type lexer struct {
	b     []byte
	pos   int
	depth int
}

const deepest = 64

func space(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func delimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func (l *lexer) skip() {
	for l.pos < len(l.b) {
		c := l.b[l.pos]
		if c == '%' {
			for l.pos < len(l.b) && l.b[l.pos] != '\n' && l.b[l.pos] != '\r' {
				l.pos++
			}
			continue
		}
		if !space(c) {
			return
		}
		l.pos++
	}
}

// next reads one object or keyword; ok is false at the end.
func (l *lexer) next() (any, bool) {
	l.skip()
	if l.pos >= len(l.b) {
		return nil, false
	}
	switch c := l.b[l.pos]; {
	case c == '/':
		return l.name(), true
	case c == '(':
		return l.literal(), true
	case c == '<' && l.pos+1 < len(l.b) && l.b[l.pos+1] == '<':
		l.pos += 2
		return l.dict(), true
	case c == '<':
		return l.hex(), true
	case c == '[':
		l.pos++
		return l.array(), true
	case c == ']' || c == '{' || c == '}' || c == ')':
		l.pos++
		return keyword(string(c)), true
	case c == '>':
		l.pos++
		if l.pos < len(l.b) && l.b[l.pos] == '>' {
			l.pos++
			return keyword(">>"), true
		}
		return keyword(">"), true
	}
	start := l.pos
	for l.pos < len(l.b) && !space(l.b[l.pos]) && !delimiter(l.b[l.pos]) {
		l.pos++
	}
	word := string(l.b[start:l.pos])
	if n, ok := number(word); ok {
		return n, true
	}
	switch word {
	case "true":
		return true, true
	case "false":
		return false, true
	case "null":
		return nil, true
	}
	return keyword(word), true
}

func number(s string) (float64, bool) {
	if s == "" || (s[0] < '0' || s[0] > '9') && s[0] != '-' && s[0] != '+' && s[0] != '.' {
		return 0, false
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || n != n || n > 1e12 || n < -1e12 {
		return 0, false
	}
	return n, true
}

func (l *lexer) name() name {
	l.pos++
	var out []byte
	for l.pos < len(l.b) && !space(l.b[l.pos]) && !delimiter(l.b[l.pos]) {
		c := l.b[l.pos]
		if c == '#' && l.pos+2 < len(l.b) {
			if v, err := strconv.ParseUint(string(l.b[l.pos+1:l.pos+3]), 16, 8); err == nil {
				out = append(out, byte(v))
				l.pos += 3
				continue
			}
		}
		out = append(out, c)
		l.pos++
	}
	return name(out)
}

func (l *lexer) literal() []byte {
	l.pos++
	out := []byte{}
	depth := 1
	for l.pos < len(l.b) {
		c := l.b[l.pos]
		l.pos++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return out
			}
		case '\\':
			out = l.escape(out)
			continue
		}
		out = append(out, c)
	}
	return out
}

func (l *lexer) escape(out []byte) []byte {
	if l.pos >= len(l.b) {
		return out
	}
	c := l.b[l.pos]
	l.pos++
	switch c {
	case 'n':
		return append(out, '\n')
	case 'r':
		return append(out, '\r')
	case 't':
		return append(out, '\t')
	case 'b':
		return append(out, '\b')
	case 'f':
		return append(out, '\f')
	case '\r':
		if l.pos < len(l.b) && l.b[l.pos] == '\n' {
			l.pos++
		}
		return out
	case '\n':
		return out
	}
	if c < '0' || c > '7' {
		return append(out, c)
	}
	v := int(c - '0')
	for range 2 {
		if l.pos < len(l.b) && l.b[l.pos] >= '0' && l.b[l.pos] <= '7' {
			v = v*8 + int(l.b[l.pos]-'0')
			l.pos++
		}
	}
	return append(out, byte(v))
}

func (l *lexer) hex() []byte {
	l.pos++
	out := []byte{}
	half, have := byte(0), false
	for l.pos < len(l.b) {
		c := l.b[l.pos]
		l.pos++
		if c == '>' {
			break
		}
		var v byte
		switch {
		case c >= '0' && c <= '9':
			v = c - '0'
		case c >= 'a' && c <= 'f':
			v = c - 'a' + 10
		case c >= 'A' && c <= 'F':
			v = c - 'A' + 10
		default:
			continue
		}
		if have {
			out = append(out, half<<4|v)
		} else {
			half = v
		}
		have = !have
	}
	if have {
		out = append(out, half<<4)
	}
	return out
}

// array reads up to "]", joining "12 0 R" to a reference.
func (l *lexer) array() array {
	var out array
	if l.depth++; l.depth > deepest {
		l.pos = len(l.b)
	}
	defer func() { l.depth-- }()
	for {
		o, ok := l.next()
		if !ok {
			return out
		}
		switch k := o.(type) {
		case keyword:
			if k == "]" {
				return out
			}
			if k == "R" && len(out) >= 2 {
				if n, ok := out[len(out)-2].(float64); ok {
					out = append(out[:len(out)-2], ref(n))
				}
				continue
			}
			if k == ">>" || k == "endobj" {
				return out
			}
		default:
			out = append(out, o)
		}
	}
}

func (l *lexer) dict() dict {
	out := dict{}
	if l.depth++; l.depth > deepest {
		l.pos = len(l.b)
	}
	defer func() { l.depth-- }()
	var list array
	key, have := name(""), false
	flush := func() {
		if have && len(list) > 0 {
			out[key] = list[0]
		}
		list = nil
	}
	for {
		o, ok := l.next()
		if !ok {
			flush()
			return out
		}
		switch v := o.(type) {
		case name:
			if have && len(list) == 0 {
				list = append(list, v) // a name as value
				flush()
				have = false
				continue
			}
			flush()
			key, have = v, true
		case keyword:
			if v == "R" && len(list) >= 2 {
				if n, ok := list[len(list)-2].(float64); ok {
					list = array{ref(n)}
				}
				continue
			}
			if v == ">>" || v == "endobj" || v == "stream" {
				flush()
				if v == "stream" {
					l.pos -= len("stream")
				}
				return out
			}
		default:
			if have {
				list = append(list, o)
			}
		}
	}
}

// indirect reads the object after "n g obj", with its stream if it has one.
func (l *lexer) indirect(length func(any) int) any {
	o, ok := l.next()
	if !ok {
		return nil
	}
	d, isDict := o.(dict)
	if !isDict {
		return o
	}
	l.skip()
	if !bytes.HasPrefix(l.b[l.pos:], []byte("stream")) {
		return d
	}
	l.pos += len("stream")
	if l.pos < len(l.b) && l.b[l.pos] == '\r' {
		l.pos++
	}
	if l.pos < len(l.b) && l.b[l.pos] == '\n' {
		l.pos++
	}
	rest := l.b[l.pos:]
	if n := length(d["Length"]); n > 0 && n <= len(rest) {
		after := bytes.TrimLeft(rest[n:min(n+20, len(rest))], "\r\n \t")
		if bytes.HasPrefix(after, []byte("endstream")) {
			l.pos += n
			return &stream{d, rest[:n]}
		}
	}
	n := bytes.Index(rest, []byte("endstream"))
	if n < 0 {
		n = len(rest)
	}
	l.pos += n
	return &stream{d, bytes.TrimRight(rest[:n], "\r\n")}
}
