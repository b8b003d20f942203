package ical

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"backlot/film/civil"
)

// Calendar is a calendar to be written. Events need a UID that stays the same for the same thing,
// so that who subscribed sees it move and not double.
type Calendar struct {
	Name   string // what people's programs show
	Prodid string // who wrote it: "-//Backlot//Calendar//EN"
	// Method is PUBLISH for a calendar to look at, CANCEL for one that takes events back; "" writes
	// none.
	Method string
	// Refresh is how often a subscriber should look again; zero says nothing.
	Refresh time.Duration
	Color   string // of CSS, "darkseagreen" (RFC 7986, 5.9)
	Events  []Event
	// Stamp is when it was written, for events that say nothing themselves.
	Stamp time.Time
}

// Component is the calendar as a tree, with a VTIMEZONE for every zone that its events name.
func (c Calendar) Component() *Component {
	root := &Component{Name: "VCALENDAR"}
	root.add("VERSION", "2.0")
	root.add("PRODID", Escape(c.Prodid))
	root.add("CALSCALE", "GREGORIAN")
	root.opt("METHOD", c.Method)
	if c.Name != "" {
		root.add("NAME", Escape(c.Name))
		root.add("X-WR-CALNAME", Escape(c.Name)) // what most programs still read
	}
	root.opt("COLOR", c.Color)
	if c.Refresh > 0 {
		length := fmt.Sprintf("PT%dM", int(c.Refresh.Minutes()))
		root.Props = append(root.Props, Property{Name: "REFRESH-INTERVAL", Params: []Param{{"VALUE", []string{"DURATION"}}}, Value: length})
		root.add("X-PUBLISHED-TTL", length)
	}
	root.Parts = append(root.Parts, c.zones()...)
	for _, e := range c.Events {
		root.Parts = append(root.Parts, e.component(c.Stamp))
	}
	return root
}

func (c *Component) add(name, value string) {
	c.Props = append(c.Props, Property{Name: name, Value: value})
}

func (c *Component) opt(name, value string) {
	if value != "" {
		c.add(name, Escape(value))
	}
}

func (c *Component) time(name string, t Time) {
	p := Property{Name: name, Value: t.String()}
	switch {
	case !t.HasClock:
		p.Params = []Param{{"VALUE", []string{"DATE"}}}
	case t.Zone != "" && t.Zone != "UTC":
		p.Params = []Param{{"TZID", []string{t.Zone}}}
	}
	c.Props = append(c.Props, p)
}

func (e Event) component(stamp time.Time) *Component {
	c := &Component{Name: "VEVENT"}
	c.add("UID", Escape(e.UID))
	c.add("DTSTAMP", stamp.UTC().Format("20060102T150405Z"))
	c.time("DTSTART", e.Start)
	if !e.End.IsZero() {
		c.time("DTEND", e.End)
	}
	if !e.Recurrence.IsZero() {
		c.time("RECURRENCE-ID", e.Recurrence)
	}
	if e.Rule != nil {
		c.add("RRULE", e.Rule.String())
	}
	for _, t := range e.More {
		c.time("RDATE", t)
	}
	for _, t := range e.Except {
		c.time("EXDATE", t)
	}
	c.opt("SUMMARY", e.Summary)
	c.opt("DESCRIPTION", e.Description)
	c.opt("LOCATION", e.Location)
	c.opt("STATUS", e.Status)
	if e.URL != "" {
		c.add("URL", e.URL)
	}
	if len(e.Categories) > 0 {
		texts := make([]string, len(e.Categories))
		for i, s := range e.Categories {
			texts[i] = Escape(s)
		}
		c.add("CATEGORIES", strings.Join(texts, ","))
	}
	if e.Private {
		c.add("CLASS", "PRIVATE")
	}
	if e.Free {
		c.add("TRANSP", "TRANSPARENT")
	}
	if e.Sequence > 0 {
		c.add("SEQUENCE", strconv.Itoa(e.Sequence))
	}
	return c
}

// zones describes the zones of the events over the years they lie in.
func (c Calendar) zones() []*Component {
	first, last := map[string]int{}, map[string]int{}
	for _, e := range c.Events {
		for _, t := range []Time{e.Start, e.End} {
			if t.Zone == "" || t.Zone == "UTC" {
				continue
			}
			if first[t.Zone] == 0 || t.Date.Year < first[t.Zone] {
				first[t.Zone] = t.Date.Year
			}
			last[t.Zone] = max(last[t.Zone], t.Date.Year)
		}
	}
	var out []*Component
	for _, id := range sortedKeys(first) {
		if loc, ok := location(id); ok {
			out = append(out, describe(id, loc, first[id]-1, last[id]+1))
		}
	}
	return out
}

func sortedKeys(m map[string]int) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// describe writes a zone as the changes it really makes from one year to another, so that a zone
// whose rules change every year is right too.
func describe(id string, loc *time.Location, from, to int) *Component {
	c := &Component{Name: "VTIMEZONE"}
	c.add("TZID", Escape(id))
	at := time.Date(from, 1, 1, 0, 0, 0, 0, time.UTC)
	c.Parts = append(c.Parts, onset(at.In(loc), at.In(loc)))
	for end := time.Date(to+1, 1, 1, 0, 0, 0, 0, time.UTC); at.Before(end); at = at.Add(24 * time.Hour) {
		next := at.Add(24 * time.Hour)
		if offsetOf(at, loc) == offsetOf(next, loc) {
			continue
		}
		lo, hi := at, next
		for hi.Unix()-lo.Unix() > 1 {
			if mid := time.Unix((lo.Unix()+hi.Unix())/2, 0); offsetOf(mid, loc) == offsetOf(at, loc) {
				lo = mid
			} else {
				hi = mid
			}
		}
		c.Parts = append(c.Parts, onset(lo.In(loc), hi.In(loc)))
	}
	return c
}

func offsetOf(t time.Time, loc *time.Location) int {
	_, sec := t.In(loc).Zone()
	return sec
}

// onset is the beginning of standard or daylight time, on the wall clock before it.
func onset(before, after time.Time) *Component {
	name, to := after.Zone()
	_, sec := before.Zone()
	c := &Component{Name: "STANDARD"}
	if after.IsDST() {
		c.Name = "DAYLIGHT"
	}
	local := after.UTC().Add(time.Duration(sec) * time.Second)
	c.add("DTSTART", local.Format("20060102T150405"))
	c.add("TZOFFSETFROM", formatOffset(sec))
	c.add("TZOFFSETTO", formatOffset(to))
	c.opt("TZNAME", name)
	return c
}

func formatOffset(sec int) string {
	sign := '+'
	if sec < 0 {
		sign, sec = '-', -sec
	}
	s := fmt.Sprintf("%c%02d%02d", sign, sec/3600, sec/60%60)
	if sec%60 != 0 {
		s += fmt.Sprintf("%02d", sec%60)
	}
	return s
}

// String is the rule as RFC 5545 writes it.
func (r *Rule) String() string {
	name := ""
	for k, f := range freqs {
		if f == r.Freq {
			name = k
		}
	}
	parts := []string{"FREQ=" + name}
	if !r.Until.IsZero() {
		parts = append(parts, "UNTIL="+r.Until.String())
	}
	if r.Count > 0 {
		parts = append(parts, "COUNT="+strconv.Itoa(r.Count))
	}
	if r.Interval > 1 {
		parts = append(parts, "INTERVAL="+strconv.Itoa(r.Interval))
	}
	list := func(name string, values []int) {
		if len(values) > 0 {
			parts = append(parts, name+"="+strings.Trim(strings.ReplaceAll(fmt.Sprint(values), " ", ","), "[]"))
		}
	}
	list("BYSECOND", r.BySecond)
	list("BYMINUTE", r.ByMinute)
	list("BYHOUR", r.ByHour)
	if len(r.ByDay) > 0 {
		days := make([]string, len(r.ByDay))
		for i, w := range r.ByDay {
			days[i] = strings.ToUpper(w.Day.String()[:2])
			if w.N != 0 {
				days[i] = strconv.Itoa(w.N) + days[i]
			}
		}
		parts = append(parts, "BYDAY="+strings.Join(days, ","))
	}
	list("BYMONTHDAY", r.ByMonthDay)
	list("BYYEARDAY", r.ByYearDay)
	list("BYWEEKNO", r.ByWeekNo)
	list("BYMONTH", r.ByMonth)
	list("BYSETPOS", r.BySetPos)
	if r.WeekStart != time.Monday {
		parts = append(parts, "WKST="+strings.ToUpper(r.WeekStart.String()[:2]))
	}
	return strings.Join(parts, ";")
}

// Write writes a component with lines folded at 75 bytes, never inside of a letter.
func Write(w io.Writer, c *Component) error {
	var b strings.Builder
	write(&b, c)
	_, err := io.WriteString(w, b.String())
	return err
}

func write(b *strings.Builder, c *Component) {
	fold(b, "BEGIN:"+c.Name)
	for _, p := range c.Props {
		var l strings.Builder
		l.WriteString(p.Name)
		for _, x := range p.Params {
			l.WriteString(";" + x.Name + "=")
			for i, v := range x.Values {
				if i > 0 {
					l.WriteByte(',')
				}
				if v = uncaret.Replace(v); strings.ContainsAny(v, ",;:") {
					v = `"` + v + `"`
				}
				l.WriteString(v)
			}
		}
		fold(b, l.String()+":"+p.Value)
	}
	for _, part := range c.Parts {
		write(b, part)
	}
	fold(b, "END:"+c.Name)
}

func fold(b *strings.Builder, s string) {
	for room := 75; len(s) > room; room = 74 {
		cut := room
		for cut > 1 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		b.WriteString(s[:cut] + "\r\n ")
		s = s[cut:]
	}
	b.WriteString(s + "\r\n")
}

// Days is an event of whole days, both included.
func Days(uid, summary string, from, to civil.Date) Event {
	return Event{UID: uid, Summary: summary, Start: Time{Date: from}, End: Time{Date: to.AddDays(1)}}
}
