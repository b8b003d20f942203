package sheets

import (
	"maps"

	"backlot/film/screenplay"
)

// The categories that make up a heading, by the names programs give them; the
// first is the one we write.
var (
	intExtNames = []string{IntExt, "Int/Ext", "I/E", "Int Ext"}
	setNames    = []string{Set}
	timeNames   = []string{DayNight, "D/N", "Time", "Time of Day"}
)

// first is the last name of the first of some categories that a sheet has anything of, or "".
func first(elements map[string][]string, names []string) string {
	for _, n := range names {
		if list := elements[n]; len(list) > 0 {
			return list[len(list)-1]
		}
	}
	return ""
}

// headingOf puts a heading together from the elements of a sheet.
func headingOf(elements map[string][]string) string {
	out := first(elements, setNames)
	if in := first(elements, intExtNames); in != "" {
		out = in + ". " + out
	}
	if t := first(elements, timeNames); t != "" {
		out += " - " + t
	}
	return out
}

// Where takes the heading of a sheet apart: its elements say it, or else its heading.
func (s *Sheet) Where() (intExt, set, time string) {
	e := withHeading(s)
	return first(e, intExtNames), first(e, setNames), first(e, timeNames)
}

// withHeading is the elements of a sheet with those of its heading, if it names
// no set itself.
func withHeading(s *Sheet) map[string][]string {
	if s.Heading == "" || s.Kind != KindScene || first(s.Elements, setNames) != "" || headingOf(s.Elements) == s.Heading {
		return s.Elements
	}
	out := map[string][]string{}
	maps.Copy(out, s.Elements)
	h := screenplay.ParseHeading(s.Heading)
	for _, e := range [...]struct{ category, name string }{{IntExt, h.IntExt}, {Set, h.Set}, {DayNight, h.Time}} {
		if e.name != "" && len(out[e.category]) == 0 {
			out[e.category] = []string{e.name}
		}
	}
	return out
}
