package live

import (
	"cmp"
	"math"
	"slices"
	"sync"
	"time"

	"backlot/film/civil"
	"backlot/film/strips"
	"backlot/film/strips/board"
	"backlot/film/strips/check"
	"backlot/film/worktime"
)

// film is a case with its records at hand by number, shared by all boards of it. Only the sky is found when
// asked for, and kept.
type film struct {
	c       *board.Case
	zone    *time.Location
	rules   map[board.RuleID]board.Rule
	sceneAt map[string]int
	scenes  []scene
	people  []person
	ways    [][]board.Move // by place and place
	dates   []int          // of the calendar, each once, in days since 1970
	weeks   []int          // of the dates, counted from 0
	may     map[board.Day]bool
	units   []string
	covers  []int // scenes that stand by for bad weather
	past    map[board.Day][]string

	mu    sync.Mutex
	skies map[sky]window
}

type scene struct {
	*board.Scene
	place  int
	at     *board.Place
	set    *board.Set
	cast   []int
	gear   []int
	byDate map[civil.Date]bool // of a cover scene: it could be shot then
}

type person struct {
	*board.Person
	child bool
	set   worktime.Set
}

// sky is where and when light is asked for.
type sky struct {
	date  civil.Date
	place int
	light strips.Light
}

type window struct {
	list []board.Window
	err  error
}

// newFilm checks the case and puts its records in order.
func newFilm(c *board.Case) (*film, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		return nil, err
	}
	packs, err := c.WorkPacks()
	if err != nil {
		return nil, err
	}
	f := &film{c: c, zone: zone, rules: map[board.RuleID]board.Rule{}, skies: map[sky]window{}, may: map[board.Day]bool{}, past: map[board.Day][]string{}}
	for id := range board.DefaultRules {
		f.rules[id] = c.Rule(id)
	}
	f.calendar()
	for i := range c.People {
		p := person{Person: &c.People[i], child: !c.People[i].Born.IsZero()}
		for _, pack := range packs {
			if p.child && slices.Contains(p.Packs, pack.ID) {
				p.set.Packs = append(p.set.Packs, pack)
			}
		}
		f.people = append(f.people, p)
	}
	f.sceneTable()
	f.wayTable()
	return f, nil
}

func (f *film) calendar() {
	week, monday := -1, math.MinInt
	for _, d := range f.c.Days {
		f.may[d] = true
		if !slices.Contains(f.units, d.Unit) {
			f.units = append(f.units, d.Unit)
		}
		n := ordinal(d.Date)
		if k := len(f.dates); k > 0 && f.dates[k-1] == n {
			continue
		}
		if m := mondayOf(n); m != monday {
			monday = m
			week++
		}
		f.dates, f.weeks = append(f.dates, n), append(f.weeks, week)
	}
	if f.c.Frozen.IsZero() {
		return
	}
	for _, p := range f.c.Past {
		f.past[board.Day{Unit: p.Unit, Date: p.Date}] = p.Scenes
	}
}

// ordinal counts days since 1 January 1970.
func ordinal(d civil.Date) int { return int(d.In(time.UTC).Unix() / (24 * 60 * 60)) }

// mondayOf is the Monday of a day's week; 1 January 1970 was a Thursday.
func mondayOf(n int) int { return n - ((n+3)%7+7)%7 }

func places[T any](list []T, id func(*T) string) map[string]int {
	out := make(map[string]int, len(list))
	for i := range list {
		out[id(&list[i])] = i
	}
	return out
}

func (f *film) sceneTable() {
	c := f.c
	people, at := places(c.People, func(p *board.Person) string { return p.ID }), places(c.Places, func(p *board.Place) string { return p.ID })
	gear, sets := places(c.Gear, func(g *board.Gear) string { return g.ID }), places(c.Sets, func(s *board.Set) string { return s.Name })
	f.sceneAt = places(c.Scenes, func(s *board.Scene) string { return s.ID })
	for i := range c.Scenes {
		s := scene{Scene: &c.Scenes[i], place: at[c.Scenes[i].Place]}
		s.at = &c.Places[s.place]
		if k, ok := sets[s.Set]; ok {
			s.set = &c.Sets[k]
		}
		for _, id := range s.Cast {
			s.cast = append(s.cast, people[id])
		}
		for _, id := range s.Gear {
			s.gear = append(s.gear, gear[id])
		}
		f.scenes = append(f.scenes, s)
		if s.Cover && !s.Outside() {
			f.covers = append(f.covers, i)
		}
	}
	for _, i := range f.covers {
		f.scenes[i].byDate = map[civil.Date]bool{}
		for d := range f.may {
			if _, ok := f.scenes[i].byDate[d.Date]; !ok {
				f.scenes[i].byDate[d.Date] = f.standsBy(&f.scenes[i], d.Date)
			}
		}
	}
}

// standsBy says whether an interior could be shot when the weather turns on a day.
func (f *film) standsBy(s *scene, date civil.Date) bool {
	if f.shut(s, date) >= 0 || !s.at.CanUse(date) || !s.at.Allowed(date) || s.setGone(date) != "" {
		return false
	}
	return !slices.ContainsFunc(s.cast, func(i int) bool { return !f.people[i].CanWork(date) })
}

// shut is the first closing that stops a scene on a day, -1 without one.
func (f *film) shut(s *scene, date civil.Date) int {
	return slices.IndexFunc(f.c.Shut, func(x board.Shut) bool { return x.Stops(s.Scene, date) })
}

// setGone says why the set of a scene is not there on a day.
func (s *scene) setGone(date civil.Date) string {
	switch {
	case s.set == nil:
	case date.Before(s.set.Ready):
		return s.set.Name + " is ready on " + s.set.Ready.String()
	case !s.set.Strike.IsZero() && !date.Before(s.set.Strike):
		return s.set.Name + " is struck on " + s.set.Strike.String()
	}
	return ""
}

// needsSky says whether the sun decides when a scene is shot.
func (s *scene) needsSky() bool { return s.Outside() || !s.at.Blackout }

func (f *film) wayTable() {
	at := places(f.c.Places, func(p *board.Place) string { return p.ID })
	f.ways = make([][]board.Move, len(at))
	listed := make([][]bool, len(at))
	for i := range f.ways {
		f.ways[i], listed[i] = make([]board.Move, len(at)), make([]bool, len(at))
		for k := range f.ways[i] {
			f.ways[i][k] = board.Move{Minutes: f.c.Prices.MoveMinutes, Price: f.c.Prices.Move}
		}
	}
	for _, m := range f.c.Moves { // the last that is listed in its own direction wins; the first back way stands in for none
		a, b := at[m.From], at[m.To]
		f.ways[a][b], listed[a][b] = m, true
		if !listed[b][a] {
			f.ways[b][a], listed[b][a] = m, true
		}
	}
}

// windows are the stretches of a date in which the light of a scene is there.
func (f *film) windows(s *scene, date civil.Date) ([]board.Window, error) {
	key := sky{date, s.place, s.Light}
	f.mu.Lock()
	w, ok := f.skies[key]
	f.mu.Unlock()
	if !ok {
		w.list, w.err = board.Sky(date, *s.at, f.zone, s.Light)
		f.mu.Lock()
		f.skies[key] = w
		f.mu.Unlock()
	}
	return w.list, w.err
}

// calls are what a day of one scene could be called at: by the usual calls, and so that it begins when its light is
// there and the doors are open.
func (f *film) calls(id string, date civil.Date) []worktime.Clock {
	s, pr := &f.scenes[f.sceneAt[id]], &f.c.Prices
	out := []worktime.Clock{pr.DayCall}
	add := func(c worktime.Clock) {
		if c > 0 && c < 24*60 && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	if s.Light != strips.Day {
		add(pr.NightCall)
	}
	begins := []int{}
	if s.needsSky() {
		list, _ := f.windows(s, date) // where nobody can say, the usual calls have to do
		for _, w := range list {
			begins = append(begins, max(w.From, int(s.at.Open)))
		}
	} else if s.at.Open > 0 {
		begins = append(begins, int(s.at.Open))
	}
	for _, n := range begins {
		add(worktime.Clock((n - pr.Prepare + 14) / 15 * 15))
	}
	return out
}

func (f *film) unitNamed(name string) bool { return slices.Contains(f.units, name) }

// moment is a time on the wall of the zone, in seconds since 1970.
func (f *film) moment(d civil.Date, minutes int) int64 {
	return time.Date(d.Year, d.Month, d.Day, 0, minutes, 0, 0, f.zone).Unix()
}

// tally is what a part of a board breaks and costs.
type tally struct {
	breaks   []note
	hard     int
	cost     check.Cost // without its total
	moves    int
	holdDays int
}

// note is a violation with what it is sorted by.
type note struct {
	check.Violation
	rank int
}

// compare puts violations in an order that does not depend on how they were found.
func (n note) compare(o note) int {
	return cmp.Or(cmp.Compare(n.Rule, o.Rule), cmp.Compare(n.Scene, o.Scene), cmp.Compare(n.Person, o.Person), cmp.Compare(n.Unit, o.Unit), cmp.Compare(n.Text, o.Text))
}

// rankOf is the order of the referee: hard, bought, soft; then by date, nothing first.
func rankOf(m board.Mode, d civil.Date) int {
	n := 0
	if !d.IsZero() {
		n = d.Year*10_000 + int(d.Month)*100 + d.Day
	}
	return slices.Index([]board.Mode{board.Hard, board.Buy, board.Soft}, m)*1_000_000_000 + n
}

func (t *tally) add(o *tally) {
	t.moves += o.moves
	t.holdDays += o.holdDays
	a, b := &t.cost, &o.cost
	a.Cast += b.Cast
	a.Holds += b.Holds
	a.Travel += b.Travel
	a.Moves += b.Moves
	a.Overtime += b.Overtime
	a.Forced += b.Forced
	a.Days += b.Days
	a.Places += b.Places
	a.Gear += b.Gear
	a.Flips += b.Flips
	a.Soft += b.Soft
}

// breaks notes a broken rule in a tally, unless the rule is off.
func (f *film) breaks(t *tally, v check.Violation) {
	r := f.rules[v.Rule]
	switch r.Mode {
	case board.Off:
		return
	case board.Hard:
		t.hard++
	case board.Soft:
		v.Cost = r.Price
		t.cost.Soft += r.Price
	}
	v.Mode = r.Mode
	t.breaks = append(t.breaks, note{v, rankOf(v.Mode, v.Date)})
}

// bought notes a rule that may be broken at a price and gives what is paid.
func (f *film) bought(t *tally, v check.Violation, price int64) int64 {
	if f.rules[v.Rule].Mode == board.Buy {
		v.Cost = price
	} else {
		price = 0
	}
	f.breaks(t, v)
	return price
}
