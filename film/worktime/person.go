package worktime

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"backlot/film/civil"
)

// Person is whom the rules bind.
type Person struct {
	ID         string     `json:"id"`
	Name       string     `json:"name,omitempty"`
	Role       string     `json:"role"`                 // performer, background, stunt, crew, driver, child
	Engagement string     `json:"engagement,omitempty"` // day, three-day, weekly
	Format     string     `json:"format,omitempty"`     // theatrical, television, low-budget, theatre, model
	Born       civil.Date `json:"born,omitzero"`        // needed for children
	School     *School    `json:"school,omitempty"`     // the child's own calendar
	DayRate    Money      `json:"day_rate,omitzero"`
	HourRate   Money      `json:"hour_rate,omitzero"`
	MoneyBreak bool       `json:"money_break,omitempty"` // paid more than twice the minimum
	WeekStarts string     `json:"week_starts,omitempty"` // first day of the work week; Monday when empty
}

// School is the calendar of one child's school.
type School struct {
	Terms []Term       `json:"terms"`
	Off   []civil.Date `json:"off,omitempty"` // holidays inside a term
	// Weekdays are the days taught, such as "Saturday"; Monday to Friday when empty.
	Weekdays []string `json:"weekdays,omitempty"`
}

// Term is a stretch of school, both days included.
type Term struct {
	From civil.Date `json:"from"`
	To   civil.Date `json:"to"`
}

// InSession says whether the child has to be at school on a day.
func (s *School) InSession(d civil.Date) bool {
	if slices.Contains(s.Off, d) {
		return false
	}
	weekday := d.Weekday()
	if len(s.Weekdays) > 0 {
		if !slices.Contains(s.Weekdays, weekday.String()) {
			return false
		}
	} else if weekday == time.Saturday || weekday == time.Sunday {
		return false
	}
	return slices.ContainsFunc(s.Terms, func(t Term) bool { return !d.Before(t.From) && !d.After(t.To) })
}

// Span is a stretch of a day.
type Span struct {
	Start Clock `json:"start"`
	End   Clock `json:"end"`
}

// Meal is one meal of a person.
type Meal struct {
	Span
	// NonDeductible is a short breakfast on the clock that puts a person into step with the crew.
	NonDeductible bool `json:"non_deductible,omitempty"`
}

// Day is one day of work. Times are on the wall of Zone, and go on after midnight: 25:30.
type Day struct {
	Date           civil.Date `json:"date"`
	Zone           string     `json:"zone,omitempty"` // "Europe/Oslo"; UTC when empty
	Call           Clock      `json:"call"`           // first call: make-up, wardrobe, or set
	Dismissed      Clock      `json:"dismissed"`      // make-up and wardrobe are off
	Meals          []Meal     `json:"meals,omitempty"`
	Work           []Span     `json:"work,omitempty"`   // before the camera or rehearsing; empty: all that is not something else
	School         []Span     `json:"school,omitempty"` // taught on set
	Rest           []Span     `json:"rest,omitempty"`   // rest, recreation and other breaks
	Place          string     `json:"place,omitempty"`  // studio, nearby, location, overnight
	Exterior       bool       `json:"exterior,omitempty"`
	AttendedSchool bool       `json:"attended_school,omitempty"` // was at the child's own school before work
}

// plan is a person's days, checked, in order, with instants.
type plan struct {
	person Person
	days   []day
	start  time.Weekday
}

type day struct {
	Day
	loc       *time.Location
	call, out time.Time
}

// newPlan checks the input; every complaint names the person and the day.
func newPlan(p Person, days []Day) (*plan, error) {
	pl := &plan{person: p, start: time.Monday}
	who := p.Name
	if who == "" {
		who = p.ID
	}
	if p.WeekStarts != "" {
		i := slices.IndexFunc(weekdays, func(d time.Weekday) bool { return d.String() == p.WeekStarts })
		if i < 0 {
			return nil, fmt.Errorf("%s: week_starts %q: want a day such as Monday", who, p.WeekStarts)
		}
		pl.start = weekdays[i]
	}
	if p.Role == "child" && p.Born.IsZero() {
		return nil, fmt.Errorf("%s: a child's date of birth is missing, so no rule can be chosen", who)
	}
	var all []error
	zone := zones()
	for _, d := range days {
		x, err := readDay(d, zone)
		if err != nil {
			all = append(all, fmt.Errorf("%s, %s: %w", who, d.Date, err))
			continue
		}
		pl.days = append(pl.days, x)
	}
	slices.SortStableFunc(pl.days, func(a, b day) int { return a.call.Compare(b.call) })
	for i := 1; i < len(pl.days); i++ {
		a, b := pl.days[i-1], pl.days[i]
		switch {
		case a.Date == b.Date:
			all = append(all, fmt.Errorf("%s, %s: the day stands there twice; join the two", who, a.Date))
		case b.call.Before(a.out):
			all = append(all, fmt.Errorf("%s, %s: called at %s before being dismissed the day before", who, b.Date, b.Call))
		}
	}
	return pl, errors.Join(all...)
}

var weekdays = []time.Weekday{time.Sunday, time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday}

// zones loads each time zone once: a person's days are nearly always in one.
func zones() func(string) (*time.Location, error) {
	known := map[string]*time.Location{}
	return func(name string) (*time.Location, error) {
		if loc := known[name]; loc != nil {
			return loc, nil
		}
		loc, err := time.LoadLocation(name)
		known[name] = loc
		return loc, err
	}
}

func readDay(d Day, zone func(string) (*time.Location, error)) (day, error) {
	if d.Date.IsZero() {
		return day{}, errors.New("the date is missing")
	}
	loc, err := zone(d.Zone)
	if err != nil {
		return day{}, fmt.Errorf("zone %q: want a time zone such as Europe/Oslo", d.Zone)
	}
	if d.Place != "" && !slices.Contains(places, d.Place) {
		return day{}, fmt.Errorf("place %q: want studio, nearby, location or overnight", d.Place)
	}
	if d.Dismissed <= d.Call {
		return day{}, fmt.Errorf("dismissed %s is not after the call %s; after midnight write 24:00 and more", d.Dismissed, d.Call)
	}
	slices.SortFunc(d.Meals, func(a, b Meal) int { return int(a.Start - b.Start) })
	spans := slices.Concat(d.Work, d.School, d.Rest)
	for _, m := range d.Meals {
		spans = append(spans, m.Span)
	}
	for _, s := range spans {
		if s.End <= s.Start || s.Start < d.Call || s.End > d.Dismissed {
			return day{}, fmt.Errorf("%s to %s does not lie between the call %s and the dismissal %s", s.Start, s.End, d.Call, d.Dismissed)
		}
	}
	slices.SortFunc(spans, func(a, b Span) int { return int(a.Start - b.Start) })
	for i := 1; i < len(spans); i++ {
		if spans[i].Start < spans[i-1].End {
			return day{}, fmt.Errorf("%s to %s and %s to %s overlap: a person does one thing at a time",
				spans[i-1].Start, spans[i-1].End, spans[i].Start, spans[i].End)
		}
	}
	return day{Day: d, loc: loc, call: d.Call.at(d.Date, loc), out: d.Dismissed.at(d.Date, loc)}, nil
}

// length is a span in real minutes: the night the clocks change, an hour more or less.
func (d *day) length(s Span) Minutes {
	return minutesBetween(s.Start.at(d.Date, d.loc), s.End.at(d.Date, d.loc))
}

func (d *day) total(spans []Span) Minutes {
	var sum Minutes
	for _, s := range spans {
		sum += d.length(s)
	}
	return sum
}

// mealTime is the meal time off the clock.
func (d *day) mealTime() Minutes {
	var sum Minutes
	for _, m := range d.Meals {
		if !m.NonDeductible {
			sum += d.length(m.Span)
		}
	}
	return sum
}

func (d *day) presence() Minutes { return minutesBetween(d.call, d.out) }

// work is the time worked: as written, or all that is neither meal, school nor rest.
func (d *day) work() Minutes {
	if len(d.Work) > 0 {
		return d.total(d.Work)
	}
	return d.presence() - d.mealTime() - d.total(d.School) - d.total(d.Rest)
}

// nightTime is how much of the presence lies in the windows, yesterday's late ones included.
func (d *day) nightTime(windows []window) Minutes {
	var sum Minutes
	for _, w := range windows {
		for _, shift := range []int{-1, 0, 1} {
			date := d.Date.AddDays(shift)
			from, to := w.from.at(date, d.loc), w.to.at(date, d.loc)
			if from.Before(d.call) {
				from = d.call
			}
			if to.After(d.out) {
				to = d.out
			}
			sum += max(0, minutesBetween(from, to))
		}
	}
	return sum
}

func minutesBetween(a, b time.Time) Minutes { return Minutes(b.Sub(a) / time.Minute) }

// week is the first day of the work week a date lies in.
func (p *plan) week(d civil.Date) civil.Date {
	return d.AddDays(-((int(d.Weekday()) - int(p.start) + 7) % 7))
}

// inWeek are the indices of the days worked in the week that starts on a date.
func (p *plan) inWeek(start civil.Date) []int {
	var out []int
	for i, d := range p.days {
		if p.week(d.Date) == start {
			out = append(out, i)
		}
	}
	return out
}

// workedInWeekBefore counts the days worked in the last work week before that of day i.
func (p *plan) workedInWeekBefore(i int) int {
	if i == 0 {
		return 0
	}
	return len(p.inWeek(p.week(p.days[i-1].Date)))
}
