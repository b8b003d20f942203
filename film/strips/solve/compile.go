package solve

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"backlot/film/civil"
	"backlot/film/strips"
	"backlot/film/strips/board"
	"backlot/film/worktime"
)

// problem is a case in numbers: everything the search asks often is an index or a table.
type problem struct {
	c      *board.Case
	scenes []scene
	people []person
	places []board.Place
	gear   []board.Gear
	slots  []slot          // the days of the case, in order of date and unit
	dates  []civil.Date    // of the calendar, each once
	units  [][]int         // slots of each unit, in order
	week   []int           // week of a date, counted from the first
	moves  [][]board.Move  // by place and place
	orders [][3]int        // before, after, days
	covers []int           // scenes that stand by
	fixed  map[int]int     // scene -> slot of the past
	kept   map[int]pastDay // slot -> how it was shot
	rules  map[board.RuleID]board.Rule
	calls  []int // calls a day may have, in minutes after midnight
	frozen int   // slots of the past

	slotsOn   [][]int // by date
	inUnit    []int   // by slot: which day of its unit
	things    []thing // places, then gear
	placeBits dateSet // of things that are places
	leastMove board.Move
}

// thing is a place or gear: what it costs by the day and by each run of days.
type thing struct{ dayRate, stint int64 }

// pastDay is a day that may no longer change.
type pastDay struct {
	call  int
	order []int
}

type scene struct {
	place    int
	outside  bool
	blackout bool
	child    bool             // a child plays in it
	sky      [][]board.Window // by date: when its light is; nil behind blackout
	light    strips.Light
	minutes  int
	cast     []int
	gear     []int
	then     []int   // scenes that must not come earlier the same day
	anytime  bool    // neither light nor hours of access nor a child bind it
	weight   []int64 // by slot: soft rules that a scene breaks by standing there
	options  []int   // slots where no hard rule forbids it
	stands   []bool  // by slot, of a cover scene: it could be shot that day
}

type person struct {
	*board.Person
	child  bool
	bounds []worktime.Bounds // of a child, by date
}

type slot struct {
	unit, date int
}

// compile checks the case and turns it into tables.
func compile(c *board.Case) (*problem, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		return nil, err
	}
	p := &problem{c: c, places: c.Places, gear: c.Gear, fixed: map[int]int{}, kept: map[int]pastDay{}, rules: map[board.RuleID]board.Rule{}}
	for id := range board.DefaultRules {
		p.rules[id] = c.Rule(id)
	}
	p.calendar()
	if err := p.cast(); err != nil {
		return nil, err
	}
	index := p.sceneTable()
	for _, o := range c.Orders {
		a, b := index[o.Before], index[o.After]
		p.orders = append(p.orders, [3]int{a, b, o.Days})
		if o.Days == 0 {
			p.scenes[a].then = append(p.scenes[a].then, b)
		}
	}
	if err := p.past(index); err != nil {
		return nil, err
	}
	p.wayTable()
	p.thingTable()
	day, night := int(c.Prices.DayCall), int(c.Prices.NightCall)
	for _, at := range []int{day - 60, day, day + 120, day + 240, night - 120, night, night + 60} {
		if at >= 0 && !slices.Contains(p.calls, at) {
			p.calls = append(p.calls, at)
		}
	}
	return p, p.light(zone)
}

// ownCalls is how many calls of a board that a search begins with join the usual ones, at most: the
// commonest first.
const ownCalls = 9

// learnCalls adds the calls of a board to those that days may have, so that a dawn that was called at
// half past four can be called so again.
func (p *problem) learnCalls(b *board.Board) {
	if b == nil {
		return
	}
	times := map[int]int{}
	var fresh []int
	for _, d := range b.Days {
		at := int(d.Call)
		if len(d.Scenes) == 0 || at < 0 || slices.Contains(p.calls, at) {
			continue
		}
		if times[at]++; times[at] == 1 {
			fresh = append(fresh, at)
		}
	}
	slices.SortStableFunc(fresh, func(a, b int) int { return times[b] - times[a] })
	p.calls = append(p.calls, fresh[:min(len(fresh), ownCalls)]...)
}

func (p *problem) calendar() {
	names := map[string]int{}
	for _, d := range p.c.Days {
		if n := len(p.dates); n == 0 || p.dates[n-1] != d.Date {
			p.dates = append(p.dates, d.Date)
		}
		u, ok := names[d.Unit]
		if !ok {
			u = len(p.units)
			names[d.Unit] = u
			p.units = append(p.units, nil)
		}
		p.inUnit = append(p.inUnit, len(p.units[u]))
		p.units[u] = append(p.units[u], len(p.slots))
		if len(p.slotsOn) < len(p.dates) {
			p.slotsOn = append(p.slotsOn, nil)
		}
		p.slotsOn[len(p.dates)-1] = append(p.slotsOn[len(p.dates)-1], len(p.slots))
		p.slots = append(p.slots, slot{unit: u, date: len(p.dates) - 1})
		if !p.c.Frozen.IsZero() && !d.Date.After(p.c.Frozen) {
			p.frozen = len(p.slots)
		}
	}
	var monday civil.Date
	week := -1
	for _, d := range p.dates {
		if m := d.AddDays(-((int(d.Weekday()) + 6) % 7)); m != monday {
			monday = m
			week++
		}
		p.week = append(p.week, week)
	}
}

func (p *problem) cast() error {
	packs, err := p.c.WorkPacks()
	if err != nil {
		return err
	}
	for i := range p.c.People {
		who := person{Person: &p.c.People[i], child: !p.c.People[i].Born.IsZero()}
		if who.child {
			var set worktime.Set
			for _, pack := range packs {
				if slices.Contains(who.Packs, pack.ID) {
					set.Packs = append(set.Packs, pack)
				}
			}
			for _, d := range p.dates {
				b, err := set.Bounds(worktime.Person{ID: who.ID, Name: who.Name, Role: "child", Born: who.Born, School: who.School}, d)
				if err != nil {
					return err
				}
				who.bounds = append(who.bounds, b)
			}
		}
		p.people = append(p.people, who)
	}
	return nil
}

func (p *problem) sceneTable() map[string]int {
	at := func(n int, id func(int) string) map[string]int {
		out := make(map[string]int, n)
		for i := range n {
			out[id(i)] = i
		}
		return out
	}
	people := at(len(p.people), func(i int) string { return p.people[i].ID })
	places := at(len(p.places), func(i int) string { return p.places[i].ID })
	gear := at(len(p.gear), func(i int) string { return p.gear[i].ID })
	sets := at(len(p.c.Sets), func(i int) string { return p.c.Sets[i].Name })
	for i, s := range p.c.Scenes {
		x := scene{place: places[s.Place], outside: s.Outside(), light: s.Light, minutes: s.Minutes}
		x.blackout = !x.outside && p.places[x.place].Blackout
		for _, id := range s.Cast {
			x.cast = append(x.cast, people[id])
			x.child = x.child || p.people[people[id]].child
		}
		for _, id := range s.Gear {
			x.gear = append(x.gear, gear[id])
		}
		x.anytime = x.blackout && !x.child && p.places[x.place].Open == 0 && p.places[x.place].Close == 0
		var set *board.Set
		if k, ok := sets[s.Set]; ok {
			set = &p.c.Sets[k]
		}
		x.weight = make([]int64, len(p.slots))
		for k, sl := range p.slots {
			may, weight := p.may(&s, &x, set, sl)
			if x.weight[k] = weight; may && k >= p.frozen {
				x.options = append(x.options, k)
			}
		}
		if s.Cover && !x.outside {
			p.covers = append(p.covers, i)
			for _, sl := range p.slots {
				x.stands = append(x.stands, p.stands(&s, &x, set, sl))
			}
		}
		p.scenes = append(p.scenes, x)
	}
	return at(len(p.c.Scenes), func(i int) string { return p.c.Scenes[i].ID })
}

// may says whether what is known beforehand lets a scene stand on a day: no hard rule forbids it,
// and soft ones weigh so much.
func (p *problem) may(s *board.Scene, x *scene, set *board.Set, sl slot) (ok bool, weight int64) {
	date, place := p.dates[sl.date], &p.places[x.place]
	unit := p.c.Days[p.units[sl.unit][0]].Unit
	hard := 0
	breaks := func(id board.RuleID, broken bool) {
		if broken {
			hard += p.counts(id, &weight)
		}
	}
	breaks(board.UnitOf, s.Unit != "" && s.Unit != unit)
	breaks(board.Pinned, !s.Pinned.IsZero() && s.Pinned != date)
	breaks(board.PlaceDates, !place.CanUse(date))
	breaks(board.Permit, !place.Allowed(date))
	breaks(board.Closed, p.shut(s, date))
	breaks(board.SetReady, set != nil && (date.Before(set.Ready) || !set.Strike.IsZero() && !date.Before(set.Strike)))
	for _, k := range x.cast {
		breaks(board.Availability, !p.people[k].CanWork(date))
		breaks(board.Minors, p.people[k].child && !p.people[k].bounds[sl.date].MayWork)
	}
	return hard == 0, weight
}

// stands says whether an interior could be shot on a day when the weather turns.
func (p *problem) stands(s *board.Scene, x *scene, set *board.Set, sl slot) bool {
	date, place := p.dates[sl.date], &p.places[x.place]
	if p.shut(s, date) || s.Unit != "" && s.Unit != p.c.Days[p.units[sl.unit][0]].Unit || !place.CanUse(date) || !place.Allowed(date) {
		return false
	}
	if set != nil && (date.Before(set.Ready) || !set.Strike.IsZero() && !date.Before(set.Strike)) {
		return false
	}
	return !slices.ContainsFunc(x.cast, func(k int) bool { return !p.people[k].CanWork(date) })
}

func (p *problem) shut(s *board.Scene, d civil.Date) bool {
	return slices.ContainsFunc(p.c.Shut, func(x board.Shut) bool { return x.Stops(s, d) })
}

// past fixes the scenes of days that may no longer change.
func (p *problem) past(index map[string]int) error {
	for _, d := range p.c.Past {
		if p.c.Frozen.IsZero() || d.Date.After(p.c.Frozen) {
			continue
		}
		k := slices.IndexFunc(p.c.Days, func(x board.Day) bool { return x.Unit == d.Unit && x.Date == d.Date })
		if k < 0 {
			return fmt.Errorf("past: %s of unit %q is no day of the case", d.Date, d.Unit)
		}
		for _, id := range d.Scenes {
			i, ok := index[id]
			if !ok {
				return fmt.Errorf("past, %s: scene %q is not in the case", d.Date, id)
			}
			p.fixed[i] = k
			p.scenes[i].options = nil
			p.kept[k] = pastDay{int(d.Call), append(p.kept[k].order, i)}
		}
	}
	return nil
}

func (p *problem) wayTable() {
	at := map[string]int{}
	for i, x := range p.places {
		at[x.ID] = i
	}
	p.moves = make([][]board.Move, len(p.places))
	for i := range p.moves {
		p.moves[i] = make([]board.Move, len(p.places))
		for k := range p.moves[i] {
			p.moves[i][k] = board.Move{Minutes: p.c.Prices.MoveMinutes, Price: p.c.Prices.Move}
		}
		p.moves[i][i] = board.Move{}
	}
	for _, back := range []bool{true, false} { // a way listed in its own direction wins
		for _, m := range p.c.Moves {
			a, b := at[m.From], at[m.To]
			if back {
				a, b = b, a
			}
			p.moves[a][b] = m
		}
	}
}

// thingTable lists places and gear as one, and the cheapest way there is between two places.
func (p *problem) thingTable() {
	for _, x := range p.places {
		p.things = append(p.things, thing{x.DayRate, x.Stint})
	}
	for _, x := range p.gear {
		p.things = append(p.things, thing{x.DayRate, x.Stint})
	}
	p.placeBits = make(dateSet, (len(p.things)+63)/64)
	p.leastMove = board.Move{Minutes: math.MaxInt, Price: math.MaxInt64}
	for i := range p.places {
		p.placeBits.add(i)
		for k := range p.places {
			if i != k {
				p.leastMove.Minutes = min(p.leastMove.Minutes, p.moves[i][k].Minutes)
				p.leastMove.Price = min(p.leastMove.Price, p.moves[i][k].Price)
			}
		}
	}
	if len(p.places) < 2 {
		p.leastMove = board.Move{}
	}
}

// light computes the sky once for every place, date and light that a scene asks for.
func (p *problem) light(zone *time.Location) error {
	type key struct {
		place int
		light strips.Light
	}
	known := map[key][][]board.Window{}
	for i := range p.scenes {
		s := &p.scenes[i]
		k := key{s.place, s.light}
		if s.blackout {
			continue
		}
		if known[k] == nil {
			for _, date := range p.dates {
				w, err := board.Sky(date, p.places[s.place], zone, s.light)
				if err != nil {
					return err
				}
				known[k] = append(known[k], w)
			}
		}
		s.sky = known[k]
	}
	return nil
}

// board writes an assignment as people keep it.
func (p *problem) board(days []*dayOrder) *board.Board {
	b := &board.Board{Schema: board.Schema, Case: p.c.Title}
	for k, d := range days {
		if d == nil || len(d.order) == 0 {
			continue
		}
		plan := board.DayPlan{Unit: p.c.Days[k].Unit, Date: p.c.Days[k].Date, Call: worktime.Clock(d.call)}
		for _, i := range d.order {
			plan.Scenes = append(plan.Scenes, p.c.Scenes[i].ID)
		}
		b.Days = append(b.Days, plan)
	}
	slices.SortStableFunc(b.Days, func(x, y board.DayPlan) int { return cmp.Or(x.Date.Compare(y.Date), cmp.Compare(x.Unit, y.Unit)) })
	return b
}
