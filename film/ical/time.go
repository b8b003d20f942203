package ical

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"backlot/film/civil"
)

// Time is a date, or a date and a time of day, as a calendar writes it: in a named zone, in UTC,
// or floating, which means "wherever you are". The zero value is none.
type Time struct {
	Date     civil.Date
	HasClock bool
	Second   int    // of the day, 0 to 86,399; only with HasClock
	Zone     string // TZID; "UTC" for a time with Z; "" for a date or a floating time
}

// Clock is a time of day in a zone on a date; hours run from 0 to 23.
func Clock(d civil.Date, hour, minute int, zone string) Time {
	return Time{Date: d, HasClock: true, Second: (hour*60 + minute) * 60, Zone: zone}
}

// IsZero says that there is no time.
func (t Time) IsZero() bool { return t.Date.IsZero() }

// String is the value as RFC 5545 writes it: "20270301", "20270301T083000", "20270301T083000Z".
func (t Time) String() string {
	if t.IsZero() {
		return ""
	}
	s := fmt.Sprintf("%04d%02d%02d", t.Date.Year, t.Date.Month, t.Date.Day)
	if t.HasClock {
		s += fmt.Sprintf("T%02d%02d%02d", t.Second/3600, t.Second/60%60, t.Second%60)
	}
	if t.Zone == "UTC" {
		s += "Z"
	}
	return s
}

// local is the wall clock as an instant of UTC, to compute and compare with.
func (t Time) local() time.Time {
	return time.Date(t.Date.Year, t.Date.Month, t.Date.Day, 0, 0, t.Second, 0, time.UTC)
}

// withLocal is t on another wall clock.
func (t Time) withLocal(w time.Time) Time {
	t.Date = civil.OfTime(w)
	if t.HasClock {
		t.Second = w.Hour()*3600 + w.Minute()*60 + w.Second()
	}
	return t
}

// ParseTime reads the value of a property of type DATE or DATE-TIME with its TZID.
func ParseTime(p Property) (Time, error) { return parseTime(p.Value, p.Param("TZID")) }

func parseTime(s, zone string) (Time, error) {
	bad := func() (Time, error) {
		return Time{}, fmt.Errorf("%q: want a date such as 20270301, or a time such as 20270301T083000 or 20270301T083000Z", short(s))
	}
	s = strings.TrimSpace(s)
	day, clock, timed := strings.Cut(s, "T")
	n, err := strconv.Atoi(day)
	if err != nil || len(day) != 8 || n <= 0 {
		return bad()
	}
	d := civil.Date{Year: n / 10000, Month: time.Month(n / 100 % 100), Day: n % 100}
	if d.Month < 1 || d.Month > 12 || d.Day < 1 || civil.Of(d.Year, d.Month, d.Day) != d {
		return bad()
	}
	t := Time{Date: d}
	if !timed {
		return t, nil
	}
	t.HasClock, t.Zone = true, zone
	if c, utc := strings.CutSuffix(clock, "Z"); utc {
		clock, t.Zone = c, "UTC"
	}
	n, err = strconv.Atoi(clock)
	if err != nil || len(clock) != 6 || n < 0 || n/10000 > 23 || n/100%100 > 59 || n%100 > 60 {
		return bad()
	}
	t.Second = min(n/10000*3600+n/100%100*60+n%100, 86_399) // 60 is a leap second
	return t, nil
}

// Duration is a DURATION: days count on the calendar, the rest on the clock.
type Duration struct {
	Days    int
	Seconds int
}

// ParseDuration reads "PT1H30M", "P1D", "-P2W".
func ParseDuration(s string) (Duration, error) {
	bad := fmt.Errorf("%q: want a length such as PT1H30M, P1D or P2W", short(s))
	rest := strings.TrimSpace(s)
	sign := 1
	if r, ok := strings.CutPrefix(rest, "-"); ok {
		rest, sign = r, -1
	}
	rest, ok := strings.CutPrefix(strings.TrimPrefix(rest, "+"), "P")
	if !ok || rest == "" {
		return Duration{}, bad
	}
	var d Duration
	clock := false
	for rest != "" {
		if r, ok := strings.CutPrefix(rest, "T"); ok && !clock && r != "" {
			rest, clock = r, true
			continue
		}
		i := strings.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
		if i < 1 || i > 8 {
			return Duration{}, bad
		}
		n, _ := strconv.Atoi(rest[:i]) // digits
		switch unit := rest[i]; {
		case unit == 'W' && !clock:
			d.Days += 7 * n
		case unit == 'D' && !clock:
			d.Days += n
		case unit == 'H' && clock:
			d.Seconds += 3600 * n
		case unit == 'M' && clock:
			d.Seconds += 60 * n
		case unit == 'S' && clock:
			d.Seconds += n
		default:
			return Duration{}, bad
		}
		rest = rest[i+1:]
	}
	return Duration{sign * d.Days, sign * d.Seconds}, nil
}

// parseOffset reads "+0100" or "-031505" as seconds east of Greenwich.
func parseOffset(s string) (int, error) {
	s = strings.TrimSpace(s)
	bad := fmt.Errorf("want an offset such as +0100")
	if len(s) != 5 && len(s) != 7 || s[0] != '+' && s[0] != '-' {
		return 0, bad
	}
	n, err := strconv.Atoi(s[1:])
	if err != nil {
		return 0, bad
	}
	if len(s) == 5 {
		n *= 100
	}
	sec := n/10000*3600 + n/100%100*60 + n%100
	if s[0] == '-' {
		sec = -sec
	}
	return sec, nil
}
