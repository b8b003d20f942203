package strips

import (
	"cmp"
	"slices"

	"backlot/film/pages"
)

// Capacity is what fits in one shooting day. At least one limit must be set, or everything is one
// day; where both are set both hold.
type Capacity struct {
	Eighths pages.Eighths // zero: no limit
	Minutes int           // zero: no limit; scenes without an estimate count by length at MinutesPerEighth
	// MinutesPerEighth estimates scenes without minutes; zero means 18, which makes five pages of a
	// twelve-hour day.
	MinutesPerEighth int
	// MoveEighths and MoveMinutes are what a company move takes from a day.
	MoveEighths pages.Eighths
	MoveMinutes int
	// InteriorNightsByDay lets night scenes inside be shot by day behind blacked-out windows.
	InteriorNightsByDay bool
}

// FeatureDay is a usual day of a feature: five pages, and a company move costs half a page.
var FeatureDay = Capacity{Eighths: 5 * pages.Page, MoveEighths: 4}

// Arrange puts scenes on a board by the rule of thumb of assistant directors: stay at a place until
// it is finished, shoot its days together and all nights of the film in one block at the end (one
// change of sleep for the crew), keep the same cast together, and go on to the place that shares
// most cast. A day ends when the next scene does not fit, or when going on would only cut the next
// place in two. Dawn scenes open and dusk scenes close
// what is shot at a place on a day. A scene that fits no day has one to itself.
//
// No scene is lost or doubled, and equal input gives equal output. Ties keep the order of scenes.
func Arrange(scenes []Scene, c Capacity) []DayOf {
	var out []DayOf
	for _, night := range []bool{false, true} {
		var shift []Scene
		for _, s := range scenes {
			if c.night(s) == night {
				shift = append(shift, s)
			}
		}
		for _, day := range c.pack(chain(shift)) {
			out = append(out, DayOf{Number: len(out) + 1, Strips: day, Totals: Sum(day)})
		}
	}
	return out
}

// Board joins days to one list of strips with day breaks between them, as a board is kept.
func Board(days []DayOf) []Strip {
	var out []Strip
	for _, d := range days {
		out = append(out, d.Strips...)
		out = append(out, Strip{ID: d.Break, Type: DayBreak})
	}
	return out
}

func (c Capacity) night(s Scene) bool {
	return LightOf(s.Time) == Night && (!c.InteriorNightsByDay || s.IntExt != "INT")
}

// cluster is scenes that stay together: those of a place, or of a set.
type cluster struct {
	scenes []Scene
	cast   map[string]int // scenes by cast
	length pages.Eighths
}

func clusters(scenes []Scene, key func(Scene) string) []cluster {
	var out []cluster
	at := map[string]int{}
	for _, s := range scenes {
		k := key(s)
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, cluster{cast: map[string]int{}})
		}
		out[i].scenes = append(out[i].scenes, s)
		out[i].length += s.Eighths
		for _, p := range s.Cast {
			out[i].cast[p]++
		}
	}
	return out
}

// shared is how many cast two clusters have in common, over how many both have.
func shared(a, b cluster) float64 {
	both := 0
	for p := range a.cast {
		if b.cast[p] > 0 {
			both++
		}
	}
	all := len(a.cast) + len(b.cast) - both
	if all == 0 {
		return 0
	}
	return float64(both) / float64(all)
}

// chain orders scenes place by place, set by set, cast by cast.
func chain(scenes []Scene) []Scene {
	var out []Scene
	for _, place := range follow(clusters(scenes, Scene.Where)) {
		for _, set := range follow(clusters(place.scenes, func(s Scene) string { return s.Set })) {
			out = append(out, byCast(set.scenes)...)
		}
	}
	return out
}

// follow begins with the longest cluster and goes on to the one with most cast in common; between
// equals to the longer, then to the earlier in the script.
func follow(list []cluster) []cluster {
	var out []cluster
	for len(list) > 0 {
		best := 0
		for i := 1; i < len(list); i++ {
			if better(out, list[i], list[best]) {
				best = i
			}
		}
		out = append(out, list[best])
		list = slices.Delete(list, best, best+1)
	}
	return out
}

func better(done []cluster, a, b cluster) bool {
	if len(done) > 0 {
		last := done[len(done)-1]
		if x, y := shared(last, a), shared(last, b); x != y {
			return x > y
		}
	}
	return a.length > b.length
}

// byCast orders the scenes of a set: light first, then the largest cast, so that people finish
// early, then the order of the script.
func byCast(scenes []Scene) []Scene {
	out := slices.Clone(scenes)
	rank := map[Light]int{Dawn: 0, Day: 1, Dusk: 2, Night: 3}
	slices.SortStableFunc(out, func(a, b Scene) int {
		return cmp.Or(cmp.Compare(rank[LightOf(a.Time)], rank[LightOf(b.Time)]), cmp.Compare(len(b.Cast), len(a.Cast)))
	})
	return out
}

// load is what a day holds so far.
type load struct {
	eighths pages.Eighths
	minutes int
	place   string
}

func (c Capacity) add(l load, s Scene) load {
	if l.place != "" && l.place != s.Where() {
		l.eighths += c.MoveEighths
		l.minutes += c.MoveMinutes
	}
	l.eighths += s.Eighths
	l.minutes += c.minutes(s)
	l.place = s.Where()
	return l
}

func (c Capacity) minutes(s Scene) int {
	if s.Minutes > 0 {
		return s.Minutes
	}
	per := c.MinutesPerEighth
	if per == 0 {
		per = 18
	}
	return per * int(s.Eighths)
}

func (c Capacity) fits(l load) bool {
	return (c.Eighths == 0 || l.eighths <= c.Eighths) && (c.Minutes == 0 || l.minutes <= c.Minutes)
}

// pack cuts a chain of scenes into days. When the next scene does not fit, one of the same set
// further on that does is taken before it, so that days are not left half empty for one long scene.
func (c Capacity) pack(scenes []Scene) [][]Strip {
	var out [][]Strip
	rest := slices.Clone(scenes)
	for len(rest) > 0 {
		var day []Scene
		var l load
		for len(rest) > 0 {
			i := c.next(l, rest)
			if i < 0 {
				break
			}
			l = c.add(l, rest[i])
			day = append(day, rest[i])
			rest = slices.Delete(rest, i, i+1)
		}
		if len(day) == 0 { // fits no day
			day, rest = rest[:1:1], rest[1:]
		}
		out = append(out, toStrips(atTheirHour(day)))
	}
	return out
}

// next returns the index of the scene to shoot next, -1 when the day is full.
func (c Capacity) next(l load, rest []Scene) int {
	if l.place != "" && rest[0].Where() != l.place && !c.worthMoving(l, rest) {
		return -1
	}
	for i, s := range rest {
		if i > 0 && (s.Set != rest[0].Set || s.Where() != rest[0].Where()) {
			break
		}
		if c.fits(c.add(l, s)) {
			return i
		}
	}
	return -1
}

// worthMoving says whether to move to the next place today: when all of it still fits, when
// beginning it today saves a day there, or when less than half of the day is used.
func (c Capacity) worthMoving(l load, rest []Scene) bool {
	var whole load
	all := l
	for _, s := range rest {
		if s.Where() != rest[0].Where() {
			break
		}
		whole, all = c.add(whole, s), c.add(all, s)
	}
	if c.fits(all) || !c.halfFull(l) {
		return true
	}
	saves := func(limit, whole, used, move int) bool {
		return limit > 0 && days(whole-max(0, limit-used-move), limit) < days(whole, limit)
	}
	return saves(int(c.Eighths), int(whole.eighths), int(l.eighths), int(c.MoveEighths)) ||
		saves(c.Minutes, whole.minutes, l.minutes, c.MoveMinutes)
}

func (c Capacity) halfFull(l load) bool {
	return c.Eighths > 0 && l.eighths*2 >= c.Eighths || c.Minutes > 0 && l.minutes*2 >= c.Minutes
}

// days is how many days of a limit an amount of work takes.
func days(work, limit int) int { return (work + limit - 1) / limit }

// atTheirHour moves dawn scenes to the front and dusk scenes to the end of their place on a day.
func atTheirHour(day []Scene) []Scene {
	rank := func(s Scene) int {
		switch LightOf(s.Time) {
		case Dawn:
			return 0
		case Dusk:
			return 2
		}
		return 1
	}
	for from := 0; from < len(day); {
		to := from + 1
		for to < len(day) && day[to].Where() == day[from].Where() {
			to++
		}
		slices.SortStableFunc(day[from:to], func(a, b Scene) int { return cmp.Compare(rank(a), rank(b)) })
		from = to
	}
	return day
}

func toStrips(scenes []Scene) []Strip {
	out := make([]Strip, len(scenes))
	for i, s := range scenes {
		out[i] = Strip{ID: s.ID, Type: SceneStrip, Scene: s}
	}
	return out
}
