package screenplay

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// xmlKind is what an xmlToken is.
type xmlKind uint8

const (
	xmlEOF xmlKind = iota
	xmlStart
	xmlEnd
	xmlText
)

// xmlToken is one piece of markup. Offsets are into the scanned text.
type xmlToken struct {
	kind     xmlKind
	name     string // of an element, without namespace prefix
	attrs    string // raw, between name and ">" or "/>"
	text     string // raw text; literal says it is CDATA
	literal  bool
	empty    bool // <a/>
	from, to int
}

// xmlScanner walks XML the way screenwriting programs write it. It knows no
// external or declared entities, so a document cannot make it unpack anything.
// It never fails: what is not markup is text, and a cut-off tag is the end.
type xmlScanner struct {
	s      string
	pos    int
	broken int // offset of the first damage, -1 if none
	bad    string
}

func newXMLScanner(s string) *xmlScanner { return &xmlScanner{s: s, broken: -1} }

func (x *xmlScanner) damage(at int, what string) {
	if x.broken < 0 {
		x.broken, x.bad = at, what
	}
}

// next gives the next start tag, end tag or text.
func (x *xmlScanner) next() xmlToken {
	for x.pos < len(x.s) {
		from := x.pos
		if x.s[from] != '<' {
			i := strings.IndexByte(x.s[from:], '<')
			if i < 0 {
				i = len(x.s) - from
			}
			x.pos = from + i
			return xmlToken{kind: xmlText, text: x.s[from:x.pos], from: from, to: x.pos}
		}
		rest := x.s[from:]
		switch {
		case strings.HasPrefix(rest, "<!--"):
			x.skip(from, "-->", "a comment")
		case strings.HasPrefix(rest, "<![CDATA["):
			x.skip(from, "]]>", "a CDATA section")
			body := x.s[from+9 : x.pos]
			return xmlToken{kind: xmlText, text: strings.TrimSuffix(body, "]]>"), literal: true, from: from, to: x.pos}
		case strings.HasPrefix(rest, "<?"):
			x.skip(from, "?>", "a processing instruction")
		case strings.HasPrefix(rest, "<!"):
			x.doctype(from)
		default:
			return x.tag(from)
		}
	}
	return xmlToken{kind: xmlEOF, from: len(x.s), to: len(x.s)}
}

func (x *xmlScanner) skip(from int, end, what string) {
	i := strings.Index(x.s[from+2:], end)
	if i < 0 {
		x.damage(from, "the file ends inside "+what)
		x.pos = len(x.s)
		return
	}
	x.pos = from + 2 + i + len(end)
}

func (x *xmlScanner) doctype(from int) {
	depth := 0
	for i := from; i < len(x.s); i++ {
		switch x.s[i] {
		case '<':
			depth++
		case '>':
			if depth--; depth == 0 {
				x.pos = i + 1
				return
			}
		}
	}
	x.damage(from, "the file ends inside a document type")
	x.pos = len(x.s)
}

func (x *xmlScanner) tag(from int) xmlToken {
	i := from + 1
	for i < len(x.s) && x.s[i] != '>' {
		if c := x.s[i]; c == '"' || c == '\'' {
			j := strings.IndexByte(x.s[i+1:], c)
			if j < 0 {
				i = len(x.s)
				break
			}
			i += j + 1
		}
		i++
	}
	if i >= len(x.s) {
		x.damage(from, "the file ends inside a tag")
		x.pos = len(x.s)
		return xmlToken{kind: xmlEOF, from: from, to: len(x.s)}
	}
	x.pos = i + 1
	t := xmlToken{kind: xmlStart, from: from, to: i + 1}
	body := x.s[from+1 : i]
	if strings.HasPrefix(body, "/") {
		t.kind = xmlEnd
		t.name = localName(strings.TrimSpace(body[1:]))
		return t
	}
	if strings.HasSuffix(body, "/") {
		t.empty = true
		body = body[:len(body)-1]
	}
	if j := strings.IndexAny(body, " \t\n"); j >= 0 {
		t.attrs = strings.TrimSpace(body[j:])
		body = body[:j]
	}
	t.name = localName(body)
	if t.name == "" {
		x.damage(from, "a tag without a name")
	}
	return t
}

func localName(s string) string {
	if i := strings.IndexByte(s, ':'); i >= 0 {
		return s[i+1:]
	}
	return s
}

// skipElement moves past the end of the element that start began and returns its
// raw text from start tag to end tag.
func (x *xmlScanner) skipElement(start xmlToken) string {
	if start.empty {
		return x.s[start.from:start.to]
	}
	depth := 1
	for {
		t := x.next()
		switch t.kind {
		case xmlStart:
			if !t.empty {
				depth++
			}
		case xmlEnd:
			if depth--; depth == 0 {
				return x.s[start.from:t.to]
			}
		case xmlEOF:
			x.damage(start.from, "the file ends inside <"+start.name+">")
			return x.s[start.from:]
		}
	}
}

// attr is one attribute: name, decoded value, and its raw "name=\"value\"".
type attr struct{ name, value, raw string }

// eachAttr walks raw attributes; f returns false to stop.
func eachAttr(raw string, f func(attr) bool) {
	for {
		raw = strings.TrimLeft(raw, " \t\n")
		eq := strings.IndexByte(raw, '=')
		if eq <= 0 {
			return
		}
		name := strings.TrimSpace(raw[:eq])
		if strings.ContainsAny(name, "\"'<>&/ \t\n") {
			return // no name, and nothing after it can be trusted
		}
		rest := strings.TrimLeft(raw[eq+1:], " \t\n")
		if rest == "" || rest[0] != '"' && rest[0] != '\'' {
			return
		}
		end := strings.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return
		}
		skipped := len(raw) - len(rest)
		a := attr{name: name, value: unescape(rest[1 : end+1]), raw: raw[:skipped+end+2]}
		if !f(a) {
			return
		}
		raw = rest[end+2:]
	}
}

// attrValue is the decoded value of one attribute, or "".
func attrValue(raw, name string) string {
	if !strings.Contains(raw, name) {
		return ""
	}
	value := ""
	eachAttr(raw, func(a attr) bool {
		if a.name == name {
			value = a.value
			return false
		}
		return true
	})
	return value
}

// unescape decodes the five XML entities and character references; anything
// else stays as it is written.
func unescape(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	var out strings.Builder
	out.Grow(len(s))
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			out.WriteString(s)
			return out.String()
		}
		out.WriteString(s[:i])
		s = s[i:]
		end := strings.IndexByte(s[:min(len(s), 12)], ';')
		r, ok := rune(0), false
		if end > 0 {
			r, ok = entity(s[1:end])
		}
		if !ok {
			out.WriteByte('&')
			s = s[1:]
			continue
		}
		out.WriteRune(r)
		s = s[end+1:]
	}
}

func entity(name string) (rune, bool) {
	switch name {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	base, digits := 10, name[1:]
	if digits[0] == 'x' || digits[0] == 'X' {
		base, digits = 16, digits[1:]
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n == 0 || !utf8.ValidRune(rune(n)) {
		return 0, false
	}
	return rune(n), true
}

// escapeText writes s as XML text; characters XML cannot hold become U+FFFD.
func escapeText(out *strings.Builder, s string, quote bool) {
	last := 0
	for i := 0; i < len(s); i++ {
		var rep string
		switch c := s[i]; {
		case c == '&':
			rep = "&amp;"
		case c == '<':
			rep = "&lt;"
		case c == '>':
			rep = "&gt;"
		case c == '"' && quote:
			rep = "&quot;"
		case c == '\n' && quote:
			rep = "&#10;"
		case c < 32 && c != '\n' && c != '\t':
			rep = "\ufffd"
		default:
			continue
		}
		out.WriteString(s[last:i])
		out.WriteString(rep)
		last = i + 1
	}
	out.WriteString(s[last:])
}
