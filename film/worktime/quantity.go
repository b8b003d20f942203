package worktime

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"backlot/film/civil"
)

// unit is what a limit is written in.
type unit int

const (
	lengthUnit unit = iota // minutes
	clockUnit              // minutes after midnight
	countUnit
	ageUnit
	noUnit
)

// Quantity is one thing rules put a limit on.
type Quantity struct {
	Label string // in a sentence: "rest between two days"
	Least bool   // the limit is a minimum; otherwise a maximum
	unit  unit
	// measure gives the value on day i under a rule, and how it came about; ok is false when
	// there is nothing to measure, such as the rest before the first day.
	measure func(p *plan, i int, r Rule) (got int, detail string, ok bool)
}

// Quantities are all that can be limited, by their name in a pack.
var Quantities = map[string]Quantity{
	"presence.day": {Label: "presence at the place of work", unit: lengthUnit, measure: func(p *plan, i int, r Rule) (int, string, bool) {
		d := &p.days[i]
		return int(d.presence() - min(r.Free, d.mealTime())), fmt.Sprintf("from %s to %s", d.Call, d.Dismissed), true
	}},
	"work.day":       {Label: "work in a day", unit: lengthUnit, measure: measureWork},
	"work.week":      {Label: "work in the week", unit: lengthUnit, measure: measureWeek},
	"work.average":   {Label: "weekly work on average", unit: lengthUnit, measure: measureAverage},
	"work.stretch":   {Label: "work without a break", unit: lengthUnit, measure: measureStretch},
	"night.work":     {Label: "work at night", unit: lengthUnit, measure: measureNight},
	"time.earliest":  {Label: "the first call", Least: true, unit: clockUnit, measure: func(p *plan, i int, _ Rule) (int, string, bool) { return int(p.days[i].Call), "", true }},
	"time.latest":    {Label: "the dismissal", unit: clockUnit, measure: func(p *plan, i int, _ Rule) (int, string, bool) { return int(p.days[i].Dismissed), "", true }},
	"time.windows":   {Label: "presence outside the allowed hours", unit: lengthUnit, measure: measureWindows},
	"rest.daily":     {Label: "rest between two days", Least: true, unit: lengthUnit, measure: measureRest},
	"rest.night":     {Label: "rest after night work", Least: true, unit: lengthUnit, measure: measureRestAfterNight},
	"rest.weekly":    {Label: "rest between two work weeks", Least: true, unit: lengthUnit, measure: measureWeeklyRest},
	"rest.nights":    {Label: "nights in a row", unit: countUnit, measure: measureNights},
	"days.row":       {Label: "days of work in a row", unit: countUnit, measure: measureRow},
	"days.week":      {Label: "days of work in the week", unit: countUnit, measure: measureWeekDays},
	"days.forbidden": {Label: "work on a day that is kept free", unit: countUnit, measure: measureForbidden},
	"meal.first":     {Label: "time to the first meal", unit: lengthUnit, measure: measureFirstMeal},
	"meal.next":      {Label: "time from a meal to the next meal or the dismissal", unit: lengthUnit, measure: measureNextMeal},
	"meal.length":    {Label: "the shortest meal", Least: true, unit: lengthUnit, measure: measureMealLength},
	"break.day":      {Label: "breaks in the day", Least: true, unit: lengthUnit, measure: measureBreaks},
	"school.day": {Label: "school on set", Least: true, unit: lengthUnit, measure: func(p *plan, i int, _ Rule) (int, string, bool) {
		return int(p.days[i].total(p.days[i].School)), "", true
	}},
	"age":         {Label: "age", Least: true, unit: ageUnit, measure: measureAge},
	"duty":        {Label: "duty", unit: noUnit},
	"supervision": {Label: "children for one adult", unit: countUnit},
}

func quantityNames() []string {
	var out []string
	for name := range Quantities {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// parse reads a limit; ages become days at the rate of measureAge.
func (q Quantity) parse(s string) (int, error) {
	switch q.unit {
	case lengthUnit:
		m, err := ParseMinutes(s)
		return int(m), err
	case clockUnit:
		c, err := ParseClock(s)
		return int(c), err
	case countUnit:
		n, err := strconv.Atoi(s)
		if err != nil || n < 0 {
			return 0, fmt.Errorf("count %q: want a whole number", s)
		}
		return n, nil
	case ageUnit:
		_, err := ParseAge(s)
		return 0, err
	}
	if s != "" {
		return 0, fmt.Errorf("limit %q: a duty has none", s)
	}
	return 0, nil
}

// show writes a value of the quantity for people.
func (q Quantity) show(n int) string {
	switch q.unit {
	case lengthUnit:
		return Minutes(n).String()
	case clockUnit:
		return Clock(n).String()
	case ageUnit:
		return strconv.Itoa(n) + " days"
	}
	return strconv.Itoa(n)
}

// breaks says whether got is beyond the limit.
func (q Quantity) breaks(got, limit int) bool {
	if q.Least {
		return got < limit
	}
	return got > limit
}

// stricter says whether limit a protects more than limit b.
func (q Quantity) stricter(a, b int) bool {
	if q.Least {
		return a > b
	}
	return a < b
}

func measureWork(p *plan, i int, _ Rule) (int, string, bool) { return int(p.days[i].work()), "", true }

// measureWeek adds up the work week so far, so that the day on which a limit is passed is named.
func measureWeek(p *plan, i int, _ Rule) (int, string, bool) {
	start := p.week(p.days[i].Date)
	var sum Minutes
	for _, k := range p.inWeek(start) {
		if k <= i {
			sum += p.days[k].work()
		}
	}
	return int(sum), "in the week from " + start.String(), true
}

// measureAverage is taken on the last day of a work week, over as many weeks as the rule says and
// the plan holds.
func measureAverage(p *plan, i int, r Rule) (int, string, bool) {
	week := p.week(p.days[i].Date)
	if i+1 < len(p.days) && p.week(p.days[i+1].Date) == week {
		return 0, "", false
	}
	first := p.week(p.days[0].Date)
	weeks := min(week.Sub(first)/7+1, max(r.Weeks, 1))
	var sum Minutes
	for k := 0; k <= i; k++ {
		if p.week(p.days[k].Date).Sub(week) > -7*weeks {
			sum += p.days[k].work()
		}
	}
	return int(sum) / weeks, fmt.Sprintf("over %d weeks up to %s", weeks, p.days[i].Date), true
}

// measureStretch is the longest time without a pause of at least r.Over.
func measureStretch(p *plan, i int, r Rule) (int, string, bool) {
	d := &p.days[i]
	at, longest := d.Call, Minutes(0)
	pause := func(from, to Clock) {
		longest = max(longest, d.length(Span{at, from}))
		at = to
	}
	if len(d.Work) > 0 {
		return d.longestWork(r.Over), "", true
	}
	for _, s := range d.pauses() {
		if d.length(s) >= r.Over {
			pause(s.Start, s.End)
		}
	}
	pause(d.Dismissed, d.Dismissed)
	return int(longest), "", true
}

// longestWork joins spans of work that no pause of at least the given length divides.
func (d *day) longestWork(pause Minutes) int {
	work := slices.Clone(d.Work)
	slices.SortFunc(work, func(a, b Span) int { return int(a.Start - b.Start) })
	longest, run := Minutes(0), work[0]
	for _, s := range work[1:] {
		if d.length(Span{run.End, s.Start}) < max(pause, 1) {
			run.End = s.End
			continue
		}
		longest = max(longest, d.length(run))
		run = s
	}
	return int(max(longest, d.length(run)))
}

// pauses are the meals, lessons and rests of a day in order.
func (d *day) pauses() []Span {
	out := slices.Concat(d.Rest, d.School)
	for _, m := range d.Meals {
		out = append(out, m.Span)
	}
	slices.SortFunc(out, func(a, b Span) int { return int(a.Start - b.Start) })
	return out
}

func windowsOf(r Rule) []window {
	out := make([]window, 0, len(r.Windows))
	for _, s := range r.Windows {
		w, _ := parseWindow(s) // checked when the pack was read
		out = append(out, w)
	}
	return out
}

func measureNight(p *plan, i int, r Rule) (int, string, bool) {
	return int(p.days[i].nightTime(windowsOf(r))), "", true
}

// measureWindows is how much of the presence lies outside the one window that covers most of it:
// a baby may come in the morning or in the afternoon, not in both.
func measureWindows(p *plan, i int, r Rule) (int, string, bool) {
	d := &p.days[i]
	best := d.presence()
	for _, w := range windowsOf(r) {
		inside := max(0, min(d.Dismissed, w.to)-max(d.Call, w.from))
		best = min(best, d.presence()-Minutes(inside))
	}
	return int(best), fmt.Sprintf("from %s to %s", d.Call, d.Dismissed), true
}

func measureRest(p *plan, i int, _ Rule) (int, string, bool) {
	if i == 0 {
		return 0, "", false
	}
	a, b := &p.days[i-1], &p.days[i]
	return int(minutesBetween(a.out, b.call)), between(a, b), true
}

func between(a, b *day) string {
	return fmt.Sprintf("from the dismissal on %s at %s to the call on %s at %s", a.Date, wall(a.out), b.Date, b.Call)
}

func wall(t time.Time) string { return t.Format("15:04") }

func measureRestAfterNight(p *plan, i int, r Rule) (int, string, bool) {
	if i == 0 || p.days[i-1].nightTime(windowsOf(r)) == 0 {
		return 0, "", false
	}
	return measureRest(p, i, r)
}

// measureWeeklyRest is taken at the first call of a work week.
func measureWeeklyRest(p *plan, i int, r Rule) (int, string, bool) {
	if i == 0 || p.week(p.days[i].Date) == p.week(p.days[i-1].Date) {
		return 0, "", false
	}
	return measureRest(p, i, r)
}

func measureNights(p *plan, i int, r Rule) (int, string, bool) {
	windows, n := windowsOf(r), 0
	for k := i; k >= 0 && p.days[k].nightTime(windows) > r.Over; k-- {
		if k < i && p.days[k].Date != p.days[k+1].Date.AddDays(-1) {
			break
		}
		n++
	}
	return n, "", n > 0
}

func measureRow(p *plan, i int, _ Rule) (int, string, bool) {
	n := 1
	for k := i; k > 0 && p.days[k-1].Date == p.days[k].Date.AddDays(-1); k-- {
		n++
	}
	return n, "up to " + p.days[i].Date.String(), true
}

func measureWeekDays(p *plan, i int, _ Rule) (int, string, bool) {
	n := 0
	for _, k := range p.inWeek(p.week(p.days[i].Date)) {
		if k <= i {
			n++
		}
	}
	return n, "in the week from " + p.week(p.days[i].Date).String(), true
}

func measureForbidden(p *plan, i int, r Rule) (int, string, bool) {
	weekday := p.days[i].Date.Weekday().String()
	if slices.Contains(r.Weekdays, weekday) {
		return 1, "a " + weekday, true
	}
	return 0, "", true
}

// mealTimes are the meals that interrupt the clock of hunger: all of them. A short breakfast on
// the clock counts too, since the first meal is then due from its end.
func (d *day) mealTimes() []Span {
	out := make([]Span, 0, len(d.Meals))
	for _, m := range d.Meals {
		out = append(out, m.Span)
	}
	return out
}

func measureFirstMeal(p *plan, i int, r Rule) (int, string, bool) {
	d := &p.days[i]
	from, meals := d.Call, d.Meals
	if len(meals) > 0 && meals[0].NonDeductible && d.length(Span{d.Call, meals[0].Start}) <= max(r.Over, 0) {
		from, meals = meals[0].End, meals[1:]
	}
	if len(meals) == 0 {
		return int(d.length(Span{from, d.Dismissed})), fmt.Sprintf("from %s to the dismissal at %s", from, d.Dismissed), true
	}
	return int(d.length(Span{from, meals[0].Start})), fmt.Sprintf("from %s to %s", from, meals[0].Start), true
}

// measureNextMeal is the longest wait after a meal. A dismissal ends the wait.
func measureNextMeal(p *plan, i int, _ Rule) (int, string, bool) {
	d := &p.days[i]
	longest, text := 0, ""
	meals := d.mealTimes()
	for k, m := range meals {
		next := d.Dismissed
		if k+1 < len(meals) {
			next = meals[k+1].Start
		} else if d.Meals[k].NonDeductible {
			break // the first meal answers for what follows a breakfast
		}
		if n := int(d.length(Span{m.End, next})); n > longest {
			longest, text = n, fmt.Sprintf("from %s to %s", m.End, next)
		}
	}
	return longest, text, len(meals) > 0
}

func measureMealLength(p *plan, i int, _ Rule) (int, string, bool) {
	d := &p.days[i]
	shortest, found := Minutes(0), false
	for _, m := range d.Meals {
		if n := d.length(m.Span); !m.NonDeductible && (!found || n < shortest) {
			shortest, found = n, true
		}
	}
	return int(shortest), "", found
}

func measureBreaks(p *plan, i int, r Rule) (int, string, bool) {
	d := &p.days[i]
	if d.presence() <= r.Over {
		return 0, "", false
	}
	return int(d.mealTime() + d.total(d.Rest)), "present for " + d.presence().String(), true
}

// measureAge compares the days lived with the days to the age the rule asks for, as the calendar
// of that life counts them.
func measureAge(p *plan, i int, _ Rule) (int, string, bool) {
	return p.days[i].Date.Sub(p.person.Born), "", !p.person.Born.IsZero()
}

// daysTo is how many days old somebody born on a date is on reaching an age.
func (a Age) daysTo(born civil.Date) int {
	return civil.Of(born.Year+a.Years, born.Month+time.Month(a.Months), born.Day+a.Days).Sub(born)
}
