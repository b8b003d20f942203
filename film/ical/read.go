package ical

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Limits bound what a hostile file can cost. The zero value is 16 MiB, 100,000 components nested
// 8 deep.
type Limits struct {
	Bytes      int64
	Components int
	Depth      int
}

func (l Limits) filled() Limits {
	if l.Bytes == 0 {
		l.Bytes = 16 << 20
	}
	if l.Components == 0 {
		l.Components = 100_000
	}
	if l.Depth == 0 {
		l.Depth = 8
	}
	return l
}

// File is what was read.
type File struct {
	// Roots are the components at the top: calendars, or single events as mail programs store them.
	Roots    []*Component
	Findings []Finding
}

// Read reads an iCalendar stream. A file that is cut off, whose BEGIN and END do not match, or
// with a line that is no content line is refused with an *Error that names the line. A stream
// without any component is refused.
func Read(r io.Reader, limits Limits) (*File, error) {
	limits = limits.filled()
	b, err := io.ReadAll(io.LimitReader(r, limits.Bytes+1))
	if err != nil {
		return nil, fmt.Errorf("read a calendar: %w", err)
	}
	if int64(len(b)) > limits.Bytes {
		return nil, fmt.Errorf("the calendar is larger than %d MiB; want one with fewer entries or without attachments", limits.Bytes>>20)
	}
	lines, odd := unfold(plainBytes(b))
	t := tree{limits: limits, file: &File{Findings: odd}}
	for _, l := range lines {
		if err := t.add(l); err != nil {
			return nil, err
		}
	}
	if n := len(t.open); n > 0 {
		c := t.open[n-1]
		return nil, &Error{c.Line, fmt.Sprintf("%s is never closed; want END:%s: the file is cut off", c.Name, c.Name)}
	}
	if len(t.file.Roots) == 0 {
		return nil, &Error{1, "there is no calendar in the file; want BEGIN:VCALENDAR"}
	}
	return t.file, nil
}

// tree puts lines together.
type tree struct {
	limits Limits
	file   *File
	open   []*Component
	count  int
}

func (t *tree) add(l line) error {
	p, odd, err := l.parse()
	if err != nil {
		return err
	}
	t.file.Findings = append(t.file.Findings, odd...)
	n := len(t.open)
	switch p.Name {
	case "BEGIN":
		return t.begin(p)
	case "END":
		name := strings.ToUpper(strings.TrimSpace(p.Value))
		if n == 0 || t.open[n-1].Name != name {
			return &Error{l.no, fmt.Sprintf("END:%s closes nothing that is open%s", short(name), t.wanted())}
		}
		t.open = t.open[:n-1]
		return t.open0(n).checkZone()
	}
	if n == 0 {
		t.file.Findings = append(t.file.Findings, Finding{l.no, fmt.Sprintf("%s stands outside of every calendar; left out", short(p.Name))})
		return nil
	}
	t.open[n-1].Props = append(t.open[n-1].Props, p)
	return nil
}

// open0 is the component that was the n-th open one; its slot outlives the cut.
func (t *tree) open0(n int) *Component { return t.open[:n][n-1] }

func (t *tree) wanted() string {
	if n := len(t.open); n > 0 {
		c := t.open[n-1]
		return fmt.Sprintf("; want END:%s for line %d", c.Name, c.Line)
	}
	return ""
}

func (t *tree) begin(p Property) error {
	c := &Component{Name: strings.ToUpper(strings.TrimSpace(p.Value)), Line: p.Line}
	if !isName(c.Name) {
		return &Error{p.Line, fmt.Sprintf("BEGIN:%s is no component; want a name such as VEVENT", short(p.Value))}
	}
	if t.count++; t.count > t.limits.Components || len(t.open) >= t.limits.Depth {
		return &Error{p.Line, fmt.Sprintf("more than %d components, or nested deeper than %d", t.limits.Components, t.limits.Depth)}
	}
	if n := len(t.open); n > 0 {
		t.open[n-1].Parts = append(t.open[n-1].Parts, c)
	} else {
		t.file.Roots = append(t.file.Roots, c)
	}
	t.open = append(t.open, c)
	return nil
}

// checkZone refuses a time zone that cannot be computed with: everything that names it would be
// hours off.
func (c *Component) checkZone() error {
	if c.Name != "STANDARD" && c.Name != "DAYLIGHT" {
		return nil
	}
	p, ok := c.Get("DTSTART")
	if !ok {
		return &Error{c.Line, c.Name + " of a time zone has no DTSTART"}
	}
	if t, err := ParseTime(p); err != nil || !t.HasClock {
		return &Error{p.Line, fmt.Sprintf("DTSTART:%s of a time zone: want a local date and time such as 19701025T030000", short(p.Value))}
	}
	for _, name := range []string{"TZOFFSETFROM", "TZOFFSETTO"} {
		p, ok := c.Get(name)
		if !ok {
			return &Error{c.Line, c.Name + " of a time zone has no " + name}
		}
		if _, err := parseOffset(p.Value); err != nil {
			return &Error{p.Line, fmt.Sprintf("%s:%s: %v", name, short(p.Value), err)}
		}
	}
	return nil
}

// Counts says how many components of each name there are, at any depth.
func (f *File) Counts() map[string]int {
	n := map[string]int{}
	var walk func(c *Component)
	walk = func(c *Component) {
		n[c.Name]++
		for _, p := range c.Parts {
			walk(p)
		}
	}
	for _, c := range f.Roots {
		walk(c)
	}
	return n
}

// all are the components of a name in the whole file.
func (f *File) all(name string) []*Component {
	var out []*Component
	for _, c := range f.Roots {
		out = append(out, c.All(name)...)
	}
	return out
}

// Text is a property of the first calendar, such as NAME or METHOD, or "".
func (f *File) Text(name string) string {
	i := slices.IndexFunc(f.Roots, func(c *Component) bool { return c.Name == "VCALENDAR" })
	if i < 0 {
		return ""
	}
	return f.Roots[i].Text(name)
}
