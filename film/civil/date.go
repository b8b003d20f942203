// Package civil is the calendar date of a shoot: a day on a wall calendar, without clock or zone.
//
// A shooting day, a hold day or a permit window is a date where the unit stands; it must not
// shift when somebody opens it in another time zone. Only when an instant is needed (sunrise, a
// call) is the date joined with a time.Location.
package civil

import (
	"fmt"
	"time"
)

// Date is one day of the proleptic Gregorian calendar. It is comparable and can be a map key.
// The zero value means "no date": it prints as "" and sorts before every real date.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// Of returns the date of a year, month and day, normalised as time.Date does: Of(2027, 2, 30) is 2 March 2027.
func Of(year int, month time.Month, day int) Date {
	return OfTime(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// OfTime returns the date that a clock in t's own location shows.
func OfTime(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// Parse reads a date as ISO 8601 writes it, "2027-03-01". The empty string is the zero date.
func Parse(s string) (Date, error) {
	if s == "" {
		return Date{}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("date %q: want year-month-day, such as 2027-03-01", s)
	}
	return OfTime(t), nil
}

// MustParse is Parse for dates written in source code; it panics on a bad one.
func MustParse(s string) Date {
	d, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// IsZero says that there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// String is the ISO 8601 form, or "" for the zero date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Format writes the date with a layout of package time, such as "Mon 2 Jan 2006".
func (d Date) Format(layout string) string {
	if d.IsZero() {
		return ""
	}
	return d.In(time.UTC).Format(layout)
}

// In returns the first instant of the date in loc, as time.Date gives it for midnight.
func (d Date) In(loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, loc)
}

// AddDays returns the date n days later; n may be negative.
func (d Date) AddDays(n int) Date {
	return Of(d.Year, d.Month, d.Day+n)
}

// Sub returns the number of days from e to d: 1 when d is the day after e.
func (d Date) Sub(e Date) int {
	return int(d.In(time.UTC).Sub(e.In(time.UTC)) / (24 * time.Hour))
}

// Compare is -1, 0 or +1 as d is before, equal to or after e.
func (d Date) Compare(e Date) int {
	return d.In(time.UTC).Compare(e.In(time.UTC))
}

// Before says that d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After says that d is a later day than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.In(time.UTC).Weekday() }

// MarshalText writes String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what Parse reads.
func (d *Date) UnmarshalText(b []byte) error {
	v, err := Parse(string(b))
	if err != nil {
		return err
	}
	*d = v
	return nil
}
