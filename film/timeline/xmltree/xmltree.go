// Package xmltree reads XML into a tree under limits, for the editing formats that are XML.
//
// Nothing is fetched and nothing is expanded: a document type's entities do not exist here, so a file that uses them is
// refused, and one that nests deeper than any editor writes is too.
package xmltree

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"

	"backlot/film/timeline/charset"
)

// The limits. Real cuts nest to about 40 and have a few hundred thousand elements.
const (
	maxDepth    = 256
	maxElements = 4_000_000
)

// Elem is an element.
type Elem struct {
	Name     string
	Line     int
	Attrs    []xml.Attr
	Children []*Elem
	Text     string // what stands directly in it, without blanks around
}

// Parse reads a document and gives its root. Errors name the line. A document that is hardly anything but elements, less than
// eight bytes each, is refused: no program writes one, and it would take a hundred times its size to hold.
func Parse(b []byte) (*Elem, error) { return ParseAtMost(b, min(maxElements, 1000+len(b)/8)) }

// ParseAtMost is Parse for formats that have no use for more than some number of elements.
func ParseAtMost(b []byte, elements int) (*Elem, error) {
	d := xml.NewDecoder(bytes.NewReader(charset.Unicode(b)))
	d.CharsetReader = charset.Reader
	var stack []*Elem
	var root *Elem
	count := 0
	var texts [][]byte // of the elements in stack, as far as read
	for {
		tok, err := d.RawToken()
		if err == io.EOF {
			break
		}
		line, _ := d.InputPos()
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if count++; count > elements {
				return nil, fmt.Errorf("line %d: more than %d elements", line, elements)
			}
			if len(stack) >= maxDepth {
				return nil, fmt.Errorf("line %d: elements nest deeper than %d", line, maxDepth)
			}
			e := &Elem{Name: t.Name.Local, Line: line, Attrs: append([]xml.Attr(nil), t.Attr...)}
			if len(stack) > 0 {
				p := stack[len(stack)-1]
				p.Children = append(p.Children, e)
			} else if root != nil {
				return nil, fmt.Errorf("line %d: a second root <%s> after <%s>", line, e.Name, root.Name)
			} else {
				root = e
			}
			stack, texts = append(stack, e), append(texts, nil)
		case xml.EndElement:
			if len(stack) == 0 || stack[len(stack)-1].Name != t.Name.Local {
				return nil, fmt.Errorf("line %d: </%s> closes nothing that is open", line, t.Name.Local)
			}
			last := len(stack) - 1
			stack[last].Text = strings.TrimSpace(string(texts[last]))
			stack, texts = stack[:last], texts[:last]
		case xml.CharData:
			if len(stack) > 0 {
				top := &texts[len(stack)-1]
				*top = appendText(*top, t)
			}
		}
	}
	if root == nil {
		return nil, fmt.Errorf("line 1: no XML element")
	}
	if len(stack) > 0 {
		return nil, fmt.Errorf("the file ends inside <%s> of line %d", stack[len(stack)-1].Name, stack[len(stack)-1].Line)
	}
	return root, nil
}

// appendText adds a run of text to an element's. Blanks between elements count as one, so that a remark or an element between
// two words does not make them one word, and indentation is not kept.
func appendText(to, run []byte) []byte {
	if len(bytes.TrimSpace(run)) == 0 {
		if n := len(to); n > 0 && to[n-1] != ' ' {
			to = append(to, ' ')
		}
		return to
	}
	return append(to, run...)
}

// Get is the first child of a name, or nil; a nil element has none.
func (e *Elem) Get(names ...string) *Elem {
	for _, name := range names {
		if e == nil {
			return nil
		}
		var next *Elem
		for _, c := range e.Children {
			if c.Name == name {
				next = c
				break
			}
		}
		e = next
	}
	return e
}

// All lists the children of a name.
func (e *Elem) All(name string) []*Elem {
	if e == nil {
		return nil
	}
	var out []*Elem
	for _, c := range e.Children {
		if c.Name == name {
			out = append(out, c)
		}
	}
	return out
}

// Value is the text of the element under names, or "".
func (e *Elem) Value(names ...string) string {
	if got := e.Get(names...); got != nil {
		return got.Text
	}
	return ""
}

// Int is the whole number of the element under names; ok says whether there is one.
func (e *Elem) Int(names ...string) (n int64, ok bool) {
	s := e.Value(names...)
	if s == "" {
		return 0, false
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n, n > -1<<50 && n < 1<<50
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || !(f > -1e15 && f < 1e15) {
		return 0, false
	}
	return int64(f), true
}

// Attr is the value of an attribute, or "".
func (e *Elem) Attr(name string) string {
	if e == nil {
		return ""
	}
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// Dict is the element as JSON, for metadata: attributes begin with @, a child that comes more than once is a list, and the
// children named in without are left out. An element that has nothing is an empty text.
func (e *Elem) Dict(without ...string) any {
	if len(e.Children) == 0 && len(e.Attrs) == 0 {
		return e.Text
	}
	out := map[string]any{}
	for _, a := range e.Attrs {
		out["@"+a.Name.Local] = a.Value
	}
	if e.Text != "" {
		out["#text"] = e.Text
	}
next:
	for _, c := range e.Children {
		for _, w := range without {
			if c.Name == w {
				continue next
			}
		}
		v := c.Dict()
		switch was := out[c.Name].(type) {
		case nil:
			out[c.Name] = v
		case []any:
			out[c.Name] = append(was, v)
		default:
			out[c.Name] = []any{was, v}
		}
	}
	return out
}

// JSON is Dict as text.
func (e *Elem) JSON(without ...string) json.RawMessage {
	b, err := json.Marshal(e.Dict(without...))
	if err != nil {
		return nil
	}
	return b
}

// Writer writes XML, two spaces a level.
type Writer struct {
	bytes.Buffer
	level int
}

func (w *Writer) indent() {
	w.WriteByte('\n')
	for range w.level {
		w.WriteString("  ")
	}
}

// Open begins an element; attributes are names and values in turn.
func (w *Writer) Open(name string, attrs ...string) {
	w.indent()
	w.tag(name, attrs)
	w.WriteByte('>')
	w.level++
}

func (w *Writer) tag(name string, attrs []string) {
	w.WriteByte('<')
	w.WriteString(name)
	for i := 0; i+1 < len(attrs); i += 2 {
		w.WriteString(" " + attrs[i] + `="`)
		w.escape(attrs[i+1])
		w.WriteByte('"')
	}
}

// Close ends an element.
func (w *Writer) Close(name string) {
	w.level--
	w.indent()
	w.WriteString("</" + name + ">")
}

// Empty writes an element without content.
func (w *Writer) Empty(name string, attrs ...string) {
	w.indent()
	w.tag(name, attrs)
	w.WriteString("/>")
}

// Leaf writes an element with a text.
func (w *Writer) Leaf(name, text string, attrs ...string) {
	w.indent()
	w.tag(name, attrs)
	w.WriteByte('>')
	w.escape(text)
	w.WriteString("</" + name + ">")
}

// Whole writes an element with a whole number.
func (w *Writer) Whole(name string, n int64) { w.Leaf(name, strconv.FormatInt(n, 10)) }

func (w *Writer) escape(s string) {
	if err := xml.EscapeText(&w.Buffer, []byte(s)); err != nil {
		panic(err) // a buffer takes everything
	}
}

// Kids are the children; a nil element has none.
func (e *Elem) Kids() []*Elem {
	if e == nil {
		return nil
	}
	return e.Children
}
