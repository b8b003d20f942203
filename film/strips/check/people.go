package check

import (
	"fmt"
	"slices"
	"strings"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/film/worktime"
)

// people follows everybody through their days: in one place at a time, rested, and children within
// their hours.
func (k *referee) people() {
	for i := range k.days {
		k.turns(i)
	}
	for pi := range k.c.People {
		p := &k.c.People[pi]
		turns := k.work[p.ID]
		slices.SortStableFunc(turns, func(a, b turn) int { return a.calledAt.Compare(b.calledAt) })
		for i := 1; i < len(turns); i++ {
			k.between(p, turns[i-1], turns[i])
		}
		if !p.Born.IsZero() && len(turns) > 0 {
			k.minor(p, turns)
		}
	}
}

// turns notes who works on a day, from make-up to getting out of it.
func (k *referee) turns(i int) {
	d := k.days[i]
	by := map[string][]run{}
	for _, r := range d.runs {
		for _, id := range r.scene.Cast {
			by[id] = append(by[id], r)
		}
	}
	for id, runs := range by {
		p := k.person[id]
		t := turn{date: d.plan.Date, unit: d.plan.Unit, scenes: runs, call: runs[0].start - p.Ready, off: runs[len(runs)-1].end + p.Off}
		for _, m := range d.meals {
			if m[0] >= t.call && m[1] <= t.off {
				t.meals = append(t.meals, m)
			}
		}
		t.calledAt, t.dismissed = k.moment(d, t.call), k.moment(d, t.off)
		k.work[id] = append(k.work[id], t)
	}
}

func (k *referee) between(p *board.Person, a, b turn) {
	v := Violation{Unit: b.unit, Date: b.date, Person: p.Name}
	if a.date == b.date || b.calledAt.Before(a.dismissed) {
		if b.calledAt.Before(a.dismissed) {
			v.Rule, v.Text = board.TwoPlaces, fmt.Sprintf("%s works in unit %q until %s and is called in unit %q at %s", p.Name, a.unit, wall(a.off), b.unit, wall(b.call))
			k.breaks(v)
		}
		return
	}
	rest := int(b.calledAt.Sub(a.dismissed).Minutes())
	if rest < p.Rest {
		v.Rule, v.Text = board.CastRest, fmt.Sprintf("%s rests %s before the call on %s; %s are due", p.Name, hm(rest), b.date, hm(p.Rest))
		k.report.Cost.Forced += k.priced(v, p.Forced)
	}
}

// minor asks the engine of working hours. Lessons are thought to fill the waiting between scenes.
func (k *referee) minor(p *board.Person, turns []turn) {
	var set worktime.Set
	for _, pack := range k.packs {
		if slices.Contains(p.Packs, pack.ID) {
			set.Packs = append(set.Packs, pack)
		}
	}
	days := make([]worktime.Day, 0, len(turns))
	for _, t := range turns {
		if n := len(days); n > 0 && days[n-1].Date == t.date {
			k.breaks(Violation{Rule: board.Minors, Unit: t.unit, Date: t.date, Person: p.Name, Text: p.Name + " would work in two units on one day"})
			return
		}
		if t.call < 0 {
			k.breaks(Violation{Rule: board.Minors, Unit: t.unit, Date: t.date, Person: p.Name, Text: p.Name + " would be called before midnight of the day"})
			return
		}
		days = append(days, k.childDay(t))
	}
	who := worktime.Person{ID: p.ID, Name: p.Name, Role: "child", Born: p.Born, School: p.School}
	verdict, err := set.Judge(who, days)
	if err != nil {
		k.breaks(Violation{Rule: board.Minors, Person: p.Name, Text: err.Error()})
		return
	}
	for _, f := range verdict.Findings {
		if f.Severity == worktime.Block {
			k.breaks(Violation{Rule: board.Minors, Date: f.Date, Person: p.Name, Text: p.Name + ": " + f.Text})
		}
	}
}

// childDay writes a turn as a day of a child: scenes and make-up are work, meals are meals, and
// the rest is school.
func (k *referee) childDay(t turn) worktime.Day {
	d := worktime.Day{Date: t.date, Zone: k.c.Zone, Call: worktime.Clock(t.call), Dismissed: worktime.Clock(t.off)}
	busy := [][2]int{{t.call, t.scenes[0].start}, {t.scenes[len(t.scenes)-1].end, t.off}}
	for _, r := range t.scenes {
		busy = append(busy, [2]int{r.start, r.end})
	}
	for _, m := range t.meals {
		d.Meals = append(d.Meals, worktime.Meal{Span: span(m)})
	}
	d.Work = minus(busy, t.meals)
	all := [][2]int{{t.call, t.off}}
	d.School = minus(all, slices.Concat(busy, t.meals))
	return d
}

func span(m [2]int) worktime.Span {
	return worktime.Span{Start: worktime.Clock(m[0]), End: worktime.Clock(m[1])}
}

// minus is what is left of some stretches without others, joined where they touch.
func minus(keep, cut [][2]int) []worktime.Span {
	var out [][2]int
	for _, s := range keep {
		parts := [][2]int{s}
		for _, c := range cut {
			var next [][2]int
			for _, p := range parts {
				if c[1] <= p[0] || c[0] >= p[1] {
					next = append(next, p)
					continue
				}
				next = append(next, [2]int{p[0], c[0]}, [2]int{c[1], p[1]})
			}
			parts = next
		}
		for _, p := range parts {
			if p[1] > p[0] {
				out = append(out, p)
			}
		}
	}
	slices.SortFunc(out, func(a, b [2]int) int { return a[0] - b[0] })
	var spans []worktime.Span
	for _, s := range out {
		if n := len(spans); n > 0 && int(spans[n-1].End) >= s[0] {
			spans[n-1].End = max(spans[n-1].End, worktime.Clock(s[1]))
			continue
		}
		spans = append(spans, span(s))
	}
	return spans
}

// together: gear is in as many units at once as there are of it.
func (k *referee) together() {
	type use struct {
		gear string
		date civil.Date
	}
	units := map[use]map[string]bool{}
	for _, d := range k.days {
		for _, r := range d.runs {
			for _, g := range r.scene.Gear {
				u := use{g, d.plan.Date}
				if units[u] == nil {
					units[u] = map[string]bool{}
				}
				units[u][d.plan.Unit] = true
			}
		}
	}
	for u, in := range units {
		if g := k.gear[u.gear]; len(in) > max(g.Many, 1) {
			names := make([]string, 0, len(in))
			for n := range in {
				names = append(names, n)
			}
			slices.Sort(names)
			k.breaks(Violation{Rule: board.GearTwice, Date: u.date, Text: fmt.Sprintf("%s is wanted by units %s on %s", g.Name, strings.Join(names, " and "), u.date)})
		}
	}
}

// precedence: what must come first comes first.
func (k *referee) precedence() {
	for _, o := range k.c.Orders {
		a, ok1 := k.at[o.Before]
		b, ok2 := k.at[o.After]
		if !ok1 || !ok2 {
			continue // said already by completeness
		}
		da, db := k.days[a.day].plan.Date, k.days[b.day].plan.Date
		first, second := k.scene[o.Before].Number, k.scene[o.After].Number
		v := Violation{Rule: board.Precedence, Date: db, Scene: second}
		switch days := db.Sub(da); {
		case days < o.Days && o.Days > 0:
			v.Text = fmt.Sprintf("scene %s must come at least %d days before scene %s; it comes %d", first, o.Days, second, days)
		case days < 0, days == 0 && a.day == b.day && b.index < a.index, days == 0 && a.day != b.day:
			v.Text = fmt.Sprintf("scene %s must come before scene %s", first, second)
		default:
			continue
		}
		if o.Reason != "" {
			v.Text += " (" + o.Reason + ")"
		}
		k.breaks(v)
	}
}
