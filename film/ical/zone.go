package ical

import (
	"slices"
	"strings"
	"time"
)

// Zones finds the zones that a file's times name.
type Zones struct {
	known map[string]zone
	own   map[string]*Component // VTIMEZONE of the file
	// Floating is the zone of times that name none, and of zones nobody knows.
	Floating *time.Location
}

// zone turns wall clocks into instants.
type zone interface {
	instant(local time.Time) time.Time
}

// Zones reads the time zones of the file. Times without a zone are taken in X-WR-TIMEZONE of the
// calendar, or else in floating; nil is UTC.
func (f *File) Zones(floating *time.Location) *Zones {
	z := &Zones{known: map[string]zone{}, own: map[string]*Component{}, Floating: floating}
	if z.Floating == nil {
		z.Floating = time.UTC
	}
	if loc, ok := location(f.Text("X-WR-TIMEZONE")); ok {
		z.Floating = loc
	}
	for _, c := range f.all("VTIMEZONE") {
		z.own[c.Text("TZID")] = c
	}
	return z
}

// Instant is the moment a time means. A date is its midnight in the floating zone. known is false
// when neither the time zone database nor the file knows the zone, and Floating was taken.
//
// A wall clock that the change to summer time skips is read with the offset before the change; one
// that happens twice is the first (RFC 5545, 3.3.5).
func (z *Zones) Instant(t Time) (_ time.Time, known bool) {
	if t.Zone == "" {
		return place{z.Floating}.instant(t.local()), true
	}
	zn, ok := z.known[t.Zone]
	if !ok {
		zn = z.find(t.Zone)
		z.known[t.Zone] = zn
	}
	if zn == nil {
		return place{z.Floating}.instant(t.local()), false
	}
	return zn.instant(t.local()), true
}

// find prefers the database, which knows this year's rules, to the rules in the file.
func (z *Zones) find(id string) zone {
	if loc, ok := location(id); ok {
		return place{loc}
	}
	c := z.own[id]
	if c == nil {
		return nil
	}
	if loc, ok := location(c.Text("X-LIC-LOCATION")); ok {
		return place{loc}
	}
	return newRuled(c)
}

// location finds a zone of the database by its name, by one with a maker's prefix such as
// "/freeassociation.sourceforge.net/Tzfile/Europe/Vienna", or by the name Windows gives it.
func location(id string) (*time.Location, bool) {
	id = strings.Trim(id, "\"' ")
	if id == "" || id == "Local" {
		return nil, false
	}
	if name, ok := windows[id]; ok {
		id = name
	}
	for {
		if loc, err := time.LoadLocation(id); err == nil && !strings.HasPrefix(id, "/") {
			return loc, true
		}
		_, rest, ok := strings.Cut(id, "/")
		if !ok || !strings.Contains(rest, "/") && !strings.HasPrefix(id, "/") {
			return nil, false
		}
		id = rest
	}
}

// place is a zone of the database.
type place struct{ loc *time.Location }

func (p place) instant(local time.Time) time.Time {
	offset := func(t time.Time) time.Duration {
		_, sec := t.In(p.loc).Zone()
		return time.Duration(sec) * time.Second
	}
	before, after := offset(local.Add(-26*time.Hour)), offset(local.Add(26*time.Hour))
	for _, o := range []time.Duration{before, after} { // the earlier offset is that of the first time round
		if t := local.Add(-o); offset(t) == o {
			return t.In(p.loc)
		}
	}
	return local.Add(-before).In(p.loc)
}

// ruled is a zone as the file describes it.
type ruled struct{ parts []observance }

// observance is standard or daylight time with the wall clocks at which it begins.
type observance struct {
	first    time.Time
	rule     *Rule
	more     []time.Time
	from, to int // seconds
}

func newRuled(c *Component) zone {
	var r ruled
	for _, p := range c.Parts {
		if p.Name != "STANDARD" && p.Name != "DAYLIGHT" {
			continue
		}
		start, _ := p.Get("DTSTART") // these three were checked when the file was read
		t, _ := ParseTime(start)
		o := observance{first: t.local()}
		o.from, _ = parseOffset(p.Text("TZOFFSETFROM"))
		o.to, _ = parseOffset(p.Text("TZOFFSETTO"))
		if x, ok := p.Get("RRULE"); ok {
			o.rule, _ = ParseRule(x.Value)
		}
		for _, x := range p.Props {
			if x.Name == "RDATE" {
				for _, s := range strings.Split(x.Value, ",") {
					if t, err := parseTime(s, ""); err == nil {
						o.more = append(o.more, t.local())
					}
				}
			}
		}
		r.parts = append(r.parts, o)
	}
	if len(r.parts) == 0 {
		return nil
	}
	slices.SortStableFunc(r.parts, func(a, b observance) int { return a.first.Compare(b.first) })
	return r
}

// instant takes the observance that began last.
func (r ruled) instant(local time.Time) time.Time {
	best, offset := time.Time{}, r.parts[0].from
	for _, o := range r.parts {
		if at, ok := o.last(local); ok && at.After(best) {
			best, offset = at, o.to
		}
	}
	return local.Add(-time.Duration(offset) * time.Second).In(time.FixedZone("", offset))
}

// last is when the observance began most recently.
func (o observance) last(local time.Time) (time.Time, bool) {
	var best time.Time
	take := func(t time.Time) {
		if !t.After(local) && t.After(best) {
			best = t
		}
	}
	take(o.first)
	for _, t := range o.more {
		take(t)
	}
	if o.rule != nil && o.rule.Freq == Yearly {
		// two years suffice: the rule has an onset in one of them
		near := *o.rule
		from := o.first
		if y := local.Year() - 2; y > from.Year() && near.Count == 0 {
			from = from.AddDate(y-from.Year(), 0, 0)
		}
		it := near.expand(from, true)
		for t, ok := it.next(); ok && !t.After(local); t, ok = it.next() {
			take(t)
		}
	}
	return best, !best.IsZero()
}

// windows maps zone names of Windows, as Outlook writes them, to the database: the zones film is
// shot in most. Source: Unicode CLDR, windowsZones, territory 001.
var windows = map[string]string{
	"Dateline Standard Time": "Etc/GMT+12", "Hawaiian Standard Time": "Pacific/Honolulu", "Alaskan Standard Time": "America/Anchorage",
	"Pacific Standard Time": "America/Los_Angeles", "US Mountain Standard Time": "America/Phoenix", "Mountain Standard Time": "America/Denver",
	"Central Standard Time": "America/Chicago", "Canada Central Standard Time": "America/Regina", "Central Standard Time (Mexico)": "America/Mexico_City",
	"Eastern Standard Time": "America/New_York", "SA Pacific Standard Time": "America/Bogota", "Atlantic Standard Time": "America/Halifax",
	"Newfoundland Standard Time": "America/St_Johns", "E. South America Standard Time": "America/Sao_Paulo", "Argentina Standard Time": "America/Buenos_Aires",
	"Pacific SA Standard Time": "America/Santiago", "Greenland Standard Time": "America/Godthab", "Azores Standard Time": "Atlantic/Azores",
	"UTC": "UTC", "GMT Standard Time": "Europe/London", "Greenwich Standard Time": "Atlantic/Reykjavik", "Morocco Standard Time": "Africa/Casablanca",
	"W. Europe Standard Time": "Europe/Berlin", "Romance Standard Time": "Europe/Paris", "Central Europe Standard Time": "Europe/Budapest",
	"Central European Standard Time": "Europe/Warsaw", "W. Central Africa Standard Time": "Africa/Lagos", "GTB Standard Time": "Europe/Bucharest",
	"FLE Standard Time": "Europe/Kiev", "E. Europe Standard Time": "Europe/Chisinau", "Egypt Standard Time": "Africa/Cairo",
	"South Africa Standard Time": "Africa/Johannesburg", "Israel Standard Time": "Asia/Jerusalem", "Jordan Standard Time": "Asia/Amman",
	"Turkey Standard Time": "Europe/Istanbul", "Russian Standard Time": "Europe/Moscow", "Arab Standard Time": "Asia/Riyadh",
	"Arabian Standard Time": "Asia/Dubai", "Georgian Standard Time": "Asia/Tbilisi", "Pakistan Standard Time": "Asia/Karachi",
	"India Standard Time": "Asia/Calcutta", "Sri Lanka Standard Time": "Asia/Colombo", "SE Asia Standard Time": "Asia/Bangkok",
	"China Standard Time": "Asia/Shanghai", "Singapore Standard Time": "Asia/Singapore", "Taipei Standard Time": "Asia/Taipei",
	"W. Australia Standard Time": "Australia/Perth", "Tokyo Standard Time": "Asia/Tokyo", "Korea Standard Time": "Asia/Seoul",
	"Cen. Australia Standard Time": "Australia/Adelaide", "AUS Central Standard Time": "Australia/Darwin", "E. Australia Standard Time": "Australia/Brisbane",
	"AUS Eastern Standard Time": "Australia/Sydney", "Tasmania Standard Time": "Australia/Hobart", "New Zealand Standard Time": "Pacific/Auckland",
	"Fiji Standard Time": "Pacific/Fiji", "Samoa Standard Time": "Pacific/Apia", "Tonga Standard Time": "Pacific/Tongatapu", "Line Islands Standard Time": "Pacific/Kiritimati",
}
