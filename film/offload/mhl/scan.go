package mhl

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// Limits of what is read as a manifest. The schema nests six deep; paths longer than any file
// system allows are not paths.
const (
	maxDepth    = 32
	maxText     = 64 << 10
	maxPatterns = 10_000 // each is tried on each path
	maxToken    = 1 << 20
)

// Error says what is wrong with a manifest, and where.
type Error struct {
	File string // "" when it is not known
	Line int
	What string
}

func (e *Error) Error() string {
	if e.File == "" {
		return fmt.Sprintf("line %d: %s", e.Line, e.What)
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.What)
}

// Scanner walks the elements of a small XML format and knows the line it is on. It refuses
// document types, and with them every entity of one's own, and nesting no manifest has.
type Scanner struct {
	dec   *xml.Decoder
	in    *allowance
	data  []byte
	depth int
	end   int64 // where the token before the present one ended

	recoded bool // the file is not in UTF-8: offsets are not those of its bytes
}

// allowance ends a token that is longer than any a manifest has, before it is read to its end.
type allowance struct {
	r    *bytes.Reader
	left int
}

var errToken = fmt.Errorf("a single element, comment or text of more than %d bytes", maxToken)

func (a *allowance) ReadByte() (byte, error) {
	if a.left--; a.left < 0 {
		return 0, errToken
	}
	return a.r.ReadByte()
}

func (a *allowance) Read(p []byte) (int, error) {
	if a.left -= len(p); a.left < 0 {
		return 0, errToken
	}
	return a.r.Read(p)
}

// NewScanner reads XML in any encoding it declares, and in UTF-16 whose byte order mark says so.
func NewScanner(data []byte) *Scanner {
	s := &Scanner{}
	marked := false
	for _, mark := range []struct {
		bytes string
		order unicode.Endianness
	}{{"\xff\xfe", unicode.LittleEndian}, {"\xfe\xff", unicode.BigEndian}} {
		if bytes.HasPrefix(data, []byte(mark.bytes)) {
			// what is half a letter becomes U+FFFD, which no path on the disk has
			data, _ = unicode.UTF16(mark.order, unicode.IgnoreBOM).NewDecoder().Bytes(data[2:])
			marked = true
		}
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	s.data, s.recoded, s.in = data, marked, &allowance{r: bytes.NewReader(data)}
	s.dec = xml.NewDecoder(s.in)
	s.dec.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		if marked {
			return in, nil
		}
		enc, err := htmlindex.Get(label)
		if err != nil {
			return nil, fmt.Errorf("encoding %q is not known: want UTF-8", label)
		}
		s.recoded = true
		return enc.NewDecoder().Reader(in), nil
	}
	return s
}

// Fail is an error at the present line.
func (s *Scanner) Fail(format string, args ...any) error {
	return &Error{Line: s.Line(), What: fmt.Sprintf(format, args...)}
}

// Line is the line the scanner is on, from 1.
func (s *Scanner) Line() int {
	line, _ := s.dec.InputPos()
	return line
}

// next is the next token that matters: a start, an end or text. At the end of the file it is nil.
func (s *Scanner) next() (xml.Token, error) {
	for {
		s.end = s.dec.InputOffset()
		s.in.left = maxToken
		tok, err := s.dec.Token()
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		if err != nil {
			var syntax *xml.SyntaxError
			if errors.As(err, &syntax) {
				return nil, &Error{Line: syntax.Line, What: "not well-formed XML: " + syntax.Msg}
			}
			return nil, s.Fail("%v", err)
		}
		switch t := tok.(type) {
		case xml.Directive:
			return nil, s.Fail("document type declaration: a manifest has none, and entities are not expanded")
		case xml.StartElement:
			if s.depth++; s.depth > maxDepth {
				return nil, s.Fail("elements are nested more than %d deep", maxDepth)
			}
			return t, nil
		case xml.EndElement:
			s.depth--
			return t, nil
		case xml.CharData:
			return t, nil
		}
	}
}

// Root reads up to the first element, which must be of a name.
func (s *Scanner) Root(name string) (xml.StartElement, error) {
	for {
		tok, err := s.next()
		if err != nil {
			return xml.StartElement{}, err
		}
		switch t := tok.(type) {
		case nil:
			return xml.StartElement{}, s.Fail("no <%s>: the file is empty or not a manifest", name)
		case xml.StartElement:
			if t.Name.Local != name {
				return t, s.Fail("<%s>: want <%s>", t.Name.Local, name)
			}
			return t, nil
		}
	}
}

// Each calls f for every element directly inside the one just started, until that ends. f must
// consume its element with Each, Text, Raw or Skip.
func (s *Scanner) Each(f func(xml.StartElement) error) error {
	for {
		tok, err := s.next()
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case nil:
			return s.Fail("the file ends before it is complete")
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if err := f(t); err != nil {
				return err
			}
		}
	}
}

// Text is the text of the element just started; elements inside are an error.
func (s *Scanner) Text() (string, error) {
	var b strings.Builder
	for {
		tok, err := s.next()
		if err != nil {
			return "", err
		}
		switch t := tok.(type) {
		case nil:
			return "", s.Fail("the file ends before it is complete")
		case xml.EndElement:
			return b.String(), nil
		case xml.StartElement:
			return "", s.Fail("<%s> where text is wanted", t.Name.Local)
		case xml.CharData:
			if b.Len()+len(t) > maxText {
				return "", s.Fail("text of more than %d bytes", maxText)
			}
			b.Write(t)
		}
	}
}

// Skip passes over the element just started.
func (s *Scanner) Skip() error {
	return s.Each(func(xml.StartElement) error { return s.Skip() })
}

// Raw is the element just started, as written, when the file is in UTF-8; "" otherwise, since it is
// then not known which bytes it was.
func (s *Scanner) Raw() (string, error) {
	from := s.end
	if err := s.Skip(); err != nil {
		return "", err
	}
	to := s.dec.InputOffset()
	if s.recoded || from > to || to > int64(len(s.data)) {
		return "", nil
	}
	return string(s.data[from:to]), nil
}

// attr is an attribute of an element, "" when it is missing.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (s *Scanner) size(text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return 0, s.Fail("size %q: want a number of bytes", text)
	}
	return n, nil
}

// stamps are the ways an xs:dateTime is written; without a zone it is taken as UTC.
var stamps = []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999"}

func (s *Scanner) date(text string) (time.Time, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return time.Time{}, nil
	}
	for _, layout := range stamps {
		if t, err := time.Parse(layout, text); err == nil {
			return t, nil
		}
	}
	return time.Time{}, s.Fail("date %q: want one such as 2026-01-16T09:15:00+00:00", text)
}
