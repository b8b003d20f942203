package live

import (
	"fmt"
	"slices"

	"backlot/film/strips"
	"backlot/film/strips/board"
	"backlot/film/strips/check"
	"backlot/film/worktime"
)

// day is what is known about a day of a unit by itself.
type day struct {
	tally
	plan            board.DayPlan
	list            []int // scenes
	n               int   // days since 1970
	called, over    int64 // call and dismissal of the unit, in seconds since 1970
	turns           []*turn
	places, gear    []int // in use, each once
	outside, summon bool  // exteriors are shot; the unit may shoot
	frozen          bool
}

// stretch is a length of the day in minutes after midnight of its date.
type stretch struct{ from, to int }

// turn is one person's part in a day.
type turn struct {
	person    int
	of        *day
	call, off int // minutes after midnight of the date
	scenes    []stretch
	meals     []stretch
	in, out   int64 // seconds since 1970
}

// clockwork runs a day as package board describes it.
type clockwork struct {
	pr          *board.Prices
	now, hungry int
	meals       []stretch
}

// pass lets minutes of work go by, with the meals that fall into them.
func (w *clockwork) pass(minutes int) {
	for w.now+minutes > w.hungry {
		if w.now < w.hungry {
			minutes -= w.hungry - w.now
			w.now = w.hungry
		}
		w.meals = append(w.meals, stretch{w.now, w.now + w.pr.Meal})
		w.now += w.pr.Meal
		w.hungry = w.now + w.pr.MealAfter
	}
	w.now += minutes
}

// play finds everything about a day of a unit.
func (f *film) play(p board.DayPlan) *day {
	pr := &f.c.Prices
	d := &day{plan: p, n: ordinal(p.Date), summon: f.may[board.Day{Unit: p.Unit, Date: p.Date}]}
	d.frozen = !f.c.Frozen.IsZero() && !p.Date.After(f.c.Frozen)
	w := clockwork{pr: pr, now: int(p.Call), hungry: int(p.Call) + pr.MealAfter}
	w.pass(pr.Prepare)
	runs := make([]stretch, 0, len(p.Scenes))
	for i, id := range p.Scenes {
		k := f.sceneAt[id]
		s := &f.scenes[k]
		if i > 0 {
			if was := f.scenes[d.list[i-1]].place; was != s.place {
				m := f.ways[was][s.place]
				w.pass(m.Minutes)
				d.moves++
				d.cost.Moves += m.Price
			}
		}
		from := w.now
		w.pass(s.Minutes)
		d.list, runs = append(d.list, k), append(runs, stretch{from, w.now})
		d.uses(s)
	}
	f.turnsOf(d, runs, w.meals)
	for i, k := range d.list {
		f.sceneThen(d, &f.scenes[k], runs[i])
	}
	over := w.now + pr.Wrap
	d.called, d.over = f.moment(p.Date, int(p.Call)), f.moment(p.Date, over)
	f.lengthOf(d, over-int(p.Call))
	f.mixed(d)
	d.cost.Days = pr.Day
	return d
}

func (d *day) uses(s *scene) {
	d.outside = d.outside || s.Outside()
	if !slices.Contains(d.places, s.place) {
		d.places = append(d.places, s.place)
	}
	for _, g := range s.gear {
		if !slices.Contains(d.gear, g) {
			d.gear = append(d.gear, g)
		}
	}
}

// turnsOf finds who is there from when to when.
func (f *film) turnsOf(d *day, runs, meals []stretch) {
	for i, k := range d.list {
		for _, who := range f.scenes[k].cast {
			at := slices.IndexFunc(d.turns, func(t *turn) bool { return t.person == who })
			if at < 0 {
				at = len(d.turns)
				d.turns = append(d.turns, &turn{person: who, of: d, call: runs[i].from - f.people[who].Ready})
			}
			t := d.turns[at]
			t.scenes = append(t.scenes, runs[i])
			t.off = runs[i].to + f.people[who].Off
		}
	}
	for _, t := range d.turns {
		for _, m := range meals {
			if m.from >= t.call && m.to <= t.off {
				t.meals = append(t.meals, m)
			}
		}
		t.in, t.out = f.moment(d.plan.Date, t.call), f.moment(d.plan.Date, t.off)
	}
}

func (f *film) lengthOf(d *day, length int) {
	pr := &f.c.Prices
	v := check.Violation{Unit: d.plan.Unit, Date: d.plan.Date}
	if length > pr.Longest {
		v.Rule, v.Text = board.LongDay, fmt.Sprintf("the day lasts %s; the ceiling is %s", hm(length), hm(pr.Longest))
		f.breaks(&d.tally, v)
	}
	if over := length - pr.Normal; over > 0 {
		v.Rule, v.Text = board.Overtime, fmt.Sprintf("the day lasts %s, %s beyond the normal day", hm(length), hm(over))
		d.cost.Overtime += f.bought(&d.tally, v, int64((over+59)/60)*pr.Overtime)
	}
}

// sceneThen asks whether a scene may be shot on the day and at the hour it is.
func (f *film) sceneThen(d *day, s *scene, r stretch) {
	date := d.plan.Date
	v := check.Violation{Unit: d.plan.Unit, Date: date, Scene: s.Number}
	broken := func(rule board.RuleID, format string, args ...any) {
		v.Rule, v.Text = rule, fmt.Sprintf(format, args...)
		f.breaks(&d.tally, v)
	}
	if s.Unit != "" && s.Unit != d.plan.Unit {
		broken(board.UnitOf, "scene %s belongs to unit %q", s.Number, s.Unit)
	}
	if !s.Pinned.IsZero() && s.Pinned != date {
		broken(board.Pinned, "scene %s is pinned to %s", s.Number, s.Pinned)
	}
	if !s.at.CanUse(date) {
		broken(board.PlaceDates, "%s cannot be used on %s", s.at.Name, date)
	}
	if !s.at.Allowed(date) {
		broken(board.Permit, "no permit for %s covers %s", s.at.Name, date)
	}
	if open, shut := int(s.at.Open), int(s.at.Close); (open != 0 || shut != 0) && (r.from < open || r.to > shut) {
		broken(board.PlaceHours, "scene %s runs from %s to %s; %s is open from %s to %s", s.Number, wall(r.from), wall(r.to), s.at.Name, wall(open), wall(shut))
	}
	f.setThere(s, d, broken)
	for _, x := range f.c.Shut {
		if x.Stops(s.Scene, date) {
			broken(board.Closed, "scene %s cannot be shot on %s: %s", s.Number, date, x.Reason)
		}
	}
	if s.needsSky() {
		f.lit(d, s, r, broken)
	}
	for _, who := range s.cast {
		if p := &f.people[who]; !p.CanWork(date) {
			v.Person = p.Name
			broken(board.Availability, "%s is not free on %s", p.Name, date)
		}
	}
}

// setThere may say two things of one set: not ready, and struck already.
func (f *film) setThere(s *scene, d *day, broken func(board.RuleID, string, ...any)) {
	if s.set == nil {
		return
	}
	if d.plan.Date.Before(s.set.Ready) {
		broken(board.SetReady, "%s is ready on %s", s.set.Name, s.set.Ready)
	}
	if !s.set.Strike.IsZero() && !d.plan.Date.Before(s.set.Strike) {
		broken(board.SetReady, "%s is struck on %s", s.set.Name, s.set.Strike)
	}
}

func (f *film) lit(d *day, s *scene, r stretch, broken func(board.RuleID, string, ...any)) {
	list, err := f.windows(s, d.plan.Date)
	if err != nil {
		broken(board.Light, "%s", err)
		return
	}
	if board.Fits(list, worktime.Clock(r.from), worktime.Clock(r.to)) {
		return
	}
	when := ""
	for _, w := range list {
		if when != "" {
			when += " and"
		}
		when += " from " + wall(max(w.From, 0)) + " to " + wall(min(w.To, 48*60))
	}
	if when == "" {
		when = " not to be had that day"
	}
	broken(board.Light, "scene %s plays by %s and runs from %s to %s; that light is%s", s.Number, s.Light, wall(r.from), wall(r.to), when)
}

func (f *film) mixed(d *day) {
	outside := func(l strips.Light) bool {
		return slices.ContainsFunc(d.list, func(k int) bool { return f.scenes[k].Outside() && f.scenes[k].Light == l })
	}
	if outside(strips.Day) && outside(strips.Night) {
		f.breaks(&d.tally, check.Violation{Rule: board.MixedDay, Unit: d.plan.Unit, Date: d.plan.Date, Text: "day and night exteriors on one day"})
	}
}

// hm writes a length as people say it.
func hm(minutes int) string { return worktime.Minutes(minutes).String() }

// wall writes a time of day, past midnight too.
func wall(minutes int) string { return worktime.Clock(minutes).String() }
