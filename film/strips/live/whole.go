package live

import (
	"fmt"
	"slices"
	"strings"

	"backlot/film/strips/board"
	"backlot/film/strips/check"
)

// spot is where a scene stands: a day and its place in it; day is -1 for nowhere.
type spot struct{ day, at int }

// overall finds what concerns the board as a whole.
func (f *film) overall(days []*day) tally {
	var t tally
	spots := f.complete(&t, days)
	f.onCalendar(&t, days)
	f.unchanged(&t, days)
	f.inOrder(&t, days, spots)
	f.gearTwice(&t, days)
	f.coverSets(&t, days, spots)
	return t
}

// complete: every scene once and only once.
func (f *film) complete(t *tally, days []*day) []spot {
	spots := make([]spot, len(f.scenes))
	for i := range spots {
		spots[i].day = -1
	}
	for i, d := range days {
		for at, k := range d.list {
			number := f.scenes[k].Number
			if was := spots[k].day; was >= 0 {
				f.breaks(t, check.Violation{Rule: board.Complete, Unit: d.plan.Unit, Date: d.plan.Date, Scene: number,
					Text: "scene " + number + " stands on " + days[was].plan.Date.String() + " already"})
				continue
			}
			spots[k] = spot{i, at}
		}
	}
	for k, s := range spots {
		if s.day < 0 {
			number := f.scenes[k].Number
			f.breaks(t, check.Violation{Rule: board.Complete, Scene: number, Text: "scene " + number + " is not on the board"})
		}
	}
	return spots
}

// onCalendar: days the unit may shoot, once each. Equal days are neighbours.
func (f *film) onCalendar(t *tally, days []*day) {
	for i, d := range days {
		v := check.Violation{Rule: board.Calendar, Unit: d.plan.Unit, Date: d.plan.Date}
		if !d.summon {
			v.Text = fmt.Sprintf("%s is no shooting day of unit %q", v.Date, v.Unit)
			f.breaks(t, v)
		}
		if i > 0 && days[i-1].n == d.n && days[i-1].plan.Unit == d.plan.Unit {
			v.Text = fmt.Sprintf("%s stands twice for unit %q", v.Date, v.Unit)
			f.breaks(t, v)
		}
	}
}

// unchanged: the past as it was. A day that stands twice is compared with the past and then with
// nothing.
func (f *film) unchanged(t *tally, days []*day) {
	if f.c.Frozen.IsZero() {
		return
	}
	for i, d := range days {
		if !d.frozen {
			continue
		}
		past := f.past[board.Day{Unit: d.plan.Unit, Date: d.plan.Date}]
		if i > 0 && days[i-1].n == d.n && days[i-1].plan.Unit == d.plan.Unit {
			past = nil
		}
		if !slices.Equal(past, d.plan.Scenes) {
			f.breaks(t, check.Violation{Rule: board.Frozen, Unit: d.plan.Unit, Date: d.plan.Date,
				Text: fmt.Sprintf("%s lies in the past up to %s and was changed", d.plan.Date, f.c.Frozen)})
		}
	}
	for past, scenes := range f.past {
		gone := !slices.ContainsFunc(days, func(d *day) bool { return d.plan.Date == past.Date && d.plan.Unit == past.Unit })
		if gone && len(scenes) > 0 && !past.Date.After(f.c.Frozen) {
			f.breaks(t, check.Violation{Rule: board.Frozen, Unit: past.Unit, Date: past.Date, Text: fmt.Sprintf("%s lies in the past and is gone from the board", past.Date)})
		}
	}
}

// inOrder: what must come first comes first.
func (f *film) inOrder(t *tally, days []*day, spots []spot) {
	for _, o := range f.c.Orders {
		i, k := f.sceneAt[o.Before], f.sceneAt[o.After]
		a, b := spots[i], spots[k]
		if a.day < 0 || b.day < 0 {
			continue
		}
		first, second := f.scenes[i].Number, f.scenes[k].Number
		apart := days[b.day].n - days[a.day].n
		var text string
		switch {
		case apart < o.Days && o.Days > 0:
			text = fmt.Sprintf("scene %s must come at least %d days before scene %s; it comes %d", first, o.Days, second, apart)
		case apart < 0, apart == 0 && (a.day != b.day || b.at < a.at):
			text = "scene " + first + " must come before scene " + second
		default:
			continue
		}
		if o.Reason != "" {
			text += " (" + o.Reason + ")"
		}
		f.breaks(t, check.Violation{Rule: board.Precedence, Date: days[b.day].plan.Date, Scene: second, Text: text})
	}
}

// gearTwice: gear is in as many units at once as there are of it.
func (f *film) gearTwice(t *tally, days []*day) {
	for i := 0; i < len(days); {
		end := i + 1
		for end < len(days) && days[end].n == days[i].n {
			end++
		}
		if end-i > 1 {
			f.shared(t, days[i:end])
		}
		i = end
	}
}

// shared asks for gear on days of one date.
func (f *film) shared(t *tally, days []*day) {
	units := map[int][]string{}
	for _, d := range days { // in order of unit
		for _, g := range d.gear {
			if !slices.Contains(units[g], d.plan.Unit) {
				units[g] = append(units[g], d.plan.Unit)
			}
		}
	}
	for g, names := range units {
		if x := &f.c.Gear[g]; len(names) > max(x.Many, 1) {
			f.breaks(t, check.Violation{Rule: board.GearTwice, Date: days[0].plan.Date,
				Text: fmt.Sprintf("%s is wanted by units %s on %s", x.Name, strings.Join(names, " and "), days[0].plan.Date)})
		}
	}
}

// coverSets: when it rains on an exterior day, an interior that is still to be shot stands by.
func (f *film) coverSets(t *tally, days []*day, spots []spot) {
	if f.rules[board.CoverSet].Mode == board.Off {
		return
	}
	for i, d := range days {
		if !d.outside {
			continue
		}
		ready := slices.ContainsFunc(f.covers, func(k int) bool {
			s := &f.scenes[k]
			if spots[k].day <= i || s.Unit != "" && s.Unit != d.plan.Unit {
				return false
			}
			may, known := s.byDate[d.plan.Date]
			return may || !known && f.standsBy(s, d.plan.Date)
		})
		if !ready {
			f.breaks(t, check.Violation{Rule: board.CoverSet, Unit: d.plan.Unit, Date: d.plan.Date, Text: "no interior stands by as a cover set"})
		}
	}
}
