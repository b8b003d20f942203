// Package ical reads and writes iCalendar: RFC 5545 with the properties of RFC 7986, the form in
// which agents, assistants and phones exchange who is where on which day.
//
// A file is read as a tree of components with the line of everything in it, so that a complaint
// can name the place. Events, their time zones and their recurrences are read off the tree; what
// no rule asks for stays in it and is written again. Everything is pure: no clock, no network.
package ical

import (
	"fmt"
	"strings"
)

// Component is one BEGIN ... END of a file. The zero value is none.
type Component struct {
	Name  string // in capitals: VCALENDAR, VEVENT
	Line  int    // of its BEGIN, from 1; 0 when it was not read from a file
	Props []Property
	Parts []*Component // components in it, in order
}

// Property is one content line.
type Property struct {
	Name   string // in capitals
	Params []Param
	Value  string // as it stands in the file, escapes and all; see Text
	Line   int    // of its beginning, from 1
}

// Param is one parameter of a property.
type Param struct {
	Name   string // in capitals
	Values []string
}

// Finding is something odd about a file that can still be read, or an entry that had to be left
// out.
type Finding struct {
	Line int    `json:"line"`
	Text string `json:"text"`
}

// String is "line 4: ...".
func (f Finding) String() string { return fmt.Sprintf("line %d: %s", f.Line, f.Text) }

// Error is why a file is refused.
type Error struct {
	Line int // from 1
	Text string
}

func (e *Error) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Text) }

// Get is the first property of a name.
func (c *Component) Get(name string) (Property, bool) {
	for _, p := range c.Props {
		if p.Name == name {
			return p, true
		}
	}
	return Property{}, false
}

// Text is the unescaped value of the first property of a name, or "".
func (c *Component) Text(name string) string {
	p, _ := c.Get(name)
	return p.Text()
}

// All are the components of a name in c, at any depth, in order of the file; c itself included.
func (c *Component) All(name string) []*Component {
	var out []*Component
	if c.Name == name {
		out = append(out, c)
	}
	for _, p := range c.Parts {
		out = append(out, p.All(name)...)
	}
	return out
}

// Param is the first value of a parameter, or "".
func (p Property) Param(name string) string {
	for _, x := range p.Params {
		if x.Name == name && len(x.Values) > 0 {
			return x.Values[0]
		}
	}
	return ""
}

var unescape = strings.NewReplacer(`\n`, "\n", `\N`, "\n", `\,`, ",", `\;`, ";", `\\`, `\`)

// Text is the value with the escapes of TEXT resolved.
func (p Property) Text() string {
	if !strings.Contains(p.Value, `\`) {
		return p.Value
	}
	return unescape.Replace(p.Value)
}

// List is the value as a list of texts, cut at commas that are not escaped.
func (p Property) List() []string {
	var out []string
	start, escaped := 0, false
	for i := range len(p.Value) {
		switch c := p.Value[i]; {
		case escaped:
			escaped = false
		case c == '\\':
			escaped = true
		case c == ',':
			out = append(out, unescape.Replace(p.Value[start:i]))
			start = i + 1
		}
	}
	return append(out, unescape.Replace(p.Value[start:]))
}

var escape = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

// Escape writes a text as the value of a TEXT property.
func Escape(s string) string { return escape.Replace(s) }
