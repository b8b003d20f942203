package explain

import (
	"math"
	"slices"
	"time"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/film/worktime"
)

// prover shows of sets of facts that no board keeps them all. It looks at every scene by itself, at orders, and at how
// much work has to fit on how many days; what it says is proved, what it does not say may still be so.
type prover struct {
	l      *factList
	c      *board.Case
	dates  []civil.Date // every day that could matter, in the calendar or not
	slots  []slot       // of every unit
	scenes []closed
	groups []group
}

// slot is a day of a unit, whether it may shoot then or not.
type slot struct {
	unit, date int
	planned    bool // it is in the calendar
}

// closed is what keeps one scene from the slots: for each, the ways in which it is closed, each a set
// of facts that do it together.
type closed struct {
	ways [][][]int
}

// newProver finds what closes which day to which scene.
func newProver(l *factList) (*prover, error) {
	zone, err := time.LoadLocation(l.c.Zone)
	if err != nil {
		return nil, err
	}
	p := &prover{l: l, c: l.c, dates: horizon(l.c)}
	planned := map[board.Day]bool{}
	for _, d := range l.c.Days {
		planned[d] = true
	}
	units := unitsOf(l.c)
	for i, d := range p.dates {
		for u, name := range units {
			p.slots = append(p.slots, slot{u, i, planned[board.Day{Unit: name, Date: d}]})
		}
	}
	limits, err := p.childLimits()
	if err != nil {
		return nil, err
	}
	w := &sceneWays{p: p, zone: zone, units: units, limits: limits, skies: map[skyKey][]board.Window{}}
	for n := range l.c.People {
		all := 0
		for _, s := range l.c.Scenes {
			if slices.Contains(s.Cast, l.c.People[n].ID) {
				all++
			}
		}
		w.once = append(w.once, all == 1)
	}
	for i := range l.c.Scenes {
		p.scenes = append(p.scenes, closed{w.of(i)})
	}
	p.groups = p.grouping(w)
	return p, nil
}

// horizon is every date from a fortnight before the first that the case names to long enough after the
// last that all scenes could follow one a day, with all the pauses that orders ask for. Dates more than a
// year away from the days of the case, such as the end of a lease, do not stretch it: nobody moves a shoot that far.
func horizon(c *board.Case) []civil.Date {
	var first, last civil.Date
	see := func(d civil.Date) {
		if d.IsZero() {
			return
		}
		if first.IsZero() || d.Before(first) {
			first = d
		}
		last = later(last, d)
	}
	for _, d := range c.Days {
		see(d.Date)
	}
	span := func(list []board.Span) {
		for _, s := range list {
			see(s.From)
			see(s.To)
		}
	}
	for _, p := range c.People {
		span(p.Free)
		for _, d := range p.Away {
			see(d)
		}
	}
	for _, p := range c.Places {
		span(p.Free)
		span(p.Permit)
	}
	for _, s := range c.Sets {
		see(s.Ready)
		see(s.Strike)
	}
	for _, s := range c.Scenes {
		see(s.Pinned)
	}
	for _, x := range c.Shut {
		see(x.Date)
	}
	see(c.Frozen)
	if first.IsZero() {
		return nil
	}
	if n := len(c.Days); n > 0 {
		const year = 366
		if low := c.Days[0].Date.AddDays(-year); first.Before(low) {
			first = low
		}
		if high := c.Days[n-1].Date.AddDays(year); last.After(high) {
			last = high
		}
	}
	more := 14 + len(c.Scenes)
	for _, o := range c.Orders {
		more += o.Days
	}
	var out []civil.Date
	for d, n := first.AddDays(-more), last.Sub(first)+2*more; n >= 0; d, n = d.AddDays(1), n-1 {
		out = append(out, d)
	}
	return out
}

// sceneWays writes down what closes the days to a scene.
type sceneWays struct {
	p      *prover
	zone   *time.Location
	units  []string
	limits [][]worktime.Bounds // of a child, by date
	once   []bool              // a person of one scene, who has no waiting that lessons could fill
	skies  map[skyKey][]board.Window
}

type skyKey struct {
	date, place int
	light       string
}

// of gives the ways in which each slot is closed to a scene.
func (w *sceneWays) of(i int) [][][]int {
	p, s := w.p, &w.p.c.Scenes[i]
	byDate := make([][][]int, len(p.dates))
	for k := range p.dates {
		byDate[k] = w.onDate(i, s, k)
	}
	home := w.pastDay(s.ID)
	out := make([][][]int, len(p.slots))
	for k, sl := range p.slots {
		ways := slices.Clone(byDate[sl.date])
		add := func(fact int) {
			if fact >= 0 {
				ways = append(ways, []int{fact})
			}
		}
		if !sl.planned {
			add(p.l.find(Calendar, 0, civil.Date{}))
		}
		day := board.Day{Unit: w.units[sl.unit], Date: p.dates[sl.date]}
		if s.Unit != "" && s.Unit != day.Unit {
			add(p.l.find(UnitOf, i, civil.Date{}))
		}
		if !p.c.Frozen.IsZero() && day != home {
			add(p.l.find(FrozenDay, p.l.unit(day.Unit), day.Date))
			if !home.Date.IsZero() {
				add(p.l.find(FrozenDay, p.l.unit(home.Unit), home.Date))
			}
		}
		out[k] = ways
	}
	return out
}

// pastDay is the frozen day a scene was shot on.
func (w *sceneWays) pastDay(id string) board.Day {
	for _, d := range w.p.c.Past {
		if !w.p.c.Frozen.IsZero() && !d.Date.After(w.p.c.Frozen) && slices.Contains(d.Scenes, id) {
			return dayOf(d)
		}
	}
	return board.Day{}
}

// onDate gives the ways in which a date is closed to a scene whatever the unit.
func (w *sceneWays) onDate(i int, s *board.Scene, k int) [][]int {
	l, c, date := w.p.l, w.p.c, w.p.dates[k]
	at := l.place(s.Place)
	place := &c.Places[at]
	var ways [][]int
	add := func(broken bool, fact int) {
		if broken && fact >= 0 {
			ways = append(ways, []int{fact})
		}
	}
	none := civil.Date{}
	add(!s.Pinned.IsZero() && s.Pinned != date, l.find(Pinned, i, none))
	add(!place.CanUse(date), l.find(Dates, at, none))
	add(!place.Allowed(date), l.find(Permit, at, none))
	for n, set := range c.Sets {
		if set.Name == s.Set {
			add(date.Before(set.Ready), l.find(Ready, n, none))
			add(!set.Strike.IsZero() && !date.Before(set.Strike), l.find(Struck, n, none))
		}
	}
	for n, x := range c.Shut {
		add(x.Stops(s, date), l.find(Closing, n, x.Date))
	}
	for n := range c.People {
		if p := &c.People[n]; slices.Contains(s.Cast, p.ID) {
			free := p.Free
			add(len(free) > 0 && !slices.ContainsFunc(free, func(x board.Span) bool { return x.Has(date) }), l.find(Free, n, none))
			add(slices.Contains(p.Away, date), l.find(Away, n, date))
		}
	}
	add(w.p.shortestDay(s.Minutes) > c.Prices.Longest, l.find(Ceiling, 0, none))
	return append(ways, w.hours(i, s, k)...)
}

// bound is a stretch of the day that a fact leaves to a scene, in one piece or several.
type bound struct {
	fact int
	list []board.Window
}

// always is a stretch no scene can leave.
var always = board.Window{From: -24 * 60, To: 72 * 60}

// hours are the facts, one or two together, that leave a scene no stretch of the day as long as it takes: the sky, the
// doors of the place, the hours of children.
func (w *sceneWays) hours(i int, s *board.Scene, k int) [][]int {
	l, c := w.p.l, w.p.c
	at := l.place(s.Place)
	place := &c.Places[at]
	var bounds []bound
	if fact := l.find(Sky, i, civil.Date{}); fact >= 0 {
		bounds = append(bounds, bound{fact, w.sky(s, k)})
	}
	if fact := l.find(Access, at, civil.Date{}); fact >= 0 {
		bounds = append(bounds, bound{fact, []board.Window{{From: int(place.Open), To: int(place.Close)}}})
	}
	var ways [][]int
	for n := range c.People {
		p := &c.People[n]
		fact := l.find(Hours, n, civil.Date{})
		if fact < 0 || !slices.Contains(s.Cast, p.ID) {
			continue
		}
		b := &w.limits[n][k]
		work := s.Minutes + w.p.care(p)
		if !b.MayWork || b.Work > 0 && work > int(b.Work) || b.Presence > 0 && work+int(b.School) > int(b.Presence) || b.School > 0 && w.once[n] {
			ways = append(ways, []int{fact})
			continue
		}
		window := board.Window{From: max(0, int(b.Earliest)) + p.Ready, To: always.To}
		if b.Latest > 0 {
			window.To = int(b.Latest) - p.Off
		}
		bounds = append(bounds, bound{fact, []board.Window{window}})
	}
	for a, x := range bounds {
		if longest(x.list) < s.Minutes {
			ways = append(ways, []int{x.fact})
			continue
		}
		for _, y := range bounds[:a] {
			if longest(meet(x.list, y.list)) < s.Minutes {
				ways = append(ways, []int{x.fact, y.fact})
			}
		}
	}
	return ways
}

// sky is the light of a scene on a date; where nobody can say it, there is none, as for the referee.
func (w *sceneWays) sky(s *board.Scene, k int) []board.Window {
	at := w.p.l.place(s.Place)
	key := skyKey{k, at, string(s.Light)}
	list, ok := w.skies[key]
	if !ok {
		list, _ = board.Sky(w.p.dates[k], w.p.c.Places[at], w.zone, s.Light)
		w.skies[key] = list
	}
	return list
}

func longest(list []board.Window) int {
	n := 0
	for _, w := range list {
		n = max(n, w.To-w.From)
	}
	return n
}

func meet(a, b []board.Window) []board.Window {
	var out []board.Window
	for _, x := range a {
		for _, y := range b {
			if from, to := max(x.From, y.From), min(x.To, y.To); to > from {
				out = append(out, board.Window{From: from, To: to})
			}
		}
	}
	return out
}

// childLimits are what binds each child on each date whatever else they do: rules that something on another day or
// a relaxation could soften are left out.
func (p *prover) childLimits() ([][]worktime.Bounds, error) {
	packs, err := p.c.WorkPacks()
	if err != nil {
		return nil, err
	}
	out := make([][]worktime.Bounds, len(p.c.People))
	for i := range p.c.People {
		who := &p.c.People[i]
		if who.Born.IsZero() {
			continue
		}
		var set worktime.Set
		for _, pack := range packs {
			if slices.Contains(who.Packs, pack.ID) {
				pack.Rules = slices.DeleteFunc(slices.Clone(pack.Rules), func(r worktime.Rule) bool {
					return len(r.Relax) > 0 || r.Where.Exteriors || r.Where.NextOff || r.Where.CallFrom != "" || r.Where.WorkedDays != ""
				})
				set.Packs = append(set.Packs, pack)
			}
		}
		for _, d := range p.dates {
			b, err := set.Bounds(worktime.Person{ID: who.ID, Name: who.Name, Role: "child", Born: who.Born, School: who.School}, d)
			if err != nil {
				return nil, err
			}
			out[i] = append(out[i], b)
		}
	}
	return out, nil
}

// care is how long a child is made up and dressed at least, with a meal taken out at each end of the day.
func (p *prover) care(who *board.Person) int {
	return max(0, who.Ready-p.c.Prices.Meal) + max(0, who.Off-p.c.Prices.Meal)
}

// shortestDay is how long a day with so many minutes of scenes lasts at least.
func (p *prover) shortestDay(minutes int) int {
	pr := &p.c.Prices
	now, hungry := 0, pr.MealAfter
	for _, left := range []int{pr.Prepare, minutes} {
		for now+left > hungry {
			left -= max(0, hungry-now)
			now = max(now, hungry) + pr.Meal
			hungry = now + pr.MealAfter
		}
		now += left
	}
	return now + pr.Wrap
}

// room is how many minutes of scenes fit into the longest day.
func (p *prover) room() int {
	n := 0
	for p.shortestDay(n+1) <= p.c.Prices.Longest {
		n++
	}
	return n
}

// domains are the slots that facts leave to each scene, as flags.
type domains [][]bool

// open finds the domains, with orders followed through; ok is false when a scene has no day.
func (p *prover) open(facts []bool) (d domains, ok bool) {
	d = make(domains, len(p.scenes))
	for i := range p.scenes {
		d[i] = make([]bool, len(p.slots))
		some := false
		for k, ways := range p.scenes[i].ways {
			d[i][k] = !slices.ContainsFunc(ways, func(w []int) bool {
				return !slices.ContainsFunc(w, func(f int) bool { return !facts[f] })
			})
			some = some || d[i][k]
		}
		if !some {
			return nil, false
		}
	}
	return d, p.follow(d, facts)
}

// edge is an order in numbers.
type edge struct{ before, after, days int }

// follow narrows the domains by orders until nothing changes. Orders in a circle are refused by Case.Check.
func (p *prover) follow(d domains, facts []bool) bool {
	var edges []edge
	for i, f := range p.l.all {
		if f.Kind == Sequence && facts[i] {
			o := p.c.Orders[f.index]
			edges = append(edges, edge{p.l.scene(o.Before), p.l.scene(o.After), o.Days})
		}
	}
	for changed := true; changed; {
		changed = false
		for _, e := range edges {
			first, _ := p.ends(d[e.before])
			_, last := p.ends(d[e.after])
			more, ok := p.cut(d[e.after], first+e.days, math.MaxInt)
			if !ok {
				return false
			}
			less, ok := p.cut(d[e.before], 0, last-e.days)
			if !ok {
				return false
			}
			changed = changed || more || less
		}
	}
	return true
}

// ends are the first and last date of a domain.
func (p *prover) ends(d []bool) (first, last int) {
	first, last = -1, -1
	for k, open := range d {
		if open {
			if first < 0 {
				first = p.slots[k].date
			}
			last = p.slots[k].date
		}
	}
	return first, last
}

// cut closes the dates outside from and to; ok is false when none is left.
func (p *prover) cut(d []bool, from, to int) (changed, ok bool) {
	for k, open := range d {
		if !open {
			continue
		}
		if n := p.slots[k].date; n < from || n > to {
			d[k], changed = false, true
			continue
		}
		ok = true
	}
	return changed, ok
}

// clash says whether facts are proved to exclude each other.
func (p *prover) clash(facts []bool) bool {
	d, ok := p.open(facts)
	if !ok {
		return true
	}
	_, full := p.crowded(d, facts)
	return full
}
