package check

import (
	"fmt"
	"slices"

	"backlot/film/civil"
	"backlot/film/strips"
	"backlot/film/strips/board"
	"backlot/film/worktime"
)

// day checks what can be seen from one day of one unit.
func (k *referee) day(i int) {
	d := &k.days[i]
	v := Violation{Unit: d.plan.Unit, Date: d.plan.Date}
	for _, r := range d.runs {
		k.sceneOnDay(d, r)
	}
	length := d.dismissed - int(d.plan.Call)
	if max := k.c.Prices.Longest; length > max {
		v.Rule, v.Text = board.LongDay, fmt.Sprintf("the day lasts %s; the ceiling is %s", hm(length), hm(max))
		k.breaks(v)
	}
	if over := length - k.c.Prices.Normal; over > 0 {
		v.Rule, v.Text = board.Overtime, fmt.Sprintf("the day lasts %s, %s beyond the normal day", hm(length), hm(over))
		k.report.Cost.Overtime += k.priced(v, int64((over+59)/60)*k.c.Prices.Overtime)
	}
	k.mixed(d)
	k.cover(i)
	for _, m := range d.moves {
		k.report.MoveCount++
		k.report.Cost.Moves += m.Price
	}
	k.report.Cost.Days += k.c.Prices.Day
}

// priced notes a bought rule with its price and gives what has to be paid.
func (k *referee) priced(v Violation, price int64) int64 {
	if k.c.Rule(v.Rule).Mode != board.Buy {
		k.breaks(v)
		return 0
	}
	v.Cost = price
	v.Mode = board.Buy
	k.report.Violations = append(k.report.Violations, v)
	return price
}

func (k *referee) sceneOnDay(d *dayRun, r run) {
	s, date := r.scene, d.plan.Date
	place := k.place[s.Place]
	v := Violation{Unit: d.plan.Unit, Date: date, Scene: s.Number}
	broken := func(rule board.RuleID, format string, args ...any) {
		v.Rule, v.Text = rule, fmt.Sprintf(format, args...)
		k.breaks(v)
	}
	if s.Unit != "" && s.Unit != d.plan.Unit {
		broken(board.UnitOf, "scene %s belongs to unit %q", s.Number, s.Unit)
	}
	if !s.Pinned.IsZero() && s.Pinned != date {
		broken(board.Pinned, "scene %s is pinned to %s", s.Number, s.Pinned)
	}
	if !place.CanUse(date) {
		broken(board.PlaceDates, "%s cannot be used on %s", place.Name, date)
	}
	if !place.Allowed(date) {
		broken(board.Permit, "no permit for %s covers %s", place.Name, date)
	}
	if (place.Open != 0 || place.Close != 0) && (r.start < int(place.Open) || r.end > int(place.Close)) {
		broken(board.PlaceHours, "scene %s runs from %s to %s; %s is open from %s to %s", s.Number, wall(r.start), wall(r.end), place.Name, place.Open, place.Close)
	}
	if set := k.set[s.Set]; set != nil {
		if date.Before(set.Ready) {
			broken(board.SetReady, "%s is ready on %s", set.Name, set.Ready)
		}
		if !set.Strike.IsZero() && !date.Before(set.Strike) {
			broken(board.SetReady, "%s is struck on %s", set.Name, set.Strike)
		}
	}
	for _, x := range k.c.Shut {
		if x.Stops(s, date) {
			broken(board.Closed, "scene %s cannot be shot on %s: %s", s.Number, date, x.Reason)
		}
	}
	k.light(d, r)
	for _, id := range s.Cast {
		if p := k.person[id]; !p.CanWork(date) {
			v.Person = p.Name
			broken(board.Availability, "%s is not free on %s", p.Name, date)
			v.Person = ""
		}
	}
}

func (k *referee) light(d *dayRun, r run) {
	place := k.place[r.scene.Place]
	if !r.scene.Outside() && place.Blackout {
		return
	}
	windows, err := k.windows(d.plan.Date, place, r.scene.Light)
	v := Violation{Rule: board.Light, Unit: d.plan.Unit, Date: d.plan.Date, Scene: r.scene.Number}
	if err != nil {
		v.Text = err.Error()
		k.breaks(v)
		return
	}
	if board.Fits(windows, worktime.Clock(r.start), worktime.Clock(r.end)) {
		return
	}
	v.Text = fmt.Sprintf("scene %s plays by %s and runs from %s to %s; that light is", r.scene.Number, r.scene.Light, wall(r.start), wall(r.end))
	for i, w := range windows {
		if i > 0 {
			v.Text += " and"
		}
		v.Text += fmt.Sprintf(" from %s to %s", wall(max(w.From, 0)), wall(min(w.To, 48*60)))
	}
	if len(windows) == 0 {
		v.Text += " not to be had that day"
	}
	k.breaks(v)
}

// windows remembers the sky, which many scenes of a day share.
func (k *referee) windows(d civil.Date, p *board.Place, l strips.Light) ([]board.Window, error) {
	key := sky{d, p.ID, l}
	if w, ok := k.skies[key]; ok {
		return w, nil
	}
	w, err := board.Sky(d, *p, k.zone, l)
	if err == nil {
		k.skies[key] = w
	}
	return w, err
}

// mixed: day and night outside on one day leave a company waiting for the sun.
func (k *referee) mixed(d *dayRun) {
	day, night := false, false
	for _, r := range d.runs {
		if r.scene.Outside() {
			day = day || r.scene.Light == strips.Day
			night = night || r.scene.Light == strips.Night
		}
	}
	if day && night {
		k.breaks(Violation{Rule: board.MixedDay, Unit: d.plan.Unit, Date: d.plan.Date, Text: "day and night exteriors on one day"})
	}
}

// cover: when it rains on an exterior day, an interior has to stand by that is not shot yet, with
// its place, set and cast free.
func (k *referee) cover(i int) {
	d := &k.days[i]
	if !slices.ContainsFunc(d.runs, func(r run) bool { return r.scene.Outside() }) {
		return
	}
	for si := range k.c.Scenes {
		s := &k.c.Scenes[si]
		if at, ok := k.at[s.ID]; !ok || at.day <= i || !s.Cover || s.Outside() || s.Unit != "" && s.Unit != d.plan.Unit {
			continue
		}
		if k.couldShoot(s, d) {
			return
		}
	}
	k.breaks(Violation{Rule: board.CoverSet, Unit: d.plan.Unit, Date: d.plan.Date, Text: "no interior stands by as a cover set"})
}

func (k *referee) couldShoot(s *board.Scene, d *dayRun) bool {
	date, place := d.plan.Date, k.place[s.Place]
	if slices.ContainsFunc(k.c.Shut, func(x board.Shut) bool { return x.Stops(s, date) }) {
		return false
	}
	if !place.CanUse(date) || !place.Allowed(date) {
		return false
	}
	if set := k.set[s.Set]; set != nil && (date.Before(set.Ready) || !set.Strike.IsZero() && !date.Before(set.Strike)) {
		return false
	}
	return !slices.ContainsFunc(s.Cast, func(id string) bool { return !k.person[id].CanWork(date) })
}

// hm writes a length as people say it.
func hm(minutes int) string { return worktime.Minutes(minutes).String() }

// wall writes a time of day, past midnight too.
func wall(minutes int) string { return worktime.Clock(minutes).String() }
