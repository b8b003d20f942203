package worktime

import (
	"fmt"
	"slices"
	"strings"

	"backlot/film/civil"
)

// When says to whom and in which circumstances something applies. An empty field says nothing.
type When struct {
	Roles       []string `json:"roles,omitempty"`       // performer, background, stunt, crew, driver, child
	Engagements []string `json:"engagements,omitempty"` // day, three-day, weekly
	Formats     []string `json:"formats,omitempty"`     // theatrical, television, low-budget, theatre, model
	Places      []string `json:"places,omitempty"`      // studio, nearby, location, overnight
	Age         string   `json:"age,omitempty"`         // "6mo..2y": from the first to before the second; either may be missing
	School      string   `json:"school,omitempty"`      // day: school is in session that day; off: it is not
	Eve         string   `json:"eve,omitempty"`         // school: the next day is a school day; free: it is not
	Attended    *bool    `json:"attended,omitempty"`    // has been at school that day before work
	MoneyBreak  *bool    `json:"money_break,omitempty"` // is paid more than twice the minimum
	WorkedDays  string   `json:"worked_days,omitempty"` // "..5", "6..": days worked in the work week before
	// Exteriors: the day before and the day itself were shot outdoors.
	Exteriors bool `json:"exteriors,omitempty"`
	// NextOff: the next day is free.
	NextOff bool `json:"next_off,omitempty"`
	// CallFrom: the call is not before this time, "06:00".
	CallFrom string `json:"call_from,omitempty"`
}

func (w When) check() error {
	if _, _, err := parseBand(w.Age); err != nil {
		return err
	}
	if _, _, err := parseCounts(w.WorkedDays); err != nil {
		return err
	}
	if w.CallFrom != "" {
		if _, err := ParseClock(w.CallFrom); err != nil {
			return fmt.Errorf("call_from: %w", err)
		}
	}
	if !slices.Contains([]string{"", "day", "off"}, w.School) || !slices.Contains([]string{"", "school", "free"}, w.Eve) {
		return fmt.Errorf("school %q, eve %q: want day or off, school or free", w.School, w.Eve)
	}
	for _, p := range w.Places {
		if !slices.Contains(places, p) {
			return fmt.Errorf("place %q: want one of %s", p, strings.Join(places, ", "))
		}
	}
	return nil
}

// places are where work can be, from the producer's base outwards.
var places = []string{"studio", "nearby", "location", "overnight"}

func parseBand(s string) (from, to Age, err error) {
	if s == "" {
		return Age{}, Age{}, nil
	}
	a, b, ok := strings.Cut(s, "..")
	if !ok {
		return from, to, fmt.Errorf("age %q: want from..to, such as 6mo..2y", s)
	}
	if a != "" {
		if from, err = ParseAge(a); err != nil {
			return from, to, err
		}
	}
	if b != "" {
		to, err = ParseAge(b)
	}
	return from, to, err
}

func parseCounts(s string) (from, to int, err error) {
	if s == "" {
		return 0, 0, nil
	}
	a, b, ok := strings.Cut(s, "..")
	for _, part := range []struct {
		text string
		into *int
	}{{a, &from}, {b, &to}} {
		if part.text == "" {
			continue
		}
		if _, e := fmt.Sscanf(part.text, "%d", part.into); e != nil {
			ok = false
		}
	}
	if !ok {
		return 0, 0, fmt.Errorf("count %q: want from..to, such as 6.. or ..5", s)
	}
	return from, to, nil
}

// certain is how unknown facts count: a rule applies unless something speaks against it, a
// relaxation only when everything it asks for is known.
type certain bool

const (
	unlessKnownOtherwise certain = false
	onlyWhenKnown        certain = true
)

// holds says whether w describes day i of the plan.
func (w When) holds(p *plan, i int, strict certain) bool {
	d := &p.days[i]
	word := func(want []string, have string) bool {
		if len(want) == 0 {
			return true
		}
		if have == "" {
			return !bool(strict)
		}
		return slices.Contains(want, have)
	}
	flag := func(want *bool, have bool) bool { return want == nil || *want == have }
	return word(w.Roles, p.person.Role) && word(w.Engagements, p.person.Engagement) &&
		word(w.Formats, p.person.Format) && word(w.Places, d.Place) &&
		flag(w.Attended, d.AttendedSchool) && flag(w.MoneyBreak, p.person.MoneyBreak) &&
		w.ofAge(p.person.Born, d.Date) && w.atSchool(p, d.Date) && w.around(p, i)
}

func (w When) ofAge(born, on civil.Date) bool {
	if w.Age == "" {
		return true
	}
	if born.IsZero() {
		return false
	}
	from, to, _ := parseBand(w.Age) // checked when the pack was read
	return from.reached(born, on) && (to.IsZero() || !to.reached(born, on))
}

// atSchool treats every day as a school day for a child whose calendar nobody gave: the stricter side.
func (w When) atSchool(p *plan, on civil.Date) bool {
	school := p.person.School
	if w.School != "" && (w.School == "day") != (school == nil || school.InSession(on)) {
		return false
	}
	return w.Eve == "" || (w.Eve == "school") == (school == nil || school.InSession(on.AddDays(1)))
}

// around checks what the neighbouring days have to be like.
func (w When) around(p *plan, i int) bool {
	d := &p.days[i]
	if w.Exteriors && (i == 0 || !d.Exterior || !p.days[i-1].Exterior) {
		return false
	}
	if w.NextOff && i+1 < len(p.days) && p.days[i+1].Date == d.Date.AddDays(1) {
		return false
	}
	if w.CallFrom != "" {
		if c, _ := ParseClock(w.CallFrom); d.Call < c {
			return false
		}
	}
	if w.WorkedDays == "" {
		return true
	}
	from, to, _ := parseCounts(w.WorkedDays)
	n := p.workedInWeekBefore(i)
	return n >= from && (to == 0 || n <= to)
}
