package ical

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"backlot/film/civil"
)

// Event is a VEVENT as people plan with it. What it does not hold stays in the component.
type Event struct {
	UID string
	// Recurrence is which occurrence of the UID this event replaces; zero for the event itself.
	Recurrence  Time
	Start       Time
	End         Time // first moment after it; of the same form as Start
	Summary     string
	Description string
	Location    string
	URL         string
	Categories  []string
	Status      string // CONFIRMED, TENTATIVE, CANCELLED or ""
	Free        bool   // TRANSP:TRANSPARENT: it does not make anybody busy
	Private     bool   // CLASS is neither empty nor PUBLIC
	Sequence    int
	Rule        *Rule
	More        []Time // RDATE
	Except      []Time // EXDATE
	Line        int    // of its BEGIN; 0 when it was not read

	length Duration
}

// Events are the events of the file in order. One whose start or end says nothing sensible is left
// out, with a finding that names the line; a part that cannot be read, such as a recurrence, is
// left out of its event in the same way.
func (f *File) Events() ([]Event, []Finding) {
	var out []Event
	var odd []Finding
	for _, c := range f.all("VEVENT") {
		e, more, ok := readEvent(c)
		odd = append(odd, more...)
		if ok {
			out = append(out, e)
		}
	}
	return out, odd
}

func readEvent(c *Component) (e Event, odd []Finding, ok bool) {
	find := func(line int, format string, args ...any) {
		odd = append(odd, Finding{line, fmt.Sprintf(format, args...)})
	}
	e = Event{
		UID: c.Text("UID"), Summary: c.Text("SUMMARY"), Description: c.Text("DESCRIPTION"), Location: c.Text("LOCATION"), URL: c.Text("URL"),
		Status: strings.ToUpper(c.Text("STATUS")), Free: strings.EqualFold(c.Text("TRANSP"), "TRANSPARENT"), Line: c.Line,
	}
	class := strings.ToUpper(c.Text("CLASS"))
	e.Private = class != "" && class != "PUBLIC"
	e.Sequence, _ = strconv.Atoi(c.Text("SEQUENCE")) // what is no number counts as the first
	start, has := c.Get("DTSTART")
	if !has {
		find(c.Line, "the event %q has no DTSTART; left out", short(e.Summary))
		return e, odd, false
	}
	var err error
	if e.Start, err = ParseTime(start); err != nil {
		find(start.Line, "DTSTART %v; the event is left out", err)
		return e, odd, false
	}
	if err := e.readEnd(c); err != nil {
		find(c.Line, "the event %q: %v; left out", short(e.Summary), err)
		return e, odd, false
	}
	for _, p := range c.Props {
		if err := e.readMore(p); err != nil {
			find(p.Line, "%s %v; left out", p.Name, err)
		}
	}
	return e, odd, true
}

// readEnd takes DTEND or DURATION, or else what RFC 5545, 3.6.1, says: a date lasts the day, a time
// no time at all.
func (e *Event) readEnd(c *Component) error {
	e.length = Duration{}
	if !e.Start.HasClock {
		e.length.Days = 1
	}
	if p, ok := c.Get("DURATION"); ok {
		d, err := ParseDuration(p.Value)
		if err != nil {
			return fmt.Errorf("DURATION %w", err)
		}
		if d.Days < 0 || d.Seconds < 0 {
			return fmt.Errorf("DURATION:%s is less than nothing", short(p.Value))
		}
		e.length = d
	}
	e.End = e.length.after(e.Start)
	p, ok := c.Get("DTEND")
	if !ok {
		return nil
	}
	end, err := ParseTime(p)
	if err != nil {
		return fmt.Errorf("DTEND %w", err)
	}
	if end.HasClock != e.Start.HasClock {
		return fmt.Errorf("it starts %s and ends %s; want two dates or two times", e.Start, end)
	}
	if end.Zone == e.Start.Zone && end.local().Before(e.Start.local()) {
		return fmt.Errorf("it ends %s, before it starts %s", end, e.Start)
	}
	if !end.HasClock && end.Date == e.Start.Date { // one day, as several programs write it
		end.Date = end.Date.AddDays(1)
	}
	e.End = end
	return nil
}

func (d Duration) after(t Time) Time {
	t.Date = t.Date.AddDays(d.Days)
	if !t.HasClock {
		t.Date = t.Date.AddDays(d.Seconds / 86_400)
		return t
	}
	return t.withLocal(t.local().Add(time.Duration(d.Seconds) * time.Second))
}

// readMore reads what can be left out of an event without losing it.
func (e *Event) readMore(p Property) (err error) {
	switch p.Name {
	case "RRULE":
		if e.Rule != nil {
			return fmt.Errorf("stands there twice")
		}
		e.Rule, err = ParseRule(p.Value)
	case "CATEGORIES":
		for _, s := range p.List() {
			if s = strings.TrimSpace(s); s != "" && !slices.Contains(e.Categories, s) {
				e.Categories = append(e.Categories, s)
			}
		}
	case "RECURRENCE-ID":
		e.Recurrence, err = ParseTime(p)
	case "RDATE", "EXDATE":
		for s := range strings.SplitSeq(p.Value, ",") {
			s, _, _ = strings.Cut(s, "/") // of a period, the start
			t, err := parseTime(s, p.Param("TZID"))
			if err != nil {
				return err
			}
			if p.Name == "RDATE" {
				e.More = append(e.More, t)
			} else {
				e.Except = append(e.Except, t)
			}
		}
	}
	return err
}

// Starts are the first starts of the event, at most limit: the rule and RDATE, without EXDATE. bare
// leaves EXDATE and RDATE alone and gives the rule only.
func (e Event) Starts(z *Zones, limit int, bare bool) []Time {
	if e.Rule == nil {
		if bare {
			return nil
		}
		return e.plainStarts(z, limit)
	}
	rule, until := e.bounded(z)
	var out []Time
	it := rule.expand(e.Start.local(), bare)
	for len(out) < limit {
		w, ok := it.next()
		t := e.Start.withLocal(w)
		if !ok || until(t) {
			break
		}
		if bare || !e.excluded(z, t) {
			out = append(out, t)
		}
	}
	if !bare && len(e.More) > 0 {
		out = e.merge(z, out, limit)
	}
	return out
}

func (e Event) plainStarts(z *Zones, limit int) []Time {
	out := []Time{}
	if !e.excluded(z, e.Start) {
		out = append(out, e.Start)
	}
	return e.merge(z, out, limit)
}

// bounded is the rule without an UNTIL in UTC, and a test for that UNTIL by instants.
func (e Event) bounded(z *Zones) (*Rule, func(Time) bool) {
	rule := *e.Rule
	if rule.Until.Zone != "UTC" || !e.Start.HasClock {
		return &rule, func(Time) bool { return false }
	}
	until := rule.Until
	rule.Until = Time{}
	last, _ := z.Instant(until)
	return &rule, func(t Time) bool {
		at, _ := z.Instant(t)
		return at.After(last)
	}
}

func (e Event) excluded(z *Zones, t Time) bool {
	at, _ := z.Instant(t)
	return slices.ContainsFunc(e.Except, func(x Time) bool {
		if !x.HasClock {
			return x.Date == t.Date
		}
		no, _ := z.Instant(x)
		return no.Equal(at)
	})
}

func (e Event) merge(z *Zones, out []Time, limit int) []Time {
	for _, t := range e.More {
		if !e.excluded(z, t) {
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out, func(a, b Time) int {
		x, _ := z.Instant(a)
		y, _ := z.Instant(b)
		return x.Compare(y)
	})
	out = slices.Compact(out)
	return out[:min(len(out), limit)]
}

// Occurrence is one time an event happens, as it lies on the days of a place.
type Occurrence struct {
	Event *Event
	// ID is the UID, with the start of the occurrence behind a slash when the event recurs.
	ID     string
	AllDay bool
	Start  time.Time // midnight of First for a whole day
	End    time.Time
	First  civil.Date // first day it touches
	Last   civil.Date // last day it touches
	// FromMin and ToMin are the minutes after midnight on First and on Last; 0 and 1440 for whole
	// days.
	FromMin, ToMin int
}

// maxOccurrences bounds what one event can give.
const maxOccurrences = 2000

// Occurrences are the times events happen from one day to another, both included, on the calendar
// of loc, in order. Replaced occurrences are as their replacement says; cancelled ones are given
// with Status CANCELLED, so that an import can take them back.
func Occurrences(events []Event, z *Zones, loc *time.Location, from, to civil.Date) ([]Occurrence, []Finding) {
	var out []Occurrence
	var odd []Finding
	replaced := map[string]bool{}
	key := func(uid string, t Time) string {
		at, _ := z.Instant(t)
		return uid + "/" + at.UTC().Format("20060102T150405Z")
	}
	for _, e := range events {
		if !e.Recurrence.IsZero() {
			replaced[key(e.UID, e.Recurrence)] = true
		}
	}
	for i := range events {
		e := &events[i]
		if _, known := z.Instant(e.Start); !known {
			odd = append(odd, Finding{e.Line, fmt.Sprintf("nobody knows the time zone %q; taken as %s", short(e.Start.Zone), z.Floating)})
		}
		starts := e.Starts(z, maxOccurrences, false)
		if e.Rule != nil && len(starts) == maxOccurrences {
			odd = append(odd, Finding{e.Line, fmt.Sprintf("%q recurs more than %d times; the rest is left out", short(e.Summary), maxOccurrences)})
		}
		for _, t := range starts {
			own := !e.Recurrence.IsZero()
			if !own && replaced[key(e.UID, t)] {
				continue
			}
			o := e.at(z, loc, t)
			o.ID = e.UID
			if own {
				o.ID = key(e.UID, e.Recurrence)
			} else if e.Rule != nil || len(e.More) > 0 {
				o.ID = key(e.UID, t)
			}
			if !o.Last.Before(from) && !o.First.After(to) {
				out = append(out, o)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Occurrence) int { return a.Start.Compare(b.Start) })
	return out, odd
}

func (e *Event) at(z *Zones, loc *time.Location, t Time) Occurrence {
	o := Occurrence{Event: e}
	if !t.HasClock {
		days := max(1, e.End.Date.Sub(e.Start.Date))
		o.AllDay, o.First, o.Last, o.ToMin = true, t.Date, t.Date.AddDays(days-1), 1440
		o.Start, o.End = o.First.In(loc), t.Date.AddDays(days).In(loc)
		return o
	}
	first, _ := z.Instant(e.Start)
	last, _ := z.Instant(e.End)
	start, _ := z.Instant(t)
	o.Start, o.End = start.In(loc), start.Add(max(0, last.Sub(first))).In(loc)
	o.First, o.FromMin = civil.OfTime(o.Start), o.Start.Hour()*60+o.Start.Minute()
	o.Last, o.ToMin = civil.OfTime(o.End), o.End.Hour()*60+o.End.Minute()
	if o.ToMin == 0 && o.Last.After(o.First) { // it ends at midnight: the day after is free
		o.Last, o.ToMin = o.Last.AddDays(-1), 1440
	}
	return o
}
