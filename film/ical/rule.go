package ical

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Freq is how often a rule recurs.
type Freq int

// The frequencies, from the longest to the shortest.
const (
	Yearly Freq = iota + 1
	Monthly
	Weekly
	Daily
	Hourly
	Minutely
	Secondly
)

var freqs = map[string]Freq{
	"YEARLY": Yearly, "MONTHLY": Monthly, "WEEKLY": Weekly, "DAILY": Daily, "HOURLY": Hourly, "MINUTELY": Minutely, "SECONDLY": Secondly,
}

// WeekdayNum is a day of the week, or the N-th of them in the month or year; negative counts from
// the end, 0 is every one.
type WeekdayNum struct {
	N   int
	Day time.Weekday
}

// Rule is a recurrence rule (RFC 5545, 3.3.10).
type Rule struct {
	Freq       Freq
	Interval   int // 1 and more
	Count      int // 0: no limit
	Until      Time
	ByMonth    []int
	ByWeekNo   []int
	ByYearDay  []int
	ByMonthDay []int
	ByDay      []WeekdayNum
	ByHour     []int
	ByMinute   []int
	BySecond   []int
	BySetPos   []int
	WeekStart  time.Weekday // Monday unless the rule says otherwise
}

// maxTimes bounds how often a rule may come in one of its periods.
const maxTimes = 100_000

var weekdays = map[string]time.Weekday{
	"MO": time.Monday, "TU": time.Tuesday, "WE": time.Wednesday, "TH": time.Thursday, "FR": time.Friday, "SA": time.Saturday, "SU": time.Sunday,
}

// ParseRule reads "FREQ=WEEKLY;BYDAY=MO,TU". The error names the part and what would be right.
func ParseRule(s string) (*Rule, error) {
	r := &Rule{Interval: 1, WeekStart: time.Monday}
	seen := map[string]bool{}
	for part := range strings.SplitSeq(s, ";") {
		if part = strings.TrimSpace(part); part == "" {
			continue // programs write a semicolon too many
		}
		name, value, ok := strings.Cut(part, "=")
		name = strings.ToUpper(name)
		if !ok || seen[name] {
			return nil, fmt.Errorf("recurrence %q: want NAME=value, each once, such as FREQ=WEEKLY;BYDAY=MO", short(part))
		}
		seen[name] = true
		if err := r.set(name, strings.ToUpper(value)); err != nil {
			return nil, fmt.Errorf("recurrence %s=%s: %w", short(name), short(value), err)
		}
	}
	if r.Freq == 0 {
		return nil, fmt.Errorf("recurrence %q: FREQ is missing", short(s))
	}
	if periodDays[r.Freq]*r.times() > maxTimes {
		return nil, fmt.Errorf("recurrence %q: more than %d times a period; want a shorter FREQ", short(s), maxTimes)
	}
	return r, nil
}

func (r *Rule) set(name, value string) (err error) {
	switch name {
	case "FREQ":
		if r.Freq = freqs[value]; r.Freq == 0 {
			return fmt.Errorf("want YEARLY, MONTHLY, WEEKLY, DAILY, HOURLY, MINUTELY or SECONDLY")
		}
	case "INTERVAL":
		r.Interval, err = number(value, 1, 1_000_000)
	case "COUNT":
		r.Count, err = number(value, 1, 1_000_000)
	case "UNTIL":
		r.Until, err = parseTime(value, "")
	case "WKST":
		day, ok := weekdays[value]
		if r.WeekStart = day; !ok {
			return fmt.Errorf("want a day such as MO")
		}
	case "BYDAY":
		r.ByDay, err = byDay(value)
	case "BYMONTH":
		r.ByMonth, err = numbers(value, 1, 12, false)
	case "BYWEEKNO":
		r.ByWeekNo, err = numbers(value, 1, 53, true)
	case "BYYEARDAY":
		r.ByYearDay, err = numbers(value, 1, 366, true)
	case "BYMONTHDAY":
		r.ByMonthDay, err = numbers(value, 1, 31, true)
	case "BYHOUR":
		r.ByHour, err = numbers(value, 0, 23, false)
	case "BYMINUTE":
		r.ByMinute, err = numbers(value, 0, 59, false)
	case "BYSECOND":
		r.BySecond, err = numbers(value, 0, 60, false)
	case "BYSETPOS":
		r.BySetPos, err = numbers(value, 1, 366, true)
	case "RSCALE", "SKIP":
		if value != "GREGORIAN" && value != "OMIT" {
			return fmt.Errorf("only the Gregorian calendar is known (RFC 7529)")
		}
	default:
		if !strings.HasPrefix(name, "X-") {
			return fmt.Errorf("there is no such part")
		}
	}
	return err
}

func number(s string, lo, hi int) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < lo || n > hi {
		return 0, fmt.Errorf("want a number from %d to %d", lo, hi)
	}
	return n, nil
}

func numbers(s string, lo, hi int, negative bool) ([]int, error) {
	var out []int
	for one := range strings.SplitSeq(s, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(one))
		if size := max(n, -n); err != nil || size < lo || size > hi || n < 0 && !negative {
			return nil, fmt.Errorf("%q: want numbers from %d to %d", short(one), lo, hi)
		}
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out, nil
}

func byDay(s string) ([]WeekdayNum, error) {
	var out []WeekdayNum
	for one := range strings.SplitSeq(s, ",") {
		one = strings.TrimSpace(one)
		i := max(0, len(one)-2)
		d, ok := weekdays[one[i:]]
		n, err := 0, error(nil)
		if i > 0 {
			n, err = strconv.Atoi(one[:i])
		}
		if !ok || err != nil || i > 0 && n == 0 || n < -53 || n > 53 {
			return nil, fmt.Errorf("%q: want days such as MO, 2TU or -1SU", short(one))
		}
		if !slices.Contains(out, WeekdayNum{n, d}) {
			out = append(out, WeekdayNum{n, d})
		}
	}
	return out, nil
}
