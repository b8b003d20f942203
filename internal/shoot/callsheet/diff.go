package callsheet

import (
	"fmt"
	"slices"
	"strings"
)

// Differences tells, in sentences for the crew, what a sheet says that the one before did not. What
// only the maker sees (Open, the issue itself) does not count.
func Differences(old, now Sheet) []string {
	d := &differ{}
	d.value("Date", old.Date.String(), now.Date.String())
	d.value("Crew call", old.CrewCall, now.CrewCall)
	d.value("Shooting call", old.ShootingCall, now.ShootingCall)
	d.value("Lunch", old.Lunch, now.Lunch)
	d.value("Wrap", old.Wrap, now.Wrap)
	d.value("Unit base", old.Base.Name, now.Base.Name)
	d.value("Parking", old.Parking.Name, now.Parking.Name)
	d.value("Hospital", old.Hospital.line(), now.Hospital.line())
	d.strips(old.Strips, now.Strips)
	d.cast(old.Cast, now.Cast)
	d.background(old.Background, now.Background)
	d.crew(old.Crew, now.Crew)
	d.text("Weather", old.Weather, now.Weather)
	d.text("Message", old.Message, now.Message)
	d.text("Safety notes", old.Safety, now.Safety)
	d.departments(old.Departments, now.Departments)
	if fmt.Sprint(old.Advance) != fmt.Sprint(now.Advance) {
		d.add("The advance changed")
	}
	return d.out
}

type differ struct{ out []string }

func (d *differ) add(format string, args ...any) { d.out = append(d.out, fmt.Sprintf(format, args...)) }

// value reports a short value with both sides.
func (d *differ) value(name, old, now string) {
	switch {
	case old == now:
	case old == "":
		d.add("%s: %s", name, now)
	case now == "":
		d.add("%s %s is withdrawn", name, old)
	default:
		d.add("%s: %s instead of %s", name, now, old)
	}
}

// text reports a long value without quoting it.
func (d *differ) text(name, old, now string) {
	if old != now {
		d.add("%s changed", name)
	}
}

func (s Spot) line() string { return strings.Join(filled(s.Name, s.Address, s.Phone), ", ") }

func (d *differ) strips(old, now []Strip) {
	was := map[string]Strip{}
	var before, after []string
	for _, s := range old {
		if s.Scene != "" {
			was[s.Scene] = s
			before = append(before, s.Scene)
		}
	}
	for _, s := range now {
		if s.Scene == "" {
			continue
		}
		after = append(after, s.Scene)
		o, ok := was[s.Scene]
		switch {
		case !ok:
			d.add("Scene %s is added", s.Scene)
		case o.Place != s.Place:
			d.value("Place of scene "+s.Scene, o.Place, s.Place)
		case strings.Join(o.Cast, ",") != strings.Join(s.Cast, ",") || o.Length != s.Length || o.Set != s.Set || strings.Join(o.Flags, ",") != strings.Join(s.Flags, ","):
			d.add("Scene %s changed", s.Scene)
		}
	}
	for _, s := range before {
		if !slices.Contains(after, s) {
			d.add("Scene %s is off the day", s)
		}
	}
	stay := func(list, other []string) string {
		return strings.Join(slices.DeleteFunc(slices.Clone(list), func(s string) bool { return !slices.Contains(other, s) }), " ")
	}
	if stay(before, after) != stay(after, before) {
		d.add("The order of scenes is now %s", strings.Join(after, ", "))
	}
}

func (d *differ) cast(old, now []CastRow) {
	key := func(r CastRow) string { return r.Number + "\x00" + r.Character + "\x00" + r.Actor }
	was := map[string]CastRow{}
	for _, r := range old {
		was[key(r)] = r
	}
	for _, r := range now {
		o, ok := was[key(r)]
		delete(was, key(r))
		name := strings.Join(filled(r.Number, r.Character), " ")
		if !ok {
			d.add("%s is called", name)
			continue
		}
		for _, f := range []struct{ name, old, now string }{
			{"pick-up", o.Pickup, r.Pickup}, {"call", o.Call, r.Call}, {"make-up", o.Makeup, r.Makeup}, {"costume", o.Costume, r.Costume},
			{"rehearsal", o.Rehearsal, r.Rehearsal}, {"on set", o.Set, r.Set},
		} {
			d.value(name+", "+f.name, f.old, f.now)
		}
		d.text("Note for "+name, o.Note, r.Note)
	}
	for _, r := range old {
		if _, left := was[key(r)]; left {
			d.add("%s is not called", strings.Join(filled(r.Number, r.Character), " "))
		}
	}
}

func (d *differ) background(old, now []GroupRow) {
	was := map[string]GroupRow{}
	for _, r := range old {
		was[r.What] = r
	}
	for _, r := range now {
		if o, ok := was[r.What]; !ok || o != r {
			d.add("Background: %s (%d) %s", r.What, r.Count, r.Call)
		}
		delete(was, r.What)
	}
	for _, r := range old {
		if _, left := was[r.What]; left {
			d.add("Background: no %s", r.What)
		}
	}
}

func (d *differ) crew(old, now []CrewGroup) {
	was := map[string]string{}
	each := func(list []CrewGroup, f func(key, call string)) {
		for _, g := range list {
			for _, r := range g.Rows {
				f(r.Role+" "+r.Name, r.Call)
			}
		}
	}
	each(old, func(k, call string) { was[k] = call })
	n := 0
	each(now, func(k, call string) {
		if was[k] != call {
			n++
		}
	})
	if n > 0 {
		d.add("%d crew calls changed", n)
	}
}

func (d *differ) departments(old, now []Department) {
	was := map[string]Department{}
	for _, x := range old {
		was[x.Name] = x
	}
	var names []string
	for _, x := range now {
		if was[x.Name] != x {
			names = append(names, x.Name)
		}
		delete(was, x.Name)
	}
	for _, x := range old {
		if _, left := was[x.Name]; left {
			names = append(names, x.Name)
		}
	}
	if len(names) > 0 {
		d.add("Requirements changed: %s", strings.Join(names, ", "))
	}
}
