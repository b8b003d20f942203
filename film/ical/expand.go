package ical

import (
	"slices"
	"time"
)

// A rule is expanded on the wall clock: "every day at nine" stays at nine when the clocks change.
// Instants come last. Impossible rules (30 February every second) end after maxWork days and times
// looked at without a hit, instead of never.
const maxWork = 400_000

// expansion goes through the wall clocks of a rule, in order.
type expansion struct {
	rule   *Rule
	start  time.Time
	period time.Time // beginning of the next period to look at
	given  int
	ready  []time.Time
	only   bool
}

// expand begins at start, which is the first occurrence whether the rule hits it or not (RFC 5545,
// 3.8.5.3), unless only what the rule hits is asked for.
func (r *Rule) expand(start time.Time, only bool) *expansion {
	e := &expansion{rule: r, start: start, only: only}
	y, m, d := start.Date()
	switch r.Freq {
	case Yearly:
		e.period = time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
	case Monthly:
		e.period = time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
	case Weekly:
		e.period = weekOf(time.Date(y, m, d, 0, 0, 0, 0, time.UTC), r.WeekStart)
	case Daily:
		e.period = time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	case Hourly:
		e.period = start.Truncate(time.Hour)
	case Minutely:
		e.period = start.Truncate(time.Minute)
	default:
		e.period = start
	}
	if !only {
		e.ready = []time.Time{start}
	}
	return e
}

func weekOf(t time.Time, start time.Weekday) time.Time {
	return t.AddDate(0, 0, -((int(t.Weekday()) - int(start) + 7) % 7))
}

// next is the next wall clock; ok is false at the end of the rule.
func (e *expansion) next() (time.Time, bool) {
	r := e.rule
	for work := 0; len(e.ready) == 0; {
		if work > maxWork || e.period.Year() > 9999 {
			return time.Time{}, false
		}
		work += periodDays[r.Freq] + r.times()
		if r.Freq > Daily && r.Interval == 1 && len(r.days(e.period, e.start)) == 0 { // nothing on this day: on to the next
			y, m, d := e.period.Date()
			e.period = time.Date(y, m, d+1, 0, 0, 0, 0, time.UTC)
			continue
		}
		for _, t := range r.inPeriod(e.period, e.start) {
			if t.After(e.start) || e.only && t.Equal(e.start) {
				e.ready = append(e.ready, t)
			}
		}
		e.period = r.after(e.period)
	}
	t := e.ready[0]
	if r.Count > 0 && e.given == r.Count || !r.Until.IsZero() && e.pastUntil(t) {
		return time.Time{}, false
	}
	e.ready = e.ready[1:]
	e.given++
	return t, true
}

// pastUntil compares on the wall clock; a date includes its whole day. UNTIL in UTC is turned to
// the zone of the event before (see Event.Starts).
func (e *expansion) pastUntil(t time.Time) bool {
	u := e.rule.Until
	if !u.HasClock {
		return t.After(u.local().Add(24*time.Hour - time.Second))
	}
	return t.After(u.local())
}

func (r *Rule) after(p time.Time) time.Time {
	switch r.Freq {
	case Yearly:
		return p.AddDate(r.Interval, 0, 0)
	case Monthly:
		return p.AddDate(0, r.Interval, 0)
	case Weekly:
		return p.AddDate(0, 0, 7*r.Interval)
	case Daily:
		return p.AddDate(0, 0, r.Interval)
	case Hourly:
		return p.Add(time.Duration(r.Interval) * time.Hour)
	case Minutely:
		return p.Add(time.Duration(r.Interval) * time.Minute)
	}
	return p.Add(time.Duration(r.Interval) * time.Second)
}

// inPeriod are the wall clocks of one period in order.
func (r *Rule) inPeriod(p, start time.Time) []time.Time {
	days := r.days(p, start)
	if len(days) == 0 {
		return nil
	}
	hours, minutes, seconds := r.clocks(p, start)
	var out []time.Time
	for _, d := range days {
		for _, h := range hours {
			for _, m := range minutes {
				for _, s := range seconds {
					out = append(out, d.Add(time.Duration(h)*time.Hour+time.Duration(m)*time.Minute+time.Duration(s)*time.Second))
				}
			}
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	out = slices.Compact(out)
	return r.positions(out)
}

// clocks are the times of day of a period: what the rule says, or what the period is, or what the
// start has.
func (r *Rule) clocks(p, start time.Time) (hours, minutes, seconds []int) {
	pick := func(by []int, own Freq, ofPeriod, ofStart int) []int {
		switch {
		case r.Freq >= own: // the period fixes it; BY... filters
			if len(by) > 0 && !slices.Contains(by, ofPeriod) {
				return nil
			}
			return []int{ofPeriod}
		case len(by) > 0:
			return by
		}
		return []int{ofStart}
	}
	return pick(r.ByHour, Hourly, p.Hour(), start.Hour()), pick(r.ByMinute, Minutely, p.Minute(), start.Minute()),
		pick(r.BySecond, Secondly, p.Second(), start.Second())
}

// periodDays is how many days a period has at most.
var periodDays = map[Freq]int{Yearly: 380, Monthly: 31, Weekly: 7, Daily: 1, Hourly: 1, Minutely: 1, Secondly: 1}

// times is how many times of day the rule names.
func (r *Rule) times() int {
	return max(1, len(r.ByHour)) * max(1, len(r.ByMinute)) * max(1, len(r.BySecond))
}

// positions picks from the set of a period.
func (r *Rule) positions(all []time.Time) []time.Time {
	if len(r.BySetPos) == 0 {
		return all
	}
	var out []time.Time
	for _, n := range r.BySetPos {
		i := n - 1
		if n < 0 {
			i = len(all) + n
		}
		if i >= 0 && i < len(all) {
			out = append(out, all[i])
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	return slices.Compact(out)
}

// days are the midnights of a period on which the rule holds.
func (r *Rule) days(p, start time.Time) []time.Time {
	first := time.Date(p.Year(), p.Month(), p.Day(), 0, 0, 0, 0, time.UTC)
	var end time.Time
	switch r.Freq {
	case Yearly:
		end = first.AddDate(1, 0, 0)
		if len(r.ByWeekNo) > 0 { // weeks 1 and 53 reach into the years beside
			first, end = first.AddDate(0, 0, -7), end.AddDate(0, 0, 7)
		}
	case Monthly:
		end = first.AddDate(0, 1, 0)
	case Weekly:
		end = first.AddDate(0, 0, 7)
	default:
		end = first.AddDate(0, 0, 1)
	}
	var out []time.Time
	for d := first; d.Before(end); d = d.AddDate(0, 0, 1) {
		if r.holds(d, p, start) {
			out = append(out, d)
		}
	}
	return out
}

// holds says whether a day of the period is meant. What the rule leaves open is as in the start.
func (r *Rule) holds(d, p, start time.Time) bool {
	if len(r.ByMonth) > 0 && !slices.Contains(r.ByMonth, int(d.Month())) ||
		len(r.ByYearDay) > 0 && !counted(r.ByYearDay, d.YearDay(), daysInYear(d.Year())) ||
		len(r.ByMonthDay) > 0 && !counted(r.ByMonthDay, d.Day(), daysInMonth(d)) ||
		len(r.ByWeekNo) > 0 && !r.inWeek(d, p.Year()) ||
		len(r.ByDay) > 0 && !r.onDay(d) {
		return false
	}
	free := len(r.ByDay) == 0 && len(r.ByMonthDay) == 0 && len(r.ByYearDay) == 0
	switch r.Freq {
	case Yearly:
		if free && len(r.ByWeekNo) > 0 {
			return d.Weekday() == start.Weekday()
		}
		return !free || d.Day() == start.Day() && (len(r.ByMonth) > 0 || d.Month() == start.Month())
	case Monthly:
		return !free || d.Day() == start.Day()
	case Weekly:
		return !free || d.Weekday() == start.Weekday()
	}
	return true
}

func counted(list []int, n, size int) bool {
	return slices.Contains(list, n) || slices.Contains(list, n-size-1)
}

func daysInYear(y int) int { return time.Date(y, 12, 31, 0, 0, 0, 0, time.UTC).YearDay() }
func daysInMonth(d time.Time) int {
	return time.Date(d.Year(), d.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// onDay checks BYDAY: numbers count within the month, or within the year of a yearly rule without
// BYMONTH; elsewhere they say nothing.
func (r *Rule) onDay(d time.Time) bool {
	for _, w := range r.ByDay {
		if w.Day != d.Weekday() {
			continue
		}
		at, size := d.Day(), daysInMonth(d)
		switch {
		case w.N == 0 || r.Freq > Monthly || len(r.ByWeekNo) > 0:
			return true
		case r.Freq == Yearly && len(r.ByMonth) == 0:
			at, size = d.YearDay(), daysInYear(d.Year())
		}
		if w.N > 0 && (at+6)/7 == w.N || w.N < 0 && (size-at)/7+1 == -w.N {
			return true
		}
	}
	return false
}

// inWeek checks BYWEEKNO for the year: week 1 is the first with four days of the year, counted
// from the rule's first day of the week.
func (r *Rule) inWeek(d time.Time, year int) bool {
	week1 := func(y int) time.Time { return weekOf(time.Date(y, 1, 4, 0, 0, 0, 0, time.UTC), r.WeekStart) }
	a, b := week1(year), week1(year+1)
	if d.Before(a) || !d.Before(b) {
		return false
	}
	weeks := int(b.Sub(a).Hours()) / (24 * 7)
	return counted(r.ByWeekNo, int(d.Sub(a).Hours())/(24*7)+1, weeks)
}
