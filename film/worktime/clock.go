package worktime

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"backlot/film/civil"
)

// Clock is a time on the wall as minutes after midnight of a day; after midnight it goes on, so
// "25:30" is half past one of the next morning. It runs from 00:00 to 48:00.
type Clock int

// ParseClock reads "07:00" or "25:30".
func ParseClock(s string) (Clock, error) {
	h, m, ok := strings.Cut(s, ":")
	hours, err1 := strconv.Atoi(h)
	minutes, err2 := strconv.Atoi(m)
	c := Clock(hours*60 + minutes)
	if !ok || err1 != nil || err2 != nil || len(m) != 2 || len(h) > 2 || hours < 0 || minutes < 0 || minutes > 59 || c > 48*60 {
		return 0, fmt.Errorf("time %q: want hours and minutes, such as 07:00, or 25:30 for half past one the next morning", s)
	}
	return c, nil
}

// String is "07:00".
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60) }

// MarshalText writes String.
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalJSON reads the text form.
func (c *Clock) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("time %s: want text such as \"07:00\"", b)
	}
	var err error
	*c, err = ParseClock(s)
	return err
}

// at is the instant a clock on the wall of loc shows c on the day. A time that the change to
// summer time skips is the instant as many minutes later.
func (c Clock) at(d civil.Date, loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, int(c), 0, 0, loc)
}

// Minutes is a length of time in whole minutes; its text is "10h", "30m" or "9h30m".
type Minutes int

// ParseMinutes reads "10h", "30m", "9h30m".
func ParseMinutes(s string) (Minutes, error) {
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 || d%time.Minute != 0 {
		return 0, fmt.Errorf("length %q: want hours and minutes, such as 10h or 9h30m", s)
	}
	return Minutes(d / time.Minute), nil
}

// String is "9 h 30 min".
func (m Minutes) String() string {
	sign := ""
	if m < 0 {
		sign, m = "-", -m
	}
	switch h, rest := int(m)/60, int(m)%60; {
	case rest == 0:
		return fmt.Sprintf("%s%d h", sign, h)
	case h == 0:
		return fmt.Sprintf("%s%d min", sign, rest)
	default:
		return fmt.Sprintf("%s%d h %d min", sign, h, rest)
	}
}

// UnmarshalJSON reads the text form.
func (m *Minutes) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("length %s: want text such as \"10h\"", b)
	}
	var err error
	*m, err = ParseMinutes(s)
	return err
}

// MarshalText writes the form that ParseMinutes reads.
func (m Minutes) MarshalText() ([]byte, error) {
	h, rest := int(m)/60, int(m)%60
	switch {
	case rest == 0:
		return fmt.Appendf(nil, "%dh", h), nil
	case h == 0:
		return fmt.Appendf(nil, "%dm", rest), nil
	}
	return fmt.Appendf(nil, "%dh%dm", h, rest), nil
}

// Age is a length of life as people and laws count it. Its text is "15d", "6mo" or "2y".
type Age struct{ Years, Months, Days int }

// ParseAge reads "15d", "6w", "6mo" or "2y".
func ParseAge(s string) (Age, error) {
	cut := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if cut > 0 {
		if n, err := strconv.Atoi(s[:cut]); err == nil && n < 200 {
			switch s[cut:] {
			case "d":
				return Age{Days: n}, nil
			case "w":
				return Age{Days: 7 * n}, nil
			case "mo":
				return Age{Months: n}, nil
			case "y":
				return Age{Years: n}, nil
			}
		}
	}
	return Age{}, fmt.Errorf("age %q: want days, weeks, months or years, such as 15d, 6w, 6mo or 2y", s)
}

// reached says whether somebody born on a date has come to the age by another. Who is born on 29
// February comes of age on 1 March in other years, as time.Date normalises it.
func (a Age) reached(born, on civil.Date) bool {
	return !on.Before(civil.Of(born.Year+a.Years, born.Month+time.Month(a.Months), born.Day+a.Days))
}

// IsZero says that no age is set.
func (a Age) IsZero() bool { return a == Age{} }

// String is the text ParseAge reads.
func (a Age) String() string {
	switch {
	case a.Years > 0:
		return strconv.Itoa(a.Years) + "y"
	case a.Months > 0:
		return strconv.Itoa(a.Months) + "mo"
	case a.Days > 0:
		return strconv.Itoa(a.Days) + "d"
	}
	return ""
}

// MarshalText writes String.
func (a Age) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalJSON reads the text form.
func (a *Age) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil || s == "" {
		return err
	}
	var err error
	*a, err = ParseAge(s)
	return err
}
