package timeline

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf8"
	"unsafe"

	"encoding/json"
)

// maxDepth is how deep objects may nest. Real cuts stay below 40; what goes deeper is hostile or broken.
const maxDepth = 512

// parser reads JSON in one pass. Values that nobody asks for are checked and kept, not built.
type parser struct {
	b        []byte
	at       int
	depth    int
	again    int // bytes passed to find schemas that do not stand first
	findings []Finding
	interned map[string]string // names that come again and again share one string
}

// fault is an error at the parser's place.
func (p *parser) fault(format string, args ...any) error {
	line := 1 + bytes.Count(p.b[:min(p.at, len(p.b))], []byte{'\n'})
	return fmt.Errorf("line %d: %s", line, fmt.Sprintf(format, args...))
}

func (p *parser) space() {
	for p.at < len(p.b) {
		switch p.b[p.at] {
		case ' ', '\n', '\t', '\r':
			p.at++
		default:
			return
		}
	}
}

// peek is the next byte that is no space, 0 at the end.
func (p *parser) peek() byte {
	p.space()
	if p.at >= len(p.b) {
		return 0
	}
	return p.b[p.at]
}

func (p *parser) expect(c byte) error {
	if got := p.peek(); got != c {
		return p.unexpected(fmt.Sprintf("%q", c))
	}
	p.at++
	return nil
}

func (p *parser) unexpected(want string) error {
	if p.at >= len(p.b) {
		return p.fault("the file ends here; want %s", want)
	}
	return p.fault("%q; want %s", p.b[p.at], want)
}

// enter counts a level of nesting.
func (p *parser) enter() error {
	if p.depth++; p.depth > maxDepth {
		return p.fault("objects nest deeper than %d", maxDepth)
	}
	return nil
}

// object calls f for every field, with the parser before its value; f has to read it.
func (p *parser) object(f func(name []byte) error) error {
	if err := p.expect('{'); err != nil {
		return err
	}
	if err := p.enter(); err != nil {
		return err
	}
	defer func() { p.depth-- }()
	if p.peek() == '}' {
		p.at++
		return nil
	}
	for {
		name, err := p.str()
		if err != nil {
			return err
		}
		if err := p.expect(':'); err != nil {
			return err
		}
		if err := f(name); err != nil {
			return err
		}
		switch p.peek() {
		case ',':
			p.at++
		case '}':
			p.at++
			return nil
		default:
			return p.unexpected("a comma or }")
		}
	}
}

// array calls f before every element; f has to read it.
func (p *parser) array(f func() error) error {
	if err := p.expect('['); err != nil {
		return err
	}
	if err := p.enter(); err != nil {
		return err
	}
	defer func() { p.depth-- }()
	if p.peek() == ']' {
		p.at++
		return nil
	}
	for {
		if err := f(); err != nil {
			return err
		}
		switch p.peek() {
		case ',':
			p.at++
		case ']':
			p.at++
			return nil
		default:
			return p.unexpected("a comma or ]")
		}
	}
}

// span passes over a string and gives what stands between its quotes, and whether it has escapes.
func (p *parser) span() (raw []byte, escaped bool, err error) {
	if p.peek() != '"' {
		return nil, false, p.unexpected("a text in quotes")
	}
	start := p.at + 1
	for i := start; ; {
		n := bytes.IndexByte(p.b[i:], '"')
		if n < 0 {
			p.at = len(p.b)
			return nil, false, p.fault("the file ends inside a text; want a closing quote")
		}
		i += n
		back := i
		for back > start && p.b[back-1] == '\\' {
			back--
		}
		if (i-back)%2 == 0 {
			raw = p.b[start:i]
			p.at = i + 1
			break
		}
		i++
	}
	if bytes.IndexByte(raw, '\n') >= 0 {
		return nil, false, p.fault("a line break inside a text; want \\n")
	}
	return raw, bytes.IndexByte(raw, '\\') >= 0, nil
}

// str reads a text. It may be part of the file; callers who keep it copy it.
func (p *parser) str() ([]byte, error) {
	raw, escaped, err := p.span()
	if err != nil || !escaped {
		return raw, err
	}
	var s string
	if err := json.Unmarshal(p.b[p.at-len(raw)-2:p.at], &s); err != nil {
		return nil, p.fault("text %.40q: %v", raw, err)
	}
	return []byte(s), nil
}

// text reads a text to keep; null is "".
func (p *parser) text() (string, error) {
	if p.peek() == 'n' {
		return "", p.literal("null")
	}
	s, err := p.str()
	if err != nil {
		return "", err
	}
	if !utf8.Valid(s) {
		s = bytes.ToValidUTF8(s, []byte("�"))
	}
	return p.intern(s), nil
}

func (p *parser) intern(s []byte) string {
	if len(s) > 40 {
		return string(s)
	}
	if got, ok := p.interned[string(s)]; ok {
		return got
	}
	if p.interned == nil {
		p.interned = map[string]string{}
	}
	got := string(s)
	if len(p.interned) < 4096 {
		p.interned[got] = got
	}
	return got
}

func (p *parser) literal(word string) error {
	if !bytes.HasPrefix(p.b[p.at:], []byte(word)) {
		return p.unexpected("a value")
	}
	p.at += len(word)
	return nil
}

// numeral passes over a number. NaN and the infinities are not JSON, but OpenTimelineIO writes them.
func (p *parser) numeral() ([]byte, error) {
	p.space()
	start := p.at
	for p.at < len(p.b) {
		c := p.b[p.at]
		if c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E' {
			p.at++
			continue
		}
		break
	}
	for _, word := range []string{"Infinity", "Inf", "NaN"} {
		if p.at-start <= 1 && bytes.HasPrefix(p.b[p.at:], []byte(word)) {
			p.at += len(word)
			break
		}
	}
	if p.at == start {
		return nil, p.unexpected("a number")
	}
	return p.b[start:p.at], nil
}

// number reads a number; null is 0.
func (p *parser) number() (float64, error) {
	if p.peek() == 'n' {
		return 0, p.literal("null")
	}
	raw, err := p.numeral()
	if err != nil {
		return 0, err
	}
	if n, ok := smallInt(raw); ok {
		return n, nil
	}
	f, err := strconv.ParseFloat(unsafe.String(unsafe.SliceData(raw), len(raw)), 64)
	if err != nil {
		return 0, p.fault("number %q: want one such as 24 or 23.976", raw)
	}
	return f, nil
}

// smallInt reads what most numbers of a cut are: whole, or whole and ".0".
func smallInt(raw []byte) (float64, bool) {
	if n := len(raw); n > 2 && raw[n-1] == '0' && raw[n-2] == '.' {
		raw = raw[:n-2]
	}
	neg := len(raw) > 1 && raw[0] == '-'
	if neg {
		raw = raw[1:]
	}
	if len(raw) == 0 || len(raw) > 15 {
		return 0, false
	}
	n := int64(0)
	for _, c := range raw {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	if neg {
		n = -n
	}
	return float64(n), true
}

// value passes over a value of any kind and gives its text. A null gives nil.
func (p *parser) value() (Raw, error) {
	p.space()
	start := p.at
	if err := p.skip(); err != nil {
		return nil, err
	}
	return Raw(p.b[start:p.at:p.at]), nil
}

// skip passes over a value and checks that it is one.
func (p *parser) skip() error {
	switch c := p.peek(); c {
	case '{':
		return p.object(func([]byte) error { return p.skip() })
	case '[':
		return p.array(p.skip)
	case '"':
		_, _, err := p.span()
		return err
	case 't':
		return p.literal("true")
	case 'f':
		return p.literal("false")
	case 'n':
		return p.literal("null")
	default:
		raw, err := p.numeral()
		if err != nil {
			return err
		}
		if _, ok := smallInt(raw); ok {
			return nil
		}
		if _, err := strconv.ParseFloat(unsafe.String(unsafe.SliceData(raw), len(raw)), 64); err != nil {
			return p.fault("number %q: want one such as 24 or 23.976", raw)
		}
		return nil
	}
}

// boolean reads true or false; anything else is an error.
func (p *parser) boolean() (bool, error) {
	switch p.peek() {
	case 't':
		return true, p.literal("true")
	case 'n':
		return false, p.literal("null")
	}
	return false, p.literal("false")
}

// fields reads an object into its fields.
func (p *parser) fields(into []Field) ([]Field, error) {
	err := p.object(func(name []byte) error {
		n := p.intern(name)
		v, err := p.value()
		into = append(into, Field{n, v})
		return err
	})
	return into, err
}
